"""The simulation with impatient guards: replies are held back all the time, and still nothing is lost or doubled."""

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.sync import test_simulation
from tests.sync.simulation import World


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "disasters"), [(1, False), (2, True), (4, True)])
def test_held_replies_reach_the_office_once(
    seed: int, disasters: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync_server.service.guard.GRACE_MS", 600)
    monkeypatch.setattr("app.domain.guard.OLD_MS", 8_000)
    seen: Counter[str] = Counter()
    check = World.check

    def watched(world: World) -> None:
        check(world)
        for row in world._results().values():
            result: dict[str, Any] = msgspec.json.decode(row["result"])
            seen[result.get("code", "")] += 1
            seen["sent"] += row["ent"] == "message" and result["status"] == "ok"

    monkeypatch.setattr(World, "check", watched)
    test_simulation.run(seed, tmp_path, disasters=disasters)
    assert seen["reply_stale"] > 0
    assert seen["sent"] > 0
