"""What a person decides about refused operations and lost values. Nothing is discarded without being asked for.

A dropped refusal can be taken back until the sync centre is left; then only its row in the table of issues remains.
"""

from typing import Any

import msgspec

from app.commands.conversations import knows
from app.domain.blocks import merge_bodies
from app.domain.change import Operation, created, decode_fields, fold, merged_set
from app.domain.conversations import Author, Conversation, Message
from app.domain.entity import Entity, EntityType, Merge
from app.domain.errors import AppError
from app.domain.journal import Conflict
from app.domain.parts import merge_parts
from app.domain.registry import ENTITIES
from app.storage import comparison, problems, rows
from app.storage.transaction import Tx

ENDS = frozenset({"close", "mark_spam"})
"""What is not done to a conversation once more without a look at what its customer has written since."""


# -- refused ---------------------------------------------------------------------------------------------------------


def retry(tx: Tx, op_id: str, *, anyway: bool = False) -> None:
    """Do the refused thing again, on the row as it is now, as a new operation.

    Raises AppError: "no_such_row" when the row is gone, "customer_wrote_since" when a conversation would be ended over
    its customer's newer words (not with ``anyway``), or what the rules say to it now.
    """
    op = _issue(tx, op_id)
    if not anyway and (newer := _words_since(tx, op)):
        raise AppError("customer_wrote_since", {"n": len(newer), "text": newer[-1].preview})
    entity = ENTITIES.get(op.ent)
    if entity is None:
        raise AppError("unknown_entity", {"entity": op.ent})
    match op.kind:
        case "create":
            fresh: Entity = created(entity, op)
            present = rows.get(tx.connection, entity.cls, op.row)
            if present is not None:
                fresh = msgspec.structs.replace(present, **_editable(entity, present, op))
            tx.save(fresh, known=knows(tx, fresh) if present is None and isinstance(fresh, Message) else None)
        case "patch":
            present = tx.get(entity.cls, op.row)
            tx.save(fold(entity, present, op, tx.actor) or present)
        case "delete":
            tx.remove(tx.get(entity.cls, op.row))
        case "restore":
            tx.save(msgspec.structs.replace(tx.get(entity.cls, op.row), deleted_at=None))
        case _:
            tx.ask(tx.get(entity.cls, op.row), str(op.body.get("action", "")), renewed(tx, op))
    _close_issue(tx, op_id)


def _words_since(tx: Tx, op: Operation) -> list[Message]:
    """Return what a customer has written since a person meant to end the conversation, oldest first."""
    if op.ent != "conversation" or op.kind != "intent" or op.body.get("action") not in ENDS:
        return []
    args = op.body.get("args", {})
    column, known = ("seq", args["seen"]) if "seen" in args else ("stored_at", op.wall)
    condition = f"conversation_id = ? AND author = ? AND {column} > ? AND deleted_at IS NULL ORDER BY seq"
    return rows.where(tx.connection, Message, condition, (op.row, Author.CUSTOMER.value, known))


def renewed(tx: Tx, op: Operation) -> dict[str, Any]:
    """Return the arguments of an intent for asking again: what was not known then is known now."""
    args = dict(op.body.get("args", {}))
    if "seen" in args:
        args["seen"] = tx.get(Conversation, op.row).last_seq
    return args


def drop(tx: Tx, op_id: str) -> None:
    """Give a refused operation up; :func:`take_back` undoes it."""
    _issue(tx, op_id)
    _close_issue(tx, op_id)
    problems.mark_dropped(tx.connection, op_id, tx.now)


def take_back(tx: Tx, op_id: str) -> None:
    """List a dropped operation again. Raises AppError("no_such_row") when it was not dropped."""
    if not problems.take_back(tx.connection, op_id):
        raise AppError("no_such_row", {"entity": "sync_issue", "id": op_id})
    _set_open(tx, op_id, is_open=True)


def forget_dropped(tx: Tx) -> int:
    """The sync centre was left: what was dropped stays dropped. Returns how many that were."""
    return problems.forget_dropped(tx.connection)


def _issue(tx: Tx, op_id: str) -> Operation:
    found = problems.issue(tx.connection, op_id)
    if found is None:
        raise AppError("no_such_row", {"entity": "sync_issue", "id": op_id})
    return found


def _close_issue(tx: Tx, op_id: str) -> None:
    _set_open(tx, op_id, is_open=False)


def _set_open(tx: Tx, op_id: str, *, is_open: bool) -> None:
    late = problems.late_refusal(tx.connection, op_id)
    if late is not None:  # also on the author's other devices
        tx.save(msgspec.structs.replace(tx.get(Conflict, late.id), open=is_open))
    problems.set_open(tx.connection, op_id, is_open=is_open)
    tx.touched("sync_issue", op_id)


def _editable(entity: EntityType, present: Entity, op: Operation) -> dict[str, Any]:
    """Return what of a row that was to be created can be put into the one that is there."""
    values: dict[str, Any] = {}
    for name, value in decode_fields(entity.cls, op.body).items():
        match entity.rule(name) if name in entity.fields() else Merge.FIXED:
            case Merge.REGISTER | Merge.IMPORTANT | Merge.BODY:
                values[name] = value
            case Merge.SET:
                values[name] = merged_set((), value, getattr(present, name))
            case Merge.PARTS:
                values[name] = merge_parts((), value, getattr(present, name)).parts
    return values


# -- lost ------------------------------------------------------------------------------------------------------------


def keep_theirs(tx: Tx, conflict_id: str) -> None:
    """Leave the row as it is."""
    _settled(tx, tx.get(Conflict, conflict_id))


def choose_mine(tx: Tx, conflict_id: str) -> None:
    """Put the lost value into the row again. Raises AppError("no_such_row") when the row is gone."""
    conflict = tx.get(Conflict, conflict_id)
    mine = _value(conflict, conflict.lost)
    if ENTITIES[conflict.entity].rule(conflict.field) is Merge.PARTS:  # what others did since stays
        present = getattr(tx.get(ENTITIES[conflict.entity].cls, conflict.row_id), conflict.field)
        mine = merge_parts(_value(conflict, conflict.kept), mine, present).parts
    _put(tx, conflict, mine)
    _settled(tx, conflict)


def choose_text(tx: Tx, conflict_id: str, text: str) -> None:
    """Put a text that a person made of both into the row. Raises AppError("cannot_keep_both") for another field."""
    conflict = tx.get(Conflict, conflict_id)
    if not isinstance(_value(conflict, conflict.kept), str | None):
        raise AppError("cannot_keep_both", {"field": conflict.field})
    _put(tx, conflict, text)
    _settled(tx, conflict)


def keep_both(tx: Tx, conflict_id: str) -> None:
    """Keep what both say: every value of a set, of a body every block.

    Raises AppError("cannot_keep_both") for a single value: two lines put together are neither.
    """
    conflict = tx.get(Conflict, conflict_id)
    theirs, mine = _value(conflict, conflict.kept), _value(conflict, conflict.lost)
    both: Any
    if ENTITIES[conflict.entity].rule(conflict.field) is Merge.PARTS:
        raise AppError("cannot_keep_both", {"field": conflict.field})
    if conflict.field == "body":
        known = {block.id for block in theirs}
        merged = merge_bodies(_value(conflict, conflict.base) or (), mine, theirs)
        both = merged if merged is not None else (*theirs, *_fresh(mine, theirs, known))
    elif isinstance(theirs, tuple) and isinstance(mine, tuple):
        both = tuple(dict.fromkeys((*theirs, *mine)))
    else:
        raise AppError("cannot_keep_both", {"field": conflict.field})
    _put(tx, conflict, both)
    _settled(tx, conflict)


def _fresh(mine: Any, theirs: Any, known: set[str]) -> list[Any]:
    """Return my blocks that differ from theirs, under ids of their own."""
    others = {block.id: block for block in theirs}
    found = []
    for block in mine:
        if block.id not in known:
            found.append(block)
        elif others[block.id] != block:
            found.append(msgspec.structs.replace(block, id=f"{block.id}-mine"))
    return found


def _value(conflict: Conflict, text: str) -> Any:
    entity = ENTITIES[conflict.entity]
    raw = msgspec.json.decode(text)
    return None if raw is None else decode_fields(entity.cls, {conflict.field: raw})[conflict.field]


def _put(tx: Tx, conflict: Conflict, value: Any) -> None:
    tx.label = "conflict.choose"
    row = tx.get(ENTITIES[conflict.entity].cls, conflict.row_id)
    tx.save(msgspec.structs.replace(row, **{conflict.field: value}))


def _settled(tx: Tx, conflict: Conflict) -> None:
    tx.save(msgspec.structs.replace(conflict, open=False))


def compare(tx: Tx) -> None:
    """Have this device compare what it holds with the server, from when the line is there and nothing else is to do."""
    comparison.begin(tx.connection)
