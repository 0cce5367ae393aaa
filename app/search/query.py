"""Ask the index: search for what an agent types, suggest for what a customer wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.search import postings
from app.search.cache import PostingCache, Reader
from app.search.confidence import Sense, Strength, confidence, features, on_topic
from app.search.explain import Explainer, Explanation, Field, Reason, Span, Why
from app.search.index import Document, Facet, decode_document, facet_term, meant
from app.search.manners import without_manners
from app.search.plan import MAX_QUERY, Plan, make_plan
from app.search.rank import Ranking, rank
from app.search.scorer import Matrix, only_sounds, scores
from app.search.scorer import Row as ScoredRow
from app.search.scorer import features as scored_features

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.search.meaning import Meaning

_CANDIDATES = 60  # rows that are looked at article by article; several may belong to one article
_MOST_CANDIDATES = 4_000
_LONGEST_MESSAGE = 2_000  # characters that are looked through for what it is about
_GLANCE = 3  # hits of which one must fit a message
_NEAR_BEST = 0.35  # of a suggestion's score, what another needs to stand beside it
_WEIGHED = 12  # articles found by words, and as many by meaning, that are weighed by both
_CLOSE_ENOUGH = 0.3  # the closeness of texts that have little to do with each other
_LESS_LIKELY = 3.0  # a suggestion that is twenty times less likely than the first is none
_NOISE = 0.05  # what scores less than this share of the best hit shares a stray letter with the query


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for. An empty filter lets everything pass; several values of one filter mean any of them."""

    text: str
    limit: int = 10
    statuses: tuple[str, ...] = ("published",)
    audiences: tuple[str, ...] = ()
    category_ids: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    now_ms: int | None = None  # when given, articles outside their validity are left out
    include_expired: bool = False  # keep them, marked


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was found. Spans are (start, end) in characters of the text that they belong to.

    ``confidence`` (0..1) estimates the chance that this article answers the question; only it may be compared across
    queries, ``score`` orders the hits of one query.
    """

    article_id: str
    title: str
    phrase: str  # the title or similar question that matched best
    field: Field
    score: float
    confidence: float
    expired: bool
    title_spans: tuple[Span, ...]
    phrase_spans: tuple[Span, ...]
    snippet: str
    snippet_spans: tuple[Span, ...]
    reasons: tuple[Reason, ...]


class _Candidate(msgspec.Struct, frozen=True):
    row: int  # the article's first row
    best: int  # its row that matched best
    score: float
    expired: bool
    sense: Sense | None = None  # None where only words were compared


class _Found(NamedTuple):
    plan: Plan
    ranking: Ranking
    candidates: list[_Candidate]
    documents: dict[int, Document]


def search(
    connection: Connection, query: Query, cache: PostingCache | None = None, meaning: Meaning | None = None
) -> list[Hit]:
    """Return the articles that match, best first; [] for an empty query. Reads only, on any thread's connection.

    The connection should be in one transaction. A *cache*, one for each database, makes the next keystroke cheap. With
    *meaning*, the vectors of this database, other words and other languages find an article, too, and all are ordered
    by both.
    """
    return [hit for hit, _ in _hits(connection, query, cache or PostingCache(), meaning, finished=False)]


def _hits(
    connection: Connection, query: Query, cache: PostingCache, meaning: Meaning | None, *, finished: bool
) -> list[tuple[Hit, bool]]:
    """Return the hits, best first, and of each whether the query is on its topic."""
    found = _find(connection, query, cache, finished, meaning)
    if found is None:
        return []
    hits: list[tuple[Hit, bool]] = []
    surest = 1.0
    for candidate, explanation in _explained(found, found.candidates[: query.limit]):
        chance = confidence(explanation, _strength(candidate, found.candidates, found.ranking), candidate.sense)
        if candidate.sense is not None:
            chance = surest = min(surest, chance)  # the order is the model's own: no later hit is surer
        document = found.documents[candidate.row]
        hits.append(
            (_hit(document, candidate, explanation, chance), on_topic(explanation, found.plan, candidate.sense))
        )
    return hits


def _explained(found: _Found, candidates: Iterable[_Candidate]) -> Iterator[tuple[_Candidate, Explanation]]:
    explainer = Explainer(found.plan, found.ranking.rarity, found.ranking.rarest)
    for candidate in candidates:
        explanation = explainer.explain(found.documents[candidate.row], candidate.best - candidate.row)
        if not explanation.reasons and candidate.sense is not None:
            explanation = msgspec.structs.replace(explanation, reasons=(Reason(Why.MEANING, ()),))
        yield candidate, explanation


def observe(
    connection: Connection,
    query: Query,
    cache: PostingCache,
    hidden: Iterable[str],
    meaning: Meaning | None = None,
    *,
    finished: bool,
) -> list[tuple[str, tuple[float, ...]]]:
    """Return for each hit its article and what its confidence rests on, as if the *hidden* articles did not exist.

    For calibration: see tests/benchmarks/train_retrieval.py.
    """
    found = _find(connection, query, cache, finished, meaning, hidden)
    if found is None:
        return []
    return [
        (
            found.documents[candidate.row].article_id,
            features(explanation, _strength(candidate, found.candidates, found.ranking), candidate.sense),
        )
        for candidate, explanation in _explained(found, found.candidates[: query.limit])
    ]


def observe_rows(
    connection: Connection, query: Query, cache: PostingCache, meaning: Meaning
) -> list[tuple[str, tuple[float, ...]]]:
    """Return for each row that is weighed its article and its features, for the training of the scorer."""
    reader = Reader(connection, cache)
    plan = make_plan(reader, query.text)
    ranking, words = _by_words(reader, query, plan, max(query.limit, _WEIGHED))
    weighed = _weighed(reader, query, plan, ranking, words, meaning)
    return [
        (weighed.documents[row.row].article_id, tuple(values))
        for row, values in zip(weighed.rows, weighed.features.tolist(), strict=True)
    ]


def _strength(candidate: _Candidate, candidates: list[_Candidate], ranking: Ranking) -> Strength:
    rival = next((other.score for other in candidates if other is not candidate), 0.0)
    return Strength(candidate.score, rival, ranking.ideal)


def suggest(
    connection: Connection,
    message: str,
    query: Query | None = None,
    cache: PostingCache | None = None,
    meaning: Meaning | None = None,
) -> list[Hit]:
    """Return the articles that probably answer a customer's message; [] means no good match.

    *query* may give filters, the time and a limit (3 if absent); its text is not used.
    """
    text = without_manners(message[:_LONGEST_MESSAGE])
    asked = msgspec.structs.replace(query, text=text) if query else Query(text=text, limit=3)
    hits = _hits(connection, asked, cache or PostingCache(), meaning, finished=True)
    if not any(fits for _, fits in hits[:_GLANCE]):
        return []
    best = hits[0][0].score
    enough = best - _LESS_LIKELY if meaning is not None else _NEAR_BEST * best
    return [hit for hit, _ in hits if hit.score >= enough]


def _find(
    connection: Connection,
    query: Query,
    cache: PostingCache,
    finished: bool,
    meaning: Meaning | None = None,
    hidden: Iterable[str] = (),
) -> _Found | None:
    reader = Reader(connection, cache)
    if not reader.extent.rows or not query.text.strip() or query.limit < 1:
        return None
    plan = make_plan(reader, query.text, finished=finished)
    if meaning is None:
        if not plan.probes:
            return None
        ranking, candidates = _by_words(reader, query, plan, query.limit)
        documents = _documents(connection, [candidate.row for candidate in candidates])
        shown = [candidate for candidate in candidates if documents[candidate.row].article_id not in hidden]
        return _Found(plan, ranking, shown, documents)
    ranking, words = _by_words(reader, query, plan, max(query.limit, _WEIGHED))
    weighed = _weighed(reader, query, plan, ranking, words, meaning, hidden)
    return _Found(plan, ranking, weighed.best(), weighed.documents)


def _by_words(reader: Reader, query: Query, plan: Plan, limit: int) -> tuple[Ranking, list[_Candidate]]:
    """Return the scores by words, and the best *limit* articles by them."""
    allowed = _allowed(reader, query)
    count = _CANDIDATES
    while True:
        ranking = rank(reader, plan, allowed, count)
        candidates = _candidates(reader.connection, query, ranking)
        # expired articles and further questions of the same article use up places: look deeper before giving up
        if len(candidates) >= limit or len(ranking.top) < count or count >= _MOST_CANDIDATES:
            return ranking, candidates[:limit]
        count *= 6


class _Weighed(NamedTuple):
    """The rows that words or meaning found, what is known of each, and the articles' documents."""

    rows: list[_Candidate]
    features: Matrix
    documents: dict[int, Document]

    def best(self) -> list[_Candidate]:
        """Return the articles, best first, each with its best row and its share of the chances of all."""
        if not self.rows:
            return []
        scored = scores(self.features)
        best: dict[int, tuple[float, _Candidate]] = {}
        for row, score in zip(self.rows, scored.tolist(), strict=True):
            if row.row not in best or score > best[row.row][0]:
                best[row.row] = score, row
        ordered = sorted(best.values(), key=lambda found: (-found[0], found[1].row))
        chances = np.exp(np.array([score for score, _ in ordered]) - ordered[0][0])
        shares = (chances / chances.sum()).tolist()
        return [
            msgspec.structs.replace(row, score=score, sense=row.sense._replace(share=share))
            for (score, row), share in zip(ordered, shares, strict=True)
            if row.sense is not None
        ]


def _weighed(
    reader: Reader,
    query: Query,
    plan: Plan,
    ranking: Ranking,
    words: list[_Candidate],
    meaning: Meaning,
    hidden: Iterable[str] = (),
) -> _Weighed:
    """Weigh what words found together with what is closest in meaning."""
    sounds = only_sounds(reader, plan)
    found = {candidate.best: candidate for candidate in words}
    closes: dict[int, float] = {}
    if not sounds:
        closeness, asked = meaning.closeness(reader.connection), meaning.encoder.ask(query.text)
        near = closeness.nearest(asked, _CANDIDATES, _allowed(reader, query))
        allowed = near.rows[near.cosines >= _CLOSE_ENOUGH]
        listed: set[int] = set()
        for candidate in _owned(reader.connection, query, allowed.tolist(), ranking):
            listed.add(candidate.row)
            if len(listed) > max(query.limit, _WEIGHED):
                break
            found.setdefault(candidate.best, candidate)
        rows = np.array(list(found), dtype=np.int64)
        closes = dict(zip(found, closeness.cosines(asked, rows).tolist(), strict=True))
    documents = _documents(reader.connection, sorted({candidate.row for candidate in found.values()}))
    kept = [
        msgspec.structs.replace(candidate, sense=Sense(closes.get(candidate.best, 0.0), 0.0))
        for candidate in found.values()
        if candidate.row in documents and documents[candidate.row].article_id not in hidden
    ]
    given = [
        ScoredRow(
            phrase=meant(documents[row.row])[row.best - row.row][:MAX_QUERY],
            in_phrase=float(ranking.phrase[row.best]),
            in_text=float(ranking.text[row.row]),
            close=closes.get(row.best, 0.0),
            has_body=bool(documents[row.row].body),
        )
        for row in kept
    ]
    values = scored_features(plan, ranking, given, sounds=sounds) if given else np.zeros((0, 0))
    return _Weighed(kept, values, documents)


def _allowed(reader: Reader, query: Query) -> NDArray[np.bool_] | None:
    """Return which rows pass the filters, None if all do."""
    wanted = {
        Facet.AUDIENCE: query.audiences,
        Facet.CATEGORY: query.category_ids,
        Facet.LANGUAGE: query.languages,
        Facet.TAG: query.tags,
    }
    terms = {facet: [facet_term(facet, value) for value in values] for facet, values in wanted.items() if values}
    if not terms:
        return None
    found = postings.read(reader.connection, [term for values in terms.values() for term in values])
    allowed = np.ones(reader.extent.rows, dtype=bool)
    for values in terms.values():
        passing = np.zeros(reader.extent.rows, dtype=bool)
        for term in values:
            passing[np.frombuffer(found.get(term, b""), dtype="<u4") >> 8] = True
        allowed &= passing
    return allowed


def _candidates(connection: Connection, query: Query, ranking: Ranking) -> list[_Candidate]:
    """Return the articles of the top rows, best first, each with its best row."""
    best: dict[int, _Candidate] = {}
    for candidate in _owned(connection, query, ranking.top.tolist(), ranking):
        if candidate.row not in best or candidate.score > best[candidate.row].score:
            best[candidate.row] = candidate
    ordered = sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.row))
    return [candidate for candidate in ordered if candidate.score >= _NOISE * ordered[0].score]


def _owned(connection: Connection, query: Query, rows: list[int], ranking: Ranking) -> Iterator[_Candidate]:
    """Yield those of these rows whose articles pass the filters, in their order."""
    for row, first, status, valid_from, valid_until in _owners(connection, rows):
        if query.statuses and status not in query.statuses:
            continue
        expired = query.now_ms is not None and (
            (valid_from is not None and query.now_ms < valid_from)
            or (valid_until is not None and query.now_ms >= valid_until)
        )
        if row < len(ranking.phrase) and (not expired or query.include_expired):
            yield _Candidate(first, row, float(ranking.phrase[row] + ranking.text[first]), expired)


def _owners(connection: Connection, rows: list[int]) -> list[tuple[int, int, str, int | None, int | None]]:
    """Return for each row its article's first row, status and validity, in the order asked."""
    sql = (
        "SELECT asked.value, article.row, article.status, article.valid_from, article.valid_until"
        " FROM json_each(?) AS asked"
        " JOIN search_article AS article ON article.row ="
        " (SELECT max(row) FROM search_article WHERE row <= asked.value)"
        " WHERE asked.value < article.row + article.row_count ORDER BY asked.key"
    )
    return [(*row,) for row in connection.exec_driver_sql(sql, (str(rows),)).all()]


def _documents(connection: Connection, rows: list[int]) -> dict[int, Document]:
    found = connection.exec_driver_sql(
        "SELECT row, document FROM search_article WHERE row IN (SELECT value FROM json_each(?))", (str(rows),)
    ).all()
    return {row: decode_document(data) for row, data in found}


def _hit(document: Document, candidate: _Candidate, explanation: Explanation, chance: float) -> Hit:
    return Hit(
        article_id=document.article_id,
        title=document.title,
        phrase=explanation.phrase,
        field=explanation.field,
        score=candidate.score,
        confidence=chance,
        expired=candidate.expired,
        title_spans=explanation.title_spans,
        phrase_spans=explanation.phrase_spans,
        snippet=explanation.snippet,
        snippet_spans=explanation.snippet_spans,
        reasons=explanation.reasons,
    )
