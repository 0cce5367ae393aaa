"""One program a profile: a second start wakes the first and ends.

The lock is a file beside the profile, so that two profiles run side by side. The second start writes to a file that the
first one watches: QLocalServer would do the same and costs every start the loading of QtNetwork (0.2 to 0.4 s).
"""

import contextlib
import os
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal


class SingleInstance(QObject):
    """Take it with :meth:`take`; the holder is told by :attr:`woken` that somebody started the program again."""

    woken = Signal()

    def __init__(self, lock: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)  # a lock is stale only when its process is gone, however old it is
        self._bell = lock.with_suffix(".wake")
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_ring)

    def take(self) -> bool:
        """Become the one instance. When another one runs, wake it and return False."""
        if not self._lock.tryLock(0):
            if self._lock.error() != QLockFile.LockError.LockFailedError:
                return True  # the folder cannot be written to, which is told on screen; nobody else can hold it
            self._ring()
            return False
        self._ring()
        self._watcher.addPath(str(self._bell))
        return True

    def give_up(self) -> None:
        """Let the next start be the one instance."""
        self._watcher.removePath(str(self._bell))
        self._lock.unlock()

    def _on_ring(self, path: str) -> None:
        self.woken.emit()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):  # then the first window just stays where it is
            self._bell.write_text(f"{os.getpid()} {time.time_ns()}", encoding="ascii")
