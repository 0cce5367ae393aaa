"""What a pane shows instead of its content or above it: empty, failed, offline, loading; banners for what lasts."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.ui.kit import painters
from app.ui.kit.buttons import button, tool_button
from app.ui.kit.chips import Glyph
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.notices import Tone
from app.ui.kit.theme import TypeSize, set_state, theme

SKELETON_AFTER_MS = 300
_BANNER_ICONS: dict[Tone, str] = {
    "success": "circle-check",
    "info": "info-circle",
    "warning": "alert-triangle",
    "danger": "alert-circle",
    "assist": "robot",
}
Choice = tuple[str, Callable[[], object]]
"""The words of a button and what it does."""


def _tone_token(tone: Tone) -> str:
    return "accent.text" if tone == "info" else f"{tone}.text"


class StateView(QWidget):
    """One line what, one line why or how many, one action; for errors also a way on without it."""

    def __init__(
        self,
        icon: str = "message-2",
        title: str = "",
        hint: str = "",
        choices: Sequence[Choice] = (),
        *,
        tone: str = "",
        size: TypeSize = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(2)
        self._icon = Glyph(icon, "text.tertiary", side=30)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = label("", size, strong=True, wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint = label("", "small" if size == "body" else "body", "secondary", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        column.addSpacing(6)
        column.addLayout(self._choices)
        column.addStretch(3)
        self.set(icon, title, hint, choices, tone=tone)

    def ask(self, field: QWidget) -> None:
        """Put a field between the words and the choices."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self._choices), field, 0, Qt.AlignmentFlag.AlignHCenter)

    def set(self, icon: str, title: str, hint: str = "", choices: Sequence[Choice] = (), *, tone: str = "") -> None:
        """Show another state. ``tone`` danger is for what failed; the first choice is the primary one."""
        self._icon.set(icon, f"{tone}.text" if tone else "text.tertiary")
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        while item := self._choices.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._choices.addStretch(1)
        for number, (words, run) in enumerate(choices):
            kind = ("" if tone else "primary") if number == 0 else "ghost"
            self._choices.addWidget(button(words, run, kind=kind, icon="refresh" if tone and number == 0 else ""))
        self._choices.addStretch(1)


class Skeleton(QWidget):
    """The shape of rows that are on their way; nothing for the first 300 ms, so that quick answers do not flash."""

    def __init__(self, rows: int = 4, *, avatar: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._avatar = rows, avatar
        self._due = False
        self.setAccessibleName(tr("正在载入"))
        self._timer = QTimer(self, singleShot=True, interval=SKELETON_AFTER_MS)
        self._timer.timeout.connect(self._on_due)

    def _on_due(self) -> None:
        self._due = True
        self.update()

    def showEvent(self, event: object) -> None:
        self._due = False
        self._timer.start()

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def sizeHint(self) -> QSize:
        return QSize(240, self._rows * theme().row_height("list"))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._due:
            return
        painter = QPainter(self)
        height = theme().row_height("list")
        for number in range(self._rows):
            painters.paint_skeleton_row(painter, QRectF(0, number * height, self.width(), height), self._avatar)
        painter.end()


class Content(QWidget):
    """A pane's content with its other faces: ``show_content()``, ``show_loading()``, ``show_state(…)``."""

    def __init__(self, content: QWidget, *, avatar: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = QStackedLayout(self)
        self._content = content
        self._skeleton = Skeleton(avatar=avatar)
        self._state = StateView()
        for face in (content, self._skeleton, self._state):
            self._stack.addWidget(face)
        self.setFocusProxy(content)

    def show_content(self) -> None:
        """Show the content itself; a focus that was asked for while it was loading arrives now."""
        waiting = self._content.focusWidget() if self._content.isHidden() else None
        self._stack.setCurrentWidget(self._content)
        holder = QApplication.focusWidget()
        if waiting is not None and (holder is None or holder.isAncestorOf(self)):
            waiting.setFocus()

    def show_loading(self) -> None:
        """Show the skeleton, from 300 ms on."""
        self._stack.setCurrentWidget(self._skeleton)

    def show_state(self, icon: str, title: str, hint: str = "", choices: Sequence[Choice] = (), tone: str = "") -> None:
        """Show why there is no content and what to do."""
        self._state.set(icon, title, hint, choices, tone=tone)
        self._stack.setCurrentWidget(self._state)

    def show_error(self, sentence: str, retry: Callable[[], object], way_on: Choice | None = None) -> None:
        """Show what failed, with another try and a way on without it."""
        choices = [(tr("重试"), retry), *([way_on] if way_on else [])]
        self.show_state("alert-triangle", sentence, "", choices, tone="danger")


class Banner(QFrame):
    """A state that lasts, inside the pane that it concerns. Hidden until it is set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        self._icon = Glyph("alert-triangle")
        self._text = label("", wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = button("", lambda: self._run() if self._run else None, kind="link")
        self._close = tool_button("x", tr("关闭"), self.hide)
        self._run: Callable[[], object] | None = None
        self._came_from: QWidget | None = None
        """Who had the focus before the banner took it: gets it back when the banner goes."""
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)
        self.hide()

    def set(
        self, text: str, tone: Tone = "warning", *, icon: str = "", choice: Choice | None = None, closable: bool = False
    ) -> None:
        """Show a state; an empty text hides the banner."""
        if not text:
            self._give_focus_back()
        self.setVisible(bool(text))
        if not text:
            return
        self._text.setText(text)
        self._icon.set(icon or _BANNER_ICONS[tone], _tone_token(tone))
        set_state(self, banner=tone)
        words = "accent" if tone == "info" else tone
        set_state(self._text, tone=words)
        set_state(self._action, tone=words)
        self._action.setVisible(choice is not None)
        self._run = choice[1] if choice else None
        self._action.setText(choice[0] if choice else "")
        self._close.setVisible(closable)
        self.setAccessibleName(text)

    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None or before is None or not self.isAncestorOf(now) or self.isAncestorOf(before):
            return
        if before.window() is self.window():
            self._came_from = before

    def _give_focus_back(self) -> None:
        holder: QWidget | None = self.window().focusWidget()  # that of the window, also while a dialog is in front
        before, self._came_from = self._came_from, None
        if holder is not None and self.isAncestorOf(holder) and before is not None and isValid(before):
            before.setFocus()


def progress(name: str, tone: str = "") -> QProgressBar:
    """Return a thin progress bar of 0..100; the number stands beside it, in words."""
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setRange(0, 100)
    bar.setAccessibleName(name)
    if tone:
        bar.setProperty("tone", tone)
    return bar
