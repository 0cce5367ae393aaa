"""The labelled actions of this device that can still be taken back."""

from typing import Any

import msgspec

from app.storage.core import UNDO, Connection, select


class Step(msgspec.Struct, frozen=True):
    """An action that can be taken back; ``label`` is its code, such as "ticket.rename"."""

    txn: str
    label: str
    at: int


def last(connection: Connection, since: int) -> Step | None:
    """Return the newest action after ``since`` (ms) that was not taken back."""
    query = (
        select(UNDO.c.txn, UNDO.c.label, UNDO.c.at)
        .where(UNDO.c.undone.is_(False), UNDO.c.at > since)
        .order_by(UNDO.c.at.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Step(*row)


def before(connection: Connection, txn: str) -> list[Any] | None:
    """Return [entity, id, image before or None] of each row of an action; None when it cannot be taken back."""
    row = connection.execute(select(UNDO.c.before, UNDO.c.undone).where(UNDO.c.txn == txn)).first()
    if row is None or row.undone:
        return None
    found: list[Any] = msgspec.json.decode(row.before)
    return found
