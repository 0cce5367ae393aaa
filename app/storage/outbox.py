"""Operations that this device has made: waiting, answered, done.

A row with unresolved operations has the server's image kept in ``sync_base``; what the interface reads is that image
with the operations folded in. An operation is unresolved until the image carries it, so that nothing flickers.
"""

import msgspec

from app.domain.change import Operation, fold
from app.domain.columns import chunks
from app.domain.entity import Actor, Entity
from app.domain.ids import new_id
from app.domain.registry import ENTITIES
from app.storage import rows
from app.storage.core import (
    ENTITY,
    OUTBOX,
    SYNC_BASE,
    SYNC_SCOPE,
    SYNC_STATE,
    Connection,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

PENDING, ANSWERED, DONE = 0, 1, 2
PUSH_BYTES = 1 << 20
"""About how much one push carries: the server and what stands before it limit the size of a request."""
MOST_OWN = 50
"""How many of its predecessors an operation names at most: beyond, an author is asked about words of his own."""
_OPERATION = msgspec.json.Decoder(Operation)


class Kept(msgspec.Struct, frozen=True):
    """The server's image of a row with unresolved operations; ``image`` is None while the server has none."""

    image: Entity | None
    scope: str
    rev: int
    gen: int
    epoch: str
    gone: bool


def state(connection: Connection, key: str, default: str = "") -> str:
    """Return a value of the sync state, such as "client_id" or "epoch"."""
    found = connection.execute(select(SYNC_STATE.c.v).where(SYNC_STATE.c.k == key)).scalar()
    return default if found is None else str(found)


def set_state(connection: Connection, key: str, value: str) -> None:
    """Keep a value of the sync state."""
    connection.execute(delete(SYNC_STATE).where(SYNC_STATE.c.k == key))
    connection.execute(insert(SYNC_STATE).values(k=key, v=value))


def stream(connection: Connection) -> str:
    """Return the name under which this device numbers its operations; the first call gives it one."""
    client_id = state(connection, "client_id")
    if not client_id:
        client_id = new_id()
        set_state(connection, "client_id", client_id)
    return client_id


def base_of(connection: Connection, ent: str, row_id: str) -> Kept | None:
    """Return the kept image of a row, or None when the row has no unresolved operations."""
    b = SYNC_BASE.c
    found = connection.execute(
        select(b.image, b.scope, b.rev, b.gen, b.epoch, b.gone).where(b.ent == ent, b.row == row_id)
    ).first()
    if found is None:
        return None
    image = msgspec.json.decode(found[0], type=ENTITIES[ent].cls) if found[0] is not None else None
    return Kept(image, *found[1:])


def keep_base(connection: Connection, ent: str, row_id: str, base: Kept) -> None:
    """Store the image of a row with unresolved operations."""
    drop_base(connection, ent, row_id)
    image = None if base.image is None else msgspec.json.encode(base.image).decode()
    connection.execute(
        insert(SYNC_BASE).values(
            ent=ent,
            row=row_id,
            image=image,
            scope=base.scope,
            rev=base.rev,
            gen=base.gen,
            epoch=base.epoch,
            gone=base.gone,
        )
    )


def drop_base(connection: Connection, ent: str, row_id: str) -> None:
    """Forget the kept image of a row."""
    connection.execute(delete(SYNC_BASE).where(SYNC_BASE.c.ent == ent, SYNC_BASE.c.row == row_id))


def capture_base(connection: Connection, ent: str, row_id: str) -> Kept:
    """Keep the server's image of a row before its first unresolved operation; return what is kept."""
    kept = base_of(connection, ent, row_id)
    if kept is not None:
        return kept
    table = ENTITY[ent]
    value = rows.get(connection, ENTITIES[ent].cls, row_id)
    stamp = connection.execute(select(table.c["_gen"], table.c["_epoch"]).where(table.c.id == row_id)).first()
    if value is None or stamp is None:
        base = Kept(None, "", 0, 0, "", False)
    else:
        base = Kept(value, value.scope, value.rev, stamp[0], stamp[1], False)
    keep_base(connection, ent, row_id, base)
    return base


def append(connection: Connection, op: Operation) -> Operation:
    """Put an operation into the outbox with the next number of this stream and return it so numbered."""
    n = int(state(connection, "next_n", "1"))
    set_state(connection, "next_n", str(n + 1))
    renumbered = int(state(connection, "renumbered_lsn", "0"))
    own = made_upon(connection, op, renumbered, DONE) if renumbered else ()
    numbered = msgspec.structs.replace(op, n=n, own=own)
    connection.execute(
        insert(OUTBOX).values(
            op_id=op.id,
            client_id=stream(connection),
            n=n,
            txn=op.txn,
            ent=op.ent,
            row=op.row,
            kind=op.kind,
            op=msgspec.json.encode(numbered).decode(),
            wall=op.wall,
            state=PENDING,
        )
    )
    return numbered


def made_upon(connection: Connection, op: Operation, last: int, below: int) -> tuple[str, ...]:
    """Return the operations on the same row up to ``last`` (lsn), in a state ``below`` this one, the newest first."""
    o = OUTBOX.c
    query = select(o.op_id).where(o.ent == op.ent, o.row == op.row, o.lsn <= last, o.state < below)
    return tuple(op_id for (op_id,) in connection.execute(query.order_by(o.lsn.desc()).limit(MOST_OWN)))


def operations(connection: Connection, ent: str, row_id: str, rev: int) -> list[Operation]:
    """Return the operations that an image of revision ``rev`` does not carry yet, in order."""
    o = OUTBOX.c
    unseen = or_(o.state == PENDING, (o.state == ANSWERED) & (o.res_rev > rev))
    query = select(o.op).where(o.ent == ent, o.row == row_id, unseen).order_by(o.lsn)
    return [_OPERATION.decode(text) for (text,) in connection.execute(query)]


def next_push(connection: Connection, limit: int, room: int = PUSH_BYTES) -> list[Operation]:
    """Return the next pending operations in order: at most ``limit`` of about ``room`` bytes, but whole transactions,
    and one at least.
    """
    query = select(OUTBOX.c.op, OUTBOX.c.txn).where(OUTBOX.c.state == PENDING).order_by(OUTBOX.c.lsn)
    fitting: list[tuple[str, str]] = []
    for text, txn in connection.execute(query.limit(limit + 1)):
        room -= len(text)
        if fitting and (len(fitting) == limit or room < 0):
            break
        fitting.append((text, txn))
    else:
        return [_OPERATION.decode(text) for text, _ in fitting]
    first = fitting[0][1]
    while fitting and fitting[-1][1] == txn:
        fitting.pop()
    if fitting:
        return [_OPERATION.decode(text) for text, _ in fitting]
    whole = select(OUTBOX.c.op).where(OUTBOX.c.txn == first, OUTBOX.c.state == PENDING).order_by(OUTBOX.c.lsn)
    return [_OPERATION.decode(text) for (text,) in connection.execute(whole)]


def refresh(connection: Connection, ent: str, row_id: str, actor: Actor) -> None:
    """Show a row again: the kept image with its unresolved operations folded in."""
    base = base_of(connection, ent, row_id)
    if base is None:
        return
    entity = ENTITIES[ent]
    view = base.image
    for op in operations(connection, ent, row_id, base.rev):
        view = fold(entity, view, op, actor)
    if view is None or base.gone:
        rows.delete(connection, ent, (row_id,))
    else:
        rows.write(connection, ent, (view,), base.gen, base.epoch)


def settle(connection: Connection, complete: bool, actor: Actor, now: int) -> set[tuple[str, str]]:
    """Finish answered operations whose effect this device has seen; return the rows that became clean or changed.

    Done is what was refused or changed nothing, what the image carries, and, after a complete pull past it, what
    touched a row that this device no longer holds.
    """
    o, b = OUTBOX.c, SYNC_BASE.c
    carried = (b.image.is_not(None)) & (b.rev >= o.res_rev)
    base = OUTBOX.join(SYNC_BASE, (b.ent == o.ent) & (b.row == o.row), isouter=True)
    query = select(o.lsn, o.ent, o.row).select_from(base).where(o.state == ANSWERED)
    finished = list(connection.execute(query.where((o.res_rev == 0) | carried)))
    if complete:
        lowest = connection.execute(select(func.min(SYNC_SCOPE.c.cursor))).scalar()
        left = query.where(o.res_rev > 0, b.image.is_(None) | (b.rev < o.res_rev))
        if lowest is not None:
            left = left.where(o.res_seq <= lowest)
        held = (b.image.is_not(None)) & (b.gone.is_(False))
        finished += [
            row
            for row in connection.execute(left.add_columns(held)).all()
            if not row[3] or not _pending(connection, row[1], row[2])
        ]
    done = [row[0] for row in finished]
    touched = {(row[1], row[2]) for row in finished}
    for part in chunks(done, 500):
        connection.execute(update(OUTBOX).where(o.lsn.in_(part)).values(state=DONE, done_at=now))
    for ent, row_id in touched:
        refresh(connection, ent, row_id, actor)
        if not _unresolved(connection, ent, row_id):
            drop_base(connection, ent, row_id)
    return touched


def _pending(connection: Connection, ent: str, row_id: str) -> bool:
    o = OUTBOX.c
    query = select(o.lsn).where(o.ent == ent, o.row == row_id, o.state == PENDING).limit(1)
    return connection.execute(query).first() is not None


def _unresolved(connection: Connection, ent: str, row_id: str) -> bool:
    o = OUTBOX.c
    query = select(o.lsn).where(o.ent == ent, o.row == row_id, o.state < DONE).limit(1)
    return connection.execute(query).first() is not None
