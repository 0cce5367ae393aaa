"""How a server is reached: by which proxy and authorities, over connections that can be cut from another thread."""

import contextlib
import os
import socket
import threading
import time
import weakref
from typing import Any

from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.connection import HTTPConnection

WAY_SECONDS = 20.0
"""How long it is believed which proxy leads there: to find that out takes as long as the rest of a request."""


class Way:
    """How a server is reached: what the environment and the system's settings say of proxies and authorities."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._found: tuple[dict[str, str], str] | None = None
        self._found_at = 0.0

    def look(self) -> tuple[dict[str, str], str]:
        """Return the proxies by scheme, and the file of trusted certificates that the environment names, "" for none.

        Any thread may ask.
        """
        found = self._found
        if found is None or time.monotonic() > self._found_at + WAY_SECONDS:
            bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or ""
            self._found = found = get_environ_proxies(self._url), bundle
            self._found_at = time.monotonic()
        return found

    def forget(self) -> None:
        """Look again next time: it did not lead there."""
        self._found = None


class Adapter(HTTPAdapter):
    """Knows the connections it opened, so that a request can be cut from another thread."""

    def __init__(self, aborted: threading.Event) -> None:
        self._aborted = aborted
        self._opened: weakref.WeakSet[HTTPConnection] = weakref.WeakSet()
        super().__init__(pool_connections=4, pool_maxsize=8)

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        """Return the pool for a request; its connections are remembered."""
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        if not hasattr(pool.ConnectionCls, "watched"):
            pool.ConnectionCls = _watched(pool.ConnectionCls, self._opened, self._aborted)
        return pool

    def cut(self) -> None:
        """Break every open connection; who waits for one gets an error at once."""
        for connection in list(self._opened):
            _shut(connection)


def _shut(connection: HTTPConnection) -> None:
    if isinstance(connection.sock, socket.socket):
        with contextlib.suppress(OSError):  # it has just ended by itself
            # The base class's: SSLSocket.shutdown would pull the encryption from under the reading thread.
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _watched(made: Any, opened: weakref.WeakSet[HTTPConnection], aborted: threading.Event) -> type[HTTPConnection]:
    """Return a class of connections that are remembered, and cut when they come about after all is aborted."""

    class Watched(made):  # type: ignore[misc]  # either of urllib3's two
        watched = True

        def connect(self) -> None:
            opened.add(self)
            super().connect()
            if aborted.is_set():  # until now there was no socket that could be cut
                _shut(self)

    return Watched
