"""The card on which the sync centre asks, and the columns in which texts stand side by side on it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from app.ui.kit.chips import Glyph
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.panes import panel
from app.ui.kit.theme import theme


class Side(QFrame):
    """One column: its head and its text. ``result`` is the one that a person may write: a single line."""

    def __init__(self, title: str, *, result: bool = False) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("surface", "selection" if result else "subtle")
        head.setFixedHeight(theme().px(33))  # the same beside a name in Chinese and beside words in English
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        row.addWidget(label(title, strong=True, tone="accent" if result else ""))
        row.addStretch(1)
        self.who = ElidedLabel("", "small", "secondary")
        row.addWidget(self.who)
        column.addWidget(head)
        self.edit = _Line() if result else QTextEdit()
        self.edit.setAcceptRichText(False)
        self.edit.setProperty("frameless", True)
        self.edit.setFrameShape(QFrame.Shape.NoFrame)
        self.edit.setReadOnly(not result)
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(title)
        self.edit.document().setDocumentMargin(14)
        column.addWidget(self.edit, 1)


class _Line(QTextEdit):
    """A single line that wraps: Enter begins no other."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Sides(QWidget):
    """Columns of one width with a line between those that are shown."""

    def __init__(self, *sides: Side) -> None:
        super().__init__()
        self._sides = sides
        self._lines: list[QFrame] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, side in enumerate(sides):
            line = separator(vertical=True)
            line.setVisible(at > 0)
            row.addWidget(line)
            row.addWidget(side, 1)
            self._lines.append(line)

    def set_shown(self, side: Side, shown: bool) -> None:
        """Show or hide a column."""
        side.setVisible(shown)
        seen = [not each.isHidden() for each in self._sides]
        for at, line in enumerate(self._lines):
            line.setVisible(seen[at] and any(seen[:at]))


class AskingCard(QFrame):
    """A coloured head that says what is asked, texts side by side, and a foot with the ways on.

    ``head`` and ``foot`` are rows, ``column`` holds what stands between them. Ctrl+Enter runs ``take``.
    """

    def __init__(self, tone: str, icon: str, promise: str, take: Callable[[], object], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        head = QFrame()
        head.setProperty("banner", tone)
        head.setProperty("wide", "top")
        self.head = QHBoxLayout(head)
        self.head.setContentsMargins(14, 8, 10, 8)
        self.head.setSpacing(8)
        self.glyph = Glyph(icon, f"{tone}.text")
        self.head.addWidget(self.glyph)
        self.title = ElidedLabel("", strong=True)
        outer.addWidget(head)
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        outer.addLayout(self.column, 1)
        foot = panel("subtle", edge="top")
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(14, 8, 14, 8)
        self.foot.setSpacing(8)
        self.foot.addWidget(Glyph("shield-check", "text.tertiary"))
        self.foot.addWidget(ElidedLabel(promise, "small", "secondary"), 1)
        outer.addWidget(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(take)
