"""Keep at headquarters what is done there to the rows of a branch, until its server has answered.

Revision 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of each operation that waits for the other side which branch decides."""
    op.add_column("upstream_op", sa.Column("branch_id", sa.Text(), nullable=False, server_default=""))
