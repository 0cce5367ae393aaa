"""The machine of the database dies under load and its standby takes over."""

import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from sync_server.service.files import FileStore
from sync_server.storage.database import Database
from tests.helpers import postgres
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.waiting import until
from tests.sync.processes import MANY, SEED, DeskProcess, ServerProcess, check, wait_until_quiet
from tests.sync.test_killed import free_ports, furnish

PACE_S = 1.0
STREAM = "SELECT v FROM sync_state WHERE k = 'client_id'"
EPOCH = "SELECT v FROM sync_state WHERE k = 'epoch'"
ANSWERED = "SELECT op_id FROM outbox WHERE state > 0"


def answered(desk: DeskProcess) -> set[str]:
    """Return the operations for which a desk has the server's word."""
    return {row[0] for row in desk.query(ANSWERED)}


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.allow_logs("app", "sync_server", "uvicorn")
def test_a_standby_that_takes_over_under_load_lacks_nothing_that_was_answered(tmp_path: Path) -> None:
    with ExitStack() as stack:
        primary, standby = (stack.enter_context(postgres.node()) for _ in range(2))
        primary.make()
        primary.start()
        standby.follow(primary)
        url = f"postgresql+psycopg://{postgres.USER}@/postgres?host={primary.host}&host={standby.host}"
        config, tokens = furnish(tmp_path, url)
        servers = [ServerProcess(config, port) for port in free_ports(2)]
        for server in servers:
            stack.callback(server.stop)
        desks = []
        for i, (agent_id, token) in enumerate(tokens.items()):
            proxy = stack.enter_context(CutProxy(*(("127.0.0.1", server.port) for server in servers)))
            desks.append(DeskProcess(tmp_path, proxy, token, agent_id, 100_000 * SEED + i, MANY, PACE_S))
            desks[i].start()
            stack.callback(desks[i].stop)
        until(lambda: all(desk.made() > 20 and len(answered(desk)) > 20 for desk in desks), seconds=60)
        primary.crash()
        told = [answered(desk) for desk in desks]
        streams = [desk.query(STREAM) for desk in desks]
        epochs = [desk.query(EPOCH) for desk in desks]
        standby.promote()
        promoted = time.monotonic()
        with psycopg.connect(standby.url) as connection:
            kept = {row[0] for row in connection.execute("SELECT op_id FROM sync_op").fetchall()}
        assert not set().union(*told) - kept, "an answered operation is lost"
        until(lambda: all(answered(desk) - before for desk, before in zip(desks, told, strict=True)), seconds=60)
        gone_on = time.monotonic() - promoted
        for desk in desks:
            desk.rest()
        wait_until_quiet(desks)
        assert all(desk.query(EPOCH) != epoch for desk, epoch in zip(desks, epochs, strict=True))
        assert [desk.query(STREAM) for desk in desks] == streams, "nothing was sent again: nothing was lost"
        made, answers = [desk.made() for desk in desks], sum(len(each) for each in told)
        print(f"{answers} operations answered before; all desks went on {gone_on:.1f} s after; actions {made}")
        for server in servers:
            server.stop()  # first: rounds of its own would go on changing rows
        db = Database(config.url)
        stack.callback(db.close)
        check(db, FileStore(config.blobs), desks)
