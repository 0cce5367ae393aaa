"""Whose hands the local data are in: the desk's lock, and the server's orders to delete what this computer holds."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.clock import now_ms
from app.domain.protocol import Beat
from app.storage.database import Database
from app.system.offline_sign_in import DAY_MS, VALID_MS
from app.system.paths import AppPaths
from app.system.secrets import TokenStore
from app.system.settings import Account
from app.ui.account import network
from app.ui.account.entrance import Entrance
from app.ui.account.linking import Linking
from app.ui.account.locking import Locking
from app.ui.account.wiping import Wiping
from app.ui.kit.formats import span
from app.ui.kit.i18n import tr
from app.ui.kit.notices import Notices, Toast
from app.ui.kit.preferences import Preferences
from app.ui.kit.tasks import Tasks

TOLD_MS = 600_000
"""How often the time is noted that a week without the server is counted by."""
WARNED_MS = 3 * DAY_MS
"""How long before its end people are told."""
DAY_S = DAY_MS / 1000


class Custody(QObject):
    """Holds both, and wires them to the entrance and the link."""

    closeWanted = Signal()
    """Nothing of the account may be open any more when the slots of this return."""
    wiped = Signal()
    """What the server ordered to delete is gone: let somebody in, and :meth:`tell` what happened."""
    leaveWanted = Signal()
    """Somebody else wants to sign in at the locked desk."""
    overdue = Signal()
    """The server was not heard for a week: the desk is to be closed until somebody signs in there."""
    toastWanted = Signal(object)
    """A :class:`Toast` that is to be shown."""
    toastOver = Signal(object)
    """One that no longer holds."""
    standInWanted = Signal(object)
    """See :attr:`Locking.standInWanted`."""

    def __init__(
        self,
        tasks: Tasks,
        preferences: Preferences,
        paths: AppPaths,
        stores: tuple[TokenStore, ...],
        linking: Linking,
        entrance: Entrance,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.wiping = Wiping(tasks, preferences, paths, stores, self)
        self.wiping.closeWanted.connect(self.closeWanted)
        self.wiping.finished.connect(self.wiped)
        entrance.wipeOrdered.connect(lambda account: self.wiping.begin(account, None))
        self.locking = Locking(tasks, preferences, paths, linking, self)
        self.locking.leaveWanted.connect(self.leaveWanted)
        self.locking.closed.connect(entrance.closed)
        self.locking.standInWanted.connect(self.standInWanted)
        linking.lockRuled.connect(lambda minutes: preferences.change(lock_most=minutes))
        linking.beaten.connect(self._hear)
        self._tasks, self._paths, self._linking = tasks, paths, linking
        self._account: Account | None = None
        self._heard: tuple[int, float] | None = None
        """The server's time when it answered last, and when that was; None once that is noted."""
        self._met = False
        self._toast: Toast | None = None
        self._warned = 0.0
        self._told = time.monotonic()
        self._clock = QTimer(self, interval=TOLD_MS)
        self._clock.timeout.connect(self._tell_time)

    def begin(self, account: Account, window: Callable[[], QWidget | None]) -> None:
        """Watch over an account's desk; to be called when it is usable."""
        self.locking.begin(account, window)
        self._account, self._heard, self._met, self._told = account, None, False, time.monotonic()
        self._toast = None
        self._tell_time()
        self._clock.start()

    def end(self) -> None:
        """There is no desk any more."""
        self.locking.end()
        self._account = None
        self._clock.stop()

    def _hear(self, beat: Beat) -> None:
        self._heard = beat.now, time.monotonic()
        if not self._met:
            self._met = True
            self._tell_time()

    def _tell_time(self) -> None:
        """The week without the server is counted by the newest time that was seen, and by how long the desk ran."""
        account, ran = self._account, time.monotonic() - self._told
        if account is not None:
            self._told += ran
            server = 0
            if self._heard is not None:
                then, at = self._heard
                server, self._heard = then + int(1000 * (time.monotonic() - at)), None
            work = partial(network.note_time, account, self._paths, now_ms(), int(1000 * ran), server)
            self._tasks.run(work, self._weigh, owner=self)

    def _weigh(self, left_ms: int | None) -> None:
        """Say, some days before, that the week is nearly over; and close the desk when it is."""
        if self._account is None or left_ms is None:
            return
        if left_ms > WARNED_MS:
            if self._toast is not None:
                self.toastOver.emit(self._toast)
                self._toast = None
        elif left_ms <= 0:
            self.overdue.emit()
        elif self._toast is None or time.monotonic() - self._warned >= DAY_S:
            self._warned = time.monotonic()
            text = tr("已 {since}没连上总部。再过 {left}还没连上，就要登录一次才能打开；没上传的内容都会留着")
            text = text.format(since=span((VALID_MS - left_ms) / 1000), left=span(left_ms / 1000))
            self._toast = Toast(
                text=text, tone="warning", action=tr("现在连接"), run=self._linking.sync, seconds=0, counted=False
            )
            self.toastWanted.emit(self._toast)

    def lock(self, notices: Notices) -> None:
        """Lock the desk, unless nobody could unlock it."""
        if self.locking.possible:
            self.locking.lock()
        else:
            notices.toast(tr("连上总部后才能锁定：这台电脑没有可核对的密码"), tone="warning")

    def obey(self, error: str, account: Account, database: Database | None) -> None:
        """Delete what this computer holds of an account if that is what an error code of its server says."""
        if error == "device_wiped":
            self.wiping.begin(account, database)

    def tell(self, notices: Notices | None) -> None:
        """Say what was deleted, once, as soon as there is somewhere to say it."""
        for toast in self.wiping.news() if notices is not None else ():
            notices.show(toast)  # type: ignore[union-attr]  # there is nothing to show where there is none
