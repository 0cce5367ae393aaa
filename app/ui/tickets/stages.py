"""The three lines of a ticket: where it was, where it is, who was in charge there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.storage.ticket_timeline import Entry
from app.storage.tickets import Sheet
from app.ui.kit import painters
from app.ui.kit.formats import moment, span
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import plain_tip
from app.ui.kit.theme import theme
from app.ui.tickets import words

LINES = (1, 2, 3)
NARROW = 190
"""Below this width a cell has no room for a face beside the words."""


@dataclass(frozen=True)
class Stage:
    """One line of a ticket. Times are ms; ``who`` is a name, "" while nobody is in charge there."""

    line: int
    state: Literal["passed", "current", "ahead"] = "ahead"
    who: str = ""
    who_id: str = ""
    since: int = 0
    until: int | None = None


def stages(sheet: Sheet) -> tuple[Stage, ...]:
    """Return how the three lines of a ticket stand, from its timeline."""
    ticket = sheet.ticket
    moves = [entry for entry in sheet.entries if entry.action == "assign" and _line(entry.values)]
    at = _line(moves[0].values, before=True) if moves else ticket.line
    found = {line: Stage(line) for line in LINES}
    found[at] = replace(found[at], since=ticket.opened_at)
    if at == 1:
        found[at] = replace(found[at], who=sheet.author_name, who_id=ticket.created_by)
    for entry in sheet.entries:
        to = _line(entry.values) if entry.action == "assign" else 0
        if to and to != at:
            found[at] = replace(found[at], state="passed", until=entry.at)
            at = to
            found[at] = Stage(at, since=entry.at)
        who = entry.values.get("assignee_id", "") if entry.action in ("assign", "accept") else ""
        if who:
            found[at] = replace(found[at], who=who, who_id=entry.assignee_id)
    present = found[ticket.line]
    # who made it is in charge of nothing until he accepts it
    present = replace(present, state="current", who=sheet.assignee_name, who_id=ticket.assignee_id, until=None)
    found[ticket.line] = present
    return tuple(found[line] for line in LINES)


def first_response(sheet: Sheet) -> int | None:
    """Return when somebody first took the ticket up (ms): the server's word, else this device's timeline."""
    if sheet.ticket.first_response_at is not None:
        return sheet.ticket.first_response_at
    return next((entry.at for entry in sheet.entries if _answers(entry)), None)


def _answers(entry: Entry) -> bool:
    return entry.action in ("accept", "solve", "wait_customer") or (entry.kind == "note" and entry.public)


def _line(values: Mapping[str, str], *, before: bool = False) -> int:
    text = str(values.get("line", ""))
    line = int(text) if text.isdigit() else 0
    if line not in LINES:
        return 0
    return max(1, line - 1) if before else line


class StageStrip(QWidget):
    """Paints the lines side by side: walked green, present blue, ahead grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stages(self, found: tuple[Stage, ...], now: int) -> None:
        """Show how the lines stand at ``now`` (ms)."""
        if (found, now // 60_000) != (self._stages, self._now // 60_000):
            self._stages, self._now = found, now
            said = (f"{words.line_long(stage.line)}：{self._who(stage)}，{self._facts(stage)}" for stage in found)
            self.setAccessibleName("；".join(said))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, theme().px(78))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    @staticmethod
    def _who(stage: Stage) -> str:
        if stage.who:
            return stage.who
        return tr("待接单") if stage.state == "current" else tr("未介入") if stage.state == "ahead" else "—"

    def _facts(self, stage: Stage) -> str:
        if stage.state == "ahead" or not stage.since:
            return ""
        came = moment(stage.since, self._now)
        if stage.state == "passed":
            took = span(((stage.until or stage.since) - stage.since) / 1000)
            return tr("{time} 到达 · 用时 {span}").format(time=came, span=took)
        stayed = span((self._now - stage.since) / 1000)
        return tr("{time} 到达 · 已停留 {span}").format(time=came, span=stayed)

    def tip(self, x: int) -> str:
        """Return all that the cell at a place says, of which the cell may have shortened some."""
        if not self._stages:
            return ""
        at = min(len(self._stages) - 1, max(0, x * len(self._stages) // max(1, self.width())))
        stage = self._stages[at]
        lines = (words.line_long(stage.line), self._who(stage), self._facts(stage))
        return "\n".join(line for line in lines if line)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.tip(event.pos().x())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 8, 8)
        painter.setClipPath(shape)
        width = frame.width() / max(1, len(self._stages))
        for number, stage in enumerate(self._stages):
            cell = QRectF(frame.left() + number * width, frame.top(), width, frame.height())
            self._paint_cell(painter, cell, stage)
            if number:
                painter.fillRect(QRectF(cell.left(), cell.top(), 1, cell.height()), look.color("border.weak"))
        painter.setClipping(False)
        painter.setPen(QPen(look.color("border.default"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        painter.end()

    def _paint_cell(self, painter: QPainter, cell: QRectF, stage: Stage) -> None:
        look = theme()
        current = stage.state == "current"
        painter.fillRect(cell, look.color("bg.selected" if current else "bg.panel" if stage.who else "bg.subtle"))
        bar = {"passed": "success.solid", "current": "accent.solid"}.get(stage.state)
        if bar:
            painter.fillRect(QRectF(cell.left(), cell.top(), cell.width(), 3), look.color(bar))
        inner = cell.adjusted(look.px(14), look.px(9), -look.px(12), -look.px(6))
        left = inner.left()
        if cell.width() >= look.px(NARROW):
            left = self._paint_face(painter, inner, stage) + look.px(9)
        line = QRectF(left, inner.top(), inner.right() - left, look.px(17))
        if stage.state == "passed":
            mark = look.px(17)
            paint_icon(painter, QRectF(inner.right() - mark, line.top(), mark, mark), "circle-check", "success.text")
            line.setRight(inner.right() - mark - 4)
        elif current:
            chip = painters.paint_chip(painter, line, tr("当前"), "outline", from_right=True)
            line.setRight(chip.left() - 4)
        name = words.line_long(stage.line)
        if painters.text_width(name, "small") > line.width():
            name = words.line_short(stage.line)
        painters.paint_text(painter, line, name, size="small", token="text.secondary")
        who = QRectF(left, line.bottom(), inner.right() - left, look.px(19))
        token = "text.primary" if stage.who else "text.secondary"
        painters.paint_text(painter, who, self._who(stage), strong=bool(stage.who), token=token)
        foot = QRectF(inner.left(), who.bottom() + look.px(3), inner.width(), look.px(18))
        painters.paint_text(painter, foot, self._facts(stage), size="small", token="text.secondary")

    @staticmethod
    def _paint_face(painter: QPainter, inner: QRectF, stage: Stage) -> float:
        """Paint who is in charge at the left of a cell and return where that ends."""
        look = theme()
        side = look.px(26)
        disc = QRectF(inner.left(), inner.top() + look.px(4), side, side)
        if stage.who:
            painters.paint_avatar(painter, disc, stage.who, stage.who_id)
        else:
            painter.setPen(QPen(look.color("border.control"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc)
            paint_icon(painter, disc.adjusted(6, 6, -6, -6), "user", "text.tertiary")
        return disc.right()
