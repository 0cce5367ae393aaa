"""The terms that a text puts into the index, by field.

A term is a short string whose first character names its field, so that all fields share one table. Titles and similar
questions ("phrases") are indexed by character, by neighbouring pair and by sound; bodies, attachments and labels by
pair only, which keeps the index small, plus the last character of each run, so that every character begins some term.
"""

import math
from collections import Counter
from collections.abc import Sequence
from operator import add

from app.search import sound, text

PHRASE = "p"
BODY = "b"
ATTACHMENT = "a"
LABEL = "l"
PAIR_SOUND = "s"
ONE_SOUND = "y"
INITIALS = "i"
FACET = "f"
LENGTH = "n"  # with the letter of a field: how long a row's text is, see :func:`length_step`


START = "^"  # before the first pair of a phrase: what one begins to type is how a title begins
LENGTH_STEP = 1.2


def length_step(length: int) -> int:
    """Return a length, in characters and words, by steps of a fifth: a word more in a body is no other length."""
    return round(math.log(max(1, length), LENGTH_STEP))


def word_terms(run: text.Run) -> list[str]:
    """Return the terms of a word run: the stem of each part and, for a code, the whole without separators."""
    pieces = text.parts(run)
    terms = [text.stem(piece.text) for piece in pieces]
    if len(pieces) > 1:
        terms.append(text.joined(run))
    return terms


def word_pairs(first: text.Run, second: text.Run) -> list[str]:
    """Return the terms of two neighbouring word runs: the pair of stems, and ``x1pro`` for X1 Pro."""
    left, right = text.parts(first), text.parts(second)
    if not left or not right:
        return []
    # the space in front keeps pairs out of the words that begin like a half-typed one
    pairs = [f" {text.stem(left[-1].text)} {text.stem(right[0].text)}"]
    whole = text.joined(first) + text.joined(second)
    if not whole.isalpha() and not whole.isdigit() and len(whole) <= 16:
        pairs.append(whole)
    return pairs


def start_term(run: text.Run) -> str:
    """Return the term of a phrase that begins with this run of Han characters."""
    return START + run.text[:2]


def phrase_terms(folded: str) -> tuple[Counter[str], int]:
    """Return the terms of a title or question with their counts, and its length in characters and words."""
    terms: Counter[str] = Counter()
    length = 0
    previous: text.Run | None = None
    for run in text.runs(folded):
        if not length and run.han:
            terms[start_term(run)] = 1
        if run.han:
            terms.update(run.text)
            terms.update(map(add, run.text, run.text[1:]))
            length += len(run.text)
            previous = None
            continue
        terms.update(word_terms(run))
        length += 1
        if previous is not None:
            terms.update(word_pairs(previous, run))
        previous = run
    return terms, length


def body_terms(folded: str) -> tuple[Counter[str], int]:
    """Return the terms of a long text with their counts, and its length in characters and words."""
    terms: Counter[str] = Counter()
    length = 0
    previous: text.Run | None = None
    for run in text.runs(folded):
        if run.han:
            terms.update(map(add, run.text, run.text[1:]))
            terms[run.text[-1]] += 1
            length += len(run.text)
            previous = None
            continue
        terms.update(word_terms(run))
        length += 1
        if previous is not None:
            terms.update(pair for pair in word_pairs(previous, run) if pair[0] != " ")
        previous = run
    return terms, length


def spoken(folded: str) -> list[str]:
    """Return the syllables of all Han characters of a folded text, across punctuation and words."""
    return [syllable for run in text.runs(folded) if run.han for syllable in sound.read(run.text)]


def sound_terms(folded: str) -> dict[str, int]:
    """Return the sound terms of a title or question, with their field letters; each counts once."""
    syllables = spoken(folded)
    found = [PAIR_SOUND + term for term in sound.pair_terms(syllables)]
    found += [ONE_SOUND + syllable for syllable in syllables if syllable]
    found += [INITIALS + term for term in sound.initial_terms(syllables)]
    if len(syllables) > 1 and syllables[0] and syllables[1]:
        found += [PAIR_SOUND + START + f"{syllables[0]} {syllables[1]}", INITIALS + START + initials_start(syllables)]
    return dict.fromkeys(found, 1)


def initials_start(syllables: Sequence[str]) -> str:
    """Return the initials with which a phrase begins."""
    return syllables[0][0] + syllables[1][0]
