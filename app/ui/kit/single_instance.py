"""One program a profile: a second start wakes the first and ends.

The lock is a file beside the profile, so that two profiles run side by side; the local socket is named by its path.
"""

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAKE = b"wake\n"
_WAIT_MS = 1500


class SingleInstance(QObject):
    """Take it with :meth:`take`; the holder is told by :attr:`woken` that somebody started the program again."""

    woken = Signal()

    def __init__(self, lock: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)  # a lock is stale only when its process is gone, however old it is
        self._name = "zhiying-" + hashlib.sha256(str(lock).encode()).hexdigest()[:20]
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Become the one instance. When another one runs, wake it and return False."""
        if not self._lock.tryLock(0):
            self._wake_other()
            return False
        QLocalServer.removeServer(self._name)  # left over by a process that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self._name)
        return True

    def give_up(self) -> None:
        """Let the next start be the one instance."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _wake_other(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write(_WAKE)
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()

    def _on_connection(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.woken.emit()
