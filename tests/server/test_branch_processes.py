"""Headquarters and a branch's server as processes of their own, killed at any moment, with a line that breaks."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import requests

from app.domain.change import Operation
from app.domain.conversations import Conversation, Message
from app.domain.customers import Customer
from app.domain.ids import new_id
from app.domain.people import Agent, Branch, Group, Role
from app.domain.protocol import Hello, Push, Pushed, SignedIn, Welcome
from app.domain.registry import SCHEMA
from sync_server.service import accounts, branches
from sync_server.storage import border, upward
from sync_server.storage.database import Database
from sync_server.storage.records import E
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.server import PASSWORD, fresh_sqlite, password_hash
from tests.helpers.waiting import until
from tests.server.branch import held

SEED = int(os.environ.get("ZHIYING_BRANCH_SEED", "11"))
SCOPES = {"all", "people", "g:north", "u:anna"}
WORK_SECONDS = float(os.environ.get("ZHIYING_BRANCH_SECONDS", "20"))


class Process:
    """A server on a folder and a port, killed and started again."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder, self.arguments = folder, arguments
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

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Work:
    """What a desk and visitors do at the branch: each thing is tried until the server has said that it is done."""

    def __init__(self, server: Process) -> None:
        self.server = server
        self.token = self.epoch = ""
        self.client_id, self.n = new_id(), 0
        self.said: dict[str, str] = {}  # id of a message -> its text
        self.notes: dict[str, str] = {}

    def post(self, path: str, body: object, token: str) -> bytes:
        """Return the answer, whatever happens meanwhile."""
        sent = msgspec.json.encode(body)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
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
        body = {"login": "anna", "password": PASSWORD, "device": "desk"}
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

    def write(self, visitor: str, text: str) -> None:
        row_id = new_id()
        self.post("/chat/v1/messages", {"id": row_id, "text": text, "attachments": []}, visitor)
        self.said[row_id] = text

    def reply(self, conversation_id: str, text: str) -> None:
        row_id = new_id()
        body = {
            "conversation_id": conversation_id,
            "author": "agent",
            "author_id": "anna",
            "text": text,
            "kind": "note",
        }
        self.push("message", row_id, "create", dict(body))
        self.said[row_id] = text


def alive(server: Process) -> bool:
    """Say whether a server's process runs."""
    return server.process is not None and server.process.poll() is None


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[tuple[Process, str]]:
    """Headquarters with a branch that is enrolled, and its token."""
    folder = tmp_path / "hq"
    db = Database(fresh_sqlite(folder / "server.sqlite"))
    try:
        db.write(lambda tx: tx.put(Branch(id="chengdu", scope="all", name="Chengdu")))
        db.write(lambda tx: tx.put(Group(id="north", scope="all", name="N", branch_id="chengdu", entry="north")))
        agent = Agent(
            id="anna", scope="all", login="anna", name="Anna", role=Role.AGENT, branch_id="chengdu",
            group_ids=("north",), capacity=0,
        )  # fmt: skip
        db.write(lambda tx: accounts.create(tx, agent, password_hash()))
        db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
        token = db.write(lambda tx: branches.enrol(tx, "chengdu"))
    finally:
        db.close()
    process = Process(folder)
    process.start()
    yield process, token
    process.stop()


@pytest.mark.slow
def test_both_ends_are_the_same_after_kills_and_a_broken_line(tmp_path: Path, hq: tuple[Process, str]) -> None:
    headquarters, token = hq
    chance = random.Random(SEED)
    with CutProxy(("127.0.0.1", headquarters.port)) as line:
        folder = tmp_path / "branch"
        fresh_sqlite(folder / "server.sqlite")
        (folder / "upstream.token").write_text(token)
        branch = Process(folder, "--upstream", line.url)
        branch.start()
        try:
            work = begun(branch)
            visitors = [work.visit() for _ in range(3)]
            end = time.monotonic() + WORK_SECONDS
            step = kills = 0
            while time.monotonic() < end:
                step += 1
                work.write(chance.choice(visitors), f"word {step}")
                note = f"note {step}"
                work.push("customer", "c1", "patch", {"note": note})
                mine = [row.id for row in rows(folder, Conversation)]
                work.reply(chance.choice(mine), f"between us {step}")
                match chance.randrange(12):
                    case 0:
                        line.cut()
                    case 1 | 2:
                        line.mend()
                    case 3:
                        branch.kill()
                        kills += 1
                        branch.start()
                    case 4:
                        headquarters.kill()
                        kills += 1
                        headquarters.start()
            line.mend()
            assert kills >= 2
            until(lambda: settled(folder, headquarters.folder), 60)
        finally:
            branch.stop()
            headquarters.stop()
    up, down = shared(headquarters.folder), shared(folder)
    assert up == down
    said = {row.id: row.text for row in rows(headquarters.folder, Message) if row.id in work.said}
    assert said == work.said
    for conversation in rows(headquarters.folder, Conversation):
        numbers = [row.seq for row in rows(headquarters.folder, Message) if row.conversation_id == conversation.id]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
    (customer,) = (row for row in rows(headquarters.folder, Customer) if row.id == "c1")
    assert customer.note == note
    assert customer.rev == 1 + step, "each change once"


def begun(branch: Process) -> Work:
    """Return a desk that signed in at the branch, as soon as its account is there."""
    until(lambda: rows(branch.folder, Agent) and not begins(branch.folder), 60)
    work = Work(branch)
    work.sign_in()
    return work


def opened(folder: Path) -> Database:
    return Database(f"sqlite:///{folder / 'server.sqlite'}")


def begins(folder: Path) -> bool:
    """Say whether a branch still takes what it begins with."""
    db = opened(folder)
    try:
        return db.read(lambda reader: upward.place(reader).begins)
    finally:
        db.close()


def rows(folder: Path, cls: type[E]) -> list[E]:
    """Return all rows of an entity in a server's database."""
    db = opened(folder)
    try:
        return db.read(lambda reader: reader.find(cls))
    finally:
        db.close()


def shared(folder: Path) -> dict[tuple[str, str], object]:
    """Return what both ends have in common."""
    db = opened(folder)
    try:
        return dict(held(db, SCOPES))
    finally:
        db.close()


def settled(branch: Path, headquarters: Path) -> bool:
    """Say whether nothing is under way any more."""
    db = opened(branch)
    try:
        waits = db.read(border.pending)
    finally:
        db.close()
    return not waits and shared(branch) == shared(headquarters)
