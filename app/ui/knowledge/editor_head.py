"""The head of the editor: which article, and how it stands."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.knowledge import ArticleStatus
from app.storage.knowledge import Opened
from app.ui.kit.chips import Chip, Glyph
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.knowledge import words


class EditorHead(QFrame):
    """Name, number, what is live and what is being written."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(10)
        row.addWidget(Glyph("edit", side=18))
        row.addWidget(label(title, "h3", strong=True))
        self._number = label("", tone="secondary")
        row.addWidget(self._number)
        row.addStretch(1)
        self._live = label("", "small", "secondary")
        self._stage = Chip("")
        row.addWidget(self._live)
        row.addWidget(self._stage)

    def show_stage(self, opened: Opened | None) -> None:
        """Show how the article stands; None is one that does not exist yet."""
        if opened is None:
            self._stage.set(tr("新草稿"), "accent")
            self._number.setText("")
            return
        article = opened.article
        self._number.setText(words.number(article.number))
        if article.status is ArticleStatus.PUBLISHED:
            self._live.setText(tr("线上 v{n}").format(n=article.version))
            self._stage.set(tr("草稿 v{n}").format(n=article.version + 1), "accent")
        else:
            self._live.setText(words.STATUSES[article.status].tr())
            self._stage.set(f"v{article.version}" if article.version else tr("新草稿"), "neutral")
