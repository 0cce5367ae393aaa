"""Which rows refer to which files, and who may see a file by that."""

from collections.abc import Collection

from sqlalchemy import select

from app.domain.entity import Entity
from sync_server.storage.records import UPLOAD, Reader, Tx, named_files
from sync_server.storage.tables import BLOB, ENTITY_TABLES, FILE_USE

__all__ = ["named_files", "note_upload", "out_of_reach", "visible"]

FILED = ("article", "message", "article_version", "ticket", "ticket_note", "article_draft")
"""The entities that refer to files, the likeliest first."""


def note_upload(tx: Tx, sha256: str, agent_id: str) -> None:
    """Note that an agent has sent us a file: he may see it and refer to it."""
    tx.upsert(FILE_USE, [{"sha256": sha256, "ent": UPLOAD, "row": agent_id}], ("sha256", "ent", "row"))


def visible(reader: Reader, sha256: str, agent_id: str, scopes: Collection[str]) -> bool:
    """Say whether an agent may see a file: he uploaded it, or a row of his scopes refers to it."""
    reader.flush()
    use = FILE_USE.c
    mine = select(use.row).where(use.sha256 == sha256, use.ent == UPLOAD, use.row == agent_id)
    if reader.connection.execute(mine).first() is not None:
        return True
    for ent in FILED:
        table = ENTITY_TABLES[ent]
        query = select(use.row).join(table, table.c.id == use.row).where(use.sha256 == sha256, use.ent == ent)
        if reader.connection.execute(query.where(table.c.scope.in_(list(scopes))).limit(1)).first() is not None:
            return True
    return False


def out_of_reach(reader: Reader, before: Entity | None, after: Entity, agent_id: str, scopes: Collection[str]) -> str:
    """Return a file that a row newly refers to although its author may not see it, "" for none.

    A hash that somebody remembers must not bring him the file. What is not stored here yet may be referred to.
    """
    added = named_files(after) - (named_files(before) if before is not None else frozenset())
    for sha256 in sorted(added):
        stored = reader.connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256)).first()
        if stored is not None and not visible(reader, sha256, agent_id, scopes):
            return sha256
    return ""
