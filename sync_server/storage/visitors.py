"""Visitors of the chat page: their tokens, which conversations and files are theirs, when their page was last seen."""

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Select, and_, func, insert, or_, select, update

from app.domain.conversations import INTERNAL, Author, Conversation, Message, MessageKind, Status
from app.sql import codec
from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import (
    BLOB,
    ENTITY_TABLES,
    SYNC_FEED,
    SYNC_OP,
    VISITOR,
    VISITOR_CONVERSATION,
    VISITOR_FILE,
)

MOST_MARKS = 100
"""Read marks that are looked at for when a message was read."""


class Visitor(msgspec.Struct, frozen=True):
    """One browser that opened the chat page. ``entry`` names the group that the page asked for."""

    id: str
    customer_id: str
    locale: str
    entry: str
    name: str
    page_url: str
    seen_at: int


_COLUMNS = (
    VISITOR.c.id, VISITOR.c.customer_id, VISITOR.c.locale, VISITOR.c.entry, VISITOR.c.name, VISITOR.c.page_url,
    VISITOR.c.seen_at,
)  # fmt: skip
_MESSAGE = ENTITY_TABLES["message"]
_CONVERSATION = ENTITY_TABLES["conversation"]


def by_token(reader: Reader, hashed: str) -> Visitor | None:
    """Return the visitor of a token's hash."""
    row = reader.connection.execute(select(*_COLUMNS).where(VISITOR.c.token == hashed)).one_or_none()
    return Visitor(*row) if row else None


def by_id(tx: Tx, visitor_id: str) -> Visitor | None:
    """Return a visitor under his lock: one browser's requests wait for each other."""
    query = select(*_COLUMNS).where(VISITOR.c.id == visitor_id).with_for_update()
    row = tx.connection.execute(query).one_or_none()
    return Visitor(*row) if row else None


def add(tx: Tx, visitor: Visitor, token_hash: str) -> None:
    """Add a visitor."""
    values = msgspec.structs.asdict(visitor)
    tx.connection.execute(insert(VISITOR).values(**values, token=token_hash, created_at=tx.now))


def change(tx: Tx, visitor_id: str, **values: str) -> None:
    """Set columns of a visitor who is here now."""
    tx.connection.execute(update(VISITOR).where(VISITOR.c.id == visitor_id).values(**values, seen_at=tx.now))


def own(tx: Tx, visitor_id: str, conversation_id: str) -> None:
    """Note that a conversation is this visitor's."""
    tx.upsert(
        VISITOR_CONVERSATION,
        [{"visitor_id": visitor_id, "conversation_id": conversation_id}],
        ("visitor_id", "conversation_id"),
    )


def conversations(reader: Reader, visitor_id: str) -> list[Conversation]:
    """Return a visitor's conversations, oldest first."""
    reader.flush()
    query = (
        select(_CONVERSATION)
        .join(VISITOR_CONVERSATION, VISITOR_CONVERSATION.c.conversation_id == _CONVERSATION.c.id)
        .where(VISITOR_CONVERSATION.c.visitor_id == visitor_id)
        .order_by(_CONVERSATION.c.opened_at, _CONVERSATION.c.id)
    )
    return [codec(Conversation).from_row(row) for row in reader.connection.execute(query)]


def owns(reader: Reader, visitor_id: str, conversation_id: str) -> bool:
    """Say whether a conversation is this visitor's."""
    table = VISITOR_CONVERSATION.c
    query = select(table.visitor_id).where(table.visitor_id == visitor_id)
    return reader.connection.execute(query.where(table.conversation_id == conversation_id)).first() is not None


def add_file(tx: Tx, visitor_id: str, sha256: str) -> None:
    """Note that a visitor has uploaded a file."""
    tx.upsert(VISITOR_FILE, [{"visitor_id": visitor_id, "sha256": sha256}], ("visitor_id", "sha256"))


def recent_files(reader: Reader, visitor_id: str, since: int) -> int:
    """Return how many files a visitor has uploaded since a time (ms)."""
    query = select(func.count()).select_from(VISITOR_FILE).join(BLOB, BLOB.c.sha256 == VISITOR_FILE.c.sha256)
    query = query.where(VISITOR_FILE.c.visitor_id == visitor_id, BLOB.c.stored_at > since)
    return int(reader.connection.execute(query).scalar_one())


def files(reader: Reader, visitor_id: str) -> frozenset[str]:
    """Return the hashes of the files that a visitor has uploaded."""
    query = select(VISITOR_FILE.c.sha256).where(VISITOR_FILE.c.visitor_id == visitor_id)
    return frozenset(row[0] for row in reader.connection.execute(query))


def messages_after(
    reader: Reader, conversation_ids: Collection[str], seq: int, limit: int
) -> tuple[list[tuple[int, Message]], bool]:
    """Return what customers may see of conversations and what changed after a change number, in that order, and
    whether that is all.

    At most ``limit`` messages but whole changes: one that touches more, such as moving a long conversation to another
    group, comes whole. Notes are internal and never among them.
    """
    changed = _changed_after(conversation_ids, seq)
    found = _stamped(reader, changed.limit(limit + 1))
    if len(found) <= limit:
        return found, True
    edge = found[limit][0]
    kept = [each for each in found if each[0] < edge]
    return kept or _stamped(reader, changed.where(SYNC_FEED.c.seq == edge)), False


def _changed_after(conversation_ids: Collection[str], seq: int) -> Select[Any]:
    return (
        select(_MESSAGE, SYNC_FEED.c.seq.label("feed_seq"))
        .join(SYNC_FEED, and_(SYNC_FEED.c.ent == "message", SYNC_FEED.c.id == _MESSAGE.c.id,
                              SYNC_FEED.c.scope == _MESSAGE.c.scope))
        .where(_MESSAGE.c.conversation_id.in_(list(conversation_ids)), _MESSAGE.c.kind != MessageKind.NOTE.value,
               _MESSAGE.c.text.not_in(INTERNAL) | (_MESSAGE.c.author != Author.SYSTEM.value),
               _MESSAGE.c.deleted_at.is_(None), SYNC_FEED.c.seq > seq)
        .order_by(SYNC_FEED.c.seq, _MESSAGE.c.seq)
    )  # fmt: skip


def _stamped(reader: Reader, query: Select[Any]) -> list[tuple[int, Message]]:
    return [(row[-1], codec(Message).from_row(row)) for row in reader.connection.execute(query)]


def moved_after(reader: Reader, conversation_ids: Collection[str], seq: int) -> bool:
    """Say whether a conversation, its survey or a colleague's read mark changed after a change number."""
    ids = list(conversation_ids)
    if not ids:
        return False
    for ent, column in (("conversation", "id"), ("survey", "conversation_id"), ("read_mark", "conversation_id")):
        table = ENTITY_TABLES[ent]
        query = (
            select(SYNC_FEED.c.seq)
            .join(table, and_(SYNC_FEED.c.id == table.c.id, SYNC_FEED.c.scope == table.c.scope))
            .where(SYNC_FEED.c.ent == ent, table.c[column].in_(ids), SYNC_FEED.c.seq > seq)
        )
        if reader.connection.execute(query.limit(1)).first() is not None:
            return True
    return False


def read_up_to(reader: Reader, conversation_id: str) -> tuple[int, int | None]:
    """Return how far any agent has read a conversation, and when the customer's last message was read (ms).

    None when it is not read yet, or when that is so long ago that its operation is forgotten.
    """
    marks = ENTITY_TABLES["read_mark"].c
    rows = reader.connection.execute(select(marks.id, marks.seq).where(marks.conversation_id == conversation_id)).all()
    seq = max((row[1] for row in rows), default=0)
    message = _MESSAGE.c
    last = select(func.max(message.seq)).where(
        message.conversation_id == conversation_id, message.author == Author.CUSTOMER.value
    )
    written = int(reader.connection.execute(last).scalar() or 0)
    if not 0 < written <= seq:
        return seq, None
    op = SYNC_OP.c
    query = select(op.at, op.body).where(op.row.in_([row[0] for row in rows]), op.ent == "read_mark", op.rev > 0)
    at: int | None = None
    for read_at, body in reader.connection.execute(query.order_by(op.at.desc()).limit(MOST_MARKS)):
        if int(msgspec.json.decode(body).get("seq", 0)) >= written:
            at = read_at
    return seq, at


def recent_messages(reader: Reader, conversation_id: str, since: int) -> int:
    """Return how many messages a customer has sent in a conversation since a time (ms)."""
    table = _MESSAGE.c
    query = select(func.count()).where(
        table.conversation_id == conversation_id,
        table.author == "customer",
        func.coalesce(table.stored_at, table.composed_at) > since,
    )
    return int(reader.connection.execute(query).scalar_one())


def gone(reader: Reader, before: int) -> list[str]:
    """Return the queued conversations whose visitors' pages were last seen before a time (ms)."""
    query = (
        select(_CONVERSATION.c.id)
        .join(VISITOR_CONVERSATION, VISITOR_CONVERSATION.c.conversation_id == _CONVERSATION.c.id)
        .join(VISITOR, VISITOR.c.id == VISITOR_CONVERSATION.c.visitor_id)
        .where(or_(_CONVERSATION.c.status == Status.QUEUED.value, _CONVERSATION.c.status == Status.BOT.value))
        .group_by(_CONVERSATION.c.id)
        .having(func.max(VISITOR.c.seen_at) < before)
    )
    return [row[0] for row in reader.connection.execute(query)]
