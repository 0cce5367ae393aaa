"""The migrations build what the code expects."""

from pathlib import Path

from sqlalchemy.engine import Connection

from app.search.index import create_tables
from app.sql import sqlite_engine
from app.storage.database import Database
from app.storage.tables import METADATA


def schema(connection: Connection) -> dict[str, list[tuple[str, str, int]]]:
    """Return table -> its columns (name, type, not null), and index -> its columns, sorted by name."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    names = connection.exec_driver_sql(
        "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).all()
    for kind, name in names:
        if kind == "table":
            columns = connection.exec_driver_sql(f'PRAGMA table_info("{name}")').all()
            found[name] = sorted((column[1], column[2], column[3]) for column in columns)
        else:
            columns = connection.exec_driver_sql(f'PRAGMA index_info("{name}")').all()
            found[name] = [(column[2], "", 0) for column in columns]
    return found


def test_a_migrated_database_is_what_the_tables_declare(database: Database, tmp_path: Path) -> None:
    fresh = sqlite_engine(tmp_path / "fresh.db", durable=False)
    with fresh.begin() as connection:
        METADATA.create_all(connection)
        create_tables(connection)
        declared = schema(connection)
    fresh.dispose()
    assert database.read(schema) == declared
