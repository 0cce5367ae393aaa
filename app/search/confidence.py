"""Estimate the chance that a hit answers the question, so that "no good match" can be said honestly.

A logistic regression. Its weights were fitted on a third of the development questions of labelled bases, Chinese and
English, with three in ten of the right articles hidden (bench_retrieval.py --calibrate does it), and checked on the
rest: of what is given 0.7 about 0.7 is right. They are few and smooth, so they carry over to another office.
"""

import math
from typing import NamedTuple

from app.search.explain import Explanation
from app.search.plan import Plan

GOOD_MATCH = 0.15  # an agent's glance at three suggestions costs little; who answers by itself must ask for more
CHANCE = 0.02  # beside a good match, others are shown down to this

_WEIGHTS = (5.1, -6.4, 2.7, 5.6, 1.3, -3.7, 2.4)
_BIAS = -2.6
_LONE_RIVAL = 0.3


class Strength(NamedTuple):
    """The score of a hit, that of the best other article, and what a title equal to the query would get."""

    score: float
    rival: float
    ideal: float


def features(explanation: Explanation, strength: Strength, plan: Plan) -> tuple[float, ...]:
    """Return what the estimate rests on, each about 0..1 (the lead may be negative)."""
    # in a small base the best hit often stands alone; that alone must not look like a lead over others
    rival = max(strength.rival, _LONE_RIVAL * strength.ideal)
    return (
        explanation.likeness,
        explanation.phrase_coverage,
        explanation.coverage,
        (strength.score - rival) / max(strength.score, rival, 1e-9),
        min(1.5, strength.score / max(strength.ideal, 1e-9)),
        1.0 / (1.0 + len(plan.units)),
        1.0 if plan.syllables else 0.0,
    )


def confidence(explanation: Explanation, strength: Strength, plan: Plan) -> float:
    """Return the estimate, 0..1; a hit without a reason, found by a stray character, gets 0."""
    if not explanation.reasons:
        return 0.0
    values = features(explanation, strength, plan)
    return 1.0 / (1.0 + math.exp(-_BIAS - sum(weight * value for weight, value in zip(_WEIGHTS, values, strict=True))))
