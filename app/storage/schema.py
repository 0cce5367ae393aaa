"""What must be known of a database file before it is opened: is it one, and which schema does it have?

One read with the standard library, so that a start neither waits for Alembic nor for a walk through the whole file.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.domain.errors import AppError

HEAD = "0001"
"""The Alembic revision that this program's code is written for."""


def revision_of_file(path: Path) -> str | None:
    """Return the Alembic revision of a database file, None for one that is missing or empty.

    Raises AppError("database_damaged") for a file that is no database and sqlite3.Error for what else goes wrong.
    """
    if not path.exists() or not path.stat().st_size:
        return None
    try:
        with closing(sqlite3.connect(path, timeout=10)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables else None
    except sqlite3.DatabaseError as error:
        if is_damage(str(error)):
            raise AppError("database_damaged", {"path": str(path), "why": str(error)}) from error
        raise
    return str(found[0]) if found else None


def is_damage(message: str) -> bool:
    """Say whether a message of SQLite means that the file itself is wrong."""
    return any(words in message for words in ("malformed", "disk I/O error", "not a database"))
