"""One signed-in session with a server: threads, clock and transport around the engine.

The engine runs on its own thread. Its requests run on two more, one a lane; what tells the server of this desk without
a poll on a fourth (:mod:`app.sync.pulse`); files have threads of their own (:mod:`app.sync.transfers`). Nothing here
knows Qt: whoever wants to be told passes callbacks, which are called on these threads.
"""

import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import msgspec

from app.domain.clock import now_ms
from app.domain.errors import AppError
from app.domain.notice import Changes, SyncState, SyncStatus
from app.domain.protocol import (
    Beat,
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
from app.storage import sync_status
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.replica import Replica
from app.sync.engine import (
    Answered,
    Broken,
    Effect,
    Engine,
    Event,
    Failed,
    Nudged,
    Request,
    Started,
    Stopped,
    Tick,
    Timer,
    Written,
)
from app.sync.pulse import Pulse
from app.sync.transfers import Transfers
from app.sync.transport import Transport

log = logging.getLogger(__name__)
T = TypeVar("T")

COUNT_SECONDS = 2.0
SLOW_COUNT_SECONDS = 0.005
"""A count that takes longer, as beside a large outbox, is not made again before twenty times as long."""
_NAMING = frozenset({"message", "conversation", "article"})
"""What names files that are worth fetching before anybody asks."""


class _Store:
    """The database as the engine uses it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def run(self, fn: Callable[[Replica], T], *, durable: bool = False) -> T:
        return self._database.replicate(fn, durable=durable).result()


class Session:
    """Keeps one local database in step with one server until closed.

    ``on_status`` is told how things stand, ``on_beat`` what the server says of this desk (who types where).
    """

    def __init__(
        self,
        database: Database,
        files: Blobs,
        transport: Transport,
        *,
        server_name: str = "",
        device: str = "",
        on_status: Callable[[SyncStatus], None] = lambda status: None,
        on_beat: Callable[[Beat], None] = lambda beat: None,
    ) -> None:
        self._database = database
        self._transport = transport
        self.transfers = Transfers(database, files, transport, on_sent=lambda: self._events.put(Tick()))
        self._server_name = server_name
        self._on_status = on_status
        self.on_welcome: Callable[[Welcome], None] = lambda welcome: None
        """Is told what the server says at the beginning: the office's rules for desks."""
        self._engine = Engine(_Store(database), now_ms, random.Random(), device)
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._lanes = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"sync-{lane}") for lane in ("main", "wait")
        }
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._pulse = Pulse(transport, self._events.put, on_beat, lambda: bool(self._engine.halted))
        self._connected_before = False
        self._since = now_ms()
        self._state: SyncState = "offline"
        self._latency: int | None = None
        self._counted: sync_status.Counts | None = None
        self._counted_at = self._count_again_at = 0.0
        self._recount_at: float | None = None
        self._total = 0
        self.status = SyncStatus(state="offline", since=self._since, server_name=server_name)

    # -- for the rest of the program -------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin; the local database is usable meanwhile, whatever the network does."""
        self._database.listen(self._written)
        self._thread.start()
        self._pulse.start()
        self.transfers.start()
        self._events.put(Started())

    def close(self) -> None:
        """Stop; what is not sent stays in the outbox.

        Requests are cut off, so the threads end at once; one that hangs all the same is left after 10 s.
        """
        self._pulse.close()
        self._transport.abort()
        self._events.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=10)
        self._pulse.join(10)
        self.transfers.close()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)

    @property
    def remaining(self) -> Mapping[str, int]:
        """Rows still to come by entity while a first synchronisation runs; empty otherwise. Any thread may ask."""
        return self._engine.remaining if self._engine.bootstrapping else {}

    @property
    def bootstrapping(self) -> bool:
        """Whether the server still brings the first state of a scope."""
        return self._engine.bootstrapping

    def sync_now(self) -> None:
        """Try now: the person asked, or the network came back."""
        self._events.put(Nudged())
        self._pulse.beat_now()

    def renewed(self) -> None:
        """The token was renewed: go on after "token_expired"."""
        self._events.put(Started())
        self._pulse.begin_anew()

    def set_presence(self, state: str, reason: str = "") -> None:
        """Say whether this agent takes work: "online", "busy", "away" or "offline".

        Before the start it is where this desk begins, and gives way to what another desk of the agent says already.
        """
        self._pulse.set_presence(state, reason)

    def set_place(self, viewing: str, typing_in: str) -> None:
        """Say which conversation is open and in which one the agent types."""
        self._pulse.set_place(viewing, typing_in)

    def call(self, fn: Callable[[Transport], T]) -> T:
        """Run an online-only request in the calling thread, not the GUI's. Raises AppError("offline") at once if so."""
        if not self._engine.online:
            raise AppError("offline")
        return fn(self._transport)

    def fetch(self, sha256: str) -> None:
        """Return when a file is on this device. Raises AppError: "offline" at once, or why it could not be had."""
        self.transfers.fetch(sha256)

    # -- the engine's thread ---------------------------------------------------------------------------------------

    def _written(self, changes: Changes) -> None:
        if changes.origin == "local":
            self._events.put(Written())
            self.transfers.look()
        elif changes.kinds & _NAMING:
            self.transfers.look_ahead(articles="article" in changes.kinds)

    def _run(self) -> None:
        wake_at: float | None = None  # on the monotonic clock: the wall clock may be put back a year
        while True:
            try:
                event: Event | None = self._events.get(timeout=self._until(wake_at))
            except queue.Empty:
                if wake_at is None or time.monotonic() < wake_at:
                    self._tell()
                    continue
                event = Tick()
            if event is None:
                self._engine.step(Stopped())
                return
            wake_at = None
            for effect in self._step(event):
                if isinstance(effect, Timer):
                    wake_at = time.monotonic() + (effect.at - now_ms()) / 1000
                elif isinstance(effect, Request):
                    self._lanes[effect.lane].submit(self._perform, effect)
            if isinstance(event, Answered) and isinstance(event.body, Welcome | Pushed):
                self.transfers.look()  # the server may have asked for files
            self.transfers.set_online(self._engine.online)
            self._tell()

    def _step(self, event: Event) -> list[Effect]:
        """Let the engine take in an event. Whatever goes wrong, this thread goes on and tries again later."""
        try:
            return self._engine.step(event)
        except AppError as error:
            log.error("The synchronisation was interrupted: %s", error)
            return self._engine.step(Broken(error.code))
        except Exception:
            log.exception("The synchronisation was interrupted by a bug")
            return self._engine.step(Broken("internal"))

    def _until(self, wake_at: float | None) -> float | None:
        """Return the seconds until the engine or the counts want to be looked at again."""
        waits = [] if wake_at is None else [wake_at - time.monotonic()]
        if self._recount_at is not None:
            waits.append(self._recount_at - time.monotonic())
        return max(0.0, min(waits)) if waits else None

    def _perform(self, request: Request) -> None:
        begun = time.monotonic()
        try:
            body = self._exchange(request)
        except AppError as error:
            self._events.put(Failed(request.number, error.code, dict(error.values)))
        except Exception:
            log.exception("A %s request failed by a bug", request.kind)
            self._events.put(Failed(request.number, "internal"))
        else:
            self._events.put(Answered(request.number, body, int((time.monotonic() - begun) * 1000)))

    def _exchange(self, request: Request) -> Welcome | Pushed | Page | Compared | Moved:
        body = request.body
        if isinstance(body, int):
            moved = self._transport.wait(f"/sync/v1/wait?head={body}", Moved)
            if moved.beat:
                self._pulse.beat_now()
            return moved
        if isinstance(body, Wait):
            return self._pulse.poll(body)
        begun = time.monotonic()
        answer: Welcome | Pushed | Page | Compared
        match body:
            case Hello():
                answer = self._transport.post("/sync/v1/hello", body, Welcome)
                self.on_welcome(answer)
            case Push():
                answer = self._transport.post("/sync/v1/push", body, Pushed)
            case Pull():
                answer = self._transport.post("/sync/v1/pull", body, Page)
            case Compare():
                answer = self._transport.post("/sync/v1/compare", body, Compared)
        self._latency = int((time.monotonic() - begun) * 1000)
        return answer

    # -- how things stand ------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        try:
            self._tell_status()
        except AppError as error:
            log.error("How the synchronisation stands cannot be told: %s", error)
        except Exception:
            log.exception("How the synchronisation stands could not be told for a bug")

    def _tell_status(self) -> None:
        engine = self._engine
        if engine.halted or engine.fault:
            state: SyncState = "error"
        elif not engine.online:
            state = "offline"
        else:
            state = "online" if engine.idle else "syncing"
        if state == "syncing" and self._state == "online" and not engine.bootstrapping:
            state = "online"  # ordinary exchanges take milliseconds: do not flicker
        if state != self._state:
            if self._state == "offline" and self._connected_before:
                self._pulse.beat_now()  # the line is back: customers may be given at once
            self._connected_before = self._connected_before or state == "online"
            self._state, self._since = state, now_ms()
        counted = self._counts()
        remaining = sum(engine.remaining.values()) if engine.bootstrapping else 0
        self._total = max(self._total, counted.synced + remaining) if remaining else 0
        retry = engine.retry_at
        status = msgspec.structs.replace(
            sync_status.stand(counted),
            state=state,
            since=self._since,
            server_name=self._server_name,
            latency_ms=self._latency,
            next_retry_in=max(0, (retry - now_ms()) // 1000) if retry else None,
            done=self._total - remaining,
            total=self._total,
            error=engine.halted or engine.fault or engine.failure,
            clock_off_ms=self._pulse.clock_off,
        )
        if status != self.status:
            self.status = status
            self._on_status(status)

    def _counts(self) -> sync_status.Counts:
        """Count anew what is cheap to count; the rows at most every two seconds, but also after the last change."""
        now = time.monotonic()
        kept = None
        if self._counted is not None and now < self._count_again_at:
            self._recount_at = self._count_again_at
            return self._counted
        if self._counted is not None and now - self._counted_at < COUNT_SECONDS:
            kept = self._counted.synced
            self._recount_at = self._counted_at + COUNT_SECONDS
        else:
            self._counted_at, self._recount_at = now, None
        self._counted = self._database.read(lambda connection: sync_status.counts(connection, kept))
        took = time.monotonic() - now
        self._count_again_at = now + 20 * took if kept is not None and took > SLOW_COUNT_SECONDS else now
        return self._counted
