"""A database's address as an administrator writes and reads it."""

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from app.domain.errors import AppError

BAD_ADDRESS: Final = ArgumentError
UNREACHABLE: Final = (OperationalError, sqlite3.OperationalError)


def need_database(url: str) -> None:
    """Raise AppError("no_database") for a SQLite file that is not there: who mistypes --data would get an empty one."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and not Path(parsed.database).is_file():
        raise AppError("no_database", {"path": parsed.database})


def public(url: str) -> str:
    """Return an address without its password; "" for ""."""
    if not url:
        return ""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.rpartition("@")[2]
