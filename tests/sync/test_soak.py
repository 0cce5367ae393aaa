"""Two real desks and a real server, 10,000 random actions, lines cut and processes killed at any moment."""

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.domain.entity import Entity
from app.domain.people import Role
from app.domain.registry import ENTITIES
from app.sql import codec
from sync_server.config import Config
from sync_server.service.files import FileStore
from sync_server.storage.database import Database
from sync_server.storage.tables import SYNC_OP
from tests.helpers import postgres
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.server import running_server
from tests.sync import invariants

ACTIONS = int(os.environ.get("ZHIYING_SOAK_ACTIONS", "10000"))
SEED = int(os.environ.get("ZHIYING_SOAK_SEED", "7"))
DEADLINE_SECONDS = 2_400
GROUPS = ("group-g1", "group-g2", "group-g3")


class DeskProcess:
    """One desk process behind its own line; killed and started again as the test likes."""

    def __init__(self, folder: Path, proxy: CutProxy, token: str, agent_id: str, seed: int) -> None:
        self.path = folder / f"{agent_id}.db"
        self.proxy, self.token, self.agent_id, self.seed = proxy, token, agent_id, seed
        self.wanted = ACTIONS // 2
        self.kills = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.seed += 1000
        command = [sys.executable, "-m", "tests.sync.desk_process", str(self.path), self.proxy.url, self.token]
        self.process = subprocess.Popen([*command, self.agent_id, str(self.seed), str(self.wanted)])

    def kill(self) -> None:
        assert self.process is not None
        assert self.process.poll() is None, "the desk died by itself"
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.kills += 1

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            assert self.process.wait(timeout=30) == 0

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)) as file:
            return file.execute(sql).fetchall()

    def made(self) -> int:
        if not self.path.exists():
            return 0
        try:
            return int(self.query("SELECT count(DISTINCT txn) FROM outbox")[0][0])
        except sqlite3.OperationalError:  # killed before its first migration was over
            return 0

    def unresolved(self) -> int:
        return int(self.query("SELECT count(*) FROM outbox WHERE state < 2")[0][0])


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
            desks.append(DeskProcess(tmp_path, proxy, server.token(name), agent.id, 100_000 * SEED + i))
        for desk in desks:
            desk.start()
            stack.callback(desk.stop)
        faults = _trouble(desks, chance)
        for desk in desks:
            desk.proxy.mend()
        _wait_until_quiet(desks)
        print(f"faults: {dict(faults)}; kills: {[desk.kills for desk in desks]}")
        _check(server.runtime.db, server.runtime.files, desks)


class ServerProcess:
    """A server that can be killed; it always comes back at the same port, with the same data."""

    def __init__(self, config: Config, port: int) -> None:
        here = ["--data", str(config.data), "--database", config.database, "--port", str(port)]
        self.command = [sys.executable, "-m", "sync_server", "serve", *here]
        self.process = subprocess.Popen(self.command)

    def kill(self) -> None:
        assert self.process.poll() is None, "the server died by itself"
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = subprocess.Popen(self.command)

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(timeout=30) in (0, -signal.SIGTERM)  # it may still be starting


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.allow_logs("app", "sync_server", "uvicorn")
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_server_that_is_killed_again_and_again_loses_and_doubles_nothing(kind: str, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    with ExitStack() as stack:
        url = ""
        if kind == "postgresql":
            url = stack.enter_context(postgres.database(stack.enter_context(postgres.cluster())))
        with running_server(tmp_path, url) as furnished:
            furnished.create_groups("g1", "g2", "g3")
            config, port = furnished.runtime.config, int(furnished.url.rsplit(":", 1)[1])
            tokens = {}
            for i, name in enumerate(("anna", "bert")):
                agent = furnished.create_account(name, role=Role.KNOWLEDGE_ADMIN, groups=(GROUPS[0], GROUPS[i + 1]))
                tokens[agent.id] = furnished.token(name)
        server = ServerProcess(config, port)
        stack.callback(server.stop)
        desks = []
        for i, (agent_id, token) in enumerate(tokens.items()):
            proxy = stack.enter_context(CutProxy(("127.0.0.1", port)))
            desk = DeskProcess(tmp_path, proxy, token, agent_id, 100_000 * SEED + i)
            desk.wanted = ACTIONS // 10
            desks.append(desk)
            desk.start()
            stack.callback(desk.stop)
        faults = _trouble(desks, chance, server)
        for desk in desks:
            desk.proxy.mend()
        _wait_until_quiet(desks)
        print(f"faults: {dict(faults)}; kills: {[desk.kills for desk in desks]}")
        server.stop()  # first: rounds of its own would go on changing rows
        db = Database(config.url)
        stack.callback(db.close)
        _check(db, FileStore(config.blobs), desks)


def _trouble(desks: list[DeskProcess], chance: random.Random, server: ServerProcess | None = None) -> Counter[str]:
    faults: Counter[str] = Counter()
    end = time.monotonic() + DEADLINE_SECONDS
    while any(desk.made() < desk.wanted for desk in desks):
        assert time.monotonic() < end, f"too slow: {[desk.made() for desk in desks]}"
        time.sleep(chance.uniform(0.2, 1.5))
        if server is not None and chance.random() < 0.25:
            faults["server killed"] += 1
            server.kill()
            continue
        desk = chance.choice(desks)
        fault = chance.choice(("cut", "mend", "mend", "kill"))
        faults[fault] += 1
        if fault == "kill":
            desk.kill()
            desk.start()
        else:
            getattr(desk.proxy, fault)()
    return faults


def _wait_until_quiet(desks: list[DeskProcess]) -> None:
    end = time.monotonic() + DEADLINE_SECONDS
    last: list[Any] = []
    while True:
        assert time.monotonic() < end, f"never quiet: {[desk.unresolved() for desk in desks]}"
        time.sleep(2)
        now = [desk.query("SELECT scope, cursor FROM sync_scope ORDER BY scope") for desk in desks]
        heads = {cursor for found in now for _, cursor in found}
        if not any(desk.unresolved() for desk in desks) and now == last and len(heads) == 1:
            return
        last = now


def _check(db: Database, files: FileStore, desks: list[DeskProcess]) -> None:
    office = {name: db.read(lambda r, n=name: r.find(ENTITIES[n].cls)) for name in ENTITIES}  # type: ignore[misc]
    results = {
        row[0]: row[1]
        for row in db.read(lambda r: r.connection.exec_driver_sql("SELECT op_id, result FROM sync_op").all())
    }
    made: set[str] = set()
    applied = invariants.taken(
        db.read(lambda r: [dict(row) for row in r.connection.execute(select(SYNC_OP)).mappings()])
    )
    by_id = {name: {row.id: row for row in found} for name, found in office.items()}
    invariants.messages_are_kept(by_id, applied)
    invariants.registers_are_kept(by_id, applied)
    invariants.bodies_are_kept(by_id, applied)
    _files_are_whole(files, office["message"])
    db.check()
    for desk in desks:
        invariants.nothing_is_folded_in(desk.path)
        invariants.file_is_sound(desk.path)
        ops = {row[0] for row in desk.query("SELECT op_id FROM outbox")}
        assert not ops - results.keys(), "an operation was lost"
        made |= ops
        refused = {op for op in ops if '"rejected"' in results[op]}
        told = {row[0] for row in desk.query("SELECT op_id FROM sync_issue")}
        assert refused == told
        scopes = {row[0] for row in desk.query("SELECT scope FROM sync_scope")}
        for name, found in office.items():
            wanted = {row.id: row for row in found if row.scope in scopes}
            assert _rows(desk, name) == wanted, f"{desk.agent_id}: {name} differs"
    assert made == results.keys(), "the server has operations that nobody made"
    texts = Counter(row.text or row.id for row in office["message"] if row.author == "agent")
    assert texts
    assert set(texts.values()) == {1}, "a message was doubled"
    created = sum(1 for desk in desks for _ in desk.query("SELECT 1 FROM outbox WHERE ent = 'message'"))
    assert created == len(texts) + sum(
        1 for desk in desks for row in desk.query("SELECT op_id FROM outbox WHERE ent = 'message'")
        if '"rejected"' in results[row[0]]
    )  # fmt: skip


def _files_are_whole(files: FileStore, messages: list[Any]) -> None:
    """I13: every file that an accepted message names is there, and is what its name says."""
    named = {ref.sha256 for message in messages for ref in message.attachments}
    assert named
    for sha256 in named:
        assert hashlib.sha256(files.read(sha256)).hexdigest() == sha256


def _rows(desk: DeskProcess, name: str) -> dict[str, Entity]:
    decode = codec(ENTITIES[name].cls)
    columns = ", ".join(f'"{column}"' for column in decode.names)
    kinds = {f.name: f.type for f in msgspec.structs.fields(ENTITIES[name].cls)}
    found = {}
    for row in desk.query(f'SELECT {columns} FROM "{name}"'):
        values = [
            bool(value) if value is not None and kinds[column] in (bool, bool | None) else value
            for column, value in zip(decode.names, row, strict=True)
        ]
        found[row[0]] = decode.from_row(values)
    return found
