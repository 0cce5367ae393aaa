"""The field of the composer: grows with its text, and sees what ``/`` at a line's start and ``@`` ask for."""

import re

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.rich_text import RichEdit
from app.ui.kit.theme import theme

FEWEST, MOST = 2, 8
ASKS = ("/", "、")
"""What opens the inline search at a line's start; a Chinese keyboard types 、 where / is."""
_LINE = "\N{LINE SEPARATOR}"
_NAMING = re.compile(r"(?:^|[^A-Za-z0-9._@])@([^\s@，。,;；:：]{0,20})$")
"""An @ that is not in the middle of a mail address, and what was typed after it."""


class ComposerText(RichEdit):
    """Plain text, 2 to 8 lines high."""

    asked = Signal(str)
    """The words after ``/`` at the line's start, while they are typed."""
    unasked = Signal()
    """The line no longer asks."""
    named = Signal(str)
    """What follows an ``@``, while it is typed; only where :attr:`names_people`."""
    unnamed = Signal()
    """The caret no longer stands behind an ``@``."""
    pasted = Signal(str)
    """A text that was pasted or dropped."""
    popupKey = Signal(QKeyEvent)
    """A key for the popup, which decides by accepting it; emitted only while one is open."""
    undoWanted = Signal()
    """Ctrl+Z in the empty field."""
    recallWanted = Signal()
    """Arrow up in the empty field."""
    unstageWanted = Signal()
    """Backspace in the empty field; not from a key that is held down to clear a text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, plain=True, enter_submits=True, parent=parent)
        self.setProperty("frameless", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.popup_open = False
        self.names_people = False
        self._asking = False
        self._naming = False
        self.textChanged.connect(self._on_text)
        self.cursorPositionChanged.connect(self._look)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        theme().themeChanged.connect(self._grow)
        self._grow()

    def text(self) -> str:
        """Return what is written."""
        return self.toPlainText()

    def set_text(self, text: str, cursor: int | None = None) -> None:
        """Write a text anew and put the caret at a place, by default at its end."""
        self.setPlainText(text)
        self._dress()
        self.document().clearUndoRedoStacks()
        caret = self.textCursor()
        caret.setPosition(min(len(text), len(text) if cursor is None else max(0, cursor)))
        self.setTextCursor(caret)

    def insert(self, text: str) -> None:
        """Insert a text at the caret."""
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    def caret(self) -> int:
        """Return where the caret stands, in characters."""
        return self.textCursor().position()

    def question(self) -> str | None:
        """Return what the caret's line asks for after / or 、, None when it does not ask."""
        before = self._line_before()
        return before[1:] if before.startswith(ASKS) else None

    def _line_before(self) -> str:
        """Return the caret's line up to the caret; Shift+Enter begins a line within the block of the one before."""
        cursor = self.textCursor()
        # A cursor's places count UTF-16 units, which a str cannot be cut by.
        cursor.setPosition(cursor.position() - cursor.positionInBlock(), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().rpartition(_LINE)[2]

    def take_question(self) -> None:
        """Remove the question from the text: it has been answered."""
        if self.question() is not None:
            cursor = self.textCursor()
            units = len(self._line_before().encode("utf-16-le")) // 2
            cursor.setPosition(cursor.position() - units, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()

    def mention(self) -> str | None:
        """Return what stands between an @ and the caret, None when no colleague is being named."""
        found = _NAMING.search(self._line_before()) if self.names_people else None
        return found.group(1) if found is not None else None

    def take_mention(self, name: str) -> None:
        """Write a colleague's name in place of what was typed of it."""
        typed = self.mention()
        if typed is None:
            return
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed))
        cursor.insertText(f"{name} ")

    def sizeHint(self) -> QSize:
        return QSize(200, self._wanted())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._wanted())

    def _line(self) -> int:
        return theme().line_px("message")

    def _wanted(self) -> int:
        height = self.document().size().height()
        return round(min(max(height, FEWEST * self._line() + 4), MOST * self._line() + 4))

    def _grow(self) -> None:
        if self.height() != self._wanted():
            self.setFixedHeight(self._wanted())
        scrolls = self.document().size().height() > MOST * self._line() + 6
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)

    def _dress(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        line = QTextBlockFormat()
        line.setLineHeight(self._line(), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor.mergeBlockFormat(line)

    def _on_text(self) -> None:
        self._grow()
        self._look()

    def _look(self) -> None:
        question = self.question() if self.hasFocus() else None
        if question is not None:
            self._asking = True
            self.asked.emit(question)
        elif self._asking:
            self._asking = False
            self.unasked.emit()
        typed = self.mention() if self.hasFocus() else None
        if typed is not None:
            self._naming = True
            self.named.emit(typed)
        elif self._naming:
            self._naming = False
            self.unnamed.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        super().insertFromMimeData(source)
        if source.hasText() and not source.hasUrls():
            self.pasted.emit(source.text())

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab takes the colleague who is offered instead of leaving the field.
        return not (self._naming and self.popup_open) and super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.popup_open:
            event.ignore()
            self.popupKey.emit(event)
            if event.isAccepted():
                return
        empty = not self.toPlainText()
        undo = event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if empty and undo and not self.document().isUndoAvailable():
            self.undoWanted.emit()
        elif empty and event.key() == Qt.Key.Key_Up and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.recallWanted.emit()
        elif empty and event.key() == Qt.Key.Key_Backspace and not event.modifiers() and not event.isAutoRepeat():
            self.unstageWanted.emit()
        else:
            super().keyPressEvent(event)
