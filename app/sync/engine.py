"""The client's side of the sync protocol as a state machine without input or output.

``step(event)`` returns effects: requests to make, a time to be woken at. It talks to the local database through a
:class:`Store` and to nothing else, so that a simulation with a virtual clock and a lying network drives this very code.

One request of the main lane is under way at a time: hello, then pushes until the outbox is empty, with a pull between
them now and then, and pulls until there is no more, then idle; now and then it is compared then whether this device
holds what it should. Beside it one long-poll waits for news, so that a person's action never waits for the poll to end.
What it is answered with is taken in if this device stands where it stood when the poll began, and else pulled. Only the
answer to the request that is under way is taken; every other one is late and dropped.

While much goes up, or a first pass comes down, the two sides work at the same time: what an answer says is taken in
after the request that follows on it has been sent. Should that fail, or the device die between, the answer is asked for
again: results are kept by the server, and cursors stand where the last page was taken in.
"""

import random
from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeVar

import msgspec

from app.domain.change import Operation
from app.domain.protocol import (
    PROTOCOL,
    PUSH_OPERATIONS,
    Compare,
    Compared,
    Hello,
    Moved,
    Page,
    Pull,
    Push,
    Pushed,
    Wait,
    Welcome,
)
from app.domain.registry import SCHEMA
from app.storage import comparison, sealed
from app.storage.outbox import PUSH_BYTES
from app.storage.replica import Position, Replica
from app.sync.backoff import LAST_MS, Backoff

T = TypeVar("T")
Lane = Literal["main", "wait"]
Kind = Literal["hello", "push", "pull", "compare", "wait"]
Asked = Hello | Push | Pull | Compare | Wait | int

FALLBACK_POLL_MS = 30_000
"""How long nothing is pulled at most while connected: a wake-up may be lost."""
WAKE_JITTER_MS = 500
"""Within what time desks pull that were woken by a server which does not say it."""
MOST_SPREAD_MS = 5_000
PUSH_TURN_MS = 1_000
"""How long pushes follow each other before a pull has its turn: each page costs as much by itself as twenty rows."""
AHEAD_OPERATIONS = 50
"""A push of as many operations has the next one made ready while the server works."""
MOST_WAIT_RETRY_MS = 2_000
FIRST_PAGE_ROWS, MOST_PAGE_ROWS, FEWEST_PAGE_ROWS = 200, 1_000, 200
PAGE_APPLY_MS = 60
"""Pages are sized so that taking one in keeps the writer from a person's action no longer than about this.

Not below 200 rows: fewer articles take hardly less time, for the search index then rewrites the same pages of its file
again and again (beside 100,000 articles: 50 in 0.16 s of processor time, 200 in 0.24 s).
"""


class Store(Protocol):
    """The local database as the engine sees it."""

    def run(self, fn: Callable[[Replica], T], *, durable: bool = False) -> T:
        """Run one step in one transaction and return its result."""
        ...


class Request(msgspec.Struct, frozen=True):
    """Make this request and report its outcome with its number. ``body`` is the head known so far for the "wait" of a
    server that takes no polls.
    """

    number: int
    lane: Lane
    kind: Kind
    body: Asked


class Timer(msgspec.Struct, frozen=True):
    """Report :class:`Tick` at this time (ms). A newer timer replaces it."""

    at: int


Effect = Request | Timer


class Started(msgspec.Struct, frozen=True):
    """There is a valid sign-in: begin, or go on after the token was renewed."""


class Stopped(msgspec.Struct, frozen=True):
    """Do nothing more until started again."""


class Written(msgspec.Struct, frozen=True):
    """A person's action was committed."""


class Silent(msgspec.Struct, frozen=True):
    """The server does not answer heartbeats, so that a held request may wait for nothing. ``code`` says why."""

    code: str


class Nudged(msgspec.Struct, frozen=True):
    """Try now: the person asked for it, or the network changed."""


class Tick(msgspec.Struct, frozen=True):
    """A timer ran out."""


class Answered(msgspec.Struct, frozen=True):
    """A request was answered; ``took_ms`` is how long the answer took."""

    number: int
    body: Welcome | Pushed | Page | Compared | Moved
    took_ms: int = 0


class Failed(msgspec.Struct, frozen=True):
    """A request failed with an AppError's code and values."""

    number: int
    code: str
    values: dict[str, Any] = {}


class Broken(msgspec.Struct, frozen=True):
    """A step failed on this device: a full disk, an answer that could not be taken in. Begin again a little later."""

    code: str


Event = Started | Stopped | Written | Nudged | Silent | Tick | Answered | Failed | Broken
_HALTING = frozenset({"token_expired", "protocol", "forbidden", "wrong_credentials", "device_wiped"})
_NEVER_TAKEN = frozenset({"too_large", "too_many_operations", "bad_request", "bad_field"})
"""A push that fails so will fail again: something in it is to blame, and is looked for by pushing less."""
_TOO_SLOW = frozenset({"timeout", "server_error"})
_UNKNOWN = frozenset({"method_not_allowed", "no_such_path"})
"""What a server says to a poll that was put back to an older release."""
FEWEST_OPERATIONS = 10
"""How little a push to a server that is too slow shrinks to."""


class Engine:
    """See the module. ``clock`` is in ms, ``chance`` the source of jitter, ``device`` a name for people."""

    def __init__(self, store: Store, clock: Callable[[], int], chance: random.Random, device: str = "") -> None:
        self._store = store
        self._clock = clock
        self._chance = chance
        self._device = device
        self._backoff = Backoff(chance)
        self._repairs = Backoff(chance)
        self._room = PUSH_BYTES
        self._limit = self._most = PUSH_OPERATIONS
        self._numbers = 0
        self._running = False
        self._welcomed = False
        self._main: Request | None = None
        self._wait: Request | None = None
        self._ahead: list[Operation] = []  # what follows on the push that is under way
        self._look_ahead = False
        self._follow: Push | Pull | None = None  # to be sent now, before the last answer is taken in:
        self._later: Callable[[], None] | None = None
        self._pulled_at = 0
        self._pushed_since = False  # the last pull began
        self._outbox_empty = False
        self._want_pull = False
        self._proto = PROTOCOL
        self._too_old = False  # to pull: what is written here is sent all the same
        self._retry_at: int | None = None
        self._wait_retry_at = 0
        self._pull_at = 0
        self._poll_at = 0
        self._compares = self._polls = False  # the server does
        self._compare_at = 0
        self._page_rows = FIRST_PAGE_ROWS
        self.head = 0
        self.online = False
        self.halted = ""
        """The code for which the engine stopped until it is started again, such as "token_expired"."""
        self.fault = ""
        """The code of what keeps it from going on, although it tries again by itself."""
        self.failure = ""
        self.server_now = 0
        self.remaining: dict[str, int] = {}
        self.bootstrapping = False

    @property
    def retry_at(self) -> int | None:
        """When the next try is due (ms), None while connected or stopped."""
        return self._retry_at

    @property
    def busy(self) -> bool:
        """Whether a request of the main lane is under way."""
        return self._main is not None

    @property
    def idle(self) -> bool:
        """Whether everything known is pushed and pulled."""
        return self._running and self._welcomed and self._main is None and not self._want_pull and not self._retry_at

    def step(self, event: Event) -> list[Effect]:
        """Take in one event and return what is to be done now."""
        now = self._clock()
        if isinstance(event, Started | Stopped | Broken):
            self._forget_ahead()
        else:
            self._catch_up()
        match event:
            case Started():
                self._running, self.halted, self.fault, self._welcomed = True, "", "", False
                self._too_old = False
                self._main = self._wait = None
                self._retry_at = None
                self._backoff.reset()
                self._repairs.reset()
            case Stopped():
                self._running, self.online = False, False
                self._main = self._wait = None
            case Nudged():
                self._retry_at = None
                self._wait_retry_at = 0
                self._want_pull = True
                self._pull_at = self._compare_at = 0
                self._backoff.reset()
            case Silent():
                self._silent(event.code, now)
            case Written():
                self._outbox_empty = False
            case Tick():
                pass
            case Answered():
                self._answered(event, now)
            case Failed():
                self._failed(event, now)
            case Broken():
                self._main, self._welcomed = None, False
                self._compare_at = now + comparison.AGAIN_MS
                self.fault, self.online = event.code, False
                self._retry_at = now + self._repairs.next_ms()
        return self._next(now)

    # -- what comes in ---------------------------------------------------------------------------------------------

    def _answered(self, event: Answered, now: int) -> None:
        request = self._take(event.number)
        if request is None:
            return
        self.online, self.failure = True, ""
        self._backoff.reset()
        self._retry_at = None
        body = event.body
        if isinstance(body, Moved):
            self._moved(request.body, body, now)
        elif isinstance(body, Welcome):
            self._hello(body)
        elif isinstance(body, Pushed):
            assert isinstance(request.body, Push)
            self._pushed(request.body, body, now)
        elif isinstance(body, Compared):
            self._compared(request.body, body, now)
        else:
            assert isinstance(request.body, Pull)
            self._pulled(request.body, body, now)

    def _moved(self, asked: Asked, body: Moved, now: int) -> None:
        position = self._store.run(lambda r: r.position())
        pull = asked.pull if isinstance(asked, Wait) and self._main is None else None
        if body.epoch != position.epoch:
            self._welcomed = False
        elif pull is not None and body.page is not None and pull == self._pull_from(position, pull):
            self._pulled(pull, body.page, now)
        elif body.head > self.head:
            self._want_pull = True
            spread = WAKE_JITTER_MS if body.spread is None else min(body.spread, MOST_SPREAD_MS)
            self._pull_at = now + int(self._chance.uniform(0, spread))
        elif isinstance(asked, Wait):
            self._poll_at = now + FALLBACK_POLL_MS  # the server looked: nothing was missed

    def _silent(self, code: str, now: int) -> None:
        if not self._welcomed or not self.online:
            return
        self.online, self.failure = False, code
        self._want_pull, self._pull_at = True, now
        if self._main is None:
            self._retry_at = now + self._backoff.next_ms()

    def _take(self, number: int) -> Request | None:
        for name in ("_main", "_wait"):
            request: Request | None = getattr(self, name)
            if request is not None and request.number == number:
                setattr(self, name, None)
                return request
        return None

    def _hello(self, body: Welcome) -> None:
        self.server_now = body.now

        def take(replica: Replica) -> None:
            replica.hear_time(body.now)
            if body.goes_on:
                replica.rename_epoch(body.epoch)
            else:
                replica.adopt_epoch(body.epoch)
            replica.resume_stream(body.last_n)
            replica.catch_up()
            if body.seal is not None:
                sealed.keep(replica.connection, body.seal)

        self._store.run(take, durable=True)
        self._welcomed = True
        self._limit = min(PUSH_OPERATIONS, body.operations)
        self._most = min(self._most, self._limit)
        self._proto = body.proto
        self._compares, self._polls = body.compares, body.polls
        self._want_pull = True
        self._pull_at = 0

    def _pushed(self, push: Push, body: Pushed, now: int) -> None:
        ahead, self._ahead, self._look_ahead = self._ahead, [], False
        if body.problem == "epoch":
            self._welcomed = False
            return
        if body.problem == "fork":
            self._store.run(lambda r: r.renumber(), durable=True)
            self._welcomed = False
            return

        def take(replica: Replica) -> None:
            replica.answered(push.ops, body.results)
            replica.wanted(body.wanted)
            replica.saw(body.head)  # that something was so already when it was asked for is knowledge, too

        if ahead and body.problem == "" and self._pushes_on(now):
            self._follow = msgspec.structs.replace(push, ops=tuple(ahead), wall=now)
            self._later = lambda: self._store.run(take)
        else:
            self._store.run(take)
        self._most = min(self._limit, self._most * 2)
        if body.problem == "gap":
            self._welcomed = False
        self._want_pull = True
        self._pull_at = 0

    def _pulled(self, pull: Pull, body: Page, now: int) -> None:
        if body.problem == "epoch":
            self._welcomed = False
            return
        self._want_pull = body.more
        self._poll_at = now + FALLBACK_POLL_MS
        # only in a first pass: its cursors are 0, and tell the server of nothing that is not taken in yet
        if body.passes and self._outbox_empty:
            cursors = {scope: body.cursors.get(scope, 0) for scope in body.scopes}
            view = pull.view if body.view is None else body.view
            self._follow = msgspec.structs.replace(
                pull, cursors=cursors, passes=body.passes, limit=self._page_rows, view=view
            )
            self._later = lambda: self._apply(body)
        else:
            self._apply(body)

    def _apply(self, body: Page) -> None:
        begun = self._clock()
        self._store.run(lambda r: r.apply(body))
        spent = self._clock() - begun
        if body.rows and spent > 0:
            wanted = int(len(body.rows) * PAGE_APPLY_MS / spent)
            self._page_rows = max(FEWEST_PAGE_ROWS, min(MOST_PAGE_ROWS, wanted))
        self.fault = ""
        self._repairs.reset()
        self.head = body.head
        self.remaining = dict(body.remaining)
        self.bootstrapping = bool(body.passes)

    def _catch_up(self) -> None:
        """Take in the answer after which another request was sent, and make ready what follows on that."""
        later, self._later = self._later, None
        if later is not None:
            later()
        under_way = self._main.body if self._main is not None else None
        if self._look_ahead and isinstance(under_way, Push):
            last = under_way.ops[-1].n
            self._ahead = self._store.run(lambda r: r.next_push(self._most, self._room, after=last))
        self._look_ahead = False

    def _forget_ahead(self) -> None:
        self._later, self._follow, self._ahead, self._look_ahead = None, None, [], False

    def _pushes_on(self, now: int) -> bool:
        return 0 <= now - self._pulled_at < PUSH_TURN_MS

    def _compared(self, asked: Asked, body: Compared, now: int) -> None:
        assert isinstance(asked, Compare)
        if body.epoch != asked.epoch:
            self._welcomed = False
            return
        self._store.run(lambda r: comparison.take(r, asked, body, now))
        self._compare_at = now + comparison.PAUSE_MS
        if body.state == "moved":
            self._want_pull, self._pull_at = True, now

    def _failed(self, event: Failed, now: int) -> None:
        request = self._take(event.number)
        if request is None:
            return
        if request.lane == "main":
            self._ahead = []
        if event.code in _NEVER_TAKEN and isinstance(request.body, Push):
            self._narrow(request.body.ops, event)
            return
        if request.kind == "compare":
            self._compare_at = now + comparison.AGAIN_MS
        if event.code == "protocol" and request.kind == "pull":
            self._too_old, self._want_pull, self.fault = True, False, event.code
            return
        if event.code in _HALTING:
            self.halted = self.failure = event.code
            self._running, self.online = False, False
            self._main = self._wait = None
            return
        if request.lane == "wait":
            self._polls = self._polls and event.code not in _UNKNOWN
            self._wait_retry_at = now + self._backoff_for_wait()
            self._want_pull = True
            return
        # people should know of what does not pass by itself; a captive portal is gone in a minute all the same
        if event.code == "foreign_server" or event.code in _NEVER_TAKEN:
            self.fault = event.code
        if event.code in _TOO_SLOW and isinstance(request.body, Push):
            self._most = max(FEWEST_OPERATIONS, len(request.body.ops) // 2)  # less at once is sooner done
        self.failure = event.code
        self.online = False
        self._retry_at = now + max(self._backoff.next_ms(), self._asked_to_wait(event))

    def _asked_to_wait(self, event: Failed) -> int:
        """Return how long (ms) a busy server wants to be left alone."""
        seconds = event.values.get("retry_after_s", 0)
        return min(LAST_MS, int(1000 * seconds)) if isinstance(seconds, int | float) and seconds > 0 else 0

    def _narrow(self, ops: tuple[Operation, ...], event: Failed) -> None:
        """Push less at once. An action that is refused by itself becomes an issue, lest all after it wait for ever."""
        if ops[0].txn != ops[-1].txn:
            if event.code == "too_large":
                self._room //= 4
            else:
                self._most = max(1, len(ops) // 2)
            return
        self._store.run(lambda r: r.give_up(ops, event.code, event.values), durable=True)
        self._room = PUSH_BYTES
        self._most = min(self._limit, self._most * 2)
        self._welcomed = False

    def _backoff_for_wait(self) -> int:
        return int(self._chance.uniform(200, MOST_WAIT_RETRY_MS))

    # -- what to do next ---------------------------------------------------------------------------------------------

    def _next(self, now: int) -> list[Effect]:
        if not self._running:
            return []
        effects: list[Effect] = []
        # further ahead than ever set: the clock was put back meanwhile
        if self._retry_at is not None and self._retry_at - now > LAST_MS:
            self._retry_at = now
        self._wait_retry_at = min(self._wait_retry_at, now + MOST_WAIT_RETRY_MS)
        self._pull_at = min(self._pull_at, now + MOST_SPREAD_MS)
        self._poll_at = min(self._poll_at, now + FALLBACK_POLL_MS)
        if self._welcomed and self._main is None and not self._want_pull and self._poll_at <= now:
            self._want_pull, self._pull_at = True, now
        if self._main is None and (self._retry_at is None or self._retry_at <= now):
            self._retry_at = None
            request = self._main_request(now)
            if request is not None:
                self._main = request
                effects.append(request)
        idle = self._main is None and self._retry_at is None and self._welcomed
        # not while a pull is about to bring what is known already: that would be all that a poll is answered
        if idle and not self._want_pull and self._wait is None and self._wait_retry_at <= now:
            self._wait = self._request("wait", "wait", self._wait_for())
            effects.append(self._wait)
        due = [self._retry_at, self._pull_at if self._want_pull else self._poll_at]
        if self._wait is None and idle:
            due.append(self._wait_retry_at)
        if self._compares and idle:
            due.append(self._compare_at)
        times = [at for at in due if at is not None and at > now]
        at_once = self._later is not None or self._look_ahead
        effects.append(Timer(now if at_once else min(times, default=now + FALLBACK_POLL_MS)))
        return effects

    def _main_request(self, now: int) -> Request | None:
        if self._follow is not None:
            body, self._follow = self._follow, None
            self._look_ahead = isinstance(body, Push) and len(body.ops) >= AHEAD_OPERATIONS
            return self._request("main", "push" if isinstance(body, Push) else "pull", body)
        self._want_pull = self._want_pull and not self._too_old
        pull_due = self._want_pull and self._pull_at <= now
        # taking turns: whoever writes without a pause still sees what others write, and what became of his own
        pushes = self._welcomed and (self._pushes_on(now) or not pull_due or not self._pushed_since)

        def look(replica: Replica) -> tuple[Position, int, list[Operation]]:
            seen = 0 if self._welcomed else replica.newest_seen()
            return replica.position(), seen, replica.next_push(self._most, self._room) if pushes else []

        position, seen, ops = self._store.run(look)
        if not self._welcomed:
            hello = Hello(
                client_id=position.client_id,
                next_n=position.next_n,
                epoch=position.epoch,
                schema=SCHEMA,
                device=self._device,
                wall=now,
                seen=seen,
            )
            return self._request("main", "hello", hello)
        if pushes:
            self._outbox_empty = not ops
        if ops:
            self._pushed_since = True
            self._look_ahead = len(ops) >= AHEAD_OPERATIONS
            push = Push(client_id=position.client_id, epoch=position.epoch, ops=tuple(ops), wall=now)
            return self._request("main", "push", push)
        if pull_due:
            self._pulled_at, self._pushed_since = now, False
            return self._request("main", "pull", self._pull_from(position))
        return None if self._want_pull else self._comparison(now)

    def _pull_from(self, position: Position, like: Pull | None = None) -> Pull:
        """Return the pull that goes on from a position; one that is ``like`` another asks for as many rows."""
        return Pull(
            client_id=position.client_id,
            epoch=position.epoch,
            cursors=position.cursors,
            passes=position.passes,
            limit=self._page_rows if like is None else like.limit,
            proto=self._proto,
            view=position.view,
        )

    def _wait_for(self) -> Wait | int:
        if not self._polls:
            return self.head
        position = self._store.run(lambda r: r.position())
        return Wait(head=self.head, pull=None if position.passes or self._too_old else self._pull_from(position))

    def _comparison(self, now: int) -> Request | None:
        """Ask about the next piece of what this device holds if it is time to."""
        self._compare_at = min(self._compare_at, now + comparison.AGAIN_MS)  # the clock was put back meanwhile
        if not self._compares or self._too_old or self._compare_at > now:
            return None
        self._compare_at = self._store.run(lambda r: comparison.due_at(r.connection, now))
        if self._compare_at > now:
            return None
        piece = self._store.run(comparison.next_piece)
        if piece is None:
            self._compare_at = now + comparison.AGAIN_MS
            return None
        return self._request("main", "compare", piece)

    def _request(
        self,
        lane: Lane,
        kind: Kind,
        body: Asked,
    ) -> Request:
        self._numbers += 1
        return Request(self._numbers, lane, kind, body)
