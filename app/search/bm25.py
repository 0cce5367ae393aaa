"""Turn stored postings into what each is worth: BM25's share, before the rarity of the term."""

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.search import terms

Rows = NDArray[np.int64]
Gains = NDArray[np.float32]
Lengths = NDArray[np.uint8]

NO_ROWS: Rows = np.zeros(0, dtype=np.int64)
NO_GAINS: Gains = np.zeros(0, dtype=np.float32)
_SATURATION = 1.0  # k1
_STEPS = 64  # lengths up to 1.2 ** 63, a hundred thousand characters
PHRASE_FIELDS = frozenset((terms.PHRASE, terms.PAIR_SOUND, terms.ONE_SOUND, terms.INITIALS))


class Posted(NamedTuple):
    """The rows that have a term, ascending, and what each gains by it (0..2)."""

    rows: Rows
    gains: Gains


class _Shape(NamedTuple):
    """How the texts of a field are weighed: at the *usual* length nothing is corrected; *slope* (0..1) is BM25's b."""

    usual: float
    slope: float


_BODY = _Shape(150.0, 0.75)
_PHRASE = _Shape(12.0, 0.4)
_SOUND = _Shape(12.0, 0.75)


def _shape(field: str) -> _Shape:
    if field == terms.PHRASE:
        return _PHRASE
    return _SOUND if field in PHRASE_FIELDS else _BODY


def length_field(field: str) -> str:
    """Return the field whose lengths hold for a field: what is heard is as long as the phrase that is read."""
    return terms.PHRASE if field in PHRASE_FIELDS else field


@functools.cache
def _worth(shape: _Shape) -> Gains:
    """Return the share by count and length step, as one flat table."""
    lengths = terms.LENGTH_STEP ** np.arange(_STEPS)
    counts = np.arange(256)[:, None] / (1.0 - shape.slope + shape.slope * lengths / shape.usual)
    return (counts * (_SATURATION + 1.0) / (counts + _SATURATION)).astype(np.float32).ravel()


def lengths(data: bytes, size: int) -> Lengths:
    """Return the length step of each of *size* rows from the postings of a length; rows without one get 0."""
    found = np.frombuffer(data, dtype="<u4")
    steps = np.zeros(size, dtype=np.uint8)
    steps[found >> 8] = np.minimum(found & 255, _STEPS - 1)
    return steps


def decode(field: str, data: bytes, steps: Lengths) -> Posted:
    """Return the postings of a term of *field*."""
    found = np.frombuffer(data, dtype="<u4")
    rows = (found >> 8).astype(np.int64)
    return Posted(rows, _worth(_shape(field))[(found & 255) * np.uint32(_STEPS) + steps[rows]])
