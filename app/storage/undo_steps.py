"""The labelled actions of this device that can still be taken back."""

from typing import Any

import msgspec

from app.storage.core import UNDO, Connection, select


class Step(msgspec.Struct, frozen=True):
    """An action that can be taken back; ``label`` is its code, such as "ticket.rename"."""

    label: str
    txns: tuple[str, ...]
    """Its transactions, newest first."""


def last(connection: Connection, since: int) -> Step | None:
    """Return the newest action after ``since`` (ms) that was not taken back, or what of it was not."""
    query = (
        select(UNDO.c.label, UNDO.c.action)
        .where(UNDO.c.undone.is_(False), UNDO.c.at > since)
        .order_by(UNDO.c.at.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Step(row.label, of_action(connection, row.action))


def of_action(connection: Connection, action: str) -> tuple[str, ...]:
    """Return the transactions of an action that were not taken back, newest first."""
    query = select(UNDO.c.txn).where(UNDO.c.action == action, UNDO.c.undone.is_(False)).order_by(UNDO.c.at.desc())
    return tuple(connection.execute(query).scalars())


def label_of(connection: Connection, txn: str) -> str:
    """Return the label of a transaction, "" for one that is not known."""
    return str(connection.execute(select(UNDO.c.label).where(UNDO.c.txn == txn)).scalar() or "")


def before(connection: Connection, txn: str) -> list[Any] | None:
    """Return [entity, id, image before or None] of each row of a transaction; None if it cannot be taken back."""
    row = connection.execute(select(UNDO.c.before, UNDO.c.undone).where(UNDO.c.txn == txn)).first()
    if row is None or row.undone:
        return None
    found: list[Any] = msgspec.json.decode(row.before)
    return found
