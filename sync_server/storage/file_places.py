"""Where the server's files lie: in a folder, or in a bucket of a store that speaks S3.

Both keep them the same way: a file under the first two digits of its SHA-256 and then all of it, whole or not at all;
what has come of unfinished uploads under ``incoming``. So a folder is moved into a bucket, and back, by copying it.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from app.domain.errors import AppError
from sync_server.storage.file_folder import FileFolder
from sync_server.storage.file_names import PREFIXES, Held

log = logging.getLogger(__name__)


class FilePlace(Protocol):
    """Keeps files by their hash. Several servers may use one place at once.

    Every method of one that is not on this machine raises AppError("files_out_of_reach") while it cannot be had.
    """

    @property
    def name(self) -> str:
        """What people call it: its path or its address."""

    @property
    def reachable(self) -> bool:
        """Whether it answered when it was last asked."""

    def look(self) -> None:
        """Ask whether it is there."""

    def close(self) -> None:
        """Let go of what it holds open."""

    def size(self, sha256: str) -> int | None:
        """Return how many bytes a file has, None if it is not here."""

    def pieces(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Yield a file's bytes from ``start`` to before ``end``. Raises FileNotFoundError."""

    def scratch(self) -> Path:
        """Return an empty file on this machine for what is to be kept; who asks for it removes it."""

    def keep(self, path: Path, sha256: str) -> None:
        """Take a whole file from this machine, which may be gone afterwards. Once this returns, it is kept."""

    def remove(self, sha256: str) -> None:
        """Remove a file if it is here."""

    def held(self, prefix: str) -> Iterator[Held]:
        """Yield the files whose hash begins so, two hex digits or "" for all, ordered by it."""

    def begun(self, upload: str) -> int:
        """Return how many bytes of an upload have come."""

    def append(self, upload: str, offset: int, piece: bytes) -> None:
        """Add a piece to an upload; once this returns, it is kept."""

    def complete(self, upload: str, length: int, sha256: str) -> str | None:
        """Keep an upload as a file if that is its hash, else drop it; returns the hash that was found.

        None when the upload is not of that length any more: another process has just completed or dropped it.
        """

    def drop(self, upload: str) -> None:
        """Forget what has come of an upload."""

    def forget(self, before: float) -> int:
        """Forget uploads that nobody went on with since a time (seconds since 1970); returns how many."""


def open_place(at: Path | str) -> FilePlace:
    """Return the place at a folder's path or at a bucket's address. Raises AppError: "bad_blobs", "no_s3"."""
    if isinstance(at, Path):
        return FileFolder(at)
    try:
        from sync_server.storage.file_bucket import FileBucket  # 0.55 s and 44 MB
    except ImportError as error:
        raise AppError("no_s3", {"why": str(error)}) from error
    return FileBucket(at)


@contextmanager
def opened(at: Path | str) -> Iterator[FilePlace]:
    """Give a place for a block; see :func:`open_place`."""
    place = open_place(at)
    try:
        yield place
    finally:
        place.close()


def by_prefix(place: FilePlace) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield the sizes of a place's files by their hashes, in parts: one for each way in which hashes begin."""
    files = place.held("")
    file = next(files, None)
    for prefix in PREFIXES:
        part = {}
        while file is not None and file.sha256.startswith(prefix):
            part[file.sha256] = file.size
            file = next(files, None)
        yield prefix, part


def copy(source: FilePlace, target: FilePlace) -> int:
    """Copy the files that the target lacks, each of them checked; returns how many."""
    copied = 0
    for (_, here), (_, there) in zip(by_prefix(source), by_prefix(target), strict=True):
        for sha256, size in here.items():
            if there.get(sha256) != size:
                copied += _copy(source, target, sha256, size)
    return copied


def _copy(source: FilePlace, target: FilePlace, sha256: str, size: int) -> bool:
    part, digest = target.scratch(), hashlib.sha256()
    try:
        with part.open("wb") as writing:
            for piece in source.pieces(sha256, 0, size):
                digest.update(piece)
                writing.write(piece)
        if digest.hexdigest() == sha256:
            target.keep(part, sha256)
            return True
        log.error("The file %s is damaged where it lies and was not copied", sha256)
    except FileNotFoundError:
        pass  # nobody needed it, and it was removed meanwhile
    finally:
        part.unlink(missing_ok=True)
    return False
