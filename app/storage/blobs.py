"""Files on this device, named by their content.

A file is written and synced to disk before the row that refers to it is committed, so that a durable row never points
to nothing. What the server does not have yet is marked "unsent" and is never removed; what can be had again is, when
it takes too much room (:mod:`app.storage.blob_cache`).
"""

import contextlib
import hashlib
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from app.domain.columns import chunks
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.storage.core import BLOB, Connection, insert_or, select, update
from app.storage.schema import refusal_of
from app.system.files import write_atomically

log = logging.getLogger(__name__)
NOTED_S = 3600.0
"""How exactly it is known when a file was last used."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """The folder of files beside a person's database.

    ``opened`` lies beside it: copies under their own names that other programs were given to show. They are no longer
    there than this program runs, for they are customers' data.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.opened = folder.with_name("opened")

    def path(self, sha256: str) -> Path | None:
        """Return where a file is, or None when this device does not have it."""
        if not _SHA256.fullmatch(sha256):  # somebody else wrote it, and a path is made of it
            return None
        path = self._place(sha256)
        return path if self._used(path) else None

    def read(self, sha256: str) -> bytes | None:
        """Return a file's bytes, or None when this device does not have it."""
        path = self.path(sha256)
        return path.read_bytes() if path else None

    def store(self, data: bytes) -> str:
        """Write bytes durably and return their sha256.

        Raises AppError: "file_too_large", "disk_full", "database_not_writable".
        """
        if len(data) > MAX_FILE_BYTES:
            raise AppError("file_too_large", {"size": len(data), "limit": MAX_FILE_BYTES})
        sha256 = hashlib.sha256(data).hexdigest()
        place = self._place(sha256)
        if self._used(place):
            return sha256
        try:
            write_atomically(place, data)
        except OSError as error:
            raise refusal_of(error, self.folder) from error
        return sha256

    def copy_to_open(self, source: Path, name: str) -> Path:
        """Copy a file to where another program may open it, and return the copy. ``name`` is a safe one.

        Raises AppError: "disk_full", "database_not_writable".
        """
        try:
            self.opened.mkdir(mode=0o700, parents=True, exist_ok=True)
            return Path(shutil.copyfile(source, Path(tempfile.mkdtemp(dir=self.opened)) / name))
        except OSError as error:
            raise refusal_of(error, self.opened) from error

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

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256


def note(connection: Connection, ref: FileRef, state: str, now: int) -> None:
    """Remember that this device has a file; ``state`` is "unsent" or "stored" (the server has it too)."""
    statement = insert_or(BLOB).values(sha256=ref.sha256, size=ref.size, state=state, used_at=now)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["sha256"]))


def unsent(connection: Connection, sha256s: tuple[str, ...]) -> list[str]:
    """Return those of the files that the server does not have yet."""
    query = select(BLOB.c.sha256).where(BLOB.c.sha256.in_(sha256s), BLOB.c.state == "unsent")
    return [sha256 for (sha256,) in connection.execute(query)]


def sent(connection: Connection, sha256: str) -> None:
    """The server has the file now."""
    connection.execute(update(BLOB).where(BLOB.c.sha256 == sha256).values(state="stored"))


def doubt(connection: Connection, sha256s: Iterable[str]) -> None:
    """A server that was restored may have lost files that it once had: of those that came from here, ask it again."""
    for part in chunks(sorted(set(sha256s)), 500):
        connection.execute(update(BLOB).where(BLOB.c.sha256.in_(part)).values(state="unsent"))
