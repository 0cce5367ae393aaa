"""Fields: search as you type, filter chips, tags."""

import functools
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QLineEdit, QPushButton, QWidget

from app.ui.kit.buttons import button
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.ime import ImeGuard
from app.ui.kit.labels import label
from app.ui.kit.menus import Menu
from app.ui.kit.theme import theme

DEBOUNCE_MS = 120


class SearchField(QLineEdit):
    """A field that searches while typing; half-composed Chinese is not searched for. Escape empties it."""

    searched = Signal(str)
    """The query, 120 ms after the last key, at once when emptied or on Enter."""
    entered = Signal()
    """Enter: open or do the first result."""
    moved = Signal(int)
    """Arrow down (+1) or up (-1): move in the results without leaving the field."""

    def __init__(self, hint: str, parent: QWidget | None = None, *, debounce_ms: int = DEBOUNCE_MS) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setTextMargins(-7, 0, 0, 0)  # Qt keeps the style sheet's padding free behind the icon once more
        self.addAction(QAction(icon("search", "text.tertiary"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self._status = label("", "small", "tertiary")
        self._status.setParent(self)
        self._status.hide()
        self._clear = QAction(icon("x", "text.tertiary"), tr("清空"), self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)  # only a change after it was added hides the button
        self._ime = ImeGuard(self)
        self._timer = QTimer(self, singleShot=True, interval=debounce_ms)
        self._timer.timeout.connect(self._search)
        self._last = ""
        self.textChanged.connect(self._on_text)

    def set_status(self, text: str) -> None:
        """Show a remark at the right end, such as ``5 条 · 31 ms``."""
        self._status.setText(text)
        self._status.adjustSize()
        self._status.setVisible(bool(text))
        self._place_status()

    def query(self) -> str:
        """Return what is searched for, trimmed."""
        return self.text().strip()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_status()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._timer.stop()
            self._search()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._place_status()
        if text:
            self._timer.start()
        else:
            self._timer.stop()
            self._search()

    def _search(self) -> None:
        if self.query() != self._last:
            self._last = self.query()
            self.searched.emit(self._last)

    def _place_status(self) -> None:
        room = self._status.width() + 6 if self._status.isVisibleTo(self) else 0
        if self.textMargins().right() != room:
            self.setTextMargins(-7, 0, room, 0)  # a long query scrolls beside the remark, not below it
        right = self.width() - (30 if self._clear.isVisible() else 10)
        self._status.move(right - self._status.width(), (self.height() - self._status.height()) // 2)


class FilterChip(QPushButton):
    """One filter: ▾ opens its choices, and once a choice is made the chip says it; 全部 takes it back."""

    chosen = Signal(str)
    """The id of the choice, "" for all."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """``choices`` are (id, text)."""
        super().__init__(name, parent)
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setIcon(icon("chevron-down", "text.tertiary", "accent.text"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the words
        self._name = name
        self._choices: list[tuple[str, str]] = []
        self.choice = ""
        self._menu = Menu(self)
        self.set_choices(choices)
        self.clicked.connect(self._pop_up)
        self._show()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; the chosen one stays if it is among them."""
        self._choices = list(choices)
        self._menu.clear()
        for choice, text in [("", tr("全部")), *self._choices]:
            self._menu.addAction(text, functools.partial(self._take, choice))
        if self.choice and self.choice not in dict(self._choices):
            self._take("")

    def choose(self, choice: str) -> None:
        """Choose without emitting :attr:`chosen`."""
        self.choice = choice
        self._show()

    def _take(self, choice: str) -> None:
        self.choose(choice)
        self.chosen.emit(choice)

    def _pop_up(self) -> None:
        self._show()
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _show(self) -> None:
        chosen = dict(self._choices).get(self.choice, "")
        self.setText(f"{self._name}: {chosen}" if chosen else self._name)
        self.setChecked(bool(chosen))
        self.setAccessibleName(self.text())


class FlowLayout(QLayout):
    """Places widgets side by side and wraps to the next line: chips and tags."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.left(), rect.top(), 0
        on_line: list[tuple[QLayoutItem, int]] = []

        def place_line() -> None:
            """Put the things of a line on its middle: chips are lower than a field, which takes what is left."""
            for item, left in on_line if move else ():
                size = item.sizeHint()
                if item.expandingDirections() & Qt.Orientation.Horizontal and item is on_line[-1][0]:
                    size.setWidth(max(size.width(), rect.right() + 1 - left))
                top = y + (line - size.height()) // 2
                item.setGeometry(QRect(QPoint(left, top), size.boundedTo(QSize(rect.width(), size.height()))))
            on_line.clear()

        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.left() and x + size.width() > rect.right() + 1:
                place_line()
                x, y, line = rect.left(), y + line + self.spacing(), 0
            on_line.append((item, x))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        place_line()
        return y + line - rect.top()


class TagEditor(QWidget):
    """Tags as chips with ✕, and a field: Enter or a comma adds, Backspace in the empty field takes the last away."""

    changed = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, hint: str = "", separators: str = ",，;；", width: int = 140
    ) -> None:
        """``hint`` stands in the empty field; one of ``separators`` ends a tag while typing."""
        super().__init__(parent)
        self._tags: list[str] = []
        self._separators = separators
        self._flow = FlowLayout(self)
        self._field = QLineEdit()
        self._field.setPlaceholderText(hint or tr("加标签"))
        self._field.setAccessibleName(name)
        words = self._field.fontMetrics().horizontalAdvance(self._field.placeholderText())
        self._field.setMinimumWidth(max(theme().px(width), words + theme().px(28)))
        self._ime = ImeGuard(self._field)
        self._field.installEventFilter(self)
        self._field.textEdited.connect(self._on_text)
        self.setFocusProxy(self._field)
        self._flow.addWidget(self._field)

    def tags(self) -> tuple[str, ...]:
        """Return the tags in order."""
        return tuple(self._tags)

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show these tags, without emitting :attr:`changed`."""
        while self._flow.count() > 1:
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._flow.takeAt(0)
        self._tags = list(dict.fromkeys(tags))
        for tag in self._tags:
            chip = button(f"{tag}  ✕", functools.partial(self._remove, tag), kind="chip")
            chip.setAccessibleName(tr("移除标签 {tag}").format(tag=tag))
            self._flow.addWidget(chip)
        self._flow.addWidget(self._field)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self._ime.composing:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._add(self._field.text())
                return True
            if event.key() == Qt.Key.Key_Backspace and not self._field.text() and self._tags:
                self._remove(self._tags[-1])
                return True
        return super().eventFilter(watched, event)

    def _on_text(self, text: str) -> None:
        if text and text[-1] in self._separators:
            self._add(text[:-1])

    def _add(self, text: str) -> None:
        self._field.clear()
        tag = text.strip()
        if tag and tag not in self._tags:
            self.set_tags([*self._tags, tag])
            self._field.setFocus()
            self.changed.emit()

    def _remove(self, tag: str) -> None:
        self.set_tags(other for other in self._tags if other != tag)
        self._field.setFocus()
        self.changed.emit()


def row_of(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Return widgets side by side, packed to the left."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return box
