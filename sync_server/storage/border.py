"""What crosses the border between a branch's own server and headquarters, kept with the change that caused it.

At a branch: operations on rows of headquarters. At headquarters: letters, the rows that went to a branch. See
:mod:`sync_server.upstream`.
"""

import functools
from typing import Any

import msgspec
from sqlalchemy import and_, delete, func, insert, or_, select, update

from app.domain.change import Operation, Result, create_body, fold
from app.domain.conversations import Conversation, Message, MessageKind, ReadMark
from app.domain.customers import Customer, Identity
from app.domain.entity import SYSTEM, Actor, Entity, EntityType, Merge
from app.domain.ids import new_id
from app.domain.people import Agent
from app.domain.registry import BY_CLASS, ENTITIES, SCHEMA
from app.domain.surveys import Survey
from sync_server.storage import branches, carried, feed, homes
from sync_server.storage.records import Key, Reader, Tx
from sync_server.storage.tables import BRANCH_LETTER, SYNC_META, UPSTREAM_OP, UPSTREAM_ROW

KEEP_MS = 30 * 86_400_000
"""For how long answered operations are kept, for a headquarters that is restored."""
_OP, _ROW, _LETTER = UPSTREAM_OP.c, UPSTREAM_ROW.c, BRANCH_LETTER.c
_STREAMS = "upstream_streams"
_BY_SYSTEM = (Customer, Identity)
"""What the server of a branch itself writes although it is headquarters': the customers of its chat page."""
ALL = 1 << 62
"""A number behind all that there are."""
_NOT_SENT = frozenset({Merge.SERVER, Merge.INTENT, Merge.FIXED})


def note(tx: Tx) -> None:
    """Keep what of a transaction concerns the other side of a border. To be called before it is sealed."""
    if next(tx.written(), None) is None or homes.alone(tx):
        return
    written = list(tx.written())
    left = _left(tx, written) if tx.history.branch else ""
    for before, row in written:
        key = (BY_CLASS[type(row)].name, row.id)
        if key in tx.carried:
            continue
        if homes.here(tx, row):
            page = "" if tx.history.branch else _page_of(tx, row)
            if page:
                tx.at_end(functools.partial(_post, tx, page, key))
            continue
        if not tx.history.branch:
            branch_id = str(homes.branch_of(tx, row))
            tx.at_end(functools.partial(_post, tx, branch_id, key))
        elif isinstance(row, _BY_SYSTEM):
            _keep_own(tx, before, row)
        elif before is None and left:
            tx.came_from(key, left)


def _left(tx: Tx, written: list[tuple[Entity | None, Entity]]) -> str:
    """Return the scope from which something went over the border in a transaction, or "".

    What was said and noted about it then has never been in a scope that goes up, and belongs to it.
    """
    went = (before for before, row in written if before is not None and before.scope != row.scope)
    return next((before.scope for before in went if homes.here(tx, before)), "")


# -- at headquarters ---------------------------------------------------------------------------------------------------


def _post(tx: Tx, branch_id: str, key: Key, seq: int) -> None:
    letter = {"branch_id": branch_id, "ent": key[0], "row": key[1], "seq": seq}
    tx.upsert(BRANCH_LETTER, [letter], ("branch_id", "ent", "row"))


def _page_of(tx: Tx, row: Entity) -> str:
    """Return the branch at whose page the customer sees a row of a conversation that is served here, or ""."""
    conversation: Conversation | None = None
    match row:
        case Conversation():
            conversation = row
        case Message() if row.kind is MessageKind.NOTE:
            return ""
        case Message() | Survey() | ReadMark():
            conversation = tx.peek(Conversation, row.conversation_id)
    return branches.page_of(tx, conversation) if conversation is not None else ""


def copy_again(tx: Tx, branch_id: str) -> None:
    """Send a branch the conversations of its pages that are served here once more: it, or we, were restored."""
    for conversation in branches.of_pages(tx, branch_id):
        if homes.here(tx, conversation):
            seq = feed.head(tx)
            _post(tx, branch_id, ("conversation", conversation.id), seq)
            for cls in (Message, Survey, ReadMark):
                for row in tx.find(cls, conversation_id=conversation.id):
                    if _page_of(tx, row):
                        _post(tx, branch_id, (BY_CLASS[cls].name, row.id), seq)


def letters(reader: Reader, branch_id: str, limit: int) -> list[tuple[int, str, str]]:
    """Return number, entity and row of the oldest letters to a branch, those of one change together."""
    query = select(_LETTER.seq, _LETTER.ent, _LETTER.row).where(_LETTER.branch_id == branch_id)
    found = [(int(row[0]), str(row[1]), str(row[2])) for row in reader.connection.execute(query.order_by(_LETTER.seq))]
    return found if len(found) <= limit else [each for each in found if each[0] <= found[limit - 1][0]]


def waiting(reader: Reader, branch_id: str) -> int:
    """Return how many rows went to a branch that it has not fetched."""
    query = select(func.count()).select_from(BRANCH_LETTER).where(_LETTER.branch_id == branch_id)
    return int(reader.connection.execute(query).scalar_one())


def acknowledge(tx: Tx, branch_id: str, upto: int) -> None:
    """Forget the letters that a branch has taken in."""
    tx.connection.execute(delete(BRANCH_LETTER).where(_LETTER.branch_id == branch_id, _LETTER.seq <= upto))


# -- at a branch -------------------------------------------------------------------------------------------------------


class Kept(msgspec.Struct, frozen=True):
    """An operation that goes up: whose it is, and its stream."""

    agent_id: str
    device_id: str
    stream: str
    op: Operation


def keep(tx: Tx, before: Entity | None, op: Operation, agent_id: str, device_id: str, branch_id: str = "") -> None:
    """Keep an operation for headquarters, or there for a branch. ``before`` is the row as it was without it.

    Without a row an intent says something to the other server, and changes nothing here.
    """
    known = tx.connection.execute(select(_ROW.rev, _ROW.image).where(_ROW.ent == op.ent, _ROW.row == op.row)).first()
    says = before is None and op.kind == "intent"
    if not says and (known is None or known[1] is None):
        image = msgspec.json.encode(before).decode()
        row = {"ent": op.ent, "row": op.row, "rev": known[0] if known else 0, "image": image}
        tx.upsert(UPSTREAM_ROW, [row], ("ent", "row"))
    stream = f"{_streams(tx)}:{branch_id or agent_id}"
    n = int(tx.connection.execute(select(func.max(_OP.n)).where(_OP.stream == stream)).scalar() or 0) + 1
    sent = msgspec.structs.replace(op, n=n, base_rev=known[0] if known else 0)
    values = {"op_id": op.id, "stream": stream, "n": n, "agent_id": agent_id, "device_id": device_id}
    values["branch_id"] = branch_id
    values |= {"ent": op.ent, "row": op.row, "op": msgspec.json.encode(sent).decode(), "rev": 0}
    tx.connection.execute(insert(UPSTREAM_OP).values(**values))
    if not says:
        tx.carried.add((op.ent, op.row))


def _keep_own(tx: Tx, before: Entity | None, row: Entity) -> None:
    entity = BY_CLASS[type(row)]
    body = create_body(row) if before is None else _changed(entity, before, row)
    if body:
        was = {name: msgspec.to_builtins(getattr(before, name)) for name in body} if before is not None else {}
        kind: Any = "create" if before is None else "patch"
        op = Operation(
            id=new_id(), txn=new_id(), ent=entity.name, row=row.id, kind=kind, wall=tx.now, schema=SCHEMA, body=body,
            was=was,
        )  # fmt: skip
        keep(tx, before, op, "", "")


def _changed(entity: EntityType, before: Entity, row: Entity) -> dict[str, Any]:
    return {
        name: msgspec.to_builtins(getattr(row, name))
        for name in entity.fields()
        if entity.rule(name) not in _NOT_SENT and getattr(row, name) != getattr(before, name)
    }


def _streams(tx: Tx) -> str:
    found = tx.connection.execute(select(SYNC_META.c.v).where(SYNC_META.c.k == _STREAMS)).scalar()
    if found is None:
        found = new_id()
        tx.upsert(SYNC_META, [{"k": _STREAMS, "v": found}], ("k",))
    return str(found)


def unsent(reader: Reader, limit: int) -> list[Kept]:
    """Return the oldest operations without an answer that are of one stream, whole actions."""
    query = select(_OP.agent_id, _OP.device_id, _OP.stream, _OP.op).where(
        _OP.answered_at.is_(None), _OP.branch_id == ""
    )
    found = [
        Kept(row[0], row[1], row[2], msgspec.json.decode(row[3], type=Operation))
        for row in reader.connection.execute(query.order_by(_OP.lsn).limit(limit + 1))
    ]
    first = found[0].stream if found else ""
    alike = next((i for i, each in enumerate(found) if each.stream != first), len(found))
    part = found[:alike]
    if len(part) > limit:  # the last action may be cut in two
        part = [each for each in part if each.op.txn != part[-1].op.txn]
    return part


def kept_of(reader: Reader, ent: str, row_id: str) -> list[Kept]:
    """Return what is kept of the operations on a row, the oldest first."""
    query = select(_OP.agent_id, _OP.device_id, _OP.stream, _OP.op).where(_OP.ent == ent, _OP.row == row_id)
    return [
        Kept(row[0], row[1], row[2], msgspec.json.decode(row[3], type=Operation))
        for row in reader.connection.execute(query.order_by(_OP.lsn))
    ]


def answer(tx: Tx, op: Operation, result: Result) -> None:
    """Note headquarters' answer to an operation; what it refused goes out of the row again."""
    rev = 0 if result.status in ("noop", "rejected") else result.rev
    tx.connection.execute(update(UPSTREAM_OP).where(_OP.op_id == op.id).values(answered_at=tx.now, rev=rev))
    show(tx, op.ent, op.row)


def take(tx: Tx, image: Entity) -> None:
    """Put a row as headquarters has it in the place of the replica, with the unresolved operations folded in."""
    ent = BY_CLASS[type(image)].name
    known = tx.connection.execute(select(_ROW.rev).where(_ROW.ent == ent, _ROW.row == image.id)).scalar()
    if known is not None and known > image.rev:
        return
    values = {"ent": ent, "row": image.id, "rev": image.rev, "image": msgspec.json.encode(image).decode()}
    tx.upsert(UPSTREAM_ROW, [values], ("ent", "row"))
    show(tx, ent, image.id, stands=True)


def came_home(tx: Tx, row: Entity) -> None:
    """This server decides about a row from now on: it is no replica any more."""
    mine = (_ROW.ent == BY_CLASS[type(row)].name, _ROW.row == row.id)
    tx.connection.execute(delete(UPSTREAM_ROW).where(*mine))


def show(tx: Tx, ent: str, row_id: str, *, stands: bool = False) -> None:
    """Write a replica anew: headquarters' row, if it is kept, and the unresolved operations.

    ``stands``: the other side has just said that the row is there, whatever was thought here.
    """
    entity = ENTITIES[ent]
    mine = and_(_ROW.ent == ent, _ROW.row == row_id)
    known = tx.connection.execute(select(_ROW.rev, _ROW.image).where(mine)).first()
    if known is None or known[1] is None:
        return
    current = tx.get(entity.cls, row_id)
    tx.carried.add((ent, row_id))
    value: Entity | None = msgspec.convert(msgspec.json.decode(known[1]), entity.cls | None)
    of_row = and_(_OP.ent == ent, _OP.row == row_id, or_(_OP.answered_at.is_(None), _OP.rev > known[0]))
    waiting = tx.connection.execute(select(_OP.op, _OP.agent_id).where(of_row).order_by(_OP.lsn)).all()
    if not stands and current is not None and homes.here(tx, current) and (value is not None or waiting):
        return  # it came here meanwhile: the row itself is what stands
    for op, agent_id in waiting:
        value = fold(entity, value, msgspec.json.decode(op, type=Operation), actor(tx, agent_id))
    if not waiting:
        tx.connection.execute(update(UPSTREAM_ROW).where(mine).values(image=None))
    if value is not None:
        value = msgspec.structs.replace(value, rev=current.rev if current else 0)
        if tx.history.branch:
            carried.put(tx, value, carried.UPSTREAM)
        else:
            carried.put(tx, value, carried.giver_of(str(homes.branch_of(tx, value))), ())
    elif current is not None:
        tx.drop(current)


# -- at headquarters, of the rows of a branch ------------------------------------------------------------------------


class Order(msgspec.Struct, frozen=True):
    """An operation for a branch's server: its number here, its author, and the branch's change that he had seen."""

    lsn: int
    agent_id: str
    device_id: str
    op: Operation


def orders(reader: Reader, branch_id: str, limit: int) -> list[Order]:
    """Return the oldest operations that wait for a branch's answer, those of one action together."""
    query = select(_OP.lsn, _OP.agent_id, _OP.device_id, _OP.op).where(_OP.branch_id == branch_id)
    query = query.where(_OP.answered_at.is_(None)).order_by(_OP.lsn)
    found = [
        Order(row[0], row[1], row[2], msgspec.json.decode(row[3], type=Operation))
        for row in reader.connection.execute(query.limit(2 * limit))
    ]
    last = found[limit - 1].op.txn if len(found) > limit else ""
    return [each for place, each in enumerate(found) if place < limit or each.op.txn == last]


def fed(tx: Tx, row: Entity) -> None:
    """A branch has sent a row: what is done to it here and has no answer yet stays to be seen."""
    ent = BY_CLASS[type(row)].name
    mine = and_(_ROW.ent == ent, _ROW.row == row.id, _ROW.image.is_not(None))
    image = (
        None if homes.here(tx, row) else msgspec.json.encode(row).decode()
    )  # given to us: what waits is refused there
    if tx.connection.execute(update(UPSTREAM_ROW).where(mine).values(image=image)).rowcount:
        show(tx, ent, row.id)


def answered(tx: Tx, branch_id: str, upto: int) -> list[Kept]:
    """Note that a branch has answered the operations up to a number; returns them."""
    mine = and_(_OP.branch_id == branch_id, _OP.answered_at.is_(None), _OP.lsn <= upto)
    query = select(_OP.agent_id, _OP.device_id, _OP.stream, _OP.op).where(mine).order_by(_OP.lsn)
    found = [Kept(row[0], row[1], row[2], msgspec.json.decode(row[3], type=Operation))
             for row in tx.connection.execute(query).all()]  # fmt: skip
    tx.connection.execute(update(UPSTREAM_OP).where(mine).values(answered_at=tx.now))
    for ent, row_id in dict.fromkeys((each.op.ent, each.op.row) for each in found):
        show(tx, ent, row_id)
    return found


# -- both --------------------------------------------------------------------------------------------------------------


def forget(tx: Tx, ent: str, row_id: str) -> None:
    """Let go of a row that headquarters has discarded for good, or does not send here any more."""
    current = tx.get(ENTITIES[ent].cls, row_id)
    if current is not None and not homes.here(tx, current):
        tx.drop(current)
    tx.connection.execute(delete(UPSTREAM_ROW).where(_ROW.ent == ent, _ROW.row == row_id))


def leave(tx: Tx, scope: str) -> None:
    """Let go of the rows of a scope that is none of this branch's any more: an agent went to another branch.

    What was done here and has no answer yet still goes up, and what headquarters refused of it stays.
    """
    for entity in ENTITIES.values():
        for row in tx.find(entity.cls, scope=scope):
            if known_above(tx, entity.name, row.id) or isinstance(row, ReadMark):
                forget(tx, entity.name, row.id)


def actor(reader: Reader, agent_id: str) -> Actor:
    """Return who made an operation that goes up; the branch itself is the system."""
    agent = reader.peek(Agent, agent_id) if agent_id else None
    return Actor(agent_id, agent.role.value if agent else "agent") if agent_id else SYSTEM


def begin_streams(tx: Tx) -> None:
    """Headquarters has another history: send everything that is kept once more, in its order, in new streams."""
    tx.upsert(SYNC_META, [{"k": _STREAMS, "v": new_id()}], ("k",))
    tx.connection.execute(update(UPSTREAM_ROW).values(rev=0))  # its revisions tell nothing of the new ones
    streams = _streams(tx)
    numbers: dict[str, int] = {}
    for lsn, agent_id, stored in tx.connection.execute(select(_OP.lsn, _OP.agent_id, _OP.op).order_by(_OP.lsn)).all():
        n = numbers[agent_id] = numbers.get(agent_id, 0) + 1
        op = msgspec.structs.replace(msgspec.json.decode(stored, type=Operation), n=n)
        values = {"stream": f"{streams}:{agent_id}", "n": n, "op": msgspec.json.encode(op).decode()}
        tx.connection.execute(update(UPSTREAM_OP).where(_OP.lsn == lsn).values(**values, answered_at=None, rev=0))


def sweep(tx: Tx) -> None:
    """Let go of the rows that a new history of headquarters does not have, now that all of it is here."""
    query = select(_ROW.ent, _ROW.row).where(_ROW.rev == 0, _ROW.image.is_(None))
    for ent, row_id in tx.connection.execute(query).all():
        forget(tx, ent, row_id)


def forget_old(tx: Tx) -> None:
    """Forget operations that were answered long ago, but for the last of each stream, whose number counts."""
    newest = select(func.max(_OP.lsn)).group_by(_OP.stream)
    tx.connection.execute(delete(UPSTREAM_OP).where(_OP.answered_at < tx.now - KEEP_MS, _OP.lsn.not_in(newest)))


def pending(reader: Reader) -> int:
    """Return how many operations wait for headquarters' answer."""
    query = select(func.count()).select_from(UPSTREAM_OP).where(_OP.answered_at.is_(None))
    return int(reader.connection.execute(query).scalar_one())


def known_above(reader: Reader, ent: str, row_id: str) -> bool:
    """Say whether a row came from headquarters."""
    return reader.connection.execute(select(_ROW.rev).where(_ROW.ent == ent, _ROW.row == row_id)).first() is not None
