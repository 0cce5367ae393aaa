"""Files between this device and the server, on threads of their own: what people write does not wait for them.

One thread sends what the server does not have, two fetch: first what a person asked for, and, while nobody does, what
he will probably open (:mod:`app.storage.prefetch`). Both ways a transfer that broke off goes on where it stopped.
"""

import hashlib
import logging
import random
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future
from io import BufferedReader

import msgspec

from app.domain.errors import AppError
from app.domain.notice import Moving
from app.storage import blob_cache, blobs, prefetch
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.replica import Replica
from app.sync.backoff import Backoff
from app.sync.transport import Transport

log = logging.getLogger(__name__)

FETCHERS = 2
LOOK_EVERY_BYTES = 64 << 20
"""How much is downloaded before anybody looks how much room all files take."""
LOOK_AHEAD_S, ARTICLES_S = 30.0, 3600.0
"""How often it is found out at most what else is worth fetching; of articles it means to walk through all of them."""
TRY_AGAIN_S = 5.0
_PASSING = frozenset({"offline", "timeout", "server_error", "server_full", "token_expired", "busy", "aborted"})
"""Failures that are not the file's fault: another download would end the same way now."""
_FINAL = frozenset({"file_too_large"})
"""Why a file is never sent, beside that it is gone or damaged here: the server or this device says so. All else may
come from a portal or a proxy, or be a scanner that holds the file just now, and this may be the only copy."""


class _Stopped(Exception):
    """Nobody wants this transfer any more, or something else goes first."""


class _Job(msgspec.Struct):
    """A download that somebody asked for. ``future`` if he waits for it; ``lasting`` if it waits for the line."""

    size: int
    done: int = 0
    lasting: bool = False
    future: "Future[None] | None" = None
    running: bool = False
    cancelled: bool = False
    after: float = 0.0
    """On the monotonic clock: not to be tried before."""


class Transfers:
    """See the module. ``on_sent`` is told, on these threads, when one file fewer waits to be sent."""

    def __init__(
        self, database: Database, files: Blobs, transport: Transport, *, on_sent: Callable[[], None] = lambda: None
    ) -> None:
        self._database, self._files, self._transport = database, files, transport
        self._on_sent = on_sent
        self.on_moving: Callable[[Moving], None] = lambda moving: None
        """Is told, on these threads, how each transfer gets on."""
        self.prefetches = True
        """Whether to fetch what nobody has asked for yet: not on a line that is paid by volume."""
        self._lock = threading.Condition()
        self._online = self._closing = False
        self._wanted: OrderedDict[str, _Job] = OrderedDict()
        self._running: set[str] = set()
        """What is being fetched, also for nobody any more: two must not write to one file."""
        self._ahead: deque[tuple[str, int]] = deque()
        self._ahead_stale = self._articles_stale = True
        self._ahead_due = self._articles_due = 0.0
        self._look = False
        self._later = Backoff(random.Random())
        self._fetched = LOOK_EVERY_BYTES  # the first download looks
        self._threads = [threading.Thread(target=self._send_all, name="files-out", daemon=True)] + [
            threading.Thread(target=self._fetch_all, args=(n == 0,), name=f"files-in-{n}", daemon=True)
            for n in range(FETCHERS)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop; what is under way is cut off by the transport's abort, and goes on at the next start."""
        with self._lock:
            self._closing = True
            self._lock.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=10)
        for job in self._wanted.values():
            if job.future is not None and not job.future.done():
                job.future.set_exception(AppError("aborted"))

    def set_online(self, online: bool) -> None:
        """Say whether the server answers. If not, who waits for a download that has not begun is told so at once."""
        with self._lock:
            if online == self._online:
                return
            self._online = online
            if online:
                self._later.reset()
                self._look = True
                for job in self._wanted.values():
                    job.after = 0.0
            for sha256, job in () if online else tuple(self._wanted.items()):
                if job.future is not None and not job.running:
                    self._settle(sha256, job, AppError("offline"))
                elif job.running:  # it has not noticed yet, and looks as if it got on
                    self._tell_waiting(sha256, job)
            self._lock.notify_all()

    def look(self) -> None:
        """There may be something to send."""
        with self._lock:
            self._look = True
            self._lock.notify_all()

    def look_ahead(self, *, articles: bool) -> None:
        """There may be something else that is worth fetching before anybody asks."""
        with self._lock:
            self._ahead_stale = True
            self._articles_stale = self._articles_stale or articles
            self._lock.notify_all()

    # -- fetching --------------------------------------------------------------------------------------------------

    def want(self, sha256: str, size: int = 0) -> None:
        """Fetch a file, now or as soon as the line is back."""
        with self._lock:
            if sha256 not in self._wanted:
                job = self._wanted[sha256] = _Job(size)
                self._tell_waiting(sha256, job)
            self._wanted[sha256].lasting = True
            self._lock.notify_all()

    def cancel(self, sha256: str) -> None:
        """Fetch it no longer. What has come of it stays for another time."""
        with self._lock:
            job = self._wanted.pop(sha256, None)
            if job is not None:
                job.cancelled = True
                if job.future is not None and not job.running:
                    job.future.set_exception(AppError("aborted"))
        self.on_moving(Moving(sha256=sha256, state="stopped"))

    def fetch(self, sha256: str) -> None:
        """Return when a file is here. Raises AppError: "offline" at once, or why it could not be had."""
        if self._files.path(sha256) is not None:
            return
        with self._lock:
            if not self._online or self._closing:
                raise AppError("offline")
            job = self._wanted.setdefault(sha256, _Job(0))
            job.future = future = job.future or Future()
            self._lock.notify_all()
        future.result()

    def _fetch_all(self, ahead: bool) -> None:
        """``ahead``: this thread also fetches what nobody has asked for yet."""
        while True:
            with self._lock:
                while (found := self._next(ahead)) is None and not self._closing:
                    self._lock.wait(TRY_AGAIN_S if self._wanted else LOOK_AHEAD_S if ahead else None)
                if self._closing:
                    return
            if found is not None:
                self._safely(*found)

    def _next(self, ahead: bool) -> tuple[str, _Job | None] | None:
        if not self._online:
            return None
        for sha256, job in self._wanted.items():
            if not job.running and sha256 not in self._running and job.after <= time.monotonic():
                job.running = True
                self._running.add(sha256)
                return sha256, job
        if not ahead or not self.prefetches or self._wanted:
            return None
        if not self._ahead and self._ahead_stale and time.monotonic() >= self._ahead_due:
            return "", None
        if not self._ahead:
            return None
        sha256 = self._ahead.popleft()[0]
        self._running.add(sha256)
        return sha256, None

    def _safely(self, sha256: str, job: _Job | None) -> None:
        """Do one thing. Whatever goes wrong, the thread goes on."""
        try:
            if job is not None:
                self._fetch(sha256, job)
            elif sha256:
                self._prefetch(sha256)
            else:
                self._plan()
        except Exception:
            log.exception("A transfer failed by a bug")
            if job is not None:
                self._settle(sha256, job, AppError("internal"))
        finally:
            with self._lock:
                self._running.discard(sha256)
                self._lock.notify_all()  # what was put off for it may go on

    def _plan(self) -> None:
        """Find out what is worth fetching before anybody asks."""
        now = time.monotonic()
        with self._lock:
            articles = self._articles_stale and now >= self._articles_due
            self._ahead_stale, self._ahead_due = False, now + LOOK_AHEAD_S
            if articles:
                self._articles_stale, self._articles_due = False, now + ARTICLES_S
        try:
            me = self._database.actor.id
            found = self._database.read(lambda connection: prefetch.of_conversations(connection, me))
            if articles:
                found += self._database.read(prefetch.of_articles)
        except AppError as error:
            log.info("nothing is fetched ahead: %s", error)
            return
        away = [(sha256, size) for sha256, size in found if self._files.path(sha256) is None]
        with self._lock:
            self._ahead = deque(away)

    def _prefetch(self, sha256: str) -> None:
        def moved(done: int) -> None:
            with self._lock:
                if self._wanted or self._closing or not self.prefetches:
                    raise _Stopped

        try:
            self._bring(sha256, moved)
        except (AppError, _Stopped) as error:
            if not isinstance(error, AppError):
                with self._lock:
                    self._ahead.appendleft((sha256, 0))  # it goes on when nobody waits
                return
            log.info("the file %s cannot be had now: %s", sha256[:8], error.code)
            if error.code in _PASSING or error.code == "disk_full":
                with self._lock:
                    self._ahead.clear()
            return
        self.on_moving(Moving(sha256=sha256, state="here"))

    def _fetch(self, sha256: str, job: _Job) -> None:
        def moved(done: int) -> None:
            if job.cancelled or self._closing:
                raise _Stopped
            job.done = done
            self.on_moving(Moving(sha256=sha256, done=done, size=job.size, state="coming"))

        error: AppError | None = None
        try:
            self._bring(sha256, moved)
        except _Stopped:
            error = AppError("aborted")
        except AppError as failure:
            error = failure
        self._settle(sha256, job, error)

    def _settle(self, sha256: str, job: _Job, error: AppError | None) -> None:
        with self._lock:
            mine = self._wanted.get(sha256) is job
            pause = _pause(error) if job.lasting else None
            if pause is not None and mine:
                job.running, job.after = False, time.monotonic() + pause
            elif mine:
                del self._wanted[sha256]
            future, job.future = job.future, None
        if future is not None and not future.done():
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(None)
        if not mine:
            return
        if error is None:
            self.on_moving(Moving(sha256=sha256, state="here"))
        elif pause is not None:
            self._tell_waiting(sha256, job, error.code)
        else:
            log.info("the file %s was not fetched: %s", sha256[:8], error)
            self.on_moving(Moving(sha256=sha256, size=job.size, state="failed", code=error.code))

    def _tell_waiting(self, sha256: str, job: _Job, code: str = "") -> None:
        self.on_moving(Moving(sha256=sha256, done=job.done, size=job.size, state="waiting", code=code))

    def _bring(self, sha256: str, moved: Callable[[int], None]) -> None:
        if self._files.path(sha256) is not None:
            return
        sink = self._files.incoming(sha256)
        before = sink.size
        self._transport.download(f"/files/v1/{sha256}", sink, moved)
        opened = self._files.open(sha256)
        if opened is None:
            return
        with opened[0]:
            self._fetched += opened[1] - before
        if self._fetched >= LOOK_EVERY_BYTES:
            self._fetched = 0
            self.make_room()

    def make_room(self, most: int | None = None) -> int:
        """Remove what can be had again, the longest unused first; returns how many files went."""
        stay = self._database.read(blob_cache.needed)
        return blob_cache.make_room(self._files, stay, most)

    # -- sending ---------------------------------------------------------------------------------------------------

    def _send_all(self) -> None:
        wait: float | None = None
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._closing or self._look, wait)
                if self._closing:
                    return
                if not self._online:
                    self._look, wait = False, None
                    continue
                self._look = False
            wait = self._send_what_there_is()

    def _send_what_there_is(self) -> float | None:
        """Send what the server does not have; returns after how many seconds to try again, None if all is there."""
        try:
            waiting = self._database.read(blobs.unsent)
            failed = False
            for sha256, size in waiting:
                if self._closing:
                    return None
                code = self._send(sha256, ours=size > 0)
                failed = failed or bool(code)
                if code in ("offline", "timeout", "token_expired", "aborted"):
                    break
        except AppError as error:
            log.warning("Files cannot be sent now: %s", error)
            failed = True
        except Exception:
            log.exception("Sending files failed by a bug")
            failed = True
        if failed:
            return self._later.next_ms() / 1000
        self._later.reset()
        return None

    def _send(self, sha256: str, *, ours: bool) -> str:
        """Send one file; returns the code of what will pass, "" when it needs no more trying. One that is not
        ``ours`` was never noted here: the server asks for it since somebody here named it.
        """
        try:
            opened = self._files.open(sha256)
        except OSError as error:
            return self._put_off(sha256, 0, AppError("file_unreadable", {"why": error.strerror or str(error)}))
        if opened is None:
            if ours:
                log.warning("File %s is gone from this device; what refers to it stays without it", sha256)
            self._sent(sha256, "lost")
            self.on_moving(Moving(sha256=sha256, state="failed", code="file_gone" if ours else "file_not_here"))
            return ""
        source, size = opened

        def moved(done: int) -> None:
            if self._closing:
                raise _Stopped
            self.on_moving(Moving(sha256=sha256, done=done, size=size, state="going"))

        with source:
            try:
                self._transport.upload(f"/files/v1/{sha256}", source, size, moved)
            except _Stopped:
                return "aborted"
            except AppError as error:
                if error.code not in _FINAL and not (error.code == "file_hash" and _damaged(source, sha256)):
                    return self._put_off(sha256, size, error)
                log.error(
                    "File %s is never taken by the server (%s); what refers to it stays without it", sha256, error
                )
                self._sent(sha256, "lost")
                self.on_moving(Moving(sha256=sha256, state="failed", code=error.code))
                return ""
        self._sent(sha256, "stored")
        self.on_moving(Moving(sha256=sha256, state="here"))
        return ""

    def _put_off(self, sha256: str, size: int, error: AppError) -> str:
        log.info("the file %s is not sent yet: %s", sha256[:8], error)
        self.on_moving(Moving(sha256=sha256, size=size, state="unsent", code=error.code))
        return error.code

    def _sent(self, sha256: str, state: str) -> None:
        def mark(replica: Replica) -> None:
            blobs.sent(replica.connection, sha256, state)

        self._database.replicate(mark).result()
        self._on_sent()


def _pause(error: AppError | None) -> float | None:
    """Return after how many seconds a download that somebody wants may be tried again, None if it is not to be."""
    if error is None or error.code not in ("offline", "timeout", "server_error"):
        return None
    if error.code != "server_error":
        return TRY_AGAIN_S
    later = error.values.get("retry_after_s")  # else it is a fault, and would be one again
    return max(TRY_AGAIN_S, float(later)) if isinstance(later, int) else None


def _damaged(source: BufferedReader, sha256: str) -> bool:
    """Say whether a file is no longer what it was; else it was damaged on its way, or cannot be read just now."""
    try:
        source.seek(0)
        return hashlib.file_digest(source, "sha256").hexdigest() != sha256
    except OSError:
        return False
