"""Hand articles in for publication; say who decides about those of a category.

Revision 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what was handed in, of which there is nothing yet, and the reviewers, whom no category has yet."""
    op.add_column("article", sa.Column("review", sa.Text(), nullable=True, server_default="null"))
    op.add_column("category", sa.Column("reviewers", sa.Text(), nullable=False, server_default="[]"))
