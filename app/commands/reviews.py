"""What happens to an article between its writer and whoever may publish it.

What is handed in is what is written now: the draft over an article that is published, else the article itself. Each
step is an intent that the server decides, so that it can be taken without a line: where somebody was faster, the
author of the step is told, and what was written stays where it is.
"""

from collections.abc import Sequence

from app.commands.article_content import Content, content_of
from app.commands.knowledge import articles_of, need, need_reviewer, publish, save
from app.domain.errors import AppError, Refused
from app.domain.knowledge import Article, ArticleDraft, ArticleStatus, draft_id
from app.storage.knowledge import is_sent
from app.storage.transaction import Tx


def hand_in(tx: Tx, article_id: str, content: Content, base: Content | None = None, note: str = "") -> Article:
    """Save what stands in the editor and ask for its publication; ``base`` as in :func:`~app.commands.knowledge.save`.

    Raises Refused: "article_no_title", "article_no_body", "knowledge_permission"; AppError: "nothing_to_review".
    """
    if not content.title.strip():
        raise Refused("article_no_title")
    if not content.body and not content.attachments:
        raise Refused("article_no_body")
    save(tx, article_id, content, base)
    return _ask(tx, tx.get(Article, article_id), note)


def hand_in_many(tx: Tx, article_ids: Sequence[str], note: str = "") -> int:
    """Ask for articles to be published as they are written; returns how many there was something to ask for.

    Raises Refused: "article_no_title", "article_no_body".
    """
    need(tx, "knowledge.edit")
    wanted = [one for one in articles_of(tx, article_ids) if one.review is None and _written(tx, one) is not None]
    tx.label = "article.hand_in"
    for article in wanted:
        _ask(tx, article, note)
    return len(wanted)


def _written(tx: Tx, article: Article) -> Content | None:
    """Return what of an article is not published, None when everything is."""
    if article.status is not ArticleStatus.PUBLISHED:
        return content_of(article)
    draft = tx.find(ArticleDraft, draft_id(article.id))
    return content_of(draft) if draft is not None and draft.deleted_at is None else None


def _ask(tx: Tx, article: Article, note: str) -> Article:
    written = _written(tx, article)
    if written is None:
        raise AppError("nothing_to_review")
    if not written.title.strip():
        raise Refused("article_no_title")
    if not written.body and not written.attachments:
        raise Refused("article_no_body")
    return tx.ask(article, "hand_in", {"note": note.strip()})


def approve(tx: Tx, article_id: str, read: Content) -> Article:
    """Publish what was handed in. ``read`` is what the reviewer had before him: nothing else is published.

    Raises Refused: "review_settled", "review_changed", "not_reviewer", and as :func:`~app.commands.knowledge.publish`.
    """
    article = tx.get(Article, article_id)
    if article.review is None:
        raise Refused("review_settled", {"title": article.title})
    written = _written(tx, article)
    if written != read:
        raise Refused("review_changed", {"title": article.title})
    need_reviewer(tx, article.category_id)
    if article.status is ArticleStatus.PUBLISHED:
        return publish(tx, article_id, read)
    if not read.body and not read.attachments:
        raise Refused("article_no_body")
    tx.label = "article.publish"
    known = is_sent(tx.connection, article_id)  # else the version is not yet that of what was read
    return tx.ask(article, "publish", {"version": article.version} if known else {})


def send_back(tx: Tx, article_id: str, comment: str) -> Article:
    """Say why what was handed in is not published. Raises Refused: "review_settled", "review_no_comment",
    "not_reviewer".
    """
    article = tx.get(Article, article_id)
    need_reviewer(tx, article.category_id)
    return tx.ask(article, "send_back", {"comment": comment.strip()})


def take_back(tx: Tx, article_ids: Sequence[str]) -> int:
    """Ask no more for articles to be published; returns how many waited."""
    wanted = [article for article in articles_of(tx, article_ids) if article.review is not None]
    for article in wanted:
        tx.ask(article, "take_back")
    return len(wanted)
