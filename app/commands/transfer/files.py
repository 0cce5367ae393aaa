"""The pictures and attachments beside a table: in its folder or in a zip archive."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from app.commands.transfer.archive import Archive, open_archive
from app.domain.errors import AppError

_FOLDERS = ("images", "attachments", "图片", "圖片", "附件")
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)")


class ImportFiles(Protocol):
    """Files by the names that a table uses for them."""

    def find(self, name: str) -> str | None:
        """Return the entry that a name means, None when there is none. Raises AppError("path_outside")."""

    def size(self, entry: str) -> int:
        """Return an entry's size in bytes."""

    def read(self, entry: str, limit: int) -> bytes:
        """Return an entry's content. Raises AppError("file_too_large") and ("unreadable_file")."""


class NoFiles:
    """No files at all: a table that was chosen without its folder."""

    def find(self, name: str) -> str | None:
        """Return None: there is nothing."""
        return None

    def size(self, entry: str) -> int:
        """Never asked."""
        raise KeyError(entry)

    def read(self, entry: str, limit: int) -> bytes:
        """Never asked."""
        raise KeyError(entry)


def _candidates(name: str) -> Iterator[str]:
    """Yield where a name may lie, most likely first."""
    clean = PurePosixPath(name.strip().replace("\\", "/")).as_posix()
    if _OUTSIDE.search(name.strip()):
        raise AppError("path_outside", {"name": name})
    yield clean
    for folder in _FOLDERS:
        yield f"{folder}/{clean}"


class FolderFiles:
    """The files in a folder, its own and those in ``images`` and ``attachments``. Links out of it are not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def find(self, name: str) -> str | None:
        """See :class:`ImportFiles`."""
        for candidate in _candidates(name):
            for path in self._spellings(candidate):
                if path.is_file() and path.resolve().is_relative_to(self._folder):
                    return path.relative_to(self._folder).as_posix()
        return None

    def _spellings(self, name: str) -> Iterator[Path]:
        path = self._folder / name
        yield path
        with contextlib.suppress(OSError):  # the folder is not there
            wanted = path.name.casefold()
            yield from sorted(other for other in path.parent.iterdir() if other.name.casefold() == wanted)

    def size(self, entry: str) -> int:
        """See :class:`ImportFiles`."""
        return (self._folder / entry).stat().st_size

    def read(self, entry: str, limit: int) -> bytes:
        """See :class:`ImportFiles`."""
        try:
            with (self._folder / entry).open("rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise AppError("unreadable_file", {"name": entry, "why": error.strerror or str(error)}) from error
        if len(data) > limit:
            raise AppError("file_too_large", {"name": entry, "size": self.size(entry), "limit": limit})
        return data


class ArchiveFiles:
    """The files in an archive, which may have one folder around everything."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names: dict[str, str] = {}
        for name in sorted(archive.names(), key=lambda each: (each.count("/"), each)):
            parts = name.casefold().split("/")
            for start in range(min(2, len(parts))):  # with and without the outermost folder
                self._names.setdefault("/".join(parts[start:]), name)

    def find(self, name: str) -> str | None:
        """See :class:`ImportFiles`."""
        return next((self._names[key] for each in _candidates(name) if (key := each.casefold()) in self._names), None)

    def size(self, entry: str) -> int:
        """See :class:`ImportFiles`."""
        return self._archive.size(entry)

    def read(self, entry: str, limit: int) -> bytes:
        """See :class:`ImportFiles`."""
        return self._archive.read(entry, limit)


@contextlib.contextmanager
def open_files(path: Path | None) -> Iterator[ImportFiles]:
    """Open the files of a folder or a zip archive; None is for none. Raises what :func:`open_archive` raises."""
    if path is None:
        yield NoFiles()
    elif path.is_dir():
        yield FolderFiles(path)
    else:
        with open_archive(path) as archive:
            yield ArchiveFiles(archive)
