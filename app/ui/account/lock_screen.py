"""The locked desk: whose it is, a field for the password, and the way to another account. Nothing else can be read."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.ui.account.checks import sentence_of
from app.ui.kit.buttons import button, set_busy
from app.ui.kit.chips import Avatar
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.labels import label
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import set_state, theme

LEAST = QSize(560, 420)


class LockScreen(QWidget):
    """Asks for the password. ``check`` is called with it off the GUI thread and raises AppError for a wrong one.

    ``retry_after_s`` of the error's values is how long no other is taken. Without a ``link`` nothing is synchronised
    yet.
    """

    unlocked = Signal(str)
    """The password."""
    leaveWanted = Signal()
    """Somebody else wants to sign in."""
    closed = Signal()

    def __init__(
        self, tasks: Tasks, name: str, key: str, check: Callable[[str], None], link: SyncLink | None = None
    ) -> None:
        super().__init__()
        self._tasks, self._check = tasks, check
        self._left = 0
        self.setMinimumSize(LEAST)
        self.setWindowIcon(QIcon(icon("message-2", "accent.text")))
        self.setWindowTitle(f"{tr('已锁定')} — {tr('知应客服台')}")
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        card = QFrame()
        card.setProperty("surface", "card")
        card.setFixedWidth(theme().px(380))
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 26)
        column.setSpacing(10)
        column.addWidget(Avatar(name, key, side=56), 0, Qt.AlignmentFlag.AlignHCenter)
        self.state = label("", "small", "secondary", wrap=True)
        for line in (label(name, "h2", strong=True, wrap=True), self.state):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        self._link = link
        if link is not None:
            link.changed.connect(self._tell)
        self._tell()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(tr("密码"))
        self.password.setAccessibleName(tr("密码"))
        self.password.textEdited.connect(self._calm)
        self.password.returnPressed.connect(self.submit)
        column.addWidget(self.password)
        self._failure = label("", "small", "danger", wrap=True)
        self._failure.hide()
        column.addWidget(self._failure)
        self.yes = button(tr("解锁"), self.submit, kind="primary")
        column.addWidget(self.yes)
        column.addWidget(button(tr("换人登录"), self.leaveWanted.emit, kind="link"), 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)
        self.setFocusProxy(self.password)
        self.password.setFocus()

    def _tell(self) -> None:
        """Say what goes on behind the lock."""
        if self._link is None:
            words = tr("已锁定，解锁后继续同步")
        elif self._link.online:
            words = tr("已锁定，同步还在继续")
        elif self._link.status.error in ("token_expired", "wrong_credentials"):
            words = tr("已锁定，登录已过期，解锁后再登录一次才能同步")
        else:
            words = tr("已锁定，现在离线，连上后自动继续同步")
        self.state.setText(words)

    def failure(self) -> str:
        """Return what was said about a failure."""
        return "" if self._failure.isHidden() else self._failure.text()

    def submit(self) -> None:
        """Try the password, unless one has to wait."""
        password = self.password.text()
        if self._left or not self.yes.isEnabled():
            return
        if not password:
            set_state(self.password, invalid=True)
            return
        set_busy(self.yes, True)
        self._tasks.run(lambda: self._check(password), lambda _: self._passed(password), self._refused, owner=self)

    def _passed(self, password: str) -> None:
        self.password.clear()
        set_busy(self.yes, False)
        self._calm()
        self.unlocked.emit(password)

    def _refused(self, error: BaseException) -> None:
        set_busy(self.yes, False)
        code, values = (error.code, error.values) if isinstance(error, AppError) else ("", {})
        if code in ("wrong_credentials", "rate_limited"):
            self._left = int(str(values.get("retry_after_s", 0)))
            self._say(tr("密码不对，请再输一次"))
        elif code in ("offline", "timeout"):
            self._say(tr("这台电脑没有保存可核对的密码，连上总部后才能解锁"))
        else:
            self._say(sentence_of(error) if isinstance(error, AppError) else tr("没有解开，请再试一次"))
        self.password.selectAll()
        self.password.setFocus()
        if self._left:
            self.yes.setEnabled(False)
            self._count_down()
            self._second.start()

    def _count_down(self) -> None:
        if self._left:
            self._say(tr("密码不对。{n} 秒后才能再试", n=self._left).format(n=self._left))
            self._left -= 1
        else:
            self._second.stop()
            self.yes.setEnabled(True)
            self._calm()

    def _say(self, text: str) -> None:
        self._failure.setText(text)
        self._failure.setAccessibleName(text)
        self._failure.show()
        set_state(self.password, invalid=True)

    def _calm(self) -> None:
        if not self._left:
            self._failure.hide()
            set_state(self.password, invalid=False)

    def closeEvent(self, event: QCloseEvent) -> None:
        if event.spontaneous():
            self.closed.emit()
        super().closeEvent(event)
