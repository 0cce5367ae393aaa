"""A small fleet of desks against a real server process, which is started anew meanwhile: nothing is lost."""

import pytest

from tests.benchmarks.bench_fleet import office, step
from tests.benchmarks.fleet_desks import Plan


@pytest.mark.slow
def test_a_fleet_gets_every_message_also_over_a_restart() -> None:
    with office(30, 5, postgresql=False) as (server, stage):
        plan = Plan(server.port, str(stage), 30, rate=10.0, seconds=2.0, within=1.0, storm=True, warm=0.5)
        found = step(server, plan)
        storm = found["storm"]
        assert (found["messages"], found["missing"], found["errors"]) == (20, 0, {})
        assert found["begun_to_hands_ms"]["n"] in range(20 * 4, 20 * 5 + 1), "each desk of the group but the author's"
        made = found["a_desk_and_minute"]
        assert made["pull"] < made["wait"] / 2, "what moved comes with the wake-up: only authors pull what they wrote"
        assert found["woken_to_hands_ms"]["n"] > 20, "not only by the poll of every half minute"
        assert (storm["missing"], storm["errors"], storm["served_ms"]["n"]) == (0, {}, 30)
        assert "ERROR" not in server.log()
