"""The rail: one button a screen, with its badge; what belongs to the program itself stands at the foot."""

import sys
from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from app.ui.kit.action import key_caps
from app.ui.kit.chips import CountBadge
from app.ui.kit.i18n import Marked, tr
from app.ui.kit.icons import icon
from app.ui.kit.painters import BadgeTone
from app.ui.kit.screen import Screen
from app.ui.kit.theme import theme

FOOT_FROM = 900
KEYED = 8
_TONES: dict[str, BadgeTone] = {"danger": "danger", "accent": "accent", "warning": "warning", "neutral": "neutral"}


def rail_key(number: int) -> str:
    """Return the keys of the screen at a place on the rail, from 1; none from the ninth on."""
    return f"{'Meta' if sys.platform == 'darwin' else 'Alt'}+{number}" if number <= KEYED else ""


class _RailButton(QToolButton):
    """A screen's button. The badge sits on the icon's upper right corner."""

    def __init__(self, screen: Screen, keys: str) -> None:
        super().__init__()
        self.screen_id = screen.id
        self.title = screen.title
        self._title = screen.title.tr()
        self._keys = key_caps(keys)
        self.setProperty("kind", "rail")
        self.setText(self._title)
        self.setIcon(icon(screen.icon, "text.rail", "text.railOn"))
        self.setIconSize(QSize(theme().px(21), theme().px(21)))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.badge = CountBadge("danger", self)
        self.shown_badge = (0, "neutral")
        self.set_badge(0, "neutral")

    def set_badge(self, count: int, tone: str) -> None:
        self.shown_badge = (count, tone)
        self.badge.set(count, _TONES.get(tone, "neutral"))
        self._place_badge()
        self.setToolTip(f"{self._title} ({self._keys})" if self._keys else self._title)
        self.setAccessibleName(
            tr("{title}，{n} 项", n=count).format(title=self._title, n=count) if count > 0 else self._title
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        middle = self.width() // 2
        self.badge.move(min(middle + 3, self.width() - self.badge.width() - 1), 2)


class Rail(QFrame):
    """The screens that a role sees, in their order."""

    chosen = Signal(str)

    def __init__(self, screens: Iterable[Screen], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rail")
        self.setFixedWidth(theme().px(60))
        self.setAccessibleName(tr("主导航"))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _RailButton] = {}
        listed = sorted((screen for screen in screens if screen.on_rail), key=lambda screen: screen.order)
        stretched = False
        for number, screen in enumerate(listed, 1):
            if screen.order >= FOOT_FROM and not stretched:
                column.addStretch(1)
                stretched = True
            made = _RailButton(screen, rail_key(number))
            made.clicked.connect(lambda _checked=False, name=screen.id: self.chosen.emit(name))
            self._group.addButton(made)
            self._buttons[screen.id] = made
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        if not stretched:
            column.addStretch(1)

    @property
    def titles(self) -> list[Marked]:
        """The names of the screens from top to foot."""
        return [made.title for made in self._buttons.values()]

    @property
    def screen_ids(self) -> list[str]:
        """The screens from top to foot."""
        return list(self._buttons)

    def choose(self, screen_id: str) -> None:
        """Mark a screen as the one in front; a screen that is not on the rail marks none."""
        self._group.setExclusive(False)
        for name, made in self._buttons.items():
            made.setChecked(name == screen_id)
        self._group.setExclusive(True)
        self.update()

    def badges(self) -> dict[str, tuple[int, str]]:
        """Return the count and tone that each screen's badge shows."""
        return {name: made.shown_badge for name, made in self._buttons.items()}

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark the screen in front at the window's edge too, for those who hardly see the lighter ground."""
        super().paintEvent(event)
        chosen = self._group.checkedButton()
        if chosen is None:
            return
        look = theme()
        high = look.px(22)
        place = QRectF(-look.px(3), chosen.geometry().center().y() - high / 2, look.px(6), high)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("focus.rail"))
        painter.drawRoundedRect(place, look.px(3), look.px(3))
        painter.end()

    def set_badge(self, screen_id: str, count: int, tone: str) -> None:
        """Show how many things of a screen want attention."""
        if screen_id in self._buttons:
            self._buttons[screen_id].set_badge(count, tone)
