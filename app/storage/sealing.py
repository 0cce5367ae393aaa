"""Encrypting what an older program left plain: once, and so that a kill at any moment leaves the data whole.

The order is what makes it safe. The encrypted copy is complete and on disk before the plain file leaves its place, the
plain file's log of writes is gone before (SQLite would take it for the new file's), and the plain file is overwritten
last. :func:`seal` goes on wherever an earlier run was stopped.
"""

import logging
import os
from collections.abc import Callable
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


def seal(path: Path, key: bytes, step: Callable[[str], None] = lambda name: None) -> bool:
    """Encrypt a plain database in its place; returns whether there was anything to do.

    ``step`` is called with the name of each step that is done, for those who must know what a kill leaves.
    Raises AppError: "database_damaged", "disk_full", "database_not_writable"; the plain file is then as it was.
    """
    part, old = path.with_name(path.name + PART), path.with_name(path.name + OLD)
    try:
        if not path.exists() and part.exists() and old.exists():
            part.replace(path)  # stopped between the two renames
            sync_folder(path.parent)
        found = driver.is_plain(path)
        if found:
            part.unlink(missing_ok=True)  # of a run that was stopped: nobody knows how far it came
            _copy(path, part, key)
            step("copied")
            path.replace(old)
            step("moved")
            part.replace(path)
            sync_folder(path.parent)
            step("replaced")
        if old.exists():
            overwrite(old)
    except OSError as error:
        raise refusal_of(error, path) from error
    except dbapi.Error as error:
        part.unlink(missing_ok=True)
        code = fault_of(error, path) or "database_damaged"
        raise AppError(code, {"path": str(path), "why": str(error)}) from error
    if found:
        log.info("%s is encrypted now", path.name)
    return found


def _copy(path: Path, part: Path, key: bytes) -> None:
    """Write an encrypted copy of a plain database, durably; its log of writes is taken in and gone afterwards."""
    with closing(driver.connect(path, None)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        if mode != "delete":
            raise AppError("database_not_writable", {"path": str(path), "why": "in use"})
        connection.execute(f"ATTACH DATABASE ? AS sealed KEY {driver.key_clause(key)}", (str(part),))
        connection.execute("PRAGMA sealed.synchronous=FULL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT sqlcipher_export('sealed')").fetchall()
        connection.execute("COMMIT")
        (version,) = connection.execute("PRAGMA main.user_version").fetchone()
        connection.execute(f"PRAGMA sealed.user_version={int(version)}")
        connection.execute("DETACH DATABASE sealed")
    with part.open("rb") as file:
        os.fsync(file.fileno())
