"""Name what a customer wants: intents learned from a few phrasings each, in seconds, without a GPU.

Two classifiers that err differently are averaged: logistic regression over the sentence vectors, which knows other
words for the same, and a least-squares support vector machine over the pieces of the text, which knows the words that
make the difference. Both are numpy alone: scikit-learn and scipy would add 130 MB to a server for these two pages.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.search.encoder import SCALE, Encoder
from app.search.text import fold, runs, stem

Matrix = NDArray[np.float32]

BUCKETS = 4_096
"""Columns that the pieces of texts are folded into."""
_RIDGE = 1.0
_SHARP = 9.0  # makes the machine's margins, about -1..1, as sure as the regression is
_STEPS = 250
_DECAY = 2e-6


class Guess(NamedTuple):
    """An intent and its chance (0..1). A low one means that none of the known intents fits."""

    intent: str
    chance: float


def pieces(text: str) -> Counter[str]:
    """Return the pieces of a text: characters and their pairs and triples; words, their pairs and word pieces."""
    found: Counter[str] = Counter()
    before = ""
    for run in runs(fold(text)):
        if run.han:
            found.update(run.text[at : at + size] for size in (1, 2, 3) for at in range(len(run.text) - size + 1))
            before = ""
            continue
        word = stem(run.text)
        found[f"w{word}"] += 1
        if before:
            found[f"w{before} {word}"] += 1
        before = word
        marked = f" {run.text} "
        found.update(marked[at : at + size] for size in (3, 4) for at in range(len(marked) - size + 1))
    return found


def _softmax(scores: Matrix) -> Matrix:
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    made: Matrix = (odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)
    return made


class Intents:
    """Trained classifiers; :func:`train` makes them. Any thread may ask."""

    def __init__(self, names: tuple[str, ...], rarity: dict[str, float], machine: Matrix, regression: Matrix) -> None:
        self.names = names
        self._rarity, self._machine, self._regression = rarity, machine, regression

    def guess(self, encoder: Encoder, texts: Sequence[str]) -> list[Guess]:
        """Return the likeliest intent of each text."""
        chances = self.chances(encoder, texts)
        best = chances.argmax(axis=1)
        return [Guess(self.names[at], float(row[at])) for at, row in zip(best, chances, strict=True)]

    def chances(self, encoder: Encoder, texts: Sequence[str]) -> Matrix:
        """Return a line for each text, a column for each of :attr:`names`."""
        by_pieces = _softmax(_SHARP * (_columns(texts, self._rarity) @ self._machine))
        by_meaning = _softmax(_with_one(_vectors(encoder, texts)) @ self._regression)
        made: Matrix = ((by_pieces + by_meaning) / 2).astype(np.float32)
        return made


def train(encoder: Encoder, examples: Iterable[tuple[str, str]]) -> Intents:
    """Learn from pairs of a phrasing and its intent. Raises ValueError when there are not at least two intents."""
    listed = list(examples)
    names = tuple(sorted({intent for _, intent in listed}))
    if len(names) < 2:
        raise ValueError("two intents at least")
    texts = [text for text, _ in listed]
    place = {name: at for at, name in enumerate(names)}
    truth = np.zeros((len(listed), len(names)), dtype=np.float32)
    truth[np.arange(len(listed)), [place[intent] for _, intent in listed]] = 1.0
    counted = Counter(piece for text in texts for piece in pieces(text))
    rarity = {piece: math.log((1 + len(texts)) / (1 + count)) + 1 for piece, count in counted.items()}
    return Intents(
        names,
        rarity,
        _least_squares(_columns(texts, rarity), 2 * truth - 1),
        _regression(_with_one(_vectors(encoder, texts)), truth),
    )


def _vectors(encoder: Encoder, texts: Sequence[str]) -> Matrix:
    made: Matrix = encoder.encode(texts).astype(np.float32) / np.float32(SCALE)
    return made


def _with_one(values: Matrix) -> Matrix:
    made: Matrix = np.concatenate([values, np.full((len(values), 1), 0.1, dtype=np.float32)], axis=1)
    return made


def _columns(texts: Sequence[str], rarity: dict[str, float]) -> Matrix:
    """Return the texts' pieces by rarity, folded into the buckets with a sign each, every line of length 1."""
    made = np.zeros((len(texts), BUCKETS), dtype=np.float32)
    for line, text in zip(made, texts, strict=True):
        for piece, count in pieces(text).items():
            if piece in rarity:
                mixed = zlib.crc32(piece.encode())
                line[mixed % BUCKETS] += (1 + math.log(count)) * rarity[piece] * (1 if mixed & 0x10000 else -1)
    made /= np.linalg.norm(made, axis=1, keepdims=True) + np.float32(1e-9)
    return made


def _least_squares(values: Matrix, truth: Matrix) -> Matrix:
    """Return the weights of a ridge regression on -1 and 1, in whichever of its two forms is smaller."""
    if len(values) < values.shape[1]:
        kernel = values @ values.T
        kernel[np.diag_indices_from(kernel)] += _RIDGE
        made: Matrix = values.T @ np.linalg.solve(kernel, truth)
        return made
    square = values.T @ values
    square[np.diag_indices_from(square)] += _RIDGE
    made = np.linalg.solve(square, values.T @ truth)
    return made


def _regression(values: Matrix, truth: Matrix) -> Matrix:
    """Return the weights of a multinomial logistic regression, by Nesterov's accelerated gradient."""
    largest = float(np.linalg.norm(values, 2)) ** 2 / len(values)
    step = np.float32(1.0 / (0.5 * largest + 2 * _DECAY))
    weights = np.zeros((values.shape[1], truth.shape[1]), dtype=np.float32)
    ahead, before = weights, weights
    for turn in range(_STEPS):
        slope = values.T @ (_softmax(values @ ahead) - truth) / len(values) + 2 * _DECAY * ahead
        weights = (ahead - step * slope).astype(np.float32)
        ahead = weights + np.float32(turn / (turn + 3)) * (weights - before)
        before = weights
    return weights
