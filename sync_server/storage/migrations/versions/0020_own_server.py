"""Say of a branch whether it has a server of its own.

Revision 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; each branch that has one tells it when its server greets next."""
    op.add_column("branch", sa.Column("own_server", sa.Boolean(), nullable=False, server_default=sa.false()))
