"""Operations: what a person did, small enough to travel, and how an operation folds into a row.

A client writes operations and shows the server's row with its own unresolved operations folded in. The server merges
(:mod:`app.domain.merge`). Both use the same field types, state machines and defaults from here.
"""

import contextlib
import functools
import typing
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from app.domain import access
from app.domain.bounds import Count, Key, Small, Time
from app.domain.entity import Actor, Entity, EntityType, Merge
from app.domain.errors import AppError, Refused
from app.domain.guard import Known
from app.domain.masking import looks_masked
from app.domain.parts import merge_parts
from app.domain.registry import BY_CLASS

Kind = Literal["create", "patch", "delete", "restore", "intent"]


class Operation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change of one row.

    ``n`` is its dense number in its stream, ``txn`` groups operations that are applied all or none, ``base_rev`` the
    revision its author saw, ``seen_seq`` the newest change of the server the author had pulled and ``wall`` the
    author's clock (ms). ``body`` holds field values as builtins: all fields for "create", the changed ones for
    "patch" and ``{"action", "args"}`` for "intent". ``deps`` are the sha256 of files it needs.
    ``own`` are its author's earlier operations on the row that were, or may have been, taken in another stream: this
    one was made upon them, so that they are not concurrent with it. ``was`` holds what its author saw in the plain
    fields and the sets of a "patch" before: who finds just that in the row overwrites nothing unseen, by whatever
    stream, device or history it came there.
    ``known`` is what the author of a reply had before him; without it nobody asks whether the reply still fits.
    """

    id: Key
    txn: Key
    ent: Key
    row: Key
    kind: Kind
    wall: Time
    n: Count = 0
    base_rev: Count = 0
    seen_seq: Count = 0
    schema: Small = 1
    body: dict[str, Any] = {}
    deps: tuple[Key, ...] = ()
    own: tuple[Key, ...] = ()
    was: dict[str, Any] = {}
    known: Known | None = None


class Result(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The one final answer to an operation.

    ``ok``: applied; ``merged``: applied beside a concurrent change, a conflict record says what lost; ``noop``: it was
    so already; ``rejected``: nothing changed, ``code`` and ``values`` say why. ``rev`` and ``seq`` are the row's
    revision and the change number that carry it.
    """

    status: Literal["ok", "merged", "noop", "rejected"]
    rev: int = 0
    seq: int = 0
    code: str = ""
    values: dict[str, Any] = {}


@functools.cache
def field_types(cls: type[Entity]) -> Mapping[str, Any]:
    """Return the declared type of each field of an entity."""
    return typing.get_type_hints(cls)


def decode_fields(cls: type[Entity], body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a body in their declared types. Raises AppError("bad_field") naming the first wrong one."""
    types = field_types(cls)
    values: dict[str, Any] = {}
    for name, raw in body.items():
        if name not in types:
            continue  # written by a newer program; kept in the stored operation
        try:
            values[name] = msgspec.convert(raw, types[name])
        except msgspec.ValidationError as error:
            raise AppError("bad_field", {"field": name, "why": str(error)}) from error
    return values


def create_body(value: Entity) -> dict[str, Any]:
    """Return the body of the operation that creates a row: every field but id, rev and deleted_at.

    Raises Refused("masked_value") for a mask instead of a number.
    """
    fields: dict[str, Any] = msgspec.to_builtins(value)
    fields["scope"] = value.scope
    for name in _GIVEN:
        fields.pop(name, None)
    refuse_masks(BY_CLASS[type(value)].name, fields)
    return fields


def refuse_masks(ent: str, body: Mapping[str, Any]) -> None:
    """Raise Refused("masked_value") for a body that would write a mask, or what was typed into one, over a number."""
    for name in access.TABLE[ent].private:
        if looks_masked(body.get(name)):
            raise Refused("masked_value", {"entity": ent, "field": name})


def changes(old: Entity, new: Entity) -> list[tuple[Kind, dict[str, Any]]]:
    """Return the operations' kinds and bodies that turn one value of a row into another.

    Raises AppError("field_not_editable") when a field differs that only the server or an intent may set, and
    Refused("masked_value") for a number that became a mask.
    """
    entity = BY_CLASS[type(new)]
    patch: dict[str, Any] = {}
    for name in entity.fields():
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        match entity.rule(name):
            case Merge.FIXED | Merge.SERVER | Merge.INTENT:
                raise AppError("field_not_editable", {"entity": entity.name, "field": name})
            case _:
                patch[name] = msgspec.to_builtins(after)
    refuse_masks(entity.name, patch)
    found: list[tuple[Kind, dict[str, Any]]] = []
    if patch:
        found.append(("patch", patch))
    if old.deleted_at is None and new.deleted_at is not None:
        found.append(("delete", {}))
    elif old.deleted_at is not None and new.deleted_at is None:
        found.append(("restore", {}))
    return found


def seen_before(present: Entity, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the author of a "patch" had in the plain fields and lists that it sets, as builtins."""
    entity = BY_CLASS[type(present)]
    plain = (name for name in body if entity.rule(name) in _SAID_BEFORE)
    return {name: msgspec.to_builtins(getattr(present, name)) for name in plain}


_SAID_BEFORE = frozenset({Merge.REGISTER, Merge.IMPORTANT, Merge.SET, Merge.PARTS})


def seen_by_author(cls: type[Entity], op: Operation) -> dict[str, Any]:
    """Return what an operation says its author saw, in its declared types; what cannot be read is left out."""
    values: dict[str, Any] = {}
    for name, raw in op.was.items():
        with contextlib.suppress(AppError):
            values.update(decode_fields(cls, {name: raw}))
    return values


def merged_set(was: Sequence[Any], wanted: Sequence[Any], present: Sequence[Any]) -> tuple[Any, ...]:
    """Return a set field after somebody who saw ``was`` in it wanted it otherwise, but finds ``present``.

    What he took out goes, what he put in comes, what others put in meanwhile stays. The order is his own where nobody
    else changed anything.
    """
    if tuple(present) == tuple(was):
        return tuple(wanted)
    stays = [value for value in present if value in wanted or value not in was]
    return (*stays, *(value for value in wanted if value not in was and value not in stays))


_GIVEN = frozenset({"id", "rev", "deleted_at"})
"""What no body gives a new row."""


def created(entity: EntityType, op: Operation) -> Entity:
    """Return the row that a "create" operation makes."""
    if "scope" in op.body and _GIVEN.isdisjoint(op.body):
        with contextlib.suppress(msgspec.ValidationError):  # below it is said which field is wrong
            return msgspec.convert({**op.body, "id": op.row}, entity.cls)
    values = decode_fields(entity.cls, op.body)
    for name in _GIVEN:
        values.pop(name, None)
    if "scope" not in values:
        raise AppError("bad_field", {"field": "scope", "why": "missing"})
    try:
        return entity.cls(id=op.row, **values)
    except TypeError as error:
        raise AppError("bad_field", {"field": entity.name, "why": str(error)}) from error


def decide(entity: EntityType, row: Entity, op: Operation, who: Actor, at: int) -> Entity:
    """Return the row after an intent. Raises Refused; an unknown action is refused as such.

    Raises AppError("bad_field") for arguments that are none and for those that would make a row no device can read.
    """
    action = str(op.body.get("action", ""))
    rule = entity.intents.get(action)
    if rule is None:
        raise Refused("unknown_intent", {"entity": entity.name, "action": action})
    args = op.body.get("args", {})
    if not isinstance(args, Mapping):
        raise AppError("bad_field", {"field": "args", "why": "not an object"})
    after: Entity = rule(row, args, who, at)
    changed = {name: getattr(after, name) for name in entity.fields() if getattr(after, name) != getattr(row, name)}
    decode_fields(entity.cls, msgspec.to_builtins(changed))
    return after


def fold(entity: EntityType, row: Entity | None, op: Operation, who: Actor) -> Entity | None:
    """Return a row with one unresolved operation of this device folded in: the optimistic guess.

    None stays None unless the operation creates the row. An intent that the state machine refuses leaves the row.
    """
    if op.kind == "create":
        return created(entity, op) if row is None else row
    if row is None:
        return None
    match op.kind:
        case "patch":
            values = decode_fields(entity.cls, op.body)
            was = seen_by_author(entity.cls, op)
            for name, value in values.items():
                if entity.rule(name) is Merge.MAX:
                    values[name] = max(value, getattr(row, name))
                elif entity.rule(name) is Merge.SET and name in was:
                    values[name] = merged_set(was[name], value, getattr(row, name))
                elif entity.rule(name) is Merge.PARTS:
                    values[name] = merge_parts(was.get(name, ()), value, getattr(row, name)).parts
            return msgspec.structs.replace(row, **values, deleted_at=None)
        case "delete":
            return msgspec.structs.replace(row, deleted_at=op.wall)
        case "restore":
            return msgspec.structs.replace(row, deleted_at=None)
        case _:
            try:
                return decide(entity, row, op, who, op.wall)
            except AppError:
                return row
