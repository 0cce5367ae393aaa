"""Toasts: at most two at the foot of the work pane, gone after four seconds unless they say what failed."""

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from app.ui.kit.buttons import button, tool_button
from app.ui.kit.chips import Glyph
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.notices import Toast
from app.ui.kit.theme import theme

MOST = 2
_GAP = 8
_FOOT = 16
_ICONS = {
    "success": ("circle-check", "success.text"),
    "info": ("info-circle", "accent.text"),
    "warning": ("alert-triangle", "warning.text"),
    "danger": ("alert-circle", "danger.text"),
    "assist": ("robot", "assist.text"),
}


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say something now: polite, or at once when urgent."""
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(
        QAccessible.AnnouncementPoliteness.Assertive if urgent else QAccessible.AnnouncementPoliteness.Polite
    )
    QAccessible.updateAccessibility(event)


class _ToastBox(QFrame):
    """One toast. It waits while the pointer is on it or it has the focus."""

    def __init__(self, toast: Toast, host: "ToastHost") -> None:
        super().__init__(host.pane)
        self.toast, self._host = toast, host
        self._left = toast.seconds
        self.setProperty("surface", "popup")
        self.setAccessibleName(toast.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(Glyph(*_ICONS[toast.tone], side=18))
        words = label(toast.text, wrap=len(toast.text) > 60)
        if toast.detail:
            words.setToolTip(toast.detail)
        row.addWidget(words, 1)
        self._action = button("", self._act, kind="link")
        self._action.setVisible(bool(toast.action))
        row.addWidget(self._action)
        if not toast.seconds:
            row.addWidget(tool_button("x", tr("关闭"), self.leave))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(20)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 60))
        self.setGraphicsEffect(shadow)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        if toast.seconds:
            self._clock.start()
        self._say_left()

    def _say_left(self) -> None:
        counted = self.toast.run is not None and self.toast.counted
        counting = f" {self._left}" if counted and self._left else ""
        self._action.setText(self.toast.action + counting)

    def _tick(self) -> None:
        if self.underMouse() or self._action.hasFocus():
            return
        self._left -= 1
        self._say_left()
        if self._left <= 0:
            self.leave()

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

    def __init__(self, pane: QWidget, floor: Callable[[], int] = lambda: 0) -> None:
        """``floor`` says how many pixels at the foot of the pane must stay free: where somebody is writing."""
        super().__init__(pane)
        self.pane, self._floor = pane, floor
        self._boxes: list[_ToastBox] = []
        pane.installEventFilter(self)

    def show(self, toast: Toast) -> None:
        """Show a toast; the oldest gives way to a third."""
        while len(self._boxes) >= MOST:
            self.remove(self._boxes[0])
        box = _ToastBox(toast, self)
        self._boxes.append(box)
        box.show()
        self._place()
        self._slide_in(box)
        announce(box, toast.text, urgent=toast.tone == "danger")

    def remove(self, box: _ToastBox) -> None:
        """Take one toast away."""
        if box in self._boxes:
            self._boxes.remove(box)
            box.hide()
            box.deleteLater()
            self._place()

    def withdraw(self, toast: Toast) -> None:
        """Take a toast away if it is still there."""
        for box in [box for box in self._boxes if box.toast is toast]:
            self.remove(box)

    def clear(self) -> None:
        """Take all away."""
        for box in list(self._boxes):
            self.remove(box)

    def texts(self) -> list[str]:
        """Return what is on screen, oldest first."""
        return [box.accessibleName() for box in self._boxes]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        foot = self.pane.height() - _FOOT - self._floor()
        for box in reversed(self._boxes):
            width = min(max(box.sizeHint().width(), theme().px(280)), max(200, self.pane.width() - 48))
            box.resize(width, box.sizeHint().height())
            if box.hasHeightForWidth():
                box.resize(width, box.heightForWidth(width))
            foot -= box.height()
            box.move((self.pane.width() - width) // 2, foot)
            box.raise_()
            foot -= _GAP

    def _slide_in(self, box: _ToastBox) -> None:
        length = theme().motion_ms("base")
        if not length:
            return
        slide = QPropertyAnimation(box, b"pos", box)
        slide.setDuration(length)
        slide.setStartValue(box.pos() + QPoint(0, 12))
        slide.setEndValue(box.pos())
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)
