"""The page of the branches: how each stands, what is asked before it is done, and the token that is shown once."""

from typing import Any

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.domain.branches import BranchEnd, BranchLine, BranchLines, BranchToken
from app.domain.clock import now_ms
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.ui.kit.dialogs import Dialog
from app.ui.settings.branches_page import SILENT_MS, BranchesPage
from app.ui.settings.view import SettingsView
from tests.helpers.bench import ScreenBench

PLAIN = BranchLine(branch_id="b1", name="成都分部", city="成都")
NEW = BranchLine(branch_id="b2", name="西安分部", state="new")
OLD = BranchLine(branch_id="b3", name="广州分部", state="in use", seen_at=1, waiting=3, version="0.2.0")
ENDED = BranchLine(branch_id="b4", name="武汉分部", state="revoked", seen_at=1)
BACK = BranchLine(branch_id="b5", name="长沙分部", state="taken back", seen_at=1)


class Server:
    """Answers as the real one does."""

    def __init__(self, *branches: BranchLine, error: AppError | None = None) -> None:
        self.branches, self.error = branches, error
        self.asked: list[tuple[str, bool]] = []

    def get(self, path: str, into: Any) -> Any:
        if self.error is not None:
            raise self.error
        return BranchLines(branches=self.branches)

    def post(self, path: str, body: Any, into: Any) -> Any:
        self.asked.append((path, isinstance(body, BranchEnd) and body.take_back))
        return BranchToken(token="secret-once") if into is BranchToken else None


def page(bench: ScreenBench, server: Server) -> BranchesPage:
    bench.online.bind(lambda fn: fn(server))
    view = bench.show(BranchesPage(bench.ctx))
    view.refresh()
    bench.settle()
    return view


def press_yes(dialog: Dialog) -> None:
    yes = dialog.findChild(QPushButton, "yes")
    assert isinstance(yes, QPushButton)
    yes.click()


def test_each_says_how_it_stands_and_offers_what_can_be_done(bench: ScreenBench) -> None:
    alive = msgspec.structs.replace(OLD, branch_id="b6", name="杭州分部", seen_at=now_ms() - SILENT_MS // 2)
    view = page(bench, Server(PLAIN, NEW, OLD, ENDED, BACK, alive))
    assert [words.split("，")[1] for words in view.list.words()] == [
        "成都 · 用总部的服务器", "等待首次连接", "线路中断", "已停用", "已收回总部", "已连接",
    ]  # fmt: skip
    assert "0.2.0 · 最近 1970-01-01 · 3 项等它来取" in view.list.words()[2]
    names = [each.accessibleName() for each in view.findChildren(QPushButton) if each.isVisible()]
    assert [name for name in names if "分部" in name] == [
        "为成都分部登记服务器", "给西安分部换令牌", "停用西安分部的服务器", "给广州分部换令牌", "停用广州分部的服务器",
        "给武汉分部换令牌", "把武汉分部的工作收回总部", "为长沙分部登记服务器", "给杭州分部换令牌",
        "停用杭州分部的服务器",
    ]  # fmt: skip
    view.list.search.setText("广州")
    assert len(view.list.words()) == 1


def test_the_token_is_shown_once_and_copied(bench: ScreenBench) -> None:
    server = Server(PLAIN)
    view = page(bench, server)
    press_yes(view.list.ask_enrol(PLAIN))
    bench.settle()
    assert server.asked == [("/admin/v1/branches/b1/enrol", False)]
    shown = [each for each in view.findChildren(QLineEdit) if each.text() == "secret-once"]
    assert len(shown) == 1
    assert shown[0].isReadOnly()
    dialog = shown[0].window()
    (copy,) = [each for each in dialog.findChildren(QPushButton) if each.text() == "复制"]
    copy.click()
    assert QGuiApplication.clipboard().text() == "secret-once"
    dialog.close()


@pytest.mark.parametrize(("back", "told"), [(False, "已停用"), (True, "已收回，由总部继续")])
def test_a_server_is_ended(bench: ScreenBench, back: bool, told: str) -> None:
    server = Server(ENDED if back else OLD)
    view = page(bench, server)
    press_yes(view.list.ask_take_back(ENDED) if back else view.list.ask_revoke(OLD))
    bench.settle()
    assert server.asked == [(f"/admin/v1/branches/{'b4' if back else 'b3'}/revoke", back)]
    assert bench.ctx.notices.told[-1].text == told


@pytest.mark.parametrize(
    ("server", "words"),
    [
        (Server(error=AppError("offline")), "离线时看不到分部 连上总部后再看"),
        (Server(error=AppError("only_headquarters")), "分部没有读到 这里连的是分部自己的服务器，这一步在总部做"),
        (Server(error=AppError("no_such_path")), "总部的版本还不能列出分部 总部升级后再看"),
        (Server(), "还没有分部"),
    ],
)
def test_silence_and_failure_are_said(bench: ScreenBench, server: Server, words: str) -> None:
    assert page(bench, server).list.words() == [words]


@pytest.mark.parametrize(("role", "there"), [("admin", True), ("supervisor", False), ("agent", False)])
def test_only_administrators_have_the_page(bench: ScreenBench, role: str, there: bool) -> None:
    bench.ctx.services[Actor] = Actor(id="anna", role=role)  # type: ignore[index]  # a dictionary here
    view = bench.show(SettingsView(bench.ctx))
    assert ("branches" in view.pages) is there
