"""Which files are stored; the files themselves lie in a place of theirs (:mod:`sync_server.storage.file_places`)."""

from collections.abc import Collection

import msgspec
from sqlalchemy import select

from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import BLOB


class Blob(msgspec.Struct, frozen=True):
    """A stored file: its size in bytes and what it is."""

    size: int
    mime: str


def add(tx: Tx, sha256: str, size: int, mime: str) -> None:
    """Note a stored file."""
    row = {"sha256": sha256, "size": size, "mime": mime, "stored_at": tx.now, "idle_since": None}
    tx.upsert(BLOB, [row], ("sha256",))


def stored(reader: Reader, hashes: Collection[str]) -> dict[str, Blob]:
    """Return those of these files that are stored. A write holds them: they are not collected before it ends."""
    query = select(BLOB.c.sha256, BLOB.c.size, BLOB.c.mime).where(BLOB.c.sha256.in_(list(hashes)))
    if isinstance(reader, Tx):
        query = query.order_by(BLOB.c.sha256).with_for_update(read=True)
    return {row[0]: Blob(row[1], row[2]) for row in reader.connection.execute(query)}


def of_prefix(reader: Reader, prefix: str) -> dict[str, int]:
    """Return the stored files whose hash begins so, two hex digits, with their sizes."""
    query = select(BLOB.c.sha256, BLOB.c.size).where(BLOB.c.sha256 >= prefix, BLOB.c.sha256 < f"{prefix}g")
    return {row[0]: row[1] for row in reader.connection.execute(query.order_by(BLOB.c.sha256))}


def mime(reader: Reader, sha256: str) -> str:
    """Return a stored file's type; octets for one that is not known."""
    found = reader.connection.execute(select(BLOB.c.mime).where(BLOB.c.sha256 == sha256)).scalar()
    return str(found or "application/octet-stream")
