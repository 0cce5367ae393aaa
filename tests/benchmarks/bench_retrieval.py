"""Measure retrieval on labelled questions: python -m tests.benchmarks.bench_retrieval --data DIR [--json].

DIR holds folders, each a base; retrieval_data.py says what is in one. Printed are recall@1, @3, @5 and MRR@10 by source
and by class of question (plain, typing errors, pinyin, initials, Traditional, mixed, half typed), the share that is
answered and right at the level of a good match, the gain from adopted questions, and the processor time of a search.
Sources and classes count equally in the line "all". No text of such data belongs in this repository.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

from sqlalchemy import Connection, create_engine

from app.search import cache, index, levels, query
from app.search.encoder import Encoder
from app.search.meaning import Meaning
from tests.benchmarks import retrieval_data
from tests.benchmarks.retrieval_data import Record

DEPTH = 10
ADOPTED = 4
ASKED_OFTEN = ADOPTED + 2  # labelled questions of one article, of which some can be adopted and others asked


def _place(hits: list[query.Hit], relevant: list[str]) -> int:
    return next((place for place, hit in enumerate(hits) if hit.article_id in relevant), DEPTH)


def _figures(places: list[int]) -> dict[str, float]:
    return {
        "questions": len(places),
        **{f"r@{depth}": round(sum(place < depth for place in places) / len(places), 3) for depth in (1, 3, 5)},
        "mrr@10": round(sum(1 / (place + 1) for place in places if place < DEPTH) / len(places), 3),
    }


def _mean(groups: list[dict[str, float]]) -> dict[str, float]:
    return {key: round(sum(group[key] for group in groups) / len(groups), 3) for key in groups[0] if key != "questions"}


def ask(connection: Connection, questions: list[Record], meaning: Meaning | None) -> dict[str, object]:
    """Ask all questions; return the figures by class and together."""
    groups: dict[str, list[int]] = defaultdict(list)
    times: list[float] = []
    suggested: list[int] = []
    kept = cache.PostingCache()
    for question in questions:
        started = time.process_time()
        hits = query.search(connection, query.Query(text=question["query"], limit=DEPTH), kept, meaning)
        times.append((time.process_time() - started) * 1_000)
        groups[question.get("class", "questions")].append(_place(hits, question["relevant"]))
        if hits and hits[0].confidence >= levels.GOOD_MATCH:
            suggested.append(int(hits[0].article_id in question["relevant"]))
    figures = {name: _figures(places) for name, places in sorted(groups.items())}
    return {
        **figures,
        "all": _mean(list(figures.values())),
        "answered": round(len(suggested) / len(questions), 3),
        "first_right_when_answered": round(sum(suggested) / max(1, len(suggested)), 3),
        "cpu_ms": {"p50": round(statistics.median(times), 2), "p95": round(sorted(times)[int(len(times) * 0.95)], 2)},
    }


def adopt(connection: Connection, articles: list[Record], questions: list[Record], meaning: Meaning) -> Record:
    """Make some questions of an article its similar questions; return what that does for the other questions."""
    by_article: dict[str, list[Record]] = defaultdict(list)
    for question in questions:
        by_article[question["relevant"][0]].append(question)
    often = {key: asked for key, asked in by_article.items() if len(asked) >= ASKED_OFTEN}
    rest = [{**one, "class": "questions"} for asked in often.values() for one in asked[ADOPTED:]]
    if not rest:
        return {}
    before = ask(connection, rest, meaning)["all"]
    grown = [
        {**one, "similar": [*one.get("similar", ()), *(each["query"] for each in often[one["id"]][:ADOPTED])]}
        for one in articles
        if one["id"] in often
    ]
    index.put_many(connection, map(retrieval_data.document, grown))
    retrieval_data.make_vectors(connection, meaning.encoder)
    return {
        "articles": len(often),
        "questions": len(rest),
        "before": before,
        "after": ask(connection, rest, meaning)["all"],
    }


def measure(base: Path, most: int, without: list[str], encoder: Encoder | None) -> dict[str, object]:
    """Return the figures of one base, at most *most* questions of each source and class (0: all)."""
    figures: dict[str, object] = {}
    for name, held, asked in retrieval_data.directions(base):
        with create_engine("sqlite://").connect() as connection:
            figures[name] = ask(connection, asked, retrieval_data.fill(connection, held, encoder))
    files = {path: retrieval_data.questions(path, most, without) for path in retrieval_data.question_files(base)}
    if any(files.values()):
        articles = retrieval_data.lines(base / "articles.jsonl")
        with create_engine("sqlite://").connect() as connection:
            meaning = retrieval_data.fill(connection, articles, encoder)
            for path, asked in files.items():
                if asked:
                    figures[str(path.relative_to(base).with_suffix(""))] = ask(connection, asked, meaning)
            plain = [one for path, asked in files.items() if path.name == "queries.jsonl" for one in asked]
            if meaning is not None:
                figures["adopted"] = adopt(connection, articles, plain, meaning)
    return figures


def main(arguments: list[str]) -> int:
    """Print the figures of every base below --data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=0, help="at most so many of each source and class; 0 is all")
    parser.add_argument("--without", action="append", default=[], help="a source whose labels are not to be trusted")
    parser.add_argument("--words-only", action="store_true", help="without the model, as a keystroke searches")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    options = parser.parse_args(arguments)
    bases = sorted(path.parent for path in options.data.glob("**/articles.jsonl"))
    encoder = None if options.words_only else Encoder()
    figures = {base.name: measure(base, options.questions, options.without, encoder) for base in bases}
    print(json.dumps(figures, ensure_ascii=False, indent=None if options.json else 2))
    return 0 if bases else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
