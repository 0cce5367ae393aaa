"""A deterministic world of clients and a server over a lying network.

Everything that matters is real: the client's engine and its SQLite file, the server's exchange and its SQLite file.
Only the clock, the network and the scheduler are the simulation's: messages are lost, doubled, late and reordered;
clients are killed between any two steps, their files restored from old copies or cloned; clocks jump; people change
groups; rows move. When the faults stop, everything must be equal, nothing lost and nothing doubled.
"""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import select

from app.domain.change import Operation
from app.domain.conversations import Conversation
from app.domain.entity import Actor, Entity
from app.domain.errors import AppError, Refused
from app.domain.people import Agent, Group, Role
from app.domain.protocol import Hello, Moved, Page, Pull, Push, Pushed, Welcome
from app.domain.registry import ENTITIES
from app.storage import rows
from app.storage.database import Database
from app.storage.replica import Replica
from app.storage.tables import OUTBOX, SYNC_ISSUE
from app.sync.engine import Answered, Engine, Failed, Nudged, Request, Started, Tick, Written
from sync_server.service import exchange, pages
from sync_server.service.accounts import Caller
from sync_server.storage import lineage
from sync_server.storage.database import Database as ServerDatabase
from sync_server.storage.tables import SYNC_OP
from tests.sync import invariants
from tests.sync.workload import Workload

T = TypeVar("T")
GROUPS = ("g1", "g2", "g3")


class Clock:
    """Virtual milliseconds."""

    def __init__(self) -> None:
        self.now = 1_800_000_000_000

    def __call__(self) -> int:
        return self.now


class Office:
    """The server and what the simulation knows of it."""

    def __init__(self, folder: Path, clock: Clock, chance: random.Random) -> None:
        self.folder, self.clock, self.chance = folder, clock, chance
        self.path = folder / "server.db"
        self.database = ServerDatabase(f"sqlite:///{self.path}", clock=clock)
        self.backups: list[Path] = []

        def furnish(tx: Any) -> None:
            for key in GROUPS:
                tx.put(Group(id=key, scope="all", name=key, branch_id="b"))

        self.database.write(furnish)

    def employ(self, agent_id: str, groups: tuple[str, ...]) -> None:
        def put(tx: Any) -> None:
            present = tx.get(Agent, agent_id)
            base = present or Agent(
                id=agent_id, scope="all", login=agent_id, name=agent_id, role=Role.KNOWLEDGE_ADMIN, branch_id="b"
            )
            tx.put(msgspec.structs.replace(base, group_ids=groups))

        self.database.write(put)

    def answer(self, agent_id: str, request: Request) -> Any:
        caller = Caller(agent_id=agent_id, device_id=f"device-{agent_id}")
        body = request.body
        if isinstance(body, Hello):
            return self.database.write(lambda tx: exchange.hello(tx, caller, body))
        if isinstance(body, Push):
            return self.database.write(lambda tx: exchange.push(tx, caller, body)).answer
        if isinstance(body, Pull):
            return self.database.read(lambda reader: pages.pull(reader, caller, body))
        raise AssertionError(request)

    def scopes(self, agent_id: str) -> set[str]:
        """Return the scopes that an agent may see now."""
        agent = self.database.read(lambda reader: reader.get(Agent, agent_id))
        assert agent is not None
        return {"all", "people", f"u:{agent_id}", *(f"g:{group}" for group in agent.group_ids)}

    def move_something(self) -> None:
        def move(tx: Any) -> None:
            found = tx.find(Conversation, limit=20)
            if found:
                row = self.chance.choice(found)
                group = self.chance.choice(GROUPS)
                tx.put(msgspec.structs.replace(row, group_id=group, scope=f"g:{group}"))

        self.database.write(move)

    def rows(self, name: str) -> dict[str, Entity]:
        return {row.id: row for row in self.database.read(lambda reader: reader.find(ENTITIES[name].cls))}


class Desk:
    """One client: a real database and a real engine, with the simulation as its network."""

    def __init__(self, world: "World", name: str, agent_id: str, path: Path) -> None:
        self.world, self.name, self.agent_id, self.path = world, name, agent_id, path
        self.skew = world.chance.randint(-3_600_000, 3_600_000)
        self.saved: Path | None = None
        self.workload = Workload(agent_id, world.chance)
        self.start()

    def start(self) -> None:
        self.database = Database(self.path, Actor(self.agent_id, "knowledge_admin"), clock=self.clock)
        self.database.open()
        self.engine = Engine(self, self.clock, self.world.chance, self.name)
        self.take(self.engine.step(Started()))

    def clock(self) -> int:
        return self.world.clock.now + self.skew

    def run(self, fn: Callable[[Replica], T], *, durable: bool = False) -> T:
        return self.database.replicate(fn, durable=durable).result()

    def take(self, effects: Any) -> None:
        for effect in effects:
            if isinstance(effect, Request) and effect.lane == "main":
                self.world.network.append((self, effect))

    def kill(self) -> None:
        """The process dies between two steps; its files stay as they are."""
        self.database.close()
        self.world.network = [(desk, request) for desk, request in self.world.network if desk is not self]
        self.start()

    def operations(self) -> set[str]:
        """Return the ids of the operations that the file holds, done ones too."""
        return {row[0] for row in self.database.read(lambda c: c.execute(select(OUTBOX.c.op_id)).all())}

    def restore(self, copy: Path) -> None:
        """Somebody puts an old copy of the profile back."""
        held = self.operations()
        self.database.close()
        self.world.network = [(desk, request) for desk, request in self.world.network if desk is not self]
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(copy, self.path)
        self.start()
        self.world.forgotten |= held - self.operations()

    def check_own_writes(self) -> None:
        """I9: what this desk wrote and the server has not refused is shown until the server's row carries it."""
        with closing(sqlite3.connect(self.path)) as file:
            hidden = {row for (row,) in file.execute("SELECT row FROM sync_base WHERE gone")}
            self.world.resolved |= {op for (op,) in file.execute("SELECT op_id FROM outbox WHERE state = 2")}
            unseen = "state = 0 OR (state = 1 AND res_rev > 0)"
            query = f"SELECT op_id, ent, row, kind, op FROM outbox WHERE {unseen} ORDER BY lsn"
            last: dict[tuple[str, str, str], Any] = {}
            for op_id, ent, row_id, kind, text in file.execute(query):
                if row_id in hidden or op_id in self.world.resolved:  # sent again to a restored server: long seen
                    continue
                if kind == "create":
                    found = file.execute(f'SELECT 1 FROM "{ent}" WHERE id = ?', (row_id,)).fetchone()
                    assert found, f"{self.name}: its own {ent} vanished"
                elif kind == "patch" and ent == "customer":
                    body = msgspec.json.decode(text, type=Operation).body
                    last.update({(ent, row_id, field): value for field, value in body.items()})
            for (ent, row_id, field), value in last.items():
                shown = file.execute(f'SELECT "{field}" FROM "{ent}" WHERE id = ?', (row_id,)).fetchone()
                assert shown == (value,), f"{self.name}: its own {field} of {ent} flickered"

    def act(self) -> None:
        try:
            self.database.write(self.workload.act).result()
        except (AppError, Refused):
            return
        self.world.made |= self.operations()
        self.take(self.engine.step(Written()))


class World:
    """Steps the whole office, one random event at a time, all from one seed."""

    def __init__(self, seed: int, folder: Path, desks: int = 2, disasters: bool = False) -> None:
        self.chance = random.Random(seed)
        self.clock = Clock()
        self.folder = folder
        self.disasters = disasters
        self.network: list[tuple[Desk, Request]] = []
        self.office = Office(folder, self.clock, self.chance)
        self.faults: Counter[str] = Counter()
        self.made: set[str] = set()
        self.resolved: set[str] = set()
        self.forgotten: set[str] = set()  # only ever on a disk that its owner rolled back
        self.desks: list[Desk] = []
        for i in range(desks):
            self.office.employ(f"u{i}", tuple(self.chance.sample(GROUPS, 2)))
            self.desks.append(Desk(self, f"d{i}", f"u{i}", folder / f"d{i}.db"))

    def close(self) -> None:
        for desk in self.desks:
            desk.database.close()
        self.office.database.close()

    # -- one step --------------------------------------------------------------------------------------------------

    def step(self, calm: bool = False) -> None:
        self.clock.now += self.chance.randint(1, 400)
        desk = self.chance.choice(self.desks)
        if self.disasters and self.chance.random() < 0.06:
            self._disaster(desk)
            return
        dice = self.chance.random()
        if dice < 0.45:
            desk.act()
        elif dice < 0.85:
            self._deliver(calm)
        elif dice < 0.93 or calm:
            desk.take(desk.engine.step(Tick() if self.chance.random() < 0.7 else Nudged()))
        elif dice < 0.945:
            self.faults["kill"] += 1
            desk.kill()
        elif dice < 0.965:
            self.faults["move"] += 1
            self.office.move_something()
        elif dice < 0.99:
            self.faults["groups"] += 1
            self.office.employ(desk.agent_id, tuple(self.chance.sample(GROUPS, self.chance.randint(1, 3))))
        else:
            self.faults["clock"] += 1
            desk.skew = self.chance.randint(-3_600_000, 3_600_000)

    def _deliver(self, calm: bool) -> None:
        if not self.network:
            return
        desk, request = self.network.pop(self.chance.randrange(len(self.network)))
        fate = 1.0 if calm else self.chance.random()
        if fate < 0.08:
            self.faults["request lost"] += 1
            desk.take(desk.engine.step(Failed(request.number, "offline")))
            return
        answer = self._answer(desk, request)
        if 0.08 <= fate < 0.13:
            self.faults["request doubled"] += 1
            answer = self._answer(desk, request)
        if 0.13 <= fate < 0.2:
            self.faults["answer lost"] += 1
            desk.take(desk.engine.step(Failed(request.number, "timeout")))
            return
        if 0.2 <= fate < 0.24:
            self.faults["answer late"] += 1
            desk.take(desk.engine.step(Failed(request.number, "timeout")))
        desk.take(desk.engine.step(Answered(request.number, answer)))
        desk.check_own_writes()

    def _answer(self, desk: Desk, request: Request) -> Welcome | Pushed | Page | Moved:
        # through the wire's own encoding, so that nothing is shared and every type is checked
        answer: Welcome | Pushed | Page | Moved = self.office.answer(desk.agent_id, request)
        if isinstance(answer, Page):
            mine = self.office.scopes(desk.agent_id)
            assert {row.scope for row in answer.rows} | set(answer.scopes) <= mine, "a row of a foreign scope"
        return msgspec.json.decode(msgspec.json.encode(answer), type=type(answer))

    # -- rarer faults ----------------------------------------------------------------------------------------------

    def _disaster(self, desk: Desk) -> None:
        kind = self.chance.choice(("clone", "backup", "backup", "restore", "copy", "return"))
        if kind == "clone" and len(self.desks) < 4:
            self.clone(desk)
        elif kind == "backup":
            self.backup()
        elif kind == "restore" and self.office.backups:
            self.restore()
        elif kind == "copy":
            desk.saved = self.folder / f"{desk.name}-{self.clock.now}.copy"
            _copy(desk.path, desk.saved)
        elif kind == "return" and desk.saved is not None:
            self.faults["client restored"] += 1
            desk.restore(desk.saved)

    def clone(self, desk: Desk) -> None:
        """The profile is copied to a second machine and both go on."""
        self.faults["clone"] += 1
        path = self.folder / f"d{len(self.desks)}.db"
        _copy(desk.path, path)
        self.desks.append(Desk(self, f"d{len(self.desks)}", desk.agent_id, path))

    def backup(self) -> None:
        path = self.folder / f"backup-{len(self.office.backups)}.db"
        _copy(self.office.path, path)
        self.office.backups.append(path)

    def restore(self) -> None:
        """Last night's backup is put in the server's place, with a new epoch as `zhiying-server restore` gives it."""
        self.faults["restore"] += 1
        self.office.database.close()
        for suffix in ("-wal", "-shm"):
            Path(f"{self.office.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.chance.choice(self.office.backups), self.office.path)
        with closing(sqlite3.connect(self.office.path)) as connection, connection:
            lineage.begin_anew(connection.execute, self.clock.now, seamless=True)
        self.office.database = ServerDatabase(f"sqlite:///{self.office.path}", clock=self.clock)

    # -- the end ---------------------------------------------------------------------------------------------------

    def settle(self, rounds: int = 4_000) -> None:
        """Let the faults stop: deliver everything until nobody has anything to say."""
        for desk in self.desks:
            desk.take(desk.engine.step(Nudged()))
        for _ in range(rounds):
            self.clock.now += 1_000
            if self.network:
                self._deliver(calm=True)
                continue
            busy = [d for d in self.desks if not d.engine.idle or d.run(lambda r: r.pending())]
            if not busy:
                for desk in self.desks:
                    desk.take(desk.engine.step(Nudged()))
                while self.network:
                    self._deliver(calm=True)
                if all(desk.engine.idle for desk in self.desks):
                    return
            for desk in busy:
                desk.take(desk.engine.step(Tick()))
        raise AssertionError("it never settled")

    def check(self) -> None:
        """I1 to I9 and I16 of the protocol: see each assertion. I12 holds for each answer."""
        office = {name: self.office.rows(name) for name in ENTITIES}
        answered = self._results()
        refused = {op_id for desk in self.desks for op_id in _refused(desk)}  # those are not asked of another history
        lost = self.made - self.forgotten - answered.keys() - refused
        assert not lost, f"{len(lost)} operations have no result on the server"
        for desk in self.desks:
            ops = desk.database.read(lambda c: c.execute(select(OUTBOX.c.op, OUTBOX.c.state)).all())
            assert all(state == 2 for _, state in ops), f"{desk.name}: an operation never finished"
            for text, _ in ops:
                op = msgspec.json.decode(text, type=Operation)
                assert op.id in answered or op.id in refused, f"{desk.name}: {op.kind} of {op.ent} has no result"
            self._refusals_are_told(desk, answered)
            self._same_rows(desk, office)
            invariants.nothing_is_folded_in(desk.path)
            invariants.file_is_sound(desk.path)
        applied = invariants.taken(answered.values())
        invariants.messages_are_kept(office, applied)
        invariants.registers_are_kept(office, applied)
        invariants.bodies_are_kept(office, applied)

    def _results(self) -> dict[str, dict[str, Any]]:
        found = self.office.database.read(lambda r: r.connection.execute(select(SYNC_OP)).mappings().all())
        return {row["op_id"]: dict(row) for row in found}

    def _refusals_are_told(self, desk: Desk, answered: dict[str, dict[str, Any]]) -> None:
        issues = {row[0] for row in desk.database.read(lambda c: c.execute(select(SYNC_ISSUE.c.op_id)).all())}
        ops = desk.database.read(lambda c: c.execute(select(OUTBOX.c.op_id)).all())
        for (op_id,) in ops:
            if op_id in _refused(desk):
                assert op_id in issues, f"{desk.name}: a refusal was not told"

    def _same_rows(self, desk: Desk, office: dict[str, dict[str, Entity]]) -> None:
        scopes = set(desk.run(lambda r: r.position()).cursors)
        for name, table in office.items():
            wanted = {row.id: row for row in table.values() if row.scope in scopes}
            held = desk.database.read(lambda c, n=name: {row.id: row for row in _all(c, n)})  # type: ignore[misc]
            assert held.keys() == wanted.keys(), f"{desk.name}: rows of {name} differ"
            for row_id, row in wanted.items():
                assert held[row_id] == row, f"{desk.name}: {name} {row_id} differs"


def _refused(desk: Desk) -> set[str]:
    query = select(OUTBOX.c.op_id).where(OUTBOX.c.result.like('%"status":"rejected"%'))
    return {row[0] for row in desk.database.read(lambda c: c.execute(query).all())}


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _all(connection: Any, name: str) -> list[Entity]:
    return list(rows.get_many(connection, ENTITIES[name].cls, _ids(connection, name)).values())


def _ids(connection: Any, name: str) -> list[str]:
    return [row[0] for row in connection.exec_driver_sql(f'SELECT id FROM "{name}"')]
