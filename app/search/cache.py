"""Keep postings between keystrokes: the next key asks for the same terms and a few more."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from app.search import bm25, postings, terms
from app.search.bm25 import Lengths, Posted

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LIMIT = 64_000_000  # bytes; what some hundred queries over 100,000 articles look up
_ENTRY = 300  # bytes that an entry takes beside its arrays


class Extent(NamedTuple):
    """How large the index is: row numbers given out, live articles and phrases; and as of which change."""

    rows: int
    articles: int
    phrases: int
    generation: int


class _Kept:
    """What was read of one generation of an index. Its dictionaries only grow until they are emptied together."""

    def __init__(self) -> None:
        self.posted: dict[str, Posted | None] = {}
        self.counts: dict[str, int] = {}
        self.beginnings: dict[tuple[str, int], list[str]] = {}
        self.lengths: dict[str, Lengths] = {}
        self.fields: dict[str, bool] = {}
        self.size = 0

    def keep(self, fresh: dict[str, Posted | None]) -> None:
        """Keep postings; when they get too many, forget the oldest of them and all the small things."""
        for term, posted in fresh.items():
            if term not in self.posted:  # another thread may have read it meanwhile
                self.posted[term] = posted
                self.size += _bytes(posted)
        if self.size > _LIMIT:
            self.counts, self.beginnings = {}, {}
            for term in list(self.posted):
                self.size -= _bytes(self.posted.pop(term))
                if self.size <= _LIMIT // 2:
                    break


def _bytes(posted: Posted | None) -> int:
    return _ENTRY + (posted.rows.nbytes + posted.gains.nbytes if posted else 0)


class PostingCache:
    """What was read of one database as of one generation of its index; any thread may use it.

    A reader whose transaction sees an older generation than the cache reads past it, so that nobody gets postings that
    its own transaction does not see.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._generation = -1
        self._kept = _Kept()

    def kept(self, generation: int) -> _Kept:
        """Return what is kept of a generation: nothing of an older one."""
        with self.lock:
            if generation > self._generation:
                self._generation, self._kept = generation, _Kept()
            return self._kept if generation == self._generation else _Kept()


class Reader:
    """Reads the index for one query, through a cache."""

    def __init__(self, connection: Connection, cache: PostingCache) -> None:
        self.connection = connection
        sql = "SELECT next_row, articles, phrases, generation FROM search_state"
        self.extent = Extent(*connection.exec_driver_sql(sql).one())
        self._lock = cache.lock
        self._kept = cache.kept(self.extent.generation)

    def posted(self, wanted: Iterable[str]) -> dict[str, Posted]:
        """Return the postings of each term that exists."""
        known = self._kept.posted
        found = {term: known.get(term, _UNKNOWN) for term in wanted}
        missing = [term for term, posted in found.items() if posted is _UNKNOWN]
        if missing:
            loaded = postings.read(self.connection, missing)
            # that nobody has a term is worth knowing too
            fresh = {term: self._decode(term, loaded[term]) if term in loaded else None for term in missing}
            found.update(fresh)
            with self._lock:
                self._kept.keep(fresh)
        return {term: posted for term, posted in found.items() if posted is not None}

    def _decode(self, term: str, data: bytes) -> Posted:
        field = bm25.length_field(term[0])
        steps = self._kept.lengths.get(field)
        if steps is None:
            stored = postings.read(self.connection, [terms.LENGTH + field]).get(terms.LENGTH + field, b"")
            steps = self._kept.lengths[field] = bm25.lengths(stored, self.extent.rows)
        return bm25.decode(term[0], data, steps)

    def counts(self, wanted: Iterable[str]) -> dict[str, int]:
        """Return how many rows have each term, 0 for a term nobody has."""
        known = self._kept.counts
        found = {term: known.get(term, -1) for term in wanted}
        missing = [term for term, count in found.items() if count < 0]
        if missing:
            fresh = dict.fromkeys(missing, 0) | postings.counts(self.connection, missing)
            found.update(fresh)
            known.update(fresh)
        return found

    def beginning(self, prefix: str, limit: int) -> list[str]:
        """Return the *limit* commonest terms that begin with *prefix*."""
        known = self._kept.beginnings.get((prefix, limit))
        if known is None:
            known = self._kept.beginnings[prefix, limit] = postings.beginning(self.connection, prefix, limit)
        return known

    def has_field(self, field: str) -> bool:
        """Return whether any article has something in this field."""
        known = self._kept.fields.get(field)
        if known is None:
            known = self._kept.fields[field] = postings.has_field(self.connection, field)
        return known


_UNKNOWN = Posted(bm25.NO_ROWS, bm25.NO_GAINS)
