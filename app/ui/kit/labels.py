"""Labels that say by properties what they are; the style sheet does the rest."""

import html

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.ui.kit.theme import TypeSize


def label(
    text: str = "",
    size: TypeSize = "body",
    tone: str = "",
    *,
    strong: bool = False,
    wrap: bool = False,
    selectable: bool = False,
) -> QLabel:
    """Return a label. The text is plain: nothing that a customer wrote is ever taken as HTML."""
    made = QLabel(text)
    _dress(made, size, tone, strong)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setCursor(Qt.CursorShape.IBeamCursor)
    return made


def plain_tip(text: str) -> str:
    """Return a tool tip that shows a text as it is: Qt takes what looks like HTML for HTML, whoever wrote it."""
    return f"<span>{html.escape(text)}</span>" if Qt.mightBeRichText(text) else text


def _dress(made: QLabel, size: TypeSize, tone: str, strong: bool) -> None:
    made.setProperty("typeSize", size)
    if tone:
        made.setProperty("tone", tone)
    if strong:
        made.setProperty("strong", True)


class ElidedLabel(QLabel):
    """One line that gives way: it shortens its text with … and shows the whole of it as a tool tip."""

    def __init__(
        self,
        text: str = "",
        size: TypeSize = "body",
        tone: str = "",
        *,
        strong: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._mode = mode
        _dress(self, size, tone, strong)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().horizontalAdvance("…") * 3), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.contentsRect()
        shown = QFontMetrics(self.font()).elidedText(self.text(), self._mode, area.width())
        self.setToolTip(plain_tip(self.text()) if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(area, int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)
        painter.end()


def separator(vertical: bool = False) -> QFrame:
    """Return a line of one pixel."""
    line = QFrame()
    line.setProperty("surface", "line")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
