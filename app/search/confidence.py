"""Estimate the chance that a hit answers the question, so that "no good match" can be said honestly.

A logistic regression. Its weights were fitted on a third of the development questions of labelled bases, Chinese and
English, whole and cut down to 200 articles, and on key words from their titles, with three in ten of the right articles
hidden (train_retrieval.py does it), and checked on the rest: of what is given 0.7 about 0.7 is right. They
are few, smooth and none is negative, so they carry over to another office.
"""

import math
from typing import NamedTuple

from app.search.explain import Explanation, Why
from app.search.plan import Plan

# A message is on the topic of an article that has about half a rare piece of it in a title, or more in its body. Lower
# than any good chance: of several articles about earbuds each has a small one, and an agent sees at once which it is.
_ENOUGH, _IN_BODY = 0.44, 0.4
_ENOUGH_HEARD, _FEW_SYLLABLES = 0.6, 3

_WEIGHTS = (1.9, 1.7, 5.9, 0.9, 5.5)
_BIAS = -3.3
_LONE_RIVAL = 0.3
# nearly the same words: of hits with a likeness of .7 .70 were right, of .95 .90, however close another article came
_SAME, _SUREST = 0.7, 0.95


# The same with the model (2026-11-23, train_retrieval.py confidence --questions 250, BQ left out for its labels): the
# share of the chances of all that were weighed stands for the lead, and closeness comes last, which that share has
# counted already. On the other questions .82 of what is given 0.7 to 0.8 was right, .91 of 0.8 to 0.9, .93 above.
_WEIGHTS_OF_SENSE = (4.34, 1.54, 5.85, 0.94, 5.61, -0.57)
_BIAS_OF_SENSE = -6.64
_MEANS_IT = 0.6  # closeness from which a message is on the topic of an article, whatever the words


class Strength(NamedTuple):
    """The score of a hit, that of the best other article, and what a title equal to the query would get."""

    score: float
    rival: float
    ideal: float


class Sense(NamedTuple):
    """How close a hit's meaning is (-1..1), and its share (0..1) of the chances of all that were weighed."""

    close: float
    share: float


def features(explanation: Explanation, strength: Strength, sense: Sense | None = None) -> tuple[float, ...]:
    """Return what the estimate rests on, each about 0..1 (the lead may be negative); one more with the model."""
    said = 1.0 - math.exp(-explanation.said_anywhere / 2)
    covered = explanation.phrase_coverage, explanation.coverage
    if sense is not None:
        return *covered, sense.share, said, explanation.heard, max(0.0, sense.close)
    # in a small base the best hit often stands alone; that alone must not look like a lead over others
    rival = max(strength.rival, _LONE_RIVAL * strength.ideal)
    lead = (strength.score - rival) / max(strength.score, rival, 1e-9)
    return *covered, lead, said, explanation.heard


def confidence(explanation: Explanation, strength: Strength, sense: Sense | None = None) -> float:
    """Return the estimate, 0..1; a hit without a reason, found by a stray character, gets 0."""
    if not explanation.reasons:
        return 0.0
    values = features(explanation, strength, sense)
    bias, weights = (_BIAS, _WEIGHTS) if sense is None else (_BIAS_OF_SENSE, _WEIGHTS_OF_SENSE)
    logit = bias + sum(weight * value for weight, value in zip(weights, values, strict=True))
    same = explanation.likeness if explanation.said and explanation.likeness >= _SAME else 0.0
    return max(1.0 / (1.0 + math.exp(-logit)), min(same, _SUREST))


def on_topic(explanation: Explanation, plan: Plan, sense: Sense | None = None) -> bool:
    """Return whether an article shares enough with a message to be worth a glance, likely or not."""
    said = explanation.said + _IN_BODY * (explanation.said_anywhere - explanation.said)
    heard = explanation.heard if len(plan.syllables) >= _FEW_SYLLABLES else 0.0
    similar = any(reason.why is Why.SIMILAR_WORD for reason in explanation.reasons)
    close = sense is not None and sense.close >= _MEANS_IT
    return said >= _ENOUGH or heard >= _ENOUGH_HEARD or similar or close
