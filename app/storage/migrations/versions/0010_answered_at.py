"""Note when the server answered an operation, by its clock, instead of when that was seen to the end, by this device's.

Revision 0010, after 0009.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the old times over; those of a clock that was ahead are put right when the server says what time it is."""
    op.execute("ALTER TABLE outbox RENAME COLUMN done_at TO answered_at")
