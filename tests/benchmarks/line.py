"""A line that counts what it carries: a proxy on this machine between a desk and a server."""

import contextlib
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit


class Line:
    """Forwards every connection to a server from when it is entered until it is left; ``url`` leads through it."""

    def __init__(self, url: str) -> None:
        self._server = (urlsplit(url).hostname, urlsplit(url).port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._bytes = {"up": 0, "down": 0}
        self._adding = threading.Lock()

    def __enter__(self) -> "Line":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def carried(self, work: Callable[[], object]) -> dict[str, float]:
        """Do something; returns the megabytes that were carried meanwhile."""
        before = dict(self._bytes)
        work()
        return {way: round((count - before[way]) / 1e6, 3) for way, count in self._bytes.items()}

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                desk, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                for way, source, target in (("up", desk, server), ("down", server, desk)):
                    threading.Thread(target=self._carry, args=(way, source, target), daemon=True).start()

    def _carry(self, way: str, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):  # one of both has left
            while data := source.recv(1 << 16):
                with self._adding:
                    self._bytes[way] += len(data)
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)
