"""Locking the desk: by its key, after a time without input, and when the computer slept.

The windows are hidden, not covered, and a :class:`LockScreen` is shown in their place: no key of theirs works, nothing
of theirs is painted, and all that is open in them is there again afterwards. Synchronisation goes on. That the desk is
locked is remembered, so that a new start asks for the password too.
"""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.system.paths import AppPaths
from app.system.settings import Account
from app.ui.account import network
from app.ui.account.linking import Linking
from app.ui.account.lock_screen import LockScreen
from app.ui.kit.preferences import Preferences
from app.ui.kit.tasks import Tasks

LOOK_MS = 5_000
ASLEEP_S = 60
"""A look that comes later by so much on the wall clock: the computer slept."""
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class LastInput(QObject):
    """When a person last did something in any window of the program (s, on ``clock``).

    It listens at the native window that has the focus: a filter on the application would see every event of every
    object. What an input method takes reaches no window, but moves the cursor.
    """

    def __init__(self, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.at = clock()
        self._watched: QWindow | None = None

    def begin(self) -> None:
        """Listen from now on."""
        self.touch()
        app = QApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._follow)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.touch)
        self._follow(QGuiApplication.focusWindow())

    def end(self) -> None:
        """Listen no more."""
        app = QApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.disconnect(self._follow)
        QGuiApplication.inputMethod().cursorRectangleChanged.disconnect(self.touch)
        self._follow(None)

    def touch(self) -> None:
        """Something was done."""
        self.at = self._clock()

    def _follow(self, window: QWindow | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            self.touch()
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self.at = self._clock()
        return False


class Locking(QObject):
    """Locks and unlocks one desk at a time."""

    leaveWanted = Signal()
    """Somebody else wants to sign in: the desk is to be closed. It stays locked for the next start."""
    closed = Signal()
    standInWanted = Signal(object)
    """The widget to be shown whenever the main window is to be shown; None for the window itself again."""

    def __init__(
        self,
        tasks: Tasks,
        preferences: Preferences,
        paths: AppPaths,
        linking: Linking,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._preferences, self._paths, self._linking = tasks, preferences, paths, linking
        self._clock, self._wall = clock, wall
        self._window: Callable[[], QWidget | None] = lambda: None
        self._account: Account | None = None
        self._hidden: list[tuple[QWidget, Qt.WindowModality]] = []
        self._input: LastInput | None = None
        self._looked = 0.0
        self.screen: LockScreen | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, account: Account, window: Callable[[], QWidget | None]) -> None:
        """Watch over an account's desk, whose window may be made anew; to be called when it is usable."""
        self.end()
        self._account, self._window = account, window
        self._input = LastInput(self._clock, self)
        self._input.begin()
        self._looked = self._wall()
        self._timer.start()

    def end(self) -> None:
        """There is no desk any more. Whether it was locked is remembered."""
        self._timer.stop()
        if self._input is not None:
            self._input.end()
            self._input.deleteLater()
            self._input = None
        self._account = None
        self._drop_screen()
        self._hidden = []

    @property
    def locked(self) -> bool:
        """Whether the desk is locked now."""
        return self.screen is not None

    def look(self) -> None:
        """Lock the desk if nobody has touched it for long, or the computer slept."""
        asleep = self._wall() - self._looked > ASLEEP_S + LOOK_MS / 1000
        self._looked = self._wall()
        minutes = self._preferences.value.lock_after
        if self._input is None or not minutes or not self.possible:
            return
        if asleep or self._clock() - self._input.at >= 60 * minutes:
            self.lock()

    @property
    def possible(self) -> bool:
        """Whether it could be unlocked again: a password is kept to compare with, or the server can be asked."""
        account = self._account
        if account is None:
            return False
        kept = self._paths.profile(account.server_id, account.agent_id).offline_sign_in.is_file()
        return kept or self._linking.answers

    def lock(self) -> None:
        """Hide every window, and ask for the password."""
        window, account = self._window(), self._account
        if window is None or account is None or self.screen is not None:
            return
        self._note(account, locked=True)
        linking = self._linking
        check = partial(
            network.check_password, account, self._paths, renew=linking.ask_renewal, ended=lambda: linking.ended
        )
        screen = self.screen = LockScreen(
            self._tasks, account.name or account.login, account.agent_id, check, linking.link
        )
        screen.unlocked.connect(lambda _: self.unlock())
        screen.leaveWanted.connect(self.leaveWanted)
        screen.closed.connect(self.closed)
        shown = window.isVisible()
        screen.setGeometry(window.geometry())
        screen.setWindowState(window.windowState() & ~Qt.WindowState.WindowActive)
        self.standInWanted.emit(screen)
        self._hide_all(screen, window)
        if shown:
            screen.show()
            screen.activateWindow()

    def unlock(self) -> None:
        """Show again what was hidden, as it was."""
        if self._account is not None:
            self._note(self._account, locked=False)
        self._drop_screen()
        hidden, self._hidden = self._hidden, []
        window = self._window()
        for widget, modality in hidden:
            if isValid(widget):
                widget.setWindowModality(modality)
                widget.show()
        if window is not None:
            window.show()  # also one that was made anew meanwhile
            window.activateWindow()
        if self._input is not None:
            self._input.touch()

    def _note(self, account: Account, *, locked: bool) -> None:
        self._preferences.replace(self._preferences.value.with_lock(account, locked=locked))

    def _hide_all(self, screen: QWidget, window: QWidget) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget is screen or not widget.isVisible():
                continue
            if widget.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
                widget.close()
                continue
            self._hidden.append((widget, widget.windowModality()))
        self._hidden.sort(key=lambda each: each[0] is window, reverse=True)  # its dialogs stand over it
        for widget, _ in reversed(self._hidden):
            widget.hide()

    def _drop_screen(self) -> None:
        screen, self.screen = self.screen, None
        self.standInWanted.emit(None)
        if screen is not None:
            screen.hide()
            screen.deleteLater()
