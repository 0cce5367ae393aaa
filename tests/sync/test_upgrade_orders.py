"""Desks and a server of the last release, with all that was written offline, brought to this program one after the
other: nothing is lost, and nothing is there twice. The desks' plain data are encrypted, which is killed at every stage.
"""

import io
import json
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from app.storage.driver import is_plain
from app.storage.schema import HEAD as DESK_SCHEMA
from sync_server.config import Config
from sync_server.service.files import FileStore
from sync_server.storage.database import HEAD as SERVER_SCHEMA
from sync_server.storage.database import Database
from tests.architecture.source import ROOT
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.waiting import until
from tests.sync.desk_process import files_of
from tests.sync.processes import DeskProcess, ServerProcess, check, run_in, wait_until_quiet
from tests.sync.test_killed import free_ports

RELEASES = ("v0.1.0", "5af9717122a49f23019533393006776e8481acf1")
"""The last release, by its tag, and by its commit where a copy of the history came without tags."""
ONLINE, OFFLINE, LATER = 40, 120, 140
"""How many actions a desk has made in all when its line breaks, before anything is upgraded, and at the end."""
FURNISH = """
import json, pathlib, sys
from tests.sync import test_killed
test_killed.DESKS = ("anna", "bert")
config, tokens = test_killed.furnish(pathlib.Path(sys.argv[1]), "")
print(json.dumps({"data": str(config.data), "database": config.database, "tokens": tokens}))
"""
KEY = bytes(range(32))
REVISION = "SELECT version_num FROM alembic_version"
pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.allow_logs("app", "sync_server", "uvicorn")]


@pytest.fixture(scope="module")
def last_release(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of the last release's program."""
    for name in RELEASES:
        packed = subprocess.run(["git", "archive", "--format=zip", name], cwd=ROOT, capture_output=True, check=False)
        if packed.returncode == 0:
            folder = tmp_path_factory.mktemp("release")
            with zipfile.ZipFile(io.BytesIO(packed.stdout)) as archive:
                archive.extractall(folder)
            return str(folder)
    pytest.skip("the last release is not in this copy of the history")


class Upgrade:
    """Two desks and a server of the last release; the desks have worked on without a line."""

    def __init__(self, folder: Path, release: str, stack: ExitStack) -> None:
        self.release, self.stack = release, stack
        made = subprocess.run(
            [sys.executable, "-c", FURNISH, str(folder)], capture_output=True, text=True, check=True, **run_in(release)
        )
        office = json.loads(made.stdout.splitlines()[-1])
        self.config = Config(data=Path(office["data"]), database=office["database"])
        (self.port,) = free_ports(1)
        self.server = ServerProcess(self.config, self.port, release)
        stack.callback(self.stop_server)
        self.line = stack.enter_context(CutProxy(("127.0.0.1", self.port)))
        self.desks = [
            DeskProcess(folder, self.line, token, agent_id, 17 + i, ONLINE)
            for i, (agent_id, token) in enumerate(office["tokens"].items())
        ]
        for desk in self.desks:
            desk.program = release
            desk.start()
            stack.callback(desk.stop)
        until(lambda: all(desk.made() >= ONLINE and not desk.unresolved() for desk in self.desks), seconds=120)
        self.line.cut()
        self.work(OFFLINE)
        for desk in self.desks:
            assert len(desk.query("SELECT 1 FROM outbox WHERE state = 0")) >= (OFFLINE - ONLINE) // 2
        self.written = [{row[0] for row in desk.query("SELECT op_id FROM outbox")} for desk in self.desks]
        query = "SELECT DISTINCT ent, kind FROM outbox WHERE state = 0"
        kinds = {row for desk in self.desks for row in desk.query(query)}
        assert {("message", "create"), ("ticket", "create"), ("article", "create"), ("article", "patch"),
                ("customer", "patch"), ("ticket", "intent")} <= kinds  # fmt: skip
        assert any(desk.query("SELECT 1 FROM blob WHERE state = 'unsent'") for desk in self.desks)

    def stop_server(self) -> None:
        self.server.stop()

    def work(self, wanted: int) -> None:
        """Have the desks make actions, with or without a line, until they made so many; then they are killed."""
        for desk in self.desks:
            desk.end()
            desk.wanted = wanted
            desk.start()
        until(lambda: all(desk.made() >= wanted for desk in self.desks), seconds=120)
        for desk in self.desks:
            desk.end()

    def synchronise(self) -> None:
        """Let everything go through."""
        self.line.mend()
        for desk in self.desks:
            desk.start()
        wait_until_quiet(self.desks)
        for desk in self.desks:
            desk.end()
        self.line.cut()

    def upgrade_server(self) -> None:
        """Stop the server, start this program over its data, which dies in the middle, and start it again."""
        self.server.stop()
        path = self.config.data / "server.sqlite"
        with closing(sqlite3.connect(path)) as file:
            older = file.execute(REVISION).fetchall() != [(SERVER_SCHEMA,)]
        assert dies("server", path) == older
        self.server = ServerProcess(self.config, self.port)

    def upgrade_desks(self) -> None:
        for desk in self.desks:
            older = desk.query(REVISION) != [(DESK_SCHEMA,)]
            assert is_plain(desk.path)
            assert files_of(desk.path, None).is_dir(), "none to encrypt"
            for point in ("1", "copied", "moved", "1", "file"):  # the second "1": while the plain one is overwritten
                assert dies("desk", desk.path, KEY.hex(), point), point
            assert dies("desk", desk.path, KEY.hex(), "upgrade") == older
            desk.key, desk.program = KEY, ""
            assert not is_plain(desk.path)
            assert not files_of(desk.path, None).exists()

    def check(self) -> None:
        for desk, written in zip(self.desks, self.written, strict=True):
            assert written <= {row[0] for row in desk.query("SELECT op_id FROM outbox")}
            assert desk.query(REVISION) == [(DESK_SCHEMA,)]
        self.server.stop()
        db = Database(self.config.url)
        try:
            check(db, FileStore(self.config.blobs), self.desks)
            query = "SELECT count(*) FROM conflict"
            assert db.read(lambda r: r.connection.exec_driver_sql(query).scalar_one()), "nobody met anybody"
        finally:
            db.close()


def dies(program: str, path: Path, *how: str) -> bool:
    """Have this program's first start over older data die; where there is nothing to bring to its form it does not."""
    command = [sys.executable, "-m", "tests.sync.dying_start", program, str(path), *how]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    assert code in (0, -signal.SIGKILL)
    return code != 0


@pytest.fixture
def upgrade(tmp_path: Path, last_release: str) -> Iterator[Upgrade]:
    with ExitStack() as stack:
        yield Upgrade(tmp_path, last_release, stack)


def test_the_server_first(upgrade: Upgrade) -> None:
    upgrade.upgrade_server()
    upgrade.synchronise()
    upgrade.work(LATER)
    upgrade.upgrade_desks()
    upgrade.synchronise()
    upgrade.check()


def test_the_desks_first(upgrade: Upgrade) -> None:
    upgrade.upgrade_desks()
    upgrade.synchronise()
    upgrade.work(LATER)
    upgrade.upgrade_server()
    upgrade.synchronise()
    upgrade.check()
