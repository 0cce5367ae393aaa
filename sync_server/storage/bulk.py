"""Writing and reading many rows by one statement, in the database's own words.

SQLAlchemy would process the values of each row by itself. No column of ours needs that, and it takes as long as the
database does.
"""

import functools
import operator
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, bindparam
from sqlalchemy import update as update_of
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg

Rows = Sequence[Mapping[str, Any]]
"""Values by column, the same two columns or more in all of them; one row at least."""


_NAME = re.compile(r"(?<!:):([a-z_]+)")
_ANY = re.compile(r"= ANY\((:[a-z_]+)\)")
KEY = "of_id"
"""How the row to be overwritten is named among the values of :func:`update`."""


class _Prepared(msgspec.Struct, frozen=True):
    """A statement, and the order of its values: () where they go by name."""

    sql: str
    order: tuple[str, ...]


def insert(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows. Raises IntegrityError for a key that is there."""
    _run(connection, _insert(table, tuple(rows[0]), connection.dialect.name), rows)


def upsert(connection: Connection, table: Table, rows: Rows, key: tuple[str, ...]) -> None:
    """Insert rows, or overwrite those that have the same key."""
    _run(connection, _upsert(table, tuple(rows[0]), key, connection.dialect.name), rows)


def update(connection: Connection, table: Table, names: tuple[str, ...], rows: Rows) -> None:
    """Overwrite some columns of rows that are there, each named by its ``id``: no index of another one is touched."""
    _run(connection, _update(table, names, connection.dialect.name), rows)


def of_ids(connection: Connection, table: Table, ids: Sequence[str], *, lock: bool = False) -> Sequence[Sequence[Any]]:
    """Return the rows of some ids in their order, locked if asked: all ids are one value of the statement."""
    dialect = connection.dialect.name
    return connection.exec_driver_sql(_of_ids(table, dialect, lock), (_as_value(ids, dialect),)).fetchall()


def ask(connection: Connection, words: str, **values: Any) -> Sequence[Sequence[Any]]:
    """Return the rows that a question in words of SQL finds. ``:name`` stands for a value, ``= ANY(:name)`` for one of
    the words in a list: for what is asked all day, since building a statement takes longer than running it.
    """
    dialect = connection.dialect.name
    spoken, names = _spoken(words, dialect)
    given = tuple(_as_value(values[name], dialect) for name in names)
    return connection.exec_driver_sql(spoken, given).fetchall()


def dialect_of(connection: Connection) -> Any:
    """Return the module of SQLAlchemy with the ``insert`` of a database."""
    return _module(connection.dialect.name)


def _run(connection: Connection, prepared: _Prepared, rows: Rows) -> None:
    if prepared.order:
        pick = operator.itemgetter(*prepared.order)
        connection.exec_driver_sql(prepared.sql, [pick(row) for row in rows])
    else:
        connection.exec_driver_sql(prepared.sql, [dict(row) for row in rows])


def _as_value(value: Any, dialect: str) -> Any:
    """Return a value as a driver takes it: a list is JSON for SQLite."""
    if isinstance(value, (str, int)):
        return value
    return list(value) if dialect == "postgresql" else msgspec.json.encode(value).decode()


@functools.cache
def _spoken(words: str, dialect: str) -> tuple[str, tuple[str, ...]]:
    """Return a question as a driver takes it, and the names of its values in their order."""
    names = tuple(_NAME.findall(words))
    if dialect == "postgresql":
        return _NAME.sub("%s", words.replace("%", "%%")), names
    return _NAME.sub("?", _ANY.sub(r"IN (SELECT value FROM json_each(\1))", words)), names


@functools.cache
def _insert(table: Table, names: tuple[str, ...], dialect: str) -> _Prepared:
    return _prepared(_module(dialect).insert(table), names, dialect)


@functools.cache
def _upsert(table: Table, names: tuple[str, ...], key: tuple[str, ...], dialect: str) -> _Prepared:
    statement = _module(dialect).insert(table)
    changed = {name: statement.excluded[name] for name in names if name not in key}
    if changed:
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=changed)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(key))
    return _prepared(statement, names, dialect)


@functools.cache
def _of_ids(table: Table, dialect: str, lock: bool) -> str:
    postgres = dialect == "postgresql"
    quoted = (psycopg if postgres else sqlite).dialect().identifier_preparer
    columns = ", ".join(quoted.format_column(column) for column in table.columns)
    among = "= ANY(%s)" if postgres else "IN (SELECT value FROM json_each(?))"
    locked = " FOR UPDATE" if lock and postgres else ""
    return f"SELECT {columns} FROM {quoted.format_table(table)} WHERE id {among} ORDER BY id{locked}"


@functools.cache
def _update(table: Table, names: tuple[str, ...], dialect: str) -> _Prepared:
    # a bound value must not be called as the column it is compared with
    statement = update_of(table).where(table.c.id == bindparam(KEY)).values({name: bindparam(name) for name in names})
    return _prepared(statement, None, dialect)


def _module(dialect: str) -> Any:
    return postgresql if dialect == "postgresql" else sqlite


def _prepared(statement: Any, names: tuple[str, ...] | None, dialect: str) -> _Prepared:
    spoken: Any = psycopg if dialect == "postgresql" else sqlite
    compiled = statement.compile(dialect=spoken.dialect(), column_keys=None if names is None else list(names))
    return _Prepared(str(compiled), tuple(compiled.positiontup or ()))
