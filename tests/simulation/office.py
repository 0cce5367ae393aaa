"""The server of a simulated office: the real handlers over a real file, and what the simulation knows of them."""

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec
from sqlalchemy.exc import OperationalError

from app.domain.conversations import Author, Conversation, Message
from app.domain.customers import Customer
from app.domain.entity import Entity
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.people import Agent, Role
from app.domain.protocol import Compare, Compared, Hello, Moved, Page, Pull, Push, Pushed, Wait, Welcome
from app.domain.registry import ENTITIES
from app.domain.tickets import Ticket
from app.sync.engine import Request
from sync_server.service import comparison, exchange, pages
from sync_server.service.accounts import Caller, scopes_of, signed_in
from sync_server.storage import backup, feed, purge, transcript
from sync_server.storage.database import Database, DatabaseBusy
from sync_server.storage.records import Commit, Tx, cannot_now
from sync_server.storage.tables import SYNC_HEAD, SYNC_OP
from tests.simulation import checks
from tests.simulation.disk import Killed, copy_database

if TYPE_CHECKING:
    from tests.simulation.world import World

GROUPS = ("g1", "g2", "g3")
Answer = Welcome | Pushed | Page | Compared | Moved


class Failure(msgspec.Struct, frozen=True):
    """What a request gets instead of an answer: an error code."""

    code: str


class Undone(Exception):
    """What a write raises that is to leave nothing behind."""


def _written(caller: Caller, body: Hello | Push) -> Callable[[Tx], Any]:
    """Return how a request is written."""
    if isinstance(body, Hello):
        return lambda tx: exchange.hello(tx, caller, body)
    return lambda tx: exchange.push(tx, caller, body)


class Office:
    """One server. Every method may raise Killed after which the next process runs already."""

    def __init__(self, world: "World", path: Path, source: Path) -> None:
        self.world, self.path = world, path
        self.disk = world.disks.disk(path, world.chance)
        shutil.copyfile(source, path)
        self.backups: list[Path] = []
        self.dropped: set[str] = set()  # rows that went from the bin, in whatever history
        self.undone: set[str] = set()  # rows of writes that failed
        self.told: dict[str, str] = {}  # operation -> the result that this server has given
        self.head = 0
        self.start()

    @property
    def chance(self) -> random.Random:
        return self.world.chance

    def start(self) -> None:
        """Begin a process, as often as it takes: it may die at its first statement."""
        while True:
            try:
                self.database = Database(f"sqlite:///{self.path}", clock=self.clock)
                self.database.listeners.append(self._committed)
                self.head, self.epoch = self.database.read(lambda reader: (feed.head(reader), reader.history.epoch))
                return
            except (DatabaseBusy, OperationalError):
                self.world.note("the server could not start")
                self.world.disks.release(self.path)
                self.disk.heal()
            except Killed:
                self.world.note("the server died at its start")
                self.world.disks.release(self.path)
                self.disk.rise()

    def clock(self) -> int:
        return self.world.clock.now + self.world.server_skew

    def _committed(self, commit: Commit) -> None:
        checks.numbers_are_dense(self.head, commit.seq)
        self.head = commit.seq

    def write(self, work: Any) -> None:
        """Do what the server does by itself, as far as its disk allows."""
        try:
            self.database.write(work)
        except DatabaseBusy:
            self.world.note("the server could not write")
        except Killed:
            self.rise()

    def rise(self) -> None:
        """The process is dead; another one begins with the files that it left."""
        self.world.note("the server died")
        self.disk.look_away()
        self.database.close()
        self.disk.rise()
        checks.file_is_sound(self.disk)
        before = self.head
        self.start()
        checks.nothing_acknowledged_is_lost(self, before)

    # -- what desks ask --------------------------------------------------------------------------------------------

    def answer(self, agent_id: str, request: Request) -> Answer | Failure:
        """Return what a request is answered. Raises Killed when nobody is left to answer."""
        caller = Caller(agent_id=agent_id, device_id=f"device-{agent_id}")
        try:
            return self._answer(caller, request.body)
        except Killed:
            self.rise()
            raise
        except DatabaseBusy:
            return Failure("server_error")
        except AppError as error:
            return Failure(error.code)

    def _answer(self, caller: Caller, body: Hello | Push | Pull | Compare | Wait | int) -> Answer:
        db = self.database
        match body:
            case Hello() | Push():
                return self._given(body, db.write(_written(caller, body)))
            case Pull():
                return self._page(caller, body)
            case Compare():
                return db.read(lambda reader: comparison.compare(reader, caller, body))
            case Wait():
                moved = self._moved(caller, body.head)
                rides = body.pull is not None and moved.head > body.head and self.chance.random() < 0.8
                page = self._page(caller, body.pull) if rides and body.pull is not None else None
                return msgspec.structs.replace(moved, page=page)
            case head:
                return self._moved(caller, head)

    def _given(self, body: Hello | Push, answer: Any) -> Answer:
        """Return what was written as the answer to a request, noted for the checks."""
        if isinstance(body, Hello):
            return cast(Welcome, msgspec.structs.replace(answer, polls=self.world.polls))
        pushed: Pushed = answer.answer
        checks.the_server_is_not_broken(pushed)
        if pushed.epoch == self.epoch:
            self.told |= {op.id: result.status for op, result in zip(body.ops, pushed.results, strict=False)}
        return pushed

    def answer_together(self, asked: Sequence[tuple[str, Hello | Push]]) -> list[Answer | Failure]:
        """Return what requests are answered that share one commit, with a write among them that is undone at its end.
        Raises Killed when nobody is left to answer.
        """
        works = [_written(Caller(agent_id=who, device_id=f"device-{who}"), body) for who, body in asked]
        place = self.chance.randint(0, len(works))
        works.insert(place, self._undone())
        try:
            outcomes = list(self.database._commit_together(works))
        except Killed:
            self.rise()
            raise
        del outcomes[place]
        answers: list[Answer | Failure] = []
        for (_, body), outcome in zip(asked, outcomes, strict=True):
            if not isinstance(outcome, Exception):
                result, commit = outcome
                if commit.seq:
                    self._committed(commit)
                answers.append(self._given(body, result))
            elif isinstance(outcome, AppError):
                answers.append(Failure(outcome.code))
            elif cannot_now(outcome):
                answers.append(Failure("server_error"))
            else:
                raise outcome
        return answers

    def _undone(self) -> Callable[[Tx], Any]:
        """Return a write that fails after it wrote something."""
        customer_id = new_id()
        self.undone.add(customer_id)

        def write(tx: Tx) -> None:
            tx.put(Customer(id=customer_id, scope="people", name="undone"))
            tx.flush()
            raise Undone

        return write

    def _page(self, caller: Caller, pull: Pull) -> Page:
        page = self.database.read(lambda reader: pages.pull(reader, caller, pull))
        checks.nothing_foreign_leaves(page, self.scopes(caller.agent_id))
        return page

    def _moved(self, caller: Caller, head: int) -> Moved:
        return self.database.read(
            lambda reader: Moved(
                head=max(head, feed.newest(reader, scopes_of(reader, signed_in(reader, caller)))),
                epoch=reader.history.epoch,
            )
        )

    def scopes(self, agent_id: str) -> set[str]:
        """Return the scopes that an agent may see now."""
        (groups,) = self.disk.look.execute("SELECT group_ids FROM agent WHERE id = ?", (agent_id,)).fetchone()
        return {"all", "people", f"u:{agent_id}", *(f"g:{group}" for group in msgspec.json.decode(groups))}

    # -- what happens in the office --------------------------------------------------------------------------------

    def employ(self, agent_id: str, groups: tuple[str, ...]) -> None:
        def put(tx: Tx) -> None:
            present = tx.get(Agent, agent_id)
            base = present or Agent(
                id=agent_id, scope="all", login=agent_id, name=agent_id, role=Role.KNOWLEDGE_ADMIN, branch_id="b"
            )
            tx.put(msgspec.structs.replace(base, group_ids=groups))

        self.write(put)

    def move_something(self) -> None:
        """Somebody gives a conversation or a ticket to another group."""
        cls = self.chance.choice((Conversation, Conversation, Ticket))
        group = self.chance.choice(GROUPS)
        dice = self.chance.random()

        def move(tx: Tx) -> None:
            found = tx.find(cls, order="id")
            if found:
                row = found[int(dice * len(found))]
                tx.put(msgspec.structs.replace(row, group_id=group, scope=f"g:{group}"))

        self.write(move)

    def customer_writes(self) -> None:
        dice, message_id = self.chance.random(), new_id()

        def write(tx: Tx) -> None:
            found = tx.find(Conversation, order="id")
            if found:
                talk = found[int(dice * len(found))]
                message = Message(
                    id=message_id, scope=talk.scope, conversation_id=talk.id, author=Author.CUSTOMER, text=message_id
                )
                transcript.append(tx, talk, message)

        self.write(write)

    def forget(self) -> None:
        """Remove what lay in the bin long enough, and old traces."""
        binned = {key for ent in purge.BINNED for key in self.ids(ent)}

        def clean(tx: Tx) -> None:
            purge.purge(tx, purge.old(tx))

        self.write(clean)
        self.dropped |= binned - {key for ent in purge.BINNED for key in self.ids(ent)}

    # -- copies ----------------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        path = self.path.with_name(f"backup-{len(self.backups)}")
        path.mkdir(exist_ok=True)
        copy_database(self.path, path / backup.SQLITE)
        self.backups.append(path)

    def restore(self) -> None:
        """Last night's backup is put in the server's place, as ``zhiying-server restore`` does it."""
        self.disk.heal()
        self.disk.look_away()
        self.database.close()
        self.disk.clear()
        backup.restore(self.chance.choice(self.backups), f"sqlite:///{self.path}", self.path.with_name("blobs"))
        self.start()
        held = self.operations()  # the history of the copy holds, also where a later one refused what this one took
        self.told = {op: checks.status_of(held[op]) for op in self.told if op in held}

    # -- for the checks --------------------------------------------------------------------------------------------

    def ids(self, ent: str) -> set[str]:
        return {row[0] for row in self.disk.look.execute(f'SELECT id FROM "{ent}"')}

    def rows(self) -> dict[str, dict[str, Entity]]:
        """Return every row: entity -> id -> row."""
        return self.database.read(
            lambda reader: {name: {row.id: row for row in reader.find(ENTITIES[name].cls)} for name in ENTITIES}
        )

    def operations(self) -> dict[str, dict[str, Any]]:
        """Return the stored operations with their results, by id."""
        found = self.disk.look.execute(f"SELECT * FROM {SYNC_OP.name}")
        names = [column[0] for column in found.description]
        return {row[names.index("op_id")]: dict(zip(names, row, strict=True)) for row in found}

    def state(self) -> tuple[int, int]:
        """Return what no repeated request may change: the newest change's number, and how many results there are."""
        counts = f"SELECT seq, (SELECT count(*) FROM {SYNC_OP.name}) FROM {SYNC_HEAD.name}"
        head, results = self.disk.look.execute(counts).fetchone()
        return head, results
