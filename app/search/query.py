"""Ask the index: search for what an agent types, suggest for what a customer wrote."""

import math
from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from app.search import postings
from app.search.confidence import GOOD_MATCH, Strength, confidence
from app.search.explain import Explanation, Field, Reason, Span, explain
from app.search.index import Document, Facet, block_count, decode_document, facet_term
from app.search.plan import Plan, make_plan
from app.search.rank import Extent, Ranking, rank

_CANDIDATES = 120  # rows that are looked at article by article; several may belong to one article
_MOST_CANDIDATES = 4_000
_NOISE = 0.05  # what scores less than this share of the best hit shares a stray letter with the query


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for. An empty filter lets everything pass; several values of one filter mean any of them."""

    text: str
    limit: int = 20
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


def search(connection: Connection, query: Query) -> list[Hit]:
    """Return the articles that match, best first; [] for an empty query. Reads only, on any thread's connection."""
    found = _find(connection, query)
    if found is None:
        return []
    plan, ranking, candidates = found
    documents = _documents(connection, [candidate.row for candidate in candidates])
    hits: list[Hit] = []
    runner_up = 0.0
    for position, candidate in enumerate(candidates):
        others = candidates[1].score if position == 0 and len(candidates) > 1 else candidates[0].score
        runner_up = others if len(candidates) > 1 else 0.0
        document = documents[candidate.row]
        explanation = explain(plan, document, candidate.best - candidate.row, ranking.rarity)
        hits.append(
            _hit(
                document,
                candidate,
                explanation,
                confidence(explanation, Strength(candidate.score, runner_up, ranking.ideal), plan),
            )
        )
    return hits


def suggest(
    connection: Connection, message: str, *, limit: int = 3, now_ms: int | None = None, audiences: Iterable[str] = ()
) -> list[Hit]:
    """Return the published articles that probably answer a customer's message; [] means no good match."""
    hits = search(connection, Query(text=message, limit=limit, now_ms=now_ms, audiences=tuple(audiences)))
    if not hits or max(hit.confidence for hit in hits) < GOOD_MATCH:
        return []
    return hits


def _find(connection: Connection, query: Query) -> tuple[Plan, Ranking, list[_Candidate]] | None:
    rows, articles = connection.exec_driver_sql("SELECT next_row, articles FROM search_state").one()
    if not rows or not query.text.strip() or query.limit < 1:
        return None
    extent = Extent(block_count(connection), rows, articles)
    plan = make_plan(connection, query.text, extent.blocks)
    if not plan.probes:
        return None
    allowed = _allowed(connection, query, extent)
    count = _CANDIDATES
    while True:
        ranking = rank(connection, plan, allowed, extent, count)
        candidates = _candidates(connection, query, ranking)
        # expired articles and further questions of the same article use up places: look deeper before giving up
        if len(candidates) >= query.limit or len(ranking.top) < count or count >= _MOST_CANDIDATES:
            return plan, ranking, candidates[: query.limit]
        count *= 6


def _allowed(connection: Connection, query: Query, extent: Extent) -> NDArray[np.bool_] | None:
    """Return which rows pass the filters, None if all do."""
    wanted = {
        Facet.STATUS: query.statuses,
        Facet.AUDIENCE: query.audiences,
        Facet.CATEGORY: query.category_ids,
        Facet.LANGUAGE: query.languages,
        Facet.TAG: query.tags,
    }
    terms = {facet: [facet_term(facet, value) for value in values] for facet, values in wanted.items() if values}
    if not terms:
        return None
    found = postings.read(connection, extent.blocks, [term for values in terms.values() for term in values])
    allowed = np.ones(extent.rows, dtype=bool)
    for values in terms.values():
        passing = np.zeros(extent.rows, dtype=bool)
        for term in values:
            passing[np.frombuffer(found.get(term, b""), dtype="<u4") >> 8] = True
        allowed &= passing
    return allowed


def _candidates(connection: Connection, query: Query, ranking: Ranking) -> list[_Candidate]:
    """Return the articles of the top rows, best first, each with its best row."""
    best: dict[int, _Candidate] = {}
    for row, first, valid_from, valid_until in _owners(connection, ranking.top.tolist()):
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


def _owners(connection: Connection, rows: list[int]) -> list[tuple[int, int, int | None, int | None]]:
    """Return for each row its article's first row and validity, in the order asked."""
    sql = (
        "SELECT asked.value, article.row, article.valid_from, article.valid_until FROM json_each(?) AS asked"
        " JOIN search_article AS article ON article.row ="
        " (SELECT max(row) FROM search_article WHERE row <= asked.value)"
        " WHERE asked.value < article.row + article.row_count ORDER BY asked.key"
    )
    return [tuple(row) for row in connection.exec_driver_sql(sql, (str(rows),))]


def _documents(connection: Connection, rows: list[int]) -> dict[int, Document]:
    found = connection.exec_driver_sql(
        "SELECT row, document FROM search_article WHERE row IN (SELECT value FROM json_each(?))", (str(rows),)
    )
    return {row: decode_document(data) for row, data in found}


def _hit(document: Document, candidate: _Candidate, explanation: Explanation, chance: float) -> Hit:
    return Hit(
        article_id=document.article_id,
        title=document.title,
        phrase=explanation.phrase,
        field=explanation.field,
        score=candidate.score if math.isfinite(candidate.score) else 0.0,
        confidence=chance,
        expired=candidate.expired,
        title_spans=explanation.title_spans,
        phrase_spans=explanation.phrase_spans,
        snippet=explanation.snippet,
        snippet_spans=explanation.snippet_spans,
        reasons=explanation.reasons,
    )
