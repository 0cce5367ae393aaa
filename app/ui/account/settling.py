"""The first second of a desk: the window has the processor for itself until it can be used, then comes the rest.

The rest is SQLAlchemy, numpy, the network code and the upkeep of the local data, a second of work together. Python
runs one thread at a time, so that on other threads it would still hold up the window.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.storage import core

LATEST_MS = 3_000
"""When the rest comes although the first screen has nothing to show yet."""


BREATH_MS = 150
"""How long the usable window keeps the processor: whoever types at once sees it at once."""


class Settling(QObject):
    """Tells once for each desk that it can be used."""

    settled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._usable: Callable[[], bool] | None = None
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        self._latest.timeout.connect(self._settle)

    def hold(self) -> None:
        """A desk is about to be opened."""
        core.hold()

    def wait(self, usable: Callable[[], bool], *news: SignalInstance) -> None:
        """Wait until ``usable()`` after one of these signals, and until that has been painted."""
        self._usable = usable
        for signal in news:
            signal.connect(self._look)
        self._latest.start()
        self._look()

    def end(self) -> None:
        """There is no desk, or none any more: wait for nothing."""
        self._usable = None
        self._latest.stop()
        core.release()

    def _look(self) -> None:
        if self._usable is not None and self._usable():
            # what was asked to be painted goes before timers; then the first key and its answer on screen
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(BREATH_MS, self, self._settle))

    def _settle(self) -> None:
        if self._usable is not None:
            self.end()
            self.settled.emit()
