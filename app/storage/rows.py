"""Reading and writing entity tables as values."""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from app.domain.columns import chunks, codec
from app.domain.entity import Entity
from app.domain.knowledge import Category
from app.domain.registry import BY_CLASS, ENTITIES
from app.search.index import remove
from app.search.postings import write_rows
from app.storage.core import ENTITY, Connection
from app.storage.documents import index_articles, index_below

E = TypeVar("E", bound=Entity)


def get(connection: Connection, cls: type[E], row_id: str) -> E | None:
    """Return one row as shown, or None when this device has none (or it is in the bin and gone)."""
    found = get_many(connection, cls, (row_id,))
    return found.get(row_id)


def get_many(connection: Connection, cls: type[E], ids: Sequence[str]) -> dict[str, E]:
    """Return the rows of these ids that this device has, by id."""
    found: dict[str, E] = {}
    for part in chunks(list(ids), 500):
        found.update((value.id, value) for value in where(connection, cls, f"id IN ({marks(part)})", part))
    return found


def everything(connection: Connection, cls: type[E]) -> list[E]:
    """Return all rows of a small entity (people, groups, categories) that are not in the bin."""
    return where(connection, cls, "deleted_at IS NULL")


def where(connection: Connection, cls: type[E], condition: str, parameters: Sequence[Any] = ()) -> list[E]:
    """Return the rows of an entity that a condition in SQL, with its order and limit, picks out.

    Text instead of a statement of Core, so that the first window is read without SQLAlchemy (:mod:`app.storage.core`).
    """
    decode = codec(cls)
    found = connection.exec_driver_sql(f"SELECT {columns(cls)} WHERE {condition}", tuple(parameters))
    return [decode.from_row(row) for row in found]


@functools.cache
def in_use(connection: Connection, cls: type[E], column: str) -> frozenset[str]:
    """Return what stands in a column of the rows that are not in the bin, without ""; the caller names the column."""
    name = BY_CLASS[cls].name
    query = f"SELECT DISTINCT {column} FROM {name} WHERE deleted_at IS NULL AND {column} <> ''"
    return frozenset(row[0] for row in connection.exec_driver_sql(query))


def columns(cls: type[Entity]) -> str:
    """Return ``"table"."field", … FROM "table"`` of an entity, its fields in the order in which a row is decoded."""
    table = f'"{BY_CLASS[cls].name}"'
    fields = ", ".join(f'{table}."{name}"' for name in codec(cls).names)
    return f"{fields} FROM {table}"


def marks(values: Sequence[object]) -> str:
    """Return as many question marks as there are values: ``?, ?``."""
    return ", ".join("?" * len(values))


def write(
    connection: Connection,
    name: str,
    values: Iterable[Entity],
    gen: int = 0,
    epoch: str = "",
    *,
    between: Callable[[], None] = lambda: None,
) -> None:
    """Insert or replace rows of one entity, and keep the search text with them.

    ``between`` is called now and then when there are many.
    """
    rows = list(values)
    if not rows:
        return
    coder = codec(ENTITIES[name].cls)
    records = [(*coder.to_row(row).values(), gen, epoch) for row in rows]
    before = get_many(connection, Category, [row.id for row in rows]) if name == "category" else {}
    write_rows(connection, _upsert(name), records)
    if name == "article":
        index_articles(connection, rows, between=between)
    elif name == "category":
        index_below(connection, [row.id for row in rows if _finds_otherwise(before.get(row.id), row)])


@functools.cache
def _upsert(name: str) -> str:
    """Return the statement that inserts or replaces rows of an entity, with ``{rows}`` for the values."""
    names = (*codec(ENTITIES[name].cls).names, "_gen", "_epoch")
    listed = ", ".join(f'"{column}"' for column in names)
    changed = ", ".join(f'"{column}" = excluded."{column}"' for column in names if column != "id")
    return f'INSERT INTO "{name}" ({listed}) VALUES {{rows}} ON CONFLICT (id) DO UPDATE SET {changed}'


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
