"""The local data in classes that people know, with counts: for the sync centre and the first synchronisation."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from app.storage.core import (
    BLOB,
    ENTITY,
    OUTBOX,
    SYNC_ISSUE,
    SYNC_SCOPE,
    ColumnElement,
    Connection,
    Select,
    func,
    select,
)
from app.storage.guard import groups
from app.storage.outbox import PENDING

CLASSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "staff": ("branch", "group", "agent", "presence"),
        "knowledge": ("category", "article", "article_draft", "flow"),
        "customers": ("customer", "identity"),
        "conversations": ("conversation", "read_mark"),
        "tickets": ("ticket",),
        "messages": ("message", "ticket_note", "flow_walk"),
        "history": ("survey", "article_version", "event", "conflict"),
    }
)
"""Class -> entities. The order is that of a first synchronisation."""
NEEDED = ("staff", "knowledge", "customers", "conversations", "tickets")
"""The classes with which one can work; the rest follows while one does."""


SEEN_AS: Mapping[str, str] = MappingProxyType({"knowledge": "article", "customers": "customer", "tickets": "ticket"})
"""Class -> what of it people count on its own screen; of the others they count every row."""


class ClassCount(msgspec.Struct, frozen=True):
    """Rows of a class on this device, actions on them not yet sent, and what waits for a decision; ``held`` of that
    are replies that were not sent because things changed.

    ``things`` is the number that its own screen shows: articles without their categories, nothing from the bin.
    """

    rows: int = 0
    pending: int = 0
    problems: int = 0
    things: int = 0
    held: int = 0


class FileCount(msgspec.Struct, frozen=True):
    """Files on this device and those that the server does not have yet. Sizes in bytes."""

    files: int = 0
    size: int = 0
    unsent: int = 0


class Held(msgspec.Struct, frozen=True):
    """What this device holds. ``started``: the server has brought something; ``passing``: scopes in a first pass."""

    classes: Mapping[str, ClassCount]
    files: FileCount
    started: bool
    passing: int


def started(connection: Connection) -> bool:
    """Return whether the server has brought something."""
    return connection.exec_driver_sql("SELECT 1 FROM sync_scope LIMIT 1").fetchone() is not None


def held(connection: Connection) -> Held:
    """Return what this device holds; some ten milliseconds at a million rows."""
    counts = {
        name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for name, table in ENTITY.items()
    }
    o, c, i, b = OUTBOX.c, ENTITY["conflict"].c, SYNC_ISSUE.c, BLOB.c
    pending = _by_entity(connection, select(o.ent, func.count(o.txn.distinct())).where(o.state == PENDING), o.ent)
    problems = _by_entity(connection, select(i.ent, func.count()).where(i.open.is_(True)), i.ent)
    open_conflicts = select(c.entity, func.count()).where(c.open.is_(True), c.deleted_at.is_(None))
    for name, number in _by_entity(connection, open_conflicts, c.entity).items():
        problems[name] = problems.get(name, 0) + number
    held = Counter(op.ent for act in groups(connection).values() for op, *_ in act)
    files, size = connection.execute(select(func.count(), func.coalesce(func.sum(b.size), 0))).one()
    unsent = connection.execute(select(func.count()).where(b.state == "unsent")).scalar_one()
    things = {name: _alive(connection, entity) for name, entity in SEEN_AS.items()}
    scopes, passing = connection.execute(
        select(func.count(), func.count(SYNC_SCOPE.c.pass_state)).select_from(SYNC_SCOPE)
    ).one()
    return Held(
        classes={
            name: ClassCount(
                sum(counts[entity] for entity in entities),
                sum(pending.get(entity, 0) for entity in entities),
                sum(problems.get(entity, 0) for entity in entities),
                things.get(name, sum(counts[entity] for entity in entities)),
                sum(held[entity] for entity in entities),
            )
            for name, entities in CLASSES.items()
        },
        files=FileCount(int(files), int(size), int(unsent)),
        started=scopes > 0,
        passing=int(passing),
    )


def _alive(connection: Connection, entity: str) -> int:
    table = ENTITY[entity]
    query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None))
    return int(connection.execute(query).scalar_one())


def _by_entity(connection: Connection, query: Select[Any], column: ColumnElement[Any]) -> dict[str, int]:
    return {name: int(number) for name, number in connection.execute(query.group_by(column))}
