"""Tells the models on the GUI thread what may be stale, and lets hidden screens wait.

The database announces :class:`Changes` on its writer thread after each commit; ``feed.publish`` may be called from any
thread. Notices that arrive close together are merged into one.
"""

import threading
from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.notice import Changes


class Feed(QObject):
    """One object for the program, made on the GUI thread."""

    changed = Signal(object)
    """A :class:`Changes`, on the GUI thread."""
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: Changes | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def publish(self, changes: Changes) -> None:
        """Announce what may be stale. Safe to call from any thread."""
        with self._lock:
            first = self._waiting is None
            self._waiting = changes if self._waiting is None else self._waiting.merged(changes)
        if first:
            self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            changes, self._waiting = self._waiting, None
        if changes is not None:
            self.changed.emit(changes)


class StaleWatch(QObject):
    """The hidden wait: calls ``refresh(changes)`` when rows of these kinds may be stale and the widget can be seen.

    While the widget is hidden the notices are merged and kept; showing it delivers them at once. Lives as long as
    the widget.
    """

    def __init__(self, feed: Feed, widget: QWidget, kinds: Collection[str], refresh: Callable[[Changes], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._kinds = frozenset(kinds)
        self._refresh = refresh
        self._missed: Changes | None = None
        feed.changed.connect(self._on_changed)
        widget.installEventFilter(self)

    @property
    def stale(self) -> bool:
        """Whether something was missed while hidden."""
        return self._missed is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._missed is not None:
            missed, self._missed = self._missed, None
            self._refresh(missed)
        return super().eventFilter(watched, event)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches(self._kinds):
            return
        if self._widget.isVisible():
            self._refresh(changes)
        else:
            self._missed = changes if self._missed is None else self._missed.merged(changes)
