"""The few emoji that service agents use, in a small grid that arrow keys walk through."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from app.ui.kit.i18n import tr
from app.ui.kit.theme import theme

COLUMNS = 8
EMOJI = (
    "🙂", "😊", "😄", "😉", "🥰", "😅", "🤔", "😢",
    "👍", "👌", "🙏", "👏", "🤝", "💪", "👋", "🌹",
    "❤️", "🎉", "🎁", "⭐", "✅", "❗", "⏰", "📦",
    "🚚", "📞", "📷", "💡", "🔧", "🔋", "🎧", "☕",
)  # fmt: skip


class EmojiGrid(QFrame):
    """A popup that closes when one is picked."""

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("surface", "popup")
        self.setAccessibleName(tr("表情"))
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(2)
        side = theme().px(30)
        self._buttons: list[QToolButton] = []
        for at, sign in enumerate(EMOJI):
            made = QToolButton()
            made.setText(sign)
            made.setAccessibleName(sign)
            made.setFixedSize(QSize(side, side))
            made.clicked.connect(lambda _=False, sign=sign: self._pick(sign))
            grid.addWidget(made, at // COLUMNS, at % COLUMNS)
            self._buttons.append(made)

    def pop_up(self, above: QWidget) -> None:
        """Open above a widget."""
        self.adjustSize()
        corner = above.mapToGlobal(QPoint(0, 0))
        self.move(corner.x(), corner.y() - self.height() - 4)
        self.show()
        self._buttons[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: COLUMNS, Qt.Key.Key_Up: -COLUMNS}
        step = steps.get(Qt.Key(event.key()))
        focused = next((at for at, made in enumerate(self._buttons) if made.hasFocus()), 0)
        if step is not None:
            self._buttons[(focused + step) % len(self._buttons)].setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(EMOJI[focused])
        else:
            super().keyPressEvent(event)

    def _pick(self, sign: str) -> None:
        self.hide()
        self.picked.emit(sign)
