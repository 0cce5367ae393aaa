"""Taking back a labelled action of a person, as far as its fields allow."""

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.domain.errors import Refused
from app.storage import transaction
from app.storage.tables import UNDO
from app.storage.transaction import Tx

REACH_MS = 30 * 60 * 1000
"""How far back Ctrl+Z reaches: an older action is part of what others have built on since."""


class Step(msgspec.Struct, frozen=True):
    """An action that can be taken back; ``label`` is its code, such as "ticket.rename"."""

    txn: str
    label: str
    at: int


def last(connection: Connection, now: int) -> Step | None:
    """Return the newest action that can still be taken back at ``now`` (ms)."""
    query = (
        select(UNDO.c.txn, UNDO.c.label, UNDO.c.at)
        .where(UNDO.c.undone.is_(False), UNDO.c.at > now - REACH_MS)
        .order_by(UNDO.c.at.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Step(*row)


def undo(tx: Tx, txn: str) -> int:
    """Take the action ``txn`` (a :attr:`Tx.id`) back; returns how many rows changed.

    Rows that it created go to the bin; what an intent did stays. Raises Refused("nothing_to_undo").
    """
    row = tx.connection.execute(select(UNDO.c.before, UNDO.c.undone).where(UNDO.c.txn == txn)).first()
    if row is None or row.undone:
        raise Refused("nothing_to_undo")
    return transaction.undo(tx, txn, msgspec.json.decode(row.before))


def undo_last(tx: Tx) -> Step:
    """Take the newest action back and return which one that was. Raises Refused("nothing_to_undo")."""
    step = last(tx.connection, tx.now)
    if step is None:
        raise Refused("nothing_to_undo")
    undo(tx, step.txn)
    return step
