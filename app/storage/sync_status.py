"""What the status bar counts."""

import msgspec

from app.domain.journal import REFUSED
from app.domain.notice import SyncStatus
from app.storage.core import BLOB, ENTITY, OUTBOX, SYNC_ISSUE, SYNC_SCOPE, Connection, func, select
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
    query = select(func.count(OUTBOX.c.txn.distinct())).where(OUTBOX.c.state == PENDING)
    return int(connection.execute(query).scalar_one())


def files(connection: Connection) -> int:
    """Return how many files wait to be sent."""
    return int(connection.execute(select(func.count()).where(BLOB.c.state == "unsent")).scalar_one())


def waiting(connection: Connection) -> int:
    """Return how many actions and files wait to be sent."""
    return pending(connection) + files(connection)


def rows_here(connection: Connection) -> int:
    """Return how many rows of the office this device holds that the server has, too; takes 60 ms at a million."""
    tables = (select(func.count()).select_from(table) for table in ENTITY.values())
    new = select(func.count()).where(OUTBOX.c.state == PENDING, OUTBOX.c.kind == "create")
    held = sum(int(connection.execute(query).scalar_one()) for query in tables)
    return held - int(connection.execute(new).scalar_one())


def counts(connection: Connection, synced: int | None = None) -> Counts:
    """Return all counts. All but the rows are cheap: pass ``synced`` to keep an older count of them."""
    conflict = ENTITY["conflict"]
    asked = select(func.count()).select_from(conflict).where(conflict.c.open.is_(True), conflict.c.deleted_at.is_(None))
    conflicts = int(connection.execute(asked).scalar_one())
    late = int(connection.execute(asked.where(conflict.c.field == REFUSED)).scalar_one()) if conflicts else 0
    rejected = connection.execute(
        select(func.count()).select_from(SYNC_ISSUE).where(SYNC_ISSUE.c.open.is_(True))
    ).scalar_one()
    running = connection.execute(
        select(func.count()).select_from(SYNC_SCOPE).where(SYNC_SCOPE.c.pass_state.is_not(None))
    ).scalar_one()
    last = state(connection, "last_sync_at")
    stale = groups(connection) if rejected else {}
    return Counts(
        synced=rows_here(connection) if synced is None else synced,
        pending=pending(connection),
        files=files(connection),
        conflicts=conflicts - late,
        rejected=int(rejected) + late - sum(len(group) for group in stale.values()),
        stale=len(stale),
        last_sync_at=int(last) if last else None,
        complete=bool(last) and not running,
    )
