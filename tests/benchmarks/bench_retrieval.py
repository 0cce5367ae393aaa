"""Measure retrieval on labelled questions: python -m tests.benchmarks.bench_retrieval --data DIR [--json].

DIR holds folders, each a base: ``articles.jsonl`` with {id, title, body, category, similar} and, in the folder or below
it, ``queries.jsonl`` with {query, relevant: [ids], source} and ``robust.jsonl`` with a ``kind`` as well. Sources count
equally in the line "all". No text of such data belongs in this repository.

``--calibrate`` fits the weights of app/search/confidence.py on every third question, with three in ten of the right
articles hidden, and prints them with a check on the other questions. Beside the bases it takes small ones drawn from
them, for most offices have a few hundred articles, and pieces of titles, for agents type key words.
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
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, create_engine

from app.search import cache, index, levels, query

Record = dict[str, Any]
DEPTH = 10
SMALL, SMALL_BASES = 200, 6


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


class Observation(NamedTuple):
    """A hit of a labelled question: what its confidence rests on, and whether it was right."""

    question: int
    features: tuple[float, ...]
    right: bool


def _observations(connection: Connection, questions: list[Record], first: int, *, finished: bool) -> list[Observation]:
    """Return the first three hits of each question, the right article hidden for three in ten; number from *first*."""
    draw = random.Random(first + 7)
    found: list[Observation] = []
    kept = cache.PostingCache()
    for number, question in enumerate(questions, first):
        hidden = question["relevant"] if draw.random() < 0.3 else ()
        asked = query.Query(text=question["query"], limit=6)
        for hit, values in query.observe(connection, asked, kept, hidden, finished=finished)[:3]:
            found.append(Observation(number, values, hit in question["relevant"]))
    return found


def _small_base(
    articles: list[Record], questions: list[Record], draw: random.Random
) -> tuple[list[Record], list[Record]]:
    """Return as many articles as a small office has, and questions that they answer."""
    by_id = {article["id"]: article for article in articles}
    asked = draw.sample(questions, min(len(questions), SMALL // 4))
    chosen = {name: by_id[name] for question in asked for name in question["relevant"][:1] if name in by_id}
    for article in draw.sample(articles, min(len(articles), SMALL)):
        if len(chosen) < SMALL:
            chosen[article["id"]] = article
    return list(chosen.values()), [{**question, "relevant": question["relevant"]} for question in asked]


def _keywords(articles: list[Record], draw: random.Random, count: int) -> list[Record]:
    """Return pieces of titles as an agent types them; right is every article that has the piece in a title."""
    made: list[Record] = []
    for article in draw.sample(articles, min(len(articles), count)):
        title = article["title"].strip()
        if len(title) < 2:
            continue
        if title.isascii():
            words = title.split()
            start = draw.randrange(len(words))
            piece = " ".join(words[start : start + draw.randint(1, 3)])
        else:
            start = draw.randrange(max(1, len(title) - 3))
            piece = title[start : start + draw.randint(2, 6)]
        having = [
            other["id"]
            for other in articles
            if any(piece in phrase for phrase in (other["title"], *other.get("similar", ())))
        ]
        made.append({"query": piece, "relevant": having})
    return made


def _calibrate(observed: list[Observation]) -> dict[str, object]:
    """Fit a logistic regression by Newton's method on a third; report what each tenth of the estimates is worth."""
    values = np.array([[*one.features, 1.0] for one in observed])
    truth = np.array([one.right for one in observed], dtype=float)
    learn = np.array([one.question % 3 == 0 for one in observed])
    weights = np.zeros(values.shape[1])
    for _ in range(50):
        estimate = 1 / (1 + np.exp(-values[learn] @ weights))
        curve = values[learn].T @ (values[learn] * (estimate * (1 - estimate))[:, None])
        slope = values[learn].T @ (truth[learn] - estimate) - 0.1 * weights
        weights += np.linalg.solve(curve + 0.1 * np.eye(len(weights)), slope)
    checked = 1 / (1 + np.exp(-values[~learn] @ weights))
    tenths = {
        f"{low / 10:.1f}": {"hits": int(inside.sum()), "right": round(float(truth[~learn][inside].mean()), 3)}
        for low in range(10)
        if (inside := (checked >= low / 10) & (checked < (low + 1) / 10)).any()
    }
    return {"weights": [round(float(weight), 2) for weight in weights], "tenths": tenths}


def _question_files(base: Path) -> list[Path]:
    return sorted(path for path in base.glob("**/*.jsonl") if path.name in ("queries.jsonl", "robust.jsonl"))


def _questions(path: Path, most: int, without: list[str]) -> list[Record]:
    records = [record for record in _lines(path) if "query" in record and record.get("relevant")]
    return _sample([record for record in records if record.get("source") not in without], most)


def measure(base: Path, most: int, without: list[str]) -> dict[str, object]:
    """Return the figures of one base, at most *most* questions of each source (0: all)."""
    with create_engine("sqlite://").connect() as connection:
        _index(connection, _lines(base / "articles.jsonl"))
        return {
            str(path.relative_to(base).with_suffix("")): _ask(
                connection, asked, "kind" if path.name == "robust.jsonl" else "source"
            )
            for path in _question_files(base)
            if (asked := _questions(path, most, without))
        }


def calibrate(bases: list[Path], most: int, without: list[str]) -> dict[str, object]:
    """Return the weights that fit the questions of all bases, whole and cut down, and how well they hold."""
    observed: list[Observation] = []
    draw = random.Random(11)
    for base in bases:
        articles = _lines(base / "articles.jsonl")
        questions = [
            # a robust file holds one question in many disguises; a few of each are enough beside the plain ones
            question
            for path in _question_files(base)
            for question in _questions(path, most // 10 if path.name == "robust.jsonl" else most, without)
        ]
        if not questions:
            continue
        plain = [question for question in questions if "kind" not in question]
        small = [_small_base(articles, plain, draw) for _ in range(SMALL_BASES)]
        for held, asked in ((articles, questions), *small):
            with create_engine("sqlite://").connect() as connection:
                _index(connection, held)
                observed.extend(_observations(connection, asked, _next(observed), finished=True))
                typed = _keywords(held, draw, max(30, len(asked) // 5))
                observed.extend(_observations(connection, typed, _next(observed), finished=False))
    return _calibrate(observed)


def _next(observed: list[Observation]) -> int:
    return observed[-1].question + 1 if observed else 0


def main(arguments: list[str]) -> int:
    """Print the figures of every base below --data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=0, help="at most so many of each source and kind; 0 is all")
    parser.add_argument("--without", action="append", default=[], help="a source whose labels are not to be trusted")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.add_argument("--calibrate", action="store_true")
    options = parser.parse_args(arguments)
    bases = sorted(path.parent for path in options.data.glob("**/articles.jsonl"))
    figures: dict[str, object] = (
        calibrate(bases, options.questions, options.without)
        if options.calibrate
        else {base.name: measure(base, options.questions, options.without) for base in bases}
    )
    print(json.dumps(figures, ensure_ascii=False, indent=None if options.json else 2))
    return 0 if bases else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
