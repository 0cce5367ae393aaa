"""A PostgreSQL database into a file and back, by ``pg_dump`` and ``pg_restore``."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url, text
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DBAPIError

from app.domain.errors import AppError
from app.sql import server_engine


def dump(connection: Connection, url: URL, file: Path) -> None:
    """Write the database as the transaction of ``connection`` (REPEATABLE READ) sees it. The servers may run.

    Raises AppError("no_such_program") and ("dump_failed").
    """
    snapshot = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
    whole = ("--format=custom", "--no-owner", "--no-privileges")
    _run("pg_dump", url, *whole, f"--snapshot={snapshot}", f"--file={file}", "--dbname", _address(url))


def need_empty(url: URL) -> None:
    """Raise AppError("database_not_empty") for a database that a server has used."""
    engine = server_engine(url.render_as_string(hide_password=False), patience=False)
    try:
        with engine.connect() as connection:
            if connection.execute(text("SELECT to_regclass('sync_meta')")).scalar() is not None:
                raise AppError("database_not_empty", {"database": url.database})
    finally:
        engine.dispose()


def load(file: Path, url: URL) -> None:
    """Fill an empty database. Raises AppError: "database_not_empty" (nothing is changed then), "no_such_program",
    "dump_failed".
    """
    need_empty(url)
    whole = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run("pg_restore", url, *whole, "--dbname", _address(url), str(file))


@contextmanager
def scratch(url: URL) -> Iterator[URL]:
    """Make an empty database beside another one, and remove it at the end. Raises AppError("no_scratch_database")
    where the account may not.
    """
    name = f"zhiying_scratch_{secrets.token_hex(6)}"
    engine = server_engine(url.render_as_string(hide_password=False)).execution_options(isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            try:
                connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
            except DBAPIError as error:
                raise AppError("no_scratch_database", {"why": str(error.orig), "needed": "CREATEDB"}) from error
            try:
                yield url.set(database=name)
            finally:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        engine.dispose()


def _address(url: URL) -> str:
    """Return a database's address for a command line, which others can read: without the password."""
    _, arguments = make_url(url).get_dialect()().create_connect_args(url)
    return make_conninfo(**{**arguments, "password": None, "target_session_attrs": "read-write"})


def _run(program: str, url: URL, *arguments: str) -> None:
    environment = {**os.environ, **({"PGPASSWORD": url.password} if url.password else {})}
    try:
        done = subprocess.run([program, *arguments], env=environment, stderr=subprocess.PIPE, check=False)
    except FileNotFoundError as error:
        raise AppError("no_such_program", {"program": program}) from error
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()
        raise AppError("dump_failed", {"program": program, "why": why})
