"""Find by index who answered in a conversation last.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index: the routing of a waiting customer read all that he had ever written."""
    answers = sa.text("author = 'agent' AND kind <> 'note'")
    columns = ["conversation_id", "stored_at", "seq"]
    op.create_index("ix_message_answer", "message", columns, sqlite_where=answers, postgresql_where=answers)
