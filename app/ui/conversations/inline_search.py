"""Knowledge while one types: ``/`` or ``、`` at a line's start opens it over the composer; the focus stays there."""

import functools

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from app.storage.suggestions import Finding, Findings
from app.ui.conversations.composer_text import ComposerText
from app.ui.conversations.desk import Desk
from app.ui.conversations.findings import SEEN_MS, FindingDelegate, FindingModel, by_chance, is_good
from app.ui.kit.chips import KeyHint
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.table_model import RowRole
from app.ui.kit.theme import theme

MOST = 6


class InlineSearch(QFrame):
    """The popup of a composer's field, which hands it its keys as long as it is open."""

    cardWanted = Signal(str)
    textWanted = Signal(str)
    editWanted = Signal(str)
    previewWanted = Signal(str)

    def __init__(self, desk: Desk, field: ComposerText, parent: QWidget) -> None:
        # A tool tip window takes neither the focus nor the input method from the field.
        super().__init__(parent, Qt.WindowType.ToolTip)
        self.desk = desk
        self._field = field
        field.unasked.connect(self.leave)
        field.popupKey.connect(self.handle)
        self.setProperty("surface", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("知识搜索结果"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(0)
        self.list = QListView()
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = FindingModel(desk.clock, self)
        self.delegate = FindingDelegate(desk.clock, self.list, roomy=False)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self.delegate)
        self.list.clicked.connect(lambda _: self._take(Qt.KeyboardModifier.NoModifier))
        self.note = label("", "small", "secondary")
        self.note.setContentsMargins(12, 8, 12, 4)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        column.addWidget(self._hints())
        self._moved = False
        self._query = ""
        self._answered: str | None = None
        self._place = QPoint()

    def _hints(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 6, 12, 0)
        row.setSpacing(5)
        for keys, words in (
            ("Enter", tr("图文")),
            ("Shift+Enter", tr("文本")),
            ("Ctrl+Enter", tr("先编辑")),
            ("Space", tr("预览")),
            ("Esc", tr("关闭")),
        ):
            row.addWidget(KeyHint(keys))
            row.addWidget(label(words, "small", "tertiary"))
            row.addSpacing(5)
        row.addStretch(1)
        return box

    def begin(self) -> None:
        """Ask as if / had been typed."""
        self._field.setFocus()
        before = self._field.text()[: self._field.caret()]
        self._field.insert("/" if not before or before.endswith("\n") else "\n/")

    def follow(self, query: str) -> None:
        """Search for what is being typed, and open if it is not open yet."""
        self.ask(query)
        if not self.isVisible():
            self._field.popup_open = True
            self.put_at(self._field.mapToGlobal(QPoint(0, -6)), self._field.width())

    def ask(self, query: str) -> None:
        """Search for words; without any show what suits the customer's last message, then what is sent often."""
        self._query = query
        self._moved = False
        self.desk.advice.find(query, self._show, owner=self)

    def current(self) -> Finding | None:
        """Return the result that keys act on."""
        found = self.list.currentIndex().data(RowRole)
        return found if isinstance(found, Finding) else None

    def put_at(self, bottom_left: QPoint, width: int) -> None:
        """Open with its lower left corner at a place of the screen."""
        self.setFixedWidth(min(max(width, theme().px(380)), theme().px(560)))
        self._fit()
        self.move(bottom_left - QPoint(0, self.height()))
        self.show()
        self._place = bottom_left

    def _fit(self) -> None:
        rows = self.rows.rowCount()
        width = self.width() - 2
        height = sum(self.delegate.height_of(row, width) for row in (self.rows.row(n) for n in range(rows)) if row)
        self.list.setFixedHeight(round(height))
        self.list.setVisible(rows > 0)
        self.adjustSize()

    def _show(self, found: Findings) -> None:
        choosing = self._moved or self.list.underMouse()
        if found.query != self._query.strip() or (found.by_meaning and choosing):
            return
        rows = by_chance(found.rows)[:MOST]
        before = self.current()
        if found.by_meaning and rows and (before is None or before.article_id != rows[0].article_id):
            self._answered = None
            QTimer.singleShot(SEEN_MS, self, functools.partial(self._seen, self._query))
        else:
            self._answered = self._query
        self.rows.set_rows(rows)
        if rows:
            self.list.setCurrentIndex(self.rows.index(0, 0))
        if not rows:
            self.note.setText(tr("没有「{query}」的知识").format(query=self._query.strip()))
        elif not is_good(rows):
            self.note.setText(tr("没有很吻合的，以下可能有关"))
        self.note.setVisible(not rows or not is_good(rows))
        if self.isVisible():
            self._fit()
            self.move(self._place - QPoint(0, self.height()))

    def _seen(self, query: str) -> None:
        if query == self._query:
            self._answered = query

    def handle(self, event: QKeyEvent) -> None:
        """Act on a key and accept it, or leave it to the field."""
        if not self.isVisible():
            return
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not modifiers:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif enter and self._answered != self._query:
            pass  # faster than the search: nobody has seen what it would take
        elif enter and self.current() is not None:
            self._take(modifiers)
        elif enter:
            self.leave()
        elif key == Qt.Key.Key_Space and not modifiers and self._space_previews() and self.current() is not None:
            self.previewWanted.emit(self.current().article_id)  # type: ignore[union-attr]  # not None, asked above
        else:
            return
        event.accept()

    def _space_previews(self) -> bool:
        """A space still separates English words unless one has begun to choose."""
        return self._moved or not self._query.strip().isascii() or not self._query.strip()

    def _move(self, step: int) -> None:
        count = self.rows.rowCount()
        if count:
            self._moved = True
            at = (self.list.currentIndex().row() + step) % count
            self.list.setCurrentIndex(self.rows.index(at, 0))

    def _take(self, modifiers: Qt.KeyboardModifier) -> None:
        finding = self.current()
        if finding is None:
            return
        self._field.take_question()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.textWanted.emit(finding.article_id)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.editWanted.emit(finding.article_id)
        else:
            self.cardWanted.emit(finding.article_id)
        self.leave()

    def leave(self) -> None:
        """Close without doing anything."""
        if self.isVisible():
            self.hide()
            self._field.popup_open = False
