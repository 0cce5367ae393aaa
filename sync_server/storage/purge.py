"""Forgetting what nobody needs any more: rows that lie in the bin, traces of rows that left a scope, results of old
operations.

What was put into the bin stays there for BIN_MS. Then it goes for good, with what belongs to it alone, and leaves a
trace, by which the devices remove it too. It stays while a row names it that does not go with it: an article that was
sent, the category of a conversation, a customer who wrote once. What a device sends later may name what is gone.

A device that was silent for longer than TRACES_MS begins its scopes anew (the feed's horizon tells it to), so nothing
that was removed meanwhile comes back from it. Results are kept much longer: a device may send its operations again
after a restore, and must not get a second result for one.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import delete, exists, func, select, update

from app.domain.registry import ENTITIES
from sync_server.storage import feed
from sync_server.storage.records import DEL, OUT, Key, Reader, Tx
from sync_server.storage.tables import ENTITY_TABLES, SYNC_FEED, SYNC_META, SYNC_OP, SYNC_STREAM, SYNC_TIME, TOKEN

DAY_MS = 86_400_000
TRACES_MS = 180 * DAY_MS
RESULTS_MS = 400 * DAY_MS
BIN_MS = 180 * DAY_MS
AT_ONCE = 500
"""Rows removed in one transaction, so that no device waits for it."""
BINNED_AT_ONCE = 50
BINNED: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "article": (("article_version", "article_id"), ("article_draft", "article_id")),
        "article_draft": (),
        "flow": (),
        "ticket": (("ticket_note", "ticket_id"),),
        "customer": (),
        "category": (),
    }
)
"""What leaves the bin -> what goes with it: an entity, and its field that names the row."""


def _named_by(ent: str) -> tuple[tuple[str, str], ...]:
    """Return every field of the registry that holds an id of this entity, but for those of what goes with it."""
    fields = ((other, field) for other, entity in ENTITIES.items() for field in entity.fields())
    own = ((ent, "parent_id"), (ent, "merged_into"))
    named = ((other, field) for other, field in fields if field == f"{ent}_id" or (other, field) in own)
    return tuple(each for each in named if each not in BINNED[ent])


REFERRED: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({ent: _named_by(ent) for ent in BINNED})
"""What stays in the bin while a field of another row names it."""


class Old(msgspec.Struct, frozen=True):
    """What is old enough: the last change whose traces go, operations, rows in the bin, and whether there are dead
    sign-ins.
    """

    seq: int
    traces: bool
    op_ids: tuple[str, ...]
    binned: tuple[Key, ...]
    tokens: bool

    @property
    def any(self) -> bool:
        """Say whether there is anything to do."""
        return self.traces or bool(self.op_ids) or bool(self.binned) or self.tokens

    @property
    def more(self) -> bool:
        """Say whether there may be more than is removed at once."""
        return len(self.op_ids) == AT_ONCE or len(self.binned) >= BINNED_AT_ONCE


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
        binned=tuple(_binned(reader)),
        tokens=reader.connection.execute(dead).first() is not None,
    )


def _binned(reader: Reader) -> Iterator[Key]:
    left = BINNED_AT_ONCE
    for ent in BINNED:
        table = ENTITY_TABLES[ent]
        query = select(table.c.id).where(table.c.deleted_at < reader.now - BIN_MS)
        for other, field in REFERRED[ent]:
            refers = ENTITY_TABLES[other].alias()
            query = query.where(~exists().where(refers.c[field] == table.c.id))
        for (row_id,) in reader.connection.execute(query.limit(left)):
            left -= 1
            yield ent, row_id


def _empty_bin(tx: Tx, keys: Iterable[Key]) -> None:
    for ent, row_id in keys:
        row = tx.get(ENTITIES[ent].cls, row_id)
        if row is None or row.deleted_at is None or row.deleted_at >= tx.now - BIN_MS:
            continue  # taken out of the bin since we looked, or gone with another row
        if _is_named(tx, ent, row_id):
            continue  # by a row that came since we looked
        for other, field in BINNED[ent]:
            names: dict[str, Any] = {field: row_id}
            for belonging in tx.find(ENTITIES[other].cls, **names):
                tx.drop(belonging)
        tx.drop(row)


def _is_named(tx: Tx, ent: str, row_id: str) -> bool:
    for other, field in REFERRED[ent]:
        names: dict[str, Any] = {field: row_id}
        if tx.find(ENTITIES[other].cls, limit=1, **names):
            return True
    return False


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
    _empty_bin(tx, found.binned)
    if found.tokens:
        tx.connection.execute(delete(TOKEN).where(TOKEN.c.expires_at < tx.now - DAY_MS))
