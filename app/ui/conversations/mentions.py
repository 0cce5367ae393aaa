"""Colleagues while one writes a note: ``@`` opens them over the composer; the focus stays in its field."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.search.sound import spelled
from app.search.text import fold
from app.storage.people import Colleague, Staff, staff
from app.ui.conversations.composer_text import ComposerText
from app.ui.conversations.desk import Desk
from app.ui.kit.chips import PRESENCE_WORDS
from app.ui.kit.i18n import tr
from app.ui.kit.painters import paint_avatar, paint_row_state, paint_text
from app.ui.kit.table_model import RowModel, RowRole
from app.ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
MOST = 6


def found(people: Staff, typed: str, me: str) -> list[Colleague]:
    """Return the colleagues meant by what was typed, by name, pinyin or initials; who begins with it comes first."""
    wanted = fold(typed).replace(" ", "")
    others = [one for one in people.colleagues if one.id != me]
    sounds = {one.id: (fold(one.name).replace(" ", ""), *spelled(one.name).split()) for one in others}
    hits = [one for one in others if any(wanted in part for part in sounds[one.id])]
    hits.sort(key=lambda one: not any(part.startswith(wanted) for part in sounds[one.id]))
    return hits[:MOST]


def _state(one: Colleague) -> str:
    return PRESENCE_WORDS[one.state.value].tr()


class _Delegate(QStyledItemDelegate):
    """Avatar, name, and how present somebody is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme().px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = index.data(RowRole)
        if not isinstance(one, Colleague):
            return
        paint_row_state(painter, option)
        rect = QRectF(option.rect).adjusted(12, 0, -12, 0)
        side = theme().px(24)
        paint_avatar(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), one.name, one.id, "")
        area = rect.adjusted(side + 8, 0, 0, 0)
        used = paint_text(painter, area, one.name)
        rest = area.adjusted(used + 12, 0, 0, 0)
        align = Qt.AlignmentFlag.AlignRight
        paint_text(painter, rest, _state(one), size="small", token="text.tertiary", align=align)


class Mentions(QFrame):
    """The popup of a composer's field. Enter and Tab take a colleague, Escape leaves what was typed as it is."""

    def __init__(self, desk: Desk, field: ComposerText, parent: QWidget) -> None:
        # A tool tip window takes neither the focus nor the input method from the field.
        super().__init__(parent, Qt.WindowType.ToolTip)
        self._desk, self._field = desk, field
        self._typed = ""
        self._left = False
        self.setProperty("surface", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("同事"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        self.list = QListView()
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: RowModel[Colleague] = RowModel(
            lambda one: one.id, accessible=lambda one: f"{one.name}，{_state(one)}", parent=self
        )
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.clicked.connect(lambda _: self._take())
        column.addWidget(self.list)
        field.named.connect(self._on_named)
        field.unnamed.connect(self._on_unnamed)
        field.popupKey.connect(self.handle)

    def _on_named(self, typed: str) -> None:
        self._typed = typed
        if not self._left:
            me = self._desk.me.id
            self._desk.ctx.tasks.read(lambda c: found(staff(c, me), typed, me), self._show, key="mention", owner=self)

    def _on_unnamed(self) -> None:
        self._left = False
        self._desk.ctx.tasks.forget(self, "mention")
        self.leave()

    def _show(self, people: list[Colleague]) -> None:
        if not people or self._left or not self._field.hasFocus():
            self.leave()
            return
        self.rows.set_rows(people)
        self.list.setCurrentIndex(self.rows.index(0, 0))
        self.setFixedSize(theme().px(260), theme().px(36) * len(people) + 10)
        corner = self._field.mapToGlobal(self._field.cursorRect().topLeft())
        self.move(corner - QPoint(12, self.height() + 4))
        self.show()
        self._field.popup_open = True

    def handle(self, event: QKeyEvent) -> None:
        """Act on a key and accept it, or leave it to the field."""
        if not self.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return
        match event.key():
            case Qt.Key.Key_Escape:
                self._left = True
                self.leave()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                at = (self.list.currentIndex().row() + step) % self.rows.rowCount()
                self.list.setCurrentIndex(self.rows.index(at, 0))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self._take()
            case _:
                return
        event.accept()

    def _take(self) -> None:
        one = self.list.currentIndex().data(RowRole)
        self.leave()
        if isinstance(one, Colleague):
            self._field.take_mention(one.name)

    def leave(self) -> None:
        """Close without doing anything."""
        if self.isVisible():
            self.hide()
            self._field.popup_open = False
