"""Locking the desk, and the computers on which people signed in: one's own, and for administrators everybody's.

The list is the server's and is asked for when the page is shown; without a line the page says so.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain import access
from app.domain.clock import now_ms
from app.domain.devices import Device, Devices
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.ui.kit.buttons import button
from app.ui.kit.chips import Chip
from app.ui.kit.dialogs import Dialog, confirm
from app.ui.kit.fields import SearchField
from app.ui.kit.formats import moment
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label, separator
from app.ui.kit.notices import sentence
from app.ui.kit.online import Online, Requests
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context
from app.ui.kit.states import StateView
from app.ui.settings.pages import Page, row

MINUTES = (0, 5, 10, 15, 30, 60)


class SecurityPage(Page):
    """The lock of this computer, and who is signed in where."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(tr("锁定与设备"))
        self._preferences: Preferences = ctx.service(Preferences)
        column = self.card()
        self.minutes = QComboBox()
        self.minutes.setAccessibleName(tr("自动锁定"))
        self.minutes.activated.connect(lambda at: self._preferences.change(lock_minutes=self.minutes.itemData(at)))
        row(column, tr("自动锁定"), tr("没有操作或电脑睡眠后，要输密码才能继续；同步不停"), self.minutes)
        self._rule = label("", "small", "secondary", wrap=True)
        column.addWidget(self._rule)
        self._fill_minutes()
        self._preferences.changed.connect(self._on_changed)
        self.mine = DeviceList(ctx, "/auth/v1/devices", tr("我登录过的电脑"))
        self.column.addWidget(self.mine)
        self.everybody: DeviceList | None = None
        if access.allowed(ctx.service(Actor).role, "device.manage"):
            self.everybody = DeviceList(ctx, "/admin/v1/devices", tr("所有人的电脑"), manages=True)
            self.column.addWidget(self.everybody)
            for one, other in ((self.mine, self.everybody), (self.everybody, self.mine)):
                one.on_changed = other.refresh
        self.end()

    def refresh(self) -> None:
        """Ask the server again."""
        self.mine.refresh()
        if self.everybody is not None:
            self.everybody.refresh()

    def _on_changed(self, names: frozenset[str]) -> None:
        if names & {"lock_minutes", "lock_most"}:
            self._fill_minutes()

    def _fill_minutes(self) -> None:
        settings = self._preferences.value
        most = settings.lock_most
        choices = {*MINUTES, settings.lock_after, most} if most else {*MINUTES, settings.lock_after}
        self.minutes.clear()
        for each in sorted(choices, key=lambda minutes: minutes or 10**6):
            if most and (each == 0 or each > most):
                continue  # the office does not allow it
            words = tr("{n} 分钟后", n=each).format(n=each) if each else tr("不自动锁定")
            self.minutes.addItem(words, each)
        self.minutes.setCurrentIndex(self.minutes.findData(settings.lock_after))
        self._rule.setText(tr("总部规定最迟 {n} 分钟后锁定", n=most).format(n=most))
        self._rule.setVisible(bool(most))


class DeviceList(QWidget):
    """The devices that a path of the server names, each with what can be done about it."""

    def __init__(self, ctx: Context, path: str, title: str, *, manages: bool = False) -> None:
        super().__init__()
        self._ctx, self._path, self._manages = ctx, path, manages
        self._devices: tuple[Device, ...] = ()
        self.on_changed: Callable[[], object] = lambda: None
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(title, "h3", strong=True), 1)
        self.search = SearchField(tr("姓名、电脑或地址"))
        self.search.setFixedWidth(220)
        self.search.setVisible(manages)
        self.search.textChanged.connect(lambda _: self._fill())
        head.addWidget(self.search)
        column.addLayout(head)
        frame = QFrame()
        frame.setProperty("surface", "card")
        self.setMaximumWidth(760)
        self.rows = QVBoxLayout(frame)
        self.rows.setContentsMargins(16, 6, 16, 6)
        self.rows.setSpacing(0)
        column.addWidget(frame)
        self._say("device-desktop", tr("正在载入"))

    def refresh(self) -> None:
        """Ask the server again."""
        online = self._ctx.services.get(Online)
        if online is None:
            self._say("cloud-off", tr("离线时看不到设备"))
            return
        ask: Callable[[], Devices] = partial(online.call, lambda requests: requests.get(self._path, Devices))
        self._ctx.tasks.run(ask, self._show, self._failed, key="devices", owner=self)

    def words(self) -> list[str]:
        """Return what every row, or the state in its place, says."""
        items = filter(None, map(self.rows.itemAt, range(self.rows.count())))
        found = filter(None, (item.widget() for item in items))
        return [each.accessibleName() for each in found if each.accessibleName()]

    def _show(self, found: Devices) -> None:
        self._devices = found.devices
        self._fill()

    def _failed(self, error: BaseException) -> None:
        again = ((tr("再试一次"), self.refresh),)
        if isinstance(error, AppError) and error.code in ("offline", "timeout"):
            self._say("cloud-off", tr("离线时看不到设备"), tr("连上总部后再看"), again)
        elif isinstance(error, AppError) and error.code == "no_such_path":  # a server from before it had the list
            self._say("device-desktop", tr("总部的版本还不能列出设备"), tr("总部升级后再看"), again)
        else:
            why = sentence(error) if isinstance(error, AppError) else tr("没有读到，请再试一次")
            self._say("alert-circle", tr("设备没有读到"), why, again, tone="danger")

    def _say(
        self,
        icon: str,
        title: str,
        hint: str = "",
        choices: tuple[tuple[str, Callable[[], object]], ...] = (),
        *,
        tone: str = "",
    ) -> None:
        self._clear()
        state = StateView(icon, title, hint, choices, tone=tone)
        state.setMinimumHeight(150)
        state.setAccessibleName(" ".join(filter(None, (title, hint))))
        self.rows.addWidget(state)

    def _clear(self) -> None:
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _fill(self) -> None:
        wanted = self.search.text().strip().casefold()
        found = [each for each in self._devices if wanted in _facts(each).casefold()]
        if not found:
            self._say("device-desktop", tr("没有符合的电脑") if wanted else tr("还没有登录过的电脑"))
            return
        self._clear()
        for number, device in enumerate(found):
            if number:
                self.rows.addWidget(separator())
            self.rows.addWidget(self._row(device))

    def _row(self, device: Device) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 9, 0, 9)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        top = QHBoxLayout()
        top.setSpacing(8)
        name = " · ".join(filter(None, (device.agent_name if self._manages else "", device.name)))
        top.addWidget(label(name))
        state, tone = _state(device)
        chip = Chip(state, tone)  # type: ignore[arg-type]  # three of the tones
        chip.setVisible(bool(state))
        top.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(label(_told(device), "small", "secondary", wrap=True))
        line.addLayout(words, 1)
        made.setAccessibleName("，".join(filter(None, (name, state, _told(device)))))
        if device.sign_ins and not device.current:
            end = button(tr("结束登录"), partial(self.ask_end, device))
            end.setAccessibleName(tr("结束 {name} 上的登录").format(name=name))
            line.addWidget(end)
        if self._manages and device.wipe == "ordered":
            spare = button(tr("取消清除"), partial(self._do, device, "spare", tr("已取消，那台电脑的数据会留着")))
            spare.setAccessibleName(tr("取消清除 {name} 上的数据").format(name=name))
            line.addWidget(spare)
        if self._manages and device.obeys and not device.wipe and not device.current:
            wipe = button(tr("清除数据"), partial(self.ask_wipe, device), kind="danger")
            wipe.setAccessibleName(tr("清除 {name} 上的数据").format(name=name))
            line.addWidget(wipe)
        return made

    def ask_end(self, device: Device) -> Dialog:
        """Ask before the sign-ins on a device are ended."""
        act = "revoke" if self._manages else "sign-out"
        return confirm(
            self,
            tr("结束 {name} 上的登录?").format(name=device.name),
            tr("那台电脑要再输密码才能同步。还没上传的内容留在那里，登录后继续上传。"),
            tr("结束登录"),
            partial(self._do, device, act, tr("已结束登录")),
        )

    def ask_wipe(self, device: Device) -> Dialog:
        """Ask before a device is told to delete what it holds."""
        return confirm(
            self,
            tr("清除 {name} 上的数据?").format(name=device.name),
            tr(
                "登录马上结束。那台电脑下次连上总部时删除 {agent} 的本机数据，没上传的也会丢失。删除前可以取消。"
            ).format(agent=device.agent_name),
            tr("清除数据"),
            partial(self._do, device, "wipe", tr("已要求清除，那台电脑下次连上时执行")),
        )

    def _do(self, device: Device, act: str, done: str) -> None:
        online: Online = self._ctx.service(Online)

        def ask(requests: Requests) -> None:
            requests.post(f"{self._path}/{device.id}/{act}", b"{}", type(None))

        def told(_: object) -> None:
            self._ctx.notices.toast(done)
            self.refresh()
            self.on_changed()

        self._ctx.tasks.run(partial(online.call, ask), told, owner=self)


def _facts(device: Device) -> str:
    return " ".join((device.agent_name, device.name, device.system, device.address))


def _state(device: Device) -> tuple[str, str]:
    """Return in a word how a device stands, and the tone of that."""
    if device.current:
        return tr("这台电脑"), "accent"
    if device.wipe == "ordered":
        return tr("等待清除"), "warning"
    if device.wipe == "done":
        return tr("已清除"), "neutral"
    return ("", "neutral") if device.sign_ins else (tr("未登录"), "neutral")


def _told(device: Device) -> str:
    now = now_ms()
    parts = [device.system, device.version, device.address]
    parts.append(tr("最近 {time}").format(time=moment(device.seen_at, now)))
    if device.wipe == "done" and device.unsent:
        parts.append(tr("{n} 项没上传的内容也已删除", n=device.unsent).format(n=device.unsent))
    elif device.wipe == "done" and device.unsent is None:
        parts.append(tr("不知道有没有没上传的内容"))
    return " · ".join(filter(None, parts))
