"""Two real desks and a real server, 10,000 random actions, lines cut and processes killed at any moment."""

import os
import random
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.domain.people import Role
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.server import running_server
from tests.sync.processes import DEADLINE_SECONDS, GROUPS, SEED, DeskProcess, check, wait_until_quiet

ACTIONS = int(os.environ.get("ZHIYING_SOAK_ACTIONS", "10000"))


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.allow_logs("app", "sync_server", "uvicorn")
def test_two_desks_and_a_server_end_equal(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with ExitStack() as stack:
        server = stack.enter_context(running_server(tmp_path))
        server.create_groups("g1", "g2", "g3")
        desks = []
        for i, name in enumerate(("anna", "bert")):
            agent = server.create_account(name, role=Role.KNOWLEDGE_ADMIN, groups=(GROUPS[0], GROUPS[i + 1]))
            port = int(server.url.rsplit(":", 1)[1])
            proxy = stack.enter_context(CutProxy(("127.0.0.1", port)))
            seed = 100_000 * SEED + i
            desks.append(DeskProcess(tmp_path, proxy, server.token(name), agent.id, seed, ACTIONS // 2))
        for desk in desks:
            desk.start()
            stack.callback(desk.stop)
        faults = _trouble(desks, chance)
        for desk in desks:
            desk.proxy.mend()
        wait_until_quiet(desks)
        print(f"faults: {dict(faults)}; kills: {[desk.kills for desk in desks]}")
        check(server.runtime.db, server.runtime.files, desks)


def _trouble(desks: list[DeskProcess], chance: random.Random) -> Counter[str]:
    faults: Counter[str] = Counter()
    end = time.monotonic() + DEADLINE_SECONDS
    while any(desk.made() < desk.wanted for desk in desks):
        assert time.monotonic() < end, f"too slow: {[desk.made() for desk in desks]}"
        time.sleep(chance.uniform(0.2, 1.5))
        desk = chance.choice(desks)
        fault = chance.choice(("cut", "mend", "mend", "kill"))
        faults[fault] += 1
        if fault == "kill":
            desk.kill()
            desk.start()
        else:
            getattr(desk.proxy, fault)()
    return faults
