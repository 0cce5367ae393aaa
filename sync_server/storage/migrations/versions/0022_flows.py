"""Add guided flows and the walks through them.

Revision 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_OPTIONAL = frozenset({"deleted_at", "chart", "published_at", "outcome", "ended_at"})
_WHOLE = frozenset({"rev", "deleted_at", "version", "published_at", "started_at", "ended_at"})
_TABLES = {
    "flow": (
        "scope rev deleted_at title category_id questions language start steps status chart version published_at",
        ("scope", "category_id"),
    ),
    "flow_walk": (
        "scope rev deleted_at conversation_id flow_id version title start agent_id started_at choices notes done "
        "outcome ended_at",
        ("scope", "conversation_id", "flow_id"),
    ),
}


def upgrade() -> None:
    """Make both tables."""
    for table, (names, indexed) in _TABLES.items():
        op.create_table(
            table,
            sa.Column("id", sa.Text(), nullable=False),
            *(
                sa.Column(name, sa.BigInteger() if name in _WHOLE else sa.Text(), nullable=name in _OPTIONAL)
                for name in names.split()
            ),
            sa.Column("frev", sa.Text(), nullable=False),
            sa.Column("extra", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        for name in indexed:
            op.create_index(f"ix_{table}_{name}", table, [name])
