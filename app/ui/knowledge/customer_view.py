"""What a customer will see of an article that is being written."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.knowledge import Article, card_of
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.rich_text import Media
from app.ui.kit.theme import theme
from app.ui.knowledge.card import WIDTH, CardView
from app.ui.knowledge.preview import BodyView

_PAGE = 520


class CustomerView(QWidget):
    """What a customer will see: the card, and the page that it opens."""

    def __init__(self, media: Media) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(10)
        self.card = CardView(media)
        self.card.setFixedWidth(theme().px(WIDTH))
        self.title = label("", "h2", strong=True, wrap=True)
        self.body = BodyView(media)
        column.addWidget(label(tr("会话里的卡片"), "small", "secondary"))
        column.addWidget(self.card)
        column.addSpacing(6)
        column.addWidget(label(tr("点开后的页面"), "small", "secondary"))
        for shown in (self.title, self.body):
            shown.setFixedWidth(theme().px(_PAGE))
            column.addWidget(shown)
        column.addStretch(1)

    def show_article(self, article: Article) -> None:
        """Show an article as it would be published now."""
        self.card.show_card(card_of(article))
        self.title.setText(article.title)
        self.body.show_body(article.body, article.images)
