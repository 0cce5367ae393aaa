"""Measure retrieval on labelled questions: python -m tests.benchmarks.bench_retrieval --data DIR [--json].

DIR holds folders, each a base: ``articles.jsonl`` with {id, title, body, category, similar} and, in the folder or below
it, ``queries.jsonl`` with {query, relevant: [ids], source} and ``robust.jsonl`` with a ``kind`` as well. Sources count
equally in the line "all". No text of such data belongs in this repository.

``--calibrate`` fits the weights of app/search/confidence.py on every third question, with three in ten of the right
articles hidden, and prints them with a check on the other questions.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, create_engine

from app.search import cache, confidence, index, query

Record = dict[str, Any]
DEPTH = 10


def _lines(path: Path) -> list[Record]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _index(connection: Connection, articles: Iterable[Record]) -> None:
    index.create_tables(connection)
    index.rebuild(
        connection,
        (
            index.Document(
                article_id=article["id"],
                title=article["title"],
                questions=tuple(article.get("similar", ())),
                body=article.get("body", ""),
                category_path=(article["category"],) if article.get("category") else (),
            )
            for article in articles
        ),
    )


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


def _ask(connection: Connection, questions: list[Record], group_by: str) -> dict[str, object]:
    groups: dict[str, list[int]] = defaultdict(list)
    times: list[float] = []
    suggested: list[int] = []
    kept = cache.PostingCache()
    for question in questions:
        started = time.process_time()
        hits = query.search(connection, query.Query(text=question["query"], limit=DEPTH), kept)
        times.append((time.process_time() - started) * 1_000)
        groups[question.get(group_by) or "questions"].append(_place(hits, question["relevant"]))
        if hits and hits[0].confidence >= confidence.GOOD_MATCH:
            suggested.append(int(hits[0].article_id in question["relevant"]))
    figures = {name: _figures(places) for name, places in sorted(groups.items())}
    return {
        **figures,
        "all": _mean(list(figures.values())),
        "answered": round(len(suggested) / len(questions), 3),
        "first_right_when_answered": round(sum(suggested) / max(1, len(suggested)), 3),
        "cpu_ms": {"p50": round(statistics.median(times), 2), "p95": round(sorted(times)[int(len(times) * 0.95)], 2)},
    }


def _sample(questions: list[Record], most: int) -> list[Record]:
    """Return at most *most* questions of each source and kind."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for question in questions:
        groups[question.get("source", ""), question.get("kind", "")].append(question)
    draw = random.Random(1)
    return [
        question
        for group in groups.values()
        for question in (draw.sample(group, most) if 0 < most < len(group) else group)
    ]


def _observations(connection: Connection, questions: list[Record]) -> list[tuple[tuple[float, ...], int]]:
    """Return features and truth of the first three hits of each question, three in ten right articles hidden."""
    draw = random.Random(7)
    found: list[tuple[tuple[float, ...], int]] = []
    kept = cache.PostingCache()
    for question in questions:
        hidden = question["relevant"] if draw.random() < 0.3 else ()
        for hit, values in query.observe(connection, query.Query(text=question["query"], limit=6), kept, hidden)[:3]:
            found.append((values, int(hit in question["relevant"])))
    return found


def _calibrate(observed: list[tuple[tuple[float, ...], int]]) -> dict[str, object]:
    """Fit a logistic regression by Newton's method on a third; report what each tenth of the estimates is worth."""
    values = np.array([[*features, 1.0] for features, _ in observed])
    truth = np.array([right for _, right in observed], dtype=float)
    learn = np.arange(len(truth)) % 3 == 0
    weights = np.zeros(values.shape[1])
    for _ in range(50):
        estimate = 1 / (1 + np.exp(-values[learn] @ weights))
        curve = values[learn].T @ (values[learn] * (estimate * (1 - estimate))[:, None])
        slope = values[learn].T @ (truth[learn] - estimate) - 0.1 * weights
        weights += np.linalg.solve(curve + 0.1 * np.eye(len(weights)), slope)
    checked = 1 / (1 + np.exp(-values[~learn] @ weights))
    tenths = {
        f"{low / 10:.1f}": [int(inside.sum()), round(float(truth[~learn][inside].mean()), 3)]
        for low in range(10)
        if (inside := (checked >= low / 10) & (checked < (low + 1) / 10)).any()
    }
    return {"weights": [round(float(weight), 2) for weight in weights], "tenths": tenths}


def measure(base: Path, most: int, calibrate: bool) -> dict[str, object]:
    """Return the figures of one base, *most* questions of each source (0: all)."""
    engine = create_engine("sqlite://")
    figures: dict[str, object] = {}
    with engine.connect() as connection:
        _index(connection, _lines(base / "articles.jsonl"))
        for path in sorted(base.glob("**/*.jsonl")):
            if path.name not in ("queries.jsonl", "robust.jsonl"):
                continue
            questions = [record for record in _lines(path) if "query" in record and record.get("relevant")]
            if not questions:
                continue
            name = str(path.relative_to(base).with_suffix(""))
            asked = _sample(questions, most)
            if calibrate:
                figures[name] = _calibrate(_observations(connection, asked))
            else:
                figures[name] = _ask(connection, asked, "kind" if path.name == "robust.jsonl" else "source")
    return figures


def main(arguments: list[str]) -> int:
    """Print the figures of every base below --data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=0, help="at most so many of each source; 0 is all")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--calibrate", action="store_true")
    options = parser.parse_args(arguments)
    bases = sorted(path.parent for path in options.data.glob("**/articles.jsonl"))
    figures = {base.name: measure(base, options.questions, options.calibrate) for base in bases}
    print(json.dumps(figures, ensure_ascii=False, indent=None if options.json else 2))
    return 0 if figures else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
