"""Locking the desk, and the computers on which people signed in: one's own, and for administrators everybody's.

The list is the server's and is asked for when the page is shown; without a line the page says so.
"""

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from app.domain import access
from app.domain.clock import now_ms
from app.domain.devices import Device, Devices
from app.domain.entity import Actor
from app.ui.kit.buttons import button
from app.ui.kit.dialogs import Dialog, confirm
from app.ui.kit.formats import moment
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.online import Online, Requests
from app.ui.kit.painters import ChipTone
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context
from app.ui.settings.pages import Page, row
from app.ui.settings.server_list import ServerList

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


class DeviceList(ServerList[Device]):
    """The devices that a path of the server names, each with what can be done about it."""

    def __init__(self, ctx: Context, path: str, title: str, *, manages: bool = False) -> None:
        words = (tr("离线时看不到设备"), tr("总部的版本还不能列出设备"), tr("设备没有读到"))
        sought = tr("姓名、电脑或地址") if manages else ""
        super().__init__(ctx, path, title, "device-desktop", words, sought=sought)
        self._manages = manages

    def read(self, requests: Requests) -> tuple[Device, ...]:
        return requests.get(self._path, Devices).devices

    def facts(self, item: Device) -> str:
        return " ".join((item.agent_name, item.name, item.system, item.address))

    def nothing(self, *, sought: bool) -> str:
        return tr("没有符合的电脑") if sought else tr("还没有登录过的电脑")

    def row(self, item: Device) -> QWidget:
        name = " · ".join(filter(None, (item.agent_name if self._manages else "", item.name)))
        made, line = self.line(name, *_state(item), _told(item))
        if item.sign_ins and not item.current:
            end = button(tr("结束登录"), partial(self.ask_end, item))
            end.setAccessibleName(tr("结束 {name} 上的登录").format(name=name))
            line.addWidget(end)
        if self._manages and item.wipe == "ordered":
            spare = button(tr("取消清除"), partial(self._do, item, "spare", tr("已取消，那台电脑的数据会留着")))
            spare.setAccessibleName(tr("取消清除 {name} 上的数据").format(name=name))
            line.addWidget(spare)
        if self._manages and item.obeys and not item.wipe and not item.current:
            wipe = button(tr("清除数据"), partial(self.ask_wipe, item), kind="danger")
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


def _state(device: Device) -> tuple[str, ChipTone]:
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
