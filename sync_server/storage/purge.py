"""Forgetting what no device needs any more: traces of rows that left a scope, and the results of old operations.

A device that was silent for longer than TRACES_MS begins its scopes anew (the feed's horizon tells it to), so nothing
that was removed meanwhile comes back from it. Results are kept much longer: a device may send its operations again
after a restore, and must not get a second result for one.
"""

import msgspec
from sqlalchemy import delete, func, select, update

from sync_server.storage import feed
from sync_server.storage.records import DEL, OUT, Reader, Tx
from sync_server.storage.tables import SYNC_FEED, SYNC_META, SYNC_OP, SYNC_STREAM, SYNC_TIME, TOKEN

DAY_MS = 86_400_000
TRACES_MS = 180 * DAY_MS
RESULTS_MS = 400 * DAY_MS
AT_ONCE = 500
"""Rows removed in one transaction, so that no device waits for it."""


class Old(msgspec.Struct, frozen=True):
    """What is old enough: the last change whose traces go, operations, and whether there are dead sign-ins."""

    seq: int
    traces: bool
    op_ids: tuple[str, ...]
    tokens: bool

    @property
    def any(self) -> bool:
        """Say whether there is anything to do."""
        return self.traces or bool(self.op_ids) or self.tokens


def old(reader: Reader) -> Old:
    """Look what may go: a look that takes no lock."""
    sampled = select(func.max(SYNC_TIME.c.seq)).where(SYNC_TIME.c.at < reader.now - TRACES_MS)
    seq = int(reader.connection.execute(sampled).scalar() or 0)
    trace = select(SYNC_FEED.c.seq).where(SYNC_FEED.c.seq <= seq, SYNC_FEED.c.kind.in_((OUT, DEL))).limit(1)
    ops = select(SYNC_OP.c.op_id).where(SYNC_OP.c.at < reader.now - RESULTS_MS).limit(AT_ONCE)
    dead = select(TOKEN.c.hash).where(TOKEN.c.expires_at < reader.now - DAY_MS).limit(1)
    return Old(
        seq=seq,
        traces=bool(seq) and reader.connection.execute(trace).first() is not None,
        op_ids=tuple(row[0] for row in reader.connection.execute(ops)),
        tokens=reader.connection.execute(dead).first() is not None,
    )


def purge(tx: Tx, found: Old) -> None:
    """Remove what :func:`old` found, and say to devices that stopped before it to begin anew."""
    if found.traces:
        gone = (SYNC_FEED.c.seq <= found.seq) & SYNC_FEED.c.kind.in_((OUT, DEL))
        highest = int(tx.connection.execute(select(func.max(SYNC_FEED.c.seq)).where(gone)).scalar() or 0)
        tx.connection.execute(delete(SYNC_FEED).where(gone))
        horizon = str(max(highest, feed.horizon(tx)))
        tx.connection.execute(update(SYNC_META).where(SYNC_META.c.k == "horizon").values(v=horizon))
    if found.op_ids:
        tx.connection.execute(delete(SYNC_STREAM).where(SYNC_STREAM.c.op_id.in_(found.op_ids)))
        tx.connection.execute(delete(SYNC_OP).where(SYNC_OP.c.op_id.in_(found.op_ids)))
    if found.tokens:
        tx.connection.execute(delete(TOKEN).where(TOKEN.c.expires_at < tx.now - DAY_MS))
