"""The inverted index as SQLite rows: one row a term and block, holding the postings of up to 16,384 index rows.

An index *row* is one phrase (a title or a similar question); an article owns a range of neighbouring rows and its other
texts are posted on the first one. A posting is 32 bits, little endian: the row in the upper 24, the impact in the lower
8. The impact is the term's frequency normalised by the length of its text, in steps of 1/24, so that a query needs the
postings only: no lengths, no statistics, nothing that would have to be loaded or kept up to date in memory.

Own postings, not FTS5: measured on 100,000 articles, FTS5 needs 11-20 ms of CPU for a keystroke even when frequent
terms are dropped, its bm25() cannot let the best of several questions win, and SQLite 3.40 has no contentless table
from which a row can be deleted. These postings score every matching row, and an update takes out exactly what the
article had put in.
"""

import math
from array import array
from collections.abc import Iterable, Mapping
from itertools import islice

from sqlalchemy import Connection

BLOCK_BITS = 14
IMPACT_STEPS = 24
MAX_ROWS = 1 << 24
_IN_LIMIT = 400
_MOST_BEGINNINGS = 4_000

Postings = dict[str, "array[int]"]


def impacts(field: str, counts: Mapping[str, int], length: int, usual: float, slope: float) -> dict[str, int]:
    """Return the 8-bit impacts of the terms of one text, the terms with their field letter.

    *length* is the text's, in characters and words; at the *usual* length nothing is corrected; *slope* (0..1) is
    BM25's b.
    """
    # lengths go by steps of a fifth: a word more in a body must not change the impact of all its other terms
    rough = 1.2 ** round(math.log(max(1, length), 1.2))
    step = IMPACT_STEPS / (1.0 - slope + slope * rough / usual)
    once = min(255, max(1, round(step)))
    return {
        field + term: once if count == 1 else min(255, max(1, round(count * step))) for term, count in counts.items()
    }


def _batches(terms: Iterable[str]) -> Iterable[list[str]]:
    remaining = iter(terms)
    while batch := list(islice(remaining, _IN_LIMIT)):
        yield batch


class Changes:
    """Postings to add and rows to take out, collected by block and written together.

    Rows to take out are named with the terms they had, so that only those blobs are touched.
    """

    def __init__(self) -> None:
        self._added: dict[int, Postings] = {}
        self._removed: dict[int, dict[str, set[int]]] = {}

    def add(self, row: int, terms: Mapping[str, int]) -> None:
        """Post *row* under each term with its impact."""
        block = self._added.setdefault(row >> BLOCK_BITS, {})
        head = row << 8
        for term, weight in terms.items():
            postings = block.get(term)
            if postings is None:
                block[term] = array("I", (head | weight,))
            else:
                postings.append(head | weight)

    def remove(self, row: int, terms: Iterable[str]) -> None:
        """Take *row* out of each term."""
        block = self._removed.setdefault(row >> BLOCK_BITS, {})
        for term in terms:
            block.setdefault(term, set()).add(row)

    def write(self, connection: Connection) -> None:
        """Write everything collected and forget it."""
        for block in sorted(self._added.keys() | self._removed.keys()):
            self._write_block(connection, block, self._added.get(block, {}), self._removed.get(block, {}))
        self._added.clear()
        self._removed.clear()

    @staticmethod
    def _write_block(connection: Connection, block: int, added: Postings, removed: dict[str, set[int]]) -> None:
        # in term order, so that the pages of the table are filled one after the other
        terms = sorted(added.keys() | removed.keys())
        used = connection.exec_driver_sql("SELECT 1 FROM search_posting WHERE block = ? LIMIT 1", (block,)).first()
        old = _read_block(connection, block, terms) if used else {}
        rows: list[tuple[int, str, bytes]] = []
        emptied: list[tuple[int, str]] = []
        for term in terms:
            before = old.get(term, b"")
            if before and term in removed:
                gone = removed[term]
                kept = array("I", before)
                before = array("I", [posting for posting in kept if posting >> 8 not in gone]).tobytes()
            data = before + added[term].tobytes() if term in added else before
            if data:
                rows.append((block, term, data))
            elif term in old:
                emptied.append((block, term))
        if rows:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO search_posting (block, term, data) VALUES (?, ?, ?)", rows
            )
        if emptied:
            connection.exec_driver_sql("DELETE FROM search_posting WHERE block = ? AND term = ?", emptied)


def _read_block(connection: Connection, block: int, terms: list[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for batch in _batches(terms):
        marks = ",".join("?" * len(batch))
        found.update(
            (term, data)
            for term, data in connection.exec_driver_sql(
                f"SELECT term, data FROM search_posting WHERE block = ? AND term IN ({marks})", (block, *batch)
            )
        )
    return found


def blocks_of(rows: int) -> int:
    """Return how many blocks hold the rows 0..*rows*-1."""
    return (rows + (1 << BLOCK_BITS) - 1) >> BLOCK_BITS


def read(connection: Connection, blocks: int, terms: Iterable[str]) -> dict[str, bytes]:
    """Return the postings of each term over all blocks 0..*blocks*-1; a term nobody has is absent."""
    found: dict[str, list[bytes]] = {}
    numbers = ",".join(map(str, range(blocks)))
    for batch in _batches(terms):
        marks = ",".join("?" * len(batch))
        sql = f"SELECT term, data FROM search_posting WHERE block IN ({numbers}) AND term IN ({marks})"
        for term, data in connection.exec_driver_sql(sql, tuple(batch)).all():
            found.setdefault(term, []).append(data)
    return {term: b"".join(chunks) for term, chunks in found.items()}


def has_field(connection: Connection, blocks: int, field: str) -> bool:
    """Return whether any article has something in this field."""
    numbers = ",".join(map(str, range(blocks)))
    sql = f"SELECT 1 FROM search_posting WHERE block IN ({numbers}) AND term >= ? AND term < ? LIMIT 1"
    return connection.exec_driver_sql(sql, (field, chr(ord(field) + 1))).first() is not None


def beginning(connection: Connection, blocks: int, prefix: str, limit: int) -> list[str]:
    """Return the *limit* commonest terms that begin with *prefix* (of the first thousands, if there are more)."""
    numbers = ",".join(map(str, range(blocks)))
    return list(
        connection.exec_driver_sql(
            "SELECT term FROM (SELECT term, length(data) AS size FROM search_posting"
            f" WHERE block IN ({numbers}) AND term >= ? AND term < ? LIMIT {_MOST_BEGINNINGS})"
            " GROUP BY term ORDER BY sum(size) DESC, term LIMIT ?",
            (prefix, prefix + "\U0010ffff", limit),
        )
        .scalars()
        .all()
    )
