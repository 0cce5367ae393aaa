"""A stage for the pictures: the real program in this process, offscreen, on a copy of the prepared office.

The wall clock stands still, the line to the server can be cut, and reading from the local data can be held up or made
to fail, so that every state of a screen can be shown on purpose.
"""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from day_parts import PASSWORD
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget

from app.domain.entity import Entity
from app.domain.errors import AppError
from app.main import Program
from app.storage import rows
from app.ui.kit.screen import Place
from app.ui.kit.theme import theme
from app.ui.shell.boot import Boot, Options
from app.ui.shell.window import Window
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.screens_office import StillClock, open_office
from tests.helpers.server import RunningServer

E = TypeVar("E", bound=Entity)
QUIET_SECONDS = 0.12
"""So long nothing may happen until a picture is taken: longer than the field that searches as one types waits."""
LEAST_COLOURS = 40
PATIENCE_SECONDS = 120.0
"""A machine on which others work is slow."""


class ShotError(Exception):
    """A picture cannot be taken; the text says why."""


class Valve:
    """Stands before the local data: lets reads through, holds them up, or makes them fail."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read
        self._open = threading.Event()
        self._open.set()
        self.error: AppError | None = None

    def __call__(self, fn: Callable[[Any], Any]) -> Any:
        self._open.wait()
        if self.error is not None:
            raise self.error
        return self._read(fn)

    def hold(self) -> None:
        """Keep who reads waiting."""
        self._open.clear()

    def release(self) -> None:
        """Let them go on."""
        self._open.set()


class Stage:
    """Takes pictures in one language and theme into ``out``. ``only`` is a part of the names that are wanted."""

    def __init__(
        self, app: QApplication, clock: StillClock, folder: Path, out: Path, language: str, theme_name: str, only: str
    ) -> None:
        self.app, self.clock, self.folder, self.out = app, clock, folder, out
        self.language, self.theme_name, self.only = language, theme_name, only
        self.taken: list[Path] = []
        self._server: RunningServer | None = None
        self._proxy: CutProxy | None = None
        self._program: Program | None = None
        self._valve: Valve | None = None

    def wants(self, *names: str) -> bool:
        """Say whether a picture with one of these names, or whose name begins so, may be asked for."""
        return not self.only or any(self.only in name or name in self.only for name in names)

    def place(self, office: str) -> Path:
        """Return the folder of this stage's own copy of an office."""
        return self.folder / f"{office}-{self.language}-{self.theme_name}"

    # -- who is there ----------------------------------------------------------------------------------------------

    @contextmanager
    def office(self, name: str) -> Iterator[RunningServer]:
        """Run the server of a copy of the office ``full`` or ``bare`` behind a line that can be cut."""
        here = self.place(name)
        shutil.copytree(self.folder / name, here)
        try:
            with open_office(here) as server:
                parts = urlsplit(server.url)
                with CutProxy((parts.hostname or "", parts.port or 0)) as proxy:
                    self._server, self._proxy = server, proxy
                    yield server
        finally:
            self._server = self._proxy = None
            shutil.rmtree(here, ignore_errors=True)

    @contextmanager
    def program(self, office: str, login: str = "", *, fresh: bool = False) -> Iterator[Program]:
        """Run the program on the computer of an office; with ``login`` somebody signs in and sees the desk."""
        profile = self.place(office) / ("fresh" if fresh else "profile")
        boot = Boot(self.app, profile, self.language)
        options = Options(server=self.proxy.url, login=login, password=PASSWORD if login else None, tray=False)
        program = Program(boot, options)
        data: Any = program._data  # the one place that all reads of the interface go through
        self._valve = data.read = Valve(data.read)
        self._program = program
        try:
            program.preferences.change(theme=self.theme_name)
            program.start()
            if login:
                self.until(lambda: program.window is not None and program.link.online, f"the desk of {login}")
                self.until(lambda: program.link.status.pending == 0 and bool(program.link.status.last_sync_at), "sync")
                self.until(lambda: self.window.presence == "online", "the first heartbeat")
            self.settle()
            yield program
        finally:
            self._valve.release()
            program.end()
            self._program = self._valve = None
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @property
    def running(self) -> Program:
        """The program. Raises ShotError when none runs."""
        if self._program is None:
            raise ShotError("no program runs")
        return self._program

    @property
    def window(self) -> Window:
        """The desk's window. Raises ShotError when there is none."""
        if self.running.window is None:
            raise ShotError("nobody is signed in")
        return self.running.window

    @property
    def proxy(self) -> CutProxy:
        """The line to the server. Raises ShotError when no office is open."""
        if self._proxy is None:
            raise ShotError("no office is open")
        return self._proxy

    @property
    def valve(self) -> Valve:
        """What stands before the local data. Raises ShotError when no program runs."""
        if self._valve is None:
            raise ShotError("no program runs")
        return self._valve

    # -- doing -----------------------------------------------------------------------------------------------------

    def until(self, look: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Handle events until ``look()`` is true. Raises ShotError(what)."""
        deadline = time.monotonic() + seconds
        while not look():
            if time.monotonic() > deadline:
                raise ShotError(f"{what} did not come about; on the screen is: {seen()}")
            self.turn()
            time.sleep(0.002)

    def turn(self) -> None:
        """Handle what is waiting, as the event loop would: it also deletes what was to be deleted later."""
        self.app.processEvents()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def settle(self) -> None:
        """Wait until nothing is under way and nothing has been for a moment."""
        quiet_since = time.monotonic()
        deadline = quiet_since + PATIENCE_SECONDS
        while time.monotonic() - quiet_since < QUIET_SECONDS:
            self.turn()
            if self._program is not None and self._program.tasks.pending:
                quiet_since = time.monotonic()
            if time.monotonic() > deadline:
                raise ShotError("the program does not come to rest")
            time.sleep(0.002)

    def linger(self, seconds: float) -> None:
        """Handle events for a while: for what appears only after a time, such as a skeleton."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.turn()
            time.sleep(0.002)

    def go(self, screen: str, item: str = "") -> Any:
        """Open a place; returns its view, filled."""
        self.window.go(Place(screen, item))
        self.settle()
        return self.window.view(screen)

    def run(self, action_id: str) -> None:
        """Run an action. Raises ShotError when it is blocked."""
        if not self.window.actions_.run(action_id):
            raise ShotError(f"{action_id} is blocked: {self.window.actions_.get(action_id).why_blocked()}")
        self.settle()

    def write(self, command: Callable[[Any], Any]) -> Any:
        """Run a command as the person does."""
        opened = self.running.opened
        if opened is None:
            raise ShotError("no local data is open")
        found = opened.database.write(command).result(PATIENCE_SECONDS)
        self.settle()
        return found

    def rows(self, cls: type[E]) -> list[E]:
        """Return all rows of an entity in the local data."""
        opened = self.running.opened
        if opened is None:
            raise ShotError("no local data is open")
        return list(opened.database.read(lambda c: rows.everything(c, cls)))

    def dialog(self) -> Any:
        """Return the dialog in front. Raises ShotError."""
        self.until(lambda: self.app.activeModalWidget() is not None, "a dialog")
        self.settle()
        return self.app.activeModalWidget()

    def dismiss(self) -> None:
        """Close dialogs and menus."""
        while (front := self.app.activePopupWidget() or self.app.activeModalWidget()) is not None:
            if isinstance(front, QDialog):
                front.reject()
            else:
                front.close()
            self.settle()
        if self.running.window is not None:
            self.window.palette_.dismiss()
            self.window.toasts.clear()
            self.window.activateWindow()
        self.settle()

    def cut(self) -> None:
        """Break the line to the server."""
        self.proxy.cut()
        self.running.linking.sync()
        self.until(lambda: not self.running.link.online, "being offline")
        self.settle()

    def mend(self) -> None:
        """Bring the line back."""
        self.proxy.mend()

        def back() -> bool:
            self.running.linking.sync()
            return self.running.link.online and not self.running.link.status.pending

        self.until(back, "being online again")
        self.until(lambda: self.window.presence == "online", "the next heartbeat")
        self.settle()

    # -- the picture -----------------------------------------------------------------------------------------------

    def shoot_smaller(self, name: str) -> None:
        """Take the same on a small display and on the smallest one; the window is as large as before then."""
        for word, width, height in (("small", 1280, 720), ("narrow", 1024, 600)):
            self.window.resize(width, height)
            self.settle()
            self.shoot(f"{name}-{word}")
        self.window.resize(1440, 900)
        self.settle()

    def shoot(self, name: str, *, toasts: bool = False) -> None:
        """Save a picture unless this name is not asked for."""
        if self.only not in name:
            return
        if not toasts and self.running.window is not None:
            self.window.toasts.clear()
        self.settle() if not self.valve_holds() else self.linger(QUIET_SECONDS)
        file = self.out / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        picture = compose()
        if blank(picture.toImage()):
            raise ShotError(f"{name} is blank")
        if not picture.save(str(file)):
            raise ShotError(f"{file} cannot be written")
        self.taken.append(file)

    def valve_holds(self) -> bool:
        """Say whether reads are being held up."""
        return self._valve is not None and not self._valve._open.is_set()

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """Hold the local data up for the time of the block."""
        self.valve.hold()
        try:
            yield
        finally:
            self.valve.release()
            self.settle()

    @contextmanager
    def failing(self, code: str = "database_damaged", **values: object) -> Iterator[None]:
        """Let the local data fail for the time of the block."""
        self.valve.error = AppError(code, dict(values))
        try:
            yield
        finally:
            self.valve.error = None


def compose() -> QPixmap:
    """Return the largest window with the dialogs and menus that stand over it, each in a thin frame."""
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible() and not each.size().isEmpty()]
    if not shown:
        raise ShotError("no window is open")
    base = max(shown, key=lambda each: each.width() * each.height())
    picture = base.grab()
    origin = base.mapToGlobal(QPoint(0, 0))
    for each in sorted((each for each in shown if each is not base), key=_height):
        place = QRect(each.mapToGlobal(QPoint(0, 0)) - origin, each.size())
        part = each.grab()
        painter = QPainter(picture)
        painter.drawPixmap(place.topLeft(), part)
        if each.isWindow() and isinstance(each, QDialog):
            painter.setPen(theme().color("border.control"))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()
    return picture


def blank(image: QImage) -> bool:
    """Say whether there is nothing to see: texts alone make hundreds of colours."""
    places = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    return len({image.pixel(x, y) for x, y in places}) < LEAST_COLOURS


def seen() -> str:
    """Return what the labels of the open windows say, for a message about what did not come about."""
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    texts = [label.text() for each in shown for label in each.findChildren(QLabel) if label.isVisible()]
    return " | ".join(filter(None, texts))[:2000]


def _height(widget: QWidget) -> int:
    """Return how far up a window stands: dialogs by depth, menus over all."""
    depth, parent = 0, widget.parentWidget()
    while parent is not None:
        depth, parent = depth + 1, parent.parentWidget()
    return depth + (1000 if isinstance(widget, QMenu) else 0)
