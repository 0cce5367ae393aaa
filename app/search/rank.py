"""Score every index row against a plan, in a few vector operations over the postings."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.search import terms
from app.search.bm25 import PHRASE_FIELDS, Posted, Rows
from app.search.cache import Extent, Reader
from app.search.plan import SOUND_BESIDE_WORDS, Plan, Probe
from app.search.text import emphasis

# in a large base a long query leaves out the body terms that one article in twelve has: costly, and they decide nothing
_LONG_QUERY, _LARGE_BASE, _COMMON = 6, 5_000, 1 / 12
_BUDGET = 400_000  # postings that a query reads; the rarest terms go first, so what is left out decides least
_BEGINNINGS = 60_000  # postings of all the words that a half-typed one may become
_NOISE = 0.05  # rows below this share of the best share a stray letter with the query

Scores = NDArray[np.float32]


class Ranking(NamedTuple):
    """Scores by index row: of the phrase itself, and of the article's other texts (on its first row)."""

    phrase: Scores
    text: Scores
    top: Rows  # the rows with the best sum, best first
    rarity: dict[str, float]  # of each looked-up term; a term nobody has is as rare as can be
    rarest: float  # the rarity of a term that nobody has
    ideal: float  # about what a title equal to the query would score


def _rarity(rows_with_it: int, rows: int) -> float:
    return math.log(1.0 + (rows - rows_with_it + 0.5) / (rows_with_it + 0.5))


class _Scorer:
    def __init__(self, counts: dict[str, int], extent: Extent) -> None:
        self._counts = counts
        self._extent = extent
        self._mask = np.zeros(extent.rows, dtype=bool)

    def has(self, term: str) -> bool:
        return self._counts[term] > 0

    def _total(self, term: str) -> int:
        return self._extent.phrases if term[0] in PHRASE_FIELDS else self._extent.articles

    def rarity(self, term: str) -> float:
        count = self._counts[term]
        return _rarity(count, max(count, self._total(term)))

    def cost(self, probe: Probe) -> int:
        """Return how many postings a probe reads, 0 for one that finds nothing."""
        found = sum(self._counts[term] for term in probe.terms)
        return found + sum(self._counts[term] for term in probe.beside) if found else 0

    def worth(self, probe: Probe) -> float:
        """Return about what a probe can give a row."""
        return probe.weight * min(self.rarity(term) for term in probe.terms)

    def is_common(self, probe: Probe) -> bool:
        """Return whether a probe of bodies finds so many articles of a large base that it tells nothing."""
        count = max(self._counts[term] for term in probe.terms)
        return self._extent.articles > _LARGE_BASE and count > _COMMON * self._extent.articles

    def gains(self, probe: Probe, weight: float, posted: dict[str, Posted]) -> Posted:
        """Return the rows that a probe finds and what it gives each."""
        lists = [posted[term] for term in probe.terms if term in posted]
        if len(lists) == 1:
            rows, gains = lists[0]
        else:
            strongest = np.zeros(self._extent.rows, dtype=np.float32)
            for one in lists:
                strongest[one.rows] = np.maximum(strongest[one.rows], one.gains)
            rows = np.flatnonzero(strongest)
            gains = strongest[rows]
        gains = gains * np.float32(weight * _rarity(len(rows), max(self._total(probe.terms[0]), len(rows))))
        for term in probe.beside:
            other = posted.get(term)
            if other is not None:
                self._mask[other.rows] = True
                gains[self._mask[rows]] *= np.float32(probe.share)
                self._mask[other.rows] = False
        return Posted(rows, gains)

    def _shortened(self, probe: Probe) -> Probe:
        """Return a probe with the commonest of its terms: one letter begins words that stand in half of a base."""
        if len(probe.terms) == 1 or self.cost(probe) <= _BEGINNINGS:
            return probe
        kept: list[str] = []
        left = _BEGINNINGS
        for term in sorted(probe.terms, key=self._counts.__getitem__, reverse=True):
            left -= self._counts[term]
            if left < 0 and kept:
                break
            kept.append(term)
        return probe._replace(terms=tuple(kept))

    def affordable(self, plan: Plan) -> list[Probe]:
        """Return the probes that find something and are worth their reading, in the order of the plan."""
        found = [
            self._shortened(probe)
            for probe in plan.probes
            if self.cost(probe)
            and (probe.terms[0][0] in PHRASE_FIELDS or len(plan.units) <= _LONG_QUERY or not self.is_common(probe))
        ]
        if sum(map(self.cost, found)) <= _BUDGET:
            return found
        kept: set[Probe] = set()
        left = _BUDGET
        for probe in sorted(found, key=self.worth, reverse=True):
            left -= self.cost(probe)
            if left < 0 and kept:
                break
            kept.add(probe)
        return [probe for probe in found if probe in kept]


def rank(reader: Reader, plan: Plan, allowed: NDArray[np.bool_] | None, count: int) -> Ranking:
    """Score the rows of the index and return the best *count*, of those that *allowed* marks if it is given."""
    wanted = {term for probe in plan.probes for term in (*probe.terms, *probe.beside)}
    wanted.update(terms.PHRASE + unit.term for unit in plan.units)
    wanted.update(field + word for field in (terms.PHRASE, terms.BODY) for word in plan.words)
    scorer = _Scorer(reader.counts(sorted(wanted)), reader.extent)
    words_known = all(scorer.has(terms.PHRASE + word) or scorer.has(terms.BODY + word) for word in plan.words)
    sounding = SOUND_BESIDE_WORDS if plan.words and words_known else 1.0
    probes = scorer.affordable(plan)
    posted = reader.posted(sorted({term for probe in probes for term in (*probe.terms, *probe.beside)}))
    phrase: Scores = np.zeros(reader.extent.rows, dtype=np.float32)
    text: Scores = np.zeros(reader.extent.rows, dtype=np.float32)
    for probe in probes:
        weight = probe.weight * (sounding if probe.sounds else 1.0)
        rows, gains = scorer.gains(probe, weight, posted)
        np.add.at(phrase if probe.terms[0][0] in PHRASE_FIELDS else text, rows, gains)
    ideal = sum(
        probe.weight
        * (sounding if probe.sounds else 1.0)
        * scorer.rarity(probe.terms[0])
        * emphasis(probe.terms[0][1:].lstrip(terms.START))
        for probe in plan.probes
        if probe.terms[0][0] in PHRASE_FIELDS and not probe.beside
    )
    return Ranking(
        phrase,
        text,
        _top(phrase + text, allowed, count),
        {term: scorer.rarity(term) for term in wanted},
        _rarity(0, reader.extent.phrases),
        ideal,
    )


def _top(total: Scores, allowed: NDArray[np.bool_] | None, count: int) -> Rows:
    """Return the rows with the best scores, best first."""
    if allowed is not None:
        total[~allowed] = 0.0
    hits = np.flatnonzero(total > _NOISE * total.max())
    if len(hits) > count:
        hits = hits[np.argpartition(-total[hits], count)[:count]]
    # equal scores keep the order of the rows, so that the same question always gets the same answer
    return hits[np.lexsort((hits, -total[hits]))]
