"""A headquarters and a branch with a server of its own, and a line between them that loses what a test wants it to."""

import functools
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from app.domain.entity import Entity
from app.domain.people import Agent, Branch, Group, Role
from app.domain.registry import ENTITIES
from sync_server.service import accounts, branch_files, branches
from sync_server.service.files import FileStore
from sync_server.storage import carried
from sync_server.storage.branches import BranchServer
from sync_server.storage.database import Database
from sync_server.storage.records import Reader
from sync_server.upstream.line import Line, LineDown
from sync_server.upstream.relay import Relay
from tests.helpers.server import SettableClock, fresh_sqlite
from tests.server.device import Device, Office

T = TypeVar("T")
Faults = Callable[[str], str]
"""The path of a request -> "" to let it pass, "request" to lose it, "answer" to lose its answer."""
BRANCH_GROUPS = ("north", "south")


class DirectLine(Line):
    """Headquarters' own functions behind the wire's words, without HTTP."""

    def __init__(self, hq: Database, files: FileStore, token: str) -> None:
        super().__init__("http://nowhere", token)
        self.hq = hq
        self.files = files
        self._token = token
        self.faults: Faults = lambda path: ""
        self.posted: list[str] = []

    def post(self, path: str, body: msgspec.Struct, answer: type[T]) -> T:
        """Carry one request out, or not."""
        sent = msgspec.json.decode(msgspec.json.encode(body), type=type(body))
        found = self._carried_out(path, lambda: msgspec.json.encode(self._answer(sent)))
        return msgspec.json.decode(found, type=answer)

    def piece(self, sha256: str, start: int) -> bytes:
        """Fetch a piece of a file, or not."""

        def fetch() -> bytes:
            self.hq.read(lambda reader: branch_files.check_fetch(reader, self._branch(), sha256))
            return self.files.piece(sha256, start, branch_files.PIECE)

        return self._carried_out("fetch", fetch)

    def send(self, sha256: str, offset: int, length: int, mime: str, piece: bytes) -> None:
        """Send a piece of a file, or not."""

        def take() -> bytes:
            who = self._branch()
            if self.files.append(sha256, carried.giver_of(who.branch_id), offset, length, piece) is not None:
                self.hq.write(lambda tx: branch_files.take(tx, self.files, who, sha256, mime, length))
            return b""

        self._carried_out("send", take)

    def _branch(self) -> BranchServer:
        return self.hq.read(lambda reader: branches.server_of(reader, self._token))

    def _carried_out(self, path: str, work: Callable[[], bytes]) -> bytes:
        fault = self.faults(path)
        if fault == "request":
            raise LineDown("lost")
        self.posted.append(path)
        found = work()
        if fault == "answer":
            raise LineDown("answer lost")
        return found

    def _answer(self, body: Any) -> Any:
        db = self.hq
        who = self._branch()
        match body:
            case branches.BranchHello():
                return db.write(lambda tx: branches.hello(tx, db.server_id, who, body))
            case branches.BranchFeed():
                return db.write(lambda tx: branches.take_feed(tx, who, body))
            case branches.BranchPush():
                return db.write(lambda tx: branches.push(tx, who, body)).answer
            case branch_files.BranchWants():
                return db.read(lambda reader: branch_files.wanted(reader, self.files, who, body))
            case branch_files.BranchVouch():
                db.write(lambda tx: branch_files.vouch(tx, self.files, who, body))
                return branch_files.BranchVouched()
            case branch_files.BranchAsk():
                return db.read(lambda reader: branch_files.ask(reader, self.files, who, body))
            case _:
                if db.read(lambda reader: branches.acknowledges(reader, who, body)):
                    db.write(lambda tx: branches.acknowledge(tx, who, body))
                return db.read(lambda reader: branches.pull(reader, who, body))


class Both:
    """Headquarters with the groups ``presale`` and ``after``, and a branch with ``north`` and ``south``."""

    def __init__(self, folder: Path, clock: SettableClock, hq_url: str = "", own_url: str = "") -> None:
        self.clock, self.folder = clock, folder
        self.hq = Office(Database(hq_url or fresh_sqlite(folder / "hq.sqlite"), clock=clock), clock)

        def found(tx: Any) -> None:
            tx.put(Branch(id="chengdu", scope="all", name="Chengdu"))
            for name in BRANCH_GROUPS:
                tx.put(Group(id=name, scope="all", name=name, branch_id="chengdu", entry=name))

        self.hq.db.write(found)
        self.own_db = Database(own_url or fresh_sqlite(folder / "branch.sqlite"), clock=clock)
        self.own = Office.__new__(Office)
        self.own.db, self.own.clock, self.own.config = self.own_db, clock, self.hq.config
        self.hq_files, self.own_files = FileStore(folder / "hq-blobs"), FileStore(folder / "own-blobs")
        self.line: DirectLine
        self.relay: Relay

    def enrol(self) -> None:
        """Give the branch to its own server, which has not spoken yet."""
        token = self.hq.db.write(lambda tx: branches.enrol(tx, "chengdu"))
        self.line = DirectLine(self.hq.db, self.hq_files, token)
        self.restart()

    def restart(self) -> None:
        """Let the branch's server begin anew with what is in its database."""
        self.relay = Relay(self.own.db, self.line, self.own_files, self.clock)

    def staff(self, name: str, *groups: str, role: Role = Role.AGENT) -> None:
        """Create an agent of the branch with an account, at headquarters."""
        agent = Agent(
            id=name, scope="all", login=name, name=name.title(), role=role, branch_id="chengdu",
            group_ids=groups or ("north",),
        )  # fmt: skip
        self.hq.db.write(lambda tx: accounts.create(tx, agent, "hash"))

    def desk(self, name: str) -> Device:
        """Return a desk of an agent at the branch's server."""
        return Device(self.own, name)

    def copy_own(self, target: Path) -> None:
        """Copy the branch's database, as a backup does."""
        with (
            closing(sqlite3.connect(self.folder / "branch.sqlite")) as present,
            closing(sqlite3.connect(target)) as copy,
        ):
            present.backup(copy)

    def restore_own(self, copy: Path) -> None:
        """Put a copy in the place of the branch's database."""
        self.own.db.close()
        self.own.db = Database(f"sqlite:///{copy}", clock=self.clock)
        self.own.db.begin_anew()
        self.restart()

    def settle(self) -> None:
        """Exchange until both are at rest."""
        self.relay.once()
        self.relay.once()

    def close(self) -> None:
        """Close both databases."""
        self.hq.db.close()
        self.own.db.close()


def held(db: Database, scopes: set[str]) -> dict[tuple[str, str], Entity]:
    """Return the rows of some scopes without their revisions, which each server gives by itself."""
    return db.read(functools.partial(held_by, scopes=scopes))


def held_by(reader: Reader, scopes: set[str]) -> dict[tuple[str, str], Entity]:
    """Return what :func:`held` does, of one snapshot."""
    return {
        (ent, row.id): msgspec.structs.replace(row, rev=0)
        for ent, entity in ENTITIES.items()
        for row in reader.find(entity.cls, scope=sorted(scopes))
    }
