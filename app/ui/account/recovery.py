"""When the local data cannot be opened: what is wrong, that nothing is thrown away, and the ways on."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.system.data_key import SERVICE as DATA_KEYS
from app.ui.kit.buttons import button
from app.ui.kit.dialogs import confirm
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label, separator
from app.ui.kit.states import StateView
from app.ui.kit.theme import set_state, theme


class RecoveryView(QWidget):
    """Shows one problem of the local data."""

    retryWanted = Signal()
    renewWanted = Signal()
    """Put the damaged file aside and begin a new one."""
    unlockWanted = Signal(str)
    """Try an earlier password."""
    leaveWanted = Signal()
    """Back to the sign-in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = Path()
        self._tried = False
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        card = QFrame()
        card.setProperty("surface", "card")
        card.setFixedWidth(theme().px(680))
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(8)
        self.state = StateView(size="h2")
        column.addWidget(self.state)
        self.state.ask(self._make_former())
        self._rescued = label("", tone="secondary", wrap=True, selectable=True)
        self._rescued.hide()
        self._copy = button(tr("复制没保存的文字"), self._copy_text, icon="copy")
        self._copy.hide()
        self._text = ""
        column.addWidget(self._rescued)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(separator())
        self._detail = label("", "small", "tertiary", wrap=True, selectable=True)
        column.addWidget(self._detail)
        row = QHBoxLayout()  # an alignment instead would give wrapped words one line
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def _make_former(self) -> QWidget:
        self._former = QWidget()
        row = QHBoxLayout(self._former)
        row.setContentsMargins(0, 8, 0, 8)
        self.former = QLineEdit()
        self.former.setEchoMode(QLineEdit.EchoMode.Password)
        self.former.setPlaceholderText(tr("以前的密码"))
        self.former.setAccessibleName(tr("以前的密码"))
        self.former.setMinimumWidth(theme().px(240))
        self.former.textEdited.connect(lambda: set_state(self.former, invalid=False))
        self.former.returnPressed.connect(self._submit_former)
        row.addWidget(self.former)
        row.addWidget(button(tr("打开"), self._submit_former, kind="primary"))
        self._former.hide()
        return self._former

    def _submit_former(self) -> None:
        if self.former.text():
            self._tried = True
            self.unlockWanted.emit(self.former.text())
        else:
            set_state(self.former, invalid=True)

    def show_problem(self, error: AppError, folder: Path) -> None:
        """Show why the local data in a folder cannot be opened."""
        self._folder = folder
        changed = error.code == "key_password_changed"
        self._former.setVisible(changed)
        set_state(self.former, invalid=changed and self._tried)
        if not changed:
            self.former.clear()
            self._tried = False
        retry, leave = (tr("再试一次"), self.retryWanted.emit), (tr("返回登录"), self.leaveWanted.emit)
        look = (tr("打开文件夹"), self._open)
        if error.code == "database_damaged":
            title = tr("本机数据文件已损坏")
            hint = tr("没有删除任何东西。可以先另存旧文件，再从总部重新同步；没上传的内容能读出来的会单独存一份。")
            choices = [retry, (tr("另存旧文件并重新同步"), self._ask_renew), look, leave]
        elif changed and self._tried:
            title = tr("这个密码也打不开本机数据")
            hint = tr("请再想想以前用过的密码。没有删除任何东西。")
            choices = [(tr("另存旧文件并重新同步"), self._ask_renew_locked), leave]
        elif changed:
            title = tr("本机数据还锁着以前的密码")
            hint = tr("您的密码在别处改过。输入以前的密码就能打开，没上传的内容也在；以后用新密码。")
            choices = [(tr("另存旧文件并重新同步"), self._ask_renew_locked), leave]
        elif error.code in ("key_lost", "key_wrong"):
            if error.code == "key_lost":
                title = tr("找不到本机数据的密钥")
                hint = tr("本机数据已加密，密钥原来在系统密钥库的「{entry}」里。没有删除任何东西，恢复它后可以再试。")
            else:
                title = tr("密钥库里的密钥不是这份数据的")
                hint = tr("本机数据已加密，系统密钥库的「{entry}」换成了别的密钥。没有删除任何东西，换回来后可以再试。")
            hint = hint.format(entry=DATA_KEYS)
            choices = [retry, (tr("另存旧文件并重新同步"), self._ask_renew_locked), look, leave]
        elif error.code == "database_newer":
            title = tr("本机数据由更新的版本写成")
            hint = tr("请升级程序后再打开。数据没有改动。")
            choices = [retry, look, leave]
        elif error.code == "disk_full":
            title = tr("磁盘满了")
            hint = tr("腾出一些空间后再试。已有的数据没有改动。")
            choices = [retry, look, leave]
        else:
            title = tr("本机数据文件夹不能写入")
            hint = tr("检查文件夹的权限，或是否被别的程序占用。")
            choices = [retry, look, leave]
        self.state.set("database", title, hint, choices, tone="danger")
        values = "  ".join(f"{name}: {value}" for name, value in error.values.items() if name != "path")
        self._detail.setText(f"{error.code}  {error.values.get('path', folder)}  {values}".strip())
        self.setAccessibleName(f"{title}。{hint}")
        if changed:
            self.former.setFocus()

    def show_rescued(self, text: str, file: Path | None) -> None:
        """Tell where that is which was being written; ``text`` "" for nothing, ``file`` None if no disk took it."""
        self._text = text
        kept = tr("正在写的内容已存到 {file}，修复后会再给您").format(file=file)
        self._rescued.setText(kept if file is not None else tr("正在写的内容没能存下，请复制后保管"))
        self._rescued.setVisible(bool(text))
        self._copy.setVisible(bool(text))

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._text)

    def title(self) -> str:
        """Return what was said."""
        return self.accessibleName()

    def _ask_renew(self) -> None:
        confirm(
            self,
            tr("另存旧文件并重新同步?"),
            tr("旧文件会移到备份文件夹，不会删除。总部已有的内容会重新下载；只存在本机的内容另存一份，供您补录。"),
            tr("另存并重新同步"),
            self.renewWanted.emit,
        )

    def _ask_renew_locked(self) -> None:
        confirm(
            self,
            tr("另存旧文件并重新同步?"),
            tr("总部已有的内容会重新下载。只存在本机、没上传的内容打不开，会随旧文件一起锁在备份文件夹里，不会删除。"),
            tr("另存并重新同步"),
            self.renewWanted.emit,
        )

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
