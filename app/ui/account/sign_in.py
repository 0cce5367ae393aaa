"""Signing in: the server with a live check, name and password, the accounts of this computer, checks before."""

import functools
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app import __version__
from app.domain.clock import Clock, now_ms
from app.domain.errors import AppError
from app.sync.admission import ServerFound, SignInRequest
from app.system.settings import Account
from app.ui.account.checks import ABOUT_SERVER, WRONG_ADDRESS, Check, sentence_of, word_of
from app.ui.kit.buttons import button, set_busy
from app.ui.kit.chips import Avatar, Chip, Glyph, KeyHint
from app.ui.kit.formats import moment
from app.ui.kit.i18n import LANGUAGES, current_language, tr
from app.ui.kit.icons import icon
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.panes import panel
from app.ui.kit.theme import set_state, theme

PROBE_AFTER_MS = 500


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An account of this computer. ``as_of`` is when its data was last written (ms), None for none."""

    account: Account
    offline: bool = False
    as_of: int | None = None


class _Field(QLineEdit):
    """A field of the form: 36 high, with its icon."""

    def __init__(self, name: str, glyph: str) -> None:
        super().__init__()
        self.setProperty("typeSize", "message")
        self.setAccessibleName(name)
        self.addAction(QAction(icon(glyph, "text.tertiary"), "", self), QLineEdit.ActionPosition.LeadingPosition)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().control_height("lg"))


class _KnownCard(QPushButton):
    """An account to go on with."""

    def __init__(self, known: Known, now: int) -> None:
        super().__init__()
        account = known.account
        name = account.name or account.login
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(ElidedLabel(name, strong=True))
        facts = [account.login if account.name else ""]
        if known.as_of is not None:
            facts.append(tr("数据截至 {time}").format(time=moment(known.as_of, now)))
        facts.append(account.server_name)  # the longest, and the same for most: it may be cut short
        detail = " · ".join(part for part in facts if part)
        column.addWidget(ElidedLabel(detail, "small", "secondary"))
        row.addWidget(Avatar(name, account.agent_id, side=34))
        row.addLayout(column, 1)
        word = tr("可离线登录") if known.offline else tr("需联网一次")
        row.addWidget(Chip(word, "success" if known.offline else "warning"))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{name}，{detail}，{word}")

    def sizeHint(self) -> QSize:
        return QSize(320, theme().px(56))


class SignInView(QWidget):
    """The form. Whoever owns it answers :attr:`probeWanted` with :meth:`show_server` and :attr:`submitted` with
    :meth:`show_failure` or by going on."""

    probeWanted = Signal(str)
    submitted = Signal(object)
    """A :class:`SignInRequest`."""
    languageChosen = Signal(str)
    removeWanted = Signal(object)
    """An :class:`Account` to take off the list."""
    checksWanted = Signal()

    def __init__(self, clock: Clock = now_ms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._ca_file = ""
        self._plain_url = ""
        self._known: Sequence[Known] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_form(), 45)
        row.addWidget(self._make_side(), 55)
        self._probing = QTimer(self, singleShot=True, interval=PROBE_AFTER_MS)
        self._probing.timeout.connect(self.probe)

    # -- building --------------------------------------------------------------------------------------------------

    def _make_form(self) -> QWidget:
        form = panel(edge="right")
        column = QVBoxLayout(form)
        column.setContentsMargins(54, 36, 54, 18)
        column.setSpacing(5)
        column.addLayout(self._make_title())
        column.addSpacing(18)
        self.server = _Field(tr("服务器"), "server")
        self.server.setPlaceholderText("desk.example.com")
        self.server.textChanged.connect(self._on_server)
        self._state = label("", "small")
        self._state.setParent(self.server)
        self._add(column, tr("服务器"), self.server)
        self._server_note = label("", "small", "danger", wrap=True)
        self._server_note.hide()
        column.addWidget(self._server_note)
        self._plain = button("", self._take_plain, kind="link")
        self._plain.setProperty("flush", True)
        self._plain.hide()
        column.addWidget(self._plain, 0, Qt.AlignmentFlag.AlignLeft)
        self.language = QComboBox()
        self.language.setProperty("typeSize", "message")
        self.language.setAccessibleName(tr("语言"))
        self.language.setIconSize(QSize(theme().px(20), theme().px(16)))  # the words as far in as those of the fields
        for code, name in LANGUAGES.items():
            self.language.addItem(icon("language", "text.tertiary"), name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(current_language())))
        self.language.activated.connect(lambda at: self.languageChosen.emit(self.language.itemData(at)))
        self.login = _Field(tr("工号或账号"), "id")
        self.password = _Field(tr("密码"), "lock")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(icon("eye", "text.tertiary"), tr("显示密码"), self)
        self._eye.triggered.connect(self._toggle_password)
        self.password.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._add(column, tr("语言"), self.language)
        self._add(column, tr("工号或账号"), self.login)
        self._add(column, tr("密码"), self.password)
        self._failure = label("", tone="danger", wrap=True)
        self._failure.hide()
        column.addWidget(self._failure)
        self.remember = QCheckBox()
        self.remember.setChecked(True)
        column.addSpacing(4)
        column.addWidget(self.remember)
        column.addSpacing(8)
        column.addWidget(self._make_submit())
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(label(f"v{__version__}", "small", "tertiary"))
        foot.addStretch(1)
        column.addLayout(foot)
        for field in (self.server, self.login, self.password):
            field.returnPressed.connect(self.submit)
        return form

    def _make_submit(self) -> QPushButton:
        made = self.submit_button = button(tr("登录"), self.submit, kind="primary")
        made.setProperty("tall", True)
        self._enter = KeyHint("Enter", on_accent=True, parent=made)
        self._enter.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 12, 0)
        row.addStretch(1)
        row.addWidget(self._enter)
        return made

    def _make_title(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        logo = QFrame()
        logo.setProperty("surface", "brand")
        logo.setFixedSize(theme().px(42), theme().px(42))
        inner = QHBoxLayout(logo)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Glyph("message-2", "text.onAccent", side=26), 0, Qt.AlignmentFlag.AlignCenter)
        row.addWidget(logo)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(tr("登录知应客服台"), "h1", strong=True))
        self._office = label(tr("连上总部后开始工作"), "small", "secondary")
        words.addWidget(self._office)
        row.addLayout(words, 1)
        return row

    @staticmethod
    def _add(column: QVBoxLayout, name: str, field: QWidget) -> None:
        words = label(name, "small", "secondary")
        words.setBuddy(field)
        column.addSpacing(5)
        column.addWidget(words)
        column.addWidget(field)

    def _make_side(self) -> QWidget:
        side = panel("subtle")
        column = QVBoxLayout(side)
        column.setContentsMargins(40, 36, 40, 18)
        column.setSpacing(6)
        self._accounts_box = QWidget()
        self._accounts = QVBoxLayout(self._accounts_box)
        self._accounts.setContentsMargins(0, 0, 0, 14)
        self._accounts.setSpacing(8)
        column.addWidget(self._accounts_box)
        head = QHBoxLayout()
        head.addWidget(label(tr("登录前检查"), "h3", strong=True))
        head.addStretch(1)
        again = button(tr("重新检查"), self._check_again, kind="link")
        again.setProperty("flush", True)
        head.addWidget(again)
        column.addLayout(head)
        self._checks_box = QWidget()
        self._checks = QVBoxLayout(self._checks_box)
        self._checks.setContentsMargins(0, 0, 0, 0)
        self._checks.setSpacing(0)
        column.addWidget(self._checks_box)
        column.addStretch(1)
        self._note = label("", "small", "secondary", wrap=True)
        column.addWidget(self._note)
        self.show_key_store(usable=True)
        return side

    # -- filling ---------------------------------------------------------------------------------------------------

    def fill(self, server: str, login: str, ca_file: str = "") -> None:
        """Begin with these values and check the server. What was refused before does not concern them."""
        self.show_failure("")
        set_state(self.password, invalid=False)
        self._ca_file = ca_file
        self.server.setText(server)
        self.login.setText(login)
        (self.password if server and login else self.login if server else self.server).setFocus()
        if server:
            self._probing.stop()
            self.probe()

    def show_accounts(self, known: Sequence[Known]) -> None:
        """Show the accounts of this computer."""
        self._known = known
        _empty(self._accounts)
        self._accounts_box.setVisible(bool(known))
        if not known:
            return
        self._accounts.addWidget(label(tr("在这台电脑用过的账号"), "h3", strong=True))
        hint = tr("断网时也能登录，并使用本机数据。离线登录 7 天内有效。")
        self._accounts.addWidget(label(hint, "small", "secondary", wrap=True))
        now = self._clock()
        for one in known:
            card = _KnownCard(one, now)
            card.clicked.connect(functools.partial(self._choose, one.account))
            holder = QHBoxLayout()
            holder.addWidget(card, 1)
            remove = button(tr("移除"), functools.partial(self.removeWanted.emit, one.account), kind="link")
            remove.setProperty("flush", True)
            remove.setAccessibleName(tr("从列表移除 {name}").format(name=one.account.name or one.account.login))
            holder.addWidget(remove)
            row = QWidget()
            row.setMinimumHeight(theme().px(56))
            holder.setContentsMargins(0, 0, 0, 0)
            row.setLayout(holder)
            self._accounts.addWidget(row)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show how things stand before the sign-in."""
        _empty(self._checks)
        for check in checks:
            row = QHBoxLayout()
            row.setContentsMargins(0, 7, 0, 7)
            row.setSpacing(10)
            glyph = "circle-check" if check.tone == "success" else "alert-triangle"
            row.addWidget(Glyph(glyph, f"{check.tone}.text", side=18))
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(check.title, strong=True))
            words.addWidget(label(check.detail, "small", "secondary", wrap=True))
            row.addLayout(words, 1)
            row.addWidget(label(check.word, "small", "secondary" if check.tone == "success" else check.tone))
            holder = QWidget()
            holder.setLayout(row)
            holder.setAccessibleName(f"{check.title}：{check.word}，{check.detail}")
            self._checks.addWidget(holder)
            self._checks.addWidget(separator())

    def show_key_store(self, *, usable: bool) -> None:
        """Say what is kept: without a key store only that the password may be used without the server."""
        if usable:
            self.remember.setText(tr("保持登录，断网时也能进入（7 天）"))
            self._note.setText(tr("密码不会存在这台电脑上。登录凭证放在系统的密钥库里。"))
        else:
            self.remember.setText(tr("断网时也能用密码登录（7 天）"))
            self._note.setText(tr("密码不会存在这台电脑上。系统没有可用的密钥库，不能保持登录，重启后要再输一次密码。"))

    def kept_note(self) -> str:
        """Return what is said of what stays on this computer."""
        return self._note.text()

    # -- the server ------------------------------------------------------------------------------------------------

    def probe(self) -> None:
        """Ask for a check of the server now."""
        url = self.server.text().strip()
        if url:
            self._say_state(tr("正在检查"), "tertiary")
            self.probeWanted.emit(url)

    def show_server(self, url: str, found: ServerFound | None, error: AppError | None) -> None:
        """Show who answered at an address, unless another one was typed meanwhile."""
        if url != self.server.text().strip():
            return
        if found is not None:
            self._forget_server()
            self._say_state(tr("可连接 · {ms} ms").format(ms=found.latency_ms), "success")
            self._office.setText(found.name or tr("连上总部后开始工作"))
        elif error is not None:
            self._refuse_server(error)

    def _refuse_server(self, error: AppError) -> None:
        """Say at the server's field what is wrong with it, and offer what may do instead."""
        self._forget_server()
        wrong = error.code in WRONG_ADDRESS
        self._say_state(word_of(error), "danger" if wrong else "warning")
        self._server_note.setText(sentence_of(error))
        self._server_note.show()
        set_state(self._server_note, tone="danger" if wrong else "warning")
        set_state(self.server, invalid=wrong)
        self._plain_url = str(error.values.get("plain", ""))
        self._plain.setText(tr("改用 {url}").format(url=self._plain_url))
        self._plain.setVisible(bool(self._plain_url))

    def _forget_server(self) -> None:
        """Nothing is known of the server: what was said of another address does not concern this one."""
        self._say_state("", "tertiary")
        self._server_note.hide()
        self._plain.hide()
        self._office.setText(tr("连上总部后开始工作"))
        set_state(self.server, invalid=False)

    def _take_plain(self) -> None:
        self.server.setText(self._plain_url)
        (self.password if self.login.text() else self.login).setFocus()
        self._probing.stop()
        self.probe()

    def server_note(self) -> str:
        """Return what is said below the server's field."""
        return "" if self._server_note.isHidden() else self._server_note.text()

    def office(self) -> str:
        """Return what stands below the title: which office answers."""
        return self._office.text()

    def plain_offer(self) -> QPushButton | None:
        """Return the button that takes the address without encryption while it is offered."""
        return None if self._plain.isHidden() else self._plain

    def server_words(self) -> str:
        """Return what stands at the right of the server's field."""
        return self._state.text()

    def _on_server(self) -> None:
        self._forget_server()
        self.show_failure("")
        self._probing.start()

    def _say_state(self, text: str, tone: str) -> None:
        self._state.setText(text)
        set_state(self._state, tone=tone)
        self._state.adjustSize()
        self._place_state()
        self.server.setAccessibleDescription(text)

    def _place_state(self) -> None:
        field = self.server
        self._state.move(field.width() - self._state.width() - 12, (field.height() - self._state.height()) // 2)
        field.setTextMargins(0, 0, self._state.width() + 8, 0)

    def resizeEvent(self, event: object) -> None:
        QTimer.singleShot(0, self, self._place_state)

    # -- signing in ------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Ask for the sign-in, or point at what is missing."""
        self.show_failure("")
        for field in (self.server, self.login, self.password):
            missing = not field.text().strip()
            set_state(field, invalid=missing)
            if missing:
                field.setFocus()
                return
        if not self.submit_button.isEnabled():
            return
        self.set_busy(True)
        self.submitted.emit(
            SignInRequest(
                url=self.server.text().strip(),
                login=self.login.text().strip(),
                password=self.password.text(),
                remember=self.remember.isChecked(),
                ca_file=self._ca_file,
            )
        )

    def set_busy(self, busy: bool) -> None:
        """Keep the button from being pressed twice."""
        set_busy(self.submit_button, busy)
        self._enter.setVisible(not busy)
        self.submit_button.setText(tr("正在登录") if busy else tr("登录"))

    def refuse(self, error: AppError) -> None:
        """Say why the sign-in did not work, at the field that it is about."""
        if error.code in ABOUT_SERVER:
            self.show_failure("")
            self.set_busy(False)
            self._refuse_server(error)
            self.server.setFocus()
        else:
            self.show_failure(sentence_of(error), at_password=error.code == "wrong_credentials")

    def show_failure(self, text: str, *, at_password: bool = False) -> None:
        """Say why the sign-in did not work, in words; "" for nothing."""
        self._failure.setText(text)
        self._failure.setVisible(bool(text))
        if text:
            self.set_busy(False)
            self._failure.setAccessibleName(text)
        if at_password:
            set_state(self.password, invalid=True)
            self.password.selectAll()
            self.password.setFocus()

    def failure(self) -> str:
        """Return what was said about the failure."""
        return self._failure.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.show_failure("")
        super().keyPressEvent(event)

    def _choose(self, account: Account) -> None:
        self.password.clear()  # it was somebody else's
        self.fill(account.server_url, account.login, self._ca_file)

    def _toggle_password(self) -> None:
        hidden = self.password.echoMode() == QLineEdit.EchoMode.Password
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if hidden else "eye", "text.tertiary"))
        self._eye.setText(tr("隐藏密码") if hidden else tr("显示密码"))

    def _check_again(self) -> None:
        self.probe()
        self.checksWanted.emit()


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
