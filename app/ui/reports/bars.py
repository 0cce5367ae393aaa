"""Bars, one a group: how its day divides, or how long its customers waited. The table below gives the figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.formats import count
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.painters import paint_text, text_width
from app.ui.kit.theme import theme

_LINE = 32
_BAR = 10


@dataclass(frozen=True)
class Bar:
    """One line. ``parts`` are (amount, colour token) from left to right; ``figure`` stands behind the bar."""

    name: str
    parts: tuple[tuple[float, str], ...]
    figure: str

    @property
    def whole(self) -> float:
        """All of its parts together."""
        return sum(amount for amount, _ in self.parts)


class _Bars(QWidget):
    """Paints the lines on one scale: the longest bar takes the whole width."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """``words`` name what a colour token stands for."""
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._words = dict(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, bars: Sequence[Bar]) -> None:
        if tuple(bars) != self._bars:
            self._bars = tuple(bars)
            self.setAccessibleName(tr("；").join(map(self._sentence, bars)))
            self.updateGeometry()
            self.update()

    def _sentence(self, bar: Bar) -> str:
        parts = [f"{self._words[token]} {count(int(amount))}" for amount, token in bar.parts if token in self._words]
        return tr("，").join((f"{bar.name} {bar.figure}", *parts))

    def sizeHint(self) -> QSize:
        return QSize(320, theme().px(_LINE) * max(1, len(self._bars)))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = min(max((text_width(bar.name) for bar in self._bars), default=0.0) + 1, self.width() * 0.34)
        figures = max((text_width(bar.figure, "small") for bar in self._bars), default=0.0) + 1
        gap = look.px(12)
        room = max(1.0, self.width() - names - figures - 2 * gap)
        most = max((bar.whole for bar in self._bars), default=0.0) or 1.0
        high = look.px(_LINE)
        for at, bar in enumerate(self._bars):
            top = at * high
            paint_text(painter, QRectF(0, top, names, high), bar.name)
            track = QRectF(names + gap, top + (high - look.px(_BAR)) / 2, room, look.px(_BAR))
            self._paint_bar(painter, track, bar, most)
            place = QRectF(self.width() - figures, top, figures, high)
            wide = text_width(bar.figure, "small")
            paint_text(painter, place.adjusted(figures - wide - 1, 0, 0, 0), bar.figure, size="small")
        painter.end()

    @staticmethod
    def _paint_bar(painter: QPainter, track: QRectF, bar: Bar, most: float) -> None:
        look = theme()
        shape = QPainterPath()
        shape.addRoundedRect(track, 3, 3)
        painter.fillPath(shape, look.color("neutral.tint"))
        painter.save()
        painter.setClipPath(shape)
        left = track.left()
        for amount, token in bar.parts:
            wide = track.width() * amount / most
            painter.fillRect(QRectF(left, track.top(), wide, track.height()), look.color(token))
            left += wide
            if wide:
                painter.fillRect(QRectF(left - 1, track.top(), 1, track.height()), look.color("bg.panel"))
        painter.restore()


class _Key(QWidget):
    """A square in a colour, for the legend."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(theme().px(10), theme().px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 2, 2)
        painter.fillPath(shape, theme().color(self._token))
        painter.end()


class BarCard(QFrame):
    """A card with a heading, a legend and the bars."""

    def __init__(self, heading: str, legend: Sequence[tuple[str, str]] = ()) -> None:
        """``legend`` are (words, colour token)."""
        super().__init__()
        self.setProperty("surface", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(heading, strong=True))
        head.addStretch(1)
        for words, token in legend:
            head.addSpacing(6)
            head.addWidget(_Key(token))
            head.addWidget(label(words, "small", "secondary"))
        column.addLayout(head)
        self._bars = _Bars({token: words for words, token in legend})
        column.addWidget(self._bars)
        column.addStretch(1)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these lines."""
        self._bars.set(bars)
