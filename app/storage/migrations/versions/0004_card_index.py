"""Find by index which articles were sent lately.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index: of a hundred messages a few carry an article."""
    columns = ["composed_at", "article_id", "deleted_at"]
    op.create_index("ix_message_card", "message", columns, sqlite_where=sa.text("article_id <> ''"))
