"""Taking in the server's answers that came in a file (:mod:`app.domain.sealed`)."""

from app.domain.sealed import Answers
from app.storage import sealed
from app.storage.replica import Replica
from app.storage.transaction import Tx


def take_answers(tx: Tx, answers: Answers) -> int:
    """Take answers in as if they had come by the line; returns how many were news.

    Raises AppError("sealed_other_history").
    """
    replica = Replica(tx.connection, tx.actor, lambda: tx.now)
    count = sealed.take_answers(replica, answers)
    changes = replica.changes
    if changes is not None:
        for kind in changes.kinds:
            tx.touched(kind, *changes.ids)
    return count
