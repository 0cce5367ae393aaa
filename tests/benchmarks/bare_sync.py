"""The least that moves rows between two SQLite files: JSON pages over HTTP with zstd, one executemany a page.

No permissions, no merging, no results, no feed of what changed: the yardstick of :mod:`tests.benchmarks.bench_sync`.
``python -m tests.benchmarks.bare_sync DATABASE`` serves a file; it prints its port.
"""

import http.client
import json
import sqlite3
import sys
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import zstandard

from app.domain.registry import ENTITIES
from app.sql import codec
from app.storage.tables import ENTITY

KINDS = ("customer", "message")
PAGE = 1_000
LEVEL = 3
Record = dict[str, Any]


def columns(kind: str) -> tuple[str, ...]:
    """Return the names of an entity's columns, as SQL writes them."""
    return tuple(f'"{name}"' for name in codec(ENTITIES[kind].cls).names)


def create(path: Path) -> sqlite3.Connection:
    """Open a file with the real tables of the two kinds and their indexes; writes as a replica does."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    for kind in KINDS:
        names = ", ".join(columns(kind)[1:])
        connection.execute(f'CREATE TABLE IF NOT EXISTS "{kind}" (id TEXT PRIMARY KEY, {names}, "bare_seq" INTEGER)')
        for index in ENTITY[kind].indexes:
            fields = [f'"{column.name}"' for column in index.columns]
            if set(fields) <= set(columns(kind)):
                connection.execute(f'CREATE INDEX IF NOT EXISTS "{index.name}" ON "{kind}" ({", ".join(fields)})')
        connection.execute(f'CREATE INDEX IF NOT EXISTS "{kind}_seq" ON "{kind}" (bare_seq)')
    return connection


def write(connection: sqlite3.Connection, kind: str, rows: list[list[Any]]) -> None:
    """Insert or replace rows: one statement, one transaction."""
    marks = ", ".join("?" * (len(columns(kind)) + 1))
    with connection:
        connection.executemany(f'INSERT OR REPLACE INTO "{kind}" VALUES ({marks})', rows)


def read(connection: sqlite3.Connection, kind: str, after: int) -> list[list[Any]]:
    """Return the next rows after a number."""
    query = f'SELECT * FROM "{kind}" WHERE bare_seq > ? ORDER BY bare_seq LIMIT ?'
    return [list(row) for row in connection.execute(query, (after, PAGE))]


def pack(rows: list[list[Any]]) -> bytes:
    """JSON, compressed."""
    return zstandard.ZstdCompressor(LEVEL).compress(json.dumps(rows, ensure_ascii=False).encode())


def unpack(body: bytes) -> list[list[Any]]:
    """The rows again."""
    found: list[list[Any]] = json.loads(zstandard.ZstdDecompressor().decompress(body))
    return found


class Line:
    """A connection to the bare server; counts what it carries."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port)
        self._http.connect()

    def push(self, connection: sqlite3.Connection, after: int = 0) -> None:
        """Send every row with a number above ``after``."""
        for kind in KINDS:
            at = after
            while rows := read(connection, kind, at):
                at = rows[-1][-1]
                self._ask("POST", f"/{kind}", pack(rows))

    def pull(self, connection: sqlite3.Connection, after: int = 0) -> None:
        """Fetch every row with a number above ``after``."""
        for kind in KINDS:
            at = after
            while rows := unpack(self._ask("GET", f"/{kind}/{at}", b"")):
                at = rows[-1][-1]
                write(connection, kind, rows)

    def _ask(self, method: str, path: str, body: bytes) -> bytes:
        self._http.request(method, path, body)
        return self._http.getresponse().read()

    def close(self) -> None:
        """End the connection."""
        self._http.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    connection_to: sqlite3.Connection

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        write(self.connection_to, self.path[1:], unpack(body))
        self._answer(b"")

    def do_GET(self) -> None:
        _, kind, after = self.path.split("/")
        self._answer(pack(read(self.connection_to, kind, int(after))))

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def main(path: Path) -> None:
    with closing(create(path)) as connection:
        _Handler.connection_to = connection
        with HTTPServer(("127.0.0.1", 0), _Handler) as server:
            print(server.server_address[1], flush=True)
            server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
