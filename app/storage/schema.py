"""What must be known of a database file before it is opened: is it one, and which schema does it have?

One read without SQLAlchemy, so that a start neither waits for Alembic nor for a walk through the whole file.
"""

import errno
import shutil
from contextlib import closing
from pathlib import Path

from app.domain.errors import AppError
from app.storage import driver
from app.storage.driver import dbapi

HEAD = "0015"
"""The Alembic revision that this program's code is written for."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Why the system refuses to let a file grow."""


def revision_of_file(path: Path, key: bytes | None = None) -> str | None:
    """Return the Alembic revision of a database file, None for one that is missing or has no schema yet.

    Raises AppError: "database_damaged" for a file that is no database, an empty one and one that was cut short;
    "database_key_wrong" for one that is not encrypted by this key, or whose very first bytes are damaged, which cannot
    be told apart. Raises dbapi.Error for what else goes wrong.
    """
    if not path.exists():
        return None
    if not path.stat().st_size:
        raise AppError("database_damaged", {"path": str(path), "why": "empty"})
    if key is not None and driver.is_plain(path):
        raise AppError("database_key_wrong", {"path": str(path), "why": "not encrypted"})
    if key is None and (why := _missing(path)):
        raise AppError("database_damaged", {"path": str(path), "why": why})
    try:
        with closing(driver.connect(path, key)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables else None
    except dbapi.DatabaseError as error:
        if key is not None and error.sqlite_errorname == "SQLITE_NOTADB":
            raise AppError("database_key_wrong", {"path": str(path), "why": str(error)}) from error
        if fault_of(error, path) == "database_damaged":
            raise AppError("database_damaged", {"path": str(path), "why": str(error)}) from error
        raise
    return str(found[0]) if found else None


def _missing(path: Path) -> str:
    """Say what of a plain file is not there, "" for nothing: SQLite itself notices only when it reads as far."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    log_of_writes = path.with_name(path.name + "-wal")
    if len(head) < _HEAD_BYTES or (log_of_writes.exists() and log_of_writes.stat().st_size):
        return ""  # no database at all, or the newest pages are in the log still
    page_bytes = int.from_bytes(head[16:18])
    page_bytes = 65_536 if page_bytes == 1 else page_bytes
    counted = head[24:28] == head[92:96]  # else an old program wrote it, and the number of pages is not up to date
    wanted = int.from_bytes(head[28:32]) * page_bytes
    return f"{size} of {wanted} bytes" if counted and size < wanted else ""


def refusal_of(error: OSError, path: Path) -> AppError:
    """Return what to tell when the system does not let a file of the profile be written."""
    code = "disk_full" if error.errno in NO_ROOM else "database_not_writable"
    return AppError(code, {"path": str(path), "why": error.strerror or str(error)})


def fault_of(error: dbapi.Error, path: Path) -> str:
    """Return the code of what is wrong with a database's file or disk, "" when the fault is not theirs."""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    if name == "SQLITE_FULL":
        return "disk_full"
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _no_room(path):
        return "disk_full"  # a file beside the database could not grow, or not be made
    if name in _UNREADABLE or name.startswith("SQLITE_CORRUPT"):
        return "database_damaged"
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        return "database_not_writable"
    return ""


def _no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


_HEAD_BYTES = 100
_LEAST_ROOM = 64 * 1024
_UNREADABLE = frozenset({"SQLITE_NOTADB", "SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ", "SQLITE_IOERR_CORRUPTFS"})
