"""Note at which of his desks an agent was heard of last.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of who was heard of before, nobody knows where."""
    op.add_column("heartbeat", sa.Column("device_id", sa.Text(), nullable=False, server_default=""))
