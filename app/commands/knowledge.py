"""What an editor does with knowledge: write, publish, take down and order articles.

What is being written waits in the article's :class:`~app.domain.knowledge.ArticleDraft`, second by second and without
a version. :func:`save` puts it into an article that is not published, :func:`publish` into any, and the draft goes in
the same transaction. Commands over many articles take at most :data:`BATCH` at once, because a transaction travels
whole.
"""

from collections.abc import Sequence
from html import escape

import msgspec

from app.commands.article_content import Content, content_of, merged, with_content
from app.domain.access import ALL, allowed
from app.domain.blocks import merge_bodies
from app.domain.conversations import Conversation, Message
from app.domain.errors import AppError, Refused
from app.domain.files import MAX_FILE_BYTES
from app.domain.ids import new_id
from app.domain.knowledge import (
    Article,
    ArticleDraft,
    ArticleStatus,
    Category,
    draft_id,
    may_review,
    outdated,
    reviewers_of,
)
from app.domain.reviewing import may_change_article
from app.domain.rich import Block, BlockKind
from app.storage import knowledge as queries
from app.storage import rows
from app.storage.blobs import note as note_file
from app.storage.categories import tree
from app.storage.transaction import Tx

BATCH = 100
MAX_TITLE = 60


def need(tx: Tx, permission: str) -> None:
    """Raise Refused("knowledge_permission") unless the person's role carries a permission."""
    if not allowed(tx.actor.role, permission):
        raise Refused("knowledge_permission")


def need_reviewer(tx: Tx, category_id: str) -> None:
    """Raise Refused("not_reviewer") unless the person decides what is published in a category."""
    need(tx, "knowledge.publish")
    reviewers = reviewers_of(category_id, tree(tx.connection))
    if not may_review(tx.actor, reviewers):
        raise Refused("not_reviewer")


# -- writing ---------------------------------------------------------------------------------------------------------


def autosave(tx: Tx, article_id: str, content: Content, base: Content | None = None) -> Content:
    """Keep what is being written as the article's draft, whether the article exists yet or not. Makes no version.

    ``base`` is what the editor took for kept: what others wrote into the draft since is merged in. Returns what is
    kept now. Makes nothing of blank content. Raises AppError: "title_too_long", "file_too_large", "validity_reversed".
    """
    need(tx, "knowledge.edit")
    article, draft = tx.find(Article, article_id), _draft(tx, article_id)
    content = _checked(_with_others(article, draft, content, base))
    _keep_draft(tx, article_id, article, draft, content)
    return content


def save(tx: Tx, article_id: str, content: Content, base: Content | None = None) -> Content:
    """Save what was written: one version of a new article or one that is not published, else the draft over it.

    As :func:`autosave` otherwise.
    """
    need(tx, "knowledge.edit")
    article, draft = tx.find(Article, article_id), _draft(tx, article_id)
    content = _checked(_with_others(article, draft, content, base))
    if article is not None and article.status is ArticleStatus.PUBLISHED:
        _keep_draft(tx, article_id, article, draft, content)
        return content
    if article is not None or not content.blank:
        _note_files(tx, content)
        article = article or Article(id=article_id, scope=ALL, title="")
        tx.save(msgspec.structs.replace(with_content(article, content), deleted_at=None))
    if draft is not None:
        tx.remove(draft)
    return content


def adopt_drafts(tx: Tx) -> int:
    """Save what a program that was ended in the middle left of this person's unpublished articles; returns how many."""
    if not allowed(tx.actor.role, "knowledge.edit"):
        return 0
    count = 0
    for article_id in queries.drafts_of(tx.connection, tx.actor.id):
        article, draft = tx.find(Article, article_id), _draft(tx, article_id)
        if draft is None or (article is not None and (article.deleted_at is not None or outdated(draft, article))):
            continue
        if article is None or article.status is not ArticleStatus.PUBLISHED:
            save(tx, article_id, content_of(draft))
            count += 1
    return count


def _with_others(
    article: Article | None, draft: ArticleDraft | None, content: Content, base: Content | None
) -> Content:
    """Return the content with what others kept since ``base``."""
    present = draft or article
    if base is None or present is None:
        return content
    theirs = content_of(present)
    return content if theirs == base else merged(base, content, theirs)


def _keep_draft(tx: Tx, article_id: str, article: Article | None, draft: ArticleDraft | None, content: Content) -> None:
    if content == (content_of(article) if article is not None else Content()) or (article is None and content.blank):
        if draft is not None:
            tx.remove(draft)
        return
    if draft is not None and content == content_of(draft):
        return
    _note_files(tx, content)
    if draft is None:
        base = article.version if article is not None else 0
        # A draft that was dropped earlier keeps its id, because an article has one draft; it is written anew.
        draft = tx.find(ArticleDraft, draft_id(article_id)) or ArticleDraft(
            id=draft_id(article_id), scope=ALL, article_id=article_id
        )
        draft = msgspec.structs.replace(draft, base_version=base, deleted_at=None)
    tx.save(msgspec.structs.replace(with_content(draft, content), editor_id=tx.actor.id, saved_at=tx.now))


def _draft(tx: Tx, article_id: str) -> ArticleDraft | None:
    draft = tx.find(ArticleDraft, draft_id(article_id))
    return draft if draft is not None and draft.deleted_at is None else None


def _checked(content: Content) -> Content:
    title = content.title.strip()
    if len(title) > MAX_TITLE:
        raise AppError("title_too_long", {"limit": MAX_TITLE, "length": len(title)})
    for ref in (*content.attachments, *content.images):
        if ref.size > MAX_FILE_BYTES:
            raise AppError("file_too_large", {"size": ref.size, "limit": MAX_FILE_BYTES})
    if content.valid_from is not None and content.valid_until is not None and content.valid_until < content.valid_from:
        raise AppError("validity_reversed")
    return msgspec.structs.replace(content, title=title)


def _note_files(tx: Tx, content: Content) -> None:
    for ref in (*content.attachments, *content.images):
        note_file(tx.connection, ref, "unsent", tx.now)


def publish(
    tx: Tx, article_id: str, content: Content, base: Content | None = None, *, over_newer: bool = False
) -> Article:
    """Make what stands in the editor official: save it into the article, drop the draft, publish, all or nothing.

    ``base`` as in :func:`autosave`. When somebody published meanwhile, the two texts are merged block by block. Raises
    AppError("draft_outdated") when that is not possible, unless ``over_newer`` says that the editor has seen the newer
    version; Refused: "article_no_title", "article_no_body", "knowledge_permission".
    """
    need(tx, "knowledge.publish")
    article, draft = tx.find(Article, article_id), _draft(tx, article_id)
    content = _checked(_with_others(article, draft, content, base))
    if not content.title:
        raise Refused("article_no_title")
    if not content.body and not content.attachments:
        raise Refused("article_no_body")
    need_reviewer(tx, content.category_id)
    if article is not None and article.status is ArticleStatus.PUBLISHED:
        need_reviewer(tx, article.category_id)
    _note_files(tx, content)
    if draft is not None:
        if article is not None and outdated(draft, article) and not over_newer:
            content = _rebased(tx, article, draft, content)
        tx.remove(draft)
    article = article or Article(id=article_id, scope=ALL, title="")
    tx.label = "article.publish"
    saved = tx.save(msgspec.structs.replace(with_content(article, content), deleted_at=None))
    return tx.ask(saved, "publish")


def _rebased(tx: Tx, article: Article, draft: ArticleDraft, content: Content) -> Content:
    """Return the content with the changes of versions that came after the draft was begun."""
    base = queries.body_at(tx.connection, article.id, draft.base_version)
    body = merge_bodies(base, content.body, article.body) if base is not None else None
    if body is None:
        raise AppError("draft_outdated", {"version": article.version, "base": draft.base_version})
    return msgspec.structs.replace(content, body=body)


def discard(tx: Tx, article_id: str, original: Content | None) -> None:
    """Throw away what was written since the editor was opened; can be undone. What is gone waits for no decision.

    ``original`` is what the article held then, None for an article that did not exist.
    """
    need(tx, "knowledge.edit")
    article, draft = tx.find(Article, article_id), _draft(tx, article_id)
    tx.label = "article.discard"
    if draft is not None:
        tx.remove(draft)
    if article is None:
        return
    if article.status is ArticleStatus.PUBLISHED:
        if draft is not None and article.review is not None:
            tx.ask(article, "take_back")
        return
    if original is None:
        tx.remove(article)
    else:
        tx.save(with_content(article, original))


def duplicate(tx: Tx, article_id: str, title: str) -> Article:
    """Begin a new article with the content of another; ``title`` is the new one's."""
    need(tx, "knowledge.edit")
    tx.label = "article.duplicate"
    content = msgspec.structs.replace(content_of(tx.get(Article, article_id)), title=title[:MAX_TITLE])
    return tx.save(with_content(Article(id=new_id(), scope=ALL, title=""), content))


def draft_from_reply(tx: Tx, message_id: str) -> Article:
    """Begin an article with what an agent answered, asked as the customer asked it. Can be undone.

    Raises AppError("no_such_row") for a message that is not here; Refused: "knowledge_permission".
    """
    need(tx, "knowledge.edit")
    reply = tx.get(Message, message_id)
    conversation = tx.get(Conversation, reply.conversation_id)
    asked = queries.asked_before(tx.connection, reply)
    title = " ".join((asked or reply.preview).split())
    pictures = tuple(ref for ref in reply.attachments if ref.is_image)
    body = tuple(
        Block(new_id(), html=escape(line.strip(), quote=False)) for line in reply.text.splitlines() if line.strip()
    )
    content = Content(
        title=title[:MAX_TITLE],
        category_id=conversation.category_id,
        questions=(title,) if len(title) > MAX_TITLE else (),
        body=body + tuple(Block(new_id(), BlockKind.IMAGE, image=ref.sha256) for ref in pictures),
        images=pictures,
        attachments=tuple(ref for ref in reply.attachments if not ref.is_image),
        language=conversation.language,
    )
    tx.label = "article.capture"
    return tx.save(with_content(Article(id=new_id(), scope=ALL, title=""), content))


# -- many articles ---------------------------------------------------------------------------------------------------


def set_published(tx: Tx, article_ids: Sequence[str]) -> int:
    """Publish articles as they are; returns how many were not published yet. Drafts over them stay drafts."""
    need(tx, "knowledge.publish")
    tx.label = "article.publish"
    wanted = [article for article in articles_of(tx, article_ids) if article.status is not ArticleStatus.PUBLISHED]
    for article in wanted:
        need_reviewer(tx, article.category_id)
        tx.ask(article, "publish")
    return len(wanted)


def archive(tx: Tx, article_ids: Sequence[str]) -> int:
    """Take articles out of use: neither customers nor suggestions see them. Returns how many were in use."""
    need(tx, "knowledge.publish")
    tx.label = "article.archive"
    wanted = [article for article in articles_of(tx, article_ids) if article.status is not ArticleStatus.ARCHIVED]
    for article in wanted:
        need_reviewer(tx, article.category_id)
        tx.ask(article, "archive")
    return len(wanted)


def move(tx: Tx, article_ids: Sequence[str], category_id: str) -> int:
    """Put articles into a category; returns how many were elsewhere.

    Raises Refused("not_reviewer") for a published one that others would review there, or have reviewed until now.
    """
    need(tx, "knowledge.edit")
    if category_id:
        tx.get(Category, category_id)
    tx.label = "article.move"
    wanted = [article for article in articles_of(tx, article_ids) if article.category_id != category_id]
    categories = tree(tx.connection) if wanted else {}
    for article in wanted:
        moved = msgspec.structs.replace(article, category_id=category_id)
        if not may_change_article(tx.actor, article, moved, categories):
            raise Refused("not_reviewer")
        tx.save(moved)
        draft = _draft(tx, article.id)
        if draft is not None and draft.category_id == article.category_id:
            tx.save(msgspec.structs.replace(draft, category_id=category_id))
    return len(wanted)


def set_tags(tx: Tx, article_ids: Sequence[str], add: Sequence[str], remove: Sequence[str]) -> int:
    """Give articles tags and take others from them, also in what is being written over them; returns how many changed.

    A tag that is in both lists is taken.
    """
    need(tx, "knowledge.edit")
    tx.label = "article.tags"
    count = 0
    for article in articles_of(tx, article_ids):
        wanted = _tagged(article.tags, add, remove)
        if wanted == article.tags:
            continue
        count += 1
        tx.save(msgspec.structs.replace(article, tags=wanted))
        draft = _draft(tx, article.id)
        if draft is not None:
            tx.save(msgspec.structs.replace(draft, tags=_tagged(draft.tags, add, remove)))
    return count


def _tagged(tags: Sequence[str], add: Sequence[str], remove: Sequence[str]) -> tuple[str, ...]:
    return tuple(tag for tag in dict.fromkeys((*tags, *add)) if tag not in remove)


def set_validity(tx: Tx, article_ids: Sequence[str], valid_from: int | None, valid_until: int | None) -> int:
    """Give articles a time of validity (ms; None is open); returns how many had another one."""
    need(tx, "knowledge.edit")
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        raise AppError("validity_reversed")
    tx.label = "article.validity"
    wanted = [
        article
        for article in articles_of(tx, article_ids)
        if (article.valid_from, article.valid_until) != (valid_from, valid_until)
    ]
    for article in wanted:
        tx.save(msgspec.structs.replace(article, valid_from=valid_from, valid_until=valid_until))
    return len(wanted)


def articles_of(tx: Tx, article_ids: Sequence[str]) -> list[Article]:
    if len(article_ids) > BATCH:
        raise ValueError(f"{len(article_ids)} articles in one transaction; at most {BATCH}")
    found = rows.get_many(tx.connection, Article, article_ids)
    return [found[key] for key in article_ids if key in found and found[key].deleted_at is None]
