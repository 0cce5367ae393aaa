"""The preview of an article before it is sent."""

import msgspec
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.files import FileRef
from app.domain.rich import Block, BlockKind
from app.ui.conversations.article_preview import ArticlePreview
from app.ui.kit.rich_text import Media
from tests.helpers import office
from tests.ui.conversations.bench import Bench


def test_a_wide_picture_is_fitted_to_the_page(bench: Bench, qtbot: QtBot, qapp: QApplication) -> None:
    article = office.articles()[0]
    ref = FileRef(sha256="0" * 64, name="wide.png", mime="image/png", size=10, width=2000, height=900)
    body = (Block(id="p", kind=BlockKind.IMAGE, image=ref.sha256),)
    wide = msgspec.structs.replace(article, body=body, images=(ref,))
    media: Media = bench.ctx.service(Media)
    picture = QImage(2000, 900, QImage.Format.Format_RGB32)
    picture.fill(0)
    media.put(ref.sha256, picture)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    dialog = ArticlePreview(window, wide, media, office.NOW, None)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.view.document().size().height() > 100)
    assert dialog.view.horizontalScrollBar().maximum() == 0
    assert dialog.view.document().size().width() <= dialog.view.viewport().width()
    dialog.reject()
