"""Toasts: at most two at the foot of the work pane, gone after four seconds, or twelve if they say what failed.

They stand clear of where somebody is writing and, where there is room, of the newest message. What Qt classes only a
toast needs are taken in with the first one: PySide makes a class with all its enumerations when it is first named, 4 ms
of each start here.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from app.ui.kit.buttons import button, tool_button
from app.ui.kit.chips import Glyph
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.notices import Toast
from app.ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QPropertyAnimation

MOST = 2
LINGER_SECONDS = 8
"""How long a pointer that rests on a toast holds it; one that rested there before it came does not."""
_GAP = 8
_FOOT = 16
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
_ICONS = {
    "success": ("circle-check", "success.text"),
    "info": ("info-circle", "accent.text"),
    "warning": ("alert-triangle", "warning.text"),
    "danger": ("alert-circle", "danger.text"),
    "assist": ("robot", "assist.text"),
}


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say something now: polite, or at once when urgent."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(
        QAccessible.AnnouncementPoliteness.Assertive if urgent else QAccessible.AnnouncementPoliteness.Polite
    )
    QAccessible.updateAccessibility(event)


class _ToastBox(QFrame):
    """One toast. It waits while somebody points at it or it has the focus."""

    def __init__(self, toast: Toast, host: "ToastHost") -> None:
        from PySide6.QtWidgets import QGraphicsDropShadowEffect

        super().__init__(host.pane)
        self.toast, self._host = toast, host
        self._left = toast.seconds
        self._pointer = QCursor.pos()
        self._still = LINGER_SECONDS
        self._slide: QPropertyAnimation | None = None
        self.setProperty("surface", "popup")
        self.setAccessibleName(toast.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(Glyph(*_ICONS[toast.tone], side=18))
        self._words = label(toast.text, wrap=len(toast.text) > 60)
        if toast.detail:
            self._words.setToolTip(toast.detail)
        row.addWidget(self._words, 1)
        self._action = button("", self._act, kind="link")
        self._action.setVisible(bool(toast.action))
        row.addWidget(self._action)
        if not toast.seconds or toast.tone == "danger":
            row.addWidget(tool_button("x", tr("关闭"), self.leave))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(20)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 60))
        self.setGraphicsEffect(shadow)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._say_left()

    def slide_in(self) -> None:
        """Come up from 12 pixels below one's place."""
        from PySide6.QtCore import QEasingCurve, QPropertyAnimation

        length = theme().motion_ms("base")
        if not length:
            return
        slide = self._slide = QPropertyAnimation(self, b"pos", self)
        slide.setDuration(length)
        slide.setStartValue(self.pos() + QPoint(0, 12))
        slide.setEndValue(self.pos())
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.start()

    def put(self, place: QPoint) -> None:
        """Go to a place; one that is still sliding in ends its way there."""
        if self._slide is not None and self._slide.state() == self._slide.State.Running:
            self._slide.setEndValue(place)
        else:
            self.move(place)

    def _say_left(self) -> None:
        counted = self.toast.run is not None and self.toast.counted
        counting = f" {self._left}" if counted and self._left else ""
        self._action.setText(self.toast.action + counting)

    def _tick(self) -> None:
        self._host.place()  # what it must stand clear of moves without telling
        if not self.toast.seconds or self._pointed_at() or self._holds_focus() or self._unread():
            return
        self._left -= 1
        self._say_left()
        if self._left <= 0:
            self.leave()

    def _pointed_at(self) -> bool:
        """Whether the pointer is on it and came there lately: it also lies where somebody left the mouse."""
        place = QCursor.pos()
        self._still = 0 if place != self._pointer else self._still + 1
        self._pointer = place
        return self.underMouse() and self._still < LINGER_SECONDS

    def _holds_focus(self) -> bool:
        holder = QApplication.focusWidget()
        return holder is not None and self.isAncestorOf(holder)

    def _unread(self) -> bool:
        """Whether it says what failed in a window that is behind another program's."""
        return self.toast.tone == "danger" and QApplication.applicationState() != Qt.ApplicationState.ApplicationActive

    def reword(self, toast: Toast) -> None:
        """Say it in other words, for as long as the first ones had left."""
        self.toast = toast
        self._words.setText(toast.text)
        self._words.setWordWrap(len(toast.text) > 60)
        self.setAccessibleName(toast.text)

    def _act(self) -> None:
        self.leave()
        if self.toast.run is not None:
            self.toast.run()

    def leave(self) -> None:
        """Take it away."""
        self._clock.stop()
        self._host.remove(self)


class ToastHost(QObject):
    """Places toasts over a pane, newest lowest."""

    def __init__(
        self,
        pane: QWidget,
        floor: Callable[[], Sequence[QWidget]] = tuple,
        spared: Callable[[], QRect] = QRect,
    ) -> None:
        """``floor`` names the widgets at the foot of the pane that must stay free: where somebody is writing.

        They are watched while toasts are shown: their height often changes by the very step that is told of.
        ``spared`` is a place in the pane that is covered only if there is no room above it.
        """
        super().__init__(pane)
        self.pane, self._floor, self._spared = pane, floor, spared
        self._watched: list[QWidget] = []
        self._boxes: list[_ToastBox] = []
        pane.installEventFilter(self)

    def show(self, toast: Toast) -> None:
        """Show a toast; one that says the same gives way, and the oldest to a third."""
        for box in [box for box in self._boxes if box.toast.text == toast.text]:
            self.remove(box)
        while len(self._boxes) >= MOST:
            self.remove(self._boxes[0])
        box = _ToastBox(toast, self)
        self._boxes.append(box)
        box.show()
        self.place()
        box.slide_in()
        announce(box, toast.text, urgent=toast.tone == "danger")

    def remove(self, box: _ToastBox) -> None:
        """Take one toast away."""
        if box in self._boxes:
            self._boxes.remove(box)
            box.hide()
            box.deleteLater()
            self.place()

    def withdraw(self, toast: Toast) -> None:
        """Take a toast away if it is still there."""
        for box in [box for box in self._boxes if box.toast is toast]:
            self.remove(box)

    def reword(self, toast: Toast, newer: Toast) -> None:
        """Put a toast that is still there in other words."""
        for box in [box for box in self._boxes if box.toast is toast]:
            box.reword(newer)
            self.place()
            announce(box, newer.text)

    def clear(self) -> None:
        """Take all away."""
        for box in list(self._boxes):
            self.remove(box)

    def texts(self) -> list[str]:
        """Return what is on screen, oldest first."""
        return [box.accessibleName() for box in self._boxes]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Place what is shown anew, above the floor."""
        for box in self._boxes:
            width = min(max(box.sizeHint().width(), theme().px(280)), max(200, self.pane.width() - 48))
            box.resize(width, box.sizeHint().height())
            if box.hasHeightForWidth():
                box.resize(width, box.heightForWidth(width))
        foot = self._bottom()
        for box in reversed(self._boxes):
            width = box.width()
            foot -= box.height()
            box.put(QPoint((self.pane.width() - width) // 2, foot))
            box.raise_()
            foot -= _GAP

    def _bottom(self) -> int:
        """Return where the lowest toast ends."""
        bottom = self._top_of_floor() - _FOOT
        if not self._boxes:
            return bottom
        wide, high = max(box.width() for box in self._boxes), sum(box.height() + _GAP for box in self._boxes)
        taken = QRect((self.pane.width() - wide) // 2, bottom - high, wide, high)
        spared = self._spared()
        above = spared.top() - _GAP
        return above if spared.intersects(taken) and above - high >= 0 else bottom

    def _top_of_floor(self) -> int:
        floor = list(self._floor()) if self._boxes else []
        if floor != self._watched:
            for part in self._watched:
                part.removeEventFilter(self)
            for part in floor:
                part.installEventFilter(self)
            self._watched = floor
        tops = (part.mapTo(self.pane, QPoint(0, 0)).y() for part in floor if part.isVisibleTo(self.pane))
        return min(tops, default=self.pane.height())
