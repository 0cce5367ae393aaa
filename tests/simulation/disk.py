"""The disks under the SQLite files: where processes die, writes are torn, room runs out.

A process can die at any statement, and before and after any commit: its files are copied at that very moment, log of
writes included, and the copies are what the next process finds. When the power fails, that part of the log is torn
which nothing had forced to the disk: SQLite's own bookkeeping (the index of the log) says how far that was when a
commit with ``synchronous=FULL`` ended, and how far the log was carried into the file.
"""

import random
import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from sqlalchemy import Engine, event

from app import sql
from app.sql import PLAIN, Driver
from app.storage.driver import connect, dbapi

LOG_HEAD, FRAME_HEAD = 32, 24
MOST_PAGES = 1 << 30
Fate = Literal["kill", "power", "error"]


def local_driver(key: bytes | None) -> Driver:
    """Return what opens the files of a desk whose data have this key, None for plain ones."""
    return Driver(dbapi, partial(connect, key=key))


class Killed(BaseException):
    """The process ends here. No program catches this."""


class Disk:
    """The disk under one file. ``fuse`` is how many statements may still run until ``fate`` comes, None for never."""

    def __init__(self, path: Path, chance: random.Random, driver: Driver = PLAIN) -> None:
        self.path, self.chance, self.driver = path, chance, driver
        self.fuse: int | None = None
        self.fate: Fate = "kill"
        self.full = False
        self.dead = False
        self._forced = (b"", 0)
        self._look: sqlite3.Connection | None = None

    @property
    def look(self) -> sqlite3.Connection:
        """A connection of the simulation's own, for looking at the file from outside."""
        if self._look is None:
            self._look = self.driver.connect(self.path)
        return self._look

    def look_away(self) -> None:
        """Close the simulation's own connection: the process is the last to use the file."""
        if self._look is not None:
            self._look.close()
            self._look = None

    def light(self, fate: Fate, statements: int) -> None:
        """Have something happen after so many statements."""
        self.fate, self.fuse = fate, statements

    def heal(self) -> None:
        """The faults stop."""
        self.fuse, self.full = None, False

    def passed(self, what: str) -> None:
        """A statement or a commit is about to run, or a commit is over. Raises Killed and OperationalError."""
        if self.dead:
            raise Killed
        if self.fuse is None:
            return
        self.fuse -= 1
        if self.fuse >= 0:
            return
        if self.fate == "error":
            if what.lstrip().upper().startswith(("SELECT", "PRAGMA", "AFTER", "SAVEPOINT", "RELEASE", "ROLLBACK")):
                return  # the next one that writes
            self.fuse = None
            error = self.driver.module.OperationalError("disk I/O error")
            error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_IOERR_WRITE, "SQLITE_IOERR_WRITE"
            raise error
        self.fuse = None
        self.die()
        raise Killed

    def die(self) -> None:
        """Keep the files as they are: that is what the next process finds."""
        self.dead = True
        for suffix in ("", "-wal"):
            source, copy = Path(f"{self.path}{suffix}"), Path(f"{self.path}.found{suffix}")
            copy.unlink(missing_ok=True)
            if source.exists():
                shutil.copyfile(source, copy)
        if self.fate == "power":
            self._tear(Path(f"{self.path}.found-wal"))

    def rise(self) -> None:
        """Put the files in place that the dead process left; everything that used the old ones is closed by now."""
        forced = self._forced
        self.clear()
        for suffix in ("", "-wal"):
            copy = Path(f"{self.path}.found{suffix}")
            if copy.exists():
                copy.replace(f"{self.path}{suffix}")
        self.dead = False
        self.look.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # after a power cut, what is found is what the disk has; otherwise the system still writes what it was given
        self._forced = self._index()[:2] if self.fate == "power" else forced

    def clear(self) -> None:
        """Remove the file with what belongs to it."""
        self.look_away()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self._forced = (b"", 0)

    def committed(self, raw: sqlite3.Connection) -> None:
        """A commit is over: with ``synchronous=FULL`` the log is on the disk up to here."""
        if raw.execute("PRAGMA synchronous").fetchone()[0] >= 2:
            salt, frames, _ = self._index()
            self._forced = (salt, frames)

    def room(self, raw: sqlite3.Connection) -> None:
        """Let the file grow, or not any more."""
        raw.execute(f"PRAGMA max_page_count={1 if self.full else MOST_PAGES}")

    def _index(self) -> tuple[bytes, int, int]:
        """Return the log's salt, its frames, and how many of them were carried into the file, from its index."""
        index = Path(f"{self.path}-shm")
        if not index.exists():
            return b"", 0, 0
        with index.open("rb") as file:
            head = file.read(100)
        if len(head) < 100:
            return b"", 0, 0
        (frames,), (carried,) = struct.unpack_from("=I", head, 16), struct.unpack_from("=I", head, 96)
        return head[32:40], frames, carried

    def _tear(self, log: Path) -> None:
        salt, frames, carried = self._index()
        if not log.exists() or not frames:
            return
        safe = max(self._forced[1] if self._forced[0] == salt else 0, carried)
        data = bytearray(log.read_bytes())
        page = int.from_bytes(data[8:12])
        begin, end = LOG_HEAD + safe * (FRAME_HEAD + page), len(data)
        if begin >= end:
            return
        cut = self.chance.randint(begin, end)
        if self.chance.random() < 0.5:
            del data[cut:]
        else:  # a sector in the middle did not make it, later ones did
            hole = min(end, cut + 512)
            data[cut:hole] = self.chance.randbytes(hole - cut)
        log.write_bytes(data)


class Disks:
    """Hands out the program's engines: real ones, over files whose disks do what they are told.

    An engine is made once for a file and kept, for what it compiled; ``dispose`` closes its connections as usual.
    """

    def __init__(self) -> None:
        self._disks: dict[Path, Disk] = {}
        self._engines: dict[tuple[Path, bool, bool], Engine] = {}
        self._between: dict[Path, Callable[[], None] | None] = {}
        self._make = sql.sqlite_engine

    def disk(self, path: Path, chance: random.Random, driver: Driver = PLAIN) -> Disk:
        """Put a new, sound disk under a file that ``driver`` opens, without the file."""
        if path in self._disks:
            self._disks[path].look_away()
        disk = self._disks[path] = Disk(path, chance, driver)
        disk.clear()
        return disk

    def engine(
        self,
        path: Path,
        *,
        durable: bool,
        writable: bool = True,
        between: Any = None,
        driver: Driver = PLAIN,
        **size: int,
    ) -> Engine:
        """What :func:`app.sql.sqlite_engine` is, for files that have a disk here."""
        if path not in self._disks:
            return self._make(path, durable=durable, writable=writable, between=between, driver=driver, **size)
        self._between[path] = between or self._between.get(path)
        key = (path, durable, writable)
        if key not in self._engines:
            self._engines[key] = self._made(*key)
        return self._engines[key]

    def _made(self, path: Path, durable: bool, writable: bool) -> Engine:
        def pause() -> None:
            if (between := self._between[path]) is not None:
                between()

        driver = self._disks[path].driver
        engine = self._make(path, durable=durable, writable=writable, between=pause, driver=driver)

        @event.listens_for(engine, "before_cursor_execute")
        def before(connection: Any, cursor: Any, statement: str, *_: object) -> None:
            disk = self._disks[path]
            if writable and connection.info.get("full") != disk.full:
                connection.info["full"] = disk.full
                disk.room(connection.connection.driver_connection)
            disk.passed(statement)

        commit = engine.dialect.do_commit

        def do_commit(proxied: Any) -> None:
            disk = self._disks[path]
            disk.passed("COMMIT")
            commit(proxied)
            disk.committed(proxied.driver_connection)
            disk.passed("after")

        engine.dialect.do_commit = do_commit  # type: ignore[assignment,method-assign]
        return engine

    def release(self, path: Path | None = None) -> None:
        """Close every connection to a file, or to all."""
        for (used, _, _), engine in self._engines.items():
            if path in (None, used):
                self._disks[used].look_away()
                engine.dispose()

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Have the client and the server take their engines from here."""
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("app.sql.sqlite_engine", self.engine)
            patched.setattr("sync_server.storage.database.sqlite_engine", self.engine)
            yield


def copy_database(source: Path, target: Path, driver: Driver = PLAIN) -> None:
    """Copy a database as a backup does, whoever uses it."""
    with closing(driver.connect(source)) as old, closing(driver.connect(target)) as new:
        old.backup(new)
