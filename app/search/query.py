"""Ask the index: search for what an agent types, suggest for what a customer wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.search import postings
from app.search.cache import PostingCache, Reader
from app.search.confidence import Strength, confidence, features, on_topic
from app.search.explain import Explainer, Explanation, Field, Reason, Span
from app.search.index import Document, Facet, decode_document, facet_term
from app.search.manners import without_manners
from app.search.plan import Plan, make_plan
from app.search.rank import Ranking, rank

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CANDIDATES = 60  # rows that are looked at article by article; several may belong to one article
_MOST_CANDIDATES = 4_000
_LONGEST_MESSAGE = 2_000  # characters that are looked through for what it is about
_GLANCE = 3  # hits of which one must fit a message
_NEAR_BEST = 0.35  # of a suggestion's score, what another needs to stand beside it
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


def search(connection: Connection, query: Query, cache: PostingCache | None = None) -> list[Hit]:
    """Return the articles that match, best first; [] for an empty query. Reads only, on any thread's connection.

    The connection should be in one transaction. A *cache*, one for each database, makes the next keystroke cheap.
    """
    return [hit for hit, _ in _hits(connection, query, cache or PostingCache(), finished=False)]


def _hits(connection: Connection, query: Query, cache: PostingCache, *, finished: bool) -> list[tuple[Hit, bool]]:
    """Return the hits, best first, and of each whether the query is on its topic."""
    found = _find(connection, query, cache, finished)
    if found is None:
        return []
    plan, ranking, candidates = found
    documents = _documents(connection, [candidate.row for candidate in candidates])
    explainer = Explainer(plan, ranking.rarity, ranking.rarest)
    hits: list[tuple[Hit, bool]] = []
    for candidate in candidates:
        document = documents[candidate.row]
        explanation = explainer.explain(document, candidate.best - candidate.row)
        chance = confidence(explanation, _strength(candidate, candidates, ranking))
        hits.append((_hit(document, candidate, explanation, chance), on_topic(explanation, plan)))
    return hits


def observe(
    connection: Connection, query: Query, cache: PostingCache, hidden: Iterable[str], *, finished: bool
) -> list[tuple[str, tuple[float, ...]]]:
    """Return for each hit its article and what its confidence rests on, as if the *hidden* articles did not exist.

    For calibration: see tests/benchmarks/bench_retrieval.py.
    """
    found = _find(connection, query, cache, finished)
    if found is None:
        return []
    plan, ranking, candidates = found
    documents = _documents(connection, [candidate.row for candidate in candidates])
    shown = [candidate for candidate in candidates if documents[candidate.row].article_id not in hidden]
    explainer = Explainer(plan, ranking.rarity, ranking.rarest)
    observed: list[tuple[str, tuple[float, ...]]] = []
    for candidate in shown:
        document = documents[candidate.row]
        explanation = explainer.explain(document, candidate.best - candidate.row)
        observed.append((document.article_id, features(explanation, _strength(candidate, shown, ranking))))
    return observed


def _strength(candidate: _Candidate, candidates: list[_Candidate], ranking: Ranking) -> Strength:
    rival = next((other.score for other in candidates if other is not candidate), 0.0)
    return Strength(candidate.score, rival, ranking.ideal)


def suggest(
    connection: Connection, message: str, query: Query | None = None, cache: PostingCache | None = None
) -> list[Hit]:
    """Return the articles that probably answer a customer's message; [] means no good match.

    *query* may give filters, the time and a limit (3 if absent); its text is not used.
    """
    text = without_manners(message[:_LONGEST_MESSAGE])
    asked = msgspec.structs.replace(query, text=text) if query else Query(text=text, limit=3)
    hits = _hits(connection, asked, cache or PostingCache(), finished=True)
    if not any(fits for _, fits in hits[:_GLANCE]):
        return []
    return [hit for hit, _ in hits if hit.score >= _NEAR_BEST * hits[0][0].score]


def _find(
    connection: Connection, query: Query, cache: PostingCache, finished: bool
) -> tuple[Plan, Ranking, list[_Candidate]] | None:
    reader = Reader(connection, cache)
    if not reader.extent.rows or not query.text.strip() or query.limit < 1:
        return None
    plan = make_plan(reader, query.text, finished=finished)
    if not plan.probes:
        return None
    allowed = _allowed(reader, query)
    count = _CANDIDATES
    while True:
        ranking = rank(reader, plan, allowed, count)
        candidates = _candidates(connection, query, ranking)
        # expired articles and further questions of the same article use up places: look deeper before giving up
        if len(candidates) >= query.limit or len(ranking.top) < count or count >= _MOST_CANDIDATES:
            return plan, ranking, candidates[: query.limit]
        count *= 6


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
    for row, first, status, valid_from, valid_until in _owners(connection, ranking.top.tolist()):
        if query.statuses and status not in query.statuses:
            continue
        expired = query.now_ms is not None and (
            (valid_from is not None and query.now_ms < valid_from)
            or (valid_until is not None and query.now_ms >= valid_until)
        )
        if expired and not query.include_expired:
            continue
        score = float(ranking.phrase[row] + ranking.text[first])
        if first not in best or score > best[first].score:
            best[first] = _Candidate(first, row, score, expired)
    ordered = sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.row))
    return [candidate for candidate in ordered if candidate.score >= _NOISE * ordered[0].score]


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
