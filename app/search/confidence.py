"""Estimate the chance that a hit answers the question, so that "no good match" can be said honestly.

A logistic regression. Its weights were fitted on a third of the development questions of labelled bases, Chinese and
English, with three in ten of the right articles hidden (bench_retrieval.py --calibrate does it), and checked on the
rest: of what is given 0.7 about 0.7 is right. They are few and smooth, so they carry over to another office.
"""

import math
from typing import NamedTuple

from app.search.explain import Explanation
from app.search.plan import Plan

GOOD_MATCH = 0.4  # a suggestion below this is more of a nuisance than a help

_WEIGHTS = (4.5, -7.6, 3.1, 6.0, 4.9, -0.8, 0.8)
_BIAS = -4.3


class Strength(NamedTuple):
    """The score of a hit, that of the best other article, and what a title equal to the query would get."""

    score: float
    rival: float
    ideal: float


def features(explanation: Explanation, strength: Strength, plan: Plan) -> tuple[float, ...]:
    """Return what the estimate rests on, each about 0..1 (the lead may be negative)."""
    return (
        explanation.likeness,
        explanation.phrase_coverage,
        explanation.coverage,
        (strength.score - strength.rival) / max(strength.score, strength.rival, 1e-9),
        min(1.5, strength.score / max(strength.ideal, 1e-9)),
        1.0 / (1.0 + len(plan.units)),
        1.0 if plan.syllables else 0.0,
    )


def confidence(values: tuple[float, ...]) -> float:
    """Return the estimate for these :func:`features`, 0..1."""
    return 1.0 / (1.0 + math.exp(-_BIAS - sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))))
