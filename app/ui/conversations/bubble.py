"""How one item of a thread is laid out and drawn: text bubbles, knowledge cards, pictures, files.

A layout is computed once for (item, width, theme) and kept; painting only draws. All measures are in pixels of the
theme in force.
"""

import html
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QImage,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from app.domain.conversations import Card, MessageKind
from app.domain.files import FileRef
from app.ui.conversations.thread_items import BubbleItem, Receipt, parts_of
from app.ui.kit.formats import clock_time, day, file_size
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.painters import paint_avatar, paint_text, text_width
from app.ui.kit.theme import theme

WIDEST = 432
CARD = 404
GAP, SMALL_GAP = 10, 4
MARGIN = 16
AVATAR = 28
PICTURE = QSizeF(260, 200)


class Pictures(Protocol):
    """Where a picture comes from; :class:`app.ui.kit.rich_text.Media` is the real one."""

    def image(self, sha256: str) -> QImage | None:
        """Return the picture, a null one if it is missing, None while it is on its way."""
        ...


@dataclass
class Layout:
    """Where the parts of an item are, relative to its top left. ``height`` includes the gap above."""

    item: BubbleItem
    height: int
    box: QRectF
    text: QRectF
    document: QTextDocument | None = None
    title: QTextDocument | None = None
    receipt: QRectF | None = None
    files: tuple[QRectF, ...] = ()
    picture: QRectF | None = None
    foot: QRectF | None = None
    steps_top: float = 0.0


_FILL = {"in": "bubble.in", "out": "bubble.out", "note": "bubble.note", "bot": "bubble.in"}


def text_document(item: BubbleItem, width: float) -> QTextDocument:
    """Return a message's text as a document of at most this width; addresses are links, what is typed stays text."""
    pieces = []
    for kind, piece in parts_of(item.message.text, mentions=item.side == "note"):
        safe = html.escape(piece).replace("\n", "<br>").replace("  ", " &nbsp;")
        if kind == "link":
            pieces.append(f'<a href="{html.escape(piece, quote=True)}">{safe}</a>')
        elif kind == "mention":
            pieces.append(f'<span style="color:{theme().hex("accent.text")}">{safe}</span>')
        else:
            pieces.append(safe)
    return _document("".join(pieces), width, strong=False)


def _document(markup: str, width: float, *, strong: bool) -> QTextDocument:
    look = theme()
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(look.font("message", strong=strong))
    document.setDefaultStyleSheet(f"a {{ color: {look.hex('accent.text')}; text-decoration: none; }}")
    document.setHtml(markup)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    line = QTextBlockFormat()
    line.setLineHeight(look.line_px("message"), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.mergeBlockFormat(line)
    document.setTextWidth(width)
    return document


def _last_line(document: QTextDocument) -> float:
    """Return the width of the last line of a laid out document."""
    document.documentLayout().documentSize()
    block = document.lastBlock()
    layout = block.layout()
    return layout.lineAt(layout.lineCount() - 1).naturalTextWidth() if layout.lineCount() else 0.0


def _receipt_width(receipt: Receipt | None) -> float:
    if receipt is None:
        return 0.0
    return text_width(receipt.word, "small") + (theme().px(15) + 4 if receipt.icon else 0)


def measure(item: BubbleItem, width: int, pictures: Pictures | None) -> Layout:
    """Lay an item out in a view of this width."""
    kind = item.message.kind
    if item.gone:
        return _measure_text(item, width, gone=True)
    if kind is MessageKind.CARD and item.message.card is not None:
        return _measure_card(item, item.message.card, width)
    if kind is MessageKind.IMAGE and item.message.attachments:
        return _measure_picture(item, width, pictures)
    if item.message.attachments:
        return _measure_files(item, width)
    return _measure_text(item, width)


def _room(width: int, widest: int) -> float:
    """Return the widest box that fits beside avatar and time."""
    look = theme()
    return max(120.0, min(look.px(widest), width - 2 * MARGIN - look.px(AVATAR) - 8 - look.px(52)))


def _top(item: BubbleItem) -> int:
    return GAP if item.lead else SMALL_GAP


def _left(item: BubbleItem, width: int, box_width: float) -> float:
    if item.side in ("out", "note"):
        return width - MARGIN - box_width
    return MARGIN + theme().px(AVATAR) + 8


def _measure_text(item: BubbleItem, width: int, *, gone: bool = False) -> Layout:
    look = theme()
    pad_x, pad_y = 11, 8
    widest = _room(width, WIDEST)
    if gone:
        document = _document(html.escape(tr("消息已撤回")), widest - 2 * pad_x, strong=False)
    else:
        document = text_document(item, widest - 2 * pad_x)
    lead = look.px(19) if item.side == "note" else 0
    if lead:
        cursor = QTextCursor(document)
        indent = QTextBlockFormat()
        indent.setTextIndent(lead)
        cursor.mergeBlockFormat(indent)
    ideal = document.idealWidth() + 1
    receipt = _receipt_width(item.receipt)
    last = _last_line(document) + (
        lead if document.blockCount() == 1 and document.lastBlock().layout().lineCount() == 1 else 0
    )
    inline = receipt and last + 18 + receipt <= widest - 2 * pad_x
    inner = max(ideal, last + 18 + receipt if inline else receipt)
    document.setTextWidth(max(ideal, inner))
    line = look.line_px("message")
    text_height = document.size().height()
    body = text_height + (0 if inline or not receipt else look.line_px("small"))
    top = _top(item)
    box = QRectF(_left(item, width, inner + 2 * pad_x), top, inner + 2 * pad_x, body + 2 * pad_y)
    mark = None
    if receipt:
        bottom = box.bottom() - pad_y
        height = line if inline else look.line_px("small")
        mark = QRectF(box.right() - pad_x - receipt, bottom - height + (1 if inline else 2), receipt, height)
    text = QRectF(box.left() + pad_x, box.top() + pad_y, inner, text_height)
    return Layout(item, round(box.bottom()), box, text, document, receipt=mark)


def _measure_card(item: BubbleItem, card: Card, width: int) -> Layout:
    look = theme()
    box_width = _room(width, CARD)
    pad = look.px(12)
    thumb = look.px(84) if card.image is not None else 0
    left = pad + (thumb + pad if thumb else 0)
    inner = box_width - left - pad
    title = _document(html.escape(card.title), inner, strong=True)
    line = look.line_px("body")
    rows = len(card.steps[:3]) or (2 if card.summary else 0)
    head = max(float(thumb), title.size().height() + 4 + rows * line)
    row, foot_height = look.px(34), look.px(28)
    top = _top(item)
    x = _left(item, width, box_width)
    y = top + pad + head + pad
    files = []
    for _ in card.attachments[:3]:
        files.append(QRectF(x, y, box_width, row))
        y += row
    foot = QRectF(x, y, box_width, foot_height)
    box = QRectF(x, top, box_width, y + foot_height - top)
    return Layout(
        item,
        round(box.bottom()),
        box,
        QRectF(x + left, top + pad, inner, head),
        title=title,
        files=tuple(files),
        picture=QRectF(x + pad, top + pad, thumb, thumb) if thumb else None,
        foot=foot,
        steps_top=top + pad + title.size().height() + 4,
    )


def _measure_picture(item: BubbleItem, width: int, pictures: Pictures | None) -> Layout:
    ref = item.message.attachments[0]
    image = pictures.image(ref.sha256) if pictures is not None else None
    size = QSizeF(ref.width, ref.height)
    if (ref.width <= 0 or ref.height <= 0) and image is not None and not image.isNull():
        size = QSizeF(image.size())
    if size.isEmpty():
        size = QSizeF(160, 100)
    most = QSizeF(theme().px(int(PICTURE.width())), theme().px(int(PICTURE.height())))
    if size.width() > most.width() or size.height() > most.height():
        size = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
    size = size.expandedTo(QSizeF(48, 32))
    top = _top(item)
    box = QRectF(_left(item, width, size.width()), top, size.width(), size.height())
    receipt = _receipt_width(item.receipt)
    mark = None
    height = box.height()
    if receipt:
        mark = QRectF(box.right() - receipt, box.bottom() + 2, receipt, theme().line_px("small"))
        height += theme().line_px("small") + 2
    return Layout(item, round(top + height), box, box, picture=box, receipt=mark)


def _measure_files(item: BubbleItem, width: int) -> Layout:
    look = theme()
    box_width = min(_room(width, WIDEST), look.px(320))
    row = look.px(44)
    document = text_document(item, box_width - 22) if item.message.text else None
    words = document.size().height() + 10 if document is not None else 0.0
    top = _top(item)
    x = _left(item, width, box_width)
    receipt = _receipt_width(item.receipt)
    foot = look.line_px("small") + 4 if receipt else 0
    files = [QRectF(x, top + 4 + words + n * row, box_width, row) for n in range(len(item.message.attachments))]
    box = QRectF(x, top, box_width, 8 + words + len(files) * row + foot)
    mark = QRectF(box.right() - 11 - receipt, box.bottom() - foot - 2, receipt, foot) if receipt else None
    text = QRectF(x + 11, top + 8, box_width - 22, words)
    return Layout(item, round(box.bottom()), box, text, document, files=tuple(files), receipt=mark)


# -- painting --------------------------------------------------------------------------------------------------------


def paint(
    painter: QPainter, origin: QPointF, item: BubbleItem, layout: Layout, now: int, pictures: Pictures | None,
    *, found: bool = False,
) -> None:  # fmt: skip
    """Draw an item at a place; ``found`` marks it as a result of searching the conversation."""
    painter.save()
    painter.translate(origin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if item.lead and item.side in ("in", "bot"):
        _paint_face(painter, item, layout)
    _paint_time(painter, item, layout)
    kind = item.message.kind
    if item.gone:
        _paint_text_bubble(painter, item, layout)
    elif kind is MessageKind.CARD and item.message.card is not None:
        _paint_card(painter, item, item.message.card, layout, now, pictures)
    elif kind is MessageKind.IMAGE and layout.picture is not None:
        _paint_picture(painter, layout.picture, item.message.attachments[0], pictures)
    else:
        _paint_text_bubble(painter, item, layout)
        for rect, ref in zip(layout.files, item.message.attachments, strict=False):
            _paint_file(painter, rect, ref, line=False)
    if item.receipt is not None and layout.receipt is not None:
        _paint_receipt(painter, layout.receipt, item.receipt)
    if found:
        painter.setPen(QPen(theme().color("focus.ring"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(layout.box.adjusted(-3, -3, 3, 3), 11, 11)
    painter.restore()


def _paint_face(painter: QPainter, item: BubbleItem, layout: Layout) -> None:
    side = theme().px(AVATAR)
    rect = QRectF(MARGIN, layout.box.bottom() - side, side, side)
    if item.side == "bot":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("assist.tint"))
        painter.drawEllipse(rect)
        edge = side * 0.2
        paint_icon(painter, rect.adjusted(edge, edge, -edge, -edge), "robot", "assist.text")
    else:
        paint_avatar(painter, rect, item.name or "?", item.message.author_id or item.name)


def _paint_time(painter: QPainter, item: BubbleItem, layout: Layout) -> None:
    height = theme().line_px("small")
    y = layout.box.bottom() - height
    words = clock_time(item.time)
    if item.side in ("out", "note"):
        area = QRectF(0, y, layout.box.left() - 8, height)
        paint_text(painter, area, words, size="small", token="text.tertiary", align=Qt.AlignmentFlag.AlignRight)
    else:
        area = QRectF(layout.box.right() + 8, y, 90, height)
        paint_text(painter, area, words, size="small", token="text.tertiary")


def outline(box: QRectF, mine: bool) -> QPainterPath:
    """Return the shape of a bubble: round, with a tight corner at its speaker's foot."""
    round_, tight = 10.0, 3.0
    path = QPainterPath()
    path.addRoundedRect(box, round_, round_)
    corner = QPainterPath()
    size = round_ * 2
    at = QPointF(box.right() - size, box.bottom() - size) if mine else QPointF(box.left(), box.bottom() - size)
    corner.addRoundedRect(QRectF(at, QSizeF(size, size)), tight, tight)
    return path.united(corner)


def _paint_text_bubble(painter: QPainter, item: BubbleItem, layout: Layout) -> None:
    look = theme()
    shape = outline(layout.box.adjusted(0.5, 0.5, -0.5, -0.5), item.side in ("out", "note"))
    if item.unsent or item.issue:
        painter.setPen(QPen(look.color("danger.text" if item.issue else "warning.text"), 1))
    elif item.side == "note":
        painter.setPen(QPen(look.color("bubble.noteBorder"), 1))
    elif item.gone:
        painter.setPen(QPen(look.color("border.default"), 1))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("bg.panel" if item.gone else _FILL[item.side]))
    painter.drawPath(shape)
    if item.side == "bot":
        painter.fillRect(
            QRectF(layout.box.left(), layout.box.top() + 8, 3, layout.box.height() - 16), look.color("assist.solid")
        )
    if item.side == "note" and not item.gone:
        side, line = look.px(15), look.line_px("message")
        at = QRectF(layout.text.left(), layout.text.top() + (line - side) / 2, side, side)
        paint_icon(painter, at, "lock", "warning.text")
    if layout.document is not None:
        draw_document(painter, layout.document, layout.text.topLeft(), "text.tertiary" if item.gone else "text.primary")


def draw_document(painter: QPainter, document: QTextDocument, at: QPointF, token: str) -> None:
    """Draw a document in the colour of a token."""
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, theme().color(token))
    context.palette = palette
    painter.save()
    painter.translate(at)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _paint_receipt(painter: QPainter, area: QRectF, receipt: Receipt) -> None:
    side = theme().px(15)
    left = area.left()
    if receipt.icon:
        paint_icon(painter, QRectF(left, area.center().y() - side / 2, side, side), receipt.icon, receipt.token)
        left += side + 4
    rest = QRectF(left, area.top(), area.right() - left + 4, area.height())
    paint_text(painter, rest, receipt.word, size="small", token=receipt.token)


def _paint_card(
    painter: QPainter, item: BubbleItem, card: Card, layout: Layout, now: int, pictures: Pictures | None
) -> None:
    look = theme()
    edge = "warning.text" if item.unsent else "danger.text" if item.issue else "border.default"
    painter.setPen(QPen(look.color(edge), 1))
    painter.setBrush(look.color("bg.panel"))
    shape = outline(layout.box.adjusted(0.5, 0.5, -0.5, -0.5), item.side == "out")
    painter.drawPath(shape)
    if layout.picture is not None and card.image is not None:
        _paint_picture(painter, layout.picture, card.image, pictures)
    if layout.title is not None:
        draw_document(painter, layout.title, layout.text.topLeft(), "text.primary")
    line = look.line_px("body")
    y = layout.steps_top
    if card.steps:
        for number, step in enumerate(card.steps[:3], 1):
            area = QRectF(layout.text.left(), y, layout.text.width(), line)
            paint_text(painter, area, f"{number}. {' '.join(step.split())}", token="text.secondary")
            y += line
    elif card.summary:
        area = QRectF(layout.text.left(), y, layout.text.width(), line * 2)
        painter.setFont(look.font("body"))
        painter.setPen(look.color("text.secondary"))
        painter.drawText(area, int(Qt.TextFlag.TextWordWrap), card.summary)
    for rect, ref in zip(layout.files, card.attachments, strict=False):
        _paint_file(painter, rect, ref, line=True)
    if layout.foot is not None:
        _paint_card_foot(painter, item, card, layout.foot, shape, now)


def _paint_card_foot(
    painter: QPainter, item: BubbleItem, card: Card, foot: QRectF, shape: QPainterPath, now: int
) -> None:
    look = theme()
    painter.save()
    painter.setClipPath(shape)
    painter.fillRect(foot.adjusted(1, 0, -1, -1), look.color("bg.subtle"))
    painter.fillRect(QRectF(foot.left() + 1, foot.top(), foot.width() - 2, 1), look.color("border.weak"))
    painter.restore()
    side = look.px(14)
    at = QRectF(foot.left() + look.px(12), foot.center().y() - side / 2, side, side)
    paint_icon(painter, at, "book-2", "text.tertiary")
    room = foot.adjusted(look.px(12) + side + 6, 0, -look.px(12), 0)
    if item.receipt is not None:
        width = _receipt_width(item.receipt)
        _paint_receipt(painter, QRectF(room.right() - width, foot.top(), width, foot.height()), item.receipt)
        room.setRight(room.right() - width - 8)
    token = "text.tertiary"
    words = tr("知识 K-{number} · v{version}").format(number=card.number, version=card.version)
    if card.valid_until is not None:
        over = card.valid_until < now
        until = tr("已于 {day} 到期") if over else tr("有效至 {day}")
        words += " · " + until.format(day=day(card.valid_until, now))
        token = "warning.text" if over else token
    paint_text(painter, room, words, size="small", token=token)


def _paint_file(painter: QPainter, rect: QRectF, ref: FileRef, *, line: bool) -> None:
    look = theme()
    if line:
        painter.fillRect(QRectF(rect.left() + 1, rect.top(), rect.width() - 2, 1), look.color("border.weak"))
    side = look.px(18)
    at = QRectF(rect.left() + look.px(12), rect.center().y() - side / 2, side, side)
    pdf = ref.mime == "application/pdf"
    paint_icon(painter, at, "file-type-pdf" if pdf else "file-text", "danger.text" if pdf else "text.secondary")
    size = file_size(ref.size)
    right = rect.adjusted(0, 0, -look.px(12), 0)
    paint_text(painter, right, size, size="small", token="text.tertiary", align=Qt.AlignmentFlag.AlignRight)
    area = QRectF(
        at.right() + 8, rect.top(), right.right() - text_width(size, "small") - 12 - at.right() - 8, rect.height()
    )
    paint_text(painter, area, ref.name, elide=Qt.TextElideMode.ElideMiddle)


def _paint_picture(painter: QPainter, rect: QRectF, ref: FileRef, pictures: Pictures | None) -> None:
    look = theme()
    image = pictures.image(ref.sha256) if pictures is not None else QImage()
    shape = QPainterPath()
    shape.addRoundedRect(rect, 8, 8)
    painter.save()
    painter.setClipPath(shape)
    painter.fillRect(rect, look.color("bg.sunken"))
    if image is not None and not image.isNull():
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = QSizeF(image.size()).scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(rect.center() - QPointF(size.width() / 2, size.height() / 2), size)
        painter.drawImage(place, image)
    else:
        side = min(look.px(24), rect.height() * 0.5)
        middle = rect.center()
        paint_icon(painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), "photo", "text.tertiary")
        if image is not None and rect.height() > 80:
            below = QRectF(rect.left() + 6, middle.y() + side / 2 + 2, rect.width() - 12, look.line_px("small"))
            words = tr("图片还没有取回本机")
            paint_text(painter, below, words, size="small", token="text.tertiary", align=Qt.AlignmentFlag.AlignHCenter)
    painter.restore()
