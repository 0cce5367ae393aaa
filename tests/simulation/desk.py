"""A client of a simulated office: the real engine over a real file, with the simulation as its clock and network."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.domain.entity import Actor
from app.domain.errors import AppError
from app.storage import comparison
from app.storage.database import Database
from app.storage.replica import Replica
from app.storage.tables import ENTITY
from app.storage.transaction import Tx
from app.sync.engine import Broken, Engine, Event, Failed, Request, Started, Tick, Written
from tests.simulation import checks
from tests.simulation.disk import Killed, local_driver
from tests.simulation.work import Work

if TYPE_CHECKING:
    from tests.simulation.world import World

T = TypeVar("T")
DAMAGED = (
    ("customer", "name"), ("ticket", "title"), ("article", "title"), ("conversation", "language"), ("message", "text"),
)  # fmt: skip
"""Entities in which a hand finds rows, each with a field that it changes."""
PATIENCE_MS = 30_000
"""How long the transport waits for an answer."""


class _Inline(Database):
    """The client's database with the writer's work done in the caller's thread: one seed is one order of statements."""

    def _submit(self, job: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()
        try:
            future.set_result(job())
        except BaseException as error:
            future.set_exception(error)
        return future


class Desk:
    """One client. Whatever kills it, the next process runs when a method returns."""

    def __init__(self, world: "World", name: str, agent_id: str, source: Path, *, damaged: bool = False) -> None:
        self.world, self.name, self.agent_id = world, name, agent_id
        self.path = world.folder / f"{name}.db"
        self.disk = world.disks.disk(self.path, world.chance, local_driver(world.key))
        shutil.copyfile(source, self.path)
        self.skew = world.chance.randint(-3_600_000, 3_600_000)
        self.saved: Path | None = None
        self.damaged = damaged
        """A hand was in the file: it need not be what the server has until it was compared."""
        self.work = Work(agent_id, world.chance, world.actions)
        self.life = 0
        self.away = False
        self.asked: dict[str, int] = {}
        self._wake_in = self._set_at = 0
        self.promised: set[str] = set()
        """Operations that a person was shown as done: whatever happens to the process, the file has them."""
        self.start()
        self.promised = self.operations()

    def start(self) -> None:
        """Begin a process, as often as it takes: it may die at its first statement."""
        self.life += 1
        while True:
            self.database = _Inline(
                self.path, Actor(self.agent_id, "knowledge_admin"), clock=self.clock, key=self.world.key
            )
            try:
                self.database.open()
                break
            except AppError as error:
                self.world.note(f"{self.name} could not start: {error.code}")
                self.world.disks.release(self.path)
                self.disk.heal()
            except Killed:
                self.world.note(f"{self.name} died at its start")
                self.world.disks.release(self.path)
                self.disk.rise()
        done = self.disk.look.execute("SELECT op_id FROM outbox WHERE state = 2")
        self.world.resolved |= {row[0] for row in done}
        self.engine = Engine(self, self.clock, self.world.chance, self.name)
        self.world.tempered(self.engine)
        self.step(Started())

    def clock(self) -> int:
        return self.world.clock.now + self.skew

    def run(self, fn: Callable[[Replica], T], *, durable: bool = False) -> T:
        """What the engine calls a store."""
        return self.database.replicate(fn, durable=durable).result()

    def step(self, event: Event) -> None:
        """Let the engine take in an event, as a session does it."""
        try:
            self._take(self.engine.step(event))
        except Killed:
            self.rise()
        except AppError as error:
            self.world.note(f"{self.name} cannot go on: {error.code}")
            try:
                self._take(self.engine.step(Broken(error.code)))
            except Killed:
                self.rise()

    def _take(self, effects: Any) -> None:
        for effect in effects:
            if isinstance(effect, Request):
                self.world.send(self, effect)
            else:
                self._wake_in = effect.at - self.clock()
                self._set_at = self.world.clock.now

    def notice_the_time(self) -> None:
        """Have the engine's timer run out, and the transport's patience, when it is time."""
        now = self.world.clock.now
        for waiting in (self.engine._main, self.engine._wait):
            if waiting is not None and now - self.asked[waiting.lane] > PATIENCE_MS:
                self.step(Failed(waiting.number, "timeout"))
        if now - self._set_at >= self._wake_in:
            self.step(Tick())

    def rise(self) -> None:
        """The process is dead; another one begins with the files that it left."""
        self.world.note(f"{self.name} died")
        self.disk.look_away()
        self.database.close()
        self.disk.rise()
        checks.file_is_sound(self.disk)
        checks.own_work_survives(self)
        self.world.made |= self.operations()
        self.start()
        checks.cursors_keep_their_promise(self)

    def kill(self) -> None:
        """The process dies between two steps."""
        self.disk.fate = self.world.chance.choice(("kill", "power"))
        self.disk.die()
        self.rise()

    def operations(self) -> set[str]:
        """Return the ids of the operations that the file holds, done ones too."""
        return {row[0] for row in self.disk.look.execute("SELECT op_id FROM outbox")}

    def act(self) -> None:
        """A person does something."""
        made: list[str] = []

        def action(tx: Tx) -> None:
            self.work.act(tx)
            query = "SELECT op_id FROM outbox WHERE txn = ?"
            made.extend(row[0] for row in tx.connection.exec_driver_sql(query, (tx.id,)))

        try:
            self.database.write(action).result()
        except AppError as error:
            self.world.note(f"{self.name} was refused: {error.code}")
            return
        except Killed:
            self.rise()
            return
        self.promised |= set(made)
        self.world.made |= set(made)
        if self.world.chance.random() < 0.9:  # else it hears of it later: people act while it is busy
            self.step(Written())

    @property
    def comparing(self) -> bool:
        """Whether a comparison is under way."""
        return bool(self.database.read(comparison.standing).ent)

    def damage(self) -> None:
        """A hand gets into the file, at a row without unresolved operations: it is changed, goes, or is doubled."""
        ent, field = self.world.chance.choice(DAMAGED)
        how, dice = self.world.chance.choice(("change", "remove", "double")), self.world.chance.random()

        def hurt(replica: Replica) -> None:
            execute = replica.connection.exec_driver_sql
            busy = "SELECT row FROM sync_base WHERE ent = ?"
            ids = [row[0] for row in execute(f'SELECT id FROM "{ent}" WHERE id NOT IN ({busy}) ORDER BY id', (ent,))]
            if not ids:
                return
            chosen = ids[int(dice * len(ids))]
            if how == "change":
                execute(f'UPDATE "{ent}" SET "{field}" = ? WHERE id = ?', ("by a hand", chosen))
            elif how == "remove":
                execute(f'DELETE FROM "{ent}" WHERE id = ?', (chosen,))
            else:
                names = ", ".join(f'"{column.name}"' for column in ENTITY[ent].columns if column.name != "id")
                execute(f'INSERT OR IGNORE INTO "{ent}" (id, {names}) SELECT ?, {names} FROM "{ent}" WHERE id = ?',
                        (f"{chosen}-", chosen))  # fmt: skip
            self.damaged = True

        try:
            self.run(hurt)
        except AppError as error:
            self.world.note(f"{self.name} could not be damaged: {error.code}")
        except Killed:
            self.rise()

    def put_back(self, copy: Path) -> None:
        """Somebody puts an old copy of the profile back."""
        held = self.operations()
        self.disk.look_away()
        self.database.close()
        self.disk.clear()
        shutil.copy(copy, self.path)
        still = self.operations()
        self.world.forgotten |= held - still
        self.promised &= still
        self.start()
