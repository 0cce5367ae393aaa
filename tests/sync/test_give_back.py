"""The server is lost and an old backup put back: the desks give it the hours since."""

from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from sync_server import __main__ as command_line
from sync_server.service.files import FileStore
from sync_server.storage.database import Database
from tests.helpers import postgres
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.waiting import until
from tests.sync.processes import SEED, DeskProcess, ServerProcess, check, wait_until_quiet
from tests.sync.test_killed import free_ports, furnish

ACTIONS = 40


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.allow_logs("app", "sync_server", "uvicorn")
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_done_since_an_old_backup_comes_back_from_two_desks(kind: str, tmp_path: Path) -> None:
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres.cluster()) if kind == "postgresql" else ""
        first, second = (
            stack.enter_context(postgres.database(cluster)) if cluster else f"sqlite:///{tmp_path}/{name}/server.sqlite"
            for name in ("first", "second")
        )
        config, tokens = furnish(tmp_path / "first", first)
        (port,) = free_ports(1)
        servers = [ServerProcess(config, port)]
        stack.callback(servers[0].stop)
        proxy = stack.enter_context(CutProxy(("127.0.0.1", port)))
        chosen = list(tokens.items())[:2]
        desks = [
            DeskProcess(tmp_path, proxy, token, agent_id, 100 * SEED + i, ACTIONS)
            for i, (agent_id, token) in enumerate(chosen)
        ]
        for desk in desks:
            stack.callback(desk.stop)

        def work(actions: int) -> None:
            for desk in desks:
                desk.wanted = actions
                desk.start()
            until(lambda: all(desk.made() >= actions for desk in desks), seconds=60)
            wait_until_quiet(desks)

        work(ACTIONS)
        saved = ["--data", str(config.data), "--database", first]
        assert command_line.main(["backup", str(tmp_path / "backup"), "--verify", *saved]) == 0
        for desk in desks:
            desk.stop()
        work(2 * ACTIONS)  # the hours after the backup
        servers[-1].stop()
        lost = msgspec.structs.replace(config, data=tmp_path / "again", database=second)
        back = ["--data", str(lost.data), "--database", second]
        assert command_line.main(["restore", str(tmp_path / "backup"), *back]) == 0
        servers.append(ServerProcess(lost, port))
        stack.callback(servers[-1].stop)
        epochs = {desk.query("SELECT v FROM sync_state WHERE k = 'epoch'")[0] for desk in desks}
        until(
            lambda: not epochs & {desk.query("SELECT v FROM sync_state WHERE k = 'epoch'")[0] for desk in desks},
            seconds=60,
        )
        wait_until_quiet(desks)
        servers[-1].stop()  # first: rounds of its own would go on changing rows
        db = Database(second)
        stack.callback(db.close)
        assert all(desk.made() >= 2 * ACTIONS for desk in desks)
        check(db, FileStore(lost.blobs), desks)
