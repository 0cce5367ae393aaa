"""The sync centre over a real office: words, counts that match, conflicts, refusals, undo."""

import json
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.commands import conversations, customers, tickets
from app.commands.conversations import Outgoing
from app.domain.access import user_scope
from app.domain.change import Result
from app.domain.conversations import Conversation, Status
from app.domain.customers import Customer
from app.domain.journal import Conflict
from app.domain.protocol import Beat
from app.storage import comparison, outbox, rows, sync_status
from app.storage.blobs import Blobs
from app.storage.comparison import Comparison
from app.ui.kit.action import Action
from app.ui.kit.formats import moment
from app.ui.kit.i18n import mark
from app.ui.kit.screen import Place
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.undo_words import UNDO_WORDS
from app.ui.outbox.differences import changed_spans
from app.ui.outbox.lines import Line
from app.ui.outbox.undo import undo_action
from app.ui.outbox.view import DECIDE, DECIDE_ITEM, WAITING, OutboxView
from tests.architecture import source
from tests.helpers import office
from tests.helpers.bench import ScreenBench
from tests.helpers.office import CHEN, ME, NOW


@pytest.fixture
def view(bench: ScreenBench) -> OutboxView:
    bench.write(lambda tx: tickets.create(tx, tickets.NewTicket(title="门店换货")))
    bench.write(lambda tx: customers.edit(tx, "cust-zhao", phone="139", city="西安市"))
    bench.write(lambda tx: conversations.send(tx, Outgoing(conversation_id=CHEN, text="红灯闪三下")))
    return bench.show(OutboxView(bench.ctx))


def refuse_messages(bench: ScreenBench) -> None:
    def answer(replica: Any) -> None:
        ops = replica.next_push(100)
        no = Result(status="rejected", code="conversation_state", values={"status": "closed"})
        replica.answered(ops, [no if op.ent == "message" else Result(status="noop") for op in ops])

    bench.database.replicate(answer).result(5)
    bench.settle()


def test_an_end_that_is_tried_again_over_newer_words_asks_first(bench: ScreenBench, view: OutboxView) -> None:
    bench.write(lambda tx: conversations.close(tx, CHEN, category_id="", solved=None, note=""))

    def answer(replica: Any) -> None:
        ops = replica.next_push(100)
        no = Result(status="rejected", code="bad_field", values={"field": "note"})
        replica.answered(ops, [no if op.ent == "conversation" else Result(status="noop") for op in ops])

    bench.database.replicate(answer).result(5)
    bench.arrive(office.said(CHEN, 8, "还是不行", 0))
    view.tabs.setCurrentIndex(DECIDE)
    bench.settle()
    view.refused.retry.click()
    bench.settle()
    asked = bench.dialog()
    assert any("还是不行" in label.text() for label in asked.findChildren(QLabel))
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert bench.places == [Place("conversations", CHEN)]  # the way out leads to what was written
    view.refused.retry.click()
    bench.settle()
    bench.yes()
    assert view.problems is not None
    assert view.problems.refused == ()
    row = bench.database.read(lambda c: rows.get(c, Conversation, CHEN))
    assert row is not None
    assert row.status is Status.CLOSED


def conflict(bench: ScreenBench, base: str | None = "文三路 400 号") -> None:
    bench.arrive(
        Conflict(
            id="c1", scope=user_scope(ME), rev=1, entity="customer", row_id="cust-chen", field="address",
            base=json.dumps(base), kept=json.dumps("文三路 478 号"), lost=json.dumps("良睦路 1288 号"),
            author_id=ME, kept_by="agent-zhou", at=NOW, kept_at=NOW - 3_600_000, lost_at=NOW - 86_400_000,
        )
    )  # fmt: skip


def lines(view: OutboxView) -> list[tuple[str, str, str]]:
    found = [view.model.row(at) for at in range(view.model.rowCount())]
    return [(line.title, line.what, line.state) for line in found if isinstance(line, Line)]


def test_what_waits_is_told_in_words(bench: ScreenBench, view: OutboxView) -> None:
    assert lines(view) == [
        ("新工单 · L-0001 门店换货", "文字 4 字", "等待连接"),
        ("客户资料 · 赵建国", "改 手机、城市", "等待连接"),
        ("回复 · 陈思远", "文字 5 字", "等待连接"),
    ]
    bench.status("online")
    assert [line[2] for line in lines(view)] == ["上传中", "待上传", "待发送"]


def test_the_counts_are_those_of_the_status_bar(bench: ScreenBench, view: OutboxView) -> None:
    counts = bench.database.read(sync_status.counts)
    assert view.tabs.tabText(WAITING) == f"待上传 {counts.pending}"
    conflict(bench)
    refuse_messages(bench)
    counts = bench.database.read(sync_status.counts)
    assert view.tabs.tabText(DECIDE) == f"要我处理 {counts.conflicts + counts.rejected}"
    assert view.tabs.tabText(WAITING) == "待上传 0"


def test_pressing_enter_on_a_waiting_line_goes_there(bench: ScreenBench, view: OutboxView) -> None:
    view.list.activated.emit(view.model.index(2, 0))
    assert bench.places == [Place("conversations", CHEN)]


def test_a_refusal_says_why_keeps_the_text_and_can_be_copied_and_retried(bench: ScreenBench, view: OutboxView) -> None:
    refuse_messages(bench)
    view.open_item(DECIDE_ITEM)
    bench.settle()
    assert view.refused.isVisible()
    assert "会话现在的状态不允许这样做" in view.refused.accessibleName()
    view.refused.copy.click()
    assert QGuiApplication.clipboard().text() == "红灯闪三下"
    view.refused.retry.click()
    bench.settle()
    assert bench.said()[-1] == "已重新提交"
    assert view.tabs.tabText(DECIDE) == "要我处理 0"
    assert view.tabs.tabText(WAITING) == "待上传 1"


def test_the_focus_stays_on_the_screen_when_the_last_decision_is_made(
    bench: ScreenBench, view: OutboxView, qtbot: QtBot
) -> None:
    refuse_messages(bench)
    view.open_item(DECIDE_ITEM)
    bench.settle()
    with qtbot.waitActive(view.window()):
        view.window().activateWindow()
    view.refused.retry.setFocus()
    QTest.keyClick(view.refused.retry, Qt.Key.Key_Space)
    bench.settle()
    assert view.tabs.tabText(DECIDE) == "要我处理 0"
    assert QApplication.focusWidget() is view.tabs


def test_dropping_asks_and_the_toast_takes_it_back(bench: ScreenBench, view: OutboxView) -> None:
    refuse_messages(bench)
    view.open_item(DECIDE_ITEM)
    bench.settle()
    view.refused.drop.click()
    assert len(lines(view)) == 1
    bench.yes()
    assert lines(view) == []
    toast = bench.ctx.notices.told[-1]
    assert toast.run is not None
    toast.run()
    bench.settle()
    assert len(lines(view)) == 1


def test_a_conflict_shows_both_sides_and_takes_the_edited_result(bench: ScreenBench, view: OutboxView) -> None:
    conflict(bench)
    view.open_item(DECIDE_ITEM)
    bench.settle()
    assert "收货地址两边都改了" in view.conflict.accessibleName()
    assert view.conflict.result() == "文三路 478 号", "a line begins as headquarters', and is no join of two"
    assert not view.conflict.use_both.isVisible()
    now = view.conflict._clock()
    assert view.conflict._mine.who.text() == f"林晓彤 · {moment(NOW - 86_400_000, now)}"
    assert view.conflict._theirs.who.text() == f"周敏 · {moment(NOW - 3_600_000, now)}"
    edit = view.conflict._result.edit
    edit.setPlainText("良睦路 1288 号 3 幢")
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.toPlainText() == "良睦路 1288 号 3 幢", "a line has no second one"
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    customer = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert customer is not None
    assert customer.address == "良睦路 1288 号 3 幢"
    assert view.tabs.tabText(DECIDE) == "要我处理 0"
    assert not view.conflict.isVisible()


def test_a_conflict_shows_what_both_began_with_and_what_became_of_it(bench: ScreenBench, view: OutboxView) -> None:
    conflict(bench)
    view.open_item(DECIDE_ITEM)
    bench.settle()
    base = view.conflict._base.edit
    assert base.toPlainText() == "文三路 400 号"
    marked = [selection.cursor.selectedText() for selection in base.extraSelections()]
    assert "400" in marked


def test_a_conflict_over_what_was_empty_says_so_and_one_of_unknown_origin_shows_none(
    bench: ScreenBench, view: OutboxView
) -> None:
    conflict(bench, "")
    view.open_item(DECIDE_ITEM)
    bench.settle()
    assert view.conflict._base.isVisible()
    assert view.conflict._base.edit.toPlainText() == "（空）"
    conflict(bench, None)
    bench.qtbot.waitUntil(lambda: not view.conflict._base.isVisible())


def test_a_result_that_is_one_of_the_sides_changes_nothing_more(bench: ScreenBench, view: OutboxView) -> None:
    conflict(bench)
    view.open_item(DECIDE_ITEM)
    bench.settle()
    view.conflict.use_result.click()
    bench.settle()
    assert bench.said()[-1] == "已用总部的内容"
    assert view.tabs.tabText(DECIDE) == "要我处理 0"


def test_a_refused_change_stands_beside_what_the_row_holds_now(bench: ScreenBench, view: OutboxView) -> None:
    def answer(replica: Any) -> None:
        ops = replica.next_push(100)
        no = Result(status="rejected", code="forbidden", values={})
        replica.answered(ops, [no if op.ent == "customer" else Result(status="noop") for op in ops])

    bench.database.replicate(answer).result(5)
    bench.settle()
    view.open_item(DECIDE_ITEM)
    bench.settle()
    assert view.refused.mine.edit.toPlainText() == "手机：139\n城市：西安市"
    now = view.refused.now.edit.toPlainText()
    assert now.startswith("手机：")
    assert "139\n" not in now
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert view.refused.retry.hasFocus()
    QTest.keyClick(view.refused.retry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert view.tabs.tabText(DECIDE) == "要我处理 0"


def test_using_hq_leaves_the_row_alone(bench: ScreenBench, view: OutboxView) -> None:
    conflict(bench)
    view.open_item(DECIDE_ITEM)
    bench.settle()
    view.conflict.use_theirs.click()
    bench.settle()
    customer = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert customer is not None
    assert customer.address == "杭州市西湖区文三路 478 号"
    assert bench.said()[-1] == "已用总部的内容"


def test_the_state_of_the_connection_in_words(bench: ScreenBench, view: OutboxView) -> None:
    for state, words in (("offline", "离线"), ("syncing", "同步中"), ("error", "同步停下了"), ("online", "全部已同步")):
        bench.status(state)
        assert view.classes.title().startswith(words)
    bench.status("online", pending=2)
    assert view.classes.title() == "已连接"


def test_a_clock_that_is_off_is_told_with_what_to_do(bench: ScreenBench, view: OutboxView) -> None:
    def told() -> bool:
        return any("时钟" in found.text() for found in view.classes.findChildren(QLabel))

    bench.status("online")
    assert not told()
    bench.status("online", clock_off_ms=-7_200_000)
    assert any("本机时钟慢了 2 小时，请校准" in found.text() for found in view.classes.findChildren(QLabel))
    bench.status("online", clock_off_ms=180_000)
    assert any("本机时钟快了 3 分钟，请校准" in found.text() for found in view.classes.findChildren(QLabel))


def test_nothing_waiting_is_said_differently_offline(bench: ScreenBench) -> None:
    view = bench.show(OutboxView(bench.ctx))
    words = {found.text() for found in view.content.findChildren(QLabel)}
    assert {"没有待上传的", "离线时做的事会先列在这里，连上后自动上传"} <= words
    bench.status("online")
    assert "本机和总部一致" in {found.text() for found in view.content.findChildren(QLabel)}
    beat = Beat(state="online", now=9_000_000, upstream="down", upstream_since=8_940_000)
    bench.ctx.service(SyncLink).take_beat(beat)
    told = {found.text() for found in view.content.findChildren(QLabel)}
    assert "本部的服务器都收下了；总部线路中断，恢复后自动送到总部" in told
    assert "本机和总部一致" not in told
    bench.ctx.service(SyncLink).take_beat(msgspec.structs.replace(beat, upstream="refused"))
    told = {found.text() for found in view.content.findChildren(QLabel)}
    assert "本部的服务器都收下了；总部没有接受它，请联系管理员" in told


def test_changes_are_found_letter_by_letter_in_chinese_and_word_by_word_in_latin() -> None:
    assert changed_spans("合盖等 30 秒", "合盖等 60 秒") == ((4, 6),)
    assert changed_spans("", "新") == ((0, 1),)
    assert changed_spans("same", "same") == ()


def test_control_z_takes_the_last_step_back_but_not_in_a_text_field(bench: ScreenBench) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    field = QLineEdit()
    other = QWidget()
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column.addWidget(field)
    column.addWidget(other)
    bench.ctx.actions.add(undo_action(bench.ctx), window)
    bench.show(window)
    bench.qtbot.waitActive(window)
    bench.write(lambda tx: customers.edit(tx, "cust-zhao", city="西安市"))
    field.setFocus()
    QTest.keyClicks(field, "ab")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert field.text() != "ab"
    assert bench.said() == []
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    customer = bench.database.read(lambda c: rows.get(c, Customer, "cust-zhao"))
    assert customer is not None
    assert customer.city == "西安"
    assert bench.said() == ["已撤销：改客户资料"]
    bench.run("edit.undo")
    assert bench.said()[-1] == "没有可撤销的操作"


def test_every_label_of_a_command_has_words() -> None:
    labels = set()
    for path in source.files("app/commands"):
        for line in path.read_text("utf-8").splitlines():
            if "tx.label = " in line:
                labels.add(line.split('"')[1])
    assert labels
    assert labels <= UNDO_WORDS.keys()


def test_downloaded_files_are_counted_too(bench: ScreenBench) -> None:
    bench.ctx.service(Blobs).store(b"a picture that a customer sent")
    view = bench.show(OutboxView(bench.ctx))
    bench.qtbot.waitUntil(lambda: any("附件 1 个 · 30 B" in part.text() for part in view.findChildren(QLabel)))


def test_what_came_of_the_last_comparison_with_headquarters_is_told(bench: ScreenBench, view: OutboxView) -> None:
    def stands(now: Comparison) -> str:
        text = msgspec.json.encode(now).decode()
        bench.database.replicate(lambda r: outbox.set_state(r.connection, "comparison", text)).result(5)
        view.on_show()
        view._ticking.timeout.emit()
        bench.settle()
        return view.classes.compared.text()

    asked: list[str] = []
    bench.ctx.actions.add(Action(id="shell.sync", text=mark("立即同步"), run=lambda: asked.append("sync")), view)
    assert stands(Comparison(ended_at=NOW)).endswith(" · 与总部一致")
    assert stands(Comparison(ended_at=NOW, mended=3)).endswith(" · 补正 3 条")
    view.classes.compare.click()
    bench.settle()
    assert view.classes.compared.text() == "正在和总部核对…"
    assert not view.classes.compare.isEnabled()
    assert bench.database.read(comparison.standing).ent
    assert asked == ["sync"]
