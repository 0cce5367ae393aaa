"""Draws the list of tickets: priority, title, clock; number, state, line and who is in charge; heads of groups."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.clock import Clock, now_ms
from app.storage.tickets import TicketRow
from app.ui.kit import painters
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.table_model import RowRole
from app.ui.kit.theme import theme
from app.ui.tickets import words


@dataclass(frozen=True)
class Head:
    """The head of a group of rows."""

    line: int
    count: int
    sorted_by: str = ""

    @property
    def key(self) -> str:
        """The key of its row."""
        return f"line-{self.line}"


Line = Head | TicketRow


def line_key(line: Line) -> str:
    """Return the key of a row of the list."""
    return line.key if isinstance(line, Head) else line.id


def paint_bars(painter: QPainter, place: QRectF, lit: int, token: str) -> None:
    """Draw the three bars of a priority at the left of a place, upright in its middle."""
    look = theme()
    width, gap, full = look.px(3), look.px(2), look.px(12)
    foot = place.center().y() + full / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for number in range(3):
        height = full * (number + 1.4) / 3.4
        painter.setBrush(look.color(token if number < lit else "border.default"))
        painter.drawRoundedRect(QRectF(place.left() + number * (width + gap), foot - height, width, height), 1, 1)
    painter.restore()


class TicketDelegate(QStyledItemDelegate):
    """Paints :data:`Line` values."""

    def __init__(self, clock: Clock = now_ms) -> None:
        super().__init__()
        self._clock = clock

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(RowRole)
        height = theme().px(26) if isinstance(row, Head) else theme().row_height("list")
        return QSize(200, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(RowRole)
        if isinstance(row, Head):
            self._paint_head(painter, option, row)
        elif isinstance(row, TicketRow):
            painters.paint_row_state(painter, option)
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_row(painter, QRectF(option.rect), row, selected)

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, head: Head) -> None:
        look = theme()
        rect = QRectF(option.rect)
        painter.fillRect(option.rect, look.color("bg.subtle"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("border.weak"))
        inner = rect.adjusted(look.px(14), 0, -look.px(14), 0)
        side = look.px(13)
        paint_icon(
            painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), "chevron-down", "text.tertiary"
        )
        text = inner.adjusted(look.px(18), 0, 0, 0)
        used = painters.paint_text(painter, text, words.line_long(head.line), size="small", strong=True)
        count = text.adjusted(used + look.px(6), 0, 0, 0)
        painters.paint_text(painter, count, str(head.count), size="small", token="text.tertiary")
        painters.paint_text(
            painter, inner, head.sorted_by, size="small", token="text.tertiary", align=Qt.AlignmentFlag.AlignRight
        )

    def _paint_row(self, painter: QPainter, rect: QRectF, row: TicketRow, selected: bool) -> None:
        look = theme()
        inner = rect.adjusted(look.px(14), 0, -look.px(12), -1)
        half = look.px(22)
        top = inner.center().y() - half
        first = QRectF(inner.left(), top, inner.width(), half)
        second = QRectF(inner.left(), inner.center().y(), inner.width(), half)
        lit, token = words.BARS[row.priority]
        paint_bars(painter, first, lit, token)
        right = self._paint_clock(painter, first, row, selected)
        title = QRectF(first.left() + look.px(21), first.top(), right - first.left() - look.px(29), first.height())
        painters.paint_text(painter, title, row.title, size="body", strong=row.conflict)
        avatar = look.px(18)
        if row.assignee_name:
            disc = QRectF(second.right() - avatar, second.center().y() - avatar / 2, avatar, avatar)
            painters.paint_avatar(painter, disc, row.assignee_name, row.assignee_id)
        at = second.left()
        at += painters.paint_text(painter, second, row.label, size="small", token="text.secondary") + look.px(7)
        rest = QRectF(at, second.top(), second.right() - avatar - look.px(8) - at, second.height())
        word, tone = words.STATUS[row.status]
        if row.label.startswith("L-") and row.pending:
            word_text, tone = tr("本机新建"), "warning"
        else:
            word_text = word.tr()
        if selected and tone in ("accent", "neutral"):
            tone = "outline"  # its tint is the colour of the selection, or nearly
        chip = painters.paint_chip(painter, rest, word_text, tone)
        rest.setLeft(chip.right() + look.px(7))
        who = row.assignee_name or row.group_name
        line = words.line_short(row.line)
        painters.paint_text(painter, rest, f"{line} · {who}" if who else line, size="small", token="text.secondary")

    def _paint_clock(self, painter: QPainter, place: QRectF, row: TicketRow, selected: bool) -> float:
        """Draw what stands at the right of the first line; returns where it begins."""
        if row.conflict:
            used = painters.paint_chip(painter, place, tr("有冲突"), "danger", icon="git-compare", from_right=True)
            return used.left()
        if row.pending:
            used = painters.paint_chip(painter, place, tr("待上传"), "warning", icon="cloud-up", from_right=True)
            return used.left()
        wait = words.clock(row, self._clock())
        if wait is None:
            return place.right()
        if selected and wait.tone == "neutral":
            wait = painters.Wait(wait.text, "outline", wait.icon)
        return painters.paint_wait(painter, place, wait).left()
