"""Measure the robot's intents: python -m tests.benchmarks.bench_intents --data DIR [--json].

DIR holds ``NAME_train.jsonl`` with {text, label} and, beside it or below, ``NAME.jsonl``, ``NAME_test.jsonl``,
``NAME_val.jsonl`` or ``NAME_dev.jsonl`` to ask; label "oos" is out of scope. Printed are the accuracy in scope, and,
with the threshold that leaves 95 of 100 right answers answered, the share that is answered, how much of it is right,
and which share of what is out of scope is noticed. That threshold is taken from every second question and the figures
from the others. No text of such data belongs in this repository.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.search import intents
from app.search.encoder import Encoder
from tests.benchmarks.retrieval_data import Record, lines

KEPT = 0.95
ENDINGS = ("", "_test", "_val", "_dev")


def _auroc(inside: NDArray[np.float64], outside: NDArray[np.float64]) -> float:
    order = np.concatenate([inside, outside]).argsort().argsort() + 1
    wins = order[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(wins / (len(inside) * len(outside)))


def measure(train: Path, asked: list[Record], encoder: Encoder) -> dict[str, object]:
    """Train on one file and return the figures of the questions."""
    began = time.process_time()
    examples = [(one["text"], one["label"]) for one in lines(train) if one["label"] != "oos"]
    trained = intents.train(encoder, examples)
    took = time.process_time() - began
    began = time.process_time()
    guesses = [trained.guess(encoder, [one["text"]])[0] for one in asked]
    each = (time.process_time() - began) * 1_000 / len(asked)
    right = np.array([guess.intent == one["label"] for guess, one in zip(guesses, asked, strict=True)])
    chance = np.array([guess.chance for guess in guesses])
    known = np.array([one["label"] in trained.names for one in asked])
    learn = np.arange(len(asked)) % 2 == 0
    threshold = float(np.quantile(chance[learn & right], 1 - KEPT))
    answered = chance >= threshold
    check = ~learn
    figures: dict[str, object] = {
        "intents": len(trained.names),
        "examples": len(examples),
        "questions": len(asked),
        "accuracy_in_scope": round(float(right[known].mean()), 3),
        "threshold": round(threshold, 3),
        "answered_in_scope": round(float(answered[check & known].mean()), 3),
        "right_when_answered": round(float(right[check & known & answered].mean()), 3),
        "training_cpu_s": round(took, 1),
        "guess_cpu_ms": round(each, 2),
    }
    if not known.all():
        figures["out_of_scope_noticed"] = round(float((~answered)[check & ~known].mean()), 3)
        figures["auroc"] = round(_auroc(chance[known], chance[~known]), 3)
    return figures


def main(arguments: list[str]) -> int:
    """Print the figures of every set below --data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", action="append", default=[], help="the name of a set")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    options = parser.parse_args(arguments)
    encoder = Encoder()
    figures: dict[str, object] = {}
    for train in sorted(options.data.glob("**/*_train.jsonl")):
        name = train.name.removesuffix("_train.jsonl")
        wanted = {f"{name}{ending}.jsonl" for ending in ENDINGS}
        files = sorted(path for path in train.parent.glob("**/*.jsonl") if path.name in wanted)
        if files and (not options.only or name in options.only):
            figures[name] = measure(train, lines(files[0]), encoder)
    print(json.dumps(figures, ensure_ascii=False, indent=None if options.json else 2))
    return 0 if figures else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
