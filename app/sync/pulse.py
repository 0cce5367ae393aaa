"""That this desk is there and what its agent wants to be, said to the server every five seconds.

Each poll says it, so that a desk at rest makes no other request. A heartbeat goes by itself only when something is to
be told at once, and while no poll is held: at the start, beside a long push, with a server that takes no polls.
"""

import logging
import threading
import time
from collections.abc import Callable

import msgspec

from app.domain.clock import now_ms
from app.domain.errors import AppError
from app.domain.protocol import Beat, Heartbeat, Moved, Wait
from app.sync.engine import Nudged, Silent, Tick
from app.sync.transport import Transport

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
"""How far apart the server hears of this desk, and how long it holds a poll."""
BEAT_PATIENCE_SECONDS = 8.0
"""A server that does not answer within this time is not there: people must know before they promise."""
_AWAY = frozenset({"timeout", "offline", "server_error", "bad_answer"})
"""What this desk hears while the server is away, from a proxy before it too. When it is heard again the engine is told,
however long that one still waits."""
LATE = 1.25
"""So many times BEAT_SECONDS after a poll went out a heartbeat goes, unless another poll did."""
MINUTE_MS = 60_000
CLOCK_MAY_BE_OFF_MS = 2 * MINUTE_MS


class Pulse:
    """See the module. ``tell`` is told when the server falls silent, is heard again and when :attr:`clock_off` changed;
    ``on_beat`` gets what a heartbeat is answered (who types where); ``halted`` says whether nothing is to be said.
    """

    def __init__(
        self,
        transport: Transport,
        tell: Callable[[Silent | Nudged | Tick], None],
        on_beat: Callable[[Beat], None],
        halted: Callable[[], bool],
    ) -> None:
        self._transport = transport
        self._tell = tell
        self._on_beat = on_beat
        self._halted = halted
        self._heartbeat = Heartbeat(state="online", cause="start")
        self._knows: Beat | None = None
        self._choices = 0
        self._lock = threading.Lock()
        self._due = 0.0
        self._now = threading.Event()
        self._closing = threading.Event()
        self._silent = False
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
        self.clock_off = 0
        """How far this device's clock is ahead of the server's (ms), 0 when not worth telling."""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Say nothing more."""
        self._closing.set()
        self._now.set()

    def join(self, seconds: float) -> None:
        """Wait for the end after :meth:`close`."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    def beat_now(self) -> None:
        """Let the server hear of this desk at once."""
        self._now.set()

    def begin_anew(self) -> None:
        """The server may have given this desk up meanwhile."""
        with self._lock:
            if self._heartbeat.cause == "beat":
                self._heartbeat = msgspec.structs.replace(self._heartbeat, cause="start")
        self._now.set()

    def set_presence(self, state: str, reason: str) -> None:
        """See :meth:`app.sync.session.Session.set_presence`."""
        with self._lock:
            cause = "choice" if self._thread.is_alive() else self._heartbeat.cause
            self._heartbeat = msgspec.structs.replace(self._heartbeat, state=state, reason=reason, cause=cause)
            self._choices += 1
        self._now.set()

    def set_place(self, viewing: str, typing_in: str) -> None:
        """See :meth:`app.sync.session.Session.set_place`."""
        with self._lock:
            typing_changed = typing_in != self._heartbeat.typing_in
            self._heartbeat = msgspec.structs.replace(self._heartbeat, viewing=viewing, typing_in=typing_in)
        if typing_changed:
            self._now.set()

    def poll(self, asked: Wait) -> Moved:
        """Make a poll and return its answer. Raises AppError."""
        with self._lock:
            # a choice that was not answered yet goes by itself: two requests may arrive the other way round
            said, choices = msgspec.structs.replace(self._heartbeat, cause="beat"), self._choices
            asked = msgspec.structs.replace(asked, said=said, knows=self._knows, seconds=BEAT_SECONDS)
            self._due = time.monotonic() + LATE * BEAT_SECONDS
        try:
            patience = BEAT_SECONDS + BEAT_PATIENCE_SECONDS
            moved = self._transport.post("/sync/v1/wait", asked, Moved, seconds=patience)
        except AppError as error:
            self._failed(error)
            self._now.set()
            raise
        self._compare_clocks(now_ms(), moved.now)
        try:
            self._polled(asked, moved, choices)
        except Exception:
            log.exception("What a heartbeat is answered failed by a bug")
        self._heard()
        return moved

    def _polled(self, asked: Wait, moved: Moved, choices: int) -> None:
        if moved.said is not None:
            self._take(moved.said, choices, chosen=False)
            return
        with self._lock:
            self._knows = None if moved.beat else self._knows
            settled = choices == self._choices and self._heartbeat.cause == "beat"
            known = self._knows if settled and moved.head <= asked.head else None
        if known is not None:  # nothing happened, but time went on
            self._on_beat(msgspec.structs.replace(known, now=moved.now))

    def _run(self) -> None:
        while not self._closing.is_set():
            asked = self._now.is_set()
            self._now.clear()
            if asked or time.monotonic() >= self._due:
                if not self._halted():
                    self._beat()
                with self._lock:
                    self._due = max(self._due, time.monotonic() + BEAT_SECONDS)
            self._now.wait(max(0.0, self._due - time.monotonic()))

    def _beat(self) -> None:
        """Beat once. Whatever goes wrong, the next beat comes: without them this desk is given nothing more."""
        with self._lock:
            said, choices = self._heartbeat, self._choices
        begun, asked_at = time.monotonic(), now_ms()
        try:
            beat = self._transport.post("/desk/v1/heartbeat", said, Beat, seconds=BEAT_PATIENCE_SECONDS)
            self._compare_clocks(asked_at + int((time.monotonic() - begun) * 500), beat.now)
            self._take(beat, choices, chosen=True)
            self._heard()
        except AppError as error:
            log.debug("no heartbeat: %s", error.code)
            self._failed(error)
        except Exception:
            log.exception("A heartbeat failed by a bug")

    def _take(self, beat: Beat, choices: int, *, chosen: bool) -> None:
        """Take in what is in force; ``chosen`` says whether it answers a choice that was to be made."""
        with self._lock:
            self._knows = beat
            # what was chosen meanwhile has not been answered yet
            if choices == self._choices and (chosen or self._heartbeat.cause == "beat"):
                now = {"state": beat.state, "reason": beat.reason, "cause": "beat"}
                self._heartbeat = msgspec.structs.replace(self._heartbeat, **now)
        self._on_beat(beat)

    def _heard(self) -> None:
        if self._silent:
            self._silent = False
            self._tell(Nudged())

    def _failed(self, error: AppError) -> None:
        self._silent |= error.code in _AWAY
        if error.code in ("timeout", "offline"):
            self._tell(Silent(error.code))

    def _compare_clocks(self, here: int, there: int) -> None:
        """Note how far this device's clock is off. Nothing depends on it, but people read the times that it shows."""
        off = here - there
        shown = round(off / MINUTE_MS) * MINUTE_MS if abs(off) > CLOCK_MAY_BE_OFF_MS else 0
        if shown != self.clock_off:
            self.clock_off = shown
            self._tell(Tick())
