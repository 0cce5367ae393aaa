"""An article as the customer will see it, before it is sent."""

from collections.abc import Callable

import msgspec
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from app.domain.knowledge import Article, Audience, expired
from app.domain.rich import Body
from app.ui.kit.chips import Glyph
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import row_of
from app.ui.kit.formats import day, file_size
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.rich_blocks import fill_document
from app.ui.kit.rich_text import Media, RichView
from app.ui.kit.states import Banner
from app.ui.kit.theme import theme

WIDTH, ROOM = 600, 540
"""Of the dialog, and of a picture in it."""


class ArticlePreview(Dialog):
    """The whole article, read only; from here it can be sent or staged."""

    def __init__(
        self,
        parent: QWidget,
        article: Article,
        media: Media | None,
        now: int,
        stage: Callable[[], object] | None,
    ) -> None:
        """``stage`` puts it into the composer; None where it cannot be sent."""
        super().__init__(parent, article.title, width=WIDTH)
        self.body.addWidget(label(article.title, "h2", strong=True, wrap=True))
        facts = [f"K-{article.number}", f"v{article.version}"]
        if article.valid_until is not None:
            facts.append(tr("有效至 {day}").format(day=day(article.valid_until, now)))
        self.body.addWidget(label(" · ".join(facts), "small", "tertiary"))
        banner = Banner()
        if article.audience is Audience.INTERNAL:
            banner.set(tr("内部知识，不能发给客户"), "warning", icon="lock")
        elif expired(article, now):
            banner.set(tr("已过有效期，发送前请再确认一次"), "warning")
        self.body.addWidget(banner)
        self.view = RichView(media)
        self.view.setAccessibleName(article.title)
        self.view.setMinimumHeight(theme().px(380))
        self.view.document().setDocumentMargin(0)
        fill_document(self.view.document(), _fitted(article))
        self.view.moveCursor(QTextCursor.MoveOperation.Start)
        self.body.addWidget(self.view, 1)
        for ref in article.attachments:
            told = label(f"{ref.name}　{file_size(ref.size)}", "small", "secondary")
            self.body.addWidget(row_of(Glyph("paperclip", "text.tertiary", 14), told, spacing=6))
        close = self.add_button(tr("关闭"))
        if stage is not None:
            send = stage

            def go() -> None:
                self.accept()
                send()

            self.add_button(tr("放入待发"), go, kind="primary", default=True).setFocus()
        else:
            close.setFocus()


def _fitted(article: Article) -> Body:
    """Return the body with pictures no wider than the page."""
    room = theme().px(ROOM)
    measures = {ref.sha256: ref.width for ref in article.images}
    return tuple(
        msgspec.structs.replace(block, width=min(block.width or measures.get(block.image) or room, room))
        if block.image
        else block
        for block in article.body
    )
