"""A TCP proxy on loopback whose line can be cut and mended, as a laptop's is."""

import contextlib
import socket
import threading
from types import TracebackType


class CutProxy:
    """Forwards connections to a target (host, port) while :attr:`up`; cutting breaks those that are open.

    Of several targets it takes them in turns, passing over those that do not answer.
    """

    def __init__(self, *targets: tuple[str, int]) -> None:
        self._targets = targets
        self._turn = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._up = threading.Event()
        self._up.set()
        self._flowing = threading.Event()
        self._flowing.set()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._closing = False
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "CutProxy":
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._flowing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(timeout=5)

    def cut(self) -> None:
        """Break the line: open connections are reset, new ones are closed at once."""
        self._up.clear()
        with self._lock:
            for end in self._open:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def freeze(self) -> None:
        """Connections stay open and new ones are taken, but nothing comes through: the other side's machine hangs."""
        self._flowing.clear()

    def mend(self) -> None:
        """The line is back."""
        self._up.set()
        self._flowing.set()

    def _start(self, work: object, *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self._up.is_set():
                near.close()
                continue
            far = self._reach()
            if far is None:
                near.close()
                continue
            far.settimeout(None)
            with self._lock:
                self._open |= {near, far}
            self._start(self._pump, near, far)
            self._start(self._pump, far, near)

    def _reach(self) -> socket.socket | None:
        self._turn += 1
        for i in range(len(self._targets)):
            with contextlib.suppress(OSError):
                return socket.create_connection(self._targets[(self._turn + i) % len(self._targets)], timeout=5)
        return None

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._flowing.wait()
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._open -= {source, sink}
        source.close()
