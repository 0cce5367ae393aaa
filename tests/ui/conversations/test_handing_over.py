"""An agent hands a conversation over: whom the dialog offers, what it says, and what comes of it."""

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.conversations import Author, MessageKind, Status
from app.domain.people import PresenceState
from app.domain.protocol import Beat, Upstream
from app.ui.conversations.hand_over import HandOver
from app.ui.conversations.view import ConversationsView
from tests.commands.test_handovers import NORTH, branches
from tests.helpers import office
from tests.helpers.office import AFTER_SALES, CHEN, LIU, PRE_SALES
from tests.ui.conversations.bench import CTRL, ENTER, SHIFT, Bench, Open, conversation, dialog

UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


def asking(
    workspace: Open, bench: Bench, talk: str = LIU, *, online: bool = True
) -> tuple[ConversationsView, HandOver]:
    """The dialog, opened by its key."""
    office.arrive(bench.database, *branches())
    view = workspace(open_id=talk, online=online)
    QTest.keyClick(view.inbox.list, Qt.Key.Key_M, CTRL | SHIFT)
    bench.settle()
    form = dialog(view, HandOver)
    assert isinstance(form, HandOver)
    return view, form


def listed(form: HandOver) -> list[str]:
    return [form.groups.item(at).text().strip() for at in range(form.groups.count())]


def choose(form: HandOver, group_id: str) -> None:
    for _ in range(form.groups.count()):
        if form.chosen is not None and form.chosen.group_id == group_id:
            return
        QTest.keyClick(form.search, DOWN)
    raise AssertionError(group_id)


def line(key: str, seq: int, code: str) -> Any:
    return office.said(
        key, seq, code, 0, author=Author.SYSTEM, kind=MessageKind.SYSTEM, values={"name": "北京分部售后"}
    )


def offered(workspace: Open, bench: Bench) -> ConversationsView:
    """Liu was offered to the branch, and the server has said so."""
    view, form = asking(workspace, bench)
    choose(form, NORTH)
    QTest.keyClick(form.search, ENTER)
    bench.settle()
    office.arrive(bench.database, line(LIU, 50, "handover_offered"))
    bench.settle()
    return view


def test_the_groups_of_both_servers_stand_below_their_branches(workspace: Open, bench: Bench) -> None:
    _, form = asking(workspace, bench)
    assert listed(form) == [
        "总部 · 上海", "售后  ·  1 人在线", "苏州分部", "苏州分部售后  ·  没有人在线",
        "北京分部", "北京分部售后  ·  1 人在线", "成都分部", "成都分部售后  ·  没有人在线",
    ]  # fmt: skip
    assert form.chosen is not None
    assert form.chosen.group_id == AFTER_SALES
    assert "队列" in form.told.text()
    form.search.setText("beijing")
    bench.qtbot.waitUntil(lambda: listed(form) == ["北京分部", "北京分部售后  ·  1 人在线"])
    assert "先问北京分部的服务器" in form.told.text()
    form.search.setText("xyz")
    bench.qtbot.waitUntil(lambda: form.told.text() == "没有这样的组")
    assert not form.yes.isEnabled()


def test_by_the_keyboard_alone_over_the_border(workspace: Open, bench: Bench) -> None:
    view = offered(workspace, bench)
    row = conversation(bench, LIU)
    assert (row.status, row.group_id) == (Status.ACTIVE, PRE_SALES)
    assert bench.told[-1] == "已请北京分部售后接手，之前刘洋仍由您接待"
    keep = bench.ctx.actions.qaction("conversations.keep")
    assert keep.isEnabled()
    keep.trigger()
    office.arrive(bench.database, line(LIU, 51, "handover_withdrawn"))
    bench.settle()
    assert not keep.isEnabled()
    assert view.desk.may_reply() == ""


def test_with_the_mouse_to_a_group_of_the_same_server(workspace: Open, bench: Bench) -> None:
    _, form = asking(workspace, bench)
    at = form.groups.visualItemRect(form.groups.item(1)).center()
    QTest.mouseClick(form.groups.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseClick(form.yes, Qt.MouseButton.LeftButton)
    bench.settle()
    row = conversation(bench, LIU)
    assert (row.status, row.group_id) == (Status.QUEUED, AFTER_SALES)
    assert bench.told[-1] == "刘洋已转到售后的队列"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("handover_declined", "北京分部售后没有人能接手，刘洋仍由您接待"),
        ("handover_expired", "没有等到北京分部售后的答复，刘洋仍由您接待"),
    ],
)
def test_its_author_is_told_also_when_he_is_elsewhere(workspace: Open, bench: Bench, code: str, words: str) -> None:
    view = offered(workspace, bench)
    view.open_item(CHEN)
    view.hide()  # another screen is in front
    office.arrive(bench.database, line(LIU, 51, code))
    bench.settle()
    bench.qtbot.waitUntil(lambda: bench.told[-1] == words, timeout=10_000)
    run = bench.ctx.notices.told[-1].run
    assert run is not None
    run()
    assert bench.places[-1].item == LIU
    office.arrive(bench.database, office.said(LIU, 52, "在吗", 0))
    bench.settle()
    assert bench.told.count(words) == 1


def test_he_is_told_that_it_was_taken(workspace: Open, bench: Bench) -> None:
    offered(workspace, bench)
    moved = msgspec.structs.replace(
        conversation(bench, LIU), group_id=NORTH, status=Status.QUEUED, assignee_id="", rev=9
    )
    office.arrive(bench.database, moved)
    bench.qtbot.waitUntil(lambda: bench.told[-1] == "北京分部售后已接手刘洋", timeout=10_000)


def test_nobody_is_asked_over_a_line_that_is_down(workspace: Open, bench: Bench) -> None:
    def beat(upstream: Upstream) -> Beat:
        return Beat(now=office.NOW, state=PresenceState.ONLINE, upstream=upstream)

    _, form = asking(workspace, bench)
    choose(form, NORTH)
    assert form.yes.isEnabled()
    bench.link.take_beat(beat("down"))
    assert not form.yes.isEnabled()
    assert "线路不通" in form.told.text()
    bench.link.take_beat(beat("up"))
    assert form.yes.isEnabled()
    bench.go_online(False)
    bench.qtbot.waitUntil(lambda: not form.yes.isEnabled())
    assert "离线" in form.told.text()
    QTest.keyClick(form.search, ENTER)
    assert form.isVisible(), "Enter is no way round it"
    form.search.setText("售后 上海")
    bench.qtbot.waitUntil(form.yes.isEnabled)  # its own server's queue takes it later


def test_what_is_not_at_a_page_moves_also_without_a_line(workspace: Open, bench: Bench) -> None:
    _, form = asking(workspace, bench, CHEN, online=False)
    choose(form, NORTH)
    assert form.yes.isEnabled()
    assert "队列" in form.told.text()
