"""Buttons, the segmented control, the switch and the split send button."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.ui.kit.action import key_caps
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon as make_icon
from app.ui.kit.menus import Menu
from app.ui.kit.theme import theme

_ICON_TOKENS = {
    "primary": "text.onAccent",
    "dangerSolid": "text.onAccent",
    "danger": "danger.text",
    "link": "accent.text",
}


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon: str = "",
    dense: bool = False,
    tip: str = "",
) -> QPushButton:
    """Return a push button of a kind: "" (bordered), primary, danger, dangerSolid, ghost, link or chip."""
    made = QPushButton(text)
    dress(made, on_click, kind=kind, icon=icon, dense=dense)
    if tip:
        made.setToolTip(tip)
    return made


def dress(
    made: QPushButton, on_click: Callable[[], object] | None, *, kind: str = "", icon: str = "", dense: bool = False
) -> None:
    """Make a push button one of a kind, as :func:`button` does."""
    if kind:
        made.setProperty("kind", kind)
    if dense:
        made.setProperty("dense", True)
    if icon:
        made.setIcon(make_icon(icon, _ICON_TOKENS.get(kind, "text.secondary")))
        made.setIconSize(QSize(theme().px(19 if made.text() else 16), theme().px(16)))
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    made.setAutoDefault(False)


def set_busy(made: QPushButton, busy: bool) -> None:
    """Disable a button while its work runs, keeping its width."""
    made.setMinimumWidth(made.width() if busy else 0)
    made.setEnabled(not busy)


def tool_button(
    icon: str,
    name: str,
    on_click: Callable[[], object] | None = None,
    *,
    keys: str = "",
    token: str = "text.secondary",
    text: bool = False,
) -> QToolButton:
    """Return a button with an icon. ``name`` is spoken and shown as the tool tip, and beside the icon with ``text``."""
    made = QToolButton()
    made.setIcon(make_icon(icon, token, "accent.text"))
    made.setIconSize(QSize(theme().px(18), theme().px(18)))
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({key_caps(keys)})" if keys else name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if text:
        made.setText(name)
        made.setIconSize(QSize(theme().px(21), theme().px(18)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def action_button(action: QAction, *, text: bool = False) -> QToolButton:
    """Return a tool button for an action of the registry; name, tool tip with key, and state follow the action."""
    made = QToolButton()
    made.setDefaultAction(action)
    made.setIconSize(QSize(theme().px(18), theme().px(18)))
    made.setAccessibleName(action.text())
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if text:
        made.setIconSize(QSize(theme().px(21), theme().px(18)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return made


class Segments(QFrame):
    """A few choices side by side, one of them chosen; arrow keys move between them."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        """``choices`` are (id, text); the first one is chosen. ``name`` says what is being chosen."""
        super().__init__(parent)
        self.setProperty("surface", "segments")
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for choice, text in choices:
            part = QPushButton()
            part.setProperty("kind", "segment")
            part.setText(text)
            part.setCheckable(True)
            part.setAccessibleName(f"{name}: {text}")
            part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            part.setAutoDefault(False)  # in a dialog Enter is for the dialog
            part.clicked.connect(lambda _=False, choice=choice: self.chosen.emit(choice))
            self._group.addButton(part)
            self._buttons[choice] = part
            row.addWidget(part)
        if choices:
            self._buttons[choices[0][0]].setChecked(True)

    @property
    def choice(self) -> str:
        """The id of the chosen part."""
        return next((choice for choice, part in self._buttons.items() if part.isChecked()), "")

    def choose(self, choice: str) -> None:
        """Choose a part without emitting :attr:`chosen`."""
        self._buttons[choice].setChecked(True)

    def set_text(self, choice: str, text: str) -> None:
        """Change the text of a part, for instance with a count."""
        self._buttons[choice].setText(text)

    def set_hint(self, choice: str, text: str) -> None:
        """Explain a part to whoever rests the pointer on it, or hears it read."""
        self._buttons[choice].setToolTip(text)
        self._buttons[choice].setAccessibleDescription(text)


class Switch(QAbstractButton):
    """On or off, at once; what needs a save button takes a check box instead."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(36), theme().px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height, width = look.px(18), look.px(32)
        track = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        token = "accent.solid" if self.isChecked() else "border.control"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(token if self.isEnabled() else "border.default"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        knob = height - 4
        left = track.right() - knob - 2 if self.isChecked() else track.left() + 2
        painter.setBrush(look.color("text.onAccent"))
        painter.drawEllipse(QRectF(left, track.top() + 2, knob, knob))
        if self.hasFocus():
            painter.setPen(QPen(look.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()


class SplitButton(QWidget):
    """A main action and, behind the arrow, its variants: the send button."""

    clicked = Signal()

    def __init__(self, text: str, icon: str = "", kind: str = "primary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.main = button(text, self.clicked.emit, kind=kind, icon=icon)
        self.main.setProperty("join", "left")
        self.more = button("", kind=kind, icon="chevron-down")
        self.more.setProperty("join", "right")
        self.more.setAccessibleName(tr("{action}：更多方式").format(action=text))
        self.more.setToolTip(self.more.accessibleName())
        row.addWidget(self.main)
        row.addWidget(self.more)
        self.menu = Menu(self)
        self.more.clicked.connect(self._pop_up)

    def _pop_up(self) -> None:
        corner = self.more.mapToGlobal(self.more.rect().topRight())
        size = self.menu.sizeHint()
        corner.setX(corner.x() - size.width())
        corner.setY(corner.y() - size.height() - 4)
        self.menu.popup(corner)
