"""How a row of the table of articles is drawn, cell by cell."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.domain.knowledge import Audience
from app.storage.knowledge import ArticleRow
from app.ui.kit import formats, painters
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.table_model import Column
from app.ui.kit.theme import theme
from app.ui.knowledge import words

BOX, TITLE, STATUS, VERSION, VALID, SENT, USEFUL, MARK = range(8)


class Marks(Protocol):
    """What a table knows about its rows besides their values."""

    checked: dict[str, None]
    now: Callable[[], int]


def columns(now: Callable[[], int]) -> list[Column[ArticleRow]]:
    """Return the columns; ``now`` gives the moment (ms) that validity is told for."""

    def useful(row: ArticleRow) -> str:
        return "—" if row.useful is None else formats.percent(row.useful)

    def mark_tip(row: ArticleRow) -> str:
        return words.MARKS[row.mark][2].tr() if row.mark in words.MARKS else ""

    return [
        Column("", lambda row: "", width=36),
        Column(tr("标题"), lambda row: row.title, tip=lambda row: words.path_text(row.path), sort="title", width=320),
        Column(tr("状态"), lambda row: words.row_state(row, now())[0], sort="status", width=76),
        Column(tr("版本"), words.version, sort="version", width=66),
        Column(tr("有效期"), lambda row: words.validity(row.valid_until, now())[0], sort="valid_until", width=104),
        Column(tr("发送", "count"), lambda row: formats.count(row.sent_count), numeric=True, sort="sent", width=72),
        Column(
            tr("有用率"),
            useful,
            tip=lambda row: tr("{n} 位客户评价过", n=row.rated).format(n=row.rated),
            sort="useful",
            width=104,
        ),
        Column("", mark_tip, tip=mark_tip, width=34),
    ]


def paint_box(painter: QPainter, rect: QRectF, state: Qt.CheckState) -> None:
    """Draw a check box in the middle of a rectangle."""
    look = theme()
    side = look.px(15)
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state == Qt.CheckState.Unchecked:
        painter.setPen(QPen(look.color("border.control"), 1))
        painter.setBrush(look.color("bg.input"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent.solid"))
        painter.drawRoundedRect(box, 3, 3)
        glyph = "check" if state == Qt.CheckState.Checked else "minus"
        paint_icon(painter, box.adjusted(1, 1, -1, -1), glyph, "text.onAccent")
    painter.restore()


class RowLook(NamedTuple):
    """The state in which a row is drawn."""

    current: bool
    hovered: bool


class Cells:
    """Draws rows cell by cell. The table calls it for a whole row: Qt's own way through a delegate costs each of two
    hundred cells more than its drawing.
    """

    def __init__(self, marks: Marks) -> None:
        self._marks = marks

    def paint_row(
        self, painter: QPainter, places: Iterable[tuple[int, QRect]], row: ArticleRow | None, look: RowLook
    ) -> None:
        """Draw the cells of a row, each a (column, place); a row that is not at hand yet as a skeleton."""
        for column, rect in places:
            self._background(painter, rect, look)
            if row is not None:
                self._cell(painter, rect, column, row, current=look.current)
            elif column == TITLE:
                painters.paint_skeleton_row(painter, QRectF(rect).adjusted(0, 6, -rect.width() / 3, -6), avatar=False)

    def _cell(self, painter: QPainter, rect: QRect, column: int, row: ArticleRow, *, current: bool) -> None:
        area = QRectF(rect).adjusted(8, 0, -8, 0)
        match column:
            case 0:
                checked = Qt.CheckState.Checked if row.id in self._marks.checked else Qt.CheckState.Unchecked
                paint_box(painter, QRectF(rect), checked)
            case 1:
                self._title(painter, area, row, current)
            case 2:
                text, tone = words.row_state(row, self._marks.now())
                painters.paint_chip(painter, area, text, tone)
            case 3:
                painters.paint_text(painter, area, words.version(row), token="text.secondary")
            case 4:
                text, token = words.validity(row.valid_until, self._marks.now())
                painters.paint_text(painter, area, text, token=token)
            case 5:
                text, right = formats.count(row.sent_count), Qt.AlignmentFlag.AlignRight
                painters.paint_text(painter, area, text, strong=row.sent_count > 0, align=right)
            case 6:
                self._useful(painter, area, row)
            case 7:
                if row.mark in words.MARKS:
                    glyph, token, _ = words.MARKS[row.mark]
                    side = theme().px(16)
                    place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
                    paint_icon(painter, place, glyph, token)

    def _background(self, painter: QPainter, rect: QRect, row: RowLook) -> None:
        look = theme()
        if row.current:
            painter.fillRect(rect, look.color("bg.selected"))
        elif row.hovered:
            painter.fillRect(rect, look.color("bg.hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("border.weak"))

    def paint_ring(self, painter: QPainter, row: QRect) -> None:
        """Draw the ring of the row that has the keyboard."""
        ring = theme().color("focus.ring")
        for top in (row.top(), row.bottom()):
            painter.fillRect(QRect(row.left(), top, row.width(), 1), ring)
        for left in (row.left(), row.right()):
            painter.fillRect(QRect(left, row.top(), 1, row.height()), ring)

    def _title(self, painter: QPainter, area: QRectF, row: ArticleRow, strong: bool) -> None:
        side = theme().px(16)
        paint_icon(painter, QRectF(area.left() - 4, area.center().y() - side / 2, side, side), words.KINDS[row.kind][0])
        text = area.adjusted(side + 4, 0, 0, 0)
        if row.audience is Audience.INTERNAL:
            lock = QRectF(text.right() - side, text.center().y() - side / 2, side, side)
            paint_icon(painter, lock, "lock", "text.tertiary")
            text.setRight(lock.left() - 6)
        title, token = (row.title, "text.primary") if row.title else (tr("无标题"), "text.tertiary")
        painters.paint_text(painter, text, title, strong=strong, token=token)

    def _useful(self, painter: QPainter, area: QRectF, row: ArticleRow) -> None:
        if row.useful is None:
            painters.paint_text(painter, area, "—", token="text.tertiary")
            return
        look = theme()
        words_width = painters.text_width("100%") + 6
        bar = QRectF(area.left(), area.center().y() - 2.5, max(20.0, area.width() - words_width), 5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("neutral.tint"))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.setBrush(look.color("accent.solid"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * row.useful, bar.height()), 2.5, 2.5)
        painter.restore()
        text = QRectF(bar.right() + 6, area.top(), words_width, area.height())
        painters.paint_text(painter, text, formats.percent(row.useful), token="text.secondary")
