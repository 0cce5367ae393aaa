"""Encrypting what an older program left plain: once, and so that a kill at any moment leaves the data whole.

The order is what makes it safe. The encrypted copy is complete and on disk before the plain file leaves its place, the
plain file's log of writes is gone before (SQLite would take it for the new file's), and the plain file is overwritten
last. :func:`seal` goes on wherever an earlier run was stopped. As long as the plain file is whole, a lost key costs
nothing: it is then encrypted by another one.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from app.domain.errors import AppError
from app.storage import driver
from app.storage.driver import dbapi
from app.storage.schema import fault_of, refusal_of
from app.system.files import overwrite, sync_folder

log = logging.getLogger(__name__)

PART, OLD = ".sealing", ".plain"
"""Endings of the encrypted copy while it is made, and of the plain file until it is overwritten."""


STEPS = 50_000
"""After how many steps of SQLite's machine the copy says how far it is: some ten times a second."""
TOLD_S = 0.25
QUICKER = 8
"""By how much overwriting is quicker than encrypting."""


class Meter:
    """Counts the bytes of a long work, and tells of them now and then: never of a work that is over at once.

    ``tell`` is called with the bytes that are done and those of the whole. ``stop``: somebody wants the work to end.
    """

    def __init__(self, total: int, tell: Callable[[int, int], None], stop: threading.Event) -> None:
        self.total, self.done = total, 0
        self._tell, self._stop = tell, stop
        self._told, self._began = time.monotonic(), False

    @property
    def stopped(self) -> bool:
        """Whether the work is to end."""
        return self._stop.is_set()

    def add(self, count: int) -> None:
        """So many bytes more are done. Raises AppError "aborted" when the work is to end."""
        self.done += count
        if self.stopped:
            raise AppError("aborted")
        late = time.monotonic() - self._told >= TOLD_S
        if late or (self._began and self.done >= self.total):
            self._told, self._began = time.monotonic(), True
            self._tell(min(self.done, self.total), self.total)


def plain_bytes(paths: Iterable[Path]) -> int:
    """Return what a meter counts for the files of which some are to be encrypted."""
    found = 0
    for path in paths:
        if driver.is_plain(path):
            found += path.stat().st_size + path.stat().st_size // QUICKER
        elif (old := _old(path)).exists():
            found += old.stat().st_size // QUICKER
    return found


def whole_in_plain(path: Path) -> bool:
    """Say whether nothing of a database depends on a key yet: it is plain, or its plain file is still beside it."""
    return driver.is_plain(path) or driver.is_plain(_old(path))


def seal(
    path: Path, key: bytes, step: Callable[[str], None] = lambda name: None, *, meter: Meter | None = None
) -> bool:
    """Encrypt a plain database in its place; returns whether there was anything to do.

    ``step`` is called with the name of each step that is done, for those who must know what a kill leaves.
    Raises AppError: "database_damaged", "disk_full", "database_not_writable", "aborted" as the meter does; the plain
    file is then as it was.
    """
    part, old = path.with_name(path.name + PART), _old(path)
    meter = meter or Meter(0, lambda done, total: None, threading.Event())
    try:
        _go_on(path, part, old, key)
        found = driver.is_plain(path)
        if found:
            part.unlink(missing_ok=True)  # of a run that was stopped: nobody knows how far it came
            _copy(path, part, key, meter)
            step("copied")
            path.replace(old)
            step("moved")
            part.replace(path)
            sync_folder(path.parent)
            step("replaced")
        if old.exists():
            overwrite(old, lambda count: meter.add(count // QUICKER))
    except OSError as error:
        raise refusal_of(error, path) from error
    except dbapi.Error as error:
        part.unlink(missing_ok=True)
        if meter.stopped:
            raise AppError("aborted") from error
        code = fault_of(error, path) or "database_damaged"
        raise AppError(code, {"path": str(path), "why": str(error)}) from error
    if found:
        log.info("%s is encrypted now", path.name)
    return found


def _old(path: Path) -> Path:
    return path.with_name(path.name + OLD)


def _go_on(path: Path, part: Path, old: Path, key: bytes) -> None:
    """Put in its place what a run that was stopped left: the encrypted file, or the plain one if its key is lost."""
    if not path.exists() and old.exists():  # stopped between the two renames
        (part if opens(part, key) else old).replace(path)
        sync_folder(path.parent)
    elif driver.is_plain(old) and not driver.is_plain(path) and not opens(path, key):
        path.replace(part)
        old.replace(path)
        sync_folder(path.parent)


def opens(path: Path, key: bytes) -> bool:
    """Say whether a database is encrypted by a key."""
    if not path.exists():
        return False
    try:
        with closing(driver.connect(path, key, writable=False)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except dbapi.DatabaseError:
        return False
    return True


def _copy(path: Path, part: Path, key: bytes, meter: Meter) -> None:
    """Write an encrypted copy of a plain database, durably; its log of writes is taken in and gone afterwards."""
    with closing(driver.connect(path, None)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        if mode != "delete":
            raise AppError("database_not_writable", {"path": str(path), "why": "in use"})
        connection.execute(f"ATTACH DATABASE ? AS sealed KEY {driver.key_clause(key)}", (str(part),))
        connection.execute("PRAGMA sealed.synchronous=FULL")
        begun = meter.done

        def look() -> bool:
            meter.add(begun + _size(part) - meter.done)
            return False

        connection.set_progress_handler(look, STEPS)  # what it raises ends the statement
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT sqlcipher_export('sealed')").fetchall()
        connection.execute("COMMIT")
        connection.set_progress_handler(None, STEPS)
        (version,) = connection.execute("PRAGMA main.user_version").fetchone()
        connection.execute(f"PRAGMA sealed.user_version={int(version)}")
        connection.execute("DETACH DATABASE sealed")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    meter.add(begun + path.stat().st_size - meter.done)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
