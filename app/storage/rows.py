"""Reading and writing entity tables as values."""

import functools
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from app.domain.columns import chunks, codec
from app.domain.entity import Entity
from app.domain.knowledge import Category
from app.domain.registry import BY_CLASS, ENTITIES
from app.search.index import remove
from app.storage.core import ENTITY, Connection, Insert, insert_or, select
from app.storage.documents import index_articles, index_below

E = TypeVar("E", bound=Entity)


def get(connection: Connection, cls: type[E], row_id: str) -> E | None:
    """Return one row as shown, or None when this device has none (or it is in the bin and gone)."""
    found = get_many(connection, cls, (row_id,))
    return found.get(row_id)


def get_many(connection: Connection, cls: type[E], ids: Sequence[str]) -> dict[str, E]:
    """Return the rows of these ids that this device has, by id."""
    table, decode = ENTITY[BY_CLASS[cls].name], codec(cls)
    columns = [table.c[name] for name in decode.names]
    found: dict[str, E] = {}
    for part in chunks(list(ids), 500):
        for row in connection.execute(select(*columns).where(table.c.id.in_(part))):
            found[row[0]] = decode.from_row(row)
    return found


def everything(connection: Connection, cls: type[E]) -> list[E]:
    """Return all rows of a small entity (people, groups, categories) that are not in the bin."""
    table, decode = ENTITY[BY_CLASS[cls].name], codec(cls)
    columns = [table.c[name] for name in decode.names]
    return [decode.from_row(row) for row in connection.execute(select(*columns).where(table.c.deleted_at.is_(None)))]


def write(connection: Connection, name: str, values: Iterable[Entity], gen: int = 0, epoch: str = "") -> None:
    """Insert or replace rows of one entity, and keep the search text with them."""
    rows = list(values)
    if not rows:
        return
    coder = codec(ENTITIES[name].cls)
    records: list[dict[str, Any]] = [{**coder.to_row(row), "_gen": gen, "_epoch": epoch} for row in rows]
    before = get_many(connection, Category, [row.id for row in rows]) if name == "category" else {}
    connection.execute(_upsert(name), records)
    if name == "article":
        index_articles(connection, rows)
    elif name == "category":
        index_below(connection, [row.id for row in rows if _finds_otherwise(before.get(row.id), row)])


@functools.cache
def _upsert(name: str) -> Insert:
    """Return the statement that inserts or replaces rows of an entity; building it costs as much as running it."""
    table = ENTITY[name]
    statement = insert_or(table)
    changed = {column.name: statement.excluded[column.name] for column in table.c if column.name != "id"}
    return statement.on_conflict_do_update(index_elements=["id"], set_=changed)


def _finds_otherwise(before: Category | None, after: Entity) -> bool:
    """Say whether articles below a category are found by other words or filters than before."""
    names = ("name", "parent_id", "synonyms")
    return before is None or any(getattr(before, name) != getattr(after, name) for name in names)


def delete(connection: Connection, name: str, ids: Sequence[str]) -> None:
    """Remove rows of one entity from this device, and their search text."""
    table = ENTITY[name]
    for part in chunks(list(ids), 500):
        connection.execute(table.delete().where(table.c.id.in_(part)))
    if name == "article":
        for row_id in ids:
            remove(connection, row_id)
