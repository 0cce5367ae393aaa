"""Pinyin: read Chinese text aloud, and cut typed Latin letters back into syllables.

Tones are dropped and ü is written v. A reading is a list of syllables; its terms are the syllable pairs (precise), the
single syllables (for one-word queries) and runs of two and three initials (``kfp`` for 开发票).
"""

import functools
import re
from itertools import pairwise

from app.search import tables
from app.search.text import fold

_ENTRY = re.compile(r"([a-z]+)([^a-z]+)")
_VOWEL = re.compile("[aeiouv]")
_LETTERS = re.compile(r"[a-z]+")
_HALF_TYPED = (
    2.6  # cost of an initial that stands for a whole syllable; a full syllable costs 1, so it wins when it fits
)
_INITIALS = frozenset("bpmfdtnlgkhjqxzcsryw") | {"zh", "ch", "sh"}


class _Readings:
    """The two tables of readings, unpacked once (under 10 ms)."""

    def __init__(self) -> None:
        self.of_char: dict[str, str] = {}
        for syllable, chars in _ENTRY.findall(tables.READINGS):
            for char in chars:
                self.of_char[char] = syllable
        self.of_phrase: dict[str, list[str]] = {}
        for entry in tables.PHRASES.split():
            word, _, reading = entry.partition("=")
            self.of_phrase[word] = reading.split("_")
        self.phrase_heads = {word[:2] for word in self.of_phrase}
        # the interjections m, n, ng, hm have no vowel and would swallow initials
        self.syllables = frozenset(word for word in self.of_char.values() if _VOWEL.search(word))
        self.prefixes = frozenset(syllable[:size] for syllable in self.syllables for size in range(1, len(syllable)))


@functools.cache
def _readings() -> _Readings:
    return _Readings()


def read(han: str) -> list[str]:
    """Return the syllable of each character of a folded Han run; a character without a reading gives ''."""
    table = _readings()
    spoken: list[str] = []
    position = 0
    while position < len(han):
        if han[position : position + 2] in table.phrase_heads:
            for size in (3, 2):
                reading = table.of_phrase.get(han[position : position + size])
                if reading:
                    break
            if reading:
                spoken.extend(reading)
                position += len(reading)
                continue
        spoken.append(table.of_char.get(han[position], ""))
        position += 1
    return spoken


@functools.lru_cache(maxsize=2_000)
def cut(letters: str) -> tuple[str, ...]:
    """Cut lower-case letters into full syllables, initials and, at the end, a half-typed syllable; () if impossible.

    ``dancewusheng`` gives dan ce wu sheng, ``shouj`` gives shou j, ``dcws`` gives d c w s. The cheapest cut wins: few
    pieces, full syllables before initials.
    """
    table = _readings()
    size = len(letters)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * size
    for end in range(1, size + 1):
        for start in range(max(0, end - 6), end):
            piece = letters[start:end]
            if piece in table.syllables:
                # one-vowel syllables (a, e, o) are rare in words; they must not eat the vowel of a neighbour
                price = 1.0 if len(piece) > 1 else 1.6
            elif piece in _INITIALS:
                price = _HALF_TYPED
            elif end == size and piece in table.prefixes:
                price = 1.5
            else:
                continue
            total = best[start][0] + price
            if total < best[end][0]:
                best[end] = (total, start)
    if best[size][0] == float("inf"):
        return ()
    pieces: list[str] = []
    end = size
    while end:
        start = best[end][1]
        pieces.append(letters[start:end])
        end = start
    return tuple(reversed(pieces))


def is_syllable(piece: str) -> bool:
    """Return whether *piece* is a whole syllable; a lone a, e or o counts as an initial."""
    return len(piece) > 1 and piece in _readings().syllables


def pair_terms(spoken: list[str]) -> list[str]:
    """Return the neighbouring syllable pairs, ``dan ce`` and so on."""
    return [f"{first} {second}" for first, second in pairwise(spoken) if first and second]


def initial_terms(spoken: list[str]) -> list[str]:
    """Return the runs of two and three initials; longer ones were measured to rank worse."""
    letters = "".join(syllable[:1] for syllable in spoken)
    return [letters[start : start + size] for size in (2, 3) for start in range(len(letters) - size + 1)]


def letters_of(text: str) -> str:
    """Return the letters a-z of a folded word, for :func:`cut` (``shou'ji`` gives shouji)."""
    return "".join(_LETTERS.findall(text))


def spelled(name: str) -> str:
    """Return a name folded, then as pinyin, then as its initials, separated by spaces."""
    folded = fold(name)
    syllables = [part or letter for letter, part in zip(folded, read(folded), strict=True)]
    joined = "".join(syllables).replace(" ", "")
    words = folded.split()
    initials = "".join(part[:1] for part in (words if len(words) > 1 else syllables))
    return f"{folded} {joined} {initials}"
