"""What library and editor show: the tree, a table of articles that is cut, sorted and filtered in SQL, one article.

A listing is the ids of every article that passes, in order; the values of those that are looked at follow a page at a
time. What a listing needs of an article stands in one covering index (``ix_article_library``), so that a hundred
thousand long articles are filtered and sorted without being read.
"""

import enum
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.engine import Connection

from app.domain.conversations import Author, Message, MessageKind
from app.domain.entity import Actor
from app.domain.ids import link_id
from app.domain.knowledge import (
    Article,
    ArticleDraft,
    ArticleStatus,
    ArticleVersion,
    Audience,
    Category,
    ReviewState,
    draft_id,
    path_of,
)
from app.domain.people import Agent
from app.domain.references import is_named, number_in
from app.domain.rich import Body
from app.sql import chunks
from app.storage import rows
from app.storage.categories import review_of, reviews, tree, waiting_for
from app.storage.outbox import PENDING
from app.storage.tables import ENTITY, OUTBOX, SYNC_ISSUE

SOON_MS = 30 * 24 * 3600 * 1000
"""An article that ends within this time is about to expire."""
SEARCH_LIMIT = 400
"""Articles that a search in the library lists."""
Reader: TypeAlias = Connection
"""A connection that reads, for annotations in layers that know no database library."""
_ARTICLE = ENTITY["article"].c
_DRAFT = ENTITY["article_draft"].c
_KEYS = msgspec.json.Decoder(tuple[str, ...])


IN_REVIEW, SENT_BACK = "review", "returned"
"""Stand for a status in a :class:`Cut`: what waits for a decision, what was sent back."""
UNCATEGORISED = "-"
"""Stands for a category's id: the articles that have none, or one that is no longer there."""


class Shelf(enum.StrEnum):
    """The smart lists beside the category tree."""

    ALL = "all"
    DRAFTS = "drafts"
    REVIEW = "review"
    EXPIRING = "expiring"
    UNSYNCED = "unsynced"


class Validity(enum.StrEnum):
    OPEN = "open"
    DATED = "dated"
    SOON = "soon"
    OVER = "over"


class Mark(enum.StrEnum):
    """How an article stands with the server; SYNCED is silent."""

    SYNCED = ""
    PENDING = "pending"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """Which articles a listing holds and in which order.

    ``category_id`` "" is every category, :data:`UNCATEGORISED` none of those that there are. ``status`` is one of
    :class:`ArticleStatus`, :data:`IN_REVIEW` or :data:`SENT_BACK`. ``sort`` is one of
    :data:`SORTS`; "" is the order of relevance for a search and what :func:`order_of` says otherwise.
    """

    shelf: Shelf = Shelf.ALL
    category_id: str = ""
    below: bool = True
    text: str = ""
    status: str = ""
    audience: str = ""
    language: str = ""
    validity: str = ""
    sort: str = ""
    descending: bool = True


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table. ``useful`` is the share 0..1 of ``rated`` customers whom it helped, None without any.

    ``draft_over`` is the version over which unpublished changes are written, None without a draft.
    """

    id: str
    title: str
    number: int = 0
    kind: str = "text"  # "text", "picture" or "file"
    status: ArticleStatus = ArticleStatus.DRAFT
    version: int = 0
    draft_over: int | None = None
    audience: Audience = Audience.CUSTOMER
    category_id: str = ""
    path: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_until: int | None = None
    sent_count: int = 0
    useful: float | None = None
    rated: int = 0
    mark: Mark = Mark.SYNCED
    review: ReviewState | None = None


class Shelves(msgspec.Struct, frozen=True, kw_only=True):
    """What the left pane counts; ``by_category`` counts the articles that stand directly in a category."""

    all: int = 0
    drafts: int = 0
    review: int = 0
    expiring: int = 0
    unsynced: int = 0
    by_category: Mapping[str, int] = {}
    categories: tuple[Category, ...] = ()

    @property
    def uncategorised(self) -> int:
        """How many articles stand in none of the categories."""
        return sum(self.by_category.values()) - sum(self.by_category.get(each.id, 0) for each in self.categories)


class VersionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an article's history."""

    id: str
    version: int
    title: str
    kind: str = "saved"
    note: str = ""
    editor: str = ""
    at: int = 0


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """One article with all that is shown beside it, newest version first.

    ``author`` handed it in, ``reviewer`` sent it back.
    """

    article: Article
    draft: ArticleDraft | None = None
    path: tuple[str, ...] = ()
    editor: str = ""
    draft_editor: str = ""
    author: str = ""
    reviewer: str = ""
    versions: tuple[VersionRow, ...] = ()
    mark: Mark = Mark.SYNCED


# -- the left pane ---------------------------------------------------------------------------------------------------


def shelves(connection: Connection, me: Actor, at: int) -> Shelves:
    """Return the tree and the counts of the left pane for a person at ``at`` (ms)."""
    by_category = select(_ARTICLE.category_id, func.count()).where(_alive()).group_by(_ARTICLE.category_id)
    counted = {str(key): int(number) for key, number in connection.execute(by_category)}

    def count(shelf: Shelf) -> int:
        query = select(func.count()).select_from(ENTITY["article"]).where(*_conditions(connection, shelf, me, at))
        return int(connection.execute(query).scalar_one())

    return Shelves(
        all=sum(counted.values()),
        drafts=count(Shelf.DRAFTS),
        review=count(Shelf.REVIEW),
        expiring=count(Shelf.EXPIRING),
        unsynced=count(Shelf.UNSYNCED),
        by_category=counted,
        categories=tuple(sorted(rows.everything(connection, Category), key=lambda each: (each.position, each.name))),
    )


def _alive() -> ColumnElement[bool]:
    return _ARTICLE.deleted_at.is_(None)


def _conditions(connection: Connection, shelf: Shelf, me: Actor, at: int) -> list[ColumnElement[bool]]:
    match shelf:
        case Shelf.DRAFTS:
            revised = select(_DRAFT.article_id).where(_DRAFT.editor_id == me.id, _DRAFT.deleted_at.is_(None))
            unsent = _ARTICLE.updated_by == ""  # written here, not yet with the server
            own = and_(_ARTICLE.status == ArticleStatus.DRAFT.value, or_(_ARTICLE.updated_by == me.id, unsent))
            return [_alive(), or_(own, _ARTICLE.id.in_(revised))]
        case Shelf.REVIEW:
            return [_alive(), _ARTICLE.id.in_(waiting_for(connection, me))]
        case Shelf.EXPIRING:
            return [
                _alive(),
                _ARTICLE.status == ArticleStatus.PUBLISHED.value,
                _ARTICLE.valid_until.between(at, at + SOON_MS),
            ]
        case Shelf.UNSYNCED:
            return [_alive(), _ARTICLE.id.in_(sorted(_unsent(connection)))]
        case _:
            return [_alive()]


def _unsent(connection: Connection) -> set[str]:
    """Return the articles that have operations, of their own or of their draft, which the server lacks."""
    o = OUTBOX.c
    waiting = select(o.ent, o.row).where(o.state == PENDING, o.ent.in_(("article", "article_draft"))).distinct()
    found: set[str] = set()
    drafts: list[str] = []
    for ent, row_id in connection.execute(waiting):
        (found.add if ent == "article" else drafts.append)(str(row_id))
    for part in chunks(drafts, 500):
        found.update(connection.scalars(select(_DRAFT.article_id).where(_DRAFT.id.in_(part))))
    return found


def is_sent(connection: Connection, article_id: str) -> bool:
    """Say whether the server has all that was done with an article and its draft here."""
    return _marks(connection, [article_id]).get(article_id) is not Mark.PENDING


# -- the table -------------------------------------------------------------------------------------------------------

_RATED = _ARTICLE.useful_count + _ARTICLE.useless_count
SORTS: Mapping[str, Any] = {
    "title": _ARTICLE.title,
    "status": _ARTICLE.status,
    "version": _ARTICLE.version,
    "valid_until": func.coalesce(_ARTICLE.valid_until, 1 << 60),
    "sent": _ARTICLE.sent_count,
    "useful": case((_RATED > 0, _ARTICLE.useful_count * 1.0 / _RATED), else_=-1.0),
    "updated": _ARTICLE.updated_at,
}
"""Name of a column that the table may be sorted by -> what is compared."""


def listing(connection: Connection, cut: Cut, me: Actor, at: int) -> tuple[str, ...]:
    """Return the ids of the articles that pass, in order. A search returns at most :data:`SEARCH_LIMIT`."""
    wanted = [*_conditions(connection, cut.shelf, me, at), *_filters(connection, cut, at)]
    if cut.category_id == UNCATEGORISED:
        there = sorted(category.id for category in rows.everything(connection, Category))
        wanted.append(_ARTICLE.category_id.not_in(there))
    elif cut.category_id:
        inside = subtree(cut.category_id, tree(connection)) if cut.below else {cut.category_id}
        wanted.append(_ARTICLE.category_id.in_(sorted(inside)))
    ranked: tuple[str, ...] = ()
    if cut.text.strip():
        ranked = _found(connection, cut)
        wanted.append(_ARTICLE.id.in_(ranked) if ranked else false())
    query = select(_ARTICLE.id).where(*wanted)
    if ranked and not cut.sort:
        passing = {str(key) for key in connection.scalars(query)}
        return tuple(key for key in ranked if key in passing)
    name, descending = order_of(cut)
    order = SORTS[name].desc() if descending else SORTS[name].asc()
    # All keys come as one value: a cursor gives Python's lock away at every row, and gets it back late beside a busy
    # window. The limit keeps SQLite from leaving the order of an inner query out.
    ordered = query.order_by(order, _ARTICLE.number.desc(), _ARTICLE.id).limit(-1).subquery()
    keys: str = connection.execute(select(func.json_group_array(ordered.c.id))).scalar_one()
    return _KEYS.decode(keys)


def order_of(cut: Cut) -> tuple[str, bool]:
    """Return by which of :data:`SORTS` a cut is listed that is no search, and whether the greatest comes first.

    Without a wish what was sent most comes first; of what expires, the next to do so.
    """
    if not cut.sort and cut.shelf is Shelf.EXPIRING:
        return "valid_until", False
    return cut.sort or "sent", cut.descending


def _filters(connection: Connection, cut: Cut, at: int) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if cut.status in (IN_REVIEW, SENT_BACK):
        state = ReviewState.ASKED if cut.status == IN_REVIEW else ReviewState.RETURNED
        found.append(_ARTICLE.id.in_([key for key, _, _ in reviews(connection, state)]))
    elif cut.status:
        found.append(_ARTICLE.status == cut.status)
    if cut.audience:
        found.append(_ARTICLE.audience == cut.audience)
    if cut.language:
        # "en" stands for every region of it
        found.append(or_(_ARTICLE.language == cut.language, _ARTICLE.language.like(f"{cut.language}-%")))
    match cut.validity:
        case Validity.OPEN:
            found.append(_ARTICLE.valid_until.is_(None))
        case Validity.DATED:
            found.append(_ARTICLE.valid_until.is_not(None))
        case Validity.SOON:
            found.append(_ARTICLE.valid_until.between(at, at + SOON_MS))
        case Validity.OVER:
            found.append(_ARTICLE.valid_until < at)
    return found


def _found(connection: Connection, cut: Cut) -> tuple[str, ...]:
    # numpy, 130 ms to load, is needed only once something is searched for; this runs on a worker thread.
    from app.search import query as index

    asked = index.Query(
        text=cut.text,
        limit=SEARCH_LIMIT,
        statuses=tuple(status.value for status in ArticleStatus),
        # what has no category is no facet of the index; it is left over of the best hits
        category_ids=(cut.category_id,) if cut.category_id not in ("", UNCATEGORISED) else (),
    )
    hits = tuple(hit.article_id for hit in index.search(connection, asked))
    number = number_in(cut.text, "K")
    named = tuple(connection.scalars(select(_ARTICLE.id).where(_ARTICLE.number == number))) if number else ()
    if named and is_named(cut.text):
        return named
    return (*named, *(key for key in hits if key not in named))


def subtree(category_id: str, tree: Mapping[str, Category]) -> set[str]:
    """Return a category and all below it; a cycle (two concurrent moves) is cut."""
    children: dict[str, list[str]] = {}
    for category in tree.values():
        children.setdefault(category.parent_id, []).append(category.id)
    found: set[str] = set()
    waiting = [category_id]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += children.get(key, ())
    return found


def article_rows(connection: Connection, ids: Sequence[str]) -> tuple[ArticleRow, ...]:
    """Return the table rows of these articles, in no order; those that are gone are left out."""
    categories = tree(connection)
    marks = _marks(connection, ids)
    drafts = _drafts_over(connection, ids)
    a = _ARTICLE
    kind = case((a.images != "[]", "picture"), (and_(a.body == "[]", a.attachments != "[]"), "file"), else_="text")
    columns = (
        a.id, a.title, a.number, kind.label("kind"), a.status, a.version, a.audience, a.category_id, a.valid_from,
        a.valid_until, a.sent_count, a.useful_count, a.useless_count, a.review,
    )  # fmt: skip
    made: list[ArticleRow] = []
    for part in chunks(list(ids), 500):
        for row in connection.execute(select(*columns).where(a.id.in_(part), _alive())):
            rated = row.useful_count + row.useless_count
            review = review_of(row.review)
            made.append(
                ArticleRow(
                    id=row.id,
                    title=row.title,
                    number=row.number,
                    kind=row.kind,
                    status=ArticleStatus(row.status),
                    version=row.version,
                    draft_over=drafts.get(row.id),
                    audience=Audience(row.audience),
                    category_id=row.category_id,
                    path=path_of(row.category_id, categories),
                    valid_from=row.valid_from,
                    valid_until=row.valid_until,
                    sent_count=row.sent_count,
                    useful=row.useful_count / rated if rated else None,
                    rated=rated,
                    mark=marks.get(row.id, Mark.SYNCED),
                    review=review.state if review is not None else None,
                )
            )
    return tuple(made)


def _drafts_over(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in chunks(list(ids), 500):
        query = select(_DRAFT.article_id, _DRAFT.base_version)
        found.update(connection.execute(query.where(_DRAFT.article_id.in_(part), _DRAFT.deleted_at.is_(None))).all())
    return found


def _marks(connection: Connection, ids: Sequence[str]) -> dict[str, Mark]:
    """Return how these articles and their drafts stand with the server, where there is something to say."""
    owners = {key: key for key in ids} | {draft_id(key): key for key in ids}
    o, conflict, issue = OUTBOX.c, ENTITY["conflict"].c, SYNC_ISSUE.c
    kinds = ("article", "article_draft")
    found: dict[str, Mark] = {}
    for part in chunks(list(owners), 500):
        pending = select(o.row).where(o.ent.in_(kinds), o.row.in_(part), o.state == PENDING)
        clash = select(conflict.row_id).where(
            conflict.row_id.in_(part), conflict.open.is_(True), conflict.deleted_at.is_(None)
        )
        refused = select(issue.row).where(issue.ent.in_(kinds), issue.row.in_(part), issue.open.is_(True))
        for mark, query in ((Mark.PENDING, pending), (Mark.CONFLICT, clash), (Mark.REJECTED, refused)):
            found.update({owners[str(key)]: mark for key in connection.scalars(query)})
    return found


# -- one article -----------------------------------------------------------------------------------------------------


def opened(connection: Connection, article_id: str) -> Opened | None:
    """Return an article with its draft, place, history and people; None when this device has none."""
    article = rows.get(connection, Article, article_id)
    if article is None or article.deleted_at is not None:
        return None
    draft = rows.get(connection, ArticleDraft, draft_id(article_id))
    if draft is not None and draft.deleted_at is not None:
        draft = None
    review = article.review
    handed = (review.author_id, review.reviewer_id) if review is not None else ("", "")
    names = people(connection, [article.updated_by, draft.editor_id if draft else "", *handed])
    return Opened(
        article=article,
        draft=draft,
        path=path_of(article.category_id, tree(connection)),
        editor=names.get(article.updated_by, ""),
        draft_editor=names.get(draft.editor_id, "") if draft else "",
        author=names.get(handed[0], ""),
        reviewer=names.get(handed[1], ""),
        versions=versions(connection, article_id),
        mark=_marks(connection, [article_id]).get(article_id, Mark.SYNCED),
    )


def drafts_of(connection: Connection, agent_id: str) -> tuple[str, ...]:
    """Return the ids of the articles, existing or not, that an agent was the last to write a draft of."""
    query = select(_DRAFT.article_id).where(_DRAFT.editor_id == agent_id, _DRAFT.deleted_at.is_(None))
    return tuple(str(key) for key in connection.scalars(query.order_by(_DRAFT.saved_at)))


def asked_before(connection: Connection, reply: Message) -> str:
    """Return what the customer had asked when a reply was written, "" for nothing."""
    condition = (
        "conversation_id = ? AND author = ? AND kind = ? AND deleted_at IS NULL AND composed_at <= ?"
        " ORDER BY composed_at DESC, seq DESC LIMIT 1"
    )
    wanted = (reply.conversation_id, Author.CUSTOMER.value, MessageKind.TEXT.value, reply.composed_at)
    found = rows.where(connection, Message, condition, wanted)
    return found[0].text if found else ""


def people(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of agents."""
    return {key: agent.name for key, agent in rows.get_many(connection, Agent, [key for key in ids if key]).items()}


def versions(connection: Connection, article_id: str, limit: int = 200) -> tuple[VersionRow, ...]:
    """Return an article's history without its texts, newest first."""
    v = ENTITY["article_version"].c
    query = (
        select(v.id, v.version, v.title, v.kind, v.note, v.editor_id, v.at)
        .where(v.article_id == article_id, v.deleted_at.is_(None))
        .order_by(v.version.desc(), v.at.desc())
        .limit(limit)
    )
    found = connection.execute(query).all()
    names = people(connection, sorted({row.editor_id for row in found}))
    return tuple(
        VersionRow(
            id=row.id,
            version=row.version,
            title=row.title,
            kind=row.kind,
            note=row.note,
            editor=names.get(row.editor_id, ""),
            at=row.at,
        )
        for row in found
    )


def version(connection: Connection, version_id: str) -> ArticleVersion | None:
    """Return one version with its text."""
    return rows.get(connection, ArticleVersion, version_id)


def body_at(connection: Connection, article_id: str, number: int) -> Body | None:
    """Return the body that an article had as version ``number``, or None when this device does not hold it."""
    found = rows.get(connection, ArticleVersion, link_id("version", article_id, str(number)))
    return found.body if found is not None else None


def articles_in(connection: Connection, category_ids: Collection[str]) -> tuple[str, ...]:
    """Return the ids of the articles that stand directly in these categories."""
    query = select(_ARTICLE.id).where(_ARTICLE.category_id.in_(sorted(category_ids)), _alive())
    return tuple(str(key) for key in connection.scalars(query))


def tags_of(connection: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """Return every tag of these articles, those that most of them have first."""
    counted: Counter[str] = Counter()
    for part in chunks(list(ids), 500):
        for value in connection.scalars(select(_ARTICLE.tags).where(_ARTICLE.id.in_(part), _ARTICLE.tags != "[]")):
            counted.update(_KEYS.decode(value))
    return tuple(tag for tag, _ in counted.most_common())


def names(connection: Connection) -> Iterator[tuple[str, int, str, str]]:
    """Yield (id, number, import key, title) of every article."""
    query = select(_ARTICLE.id, _ARTICLE.number, _ARTICLE.import_key, _ARTICLE.title).where(_alive())
    for row in connection.execute(query):
        yield row.id, row.number, row.import_key, row.title


def with_categories(connection: Connection, ids: Sequence[str]) -> tuple[list[Article], list[Category]]:
    """Return these articles in their order, and the whole tree: what an export needs."""
    found = rows.get_many(connection, Article, ids)
    return [found[key] for key in ids if key in found], rows.everything(connection, Category)


def similar_titles(connection: Connection, title: str, article_id: str, limit: int = 3) -> tuple[ArticleRow, ...]:
    """Return articles that probably answer the same question as a title, best first, without ``article_id``."""
    # numpy, 130 ms to load, is needed only once something is searched for; this runs on a worker thread.
    from app.search import query as index

    hits = index.search(connection, index.Query(text=title, limit=limit + 1))
    close = [hit.article_id for hit in hits if hit.article_id != article_id and hit.confidence >= _SAME_QUESTION]
    found = {row.id: row for row in article_rows(connection, close)}
    return tuple(found[key] for key in close if key in found)[:limit]


_SAME_QUESTION = 0.85
