"""Keep a customer's ID number.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody's number is known yet."""
    op.add_column("customer", sa.Column("id_number", sa.Text(), nullable=False, server_default=""))
