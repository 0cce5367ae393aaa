"""Real desks and real servers, each a process of its own that can be killed; and what must hold when they rest."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select

from app.domain.entity import Entity
from app.domain.registry import ENTITIES
from app.sql import codec
from app.storage.driver import connect, dbapi
from sync_server.config import Config
from sync_server.service.files import FileStore
from sync_server.storage.database import Database
from sync_server.storage.tables import SYNC_OP
from tests.helpers.cut_proxy import CutProxy
from tests.sync import invariants

SEED = int(os.environ.get("ZHIYING_SOAK_SEED", "7"))
DEADLINE_SECONDS = 2_400
GROUPS = ("group-g1", "group-g2", "group-g3")
MANY = 1_000_000_000
"""More actions than any run makes."""


def run_in(program: str) -> dict[str, Any]:
    """Return how a process is started that runs the program of a folder, "" for this one."""
    return {"cwd": program, "env": {**os.environ, "PYTHONPATH": program}} if program else {}


class DeskProcess:
    """One desk process behind its own line; killed and started again as the test likes.

    It acts until ``wanted`` actions are made, ``pace`` (seconds) after every 20 of them. ``program`` is the folder of
    the program's version that runs, "" for this one. ``key`` is what its data are encrypted by, None if they are plain.
    """

    program = ""
    key: bytes | None = None

    def __init__(
        self, folder: Path, proxy: CutProxy, token: str, agent_id: str, seed: int, wanted: int, pace: float = 0.0
    ) -> None:
        self.path = folder / f"{agent_id}.db"
        self.proxy, self.token, self.agent_id, self.seed = proxy, token, agent_id, seed
        self.wanted, self.pace = wanted, pace
        self.kills = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.seed += 1000
        command = [sys.executable, "-m", "tests.sync.desk_process", str(self.path), self.proxy.url, self.token]
        self.process = subprocess.Popen(
            [*command, self.agent_id, str(self.seed), str(self.wanted), str(self.pace)]
            + ([self.key.hex()] if self.key is not None else []),
            **run_in(self.program),
        )

    def kill(self) -> None:
        assert self.process is not None
        assert self.process.poll() is None, "the desk died by itself"
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.kills += 1

    def end(self) -> None:
        """Kill it if it runs; it is started again another time."""
        if self.process is not None:
            self.kill()
            self.process = None

    def rest(self) -> None:
        """Let it make no more actions and only synchronise."""
        self.path.with_suffix(".rest").touch()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            assert self.process.wait(timeout=30) == 0

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(connect(self.path, self.key, writable=False)) as file:
            return file.execute(sql).fetchall()

    def made(self) -> int:
        if not self.path.exists():
            return 0
        try:
            return int(self.query("SELECT count(DISTINCT txn) FROM outbox")[0][0])
        except dbapi.OperationalError:  # killed before its first migration was over
            return 0

    def unresolved(self) -> int:
        """Return how many operations and files are not settled."""
        waiting = (
            "SELECT (SELECT count(*) FROM outbox WHERE state < 2) + (SELECT count(*) FROM blob WHERE state = 'unsent')"
        )
        return int(self.query(waiting)[0][0])


class ServerProcess:
    """A server that can be killed; it always comes back at the same port, with the same data."""

    def __init__(self, config: Config, port: int, program: str = "") -> None:
        self.program = program
        here = ["--data", str(config.data), "--database", config.database, "--port", str(port)]
        self.port = port
        self.command = [sys.executable, "-m", "sync_server", "serve", *here]
        self.process = subprocess.Popen(self.command, **run_in(program))

    def kill(self) -> None:
        assert self.process.poll() is None, "the server died by itself"
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = subprocess.Popen(self.command, **run_in(self.program))

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(timeout=30) in (0, -signal.SIGTERM)  # it may still be starting


def wait_until_quiet(desks: Sequence[DeskProcess]) -> None:
    """Return when nothing is unresolved and every desk stands at the same change."""
    end = time.monotonic() + DEADLINE_SECONDS
    last: list[Any] = []
    while True:
        assert time.monotonic() < end, f"never quiet: {[desk.unresolved() for desk in desks]}"
        time.sleep(1)
        now = [desk.query("SELECT scope, cursor FROM sync_scope ORDER BY scope") for desk in desks]
        heads = {cursor for found in now for _, cursor in found}
        if not any(desk.unresolved() for desk in desks) and now == last and len(heads) == 1:
            return
        last = now


def check(db: Database, files: FileStore, desks: Sequence[DeskProcess]) -> None:
    """Compare what the desks hold with what the server holds, row by row and operation by operation."""
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
    sent = sum(
        '"attachments":[{' in op and '"rejected"' not in (result or "")
        for desk in desks
        for op, result in desk.query("SELECT op, result FROM outbox WHERE ent = 'message' AND kind = 'create'")
    )
    _files_are_whole(files, office["message"], sent)
    db.check()
    for desk in desks:
        invariants.nothing_is_folded_in(desk.path, desk.key)
        invariants.file_is_sound(desk.path, desk.key)
        ops = {row[0]: row[1] for row in desk.query("SELECT op_id, result FROM outbox")}
        refused = {op for op, result in ops.items() if '"rejected"' in result}
        # what an earlier history refused is not asked of the one that a restore began
        assert not ops.keys() - results.keys() - refused, "an operation was lost"
        made |= ops.keys()
        assert refused & results.keys() == {op for op in ops.keys() & results.keys() if '"rejected"' in results[op]}
        told = {row[0] for row in desk.query("SELECT op_id FROM sync_issue")}
        assert refused == told
        scopes = {row[0] for row in desk.query("SELECT scope FROM sync_scope")}
        for name, found in office.items():
            wanted = {row.id: row for row in found if row.scope in scopes}
            assert _rows(desk, name) == wanted, f"{desk.agent_id}: {name} differs"
    assert results.keys() <= made, "the server has operations that nobody made"
    texts = Counter(row.text or row.id for row in office["message"] if row.author == "agent")
    assert texts
    assert set(texts.values()) == {1}, "a message was doubled"
    created = sum(1 for desk in desks for _ in desk.query("SELECT 1 FROM outbox WHERE ent = 'message'"))
    assert created == len(texts) + sum(
        1 for desk in desks for row in desk.query("SELECT result FROM outbox WHERE ent = 'message'")
        if '"rejected"' in row[0]
    )  # fmt: skip


def _files_are_whole(files: FileStore, messages: list[Any], sent: int) -> None:
    """I13: the file of each of the ``sent`` messages that were taken with one is there, and is what its name says."""
    refs = [ref for message in messages for ref in message.attachments]
    assert not [ref for ref in refs if ref.pending], "a file came and its row does not say so"
    named = {ref.sha256 for ref in refs}
    assert len(named) == sent
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
