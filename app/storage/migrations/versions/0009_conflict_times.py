"""Say of a conflict when its two values were written.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the times; of older conflicts nobody knows them."""
    op.add_column("conflict", sa.Column("kept_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("conflict", sa.Column("lost_at", sa.BigInteger(), nullable=False, server_default="0"))
