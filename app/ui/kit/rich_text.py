"""Showing and editing rich text without ever reaching for the network or a file.

A document asks for its pictures by address. Only ``att:<sha256>`` is served, from :class:`Media`, which decodes away
from the GUI thread; every other address (``file:``, ``http:``, UNC) gets nothing, whatever HTML says. HTML is cleaned
on the way in (paste, drop, stored text) and on the way out.
"""

import functools
import logging
import math
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QImageReader,
    QImageWriter,
    QKeyEvent,
    QPixmap,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from app.domain.notice import SyncStatus
from app.ui.kit.ime import ImeGuard
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import theme

if TYPE_CHECKING:
    import nh3

SCHEME = "att"
ASK_AGAIN_S = 60.0
"""A picture that could not be had is asked for again after this long, when it is to be drawn."""
LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

log = logging.getLogger(__name__)
_TAGS = frozenset(
    {"p", "br", "b", "strong", "i", "em", "u", "s", "sub", "sup", "code", "pre", "span", "a", "ul", "ol", "li", "h1",
     "h2", "h3", "h4", "blockquote", "hr", "table", "thead", "tbody", "tr", "th", "td", "img"}
)  # fmt: skip
_TAG = re.compile("<[^>]*>")


@functools.cache
def _cleaner() -> "nh3.Cleaner":
    # 1 ms: the first window has no text to clean
    import nh3

    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags={"script", "style", "head", "title", "template"},
        attributes={
            "a": {"href"},
            "img": {"src", "alt", "width"},
            "th": {"colspan", "rowspan"},
            "td": {"colspan", "rowspan"},
            "span": {"style"},
        },
        url_schemes=set(LINK_SCHEMES) | {SCHEME},
        url_relative="deny",
        filter_style_properties={"font-weight", "font-style", "text-decoration", "color", "background-color"},
        link_rel=None,
    )


def clean_html(html: str) -> str:
    """Return HTML with the allowed tags, harmless links and our own pictures only. Cleaning twice changes nothing."""
    return _cleaner().clean(html)


def media_address(sha256: str) -> str:
    """Return the address of a stored picture inside documents."""
    return f"{SCHEME}:{sha256}"


def media_key(address: str) -> str:
    """Return the sha256 of a document's picture address, or "" for any other address."""
    url = QUrl(address)
    return url.path() if url.scheme() == SCHEME else ""


class Media(QObject):
    """Pictures by sha256: read and decoded on a pool thread, kept while there is room.

    ``read(sha256)`` returns the bytes, or None when they cannot be had now; it is called off the GUI thread. What could
    not be had is asked for again when ``link`` is back, and when it is to be drawn after a while.
    """

    arrived = Signal(str)
    """The sha256 of a picture that can be drawn now (or turned out to be missing)."""

    def __init__(
        self,
        tasks: Tasks,
        read: Callable[[str], bytes | None],
        *,
        link: SyncLink | None = None,
        room_bytes: int = 96 * 1024 * 1024,
        most_pixels: int = 1600,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._read = tasks, read
        self._room, self._most = room_bytes, most_pixels
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()
        self._missing: dict[str, float] = {}
        """What could not be had -> when (s) that was last found out."""
        self._used = 0
        self._link, self._online = link, link is not None and link.online
        if link is not None:
            link.changed.connect(self._on_status)

    def image(self, sha256: str) -> QImage | None:
        """Return a picture if it is decoded, else None and have it decoded; a null image means that it is missing."""
        found = self._images.get(sha256)
        if found is not None:
            self._images.move_to_end(sha256)
            return found
        if sha256 and sha256 not in self._asked:
            if time.monotonic() - self._missing.get(sha256, -math.inf) < ASK_AGAIN_S:
                return QImage()
            self._asked.add(sha256)
            self._tasks.run(
                lambda: self._load(sha256),
                lambda image: self._take(sha256, image),
                functools.partial(self._failed, sha256),
                owner=self,
            )
        return None

    def try_again(self) -> None:
        """Have what could not be had asked for once more by whoever shows it."""
        missing, self._missing = self._missing, {}
        for sha256 in missing:
            self.arrived.emit(sha256)

    def come(self, sha256: str) -> None:
        """A file is here now: if it was missed, whoever shows it asks for it again."""
        if self._missing.pop(sha256, None) is not None:
            self.arrived.emit(sha256)

    def _on_status(self, status: SyncStatus) -> None:
        online = self._link is not None and self._link.online
        if online and not self._online:
            self.try_again()
        self._online = online

    def _failed(self, sha256: str, error: BaseException) -> None:
        """One picture is not worth a word to the person, who sees that it is missing."""
        log.info("the picture %s could not be read: %s", sha256[:12], error)
        self._take(sha256, QImage())

    def put(self, sha256: str, image: QImage) -> None:
        """Keep a picture that is at hand, such as one just pasted."""
        self._take(sha256, image)

    def _load(self, sha256: str) -> QImage:
        data = self._read(sha256)
        return decode_image(data, self._most) if data else QImage()

    def _take(self, sha256: str, image: QImage) -> None:
        self._asked.discard(sha256)
        if image.isNull():
            self._missing[sha256] = time.monotonic()
            self.arrived.emit(sha256)
            return
        self._missing.pop(sha256, None)
        self._used += image.sizeInBytes() - (self._images[sha256].sizeInBytes() if sha256 in self._images else 0)
        self._images[sha256] = image
        while self._used > self._room and len(self._images) > 1:
            _, old = self._images.popitem(last=False)
            self._used -= old.sizeInBytes()
        self.arrived.emit(sha256)


def decode_image(data: bytes, most_pixels: int) -> QImage:
    """Return a picture no larger than ``most_pixels`` on a side, upright; a null image if it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > most_pixels:
        reader.setScaledSize(size.scaled(QSize(most_pixels, most_pixels), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def png_bytes(image: QImage) -> bytes:
    """Return a picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def image_format(sha256: str, *, width: int = 0, alt: str = "") -> QTextImageFormat:
    """Return the format of a stored picture in a document."""
    made = QTextImageFormat()
    made.setName(media_address(sha256))
    if width:
        made.setWidth(width)
    if alt:
        made.setProperty(QTextFormat.Property.ImageAltText, alt)
    return made


def _placeholder(missing: bool) -> QPixmap:
    pixmap = QPixmap(160, 90)
    pixmap.fill(theme().color("danger.tint" if missing else "neutral.tint"))
    return pixmap


def _resource(media: Media | None, kind: int, address: QUrl) -> object:
    """Return what a document may have for an address: our own pictures, and an empty nothing for all else."""
    if kind == QTextDocument.ResourceType.ImageResource.value and media is not None:
        key = media_key(address.toString())
        if key:
            image = media.image(key)
            return _placeholder(missing=image is not None) if image is None or image.isNull() else image
    return QByteArray()


class _Served(QObject):
    """Redraws a document when a picture that it waits for arrives."""

    def __init__(self, document: QTextDocument, media: Media, view: QWidget) -> None:
        super().__init__(view)
        self._document, self._media, self._view = document, media, view
        media.arrived.connect(self._on_arrived)

    def _on_arrived(self, sha256: str) -> None:
        image = self._media.image(sha256)
        address = media_address(sha256)
        if image is None or image.isNull() or address not in self._document.toHtml():
            return
        self._document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address), image)
        self._document.markContentsDirty(0, self._document.characterCount())
        self._view.update()


class RichView(QTextBrowser):
    """Shows cleaned HTML. Links open in the system's browser, harmless schemes only."""

    def __init__(self, media: Media | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media = media
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("frameless", True)
        self.anchorClicked.connect(open_link)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        if media is not None:
            _Served(self.document(), media, self)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return _resource(self._media, int(type), QUrl(name))


def open_link(url: QUrl) -> None:
    """Open a link outside the program if its scheme is harmless."""
    if url.scheme() in LINK_SCHEMES:
        QDesktopServices.openUrl(url)


def picture_only(source: QMimeData) -> bool:
    """Say whether a picture was copied: a browser adds HTML that only names it, an office program its text as well."""
    if not source.hasImage():
        return False
    return not source.hasHtml() or not _TAG.sub("", clean_html(source.html())).strip()


class RichEdit(QTextEdit):
    """Edits rich text. What is pasted or dropped is cleaned; pictures and files go to signals, as bytes and paths."""

    imageGiven = Signal(bytes, str)
    """(bytes as PNG, name or ""), from the clipboard: store it, then call :meth:`insert_image` with its sha256."""
    filesGiven = Signal(list)
    """Paths of dropped or pasted files, pictures among them."""
    submitted = Signal(Qt.KeyboardModifier)
    """Enter with its modifiers, if :attr:`enter_submits` (then Shift+Enter is the new line)."""

    def __init__(
        self,
        media: Media | None = None,
        *,
        plain: bool = False,
        enter_submits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``plain`` takes text only (a chat reply): pasted HTML and table cells become their text."""
        super().__init__(parent)
        self._media, self._plain = media, plain
        self.enter_submits = enter_submits
        self.control_submits = enter_submits  # Ctrl+Enter, also where Enter alone begins a line
        self.setAcceptRichText(not plain)
        self.setProperty("typeSize", "message")
        self.ime = ImeGuard(self)
        if media is not None:
            _Served(self.document(), media, self)

    def html(self) -> str:
        """Return the text as clean HTML."""
        return clean_html(self.toHtml())

    def insert_image(self, sha256: str, *, width: int = 0, alt: str = "") -> None:
        """Insert a stored picture at the cursor; ``width`` 0 keeps its own."""
        self.textCursor().insertImage(image_format(sha256, width=width, alt=alt))

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return _resource(self._media, int(type), QUrl(name))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or source.hasUrls() or source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if files:
            self.filesGiven.emit(files)  # reading them is the listener's work, away from this thread
        elif picture_only(source):
            image = QImage(source.imageData())
            if not image.isNull():
                self.imageGiven.emit(png_bytes(image), "")
        elif source.hasHtml() and not self._plain:
            self.insertHtml(clean_html(source.html()))
        elif source.hasText():
            self.insertPlainText(source.text())
        elif source.hasHtml():
            document = QTextDocument()
            document.setHtml(clean_html(source.html()))
            self.insertPlainText(document.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if enter and (self.control_submits if control else self.enter_submits and not shift):
            self.submitted.emit(event.modifiers())
            return
        super().keyPressEvent(event)
