"""Say of a customer that he is the same person as another.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the link; so far everybody stands for himself."""
    op.add_column("customer", sa.Column("merged_into", sa.Text(), nullable=False, server_default=""))
