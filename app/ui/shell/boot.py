"""The first half second: the application, the look, and an empty frame on screen while the rest is being imported."""

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import msgspec
from PySide6.QtCore import QEventLoop, QObject, QSocketNotifier, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.system.paths import AppPaths, app_paths
from app.system.settings import Notice, Settings, SettingsFile
from app.ui.kit.i18n import LANGUAGES, install_language, system_language, tr
from app.ui.kit.single_instance import SingleInstance
from app.ui.kit.theme import install_theme, theme

log = logging.getLogger(__name__)


class Frame(QWidget):
    """Looks like the window before anything is in it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(tr("知应客服台"))
        self.resize(1440, 900)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("bg.app"))
        painter.fillRect(0, 0, self.width(), look.px(44), look.color("bg.panel"))
        painter.fillRect(0, self.height() - look.px(27), self.width(), look.px(27), look.color("bg.panel"))
        painter.fillRect(0, 0, look.px(60), self.height() - look.px(27), look.color("bg.rail"))
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


class Termination(QObject):
    """Tells on the GUI thread that the system asks the program to end (Ctrl+C, SIGTERM)."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._in, self._out = socket.socketpair()
        self._in.setblocking(False)
        self._out.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._in.fileno())
        # a handler of its own keeps Python's default from ending the process in the middle of a write
        self._before = {
            number: signal.signal(number, _leave_to_the_notifier) for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._out.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._in.close()
        self._out.close()

    def _on_signal(self) -> None:
        self._out.recv(64)
        self.asked.emit()


def _leave_to_the_notifier(number: int, frame: FrameType | None) -> None:
    """The wake-up socket has told the event loop."""


class Loading(QObject):
    """Runs a function (imports) on a thread from now on. :meth:`Boot.wait_for` waits for its end."""

    over = Signal()

    def __init__(self, load: Callable[[], object]) -> None:
        super().__init__()
        self._load = load
        self.error: BaseException | None = None
        self.ended = False
        self.thread_ = threading.Thread(target=self._run, name="start", daemon=True)
        self.thread_.start()

    def _run(self) -> None:
        try:
            self._load()
        except BaseException as error:
            self.error = error
        self.ended = True
        self.over.emit()


def make_application() -> QApplication:
    """Make the one application of this process."""
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"  # the wheel has no plugin for fcitx, which speaks this protocol too
    return QApplication(sys.argv[:1])


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for. With a password the program lets in without asking."""

    server: str = ""
    login: str = ""
    password: str | None = None
    tray: bool = True


class Boot:
    """The application with its settings, language and look in force."""

    def __init__(self, app: QApplication, profile: Path | None = None, language: str = "") -> None:
        self.app = app
        self.paths: AppPaths = app_paths(profile)
        self.settings_file = SettingsFile(self.paths.settings)
        self.settings: Settings
        self.notices: tuple[Notice, ...]
        self.settings, self.notices = self.settings_file.load()
        self.forced_language = language
        app.setApplicationName("zhiying-desk")
        app.setDesktopFileName("zhiying-desk")  # by this a Linux desktop finds the icon and the badge
        app.setQuitOnLastWindowClosed(False)
        self.instance = SingleInstance(self.paths.lock)
        self.frame: Frame | None = None
        self.dress(self.settings, sheet=False)  # the first window puts it on

    def alone(self) -> bool:
        """Become the one program of this profile; False when another one runs, which then comes to the front."""
        with contextlib.suppress(OSError):  # told on screen when the program starts
            self.paths.create()
        return self.instance.take()

    def dress(self, settings: Settings, *, sheet: bool = True) -> None:
        """Put language and look in force; ``sheet`` as in :meth:`app.ui.kit.theme.Theme.apply`."""
        wanted = self.forced_language or settings.language
        language = wanted if wanted in LANGUAGES else system_language()
        install_language(language)
        install_theme(self.app).apply(
            settings.theme,
            text_percent=settings.text_percent,
            density=settings.density,
            language=language,
            sheet=sheet,
        )

    def show_frame(self) -> None:
        """Show the empty frame."""
        self.frame = Frame()
        self.frame.show()
        self.app.processEvents()

    def drop_frame(self) -> None:
        """Take the frame away: the real window is there."""
        if self.frame is not None:
            self.frame.close()
            self.frame.deleteLater()
            self.frame = None

    def wait_for(self, loading: Loading) -> None:
        """Keep the frame alive until ``loading`` is over. Raises what it raised."""
        loop = QEventLoop()
        loading.over.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        if not loading.ended:
            loop.exec()
        loading.thread_.join()
        if loading.error is not None:
            raise loading.error
