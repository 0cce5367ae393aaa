"""The pictures and attachments beside a table: in its folder or in a zip archive."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from app.commands.transfer.archive import Archive, open_archive
from app.domain.errors import AppError

_FOLDERS = ("images", "attachments", "图片", "圖片", "附件")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
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


def safe_name(name: str) -> str:
    """Return a file's name as every system can store it."""
    name = _UNSAFE.sub("_", name).strip(" .")[-150:]
    return name or "file"


class Picture(NamedTuple):
    """What a picture file is: its media type and measures in px (0 when the file does not tell)."""

    mime: str
    width: int
    height: int


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


def picture_of(data: bytes) -> Picture | None:
    """Return what picture these bytes are, by their content alone; None for anything that may not be shown."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return Picture("image/png", int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return Picture("image/gif", int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))
    if data.startswith(b"\xff\xd8\xff"):
        return Picture("image/jpeg", *_jpeg_size(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Picture("image/webp", *_webp_size(data))
    return None


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return 0, 0


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8 " and len(data) >= 30:
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    if kind == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return 0, 0
