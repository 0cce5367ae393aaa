"""Taking back a labelled action of a person, as far as its fields allow."""

from app.domain.errors import Refused
from app.storage import transaction, undo_steps
from app.storage.transaction import Tx
from app.storage.undo_steps import Step

REACH_MS = 30 * 60 * 1000
"""How far back Ctrl+Z reaches: an older action is part of what others have built on since."""


def undo(tx: Tx, txn: str) -> int:
    """Take the action ``txn`` (a :attr:`Tx.id`) back; returns how many rows changed.

    Rows that it created go to the bin; what an intent did stays. Raises Refused("nothing_to_undo").
    """
    before = undo_steps.before(tx.connection, txn)
    if before is None:
        raise Refused("nothing_to_undo")
    return transaction.undo(tx, txn, before)


def undo_last(tx: Tx) -> Step:
    """Take the newest action back and return which one that was. Raises Refused("nothing_to_undo")."""
    step = undo_steps.last(tx.connection, tx.now - REACH_MS)
    if step is None:
        raise Refused("nothing_to_undo")
    undo(tx, step.txn)
    return step
