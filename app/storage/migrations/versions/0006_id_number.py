"""Keep a customer's ID number.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody's number is known yet."""
    op.add_column("customer", sa.Column("id_number", sa.Text(), nullable=False, server_default=""))
