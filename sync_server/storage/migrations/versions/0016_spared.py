"""Keep that an order to delete was taken back: a device that had obeyed by then says so later.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column: nothing was taken back so far."""
    op.add_column("device", sa.Column("spared_at", sa.BigInteger()))
