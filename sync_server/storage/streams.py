"""Operation streams: how far each came, and the one final result of every operation."""

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import and_, func, or_, select, update

from app.domain.change import Operation, Result
from sync_server.storage import feed
from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import SYNC_CLIENT, SYNC_OP, SYNC_STREAM, SYNC_TIME


class Stream(msgspec.Struct, frozen=True):
    """One stream of operations: whose it is and the last number that has a result."""

    client_id: str
    user_id: str
    last_n: int


def find(reader: Reader, client_id: str) -> Stream | None:
    """Return a stream as it is, without locking it."""
    table = SYNC_CLIENT.c
    query = select(table.client_id, table.user_id, table.last_n).where(table.client_id == client_id)
    row = reader.connection.execute(query).one_or_none()
    return Stream(row[0], row[1], row[2]) if row else None


def hold(tx: Tx, client_id: str, user_id: str) -> Stream:
    """Return a stream under its lock; a new one begins with this user."""
    fresh = {"client_id": client_id, "user_id": user_id, "last_n": 0, "schema": 0, "proto": 0, "device": ""}
    statement = tx.insert(SYNC_CLIENT).values(**fresh, last_seen_at=tx.now)
    tx.connection.execute(statement.on_conflict_do_nothing(index_elements=["client_id"]))
    table = SYNC_CLIENT.c
    query = select(table.client_id, table.user_id, table.last_n).where(table.client_id == client_id)
    row = tx.connection.execute(query.with_for_update()).one()
    return Stream(row[0], row[1], row[2])


def seen(tx: Tx, client_id: str, *, schema: int, proto: int, device: str) -> None:
    """Note what a stream's program speaks."""
    query = update(SYNC_CLIENT).where(SYNC_CLIENT.c.client_id == client_id)
    tx.connection.execute(query.values(schema=schema, proto=proto, device=device, last_seen_at=tx.now))


def advance(tx: Tx, client_id: str, last_n: int) -> None:
    """Note the last number of a stream that has a result."""
    query = update(SYNC_CLIENT).where(SYNC_CLIENT.c.client_id == client_id)
    tx.connection.execute(query.values(last_n=last_n, last_seen_at=tx.now))


def numbered(tx: Tx, client_id: str, numbers: Collection[int]) -> dict[int, str]:
    """Return which operation had each of these numbers in a stream."""
    table = SYNC_STREAM.c
    query = select(table.n, table.op_id).where(table.client_id == client_id, table.n.in_(numbers))
    return {row[0]: row[1] for row in tx.connection.execute(query)}


def results(reader: Reader, op_ids: Collection[str]) -> dict[str, Result]:
    """Return the stored results of the operations among these that have one."""
    query = select(SYNC_OP.c.op_id, SYNC_OP.c.result).where(SYNC_OP.c.op_id.in_(op_ids))
    return {row[0]: msgspec.json.decode(row[1], type=Result) for row in reader.connection.execute(query)}


class Answered(msgspec.Struct, frozen=True):
    """An operation with its result; ``seq`` of the result is known when the transaction is sealed."""

    op: Operation
    result: Result
    fresh: bool


def store(tx: Tx, stream: Stream, answered: Collection[Answered], seq: int) -> None:
    """Keep the results of new operations, and which number of the stream each one was."""
    fresh = [
        {
            "op_id": each.op.id,
            "client_id": stream.client_id,
            "n": each.op.n,
            "user_id": stream.user_id,
            "ent": each.op.ent,
            "row": each.op.row,
            "kind": each.op.kind,
            "rev": each.result.rev,
            "seq": seq,
            "result": msgspec.json.encode(each.result).decode(),
            "body": msgspec.json.encode(each.op.body).decode(),
            "at": tx.now,
        }
        for each in answered
        if each.fresh
    ]
    tx.insert_many(SYNC_OP, fresh)
    numbers = [{"client_id": stream.client_id, "n": each.op.n, "op_id": each.op.id} for each in answered]
    tx.upsert(SYNC_STREAM, numbers, ("client_id", "n"))


def previous_body(tx: Tx, stream: Stream, op: Operation, field: str) -> tuple[int, dict[str, Any]] | None:
    """Return the revision and the body of the author's newest accepted operation on this row that set a field: one of
    this stream, or one that the operation says was made before it.
    """
    table = SYNC_OP.c
    query = select(table.rev, table.body).where(
        table.row == op.row, table.ent == op.ent,
        or_(table.client_id == stream.client_id, and_(table.op_id.in_(op.own), table.user_id == stream.user_id)),
        table.kind.in_(("create", "patch")), table.rev > 0,
    )  # fmt: skip
    for rev, body in tx.connection.execute(query.order_by(table.rev.desc())):
        fields = msgspec.json.decode(body)
        if field in fields:
            return rev, fields
    return None


def number_at(tx: Tx, at: int) -> int:
    """Return the newest change at a time (ms), give or take the minute between two samples."""
    first_after = tx.connection.execute(select(func.min(SYNC_TIME.c.seq)).where(SYNC_TIME.c.at > at)).scalar()
    return feed.head(tx) if first_after is None else int(first_after) - 1


def time_of(tx: Tx, seq: int) -> int:
    """Return the time (ms) of the newest sample not after a change number, 0 when there is none."""
    table = SYNC_TIME.c
    query = select(table.at).where(table.seq <= seq).order_by(table.seq.desc()).limit(1)
    return int(tx.connection.execute(query).scalar() or 0)
