"""While the local data are being opened and that takes long: what is done, how far it is, that nothing is lost."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.chips import Glyph
from app.ui.kit.formats import percent
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.states import progress
from app.ui.kit.theme import theme


class PreparingView(QWidget):
    """A card with one bar. Nothing can be pressed: whoever closes the window goes on at the next start."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        card = QFrame()
        card.setProperty("surface", "card")
        card.setFixedWidth(theme().px(460))
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 26)
        column.setSpacing(10)
        column.addWidget(Glyph("shield-check", "accent.text", side=34), 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = label("", "h2", strong=True, wrap=True)
        self._hint = label("", tone="secondary", wrap=True)
        for line in (self._title, self._hint):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        column.addSpacing(6)
        self.bar = progress("")
        column.addWidget(self.bar)
        self._figure = label("", "small", "secondary")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._figure)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_opening()

    def show_opening(self) -> None:
        """Something takes long, and nobody can say for how long."""
        self.bar.setRange(0, 0)
        self._say(
            tr("正在打开本机数据"), tr("有时要等系统的密钥库，或先更新本机数据的格式。可以关掉，不会丢东西。"), ""
        )

    def show_sealing(self, done: int, total: int) -> None:
        """So many bytes of the whole are encrypted."""
        share = done / max(total, 1)
        self.bar.setRange(0, 100)
        self.bar.setValue(int(100 * share))
        self._say(
            tr("正在加密本机数据"),
            tr("以前的版本没有加密。这只做一次；中途关掉也不会丢东西，下次打开会接着做。"),
            percent(share),
        )

    def words(self) -> str:
        """Return what is said."""
        return " ".join(part for part in (self._title.text(), self._hint.text(), self._figure.text()) if part)

    def _say(self, title: str, hint: str, figure: str) -> None:
        self._title.setText(title)
        self._hint.setText(hint)
        self._figure.setText(figure)
        self.bar.setAccessibleName(title)
        self.setAccessibleName(f"{title}。{hint}")
