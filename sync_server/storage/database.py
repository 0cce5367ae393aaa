"""The server's database as the rest sees it: ``write(fn)`` and ``read(fn)``, one transaction each."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar, cast

import psycopg
from sqlalchemy import Connection, Engine, make_url, select, text
from sqlalchemy.exc import DBAPIError

from app.domain.clock import Clock, now_ms
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.sql import check_sqlite, postgres_arguments, server_engine, sqlite_engine, upgrade
from sync_server.storage import border, lineage
from sync_server.storage.records import Commit, Elsewhere, Reader, StaleRow, Tx, cannot_now
from sync_server.storage.tables import SYNC_HEAD, SYNC_META
from sync_server.storage.turns import Outcome, Turns, Work

T = TypeVar("T")
log = logging.getLogger(__name__)

HEAD = "0022"
"""The newest Alembic revision."""
MIGRATIONS = Path(__file__).parent / "migrations"
MOST_COPIES = 3
"""How many copies of a SQLite database from before upgrades are kept beside it."""
ATTEMPTS = 6
PATIENCE_S = 8.0
"""After this long a write is not tried once more: who waits for it gives up soon."""
READ_CACHE_KB = 2_000
"""How much of a SQLite file each reading connection keeps in memory: there are some, and the system keeps it, too."""
RETRY = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL's words for: serialisation failure, deadlock, lock not available."""


class DatabaseBusy(Exception):
    """The database cannot do it now (locked, full, gone); nothing was changed, later may be better."""


class Database:
    """Opens at construction and is closed with :meth:`close`; every method may be called from any thread.

    ``listeners`` are told of each commit that moved the feed, in the thread that made it, after it is visible.
    """

    def __init__(self, url: str, *, clock: Clock = now_ms) -> None:
        self.clock = clock
        self.url = url
        self.listeners: list[Callable[[Commit], None]] = []
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        self._writer = server_engine(url)
        self._turns = Turns(self._commit_together)  # SQLite has one writer: this is fairer than its busy handler
        self._turn = threading.Lock()
        backup = Path(f"{parsed.database}.before-{HEAD}") if self.is_sqlite else None
        _migrate(url, backup)
        if backup is not None:
            _forget_copies(backup)
        self._reader: Engine
        if self.is_sqlite:
            path = Path(str(parsed.database))
            self._reader = sqlite_engine(path, durable=True, writable=False, cache_kb=READ_CACHE_KB)
        else:
            self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self.server_id = self.look_where_it_lies()

    def begin_anew(self) -> None:
        """Begin a new history, whoever uses the database. See :mod:`sync_server.storage.lineage`."""
        self.write(lambda tx: _anew(tx, seamless=False))

    def look_where_it_lies(self) -> str:
        """Begin a new history when the database was put back or moved; returns the id of this installation.

        The first look mints that id and the name of the first history.
        """

        def look(tx: Tx) -> str:
            tx.connection.execute(
                tx.insert(SYNC_META).on_conflict_do_nothing(),
                [
                    {"k": "epoch", "v": secrets.token_hex(16)},
                    {"k": "server_id", "v": new_id()},
                    {"k": "seal_secret", "v": secrets.token_hex(32)},
                    {"k": "horizon", "v": "0"},
                ],
            )
            tx.connection.execute(tx.insert(SYNC_HEAD).on_conflict_do_nothing(), [{"k": 1, "seq": 0, "sampled_at": 0}])
            # several servers may start at once: the first one decides, the others read what it wrote
            tx.connection.execute(select(SYNC_META.c.v).where(SYNC_META.c.k == "epoch").with_for_update())
            before, now = _meta(tx).get("place", ""), lineage.place(tx.connection)
            if now and now != before:
                tx.upsert(SYNC_META, [{"k": "place", "v": now}], ("k",))
                if before:
                    log.warning("This database was put back or moved: its history begins anew, the devices send again.")
                    _anew(tx, seamless=lineage.same_but_for_timeline(before, now))
            return _meta(tx)["server_id"]

        return self.write(look)

    def write(self, work: Callable[[Tx], T], *, in_turn: bool = False) -> T:
        """Return ``work(tx)``, committed. What it raises undoes it; lost races and locks are tried again, and
        DatabaseBusy is raised when that does not help.

        ``work`` may run more than once and must have no effect outside the transaction. ``in_turn`` is for long ones
        that lock many rows: a process does one of these at a time, for side by side they would wait for each other.
        """
        end = time.monotonic() + PATIENCE_S
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(work, in_turn or self.is_sqlite, end)
            except Exception as error:
                if not cannot_now(error):
                    raise
                if isinstance(error, Elsewhere):
                    self.look_where_it_lies()
                if attempt == ATTEMPTS or time.monotonic() > end or not _worth_trying(error):
                    raise DatabaseBusy(str(getattr(error, "orig", error))) from error
                log.info("A write lost a race and is tried again (attempt %d).", attempt)
        raise AssertionError("unreachable")

    def _once(self, work: Callable[[Tx], T], in_turn: bool, end: float) -> T:
        if self.is_sqlite:
            outcome = self._turns.take(work, end)
            if outcome is None:
                raise DatabaseBusy("too many writes are waiting")
            if isinstance(outcome, Exception):
                raise outcome
            result, commit = outcome
        elif in_turn:
            if not self._turn.acquire(timeout=max(0.1, end - time.monotonic())):
                raise DatabaseBusy("too many writes are waiting")
            try:
                result, commit = self._commit(work)
            finally:
                self._turn.release()
        else:
            result, commit = self._commit(work)
        if commit.seq:
            for listener in self.listeners:
                listener(commit)
        return cast(T, result)

    def _commit(self, work: Callable[[Tx], T]) -> tuple[T, Commit]:
        with self._writer.begin() as connection:
            return self._within(connection, work)

    def _within(self, connection: Connection, work: Callable[[Tx], T]) -> tuple[T, Commit]:
        tx = Tx(connection, self.clock())
        result = work(tx)
        border.note(tx)
        if not self.is_sqlite:
            # A COMMIT that waits for a synchronous standby must not be cut short: PostgreSQL would call it done.
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        return result, tx.seal()

    def _commit_together(self, works: Sequence[Work]) -> list[Outcome]:
        """Write several changes with one commit; what SQLite cannot do together is done one by one."""
        if len(works) > 1:
            try:
                with self._writer.begin() as connection:
                    return [self._beside(connection, work) for work in works]
            except DBAPIError as error:  # a full disk, as a rule: SQLite has undone all of it
                log.info("Writes that came together go one by one: %s", error.orig)
        return [self._alone(work) for work in works]

    def _beside(self, connection: Connection, work: Work) -> Outcome:
        try:
            with connection.begin_nested():
                return self._within(connection, work)
        except Exception as error:
            if isinstance(error, DBAPIError) and cannot_now(error):
                raise
            return error

    def _alone(self, work: Work) -> Outcome:
        try:
            return self._commit(work)
        except Exception as error:
            return error

    def read(self, work: Callable[[Reader], T]) -> T:
        """Return ``work(reader)``, everything it reads being of one moment."""
        try:
            with self._reader.connect() as connection, connection.begin():
                return work(Reader(connection, self.clock()))
        except Exception as error:
            if not cannot_now(error):
                raise
            raise DatabaseBusy(str(getattr(error, "orig", error))) from error

    def connect_beside(self) -> psycopg.Connection[tuple[object, ...]]:
        """Return a new connection to PostgreSQL that commits every statement; the caller closes it."""
        parsed = make_url(self.url)
        _, arguments = self._writer.dialect.create_connect_args(parsed)
        return psycopg.connect(**{**arguments, **postgres_arguments(parsed)}, autocommit=True)

    def check(self) -> None:
        """Raise AppError("database_damaged") when the database is not sound."""
        if self.is_sqlite:
            check_sqlite(self._reader)
        head = self.read(lambda reader: reader.connection.execute(select(SYNC_HEAD.c.seq)).scalar())
        if head is None:
            raise AppError("database_damaged", {"why": "sync_head is empty"})

    def close(self) -> None:
        """Close every connection."""
        self._writer.dispose()
        self._reader.dispose()


def _migrate(url: str, backup: Path | None) -> None:
    engine = server_engine(url, patience=False)
    try:
        upgrade(engine, MIGRATIONS, HEAD, backup=backup)
    finally:
        engine.dispose()


def _forget_copies(newest: Path) -> None:
    """Remove the copies from before older upgrades; what is not ours to remove, such as before a restore, stays."""
    prefix = newest.name.removesuffix(HEAD)
    for old in sorted(newest.parent.glob(f"{prefix}[0-9]*"))[:-MOST_COPIES]:
        old.unlink(missing_ok=True)


def _meta(tx: Tx) -> dict[str, str]:
    return {row[0]: row[1] for row in tx.connection.execute(select(SYNC_META.c.k, SYNC_META.c.v))}


def _anew(tx: Tx, *, seamless: bool) -> None:
    def execute(statement: str, values: Mapping[str, str | int]) -> object:
        return tx.connection.execute(text(statement), values)

    lineage.begin_anew(execute, tx.now, seamless=seamless)


def _worth_trying(error: Exception) -> bool:
    if isinstance(error, (StaleRow, Elsewhere)):
        return True
    cause = error if isinstance(error, DBAPIError) else error.__cause__
    return getattr(getattr(cause, "orig", None), "sqlstate", None) in RETRY
