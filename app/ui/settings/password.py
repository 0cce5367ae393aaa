"""Changing one's own password: at the server only, then here for the sign-in without a network."""

import logging
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.clock import now_ms
from app.domain.errors import AppError
from app.domain.protocol import NewPassword
from app.system import data_key
from app.system.offline_sign_in import FILE, OfflineSignIn
from app.system.paths import ProfilePaths
from app.ui.kit.buttons import set_busy
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.notices import sentence
from app.ui.kit.online import Online
from app.ui.kit.screen import Context
from app.ui.kit.theme import set_state

log = logging.getLogger(__name__)


def change_password(online: Online, folder: Path | None, old: str, new: str) -> None:
    """Change it; blocks. Raises AppError: offline, wrong_password, password_short, rate_limited.

    ``folder`` is the profile's, whose data the old password unlocks, and where it allows the sign-in without a network.
    """
    online.call(lambda requests: requests.post("/auth/v1/password", NewPassword(old=old, new=new), type(None)))
    if folder is not None:
        try:
            data_key.change_password(ProfilePaths(folder).data_key, old, new)
        except (OSError, AppError) as error:
            # the old one still unlocks the local data, and is asked for when the key store fails
            log.warning("the new password does not unlock the local data: %s", error)
    offline = OfflineSignIn(folder / FILE) if folder is not None else None
    if offline is not None and offline.kept:
        try:
            offline.remember(new, now_ms())
        except OSError as error:
            log.warning("the new password is not kept for offline: %s", error)
            offline.forget()  # rather none than the old one


class PasswordDialog(Dialog):
    """Asks for the old password once and for the new one twice."""

    def __init__(self, parent: QWidget, ctx: Context, folder: Path | None) -> None:
        super().__init__(parent, tr("修改密码"), width=420)
        self._ctx, self._folder = ctx, folder
        self.body.addWidget(label(tr("修改密码"), "h3", strong=True))
        hint = tr("其他设备上的登录会结束，要用新密码再登录。这台电脑不受影响。")
        self.body.addWidget(label(hint, tone="secondary", wrap=True))
        self.old, self.new, self.again = (QLineEdit() for _ in range(3))
        names = (tr("现在的密码"), tr("新密码"), tr("再输一次新密码"))
        for field, name in zip((self.old, self.new, self.again), names, strict=True):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.textEdited.connect(self._calm)
            self.add_field(name, field)
        self._failure = label("", tone="danger", wrap=True)
        self._failure.hide()
        self.body.addWidget(self._failure)
        self.add_button(tr("取消"))
        self.yes = self.add_button(tr("修改"), self.submit, kind="primary", default=True)
        self.old.setFocus()

    def failure(self) -> str:
        """Return what was said about a failure."""
        return "" if self._failure.isHidden() else self._failure.text()

    def submit(self) -> None:
        """Change it, or point at what is missing."""
        for field in (self.old, self.new, self.again):
            if not field.text():
                self._refuse(field, "")
                return
        if self.new.text() != self.again.text():
            self._refuse(self.again, tr("两次输入的新密码不一样"))
            return
        online: Online = self._ctx.service(Online)
        old, new = self.old.text(), self.new.text()
        set_busy(self.yes, True)
        self._ctx.tasks.run(
            lambda: change_password(online, self._folder, old, new), self._changed, self._failed, owner=self
        )

    def _changed(self, _: object) -> None:
        self.accept()
        self._ctx.notices.toast(tr("密码已修改"))

    def _failed(self, error: BaseException) -> None:
        set_busy(self.yes, False)
        if not isinstance(error, AppError):
            self._refuse(self.old, tr("没有改成，请再试一次"))
        elif error.code == "offline":
            self._refuse(self.old, tr("连上总部后才能修改密码"))
        else:
            self._refuse(self.new if error.code == "password_short" else self.old, sentence(error))

    def _refuse(self, field: QLineEdit, text: str) -> None:
        self._failure.setText(text)
        self._failure.setVisible(bool(text))
        set_state(field, invalid=True)
        field.selectAll()
        field.setFocus()

    def _calm(self) -> None:
        self._failure.hide()
        for field in (self.old, self.new, self.again):
            set_state(field, invalid=False)
