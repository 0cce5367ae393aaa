"""Who may write and who reads.

All writing happens on one thread, one transaction at a time: a person's actions on a connection whose commits survive
a power cut, pages from the server on one whose last commits may be lost and are then pulled again. Reading happens in
the caller's thread on pooled connections that cannot write.
"""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from app.domain.clock import Clock, now_ms
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.notice import Changes
from app.sql import check_sqlite, sqlite_engine, upgrade
from app.storage.replica import Replica
from app.storage.tables import HEAD
from app.storage.transaction import Tx

log = logging.getLogger(__name__)
T = TypeVar("T")
Listener = Callable[[Changes], None]
MIGRATIONS = Path(__file__).parent / "migrations"


class _Transaction(Protocol):
    @property
    def changes(self) -> Changes | None: ...


class Database:
    """The local database of one person. ``actor`` is who acts; set it by :meth:`signed_in` before the first write."""

    def __init__(self, path: Path, actor: Actor, clock: Clock = now_ms) -> None:
        self.path = path
        self.actor = actor
        self.clock = clock
        self._listeners: list[Listener] = []
        self._durable = sqlite_engine(path, durable=True)
        self._quick = sqlite_engine(path, durable=False)
        self._readers = sqlite_engine(path, durable=False, writable=False)
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Bring the file to this program's schema and start the writer.

        After a run that did not end properly the whole file is checked, which takes some seconds at a million messages
        (3 s for 650 MB); a start after a proper end does not wait for that.
        Raises AppError: "database_newer", "database_damaged", "disk_full".
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        cut_off = self._was_cut_off()
        with _told(self.path):
            upgrade(self._durable, MIGRATIONS, HEAD, backup=self.path.with_suffix(".before-upgrade.db"))
            if cut_off:
                check_sqlite(self._durable)
        self._thread = threading.Thread(target=self._write_loop, name="database-writer", daemon=True)
        self._thread.start()

    def _was_cut_off(self) -> bool:
        """Say whether the last run left its log of writes behind: SQLite removes it when the last connection closes."""
        log_of_writes = self.path.with_name(self.path.name + "-wal")
        return log_of_writes.exists() and log_of_writes.stat().st_size > 0

    def close(self) -> None:
        """Finish the queued writes, then close the file."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None
        for engine in (self._durable, self._quick, self._readers):
            engine.dispose()

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` called on the writer thread after each commit that changed rows."""
        self._listeners.append(listener)

    def read(self, fn: Callable[[Connection], T]) -> T:
        """Return ``fn(connection)`` from one consistent state of the database. Never call it on the GUI thread."""
        with _told(self.path), self._readers.connect() as connection, connection.begin():
            return fn(connection)

    def write(self, fn: Callable[[Tx], T]) -> "Future[T]":
        """Run one action of a person in one durable transaction on the writer thread.

        The future fails with AppError when a rule or the disk said no; nothing has changed then.
        """
        return self._submit(lambda: self._run(self._durable, lambda c: Tx(c, self.actor, self.clock), fn))

    def replicate(self, fn: Callable[[Replica], T], *, durable: bool = False) -> "Future[T]":
        """Run one step of the sync engine in one transaction on the writer thread."""
        engine = self._durable if durable else self._quick
        return self._submit(lambda: self._run(engine, lambda c: Replica(c, self.actor, self.clock), fn))

    def _submit(self, job: Callable[[], T]) -> "Future[T]":
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = job()
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self._queue.put(run)
        return future

    def _run(self, engine: Any, begin: Callable[[Connection], Any], fn: Callable[[Any], T]) -> T:
        with _told(self.path), engine.begin() as connection:
            step = begin(connection)
            result = fn(step)
            step.finish()
        changes = step.changes
        if changes is not None:
            for listener in self._listeners:
                listener(changes)
        return result

    def _write_loop(self) -> None:
        while (job := self._queue.get()) is not None:
            job()


class _told(contextlib.AbstractContextManager[None]):
    """Names the fault's owner: the disk or the file rather than us."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, AppError) and error.code.startswith("database_"):
            raise AppError(error.code, {**error.values, "path": str(self._path)}) from error
        if not isinstance(error, DatabaseError):
            return
        message = str(error.orig)
        if "full" in message:
            raise AppError("disk_full", {"path": str(self._path)}) from error
        if any(words in message for words in ("malformed", "disk I/O error", "not a database")):
            raise AppError("database_damaged", {"path": str(self._path), "why": message}) from error
        if "readonly" in message or "unable to open" in message:
            raise AppError("database_not_writable", {"path": str(self._path)}) from error
