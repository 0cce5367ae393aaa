"""Cyclic garbage is collected on the GUI thread alone.

Python collects in whichever thread happens to allocate. Should that be a worker, it destroys widgets, timers and
documents that are in reference cycles outside the GUI thread, and Qt aborts or crashes. So automatic collection is
switched off and a timer collects here, by the thresholds that Python would use (the remedy of calibre and Anki).
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1_000
FULL_EVERY = 60
"""A full collection walks everything that lives: at most once in this many rounds."""


class GarbageCollection(QObject):
    """Collects on the thread that made it until :meth:`stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds = 0
        self._was_enabled = gc.isenabled()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Switch automatic collection off and collect by the timer from now on."""
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer.start()

    def spare_what_lives(self) -> None:
        """Leave out of later collections what is alive now: modules, classes, the built window."""
        gc.freeze()

    def collect(self) -> None:
        """Collect the youngest generation that has grown over its threshold."""
        self._rounds += 1
        young, middle, old = gc.get_count()
        limits = gc.get_threshold()
        if old > limits[2] and self._rounds >= FULL_EVERY:
            self._rounds = 0
            gc.collect()
        elif middle > limits[1]:
            gc.collect(1)
        elif young > limits[0]:
            gc.collect(0)

    def stop(self) -> None:
        """Give collection back as it was; call it when no worker thread is left."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()
