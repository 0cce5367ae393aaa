"""What the status bar counts."""

import msgspec

from app.domain.journal import REFUSED
from app.domain.notice import SyncStatus
from app.domain.registry import ENTITIES
from app.storage.core import Connection
from app.storage.guard import groups
from app.storage.outbox import PENDING, state


class Counts(msgspec.Struct, frozen=True):
    """Rows on this device, actions and files not yet sent, and what waits for a decision of the person. ``stale``
    counts acts of sending that were not sent because things changed; they are not among the rejected.
    """

    synced: int
    pending: int
    files: int
    conflicts: int
    rejected: int
    stale: int
    last_sync_at: int | None
    complete: bool


def stand(counted: Counts) -> SyncStatus:
    """Return how this device stands by itself, before and without a connection."""
    return SyncStatus(
        synced=counted.synced,
        pending=counted.pending + counted.files,
        conflicts=counted.conflicts,
        rejected=counted.rejected,
        stale=counted.stale,
        last_sync_at=counted.last_sync_at,
    )


def pending(connection: Connection) -> int:
    """Return how many actions (not operations) wait to be sent."""
    return _count(connection, f"SELECT count(DISTINCT txn) FROM outbox WHERE state = {PENDING}")


def files(connection: Connection) -> int:
    """Return how many files wait to be sent."""
    return _count(connection, "SELECT count(*) FROM blob WHERE state = 'unsent'")


def waiting(connection: Connection) -> int:
    """Return how many actions and files wait to be sent."""
    return pending(connection) + files(connection)


def rows_here(connection: Connection) -> int:
    """Return how many rows of the office this device holds that the server has, too; takes 60 ms at a million."""
    held = sum(_count(connection, f'SELECT count(*) FROM "{name}"') for name in ENTITIES)
    return held - _count(connection, f"SELECT count(*) FROM outbox WHERE state = {PENDING} AND kind = 'create'")


def counts(connection: Connection, synced: int | None = None) -> Counts:
    """Return all counts. All but the rows are cheap: pass ``synced`` to keep an older count of them.

    They are counted after every answer of the server's, so by SQL text: SQLAlchemy took three times as long as SQLite.
    """
    asked = "SELECT count(*), coalesce(sum(field = ?), 0) FROM conflict WHERE open AND deleted_at IS NULL"
    conflicts, late = connection.exec_driver_sql(asked, (REFUSED,)).one()
    rejected = _count(connection, "SELECT count(*) FROM sync_issue WHERE open")
    running = _count(connection, "SELECT count(*) FROM sync_scope WHERE pass_state IS NOT NULL")
    last = state(connection, "last_sync_at")
    stale = groups(connection) if rejected else {}
    return Counts(
        synced=rows_here(connection) if synced is None else synced,
        pending=pending(connection),
        files=files(connection),
        conflicts=conflicts - late,
        rejected=rejected + late - sum(len(group) for group in stale.values()),
        stale=len(stale),
        last_sync_at=int(last) if last else None,
        complete=bool(last) and not running,
    )


def _count(connection: Connection, query: str) -> int:
    return int(connection.exec_driver_sql(query).one()[0])
