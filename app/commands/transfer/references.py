"""What the files beside a table are: each is read once, and becomes a reference with hash, size and measures."""

import hashlib
import mimetypes
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from app.commands.transfer.cells import CellError, split_lines, split_tags
from app.commands.transfer.files import ImportFiles
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef, safe_name
from app.domain.pictures import picture_of
from app.domain.rich_ids import same_content

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MIMES: Mapping[str, str] = MappingProxyType(
    {
        ".docx": f"{_OFFICE}.wordprocessingml.document",
        ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
        ".pptx": f"{_OFFICE}.presentationml.presentation",
        ".md": "text/markdown",
    }
)


class PlannedFile(msgspec.Struct, frozen=True):
    """A file to store: ``entry`` is what :meth:`ImportFiles.read` takes."""

    ref: FileRef
    entry: str


class FileReferences:
    """Reads each file once and remembers what it is."""

    def __init__(self, files: ImportFiles) -> None:
        self._files = files
        self._known: dict[str, tuple[FileRef, bool]] = {}
        self.planned: dict[tuple[str, str], PlannedFile] = {}

    def has(self, name: str) -> bool:
        """Say whether there is a file of exactly this name."""
        try:
            return self._files.find(name) is not None
        except AppError:
            return False

    def ref(self, name: str, *, picture: bool) -> tuple[str, FileRef]:
        """Return the entry and the reference of a file. Raises CellError."""
        try:
            entry = self._files.find(name)
            if entry is None:
                raise CellError("missing_file", name=name)
            if entry not in self._known:
                self._known[entry] = self._read(entry)
        except AppError as error:
            values = {**error.values, "name": name}
            raise CellError("unreadable_file" if error.code == "archive_damaged" else error.code, **values) from error
        ref, is_picture = self._known[entry]
        if picture and not is_picture:
            raise CellError("not_a_picture", name=name)
        return entry, ref

    def plan(self, entry: str, ref: FileRef) -> None:
        """Note that a file is to be stored."""
        self.planned.setdefault((ref.sha256, ref.name), PlannedFile(ref, entry))

    def _read(self, entry: str) -> tuple[FileRef, bool]:
        size = self._files.size(entry)
        if size > MAX_FILE_BYTES:
            raise AppError("file_too_large", {"size": size, "limit": MAX_FILE_BYTES})
        data = self._files.read(entry, MAX_FILE_BYTES)
        name = entry.rpartition("/")[2]
        picture = picture_of(data)
        mime = picture.mime if picture else mime_of(name)
        ref = FileRef(
            sha256=hashlib.sha256(data).hexdigest(),
            name=name,
            size=len(data),
            mime=mime,
            width=picture.width if picture else 0,
            height=picture.height if picture else 0,
        )
        return ref, picture is not None


def held_file(name: str, held: Iterable[FileRef]) -> FileRef | None:
    """Return the file of an article that a table names, when the file itself does not lie beside the table."""
    folder, _, base = name.replace("\\", "/").rpartition("/")
    same = [ref for ref in held if safe_name(ref.name) == base]
    return next((ref for ref in same if folder and ref.sha256.startswith(folder.rpartition("/")[2])), None) or next(
        iter(same), None
    )


def mime_of(name: str) -> str:
    """Return a media type by name, from fixed tables: the computer's own differ from each other."""
    suffix = f".{name.rpartition('.')[2].lower()}"
    kind = _MIMES.get(suffix) or mimetypes.MimeTypes().guess_type(name)[0] or "application/octet-stream"
    return "application/octet-stream" if kind.startswith("image/") else kind  # named like a picture, but is none


def listed_names(text: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the file names of a cell. A comma may be part of a name: it separates only where the whole is no file."""
    names: list[str] = []
    for name in split_lines(text):
        names += [name] if "\n" in text or known(name) else split_tags(name)
    return tuple(names)


def differs(name: str, new: Any, old: Any) -> bool:
    """Say whether a field changes for a reader: neither ids of blocks nor names of pictures are shown."""
    if name == "body":
        return not same_content(new, old)
    if name == "images":
        return {ref.sha256 for ref in new} != {ref.sha256 for ref in old}  # where they stand the body says
    if name == "attachments":
        return [(ref.sha256, safe_name(ref.name)) for ref in new] != [(ref.sha256, safe_name(ref.name)) for ref in old]
    return bool(new != old)
