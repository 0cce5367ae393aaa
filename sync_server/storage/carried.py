"""Files of rows that came over a branch's border: the rows come first, the files follow by their hash.

Which files are here is each server's own business, so what a row says of that is not taken over but found out: a file
that is not here is promised by the other server (its *giver*) as it would be by a desk. The giver brings it and names
the rows for which it vouches: those whose authors have shown there that they have the file.
"""

from collections.abc import Collection

import msgspec
from sqlalchemy import select, update

from app.domain.files import FileRef
from app.domain.registry import BY_CLASS
from sync_server.storage import blobs, uses
from sync_server.storage.records import UPLOAD, E, Key, Reader, Tx, named_files
from sync_server.storage.tables import FILE_USE

UPSTREAM = "upstream"
"""The giver of what a branch's server lacks."""
MOST_ROWS = 50
"""Rows of a file that are named at once."""
_USE = FILE_USE.c


def giver_of(branch_id: str) -> str:
    """Return the giver of what headquarters lacks of a branch's files."""
    return f"branch:{branch_id}"


class Wanted(msgspec.Struct, frozen=True):
    """A file that is promised, with the first rows that wait for it and how much of it is here."""

    sha256: str
    rows: tuple[Key, ...]
    begun: int = 0


def put(tx: Tx, row: E, giver: str, open_here: Collection[str] | None = None) -> E:
    """Write a row that came over the border. ``open_here``: the files to show at once; all that are stored if None."""
    named = named_files(row)
    if not named:
        return tx.put(row)
    here = set(blobs.stored(tx, named) if open_here is None else open_here)
    ent = BY_CLASS[type(row)].name
    before = _promisers(tx, ent, row.id)
    shown = {sha256 for sha256, by in before.items() if not by}  # stays so, whatever the other side still waits for
    waiting: set[str] = set()

    def placed(ref: FileRef) -> FileRef:
        if ref.pending and ref.sha256 not in shown:
            waiting.add(ref.sha256)
        return msgspec.structs.replace(ref, pending=ref.sha256 in waiting or ref.sha256 not in here | shown)

    after: E = tx.put(uses.with_files(row, placed))
    tx.flush()
    now = _promisers(tx, ent, row.id)
    for sha256 in named:
        open_now = sha256 in shown or (sha256 in here and sha256 not in waiting)
        by = "" if open_now else before.get(sha256) or giver
        if now.get(sha256) != by:
            mine = (_USE.ent == ent, _USE.row == row.id, _USE.sha256 == sha256)
            tx.connection.execute(update(FILE_USE).where(*mine).values(promised_by=by))
    return after


def _promisers(reader: Reader, ent: str, row_id: str) -> dict[str, str]:
    query = select(_USE.sha256, _USE.promised_by).where(_USE.ent == ent, _USE.row == row_id)
    return {row[0]: row[1] for row in reader.connection.execute(query)}


def wanted(reader: Reader, givers: Collection[str], after: str, limit: int) -> list[Wanted]:
    """Return the next files, by hash, that these have promised."""
    promised = (_USE.promised_by != "", _USE.promised_by.in_(list(givers)))
    query = select(_USE.sha256).where(*promised, _USE.sha256 > after).distinct().order_by(_USE.sha256).limit(limit)
    found = []
    for (sha256,) in reader.connection.execute(query).all():
        rows = select(_USE.ent, _USE.row).where(*promised, _USE.sha256 == sha256).order_by(_USE.ent, _USE.row)
        keys = tuple((row[0], row[1]) for row in reader.connection.execute(rows.limit(MOST_ROWS)))
        found.append(Wanted(sha256, keys))
    return found


def vouched(reader: Reader, sha256: str, rows: Collection[Key]) -> list[Key]:
    """Return those of some rows for which a file is here, and nobody owes it."""
    if sha256 not in blobs.stored(reader, [sha256]):
        return []
    query = select(_USE.ent, _USE.row).where(_USE.sha256 == sha256, _USE.promised_by == "", _USE.ent != UPLOAD)
    query = query.where(_USE.row.in_([row_id for _, row_id in rows]))
    kept = {(row[0], row[1]) for row in reader.connection.execute(query)}
    return [key for key in rows if key in kept]


def senders(reader: Reader, sha256: str) -> list[str]:
    """Return who has sent a file here."""
    query = select(_USE.row).where(_USE.sha256 == sha256, _USE.ent == UPLOAD).order_by(_USE.row)
    return [row[0] for row in reader.connection.execute(query)]


def keep(tx: Tx, sha256: str, row: Key, givers: Collection[str]) -> bool:
    """One of the givers has brought a file for one row; returns whether that was waiting for it."""
    promised = (_USE.promised_by != "", _USE.promised_by.in_(list(givers)))
    mine = (_USE.sha256 == sha256, _USE.ent == row[0], _USE.row == row[1], *promised)
    return bool(tx.connection.execute(update(FILE_USE).where(*mine).values(promised_by="")).rowcount)
