"""An outbox as a signed file, for a place that no line reaches, and the server's answers as another one.

A device writes what it has not sent into a file; somebody carries it to the server, which takes it as if it had come by
the line, and writes its answers into a file for the way back. Every operation keeps its id and number, so that it has
its one result however often and on whatever way it comes.

The file is a ZIP archive: ``manifest.json`` (:class:`Outbox` or :class:`Answers`), ``signature`` (HMAC-SHA256 of just
those bytes) and the attached files under ``files/<sha256>``, which the manifest names. The key is the device's
:class:`~app.domain.protocol.Seal`, which the server gives it when it greets it and can make again at any time.

What the signature proves: the file was made with what this device keeps, or by this server, and nothing in it was
changed since. What it does not: who sat at the device, when it was made, or that there is no newer one. It hides
nothing either: whoever holds the file reads what was written.
"""

import hashlib
import hmac
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Generic, TypeVar

import msgspec

from app.domain.bounds import Count, Key, Small, Time
from app.domain.change import Operation, Result
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES

VERSION = 1
MANIFEST, SIGNATURE, FILES = "manifest.json", "signature", "files/"
MOST_MANIFEST_BYTES = 256 << 20
_PIECE = 1 << 20
_DAMAGE = (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What reading an entry of a damaged archive raises."""


class Attached(msgspec.Struct, frozen=True):
    """A file that lies in the archive."""

    sha256: Key
    size: Count


class Outbox(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="outbox"):
    """What a device has not sent, in its order; ``files`` come alone when what names them was sent.

    ``server_name`` and ``agent_name`` are for people who find the file.
    """

    server_id: Key
    device_id: Key
    agent_id: Key
    client_id: Key
    epoch: Key
    ops: tuple[Operation, ...]
    files: tuple[Attached, ...] = ()
    made_at: Time = 0
    server_name: str = ""
    agent_name: str = ""
    version: Small = VERSION


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """The result of an operation."""

    op_id: Key
    result: Result


class Answers(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="answers"):
    """The results of a carried outbox, and the files of it (sha256) that the server has now."""

    server_id: Key
    device_id: Key
    agent_id: Key
    epoch: Key
    answers: tuple[Answer, ...]
    files: tuple[Key, ...] = ()
    made_at: Time = 0
    version: Small = VERSION


Manifest = Outbox | Answers
M = TypeVar("M", Outbox, Answers)


def device_key(secret: bytes, device_id: str) -> str:
    """Return the key (hex) of a device, made of the server's secret."""
    return hmac.new(secret, f"zhiying-seal:{device_id}".encode(), hashlib.sha256).hexdigest()


def write(target: IO[bytes], manifest: Manifest, key: str, files: Iterable[tuple[str, IO[bytes]]] = ()) -> None:
    """Write a sealed file; ``files`` are opened one after the other."""
    body = msgspec.json.encode(manifest)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, body)
        archive.writestr(SIGNATURE, _sign(body, key))
        for sha256, source in files:
            with source, archive.open(zipfile.ZipInfo(f"{FILES}{sha256}"), "w", force_zip64=True) as entry:
                while piece := source.read(_PIECE):
                    entry.write(piece)


def _sign(body: bytes, key: str) -> str:
    return hmac.new(bytes.fromhex(key), body, hashlib.sha256).hexdigest()


class Opened(Generic[M]):
    """A sealed file that was opened: nothing of it is to be used before :meth:`check` has passed."""

    def __init__(self, archive: zipfile.ZipFile, kind: type[M]) -> None:
        self._archive = archive
        self._body = self._entry(MANIFEST, MOST_MANIFEST_BYTES)
        self._signature = self._entry(SIGNATURE, 1000)
        try:
            version = msgspec.json.decode(self._body, type=_Version).version
            found = msgspec.json.decode(self._body, type=Manifest)
        except msgspec.DecodeError as error:
            raise AppError("sealed_damaged", {"why": str(error)}) from error
        if version > VERSION:
            raise AppError("sealed_newer", {"version": version})
        if not isinstance(found, kind):
            raise AppError("sealed_other_kind", {"kind": "outbox" if isinstance(found, Outbox) else "answers"})
        self.manifest: M = found

    def check(self, key: str) -> None:
        """Raise AppError("sealed_foreign") unless the manifest was signed with this key."""
        if not hmac.compare_digest(self._signature, _sign(self._body, key).encode()):
            raise AppError("sealed_foreign", {"why": "signature"})

    def pieces(self, attached: Attached) -> Iterator[bytes]:
        """Yield an attached file in pieces of at most 1 MiB. Raises AppError("sealed_damaged") when it is missing, and
        at its end when it is not what it was: go through it once before anything of it is used.
        """
        name, found, size = f"{FILES}{attached.sha256}", hashlib.sha256(), 0
        try:
            with self._archive.open(name) as entry:
                while size <= min(attached.size, MAX_FILE_BYTES) and (piece := entry.read(_PIECE)):
                    found.update(piece)
                    size += len(piece)
                    yield piece
        except _DAMAGE as error:
            raise AppError("sealed_damaged", {"why": f"{name}: {error}"}) from error
        if size != attached.size or size > MAX_FILE_BYTES or found.hexdigest() != attached.sha256:
            raise AppError("sealed_damaged", {"why": attached.sha256})

    def _entry(self, name: str, most: int) -> bytes:
        try:
            with self._archive.open(name) as entry:
                content = entry.read(most + 1)
        except _DAMAGE as error:
            raise AppError("sealed_damaged", {"why": f"{name}: {error}"}) from error
        if len(content) > most:
            raise AppError("sealed_damaged", {"why": name})
        return content


class _Version(msgspec.Struct):
    version: Small = VERSION


@contextmanager
def opened(source: IO[bytes], kind: type[M]) -> Iterator[Opened[M]]:
    """Open a sealed file. Raises AppError: "sealed_damaged", "sealed_newer", "sealed_other_kind"."""
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise AppError("sealed_damaged", {"why": str(error)}) from error
    with archive:
        yield Opened(archive, kind)
