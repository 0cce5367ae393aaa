"""Write the index: what an article says, turned into terms, in the same transaction as the article itself."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from app.search import terms
from app.search.postings import MAX_ROWS, MOST, Changes, write_rows
from app.search.text import fold

if TYPE_CHECKING:
    from sqlalchemy import Connection

FORMAT = 2  # raise it when terms or postings change: an index of another format must be rebuilt

_MAX_BODY = 60_000  # characters of one body or attachment text that are indexed
_MAX_PHRASE = 400

_POSTINGS = (
    "CREATE TABLE search_posting (term TEXT NOT NULL, block INTEGER NOT NULL, data BLOB NOT NULL,"
    " PRIMARY KEY (term, block)) WITHOUT ROWID"
)
# in a migration, too: databases are older than vectors are
VECTOR_DDL = (
    "CREATE TABLE IF NOT EXISTS search_vector (row INTEGER PRIMARY KEY, version INTEGER NOT NULL, data BLOB)",
    "CREATE INDEX IF NOT EXISTS search_vector_version ON search_vector (version)",
    "CREATE INDEX IF NOT EXISTS search_vector_waiting ON search_vector (row) WHERE data IS NULL",
)
DDL = (
    "CREATE TABLE search_state (id INTEGER PRIMARY KEY CHECK (id = 0), format INTEGER NOT NULL,"
    " generation INTEGER NOT NULL, next_row INTEGER NOT NULL, articles INTEGER NOT NULL, phrases INTEGER NOT NULL)",
    f"INSERT INTO search_state VALUES (0, {FORMAT}, 0, 0, 0, 0)",
    "CREATE TABLE search_article (row INTEGER PRIMARY KEY, row_count INTEGER NOT NULL,"
    " article_id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, valid_from INTEGER, valid_until INTEGER,"
    " document BLOB NOT NULL)",
    _POSTINGS,
    "CREATE TABLE search_synonym (word TEXT NOT NULL, meaning INTEGER NOT NULL, PRIMARY KEY (word, meaning))"
    " WITHOUT ROWID",
    *VECTOR_DDL,
)
TABLES = ("search_vector", "search_synonym", "search_posting", "search_article", "search_state")


class Facet(enum.StrEnum):
    """What a query can be narrowed by."""

    AUDIENCE = "audience"
    CATEGORY = "category"
    LANGUAGE = "language"
    TAG = "tag"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What the index knows of an article. All texts are plain text; times are milliseconds UTC."""

    article_id: str
    title: str
    questions: tuple[str, ...] = ()
    body: str = ""
    attachment_text: str = ""
    tags: tuple[str, ...] = ()
    category_ids: tuple[str, ...] = ()  # the article's category and all above it, so that a filter takes the subtree
    category_path: tuple[str, ...] = ()  # their names, and their synonyms
    language: str = ""
    status: str = "published"
    audience: str = ""
    valid_from: int | None = None
    valid_until: int | None = None

    def phrases(self) -> tuple[str, ...]:
        """Return the title and the similar questions, each an own row of the index."""
        return (self.title, *self.questions)


class _State(msgspec.Struct):
    next_row: int
    articles: int
    phrases: int
    version: int  # of the vectors that this change makes stale


class _Owned(NamedTuple):
    """What the index holds of an article: its first row, how many rows it owns, and the terms of each."""

    row: int
    room: int
    terms: list[dict[str, int]]


class _Stored(NamedTuple):
    """An article as the index holds it: its first row, how many rows it owns, its text."""

    row: int
    room: int
    document: Document


_UNKNOWN = _Owned(-1, 0, [])


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Document).decode


def meant(document: Document) -> tuple[str, ...]:
    """Return the texts whose meaning an article's rows stand for: its phrases; without a title, how it begins."""
    return tuple(phrase if phrase.strip() else document.body for phrase in document.phrases())


def decode_document(data: bytes) -> Document:
    """Return the document of a search_article row."""
    return _decode(data)


def create_tables(connection: Connection) -> None:
    """Create the empty index. A migration may execute the statements of ``DDL`` instead."""
    for statement in DDL:
        connection.exec_driver_sql(statement)


def needs_rebuild(connection: Connection) -> bool:
    """Return whether another version of the program wrote the index; :func:`rebuild` it then."""
    written = connection.exec_driver_sql("SELECT format FROM search_state").scalar_one()
    return int(written) != FORMAT


def generation(connection: Connection) -> int:
    """Return the number of the last change; whoever caches answers compares it."""
    return int(connection.exec_driver_sql("SELECT generation FROM search_state").scalar_one())


def _go_on() -> None:
    """Make no pause."""


def put(connection: Connection, document: Document) -> None:
    """Index an article, replacing what the index held of it. Belongs in the article's own transaction."""
    put_many(connection, (document,))


def put_many(connection: Connection, documents: Iterable[Document], *, between: Callable[[], None] = _go_on) -> None:
    """Index many articles at once: per article about a third of :func:`put`'s cost from 500 articles on.

    ``between`` is called before each article is taken apart, which takes a quarter of a millisecond.
    """
    changes = Changes()
    state = _load_state(connection)
    unread: list[tuple[int, int, bytes | None]] = []
    latest = {document.article_id: document for document in documents}
    stored = _stored(connection, latest)
    for article_id, (_, _, before_document) in stored.items():
        if latest[article_id] == before_document:  # a row written again as it is: most of what a synchronisation does
            del latest[article_id]
    known = _owned(stored[article_id] for article_id in latest if article_id in stored)
    written: list[tuple[int, int, str, str, int | None, int | None, bytes]] = []
    for document in latest.values():
        between()
        row, room, before = known.get(document.article_id, _UNKNOWN)
        after = _terms_by_row(document)
        state.articles += not room
        state.phrases += len(after) - len(before)
        if len(after) > room:
            # an article that grew moves to the end; one that did not keeps its rows, so edits do not use up numbers
            _change(changes, row, before, [])
            row, room = state.next_row, len(after)
            state.next_row += room
            if state.next_row > MAX_ROWS:
                raise OverflowError("the search index has no row left: rebuild it")
            for offset, counts in enumerate(after):
                changes.append(row + offset, counts)
        else:
            _change(changes, row, before, after)
        old = stored.get(document.article_id)
        if old is None or old.row != row or meant(old.document) != meant(document):
            unread.append((row, state.version, None))
            if old is not None and old.row != row:
                unread.append((old.row, state.version, b""))
        validity = (document.valid_from, document.valid_until)
        written.append((row, room, document.article_id, document.status, *validity, _encode(document)))
    if not written:
        return  # and the caches of queries stay good
    write_rows(
        connection,
        "INSERT OR REPLACE INTO search_article"
        " (row, row_count, article_id, status, valid_from, valid_until, document) VALUES {rows}",
        written,
    )
    _mark_vectors(connection, unread)
    changes.write(connection)
    _save_state(connection, state)


def remove(connection: Connection, article_id: str) -> None:
    """Take an article out of the index; an unknown one is no error."""
    row, room, before = _owned(_stored(connection, (article_id,)).values()).get(article_id, _UNKNOWN)
    if not room:
        return
    changes = Changes()
    state = _load_state(connection)
    _change(changes, row, before, [])
    connection.exec_driver_sql("DELETE FROM search_article WHERE row = ?", (row,))
    _mark_vectors(connection, [(row, state.version, b"")])
    changes.write(connection)
    state.articles -= 1
    state.phrases -= len(before)
    _save_state(connection, state)


def rebuild(connection: Connection, documents: Iterable[Document], *, batch: int = 2_000) -> None:
    """Empty the index and fill it again, *batch* articles at a time. Synonyms stay."""
    connection.exec_driver_sql("DROP TABLE search_posting")
    connection.exec_driver_sql(_POSTINGS)
    connection.exec_driver_sql("DELETE FROM search_article")
    # not deleted: versions must go on growing, for what others hold in memory
    connection.exec_driver_sql(
        "UPDATE search_vector SET data = x'', version = (SELECT max(version) + 1 FROM search_vector)"
    )
    connection.exec_driver_sql(
        "UPDATE search_state SET format = ?, next_row = 0, articles = 0, phrases = 0, generation = generation + 1",
        (FORMAT,),
    )
    waiting: list[Document] = []
    for document in documents:
        waiting.append(document)
        if len(waiting) == batch:
            put_many(connection, waiting)
            waiting = []
    put_many(connection, waiting)


def set_synonyms(connection: Connection, groups: Iterable[Sequence[str]]) -> None:
    """Replace the office's synonyms. The words of a group find each other's articles, with a lower weight."""
    connection.exec_driver_sql("DELETE FROM search_synonym")
    rows = {(fold(word), meaning) for meaning, group in enumerate(groups) for word in group if fold(word).strip()}
    if rows:
        connection.exec_driver_sql("INSERT INTO search_synonym (word, meaning) VALUES (?, ?)", sorted(rows))
    connection.exec_driver_sql("UPDATE search_state SET generation = generation + 1")


def _load_state(connection: Connection) -> _State:
    version = "(SELECT coalesce(max(version), 0) + 1 FROM search_vector)"
    sql = f"SELECT next_row, articles, phrases, {version} FROM search_state"
    return _State(*connection.exec_driver_sql(sql).one())


def _save_state(connection: Connection, state: _State) -> None:
    connection.exec_driver_sql(
        "UPDATE search_state SET next_row = ?, articles = ?, phrases = ?, generation = generation + 1",
        (state.next_row, state.articles, state.phrases),
    )


def _mark_vectors(connection: Connection, changed: list[tuple[int, int, bytes | None]]) -> None:
    """Note which articles' vectors are to be made (None), and which rows have none any more (empty)."""
    write_rows(connection, "INSERT OR REPLACE INTO search_vector (row, version, data) VALUES {rows}", changed)


def _stored(connection: Connection, article_ids: Iterable[str]) -> dict[str, _Stored]:
    """Return what the index holds of the known ones of these articles."""
    found = connection.exec_driver_sql(
        "SELECT row, row_count, article_id, document FROM search_article"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(article_ids)).decode(),),
    )
    return {article_id: _Stored(row, room, _decode(data)) for row, room, article_id, data in found}


def _owned(stored: Iterable[_Stored]) -> dict[str, _Owned]:
    """Return the rows of articles with their terms."""
    return {each.document.article_id: _Owned(each.row, each.room, _terms_by_row(each.document)) for each in stored}


def _change(changes: Changes, row: int, before: list[dict[str, int]], after: list[dict[str, int]]) -> None:
    """Collect what differs between two states of an article's rows, so that an edit writes only what it changed."""
    nothing: dict[str, int] = {}
    for offset, (old, new) in enumerate(zip_longest(before, after, fillvalue=nothing)):
        if not old:
            changes.add(row + offset, new)
            continue
        changes.remove(row + offset, [term for term, weight in old.items() if new.get(term) != weight])
        changes.add(row + offset, {term: weight for term, weight in new.items() if old.get(term) != weight})


def _terms_by_row(document: Document) -> list[dict[str, int]]:
    """Return, for each index row of the article, its terms (with field letters) and their counts."""
    facets = {facet_term(kind, value): 1 for kind, value in _facets(document)}
    rows: list[dict[str, int]] = []
    for phrase in document.phrases():
        folded = fold(phrase[:_MAX_PHRASE])
        row = _posted(terms.PHRASE, *terms.phrase_terms(folded))
        row.update(terms.sound_terms(folded))
        row.update(facets)
        rows.append(row)
    labels = " ".join((*document.tags, *document.category_path))
    texts = ((terms.BODY, document.body), (terms.ATTACHMENT, document.attachment_text), (terms.LABEL, labels))
    for field, content in texts:
        if content:
            rows[0].update(_posted(field, *terms.body_terms(fold(content[:_MAX_BODY]))))
    return rows


def _posted(field: str, counts: Mapping[str, int], length: int) -> dict[str, int]:
    posted = {field + term: min(MOST, count) for term, count in counts.items()}
    posted[terms.LENGTH + field] = terms.length_step(length)
    return posted


def facet_term(kind: Facet, value: str) -> str:
    """Return the term that marks the rows of articles with this value."""
    return f"{terms.FACET}{kind}\x1f{value}"


def _facets(document: Document) -> list[tuple[Facet, str]]:
    return [
        (Facet.AUDIENCE, document.audience),
        (Facet.LANGUAGE, document.language),
        *((Facet.CATEGORY, category_id) for category_id in document.category_ids),
        *((Facet.TAG, tag) for tag in document.tags),
    ]
