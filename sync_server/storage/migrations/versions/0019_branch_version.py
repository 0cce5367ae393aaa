"""Keep which version a branch's own server runs.

Revision 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; each tells it when it greets next."""
    op.add_column("branch_server", sa.Column("version", sa.Text(), nullable=False, server_default=""))
