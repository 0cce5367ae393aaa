"""A button that shows the key that does the same, inside itself: 发送图文 ``Enter``."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from app.ui.kit import painters
from app.ui.kit.buttons import dress
from app.ui.kit.theme import theme

_ON_ACCENT = ("primary", "dangerSolid")
_GAP = 4


class KeyButton(QPushButton):
    """A push button with key caps after its words. It does not bind the key: whoever has the action does."""

    def __init__(
        self,
        text: str,
        keys: str,
        on_click: Callable[[], object] | None = None,
        *,
        kind: str = "",
        icon: str = "",
        dense: bool = False,
    ) -> None:
        """``keys`` as people read them, such as ``Ctrl+Enter``; the rest as of :func:`app.ui.kit.buttons.button`."""
        super().__init__(text)
        self._keys, self._kind = keys, kind
        self._bare = False
        self._padding = 10 if dense else 12  # as in the style sheet; the caps stand in it
        dress(self, on_click, kind=kind, icon=icon, dense=dense)

    def set_keys(self, keys: str) -> None:
        """Show another key."""
        if keys != self._keys:
            self._keys = keys
            self.updateGeometry()
            self.update()

    def show_keys(self, shown: bool) -> None:
        """Leave the caps out where room is short; the key works all the same."""
        if shown is self._bare:
            self._bare = not shown
            self.updateGeometry()
            self.update()

    def _taken(self) -> int:
        if self._bare:
            return 0
        return round(painters.keys_width(self._keys)) + 2 * theme().px(_GAP) - self._padding

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._taken(), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        painter = QPainter(self)
        style.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        inner = style.subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        option.rect = inner.adjusted(0, 0, -self._taken(), 0)
        style.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        place = QRectF(self.rect()).adjusted(0, 0, -theme().px(_GAP), 0)
        if not self._bare:
            painters.paint_keys(painter, place, self._keys, on_accent=self.isEnabled() and self._kind in _ON_ACCENT)
        painter.end()
