"""How the synchronisation stands and which customers are writing, told on the GUI thread to whoever shows it.

The composition root makes one, hands ``link.publish`` to the session as its ``on_status`` and puts the link among the
services of the :class:`app.ui.kit.screen.Context`. Without news it says offline, which is what a desk without a
session is.
"""

import threading

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.clock import now_ms
from app.domain.notice import SyncStatus
from app.domain.protocol import Beat, Upstream


class SyncLink(QObject):
    """The newest status. One object for the program, made on the GUI thread."""

    changed = Signal(object)
    """A :class:`SyncStatus`, on the GUI thread; statuses that came close together are told once."""
    typingChanged = Signal()
    """In other conversations than before a customer is writing."""
    upstreamChanged = Signal()
    """The line of the branch's own server to headquarters is down, or was."""
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._next: SyncStatus | None = None
        self.status = SyncStatus()
        self.typing: frozenset[str] = frozenset()
        """The conversations in which a customer is writing now, as of the last heartbeat; nothing keeps them."""
        self.upstream: Upstream = ""
        """How the line of the branch's own server to headquarters stands, "" where there is none, or nobody to ask."""
        self.upstream_since = 0
        """Since when (ms on this computer's clock)."""
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def online(self) -> bool:
        """Whether the server answers."""
        return self.status.state in ("online", "syncing")

    def publish(self, status: SyncStatus) -> None:
        """Take a status from any thread."""
        with self._lock:
            first = self._next is None
            self._next = status
        if first:
            self._arrived.emit()

    def suppose(self, status: SyncStatus) -> None:
        """Take how this device stood last, from any thread; once the session has spoken it knows better."""
        with self._lock:
            silent = self._next is None and self.status == SyncStatus()
        if silent:
            self.publish(status)

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            status, self._next = self._next, None
        if status is not None:
            self.status = status
            if not self.online:
                self._hear(frozenset())
                self._find("", 0)
            self.changed.emit(status)

    @Slot(object)
    def take_beat(self, beat: Beat) -> None:
        """Take the server's answer to a heartbeat, on the GUI thread."""
        self._hear(frozenset(beat.typing))
        self._find(beat.upstream, now_ms() - (beat.now - beat.upstream_since))

    def stopped_typing(self, conversation_id: str) -> None:
        """What the customer was writing has come: the next heartbeat is up to five seconds away."""
        self._hear(self.typing - {conversation_id})

    def _hear(self, typing: frozenset[str]) -> None:
        if typing != self.typing:
            self.typing = typing
            self.typingChanged.emit()

    def _find(self, upstream: Upstream, since: int) -> None:
        if upstream != self.upstream:
            self.upstream, self.upstream_since = upstream, since
            self.upstreamChanged.emit()
