"""Note which files somebody named but has not sent yet, and since when nothing refers to a file.

Revision 0007, after 0006.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

HASH = re.compile(r'"([0-9a-f]{64})"')


def upgrade() -> None:
    """Add the columns: until now a file was sent before a row could refer to it, and every file was kept."""
    op.add_column("file_use", sa.Column("promised_by", sa.Text(), nullable=False, server_default=""))
    op.add_column("blob", sa.Column("idle_since", sa.BigInteger(), nullable=True))
    # files are collected from now on: what somebody lost in a conflict is kept, too
    connection = op.get_bind()
    conflict = sa.table("conflict", sa.column("id"), sa.column("lost"))
    rows = connection.execute(sa.select(conflict.c.id, conflict.c.lost))
    found = [
        {"sha256": sha256, "ent": "conflict", "row": row[0], "promised_by": ""}
        for row in rows
        for sha256 in sorted(set(HASH.findall(row[1])))
    ]
    if found:
        uses = sa.table("file_use", *(sa.column(name) for name in ("sha256", "ent", "row", "promised_by")))
        connection.execute(sa.insert(uses), found)
