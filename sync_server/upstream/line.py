"""The line to headquarters: one HTTP connection, JSON both ways, compressed."""

import contextlib
import http.client
import socket
import threading
import urllib.parse
from typing import TypeVar

import msgspec
import zstandard

from app.domain.errors import AppError
from app.domain.protocol import Problem

T = TypeVar("T")
PATIENCE_S = 30.0
LARGEST_ANSWER = 256 << 20


class LineDown(Exception):
    """Headquarters does not answer, or cannot now: later may be better."""


class Line:
    """Posts to one server. Used by one thread; :meth:`abort` may be called by another."""

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
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        headers |= {"Content-Encoding": "zstd", "Accept-Encoding": "zstd"}
        if self._aborted.is_set():
            raise LineDown("stopped")
        if self._connection is None:
            self._connection = self._make(self._host, self._port, timeout=PATIENCE_S)
        try:
            self._connection.request("POST", f"{self._path}{path}", body=sent, headers=headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise LineDown(str(error) or type(error).__name__) from error
        if response.getheader("Content-Encoding") == "zstd":
            content = zstandard.ZstdDecompressor().decompress(content, max_output_size=LARGEST_ANSWER)
        try:
            if response.status == http.HTTPStatus.OK:
                return msgspec.json.decode(content, type=answer)
            problem = msgspec.json.decode(content, type=Problem)
        except msgspec.DecodeError as error:  # a proxy's page, say
            raise LineDown(f"status {response.status}: {error}") from error
        if response.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
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
