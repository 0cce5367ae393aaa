"""One file of this computer becomes a document: which kind it is, by its content first, and what is too much."""

import hashlib
from pathlib import Path

from app.commands.transfer.archive import open_archive
from app.commands.transfer.documents.document import MAX_DOCUMENT_BYTES, Document, Note, Pictures, unreadable
from app.commands.transfer.documents.headings import promoted, tidied
from app.commands.transfer.documents.pdf import read_pdf
from app.commands.transfer.documents.text import Beside, read_html, read_markdown, read_text
from app.commands.transfer.documents.word import read_word
from app.commands.transfer.references import mime_of
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef, safe_name
from app.domain.rich_ids import keep_ids

SUFFIXES = (".docx", ".docm", ".dotx", ".html", ".htm", ".md", ".markdown", ".txt", ".pdf")
"""What can be read."""
OLD_SUFFIXES = (".doc", ".wps", ".rtf", ".odt", ".pages", ".ppt", ".pptx")
"""What people drop as well; they are told what to save it as."""
_OLE = b"\xd0\xcf\x11\xe0"


def read_document(path: Path) -> Document:
    """Read a file. Nothing in it is run, and nothing is asked of the network.

    Raises AppError: "document_unreadable" (why), "document_locked" (it has a password), "document_old_format",
    "document_too_large" (limit: bytes or characters), "document_empty" when there is neither text nor picture in it,
    "file_gone" when the disk refuses, and what :func:`~app.commands.transfer.archive.open_archive` raises.
    """
    name = path.name
    try:
        if path.stat().st_size > MAX_DOCUMENT_BYTES:
            raise AppError("document_too_large", {"file": name, "limit": MAX_DOCUMENT_BYTES})
        data = path.read_bytes()
    except OSError as error:
        raise AppError("file_gone", {"file": name, "why": error.strerror or str(error)}) from error
    pictures = Pictures()
    title = ""
    notes: list[Note] = []
    suffix = path.suffix.lower()
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise AppError("document_locked" if locked else "document_old_format", {"file": name})
    if suffix in OLD_SUFFIXES or data.startswith(b"{\\rtf"):
        raise AppError("document_old_format", {"file": name})
    if b"%PDF-" in data[:1024]:
        title, found, notes = read_pdf(name, data, pictures)
    elif data.startswith(b"PK"):
        with open_archive(path) as archive:
            title, found, notes = read_word(name, archive, pictures)
    elif suffix in (".docx", ".docm", ".dotx", ".pdf"):
        raise unreadable(name, "not what its name says")
    elif suffix in (".md", ".markdown"):
        title, found = read_markdown(name, data, Beside(path.parent, pictures))
    elif suffix in (".html", ".htm"):
        title, found = read_html(name, data, Beside(path.parent, pictures))
    else:
        found = read_text(name, data)
    if not found:
        raise AppError("document_empty", {"file": name})
    original = None
    if len(data) > MAX_FILE_BYTES:
        notes.append(Note(code="original_too_large", values={"size": len(data), "limit": MAX_FILE_BYTES}))
    else:
        sha256 = hashlib.sha256(data).hexdigest()
        original = FileRef(sha256=sha256, name=safe_name(name), size=len(data), mime=mime_of(name))
    return Document(
        name=name,
        title=title or path.stem.strip() or name,
        body=keep_ids(promoted(tidied(found)), ()),
        pictures=pictures.data,
        images=tuple(pictures.refs.values()),
        notes=(*notes, *pictures.notes),
        original=original,
        data=data if original is not None else b"",
    )
