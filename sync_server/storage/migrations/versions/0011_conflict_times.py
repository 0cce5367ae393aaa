"""Say of a conflict when its two values were written.

Revision 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the times; of older conflicts nobody knows them."""
    op.add_column("conflict", sa.Column("kept_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("conflict", sa.Column("lost_at", sa.BigInteger(), nullable=False, server_default="0"))
