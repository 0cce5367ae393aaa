"""A real SQLite file with the two methods that the interface needs of a database."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class SmallDatabase:
    """A real SQLite file with the two methods that the interface needs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = ThreadPoolExecutor(1, "writer")
        self._writer.submit(self._in_transaction, lambda c: c.execute("CREATE TABLE t (x)")).result()

    def _in_transaction(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        connection = sqlite3.connect(self._path)
        try:
            with connection:
                return fn(connection)
        finally:
            connection.close()

    def read(self, fn: Callable[[Any], T]) -> T:
        return self._in_transaction(fn)

    def write(self, fn: Callable[[Any], T]) -> "Future[T]":
        return self._writer.submit(self._in_transaction, fn)

    def close(self) -> None:
        self._writer.shutdown()
