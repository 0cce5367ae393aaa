"""Index what the desk asks about conversations all the time.

Revision 0002, after 0001.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# without them routing, a waiting customer's page and the report read every conversation there ever was
INDEXES = {
    "ix_conversation_assignee_id_assigned_at": ("assignee_id", "assigned_at"),
    "ix_conversation_group_id_assigned_at": ("group_id", "assigned_at"),
    "ix_conversation_opened_at": ("opened_at",),
    "ix_conversation_closed_at": ("closed_at",),
}


def upgrade() -> None:
    """Add the indexes."""
    for name, columns in INDEXES.items():
        op.create_index(name, "conversation", list(columns))
