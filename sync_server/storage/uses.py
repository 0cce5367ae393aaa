"""Which rows refer to which files, and who may see a file by that."""

from collections.abc import Callable, Collection
from typing import Any

import msgspec
from sqlalchemy import select, update

from app.domain.access import view_of
from app.domain.conversations import Conversation, MessageKind
from app.domain.entity import Actor
from app.domain.files import FileRef
from app.sql import codec
from sync_server.storage.records import UPLOAD, Key, Reader, Tx, named_files
from sync_server.storage.tables import ENTITY_TABLES, FILE_USE

__all__ = [
    "keep",
    "named_files",
    "note_upload",
    "promised",
    "promisers",
    "shown_in",
    "visible",
    "with_files",
]

FILED = ("article", "message", "article_version", "ticket", "ticket_note", "article_draft", "flow", "conflict")
"""The entities that refer to files, the likeliest first."""


def with_files(value: Any, change: Callable[[FileRef], FileRef]) -> Any:
    """Return a row, a card or a reference with each reference to a file changed."""
    if isinstance(value, FileRef):
        return change(value)
    if isinstance(value, tuple):
        return tuple(with_files(each, change) for each in value)
    names = [
        name for name in ("attachments", "images", "image", "card", "steps", "chart") if getattr(value, name, None)
    ]
    return msgspec.structs.replace(value, **{name: with_files(getattr(value, name), change) for name in names})


def note_upload(tx: Tx, sha256: str, agent_id: str) -> None:
    """Note that an agent has sent us a file: he may see it and refer to it."""
    use = {"sha256": sha256, "ent": UPLOAD, "row": agent_id, "promised_by": ""}
    tx.upsert(FILE_USE, [use], ("sha256", "ent", "row"))


def visible(reader: Reader, sha256: str, agent: Actor, scopes: Collection[str]) -> bool:
    """Say whether an agent may see a file: he uploaded it, or a row of his scopes refers to it.

    A row for which the file is only promised opens it to nobody: knowing a hash must not bring the file.
    """
    reader.flush()
    use = FILE_USE.c
    mine = select(use.row).where(use.sha256 == sha256, use.ent == UPLOAD, use.row == agent.id)
    if reader.connection.execute(mine).first() is not None:
        return True
    hidden = view_of(agent.role).hidden
    for ent in FILED:
        if ent in hidden:
            continue
        table = ENTITY_TABLES[ent]
        query = select(use.row).join(table, table.c.id == use.row)
        query = query.where(use.sha256 == sha256, use.ent == ent, use.promised_by == "")
        if reader.connection.execute(query.where(table.c.scope.in_(list(scopes))).limit(1)).first() is not None:
            return True
    return False


def shown_in(reader: Reader, sha256: str) -> list[Conversation]:
    """Return the conversations in which a file was shown to a customer."""
    use, message, table = FILE_USE.c, ENTITY_TABLES["message"], ENTITY_TABLES["conversation"]
    query = select(table).join(message, message.c.conversation_id == table.c.id).join(FILE_USE, use.row == message.c.id)
    query = query.where(use.sha256 == sha256, use.ent == "message", use.promised_by == "")
    query = query.where(message.c.kind != MessageKind.NOTE.value)
    return [codec(Conversation).from_row(row) for row in reader.connection.execute(query)]


def promisers(reader: Reader, sha256: str) -> list[str]:
    """Return the agents who named a file without having sent it."""
    query = select(FILE_USE.c.promised_by).where(FILE_USE.c.sha256 == sha256, FILE_USE.c.promised_by != "")
    return [row[0] for row in reader.connection.execute(query.distinct().order_by(FILE_USE.c.promised_by))]


def promised(reader: Reader, sha256: str, agent_id: str) -> list[Key]:
    """Return the rows in which an agent named a file that he has not sent."""
    use = FILE_USE.c
    query = select(use.ent, use.row).where(use.sha256 == sha256, use.promised_by == agent_id)
    return [(row[0], row[1]) for row in reader.connection.execute(query.order_by(use.ent, use.row))]


def owed(reader: Reader, hashes: Collection[str], agent_id: str) -> list[str]:
    """Return those of these files that an agent named and has not sent."""
    use = FILE_USE.c
    query = select(use.sha256).where(use.sha256.in_(list(hashes)), use.promised_by == agent_id)
    return [row[0] for row in reader.connection.execute(query.distinct().order_by(use.sha256))]


def keep(tx: Tx, sha256: str, agent_id: str) -> None:
    """The agent's promises of a file are kept."""
    use = FILE_USE.c
    tx.connection.execute(
        update(FILE_USE).where(use.sha256 == sha256, use.promised_by == agent_id).values(promised_by="")
    )
