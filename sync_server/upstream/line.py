"""The line to headquarters: one HTTP connection, JSON both ways, compressed; pieces of files as they are."""

import contextlib
import http.client
import socket
import threading
import urllib.parse
from collections.abc import Mapping
from typing import TypeVar

import msgspec
import zstandard

from app.domain.errors import AppError
from app.domain.protocol import Problem

T = TypeVar("T")
PATIENCE_S = 30.0
LARGEST_ANSWER = 256 << 20
OF_FILES = frozenset({"server_full", "files_out_of_reach"})
"""What a server cannot do now concerns files only: the rest goes on."""


class LineDown(Exception):
    """Headquarters does not answer, or cannot now: later may be better."""


class Line:
    """Asks one server. Used by one thread; :meth:`abort` may be called by another."""

    def __init__(self, url: str, token: str) -> None:
        parts = urllib.parse.urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port
        self._path = parts.path.rstrip("/")
        self._make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._token = token
        self._connection: http.client.HTTPConnection | None = None
        self._aborted = threading.Event()

    def post(self, path: str, body: msgspec.Struct, answer: type[T]) -> T:
        """Return the answer to one request. Raises LineDown, and AppError for what headquarters refuses."""
        sent = zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(body))
        headers = {"Content-Type": "application/json", "Content-Encoding": "zstd", "Accept-Encoding": "zstd"}
        content = self._ask("POST", path, sent, headers)
        try:
            return msgspec.json.decode(content, type=answer)
        except msgspec.DecodeError as error:  # a proxy's page, say
            raise LineDown(str(error)) from error

    def piece(self, sha256: str, start: int) -> bytes:
        """Return the next piece of a file. Raises as :meth:`post`."""
        return self._ask("GET", f"/branch/v1/files/{sha256}?start={start}", b"", {})

    def send(self, sha256: str, offset: int, length: int, mime: str, piece: bytes) -> None:
        """Send the next piece of a file of ``length`` bytes. Raises as :meth:`post`."""
        headers = {"Upload-Offset": str(offset), "Upload-Length": str(length), "X-File-Type": mime}
        headers["Content-Type"] = "application/octet-stream"
        self._ask("PATCH", f"/branch/v1/files/{sha256}", piece, headers)

    def _ask(self, method: str, path: str, sent: bytes, headers: Mapping[str, str]) -> bytes:
        if self._aborted.is_set():
            raise LineDown("stopped")
        if self._connection is None:
            self._connection = self._make(self._host, self._port, timeout=PATIENCE_S)
        authorized = {"Authorization": f"Bearer {self._token}", **headers}
        try:
            self._connection.request(method, f"{self._path}{path}", body=sent, headers=authorized)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise LineDown(str(error) or type(error).__name__) from error
        if response.getheader("Content-Encoding") == "zstd":
            content = zstandard.ZstdDecompressor().decompress(content, max_output_size=LARGEST_ANSWER)
        if response.status < http.HTTPStatus.MULTIPLE_CHOICES:
            return content
        try:
            problem = msgspec.json.decode(content, type=Problem)
        except msgspec.DecodeError as error:
            raise LineDown(f"status {response.status}: {error}") from error
        if response.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR and problem.code not in OF_FILES:
            raise LineDown(problem.code)
        raise AppError(problem.code, problem.values)

    def abort(self) -> None:
        """End the request under way, and let no other begin."""
        self._aborted.set()
        connection = self._connection
        if connection is not None and connection.sock is not None:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
