"""Replies that were not sent because things changed: one screen asks, for one or for all, by mouse and by keys."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.commands import conversations
from app.commands.conversations import Outgoing
from app.domain.change import Operation, Result
from app.storage import drafts, outbox
from app.ui.kit.screen import Place
from app.ui.outbox.lines import Line
from app.ui.outbox.view import DECIDE, DECIDE_ITEM, OutboxView
from tests.helpers import office
from tests.helpers.bench import ScreenBench
from tests.helpers.office import CHEN, WANG


@pytest.fixture
def view(bench: ScreenBench) -> OutboxView:
    """The sync centre with two replies that were held back; since then one customer has written."""
    bench.write(lambda tx: conversations.send(tx, Outgoing(conversation_id=CHEN, text="双耳放回充电盒，等 30 秒。")))
    bench.write(lambda tx: conversations.send(tx, Outgoing(conversation_id=WANG, text="滤网箭头朝里。")))

    def refuse(replica: Any) -> None:
        ops = replica.next_push(100)
        no = Result(status="rejected", code="reply_stale", values={"doubts": ["old"]})
        replica.answered(ops, [no if op.ent == "message" else Result(status="noop") for op in ops])

    bench.database.replicate(refuse).result(5)
    bench.arrive(office.said(CHEN, 8, "已经好了，谢谢", 0))
    made = bench.show(OutboxView(bench.ctx))
    bench.status("online", stale=2)
    made.tabs.setCurrentIndex(DECIDE)
    bench.settle()
    return made


def pending(bench: ScreenBench) -> list[Operation]:
    return bench.database.read(lambda c: outbox.next_push(c, 100))


def lines(view: OutboxView) -> list[str]:
    found = [view.model.row(i) for i in range(view.model.rowCount())]
    return [line.sentence(office.NOW) for line in found if isinstance(line, Line)]


def test_it_says_what_was_written_why_it_waits_and_what_happened(bench: ScreenBench, view: OutboxView) -> None:
    assert view.tabs.tabText(DECIDE) == "要我处理 2"
    assert all(line.startswith("回复 · ") and line.endswith("等您确认") for line in lines(view))
    assert "回复 · 陈思远：双耳放回充电盒，等 30 秒。" in lines(view)[0]
    assert view.stale.isVisible()
    assert "等 30 秒" in view.stale.mine.edit.toPlainText()
    assert view.stale.reasons.text() == "客户之后又写来消息 · 写下以后隔得太久"
    assert "已经好了，谢谢" in view.stale.since.edit.toPlainText()


def test_by_keys_the_reply_goes_out_as_it_is_once(bench: ScreenBench, view: OutboxView) -> None:
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert view.stale.send.hasFocus()
    QTest.keyClick(view.stale.send, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    (op,) = pending(bench)
    assert op.body["text"] == "双耳放回充电盒，等 30 秒。"
    assert len(lines(view)) == 1
    assert bench.said() == ["已交给总部发出"]


def test_edited_it_stands_in_the_composer_of_its_conversation(bench: ScreenBench, view: OutboxView) -> None:
    view.stale.edit.click()
    bench.settle()
    assert bench.places == [Place("conversations", CHEN, writes=True)]
    draft = bench.database.read(lambda c: drafts.draft(c, CHEN, drafts.REPLY))
    assert draft is not None
    assert draft.text == "双耳放回充电盒，等 30 秒。"
    assert pending(bench) == []


def test_dropped_it_can_be_taken_back(bench: ScreenBench, view: OutboxView) -> None:
    view.stale.drop.click()
    bench.settle()
    assert len(lines(view)) == 1
    toast = bench.ctx.notices.told[-1]
    assert toast.run is not None
    toast.run()
    bench.settle()
    assert len(lines(view)) == 2


def test_all_at_once_go_only_after_a_question(bench: ScreenBench, view: OutboxView) -> None:
    view.stale.send_all.click()
    bench.settle()
    assert pending(bench) == []
    bench.yes()
    assert [op.body["text"] for op in pending(bench)] == ["双耳放回充电盒，等 30 秒。", "滤网箭头朝里。"]
    assert lines(view) == []
    assert bench.said() == ["已交给总部发出"]


def test_of_all_at_once_one_that_is_refused_again_touches_no_other_customer(
    bench: ScreenBench, view: OutboxView
) -> None:
    view.stale.send_all.click()
    bench.settle()
    bench.yes()

    def answer(replica: Any) -> None:
        ops = replica.next_push(100)
        stale = {op.txn for op in ops if op.body.get("conversation_id") == CHEN}  # the server takes these all or none
        no = Result(status="rejected", code="reply_stale", values={"doubts": ["customer_wrote"]})
        replica.answered(ops, [no if op.txn in stale else Result(status="noop") for op in ops])

    bench.database.replicate(answer).result(5)
    bench.settle()
    assert view.problems is not None
    (reply,) = view.problems.stale
    assert (reply.conversation_id, reply.text) == (CHEN, "双耳放回充电盒，等 30 秒。")
    assert view.problems.refused == ()


def test_another_screen_leads_to_the_very_reply(bench: ScreenBench, view: OutboxView) -> None:
    assert view.problems is not None
    second = view.problems.stale[1]
    view.open_item(f"{DECIDE_ITEM}:{second.id}")
    bench.settle()
    assert "滤网" in view.stale.mine.edit.toPlainText()
