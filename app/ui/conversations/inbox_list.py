"""The list of conversations as a view: its model, its painting and its clocks."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.clock import Clock
from app.domain.conversations import Author, Delivery
from app.storage.conversations import ConversationRow
from app.ui.conversations import words
from app.ui.conversations.inbox import Head, Item
from app.ui.conversations.urgency import clock_of, due_of
from app.ui.kit.formats import badge, moment
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.lists import PaintedList, unseen
from app.ui.kit.painters import (
    badge_size,
    chip_size,
    paint_avatar,
    paint_badge,
    paint_chip,
    paint_keys,
    paint_row_state,
    paint_text,
    paint_wait,
    text_width,
)
from app.ui.kit.table_model import KeyRole, RowModel, RowRole
from app.ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
QUIET_MS = 2_000
"""The order on screen stays for so long after the last key."""
HEAD_HEIGHT = 26


def place_line(row: ConversationRow) -> str:
    """Return channel · group · topic."""
    parts = [words.CHANNEL[row.channel].tr(), row.group_name, row.topic]
    return " · ".join(part for part in parts if part)


def own_tick(row: ConversationRow) -> tuple[str, str] | None:
    """Return the icon and token for the state of one's own last words, None when the customer's stand last."""
    if row.last.author is not Author.AGENT:
        return None
    match row.last.state:
        case Delivery.READ:
            return "checks", "accent.text"
        case Delivery.DELIVERED:
            return "checks", "text.tertiary"
        case Delivery.FAILED | Delivery.EXPIRED:
            return "alert-circle", "danger.text"
        case Delivery.QUEUED | Delivery.DRAFT:
            return "clock", "text.tertiary"
        case _:
            return "check", "text.tertiary"


def spoken(item: Item, now: int, *, writes: bool = False) -> str:
    """Return the sentence that a screen reader says for a row; ``writes``: the customer is writing just now."""
    if isinstance(item, Head):
        return tr("{title}，{n} 个会话", n=item.count).format(title=item.title.tr(), n=item.count)
    parts = [item.name, words.CHANNEL[item.channel].tr(), item.group_name, item.topic]
    if item.unread:
        parts.append(tr("{n} 条未读", n=item.unread).format(n=item.unread))
    elif item.flagged:
        parts.append(tr("标为未读"))
    if item.draft:
        parts.append(tr("有备注草稿") if item.draft_is_note else tr("有草稿"))
    if item.pending:
        parts.append(tr("{n} 条待发送", n=item.pending).format(n=item.pending))
    if item.stale:
        parts.append(tr("{n} 条回复等您确认", n=item.stale).format(n=item.stale))
    if item.trouble:
        parts.append(tr("{n} 处冲突", n=item.trouble).format(n=item.trouble))
    what = due_of(item)
    if what is not None:
        parts.append(clock_of(what, now, long=True).text)
    parts.append(tr("正在输入…") if writes else item.last.text)
    return "，".join(part for part in parts if part)


class InboxModel(RowModel[Item]):
    """Headings and rows; headings cannot be selected."""

    def __init__(self, clock: Clock, writes: Callable[[str], bool], parent: QWidget | None = None) -> None:
        super().__init__(
            lambda item: item.id,
            accessible=lambda item: spoken(item, clock(), writes=writes(item.id)),
            parent=parent,
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and isinstance(self.row(index.row()), Head):
            return flags & ~Qt.ItemFlag.ItemIsSelectable
        return flags


class InboxDelegate(QStyledItemDelegate):
    """Paints headings and conversations.

    ``online`` tells whether chips of what is unsent are worth their room, ``writes`` whose customer is writing.
    """

    def __init__(
        self, clock: Clock, online: Callable[[], bool], writes: Callable[[str], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._clock, self._online, self._writes = clock, online, writes
        self.as_of = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = index.data(RowRole)
        look = theme()
        return QSize(120, look.px(HEAD_HEIGHT) if isinstance(item, Head) else look.row_height("list"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if unseen(option):
            return
        item = index.data(RowRole)
        rect = QRect(option.rect)
        if isinstance(item, Head):
            self._paint_head(painter, rect, item)
        elif isinstance(item, ConversationRow):
            paint_row_state(painter, option)
            self._paint_row(painter, rect, item)

    def _paint_head(self, painter: QPainter, rect: QRect, head: Head) -> None:
        look = theme()
        painter.fillRect(rect, look.color("bg.subtle"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.color("border.weak"))
        side = look.px(14)
        at = QRectF(rect.left() + 14, rect.center().y() - side / 2 + 0.5, side, side)
        paint_icon(painter, at, "chevron-down", "text.tertiary")
        area = QRectF(at.right() + 6, rect.top(), rect.width() - 40, rect.height())
        width = paint_text(painter, area, head.title.tr(), size="small", token="text.secondary", strong=True)
        paint_text(painter, area.adjusted(width + 6, 0, 0, 0), str(head.count), size="small", token="text.tertiary")
        hints = {"soon": tr("按剩余时限"), "synced": self.as_of}
        right = QRectF(rect).adjusted(0, 0, -12, 0)
        if head.next and self._online():
            used = paint_keys(painter, right, "Ctrl+J")
            text = tr("接入下一个")
            room = QRectF(rect.left(), rect.top(), used.left() - 6 - rect.left(), rect.height())
            if text_width(text, "small") + width + 80 < room.width():
                paint_text(painter, room, text, size="small", token="text.tertiary", align=Qt.AlignmentFlag.AlignRight)
        elif text := hints.get(head.key, ""):
            paint_text(painter, right, text, size="small", token="text.tertiary", align=Qt.AlignmentFlag.AlignRight)

    def _paint_row(self, painter: QPainter, rect: QRect, row: ConversationRow) -> None:
        look = theme()
        compact = rect.height() < look.px(60)
        side = look.px(28 if compact else 36)
        paint_avatar(
            painter,
            QRectF(rect.left() + 14, rect.center().y() - side / 2, side, side),
            row.name,
            row.customer_id,
            row.channel.value,
        )
        left = rect.left() + 14 + side + 10
        body = QRectF(left, rect.top(), rect.right() - 12 - left, rect.height())
        line = look.line_px("body")
        lines = 2 if compact else 3
        top = body.center().y() - (line * lines - look.px(4)) / 2
        first = QRectF(body.left(), top, body.width(), line)
        second = QRectF(body.left(), top + line - 1, body.width(), line)
        third = QRectF(body.left(), top + 2 * line - look.px(3), body.width(), line)
        taken = self._paint_right(painter, first, second, row)
        self._paint_name(painter, first.adjusted(0, 0, -taken[0], 0), row)
        self._paint_preview(painter, second.adjusted(0, 0, -taken[1], 0), row)
        if not compact:
            paint_text(painter, third, place_line(row), size="small", token="text.tertiary")

    def _paint_name(self, painter: QPainter, area: QRectF, row: ConversationRow) -> None:
        level = words.LEVEL[row.level].tr() if row.level.value != "normal" else ""
        reserve = chip_size(level, strong=True).width() + 6 if level else 0
        width = paint_text(
            painter,
            area.adjusted(0, 0, -reserve, 0),
            row.name or tr("未知客户"),
            size="message",
            strong=row.unread > 0 or row.flagged,
        )
        if level:
            place = QRectF(area.left() + width + 6, area.top(), reserve, area.height())
            paint_chip(painter, place, level, words.LEVEL_TONE[row.level], strong=True)

    def _paint_preview(self, painter: QPainter, area: QRectF, row: ConversationRow) -> None:
        if self._writes(row.id):
            paint_text(painter, area, tr("正在输入…"), token="accent.text")
            return
        if row.draft:
            word = tr("[备注草稿]") if row.draft_is_note else tr("[草稿]")
            used = paint_text(painter, area, word, token="warning.text") + 4
            paint_text(painter, area.adjusted(used, 0, 0, 0), row.draft, token="text.secondary")
            return
        tick = own_tick(row)
        if tick is not None:
            side = theme().px(15)
            paint_icon(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), *tick)
            area = area.adjusted(side + 4, 0, 0, 0)
        token = "text.primary" if row.unread or row.flagged else "text.secondary"
        paint_text(painter, area, row.last.text or tr("还没有消息"), token=token)

    def _paint_right(
        self, painter: QPainter, first: QRectF, second: QRectF, row: ConversationRow
    ) -> tuple[float, float]:
        """Draw timer, unread or what waits; return the widths taken in the two lines."""
        now = self._clock()
        if row.trouble or (row.pending and not self._online()):
            used = [0.0, 0.0]
            marks: list[tuple[str, str, str]] = []
            if row.trouble:
                marks.append((tr("冲突 {n}").format(n=row.trouble), "git-compare", "danger.text"))
            if row.stale:
                marks.append(_asks(row))
            if row.pending:
                marks.append((tr("待发 {n}").format(n=row.pending), "clock", "warning.text"))
            for at, mark in enumerate(marks[:2]):
                used[at] = self._paint_mark(painter, (first, second)[at], *mark) + 8
            return used[0], used[1]
        what = due_of(row)
        if what is not None:
            used_rect = paint_wait(painter, first, clock_of(what, now))
            first_taken = used_rect.width() + 8
        else:
            text = moment(row.last.at, now) if row.last.at else ""
            paint_text(painter, first, text, size="small", token="text.tertiary", align=Qt.AlignmentFlag.AlignRight)
            first_taken = text_width(text, "small") + 8
        if row.stale:
            return first_taken, self._paint_mark(painter, second, *_asks(row)) + 8
        if not row.unread and not row.flagged:
            return first_taken, 0.0
        soon = what is not None and what.soon(now)
        number = badge(row.unread) if row.unread else ""
        paint_badge(painter, QPointF(second.right(), second.center().y()), number, "danger" if soon else "accent")
        return first_taken, badge_size(number).width() + 8

    def _paint_mark(self, painter: QPainter, line: QRectF, text: str, glyph: str, token: str) -> float:
        look = theme()
        width, side = text_width(text, "small"), look.px(14)
        paint_text(painter, line, text, size="small", token=token, align=Qt.AlignmentFlag.AlignRight)
        at = QRectF(line.right() - width - side - 4, line.center().y() - side / 2, side, side)
        paint_icon(painter, at, glyph, token)
        return width + side + 4


def _asks(row: ConversationRow) -> tuple[str, str, str]:
    """Return the mark of replies that wait for their author: words, icon and token."""
    return tr("等您确认 {n}").format(n=row.stale), "clock", "warning.text"


class InboxView(PaintedList):
    """The list itself. Emits what was chosen; moves nothing while the pointer is over it."""

    chosen = Signal(str)
    """The id of the conversation that is current now, by a click or by the arrow keys."""
    answerWanted = Signal()
    """A row was clicked, also the one that is chosen already: who walks the list by arrow keys stays in it."""
    headPressed = Signal(str)
    """The key of a heading that was clicked."""
    menuWanted = Signal(str, object)
    """(conversation id, global position) for the context menu."""
    released = Signal()
    """The pointer has left: what waited may be shown now."""
    ticked = Signal()
    """Once a second while the list is on screen."""
    typed = Signal(str)
    """Text typed on the list: the filter takes it."""

    def __init__(
        self,
        clock: Clock,
        online: Callable[[], bool],
        writes: Callable[[str], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last_key = 0
        self.rows = InboxModel(clock, writes, self)
        self.setModel(self.rows)
        self._delegate = InboxDelegate(clock, online, writes, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("会话列表"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.repaint_clocks)
        self._tick.timeout.connect(self.ticked)
        theme().themeChanged.connect(self.scheduleDelayedItemsLayout)

    def show_as_of(self, text: str) -> None:
        """Say beside what is synced how old it is; nothing while it is new."""
        if text != self._delegate.as_of:
            self._delegate.as_of = text
            self.viewport().update()

    def note_key(self) -> None:
        """A key was pressed somewhere on the screen: the order stays for two seconds."""
        self._last_key = self._clock()

    @property
    def held(self) -> bool:
        """Whether rows must not move now: a pointer is over them or somebody is typing."""
        return self.viewport().underMouse() or self._clock() - self._last_key < QUIET_MS

    def select(self, conversation_id: str) -> None:
        """Show a row as current, and in view if it was not current before, without telling it as chosen."""
        index = self.rows.index_of(conversation_id)
        another = index.isValid() and index != self.currentIndex()
        changed = (self.currentIndex(), *self.selectedIndexes(), index)
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(index)
        if not index.isValid():
            self.clearSelection()
        self.selectionModel().blockSignals(blocked)
        for each in changed:  # not all of them: every change of the conversation comes by here, and that took 6 ms
            self.update(each)
        if another:
            self.scrollTo(index)

    def in_view(self, conversation_id: str) -> bool:
        """Say whether any of a conversation's row can be seen."""
        index = self.rows.index_of(conversation_id)
        return index.isValid() and self.visualRect(index).intersects(self.viewport().rect())

    def keep_in_view(self, conversation_id: str) -> None:
        """Scroll as little as shows the whole row: for one that has moved to another group."""
        index = self.rows.index_of(conversation_id)
        if index.isValid():
            self.scrollTo(index)

    def repaint_clocks(self) -> None:
        """Have the visible rows drawn again: their clocks went on."""
        height = self.viewport().height()
        first = self.indexAt(self.viewport().rect().topLeft())
        if not first.isValid():
            return
        last = self.indexAt(QRect(4, 0, 1, max(1, height - 1)).bottomLeft())
        bottom = last.row() if last.isValid() else self.rows.rowCount() - 1
        self.rows.dataChanged.emit(first, self.rows.index(bottom, 0), [int(Qt.ItemDataRole.DisplayRole)])

    def showEvent(self, event: object) -> None:
        self._tick.start()

    def hideEvent(self, event: object) -> None:
        self._tick.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.note_key()
        text = event.text()
        if text and text.isprintable() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier and text != " ":
            self.typed.emit(text)
            return
        super().keyPressEvent(event)
        current = self.currentIndex()
        if isinstance(current.data(RowRole), Head):
            # A heading is no place to stand: go on in the same direction, or back where there is none.
            step = -1 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home) else 1
            for row in (current.row() + step, current.row() + 1):
                index = self.rows.index(row, 0)
                if isinstance(index.data(RowRole), ConversationRow):
                    self.setCurrentIndex(index)
                    return

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            QTimer.singleShot(0, self, self.released.emit)
        return super().viewportEvent(event)

    def _on_current(self, current: QModelIndex) -> None:
        if not self.rows.changing and isinstance(current.data(RowRole), ConversationRow):
            self.chosen.emit(str(current.data(KeyRole)))

    def _on_clicked(self, index: QModelIndex) -> None:
        item = index.data(RowRole)
        if isinstance(item, Head):
            self.headPressed.emit(item.key)
        else:
            self.answerWanted.emit()

    def _on_menu(self, position: QPoint) -> None:
        """Ask for the menu of the row at a place: under the pointer, or the current one's when a key was pressed."""
        under = self.indexAt(position)
        index = under if under.isValid() else self.currentIndex()
        if isinstance(index.data(RowRole), ConversationRow):
            self.menuWanted.emit(str(index.data(KeyRole)), self.viewport().mapToGlobal(position))
