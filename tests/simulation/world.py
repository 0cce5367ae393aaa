"""A deterministic office: clients and a server over a lying network, on disks that fail, with a clock that jumps.

Everything that matters is real: the client's engine and its SQLite file, the server's handlers and their SQLite file.
Only the clock, the network, the disks' faults and the scheduler are the simulation's, and every choice of theirs comes
from one seed. Each seed also draws which faults it has and how often, so that rare ones get seeds of their own. When
the faults stop, everything must be equal, nothing lost and nothing doubled; some things must hold always
(:mod:`tests.simulation.checks`). On a day of ``talk`` agents and customers do little but write to each other.
"""

import random
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.domain.entity import Entity
from app.domain.protocol import PAGE_ROWS, PUSH_OPERATIONS, Compared, Hello, Push, Pushed, Wait
from app.storage import comparison
from app.sync.engine import Answered, Engine, Failed, Nudged, Request, Silent, Tick
from tests.simulation import checks, coverage
from tests.simulation.desk import Desk
from tests.simulation.disk import Disks, Killed, copy_database
from tests.simulation.office import GROUPS, Answer, Failure, Office
from tests.simulation.work import ACTIONS, MORE, TALK
from tests.sync import invariants

START_MS = 1_800_000_000_000
LIFE_MS = 90_000
"""How long traces of rows and the bin are kept here; elsewhere half a year."""
MOST_DESKS = 4
EVENTS = {
    "act": 42.0, "deliver": 55.0, "crowd": 6.0, "nudge": 4.0, "move": 3.0, "customer": 3.0,
}  # fmt: skip
FAULTS = {
    "lose": 4.0, "double": 4.0, "timeout": 2.0, "silent": 1.0, "away": 3.0, "repeat": 2.0, "kill": 1.5, "fuse": 5.0,
    "server_fuse": 4.0, "full": 1.0, "groups": 3.0, "clock": 1.0, "night": 2.0, "restore": 3.0, "put_back": 1.5,
    "clone": 1.0,
}  # fmt: skip
THEMES = 2
DAMAGE = 3.0
"""How often a hand gets into a desk's file, on days on which desks compare."""


class Clock:
    """Virtual milliseconds."""

    def __init__(self) -> None:
        self.now = START_MS

    def __call__(self) -> int:
        return self.now


class Letter(msgspec.Struct):
    """A request on its way to the server, or, once it has an ``answer``, on its way back."""

    desk: Desk
    life: int
    request: Request
    answer: Any = None


class Beginning(msgspec.Struct, frozen=True):
    """How an office is found: the server's file, each desk's with its agent, and the key of the desks' files."""

    office: Path
    agents: tuple[str, ...]
    desks: tuple[Path, ...]
    key: bytes | None


class World:
    """Steps the whole office, one random event at a time."""

    def __init__(
        self,
        seed: int,
        folder: Path,
        disks: Disks,
        beginning: Beginning,
        *,
        undisturbed: bool = False,
        talk: bool = False,
        compares: bool = False,
    ) -> None:
        self.chance = random.Random(seed)
        self.actions = (*(TALK if talk else ACTIONS), *(MORE if compares else ()))
        self.folder, self.disks, self.key = folder, disks, beginning.key
        self.clock = Clock()
        self.server_skew = 0
        self.calm = False
        """Whether the faults have stopped."""
        self.network: list[Letter] = []
        self.pushed: list[tuple[str, Request, Pushed]] = []
        self.trace: list[str] = []
        self.faults: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self.made: set[str] = set()
        self.resolved: set[str] = set()
        self.forgotten: set[str] = set()  # only ever on a disk that its owner rolled back
        self.polls = seed % 3 > 0  # else the server is one of before
        self.page_rows = self.chance.choice((1, 3, 20, 200))
        often = EVENTS | {"customer": 12.0} if talk else EVENTS
        self.kinds, self.weights = list(often), list(often.values())
        self.office = Office(self, folder / "server.db", beginning.office)
        if undisturbed:
            for agent_id in sorted(set(beginning.agents)):
                self.office.employ(agent_id, tuple(self.chance.sample(GROUPS, 2)))
        else:
            self._temper()
        if compares:
            self.kinds.append("damage")
            self.weights.append(DAMAGE)
        self.desks: list[Desk] = []
        for i, agent_id in enumerate(beginning.agents):
            self.desks.append(Desk(self, f"d{i}", agent_id, beginning.desks[i]))

    def _temper(self) -> None:
        for name, weight in FAULTS.items():
            if self.chance.random() < 0.6:
                self.kinds.append(name)
                self.weights.append(weight * self.chance.uniform(0.5, 2.0))
        for _ in range(THEMES):  # what a seed is about: one fault meets another more often than by chance
            self.weights[self.chance.randrange(len(EVENTS), len(self.weights))] += 15.0

    def tempered(self, engine: Engine) -> None:
        """Give an engine pages of this world's size."""
        engine._page_rows = self.page_rows

    def close(self) -> None:
        """End everything; whoever is dead stays so."""
        self.office.database.close()
        for desk in self.desks:
            desk.database.close()
        self.disks.release()

    def note(self, what: str) -> None:
        """Write a line into the course of events."""
        self.trace.append(what)

    # -- one step --------------------------------------------------------------------------------------------------

    def step(self) -> None:
        self.clock.now += int(10 ** self.chance.uniform(0, 4))
        for each in self.desks:
            each.notice_the_time()
        desk = self.chance.choice(self.desks)
        kind = self.chance.choices(self.kinds, self.weights)[0]
        self.note(f"{kind} {desk.name}")
        self.faults[kind] += 1
        getattr(self, f"_{kind}")(desk)

    def _act(self, desk: Desk) -> None:
        desk.act()

    def _nudge(self, desk: Desk) -> None:
        desk.step(Nudged())

    def _silent(self, desk: Desk) -> None:
        desk.step(Silent("timeout"))

    # -- the network -----------------------------------------------------------------------------------------------

    def send(self, desk: Desk, request: Request) -> None:
        """A desk makes a request."""
        desk.asked[request.lane] = self.clock.now
        self.network.append(Letter(desk, desk.life, request))

    def _deliver(self, desk: Desk) -> None:
        for _ in range(self.chance.randint(1, 4)):
            if self.network:
                self._arrive(self.network.pop(self.chance.randrange(len(self.network))))

    def _crowd(self, desk: Desk) -> None:
        """What desks write comes at the same time, and shares a commit."""
        come: list[Letter] = []
        asked: list[tuple[str, Hello | Push]] = []
        for letter in self.network:
            body = letter.request.body
            if letter.answer is None and not letter.desk.away and isinstance(body, Hello | Push):
                come.append(letter)
                asked.append((letter.desk.agent_id, body))
        if not come:
            return
        try:
            answers = self.office.answer_together(asked)
        except Killed:
            answers = [Failure("offline") for _ in come]
        for letter, answer in zip(come, answers, strict=True):
            self.network.remove(letter)
            self._answered(letter, answer)

    def _double(self, desk: Desk) -> None:
        """A letter comes now, and once more later."""
        if self.network:
            letter = self.chance.choice(self.network)
            self._arrive(Letter(letter.desk, letter.life, letter.request, letter.answer))

    def _lose(self, desk: Desk) -> None:
        if self.network:
            self.network.pop(self.chance.randrange(len(self.network)))

    def _away(self, desk: Desk) -> None:
        """A desk loses its line, or has it again."""
        desk.away = not desk.away

    def _timeout(self, desk: Desk) -> None:
        """A desk gives up waiting, whatever is still on its way."""
        for waiting in (desk.engine._main, desk.engine._wait):
            if waiting is not None and self.chance.random() < 0.7:
                desk.step(Failed(waiting.number, self.chance.choice(("timeout", "offline", "aborted"))))

    def _arrive_first(self) -> bool:
        """Deliver the oldest letter that is not a held request's; returns whether there was one."""
        letter = next((letter for letter in self.network if letter.request.lane == "main"), None)
        if letter is not None:
            self.network.remove(letter)
            self._arrive(letter)
        return letter is not None

    def _arrive(self, letter: Letter) -> None:
        desk, request = letter.desk, letter.request
        if desk.away:
            letter.answer = Failure("offline")
        asked = request.body.head if isinstance(request.body, Wait) else request.body
        held = isinstance(asked, int) and self.office.head <= asked
        if held and letter.answer is None:
            self.network.append(letter)  # the server answers when there is news
            return
        if letter.answer is None:
            try:
                answer = self.office.answer(desk.agent_id, request)
            except Killed:
                answer = Failure("offline")
            self._answered(letter, answer)
            return
        if letter.life != desk.life:
            return  # the process that asked is dead
        self.note(f"{request.kind} {request.number} of {desk.name}: {type(letter.answer).__name__}")
        if isinstance(letter.answer, Failure):
            desk.step(Failed(request.number, letter.answer.code))
        else:
            if isinstance(letter.answer, Compared) and not desk.damaged:
                checks.nothing_differs(desk, letter.answer)
            self.met.update(coverage.of_answer(request.body, letter.answer))
            desk.step(Answered(request.number, _over_the_wire(letter.answer)))
        checks.own_work_is_shown(desk, self.resolved)
        if request.kind in ("pull", "wait") and (self.chance.random() < 0.2 or self.calm):
            checks.cursors_keep_their_promise(desk)

    def _answered(self, letter: Letter, answer: Answer | Failure) -> None:
        """Send an answer on its way."""
        if isinstance(letter.request.body, Push) and isinstance(answer, Pushed) and not answer.problem:
            self.pushed.append((letter.desk.agent_id, letter.request, answer))
        self.network.append(Letter(letter.desk, letter.life, letter.request, answer))

    def _repeat(self, desk: Desk) -> None:
        """I14: an old push comes again."""
        if not self.pushed:
            return
        agent_id, request, answer = self.chance.choice(self.pushed[-20:])
        before = self.office.state()
        try:
            again = self.office.answer(agent_id, request)
        except Killed:
            return
        if isinstance(again, Failure) or answer.epoch != self.office.epoch:
            return
        assert isinstance(again, Pushed)
        checks.need(again.results == answer.results, "I14", f"the push {request.number} is answered otherwise")
        checks.need(self.office.state() == before, "I14", f"the push {request.number} changed something again")

    # -- the disks and the processes -------------------------------------------------------------------------------

    def _kill(self, desk: Desk) -> None:
        desk.kill()

    def _fuse(self, desk: Desk) -> None:
        desk.disk.light(self.chance.choice(("kill", "power", "error")), self.chance.randint(0, 80))

    def _server_fuse(self, desk: Desk) -> None:
        self.office.disk.light(self.chance.choice(("kill", "power", "error")), self.chance.randint(0, 120))

    def _full(self, desk: Desk) -> None:
        disk = self.chance.choice((desk.disk, desk.disk, self.office.disk))
        disk.full = not disk.full

    def _damage(self, desk: Desk) -> None:
        desk.damage()

    # -- clocks ----------------------------------------------------------------------------------------------------

    def _clock(self, desk: Desk) -> None:
        if self.chance.random() < 0.3:
            self.server_skew = self.chance.choice((0, self.chance.randint(-60_000, 60_000)))
        else:
            desk.skew = self.chance.choice((0, self.chance.randint(-3_600_000, 3_600_000), 30 * 86_400_000))

    def _night(self, desk: Desk) -> None:
        """Nobody does anything for a while; the server tidies up, and is copied perhaps."""
        self.clock.now += self.chance.randint(0, 2 * LIFE_MS)
        if self.chance.random() < 0.7:
            self.office.forget()
        if self.chance.random() < 0.5:
            self.office.back_up()

    # -- the office ------------------------------------------------------------------------------------------------

    def _move(self, desk: Desk) -> None:
        self.office.move_something()

    def _customer(self, desk: Desk) -> None:
        self.office.customer_writes()

    def _groups(self, desk: Desk) -> None:
        self.office.employ(desk.agent_id, tuple(self.chance.sample(GROUPS, self.chance.randint(0, 3))))

    def _restore(self, desk: Desk) -> None:
        if self.office.backups and self.chance.random() < 0.6:
            self.server_skew = 0  # a new history begins at the time that it is
            self.office.restore()
        else:
            self.office.back_up()

    def _put_back(self, desk: Desk) -> None:
        """Somebody copies his profile, and puts the copy back later."""
        if desk.saved is not None and self.chance.random() < 0.5:
            desk.put_back(desk.saved)
            return
        desk.saved = self.folder / f"{desk.name}.copy"
        desk.saved.unlink(missing_ok=True)
        copy_database(desk.path, desk.saved, desk.disk.driver)

    def _clone(self, desk: Desk) -> None:
        """The profile is copied to a second machine and both go on."""
        if len(self.desks) < MOST_DESKS:
            source = self.folder / "clone"
            source.unlink(missing_ok=True)
            copy_database(desk.path, source, desk.disk.driver)
            self.desks.append(Desk(self, f"d{len(self.desks)}", desk.agent_id, source, damaged=desk.damaged))

    # -- the end ---------------------------------------------------------------------------------------------------

    def settle(self, rounds: int = 3_000) -> None:
        """I1: let the faults stop and deliver everything until nobody has anything to say."""
        self.note("the faults stop")
        self.calm = True
        self.office.disk.heal()
        for desk in self.desks:
            desk.disk.heal()
            desk.away = False
            desk.engine._page_rows = PAGE_ROWS
            desk.engine._limit = desk.engine._most = PUSH_OPERATIONS
        self.network.clear()
        for desk in self.desks:
            for waiting in (desk.engine._main, desk.engine._wait):
                if waiting is not None:
                    desk.step(Failed(waiting.number, "timeout"))
            desk.step(Nudged())
        seen = -1
        doubts = 2  # the first one may only end a comparison that was under way
        for _ in range(rounds):
            self.clock.now += 1_000
            if self._arrive_first():
                continue
            busy = [d for d in self.desks if not d.engine.idle or d.run(lambda r: r.pending()) or d.comparing]
            for desk in busy:
                desk.step(Tick())
            if busy:
                continue
            if seen == self.office.head:
                doubting = [desk for desk in self.desks if desk.damaged and doubts]
                if not doubting:
                    return
                doubts -= 1
                for desk in doubting:
                    desk.run(lambda r: comparison.begin(r.connection))
                    desk.step(Nudged())
                continue
            seen = self.office.head  # once more: what the last of them wrote reaches the first
            for desk in self.desks:
                desk.step(Nudged())
        raise checks.Broken("I1: it never settled")

    def check(self) -> Mapping[str, Mapping[str, Entity]]:
        """Look whether everything is equal, nothing lost and nothing doubled; return what the server has then."""
        office, answered = self.office.rows(), self.office.operations()
        restored = bool(self.faults["restore"])
        outboxes = [checks.outbox_is_empty(desk) for desk in self.desks]
        refused = {op_id for ops in outboxes for op_id, (_, status) in ops.items() if status == "rejected"}
        checks.every_operation_has_a_result(self.made - self.forgotten - refused, answered)
        for desk, ops in zip(self.desks, outboxes, strict=True):
            checks.actions_are_whole(ops)
            checks.results_are_the_servers(desk, ops, answered, restored=restored)
            checks.refusals_are_told(desk, ops)
            checks.rows_are_equal(desk, self.office.scopes(desk.agent_id))
            invariants.nothing_is_folded_in(desk.path, self.key)
            checks.file_is_sound(desk.disk)
            checks.cursors_keep_their_promise(desk)
        gone = self.office.dropped - {row_id for rows in office.values() for row_id in rows}
        applied = [op for op in invariants.taken(answered.values()) if op.row not in gone]
        invariants.messages_are_kept(office, applied)
        invariants.registers_are_kept(office, applied)
        invariants.bodies_are_kept(office, applied)
        if not self.forgotten:
            tagged = [each for ops in outboxes for each in ops.values()]
            checks.tags_are_kept(office, tagged, restored=restored)
        checks.counters_add_up(office)
        checks.marks_advance(office, answered.values())
        checks.states_move_legally(office, answered.values())
        checks.children_live_with_their_parents(office)
        checks.what_failed_left_nothing(office, self.office.undone)
        return office


def _over_the_wire(answer: Answer) -> Any:
    """Return an answer as it arrives: nothing is shared with the server, and every type is checked."""
    return msgspec.json.decode(msgspec.json.encode(answer), type=type(answer))


def hurry_the_world(patched: pytest.MonkeyPatch, clock: Clock, *, talk: bool, compares: bool) -> None:
    """Make the program's long times short, as far as they are the protocol's business; on a day of talk the guards,
    too, lose their patience, so that hardly any reply goes that waited for the line.
    """
    if talk:
        patched.setattr("sync_server.service.guard.GRACE_MS", 600)
        patched.setattr("app.domain.guard.OLD_MS", 8_000)
    if compares:
        patched.setattr("app.storage.comparison.AGAIN_MS", 2_000)
        patched.setattr("app.storage.comparison.PAUSE_MS", 0)
    patched.setattr("sync_server.storage.purge.TRACES_MS", LIFE_MS)
    patched.setattr("sync_server.storage.purge.BIN_MS", LIFE_MS)
    patched.setattr("sync_server.storage.records.SAMPLE_MS", 1_000)
    patched.setattr("sync_server.storage.backup.now_ms", clock)


def shrink_the_world(patched: pytest.MonkeyPatch, chance: random.Random, *, compares: bool) -> None:
    """Make the program's large limits small while the faults last, so that what ends with one page, or one piece of a
    comparison, does not; and on days on which desks compare what they hold, have them do it all the time.
    """
    if compares:
        patched.setattr("app.storage.comparison.PERIOD_MS", 10_000)
        patched.setattr("app.storage.comparison.PIECE_ROWS", 3)
        patched.setattr("sync_server.service.comparison.PIECE_ROWS", 4)
    patched.setattr("sync_server.service.pages.PAGE_BYTES", chance.choice((1 << 20, 3_000)))
    patched.setattr("app.sync.engine.PUSH_OPERATIONS", chance.choice((1, 2, 5, 200)))
    patched.setattr("app.sync.engine.AHEAD_OPERATIONS", 1)
