"""Work off the GUI thread: reads on a small pool, writes on the database's one writer, answers on the GUI thread.

The GUI thread never touches a database. A screen asks::

    tasks.read(lambda c: rows(c, queue), self._show, key="rows", owner=self)

and ``_show(result)`` runs later on the GUI thread. With the same ``owner`` and ``key`` a newer request makes the older
one's answer void, so that a slow query never paints over a fast one. Answers of an owner that is gone are dropped.
"""

import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from app.domain.errors import AppError

log = logging.getLogger(__name__)

T = TypeVar("T")
Failed = Callable[[BaseException], None]

BATCH_SECONDS = 0.008
"""How long the GUI thread hands out answers before it lets paint and key events through again."""


class Database(Protocol):
    """What the interface needs of a database; :class:`app.storage.database.Database` is the real one."""

    def read(self, fn: Callable[[Any], T]) -> T:
        """Call ``fn`` with a read connection, in the calling thread."""
        ...

    def write(self, fn: Callable[[Any], T]) -> "Future[T]":
        """Call ``fn`` with a write transaction on the writer thread."""
        ...


class _Job:
    """One request under way; ``number`` tells a late answer from the awaited one."""

    __slots__ = ("done", "failed", "has_owner", "key", "number", "owner")

    def __init__(
        self,
        number: int,
        done: Callable[[Any], None] | None,
        failed: Failed | None,
        owner: QObject | None,
        key: str | None,
    ) -> None:
        self.number, self.done, self.failed = number, done, failed
        self.owner, self.has_owner = owner, owner is not None
        self.key = (id(owner), key) if key is not None else None


class Tasks(QObject):
    """Runs functions elsewhere and brings their results back. One object for the program, made on the GUI thread."""

    errorRaised = Signal(object)
    """An :class:`AppError` that the caller gave no ``failed`` for: the shell tells the person."""
    crashed = Signal(object)
    """Any other exception: a bug, reported once a traceback."""
    busyChanged = Signal(bool)
    _answered = Signal()

    def __init__(self, database: Database, threads: int = 3, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database = database
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="read")
        self._numbers = itertools.count(1)
        self._latest: dict[tuple[int, str | None], int] = {}
        self._answers: deque[tuple[_Job, Any, BaseException | None]] = deque()
        self._lock = threading.Lock()
        self._announced = False
        self._pending = 0
        self._closed = False
        # a timer, not the signal itself: what is posted while posted events are delivered is delivered with them, so
        # that a click, its answers and the painting of both would be one long event to whatever comes meanwhile
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._hand_out)
        self._answered.connect(self._soon.start, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        fn: Callable[[Any], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        key: str | None = None,
        owner: QObject | None = None,
    ) -> int:
        """Call ``fn(connection)`` on a pool thread, then ``done(result)`` here. Returns the job number.

        A failure goes to ``failed(exception)`` if given, else to :attr:`errorRaised` or :attr:`crashed`.
        """
        return self.run(lambda: self._database.read(fn), done, failed, key=key, owner=owner)

    def run(
        self,
        fn: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        key: str | None = None,
        owner: QObject | None = None,
    ) -> int:
        """Call any function that touches files or the network on a pool thread, then ``done(result)`` here."""
        job = self._start(done, failed, owner, key)
        if not self._closed:  # a last signal may reach a screen that is about to go
            self._watch(job, self._pool.submit(fn))
        return job.number

    def write(
        self,
        fn: Callable[[Any], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        key: str | None = None,
        owner: QObject | None = None,
    ) -> int:
        """Call ``fn(transaction)`` on the writer thread, in the order of the calls, then ``done(result)`` here."""
        job = self._start(done, failed, owner, key)
        if not self._closed:
            self._watch(job, self._database.write(fn))
        return job.number

    def forget(self, owner: QObject, key: str) -> None:
        """Make the answer that is under way for this key void."""
        self._latest[(id(owner), key)] = next(self._numbers)

    @property
    def pending(self) -> int:
        """How many jobs have not been answered yet."""
        return self._pending

    def close(self) -> None:
        """Drop what has not started, wait for what runs, deliver nothing more."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._answers.clear()

    def _start(
        self, done: Callable[[Any], None] | None, failed: Failed | None, owner: QObject | None, key: str | None
    ) -> _Job:
        job = _Job(next(self._numbers), done, failed, owner, key)
        if job.key is not None:
            if owner is not None and job.key not in self._latest:
                # An id is used again after its object is gone: forget the numbers with the object.
                owner.destroyed.connect(_Forget(self._latest, job.key))
            self._latest[job.key] = job.number
        self._pending += 1
        if self._pending == 1:
            self.busyChanged.emit(True)
        return job

    def _watch(self, job: _Job, future: "Future[Any]") -> None:
        def on_done(finished: "Future[Any]") -> None:
            if finished.cancelled():
                return
            error = finished.exception()
            with self._lock:
                self._answers.append((job, None if error is not None else finished.result(), error))
                announce, self._announced = not self._announced, True
            if announce and not self._closed:
                self._answered.emit()

        future.add_done_callback(on_done)

    @Slot()
    def _hand_out(self) -> None:
        more = True  # also when a callback raises: its bug is reported, and the others still get their answers
        try:
            more = self._hand_out_some()
        finally:
            if more:
                self._soon.start()

    def _hand_out_some(self) -> bool:
        """Deliver what there is, for a moment; return whether there is more."""
        deadline = time.monotonic() + BATCH_SECONDS
        while True:
            with self._lock:
                if not self._answers or self._closed:
                    self._announced = False
                    return False
                if time.monotonic() > deadline:
                    return True
                job, result, error = self._answers.popleft()
            self._pending -= 1
            if self._pending == 0:
                self.busyChanged.emit(False)
            self._deliver(job, result, error)

    def _deliver(self, job: _Job, result: Any, error: BaseException | None) -> None:
        if job.has_owner and (job.owner is None or not isValid(job.owner)):
            return
        if job.key is not None and self._latest.get(job.key) != job.number:
            return
        if error is None:
            if job.done is not None:
                job.done(result)
        elif job.failed is not None and isinstance(error, AppError):
            job.failed(error)
        elif isinstance(error, AppError):
            self.errorRaised.emit(error)
        else:
            log.error("a task failed", exc_info=error)
            self.crashed.emit(error)
            if job.failed is not None:
                job.failed(error)


class _Forget:
    """Removes an owner's number when the owner is destroyed; holds neither the owner nor the tasks."""

    def __init__(self, latest: dict[tuple[int, str | None], int], key: tuple[int, str | None]) -> None:
        self._latest, self._key = latest, key

    def __call__(self) -> None:
        self._latest.pop(self._key, None)
