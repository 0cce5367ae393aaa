"""Find quickly which files somebody owes: a branch's server asks often.

Revision 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the promises, of which there are few."""
    owed = sa.text("promised_by != ''")
    columns = ["promised_by", "sha256"]
    op.create_index("ix_file_use_promised", "file_use", columns, sqlite_where=owed, postgresql_where=owed)
