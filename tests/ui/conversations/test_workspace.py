"""The workspace around the composer: the list, taking, keys and focus; online and offline."""

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame

from app.commands import customers
from app.domain.change import Result
from app.domain.conversations import Conversation, Status
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.people import Agent
from app.storage import drafts, rows, sync_status
from app.storage.problems import problems
from app.storage.replica import Replica
from app.ui.conversations import SCREEN
from app.ui.conversations.inbox_list import spoken
from app.ui.kit import painters
from app.ui.kit.action import Actions
from app.ui.kit.toasts import ToastHost
from tests.helpers import office
from tests.helpers.office import AMY, CHEN, CLOSED, LIN_MENG, TEAM, WANG, ZHENG
from tests.ui.conversations.bench import Bench, Open, conversation, said


@pytest.mark.parametrize("name", ["陈思远", ""])
def test_a_customer_looks_the_same_in_every_pane(
    workspace: Open, bench: Bench, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    chen = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    office.arrive(bench.database, msgspec.structs.replace(chen, rev=2, name=name))
    view = workspace()
    drawn: set[tuple[str, str]] = set()
    real = painters._avatar

    def note(letter: str, tone: str, *rest: Any) -> QImage:
        drawn.add((letter, tone))
        return real(letter, tone, *rest)

    monkeypatch.setattr(painters, "_avatar", note)
    places = [view.talk.head, view.context, view.talk.thread_view]
    found = []
    for place in places:
        drawn.clear()
        place.grab()
        found.append(drawn - {("晓", tone) for _, tone in drawn})
    assert len(found[0]) == 1
    assert found[1] == found[2] == found[0]
    drawn.clear()
    view.inbox.list.grab()
    assert found[0] <= drawn


def test_what_a_customer_writes_arrives_on_screen_and_is_called(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id=WANG)
    called: list[tuple[str, str, str, str]] = []
    view.called.connect(lambda *news: called.append(news))
    word = office.said(CHEN, 8, "有结果了吗", 0)
    office.arrive(bench.database, word)
    bench.qtbot.waitUntil(lambda: bool(called))
    assert called[0] == ("message", CHEN, "陈思远", "有结果了吗")
    view.open_item(CHEN)
    bench.settle()
    assert view.talk.thread_view.rows.value(word.id) is not None


def test_toasts_spare_the_newest_message_and_what_failed_is_forgotten_once_it_is_done(
    workspace: Open, bench: Bench
) -> None:
    view = workspace(open_id=CHEN)
    host = ToastHost(view, view.foot, view.spared)
    bench.ctx.notices.toastWanted.connect(host.show)
    bench.ctx.notices.toastOver.connect(host.withdraw)
    spared = view.spared()
    assert not spared.isEmpty()
    assert view.talk.thread_view.geometry().height() > spared.height()
    bench.ctx.notices.error(AppError("timeout"))
    box = next(child for child in view.findChildren(QFrame) if child.accessibleName() == host.texts()[0])
    bench.qtbot.waitUntil(lambda: not box.geometry().intersects(spared))
    host.clear()
    view.desk.take("nothing")
    bench.qtbot.waitUntil(lambda: len(host.texts()) == 1)
    failed = host.texts()[0]
    view.desk.take(LIN_MENG)
    bench.qtbot.waitUntil(lambda: host.texts() == ["已接入"])
    assert failed not in host.texts()


def test_taking_the_next_one_is_blocked_offline_and_says_why(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    view.take_next()
    bench.settle()
    assert conversation(bench, LIN_MENG).assignee_id == office.ME
    assert view.desk.current == LIN_MENG
    bench.go_online(False)
    bench.settle()
    action = bench.ctx.actions.qaction("conversations.next")
    assert not action.isEnabled()
    assert "离线" in action.toolTip()


def test_who_was_too_slow_is_told_once_and_nothing_is_left_behind(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    view.desk.take(LIN_MENG)
    bench.settle()
    assert bench.told == ["已接入"]

    def answer(replica: Replica) -> None:
        taking, *others = replica.next_push(20)
        assert taking.body["action"] == "take"
        values = {"status": "active", "assignee_id": "agent-zhou"}
        refused = Result(status="rejected", code="conversation_taken", values=values)
        replica.answered([taking, *others], [refused, *(Result(status="noop") for _ in others)])

    bench.database.replicate(answer).result(5)
    bench.settle()
    assert bench.told == ["已接入", "林梦已由周敏接待"]
    assert bench.ctx.notices.told[-1].tone == "info"
    counts = bench.database.read(sync_status.counts)
    assert (counts.rejected, counts.conflicts, counts.pending) == (0, 0, 0)
    assert bench.database.read(problems).refused == ()
    row = view.desk.row(LIN_MENG)
    assert row is not None
    assert row.trouble == 0
    view.desk.refresh()
    bench.settle()
    assert len(bench.told) == 2


def test_a_take_that_is_refused_here_already_says_who_has_it(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    view.desk.take(TEAM)
    bench.settle()
    assert bench.told == ["何静已由李国栋接待"]


def test_who_is_full_cannot_take_one_more(workspace: Open, bench: Bench) -> None:
    def fill(replica: Replica) -> None:
        me = rows.get(replica.connection, Agent, office.ME)
        assert me is not None
        rows.write(replica.connection, "agent", (msgspec.structs.replace(me, capacity=1),))

    bench.database.replicate(fill).result(5)
    view = workspace(open_id="")
    view.desk.take(LIN_MENG)
    bench.settle()
    assert bench.told == ["您的会话已满，先结束一个再接入"]
    assert conversation(bench, LIN_MENG).status is Status.QUEUED


def test_offline_a_reply_waits_and_every_place_says_so(workspace: Open, bench: Bench) -> None:
    view = workspace(online=False)
    assert view.talk.banner.isVisible()
    composer = view.talk.composer
    composer.field.set_text("连上后马上处理")
    assert composer.foot.button.main.text() == "存为待发送"
    composer.send()
    bench.settle()
    row = view.desk.row(CHEN)
    assert row is not None
    assert row.pending == 1
    assert "待发送" in spoken(row, office.NOW)
    last = view.talk.thread_view.rows.row(view.talk.thread_view.rows.rowCount() - 1)
    assert getattr(getattr(last, "receipt", None), "word", "") == "待发送"
    assert view.desk.advice.suggested.query  # knowledge needs no network


def test_keys_move_through_the_conversations(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    view.open_most_urgent()
    bench.settle()
    assert view.desk.current == WANG  # 18 seconds late
    view.open_neighbour(1)
    assert view.desk.current == CHEN
    view.open_neighbour(-1)
    assert view.desk.current == WANG
    bench.settle()


def test_who_took_a_conversation_goes_on_by_answering_it(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    view.inbox.show_tab("queue")
    view.inbox.list.setFocus()
    view.open_item(ZHENG)
    bench.settle()
    assert not view.talk.composer.field.hasFocus()
    view.talk.composer.takeWanted.emit()
    bench.settle()
    assert view.inbox.tab == "active"
    bench.qtbot.waitUntil(view.talk.composer.field.hasFocus)
    view.inbox.list.setFocus()
    view.open_most_urgent()
    bench.settle()
    assert view.talk.composer.field.hasFocus()
    view.inbox.list.setFocus()
    view.open_neighbour(1)
    bench.settle()
    assert view.inbox.list.hasFocus()  # who walks through the list goes on walking


def test_typing_on_the_list_filters_it(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    view.inbox.list.setFocus()
    QTest.keyClicks(view.inbox.list, "csy")
    bench.qtbot.waitUntil(lambda: [item.id for item in view.inbox.items] == [CHEN])
    view.toggle_filter()
    assert len(view.inbox.items) > 1


def test_the_list_holds_still_under_the_pointer(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    order = [item.id for item in view.inbox.items]
    view.inbox.list.note_key()
    row = conversation(bench, AMY)
    office.arrive(
        bench.database, msgspec.structs.replace(row, rev=2, status=Status.ACTIVE, waiting_since=office.NOW - 900_000)
    )
    bench.settle()
    bench.qtbot.waitUntil(lambda: view.desk.row(AMY).waiting_since is not None)  # type: ignore[union-attr]
    assert [item.id for item in view.inbox.items] == order
    view.inbox.rearrange(now=True)
    assert [item.id for item in view.inbox.items] != order


def test_a_window_made_anew_goes_on_in_the_note_that_was_being_written(workspace: Open, bench: Bench) -> None:
    first = workspace()
    first.talk.composer.toggle_mode()
    first.talk.composer.field.set_text("写到一半")
    first.talk.composer.field.setFocus()
    first.on_hide()
    bench.settle()
    bench.ctx = msgspec.structs.replace(bench.ctx, actions=Actions())  # each window has its own
    second = workspace()
    second.go_on(first)
    bench.settle()
    assert second.talk.composer.mode == "note"
    assert second.talk.composer.field.text() == "写到一半"
    assert second.talk.composer.field.hasFocus()


def test_escape_leaves_the_field(workspace: Open, bench: Bench) -> None:
    view = workspace()
    field, search = view.talk.composer.field, view.context.knowledge.search
    field.set_text("写到一半")
    view.focus_knowledge()
    QTest.keyClicks(search, "er")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert (search.text(), search.hasFocus()) == ("", True)  # what was looked for goes first
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert field.hasFocus()
    QApplication.sendEvent(field, QInputMethodEvent("ni", []))
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.hasFocus()  # it was for the input method
    QApplication.sendEvent(field, QInputMethodEvent("", []))
    bench.qtbot.waitUntil(lambda: not field.ime.composing)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert view.inbox.list.hasFocus()
    assert field.text() == "写到一半"
    QTest.keyClicks(view.inbox.list, "c")
    assert view.inbox.filter.hasFocus()
    for _ in range(2):
        QTest.keyClick(view.inbox.filter, Qt.Key.Key_Escape)
    assert view.inbox.list.hasFocus()
    assert not view.inbox.filter.isVisible()


def test_a_closed_conversation_can_be_read_but_not_answered(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id=CLOSED)
    assert "已结束" in view.desk.may_reply()
    assert view.talk.composer.blocked.isVisible()
    view.talk.composer.field.set_text("x")
    view.talk.composer.send()
    bench.settle()
    assert said(bench, CLOSED) == []


def test_the_screen_registers_itself() -> None:
    assert (SCREEN.id, SCREEN.order) == ("conversations", 10)


def test_writing_is_told_and_ends_with_the_conversation(workspace: Open, bench: Bench) -> None:
    view = workspace()
    told: list[tuple[str, str]] = []
    view.placed.connect(lambda *place: told.append(place))
    view.talk.composer.field.insert("您")
    assert told[-1] == (CHEN, CHEN)
    view.open_item(WANG)
    assert told[-1] == (WANG, "")
    bench.settle()


@pytest.mark.parametrize("other", [False, True])
def test_whoever_comes_to_write_is_in_the_reply(workspace: Open, bench: Bench, other: bool) -> None:
    view = workspace(open_id=WANG if other else CHEN)
    composer = view.talk.composer
    composer.toggle_mode()
    view.talk.stale.setFocus()
    view.on_hide()
    view.on_show()
    view.open_item(CHEN)
    view.write()
    bench.settle()
    assert composer.key == (CHEN, drafts.REPLY)
    assert composer.field.hasFocus()


def test_a_merge_puts_who_stands_for_the_customer_into_the_pane(workspace: Open, bench: Bench) -> None:
    view = workspace()
    was = view.desk.profile
    other = bench.database.read(lambda c: rows.get(c, Conversation, WANG))
    assert was is not None and other is not None
    merging = bench.database.write(lambda tx: customers.merge(tx, was.customer.id, other.customer_id))
    merging.result(5)
    bench.settle()
    assert view.desk.profile is not None
    assert view.desk.profile.customer.id == other.customer_id
