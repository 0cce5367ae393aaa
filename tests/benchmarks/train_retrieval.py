"""Fit the weights of app/search/scorer.py and app/search/confidence.py: python -m tests.benchmarks.train_retrieval.

The order of the rows is a conditional logit (the right one among those found), the confidence of a hit a logistic
regression with three in ten of the right articles hidden. Both learn from a third of the questions, whole or in any
disguise, and are checked on the others. For the confidence there are small bases, too, drawn from the large ones, for
most offices have a few hundred articles, and pieces of titles, for agents type key words.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, create_engine

from app.search import cache, query, scorer
from app.search.encoder import Encoder
from app.search.meaning import Meaning
from tests.benchmarks import retrieval_data
from tests.benchmarks.retrieval_data import Record, may_teach

SMALL, SMALL_BASES = 200, 6
_SMOOTH = 1e-3
Matrix = NDArray[np.float64]


class Observation(NamedTuple):
    """A hit of a labelled question: what its confidence rests on, whether it was right, whether it may teach."""

    features: tuple[float, ...]
    right: bool
    teaches: bool


class Choice(NamedTuple):
    """The rows that were weighed for a question, and which are right."""

    features: Matrix
    right: NDArray[np.bool_]


def choices(connection: Connection, questions: list[Record], meaning: Meaning) -> list[Choice]:
    """Return the choices of those questions for which a right row was found."""
    kept = cache.PostingCache()
    found: list[Choice] = []
    for question in questions:
        rows = query.observe_rows(connection, query.Query(text=question["query"]), kept, meaning)
        right = np.array([article_id in question["relevant"] for article_id, _ in rows], dtype=bool)
        if right.any():
            found.append(Choice(np.array([values for _, values in rows]), right))
    return found


def fit_order(observed: list[Choice]) -> Matrix:
    """Return the weights with which the right rows are likeliest, by gradient steps that grow while they help."""
    values = np.concatenate([one.features for one in observed])
    right = np.concatenate([one.right for one in observed])
    starts = np.cumsum([0, *(len(one.right) for one in observed[:-1])])
    question = np.repeat(np.arange(len(observed)), [len(one.right) for one in observed])
    spread = values.std(axis=0) + 1e-9
    values = (values - values.mean(axis=0)) / spread

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        score = values @ weights
        odds = np.exp(score - np.maximum.reduceat(score, starts)[question])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        push = odds / total[question] - odds * right / good[question]
        cost = -np.log(good / total).mean() + _SMOOTH * weights @ weights
        return float(cost), values.T @ push / len(observed) + 2 * _SMOOTH * weights

    weights = np.zeros(values.shape[1])
    step, (cost, slope), speed = 1.0, loss(weights), np.zeros(values.shape[1])
    for _ in range(3_000):
        speed = 0.9 * speed - step * slope
        tried, steeper = loss(weights + speed)
        if tried > cost:
            step, speed = step / 2, np.zeros_like(speed)
            continue
        weights, cost, slope, step = weights + speed, tried, steeper, step * 1.02
    fitted: Matrix = weights / spread
    return fitted


def observations(
    connection: Connection, questions: list[Record], meaning: Meaning | None, draw: random.Random, *, finished: bool
) -> list[Observation]:
    """Return the first three hits of each question, the right article hidden for three in ten."""
    found: list[Observation] = []
    kept = cache.PostingCache()
    for question in questions:
        hidden = question["relevant"] if draw.random() < 0.3 else ()
        asked = query.Query(text=question["query"], limit=6)
        for hit, values in query.observe(connection, asked, kept, hidden, meaning, finished=finished)[:3]:
            found.append(Observation(values, hit in question["relevant"], may_teach(question)))
    return found


def small_base(
    articles: list[Record], questions: list[Record], draw: random.Random
) -> tuple[list[Record], list[Record]]:
    """Return as many articles as a small office has, and questions that they answer."""
    by_id = {article["id"]: article for article in articles}
    asked = draw.sample(questions, min(len(questions), SMALL // 4))
    chosen = {name: by_id[name] for question in asked for name in question["relevant"][:1] if name in by_id}
    for article in draw.sample(articles, min(len(articles), SMALL)):
        if len(chosen) < SMALL:
            chosen[article["id"]] = article
    return list(chosen.values()), asked


def keywords(articles: list[Record], draw: random.Random, count: int) -> list[Record]:
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


def fit_confidence(observed: list[Observation]) -> dict[str, object]:
    """Fit a logistic regression by Newton's method; report what each tenth of the estimates is worth on the others."""
    values = np.array([[*one.features, 1.0] for one in observed])
    truth = np.array([one.right for one in observed], dtype=float)
    learn = np.array([one.teaches for one in observed])
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


def learn_order(bases: list[Path], most: int, encoder: Encoder) -> dict[str, float]:
    """Return the weights of the scorer for the questions of all bases that may teach."""
    observed: list[Choice] = []
    for base in bases:
        asked = [
            one
            for path in retrieval_data.question_files(base)
            for one in retrieval_data.questions(path, most // 5 if path.name == "robust.jsonl" else most, ())
            if may_teach(one)
        ]
        if asked:
            with create_engine("sqlite://").connect() as connection:
                meaning = retrieval_data.fill(connection, retrieval_data.lines(base / "articles.jsonl"), encoder)
                if meaning is not None:
                    observed.extend(choices(connection, asked, meaning))
    weights = fit_order(observed)
    return {name: round(float(weight), 2) for name, weight in zip(scorer.FEATURES, weights, strict=True)}


def learn_confidence(bases: list[Path], most: int, without: list[str], encoder: Encoder | None) -> dict[str, object]:
    """Return the weights that fit the questions of all bases, whole and cut down, and how well they hold."""
    observed: list[Observation] = []
    draw = random.Random(11)
    for base in bases:
        articles = retrieval_data.lines(base / "articles.jsonl")
        asked = [
            # a robust file holds one question in many disguises; a few of each are enough beside the plain ones
            one
            for path in retrieval_data.question_files(base)
            for one in retrieval_data.questions(path, most // 10 if path.name == "robust.jsonl" else most, without)
        ]
        if not asked:
            continue
        plain = [question for question in asked if "kind" not in question]
        for held, wanted in ((articles, asked), *(small_base(articles, plain, draw) for _ in range(SMALL_BASES))):
            with create_engine("sqlite://").connect() as connection:
                meaning = retrieval_data.fill(connection, held, encoder)
                observed.extend(observations(connection, wanted, meaning, draw, finished=True))
                typed = keywords(held, draw, max(30, len(wanted) // 5))
                observed.extend(observations(connection, typed, meaning, draw, finished=False))
    return fit_confidence(observed)


def main(arguments: list[str]) -> int:
    """Print the weights that fit the bases below --data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("order", "confidence", "confidence-of-words"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=600, help="at most so many of each source; 0 is all")
    parser.add_argument("--without", action="append", default=[], help="a source whose labels are not to be trusted")
    options = parser.parse_args(arguments)
    bases = sorted(path.parent for path in options.data.glob("**/articles.jsonl"))
    if options.what == "order":
        print(json.dumps(learn_order(bases, options.questions, Encoder())))
    else:
        encoder = Encoder() if options.what == "confidence" else None
        print(json.dumps(learn_confidence(bases, options.questions, options.without, encoder), indent=2))
    return 0 if bases else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
