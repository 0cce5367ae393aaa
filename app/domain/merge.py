"""What the server does with an operation: merge it into the current row, field by field.

Concurrency is decided by versions, not clocks: a field conflicts when it was set after the revision that the author
saw, by another stream of operations, and the values differ. Clocks only decide which of two registers stays; what
loses is returned, so that it becomes a conflict record and nothing typed is dropped.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.domain.blocks import merge_bodies
from app.domain.change import Operation, created, decide, decode_fields, merged_set, seen_by_author
from app.domain.entity import Actor, Entity, EntityType, Merge
from app.domain.errors import Refused
from app.domain.parts import merge_parts


class Stamp(msgspec.Struct, frozen=True, array_like=True):
    """Who last set a field: the row's revision, the corrected time (ms), the operation, its stream and its author.

    ``over`` are fingerprints of the values over which it was knowingly set, the newest first: whoever sends one of
    those late, as to a server that was restored, has been answered already.
    """

    rev: int
    at: int
    op_id: str
    stream: str
    author: str
    over: tuple[str, ...] = ()


Stamps = Mapping[str, Stamp]
"""By field. A value that was put into a set has a stamp of its own, under the name that :func:`_member` gives it."""
_MOST_OVER = 8


class Lost(msgspec.Struct, frozen=True):
    """A value that did not stay, whose it was, whether its author must be asked about it, and when both were written
    (corrected ms)."""

    field: str
    base: Any
    kept: Any
    lost: Any
    author: str
    kept_by: str
    important: bool
    kept_at: int
    lost_at: int


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
            patch = _Patch(entity, row, stamps, op, author, base)
            for name, value in decode_fields(entity.cls, op.body).items():
                patch.field(name, value)
            return patch.merged()
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


class _Patch:
    """The walk through the fields of one "patch"."""

    def __init__(
        self, entity: EntityType, row: Entity, stamps: Stamps, op: Operation, author: Author, base: BaseValue
    ) -> None:
        self.entity, self.row, self.op, self.author, self.base = entity, row, op, author, base
        self.stamps = dict(stamps)
        self.values: dict[str, Any] = {}
        self.lost: list[Lost] = []
        self.members: set[str] = set()  # the stamps that values put into sets are to get
        self.was = seen_by_author(entity.cls, op)

    def field(self, name: str, value: Any) -> None:
        """Merge one field. Raises Refused for one that no patch may set."""
        rule = self.entity.rule(name)
        current = getattr(self.row, name)
        if name in _NOT_FIELDS or rule in (Merge.FIXED, Merge.SERVER, Merge.INTENT):
            raise Refused("field_not_editable", {"entity": self.entity.name, "field": name})
        stamp = self.stamps.get(name)
        newer = stamp is not None and stamp.rev > self.op.base_rev
        if rule is Merge.SET and name in self.was:
            self._set(name, value, current)
        elif value == current:
            pass
        elif rule is Merge.MAX:
            if value > current:
                self.values[name] = value
        elif rule is Merge.PARTS:
            self._parts(name, value, current)
        elif rule is Merge.BODY and newer:
            self._body(name, value, current)
        elif stamp is not None and newer and _other(stamp, self.op, self.author) and not self._found(name, current):
            self._conflict(name, value, current, stamp, important=rule is Merge.IMPORTANT)
        else:
            self.values[name] = value

    def _set(self, name: str, value: Any, current: Any) -> None:
        put_in = [each for each in value if each not in self.was[name]]
        kept = {each for each in current if each not in value and self._added_unseen(name, each)}
        wanted = merged_set([each for each in self.was[name] if each not in kept], value, current)
        self.members.update(_member(name, each) for each in put_in)
        if wanted != current or any(each in current for each in put_in):  # who added it, too, wants it to stay
            self.values[name] = wanted

    def _added_unseen(self, name: str, value: Any) -> bool:
        stamp = self.stamps.get(_member(name, value))
        return stamp is not None and stamp.rev > self.op.base_rev and _other(stamp, self.op, self.author)

    def _parts(self, name: str, value: Any, current: Any) -> None:
        """Where two set one field of one part, what is here already stays, and the other is asked about his."""
        before = self.was.get(name, ())
        joined = merge_parts(before, current, value)
        if joined.parts != current:
            self.values[name] = joined.parts
        stamp = self.stamps.get(name)
        if joined.clash and stamp is not None:
            mine = merge_parts(before, value, current).parts
            self._lose(name, before, joined.parts, mine, stamp, important=stamp.author != self.author.actor.id)

    def _body(self, name: str, value: Any, current: Any) -> None:
        before = self.base(name)
        both = merge_bodies(before, value, current) if before is not None else None
        if both is None:
            stamp = self.stamps[name]
            self._lose(name, before, current, value, stamp, important=True)
        elif both != current:
            self.values[name] = both

    def _conflict(self, name: str, value: Any, current: Any, stamp: Stamp, *, important: bool) -> None:
        # who changed his own words at another desk decided already; the record is kept all the same
        important = important and stamp.author != self.author.actor.id
        before = self.op.was.get(name, self.base(name))
        if (self.author.at, self.op.id) > (stamp.at, stamp.op_id):
            self._win(name, before, value, current, stamp, important=important)
            self.values[name] = value
            return
        if _fingerprint(value) in stamp.over:  # whoever set what stays had read this, and decided
            important = False
            self.stamps[name] = msgspec.structs.replace(stamp, over=self._over(name, stamp))
        self._lose(name, before, current, value, stamp, important=important)

    def _win(self, name: str, base: Any, kept: Any, lost: Any, stamp: Stamp, *, important: bool) -> None:
        """Note that the operation's value stays, and the one that was stamped does not."""
        me, at = self.author.actor.id, self.author.at
        self.lost.append(Lost(name, base, kept, lost, stamp.author, me, important, kept_at=at, lost_at=stamp.at))

    def _lose(self, name: str, base: Any, kept: Any, lost: Any, stamp: Stamp, *, important: bool) -> None:
        """Note that the value that was stamped stays, and the operation's does not."""
        me, at = self.author.actor.id, self.author.at
        self.lost.append(Lost(name, base, kept, lost, me, stamp.author, important, kept_at=stamp.at, lost_at=at))

    def _found(self, name: str, current: Any) -> bool:
        """Say whether a field has the very value over which the operation's author wrote."""
        return name in self.was and _fingerprint(self.was[name]) == _fingerprint(current)

    def _over(self, name: str, stamp: Stamp | None) -> tuple[str, ...]:
        """Return the fingerprints of what is overwritten knowingly with this operation, and before it."""
        earlier = stamp.over if stamp is not None else ()
        if name not in self.was:
            return earlier
        return tuple(dict.fromkeys((_fingerprint(self.was[name]), *earlier)))[:_MOST_OVER]

    def _restore(self) -> None:
        """Take the row out of the bin; who put it there without having seen the edit is asked."""
        self.values["deleted_at"] = None
        stamp, me = self.stamps.get("deleted_at"), self.author.actor.id
        unseen = stamp is not None and stamp.rev > self.op.base_rev
        if self.entity.tells_deleter and stamp is not None and unseen and stamp.author not in ("", me):
            self._win("deleted_at", None, None, self.row.deleted_at, stamp, important=True)

    def merged(self) -> Merged:
        """Return the row with what stays of the patch."""
        changed = set(self.values)
        if self.row.deleted_at is not None and (self.values or self.lost):  # an edit beats a concurrent delete
            self._restore()
            changed.add("deleted_at")
        if not changed and not self.lost:
            return Merged(self.row, self.stamps, frozenset())
        before = dict(self.stamps)
        after = msgspec.structs.replace(self.row, **self.values)
        accepted = _accept(after, self.stamps, frozenset(changed), self.op, self.author, tuple(self.lost))
        stamps = dict(accepted.stamps)
        for name in changed:
            if self.entity.rule(name) is Merge.SET:
                _stamp_members(stamps, name, getattr(after, name), self.members)
            elif name in self.was:
                stamps[name] = msgspec.structs.replace(stamps[name], over=self._over(name, before.get(name)))
        return msgspec.structs.replace(accepted, stamps=stamps)


def _stamp_members(stamps: dict[str, Stamp], name: str, values: Any, added: set[str]) -> None:
    """Stamp what was put into a set, and forget the stamps of what is not in there any more."""
    present = {_member(name, value) for value in values}
    stamps.update(dict.fromkeys(added & present, stamps[name]))
    for key in [key for key in stamps if key.startswith(f"{name}:") and key not in present]:
        del stamps[key]


def _member(name: str, value: Any) -> str:
    return f"{name}:{_fingerprint(value)}"


def _fingerprint(value: Any) -> str:
    return hashlib.blake2b(msgspec.json.encode(value), digest_size=8).hexdigest()


def _other(stamp: Stamp, op: Operation, author: Author) -> bool:
    """Say whether a field was last set by somebody whose edit this operation's author may not have seen."""
    return stamp.stream != author.stream and stamp.op_id not in op.own


def _delete(entity: EntityType, row: Entity, stamps: Stamps, op: Operation, author: Author) -> Merged:
    if row.deleted_at is not None:
        return Merged(row, stamps, frozenset())
    edited = any(stamp.rev > op.base_rev and _other(stamp, op, author) for stamp in stamps.values())
    if edited and entity.edit_beats_delete:
        raise Refused("edited_meanwhile", {"entity": entity.name})
    after = msgspec.structs.replace(row, deleted_at=author.at)
    return _accept(after, stamps, frozenset({"deleted_at"}), op, author, ())


def touched(row: Entity, stamps: Stamps, author: Author) -> Merged:
    """Return a row of which only what this program does not know was changed: no field, but a new revision."""
    return Merged(msgspec.structs.replace(row, rev=max(row.rev, author.rev_floor) + 1), stamps, frozenset())


def _accept(
    row: Entity, stamps: Stamps, changed: frozenset[str], op: Operation, author: Author, lost: tuple[Lost, ...]
) -> Merged:
    after = msgspec.structs.replace(row, rev=max(row.rev, author.rev_floor) + 1)
    stamp = Stamp(after.rev, author.at, op.id, author.stream, author.actor.id)
    return Merged(after, {**stamps, **dict.fromkeys(changed, stamp)}, changed, lost)
