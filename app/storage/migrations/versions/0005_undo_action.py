"""Know which undo steps are one action of a person.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each step that there is was an action of its own."""
    op.add_column("undo_step", sa.Column("action", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE undo_step SET action = txn")
    op.create_index("ix_undo_step_action", "undo_step", ["action"])
