"""Say why an article was found: what of the query it covers, where, and the spans to highlight."""

import enum
import itertools

import msgspec

from app.search import sound
from app.search.index import Document
from app.search.plan import Plan, Unit
from app.search.text import fold, fold_with_offsets, parts, runs, stem

SNIPPET = 90  # characters
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


class Reason(msgspec.Struct, frozen=True):
    """Why an article was found, and the words of it that show it, at most a few."""

    why: Why
    words: tuple[str, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What of the query an article covers. Coverages are 0..1, weighted by how rare each piece is."""

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


class _Text:
    """A text of an article, ready to be searched for the query's pieces."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded = fold(original)
        self._words: dict[str, list[Span]] | None = None

    def words(self) -> dict[str, list[Span]]:
        """Return where each stem stands, in folded characters."""
        if self._words is None:
            self._words = {}
            for run in runs(self.folded):
                if not run.han:
                    for part in parts(run):
                        self._words.setdefault(stem(part.text), []).append((part.start, part.end))
        return self._words

    def places(self, unit: Unit) -> list[Span]:
        """Return where a piece of the query stands, in folded characters."""
        if not unit.han:
            return self.words().get(unit.term, [])
        found: list[Span] = []
        start = self.folded.find(unit.text)
        while start >= 0:
            found.append((start, start + len(unit.text)))
            start = self.folded.find(unit.text, start + 1)
        return found

    def has(self, unit: Unit) -> bool:
        return unit.text in self.folded if unit.han else unit.term in self.words()

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


def explain(plan: Plan, document: Document, row_offset: int, rarity: dict[str, float]) -> Explanation:
    """Explain a match of phrase *row_offset* (0 is the title) of an article."""
    phrase = document.phrases()[row_offset]
    spoken_words = _Text(phrase)
    body, attachment = _Text(document.body), _Text(document.attachment_text)
    label = _Text(" ".join((*document.tags, *document.category_path)))
    worth = {unit: rarity.get("p" + unit.term, 1.0) for unit in plan.units}
    total = sum(worth.values()) or 1.0
    covered = {unit for unit in plan.units if spoken_words.has(unit)}
    phrase_places = [place for unit in covered for place in spoken_words.places(unit)]
    reasons: list[Reason] = []
    if covered:
        shown = spoken_words.spans(phrase_places)
        reasons.append(Reason(Why.QUESTION if row_offset else Why.TITLE, _shown(phrase, shown)))
    heard, by_letters = _heard(plan, spoken_words, covered)
    near = _near(plan, spoken_words)
    for places, why in ((heard, Why.PINYIN if by_letters else Why.HOMOPHONE), (near, Why.SIMILAR_WORD)):
        if places:
            reasons.append(Reason(why, _shown(phrase, spoken_words.spans(places))))
            phrase_places.extend(places)
    everywhere = set(covered)
    found_in: dict[Field, float] = {}
    for field, why, content in (
        (Field.BODY, Why.BODY, body),
        (Field.ATTACHMENT, Why.ATTACHMENT, attachment),
        (Field.LABEL, Why.LABEL, label),
    ):
        there = {unit for unit in plan.units if content.folded and content.has(unit)}
        found_in[field] = sum(worth[unit] for unit in there)
        if there - everywhere:
            places = [place for unit in there - everywhere for place in content.places(unit)[:1]]
            reasons.append(Reason(why, _shown(content.original, content.spans(places))))
        everywhere |= there
    in_phrase = sum(worth[unit] for unit in covered)
    field = Field.QUESTION if row_offset else Field.TITLE
    best = max(found_in, key=lambda name: found_in[name])
    if found_in[best] > 2.0 * in_phrase and not heard and not near:
        field = best
    snippet, snippet_spans = _snippet(plan, attachment if field is Field.ATTACHMENT else body)
    title = spoken_words if row_offset == 0 else _Text(document.title)
    return Explanation(
        field=field,
        phrase=phrase,
        phrase_spans=spoken_words.spans(phrase_places),
        title_spans=title.spans(
            phrase_places if row_offset == 0 else [place for unit in plan.units for place in title.places(unit)]
        ),
        snippet=snippet,
        snippet_spans=snippet_spans,
        reasons=tuple(reasons),
        phrase_coverage=in_phrase / total,
        coverage=sum(worth[unit] for unit in everywhere) / total,
        likeness=_likeness(plan, spoken_words, in_phrase, total, rarity),
    )


def _shown(original: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(original[start:end] for start, end in spans))[:4]


def _heard(plan: Plan, phrase: _Text, covered: set[Unit]) -> tuple[list[Span], bool]:
    """Return the characters that sound like what was typed, and whether Latin letters were."""
    typed: set[tuple[str, str]] = set()
    if plan.syllables:
        spoken = list(plan.syllables)
    else:
        spoken = []
        for run in runs(plan.folded):
            if run.han:
                syllables = sound.read(run.text)
                missing = {unit.text for unit in plan.units if unit.han and unit not in covered}
                for place, pair in enumerate(itertools.pairwise(syllables)):
                    if run.text[place : place + 2] in missing:
                        typed.add(pair)
    typed.update(itertools.pairwise(spoken))
    places: list[Span] = []
    for run in runs(phrase.folded):
        if not run.han:
            continue
        syllables = sound.read(run.text)
        for place, (first, second) in enumerate(itertools.pairwise(syllables)):
            if not plan.syllables:
                match = (first, second) in typed
            else:
                match = any(_stands_for(a, first) and _stands_for(b, second) for a, b in typed)
            if match:
                places.append((run.start + place, run.start + place + 2))
        if len(spoken) == 1 and len(spoken[0]) > 1:
            places.extend(
                (run.start + place, run.start + place + 1)
                for place, syllable in enumerate(syllables)
                if syllable.startswith(spoken[0])
            )
    return places, bool(plan.syllables)


def _stands_for(typed: str, syllable: str) -> bool:
    return syllable == typed or (not sound.is_syllable(typed) and syllable.startswith(typed))


def _near(plan: Plan, phrase: _Text) -> list[Span]:
    """Return the words that complete, correct or mean the same as a word of the query."""
    places: list[Span] = []
    exact = set(plan.words)
    for other in plan.extra:
        if other.isascii():
            if other not in exact:
                places.extend(phrase.words().get(other, []))
        else:
            places.extend(phrase.places(Unit(other, other, True)))
    return places


def _snippet(plan: Plan, content: _Text) -> tuple[str, tuple[Span, ...]]:
    """Return the stretch of a text that covers most of the query, and the spans in it."""
    if not content.original:
        return "", ()
    places = sorted(place for unit in plan.units for place in content.places(unit)[:50])
    spans = content.spans(places)
    best, best_weight = 0, -1
    for index, (start, _) in enumerate(spans):
        distinct = {content.original[a:b] for a, b in spans[index:] if b <= start + SNIPPET}
        weight = sum(map(len, distinct))
        if weight > best_weight:
            best, best_weight = start, weight
    begin = max(0, best - 15)
    cut = content.original[begin : begin + SNIPPET]
    text = "".join(" " if char in "\r\n\t" else char for char in cut)
    lead = "…" if begin else ""
    tail = "…" if begin + SNIPPET < len(content.original) else ""
    inside = tuple(
        (max(start, begin) - begin + len(lead), min(end, begin + SNIPPET) - begin + len(lead))
        for start, end in spans
        if start < begin + SNIPPET and end > begin
    )
    return lead + text + tail, inside


def _likeness(plan: Plan, phrase: _Text, in_phrase: float, total: float, rarity: dict[str, float]) -> float:
    """Return how much query and phrase share of what both say (Dice, weighted by rarity), 0..1."""
    usual = sum(rarity.get("p" + unit.term, 1.0) for unit in plan.units) / max(1, len(plan.units))
    own = 0
    for run in runs(phrase.folded):
        own += max(1, len(run.text) - 1) if run.han else len(parts(run))
    return min(1.0, 2.0 * in_phrase / (total + own * usual)) if own else 0.0
