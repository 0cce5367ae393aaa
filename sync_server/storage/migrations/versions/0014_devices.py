"""Keep what a device shows itself by, what is told of it, and the order to delete what it holds.

Revision 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns: the devices that there are tell of themselves at their next sign-in."""
    for name in ("key", "system", "version", "address"):
        op.add_column("device", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in ("wipe_at", "wiped_at", "unsent"):
        op.add_column("device", sa.Column(name, sa.BigInteger()))
    op.create_index("ix_device_key", "device", ["key"])
