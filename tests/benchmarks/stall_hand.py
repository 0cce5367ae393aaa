"""A hand that never rests: scrolls the conversation list, the open thread and the library, and changes conversations.

Wheel turns, keys and clicks are real events, one every 16 ms. A :class:`Pulse` runs beside it.
"""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.storage.conversations import ConversationRow
from app.ui.conversations.inbox_list import InboxView
from app.ui.conversations.thread_items import BubbleItem
from app.ui.conversations.thread_view import ThreadView
from app.ui.kit.screen import Place
from app.ui.kit.table_model import KeyRole, RowRole
from app.ui.knowledge.table import ArticleTable
from app.ui.shell.window import Window

W = TypeVar("W", bound=QWidget)

TICK_MS = 16
SCENE_TICKS = 250
SWITCH_TICKS = 50
NOTCH = 120


class Wheel:
    """Turns the wheel over a view, back again at its ends."""

    def __init__(self) -> None:
        self._down: dict[int, bool] = {}

    def turn(self, view: QAbstractItemView) -> None:
        """One notch."""
        bar = view.verticalScrollBar()
        down = self._down.get(id(view), True)
        if bar.value() == (bar.maximum() if down else bar.minimum()):
            down = not down
        self._down[id(view)] = down
        over = view.viewport()
        middle = QPointF(over.rect().center())
        event = QWheelEvent(
            middle, QPointF(over.mapToGlobal(over.rect().center())), QPoint(), QPoint(0, -NOTCH if down else NOTCH),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.postEvent(over, event)


class Switch(QObject):
    """Measures from the click on another conversation until its messages are painted."""

    _painted = Signal()

    def __init__(self, view: ThreadView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._wanted = ""
        self._began = self._worked = 0.0
        self.took: list[tuple[float, float]] = []
        self._painted.connect(self._note, Qt.ConnectionType.QueuedConnection)
        view.viewport().installEventFilter(self)

    @property
    def under_way(self) -> bool:
        """Whether the last one is not painted yet."""
        return bool(self._wanted)

    def click(self, inbox: InboxView, at: QPoint, wanted: str) -> None:
        """Click on a row of the list."""
        self._wanted, self._began, self._worked = wanted, time.perf_counter(), time.thread_time()
        QTest.mouseClick(inbox.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._wanted and event.type() == QEvent.Type.Paint:
            shown = next((row for row in self._view.rows.loaded() if isinstance(row, BubbleItem)), None)
            if shown is not None and shown.message.conversation_id == self._wanted:
                self._wanted = ""
                self._painted.emit()  # arrives when the paint event is over
        return False

    def _note(self) -> None:
        self.took.append(((time.perf_counter() - self._began) * 1000, (time.thread_time() - self._worked) * 1000))


class Hand(QObject):
    """Works in the window until stopped. ``long`` is the id of the conversation with the long thread."""

    def __init__(self, window: Window, long: str) -> None:
        super().__init__(window)
        self._window, self._long = window, long
        self._draw = random.Random(3)
        self._wheel = Wheel()
        self._tick = 0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._work)
        window.go(Place("knowledge"))
        self._library = _the(window, ArticleTable)
        window.go(Place("conversations", long))
        self._inbox, self._thread = _the(window, InboxView), _the(window, ThreadView)
        self.switch = Switch(self._thread, self)

    @property
    def ready(self) -> bool:
        """Whether everything that is scrolled has rows."""
        return all(view.model().rowCount() > 0 for view in (self._inbox, self._thread, self._library))

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> list[tuple[float, float]]:
        """End; returns how long changes of the conversation took, and what the GUI thread computed for each (ms)."""
        self._timer.stop()
        took, self.switch.took = self.switch.took, []
        return took

    def _work(self) -> None:
        scene, step = divmod(self._tick, SCENE_TICKS)
        self._tick += 1
        if step == 0:
            self._window.go(Place("knowledge") if scene % 2 else Place("conversations"))
        elif scene % 2:
            self._read_library(step)
        else:
            self._talk(step)

    def _read_library(self, step: int) -> None:
        if step % 10 == 0:
            key = Qt.Key.Key_PageDown if step % 200 < 100 else Qt.Key.Key_PageUp
            QTest.keyClick(self._library, key)
        else:
            self._wheel.turn(self._library)

    def _talk(self, step: int) -> None:
        if self.switch.under_way:
            return
        last = step >= SCENE_TICKS - SWITCH_TICKS  # it must be on screen until it is painted
        if step % SWITCH_TICKS == SWITCH_TICKS - 1 and not last:
            self._change(back=step // SWITCH_TICKS % 2 == 1)
        else:
            self._wheel.turn(self._thread if step % 3 else self._inbox)

    def _change(self, *, back: bool) -> None:
        """Click on the long conversation, or on any other that is on screen."""
        area = self._inbox.viewport().rect()
        spots: dict[str, QPoint] = {}
        for row in range(self._inbox.rows.rowCount()):
            index = self._inbox.rows.index(row, 0)
            middle = self._inbox.visualRect(index).center()
            if isinstance(index.data(RowRole), ConversationRow) and area.contains(middle):
                spots[str(index.data(KeyRole))] = middle
        spots.pop(str(self._inbox.currentIndex().data(KeyRole)), None)
        if spots:
            wanted = self._long if back and self._long in spots else self._draw.choice(sorted(spots))
            self.switch.click(self._inbox, spots[wanted], wanted)


def _the(window: Window, kind: type[W]) -> W:
    return next(each for each in window.findChildren(kind))


def find_window() -> Window | None:
    """Return the program's window once it is shown."""
    windows = (each for each in QApplication.topLevelWidgets() if isinstance(each, Window))
    return next((each for each in windows if each.isVisible()), None)


def soon(look: Callable[[], bool], then: Callable[[], None], owner: QObject) -> None:
    """Call ``then`` as soon as ``look()`` is true."""
    timer = QTimer(owner, interval=10)

    def ask() -> None:
        if look():
            timer.stop()
            timer.deleteLater()
            then()

    timer.timeout.connect(ask)
    timer.start()
