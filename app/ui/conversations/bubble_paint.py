"""Draws the items of a thread where :mod:`~app.ui.conversations.bubble` has laid them out."""

import functools

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QImage, QPainter, QPainterPath, QPalette, QPen, QTextDocument

from app.domain.conversations import Card, MessageKind
from app.domain.files import FileRef
from app.ui.conversations.bubble import AVATAR, MARGIN, Layout, Pictures, receipt_width
from app.ui.conversations.thread_items import BubbleItem, Receipt
from app.ui.kit.attachments import Attachments as Places
from app.ui.kit.attachments import Place, words_of
from app.ui.kit.formats import clock_time, day, file_size
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.painters import paint_avatar, paint_text, text_width
from app.ui.kit.theme import theme

_FILL = {"in": "bubble.in", "out": "bubble.out", "note": "bubble.note", "bot": "bubble.in"}


def paint(
    painter: QPainter, origin: QPointF, item: BubbleItem, layout: Layout, now: int, pictures: Pictures | None,
    *, places: Places | None = None, ringed: bool = False,
) -> None:  # fmt: skip
    """Draw an item at a place; ``ringed``: the keyboard stands on it, or it was found."""
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
        _paint_card(painter, item, item.message.card, layout, now, pictures, places)
    elif kind is MessageKind.IMAGE and layout.picture is not None:
        ref = item.message.attachments[0]
        _paint_picture(painter, layout.picture, ref, pictures, place=_place(places, ref))
    else:
        _paint_text_bubble(painter, item, layout)
        for rect, ref in zip(layout.files, item.message.attachments, strict=False):
            _paint_file(painter, rect, ref, _place(places, ref), line=False)
    if item.receipt is not None and layout.receipt is not None:
        _paint_receipt(painter, layout.receipt, item.receipt)
    if ringed:
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
        paint_avatar(painter, rect, item.name, item.face)


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
    return _outline(box.width(), box.height(), mine).translated(box.topLeft())


@functools.lru_cache(maxsize=512)
def _outline(width: float, height: float, mine: bool) -> QPainterPath:
    """Return the shape at the origin. To unite two paths costs as much as to paint the bubble's text."""
    round_, tight = 10.0, 3.0
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, width, height), round_, round_)
    corner = QPainterPath()
    size = round_ * 2
    at = QPointF(width - size if mine else 0, height - size)
    corner.addRoundedRect(QRectF(at, QSizeF(size, size)), tight, tight)
    return path.united(corner)


def _paint_text_bubble(painter: QPainter, item: BubbleItem, layout: Layout) -> None:
    look = theme()
    if item.unsent or item.issue:
        painter.setPen(QPen(look.color("danger.text" if item.issue else "warning.text"), 1))
    elif item.side == "note":
        painter.setPen(QPen(look.color("bubble.noteBorder"), 1))
    elif item.gone:
        painter.setPen(QPen(look.color("border.default"), 1))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("bg.panel" if item.gone else _FILL[item.side]))
    painter.drawPath(outline(layout.box.adjusted(0.5, 0.5, -0.5, -0.5), item.side in ("out", "note")))
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
    painter: QPainter, item: BubbleItem, card: Card, layout: Layout, now: int, pictures: Pictures | None,
    places: Places | None,
) -> None:  # fmt: skip
    look = theme()
    edge = "warning.text" if item.unsent else "danger.text" if item.issue else "border.default"
    painter.setPen(QPen(look.color(edge), 1))
    painter.setBrush(look.color("bg.panel"))
    shape = outline(layout.box.adjusted(0.5, 0.5, -0.5, -0.5), item.side == "out")
    painter.drawPath(shape)
    if layout.picture is not None and card.image is not None:
        _paint_picture(painter, layout.picture, card.image, pictures, crop=True)
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
        _paint_file(painter, rect, ref, _place(places, ref), line=True)
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
    paint_icon(painter, at, "route" if card.walk_id else "book-2", "text.tertiary")
    room = foot.adjusted(look.px(12) + side + 6, 0, -look.px(12), 0)
    if item.receipt is not None:
        width = receipt_width(item.receipt)
        _paint_receipt(painter, QRectF(room.right() - width, foot.top(), width, foot.height()), item.receipt)
        room.setRight(room.right() - width - 8)
    token = "text.tertiary"
    words = tr("流程 · v{version}") if card.walk_id else tr("知识 K-{number} · v{version}")
    words = words.format(number=card.number, version=card.version)
    if card.valid_until is not None:
        over = card.valid_until < now
        until = tr("已于 {day} 到期") if over else tr("有效至 {day}")
        words += " · " + until.format(day=day(card.valid_until, now))
        token = "warning.text" if over else token
    paint_text(painter, room, words, size="small", token=token)


def _place(places: Places | None, ref: FileRef) -> Place:
    return places.place_of(ref) if places is not None else Place()


def _paint_file(painter: QPainter, rect: QRectF, ref: FileRef, place: Place, *, line: bool) -> None:
    look = theme()
    if line:
        painter.fillRect(QRectF(rect.left() + 1, rect.top(), rect.width() - 2, 1), look.color("border.weak"))
    side = look.px(18)
    at = QRectF(rect.left() + look.px(12), rect.center().y() - side / 2, side, side)
    pdf = ref.mime == "application/pdf"
    paint_icon(painter, at, "file-type-pdf" if pdf else "file-text", "danger.text" if pdf else "text.secondary")
    right = rect.adjusted(0, 0, -look.px(12), 0)
    said, icon, token = words_of(place)
    if icon:
        edge = look.px(15)
        paint_icon(painter, QRectF(right.right() - edge, rect.center().y() - edge / 2, edge, edge), icon, token)
        right.setRight(right.right() - edge - 5)
    words = said or file_size(ref.size)
    token = token if said else "text.tertiary"
    paint_text(painter, right, words, size="small", token=token, align=Qt.AlignmentFlag.AlignRight)
    area = QRectF(
        at.right() + 8, rect.top(), right.right() - text_width(words, "small") - 12 - at.right() - 8, rect.height()
    )
    paint_text(painter, area, ref.name, elide=Qt.TextElideMode.ElideMiddle)
    if place.moves:
        _paint_progress(painter, QRectF(area.left(), rect.bottom() - 6, rect.right() - 12 - area.left(), 3), place)


def _paint_progress(painter: QPainter, bar: QRectF, place: Place) -> None:
    look = theme()
    painter.setPen(Qt.PenStyle.NoPen)
    for width, token in ((bar.width(), "border.default"), (bar.width() * place.percent / 100, "accent.solid")):
        painter.setBrush(look.color(token))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), width, bar.height()), 1.5, 1.5)


def _paint_picture(
    painter: QPainter, rect: QRectF, ref: FileRef, pictures: Pictures | None,
    *, place: Place | None = None, crop: bool = False,
) -> None:  # fmt: skip
    look = theme()
    place = place or Place()
    image: QImage | None = QImage()
    if pictures is not None and place.state != "promised":  # what has not been sent yet is asked for when it has
        image = pictures.image(ref.sha256)
    shape = QPainterPath()
    shape.addRoundedRect(rect, 8, 8)
    painter.save()
    painter.setClipPath(shape)
    painter.fillRect(rect, look.color("bg.sunken"))
    if image is not None and not image.isNull():
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        fit = Qt.AspectRatioMode.KeepAspectRatioByExpanding if crop else Qt.AspectRatioMode.KeepAspectRatio
        size = QSizeF(image.size()).scaled(rect.size(), fit)
        area = QRectF(rect.center() - QPointF(size.width() / 2, size.height() / 2), size)
        painter.drawImage(area, image)
    else:
        side = min(look.px(24), rect.height() * 0.5)
        middle = rect.center()
        paint_icon(painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), "photo", "text.tertiary")
        said, _, token = words_of(place)
        if not said and image is not None and place.state != "here":
            said, token = tr("图片还没有取回本机"), "text.tertiary"
        if said and rect.height() > 80:
            below = QRectF(rect.left() + 6, middle.y() + side / 2 + 2, rect.width() - 12, look.line_px("small"))
            paint_text(painter, below, said, size="small", token=token, align=Qt.AlignmentFlag.AlignHCenter)
    if place.moves:
        _paint_progress(painter, QRectF(rect.left() + 10, rect.bottom() - 9, rect.width() - 20, 4), place)
    painter.restore()
