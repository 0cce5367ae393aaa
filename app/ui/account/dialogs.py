"""Signing in again while working, and signing out."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.domain.errors import AppError
from app.ui.account.checks import sentence_of
from app.ui.kit.buttons import set_busy
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import set_state


class RenewDialog(Dialog):
    """Asks for the password again. Nothing that is open closes; the work goes on either way."""

    def __init__(self, parent: QWidget, tasks: Tasks, name: str, renew: Callable[[str], None]) -> None:
        super().__init__(parent, tr("重新登录"), width=420)
        self._tasks, self._renew = tasks, renew
        self.body.addWidget(label(tr("重新登录"), "h3", strong=True))
        hint = tr("登录已过期。输入密码后继续同步，打开的内容都不会动。")
        self.body.addWidget(label(hint, tone="secondary", wrap=True))
        self.body.addWidget(label(name, strong=True))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(tr("密码"))
        self.password.setPlaceholderText(tr("密码"))
        self.body.addWidget(self.password)
        self._failure = label("", tone="danger", wrap=True)
        self._failure.hide()
        self.body.addWidget(self._failure)
        self.add_button(tr("稍后"))
        self.yes = self.add_button(tr("登录"), self.submit, kind="primary", default=True)
        self.password.setFocus()

    def submit(self) -> None:
        """Try the password."""
        password = self.password.text()
        if not password:
            set_state(self.password, invalid=True)
            return
        set_busy(self.yes, True)
        self._tasks.run(lambda: self._renew(password), lambda _: self.accept(), self._failed, owner=self)

    def failure(self) -> str:
        """Return what was said about a failure."""
        return self._failure.text()

    def _failed(self, error: BaseException) -> None:
        set_busy(self.yes, False)
        self._failure.setText(sentence_of(error) if isinstance(error, AppError) else tr("没有登录成，请再试一次"))
        self._failure.show()
        self.password.selectAll()
        self.password.setFocus()


def ask_sign_out(
    parent: QWidget,
    pending: int,
    on_yes: Callable[[bool], object],
    *,
    connected: bool = True,
    on_export: Callable[[Dialog], object] | None = None,
) -> Dialog:
    """Ask before signing out. ``pending`` actions and files are not on the server yet; they stay on this computer, and
    ``on_export`` puts them into a file for who may not come back to it.

    ``on_yes`` is told whether the account is to be taken off this computer's list; who is not ``connected`` is warned
    that he then cannot sign in before he is.
    """
    dialog = Dialog(parent, tr("退出登录"), width=460)
    dialog.body.addWidget(label(tr("退出登录?"), "h3", strong=True))
    if pending:
        text = tr("还有 {n} 项没上传，它们留在这台电脑，下次用同一账号登录后继续上传。", n=pending).format(n=pending)
        dialog.body.addWidget(label(text, tone="warning", wrap=True))
    else:
        dialog.body.addWidget(label(tr("本机数据会保留，下次登录可以直接用。"), tone="secondary", wrap=True))
    unreachable = label(tr("退出后再登录需要连上总部。现在离线，可以先不勾选。"), tone="warning", wrap=True)
    forget = QCheckBox(tr("不再保持登录（下次要输密码）"))
    forget.setChecked(connected)
    unreachable.setVisible(not connected)
    dialog.body.addWidget(forget)
    dialog.body.addWidget(unreachable)
    stay = dialog.add_button(tr("不退出"))
    if pending and on_export is not None:
        export = on_export
        dialog.add_button(tr("先导出…"), lambda: export(dialog)).setObjectName("export")

    def leave() -> None:
        dialog.accept()
        on_yes(forget.isChecked())

    dialog.add_button(tr("退出登录"), leave, kind="danger" if pending else "primary").setObjectName("yes")
    stay.setDefault(True)
    stay.setFocus()
    dialog.open()
    return dialog
