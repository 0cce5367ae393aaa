"""The one way to write: :meth:`Tx.save` and :meth:`Tx.ask`.

One transaction leaves the row as people see it, the operation for the server, the step for undo and the search text;
after the commit one notice tells which rows may be stale.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from app.domain.change import (
    Kind,
    Operation,
    changes,
    create_body,
    decide,
    decode_fields,
    fold,
    merged_set,
    seen_before,
)
from app.domain.clock import Clock, hybrid_next
from app.domain.entity import Actor, Entity, Merge
from app.domain.errors import AppError
from app.domain.guard import Known
from app.domain.ids import new_id
from app.domain.notice import Changes
from app.domain.parts import merge_parts
from app.domain.registry import BY_CLASS, ENTITIES, SCHEMA
from app.storage import outbox, rows
from app.storage.core import UNDO, Connection, delete, insert

E = TypeVar("E", bound=Entity)
Step = tuple[Any, Any]
"""What a field was before an action and what it became, as builtins."""
KEEP_UNDO_MS = 7 * 24 * 3600 * 1000


class Tx:
    """One action of a person, or a part of one. Nothing of it is visible before the commit, all of it after.

    ``label`` is the action's name for undo; without one it cannot be taken back. An action over more rows than travel
    in one transaction takes several, which name the same ``action`` and are taken back together.
    """

    def __init__(self, connection: Connection, actor: Actor, clock: Clock) -> None:
        self.connection = connection
        self.actor = actor
        self.id = new_id()
        self.label = ""
        self.action = self.id
        self._clock = clock
        self._wall: int | None = None
        self._kinds: set[str] = set()
        self._ids: set[str] = set()
        self._before: dict[tuple[str, str], Entity | None] = {}

    @cached_property
    def _seen(self) -> int:
        return int(outbox.state(self.connection, "seen_seq", "0"))

    @property
    def now(self) -> int:
        """The time of this action in ms: this device's clock, never behind an earlier action of this device."""
        if self._wall is None:
            last = int(outbox.state(self.connection, "hlc", "0"))
            self._wall = hybrid_next(last, self._clock())
            outbox.set_state(self.connection, "hlc", str(self._wall))
        return self._wall

    def get(self, cls: type[E], row_id: str) -> E:
        """Return a row. Raises AppError("no_such_row")."""
        found = rows.get(self.connection, cls, row_id)
        if found is None:
            raise AppError("no_such_row", {"entity": BY_CLASS[cls].name, "id": row_id})
        return found

    def find(self, cls: type[E], row_id: str) -> E | None:
        """Return a row or None."""
        return rows.get(self.connection, cls, row_id)

    def save(self, value: E, *, known: Known | None = None) -> E:
        """Create the row, or change what differs from the present one. Returns the row as now shown.

        ``known`` is what the author of a new reply has before him (:mod:`app.domain.guard`).

        Raises AppError("field_not_editable") for a field that only an intent or the server may change.
        """
        entity = BY_CLASS[type(value)]
        present = rows.get(self.connection, type(value), value.id)
        if present is None:
            if not entity.client_creates:
                raise AppError("not_creatable", {"entity": entity.name})
            return self._record(value, None, "create", create_body(value), known)
        row: E = present
        for kind, body in changes(present, value):
            row = self._record(row, row, kind, body)
        return row

    def remove(self, value: Entity) -> None:
        """Put a row into the bin."""
        self._record(value, value, "delete", {})

    def ask(self, value: E, action: str, args: Mapping[str, Any] | None = None, *, always: bool = False) -> E:
        """Ask for a change of state; the server decides, the present guess is shown. Returns the row as guessed.

        Raises Refused when the rules already say no here. Nothing is recorded when the state is so already, unless
        the server is to hear it ``always``.
        """
        entity = BY_CLASS[type(value)]
        body = {"action": action, "args": dict(args or {})}
        op = self._operation(entity.name, value.id, "intent", body, 0)
        present = self.get(type(value), value.id)
        if decide(entity, present, op, self.actor, self.now) is present and not always:
            return present
        return self._record(present, present, "intent", body)

    def touched(self, kind: str, *ids: str) -> None:
        """Have the notice name rows (or a local kind such as "draft") that this action changed otherwise."""
        self._kinds.add(kind)
        self._ids.update(ids)

    def finish(self) -> None:
        """Keep the step for undo; called by the database before the commit."""
        if not self.label or not self._before:
            return
        before = [(ent, row_id, self._changed(ent, row_id, row)) for (ent, row_id), row in self._before.items()]
        self.connection.execute(delete(UNDO).where(UNDO.c.at < self.now - KEEP_UNDO_MS))
        self.connection.execute(
            insert(UNDO).values(
                txn=self.id,
                label=self.label,
                at=self.now,
                before=msgspec.json.encode(before).decode(),
                undone=False,
                action=self.action,
            )
        )

    def _changed(self, ent: str, row_id: str, row: Entity | None) -> dict[str, Step] | None:
        """Return what each field that this action changed was and became; None for a row that it created."""
        after = rows.get(self.connection, ENTITIES[ent].cls, row_id)
        if row is None or after is None:
            return None
        was, became = msgspec.to_builtins(row), msgspec.to_builtins(after)
        return {name: (was[name], became[name]) for name in was if was[name] != became[name]}

    @property
    def changes(self) -> Changes | None:
        """The notice for after the commit, None when nothing changed."""
        if not self._kinds:
            return None
        return Changes(kinds=frozenset(self._kinds), ids=frozenset(self._ids), origin="local")

    def _record(self, value: E, present: E | None, kind: Kind, body: dict[str, Any], known: Known | None = None) -> E:
        entity = BY_CLASS[type(value)]
        base = outbox.capture_base(self.connection, entity.name, value.id)
        op = self._operation(entity.name, value.id, kind, body, base.rev)
        if kind == "patch" and present is not None:
            op = msgspec.structs.replace(op, was=seen_before(present, body))
        if known is not None:
            op = msgspec.structs.replace(op, known=known)
        op = outbox.append(self.connection, op)
        after = fold(entity, present, op, self.actor)
        if after is None:
            raise AppError("no_such_row", {"entity": entity.name, "id": value.id})
        self._before.setdefault((entity.name, value.id), present)
        rows.write(self.connection, entity.name, (after,), base.gen, base.epoch)
        self.touched(entity.name, value.id)
        shown: E = after  # type: ignore[assignment]  # fold keeps the entity's class
        return shown

    def _operation(self, ent: str, row_id: str, kind: Kind, body: dict[str, Any], base_rev: int) -> Operation:
        return Operation(
            id=new_id(),
            txn=self.id,
            ent=ent,
            row=row_id,
            kind=kind,
            wall=self.now,
            base_rev=base_rev,
            seen_seq=self._seen,
            schema=SCHEMA,
            body=body,
            deps=_files_in(body),
        )


_EDITABLE = frozenset({Merge.REGISTER, Merge.IMPORTANT, Merge.BODY})


def undo(
    tx: Tx,
    txn: str,
    before: Sequence[tuple[str, str, dict[str, Step] | None]],
    keep: frozenset[str] = frozenset(),
) -> set[str]:
    """Take a transaction back as far as fields allow; return which rows changed. Rows that it created go to the bin.

    Only what the action changed and nobody changed since is put back: others' later work stays. Of the rows that it
    created, those in ``keep`` stay, too.
    """
    touched: set[str] = set()
    for ent, row_id, changed in before:
        entity = ENTITIES[ent]
        present = rows.get(tx.connection, entity.cls, row_id)
        if present is None:
            continue
        if changed is None:
            if present.deleted_at is None and row_id not in keep:
                tx.remove(present)
                touched.add(row_id)
            continue
        was, became = (decode_fields(entity.cls, {name: step[at] for name, step in changed.items()}) for at in (0, 1))
        back: dict[str, Any] = {}
        for name in was:
            now = getattr(present, name)
            if name == "deleted_at" and was[name] is None:
                if now is not None and outbox.deleted_here(tx.connection, present):
                    back[name] = None
            elif entity.rule(name) is Merge.SET:
                back[name] = merged_set(became[name], was[name], now)
            elif entity.rule(name) is Merge.PARTS:
                back[name] = merge_parts(became[name], now, was[name]).parts
            elif name != "rev" and entity.rule(name) in _EDITABLE and now == became[name]:
                back[name] = was[name]
        wanted = msgspec.structs.replace(present, **back)
        if wanted != present:
            tx.save(wanted)
            touched.add(row_id)
    tx.connection.execute(UNDO.update().where(UNDO.c.txn == txn).values(undone=True))
    return touched


_NESTED = (dict, list, tuple)


def _files_in(body: dict[str, Any]) -> tuple[str, ...]:
    """Return the sha256 of every file that a body refers to."""
    found: dict[str, None] = {}

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("sha256"), str):
                found[part["sha256"]] = None
            for inner in part.values():
                if isinstance(inner, _NESTED):
                    walk(inner)
        else:
            for inner in part:
                if isinstance(inner, _NESTED):
                    walk(inner)

    walk(body)
    return tuple(found)
