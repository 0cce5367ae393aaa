"""Attached files: content-addressed, verified, written so that a file is either there whole or not at all.

Operations do not wait for the files that they name: see :mod:`sync_server.service.promises`.
"""

import asyncio
import contextlib
import errno
import hashlib
import logging
import re
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeGuard

import msgspec

from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef, safe_name
from sync_server.service import accounts
from sync_server.service.accounts import Caller
from sync_server.service.pictures import LARGEST, measure
from sync_server.storage import blobs, uses
from sync_server.storage.blobs import Blob
from sync_server.storage.file_names import PIECE, is_hash
from sync_server.storage.file_places import FilePlace, open_place
from sync_server.storage.records import Reader, Tx

log = logging.getLogger(__name__)

_MIME = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,100}", re.ASCII)
PICTURE_HEAD = 1 << 16
"""How much of a file is looked at to tell whether it is a picture, and how large."""
UNFINISHED_S = 86_400.0
"""How long an upload may rest before it has to be begun anew."""
_FILES = ("attachments", "images", "image")
"""The fields of rows and of cards that hold references to files: a list of them, or one."""
_NAMING = frozenset({*_FILES, "card", "body"})
_SIDES = ("width", "height")
SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What may be shown in the page; everything else is only offered to be saved."""


class Received(msgspec.Struct, frozen=True):
    """A file that lies in the store."""

    sha256: str
    size: int


def check_hash(sha256: str) -> str:
    """Return a hash. Raises AppError("no_such_file") for anything else: a path is made of it."""
    if not is_hash(sha256):
        raise AppError("no_such_file")
    return sha256


class FileStore:
    """The files of an office, in a folder (a path) or a bucket (its address).

    Every method raises AppError("files_out_of_reach") while a bucket cannot be had.
    """

    def __init__(self, at: Path | str) -> None:
        self.place = open_place(at)
        self._locks = [threading.Lock() for _ in range(16)]
        """Of uploads that come in pieces: nobody writes into a file whose hash is being checked."""

    def size(self, sha256: str) -> int | None:
        """Return how many bytes a file has, None if it is not here."""
        return self.place.size(check_hash(sha256))

    def has(self, sha256: str) -> bool:
        """Say whether a file is here."""
        return self.size(sha256) is not None

    async def receive(self, chunks: AsyncIterator[bytes]) -> Received:
        """Store a file as it comes in. Raises AppError("file_too_large").

        Whatever touches the disk is done beside the event loop: a slow one must not hold up everybody's requests.
        """
        with _room(self.place):
            part = await asyncio.to_thread(self.place.scratch)
        digest = hashlib.sha256()
        size = 0
        piece = bytearray()
        try:
            async for chunk in chunks:
                size += len(chunk)
                if size > MAX_FILE_BYTES:
                    raise AppError("file_too_large", {"limit": MAX_FILE_BYTES})
                digest.update(chunk)
                piece += chunk
                if len(piece) >= PIECE:
                    with _room(self.place):
                        await asyncio.to_thread(_append, part, bytes(piece))
                    piece.clear()
            sha256 = digest.hexdigest()
            with _room(self.place):
                await asyncio.to_thread(_append, part, bytes(piece))
                await asyncio.to_thread(self.place.keep, part, sha256)
        finally:
            await asyncio.to_thread(part.unlink, missing_ok=True)
        return Received(sha256, size)

    def begun(self, sha256: str, owner: str) -> int:
        """Return how many bytes of an agent's unfinished upload are here."""
        return self.place.begun(_upload(sha256, owner))

    def append(self, sha256: str, owner: str, offset: int, length: int, piece: bytes) -> Received | None:
        """Take the next piece of an agent's upload; the file when it was the last one, else None.

        Two devices of an agent may send the same file at once: they go on with each other's pieces. Raises AppError:
        "upload_offset" (with what is here) when the piece does not follow on what came before, "file_too_large",
        "server_full", and "file_hash" when the whole is not what its name says: it has to be sent anew.
        """
        if length > MAX_FILE_BYTES:
            raise AppError("file_too_large", {"limit": MAX_FILE_BYTES})
        upload = _upload(sha256, owner)
        with self._locks[hash(upload) % len(self._locks)]:
            begun = self.place.begun(upload)
            if begun > length:  # of somebody who did not know what he was sending
                self.place.drop(upload)
                begun = 0
            if offset != begun:
                raise AppError("upload_offset", {"offset": begun})
            if offset + len(piece) > length:
                raise AppError("file_too_large", {"limit": MAX_FILE_BYTES})
            with _room(self.place):
                self.place.append(upload, offset, piece)
            if offset + len(piece) < length:
                return None
            with _room(self.place):
                found = self.place.complete(upload, length, sha256)
            if found is None:
                raise AppError("upload_offset", {"offset": self.place.begun(upload)})
            if found != sha256:
                raise AppError("file_hash", {"expected": sha256, "found": found})
        return Received(sha256, length)

    def resting(self, prefix: str, age_s: float) -> list[str]:
        """Return the files (sha256) whose hash begins so, two hex digits, and that were stored that long ago."""
        before = time.time() - age_s
        return [each.sha256 for each in self.place.held(prefix) if each.stored_at < before]

    def remove(self, sha256: str) -> None:
        """Remove a file if it is here."""
        self.place.remove(check_hash(sha256))

    def forget_unfinished(self, age_s: float = UNFINISHED_S) -> int:
        """Remove uploads that nobody went on with for so long; returns how many."""
        return self.place.forget(time.time() - age_s)

    def read(self, sha256: str) -> bytes:
        """Return a file's content. Raises AppError("no_such_file")."""
        return b"".join(self.pieces(sha256)[1])

    def pieces(self, sha256: str, start: int = 0) -> tuple[int, Iterator[bytes]]:
        """Return a file's size and its content from ``start`` in pieces.

        Raises AppError: "no_such_file", "bad_range" (size) when it ends before ``start``.
        """
        size = self.size(sha256)
        if size is None:
            raise AppError("no_such_file", {"sha256": sha256})
        if start > size:
            raise AppError("bad_range", {"size": size})
        return size, self.place.pieces(sha256, start, size)

    def piece(self, sha256: str, start: int, length: int) -> bytes:
        """Return a part of a file, "" at its end. Raises AppError("no_such_file")."""
        size = self.size(sha256)
        if size is None:
            raise AppError("no_such_file", {"sha256": sha256})
        return b"".join(self.place.pieces(sha256, start, min(start + length, size))) if start < size else b""

    def describe(self, received: Received, name: str, declared: str) -> FileRef:
        """Return the reference to a stored file. A picture is what its bytes say, not what the sender says.

        Raises AppError("no_such_file").
        """
        head = min(received.size, PICTURE_HEAD)
        try:
            picture = measure(b"".join(self.place.pieces(check_hash(received.sha256), 0, head)))
        except FileNotFoundError as error:
            raise AppError("no_such_file", {"sha256": received.sha256}) from error
        if picture is not None:
            return FileRef(received.sha256, safe_name(name), received.size, picture.mime, picture.width, picture.height)
        plain = declared.partition(";")[0].strip().lower()
        mime = "application/octet-stream" if plain in SHOWN or not _MIME.fullmatch(plain) else plain
        return FileRef(received.sha256, safe_name(name), received.size, mime)


def _upload(sha256: str, owner: str) -> str:
    """Name an agent's upload. He goes on with his own only: with somebody else's he would get what he never had."""
    whose = hashlib.sha256(owner.encode()).hexdigest()[:16]
    return f"{check_hash(sha256)}.{whose}.part"


@contextlib.contextmanager
def _room(place: FilePlace) -> Iterator[None]:
    """Say of a full disk what it is. What was written of the piece stays: the next one follows on it."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        log.error("There is no room for files in %s", place.name)
        raise AppError("server_full") from error


def _append(part: Path, piece: bytes) -> None:
    with part.open("ab") as file:
        file.write(piece)


def register(tx: Tx, store: FileStore, ref: FileRef) -> None:
    """Note a stored file. Raises AppError("upload_offset") if it was just collected: send it again."""
    blobs.add(tx, ref.sha256, ref.size, ref.mime)
    if not store.has(ref.sha256):  # the row is locked now: whoever removes files waits for it, or was here before
        raise AppError("upload_offset", {"offset": 0})


def hashes_in(fields: Mapping[str, Any]) -> set[str]:
    """Return the sha256 of every file that an operation's field values name, whatever their shape."""
    if _NAMING.isdisjoint(name for name, value in fields.items() if value):
        return set()
    named = {ref["sha256"] for owner in _owners(fields) for name in _FILES for ref in _refs(owner.get(name))}
    body = fields.get("body")
    blocks = body if isinstance(body, list) else []
    images = [block.get("image") for block in blocks if isinstance(block, dict)]
    return named | {image for image in images if isinstance(image, str) and image}


def as_stored(fields: Mapping[str, Any], stored: Mapping[str, Blob]) -> dict[str, Any]:
    """Return an operation's field values with what they say of files made safe, and as large as the files are.

    ``stored`` are the files that the author may see. Another is as large as he says, and on its way. What has a wrong
    shape passes: decoding refuses it.
    """

    def known(value: Any) -> Any:
        if isinstance(value, list):
            return [known(each) for each in value]
        return _as_stored(value, stored.get(value["sha256"])) if _is_ref(value) else value

    found, *shown = (
        {**owner, **{name: known(owner[name]) for name in _FILES if name in owner}} for owner in _owners(fields)
    )
    return {**found, "card": shown[0]} if shown else found


def arrived(ref: FileRef, blob: Blob) -> FileRef:
    """Return a reference to a file that was on its way and is here now."""
    return msgspec.convert(_as_stored(msgspec.to_builtins(ref), blob), FileRef)


def _owners(fields: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    card = fields.get("card")
    return [fields, card] if isinstance(card, dict) else [fields]


def _refs(value: Any) -> list[dict[str, Any]]:
    return [each for each in (value if isinstance(value, list) else [value]) if _is_ref(each)]


def _is_ref(value: Any) -> TypeGuard[dict[str, Any]]:
    if not isinstance(value, dict):
        return False
    return all(isinstance(each, str) for each in (value.get("sha256"), value.get("name"), value.get("mime", "")))


def _as_stored(ref: dict[str, Any], blob: Blob | None) -> dict[str, Any]:
    safe = {**ref, "name": safe_name(ref["name"]), "pending": blob is None}
    picture = blob is None or blob.mime in SHOWN
    if blob is not None:
        safe["size"] = blob.size
        if picture:
            safe["mime"] = blob.mime
        elif safe.get("mime") in SHOWN:
            safe["mime"] = "application/octet-stream"
    if not (picture and all(isinstance(ref.get(side), int) and 0 < ref[side] <= LARGEST for side in _SIDES)):
        safe = {name: value for name, value in safe.items() if name not in _SIDES}
    return safe


def may_see(reader: Reader, caller: Caller, sha256: str) -> bool:
    """Say whether an agent may see a file: he sent it, or a row that he sees refers to it."""
    agent = accounts.signed_in(reader, caller)
    return uses.visible(reader, check_hash(sha256), accounts.actor_of(agent), accounts.scopes_of(reader, agent))
