"""Order what was found by words and by meaning: a logistic regression over what query and phrase have in common.

The weights were fitted by tests/benchmarks/train_retrieval.py (a conditional logit: the right row among those found)
on a third of the development questions of labelled bases, Chinese and English, as asked and with typing errors, as
pinyin, as initials and half typed. Of two rows of an article the better one counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from app.search import sound, terms
from app.search.plan import Plan, units_of
from app.search.text import fold, runs

if TYPE_CHECKING:
    from app.search.cache import Reader
    from app.search.rank import Ranking

Matrix = NDArray[np.float64]

FEATURES = (
    "words", "words_best", "phrase_best", "close", "close_best", "close_3", "body", "body_close", "body_words",
    "alike", "query_said", "phrase_said", "begins", "heard", "heard_beginning", "heard_words",
)  # fmt: skip
# 2026-11-23, train_retrieval.py order --questions 400, on LCQMC, BQ, CMRC 2018 and StackFAQ
WEIGHTS = (3.55, 3.55, 1.56, 2.43, 4.22, 1.42, 1.64, 0.41, 4.0, 1.82, -5.46, -0.86, 1.38, 1.7, 2.35, 1.96)  # fmt: skip
_LONE_BEST = 0.3
_ALL_SYLLABLES, _ALL_INITIALS = 0.1, 0.8  # at most, at least this share of the letters are no part of a whole syllable


class Row(NamedTuple):
    """What is known of one row that was found: its phrase, its scores by words, how close its meaning is."""

    phrase: str
    in_phrase: float
    in_text: float
    close: float
    has_body: bool


class _Said(NamedTuple):
    """A text taken apart: its pieces, the syllables and words it is read as, as one string, and their initials."""

    units: frozenset[str]
    spoken: tuple[str, ...]
    letters: str
    initials: str


def _said(text: str) -> _Said:
    spoken: list[str] = []
    folded = fold(text)
    for run in runs(folded):
        if run.han:
            spoken.extend(syllable or char for syllable, char in zip(sound.read(run.text), run.text, strict=True))
        else:
            spoken.append(run.text)
    initials = "".join(syllable[0] for syllable in spoken)
    return _Said(frozenset(unit.term for unit in units_of(folded)), tuple(spoken), "".join(spoken), initials)


# the next message finds mostly the same phrases
_said_by_phrase = lru_cache(maxsize=2_000)(_said)


def only_sounds(reader: Reader, plan: Plan) -> bool:
    """Return whether Latin letters were typed that are no words: pinyin or initials, which no model reads."""
    letters = sound.letters_of(plan.folded)
    if not letters or not plan.folded.isascii() or not plan.syllables:
        return False
    fields = (terms.PHRASE, terms.BODY)
    known = reader.counts([field + word for word in plan.words for field in fields])
    if all(any(known[field + word] for field in fields) for word in plan.words):
        return False
    pieces = sound.cut(letters)  # nothing for letters that no Chinese word begins with
    loose = 1.0 - sum(len(piece) for piece in pieces if sound.is_syllable(piece)) / len(letters)
    return bool(pieces) and (loose < _ALL_SYLLABLES or loose > _ALL_INITIALS)


def features(plan: Plan, ranking: Ranking, rows: Sequence[Row], *, sounds: bool) -> Matrix:
    """Return a line for each row and a column for each of :data:`FEATURES`. *sounds*: see :func:`only_sounds`."""
    given = np.array([(row.in_phrase, row.in_text, row.close, row.has_body) for row in rows], dtype=np.float64)
    in_phrase, in_text, close, body = given.T
    means = 0.0 if sounds else 1.0
    close = np.clip(close, 0.0, 1.0) * means
    whole = in_phrase + in_text
    # among few articles the best may share a stray letter with the query: that alone must not look like a find
    least = max(_LONE_BEST * ranking.ideal, 1e-6)
    best = max(float(whole.max()), least)
    shared = np.array(_shared(plan, ranking, rows, sounds=sounds), dtype=np.float64)
    columns = (
        np.minimum(whole / max(ranking.ideal, 1e-6), 2.0),
        whole / best,
        in_phrase / max(float(in_phrase.max()), least),
        close,
        (close - close.max()) * means,
        close**3,
        body,
        body * close,
        body * in_text / best,
        *shared.T,
        whole / best * (1.0 - means),
    )
    return np.stack(columns, axis=1)


def scores(values: Matrix) -> NDArray[np.float64]:
    """Return the score of each row: the logarithm of how much likelier it is right than others."""
    found: NDArray[np.float64] = values @ np.array(WEIGHTS)
    return found


def _shared(plan: Plan, ranking: Ranking, rows: Sequence[Row], *, sounds: bool) -> list[tuple[float, ...]]:
    """Return what the texts themselves share: pieces weighed by rarity, the beginning, the sound."""
    asked = _said(plan.folded)
    unknown = 0.8 * ranking.rarest

    def worth(pieces: frozenset[str]) -> float:
        return sum(ranking.rarity.get(terms.PHRASE + piece, unknown) for piece in pieces)

    total = worth(asked.units) or 1.0
    alike = Indel.normalized_similarity
    found: list[tuple[float, ...]] = []
    for row in rows:
        said = _said_by_phrase(row.phrase)
        if sounds:
            size = len(asked.letters)
            whole = max(alike(asked.letters, said.letters), alike(asked.letters, said.initials))
            start = max(alike(asked.letters, said.letters[:size]), alike(asked.letters, said.initials[:size]))
            found.append((0.0, 0.0, 0.0, 0.0, whole, start))
            continue
        both, other = worth(asked.units & said.units), worth(said.units)
        start = alike(asked.spoken, said.spoken[: len(asked.spoken)])
        found.append((both / (total + other - both or 1.0), both / total, both / (other or 1.0), start, 0.0, 0.0))
    return found
