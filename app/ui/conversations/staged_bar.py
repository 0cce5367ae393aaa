"""What goes with the text: staged cards, files and the source of a text, as chips that can be taken away."""

import functools

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from app.storage.drafts import Staged
from app.ui.kit.buttons import tool_button
from app.ui.kit.fields import FlowLayout
from app.ui.kit.formats import file_size
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import plain_tip
from app.ui.kit.lists import viewport
from app.ui.kit.painters import paint_text, text_width
from app.ui.kit.rich_text import Media
from app.ui.kit.theme import theme

SPACE = 6
MOST_LINES = 3


def facts_of(item: Staged, now: int) -> tuple[str, str, str]:
    """Return (icon, remark, token of the remark) of what is staged."""
    if item.card is not None:
        if item.card.valid_until is not None and item.card.valid_until < now:
            return "alert-triangle", tr("已过期"), "warning.text"
        return "book-2", f"v{item.card.version}", "text.tertiary"
    if item.source is not None:
        return (
            "quote",
            tr("文字来自 K-{number} v{version}").format(number=item.source.number, version=item.source.version),
            "text.tertiary",
        )
    if item.file is not None:
        icon = "photo" if item.file.is_image else "paperclip"
        return icon, file_size(item.file.size), "text.tertiary"
    return "file", "", "text.tertiary"


class StagedChip(QWidget):
    """One staged thing with its ✕."""

    removed = Signal()

    def __init__(self, item: Staged, media: Media | None, now: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._icon, self._remark, self._token = facts_of(item, now)
        self._media = media
        self._name = "" if item.source is not None else item.name
        self.setAccessibleName(f"{item.name} {self._remark}")
        self.setToolTip(plain_tip(item.name))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 3, 0)
        row.addStretch(1)
        close = tool_button("x", tr("移除 {name}").format(name=item.name), self.removed.emit)
        close.setIconSize(QSize(theme().px(13), theme().px(13)))
        row.addWidget(close)

    def _picture(self) -> QImage | None:
        ref = self.item.file
        if ref is None or not ref.is_image or self._media is None:
            return None
        image = self._media.image(ref.sha256)
        return image if image is not None and not image.isNull() else None

    def sizeHint(self) -> QSize:
        look = theme()
        name = min(text_width(self._name, "body"), look.px(230))
        gap = 6 if self._name else 0
        return QSize(round(look.px(32) + name + gap + text_width(self._remark, "small") + look.px(34)), look.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(look.color("warning.text" if self._token == "warning.text" else "border.default"), 1))
        painter.setBrush(look.color("bg.panel"))
        painter.drawRoundedRect(rect, 6, 6)
        picture = self._picture()
        side = look.px(24 if picture is not None else 16)
        at = QRectF(rect.left() + (4 if picture is not None else 9), rect.center().y() - side / 2, side, side)
        if picture is not None:
            painter.drawImage(at, picture.scaled(at.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        else:
            paint_icon(painter, at, self._icon, "accent.text" if self.item.card is not None else "text.secondary")
        room = QRectF(look.px(32), rect.top(), rect.right() - look.px(28) - look.px(32), rect.height())
        width = text_width(self._remark, "small")
        if self._name:
            used = paint_text(painter, room.adjusted(0, 0, -width - 6, 0), self._name)
            room.setLeft(room.left() + used + 6)
        paint_text(painter, room, self._remark, size="small", token=self._token)
        painter.end()


class StagedBar(QScrollArea):
    """The chips; hidden while nothing is staged. Many of them scroll: the text keeps its place, the thread its room."""

    changed = Signal()

    def __init__(self, media: Media | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media = media
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        behind = viewport()
        self.setViewport(behind)
        self._body = QWidget()
        self._flow = FlowLayout(self._body, spacing=SPACE)
        self.setWidget(self._body)
        self._body.setAutoFillBackground(False)
        behind.setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(lambda _, most: self.verticalScrollBar().setValue(most))
        self._items: tuple[Staged, ...] = ()
        self.chips: list[StagedChip] = []
        if media is not None:
            media.arrived.connect(self._on_picture)
        self.hide()

    def _on_picture(self, _sha256: str) -> None:
        self._body.update()

    def items(self) -> tuple[Staged, ...]:
        """Return what is staged, in the order of sending."""
        return self._items

    def set_items(self, items: tuple[Staged, ...], now: int) -> None:
        """Stage exactly these, without emitting :attr:`changed`."""
        if items == self._items:
            return
        self._items = items
        for old in self.chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.chips = []
        for item in items:
            chip = StagedChip(item, self._media, now)
            chip.removed.connect(functools.partial(self._remove, item, now))
            self._flow.addWidget(chip)
            chip.show()  # now: the layout would show it later, and until then it takes no room
            self.chips.append(chip)
        self.setVisible(bool(items))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines of chips, up to :data:`MOST_LINES`; the newest is in view."""
        line = theme().px(32)
        most = MOST_LINES * line + (MOST_LINES - 1) * SPACE + line // 2  # half a line more says that there are others
        self.setFixedHeight(min(most, self._flow.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def remove_last(self) -> None:
        """Take away what was staged last, if anything is."""
        if self.chips:
            self.chips[-1].removed.emit()

    def _remove(self, item: Staged, now: int) -> None:
        self.set_items(tuple(other for other in self._items if other is not item), now)
        self.changed.emit()
