"""Clients and a server over a lying network and failing disks end equal, with nothing lost and nothing doubled.

300 fixed seeds, 25 days of talk and 200 fresh seeds by default; ``ZHIYING_SIM_SEEDS=5000`` plays so many fresh ones
instead, and tries the rarer bugs, too. A seed that fails says which invariant it broke, and the command that plays it
again.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from app.domain.guard import STALE
from tests.simulation.coverage import PARTS
from tests.simulation.mutants import MUTANTS, RARE, Break
from tests.simulation.play import COMPARING, Failed, Stage, stage

FIXED, TALK, FRESH = 300, 25, int(os.environ.get("ZHIYING_SIM_SEEDS", "200"))
FOUND = (5001314, 542214014999, 937856883909)
"""A device took a page for all up to its cursors, and went on with a history that lacks what the page left out for it;
a server put back from a backup was asked about a refusal; a refusal that was lost with the power counted as known.
"""
MEETING = (4, 24, 36, 48, 64, 80, 87, 124, 169, 170, 171)
"""Days which meet every part of the protocol between them."""
AT_ONCE = 25
"""Seeds of one test: few enough for two workers to share them evenly."""
MORE_SEEDS = 40
"""How many are tried for a bug whose own seed does not catch it any more."""
BUGS = {**MUTANTS, **(dict.fromkeys(RARE, 0) if "ZHIYING_SIM_SEEDS" in os.environ else {})}
pytestmark = [
    pytest.mark.slow,
    # a disk without room, a server that was put back: what the program says to that belongs to the play
    pytest.mark.allow_logs("app", "sync_server", "sqlalchemy"),
]


@pytest.fixture(scope="module")
def here() -> Iterator[Stage]:
    """A stage for this worker's seeds."""
    with stage() as built:
        yield built


@pytest.mark.parametrize("first", range(0, FIXED, AT_ONCE))
def test_fixed_seeds(first: int, here: Stage) -> None:
    for seed in range(first, min(first + AT_ONCE, FIXED)):
        here.play(seed)


@pytest.mark.parametrize("seed", FOUND)
def test_seeds_that_found_a_fault(seed: int, here: Stage) -> None:
    here.play(seed)


@pytest.mark.parametrize("part", range(0, FRESH, AT_ONCE))
def test_fresh_seeds(part: int, here: Stage) -> None:
    chance = random.SystemRandom()
    for _ in range(min(AT_ONCE, FRESH - part)):
        here.play(chance.randrange(10_000, 1 << 40), talk=chance.random() < 0.25)


def test_the_same_seed_gives_the_same_day(here: Stage) -> None:
    assert here.play(7, 120) == here.play(7, 120)


def test_days_of_talk(here: Stage) -> None:
    """Replies are held back all the time, and what their authors send all the same reaches the office once."""
    answers: Counter[tuple[str, str]] = Counter()
    for seed in range(100, 100 + TALK):
        answers.update(here.play(seed, talk=True).answers)
    assert answers["message", STALE] > 10
    assert answers["message", ""] > 10


def test_every_part_of_the_protocol_is_met(here: Stage) -> None:
    """What never happens in a simulation is not proven by it."""
    missing = set(PARTS)
    for seed in (*MEETING, *range(0, MORE_SEEDS * COMPARING, COMPARING)):
        missing -= here.play(seed).met.keys()
        if not missing:
            return
    pytest.fail(f"never met: {sorted(missing)}")


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_bug_put_in_on_purpose_is_noticed(bug: Break, here: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    bug(monkeypatch)
    known = BUGS[bug]
    for seed in range(known, known + (FRESH if bug in RARE else MORE_SEEDS)):
        try:
            here.play(seed)
        except Failed as noticed:
            assert not isinstance(noticed.__cause__, TypeError), "the bug does not fit the program any more"
            return
    pytest.fail("nobody noticed")
