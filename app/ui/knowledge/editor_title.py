"""The title of an article in the editor: its length, and whether the question was answered before."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.commands.knowledge import MAX_TITLE
from app.storage import knowledge as queries
from app.storage.knowledge import ArticleRow
from app.ui.kit.i18n import tr
from app.ui.kit.ime import ImeGuard
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.screen import Context
from app.ui.kit.theme import set_state, theme

SIMILAR_MS = 500
_SHORTEST = 4
"""A title of fewer characters asks nothing yet."""


class TitleLine(QWidget):
    """The field with its counter, and below it the articles that answer the same question."""

    changed = Signal()

    def __init__(self, ctx: Context, article_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._article_id = ctx, article_id
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.field = QLineEdit()
        self.field.setMaxLength(MAX_TITLE)
        self.field.setPlaceholderText(tr("标题，像客户会问的话"))
        self.field.setAccessibleName(tr("标题"))
        self.field.setProperty("typeSize", "message")
        self.field.setProperty("strong", True)
        self.ime = ImeGuard(self.field)
        self._counter = label("", "small", "tertiary")
        row.addWidget(self.field, 1)
        row.addWidget(self._counter)
        column.addLayout(row)
        # The line keeps its place while empty: what is below must not move away from a hand that is about to click.
        self.similar = ElidedLabel("", "small", "warning")
        self.similar.setFixedHeight(theme().line_px("small"))
        column.addWidget(self.similar)
        self._look = QTimer(self, singleShot=True, interval=SIMILAR_MS)
        self._look.timeout.connect(self.read_similar)
        self.field.textChanged.connect(self._on_text)
        self._count()

    def text(self) -> str:
        """Return the title without space around it."""
        return self.field.text().strip()

    def show_text(self, title: str) -> None:
        """Show a title; the cursor stays where it is."""
        if self.text() != title:
            place = self.field.cursorPosition()
            self.field.setText(title)
            self.field.setCursorPosition(place)

    def stop(self) -> None:
        """Look for nothing any more."""
        self._look.stop()

    def _on_text(self) -> None:
        self._count()
        self._look.start()
        self.changed.emit()

    def _count(self) -> None:
        number = len(self.field.text())
        self._counter.setText(f"{number} / {MAX_TITLE}")
        set_state(self._counter, tone="warning" if number >= MAX_TITLE else "tertiary")

    def read_similar(self) -> None:
        """Look for articles that answer the same question."""
        title, key = self.text(), self._article_id
        if len(title) < _SHORTEST:
            self._take_similar(())
            return
        self._ctx.tasks.read(
            lambda c: queries.similar_titles(c, title, key), self._take_similar, key="similar", owner=self
        )

    def _take_similar(self, rows: Sequence[ArticleRow]) -> None:
        names = "、".join(f"「{row.title}」" for row in rows)
        self.similar.setText(tr("已有相近的知识：{names}").format(names=names) if rows else "")
