"""Lets long work on another thread wait at times until the GUI thread has done what a person waits for.

Python runs one thread at a time. A worker that computes for a minute, the first synchronisation above all, takes half
of that time from the GUI thread, and on a machine with few cores its core as well. So it asks here between two pieces
of work: it is answered as soon as the GUI thread has nothing left to do.
"""

import threading
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject

EVERY_SECONDS = 0.005
"""A worker that asks more often goes on at once."""
MOST_SECONDS = 0.1
"""So long a worker waits at most: its work must end, whatever the GUI thread does."""
_LAST = -100
"""The priority of the question: behind all that is posted, what is to be painted too."""


class Turns(QObject):
    """Made on the GUI thread. One worker thread asks."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answered = threading.Event()
        self._answered.set()
        self._over = False
        self._asked_at = 0.0

    def wait(self) -> None:
        """Wait, on the worker thread, until the GUI thread is idle.

        A question that was not answered in time is not asked again, nor waited for, before its answer comes: the GUI
        thread may be waiting for this very worker.
        """
        if self._over or not self._answered.is_set() or time.monotonic() - self._asked_at < EVERY_SECONDS:
            return
        self._answered.clear()
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _LAST)
        self._answered.wait(MOST_SECONDS)
        self._asked_at = time.monotonic()

    def stop(self) -> None:
        """Let workers go on without asking, for good."""
        self._over = True
        self._answered.set()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self._answered.set()
            return True
        return super().event(event)
