"""Taking back a labelled action of a person, as far as its fields allow."""

import msgspec
from sqlalchemy import select

from app.domain.errors import Refused
from app.storage import transaction
from app.storage.tables import UNDO
from app.storage.transaction import Tx


def undo(tx: Tx, txn: str) -> int:
    """Take the action ``txn`` (a :attr:`Tx.id`) back; returns how many rows changed.

    Rows that it created go to the bin; what an intent did stays. Raises Refused("nothing_to_undo").
    """
    row = tx.connection.execute(select(UNDO.c.before, UNDO.c.undone).where(UNDO.c.txn == txn)).first()
    if row is None or row.undone:
        raise Refused("nothing_to_undo")
    return transaction.undo(tx, txn, msgspec.json.decode(row.before))
