"""Keep beside what waits in its undo window what its author knew when he sent it.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what an older program held has nothing in it."""
    op.add_column("held", sa.Column("known", sa.Text()))
