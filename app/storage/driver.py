"""The client's SQLite: SQLCipher's build of it, which encrypts every page of a file, of its log and of its copies.

A key is 32 random bytes, never a person's word: a derived key would cost 0.1 s a connection. Whatever opens a local
database goes through :func:`connect`, with the same library: two of them over one file in one process would take each
other's locks away. Without a key a file is plain, which only tools, tests and :mod:`app.storage.sealing` want.
``dev.py bench encryption`` tells what a key costs: 1.12 to 1.17 times the processor time of a page, 1.0 of a search.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it has no types of its own, but the interface is the same
    import sqlite3 as dbapi
else:
    from sqlcipher3 import dbapi2 as dbapi

__all__ = ["KEY_BYTES", "connect", "dbapi", "is_plain", "key_clause"]

KEY_BYTES = 32
WAIT_SECONDS = 10.0
STATEMENTS = 1000
"""How many compiled statements a connection keeps: more than the program has. The driver's own 100 are full after a
migration, and what comes then pushes out what came last: every statement is compiled each time, which takes longer than
running it.
"""
_PLAIN = b"SQLite format 3\0"


def connect(path: Path, key: bytes | None, *, writable: bool = True) -> dbapi.Connection:
    """Open a database; any thread may use the connection, one at a time.

    A wrong key is noticed by the first statement that reads: "file is not a database". Raises dbapi.Error.
    """
    where = str(path) if writable else f"{path.absolute().as_uri()}?mode=ro"
    connection = dbapi.connect(
        where,
        uri=not writable,
        isolation_level=None,
        check_same_thread=False,
        timeout=WAIT_SECONDS,
        cached_statements=STATEMENTS,
    )
    connection.execute("PRAGMA cipher_log_level=NONE")  # it would write what it cannot decrypt to standard error
    if key is not None:
        connection.execute(f"PRAGMA key={key_clause(key)}")
    connection.execute("PRAGMA temp_store=MEMORY")  # a temporary file would not be encrypted
    return connection


def key_clause(key: bytes) -> str:
    """Return a key as SQLCipher's statements take it."""
    if len(key) != KEY_BYTES:
        raise ValueError("not a key of the local data")
    return f"\"x'{key.hex()}'\""


def is_plain(path: Path) -> bool:
    """Say whether a file is a database that is not encrypted. Raises OSError."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) == _PLAIN
    except FileNotFoundError:
        return False
