"""Operations that this device has made: waiting, answered, done.

A row with unresolved operations has the server's image kept in ``sync_base``; what the interface reads is that image
with the operations folded in. An operation is unresolved until the image carries it, so that nothing flickers.

Who looks for the operations of some rows writes ``+state``: by the index of the states SQLite would walk through all
that waits or was answered, tens of thousands while much is sent, for every page.
"""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from app.domain.change import Operation, fold
from app.domain.columns import chunks
from app.domain.entity import Actor, Entity
from app.domain.guard import STALE
from app.domain.ids import new_id
from app.domain.registry import BY_CLASS, ENTITIES
from app.domain.upcast import upcast
from app.search.postings import write_rows
from app.storage import rows
from app.storage.core import (
    OUTBOX,
    Connection,
    select,
)
from app.storage.rows import marks

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
    found = connection.exec_driver_sql("SELECT v FROM sync_state WHERE k = ?", (key,)).fetchone()
    return default if found is None else str(found[0])


def states(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Return those values of the sync state that are there, by one statement."""
    query = f"SELECT k, v FROM sync_state WHERE k IN ({marks(keys)})"
    return {str(key): str(value) for key, value in connection.exec_driver_sql(query, tuple(keys))}


def set_state(connection: Connection, key: str, value: str) -> None:
    """Keep a value of the sync state."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO sync_state (k, v) VALUES (?, ?)", (key, value))


def stream(connection: Connection) -> str:
    """Return the name under which this device numbers its operations; the first call gives it one."""
    client_id = state(connection, "client_id")
    if not client_id:
        client_id = new_id()
        set_state(connection, "client_id", client_id)
    return client_id


def waiting(connection: Connection) -> tuple[int, int]:
    """Return the lowest number among the operations that wait to be sent, 0 for none, and how many these are."""
    first = "SELECT n FROM outbox WHERE state = ? ORDER BY lsn LIMIT 1"
    found = connection.exec_driver_sql(first, (PENDING,)).fetchone()
    count = connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE state = ?", (PENDING,)).one()[0]
    return (found[0] if found else 0), count


def base_of(connection: Connection, ent: str, row_id: str) -> Kept | None:
    """Return the kept image of a row, or None when the row has no unresolved operations."""
    return bases_of(connection, ent, (row_id,)).get(row_id)


def bases_of(connection: Connection, ent: str, ids: Collection[str]) -> dict[str, Kept]:
    """Return the kept images of those rows that have unresolved operations, by id."""
    decode = _decoder(ent).decode
    found: dict[str, Kept] = {}
    for part in chunks(list(ids), 500):
        query = (
            f"SELECT row, image, scope, rev, gen, epoch, gone FROM sync_base WHERE ent = ? AND row IN ({marks(part)})"
        )
        for row_id, image, scope, rev, gen, epoch, gone in connection.exec_driver_sql(query, (ent, *part)):
            found[row_id] = Kept(None if image is None else decode(image), scope, rev, gen, epoch, bool(gone))
    return found


@functools.cache
def _decoder(ent: str) -> msgspec.json.Decoder[Entity]:
    return msgspec.json.Decoder(ENTITIES[ent].cls)


def keep_bases(connection: Connection, ent: str, bases: Mapping[str, Kept]) -> None:
    """Store the images of rows with unresolved operations, by id."""
    values = [
        (ent, row_id, None if b.image is None else _encode(b.image), b.scope, b.rev, b.gen, b.epoch, b.gone)
        for row_id, b in bases.items()
    ]
    write_rows(
        connection,
        "INSERT OR REPLACE INTO sync_base (ent, row, image, scope, rev, gen, epoch, gone) VALUES {rows}",
        values,
    )


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def capture_base(connection: Connection, ent: str, row_id: str) -> Kept:
    """Keep the server's image of a row before its first unresolved operation; return what is kept."""
    kept = base_of(connection, ent, row_id)
    if kept is not None:
        return kept
    value = rows.get(connection, ENTITIES[ent].cls, row_id)
    base = Kept(None, "", 0, 0, "", False)
    if value is not None:
        query = f'SELECT "_gen", "_epoch" FROM "{ent}" WHERE id = ?'
        gen, epoch = connection.exec_driver_sql(query, (row_id,)).one()
        base = Kept(value, value.scope, value.rev, gen, epoch, False)
    keep_bases(connection, ent, {row_id: base})
    return base


def append(connection: Connection, op: Operation) -> Operation:
    """Put an operation into the outbox with the next number of this stream and return it so numbered."""
    n = int(state(connection, "next_n", "1"))
    set_state(connection, "next_n", str(n + 1))
    renumbered = int(state(connection, "renumbered_lsn", "0"))
    own = made_upon(connection, op, renumbered, DONE) if renumbered else ()
    numbered = msgspec.structs.replace(op, n=n, own=own)
    values = (op.id, stream(connection), n, op.txn, op.ent, op.row, op.kind, _encode(numbered), op.wall, PENDING)
    connection.exec_driver_sql(
        f"INSERT INTO outbox (op_id, client_id, n, txn, ent, row, kind, op, wall, state) VALUES ({marks(values)})",
        values,
    )
    return numbered


def made_upon(connection: Connection, op: Operation, last: int, below: int) -> tuple[str, ...]:
    """Return the operations on the same row up to ``last`` (lsn), in a state ``below`` this one, the newest first."""
    o = OUTBOX.c
    query = select(o.op_id).where(o.ent == op.ent, o.row == op.row, o.lsn <= last, o.state < below)
    return tuple(op_id for (op_id,) in connection.execute(query.order_by(o.lsn.desc()).limit(MOST_OWN)))


def files(connection: Connection, *, pending: bool = False) -> set[str]:
    """Return the sha256 of every file that kept operations name, or only those that are to be sent."""
    query = "SELECT DISTINCT f.value FROM outbox o, json_each(o.op, '$.deps') f"
    return {sha256 for (sha256,) in connection.exec_driver_sql(query + f" WHERE o.state = {PENDING}" * pending)}


def deleted_here(connection: Connection, binned: Entity) -> bool:
    """Say whether a row in the bin is there by this device: its time in the bin is the server's once that took it.

    Nobody can have put it there anew with one change upon ours: that takes two, out of the bin and into it again. One
    that changed nothing came too late: somebody else had put it there.
    """
    o = OUTBOX.c
    ours = (o.ent == BY_CLASS[type(binned)].name) & (o.row == binned.id) & (o.kind == "delete")
    last = connection.execute(select(o.state, o.res_rev).where(ours).order_by(o.lsn.desc()).limit(1)).first()
    return last is not None and (last.state == PENDING or 0 < last.res_rev > binned.rev - 2)


def forget_knowledge(connection: Connection) -> None:
    """Before answered operations are sent again: whether a reply fits was decided when it was answered.

    What was sent is history now, and not asked about once more; what was stale stays refused, for its author has sent
    it as another operation, or dropped it.
    """
    answered = f"state <> {PENDING} AND ent = 'message' AND json_type(op, '$.known') IS NOT NULL"
    refused = f"coalesce(json_extract(result, '$.code') = '{STALE}', FALSE)"
    settled = f"UPDATE outbox SET op = json_set(op, '$.known.settled', json('true')) WHERE {answered} AND {refused}"
    connection.exec_driver_sql(settled)
    sent = f"UPDATE outbox SET op = json_remove(op, '$.known') WHERE {answered} AND NOT {refused}"
    connection.exec_driver_sql(sent)


def forget_numbers(connection: Connection) -> None:
    """Before operations are sent to another history: the changes that their authors had seen have no numbers in it."""
    set_state(connection, "seen_seq", "0")
    connection.exec_driver_sql(f"UPDATE outbox SET op = json_remove(op, '$.seen_seq') WHERE state = {PENDING}")


def operations(connection: Connection, ent: str, ids: Collection[str]) -> dict[str, list[tuple[Operation, int]]]:
    """Return the unresolved operations on rows, in order, by row: each with the revision that carries it, 0 for one
    that is not answered yet.
    """
    found: dict[str, list[tuple[Operation, int]]] = {}
    for part in chunks(list(ids), 500):
        query = (
            f"SELECT row, op, state, res_rev FROM outbox WHERE ent = ? AND row IN ({marks(part)}) AND +state < ? "
            "ORDER BY lsn"
        )
        for row_id, text, at, rev in connection.exec_driver_sql(query, (ent, *part, DONE)):
            found.setdefault(row_id, []).append((_read(text), rev if at == ANSWERED else 0))
    return found


def _read(text: str) -> Operation:
    """Return an operation as this program would have written it: an older one may have."""
    return upcast(_OPERATION.decode(text))


def next_push(connection: Connection, limit: int, room: int = PUSH_BYTES, after: int = 0) -> list[Operation]:
    """Return the next pending operations in order: at most ``limit`` of about ``room`` bytes, but whole transactions,
    and one at least. Those up to number ``after`` are under way.
    """
    query = "SELECT op, txn FROM outbox WHERE state = ? AND n > ? ORDER BY lsn LIMIT ?"
    fitting: list[tuple[str, str]] = []
    for text, txn in connection.exec_driver_sql(query, (PENDING, after, limit + 1)).fetchall():
        room -= len(text)
        if fitting and (len(fitting) == limit or room < 0):
            break
        fitting.append((text, txn))
    else:
        return [_read(text) for text, _ in fitting]
    first = fitting[0][1]
    while fitting and fitting[-1][1] == txn:
        fitting.pop()
    if fitting:
        return [_read(text) for text, _ in fitting]
    whole = select(OUTBOX.c.op).where(OUTBOX.c.txn == first, OUTBOX.c.state == PENDING).order_by(OUTBOX.c.lsn)
    return [_read(text) for (text,) in connection.execute(whole)]


def _refresh(connection: Connection, touched: Iterable[tuple[str, str]], actor: Actor) -> None:
    """Show rows again, the kept image with its unresolved operations folded in, and forget images without any."""
    for ent, ids in _by_entity(touched).items():
        entity = ENTITIES[ent]
        bases = bases_of(connection, ent, ids)
        unresolved = operations(connection, ent, bases)
        views: dict[str, Entity | None] = {}
        for row_id, base in bases.items():
            view = base.image
            for op, rev in unresolved.get(row_id, ()):
                if not rev or rev > base.rev:
                    view = fold(entity, view, op, actor)
            views[row_id] = view
        _show(connection, ent, bases, views)
        _forget_bases(connection, ent, [row_id for row_id in bases if row_id not in unresolved])


def _show(connection: Connection, ent: str, bases: Mapping[str, Kept], views: Mapping[str, Entity | None]) -> None:
    """Put rows in the place of those that are shown; those that are none, or that have left, are hidden."""
    shown: dict[tuple[int, str], list[Entity]] = {}
    hidden: list[str] = []
    for row_id, view in views.items():
        base = bases[row_id]
        if view is None or base.gone:
            hidden.append(row_id)
        else:
            shown.setdefault((base.gen, base.epoch), []).append(view)
    for (gen, epoch), some in shown.items():
        rows.write(connection, ent, some, gen, epoch)
    rows.delete(connection, ent, hidden)


def _forget_bases(connection: Connection, ent: str, ids: Sequence[str]) -> None:
    for part in chunks(ids, 500):
        connection.exec_driver_sql(f"DELETE FROM sync_base WHERE ent = ? AND row IN ({marks(part)})", (ent, *part))


def show_carried(connection: Connection, ent: str, bases: Mapping[str, Kept]) -> set[str]:
    """Finish the operations on those rows whose new images (``bases``) carry every one of them, and show these rows;
    return their ids. Nearly all of what this device has sent comes back so; the rest is for :func:`settle`.
    """
    carried: dict[str, list[int]] = {row_id: [] for row_id in bases}
    for part in chunks(list(bases), 500):
        query = f"SELECT row, lsn, state, res_rev FROM outbox WHERE ent = ? AND row IN ({marks(part)}) AND +state < ?"
        for row_id, lsn, at, rev in connection.exec_driver_sql(query, (ent, *part, DONE)).fetchall():
            base = bases[row_id]
            if at == PENDING or (rev and (base.image is None or base.rev < rev)):
                carried.pop(row_id, None)
            elif row_id in carried:
                carried[row_id].append(lsn)
    _finish(connection, [lsn for lsns in carried.values() for lsn in lsns])
    _show(connection, ent, bases, {row_id: bases[row_id].image for row_id in carried})
    _forget_bases(connection, ent, list(carried))
    return set(carried)


def _finish(connection: Connection, lsns: Sequence[int]) -> None:
    for part in chunks(lsns, 500):
        connection.exec_driver_sql(f"UPDATE outbox SET state = ? WHERE lsn IN ({marks(part)})", (DONE, *part))


def _by_entity(touched: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ent, row_id in touched:
        found.setdefault(ent, []).append(row_id)
    return found


_LEFT = f"""
SELECT o.lsn, o.ent, o.row, b.image IS NOT NULL AND b.gone IS FALSE AND o.res_rev > 0
FROM outbox AS o LEFT JOIN sync_base AS b ON b.ent = o.ent AND b.row = o.row
WHERE o.state = {ANSWERED} AND (
    o.res_rev = 0 OR ((b.image IS NULL OR b.rev < o.res_rev) AND (? IS NULL OR o.res_seq <= ?))
)
"""
"""What was answered and is not carried by an image, although all up to the lowest cursor is here, and whether its row
is here still. Those of revision 0 were answered in a history that is gone.
"""


def settle(
    connection: Connection,
    complete: bool,
    actor: Actor,
    images: Collection[tuple[str, str]] = (),
    answered: Collection[tuple[str, str]] = (),
) -> set[tuple[str, str]]:
    """Finish answered operations whose effect this device has seen, and show their rows, and those whose kept image
    changed (``images``), as they now are; return all of these rows. ``answered`` are the rows of new answers.

    Done is what was refused or changed nothing, what the image carries, and, after a complete pull past it, what
    touched a row that this device no longer holds.
    """
    finished = _carried(connection, {*images, *answered})
    if complete:
        (lowest,) = connection.exec_driver_sql("SELECT min(cursor) FROM sync_scope").one()
        finished += [
            (lsn, ent, row)
            for lsn, ent, row, here in connection.exec_driver_sql(_LEFT, (lowest, lowest)).fetchall()
            if not here or not _pending(connection, ent, row)
        ]
    _finish(connection, [row[0] for row in finished])
    touched = {(row[1], row[2]) for row in finished} | set(images)
    _refresh(connection, touched, actor)
    return touched


def _carried(connection: Connection, touched: Iterable[tuple[str, str]]) -> list[tuple[int, str, str]]:
    """Return lsn, entity and row of the answered operations on some rows that changed nothing or that the image has.

    Only these rows are looked at: while much is sent, tens of thousands of operations are answered and not yet seen.
    """
    found: list[tuple[int, str, str]] = []
    for ent, ids in _by_entity(touched).items():
        for part in chunks(ids, 500):
            query = (
                "SELECT o.lsn, o.ent, o.row FROM outbox AS o "
                "LEFT JOIN sync_base AS b ON b.ent = o.ent AND b.row = o.row "
                f"WHERE o.ent = ? AND o.row IN ({marks(part)}) AND +o.state = {ANSWERED} "
                "AND (o.res_rev = 0 OR (b.image IS NOT NULL AND b.rev >= o.res_rev))"
            )
            found += [(lsn, of, row) for lsn, of, row in connection.exec_driver_sql(query, (ent, *part))]
    return found


def _pending(connection: Connection, ent: str, row_id: str) -> bool:
    o = OUTBOX.c
    query = select(o.lsn).where(o.ent == ent, o.row == row_id, o.state == PENDING).limit(1)
    return connection.execute(query).first() is not None
