"""What a composer holds: drafts, and what was sent but can still be undone. Local to this device, durable."""

from collections.abc import Sequence
from typing import Any

import msgspec

from app.domain.conversations import Card, Message
from app.domain.files import FileRef
from app.domain.guard import Known
from app.storage.core import DRAFT, HELD, Connection, delete, insert_or

REPLY, NOTE = "reply", "note"


class Source(msgspec.Struct, frozen=True):
    """The article that a text was taken from; the text keeps its id and version when it is sent."""

    article_id: str
    version: int
    number: int = 0
    title: str = ""


class Staged(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing above the text that goes with it: a knowledge card, a file, or where the text comes from."""

    card: Card | None = None
    file: FileRef | None = None
    source: Source | None = None

    @property
    def name(self) -> str:
        """What it is called on its chip."""
        if self.card is not None:
            return self.card.title
        if self.source is not None:
            return self.source.title
        return self.file.name if self.file is not None else ""

    @property
    def sends(self) -> bool:
        """Whether it is a message of its own."""
        return self.card is not None or self.file is not None


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the composer of one conversation and mode ("reply" or "note"). ``cursor`` counts characters."""

    conversation_id: str
    mode: str = REPLY
    text: str = ""
    cursor: int = 0
    staged: tuple[Staged, ...] = ()
    saved_at: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not self.text.strip() and not any(item.sends for item in self.staged)


def with_more(draft: Draft, *items: Staged, text: str = "") -> Draft:
    """Return a draft with ``text`` at its end and with what of ``items`` is not in it.

    A source stands first and replaces an earlier one: a text is taken from one article.
    """
    sources = [item for item in items if item.source is not None]
    present = [item for item in draft.staged if not sources or item.source is None]
    fresh = [item for item in items if item.source is None and item not in present]
    text = draft.text + text
    cursor = len(text) if text != draft.text else draft.cursor
    return msgspec.structs.replace(draft, text=text, cursor=cursor, staged=(*sources[-1:], *present, *fresh))


class Then(msgspec.Struct, frozen=True):
    """The intent on the conversation that follows the messages; no action for none."""

    action: str = ""
    args: dict[str, Any] = {}


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One act of sending inside its undo window: the messages, what follows them, and the draft to restore."""

    id: str
    conversation_id: str
    messages: tuple[Message, ...]
    then: Then
    draft: Draft
    leave_at: int
    known: tuple[Known | None, ...] = ()
    """What each message's author had before him; () for what an older program held."""


_STAGED = msgspec.json.Decoder(tuple[Staged, ...])
_MESSAGES = msgspec.json.Decoder(tuple[Message, ...])
_THEN = msgspec.json.Decoder(Then)
_DRAFT = msgspec.json.Decoder(Draft)
_KNOWN = msgspec.json.Decoder(tuple[Known | None, ...])


def staged_of(text: str) -> tuple[Staged, ...]:
    """Return what the JSON of a draft's ``staged`` column holds."""
    return _STAGED.decode(text)


def draft(connection: Connection, conversation_id: str, mode: str) -> Draft | None:
    """Return the draft of a conversation and mode, or None."""
    query = "SELECT text, cursor, staged, saved_at FROM draft WHERE conversation_id = ? AND mode = ?"
    row = connection.exec_driver_sql(query, (conversation_id, mode)).fetchone()
    if row is None:
        return None
    text, cursor, staged, saved_at = row
    return Draft(
        conversation_id=conversation_id,
        mode=mode,
        text=text,
        cursor=cursor,
        staged=staged_of(staged),
        saved_at=saved_at,
    )


def put_draft(connection: Connection, value: Draft) -> None:
    """Keep a draft; an empty one is forgotten."""
    if value.empty:
        drop_draft(connection, value.conversation_id, value.mode)
        return
    statement = insert_or(DRAFT).values(
        conversation_id=value.conversation_id,
        mode=value.mode,
        text=value.text,
        cursor=value.cursor,
        staged=msgspec.json.encode(value.staged).decode(),
        saved_at=value.saved_at,
    )
    changed = {name: statement.excluded[name] for name in ("text", "cursor", "staged", "saved_at")}
    connection.execute(statement.on_conflict_do_update(index_elements=["conversation_id", "mode"], set_=changed))


def drop_draft(connection: Connection, conversation_id: str, mode: str) -> None:
    """Forget a draft."""
    connection.execute(delete(DRAFT).where(DRAFT.c.conversation_id == conversation_id, DRAFT.c.mode == mode))


_HELD = 'SELECT id, conversation_id, message, "then", draft, leave_at, known FROM held WHERE'


def _held(row: Sequence[Any]) -> Held:
    held_id, conversation_id, messages, then, draft, leave_at, known = row
    return Held(
        id=held_id,
        conversation_id=conversation_id,
        messages=_MESSAGES.decode(messages),
        then=_THEN.decode(then),
        draft=_DRAFT.decode(draft),
        leave_at=leave_at,
        known=_KNOWN.decode(known) if known else (),
    )


def put_held(connection: Connection, value: Held) -> None:
    """Keep messages until their undo window closes."""
    connection.execute(
        HELD.insert().values(
            id=value.id,
            conversation_id=value.conversation_id,
            message=msgspec.json.encode(value.messages).decode(),
            then=msgspec.json.encode(value.then).decode(),
            draft=msgspec.json.encode(value.draft).decode(),
            leave_at=value.leave_at,
            known=msgspec.json.encode(value.known).decode(),
        )
    )


def take_held(connection: Connection, held_id: str) -> Held | None:
    """Remove and return what is held under an id; None when it has left or was undone already."""
    row = connection.exec_driver_sql(f"{_HELD} id = ?", (held_id,)).fetchone()
    if row is None:
        return None
    connection.execute(delete(HELD).where(HELD.c.id == held_id))
    return _held(row)


def held_in(connection: Connection, conversation_id: str) -> list[Held]:
    """Return what is held in one conversation, in the order in which it leaves."""
    query = f"{_HELD} conversation_id = ? ORDER BY leave_at"
    return [_held(row) for row in connection.exec_driver_sql(query, (conversation_id,))]


def due(connection: Connection, at: int) -> list[Held]:
    """Return everything whose undo window is over at ``at`` (ms), in the order in which it leaves."""
    return [_held(row) for row in connection.exec_driver_sql(f"{_HELD} leave_at <= ? ORDER BY leave_at", (at,))]


def next_departure(connection: Connection) -> int | None:
    """Return when the next held messages leave (ms), or None."""
    row = connection.exec_driver_sql("SELECT min(leave_at) FROM held").fetchone()
    return None if row is None or row[0] is None else int(row[0])
