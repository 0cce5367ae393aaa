"""Taking back a labelled action of a person, as far as its fields allow.

An action may have taken several transactions, and goes back in as many, newest first: each travels to the server whole.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from app.commands import imported
from app.domain.errors import Refused
from app.domain.knowledge import INTENTS, Article, ArticleStatus, Review
from app.storage import transaction, undo_steps
from app.storage.transaction import Tx
from app.storage.undo_steps import Step

REACH_MS = 30 * 60 * 1000
"""How far back Ctrl+Z reaches: an older action is part of what others have built on since."""


def undo(tx: Tx, txn: str) -> int:
    """Take the transaction ``txn`` (a :attr:`Tx.id`) back; returns how many rows changed, 0 if nothing of it is left.

    Rows that it created go to the bin, but not those of an import that somebody changed since; articles that it
    published or took down are what they were. What other intents did stays.
    """
    before = undo_steps.before(tx.connection, txn)
    if before is None:
        return 0
    keep = imported.to_keep(tx, txn, (row_id for _, row_id, changed in before if changed is None))
    return len(_turn_back(tx, before) | transaction.undo(tx, txn, before, keep))


def _turn_back(tx: Tx, before: Sequence[tuple[str, str, dict[str, tuple[Any, Any]] | None]]) -> set[str]:
    """Give articles the status back that the transaction took from them, unless somebody gave them another since;
    what it handed in waits for no decision any more.
    """
    turned: set[str] = set()
    for ent, row_id, changed in before:
        if ent != "article" or changed is None:
            continue
        if "review" in changed and _take_back(tx, row_id, changed["review"]):
            turned.add(row_id)
        if "status" not in changed:
            continue
        was, became = (ArticleStatus(status) for status in changed["status"])
        article = tx.find(Article, row_id)
        if article is not None and article.status is became:
            tx.ask(article, INTENTS[was])
            turned.add(row_id)
    return turned


def _take_back(tx: Tx, article_id: str, changed: tuple[Any, Any]) -> bool:
    was, became = (msgspec.convert(each, Review | None) for each in changed)
    article = tx.find(Article, article_id)
    if was is not None or article is None or article.review is None or became is None:
        return False
    if (article.review.state, article.review.author_id) != (became.state, became.author_id):
        return False
    tx.ask(article, "take_back")
    return True


def last(tx: Tx) -> Step:
    """Return the newest action, for its transactions to be taken back. Raises Refused("nothing_to_undo")."""
    step = undo_steps.last(tx.connection, tx.now - REACH_MS)
    if step is None:
        raise Refused("nothing_to_undo")
    return step
