"""Tell what a device has heard from what it was sent; forget uses of files that are none.

Revision 0012, after 0011.
"""

import json
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HASH = re.compile(r"[0-9a-f]{64}")
NAMED = {"body": "image", "attachments": "sha256", "images": "sha256"}


def upgrade() -> None:
    """Add when an agent's scopes changed. The devices that there are have heard of everything so far."""
    op.create_table(
        "rescoped",
        sa.Column("agent_id", sa.Text(), primary_key=True, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    )
    left = sa.text("kind = 2")
    op.create_index("ix_sync_feed_left", "sync_feed", ["scope", "seq"], sqlite_where=left, postgresql_where=left)
    op.execute("UPDATE device SET told = COALESCE((SELECT seq FROM sync_head WHERE k = 1), 0)")
    _forget_hashes_in_texts()


def _forget_hashes_in_texts() -> None:
    """Revision 0007 once took every hash in what was lost for a file, a number in a note, too: it opened that file."""
    uses = sa.table("file_use", *(sa.column(name) for name in ("sha256", "ent", "row")))
    conflict = sa.table("conflict", *(sa.column(name) for name in ("id", "field", "lost")))
    query = sa.select(uses.c.sha256, uses.c.row, conflict.c.field, conflict.c.lost)
    query = query.select_from(uses.outerjoin(conflict, conflict.c.id == uses.c.row)).where(uses.c.ent == "conflict")
    connection = op.get_bind()
    for sha256, row, field, lost in connection.execute(query).all():
        if field not in NAMED or sha256 not in named(json.loads(lost), NAMED[field]):
            this = (uses.c.ent == "conflict") & (uses.c.row == row) & (uses.c.sha256 == sha256)
            connection.execute(sa.delete(uses).where(this))


def named(parts: Any, key: str) -> set[str]:
    """Return the files that the blocks of a text or the references of a list name; a hash elsewhere is only text."""
    found = (part.get(key) for part in parts if isinstance(part, dict)) if isinstance(parts, list) else ()
    return {each for each in found if isinstance(each, str) and HASH.fullmatch(each)}
