"""The tabs beside the customer: tickets, earlier conversations, notes."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.domain.clock import Clock
from app.domain.conversations import MessageKind
from app.storage.conversations import ConversationRow
from app.storage.customers import TicketLine
from app.ui.conversations import words
from app.ui.conversations.desk import Desk
from app.ui.kit.formats import moment, moment_full
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.painters import chip_size, paint_chip, paint_row_state, paint_text
from app.ui.kit.states import Content, StateView
from app.ui.kit.table_model import RowModel, RowRole
from app.ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
Line = TicketLine | ConversationRow


def texts_of(line: Line, now: int) -> tuple[str, str, str]:
    """Return (title, remark, state) of a line."""
    if isinstance(line, TicketLine):
        opened = moment(line.opened_at, now) if line.opened_at else ""
        return (
            line.title,
            " · ".join(part for part in (line.label, opened) if part),
            words.TICKET_STATUS[line.status].tr(),
        )
    title = line.topic or line.last.text or tr("未分类")
    parts = [f"C-{line.number}" if line.number else "", words.CHANNEL[line.channel].tr(), line.assignee_name]
    at = moment(line.last.at, now) if line.last.at else ""
    return title, " · ".join(part for part in (at, *parts) if part), words.STATUS[line.status].tr()


class LineDelegate(QStyledItemDelegate):
    """Paints a ticket or an earlier conversation: title and state, one line of facts below."""

    def __init__(self, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = clock

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme().px(54))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(RowRole)
        if not isinstance(line, (TicketLine, ConversationRow)):
            return
        paint_row_state(painter, option, bar=False)
        look = theme()
        rect = QRectF(QRect(option.rect)).adjusted(14, 0, -12, 0)
        title, remark, state = texts_of(line, self._clock())
        first = QRectF(rect.left(), rect.top() + 7, rect.width(), look.line_px("body"))
        width = chip_size(state).width()
        paint_chip(painter, first, state, "neutral", from_right=True)
        paint_text(painter, first.adjusted(0, 0, -width - 8, 0), title)
        second = QRectF(rect.left(), first.bottom(), rect.width(), look.line_px("small"))
        paint_text(painter, second, remark, size="small", token="text.tertiary")


class LineList(QWidget):
    """A short list of lines; Enter or a click opens one."""

    opened = Signal(str)

    def __init__(self, name: str, empty: tuple[str, str, str], clock: Clock, parent: QWidget | None = None) -> None:
        """``empty`` is (icon, what, why) for when there is nothing."""
        super().__init__(parent)
        self._empty = empty
        self.view = QListView()
        self.view.setAccessibleName(name)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: RowModel[Line] = RowModel(
            lambda line: line.id, accessible=lambda line: "，".join(texts_of(line, clock())), parent=self
        )
        self.view.setModel(self.rows)
        self.view.setItemDelegate(LineDelegate(clock, self.view))
        self.view.activated.connect(self._open)
        self.view.clicked.connect(self._open)
        self.content = Content(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.content)
        self.setFocusProxy(self.view)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these."""
        self.rows.set_rows(lines)
        if lines:
            self.content.show_content()
        else:
            self.content.show_state(*self._empty)

    def _open(self, index: QModelIndex) -> None:
        line = index.data(RowRole)
        if isinstance(line, (TicketLine, ConversationRow)):
            self.opened.emit(line.id)


class NotesPage(QWidget):
    """The customer's standing note and the internal notes of the open conversation."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(2)
        self._shown: tuple[str, list[tuple[str, str]]] | None = None
        desk.profileChanged.connect(self.refresh)
        desk.threadChanged.connect(self.refresh)

    def count(self) -> int:
        """Return how many notes there are."""
        return len(self._notes()) + bool(self.desk.profile and self.desk.profile.customer.note)

    def _notes(self) -> list[tuple[str, str]]:
        rows = self.desk.talk.rows if self.desk.talk is not None else ()
        now = self.desk.clock()
        return [
            (row.message.text, f"{row.author_name} · {moment_full(row.message.composed_at, now)}")
            for row in reversed(rows)
            if row.message.kind is MessageKind.NOTE and row.message.text
        ]

    def refresh(self) -> None:
        """Show the notes as they are."""
        note = self.desk.profile.customer.note if self.desk.profile is not None else ""
        notes = self._notes()
        if self._shown == (note, notes):
            return  # two conversations without notes: most changes from one to another
        self._shown = note, notes
        while item := self._column.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if note:
            self._column.addWidget(label(tr("客户备注"), "small", "secondary", strong=True))
            self._column.addWidget(label(note, wrap=True, selectable=True))
        if notes:
            self._column.addSpacing(10 if self._column.count() else 0)
            self._column.addWidget(label(tr("本会话的内部备注"), "small", "secondary", strong=True))
        for at, (text, remark) in enumerate(notes):
            self._column.addSpacing(6 if at else 0)
            self._column.addWidget(label(text, wrap=True, selectable=True))
            self._column.addWidget(label(remark, "small", "tertiary"))
        if not note and not notes:
            self._column.addWidget(StateView("notes", tr("还没有备注"), tr("Ctrl+Shift+N 写一条只给同事看的备注")), 1)
        else:
            self._column.addStretch(1)
