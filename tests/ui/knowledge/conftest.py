"""The library over a real office in a real database, with the real tasks, feed, actions and notices."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.domain.entity import Actor
from app.domain.notice import SyncStatus
from app.domain.people import Role
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.ui.kit.action import Actions
from app.ui.kit.feed import Feed
from app.ui.kit.i18n import install_language
from app.ui.kit.notices import Notices, Toast
from app.ui.kit.rich_text import Media
from app.ui.kit.screen import Context, Place
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import install_theme
from app.ui.knowledge.view import KnowledgeView
from tests.helpers import office as fixture

ME = "agent-zhou"


@dataclass
class Bench:
    """A context and what a test looks at."""

    database: Database
    ctx: Context
    link: SyncLink
    blobs: Blobs
    media: Media
    crashes: list[BaseException]
    qtbot: QtBot

    @property
    def toasts(self) -> list[Toast]:
        return list(self.ctx.notices.told)

    @property
    def told(self) -> list[str]:
        return [toast.text for toast in self.ctx.notices.told]

    def go_online(self, online: bool = True) -> None:
        self.link.publish(SyncStatus(state="online" if online else "offline", since=fixture.NOW - 60_000))
        self.qtbot.waitUntil(lambda: self.link.online == online)

    def settle(self) -> None:
        """Wait until nothing is under way any more, not even what an answer asked for."""
        quiet = 0
        while quiet < 3:
            self.qtbot.waitUntil(lambda: self.ctx.tasks.pending == 0, timeout=20_000)
            QApplication.processEvents()
            quiet = quiet + 1 if self.ctx.tasks.pending == 0 else 0


OpenView = Callable[..., KnowledgeView]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office in a closed file: copying it takes a tenth of the time of filling it."""
    path = tmp_path_factory.mktemp("office") / "office.db"
    database = Database(path, Actor(ME, Role.KNOWLEDGE_ADMIN.value))
    database.open()
    fixture.fill(database)
    database.close()
    return path


@pytest.fixture
def open_bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path, filled: Path) -> Iterator[Callable[[Role], Bench]]:
    install_language("zh_CN")
    install_theme(qapp).apply("light", text_percent=100, density="standard", language="zh_CN")
    made: list[Bench] = []

    def make(role: Role = Role.KNOWLEDGE_ADMIN) -> Bench:
        shutil.copyfile(filled, tmp_path / "office.db")
        database = Database(tmp_path / "office.db", Actor(ME, role.value))
        database.open()
        tasks, feed, notices, link = Tasks(database), Feed(), Notices(), SyncLink()
        database.listen(feed.publish)
        blobs = Blobs(tmp_path / "files")
        crashes: list[BaseException] = []
        tasks.errorRaised.connect(notices.error)
        tasks.crashed.connect(crashes.append)
        media = Media(tasks, blobs.read)
        services = {Actor: database.actor, SyncLink: link, Blobs: blobs, Media: media}

        def go(place: Place) -> None:
            """Nothing else is open here."""

        ctx = Context(tasks=tasks, feed=feed, actions=Actions(), notices=notices, go=go, services=services)
        bench = Bench(database, ctx, link, blobs, media, crashes, qtbot)
        made.append(bench)
        bench.go_online()
        return bench

    yield make
    for bench in made:
        bench.ctx.tasks.close()
        bench.database.close()
        assert not bench.crashes


@pytest.fixture
def bench(open_bench: Callable[..., Bench]) -> Bench:
    return open_bench()


@pytest.fixture
def open_view() -> Iterator[Callable[[Bench], KnowledgeView]]:
    """Open the screen, on screen and settled."""
    views: list[KnowledgeView] = []

    def make(bench: Bench) -> KnowledgeView:
        view = KnowledgeView(bench.ctx)
        views.append(view)
        view.resize(1380, 830)
        view.show()
        view.activateWindow()
        view.on_show()
        bench.settle()
        return view

    yield make
    for view in views:
        if isValid(view):
            view.on_hide()
            view.close()
            view.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def view(bench: Bench, open_view: Callable[[Bench], KnowledgeView]) -> KnowledgeView:
    return open_view(bench)
