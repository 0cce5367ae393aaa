"""What was read of a document: its blocks, its pictures, and what a person should know about both."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef, safe_name
from app.domain.pictures import picture_of
from app.domain.rich import Body

MAX_DOCUMENT_BYTES = 100 * 1024 * 1024
MAX_PICTURE_BYTES = 300 * 1024 * 1024
"""Of all pictures of one document together: they are held in memory until the import begins."""
MAX_CHARACTERS = 3_000_000
"""A thousand pages; a longer text is a data dump, and no person looks through its sections."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What a person should know about a document. ``values`` fill the sentence of ``code``.

    no_text_layer (pages, of): pages that are pictures of text; picture_left_out (name, kind): a picture of a kind that
    cannot be shown; picture_missing (name): it lies elsewhere or is not there; macros_ignored: the document carries a
    program; original_too_large (size, limit): the file itself cannot be attached; pages_left_out (pages, of).
    """

    code: str
    values: Mapping[str, Any] = {}


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One file as blocks. ``title`` is what the document calls itself, else the name of the file.

    ``pictures`` are the bytes of the pictures by sha256, ``images`` their references.
    ``original`` is the file itself, None when it is too large to attach.
    """

    name: str
    title: str
    body: Body
    pictures: Mapping[str, bytes] = {}
    images: tuple[FileRef, ...] = ()
    notes: tuple[Note, ...] = ()
    original: FileRef | None = None
    data: bytes = b""


class Pictures:
    """Takes the pictures of one document, each once, and notes those that cannot be shown."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}
        self.refs: dict[str, FileRef] = {}
        self.notes: list[Note] = []
        self._told: set[tuple[str, str]] = set()
        self._size = 0

    def take(self, data: bytes, name: str) -> str | None:
        """Return the sha256 of a picture, None for one that no screen here can show; that is noted."""
        picture = picture_of(data)
        if picture is None:
            self.leave_out("picture_left_out", name, kind=name.rpartition(".")[2].upper()[:8] if "." in name else "")
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in self.refs:
            return sha256
        if len(data) > MAX_FILE_BYTES or self._size + len(data) > MAX_PICTURE_BYTES:
            self.leave_out("picture_too_large", name, size=len(data), limit=MAX_FILE_BYTES)
            return None
        self._size += len(data)
        self.data[sha256] = data
        self.refs[sha256] = FileRef(
            sha256=sha256,
            name=safe_name(name),
            size=len(data),
            mime=picture.mime,
            width=picture.width,
            height=picture.height,
        )
        return sha256

    def leave_out(self, code: str, name: str, **values: object) -> None:
        """Note once that a picture is not kept."""
        if (code, name) not in self._told:
            self._told.add((code, name))
            self.notes.append(Note(code=code, values={"name": name, **values}))


def unreadable(name: str, why: str) -> AppError:
    """Return the error of a file that is damaged or is not what its name says."""
    return AppError("document_unreadable", {"file": name, "why": why})
