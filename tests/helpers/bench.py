"""A screen over the sample office: real database, tasks, feed, actions and notices, without the shell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.clock import now_ms
from app.domain.entity import Actor
from app.domain.notice import SyncStatus
from app.domain.people import Role
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.system.settings import Settings, SettingsFile
from app.ui.kit.action import Actions
from app.ui.kit.feed import Feed, StaleWatch
from app.ui.kit.i18n import install_language
from app.ui.kit.notices import Notices
from app.ui.kit.online import Online
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context, Place
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import install_theme
from tests.helpers import office

W = TypeVar("W", bound=QWidget)


@dataclass
class ScreenBench:
    """What a test of a screen needs at hand."""

    database: Database
    ctx: Context
    qtbot: QtBot
    link: SyncLink
    online: Online
    preferences: Preferences
    blobs: Blobs
    places: list[Place] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)
    _shown: list[QWidget] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until everything that was asked for is answered and shown."""

        def resting() -> bool:
            """Whether a screen that can be seen is still to be told of others' changes."""
            watches = (watch for window in QApplication.topLevelWidgets() for watch in window.findChildren(StaleWatch))
            return any(watch.stale and watch.widget.isVisible() for watch in watches)

        def quiet() -> bool:
            for _ in range(3):
                QApplication.processEvents()
            return not self.ctx.tasks.pending and not resting()

        self.qtbot.waitUntil(quiet, timeout=8000)

    def show(self, view: W, width: int = 1380, height: int = 830) -> W:
        """Put a view on screen and let it fill."""
        self._shown.append(view)
        view.resize(width, height)
        view.show()
        view.activateWindow()
        if hasattr(view, "on_show"):
            view.on_show()
        self.settle()
        return view

    def status(self, state: str = "online", **values: Any) -> None:
        """Have the link say how it stands."""
        self.link.publish(SyncStatus(state=state, since=now_ms(), **values))  # type: ignore[arg-type]  # a literal
        self.settle()

    def write(self, fn: Callable[[Any], Any]) -> Any:
        """Run a command as the person and wait for it."""
        found = self.database.write(fn).result(10)
        self.settle()
        return found

    def arrive(self, *values: Any) -> None:
        """Have rows come from the server."""
        office.arrive(self.database, *values)
        self.settle()

    def said(self) -> list[str]:
        """Return what the person was told, oldest first."""
        return [toast.text for toast in self.ctx.notices.told]

    def run(self, action_id: str) -> bool:
        """Run an action of the registry and let its work end."""
        ran = self.ctx.actions.run(action_id)
        self.settle()
        return ran

    def dialog(self) -> QWidget:
        """Return the dialog that is open."""
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=3000)
        found = QApplication.activeModalWidget()
        assert found is not None
        return found

    def yes(self) -> None:
        """Press the button of the open dialog that does it."""
        dialog = self.dialog()
        dialog.findChild(QWidget, "yes").click()  # type: ignore[union-attr]
        self.settle()

    def action(self, action_id: str) -> QAction:
        """Return the Qt action."""
        return self.ctx.actions.qaction(action_id)


@contextmanager
def screen_bench(
    qtbot: QtBot, qapp: QApplication, folder: Path, role: Role = Role.AGENT, language: str = "zh_CN"
) -> Iterator[ScreenBench]:
    """Open the office and everything around a screen; fails for exceptions in tasks."""
    install_language(language)
    install_theme(qapp).apply("light", text_percent=100, density="standard", language=language)
    with office.office(folder, role=role) as database:
        tasks, feed, notices, link, online = Tasks(database), Feed(), Notices(), SyncLink(), Online()
        preferences = Preferences(SettingsFile(folder / "settings.json"), Settings(theme="light", language=language))
        blobs = Blobs(folder / "files")
        places: list[Place] = []
        crashes: list[BaseException] = []
        database.listen(feed.publish)
        tasks.errorRaised.connect(notices.error)
        tasks.crashed.connect(crashes.append)
        services: dict[type, Any] = {
            Actor: database.actor, SyncLink: link, Online: online, Blobs: blobs, Preferences: preferences,
        }  # fmt: skip
        ctx = Context(tasks=tasks, feed=feed, actions=Actions(), notices=notices, go=places.append, services=services)
        bench = ScreenBench(database, ctx, qtbot, link, online, preferences, blobs, places, crashes)
        yield bench
        for view in bench._shown:
            view.close()
            view.deleteLater()
        tasks.close()
        preferences.close()
        install_language("zh_CN")
        assert not crashes, crashes
