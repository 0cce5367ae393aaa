"""Knowledge: the category tree, articles, their drafts and their versions.

An article row is what agents find and send. What an editor writes waits in an :class:`ArticleDraft`, until it is saved
in an article that is not published or published over one that is, so that nobody sends half a sentence. Who may not
publish hands it in (:class:`Review`). Each accepted change of an article's content leaves an immutable
:class:`ArticleVersion`.
"""

import enum
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from app.domain import access
from app.domain.conversations import Card
from app.domain.entity import Actor, Entity, EntityType, Merge
from app.domain.errors import Refused
from app.domain.files import FileRef
from app.domain.ids import link_id
from app.domain.rich import Body, body_images, steps, summary


class ArticleStatus(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class ReviewState(enum.StrEnum):
    ASKED = "asked"
    RETURNED = "returned"


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed in for publication: by whom, when (ms) and with what note.

    It is about what is written now: the draft over an article that is published, else the article itself. One that was
    sent back says by whom, when and why; one that was published is over, and is no longer there.
    """

    state: ReviewState
    author_id: str
    asked_at: int
    note: str = ""
    reviewer_id: str = ""
    decided_at: int | None = None
    comment: str = ""


class Audience(enum.StrEnum):
    CUSTOMER = "customer"
    INTERNAL = "internal"


class Category(Entity, frozen=True, kw_only=True):
    """A node of the tree that orders articles and names problem types. ``position`` orders siblings.

    ``reviewers`` decide what is published here and below, see :func:`reviewers_of`.
    """

    name: str
    parent_id: str = ""
    position: int = 0
    synonyms: tuple[str, ...] = ()
    owner_id: str = ""
    reviewers: tuple[str, ...] = ()


class Written(Entity, frozen=True, kw_only=True):
    """What an editor writes: the same in an article and in a draft over it."""

    title: str = ""
    category_id: str = ""
    questions: tuple[str, ...] = ()
    body: Body = ()
    attachments: tuple[FileRef, ...] = ()
    images: tuple[FileRef, ...] = ()
    audience: Audience = Audience.CUSTOMER
    language: str = "zh-CN"
    channels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_until: int | None = None


CONTENT = tuple(name for name in Written.__struct_fields__ if name not in Entity.__struct_fields__)
"""The fields that an editor writes."""


class Article(Written, frozen=True, kw_only=True):
    """One question with its one answer. ``number`` is shown as K-1042; ``version`` counts accepted content changes."""

    title: str
    import_key: str = ""
    status: ArticleStatus = ArticleStatus.DRAFT
    number: int = 0
    version: int = 0
    published_at: int | None = None
    updated_at: int = 0
    updated_by: str = ""
    sent_count: int = 0
    useful_count: int = 0
    useless_count: int = 0
    review: Review | None = None


class ArticleDraft(Written, frozen=True, kw_only=True):
    """What is being written of an article, there already or not; its id is :func:`draft_id`.

    ``base_version`` is what it was written over.
    """

    article_id: str
    base_version: int = 0
    note: str = ""
    editor_id: str = ""
    saved_at: int = 0


class ArticleVersion(Entity, frozen=True, kw_only=True):
    """One state of an article's content, never changed. ``kind`` is "saved" or "conflict" (a kept losing edit)."""

    article_id: str
    version: int
    title: str = ""
    body: Body = ()
    attachments: tuple[FileRef, ...] = ()
    images: tuple[FileRef, ...] = ()
    kind: str = "saved"
    parent: int = 0
    row_rev: int = 0  # the article's revision that this content came with
    note: str = ""
    editor_id: str = ""
    at: int = 0


def new_category_id(parent_id: str, name: str) -> str:
    """Return the id of a new category: two people who make the same one, each without a line, make one row of it.

    A category that is there already keeps its id when it is renamed or moved; another one needs another id then.
    """
    return link_id("category", parent_id, " ".join(unicodedata.normalize("NFKC", name).split()).casefold())


def draft_id(article_id: str) -> str:
    """Return the id of the one draft over an article."""
    return link_id("draft", article_id)


def outdated(draft: ArticleDraft, article: Article) -> bool:
    """Say whether the article changed since the draft over it was begun.

    What the writer of the draft saved of an article that is not published is where the draft went on from.
    """
    own = article.status is not ArticleStatus.PUBLISHED and article.updated_by == draft.editor_id
    return article.version > draft.base_version and not own


def expired(article: Article, at: int) -> bool:
    """Say whether the article's validity is over at ``at`` (ms)."""
    return article.valid_until is not None and article.valid_until < at


def sendable(article: Article, at: int) -> bool:
    """Say whether a customer may be sent the article at ``at`` (ms)."""
    started = article.valid_from is None or article.valid_from <= at
    return article.status is ArticleStatus.PUBLISHED and article.audience is Audience.CUSTOMER and started


def card_of(article: Article) -> Card:
    """Return the card by which a customer sees the article as it is now."""
    shown = body_images(article.body)
    image = next((ref for ref in article.images if shown and ref.sha256 == shown[0]), None)
    return Card(
        article_id=article.id,
        version=article.version,
        number=article.number,
        title=article.title,
        summary=summary(article.body),
        steps=steps(article.body),
        image=image,
        attachments=article.attachments,
        valid_until=article.valid_until,
    )


def path_of(category_id: str, categories: Mapping[str, Category]) -> tuple[str, ...]:
    """Return the names from the root to a category; () for an unknown one. A cycle (two concurrent moves) is cut."""
    names: list[str] = []
    seen: set[str] = set()
    while category_id and category_id in categories and category_id not in seen:
        seen.add(category_id)
        names.append(categories[category_id].name)
        category_id = categories[category_id].parent_id
    return tuple(reversed(names))


def reviewers_of(category_id: str, categories: Mapping[str, Category]) -> tuple[str, ...]:
    """Return who decides what is published in a category: its reviewers, else those of the nearest one above that has
    some. () is everybody who may publish. A cycle is cut.
    """
    seen: set[str] = set()
    while category_id in categories and category_id not in seen:
        if categories[category_id].reviewers:
            return categories[category_id].reviewers
        seen.add(category_id)
        category_id = categories[category_id].parent_id
    return ()


def may_review(who: Actor, reviewers: Collection[str]) -> bool:
    """Say whether somebody decides where these review: an administrator everywhere, so that nothing waits for ever."""
    if not access.allowed(who.role, "knowledge.publish"):
        return False
    return not reviewers or who.id in reviewers or access.allowed(who.role, "admin")


def _may(who: Actor, permission: str = "knowledge.publish") -> None:
    if not access.allowed(who.role, permission):
        raise Refused("knowledge_permission")


def publish(row: Article, args: Mapping[str, Any], who: Actor, at: int) -> Article:
    """Make the article official. ``version``, if given, is the one that was read: a newer one is not published.

    Raises Refused: "article_no_title", "review_changed", "knowledge_permission".
    """
    _may(who)
    if not row.title.strip():
        raise Refused("article_no_title")
    if row.version > int(args.get("version") or row.version):
        raise Refused("review_changed", {"title": row.title})
    if row.status is ArticleStatus.PUBLISHED and row.review is None:
        return row
    published = row.published_at if row.status is ArticleStatus.PUBLISHED else at
    return msgspec.structs.replace(row, status=ArticleStatus.PUBLISHED, published_at=published, review=None)


def archive(row: Article, args: Mapping[str, Any], who: Actor, at: int) -> Article:
    """Take the article out of use; it stays readable in its history."""
    _may(who)
    return msgspec.structs.replace(row, status=ArticleStatus.ARCHIVED, review=None)


def unpublish(row: Article, args: Mapping[str, Any], who: Actor, at: int) -> Article:
    """Back to draft: neither customers nor suggestions see it."""
    _may(who)
    return msgspec.structs.replace(row, status=ArticleStatus.DRAFT)


MAX_NOTE = 500
"""Characters of what is said when something is handed in or sent back."""


def hand_in(row: Article, args: Mapping[str, Any], who: Actor, at: int) -> Article:
    """Ask for what is written to be published, with a ``note`` to whoever reads it. Again: what is written now."""
    _may(who, "knowledge.edit")
    if not row.title.strip():
        raise Refused("article_no_title")
    note = str(args.get("note") or "")[:MAX_NOTE]
    asked = Review(state=ReviewState.ASKED, author_id=who.id, asked_at=at, note=note)
    return msgspec.structs.replace(row, review=asked)


def send_back(row: Article, args: Mapping[str, Any], who: Actor, at: int) -> Article:
    """Say with a ``comment`` why what was handed in is not published. Raises Refused: "review_settled" when nothing
    waits any more, "review_no_comment".
    """
    _may(who)
    comment = str(args.get("comment") or "").strip()[:MAX_NOTE]
    if row.review is None or row.review.state is not ReviewState.ASKED:
        raise Refused("review_settled", {"title": row.title})
    if not comment:
        raise Refused("review_no_comment")
    decided = msgspec.structs.replace(
        row.review, state=ReviewState.RETURNED, reviewer_id=who.id, decided_at=at, comment=comment
    )
    return msgspec.structs.replace(row, review=decided)


def take_back(row: Article, args: Mapping[str, Any], who: Actor, at: int) -> Article:
    """Wait for no decision any more: the author's own, or who decides them."""
    _may(who, "knowledge.edit")
    if row.review is None:
        return row
    if row.review.author_id != who.id:
        _may(who)
    return msgspec.structs.replace(row, review=None)


INTENTS: Mapping[ArticleStatus, str] = {
    ArticleStatus.PUBLISHED: "publish",
    ArticleStatus.ARCHIVED: "archive",
    ArticleStatus.DRAFT: "unpublish",
}
"""What to ask for to bring an article to a status."""

_WRITTEN = {
    "title": Merge.IMPORTANT,
    "body": Merge.BODY,
    **{name: Merge.SET for name in ("questions", "attachments", "images", "channels", "tags")},
}
CATEGORY = EntityType(
    name="category",
    tells_deleter=True,
    cls=Category,
    merge={"name": Merge.IMPORTANT, "synonyms": Merge.SET, "reviewers": Merge.SET},
    indexes=(("parent_id",),),
)
ARTICLE = EntityType(
    name="article",
    tells_deleter=True,
    cls=Article,
    merge={
        **_WRITTEN,
        "status": Merge.INTENT,
        "published_at": Merge.INTENT,
        "review": Merge.INTENT,
        "import_key": Merge.FIXED,
        **{
            name: Merge.SERVER
            for name in ("number", "version", "updated_at", "updated_by", "sent_count", "useful_count", "useless_count")
        },
    },
    intents={
        "publish": publish,
        "archive": archive,
        "unpublish": unpublish,
        "hand_in": hand_in,
        "send_back": send_back,
        "take_back": take_back,
    },
    indexes=(("category_id",), ("status",), ("import_key",)),
)
ARTICLE_DRAFT = EntityType(
    name="article_draft",
    cls=ArticleDraft,
    merge={**_WRITTEN, "article_id": Merge.FIXED},
    indexes=(("article_id",),),
)
ARTICLE_VERSION = EntityType(
    name="article_version",
    cls=ArticleVersion,
    merge={name: Merge.FIXED for name in ArticleVersion.__struct_fields__},
    client_creates=False,
    indexes=(("article_id", "version"),),
)
