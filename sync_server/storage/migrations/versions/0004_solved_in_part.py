"""Say of a conversation whether it was solved, solved in part, or not: a truth value cannot.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put words in the place of the truth values."""
    op.add_column("conversation", sa.Column("outcome", sa.Text(), nullable=True))
    op.execute("UPDATE conversation SET outcome = CASE WHEN solved THEN 'yes' ELSE 'no' END WHERE solved IS NOT NULL")
    op.drop_column("conversation", "solved")
    op.execute("ALTER TABLE conversation RENAME COLUMN outcome TO solved")
