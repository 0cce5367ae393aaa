"""Files to which nothing refers any more: noted when that is found out, removed when it lasted.

A file may be between two rows: taken out of one and not yet put into the other, sent by a desk whose operation is still
on its way, named by somebody who is offline. So it stays for IDLE_MS after it was first found without a use. Removing
holds the file's row: who is just sending the file again, or writing a row that names it, waits, and then finds out.
"""

from collections.abc import Callable, Collection

import msgspec
from sqlalchemy import ColumnElement, delete, exists, or_, select, update

from app.domain.errors import AppError
from app.sql import chunks
from sync_server.storage.blobs import stored
from sync_server.storage.records import UPLOAD, Reader, Tx
from sync_server.storage.tables import BLOB, FILE_USE, VISITOR_FILE

IDLE_MS = 7 * 86_400_000
AT_ONCE = 500
"""Files that are looked after in one transaction."""
REMOVED_AT_ONCE = 10
"""Files that are removed in one: each may take a request to another machine."""


class Unused(msgspec.Struct, frozen=True):
    """Files (sha256) that were found without a use, that have one again, and that had none for long enough."""

    idle: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    over: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.idle or self.again or self.over)

    @property
    def more(self) -> bool:
        """Say whether there may be more than is done at once."""
        return max(len(self.idle), len(self.again), len(self.over)) == AT_ONCE


def _used() -> ColumnElement[bool]:
    """Say that a row refers to a file. That somebody sent it, or promised it, is no reason to keep it."""
    return exists().where(FILE_USE.c.sha256 == BLOB.c.sha256, FILE_USE.c.ent != UPLOAD)


def unused(reader: Reader) -> Unused:
    """Look which files nothing refers to: a look that takes no lock."""

    def found(*where: ColumnElement[bool]) -> tuple[str, ...]:
        query = select(BLOB.c.sha256).where(*where).order_by(BLOB.c.sha256).limit(AT_ONCE)
        return tuple(row[0] for row in reader.connection.execute(query))

    since = BLOB.c.idle_since
    return Unused(
        idle=found(since.is_(None), ~_used()),
        again=found(since.is_not(None), _used()),
        over=found(since < reader.now - IDLE_MS, ~_used()),
    )


def note(tx: Tx, found: Unused) -> None:
    """Note what :func:`unused` found, so that a later look can tell how long it lasted."""
    for hashes, since in ((found.idle, tx.now), (found.again, None)):
        tx.connection.execute(update(BLOB).where(BLOB.c.sha256.in_(hashes)).values(idle_since=since))


def remove(tx: Tx, hashes: Collection[str], remove_file: Callable[[str], None]) -> int:
    """Remove those of these files that are still without a use, with the notes who sent them; returns how many."""
    long_ago = or_(BLOB.c.idle_since.is_(None), BLOB.c.idle_since >= tx.now - IDLE_MS)
    removed = 0
    for sha256 in sorted(hashes):
        held = select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256).with_for_update()
        if tx.connection.execute(held).first() is None:
            continue
        # a second look, under the lock: what was committed before we got it is seen by a statement of its own
        young = select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256, or_(long_ago, _used()))
        if tx.connection.execute(young).first() is not None:
            continue
        for table in (FILE_USE, VISITOR_FILE, BLOB):
            tx.connection.execute(delete(table).where(table.c.sha256 == sha256))
        _removed(remove_file, sha256)
        removed += 1
    return removed


def _removed(remove_file: Callable[[str], None], sha256: str) -> None:
    """Remove a file. What is out of reach just now may be gone or not: its row goes, and a later look finds a stray."""
    try:
        remove_file(sha256)
    except AppError as error:
        if error.code != "files_out_of_reach":
            raise


def remove_strays(tx: Tx, hashes: Collection[str], remove_file: Callable[[str], None]) -> int:
    """Remove those of these files that are in no table: their notes were lost with a restored database, or a server
    was killed between storing them and noting it. Returns how many.
    """
    removed = 0
    for part in chunks(sorted(hashes), AT_ONCE):
        for sha256 in sorted(set(part) - stored(tx, part).keys()):
            row = {"sha256": sha256, "size": 0, "mime": "", "stored_at": tx.now}
            taken = tx.insert(BLOB).values(row).on_conflict_do_nothing(index_elements=["sha256"])
            if tx.connection.execute(taken.returning(BLOB.c.sha256)).first() is None:
                continue  # somebody has just sent it again
            remove_file(sha256)  # whoever sends it now waits for our row, and finds that the file is gone
            tx.connection.execute(delete(BLOB).where(BLOB.c.sha256 == sha256))
            removed += 1
    return removed
