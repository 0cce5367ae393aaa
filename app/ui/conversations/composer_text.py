"""The field of the composer: grows with its text, and finds the knowledge that ``/`` at a line's start asks for."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit.rich_text import RichEdit
from app.ui.kit.theme import theme

FEWEST, MOST = 2, 8
ASKS = ("/", "、")
"""What opens the inline search at a line's start; a Chinese keyboard types 、 where / is."""


class ComposerText(RichEdit):
    """Plain text, 2 to 8 lines high."""

    asked = Signal(str)
    """The words after ``/`` at the line's start, while they are typed."""
    unasked = Signal()
    """The line no longer asks."""
    popupKey = Signal(QKeyEvent)
    """A key for the inline search, which decides by accepting it; emitted only while it is open."""
    undoWanted = Signal()
    """Ctrl+Z in the empty field."""
    recallWanted = Signal()
    """Arrow up in the empty field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, plain=True, enter_submits=True, parent=parent)
        self.setProperty("frameless", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.popup_open = False
        self._asking = False
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
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        return before[1:] if before.startswith(ASKS) else None

    def take_question(self) -> None:
        """Remove the question from the text: it has been answered."""
        cursor = self.textCursor()
        if self.question() is not None:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()

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
        else:
            super().keyPressEvent(event)
