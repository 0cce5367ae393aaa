"""The card by which a customer sees an article on the web: what the library and the editor preview."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.conversations import Card
from app.domain.files import FileRef
from app.ui.kit.chips import Glyph
from app.ui.kit.formats import file_size
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.rich_text import Media
from app.ui.kit.theme import theme

WIDTH = 404
_THUMBNAIL = 76
_TYPES = {
    "application/pdf": ("file-type-pdf", "danger.text"),
    "application/zip": ("file-zip", "warning.text"),
    "video/mp4": ("video", "accent.text"),
}


def file_icon(ref: FileRef) -> tuple[str, str]:
    """Return the icon of a file and the token of its colour."""
    if ref.is_image:
        return "photo", "accent.text"
    if ref.name.lower().endswith((".xlsx", ".csv", ".xls")):
        return "file-spreadsheet", "success.text"
    return _TYPES.get(ref.mime, ("file", "text.secondary"))


class Thumbnail(QWidget):
    """A picture cut to a square; a plain mark while it is on its way or missing."""

    def __init__(self, media: Media, sha256: str, side: int = _THUMBNAIL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media, self._sha256, self._side = media, sha256, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        media.arrived.connect(self._on_arrived)

    def _on_arrived(self, sha256: str) -> None:
        if sha256 == self._sha256:
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._side), theme().px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(rect, 6, 6)
        painter.setClipPath(path)
        painter.fillRect(rect, theme().color("neutral.tint"))
        image = self._media.image(self._sha256)
        if image is None or image.isNull():
            side = rect.width() * 0.4
            place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            paint_icon(painter, place, "photo", "text.tertiary")
        else:
            size = image.size().scaled(rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            left = rect.center().x() - size.width() / 2
            painter.drawImage(QRectF(left, rect.center().y() - size.height() / 2, size.width(), size.height()), image)
        painter.end()


class CardView(QFrame):
    """A card as the chat page draws it."""

    def __init__(self, media: Media, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media = media
        self.setProperty("surface", "card")
        self.setMaximumWidth(theme().px(WIDTH))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: QWidget | None = None

    def show_card(self, card: Card) -> None:
        """Show another card."""
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.deleteLater()
        self._shown = self._build(card)
        self._column.addWidget(self._shown)
        self.setAccessibleName(tr("卡片：{title}").format(title=card.title))

    def _build(self, card: Card) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(12, 12, 12, 12)
        top.setSpacing(12)
        if card.image is not None:
            top.addWidget(Thumbnail(self._media, card.image.sha256), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(card.title or tr("无标题"), "message", strong=True, wrap=True))
        for number, step in enumerate(card.steps, 1):
            words.addWidget(label(f"{number}. {step}", "body", "secondary", wrap=True))
        if not card.steps and card.summary:
            words.addWidget(label(card.summary, "body", "secondary", wrap=True))
        words.addStretch(1)
        top.addLayout(words, 1)
        column.addLayout(top)
        for ref in card.attachments:
            column.addWidget(separator())
            column.addWidget(attachment_row(ref))
        return whole


def attachment_row(ref: FileRef, *, inset: int = 12) -> QWidget:
    """Return a line with a file's icon, name and size, ``inset`` pixels in from both sides."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(inset, 8 if inset else 0, inset, 8 if inset else 0)
    row.setSpacing(8)
    row.addWidget(Glyph(*file_icon(ref)))
    row.addWidget(ElidedLabel(ref.name, mode=Qt.TextElideMode.ElideMiddle), 1)
    row.addWidget(label(file_size(ref.size), "small", "tertiary"))
    return line
