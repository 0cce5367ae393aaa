"""What the sync centre shows: actions that wait to be sent, refused ones, and values that lost against others'.

An action is one transaction of the outbox, told in the words of its first telling operation. Nothing here changes
anything; see :mod:`app.commands.problems`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.domain.change import Kind, Operation, field_types
from app.domain.clock import Clock, now_ms
from app.domain.columns import codec
from app.domain.entity import Entity
from app.domain.journal import REFUSED, Conflict
from app.domain.people import Agent
from app.domain.registry import ENTITIES
from app.domain.rich import Body, body_text
from app.storage import local, rows
from app.storage.core import BLOB, ENTITY, LOCAL, OUTBOX, SYNC_ISSUE, Connection, delete, func, select, update
from app.storage.guard import StaleReply, stale_replies
from app.storage.outbox import DONE, PENDING, base_of
from app.storage.tickets import label as ticket_label

SHOWN = 200
"""Actions, refusals and conflicts that are read; the counts tell when there are more."""
_TELLING = (
    "message",
    "ticket",
    "article",
    "customer",
    "conversation",
    "category",
    "ticket_note",
    "article_draft",
    "flow",
)
_WORDS = ("title", "name", "text", "description", "note", "wrap_note", "questions", "body", "tags")
"""Fields that a person writes, in the order in which they are read."""
DROPPED = "dropped"


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What an operation is about: the entity, its row, its name in people's words, and where one goes to see it."""

    entity: str
    row_id: str
    name: str = ""
    place: str = ""  # screen that shows it, "" for none
    item: str = ""  # and what is opened there


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One action that waits. ``kind`` and ``action`` name the telling operation, ``fields`` what a patch changes,
    ``text`` what was written. ``files`` counts files that go with it. ``sent``: the server has it, and this device
    waits to see it in a page."""

    id: str  # of the transaction
    subject: Subject
    kind: Kind
    action: str = ""
    fields: tuple[str, ...] = ()
    text: str = ""
    at: int = 0
    operations: int = 1
    files: int = 0
    sent: bool = False


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """An operation that the server refused. ``values`` are the error's; ``text`` is everything that was written.

    ``beside`` tells of a patch, field by field, what it was to become and what the row holds now: (field, mine, now).
    """

    op_id: str
    subject: Subject
    kind: Kind
    action: str
    fields: tuple[str, ...]
    text: str
    code: str
    values: Mapping[str, Any]
    at: int
    written_at: int
    can_retry: bool
    beside: tuple[tuple[str, str, str], ...] = ()


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """A value that did not stay. ``base``, ``mine`` and ``theirs`` are plain text; ``base`` is None where nobody knows
    what both began with. ``text`` says that it is a line that a person can write anew, ``rich`` that it is an
    article's body. ``mine_at`` and ``theirs_at`` are when they were written (ms), 0 for unknown."""

    id: str
    subject: Subject
    field: str
    base: str | None
    mine: str
    theirs: str
    author_name: str
    kept_by_name: str
    at: int
    mine_at: int
    theirs_at: int
    text: bool
    rich: bool


class Problems(msgspec.Struct, frozen=True, kw_only=True):
    """All that the sync centre lists, oldest first; the counts are of all, also of those not read."""

    waiting: tuple[Waiting, ...] = ()
    refused: tuple[Refused, ...] = ()
    lost: tuple[Lost, ...] = ()
    waiting_count: int = 0
    refused_count: int = 0
    lost_count: int = 0
    stale: tuple[StaleReply, ...] = ()
    dropped: tuple[Refused, ...] = ()
    unsent_bytes: int = 0


def problems(connection: Connection, clock: Clock = now_ms) -> Problems:
    """Return what waits, what was refused, what lost, and the replies that wait for their author."""
    names = _Names(connection)
    dropped_ids = set(dropped(connection))
    stale = stale_replies(connection, clock)
    waits = {op_id for reply in stale for op_id in reply.op_ids}
    refused = tuple(one for one in _refused(connection, names, open_only=True) if one.op_id not in waits)
    lost = _lost(connection, names)
    c, i = ENTITY["conflict"].c, SYNC_ISSUE.c
    late = _count(connection, select(func.count()).where(c.field == REFUSED, c.open.is_(True), c.deleted_at.is_(None)))
    return Problems(
        waiting=_waiting(connection, names),
        refused=refused,
        lost=lost,
        waiting_count=_count(connection, select(func.count(OUTBOX.c.txn.distinct())).where(OUTBOX.c.state == PENDING)),
        refused_count=_count(connection, select(func.count()).where(i.open.is_(True))) - len(waits) + late,
        stale=stale,
        lost_count=_count(connection, select(func.count()).where(c.open.is_(True), c.deleted_at.is_(None))) - late,
        dropped=tuple(one for one in _refused(connection, names, open_only=False) if one.op_id in dropped_ids),
        unsent_bytes=_count(
            connection, select(func.coalesce(func.sum(BLOB.c.size), 0)).where(BLOB.c.state == "unsent")
        ),
    )


def _count(connection: Connection, query: Any) -> int:
    return int(connection.execute(query).scalar_one())


def dropped(connection: Connection) -> tuple[str, ...]:
    """Return the refused operations that were dropped and can still be taken back."""
    query = select(LOCAL.c.k).where(LOCAL.c.k.startswith(f"{DROPPED}:"))
    return tuple(key.removeprefix(f"{DROPPED}:") for (key,) in connection.execute(query))


# -- single refusals, for the commands ---------------------------------------------------------------------------------


def issue(connection: Connection, op_id: str) -> Operation | None:
    """Return the operation of a refusal, None for an unknown one."""
    found = connection.execute(select(SYNC_ISSUE.c.op).where(SYNC_ISSUE.c.op_id == op_id)).scalar()
    if found is None and (told := late_refusal(connection, op_id)) is not None:
        found = told.lost
    return None if found is None else msgspec.json.decode(found, type=Operation)


def late_refusal(connection: Connection, op_id: str) -> Conflict | None:
    """Return the row by which the server told that an operation was refused which it had passed on, if it was so."""
    c, decode = ENTITY["conflict"].c, codec(Conflict)
    query = select(*(c[name] for name in decode.names)).where(c.op_id == op_id, c.field == REFUSED)
    row = connection.execute(query.where(c.deleted_at.is_(None)).limit(1)).first()
    return None if row is None else decode.from_row(row)


def set_open(connection: Connection, op_id: str, is_open: bool) -> None:
    """List a refusal, or take it off the list."""
    connection.execute(update(SYNC_ISSUE).where(SYNC_ISSUE.c.op_id == op_id).values(open=is_open))


def mark_dropped(connection: Connection, op_id: str, at: int) -> None:
    """Remember that a refusal was dropped at ``at`` (ms), so that it can be taken back."""
    local.keep(connection, f"{DROPPED}:{op_id}", str(at))


def take_back(connection: Connection, op_id: str) -> bool:
    """Forget that a refusal was dropped; returns whether it was."""
    return bool(connection.execute(delete(LOCAL).where(LOCAL.c.k == f"{DROPPED}:{op_id}")).rowcount)


def forget_dropped(connection: Connection) -> int:
    """Forget all that was dropped; returns how many that were."""
    return int(connection.execute(delete(LOCAL).where(LOCAL.c.k.startswith(f"{DROPPED}:"))).rowcount)


# -- what waits ------------------------------------------------------------------------------------------------------


def _waiting(connection: Connection, names: "_Names") -> tuple[Waiting, ...]:
    o = OUTBOX.c
    first = select(o.txn, func.min(o.lsn).label("lsn")).where(o.state < DONE).group_by(o.txn)
    txns = connection.execute(first.order_by(func.min(o.lsn)).limit(SHOWN)).all()
    if not txns:  # the rule of every day; "IN ()" would walk through all that was ever sent
        return ()
    by_txn: dict[str, list[tuple[Operation, int]]] = {txn: [] for txn, _ in txns}
    query = select(o.txn, o.op, o.state).where(o.txn.in_(list(by_txn)), o.state < DONE).order_by(o.lsn)
    for txn, text, state in connection.execute(query):
        by_txn[txn].append((msgspec.json.decode(text, type=Operation), state))
    return tuple(_told(txn, found, names) for txn, found in by_txn.items())


def _told(txn: str, found: list[tuple[Operation, int]], names: "_Names") -> Waiting:
    ops = [op for op, _ in found]
    op = min(ops, key=lambda one: _TELLING.index(one.ent) if one.ent in _TELLING else len(_TELLING))
    return Waiting(
        id=txn,
        subject=names.subject(op),
        kind=op.kind,
        action=_action(op),
        fields=_fields(op),
        text=written(op),
        at=op.wall,
        operations=len(ops),
        files=len({sha256 for one in ops for sha256 in one.deps}),
        sent=all(state != PENDING for _, state in found),
    )


def _action(op: Operation) -> str:
    return str(op.body.get("action", "")) if op.kind == "intent" else ""


def _fields(op: Operation) -> tuple[str, ...]:
    return tuple(op.body) if op.kind == "patch" else ()


def written(op: Operation) -> str:
    """Return all the words of a person that an operation carries, for showing and for rescuing them."""
    body = op.body.get("args", {}) if op.kind == "intent" else op.body
    names = [name for name in _WORDS if name in body]
    if op.kind == "patch":
        names += [name for name in body if name not in _WORDS]
    return "\n".join(text for name in names if (text := plain(name, body[name])))


def plain(name: str, value: Any) -> str:
    """Return a field's value as plain text."""
    if value is None:
        return ""
    if name == "body" and isinstance(value, list):
        try:
            return body_text(msgspec.convert(value, Body))
        except msgspec.ValidationError:
            return ""
    if isinstance(value, list | tuple):
        return "\n".join(str(part.get("name", "")) if isinstance(part, dict) else str(part) for part in value)
    if isinstance(value, dict):
        return str(value.get("title") or value.get("name") or "")
    return str(value)


# -- what was refused ------------------------------------------------------------------------------------------------


def _refused(connection: Connection, names: "_Names", *, open_only: bool) -> tuple[Refused, ...]:
    i = SYNC_ISSUE.c
    query = select(i.op_id, i.op, i.code, i.details, i.at).where(i.open.is_(open_only)).order_by(i.at).limit(SHOWN)
    found = [tuple(row) for row in connection.execute(query)] + _late(connection, open_only=open_only)
    made = []
    for op_id, text, code, details, at in sorted(found, key=lambda each: each[-1])[:SHOWN]:
        op = msgspec.json.decode(text, type=Operation)
        made.append(
            Refused(
                op_id=op_id,
                subject=names.subject(op),
                kind=op.kind,
                action=_action(op),
                fields=_fields(op),
                text=written(op),
                code=code,
                values=msgspec.json.decode(details, type=dict[str, Any]),
                at=at,
                written_at=op.wall,
                can_retry=names.can_retry(op),
                beside=names.beside(op),
            )
        )
    return tuple(made)


def _late(connection: Connection, *, open_only: bool) -> list[tuple[str, str, str, str, int]]:
    """Return the refusals that came as rows: (operation's id, operation, code, values, when)."""
    c = ENTITY["conflict"].c
    query = select(c.op_id, c.lost, c.kept, c.at).where(c.field == REFUSED, c.open.is_(open_only))
    made = []
    for op_id, op, kept, at in connection.execute(query.where(c.deleted_at.is_(None)).order_by(c.at).limit(SHOWN)):
        answer = msgspec.json.decode(kept, type=dict[str, Any])
        values = msgspec.json.encode(answer.get("values", {})).decode()
        made.append((op_id, op, str(answer.get("code", "")), values, at))
    return made


# -- what lost -------------------------------------------------------------------------------------------------------


def _lost(connection: Connection, names: "_Names") -> tuple[Lost, ...]:
    c, decode = ENTITY["conflict"].c, codec(Conflict)
    here = (c.open.is_(True), c.deleted_at.is_(None), c.field != REFUSED)
    query = select(*(c[name] for name in decode.names)).where(*here)
    made = []
    for row in connection.execute(query.order_by(c.at).limit(SHOWN)):
        conflict: Conflict = decode.from_row(row)
        made.append(lost_of(conflict, names))
    return tuple(made)


def lost_of(conflict: Conflict, names: "_Names") -> Lost:
    """Return a conflict as it is shown."""
    entity = ENTITIES.get(conflict.entity)
    kind = field_types(entity.cls).get(conflict.field) if entity is not None else None
    base, kept, mine = (msgspec.json.decode(text) for text in (conflict.base, conflict.kept, conflict.lost))
    return Lost(
        id=conflict.id,
        subject=names.named(conflict.entity, conflict.row_id),
        field=conflict.field,
        base=None if base is None else plain(conflict.field, base),
        mine=plain(conflict.field, mine),
        theirs=plain(conflict.field, kept),
        author_name=names.person(conflict.author_id),
        kept_by_name=names.person(conflict.kept_by),
        at=conflict.at,
        mine_at=conflict.lost_at,
        theirs_at=conflict.kept_at,
        text=kind is str,
        rich=conflict.field == "body",
    )


# -- names -----------------------------------------------------------------------------------------------------------


class _Names:
    """Finds by what people call the row of an operation; keeps what it found."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = {agent.id: agent.name for agent in rows.everything(connection, Agent)}

    def person(self, agent_id: str) -> str:
        return self._people.get(agent_id, "")

    def can_retry(self, op: Operation) -> bool:
        """Say whether the same thing can be asked for again: its row is still here, or it makes the row."""
        return op.ent in ENTITIES and (op.kind == "create" or self._row(op.ent, op.row) is not None)

    def beside(self, op: Operation) -> tuple[tuple[str, str, str], ...]:
        """Return each field of a patch with what it was to become and what the row holds now."""
        row = self._row(op.ent, op.row) if op.kind == "patch" else None
        if row is None:
            return ()
        now = msgspec.to_builtins(row)
        return tuple((name, plain(name, op.body[name]), plain(name, now.get(name))) for name in op.body)

    def subject(self, op: Operation) -> Subject:
        """Return what an operation is about; a refused new row is known from the operation alone."""
        found = self.named(op.ent, op.row)
        if found.name or op.kind != "create":
            return found
        holder = self._holder(op.ent, op.body)
        name = str(op.body.get("title") or op.body.get("name") or op.body.get("local_number") or "")
        if holder is not None:
            return Subject(entity=op.ent, row_id=op.row, name=name or holder.name, place=holder.place, item=holder.item)
        return Subject(entity=op.ent, row_id=op.row, name=name, place=found.place, item=found.item)

    def named(self, ent: str, row_id: str) -> Subject:
        """Return the name of a row and where one sees it."""
        row = self._row(ent, row_id)
        body = {} if row is None else {name: getattr(row, name) for name in row.__struct_fields__}
        place, item = _PLACES.get(ent, ""), row_id
        if ent == "ticket" and row is not None:
            name = f"{ticket_label(body['number'], body['local_number'])} {body['title']}"
        elif ent == "article" and row is not None:
            name = f"K-{body['number']} {body['title']}" if body["number"] else body["title"]
        else:
            name = str(body.get("title") or body.get("name") or "")
        holder = self._holder(ent, body)
        if holder is not None:
            return Subject(entity=ent, row_id=row_id, name=name or holder.name, place=holder.place, item=holder.item)
        return Subject(entity=ent, row_id=row_id, name=name, place=place if row is not None else "", item=item)

    def _holder(self, ent: str, body: Mapping[str, Any]) -> Subject | None:
        for field, parent in (("conversation_id", "conversation"), ("ticket_id", "ticket"), ("article_id", "article")):
            if ent in ("message", "read_mark", "ticket_note", "article_draft", "flow_walk") and body.get(field):
                return self.named(parent, str(body[field]))
        if ent in ("conversation", "identity") and body.get("customer_id"):
            customer = self.named("customer", str(body["customer_id"]))
            item = str(body.get("id", "")) if ent == "conversation" else customer.item
            place = "conversations" if ent == "conversation" else customer.place
            return Subject(entity=ent, row_id=item, name=customer.name, place=place, item=item)
        return None

    def _row(self, ent: str, row_id: str) -> Entity | None:
        if ent not in ENTITIES:
            return None
        found = rows.get(self._connection, ENTITIES[ent].cls, row_id)
        if found is None:
            kept = base_of(self._connection, ent, row_id)
            found = kept.image if kept is not None else None
        return found


_PLACES: Mapping[str, str] = {
    "conversation": "conversations",
    "ticket": "tickets",
    "article": "knowledge",
    "customer": "customers",
    "category": "knowledge",
    "flow": "flows",
}


def texts(found: Iterable[Refused]) -> str:
    """Return what refused operations carried, one after the other, to be pasted somewhere else."""
    return "\n\n".join(one.text for one in found if one.text)
