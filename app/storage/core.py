"""SQLAlchemy's Core and the tables, imported when the first statement is built instead of with every module.

They take 0.35 s of processor time, half of a start, and the first window needs none of it: what it shows is read by SQL
text (``connection.exec_driver_sql``), which :class:`TextReader` runs without them. The modules of this package
therefore take these names from here. Until :func:`load` has run they are placeholders, and touching one runs it; it
then puts the real thing in their place in every module of this package. Python 3.15 does the same for ``lazy from
sqlalchemy import select``.
"""

import importlib
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.storage import driver
from app.storage.driver import dbapi

__all__ = [
    "BLOB",
    "DRAFT",
    "ENTITY",
    "HELD",
    "LOCAL",
    "OUTBOX",
    "SYNC_BASE",
    "SYNC_ISSUE",
    "SYNC_PARKED",
    "SYNC_SCOPE",
    "SYNC_STATE",
    "UNDO",
    "ColumnElement",
    "Connection",
    "CoreWanted",
    "Insert",
    "Select",
    "String",
    "TextConnection",
    "TextReader",
    "and_",
    "case",
    "delete",
    "func",
    "hold",
    "insert",
    "insert_or",
    "literal",
    "load",
    "loaded",
    "or_",
    "release",
    "select",
    "text",
    "update",
]

HOLD_SECONDS = 3.0
"""The longest that :func:`load` waits for the first window: if it never comes, nothing may hang on it."""


class CoreWanted(Exception):
    """Something asked a :class:`TextReader` for more than text: it must run on a connection of SQLAlchemy."""


class _Rows(dbapi.Cursor):
    """The driver's cursor with what our text asks of SQLAlchemy's result. The rows are plain tuples."""

    all = dbapi.Cursor.fetchall

    def first(self) -> Any:
        """Return the first row, None when there is none."""
        row = self.fetchone()
        self.close()
        return row

    def one(self) -> Any:
        """Return the only row. Raises LookupError when there is none, or a second."""
        found = self.fetchmany(2)
        self.close()
        if len(found) != 1:
            raise LookupError(f"{len(found) or 'no'} rows, not one")
        return found[0]

    def scalar_one(self) -> Any:
        """Return the first value of the only row. Raises LookupError as :meth:`one`."""
        return self.one()[0]


class _EarlyRows(_Rows):
    """What SQLAlchemy's result can do beyond that is asked of it."""

    def __getattr__(self, name: str) -> Any:
        raise CoreWanted


class TextConnection:
    """A connection of SQLAlchemy that hands SQL text to the driver itself.

    A statement over one row takes SQLAlchemy ten times as long as SQLite, and an action of a person has a dozen of
    them. Its listeners hear of text as of everything else.
    """

    def __init__(self, connection: "Connection") -> None:
        self._whole = connection
        self._raw: Any = connection.connection.driver_connection
        self._heard_by = tuple(connection.dispatch.before_cursor_execute)

    def exec_driver_sql(self, statement: str, parameters: Any = ()) -> _Rows:
        """Run a statement; a list of parameters runs it for each."""
        many = isinstance(parameters, list)
        for listener in self._heard_by:
            listener(self._whole, None, statement, parameters, None, many)
        cursor: _Rows = self._raw.cursor(_Rows)
        return cursor.executemany(statement, parameters) if many else cursor.execute(statement, parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


class TextReader:
    """A reading connection to a SQLite file that takes SQL text by the method that SQLAlchemy's has for it."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        self._raw = driver.connect(path, key)
        self._raw.execute("PRAGMA query_only=ON")

    def begin(self) -> None:
        """Begin one consistent state."""
        self._raw.execute("BEGIN")

    def end(self) -> None:
        """Leave it."""
        self._raw.rollback()

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def exec_driver_sql(self, statement: str, parameters: Sequence[Any] = ()) -> dbapi.Cursor:
        """Run a statement. The rows are plain tuples."""
        return self._raw.cursor(_EarlyRows).execute(statement, parameters)

    def execute(self, statement: object, parameters: object = None) -> Any:
        """Refuse a statement of Core. Raises CoreWanted."""
        raise CoreWanted


class _Placeholder:
    """Stands for one name until it is touched."""

    def __init__(self, module: str, name: str) -> None:
        self._where = (module, name)

    def _real(self) -> Any:
        load()
        module, name = self._where
        return getattr(sys.modules[module], name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        made = self._real()
        return made(*(arg._real() if isinstance(arg, _Placeholder) else arg for arg in args), **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def __getitem__(self, key: Any) -> Any:
        return self._real()[key]


_TABLES = "app.storage.tables"

if TYPE_CHECKING:
    from sqlalchemy import String, and_, case, delete, func, insert, literal, or_, select, text, update
    from sqlalchemy.dialects.sqlite import Insert
    from sqlalchemy.dialects.sqlite import insert as insert_or
    from sqlalchemy.engine import Connection
    from sqlalchemy.sql import ColumnElement, Select

    from app.storage.tables import (
        BLOB,
        DRAFT,
        ENTITY,
        HELD,
        LOCAL,
        OUTBOX,
        SYNC_BASE,
        SYNC_ISSUE,
        SYNC_PARKED,
        SYNC_SCOPE,
        SYNC_STATE,
        UNDO,
    )
else:

    class _Annotation:
        """A type that is only named."""

        def __class_getitem__(cls, item):
            return cls

    Connection = ColumnElement = Select = Insert = _Annotation
    for _name in ("String", "and_", "case", "delete", "func", "insert", "literal", "or_", "select", "text", "update"):
        globals()[_name] = _Placeholder("sqlalchemy", _name)
    insert_or = _Placeholder("sqlalchemy.dialects.sqlite", "insert")
    for _name in __all__[:12]:
        globals()[_name] = _Placeholder(_TABLES, _name)

_lock = threading.Lock()
_open = threading.Event()
_open.set()
_done = threading.Event()


def loaded() -> bool:
    """Return whether statements of Core can be built without waiting."""
    return _done.is_set()


def hold() -> None:
    """Let :func:`load` wait until :func:`release`: what it imports would take the processor from the first window."""
    _open.clear()


def release() -> None:
    """The first window is on screen, or there will be none."""
    _open.set()


def load() -> None:
    """Import SQLAlchemy and the tables, and put them where the placeholders stand. Any thread may call it."""
    if _done.is_set():
        return
    _open.wait(HOLD_SECONDS)
    with _lock:
        if _done.is_set():
            return
        for module in ("sqlalchemy", "sqlalchemy.dialects.sqlite", _TABLES):
            importlib.import_module(module)
        package = __name__.rpartition(".")[0]
        for loaded_module in [module for name, module in list(sys.modules.items()) if name.startswith(package)]:
            for key, value in list(vars(loaded_module).items()):
                if isinstance(value, _Placeholder):
                    place, wanted = value._where
                    setattr(loaded_module, key, getattr(sys.modules[place], wanted))
        _done.set()
