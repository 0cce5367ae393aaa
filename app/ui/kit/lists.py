"""A list that is cheap to scroll: what stays in sight is moved as a picture, only what is new is painted.

Qt does this by itself where the viewport is opaque. A style sheet makes it transparent, and a list view paints every
row between the uppermost and the lowest place that needs it: both are put right here.
"""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QPaintEvent, QPalette, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QListView, QStyleOptionViewItem, QWidget

_RESTYLED = (QEvent.Type.Polish, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


def keep_opaque(area: QAbstractScrollArea, event: QEvent) -> None:
    """Call it with the area's own events, after Qt: make the viewport opaque again when the style has changed it."""
    if event.type() in _RESTYLED:
        area.viewport().setAutoFillBackground(True)


def viewport() -> QWidget:
    """Return a viewport like that which Qt makes.

    Asked for one that Python has not made, PySide makes all its classes of widgets to find out which one it is: 11 ms
    of a start.
    """
    made = QWidget()
    made.setObjectName("qt_scrollarea_viewport")  # the style sheet's machinery knows it by this
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    return made


def _asks_for_menu(event: QEvent) -> bool:
    """Say whether this is Shift+F10, which Qt takes for the menu key on Windows alone."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    pressed = event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return pressed and QGuiApplication.platformName() != "windows"


class PaintedList(QListView):
    """A list view whose delegate asks :func:`unseen` before it paints a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(viewport())
        self._painting: QRegion | None = None

    def event(self, event: QEvent) -> bool:
        if _asks_for_menu(event):
            at = self.visualRect(self.currentIndex()).center()
            menu = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, self.viewport().mapToGlobal(at))
            return QApplication.sendEvent(self, menu)
        done = super().event(event)
        keep_opaque(self, event)
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        self._painting = event.region()
        super().paintEvent(event)
        self._painting = None

    def unseen(self, place: QRect) -> bool:
        """Say whether nothing of a place is being painted."""
        return self._painting is not None and not self._painting.intersects(place)


def unseen(option: QStyleOptionViewItem) -> bool:
    """Say whether a delegate can spare itself a row: nothing of it is being painted."""
    view = option.widget
    return isinstance(view, PaintedList) and view.unseen(option.rect)
