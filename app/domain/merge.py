"""What the server does with an operation: merge it into the current row, field by field.

Concurrency is decided by versions, not clocks: a field conflicts when it was set after the revision that the author
saw, by another stream of operations, and the values differ. Clocks only decide which of two registers stays; what
loses is returned, so that it becomes a conflict record and nothing typed is dropped.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.domain.blocks import merge_bodies
from app.domain.change import Operation, created, decide, decode_fields
from app.domain.entity import Actor, Entity, EntityType, Merge
from app.domain.errors import Refused


class Stamp(msgspec.Struct, frozen=True, array_like=True):
    """Who last set a field: the row's revision, the corrected time (ms), the operation, its stream and its author."""

    rev: int
    at: int
    op_id: str
    stream: str
    author: str


Stamps = Mapping[str, Stamp]


class Lost(msgspec.Struct, frozen=True):
    """A value that did not stay, whose it was, and whether its author must be asked about it."""

    field: str
    base: Any
    kept: Any
    lost: Any
    author: str
    kept_by: str
    important: bool


class Merged(msgspec.Struct, frozen=True):
    """The row after an operation. ``row.rev`` is already the new revision; ``changed`` is empty for a no-op."""

    row: Entity
    stamps: Stamps
    changed: frozenset[str]
    lost: tuple[Lost, ...] = ()


class Author(msgspec.Struct, frozen=True):
    """Who made an operation, in which stream, and when on the server's clock (ms). Revisions of the history in which it
    is merged are greater than ``rev_floor``.
    """

    actor: Actor
    stream: str
    at: int
    rev_floor: int = 0


_NOT_FIELDS = frozenset(Entity.__struct_fields__)  # deleted_at too: the bin has operations of its own
BaseValue = Callable[[str], Any]
"""field -> the value its author had before the edit, in its declared type, or None when no longer known."""


def merge(
    entity: EntityType, row: Entity | None, stamps: Stamps, op: Operation, author: Author, base: BaseValue
) -> Merged:
    """Apply one operation to the current row (None when there is none).

    Raises Refused for what may not be done and AppError for a body that is wrong; the row is unchanged then.
    """
    if op.kind == "create":
        if row is not None:
            raise Refused("exists", {"entity": entity.name})
        fresh = created(entity, op)
        fields = frozenset(entity.fields())
        return _accept(fresh, {}, fields, op, author, ())
    if row is None:
        raise Refused("no_such_row", {"entity": entity.name})
    match op.kind:
        case "patch":
            return _patch(entity, row, stamps, op, author, base)
        case "delete":
            return _delete(entity, row, stamps, op, author)
        case "restore":
            if row.deleted_at is None:
                return Merged(row, stamps, frozenset())
            return _accept(
                msgspec.structs.replace(row, deleted_at=None), stamps, frozenset({"deleted_at"}), op, author, ()
            )
        case _:
            after = decide(entity, row, op, author.actor, author.at)
            if after is row:
                return Merged(row, stamps, frozenset())
            changed = frozenset(name for name in entity.fields() if getattr(after, name) != getattr(row, name))
            return _accept(after, stamps, changed, op, author, ())


def _patch(entity: EntityType, row: Entity, stamps: Stamps, op: Operation, author: Author, base: BaseValue) -> Merged:
    values: dict[str, Any] = {}
    lost: list[Lost] = []
    for name, value in decode_fields(entity.cls, op.body).items():
        rule = entity.rule(name)
        current = getattr(row, name)
        if name in _NOT_FIELDS or rule in (Merge.FIXED, Merge.SERVER, Merge.INTENT):
            raise Refused("field_not_editable", {"entity": entity.name, "field": name})
        if value == current:
            continue
        if rule is Merge.MAX:
            if value > current:
                values[name] = value
            continue
        stamp = stamps.get(name)
        newer = stamp is not None and stamp.rev > op.base_rev
        if rule is Merge.BODY and newer:
            before = base(name)
            both = merge_bodies(before, value, current) if before is not None else None
            if both is not None:
                if both != current:
                    values[name] = both
                continue
            kept_by = stamp.author if stamp else ""
            lost.append(Lost(name, before, current, value, author.actor.id, kept_by, important=True))
            continue
        if stamp is not None and newer and _other(stamp, op, author) and not _found(op, name, current):
            # who changed his own words at another desk decided already; the record is kept all the same
            important = rule is Merge.IMPORTANT and stamp.author != author.actor.id
            before = op.was.get(name, base(name))
            if (author.at, op.id) > (stamp.at, stamp.op_id):
                lost.append(Lost(name, before, value, current, stamp.author, author.actor.id, important))
            else:
                lost.append(Lost(name, before, current, value, author.actor.id, stamp.author, important))
                continue
        values[name] = value
    changed = set(values)
    if row.deleted_at is not None and (values or lost):  # an edit beats a concurrent delete
        values["deleted_at"] = None
        changed.add("deleted_at")
    if not changed and not lost:
        return Merged(row, stamps, frozenset())
    return _accept(msgspec.structs.replace(row, **values), stamps, frozenset(changed), op, author, tuple(lost))


def _other(stamp: Stamp, op: Operation, author: Author) -> bool:
    """Say whether a field was last set by somebody whose edit this operation's author may not have seen."""
    return stamp.stream != author.stream and stamp.op_id not in op.own


def _found(op: Operation, field: str, current: Any) -> bool:
    """Say whether a field has the very value over which the operation's author wrote."""
    return field in op.was and msgspec.json.encode(op.was[field]) == msgspec.json.encode(current)


def _delete(entity: EntityType, row: Entity, stamps: Stamps, op: Operation, author: Author) -> Merged:
    if row.deleted_at is not None:
        return Merged(row, stamps, frozenset())
    edited = any(stamp.rev > op.base_rev and _other(stamp, op, author) for stamp in stamps.values())
    if edited and entity.edit_beats_delete:
        raise Refused("edited_meanwhile", {"entity": entity.name})
    after = msgspec.structs.replace(row, deleted_at=author.at)
    return _accept(after, stamps, frozenset({"deleted_at"}), op, author, ())


def _accept(
    row: Entity, stamps: Stamps, changed: frozenset[str], op: Operation, author: Author, lost: tuple[Lost, ...]
) -> Merged:
    after = msgspec.structs.replace(row, rev=max(row.rev, author.rev_floor) + 1)
    stamp = Stamp(after.rev, author.at, op.id, author.stream, author.actor.id)
    return Merged(after, {**stamps, **dict.fromkeys(changed, stamp)}, changed, lost)
