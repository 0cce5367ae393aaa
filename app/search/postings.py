"""The inverted index as SQLite rows: one row a term and block, holding the postings of up to 16,384 index rows.

An index *row* is one phrase (a title or a similar question); an article owns a range of neighbouring rows and its other
texts are posted on the first one. A posting is 32 bits, little endian: the row in the upper 24, a count in the lower 8;
the postings of a term are sorted by row. How long a text is has postings of its own (``terms.LENGTH``), so that an edit
writes the terms that came and went, not all others whose weight its new length changes.

The term comes before the block in the key: the blocks of a term are neighbours, and a term that nobody has costs one
descent of the tree, not one a block.

Own postings, not FTS5: measured on 100,000 articles, FTS5 needs 11-20 ms of CPU for a keystroke even when frequent
terms are dropped, its bm25() cannot let the best of several questions win, and SQLite 3.40 has no contentless table
from which a row can be deleted. These postings score every matching row, and an update takes out exactly what the
article had put in.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

BLOCK_BITS = 14
MAX_ROWS = 1 << 24
MOST = 255  # the largest count that a posting can hold
_IN_LIMIT = 400
_MOST_BEGINNINGS = 4_000
_FEW = 8
_ROWS_A_STATEMENT = (512, 64, 8, 1)  # few sizes: SQLite keeps the compiled statements

Postings = dict[str, "array[int]"]


def _batches(terms: Iterable[str]) -> Iterable[list[str]]:
    remaining = iter(terms)
    while batch := list(islice(remaining, _IN_LIMIT)):
        yield batch


class Changes:
    """Postings to add and rows to take out, collected by block and written together.

    Rows to take out are named with the terms they had, so that only those blobs are touched. Rows behind all others
    are added by :meth:`append`: their postings are put behind what is there without reading it.
    """

    def __init__(self) -> None:
        self._added: dict[int, Postings] = {}
        self._appended: dict[int, Postings] = {}
        self._removed: dict[int, dict[str, set[int]]] = {}

    def add(self, row: int, terms: Mapping[str, int]) -> None:
        """Post *row* under each term with its count, 0..255."""
        self._post(self._added, row, terms)

    def append(self, row: int, terms: Mapping[str, int]) -> None:
        """Post a row that is larger than all that the index has and all that were appended before."""
        self._post(self._appended, row, terms)

    @staticmethod
    def _post(blocks: dict[int, Postings], row: int, terms: Mapping[str, int]) -> None:
        block = blocks.setdefault(row >> BLOCK_BITS, {})
        head = row << 8
        for term, count in terms.items():
            postings = block.get(term)
            if postings is None:
                block[term] = array("I", (head | count,))
            else:
                postings.append(head | count)

    def remove(self, row: int, terms: Iterable[str]) -> None:
        """Take *row* out of each term."""
        block = self._removed.setdefault(row >> BLOCK_BITS, {})
        for term in terms:
            block.setdefault(term, set()).add(row)

    def write(self, connection: Connection) -> None:
        """Write everything collected and forget it."""
        for block in sorted(self._added.keys() | self._removed.keys()):
            self._write_block(connection, block, self._added.get(block, {}), self._removed.get(block, {}))
        for block in sorted(self._appended):
            _append(connection, block, self._appended[block])
        self._added.clear()
        self._appended.clear()
        self._removed.clear()

    @staticmethod
    def _write_block(connection: Connection, block: int, added: Postings, removed: dict[str, set[int]]) -> None:
        # in term order, so that the pages of the table are filled one after the other
        terms = sorted(added.keys() | removed.keys())
        old = _read_block(connection, block, terms)
        rows: list[tuple[str, int, bytes]] = []
        emptied: list[tuple[str, int]] = []
        for term in terms:
            data = _merged(old.get(term, b""), removed.get(term, ()), added.get(term, _NOTHING))
            if data:
                rows.append((term, block, data))
            elif term in old:
                emptied.append((term, block))
        write_rows(connection, "INSERT OR REPLACE INTO search_posting (term, block, data) VALUES {rows}", rows)
        if emptied:
            connection.exec_driver_sql("DELETE FROM search_posting WHERE term = ? AND block = ?", emptied)


_NOTHING: array[int] = array("I")


def _append(connection: Connection, block: int, added: Postings) -> None:
    """Put postings behind those of their terms."""
    write_rows(
        connection,
        "INSERT INTO search_posting (term, block, data) VALUES {rows}"
        # joined blobs count as text
        " ON CONFLICT (term, block) DO UPDATE SET data = CAST(data || excluded.data AS BLOB)",
        [(term, block, added[term].tobytes()) for term in sorted(added)],
    )


def write_rows(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement with many rows for its ``{rows}`` at once.

    A cursor that writes rows one by one lets go of Python's lock at each, and gets it back late where another thread
    computes: beside a busy window that costs ten times the work itself.
    """
    start = 0
    while start < len(rows):
        size = next(size for size in _ROWS_A_STATEMENT if size <= len(rows) - start)
        part = rows[start : start + size]
        marks = f"({', '.join('?' * len(part[0]))})"
        values = tuple(chain.from_iterable(part))
        connection.exec_driver_sql(sql.format(rows=", ".join([marks] * size)), values)
        start += size


def _merged(before: bytes, gone: Iterable[int], added: array[int]) -> bytes:
    """Return postings without some rows and with others, sorted by row."""
    kept = array("I", before)
    for row in gone:
        place = bisect_left(kept, row << 8)
        if place < len(kept) and kept[place] >> 8 == row:
            del kept[place]
    if len(added) > 1:
        added = array("I", sorted(added))
    if not kept or not added or kept[-1] < added[0]:
        kept.extend(added)
    elif len(added) <= _FEW:
        for posting in added:
            insort(kept, posting)
    else:
        kept = array("I", sorted(kept + added))
    return kept.tobytes()


def _read_block(connection: Connection, block: int, terms: list[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for batch in _batches(terms):
        marks = ",".join("?" * len(batch))
        found.update(
            (term, data)
            for term, data in connection.exec_driver_sql(
                f"SELECT term, data FROM search_posting WHERE term IN ({marks}) AND block = ?", (*batch, block)
            )
        )
    return found


def read(connection: Connection, terms: Iterable[str]) -> dict[str, bytes]:
    """Return the postings of each term over all blocks; a term nobody has is absent."""
    found: dict[str, list[bytes]] = {}
    for batch in _batches(terms):
        marks = ",".join("?" * len(batch))
        sql = f"SELECT term, data FROM search_posting WHERE term IN ({marks}) ORDER BY term, block"
        for term, data in connection.exec_driver_sql(sql, tuple(batch)).all():
            found.setdefault(term, []).append(data)
    return {term: chunks[0] if len(chunks) == 1 else b"".join(chunks) for term, chunks in found.items()}


def counts(connection: Connection, terms: Iterable[str]) -> dict[str, int]:
    """Return how many rows have each term, without reading which; a term nobody has is absent."""
    found: dict[str, int] = {}
    for batch in _batches(terms):
        marks = ",".join("?" * len(batch))
        sql = f"SELECT term, sum(length(data)) / 4 FROM search_posting WHERE term IN ({marks}) GROUP BY term"
        found.update((term, count) for term, count in connection.exec_driver_sql(sql, tuple(batch)))
    return found


def has_field(connection: Connection, field: str) -> bool:
    """Return whether any article has something in this field."""
    sql = "SELECT 1 FROM search_posting WHERE term >= ? AND term < ? LIMIT 1"
    return connection.exec_driver_sql(sql, (field, chr(ord(field) + 1))).first() is not None


def beginning(connection: Connection, prefix: str, limit: int) -> list[str]:
    """Return the *limit* commonest terms that begin with *prefix* (of the first thousands, if there are more)."""
    found = connection.exec_driver_sql(
        "SELECT term FROM (SELECT term, length(data) AS size FROM search_posting"
        f" WHERE term >= ? AND term < ? LIMIT {_MOST_BEGINNINGS})"
        " GROUP BY term ORDER BY sum(size) DESC, term LIMIT ?",
        (prefix, prefix + "\U0010ffff", limit),
    )
    return [term for (term,) in found]
