"""From a file or the clipboard to something that can be staged: read, measured and stored away from the GUI thread."""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QImageReader

from app.domain.clock import Clock
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.storage.blobs import Blobs
from app.storage.drafts import Staged
from app.ui.kit import intake
from app.ui.kit.dialogs import Folders
from app.ui.kit.formats import iso_minute
from app.ui.kit.i18n import tr
from app.ui.kit.notices import Notices
from app.ui.kit.rich_text import png_bytes
from app.ui.kit.tasks import Tasks

MOST_PIXELS = 4096


class Attaching(QObject):
    """Stores what was chosen, dropped or pasted, and hands it back staged. One an agent workspace."""

    def __init__(
        self, tasks: Tasks, blobs: Blobs, notices: Notices, clock: Clock, folders: Folders | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.folders = folders
        self._tasks, self._blobs, self._notices, self._clock = tasks, blobs, notices, clock

    def files(self, paths: Sequence[Path], done: Callable[[Staged], None], *, owner: QObject) -> None:
        """Attach files by path, one after the other; what cannot be read is told and left out."""
        for path in paths:
            self._tasks.run(functools.partial(self._store_file, path), done, owner=owner)

    def image(self, data: bytes, name: str, done: Callable[[Staged], None], *, owner: QObject) -> None:
        """Attach a pasted picture, given as PNG."""
        stamp = iso_minute(self._clock()).replace(":", "").replace(" ", "-")
        file_name = name or tr("截图 {time}").format(time=stamp) + ".png"
        self._tasks.run(lambda: Staged(file=intake.store(self._blobs, shrunk(data), file_name)), done, owner=owner)

    def save_as(self, ref: FileRef, target: Path, done: Callable[[], None], *, owner: QObject) -> None:
        """Copy a file of a message to a place of the person's choice; "file_not_here" is told like any other fault."""

        def copy() -> None:
            source = self._blobs.path(ref.sha256)
            if source is None:
                raise AppError("file_not_here", {"name": ref.name})
            intake.save_as(self._blobs, source, target)

        self._tasks.run(copy, lambda _: done(), owner=owner)

    def _store_file(self, path: Path) -> Staged:
        return Staged(file=intake.store_path(self._blobs, path))


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
