"""Pictures and files on their way into an article: read, made smaller, stored; never on the GUI thread."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef, safe_name
from app.domain.pictures import picture_of
from app.storage.blobs import Blobs
from app.ui.kit import intake

MOST_PIXELS = 1600
"""The longer side of a stored picture; larger ones are made smaller."""
_MOST_DECODED = 256 * 1024 * 1024  # bytes of pixels: a small file may claim to be a huge picture


class Given(msgspec.Struct, frozen=True):
    """What became of a list of files: pictures, other files, and the errors of those that could not be taken."""

    pictures: tuple[FileRef, ...] = ()
    files: tuple[FileRef, ...] = ()
    errors: tuple[AppError, ...] = ()


def store_picture(blobs: Blobs, data: bytes, name: str) -> FileRef:
    """Store a picture, no larger than :data:`MOST_PIXELS`. Raises AppError: "not_a_picture", "file_too_large"."""
    found = picture_of(data)
    if found is None:
        data = _as_png(data, name)
        found = picture_of(data)
    if found is None:
        raise AppError("not_a_picture", {"name": name})
    if max(found.width, found.height) > MOST_PIXELS or not (found.width and found.height):
        data = _smaller(data, name)
        found = picture_of(data) or found
    if len(data) > MAX_FILE_BYTES:
        raise AppError("file_too_large", {"name": name, "size": len(data), "limit": MAX_FILE_BYTES})
    suffix = found.mime.partition("/")[2].replace("jpeg", "jpg")
    stem = Path(safe_name(name)).stem if name else "picture"
    return FileRef(
        sha256=blobs.store(data),
        name=f"{stem}.{suffix}",
        size=len(data),
        mime=found.mime,
        width=found.width,
        height=found.height,
    )


def _read(data: bytes, name: str) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() * 4 > _MOST_DECODED:
        raise AppError("picture_too_large", {"name": name, "width": size.width(), "height": size.height()})
    image = reader.read()
    if image.isNull():
        raise AppError("not_a_picture", {"name": name})
    return image


def _write(image: QImage, kind: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]  # the stub knows paths only
    return bytes(buffer.data().data())


def _as_png(data: bytes, name: str) -> bytes:
    return _write(_read(data, name), "PNG")


def _smaller(data: bytes, name: str) -> bytes:
    image = _read(data, name)
    if max(image.width(), image.height()) > MOST_PIXELS:
        image = image.scaled(
            MOST_PIXELS, MOST_PIXELS, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    # A drawing is smaller as PNG and stays sharp, a photograph as JPEG.
    forms = [_write(image, "PNG")]
    if not image.hasAlphaChannel():
        forms.append(_write(image, "JPG", 88))
    return min(forms, key=len)


def store_given(blobs: Blobs, paths: Iterable[Path], *, pictures: bool = True) -> Given:
    """Store files from a dialog or a drop; pictures go into the text if ``pictures``, the rest beside it."""
    shown: list[FileRef] = []
    beside: list[FileRef] = []
    errors: list[AppError] = []
    for path in paths:
        try:
            if pictures and QImageReader.imageFormat(str(path)).data():
                shown.append(store_picture(blobs, intake.read_file(path), path.name))
            else:
                beside.append(intake.store_path(blobs, path))
        except AppError as error:
            errors.append(error)
    return Given(tuple(shown), tuple(beside), tuple(errors))
