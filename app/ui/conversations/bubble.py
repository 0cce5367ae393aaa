"""How one item of a thread is laid out: text bubbles, knowledge cards, pictures, files.

A layout is computed once for (item, width, theme) and kept; :mod:`~app.ui.conversations.bubble_paint` only draws. All
measures are in pixels of the theme in force.
"""

import html
from typing import Protocol

import msgspec
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QImage,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from app.domain.conversations import Card, MessageKind
from app.ui.conversations.thread_items import BubbleItem, Receipt, parts_of
from app.ui.kit.i18n import tr
from app.ui.kit.painters import text_width
from app.ui.kit.theme import theme

WIDEST = 432
CARD = 404
GAP, SMALL_GAP = 10, 4
MARGIN = 16
AVATAR = 28
TAB = " " * 4
"""What a tab of a pasted table or program shows as: Qt's own goes to every 80th pixel, which a bubble has few of."""
PICTURE = QSizeF(260, 200)


class Pictures(Protocol):
    """Where a picture comes from; :class:`app.ui.kit.rich_text.Media` is the real one."""

    def image(self, sha256: str) -> QImage | None:
        """Return the picture, a null one if it is missing, None while it is on its way."""
        ...


class Layout(msgspec.Struct):
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


def text_document(item: BubbleItem, width: float) -> QTextDocument:
    """Return a message's text as a document of at most this width; addresses are links, what is typed stays text."""
    message = item.message
    pieces = []
    for kind, piece in parts_of(message.text, mentions=item.side == "note"):
        safe = html.escape(piece).replace("\n", "<br>").replace("\t", TAB).replace("  ", " &nbsp;")
        if kind == "link":
            pieces.append(f'<a href="{html.escape(piece, quote=True)}">{safe}</a>')
        elif kind == "mention":
            pieces.append(f'<span style="color:{theme().hex("accent.text")}">{safe}</span>')
        else:
            pieces.append(safe)
    return _document(
        "".join(pieces), width, strong=False, plain=message.text.replace("\t", TAB) if len(pieces) == 1 else ""
    )


def _document(markup: str, width: float, *, strong: bool, plain: str = "") -> QTextDocument:
    """Lay out markup; what is ``plain`` throughout is set as such, in half the time."""
    look = theme()
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(look.font("message", strong=strong))
    if plain and "<a " not in markup and "<span" not in markup:
        document.setPlainText(plain)
    else:
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


def receipt_width(receipt: Receipt | None) -> float:
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
    receipt = receipt_width(item.receipt)
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
    image = pictures.image(ref.sha256) if pictures is not None and not ref.pending else None
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
    receipt = receipt_width(item.receipt)
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
    receipt = receipt_width(item.receipt)
    foot = look.line_px("small") + 4 if receipt else 0
    files = [QRectF(x, top + 4 + words + n * row, box_width, row) for n in range(len(item.message.attachments))]
    box = QRectF(x, top, box_width, 8 + words + len(files) * row + foot)
    mark = QRectF(box.right() - 11 - receipt, box.bottom() - foot - 2, receipt, foot) if receipt else None
    text = QRectF(x + 11, top + 8, box_width - 22, words)
    return Layout(item, round(box.bottom()), box, text, document, files=tuple(files), receipt=mark)
