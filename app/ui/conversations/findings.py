"""Search results as rows: painting with highlights, and the words beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractScrollArea, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.clock import Clock
from app.search.levels import GOOD_MATCH
from app.storage.suggestions import Finding, Spans
from app.ui.kit.formats import percent
from app.ui.kit.i18n import tr
from app.ui.kit.painters import ChipTone, chip_size, paint_chip, paint_row_state, paint_text, text_width
from app.ui.kit.table_model import RowModel, RowRole
from app.ui.kit.theme import TypeSize, theme

Index = QModelIndex | QPersistentModelIndex
WORTH_SAYING = 0.1
"""Below this a chance is no number that helps anybody."""
DAY_MS = 24 * 3600 * 1000
PAD = 14
SEEN_MS = 400
"""After another result came to the top by itself: until then nobody has seen what Enter would send."""
CARD_FORMAT = "application/x-zhiying-article"
"""What a dragged result carries: the id of its article."""
ACTIONS = 38
"""Room for the buttons below the current row."""
_KEPT_LAYOUTS = 200


def chance_of(finding: Finding) -> tuple[str, ChipTone] | None:
    """Return the chip that says how surely an article answers, None where there is nothing to say."""
    if finding.confidence is None or finding.confidence < WORTH_SAYING:
        return None
    return percent(finding.confidence), "success" if finding.confidence >= 0.7 else "neutral"


def by_chance(rows: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return results in the order of the figures that stand beside them: what was named first, then those with a
    figure, the highest first, then the others as they were found. What is over comes behind what is not.
    """

    def place(row: Finding) -> tuple[bool, float]:
        if row.confidence is None:
            return False, -2.0
        return row.expired, -round(row.confidence, 2) if row.confidence >= WORTH_SAYING else 0.0

    return tuple(sorted(rows, key=place))


def facts_of(finding: Finding, now: int) -> list[tuple[str, str]]:
    """Return the line below a result as (text, token): place, version, use, limits."""
    parts = [(" / ".join(finding.path), "text.tertiary"), (f"v{finding.version}", "text.tertiary")]
    if finding.sent_here:
        parts.append((tr("已发送"), "accent.text"))
    if finding.internal:
        parts.append((tr("内部"), "warning.text"))
    if finding.expired:
        parts.append((tr("已过期"), "warning.text"))
    elif finding.valid_until is not None and finding.valid_until - now < 30 * DAY_MS:
        days = max(0, round((finding.valid_until - now) / DAY_MS))
        parts.append((tr("{n} 天后到期", n=days).format(n=days), "warning.text"))
    if finding.sent_week:
        sent = finding.sent_week
        parts.append((tr("近 7 天发送 {n} 次", n=sent).format(n=sent), "text.tertiary"))
    if finding.useful is not None:
        parts.append((tr("有用 {share}").format(share=percent(finding.useful)), "text.tertiary"))
    return [part for part in parts if part[0]]


def spoken(finding: Finding, now: int) -> str:
    """Return the sentence that a screen reader says for a result."""
    chance = chance_of(finding)
    said = [finding.title, *([chance[0]] if chance else []), *(text for text, _ in facts_of(finding, now))]
    return "，".join(said)


def lay_out(text: str, spans: Spans, width: float, lines: int, size: TypeSize, strong: bool = False) -> QTextLayout:
    """Return a text laid out in at most some lines, with the spans highlighted; the last line ends in … if cut."""
    look = theme()
    font = look.font(size, strong=strong)
    flat = text.replace("\n", " ")
    layout = _laid(flat, spans, font_width=width, font=font)
    if layout.lineCount() > lines:
        cut = layout.lineAt(lines - 1)
        room = QFontMetricsF(font).elidedText(flat[cut.textStart() :], Qt.TextElideMode.ElideRight, width - 2)
        layout = _laid(flat[: cut.textStart()] + room, spans, font_width=width, font=font)
    return layout


def _laid(text: str, spans: Spans, *, font_width: float, font: QFont) -> QTextLayout:
    look = theme()
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    marks = []
    for start, end in spans:
        if start >= len(text):
            continue
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = start, min(end, len(text)) - start
        shape = QTextCharFormat()
        shape.setBackground(look.color("warning.tint"))
        shape.setForeground(look.color("warning.text"))
        mark.format = shape
        marks.append(mark)
    layout.setFormats(marks)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(font_width)
        line.setPosition(QPointF(0, y))
        y += line.height() + 2
    layout.endLayout()
    return layout


def text_height(layout: QTextLayout, lines: int) -> float:
    """Return the height of the first lines of a layout."""
    count = min(lines, layout.lineCount())
    return sum(layout.lineAt(at).height() + 2 for at in range(count))


def draw(painter: QPainter, layout: QTextLayout, at: QPointF, lines: int, token: str) -> None:
    """Draw the first lines of a layout."""
    painter.setPen(theme().color(token))
    clip = QRectF(at.x(), at.y() - 1, 4_000, text_height(layout, lines))
    painter.save()
    painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
    layout.draw(painter, at)
    painter.restore()


class FindingModel(RowModel[Finding]):
    """Results of one query."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda finding: finding.article_id, accessible=lambda finding: spoken(finding, clock()), parent=parent
        )


class FindingDelegate(QStyledItemDelegate):
    """Paints results: title and chance, what it says, where it stands. The current one has room for its buttons."""

    def __init__(self, clock: Clock, view: QAbstractScrollArea, *, roomy: bool = True) -> None:
        """``roomy`` keeps room for buttons below the current row; a popup has none."""
        super().__init__(view)
        self._clock, self._view, self._roomy = clock, view, roomy
        self.current = ""
        self._laid_out: dict[tuple[str, int, bool], tuple[Finding, tuple[QTextLayout, QTextLayout | None]]] = {}
        theme().themeChanged.connect(self._forget_all)

    def _forget_all(self) -> None:
        self._laid_out.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        finding = index.data(RowRole)
        if not isinstance(finding, Finding):
            return QSize(100, theme().px(48))
        return QSize(100, round(self.height_of(finding, self._view.viewport().width())))

    def height_of(self, finding: Finding, width: int) -> float:
        """Return the height of a result in a list of this width."""
        look = theme()
        current = finding.article_id == self.current
        title, body = self._texts(finding, width, current)
        height = 2 * 9 + text_height(title, 2) + 2 + look.line_px("small")
        if body is not None:
            height += text_height(body, 2) + 2
        if current and self._roomy:
            height += look.px(ACTIONS)
        return height

    def _texts(self, finding: Finding, width: int, current: bool) -> tuple[QTextLayout, QTextLayout | None]:
        """Return title and body laid out; kept, because a view asks for the height of every row again and again."""
        key = (finding.article_id, width, current)
        kept = self._laid_out.get(key)
        if kept is None or kept[0] != finding:
            if len(self._laid_out) >= _KEPT_LAYOUTS:
                self._laid_out.clear()
            kept = self._laid_out[key] = (finding, self._lay_out(finding, width, current))
        return kept[1]

    def _lay_out(self, finding: Finding, width: int, current: bool) -> tuple[QTextLayout, QTextLayout | None]:
        chance = chance_of(finding)
        taken = chip_size(chance[0], strong=True).width() + 8 if chance else 0
        title = lay_out(finding.title, finding.title_spans, width - 2 * PAD - taken, 2, "body", strong=current)
        shown = current or bool(finding.snippet_spans)
        if not finding.snippet or not shown or not self._roomy:
            return title, None
        lines = 2 if current else 1
        return title, lay_out(finding.snippet, finding.snippet_spans, width - 2 * PAD, lines, "small")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        finding = index.data(RowRole)
        if not isinstance(finding, Finding):
            return
        paint_row_state(painter, option)
        look = theme()
        rect = QRect(option.rect)
        current = finding.article_id == self.current
        title, body = self._texts(finding, rect.width(), current)
        y = rect.top() + 9.0
        chance = chance_of(finding)
        if chance is not None:
            place = QRectF(rect.left(), y - 1, rect.width() - PAD, look.px(20))
            paint_chip(painter, place, chance[0], chance[1], from_right=True, strong=True)
        draw(painter, title, QPointF(rect.left() + PAD, y), 2, "text.primary")
        y += text_height(title, 2) + 2
        if body is not None:
            draw(painter, body, QPointF(rect.left() + PAD, y), 2, "text.secondary")
            y += text_height(body, 2) + 2
        self._paint_facts(painter, QRectF(rect.left() + PAD, y, rect.width() - 2 * PAD, look.line_px("small")), finding)

    def _paint_facts(self, painter: QPainter, area: QRectF, finding: Finding) -> None:
        left = area.left()
        for text, token in facts_of(finding, self._clock()):
            room = QRectF(left, area.top(), area.right() - left, area.height())
            if room.width() < 24:
                return
            paint_text(painter, room, text, size="small", token=token)
            left += text_width(text, "small") + 10


def is_good(rows: Sequence[Finding]) -> bool:
    """Say whether one of the results probably answers: by the estimate, or because its title has the very words."""
    return any(row.confidence is None or row.confidence >= GOOD_MATCH or row.title_spans for row in rows)
