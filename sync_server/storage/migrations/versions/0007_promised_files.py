"""Note which files somebody named but has not sent yet, and since when nothing refers to a file.

Revision 0007, after 0006.
"""

import json
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

HASH = re.compile(r"[0-9a-f]{64}")
NAMED = {"body": "image", "attachments": "sha256", "images": "sha256"}


def upgrade() -> None:
    """Add the columns: until now a file was sent before a row could refer to it, and every file was kept."""
    op.add_column("file_use", sa.Column("promised_by", sa.Text(), nullable=False, server_default=""))
    op.add_column("blob", sa.Column("idle_since", sa.BigInteger(), nullable=True))
    # files are collected from now on: what somebody lost in a conflict is kept, too
    connection = op.get_bind()
    conflict = sa.table("conflict", sa.column("id"), sa.column("field"), sa.column("lost"))
    with_files = conflict.c.field.in_(sorted(NAMED))
    rows = connection.execute(sa.select(conflict.c.id, conflict.c.field, conflict.c.lost).where(with_files))
    found = [
        {"sha256": sha256, "ent": "conflict", "row": row[0], "promised_by": ""}
        for row in rows
        for sha256 in sorted(named(json.loads(row[2]), NAMED[row[1]]))
    ]
    if found:
        uses = sa.table("file_use", *(sa.column(name) for name in ("sha256", "ent", "row", "promised_by")))
        connection.execute(sa.insert(uses), found)


def named(parts: Any, key: str) -> set[str]:
    """Return the files that the blocks of a text or the references of a list name; a hash elsewhere is only text."""
    found = (part.get(key) for part in parts if isinstance(part, dict)) if isinstance(parts, list) else ()
    return {each for each in found if isinstance(each, str) and HASH.fullmatch(each)}
