"""From a file or the clipboard to something that can be staged: read, measured and stored away from the GUI thread."""

import functools
import mimetypes
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QImageReader

from app.domain.clock import Clock
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.storage.blobs import Blobs
from app.storage.drafts import Staged
from app.ui.kit.formats import iso_minute
from app.ui.kit.i18n import tr
from app.ui.kit.notices import Notices
from app.ui.kit.rich_text import png_bytes
from app.ui.kit.tasks import Tasks

MOST_PIXELS = 4096


class Attaching(QObject):
    """Stores what was chosen, dropped or pasted, and hands it back staged. One an agent workspace."""

    def __init__(self, tasks: Tasks, blobs: Blobs, notices: Notices, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._blobs, self._notices, self._clock = tasks, blobs, notices, clock

    def files(self, paths: Sequence[Path], done: Callable[[Staged], None], *, owner: QObject) -> None:
        """Attach files by path, one after the other; what cannot be read is told and left out."""
        for path in paths:
            self._tasks.run(functools.partial(self._store_file, path), done, owner=owner)

    def image(self, data: bytes, name: str, done: Callable[[Staged], None], *, owner: QObject) -> None:
        """Attach a pasted picture, given as PNG."""
        stamp = iso_minute(self._clock()).replace(":", "").replace(" ", "-")
        file_name = name or tr("截图 {time}").format(time=stamp) + ".png"
        self._tasks.run(lambda: self._store(shrunk(data), file_name, "image/png"), done, owner=owner)

    def save_as(self, ref: FileRef, target: Path, done: Callable[[], None], *, owner: QObject) -> None:
        """Copy a file of a message to a place of the person's choice. Raises AppError("file_not_here")."""

        def copy() -> None:
            data = self._blobs.read(ref.sha256)
            if data is None:
                raise AppError("file_not_here", {"name": ref.name})
            try:
                target.write_bytes(data)
            except OSError as error:
                raise AppError("disk_full", {"path": str(target), "why": error.strerror}) from error

        self._tasks.run(copy, lambda _: done(), owner=owner)

    def _store_file(self, path: Path) -> Staged:
        try:
            size = path.stat().st_size
            if size > MAX_FILE_BYTES:
                raise AppError("file_too_large", {"size": size, "limit": MAX_FILE_BYTES})
            data = path.read_bytes()
        except OSError as error:
            raise AppError("file_unreadable", {"name": path.name, "why": error.strerror}) from error
        mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return self._store(data, path.name, mime)

    def _store(self, data: bytes, name: str, mime: str) -> Staged:
        width, height = measures(data) if mime.startswith("image/") else (0, 0)
        sha256 = self._blobs.store(data)
        return Staged(file=FileRef(sha256, name, len(data), mime, width, height))


def _reader(data: bytes) -> tuple[QImageReader, QBuffer]:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return QImageReader(buffer), buffer


def measures(data: bytes) -> tuple[int, int]:
    """Return width and height of a picture in pixels, (0, 0) if it is none that can be read."""
    reader, _buffer = _reader(data)
    size = reader.size()
    return (size.width(), size.height()) if size.isValid() else (0, 0)


def shrunk(data: bytes) -> bytes:
    """Return a picture with at most 4096 pixels a side, the same bytes if it has no more."""
    width, height = measures(data)
    if max(width, height) <= MOST_PIXELS:
        return data
    reader, _buffer = _reader(data)
    reader.setScaledSize(
        QSize(width, height).scaled(QSize(MOST_PIXELS, MOST_PIXELS), Qt.AspectRatioMode.KeepAspectRatio)
    )
    return png_bytes(reader.read())
