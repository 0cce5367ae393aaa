"""The list of the sync centre: one line an action, a refusal or a conflict."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.domain.clock import Clock
from app.storage.guard import StaleReply
from app.storage.problems import Lost, Problems, Refused, Waiting
from app.ui.kit import painters
from app.ui.kit.formats import moment
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.painters import ChipTone
from app.ui.kit.table_model import RowRole
from app.ui.kit.theme import theme
from app.ui.outbox import words

Item = Waiting | Refused | Lost | StaleReply


@dataclass(frozen=True)
class Line:
    """What a line shows. ``item`` is what it stands for."""

    key: str
    icon: str
    title: str
    what: str
    at: int
    state: str
    tone: ChipTone
    state_icon: str
    item: Item

    def sentence(self, now: int) -> str:
        """Return the line as a screen reader speaks it."""
        return "，".join(part for part in (self.title, self.what, moment(self.at, now), self.state) if part)


def waiting_lines(found: Problems, online: bool) -> list[Line]:
    """Return the lines of what waits to be sent, oldest first."""
    made = []
    for number, item in enumerate(found.waiting):
        state, tone, icon = words.state(item, online, number == 0)
        what = words.doing(item.kind, item.action, item.fields, item.text, item.files)
        title = words.subject(item.subject, item.kind)
        made.append(Line(item.id, words.icon(item.subject.entity), title, what, item.at, state, tone, icon, item))
    return made


def decision_lines(found: Problems) -> list[Line]:
    """Return the lines of what the person must decide: replies that wait for him, conflicts, then refusals."""
    made = [
        Line(
            item.id,
            words.icon("message"),
            words.stale_line(item),
            words.doubt(item.doubts[0], item) if item.doubts else "",
            item.written_at,
            tr("等您确认"),
            "warning",
            "clock",
            item,
        )
        for item in found.stale
    ]
    made += [
        Line(
            item.id,
            words.icon(item.subject.entity),
            words.conflict_title(item),
            tr("由{name}改过").format(name=item.kept_by_name) if item.kept_by_name else "",
            item.at,
            tr("有冲突"),
            "danger",
            "git-compare",
            item,
        )
        for item in found.lost
    ]
    for refused in found.refused:
        what = words.doing(refused.kind, refused.action, refused.fields, refused.text)
        title = words.subject(refused.subject, refused.kind)
        glyph = words.icon(refused.subject.entity)
        state = tr("被拒绝")
        made.append(
            Line(refused.op_id, glyph, title, what, refused.written_at, state, "danger", "alert-triangle", refused)
        )
    return made


class LineDelegate(QStyledItemDelegate):
    """Paints :class:`Line` values: icon, title, what, when, state."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(320, theme().row_height("table"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(RowRole)
        if not isinstance(line, Line):
            return
        painters.paint_row_state(painter, option, bar=False)
        look = theme()
        inner = QRectF(option.rect).adjusted(look.px(14), 0, -look.px(14), -1)
        side = look.px(16)
        glyph = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        paint_icon(painter, glyph, line.icon, "text.secondary")
        left = inner.left() + side + look.px(8)
        room = inner.right() - left
        title = QRectF(left, inner.top(), room * 0.5 - 8, inner.height())
        what = QRectF(left + room * 0.5, inner.top(), room * 0.24 - 8, inner.height())
        when = QRectF(left + room * 0.74, inner.top(), room * 0.1 - 4, inner.height())
        state = QRectF(left + room * 0.84, inner.top(), room * 0.16, inner.height())
        painters.paint_text(painter, title, line.title)
        painters.paint_text(painter, what, line.what, size="small", token="text.secondary")
        painters.paint_text(painter, when, moment(line.at, self._clock()), size="small", token="text.secondary")
        painters.paint_chip(painter, state, line.state, line.tone, icon=line.state_icon)
