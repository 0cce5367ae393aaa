"""Files on their way in and out: what a person attaches is read, measured and stored, what they save is copied.

Everything here waits for a disk: it runs away from the GUI thread.
"""

import mimetypes
from pathlib import Path

from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef, safe_name
from app.domain.pictures import picture_of
from app.storage.blobs import Blobs
from app.storage.schema import NO_ROOM


def read_file(path: Path) -> bytes:
    """Return a file's bytes.

    Raises AppError: "file_too_large" (name, size, limit) before reading it, "file_unreadable" (name, why).
    """
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise AppError("file_too_large", {"name": path.name, "size": size, "limit": MAX_FILE_BYTES})
        return path.read_bytes()
    except OSError as error:
        raise AppError("file_unreadable", {"name": path.name, "why": error.strerror or str(error)}) from error


def store(blobs: Blobs, data: bytes, name: str) -> FileRef:
    """Store bytes under a name. A picture is what the bytes say, never what the name says.

    Raises AppError: "file_too_large", "disk_full", "database_not_writable".
    """
    picture = picture_of(data)
    guessed = mimetypes.guess_type(name)[0] or ""
    plain = guessed if guessed and not guessed.startswith("image/") else "application/octet-stream"
    return FileRef(
        sha256=blobs.store(data),
        name=safe_name(name),
        size=len(data),
        mime=picture.mime if picture else plain,
        width=picture.width if picture else 0,
        height=picture.height if picture else 0,
    )


def store_path(blobs: Blobs, path: Path) -> FileRef:
    """Store a file of this computer. Raises what :func:`read_file` and :func:`store` raise."""
    return store(blobs, read_file(path), path.name)


def save_as(blobs: Blobs, source: Path, target: Path) -> None:
    """Copy a file to where a person wants it. Raises AppError: "disk_full", "place_not_writable" (path, why)."""
    try:
        blobs.copy(source, target)
    except OSError as error:
        code = "disk_full" if error.errno in NO_ROOM else "place_not_writable"
        raise AppError(code, {"path": str(target.parent), "why": error.strerror or str(error)}) from error
