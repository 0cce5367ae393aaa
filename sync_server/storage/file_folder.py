"""Files in a folder of this machine, or of a file system that several machines share."""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from sync_server.storage.file_names import INCOMING, PIECE, PREFIXES, Held, is_hash


class FileFolder:
    """See :class:`sync_server.storage.file_places.FilePlace`."""

    reachable = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder)

    def look(self) -> None:
        """Nothing to ask: a folder is there, or every use of it says so."""

    def close(self) -> None:
        """Nothing is held open."""

    def path(self, sha256: str) -> Path:
        """Return where a file lies or would lie."""
        return self.folder / sha256[:2] / sha256

    def size(self, sha256: str) -> int | None:
        """Return how many bytes a file has, None if it is not here."""
        try:
            return self.path(sha256).stat().st_size
        except FileNotFoundError:
            return None

    def pieces(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Yield a file's bytes from ``start`` to before ``end``."""
        with self.path(sha256).open("rb") as file:
            file.seek(start)
            while piece := file.read(min(PIECE, end - start)):
                start += len(piece)
                yield piece

    def scratch(self) -> Path:
        """Return an empty file of this folder."""
        part = self._incoming(secrets.token_hex(16))
        part.parent.mkdir(parents=True, exist_ok=True)
        part.touch()
        return part

    def keep(self, path: Path, sha256: str) -> None:
        """Give a file its name."""
        with path.open("rb") as written:
            os.fsync(written.fileno())
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
        if os.name == "posix":  # the new name itself must survive a power cut
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def remove(self, sha256: str) -> None:
        """Remove a file if it is here."""
        self.path(sha256).unlink(missing_ok=True)

    def held(self, prefix: str) -> Iterator[Held]:
        """Yield the files whose hash begins so."""
        for folder in [prefix] if prefix else PREFIXES:
            for path in sorted((self.folder / folder).glob("*")):
                with contextlib.suppress(FileNotFoundError):
                    if is_hash(path.name):
                        found = path.stat()
                        yield Held(path.name, found.st_size, found.st_mtime)

    def begun(self, upload: str) -> int:
        """Return how many bytes of an upload have come."""
        try:
            return self._incoming(upload).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, upload: str, offset: int, piece: bytes) -> None:
        """Add a piece. What was written of it when the disk is full stays: the next one follows on that."""
        part = self._incoming(upload)
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab") as file:
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())

    def complete(self, upload: str, length: int, sha256: str) -> str | None:
        """Check an upload and give it its name."""
        part = self._incoming(upload)
        with part.open("rb") as whole:
            found = hashlib.file_digest(whole, "sha256").hexdigest()
        if found == sha256:
            self.keep(part, sha256)
        else:
            part.unlink()
        return found

    def drop(self, upload: str) -> None:
        """Forget an upload."""
        self._incoming(upload).unlink(missing_ok=True)

    def forget(self, before: float) -> int:
        """Forget uploads that nobody went on with."""
        removed = 0
        for part in (self.folder / INCOMING).glob("*"):
            with contextlib.suppress(FileNotFoundError):  # it has just been finished
                if part.stat().st_mtime < before:
                    part.unlink()
                    removed += 1
        return removed

    def _incoming(self, name: str) -> Path:
        return self.folder / INCOMING / name
