"""Estimate the chance that a hit answers the question."""

import math

from app.search.explain import Explanation
from app.search.plan import Plan

GOOD_MATCH = 0.5


def features(plan: Plan, explanation: Explanation, score: float, runner_up: float) -> tuple[float, ...]:
    """Return what the estimate rests on."""
    size = len(plan.units)
    return (
        explanation.likeness,
        explanation.phrase_coverage,
        explanation.coverage,
        (score - runner_up) / score if score > 0 else 0.0,
        score / (10.0 + 5.0 * size),
        1.0 / (1.0 + size),
        1.0 if plan.syllables else 0.0,
    )


def confidence(plan: Plan, explanation: Explanation, score: float, runner_up: float) -> float:
    """Return the estimate, 0..1."""
    values = features(plan, explanation, score, runner_up)
    return 1.0 / (1.0 + math.exp(-sum(values)))
