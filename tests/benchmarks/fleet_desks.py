"""The desks of a fleet: they hold a poll, pull, beat and push.

Each desk makes the requests that :mod:`app.sync.engine` and :mod:`app.sync.pulse` make, at the same times, by the
same rules (jitter, backoff, ``Retry-After``); instead of a database it has cursors and the ids of the messages it got.
"""

import asyncio
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from app.domain.change import Operation
from app.domain.ids import new_id
from app.domain.protocol import Beat, Heartbeat, Hello, Moved, Page, Pass, Pull, Push, Pushed, Wait, Welcome
from app.domain.registry import SCHEMA
from app.sync.backoff import Backoff
from app.sync.engine import FALLBACK_POLL_MS, FIRST_PAGE_ROWS, MOST_SPREAD_MS, WAKE_JITTER_MS
from app.sync.pulse import BEAT_PATIENCE_SECONDS, BEAT_SECONDS, LATE
from tests.benchmarks.fleet_line import Answer, Lines
from tests.benchmarks.fleet_office import Seat, Stage, Talk, read_stage

T = TypeVar("T")
READ_SECONDS = 30.0
TEXTS = (
    "好的，我马上为您查询一下订单的物流情况，请稍等。",
    "收到货发现外壳有划痕，可以换一台新的吗？",
    "发票已经开好，今天发到您的邮箱。",
)


class Plan(msgspec.Struct, frozen=True):
    """What to do, from the command line as JSON."""

    port: int
    stage: str
    desks: int
    rate: float
    seconds: float
    within: float
    """Over how many seconds the desks come."""
    storm: bool = False
    warm: float = 8.0
    """How long messages are written before they count (s)."""


class Refused(Exception):
    """The server sent a request away, for ``seconds``."""

    def __init__(self, status: int, seconds: float) -> None:
        super().__init__(status)
        self.status, self.seconds = status, seconds


class Written(msgspec.Struct):
    """A message under way: when it was begun, when its answer came, and who has to get it."""

    group: str
    author: str
    begun: float
    answered: float = 0.0


class Got(msgspec.Struct):
    """A message in a desk's hands; ``woken`` is when the wake-up came, 0 without one."""

    message: str
    desk: str
    at: float
    woken: float


class Fleet:
    """All desks, and what they noted."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.stage: Stage = read_stage(Path(plan.stage))
        self.chance = random.Random(5)
        self.written: dict[str, Written] = {}
        self.got: list[Got] = []
        self.errors: Counter[str] = Counter()
        self.sent_away = 0
        self.requests: Counter[str] = Counter()
        self.took: dict[str, list[float]] = {}
        self.restarting = False
        self.desks = [Desk(self, seat) for seat in self.stage.seats[: plan.desks]]

    def failed(self, what: str, error: BaseException) -> None:
        """Note a failed request; while the server is down they are no errors."""
        if isinstance(error, Refused) and error.status == 503:
            self.sent_away += 1
        elif not self.restarting:
            self.errors[f"{what}: {error!r}"[:100]] += 1

    def note(self, what: str, began: float) -> None:
        """Note how long a request took."""
        self.requests[what] += 1
        self.took.setdefault(what, []).append(time.perf_counter() - began)


def taken(answer: Answer, into: type[T]) -> T:
    """Return an answer's record. Raises Refused."""
    if answer.status >= 400:
        raise Refused(answer.status, answer.retry_after())
    return msgspec.json.decode(answer.body, type=into)


class Desk:
    """One desk, as the server sees it."""

    def __init__(self, fleet: Fleet, seat: Seat) -> None:
        self.fleet, self.seat = fleet, seat
        self.lines = Lines(fleet.plan.port, seat.token)
        self.client_id = new_id()
        self.n = 0
        self.head = 0
        self.cursors: dict[str, int] = dict.fromkeys(seat.scopes, fleet.stage.head)
        self.passes: dict[str, Pass] = {}
        self.main = asyncio.Lock()
        self.pulled_at = 0.0
        self.ready = asyncio.Event()
        self.cause: Any = "start"
        self.knows: Beat | None = None
        self.due = 0.0
        self.backoff = Backoff(fleet.chance)
        self.tasks: list[asyncio.Task[None]] = []

    @property
    def group(self) -> str:
        return self.seat.scopes[2]

    def begin(self, after: float) -> None:
        """Come to work some seconds from now."""
        self.cause, self.due = "start", 0.0
        self.tasks = [asyncio.create_task(each(after)) for each in (self._live, self._beats, self._polls)]

    async def end(self) -> None:
        """Hang up."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.lines.close()
        self.ready.clear()

    async def _live(self, after: float) -> None:
        await asyncio.sleep(after)
        greeted = False
        while True:
            try:
                if not greeted:
                    await self._hello()
                    await self._pull(0.0)
                    greeted = True
                    self.ready.set()
                asked = self._pull_from()
                moved = await self._wait(asked)
                woken = time.perf_counter()
                self.backoff.reset()
                async with self.main:
                    pass  # as long as something else is under way nothing is taken in, and no poll begun
                if moved.page is not None and asked == self._pull_from():
                    self._take(moved.page, woken)
                elif moved.head > self.head:
                    await asyncio.sleep(self.fleet.chance.uniform(0, spread_ms(moved)) / 1000)
                    await self._pull(woken)
                else:
                    self.pulled_at = woken
            except (OSError, TimeoutError, Refused) as error:
                self.fleet.failed("live", error)
                later = error.seconds if isinstance(error, Refused) else 0.0
                await asyncio.sleep(max(self.backoff.next_ms() / 1000, later))

    async def _hello(self) -> None:
        began = time.perf_counter()
        hello = Hello(client_id=self.client_id, next_n=self.n + 1, epoch=self.fleet.stage.epoch, seen=self.head)
        taken(await self.lines.post("/sync/v1/hello", hello, READ_SECONDS), Welcome)
        self.fleet.note("hello", began)

    async def _wait(self, pull: Pull) -> Moved:
        self.due = time.perf_counter() + LATE * BEAT_SECONDS
        said = Heartbeat(state="online", cause="beat")
        wait = Wait(head=self.head, pull=pull, said=said, knows=self.knows, seconds=BEAT_SECONDS)
        moved = taken(await self.lines.post("/sync/v1/wait", wait, BEAT_SECONDS + BEAT_PATIENCE_SECONDS), Moved)
        self.fleet.requests["wait"] += 1
        self.knows = None if moved.beat else moved.said or self.knows
        return moved

    def _pull_from(self) -> Pull:
        return Pull(
            client_id=self.client_id, epoch=self.fleet.stage.epoch, cursors=self.cursors, passes=self.passes,
            limit=FIRST_PAGE_ROWS, view=self.fleet.stage.view,
        )  # fmt: skip

    async def _pull(self, woken: float) -> None:
        async with self.main:
            while await self._page(woken):
                pass

    async def _page(self, woken: float) -> bool:
        began = time.perf_counter()
        page = taken(await self.lines.post("/sync/v1/pull", self._pull_from(), READ_SECONDS), Page)
        self.fleet.note("pull", began)
        return self._take(page, woken)

    def _take(self, page: Page, woken: float) -> bool:
        now = time.perf_counter()
        for row in page.rows:
            if row.ent == "message" and row.kind == "put":
                self.fleet.got.append(Got(row.id, self.seat.agent_id, now, woken))
        self.cursors, self.passes, self.head = page.cursors, page.passes, page.head
        self.pulled_at = now
        return page.more

    async def _polls(self, after: float) -> None:
        """Pull when nothing was pulled for long: a wake-up may be lost."""
        await asyncio.sleep(after)
        while True:
            due = self.pulled_at + FALLBACK_POLL_MS / 1000 - time.perf_counter()
            if due > 0 or not self.ready.is_set():
                await asyncio.sleep(max(due, 1.0))
                continue
            try:
                await self._pull(0.0)
            except (OSError, TimeoutError, Refused) as error:
                self.fleet.failed("poll", error)
                await asyncio.sleep(5.0)

    async def _beats(self, after: float) -> None:
        """Beat when no poll says that this desk is there."""
        await asyncio.sleep(after)
        while True:
            if (left := self.due - time.perf_counter()) > 0:
                await asyncio.sleep(left)
                continue
            self.due = time.perf_counter() + BEAT_SECONDS
            began = time.perf_counter()
            beat = Heartbeat(state="online", cause=self.cause)
            try:
                self.knows = taken(await self.lines.post("/desk/v1/heartbeat", beat, BEAT_PATIENCE_SECONDS), Beat)
                self.fleet.note("beat", began)
                self.cause = "beat"
            except (OSError, TimeoutError, Refused) as error:
                self.fleet.failed("beat", error)

    async def push(self, talk: Talk, written: Written, message_id: str) -> None:
        """Write a message and bring what became of it, as the desk does after each push."""
        body = {
            "conversation_id": talk.id, "author": "agent", "author_id": self.seat.agent_id,
            "text": self.fleet.chance.choice(TEXTS), "composed_at": int(time.time() * 1000),
        }  # fmt: skip
        async with self.main:
            self.n += 1
            op = Operation(
                id=new_id(), txn=new_id(), ent="message", row=message_id, kind="create", wall=int(time.time() * 1000),
                n=self.n, seen_seq=self.head, schema=SCHEMA, body=body,
            )  # fmt: skip
            push = Push(client_id=self.client_id, epoch=self.fleet.stage.epoch, ops=(op,), wall=op.wall)
            while True:
                try:
                    pushed = taken(await self.lines.post("/sync/v1/push", push, READ_SECONDS), Pushed)
                    break
                except (OSError, TimeoutError, Refused) as error:
                    self.fleet.failed("push", error)
                    await asyncio.sleep(max(self.backoff.next_ms() / 1000, getattr(error, "seconds", 0.0)))
            written.answered = time.perf_counter()
            self.fleet.note("push", written.begun)
            if pushed.problem or pushed.results[0].status != "ok":
                self.fleet.errors[f"push: {pushed.problem} {pushed.results}"[:100]] += 1
        try:
            await self._pull(0.0)
        except (OSError, TimeoutError, Refused) as error:
            self.fleet.failed("pull", error)


def spread_ms(moved: Moved) -> int:
    """Return within how many ms to pull, as :mod:`app.sync.engine` has it."""
    return WAKE_JITTER_MS if moved.spread is None else min(moved.spread, MOST_SPREAD_MS)
