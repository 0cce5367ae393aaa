"""A real database file, opened and closed around each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.entity import Actor
from app.storage.database import Database


@pytest.fixture
def open_database(tmp_path: Path) -> Iterator[Callable[..., Database]]:
    """Open databases by file name; all are closed at the end."""
    opened: list[Database] = []

    def make(name: str = "desk.db", agent: str = "anna") -> Database:
        database = Database(tmp_path / name, Actor(agent, "admin"))
        opened.append(database)
        database.open()
        return database

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def database(open_database: Callable[..., Database]) -> Database:
    return open_database()
