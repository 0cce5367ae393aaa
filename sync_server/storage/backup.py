"""A copy of the whole server while it runs, and putting one back.

A backup is a folder with ``server.sqlite`` and ``blobs``. Files never change, so a second backup into the same folder
copies only the new ones. A restored database begins a new history (epoch): the devices notice, send again what they
have kept of the last 30 days and pull everything, so that the day since the backup comes back from them.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from app.domain.clock import now_ms
from app.domain.errors import AppError
from sync_server.storage import lineage

DATABASE = "server.sqlite"
BLOBS = "blobs"


def sqlite_file(url: str) -> Path:
    """Return the file of a database's URL. Raises AppError("not_sqlite"): PostgreSQL has tools of its own for this."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise AppError("not_sqlite", {"instead": "pg_dump and pg_restore, then a copy of the folder blobs"})
    return Path(parsed.database)


def back_up(database: Path, blobs: Path, folder: Path) -> int:
    """Copy database and files into a folder; returns how many files were new there. The server may run meanwhile.

    Raises AppError("database_damaged") when the copy is not sound, and OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{DATABASE}.part"
    part.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        source.backup(copy)
    _check(part)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    os.replace(part, folder / DATABASE)
    return _copy_files(blobs, folder / BLOBS)  # after the database: a file is stored before a row refers to it


def restore(folder: Path, database: Path, blobs: Path) -> Path | None:
    """Put a backup in the place of a server's data; returns where the database lies that was there before.

    The server must not run. Raises AppError: "no_backup", "database_damaged".
    """
    source = folder / DATABASE
    if not source.is_file():
        raise AppError("no_backup", {"folder": str(folder)})
    _check(source)
    database.parent.mkdir(parents=True, exist_ok=True)
    part = database.with_name(f"{database.name}.part")
    shutil.copyfile(source, part)
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        lineage.begin_anew(copy.execute, now_ms())
        copy.execute("PRAGMA journal_mode=DELETE")  # no log of its own beside it when it takes its place
    _copy_files(folder / BLOBS, blobs)
    before = None
    if database.exists():
        before = database.with_name(f"{database.name}.before-restore")
        with closing(sqlite3.connect(database)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        os.replace(database, before)
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    os.replace(part, database)
    return before


def _check(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    if found != ["ok"]:
        raise AppError("database_damaged", {"path": str(path), "why": found[0] if found else "?"})


def _copy_files(source: Path, target: Path) -> int:
    copied = 0
    for file in sorted(source.glob("??/*")):
        there = target / file.parent.name / file.name
        if there.exists():
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        part = there.with_name(f"{there.name}.part")
        shutil.copyfile(file, part)
        os.replace(part, there)
        copied += 1
    return copied
