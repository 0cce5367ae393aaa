"""Who may write and who reads.

All writing happens on one thread, one transaction at a time: a person's actions on a connection whose commits survive
a power cut, pages from the server on one whose last commits may be lost and are then pulled again. Reading happens in
the caller's thread on pooled connections that cannot write.
"""

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from app.domain.clock import Clock, now_ms
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.notice import Changes
from app.storage import copies, core, driver
from app.storage.core import Connection, CoreWanted, TextConnection, TextReader
from app.storage.driver import dbapi
from app.storage.replica import Replica
from app.storage.schema import HEAD, fault_of, refusal_of, revision_of_file
from app.storage.transaction import Tx

log = logging.getLogger(__name__)
T = TypeVar("T")
LAST_READS_SECONDS = 1.5
Listener = Callable[[Changes], None]
MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """The local database of one person. ``actor`` is who acts. ``key`` (32 bytes) is what the file is encrypted by."""

    def __init__(self, path: Path, actor: Actor, clock: Clock = now_ms, *, key: bytes | None = None) -> None:
        self.path = path
        self.key = key
        self.actor = actor
        self.clock = clock
        self._mark = path.with_name(path.name + ".unchecked")
        self._listeners: list[Listener] = []
        self._on_damage: list[Callable[[AppError], None]] = []
        self._made: _Engines | None = None
        self._making = threading.Lock()
        self._text_readers: queue.SimpleQueue[TextReader] = queue.SimpleQueue()
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._accepting = threading.Lock()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._reads = 0
        self._checking: dbapi.Connection | None = None
        self._read_over = threading.Condition()
        self.give_way: Callable[[], None] = lambda: None
        """Called on the writer thread between two pieces of what the sync engine has it do, to let others go first."""

    def open(self) -> None:
        """Bring the file to this program's schema and start the writer.

        A process that is killed damages nothing here: what it had committed is in the log of writes, and SQLite takes
        it from there. A machine that stopped, or a disk that lies, may damage the file; so after a run that did not
        end properly the file is :attr:`unchecked` until :meth:`check` has walked through it, which nobody waits for
        (3 s for 650 MB). Only an upgrade of the schema waits: it copies what it finds.
        Raises AppError: "database_key_wrong", "database_newer", "database_damaged", "disk_full",
        "database_not_writable" (path, why).
        """
        fresh = not self.path.exists()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _told(self):
                self._note_cut_off()
                if revision_of_file(self.path, self.key) != HEAD:
                    if self.unchecked:
                        self._check()
                    self._engines.upgrade(copies.place_of(self.path, HEAD))
                    copies.forget_old(self.path)
        except OSError as error:
            raise refusal_of(error, self.path) from error
        finally:
            if fresh and self.path.exists() and not self.path.stat().st_size:
                self._let_go()
                self.path.unlink()  # nothing was made: at the next start an empty file would look damaged
        self._closed = False
        self._thread = threading.Thread(target=self._write_loop, name="database-writer", daemon=True)
        self._thread.start()

    @property
    def unchecked(self) -> bool:
        """Whether the file has not been found sound since a run that did not end properly."""
        return self._mark.exists()

    def check(self) -> None:
        """Walk through the whole file, in the caller's thread; :meth:`close` ends that early.

        Raises AppError: "database_damaged", "database_closed".
        """
        with _told(self), self._reading():
            self._check()

    def _check(self) -> None:
        def began(connection: dbapi.Connection) -> None:
            with self._read_over:
                self._checking = connection
                if self._closed:
                    raise AppError("database_closed")

        try:
            self._engines.check(began)
        finally:
            with self._read_over:
                self._checking = None
        self._mark.unlink(missing_ok=True)

    def _note_cut_off(self) -> None:
        """Leave a mark if the last run left its log of writes behind: SQLite removes it when the last user closes."""
        log_of_writes = self.path.with_name(self.path.name + "-wal")
        if self.path.exists() and log_of_writes.exists() and log_of_writes.stat().st_size > 0:
            self._mark.touch()

    def close(self) -> None:
        """Finish the queued writes, then close the file.

        Reads that are under way get a moment: a connection that stays open leaves the log of writes behind, and the
        next start would take this run for one that was killed.
        """
        with self._accepting, self._read_over:
            self._closed = True
            if self._checking is not None:
                self._checking.interrupt()
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None
        with self._read_over:
            self._read_over.wait_for(lambda: not self._reads, LAST_READS_SECONDS)
        self._let_go()

    def _let_go(self) -> None:
        """Close every connection."""
        while not self._text_readers.empty():
            self._text_readers.get().close()
        with self._making:
            made, self._made = self._made, None
        if made is not None:
            made.dispose()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        with self._read_over:
            if self._closed:  # it would open the file again, and nobody would close it
                raise AppError("database_closed")
            self._reads += 1
        try:
            yield
        finally:
            with self._read_over:
                self._reads -= 1
                self._read_over.notify_all()

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` called on the writer thread after each commit that changed rows."""
        self._listeners.append(listener)

    def when_damaged(self, listener: Callable[[AppError], None]) -> None:
        """Have ``listener`` called, in any thread, whenever reading or writing finds the file damaged."""
        self._on_damage.append(listener)

    def tell_damage(self, error: AppError) -> None:
        """Tell those who want to know of damage."""
        for listener in self._on_damage:
            listener(error)

    def read(self, fn: Callable[[Connection], T]) -> T:
        """Return ``fn(connection)`` from one consistent state of the database. Never call it on the GUI thread.

        Raises AppError: "database_closed", or what the disk said.
        """
        with _told(self), self._reading():
            if not core.loaded():
                try:
                    return self._read_text(fn)
                except CoreWanted:
                    log.debug("a read at the start waits for SQLAlchemy: %r", fn)
            with self._engines.readers.connect() as connection, connection.begin():
                return fn(cast(Connection, TextConnection(connection)))

    def _read_text(self, fn: Callable[[Any], T]) -> T:
        """Read before SQLAlchemy is there. Raises CoreWanted when that cannot be."""
        try:
            reader = self._text_readers.get_nowait()
        except queue.Empty:
            reader = TextReader(self.path, self.key)
        try:
            reader.begin()
        except dbapi.Error:
            reader.close()
            raise
        try:
            return fn(reader)
        finally:
            reader.end()
            with self._read_over:
                if self._closed:  # the others were closed meanwhile
                    reader.close()
                else:
                    self._text_readers.put(reader)

    @property
    def _engines(self) -> "_Engines":
        with self._making:
            if self._made is None:
                core.load()
                self._made = _Engines(self.path, self.key, self._between)
            return self._made

    def write(self, fn: Callable[[Tx], T]) -> "Future[T]":
        """Run one action of a person in one durable transaction on the writer thread.

        The future fails with AppError when a rule or the disk said no, or "database_closed"; nothing has changed then.
        """
        return self._submit(lambda: self._run(self._engines.durable, lambda c: Tx(c, self.actor, self.clock), fn))

    def replicate(self, fn: Callable[[Replica], T], *, durable: bool = False) -> "Future[T]":
        """Run one step of the sync engine in one transaction on the writer thread."""

        def run() -> T:
            engine = self._engines.durable if durable else self._engines.quick
            return self._run(engine, lambda c: Replica(c, self.actor, self.clock, self._between), fn)

        return self._submit(run)

    def _between(self) -> None:
        if self._queue.empty():  # nobody waits for this thread
            self.give_way()

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

        with self._accepting:
            if not self._closed:
                self._queue.put(run)
                return future
        future.set_exception(AppError("database_closed"))  # nobody would ever run it
        return future

    def _run(self, engine: Any, begin: Callable[[Connection], Any], fn: Callable[[Any], T]) -> T:
        with _told(self), engine.begin() as connection:
            step = begin(cast(Connection, TextConnection(connection)))
            result = fn(step)
            step.finish()
        if step.changes is not None:
            self._publish(step.changes)
        return result

    def _publish(self, changes: Changes) -> None:
        for listener in self._listeners:
            try:
                listener(changes)
            except Exception:
                # it is committed: whoever is told so late must not make it look undone, or it is done twice
                log.exception("A listener could not take in what was committed")

    def _write_loop(self) -> None:
        while (job := self._queue.get()) is not None:
            job()


class _Engines:
    """SQLAlchemy's engines over one file: writes that survive a power cut, writes that may be pulled again, reads."""

    def __init__(self, path: Path, key: bytes | None, between: Callable[[], None]) -> None:
        # 0.3 s: not before the first window, see app.storage.core
        from app import sql

        self._sql = sql
        self._driver = encrypted = sql.Driver(dbapi, partial(driver.connect, key=key))
        self.durable = sql.sqlite_engine(path, durable=True, driver=encrypted)
        self.quick = sql.sqlite_engine(path, durable=False, between=between, driver=encrypted)
        self.readers = sql.sqlite_engine(path, durable=False, writable=False, driver=encrypted)

    def upgrade(self, backup: Path) -> None:
        """Bring the file to this program's schema; ``backup`` is where its content is copied before."""
        self._sql.upgrade(self.durable, MIGRATIONS, HEAD, backup=backup, driver=self._driver)

    def check(self, began: Callable[[dbapi.Connection], None]) -> None:
        """Raise AppError("database_damaged") unless the file is sound. ``began`` gets the connection that looks."""
        self._sql.check_sqlite(self.readers, began)

    def dispose(self) -> None:
        """Close every connection."""
        for engine in (self.durable, self.quick, self.readers):
            engine.dispose()


class _told(contextlib.AbstractContextManager[None]):
    """Names the fault's owner: the disk or the file rather than us."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        path = self._database.path
        found = None
        if isinstance(error, AppError) and error.code.startswith("database_"):
            found = AppError(error.code, {**error.values, "path": str(path)})
        else:
            cause = getattr(error, "orig", error)  # SQLAlchemy wraps it
            code = fault_of(cause, path) if isinstance(cause, dbapi.Error) else ""
            if code:
                found = AppError(code, {"path": str(path), "why": str(cause)})
        if found is None:
            return
        if found.code == "database_damaged":
            self._database.tell_damage(found)
        raise found from error
