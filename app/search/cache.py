"""Keep postings between keystrokes: the next key asks for the same terms and a few more."""

import threading

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from app.search import postings

_LIMIT = 32_000_000  # bytes; the postings of a few hundred frequent terms of 100,000 articles

Posted = NDArray[np.uint32]


def load(connection: Connection, blocks: int, terms: list[str]) -> dict[str, Posted]:
    """Return the postings of each term that exists."""
    return {term: np.frombuffer(data, dtype="<u4") for term, data in postings.read(connection, blocks, terms).items()}


class PostingCache:
    """Postings of one database as of one generation of its index; any thread may use it.

    A reader whose transaction sees an older generation than the cache reads past it, so that nobody gets postings that
    its own transaction does not see.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation = -1
        self._size = 0
        self._posted: dict[str, Posted] = {}

    def read(self, connection: Connection, generation: int, blocks: int, terms: list[str]) -> dict[str, Posted]:
        """Return the postings of each term that exists, as the connection's transaction sees them."""
        with self._lock:
            if generation > self._generation:
                self._generation, self._size, self._posted = generation, 0, {}
            current = generation == self._generation
            known = {term: self._posted[term] for term in terms if term in self._posted} if current else {}
        missing = [term for term in terms if term not in known]
        if missing:
            loaded = load(connection, blocks, missing)
            known.update(loaded)
            # that nobody has a term is worth knowing too
            fresh = {term: loaded.get(term, _NOTHING) for term in missing}
            self._keep(generation, fresh)
        return {term: posted for term, posted in known.items() if len(posted)}

    def _keep(self, generation: int, fresh: dict[str, Posted]) -> None:
        size = sum(posted.nbytes + 100 for posted in fresh.values())
        with self._lock:
            if generation != self._generation or size > _LIMIT:
                return
            if self._size + size > _LIMIT:
                self._posted, self._size = {}, 0
            self._posted.update(fresh)
            self._size += size


_NOTHING: Posted = np.zeros(0, dtype=np.uint32)
