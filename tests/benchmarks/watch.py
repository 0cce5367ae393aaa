"""Looks into a client that is being measured: when its first screen is usable."""

import threading
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QTextEdit, QWidget

ASK_SECONDS = 0.1


class Painted(QObject):
    """Notes which list views with rows and which windows have been painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lists: set[int] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            view = watched.parentWidget()
            if isinstance(view, QListView) and view.model() is not None and view.model().rowCount():
                self.lists.add(id(view))
        return False


class Usable(QObject):
    """Emits :attr:`reached` once a painted list with rows and a text field that takes a key are on screen.

    ``open_first`` opens a conversation, where the program does not do it by itself.
    """

    reached = Signal()

    def __init__(self, open_first: Callable[[], None] = lambda: None, every_ms: int = 5) -> None:
        super().__init__()
        self._open_first = open_first
        self._painted = Painted(self)
        self._asked_at = 0.0
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self._painted)
        self._timer = QTimer(self, interval=every_ms, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if not self._painted.lists:
            return
        window = QApplication.activeWindow()
        if window is None:
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
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self._painted)
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
