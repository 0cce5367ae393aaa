"""Say of a branch whether it has a server of its own.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the server tells it with the next change of each branch that has one."""
    op.add_column("branch", sa.Column("own_server", sa.Boolean(), nullable=False, server_default=sa.false()))
