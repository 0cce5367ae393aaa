"""Icons: vendored Tabler outlines, drawn in a token's colour at the screen's own resolution.

Names are the file names of ``resources/icons`` without ``.svg``; filled twins end in ``-filled``. To add one, copy its
SVG from Tabler Icons 3.51 (MIT) into that folder.
"""

import os
import re
from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.ui.kit.resources import resource
from app.ui.kit.theme import theme

_STROKE = re.compile(r'stroke-width="2"')


@cache
def _files() -> frozenset[str]:
    return frozenset(os.listdir(resource("icons")))


def _file(name: str) -> str:
    file = f"{name}.svg"
    if file not in _files():
        raise KeyError(f"no icon {name!r} in resources/icons")
    return file


@cache
def _source(name: str) -> str:
    return _STROKE.sub('stroke-width="1.75"', resource("icons", _file(name)).read_text("utf-8"))


@cache
def _render(name: str, color: str, pixels: int) -> QImage:
    """Draw one icon, square. Keyed by colour, so that a change of theme needs no invalidation."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def paint_icon(painter: QPainter, rect: QRectF | QRect, name: str, token: str = "text.secondary") -> None:
    """Draw an icon centred in a rectangle, as large as its smaller side, in the colour of a token."""
    area = QRectF(rect)
    side = min(area.width(), area.height())
    pixels = max(1, round(side * painter.device().devicePixelRatioF()))
    target = QRectF(area.center() - QPointF(side / 2, side / 2), QSize(round(side), round(side)))
    painter.drawImage(target, _render(name, theme().hex(token), pixels))


class _TokenIcon(QIconEngine):
    """Asks the theme for its colour at the moment of painting, so that icons survive a change of theme."""

    def __init__(self, name: str, token: str, on_token: str | None) -> None:
        super().__init__()
        self._name, self._token, self._on_token = name, token, on_token
        _file(name)  # an unknown one is told here; the others are read when they are first painted

    def _token_for(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "text.disabled"
        if self._on_token is not None and state == QIcon.State.On:
            return self._on_token
        return self._token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, self._name, self._token_for(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # Qt has multiplied the size by the scale already.
        side = max(1, min(size.width(), size.height()))
        glyph = _render(self._name, theme().hex(self._token_for(mode, state)), side)
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.drawImage(QPoint(0, (size.height() - side) // 2), glyph)  # what is wider leaves a gap before the words
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return _TokenIcon(self._name, self._token, self._on_token)


def icon(name: str, token: str = "text.secondary", on_token: str | None = None) -> QIcon:
    """Return an icon that follows the theme. ``on_token`` colours it while checked. Raises KeyError if unknown."""
    return QIcon(_TokenIcon(name, token, on_token))


def icon_pixmap(name: str, token: str = "text.secondary", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return a pixmap of ``size`` logical pixels for a screen of this device pixel ratio."""
    pixmap = QPixmap.fromImage(_render(name, theme().hex(token), max(1, round(size * ratio))))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
