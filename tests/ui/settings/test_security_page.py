"""The page of the lock and of the devices: what the server says, what is asked of it, and its silence."""

from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton

from app.domain.devices import Device, Devices
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.ui.settings.security_page import SecurityPage
from tests.helpers.bench import ScreenBench

HERE = Device(id="d1", agent_id="anna", agent_name="Anna", name="front desk", system="Windows 11", sign_ins=1,
              current=True, obeys=True, seen_at=1)  # fmt: skip
LOST = Device(id="d2", agent_id="anna", agent_name="Anna", name="laptop", address="10.0.0.9", sign_ins=2, obeys=True,
              seen_at=1)  # fmt: skip
OLD = Device(id="d3", agent_id="bob", agent_name="Bob", name="old one", seen_at=1)
GONE = Device(id="d4", agent_id="bob", agent_name="Bob", name="stolen", wipe="done", wipe_at=2, unsent=3, seen_at=1)


class Server:
    """Answers as the real one does."""

    def __init__(self, *devices: Device, error: AppError | None = None) -> None:
        self.devices, self.error = devices, error
        self.asked: list[str] = []

    def get(self, path: str, into: Any) -> Any:
        if self.error is not None:
            raise self.error
        return Devices(devices=self.devices)

    def post(self, path: str, body: Any, into: Any) -> Any:
        self.asked.append(path)


def page(bench: ScreenBench, server: Server | None, role: str = "agent") -> SecurityPage:
    """Show the page to somebody of a role."""
    bench.ctx.services[Actor] = Actor(id="anna", role=role)  # type: ignore[index]  # a dictionary here
    if server is not None:
        bench.online.bind(lambda fn: fn(server))
    view = bench.show(SecurityPage(bench.ctx))
    view.refresh()
    bench.settle()
    return view


def buttons(view: SecurityPage) -> list[str]:
    return [each.accessibleName() for each in view.findChildren(QPushButton) if each.isVisible()]


def test_an_agent_ends_his_sign_ins_elsewhere_but_not_here(bench: ScreenBench) -> None:
    server = Server(HERE, LOST)
    view = page(bench, server)
    assert view.everybody is None
    assert [words.split("，")[:2] for words in view.mine.words()] == [
        ["front desk", "这台电脑"],
        ["laptop", "10.0.0.9 · 最近 1970-01-01"],
    ]
    assert [name for name in buttons(view) if "结束" in name] == ["结束 laptop 上的登录"]
    dialog = view.mine.ask_end(LOST)
    yes = dialog.findChild(QPushButton, "yes")
    assert isinstance(yes, QPushButton)
    yes.click()
    bench.settle()
    assert server.asked == ["/auth/v1/devices/d2/sign-out"]
    assert bench.ctx.notices.told[-1].text == "已结束登录"


def test_an_administrator_has_a_lost_one_deleted(bench: ScreenBench) -> None:
    server = Server(HERE, LOST, OLD, GONE)
    view = page(bench, server, "admin")
    assert view.everybody is not None
    wanted = ["清除 Anna · laptop 上的数据"]
    bench.qtbot.waitUntil(lambda: [name for name in buttons(view) if "清除" in name] == wanted)
    assert "3 项没上传的内容也已删除" in view.everybody.words()[-1]
    dialog = view.everybody.ask_wipe(LOST)
    yes = dialog.findChild(QPushButton, "yes")
    assert isinstance(yes, QPushButton)
    yes.click()
    bench.settle()
    assert server.asked == ["/admin/v1/devices/d2/wipe"]
    view.everybody.search.setText("bob")
    assert len(view.everybody.words()) == 2
    view.everybody.search.setText("nobody")
    assert view.everybody.words() == ["没有符合的电脑"]


def test_an_administrator_takes_an_order_back(bench: ScreenBench) -> None:
    ordered = msgspec.structs.replace(LOST, wipe="ordered", sign_ins=0)
    server = Server(HERE, ordered)
    view = page(bench, server, "admin")
    assert view.everybody is not None
    assert ["Anna · laptop", "等待清除"] in [words.split("，")[:2] for words in view.everybody.words()]
    (spare,) = [
        each for each in view.findChildren(QPushButton) if each.accessibleName() == "取消清除 Anna · laptop 上的数据"
    ]
    spare.click()
    bench.settle()
    assert server.asked == ["/admin/v1/devices/d2/spare"]
    assert bench.ctx.notices.told[-1].text == "已取消，那台电脑的数据会留着"


@pytest.mark.parametrize(
    ("server", "words"),
    [
        (None, "离线时看不到设备 连上总部后再看"),
        (Server(error=AppError("server_error")), "设备没有读到 总部暂时没法处理，内容留在本机，稍后会自动再试"),
        (Server(error=AppError("no_such_path")), "总部的版本还不能列出设备 总部升级后再看"),
        (Server(), "还没有登录过的电脑"),
    ],
)
def test_silence_and_failure_are_said(bench: ScreenBench, server: Server | None, words: str) -> None:
    assert page(bench, server).mine.words() == [words]


def test_the_lock_is_chosen_within_what_the_office_allows(bench: ScreenBench) -> None:
    view = page(bench, Server(HERE))
    assert view.minutes.currentText() == "15 分钟后"
    view.minutes.activated.emit(view.minutes.findData(0))
    assert bench.preferences.value.lock_after == 0
    bench.preferences.change(lock_most=10)
    assert [view.minutes.itemData(at) for at in range(view.minutes.count())] == [5, 10]
    assert (bench.preferences.value.lock_after, view.minutes.currentText()) == (10, "10 分钟后")
