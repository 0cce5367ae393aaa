"""Turn what was typed into probes: the terms to look up and what finding them is worth.

The weights follow the measurements of bench_retrieval.py; they are the same for every office and language.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from app.search import sound, terms
from app.search.cache import Reader
from app.search.text import Run, emphasis, fold, joined, parts, runs, stem

if TYPE_CHECKING:
    from sqlalchemy import Connection

MAX_QUERY = 300  # characters; a longer message is cut, for its beginning says what it is about
_WORDS_A_PREFIX = 24  # most terms that one half-typed word stands for
_ENOUGH_TITLES = 50
_NEIGHBOURS = 400  # most terms that are compared with a word nobody has
_LONGEST_SYNONYM = 12
_SHORT_RUN, _TELLING = 4, 0.5
_NAMED_OFTEN, _TOGETHER = 3, 0.5  # phrases, and the share of those with one of two words, that have both

CHARACTER = 0.6
PAIR = 1.0
WORD = 1.0
WORD_PAIR = 0.3
LITTLE_WORD = 0.3  # of a word's weight: among thirty English articles of an office "it" is as rare as "refund"
HALF_TYPED = 0.6
MISTYPED = 0.6
SYNONYM = 0.6
HOMOPHONE = 0.5
SOUND_OF_PAIR, SOUND_OF_ONE = 1.0, 0.5
INITIALS = {2: 1.0, 3: 0.35}
START, SOUND_OF_START, INITIALS_OF_START = 0.3, 0.3, 0.8
_MOSTLY_INITIALS = 0.5
SOUND_BESIDE_WORDS = 0.3  # pinyin counts less when every typed word is a word of the index
LONG_TEXT = {terms.BODY: 1.15, terms.LABEL: 0.3, terms.ATTACHMENT: 0.7}
ALSO_IN_PHRASE = 0.7  # a term of a body counts less when the title has it already


class Probe(NamedTuple):
    """Terms (with field letters) of which a row gets the strongest that it has.

    Rows that have one of ``beside`` get only ``share`` of it. A probe that ``sounds`` is a reading of Latin letters,
    which counts fully only if the letters are no words.
    """

    terms: tuple[str, ...]
    weight: float
    beside: tuple[str, ...] = ()
    share: float = 0.0
    sounds: bool = False


class Unit(NamedTuple):
    """A piece of the query that an article may cover: a pair of characters, a lone character or a word."""

    text: str
    term: str
    han: bool


class Plan(NamedTuple):
    """A query ready to be scored. ``words`` are the terms of its Latin words, ``syllables`` their pinyin.

    ``half_typed``: the last syllable may be the beginning of another one, even if it is whole: yin of ying.
    """

    folded: str
    probes: tuple[Probe, ...]
    units: tuple[Unit, ...]
    words: tuple[str, ...]
    syllables: tuple[str, ...]
    extra: tuple[str, ...]  # what else may be highlighted: synonyms, completed and corrected words
    half_typed: bool = False


def make_plan(reader: Reader, typed: str, *, finished: bool = False) -> Plan:
    """Return the plan of a query; what no article has, attachments for example, is not looked up.

    A *finished* text, a customer's message, has no half-typed last word, and nobody writes to a stranger in initials.
    """
    folded = fold(typed[:MAX_QUERY])
    found = list(runs(folded))
    words = [run for run in found if not run.han]
    english = len(words) == len(found)  # among Chinese characters a Latin word is a name: IT, One, Go
    probes: dict[Probe, None] = {}
    extra: list[str] = []
    for run in found:
        if run.han:
            probes.update(dict.fromkeys(_han_probes(run)))
        else:
            probes.update(dict.fromkeys(_word_probes(run, english)))
    if found and found[0].han:
        probes[Probe((terms.PHRASE + terms.start_term(found[0]),), START)] = None
    for first, second in itertools.pairwise(found):
        if not first.han and not second.han:
            pairs = terms.word_pairs(first, second)
            probes.update((Probe((terms.PHRASE + pair,), WORD_PAIR), None) for pair in pairs)
            probes.update((probe, None) for pair in pairs if pair[0] != " " for probe in _long_text(pair))
    lone = [run for run in found if run.han and len(run.text) == 1]
    if lone and len(found) == 1 and not _frequent(reader, lone[0].text):
        probes.update(dict.fromkeys(_character_in_texts(reader, lone[0].text)))
    if not finished and found and not found[-1].han and found[-1].end == len(folded):
        completed = _completions(reader, found[-1])
        probes.update(dict.fromkeys(completed))
        extra.extend(term[1:] for probe in completed for term in probe.terms)
    for probe in _corrections(reader, words):
        probes[probe] = None
        extra.extend(term[1:] for term in probe.terms)
    for synonym in _synonyms(reader.connection, folded):
        extra.append(synonym)
        probes.update((probe._replace(weight=probe.weight * SYNONYM), None) for probe in _plain_probes(synonym))
    shares = _shares_of_names(reader, found)
    syllables, sounded = _sound_probes(reader, found, finished)
    probes.update(dict.fromkeys(sounded))
    return Plan(
        folded=folded,
        probes=tuple(
            probe._replace(weight=probe.weight * shares.get(probe.terms[0][1:], 1.0))
            for probe in probes
            if reader.has_field(probe.terms[0][0])
        ),
        units=tuple(units_of(folded)),
        words=tuple(dict.fromkeys(stem(piece.text) for run in words for piece in parts(run))),
        syllables=syllables,
        extra=tuple(dict.fromkeys(extra)),
        half_typed=bool(syllables) and not finished and not found[-1].han,
    )


def _shares_of_names(reader: Reader, found: list[Run]) -> dict[str, float]:
    """Return for each term of a model's name, such as Air Pro 2, what share of its worth it tells.

    A name is one thing, however many words it has: where one of them stands the others do, too. Counted each for
    itself they would say more than the fault that the question is about.
    """
    shares: dict[str, float] = {}
    for name in _chains(reader, found):
        if len(name) > 1 and any(char.isdigit() for run in name for char in run.text):
            told = {term for run in name for term in terms.word_terms(run)}
            told.update(pair for first, second in itertools.pairwise(name) for pair in terms.word_pairs(first, second))
            shares.update(dict.fromkeys(told, len(name) ** -0.5))
    return shares


def _chains(reader: Reader, found: list[Run]) -> list[list[Run]]:
    """Return the words of a query, those together that nearly always stand together in phrases."""
    chains: list[list[Run]] = []
    for run in found:
        if run.han or not chains or not _stand_together(reader, chains[-1][-1], run):
            chains.append([run])
        else:
            chains[-1].append(run)
    return chains


def _stand_together(reader: Reader, first: Run, second: Run) -> bool:
    pairs = [] if first.han or second.han else terms.word_pairs(first, second)
    if not pairs:
        return False
    left, right = pairs[0].split()
    if min(emphasis(left), emphasis(right)) < _TELLING:
        return False
    counts = reader.counts([terms.PHRASE + term for term in (pairs[0], left, right)])
    both, one, other = (counts[terms.PHRASE + term] for term in (pairs[0], left, right))
    return both >= _NAMED_OFTEN and both >= _TOGETHER * min(one, other)


def _long_text(term: str) -> Iterator[Probe]:
    for field, weight in LONG_TEXT.items():
        yield Probe((field + term,), weight, (terms.PHRASE + term,), ALSO_IN_PHRASE)


def units_of(folded: str) -> dict[Unit, None]:
    """Return the pieces that a folded text consists of, each once."""
    units: dict[Unit, None] = {}
    for run in runs(folded):
        if not run.han:
            units.update((Unit(piece.text, stem(piece.text), False), None) for piece in parts(run))
        elif len(run.text) == 1:
            units[Unit(run.text, run.text, True)] = None
        else:
            pairs = (run.text[start : start + 2] for start in range(len(run.text) - 1))
            units.update((Unit(pair, pair, True), None) for pair in pairs)
    return units


def _han_probes(run: Run) -> Iterator[Probe]:
    spoken = sound.read(run.text)
    for char in run.text:
        yield Probe((terms.PHRASE + char,), CHARACTER)
    for start in range(len(run.text) - 1):
        pair = run.text[start : start + 2]
        yield Probe((terms.PHRASE + pair,), PAIR)
        if len(run.text) > _SHORT_RUN and emphasis(pair) < _TELLING:
            continue  # manners: their look-ups in all bodies and by sound would cost a third of a message's time
        yield from _long_text(pair)
        if spoken[start] and spoken[start + 1]:
            heard = f"{terms.PAIR_SOUND}{spoken[start]} {spoken[start + 1]}"
            yield Probe((heard,), HOMOPHONE, (terms.PHRASE + pair,), 0.0)


def _word_probes(run: Run, english: bool = True) -> Iterator[Probe]:
    for term in terms.word_terms(run):
        share = LITTLE_WORD if english and emphasis(term) < _TELLING else 1.0
        for probe in (Probe((terms.PHRASE + term,), WORD), *_long_text(term)):
            yield probe._replace(weight=probe.weight * share)


def _plain_probes(synonym: str) -> Iterator[Probe]:
    for run in runs(synonym):
        yield from (probe for probe in (_han_probes(run) if run.han else _word_probes(run)) if not _heard(probe))


def _heard(probe: Probe) -> bool:
    return probe.terms[0][0] == terms.PAIR_SOUND


def _frequent(reader: Reader, char: str) -> bool:
    """Return whether titles with this character fill the list anyway; reading all bodies for it would cost 10 ms."""
    return reader.counts([terms.PHRASE + char])[terms.PHRASE + char] > _ENOUGH_TITLES


def _character_in_texts(reader: Reader, char: str) -> Iterator[Probe]:
    for field, weight in LONG_TEXT.items():
        found = reader.beginning(field + char, _NEIGHBOURS)
        if found:
            yield Probe(tuple(found), weight, (terms.PHRASE + char,), ALSO_IN_PHRASE)


def _completions(reader: Reader, run: Run) -> list[Probe]:
    """Return probes for the words that the last, half-typed word may become."""
    piece = parts(run)[-1].text if parts(run) else run.text
    whole = joined(run)
    probes: list[Probe] = []
    for field in (terms.PHRASE, terms.BODY) if len(piece) > 1 else (terms.PHRASE,):
        weight = LONG_TEXT.get(field, WORD) * HALF_TYPED
        found: set[str] = set()
        for start in {stem(piece), whole}:
            found.update(reader.beginning(field + start, _WORDS_A_PREFIX))
        if len(piece) > 5:
            # "deleti" is on its way to "deleting", whose stem is shorter than what is typed
            found.update((field + piece[:-1], field + piece[:-2]))
        exact = field + stem(piece)
        found.discard(exact)
        if found:
            probes.append(Probe(tuple(sorted(found)), weight, (exact,), 0.0))
    return probes


def one_edit_apart(first: str, second: str) -> bool:
    """Return whether one inserted, lost, changed or swapped letter makes one word the other."""
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    left, right = first[start:], second[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )


def _corrections(reader: Reader, words: Iterable[Run]) -> list[Probe]:
    """Return probes for the words that a word nobody has may stand for: one letter wrong after the first."""
    asked = {stem(piece.text) for run in words for piece in parts(run) if len(piece.text) > 3 and piece.text.isalpha()}
    if not asked:
        return []
    fields = (terms.PHRASE, terms.BODY)
    known = reader.counts([field + word for word in asked for field in fields])
    probes: list[Probe] = []
    for word in sorted(asked):
        if any(known[field + word] for field in fields):
            continue
        for field in fields:
            near = reader.beginning(field + word[:2], _NEIGHBOURS)
            near += reader.beginning(field + word[0] + word[2:3], _NEIGHBOURS)
            close = tuple(sorted({term for term in near if one_edit_apart(word, term[1:])}))
            if close:
                probes.append(Probe(close, LONG_TEXT.get(field, WORD) * MISTYPED))
    return probes


def _synonyms(connection: Connection, folded: str) -> list[str]:
    """Return the words that mean the same as a word of the query."""
    pieces = {
        run.text[start:end]
        for run in runs(folded)
        if run.han
        for start in range(len(run.text))
        for end in range(start + 1, min(start + _LONGEST_SYNONYM, len(run.text)) + 1)
    }
    pieces.update(run.text for run in runs(folded) if not run.han)
    listed = sorted(pieces)[:900]  # SQLite takes at most 999 parameters in old builds
    if not listed:
        return []
    marks = ",".join("?" * len(listed))
    found = connection.exec_driver_sql(
        "SELECT DISTINCT other.word FROM search_synonym AS typed JOIN search_synonym AS other USING (meaning)"
        f" WHERE typed.word IN ({marks}) AND other.word NOT IN (SELECT value FROM json_each(?)) ORDER BY other.word",
        (*listed, _json_list(listed)),
    )
    return [word for (word,) in found]


def _json_list(words: Iterable[str]) -> str:
    return "[" + ",".join(f'"{word}"' for word in words) + "]"


def _sound_probes(reader: Reader, found: list[Run], finished: bool) -> tuple[tuple[str, ...], list[Probe]]:
    """Return the syllables that the Latin letters of the query may stand for, and their probes."""
    last_run = found[-1] if found else None
    found = [run for run in found if not _is_code(run)]
    heard: list[tuple[str, bool]] = []  # syllable, was it typed in Latin letters
    for run in found:
        if run.han:
            heard.extend((syllable, False) for syllable in sound.read(run.text))
        elif run.text.isascii():
            heard.extend((piece, True) for piece in sound.cut(sound.letters_of(run.text)))
    typed = [piece for piece, latin in heard if latin]
    if not typed or (finished and not all(map(sound.is_syllable, typed))):
        return (), []
    probes: list[Probe] = []
    full = [piece if sound.is_syllable(piece) or not latin else "" for piece, latin in heard]
    for first, second, latin in zip(full, full[1:], [latin for _, latin in heard][1:], strict=False):
        if first and second and (latin or first in typed):
            probes.append(Probe((f"{terms.PAIR_SOUND}{first} {second}",), SOUND_OF_PAIR, sounds=True))
    # alone it is all there is to go by, and an article that has it comes before one that has its beginning: yin, ying
    one = SOUND_OF_PAIR if len(heard) == 1 else SOUND_OF_ONE
    for piece in dict.fromkeys(full):
        if piece and piece in typed:
            probes.append(Probe((terms.ONE_SOUND + piece,), one, sounds=True))
    spelled = sum(len(piece) for piece, (_, latin) in zip(full, heard, strict=True) if latin)
    share = 1.0 - spelled / sum(map(len, typed))
    if share > _MOSTLY_INITIALS:
        # each letter is an initial then: sh is two characters more often than one, and fa need not be a syllable
        heard_initials = [
            initial
            for run in found
            for initial in (sound.read(run.text) if run.han else sound.letters_of(run.text))
            if run.han or run.text.isascii()
        ]
    else:
        heard_initials = [piece for piece, _ in heard]
    if share > 0.0 and len(heard_initials) > 1:
        for term in dict.fromkeys(sound.initial_terms(heard_initials)):
            probes.append(Probe((terms.INITIALS + term,), INITIALS[len(term)] * share, sounds=True))
    probes.extend(_sound_of_start(heard_initials if share > _MOSTLY_INITIALS else full, share))
    last, latin = heard[-1]
    if latin and not finished and found[-1] is last_run:
        # the last syllable may be half typed: shou j, or tu on the way to tui
        before = full[-2] if len(full) > 1 else ""
        start = f"{terms.PAIR_SOUND}{before} {last}" if before else terms.ONE_SOUND + last
        if before or len(heard) == 1:
            completed = reader.beginning(start, _WORDS_A_PREFIX)
            others = tuple(term for term in completed if term != start)
            if others:
                probes.append(Probe(others, SOUND_OF_PAIR * HALF_TYPED, (start,), 0.0, sounds=True))
    return tuple(typed), probes


def _is_code(run: Run) -> bool:
    """Say whether a word is a number or a model, such as K-1016: its one letter is no Chinese word's initial."""
    return not run.han and len(sound.letters_of(run.text)) < 2 and any(char.isdigit() for char in run.text)


def _sound_of_start(heard: list[str], share: float) -> Iterator[Probe]:
    """Yield the probe for phrases that begin as what was heard does; *share* of its letters are lone initials."""
    if len(heard) < 2 or not heard[0] or not heard[1]:
        return
    if share > _MOSTLY_INITIALS:
        term, weight = terms.INITIALS + terms.START + terms.initials_start(heard), INITIALS_OF_START
    else:
        term, weight = f"{terms.PAIR_SOUND}{terms.START}{heard[0]} {heard[1]}", SOUND_OF_START
    yield Probe((term,), weight, sounds=True)
