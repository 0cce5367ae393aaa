"""Headquarters and a branch's server as processes of their own, killed at any moment, with a line that breaks.

Two desks and visitors work at the branch, a third desk at headquarters writes into the branch's talks.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
import requests

from app.domain.change import Operation
from app.domain.conversations import Conversation, Message
from app.domain.customers import Customer
from app.domain.ids import new_id
from app.domain.journal import Conflict
from app.domain.people import Agent, Branch, Group, Role
from app.domain.protocol import Hello, Push, Pushed, SignedIn, Welcome
from app.domain.registry import SCHEMA
from sync_server.service import accounts, branches
from sync_server.service.files import FileStore
from sync_server.storage import border, upward
from sync_server.storage.database import Database
from sync_server.storage.records import E, Reader, Tx
from tests.helpers import postgres
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.server import PASSWORD, fresh_sqlite, password_hash
from tests.helpers.waiting import until
from tests.server.branch import held_by

T = TypeVar("T")
SEED = int(os.environ.get("ZHIYING_BRANCH_SEED", "11"))
SCOPES = {"all", "people", "g:north", "u:anna", "u:bob"}
WORK_SECONDS = float(os.environ.get("ZHIYING_BRANCH_SECONDS", "20"))


class Process:
    """A server on a folder, a database and a port, killed and started again."""

    def __init__(self, folder: Path, database: str, *arguments: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.database = folder, database
        self.arguments = ("--database", database, *arguments)
        self.port_file = folder / "port"
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.port_file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "sync_server", "serve", "--data", str(self.folder), *self.arguments]
        command += ["--port", str(self.port), "--port-file", str(self.port_file)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        until(self.port_file.exists, 60)
        self.port = int(self.port_file.read_text())

    def kill(self) -> None:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "log").read_text()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def read(self, work: Callable[[Reader], T]) -> T:
        """Return what a look into the database finds."""
        db = Database(self.database)
        try:
            return db.read(work)
        finally:
            db.close()

    def rows(self, cls: type[E]) -> list[E]:
        """Return all rows of an entity."""
        return self.read(lambda reader: reader.find(cls))

    def shared(self) -> dict[tuple[str, str], object]:
        """Return what both ends have in common."""
        return self.read(lambda reader: {**held_by(reader, SCOPES)})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Work:
    """What a desk and visitors do at a server: each thing is tried until the server has said that it is done."""

    def __init__(self, server: Process, login: str) -> None:
        self.server, self.login = server, login
        self.token = self.epoch = ""
        self.client_id, self.n = new_id(), 0
        self.said: dict[str, str] = {}  # id of a message -> its text
        self.sent: dict[str, int] = {}  # sha256 of a file -> its size

    def post(self, path: str, body: object, token: str) -> bytes:
        """Return the answer, whatever happens meanwhile."""
        sent = body if isinstance(body, bytes) else msgspec.json.encode(body)
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        headers = {"Authorization": f"Bearer {token}", "Content-Type": kind}
        deadline = time.monotonic() + 60
        while True:
            try:
                answer = requests.post(f"{self.server.url}{path}", data=sent, headers=headers, timeout=10)
                if answer.status_code < 500:
                    assert answer.status_code == 200, answer.text
                    return answer.content
            except requests.RequestException:
                if not alive(self.server):
                    self.server.start()
            assert time.monotonic() < deadline

    def sign_in(self) -> None:
        body = {"login": self.login, "password": PASSWORD, "device": "desk"}
        self.token = msgspec.json.decode(self.post("/auth/v1/sign-in", body, ""), type=SignedIn).token
        hello = self.post("/sync/v1/hello", Hello(client_id=self.client_id, next_n=1), self.token)
        self.epoch = msgspec.json.decode(hello, type=Welcome).epoch

    def push(self, ent: str, row: str, kind: str, body: dict[str, object]) -> None:
        self.n += 1
        op = Operation(
            id=new_id(), txn=new_id(), ent=ent, row=row, kind=kind, wall=int(time.time() * 1000), n=self.n,  # type: ignore[arg-type]
            base_rev=1 << 40, schema=SCHEMA, body=body,
        )  # fmt: skip
        request = Push(client_id=self.client_id, epoch=self.epoch, ops=(op,), wall=op.wall)
        pushed = msgspec.json.decode(self.post("/sync/v1/push", request, self.token), type=Pushed)
        assert [result.status for result in pushed.results] == ["ok"], pushed

    def visit(self) -> str:
        """Return the token of a new visitor."""
        body = {"locale": "zh-CN", "group": "north", "name": ""}
        return str(msgspec.json.decode(self.post("/chat/v1/session", body, ""))["token"])

    def write(self, visitor: str, text: str, content: bytes = b"") -> None:
        row_id = new_id()
        files = [msgspec.json.decode(self.post("/chat/v1/files", content, visitor))] if content else []
        self.post("/chat/v1/messages", {"id": row_id, "text": text, "attachments": files}, visitor)
        self.said[row_id] = text
        self.sent.update({each["sha256"]: each["size"] for each in files})

    def reply(self, conversation_id: str, text: str) -> None:
        row_id = new_id()
        body = {
            "conversation_id": conversation_id,
            "author": "agent",
            "author_id": self.login,
            "text": text,
            "kind": "note",
        }
        self.push("message", row_id, "create", dict(body))
        self.said[row_id] = text


def alive(server: Process) -> bool:
    """Say whether a server's process runs."""
    return server.process is not None and server.process.poll() is None


@pytest.fixture
def hq(postgres_cluster: str, tmp_path: Path) -> Iterator[tuple[Process, str]]:
    """Headquarters on PostgreSQL with a branch that is enrolled, and its token."""
    with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url:
        db = Database(url)
        try:
            db.write(founded)
            token = db.write(lambda tx: branches.enrol(tx, "chengdu"))
        finally:
            db.close()
        process = Process(tmp_path / "hq", url)
        process.start()
        yield process, token
        process.stop()


def founded(tx: Tx) -> None:
    """Make a branch with two agents, and a supervisor at headquarters."""
    tx.put(Branch(id="chengdu", scope="all", name="Chengdu"))
    tx.put(Group(id="north", scope="all", name="N", branch_id="chengdu", entry="north"))
    for name, branch_id, role in (
        ("anna", "chengdu", Role.AGENT),
        ("bob", "chengdu", Role.AGENT),
        ("boss", "hq", Role.SUPERVISOR),
    ):
        groups = ("north",) if branch_id == "chengdu" else ()
        agent = Agent(
            id=name, scope="all", login=name, name=name, role=role, branch_id=branch_id, group_ids=groups, capacity=0
        )
        accounts.create(tx, agent, password_hash())
    tx.put(Customer(id="c1", scope="people", name="Wang"))


@pytest.mark.slow
def test_both_ends_are_the_same_after_kills_and_a_broken_line(tmp_path: Path, hq: tuple[Process, str]) -> None:
    headquarters, token = hq
    chance = random.Random(SEED)
    with CutProxy(("127.0.0.1", headquarters.port)) as line:
        folder = tmp_path / "branch"
        branch = Process(folder, fresh_sqlite(folder / "server.sqlite"), "--upstream", line.url)
        (folder / "upstream.token").write_text(token)
        branch.start()
        try:
            until(lambda: branch.rows(Agent) and not branch.read(upward.place).begins, 60)
            anna, bob, boss = desks = (Work(branch, "anna"), Work(branch, "bob"), Work(headquarters, "boss"))
            for desk in desks:
                desk.sign_in()
            visitors = [anna.visit() for _ in range(3)]
            end = time.monotonic() + WORK_SECONDS
            step = kills = 0
            while time.monotonic() < end or kills < 2:
                step += 1
                picture = chance.randbytes(chance.randrange(1, 600_000)) if step % 4 == 1 else b""
                anna.write(chance.choice(visitors), f"word {step}", picture)
                note = f"note {step}"
                anna.push("customer", "c1", "patch", {"note": note})
                for desk in desks:
                    known = [row.id for row in desk.server.rows(Conversation)]
                    if known:
                        desk.reply(chance.choice(known), f"{desk.login} says {step}")
                match chance.randrange(12):
                    case 0:
                        line.cut()
                    case 1 | 2:
                        line.mend()
                    case 3 | 4:
                        killed = chance.choice((branch, headquarters))
                        killed.kill()
                        kills += 1
                        killed.start()
            line.mend()
            until(lambda: settled(branch, headquarters), 90)
        finally:
            branch.stop()
            headquarters.stop()
    assert headquarters.shared() == branch.shared()
    wrote = anna.said | bob.said | boss.said
    assert len(boss.said) > 2
    assert {row.id: row.text for row in headquarters.rows(Message) if row.id in wrote} == wrote
    for conversation in headquarters.rows(Conversation):
        numbers = [row.seq for row in headquarters.rows(Message) if row.conversation_id == conversation.id]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
    (customer,) = (row for row in headquarters.rows(Customer) if row.id == "c1")
    assert customer.note == note
    assert customer.rev == 1 + step, "each change once"
    assert headquarters.rows(Conflict) == []
    for server in (headquarters, branch):
        store = FileStore(server.folder / "blobs")
        assert {sha256: store.size(sha256) for sha256 in anna.sent} == anna.sent
        assert all(hashlib.sha256(store.read(sha256)).hexdigest() == sha256 for sha256 in anna.sent)


def settled(branch: Process, headquarters: Process) -> bool:
    """Say whether nothing is under way any more."""
    if branch.read(border.pending) or headquarters.read(lambda reader: border.orders(reader, "chengdu", 1)):
        return False
    return branch.shared() == headquarters.shared()
