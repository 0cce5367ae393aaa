"""Files on this device, named by their content.

A file is written and synced to disk before the row that refers to it is committed, so that a durable row never points
to nothing: what is attached is copied, and a file that is changed or gone afterwards changes nothing. What the server
does not have yet is marked "unsent" and is never removed; what can be had again is, when it takes too much room
(:mod:`app.storage.blob_cache`). A download lies in ``incoming`` until it is whole and what its name says, so that one
that broke off goes on where it stopped, also after the program was killed.
"""

import contextlib
import hashlib
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from io import BufferedReader
from pathlib import Path
from typing import Any

from app.domain.columns import chunks
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.storage.core import BLOB, Connection, case, insert_or, select, update
from app.storage.schema import refusal_of
from app.system.files import overwrite, put_in_place, replace_atomically, write_atomically

log = logging.getLogger(__name__)
NOTED_S = 3600.0
"""How exactly it is known when a file was last used."""
INCOMING = "incoming"
MOST_BYTES = 2 << 30
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Incoming:
    """A download under way, kept from one try to the next."""

    def __init__(self, blobs: "Blobs", sha256: str) -> None:
        self._blobs, self._sha256 = blobs, sha256
        self._path = blobs.folder / INCOMING / f"{sha256}.part"

    @property
    def size(self) -> int:
        """How many bytes are here."""
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0

    def write(self, pieces: Iterable[bytes]) -> None:
        """Add what comes. Raises AppError: "disk_full", "database_not_writable"; whatever ``pieces`` raises passes."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            encrypt = self._blobs.encrypting(self._sha256, self.size)
            with self._path.open("ab", buffering=0) as file:
                for piece in pieces:
                    file.write(encrypt(piece))
        except OSError as error:
            self.drop()  # a full disk needs the room
            raise refusal_of(error, self._blobs.folder) from error

    def drop(self) -> None:
        """Throw away what is here: it is begun anew."""
        self._path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Take the file in. Raises AppError: "file_hash" when it is not what its name says; then nothing is kept."""
        try:
            with self._path.open("rb") as file, self._blobs.reading(self._path, self._sha256) as content:
                right = hashlib.file_digest(content, "sha256").hexdigest() == self._sha256
                os.fsync(file.fileno())
        except OSError as error:
            raise refusal_of(error, self._blobs.folder) from error
        if not right:
            self.drop()
            raise AppError("file_hash", {"sha256": self._sha256})
        try:
            put_in_place(self._path, self._blobs.place(self._sha256))
        except OSError as error:
            raise refusal_of(error, self._blobs.folder) from error


class Blobs:
    """The folder of files beside a person's database, encrypted by its ``key`` (32 bytes; None for plain ones).

    ``opened`` lies beside it: copies under their own names that other programs were given to show. They are no longer
    there than this program runs, for they are customers' data.
    """

    def __init__(self, folder: Path, key: bytes | None = None) -> None:
        self.folder = folder
        self._key = key
        self.opened = folder.with_name("opened")
        self.most = MOST_BYTES
        """How many bytes all files may take; see :mod:`app.storage.blob_cache`."""

    def path(self, sha256: str) -> Path | None:
        """Return where a file is, or None when this device does not have it."""
        if not _SHA256.fullmatch(sha256):  # somebody else wrote it, and a path is made of it
            return None
        path = self.place(sha256)
        return path if self._used(path) else None

    def read(self, sha256: str) -> bytes | None:
        """Return a file's bytes, or None when this device does not have it."""
        opened = self.open(sha256)
        if opened is None:
            return None
        with opened[0] as file:
            return file.read()

    def open(self, sha256: str) -> tuple[BufferedReader, int] | None:
        """Return a file open for reading, and its size; None when this device does not have it."""
        path = self.path(sha256)
        try:
            return (self.reading(path, sha256), path.stat().st_size) if path else None
        except FileNotFoundError:  # it has just gone
            return None

    def incoming(self, sha256: str) -> Incoming:
        """Return the download of a file. Raises AppError("no_such_file") for what is no hash."""
        if not _SHA256.fullmatch(sha256):
            raise AppError("no_such_file", {"sha256": sha256})
        return Incoming(self, sha256)

    def store(self, data: bytes) -> str:
        """Write bytes durably and return their sha256.

        Raises AppError: "file_too_large", "disk_full", "database_not_writable".
        """
        if len(data) > MAX_FILE_BYTES:
            raise AppError("file_too_large", {"size": len(data), "limit": MAX_FILE_BYTES})
        sha256 = hashlib.sha256(data).hexdigest()
        place = self.place(sha256)
        if self._used(place):
            return sha256
        try:
            write_atomically(place, self.encrypting(sha256, 0)(data))
        except OSError as error:
            raise refusal_of(error, self.folder) from error
        return sha256

    def copy_to_open(self, source: Path, name: str) -> Path:
        """Copy a file to where another program may open it, and return the copy. ``name`` is a safe one.

        Raises AppError: "disk_full", "database_not_writable".
        """
        try:
            self.opened.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self.copy(source, Path(tempfile.mkdtemp(dir=self.opened)) / name)
        except OSError as error:
            raise refusal_of(error, self.opened) from error

    def copy(self, source: Path, target: Path) -> Path:
        """Copy a file of these to somewhere else, as it was before it was encrypted. Raises OSError."""
        with self.reading(source, source.name) as content, target.open("wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
        return target

    def reading(self, path: Path, sha256: str) -> BufferedReader:
        """Open one of these files for reading what it was. Raises OSError."""
        if self._key is None:
            return path.open("rb")
        # 0.02 s, and the first window shows no file
        from app.storage.file_cipher import Decrypted

        return BufferedReader(Decrypted(path, self._key, sha256), 1 << 20)

    def encrypting(self, sha256: str, offset: int) -> Callable[[bytes], bytes]:
        """Return what encrypts a file's pieces, one after the other, from ``offset`` bytes on."""
        if self._key is None:
            return lambda piece: piece
        from app.storage.file_cipher import at

        stream = at(self._key, sha256, offset)
        return lambda piece: bytes(stream.update(piece))

    def take_in(self, plain: Path, wrote: Callable[[int], None] = lambda count: None) -> None:
        """Encrypt the files in a folder of an older program, and overwrite them; goes on where a kill stopped it.

        ``wrote`` is told how many bytes of them are done. Raises AppError: "disk_full", "database_not_writable".
        """
        try:
            for path in plain.glob("??/*"):
                if _SHA256.fullmatch(path.name):
                    size = path.stat().st_size
                    self._take_in(path)
                    wrote(size)
            shutil.rmtree(plain)
        except OSError as error:
            raise refusal_of(error, plain) from error

    def _take_in(self, path: Path) -> None:
        place, encrypt = self.place(path.name), self.encrypting(path.name, 0)
        if not place.exists():
            with path.open("rb") as file:
                pieces = map(encrypt, iter(lambda: file.read(1 << 20), b""))
                replace_atomically(place, lambda out: out.writelines(pieces))
            shutil.copystat(path, place)
        overwrite(path)

    def forget_copies(self) -> None:
        """Remove what was copied to be opened; what another program still holds goes the next time."""
        shutil.rmtree(self.opened, ignore_errors=True)

    def measure(self) -> tuple[int, int]:
        """Return how many files are here, downloaded ones among them, and their bytes."""
        sizes: list[int] = []
        for path in self.folder.glob("??/*"):
            if _SHA256.fullmatch(path.name):
                with contextlib.suppress(FileNotFoundError):  # it went to make room meanwhile
                    sizes.append(path.stat().st_size)
        return len(sizes), sum(sizes)

    @staticmethod
    def _used(path: Path) -> bool:
        """Say whether a file is here, and note that it is used: its time of change says when it was last."""
        try:
            if path.stat().st_mtime < time.time() - NOTED_S:
                os.utime(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except PermissionError:
            log.debug("%s can be read but not marked as used", path)
        return path.is_file()

    def place(self, sha256: str) -> Path:
        """Return where a file lies or would lie."""
        return self.folder / sha256[:2] / sha256


def note(connection: Connection, ref: FileRef, state: str, now: int) -> None:
    """Remember that this device has a file; ``state`` is "unsent" or "stored" (the server has it too)."""
    statement = insert_or(BLOB).values(sha256=ref.sha256, size=ref.size, state=state, used_at=now)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["sha256"]))


def unsent(connection: Connection) -> list[tuple[str, int]]:
    """Return the files that the server does not have yet, the smallest first, with their sizes in bytes: 0 for one that
    may be elsewhere, for the server has had it, or it was never noted here.

    A picture for a customer who waits does not stand behind the manual of an import.
    """
    b = BLOB.c
    query = select(b.sha256, case((b.used_at == 0, 0), else_=b.size)).where(b.state == "unsent")
    return [(sha256, size) for sha256, size in connection.execute(query.order_by(b.size, b.sha256))]


def is_unsent(connection: Connection, sha256: str) -> bool:
    """Say whether the server does not have a file yet. By SQL text: the first window asks, too."""
    found = connection.exec_driver_sql("SELECT state FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
    return found is not None and found[0] == "unsent"


def sent(connection: Connection, sha256: str, state: str = "stored") -> None:
    """The server has the file now; or, with the state "lost", it will never get it from here."""
    connection.execute(update(BLOB).where(BLOB.c.sha256 == sha256).values(state=state))


def wanted(connection: Connection, sha256s: Iterable[str], now: int) -> None:
    """The server says that it has not got these files from here: they are to be sent, if this device has them."""
    for sha256 in sha256s:
        statement = insert_or(BLOB).values(sha256=sha256, size=0, state="unsent", used_at=now)
        connection.execute(statement.on_conflict_do_update(index_elements=["sha256"], set_=_asked_for()))


def doubt(connection: Connection, sha256s: Iterable[str]) -> None:
    """A server that was restored may have lost files that it once had: of those that came from here, ask it again."""
    for part in chunks(sorted(set(sha256s)), 500):
        connection.execute(update(BLOB).where(BLOB.c.sha256.in_(part)).values(_asked_for()))


def _asked_for() -> dict[str, Any]:
    return {"state": "unsent", "used_at": case((BLOB.c.state == "stored", 0), else_=BLOB.c.used_at)}
