"""Score every index row against a plan, in a few vector operations over the postings."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from app.search import postings, terms
from app.search.cache import Posted, PostingCache
from app.search.plan import SOUND_BESIDE_WORDS, Plan, Probe
from app.search.text import emphasis

_SATURATION = 1.2  # BM25's k1
# in a large base a long query leaves out the body terms that one article in twelve has: costly, and they decide nothing
_LONG_QUERY, _LARGE_BASE, _COMMON = 6, 5_000, 1 / 12
_PHRASE_FIELDS = frozenset((terms.PHRASE, terms.PAIR_SOUND, terms.ONE_SOUND, terms.INITIALS))

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]


class Ranking(NamedTuple):
    """Scores by index row: of the phrase itself, and of the article's other texts (on its first row)."""

    phrase: Scores
    text: Scores
    top: Rows  # the rows with the best sum, best first
    rarity: dict[str, float]  # of each looked-up term; a term nobody has is as rare as can be
    ideal: float  # about what a title equal to the query would score


class Extent(NamedTuple):
    """How large the index is: blocks, row numbers given out, live articles and phrases; and as of which change."""

    blocks: int
    rows: int
    articles: int
    phrases: int
    generation: int


def _weights() -> NDArray[np.float32]:
    frequency = np.arange(256, dtype=np.float32) / postings.IMPACT_STEPS
    return (frequency * (_SATURATION + 1.0) / (frequency + _SATURATION)).astype(np.float32)


def _rarity(rows_with_it: int, rows: int) -> float:
    return math.log(1.0 + (rows - rows_with_it + 0.5) / (rows_with_it + 0.5))


class _Scorer:
    def __init__(self, found: dict[str, Posted], extent: Extent) -> None:
        self._found = found
        self._size = extent.rows
        self._articles = extent.articles
        self._phrases = extent.phrases
        self._weights = _weights()
        self._mask = np.zeros(extent.rows, dtype=bool)

    def has(self, term: str) -> bool:
        return term in self._found

    def rarity(self, term: str) -> float:
        known = self._found.get(term)
        count = 0 if known is None else len(known)
        return _rarity(count, max(count, self._phrases if term[0] in _PHRASE_FIELDS else self._articles))

    def is_common(self, probe: Probe) -> bool:
        """Return whether a probe of bodies finds so many articles of a large base that it tells nothing."""
        count = max((len(self._found[term]) for term in probe.terms if term in self._found), default=0)
        return self._articles > _LARGE_BASE and count > _COMMON * self._articles

    def probe(self, probe: Probe, weight: float) -> tuple[Rows, NDArray[np.float32]] | None:
        """Return the rows that a probe finds and what it gives each; None if nothing."""
        lists = [self._found[term] for term in probe.terms if term in self._found]
        if not lists:
            return None
        if len(lists) == 1:
            rows: Rows = (lists[0] >> 8).astype(np.int64)
            impacts: NDArray[np.uint32] = lists[0] & np.uint32(255)
        else:
            strongest = np.zeros(self._size, dtype=np.uint32)
            for one in lists:
                place = one >> 8
                strongest[place] = np.maximum(strongest[place], one & 255)
            rows = np.flatnonzero(strongest).astype(np.int64)
            impacts = strongest[rows]
        total = self._phrases if probe.terms[0][0] in _PHRASE_FIELDS else self._articles
        gains = self._weights[impacts] * np.float32(weight * _rarity(len(rows), max(total, len(rows))))
        for term in probe.beside:
            other = self._found.get(term)
            if other is not None:
                place = other >> 8
                self._mask[place] = True
                gains = np.where(self._mask[rows], gains * np.float32(probe.share), gains)
                self._mask[place] = False
        return rows, gains


def _sum(found: list[tuple[Rows, NDArray[np.float32]]], size: int) -> Scores:
    if not found:
        return np.zeros(size)
    rows = np.concatenate([rows for rows, _ in found])
    gains = np.concatenate([gains for _, gains in found]).astype(np.float64)
    return np.bincount(rows, gains, minlength=size).astype(np.float64, copy=False)


def rank(
    connection: Connection,
    plan: Plan,
    allowed: NDArray[np.bool_] | None,
    extent: Extent,
    count: int,
    cache: PostingCache,
) -> Ranking:
    """Score the rows of the index and return the best *count*, of those that *allowed* marks if it is given."""
    wanted = {term for probe in plan.probes for term in (*probe.terms, *probe.beside)}
    wanted.update(terms.PHRASE + unit.term for unit in plan.units)
    found = cache.read(connection, extent.generation, extent.blocks, sorted(wanted))
    scorer = _Scorer(found, extent)
    words_known = bool(plan.words) and all(
        scorer.has(terms.PHRASE + word) or scorer.has(terms.BODY + word) for word in plan.words
    )
    in_phrase: list[tuple[Rows, NDArray[np.float32]]] = []
    in_text: list[tuple[Rows, NDArray[np.float32]]] = []
    ideal = 0.0
    for probe in plan.probes:
        in_title = probe.terms[0][0] in _PHRASE_FIELDS
        if not in_title and len(plan.units) > _LONG_QUERY and scorer.is_common(probe):
            continue
        weight = probe.weight * (SOUND_BESIDE_WORDS if probe.sounds and words_known else 1.0)
        if in_title and not probe.beside:
            ideal += weight * scorer.rarity(probe.terms[0]) * emphasis(probe.terms[0][1:])
        gains = scorer.probe(probe, weight)
        if gains is not None:
            (in_phrase if in_title else in_text).append(gains)
    phrase, text = _sum(in_phrase, extent.rows), _sum(in_text, extent.rows)
    total = phrase + text
    if allowed is not None:
        total[~allowed] = 0.0
    hits = np.flatnonzero(total > 0.0)
    if len(hits) > count:
        hits = hits[np.argpartition(-total[hits], count)[:count]]
    # equal scores keep the order of the rows, so that the same question always gets the same answer
    top = hits[np.lexsort((hits, -total[hits]))]
    return Ranking(phrase, text, top, {term: scorer.rarity(term) for term in wanted}, ideal)
