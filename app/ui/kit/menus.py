"""The menu that every part of the window opens: with the round corners of the other cards and popups."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.kit.theme import theme

RADIUS = 8


class Menu(QMenu):
    """A menu; the system's own shadow is left out, because it would be that of a rectangle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain = Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        self.setWindowFlags(self.windowFlags() | plain)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":  # without a compositor its corners would be black
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), theme().px(RADIUS), theme().px(RADIUS))
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))
