"""Say why an article was found: what of the query it covers, where, and the spans to highlight."""

import enum
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache, partial
from itertools import islice, pairwise, takewhile

import msgspec

from app.search import sound, terms
from app.search.index import Document
from app.search.plan import Plan, Unit, units_of
from app.search.text import emphasis, fold, fold_with_offsets, runs, stem

SNIPPET = 90  # characters
_MOST_PLACES = 20
_LITTLE = 0.2
_INSIDE_CODES = dict.fromkeys(map(ord, "-_./ '’"))
_ONE_LINE = str.maketrans("\r\n\t", "   ")
Span = tuple[int, int]


class Field(enum.StrEnum):
    """Where an article matched best."""

    TITLE = "title"
    QUESTION = "question"
    BODY = "body"
    ATTACHMENT = "attachment"
    LABEL = "label"


class Why(enum.StrEnum):
    """A reason that the screen can put into words."""

    TITLE = "title"  # the title contains these words
    QUESTION = "question"  # a similar question of the article does
    BODY = "body"
    ATTACHMENT = "attachment"
    LABEL = "label"  # its tags or category
    PINYIN = "pinyin"  # the typed letters are the pinyin or initials of these characters
    HOMOPHONE = "homophone"  # these characters sound like the typed ones
    SIMILAR_WORD = "similar_word"  # a synonym, or a word completed or corrected
    MEANING = "meaning"  # it says the same in other words, or in another language


class Reason(msgspec.Struct, frozen=True):
    """Why an article was found, and the words of it that show it, at most a few."""

    why: Why
    words: tuple[str, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What of the query an article covers, weighted by how rare each piece is.

    Coverages and ``likeness`` are 0..1, shares of what the query says; ``heard`` is the share of its typed pinyin,
    ``stretch`` that of the longest piece that the phrase has word for word. ``said`` is no share: how many telling
    pieces the phrase has, ``said_anywhere`` the article; a greeting says nothing however much of it is covered.
    """

    field: Field
    phrase: str
    phrase_spans: tuple[Span, ...]
    title_spans: tuple[Span, ...]
    snippet: str
    snippet_spans: tuple[Span, ...]
    reasons: tuple[Reason, ...]
    phrase_coverage: float
    coverage: float
    likeness: float
    heard: float
    stretch: float
    said: float
    said_anywhere: float


def _words_of_stem(folded: str, term: str) -> Iterator[Span]:
    """Yield the words with this stem. Plain find first: a pattern over ten long bodies cost 20 ms a search."""
    root = term[:-1] if len(term) > 3 and term.endswith("y") else term
    start = folded.find(root)
    while start >= 0:
        end = start + len(root)
        if start == 0 or not folded[start - 1].isalpha():
            while end < len(folded) and folded[end].isalpha() and folded[end].isascii():
                end += 1
            if stem(folded[start:end]) == term:
                yield start, end
        start = folded.find(root, end)


class _Text:
    """A text of an article, ready to be searched for the query's pieces."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded = fold(original)

    @cached_property
    def bare(self) -> str:
        """The text without what may stand inside a code."""
        return self.folded.translate(_INSIDE_CODES)

    @cached_property
    def _bare_places(self) -> list[int]:
        return [place for place, char in enumerate(self.folded) if ord(char) not in _INSIDE_CODES]

    @cached_property
    def spoken(self) -> list[tuple[int, list[str]]]:
        """Where each run of Han characters begins, and how it is read aloud."""
        return [(run.start, sound.read(run.text)) for run in runs(self.folded) if run.han]

    @cached_property
    def worth(self) -> float:
        """How much the text says, in pieces; manners count less."""
        return sum(emphasis(unit.term) for unit in units_of(self.folded))

    def _codes(self, term: str) -> Iterator[Span]:
        """Yield where a code stands, however it is written: ap27731 as AP2-7731 too.

        Plain find, for a half-typed code stands for dozens of codes: compiling a pattern for each cost 10 ms a key.
        """
        start = self.bare.find(term)
        while start >= 0:
            first, last = self._bare_places[start], self._bare_places[start + len(term) - 1]
            before, after = self.folded[first - 1 : first], self.folded[last + 1 : last + 2]
            whole = not (before.isascii() and (before.isalpha() or (before.isdigit() and term[0].isdigit())))
            if whole and not after.isdigit():
                yield first, last + 1
            start = self.bare.find(term, start + 1)

    def places(self, unit: Unit, most: int = 1_000) -> list[Span]:
        """Return where a piece of the query stands, the first *most* of them, in folded characters."""
        found: list[Span] = []
        if unit.han:
            start = self.folded.find(unit.text)
            while start >= 0 and len(found) < most:
                found.append((start, start + len(unit.text)))
                start = self.folded.find(unit.text, start + 1)
            return found
        if unit.term.isalpha():
            found = list(islice(_words_of_stem(self.folded, unit.term), most))
            if not found and ("'" in self.folded or "’" in self.folded):
                return list(islice(self._codes(unit.text), most))  # wont stands for won't
            return found
        return list(islice(self._codes(unit.term), most))

    def has(self, unit: Unit) -> bool:
        return unit.text in self.folded if unit.han else bool(self.places(unit, 1))

    def spans(self, places: list[Span]) -> tuple[Span, ...]:
        """Turn places in the folded text into merged spans of the original."""
        if not places:
            return ()
        if len(self.folded) != len(self.original):
            _, offsets = fold_with_offsets(self.original)
            places = [(offsets[start], offsets[end - 1] + 1) for start, end in places if end <= len(offsets)]
        merged: list[Span] = []
        for start, end in sorted(places):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)

    def shown(self, places: list[Span]) -> tuple[str, ...]:
        """Return the words at these places, at most four."""
        return tuple(dict.fromkeys(self.original[start:end] for start, end in self.spans(places)))[:4]


# the next key finds mostly the same articles
_text = lru_cache(maxsize=400)(_Text)


class Explainer:
    """Explains the hits of one query."""

    def __init__(self, plan: Plan, rarity: dict[str, float], rarest: float) -> None:
        self._plan = plan
        rare = {unit: rarity.get(terms.PHRASE + unit.term, 1.0) for unit in plan.units}
        self._usual = sum(rare.values()) / max(1, len(rare))
        self._worth = {unit: emphasis(unit.term) * value for unit, value in rare.items()}
        # manners are looked for in titles only: in ten long bodies they cost most and show nothing
        self._telling = [unit for unit in self._worth if emphasis(unit.term) > _LITTLE] or list(self._worth)
        self._total = sum(self._worth.values()) or 1.0
        self._rarest = max(1.0, rarest)
        self._near = [Unit(other, other, not other.isascii()) for other in plan.extra if other not in plan.words]

    def explain(self, document: Document, offset: int) -> Explanation:
        """Explain a match of the article's phrase number *offset* (0 is the title)."""
        phrase = _text(document.phrases()[offset])
        title = phrase if offset == 0 else _text(document.title)
        body, attachment = _text(document.body), _text(document.attachment_text)
        label = _text(" ".join((*document.tags, *document.category_path)))
        near_here = self._near_in((phrase, title, body, attachment, label))
        covered = {unit for unit in self._worth if phrase.has(unit)}
        # manners are shown only where the phrase has nothing else of the query
        shown = {unit for unit in covered if emphasis(unit.term) > _LITTLE} or covered
        places = [place for unit in shown for place in phrase.places(unit)]
        reasons: list[Reason] = []
        if covered:
            reasons.append(Reason(Why.QUESTION if offset else Why.TITLE, phrase.shown(places)))
        heard = self._heard(phrase, covered)
        near = [place for unit in near_here for place in phrase.places(unit)]
        for found, why in ((heard, Why.PINYIN if self._plan.syllables else Why.HOMOPHONE), (near, Why.SIMILAR_WORD)):
            if found:
                reasons.append(Reason(why, phrase.shown(found)))
        in_phrase = sum(self._worth[unit] for unit in covered)
        field, most = (Field.QUESTION if offset else Field.TITLE), 2.0 * in_phrase
        by_words = not heard and not near
        everywhere = set(covered)
        for other, content in ((Field.BODY, body), (Field.ATTACHMENT, attachment), (Field.LABEL, label)):
            there = {unit for unit in self._telling if content.has(unit)}
            new = there - everywhere
            everywhere |= there
            if new:
                reasons.append(Reason(Why(other), content.shown([content.places(unit, 1)[0] for unit in new])))
            value = sum(self._worth[unit] for unit in there)
            if by_words and value > most:
                field, most = other, value
            similar = [] if reasons else [place for unit in near_here for place in content.places(unit)]
            if similar:
                reasons.append(Reason(Why.SIMILAR_WORD, content.shown(similar)))
        snippet, snippet_spans = self._snippet(attachment if field is Field.ATTACHMENT else body, near_here)
        phrase_spans = phrase.spans(places + heard + near)
        return Explanation(
            field=field,
            phrase=phrase.original,
            phrase_spans=phrase_spans,
            title_spans=phrase_spans if offset == 0 else title.spans(self._places(title, near_here)),
            snippet=snippet,
            snippet_spans=snippet_spans,
            reasons=tuple(reasons),
            phrase_coverage=in_phrase / self._total,
            coverage=sum(self._worth[unit] for unit in everywhere) / self._total,
            likeness=self._likeness(phrase, in_phrase),
            heard=self._share_heard(phrase),
            stretch=self._stretch(covered),
            said=self._said(covered),
            said_anywhere=self._said(everywhere),
        )

    def _near_in(self, contents: Iterable[_Text]) -> list[Unit]:
        """Return the similar words that may stand in these texts: one look for dozens that a half-typed code means."""
        if not self._near:
            return []
        everything = "\n".join(text for content in contents for text in (content.bare, content.folded))
        return [unit for unit in self._near if unit.text[:-1] in everything]

    def _places(self, content: _Text, near: Iterable[Unit]) -> list[Span]:
        return [place for unit in (*self._telling, *near) for place in content.places(unit, _MOST_PLACES)]

    def _heard(self, phrase: _Text, covered: set[Unit]) -> list[Span]:
        """Return the characters that sound like what was typed: Latin letters, or characters the phrase lacks."""
        typed = self._plan.syllables
        if typed:
            wanted = set(pairwise(typed))
        else:
            missing = {unit.text for unit in self._worth if unit.han and len(unit.text) == 2} - {
                unit.text for unit in covered
            }
            wanted = {(first, second) for first, second in map(sound.read, missing) if first and second}
        if not wanted and len(typed) != 1:
            return []
        found: list[Span] = []
        for start, spoken in phrase.spoken:
            for place, (first, second) in enumerate(pairwise(spoken), start):
                if (first, second) in wanted or (typed and any(self._alike(pair, (first, second)) for pair in wanted)):
                    found.append((place, place + 2))
            if len(typed) == 1:
                starts = (place for place, one in enumerate(spoken, start) if one.startswith(typed[0]))
                found.extend((place, place + 1) for place in starts)
        return found

    def _alike(self, typed: tuple[str, str], heard: tuple[str, str]) -> float:
        """Return how far two typed syllables are two spoken ones: 1, or what share of the last one is typed, or 0."""
        return _stands_for(typed[0], heard[0]) * self._last(typed[1], heard[1])

    def _last(self, typed: str, heard: str) -> float:
        if not self._plan.half_typed or typed != self._plan.syllables[-1] or not sound.is_syllable(typed):
            return _stands_for(typed, heard)
        return len(typed) / len(heard) if heard.startswith(typed) else 0.0

    def _share_heard(self, phrase: _Text) -> float:
        """Return the share of the typed pinyin, pair by pair, that the phrase sounds like."""
        typed = self._plan.syllables
        if not typed:
            return 0.0
        if len(typed) == 1:
            begun = [one for _, syllables in phrase.spoken for one in syllables if one.startswith(typed[0])]
            return max((len(typed[0]) / len(one) for one in begun), default=0.0)
        pairs = set(pairwise(typed))
        spoken = [pair for _, syllables in phrase.spoken for pair in pairwise(syllables)]
        return sum(max((self._alike(pair, heard) for heard in spoken), default=0.0) for pair in pairs) / len(pairs)

    def _stretch(self, covered: set[Unit]) -> float:
        """Return the share of the longest run of covered pieces in the order of the query."""
        longest = current = 0.0
        for unit, worth in self._worth.items():
            current = current + worth if unit in covered else 0.0
            longest = max(longest, current)
        return longest / self._total

    def _said(self, covered: set[Unit]) -> float:
        return sum(self._worth[unit] for unit in covered if emphasis(unit.term) > _LITTLE) / self._rarest

    def _snippet(self, content: _Text, near: Iterable[Unit]) -> tuple[str, tuple[Span, ...]]:
        """Return the stretch of a text that covers most of the query, and the spans in it."""
        spans = content.spans(self._places(content, near))
        best, most = 0, -1
        for number, (start, _) in enumerate(spans):
            inside_it = takewhile(partial(_ends_by, start + SNIPPET), islice(spans, number, None))
            distinct = {content.original[one:two] for one, two in inside_it}
            size = sum(map(len, distinct))
            if size > most:
                best, most = start, size
        begin = max(0, best - 15)
        end = begin + SNIPPET
        lead, tail = "…" if begin else "", "…" if end < len(content.original) else ""
        text = content.original[begin:end].translate(_ONE_LINE)
        shift = len(lead) - begin
        inside = [(max(one, begin) + shift, min(two, end) + shift) for one, two in spans if one < end and two > begin]
        return lead + text + tail, tuple(inside)

    def _likeness(self, phrase: _Text, in_phrase: float) -> float:
        """Return how much of what query and phrase say is the same (Dice, weighted by rarity), 0..1."""
        return min(1.0, 2.0 * in_phrase / (self._total + phrase.worth * self._usual))


def _ends_by(limit: int, span: Span) -> bool:
    return span[1] <= limit


def _stands_for(typed: str, syllable: str) -> float:
    return float(syllable == typed or (not sound.is_syllable(typed) and syllable.startswith(typed)))
