"""Looks into a client that is being measured: when its first screen is usable."""

import threading
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QTextEdit

ASK_SECONDS = 0.1


class Painted(QObject):
    """Notes when one list view has been painted.

    It looks at that view's viewport alone: a filter of the whole application would cost each of the program's events
    the way into Python, and slow it down the more of them there are.
    """

    def __init__(self, view: QListView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.done = False
        view.viewport().installEventFilter(self)
        view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.done = True
        return False


class Usable(QObject):
    """Emits :attr:`reached` once a painted list with rows and a text field that takes a key are on screen.

    ``open_first`` opens a conversation, where the program does not do it by itself.
    """

    reached = Signal()

    def __init__(self, open_first: Callable[[], None] = lambda: None, every_ms: int = 5) -> None:
        super().__init__()
        self._open_first = open_first
        self._painted: Painted | None = None
        self._asked_at = 0.0
        self._timer = QTimer(self, interval=every_ms, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        window = QApplication.activeWindow()
        if window is None:
            return
        if self._painted is None:
            views = (view for view in window.findChildren(QListView) if view.isVisible() and view.model() is not None)
            found = next((view for view in views if view.model().rowCount()), None)
            self._painted = Painted(found, self) if found is not None else None
        if self._painted is None or not self._painted.done:
            return
        fields = (each for each in window.findChildren(QTextEdit) if each.isVisible() and not each.isReadOnly())
        field = next((each for each in fields if each.isEnabled()), None)
        if field is None:
            if time.monotonic() - self._asked_at > ASK_SECONDS:
                self._asked_at = time.monotonic()
                self._open_first()
            return
        field.setFocus()  # as a click does
        before = field.toPlainText()
        QTest.keyClick(field, Qt.Key.Key_A)
        if field.toPlainText() == before:
            return
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        self._timer.stop()
        self.reached.emit()


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0..1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class _Caller(QObject):
    """Takes a call over to the thread that it lives on; a plain function would stay on the thread that connects it."""

    called = Signal()

    def __init__(self, make: Callable[[], None]) -> None:
        super().__init__()
        self._make = make
        self.called.connect(self.run, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def run(self) -> None:
        """Do it."""
        self._make()


def when_running(make: Callable[[], None]) -> list[QObject]:
    """Call ``make`` on the GUI thread of the application that this process is about to start.

    Keep what is returned: it makes the call.
    """
    callers: list[QObject] = []

    def wait() -> None:
        while (application := QCoreApplication.instance()) is None:
            time.sleep(0.001)
        caller = _Caller(make)
        caller.moveToThread(application.thread())
        callers.append(caller)
        caller.called.emit()

    threading.Thread(target=wait, name="watch", daemon=True).start()
    return callers
