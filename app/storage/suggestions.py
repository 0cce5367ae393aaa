"""Knowledge beside a conversation: what is searched for, and what answers the customer's last message.

Everything comes from the local index, so that it works without a network. A customer may be sent published articles
for customers within their validity; what is internal or over stays findable, marked as such.
"""

import itertools
import threading
import time
from collections import Counter
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

import msgspec

from app.domain.conversations import Card
from app.domain.knowledge import Article, ArticleStatus, Audience, Category, card_of, expired, path_of, sendable
from app.domain.references import is_named, number_in
from app.storage import core, rows
from app.storage.core import ENTITY, Connection, and_, func, literal, select

if TYPE_CHECKING:
    from app.search.cache import PostingCache
    from app.search.encoder import Encoder
    from app.search.meaning import Meaning
    from app.search.query import Hit
    from app.storage.database import Database

Spans = tuple[tuple[int, int], ...]
WEEK_MS = 7 * 24 * 3600 * 1000
SUGGESTIONS = 3
_LINES = 4  # of a message that are asked alone: each is a search, and a customer may paste a thousand
_READ_AT_ONCE = 16  # articles whose vectors are made in one go


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """An article as one result. Spans are (start, end) in characters; ``confidence`` is 0..1, None for no estimate.

    ``can_send``: a customer may be sent it now, apart from ``expired``, which needs a second look. ``sent_here``: this
    customer has it in this conversation. ``useful`` is the share 0..1 of customers whom it helped, None while nobody
    said.
    """

    article_id: str
    number: int = 0
    version: int = 0
    title: str = ""
    title_spans: Spans = ()
    snippet: str = ""
    snippet_spans: Spans = ()
    path: tuple[str, ...] = ()
    confidence: float | None = None
    internal: bool = False
    expired: bool = False
    can_send: bool = True
    valid_until: int | None = None
    sent_week: int = 0
    sent_here: bool = False
    useful: float | None = None


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a query; ``took_ms`` is what it took here, in whole milliseconds.

    ``by_meaning``: not words alone were compared.
    """

    query: str
    rows: tuple[Finding, ...] = ()
    took_ms: int = 0
    by_meaning: bool = False


class KnowledgeIndex:
    """The search of the open database: its cache, and the model with its vectors once :meth:`understand` has run.

    Make one and pass it around. Safe to use from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cache: PostingCache | None = None
        self._encoder: Encoder | None = None
        self._meaning: Meaning | None = None

    def forget(self) -> None:
        """Forget what was read of a database that is about to be closed; the model stays."""
        with self._lock:
            self._cache = self._meaning = None

    def understand(self, database: "Database") -> int:
        """Load the model at the first call, then make the vectors of the next articles; return of how many.

        Takes a second at first, then about 30 ms; for a thread where nobody waits. Raises AppError when the database
        was closed.
        """
        core.load()
        # numpy and the model, 1 s and 120 MB: after the first window, on a worker thread
        from app.search import encoder, meaning, vectors

        if self._encoder is None:
            self._encoder = encoder.Encoder()
        with self._lock:
            if self._meaning is None:
                self._meaning = meaning.Meaning(self._encoder)
            mine = self._meaning
        found = database.read(lambda c: vectors.waiting(c, _READ_AT_ONCE))
        if found:
            made = vectors.read(mine.encoder, found)
            database.replicate(lambda replica: vectors.keep(replica.connection, made)).result()
        database.read(mine.closeness)  # what is new, so that no search has to read it
        return len(found)

    def _index(self) -> "tuple[ModuleType, PostingCache]":
        core.load()  # not before the first window, as SQLAlchemy
        # numpy, 130 ms to load, is needed only once something is searched for; this runs on a worker thread.
        from app.search import cache, query

        with self._lock:
            if self._cache is None:
                self._cache = cache.PostingCache()
            return query, self._cache

    def search(
        self,
        connection: Connection,
        text: str,
        at: int,
        *,
        limit: int = 20,
        conversation_id: str = "",
        by_meaning: bool = False,
    ) -> Findings:
        """Return the published articles that match what an agent typed, best first; those that are over are marked.

        ``by_meaning``, for when the typing pauses: other words and other languages find, too, if the model is there.

        The article of a number comes first. A number with its letter means that article alone, a bare one also those
        that mention it.
        """
        index, cache = self._index()
        meaning = self._meaning if by_meaning else None
        began = time.perf_counter()
        named = _numbered(connection, text, at)
        asked = index.Query(text=text, limit=limit, now_ms=at, include_expired=True)
        hits = index.search(connection, asked, cache, meaning)
        found = _findings(connection, hits, at)
        if named:
            bare = "" if is_named(text) else text.strip()
            known = {row.article_id for row in named}
            others = [row for row in found if bare and (bare in row.title or bare in row.snippet)]
            found = (*named, *(row for row in others if row.article_id not in known))[:limit]
        rows_found = _marked(connection, found, conversation_id)
        return Findings(query=text, rows=rows_found, took_ms=_since(began), by_meaning=meaning is not None)

    def suggest(
        self, connection: Connection, message: str, at: int, *, limit: int = SUGGESTIONS, conversation_id: str = ""
    ) -> Findings:
        """Return the articles that probably answer what a customer wrote; no rows means that none does.

        What the customer was sent in this conversation already comes last: it did not help, or he did not read it.
        Several messages come as lines. The last that say something are asked alone, too: "waiting here" says nothing
        about the fault that the line before it names.
        """
        index, cache = self._index()
        meaning = self._meaning
        began = time.perf_counter()
        wanted = index.Query(text="", limit=limit, now_ms=at, audiences=(Audience.CUSTOMER.value,))
        lines = [line for line in message.splitlines() if line.strip()]
        telling = (line for line in reversed(lines) if index.without_manners(line).strip())
        best: dict[str, Hit] = {}
        for text in dict.fromkeys((" ".join(lines), *itertools.islice(telling, _LINES))):
            for hit in index.suggest(connection, text, wanted, cache, meaning):
                if hit.article_id not in best or hit.confidence > best[hit.article_id].confidence:
                    best[hit.article_id] = hit
        hits = sorted(best.values(), key=lambda hit: -hit.confidence)[:limit]
        found = _marked(connection, _findings(connection, hits, at), conversation_id)
        return Findings(query=message, rows=tuple(sorted(found, key=lambda row: row.sent_here)), took_ms=_since(began))


def frequent(connection: Connection, at: int, *, limit: int = 20) -> Findings:
    """Return the articles that were sent most in the last seven days on record here, most sent first."""
    began = time.perf_counter()
    m = ENTITY["message"].c
    lately = (m.composed_at >= at - WEEK_MS) & m.deleted_at.is_(None)
    query = select(m.article_id).where(m.article_id != literal("", literal_execute=True), lately)
    # counted here: SQLite would group by reading every message there is in the order of another index
    counted = Counter(str(key) for (key,) in connection.execute(query))
    ids = sorted(counted, key=lambda key: (-counted[key], key))[:limit]
    found = rows.get_many(connection, Article, ids)
    sent, tree = sent_in_week(connection, ids, at), _tree(connection)
    alive = [found[key] for key in ids if key in found and found[key].deleted_at is None]
    return Findings(query="", rows=tuple(_finding(article, tree, sent, at) for article in alive), took_ms=_since(began))


def article(connection: Connection, article_id: str) -> Article | None:
    """Return an article for its preview, or None."""
    return rows.get(connection, Article, article_id)


def card(connection: Connection, article_id: str, at: int) -> Card | None:
    """Return the card of an article that a customer may be sent at ``at`` (ms), expired or not; else None."""
    found = rows.get(connection, Article, article_id)
    return card_of(found) if found is not None and sendable(found, at) else None


def _numbered(connection: Connection, text: str, at: int) -> tuple[Finding, ...]:
    """Return the published article of a number, without an estimate: it is the one that was asked for."""
    number = number_in(text, "K")
    a = ENTITY["article"].c
    alive = (a.number == number) & (a.status == ArticleStatus.PUBLISHED.value) & a.deleted_at.is_(None)
    ids = [str(key) for (key,) in connection.execute(select(a.id).where(alive))] if number else []
    if not ids:
        return ()
    found = rows.get_many(connection, Article, ids)
    sent, tree = sent_in_week(connection, ids, at), _tree(connection)
    return tuple(_finding(found[key], tree, sent, at) for key in ids)


def sent_in_week(connection: Connection, article_ids: Sequence[str], at: int) -> dict[str, int]:
    """Return how often each article was sent in the last seven days, as far as this device knows."""
    m = ENTITY["message"].c
    recent = and_(m.article_id.in_(list(article_ids)), m.composed_at >= at - WEEK_MS, m.deleted_at.is_(None))
    query = select(m.article_id, func.count()).where(recent).group_by(m.article_id)
    return {str(key): int(count) for key, count in connection.execute(query)}


def _marked(connection: Connection, found: tuple[Finding, ...], conversation_id: str) -> tuple[Finding, ...]:
    """Mark what was sent in a conversation; "" is none."""
    if not found or not conversation_id:
        return found
    m = ENTITY["message"].c
    ids = [row.article_id for row in found]
    here = and_(m.conversation_id == conversation_id, m.article_id.in_(ids), m.deleted_at.is_(None))
    sent = {str(key) for (key,) in connection.execute(select(m.article_id).where(here))}
    return tuple(msgspec.structs.replace(row, sent_here=row.article_id in sent) for row in found)


def _since(began: float) -> int:
    return max(1, round((time.perf_counter() - began) * 1000))


def _tree(connection: Connection) -> dict[str, Category]:
    return {category.id: category for category in rows.everything(connection, Category)}


def _findings(connection: Connection, hits: "Sequence[Hit]", at: int) -> tuple[Finding, ...]:
    ids = [hit.article_id for hit in hits]
    found = rows.get_many(connection, Article, ids)
    sent, tree = sent_in_week(connection, ids, at), _tree(connection)
    made = []
    for hit in hits:
        if hit.article_id in found:
            plain = _finding(found[hit.article_id], tree, sent, at)
            made.append(
                msgspec.structs.replace(
                    plain,
                    title_spans=hit.title_spans,
                    snippet=hit.snippet or plain.snippet,
                    snippet_spans=hit.snippet_spans if hit.snippet else (),
                    confidence=hit.confidence,
                )
            )
    return tuple(made)


def _finding(value: Article, tree: dict[str, Category], sent: dict[str, int], at: int) -> Finding:
    votes = value.useful_count + value.useless_count
    shown = card_of(value)
    return Finding(
        article_id=value.id,
        number=value.number,
        version=value.version,
        title=value.title,
        snippet=" → ".join(shown.steps) or shown.summary,
        path=path_of(value.category_id, tree),
        internal=value.audience is Audience.INTERNAL,
        expired=expired(value, at),
        can_send=sendable(value, at),
        valid_until=value.valid_until,
        sent_week=sent.get(value.id, 0),
        useful=value.useful_count / votes if votes else None,
    )
