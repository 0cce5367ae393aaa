"""The window before the desk: sign-in, first synchronisation, the local data being opened, or what is wrong there."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.domain.clock import Clock, now_ms
from app.system.settings import Account
from app.ui.account.first_sync import FirstSyncView
from app.ui.account.lock_screen import LockScreen
from app.ui.account.preparing import PreparingView
from app.ui.account.recovery import RecoveryView
from app.ui.account.sign_in import SignInView
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.notices import Notices
from app.ui.kit.tasks import Tasks
from app.ui.kit.toasts import ToastHost

SIZE = QSize(1080, 670)


class Gate(QWidget):
    """One page at a time. The composition root listens to the pages' signals."""

    closed = Signal()

    def __init__(self, clock: Clock = now_ms) -> None:
        super().__init__()
        self.setMinimumSize(940, 620)
        self.resize(SIZE)
        self.setWindowIcon(QIcon(icon("message-2", "accent.text")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedLayout()
        column.addLayout(self._stack)
        self.sign_in = SignInView(clock)
        self.recovery = RecoveryView()
        self.preparing: PreparingView | None = None
        self.first_sync: FirstSyncView | None = None
        self._stack.addWidget(self.sign_in)
        self._stack.addWidget(self.recovery)
        self.notices = Notices(self)
        self._toasts = ToastHost(self)
        self.notices.toastWanted.connect(self._toasts.show)
        self.show_sign_in()

    def show_sign_in(self) -> None:
        """Show the sign-in."""
        self._show(self.sign_in, tr("登录"))

    def show_recovery(self) -> None:
        """Show what is wrong with the local data."""
        self._show(self.recovery, tr("本机数据"))

    def show_preparing(self) -> PreparingView:
        """Show that the local data are being opened."""
        if self.preparing is None:
            self.preparing = PreparingView()
            self._stack.addWidget(self.preparing)
        if self.page is not self.preparing:
            self._show(self.preparing, tr("本机数据"))
            self.preparing.setFocus()
        return self.preparing

    def show_first_sync(self, person: str) -> FirstSyncView:
        """Show the progress of a first synchronisation."""
        if self.first_sync is not None:
            self._stack.removeWidget(self.first_sync)
            self.first_sync.deleteLater()
        self.first_sync = FirstSyncView(person)
        self._stack.addWidget(self.first_sync)
        self._show(self.first_sync, tr("首次同步"))
        self.first_sync.setFocus()
        return self.first_sync

    def show_lock(
        self,
        account: Account,
        tasks: Tasks,
        check: Callable[[str], None],
        on_unlocked: Callable[[str], object],
        on_leave: Callable[[], object],
    ) -> LockScreen:
        """Ask for the password of a desk that was locked when the program ended; ``on_unlocked`` is told it."""
        screen = LockScreen(tasks, account.name or account.login, account.agent_id, check)
        screen.unlocked.connect(on_unlocked)
        screen.leaveWanted.connect(on_leave)
        self._stack.addWidget(screen)
        self._show(screen, tr("已锁定"))
        screen.setFocus()
        return screen

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._stack.currentWidget()

    def _show(self, page: QWidget, title: str) -> None:
        self._stack.setCurrentWidget(page)
        self.setWindowTitle(f"{title} — {tr('知应客服台')}")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
