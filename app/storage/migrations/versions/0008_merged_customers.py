"""Say of a customer that he is the same person as another.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the link; so far everybody stands for himself."""
    op.add_column("customer", sa.Column("merged_into", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_customer_merged_into", "customer", ["merged_into"], sqlite_where=sa.text("merged_into > ''"))
