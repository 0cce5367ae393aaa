"""The agent workspace over a real office in a real database, with the real tasks, feed, actions and notices."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.domain.entity import Actor
from app.storage.blobs import Blobs
from app.storage.suggestions import KnowledgeIndex
from app.ui.conversations.view import ConversationsView
from app.ui.kit.action import Actions
from app.ui.kit.attachments import Attachments
from app.ui.kit.feed import Feed
from app.ui.kit.i18n import install_language
from app.ui.kit.notices import Notices
from app.ui.kit.rich_text import Media
from app.ui.kit.screen import Context, Place
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import install_theme
from tests.helpers import office as fixture
from tests.ui.conversations.bench import Bench


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Bench]:
    install_language("zh_CN")
    install_theme(qapp).apply("light", text_percent=100, density="standard", language="zh_CN")
    with fixture.office(tmp_path) as database:
        tasks, feed, notices, link = Tasks(database), Feed(), Notices(), SyncLink()
        actions = Actions()
        database.listen(feed.publish)
        blobs = Blobs(tmp_path / "files")
        places: list[Place] = []
        crashes: list[BaseException] = []
        tasks.errorRaised.connect(notices.error)
        tasks.crashed.connect(crashes.append)
        media = Media(tasks, blobs.read)
        services = {
            Actor: database.actor,
            SyncLink: link,
            Blobs: blobs,
            Media: media,
            Attachments: Attachments(tasks, blobs),
            KnowledgeIndex: KnowledgeIndex(),
        }
        ctx = Context(tasks=tasks, feed=feed, actions=actions, notices=notices, go=places.append, services=services)
        made = Bench(database, ctx, link, places, crashes, qtbot)
        made.go_online()
        yield made
        tasks.close()
        assert not crashes


@pytest.fixture
def workspace(bench: Bench) -> Iterator[Callable[..., ConversationsView]]:
    """Open the screen, on screen and settled."""
    views: list[ConversationsView] = []

    def make(*, online: bool = True, open_id: str = fixture.CHEN) -> ConversationsView:
        bench.go_online(online)
        view = ConversationsView(bench.ctx)
        views.append(view)
        view.resize(1380, 830)
        view.show()
        view.activateWindow()
        view.on_show()
        bench.settle()
        if open_id:
            view.open_item(open_id)
            bench.settle()
        return view

    yield make
    for view in views:
        if isValid(view):
            view.close()
            view.deleteLater()
