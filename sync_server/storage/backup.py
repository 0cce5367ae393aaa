"""A copy of the whole server while it runs, and putting one back.

A backup is a folder with the database (``server.sqlite``, or ``server.dump`` of a PostgreSQL), the files in ``blobs``,
and ``manifest.json``, which tells how many rows each table has and the digest of them: :func:`verify` puts the copy
back in a scratch place and compares. Files never change, so a second backup into the same folder copies only the new
ones. It holds them whole wherever the server keeps them, and can be restored into a folder or a bucket.

A restored database begins a new history (epoch): the devices notice, send again what they have kept of the last 30 days
and pull everything, so that the day since the backup comes back from them.
"""

import hashlib
import itertools
import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec
from sqlalchemy import make_url, select
from sqlalchemy.engine import URL, Connection, Engine

from app.domain.clock import now_ms
from app.domain.errors import AppError
from app.sql import server_engine, sqlite_engine
from sync_server.storage import dump, file_places, lineage
from sync_server.storage.file_folder import FileFolder
from sync_server.storage.file_names import PIECE
from sync_server.storage.tables import BLOB, METADATA, SYNC_HEAD

SQLITE, POSTGRES = "server.sqlite", "server.dump"
BLOBS = "blobs"
MANIFEST = "manifest.json"
_CHANGED_BY_RESTORE = frozenset({"sync_meta"})

log = logging.getLogger(__name__)


class Contents(msgspec.Struct, frozen=True):
    """What a table holds: how many rows, and the sum of their hashes, whatever order they are read in."""

    rows: int
    digest: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: up to which change, made when (ms), the tables, and size by hash of the files."""

    head: int
    made_at: int
    tables: dict[str, Contents]
    files: dict[str, int]


def back_up(url: str, files_at: Path | str, folder: Path) -> int:
    """Copy database and files into a folder; returns how many files were new there. The servers may run meanwhile.

    Raises AppError ("database_damaged" when the copy is not sound, what :func:`dump.dump` and the place of the files
    raise) and OSError. A file that is damaged where it lies is not copied, and logged; :func:`verify` misses it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parsed = make_url(url)
    name = POSTGRES if _is_postgres(parsed) else SQLITE
    part = folder / f"{name}.part"
    part.unlink(missing_ok=True)
    with _snapshot(parsed) as connection:
        manifest = _manifest(connection)
        if _is_postgres(parsed):
            dump.dump(connection, parsed, part)
        else:
            with closing(sqlite3.connect(part)) as copy:
                _driver(connection).backup(copy)
            _check(part)
    _flush(part)
    os.replace(part, folder / name)
    kept = FileFolder(folder / BLOBS)
    with file_places.opened(files_at) as place:
        copied = file_places.copy(place, kept)  # after the database: a file is stored before a row refers to it
    files = {sha256: size for sha256, size in manifest.files.items() if kept.size(sha256) is not None}
    if absent := manifest.files.keys() - files.keys():
        with _snapshot(parsed) as connection:  # what nobody needed any more may have been removed meanwhile
            files |= {sha256: size for sha256, size in _files(connection).items() if sha256 in absent}
    _write(folder / MANIFEST, msgspec.json.encode(msgspec.structs.replace(manifest, files=files)))
    return copied


def restore(folder: Path, url: str, files_at: Path | str) -> Path | None:
    """Put a backup in the place of a server's data; returns where the database lies that was there before.

    A database on SQLite must not be in use, one on PostgreSQL must be empty. Raises AppError: "no_backup",
    "database_damaged", "database_in_use", "database_not_empty" and others of :func:`dump.load`.
    """
    parsed = make_url(url)
    source = folder / (POSTGRES if _is_postgres(parsed) else SQLITE)
    if not source.is_file():
        raise AppError("no_backup", {"folder": str(folder), "missing": source.name})
    if _is_postgres(parsed):
        dump.need_empty(parsed)
        _give_back(folder, files_at)  # first: if it is broken off here, it can be begun anew
        dump.load(source, parsed)  # whoever opens it sees that it lies elsewhere, and begins a new history
        return None
    return _restore_sqlite(source, Path(str(parsed.database)), lambda: _give_back(folder, files_at))


def verify(folder: Path, url: str) -> Manifest:
    """Put a backup back in a scratch place and compare it, row by row and file by file, with what was backed up.

    Returns what the backup holds. Raises AppError("backup_differs") with what is wrong, and what :func:`restore`
    raises. ``url`` names the kind of the database and, for PostgreSQL, the server on which there is room.
    """
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise AppError("no_backup", {"folder": str(folder), "missing": MANIFEST}) from error
    with (
        tempfile.TemporaryDirectory(prefix="zhiying-verify-") as name,
        _scratch(make_url(url), Path(name)) as place,
    ):
        if _is_postgres(place):
            dump.load(folder / POSTGRES, place)
        elif not (folder / SQLITE).is_file():
            raise AppError("no_backup", {"folder": str(folder), "missing": SQLITE})
        else:
            _restore_sqlite(folder / SQLITE, Path(str(place.database)), lambda: 0)
        with _snapshot(place) as connection:
            found = _manifest(connection)
    for table, held in manifest.tables.items():
        if table not in _CHANGED_BY_RESTORE and found.tables.get(table) != held:
            raise AppError("backup_differs", {"table": table, "expected": held, "found": found.tables.get(table)})
    for sha256, size in manifest.files.items():
        _check_file(FileFolder(folder / BLOBS).path(sha256), sha256, size)
    return manifest


def _is_postgres(url: URL) -> bool:
    return url.get_backend_name() == "postgresql"


@contextmanager
def _snapshot(url: URL) -> Iterator[Connection]:
    """Yield a connection in a transaction that reads one state of a database, however long it takes."""
    whole = url.render_as_string(hide_password=False)
    engine: Engine
    if _is_postgres(url):
        engine = server_engine(whole, patience=False).execution_options(isolation_level="REPEATABLE READ")
    elif url.database and Path(url.database).is_file():
        engine = sqlite_engine(Path(url.database), durable=True, writable=False)
    else:
        raise AppError("no_database", {"path": url.database})
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _scratch(url: URL, folder: Path) -> Iterator[URL]:
    if _is_postgres(url):
        with dump.scratch(url) as place:
            yield place
    else:
        yield make_url(f"sqlite:///{folder / SQLITE}")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _manifest(connection: Connection) -> Manifest:
    """Read every row: about 5 s a million."""
    tables = {}
    for table in METADATA.sorted_tables:
        total = count = 0
        for row in connection.execution_options(yield_per=1000).execute(select(table)):
            packed = msgspec.msgpack.encode(tuple(row))
            total += int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "big")
            count += 1
        tables[table.name] = Contents(count, f"{total % (1 << 64):016x}")
    head = int(connection.execute(select(SYNC_HEAD.c.seq)).scalar() or 0)  # 0: no server has used it yet
    return Manifest(head, now_ms(), tables, _files(connection))


def _files(connection: Connection) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(select(BLOB.c.sha256, BLOB.c.size))}


def _give_back(folder: Path, files_at: Path | str) -> int:
    with file_places.opened(files_at) as place:
        return file_places.copy(FileFolder(folder / BLOBS), place)


def _restore_sqlite(source: Path, database: Path, give_back: Callable[[], int]) -> Path | None:
    _need_unused(database)
    _check(source)
    database.parent.mkdir(parents=True, exist_ok=True)
    part = database.with_name(f"{database.name}.part")
    shutil.copyfile(source, part)
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        lineage.begin_anew(copy.execute, now_ms(), seamless=True)
        copy.execute("PRAGMA journal_mode=DELETE")  # no log of its own beside it when it takes its place
    give_back()
    before = None
    if database.exists():
        before = _free(database.with_name(f"{database.name}.before-restore"))
        for suffix in ("-shm", "-wal", ""):  # the database last: broken off before, all of it is moved the next time
            with suppress(FileNotFoundError):
                os.replace(f"{database}{suffix}", f"{before}{suffix}")
    os.replace(part, database)
    return before


def _need_unused(database: Path) -> None:
    """Raise AppError("database_in_use") if anybody has a database open, as a server that runs has.

    It would go on writing into what is put aside. The log beside it with the newest changes is folded in where that
    can be done.
    """
    if not database.exists() or not database.stat().st_size:  # of an empty file SQLite would throw the log away
        return
    try:
        with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as old:
            old.execute("PRAGMA journal_mode=DELETE")  # for that one must be alone
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise AppError("database_in_use", {"path": str(database)}) from error
        if log_of(database).exists():  # the database is damaged: then the log may be the better half of it
            log.warning("The log of %s cannot be folded in and stays beside it: %s", database, error)


def log_of(database: Path) -> Path:
    """Return where SQLite keeps what it has not yet written into the database itself; often it is not there."""
    return database.with_name(f"{database.name}-wal")


def _free(path: Path) -> Path:
    """Return a path that nothing has yet: this one, or this one with a number."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in itertools.count(2))
    return next(each for each in itertools.chain((path,), numbered) if not each.exists())


def _check(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    if found != ["ok"]:
        raise AppError("database_damaged", {"path": str(path), "why": found[0] if found else "?"})


def _check_file(path: Path, sha256: str, size: int) -> None:
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                found.update(piece)
    except FileNotFoundError as error:
        raise AppError("backup_differs", {"file": sha256, "why": "missing"}) from error
    if found.hexdigest() != sha256 or path.stat().st_size != size:
        raise AppError("backup_differs", {"file": sha256, "why": "damaged"})


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    _flush(part)
    os.replace(part, path)


def _flush(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())
