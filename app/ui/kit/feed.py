"""Tells the models on the GUI thread what may be stale, and lets hidden screens wait.

The database announces :class:`Changes` on its writer thread after each commit; ``feed.publish`` may be called from any
thread. Notices of one origin that arrive close together are merged into one. What a person does is told at once; what
others do is told a screen a few times a second, and once a second while rows come in bulk: reading a list again costs
tens of milliseconds of Python, which the GUI thread would feel.
"""

import threading
import time
from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.notice import Changes, Origin

REST_MS, BULK_REST_MS = 250, 1_000
"""So long a screen is left in peace after it was told of others' changes; the latter when any row may have changed."""


class Feed(QObject):
    """One object for the program, made on the GUI thread."""

    changed = Signal(object)
    """A :class:`Changes`, on the GUI thread."""
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: dict[Origin, Changes] = {}
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def publish(self, changes: Changes) -> None:
        """Announce what may be stale. Safe to call from any thread."""
        with self._lock:
            first = not self._waiting
            present = self._waiting.get(changes.origin)
            self._waiting[changes.origin] = changes if present is None else present.merged(changes)
        if first:
            self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        for changes in waiting.values():
            self.changed.emit(changes)


class StaleWatch(QObject):
    """The hidden wait: calls ``refresh(changes)`` when rows of these kinds may be stale and the widget can be seen.

    While the widget is hidden the notices are merged and kept; showing it delivers them at once. Lives as long as
    the widget. A screen whose refresh is dear asks for a longer ``bulk_rest_ms``.
    """

    def __init__(
        self,
        feed: Feed,
        widget: QWidget,
        kinds: Collection[str],
        refresh: Callable[[Changes], None],
        *,
        bulk_rest_ms: int = BULK_REST_MS,
    ) -> None:
        super().__init__(widget)
        self.widget = widget
        self._kinds = frozenset(kinds)
        self._refresh = refresh
        self._missed: Changes | None = None
        self._bulk_rest_ms = bulk_rest_ms
        self._told_at = 0.0
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._tell_if_seen)
        feed.changed.connect(self._on_changed)
        widget.installEventFilter(self)

    @property
    def stale(self) -> bool:
        """Whether something is still to be told."""
        return self._missed is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._tell()
        return super().eventFilter(watched, event)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches(self._kinds):
            return
        self._missed = changes if self._missed is None else self._missed.merged(changes)
        if not self.widget.isVisible():
            return
        rest = self._bulk_rest_ms if not changes.ids else REST_MS
        left = int(1000 * (self._told_at - time.monotonic())) + rest
        if changes.origin == "local" or left <= 0:
            self._tell()
        elif not self._rest.isActive() or self._rest.remainingTime() > left:
            self._rest.start(left)

    def _tell_if_seen(self) -> None:
        if self.widget.isVisible():
            self._tell()

    def _tell(self) -> None:
        missed, self._missed = self._missed, None
        self._rest.stop()
        if missed is not None:
            if missed.origin == "remote":
                self._told_at = time.monotonic()
            self._refresh(missed)
