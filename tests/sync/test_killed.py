"""Five desks and their servers, each a process, killed at random while everybody works.

``ZHIYING_KILL_SECONDS=60 pytest tests/sync/test_killed.py -s`` runs it longer and tells what happened.
"""

import os
import random
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from app.domain.people import Role
from sync_server.config import Config
from sync_server.service.files import FileStore
from sync_server.storage.database import Database
from tests.helpers import postgres
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.server import running_server
from tests.helpers.waiting import until
from tests.sync.processes import GROUPS, MANY, SEED, DeskProcess, ServerProcess, check, wait_until_quiet

SECONDS = float(os.environ.get("ZHIYING_KILL_SECONDS", "10"))
DESKS = ("anna", "bert", "carl", "dora", "emil")
PACE_S = 0.5


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Yield the URL of a fresh database, "" for SQLite in the server's folder."""
    if kind == "sqlite":
        yield ""
        return
    with postgres.cluster() as cluster, postgres.database(cluster) as url:
        yield url


def furnish(folder: Path, url: str) -> tuple[Config, dict[str, str]]:
    """Make an office in the database; returns where it lies and a token for each agent."""
    with running_server(folder, url) as server:
        server.create_groups("g1", "g2", "g3")
        tokens = {}
        for i, name in enumerate(DESKS):
            groups = (GROUPS[0], GROUPS[1 + i % 2])
            agent = server.create_account(name, role=Role.KNOWLEDGE_ADMIN, groups=groups)
            tokens[agent.id] = server.token(name)
        return server.runtime.config, tokens


def free_ports(count: int) -> list[int]:
    """Return ports that are free, from below those that systems give to outgoing connections: a server may start on
    one of them, or start again, long after this has looked.
    """
    found: list[int] = []
    chance = random.SystemRandom()
    while len(found) < count:
        port = chance.randrange(15_000, 32_000)
        with socket.socket() as probe:
            if port not in found and probe.connect_ex(("127.0.0.1", port)) != 0:
                found.append(port)
    return found


def kill_at_random(desks: Sequence[DeskProcess], servers: Sequence[ServerProcess], seconds: float) -> Counter[str]:
    """Kill somebody about every second, and start him again at once."""
    chance, faults = random.Random(SEED), Counter[str]()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(chance.uniform(0.2, 1.5))
        what = chance.choice(("server", "server", "desk", "desk", "line"))
        faults[what] += 1
        if what == "server":
            chance.choice(servers).kill()
        elif what == "desk":
            desk = chance.choice(desks)
            desk.kill()
            desk.start()
        else:
            proxy = chance.choice(desks).proxy
            proxy.cut()
            proxy.mend()
    return faults


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.allow_logs("app", "sync_server", "uvicorn")
@pytest.mark.parametrize(("kind", "count"), [("sqlite", 1), ("postgresql", 2)])
def test_processes_that_are_killed_again_and_again_lose_and_double_nothing(
    kind: str, count: int, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        config, tokens = furnish(tmp_path, stack.enter_context(database(kind)))
        servers = [ServerProcess(config, port) for port in free_ports(count)]
        for server in servers:
            stack.callback(server.stop)
        desks = []
        for i, (agent_id, token) in enumerate(tokens.items()):
            proxy = stack.enter_context(CutProxy(*(("127.0.0.1", server.port) for server in servers)))
            desks.append(DeskProcess(tmp_path, proxy, token, agent_id, 100_000 * SEED + i, MANY, PACE_S))
            desks[i].start()
            stack.callback(desks[i].stop)
        until(lambda: all(desk.made() for desk in desks), seconds=60)
        faults = kill_at_random(desks, servers, SECONDS)
        for desk in desks:
            desk.rest()
        rested = time.monotonic()
        wait_until_quiet(desks)
        settled = time.monotonic() - rested
        made = [desk.made() for desk in desks]
        print(f"{kind}: {dict(faults)} in {SECONDS:.0f} s; actions {made}; quiet after {settled:.1f} s")
        for server in servers:
            server.stop()  # first: rounds of its own would go on changing rows
        db = Database(config.url)
        stack.callback(db.close)
        check(db, FileStore(config.blobs), desks)
