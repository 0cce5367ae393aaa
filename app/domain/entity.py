"""What a synced row is, and how each of its fields merges."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Mapping
from typing import Any

import msgspec


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every synced row.

    ``scope`` is the one sync scope that the row belongs to (see :mod:`app.domain.access`). ``rev`` counts the
    server's changes of the row: 0 means that the server has not accepted it yet. ``deleted_at`` is set for a row in
    the bin.
    """

    id: str
    scope: str
    rev: int = 0
    deleted_at: int | None = None


class Merge(enum.Enum):
    """How a field takes concurrent changes."""

    FIXED = "fixed"  # set once, when the row is created
    REGISTER = "register"  # the later corrected time wins, the loser becomes a conflict record
    IMPORTANT = "important"  # as REGISTER, and the losing author is shown the conflict
    INTENT = "intent"  # changed only by a named intent that the server decides
    SERVER = "server"  # set by the server alone
    MAX = "max"  # the largest value wins
    BODY = "body"  # three-way merge of blocks
    PARTS = "parts"  # three-way merge of parts that have ids (app.domain.parts)
    SET = "set"  # values are added and removed one by one; adding wins over a concurrent removal


class Actor(msgspec.Struct, frozen=True):
    """Who does something: an agent's id and role, or the system ("" and "system")."""

    id: str
    role: str


SYSTEM = Actor(id="", role="system")

Decide = Callable[[Any, Mapping[str, Any], Actor, int], Any]
"""(row, arguments, actor, time in ms) -> the row after it; the same row when nothing is to be done.

Raises :class:`app.domain.errors.Refused` when the state machine or a permission says no.
"""


class EntityType(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the registry: the struct, its merge rules and its intents.

    ``parent`` names the field that holds the id of the row whose scope this one shares, and that row's entity:
    a message lives where its conversation lives. ``client_creates`` is false for rows that only the server makes.
    With ``tells_deleter`` whoever put a row into the bin hears of an edit that brought it back.
    """

    name: str
    cls: type[Entity]
    merge: Mapping[str, Merge] = {}
    intents: Mapping[str, Decide] = {}
    parent: tuple[str, str] | None = None
    client_creates: bool = True
    edit_beats_delete: bool = True
    tells_deleter: bool = False
    indexes: tuple[tuple[str, ...], ...] = ()

    def rule(self, field: str) -> Merge:
        """Return the merge rule of a field; REGISTER where nothing else is said."""
        return self.merge.get(field, Merge.REGISTER)

    def fields(self) -> tuple[str, ...]:
        """Return the names of the entity's own fields, without those of :class:`Entity`."""
        return own_fields(self.cls)


_BASE = frozenset(Entity.__struct_fields__)


@functools.cache
def own_fields(cls: type[Entity]) -> tuple[str, ...]:
    """Return the names of a struct's own fields, without those of :class:`Entity`."""
    return tuple(name for name in cls.__struct_fields__ if name not in _BASE)
