"""Taking back a labelled action of a person, as far as its fields allow.

An action may have taken several transactions, and goes back in as many, newest first: each travels to the server whole.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from app.commands import imported
from app.domain.errors import Refused
from app.domain.knowledge import INTENTS, Article, ArticleStatus, Review, ReviewState, draft_id
from app.storage import transaction, undo_steps
from app.storage.transaction import Tx
from app.storage.undo_steps import Step

PUBLISH = "article.publish"
REACH_MS = 30 * 60 * 1000
"""How far back Ctrl+Z reaches: an older action is part of what others have built on since."""


def undo(tx: Tx, txn: str) -> int:
    """Take the transaction ``txn`` (a :attr:`Tx.id`) back; returns how many rows changed, 0 if nothing of it is left.

    Rows that it created go to the bin, but not those of an import that somebody changed since; articles that it
    published or took down are what they were. What other intents did stays, and so does what was published of what
    somebody else handed in: his asking does not come back. What the person handed in himself waits again.
    """
    before = undo_steps.before(tx.connection, txn)
    if before is None:
        return 0
    asked = {row_id: review for ent, row_id, changed in before if (review := _settled(ent, changed)) is not None}
    if undo_steps.label_of(tx.connection, txn) == PUBLISH:
        others = {row_id for row_id, review in asked.items() if review.author_id != tx.actor.id}
        others |= {draft_id(row_id) for row_id in others}
        before = [step for step in before if step[1] not in others]
    keep = imported.to_keep(tx, txn, (row_id for _, row_id, changed in before if changed is None))
    turned = _turn_back(tx, before) | transaction.undo(tx, txn, before, keep)
    for row_id, review in asked.items():
        article = tx.find(Article, row_id)
        if turned and review.author_id == tx.actor.id and article is not None and article.review is None:
            tx.ask(article, "hand_in", {"note": review.note})
    return len(turned)


def _settled(ent: str, changed: dict[str, tuple[Any, Any]] | None) -> Review | None:
    """Return what waited for a decision before a change of an article, and did not after it."""
    if ent != "article" or changed is None or "review" not in changed:
        return None
    was, became = (msgspec.convert(each, Review | None) for each in changed["review"])
    return was if became is None and was is not None and was.state is ReviewState.ASKED else None


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
