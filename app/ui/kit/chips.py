"""Small read-only facts as widgets; they draw with :mod:`app.ui.kit.painters`, as delegates do."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kit import painters
from app.ui.kit.i18n import mark
from app.ui.kit.icons import paint_icon
from app.ui.kit.theme import theme

PRESENCE_WORDS = {
    "online": mark("在线"),
    "busy": mark("忙碌"),
    "away": mark("小休"),
    "offline": mark("离线"),
}


class _Painted(QWidget):
    """A widget as large as its drawing, that takes no focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self._resize)

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Chip(_Painted):
    """A fact in a word or two, coloured by its meaning."""

    def __init__(
        self, text: str, tone: painters.ChipTone = "neutral", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)

    def set(self, text: str, tone: painters.ChipTone = "neutral", icon: str = "") -> None:
        """Show another fact; an empty text hides the chip."""
        if (text, tone, icon) != (self._text, self._tone, self._icon):
            self._text, self._tone, self._icon = text, tone, icon
            self.setAccessibleName(text)
            self.setVisible(bool(text))
            self._resize()

    def text(self) -> str:
        """Return what it says."""
        return self._text

    def sizeHint(self) -> QSize:
        return painters.chip_size(self._text, self._icon).toSize() + QSize(1, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painters.paint_chip(painter, QRectF(self.rect()), self._text, self._tone, icon=self._icon)
        painter.end()


class WaitChip(_Painted):
    """An SLA clock. The owner ticks it once a second with the seconds that are left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wait = painters.wait_state(None, 1)

    def set_left(self, seconds_left: float | None, seconds_total: float, prefix: str = "") -> None:
        """Show what is left; None means paused."""
        wait = painters.wait_state(seconds_left, seconds_total, prefix)
        if wait != self._wait:
            self._wait = wait
            self.setAccessibleName(wait.text)
            self._resize()

    def sizeHint(self) -> QSize:
        strong = self._wait.tone in ("dangerSolid", "warning")
        return painters.chip_size(self._wait.text, self._wait.icon, strong).toSize() + QSize(1, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painters.paint_wait(painter, QRectF(self.rect()), self._wait, from_right=False)
        painter.end()


class Avatar(_Painted):
    """A person's disc with the badge of the channel. ``key`` is the person's id."""

    def __init__(
        self, name: str = "", key: str = "", channel: str = "", side: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._key, self._channel, self._side = name, key, channel, side
        self.setAccessibleName(name)

    def set(self, name: str, key: str, channel: str = "") -> None:
        """Show another person."""
        self._name, self._key, self._channel = name, key, channel
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._side) + 2
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme().px(self._side) - (1 if self._channel else 0)
        painters.paint_avatar(painter, QRectF(1, 1, side, side), self._name, self._key, self._channel)
        painter.end()


class PresenceDot(_Painted):
    """Presence by shape and colour; the word is its accessible name."""

    def __init__(self, state: painters.PresenceState = "offline", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: painters.PresenceState = state
        self.set(state)

    def set(self, state: painters.PresenceState) -> None:
        """Show another state."""
        self._state = state
        word = PRESENCE_WORDS[state].tr()
        self.setAccessibleName(word)
        self.setToolTip(word)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(12), theme().px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painters.paint_presence(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._state)
        painter.end()


class CountBadge(_Painted):
    """A count that wants attention; hidden at zero, a dot when the number has no meaning (-1)."""

    def __init__(self, tone: painters.BadgeTone = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: painters.BadgeTone = tone
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set(self, number: int, tone: painters.BadgeTone | None = None) -> None:
        """Show a count."""
        self._tone = tone or self._tone
        self._text = "" if number < 0 else "99+" if number > 99 else str(number)
        self.setVisible(number != 0)
        self._resize()
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return painters.badge_size(self._text).toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painters.paint_badge(painter, QPointF(self.width(), self.height() / 2), self._text, self._tone)
        painter.end()


class KeyHint(_Painted):
    """Key caps such as ``Ctrl`` ``K``; said once by the control that has the key, hence silent itself."""

    def __init__(self, keys: str, on_accent: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._on_accent = keys, on_accent

    def set(self, keys: str) -> None:
        """Show other keys."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(painters.keys_width(self._keys)) + 1, theme().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painters.paint_keys(painter, QRectF(self.rect()), self._keys, from_right=False, on_accent=self._on_accent)
        painter.end()


class Glyph(_Painted):
    """An icon that is not a button."""

    def __init__(self, name: str, token: str = "text.secondary", side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._side = name, token, side

    def set(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._side), theme().px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._name, self._token)
        painter.end()
