"""Note which departures a device was told of, so that it cannot say that it has not heard.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the number: of the devices that there are, nothing is known so far."""
    op.add_column("device", sa.Column("told", sa.BigInteger(), nullable=False, server_default="0"))
