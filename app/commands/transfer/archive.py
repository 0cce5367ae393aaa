"""Zip archives from people: nothing is unpacked to disk, and nothing outside or too large is read."""

import contextlib
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from app.domain.errors import AppError

MAX_ENTRIES = 20_000
MAX_UNPACKED = 4 * 1024 * 1024 * 1024
MAX_RATIO = 400  # text packs 5 to 20 times; a bomb thousands of times
_UTF8_FLAG = 0x800
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What reading a damaged file raises; that of bzip2 is an OSError without a number."""


class Archive:
    """The files of an archive by their names with slashes."""

    def __init__(self, source: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
        self._source = source
        self._entries = entries

    def names(self) -> list[str]:
        """Return the names of all files."""
        return list(self._entries)

    def size(self, name: str) -> int:
        """Return a file's declared size in bytes."""
        return self._entries[name].file_size

    def read(self, name: str, limit: int) -> bytes:
        """Return a file's content. Raises AppError("file_too_large") and ("archive_damaged"), OSError of the disk."""
        try:
            with self._source.open(self._entries[name]) as file:
                data = file.read(limit + 1)  # what the entry says of its size may be a lie
        except (*_BROKEN, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise AppError("archive_damaged", {"file": name, "why": type(error).__name__}) from error
        if len(data) > limit:
            raise AppError("file_too_large", {"name": name, "size": self.size(name), "limit": limit})
        return data


@contextlib.contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a zip archive.

    Raises AppError: "archive_damaged", "archive_locked" (it needs a password), "archive_unsafe" (name) when a name
    points outside of it, "archive_too_large" when it would unpack to too much. Raises OSError when the disk refuses.
    """
    try:
        source = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise AppError("archive_damaged", {"file": path.name, "why": type(error).__name__}) from error
    with source:
        yield Archive(source, _checked(path, source))


def _checked(path: Path, source: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    files = [entry for entry in source.infolist() if not entry.is_dir()]
    total = sum(entry.file_size for entry in files)
    packed = sum(entry.compress_size for entry in files)
    if len(files) > MAX_ENTRIES or total > MAX_UNPACKED or total > MAX_RATIO * (packed + 100_000):
        raise AppError("archive_too_large", {"file": path.name})
    for entry in files:
        if entry.flag_bits & 0x1:
            raise AppError("archive_locked", {"file": path.name})
        name = _name(entry)
        if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.partition("/")[0]:
            raise AppError("archive_unsafe", {"file": path.name, "name": name})
        if not name.startswith("__MACOSX/"):
            entries[name] = entry
    return entries


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name. Windows in China writes GBK names without saying so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_FLAG and not name.isascii():
        with contextlib.suppress(UnicodeError):
            raw = name.encode("cp437")
            for encoding in ("utf-8", "gb18030"):
                with contextlib.suppress(UnicodeDecodeError):
                    return raw.decode(encoding).replace("\\", "/")
    return name.replace("\\", "/")
