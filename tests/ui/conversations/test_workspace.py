"""The workspace around the composer: the list, the thread, the customer, the end; online and offline."""

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame
from sqlalchemy import select

from app.commands import conversations as commands
from app.commands.conversations import Outgoing
from app.domain.change import Result
from app.domain.conversations import Delivery, Status
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.journal import Conflict
from app.domain.knowledge import Article, ArticleStatus
from app.domain.people import Agent
from app.domain.protocol import Beat
from app.domain.surveys import Solved
from app.domain.tickets import Ticket
from app.storage import drafts, rows, sync_status
from app.storage.conversations import ConversationRow
from app.storage.problems import problems
from app.storage.replica import Replica
from app.storage.tables import ENTITY
from app.ui.conversations import SCREEN
from app.ui.conversations.article_preview import ArticlePreview
from app.ui.conversations.customer_dialog import CustomerDialog
from app.ui.conversations.inbox import Head
from app.ui.conversations.inbox_list import spoken
from app.ui.conversations.menus import message_menu
from app.ui.conversations.thread_items import BubbleItem
from app.ui.conversations.ticket_dialog import TicketDialog
from app.ui.conversations.urgency import due_of
from app.ui.conversations.view import ConversationsView
from app.ui.conversations.wrap_up import WrapUp
from app.ui.kit import painters
from app.ui.kit.action import Actions
from app.ui.kit.chips import WaitChip
from app.ui.kit.screen import Place
from app.ui.kit.toasts import ToastHost
from tests.helpers import office
from tests.helpers.office import AMY, CHEN, CLOSED, EARBUD, LIN_MENG, LIU, TEAM, WANG, ZHENG
from tests.ui.conversations.bench import CTRL, ENTER, SHIFT, Bench, Open, conversation, dialog, said


def test_reading_marks_and_the_unread_count_goes(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    before = view.desk.row(CHEN)
    assert before is not None
    assert before.unread == 2
    view.open_item(CHEN)
    bench.settle()
    after = view.desk.row(CHEN)
    assert after is not None
    assert after.unread == 0


def test_marked_as_unread_it_looks_so_until_it_is_opened_again(workspace: Open, bench: Bench) -> None:
    view = workspace()
    called: list[str] = []
    view.called.connect(lambda _, key, *rest: called.append(key))

    def row() -> ConversationRow:
        found = view.desk.row(CHEN)
        assert found is not None
        return found

    bench.ctx.actions.run("conversations.unread")
    bench.settle()
    assert (row().unread, row().flagged) == (0, True)
    assert "标为未读" in spoken(row(), office.NOW)
    assert called == []  # nobody has written
    view.desk.refresh()
    bench.settle()
    assert row().flagged  # that it is on screen is no reason
    view.open_item(WANG)
    view.open_item(CHEN)
    bench.settle()
    assert not row().flagged
    bench.ctx.actions.run("conversations.unread")
    view.talk.composer.field.set_text("马上处理")
    view.talk.composer.send()
    bench.settle()
    assert not row().flagged


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


def test_ending_asks_for_the_wrap_up_and_knows_the_topic(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.end()
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    assert form.category() == "cat-ear"  # that of the card that was sent
    form.solved.choose("partly")
    form.note.setPlainText("已换新")
    form.end.click()
    bench.settle()
    closed = conversation(bench, CHEN)
    assert (closed.status, closed.solved, closed.wrap_note) == (Status.CLOSED, Solved.PARTLY, "已换新")
    assert bench.ctx.actions.qaction("conversations.reopen").isEnabled()
    view.desk.reopen()
    bench.settle()
    assert conversation(bench, CHEN).status is Status.ACTIVE


def test_reopened_without_an_answer_it_stands_where_answers_are_owed(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id=WANG)
    view.desk.close("", Solved.NO, "")
    bench.settle()
    clock = view.talk.head.findChild(WaitChip)
    assert clock is not None
    assert not clock.isVisible()
    view.desk.reopen()
    bench.settle()
    view.inbox.rearrange(now=True)
    group = ""
    for item in view.inbox.items:
        group = item.key if isinstance(item, Head) else group
        if item.id == WANG:
            break
    assert group == "mine"
    row = view.desk.row(WANG)
    assert row is not None
    what = due_of(row)
    assert what is not None
    assert what.left(view.desk.clock()) > 100  # two minutes for a first answer, counted from now
    assert clock.isVisible()


def test_ending_says_what_would_be_left_undone(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.end()
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    assert "客户最后的话" in form.unfinished._text.text()
    form.reject()
    view.talk.composer.field.set_text("请把耳机寄")
    view.asking.end()
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    first, second = form.unfinished._text.text().splitlines()
    assert "客户最后的话" in first  # one reason does not hide the other
    assert "没发出的内容" in second
    form.end.click()
    bench.settle()
    assert conversation(bench, CHEN).status is Status.CLOSED
    # not sent, and not lost: the composer stores it when the fingers rest
    bench.qtbot.waitUntil(lambda: bench.database.read(lambda c: drafts.draft(c, CHEN, "reply")) is not None)


def test_ending_without_any_reply_says_so(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    bench.database.write(lambda tx: commands.take(tx, LIN_MENG)).result(5)
    bench.settle()
    view.open_item(LIN_MENG)
    bench.settle()
    view.asking.end()
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    assert form.unfinished.isVisible()
    form.reject()


def test_an_answer_becomes_the_draft_of_an_article_for_who_may_edit(workspace: Open, bench: Bench) -> None:
    def choices(view: ConversationsView, key: str) -> dict[str, QAction]:
        item = view.talk.thread_view.rows.value(key)
        assert isinstance(item, BubbleItem)
        menu = message_menu(item, view.desk, view.asking, view.talk.thread_view, view.talk.composer, view)
        return {action.text(): action for action in menu.actions()}

    view = workspace()
    out = Outgoing(conversation_id=CHEN, text="先断电再开机")
    (sent,) = bench.database.write(lambda tx: commands.send(tx, out)).result(5)
    bench.settle()
    assert "存为知识草稿" not in choices(view, sent.id)  # an agent may not
    expert = Actor(office.ME, "expert")
    view.desk.me = bench.database.actor = expert
    asked = next(row.message for row in view.desk.talk.rows if row.message.author == "customer")  # type: ignore[union-attr]
    assert "存为知识草稿" not in choices(view, asked.id)
    choices(view, sent.id)["存为知识草稿"].trigger()
    bench.settle()
    (made,) = [
        article
        for article in bench.database.read(lambda c: rows.everything(c, Article))
        if any(block.html == "先断电再开机" for block in article.body)
    ]
    assert made.status is ArticleStatus.DRAFT
    offer = bench.ctx.notices.told[-1]
    assert offer.run is not None
    offer.run()
    assert bench.places[-1] == Place("knowledge", made.id)


def test_an_ended_conversation_stays_open_when_its_row_leaves_the_list(workspace: Open, bench: Bench) -> None:
    """The row below is another conversation's: it must not be opened in its place."""
    view = workspace()
    since = office.NOW - round(4.2 * office.MINUTE)
    office.arrive(bench.database, msgspec.structs.replace(conversation(bench, LIU), rev=2, waiting_since=since))
    bench.settle()
    view.inbox.rearrange(now=True)
    ids = [item.id for item in view.inbox.items]
    assert ids[ids.index(CHEN) + 1] == LIU
    view.desk.close("", Solved.YES, "")
    bench.settle()
    assert CHEN not in [item.id for item in view.inbox.items]
    assert view.desk.current == CHEN
    assert not view.talk.strip.isVisible()  # there is nothing left to answer
    assert bench.ctx.actions.qaction("conversations.reopen").isEnabled()


def test_send_and_end_is_one_act_that_can_be_undone(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.field.set_text("感谢您的来访")
    composer.field.setFocus()
    QTest.keyClick(composer.field, ENTER, CTRL | SHIFT)
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    form.solved.choose("partly")
    form.end.click()
    bench.settle()
    assert said(bench, CHEN) == []
    view.desk.sending.undo(view.desk.sending.newest_held())
    bench.settle()
    assert composer.field.text() == "感谢您的来访"
    assert conversation(bench, CHEN).status is Status.ACTIVE


def test_undoing_by_key_takes_the_offer_away(workspace: Open, bench: Bench) -> None:
    view = workspace()
    host = ToastHost(view)
    bench.ctx.notices.toastWanted.connect(host.show)
    bench.ctx.notices.toastOver.connect(host.withdraw)
    view.asking.send_card(EARBUD)
    bench.settle()
    assert host.texts() == ["已发送给陈思远"]
    composer = view.talk.composer
    composer.field.setFocus()
    QTest.keyClick(composer.field, Qt.Key.Key_Z, CTRL)
    bench.settle()
    assert [item.card is not None for item in composer.staged.items()] == [True]
    assert host.texts() == []


def test_a_customer_is_edited_and_the_phone_stays_masked(workspace: Open, bench: Bench) -> None:
    view = workspace()
    card = view.context.card
    assert "138****6621" in {label.text() for label in card.findChildren(type(card._phone))}
    view.context.edit_customer()
    form = dialog(view, CustomerDialog)
    assert isinstance(form, CustomerDialog)
    assert form.fields["phone"].text() == "138****6621"
    form.fields["city"].setText("宁波")
    form.keep.click()
    bench.settle()
    chen = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    assert (chen.city, chen.phone) == ("宁波", "13800456621")
    assert "客户资料已保存" in bench.told


def test_a_conflict_is_settled_at_the_object(workspace: Open, bench: Bench) -> None:
    conflict = Conflict(
        id="conflict-1", scope=f"u:{office.ME}", rev=1, entity="customer", row_id="cust-chen", field="address",
        kept='"杭州市西湖区文三路 478 号"', lost='"杭州市余杭区良睦路 1288 号"', at=office.NOW,
    )  # fmt: skip
    office.arrive(bench.database, conflict)
    view = workspace()
    assert view.talk.conflict.isVisible()
    assert view.context.conflict.isVisible()
    view.context.conflict._mine.setChecked(True)
    view.context.conflict._settle()
    bench.settle()
    chen = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    assert chen.address == "杭州市余杭区良睦路 1288 号"
    bench.qtbot.waitUntil(lambda: not view.context.conflict.isVisible())


def test_a_ticket_is_made_from_the_conversation(workspace: Open, bench: Bench) -> None:
    view = workspace(online=False)
    view.asking.new_ticket()
    form = dialog(view, TicketDialog)
    assert isinstance(form, TicketDialog)
    assert "红灯" in form.text.toPlainText()
    assert form.title.text() == "耳机"  # what the conversation is about
    form.title.setText("左耳免检换新")
    form.make.click()
    bench.settle()
    table = ENTITY["ticket"]
    ids = bench.database.read(lambda c: [key for (key,) in c.execute(select(table.c.id).where(table.c.number == 0))])
    (made,) = bench.database.read(lambda c: rows.get_many(c, Ticket, ids)).values()
    assert (made.title, made.conversation_id, made.customer_id) == ("左耳免检换新", CHEN, "cust-chen")
    assert bench.told == [f"离线，工单已存本机，临时号 {made.local_number}"]


def test_a_ticket_made_online_is_told_by_the_number_that_the_server_gives(workspace: Open, bench: Bench) -> None:
    view = workspace()
    host = ToastHost(view)
    bench.ctx.notices.toastWanted.connect(host.show)
    bench.ctx.notices.toastReworded.connect(host.reword)
    view.asking.new_ticket()
    form = dialog(view, TicketDialog)
    assert isinstance(form, TicketDialog)
    form.title.setText("左耳免检换新")
    form.make.click()
    bench.settle()
    assert host.texts() == ["已建工单「左耳免检换新」"]
    table = ENTITY["ticket"]
    ids = bench.database.read(lambda c: [key for (key,) in c.execute(select(table.c.id).where(table.c.number == 0))])
    (made,) = bench.database.read(lambda c: rows.get_many(c, Ticket, ids)).values()
    office.arrive(bench.database, msgspec.structs.replace(made, rev=1, number=10_013))
    bench.qtbot.waitUntil(lambda: bench.told == ["已建工单 T-10013"])
    assert host.texts() == ["已建工单 T-10013"]


def test_a_ticket_gets_its_title_from_the_customers_words(workspace: Open, bench: Bench) -> None:
    row = conversation(bench, CHEN)
    office.arrive(bench.database, msgspec.structs.replace(row, rev=2, category_id="", subject=""))
    view = workspace()
    view.asking.new_ticket()
    form = dialog(view, TicketDialog)
    assert isinstance(form, TicketDialog)
    assert form.title.text() == "三步都做了，复位以后红灯闪三下就灭了。"
    form.reject()


def test_a_preview_shows_the_article_and_stages_it(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.preview(EARBUD)
    bench.settle()
    shown = dialog(view, ArticlePreview)
    assert isinstance(shown, ArticlePreview)
    assert "双耳放回充电盒" in shown.view.toPlainText()
    shown.reject()


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


def test_older_messages_come_while_scrolling_up(workspace: Open, bench: Bench) -> None:
    many = [office.said(WANG, seq, f"第 {seq} 句，写得长一些好让它占地方", 500 - seq) for seq in range(5, 205)]
    office.arrive(bench.database, *many)
    view = workspace(open_id=WANG)
    thread_view = view.talk.thread_view
    first = thread_view.rows.rowCount()
    assert thread_view.at_end
    bar = thread_view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    bar.setValue(0)
    bench.qtbot.waitUntil(lambda: thread_view.rows.rowCount() > first)
    bench.settle()
    assert bar.value() > 0  # what was read stays where it was
    assert bar.value() < bar.maximum()
    view.talk.composer.field.set_text("马上处理\n" * 8)  # the composer is higher, and shrinks as it leaves
    view.talk.composer.send()
    bench.settle()
    assert bar.value() == bar.maximum()  # who writes sees his words arrive


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


def test_a_tab_takes_the_room_of_four_spaces(workspace: Open, bench: Bench) -> None:
    office.arrive(
        bench.database,
        office.said(CHEN, 8, "甲\t乙", 0.2),
        office.said(CHEN, 9, "甲    乙", 0.1),
        office.said(CHEN, 10, "甲\t乙 https://example.com", 0.1),
        office.said(CHEN, 11, "甲    乙 https://example.com", 0.1),
    )
    view = workspace()
    widths = []
    for seq in (8, 9, 10, 11):
        item = view.talk.thread_view.rows.value(f"{CHEN}-{seq}")
        assert isinstance(item, BubbleItem)
        widths.append(view.talk.thread_view.delegate.layout_of(item).text.width())
    assert widths[0] == widths[1]
    assert widths[2] == widths[3]


def test_text_of_a_bubble_can_be_selected(workspace: Open, bench: Bench) -> None:
    view = workspace()
    thread_view = view.talk.thread_view
    thread_view.select_text(f"{CHEN}-2")
    editor = thread_view.indexWidget(thread_view.rows.index_of(f"{CHEN}-2"))
    assert "左边耳机" in editor.textCursor().selectedText()  # type: ignore[attr-defined]


def test_finding_in_the_conversation_walks_the_matches(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.find_in_talk()
    view.talk.finder.field.setText("红灯")
    bench.qtbot.waitUntil(lambda: view.talk.thread_view.delegate.found == f"{CHEN}-6")
    view.talk.finder.leave()
    assert view.talk.thread_view.delegate.found == ""


def test_withdrawing_ones_own_message(workspace: Open, bench: Bench) -> None:
    view = workspace()
    (sent,) = bench.database.write(lambda tx: commands.send(tx, Outgoing(conversation_id=CHEN, text="发错了"))).result(
        5
    )
    bench.settle()
    view.desk.sending.withdraw(sent.id)
    bench.settle()
    assert said(bench, CHEN)[0].state is Delivery.WITHDRAWN


def test_a_conversation_that_is_gone_says_so(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="no-such-conversation")
    assert view.desk.talk is None
    bench.settle()


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


def test_a_burst_of_changes_is_read_once_more_not_once_each(workspace: Open, bench: Bench) -> None:
    view = workspace()
    reads: list[int] = []
    view.desk.workspaceChanged.connect(lambda: reads.append(1))
    for _ in range(50):
        view.desk.refresh()
    bench.settle()
    assert len(reads) == 2


def test_a_change_while_the_thread_is_being_read_is_read_afterwards(workspace: Open, bench: Bench) -> None:
    """The read that is under way began before the conversation was ended: its answer must not be the last."""
    view = workspace()
    begun, go_on = threading.Event(), threading.Event()
    real = bench.database.read

    def slow(fn: Callable[[Any], Any]) -> Any:
        def late(connection: Any) -> Any:
            found = fn(connection)
            begun.set()
            assert go_on.wait(10)
            return found

        return real(late)

    bench.ctx.tasks._database = SimpleNamespace(read=slow, write=bench.database.write)
    view.desk.refresh()
    assert begun.wait(10)
    view.desk.close("", Solved.YES, "")
    bench.qtbot.waitUntil(lambda: "会话已结束" in bench.told)  # the notice has come before
    assert not view.desk.ended
    go_on.set()
    bench.ctx.tasks._database = bench.database
    bench.settle()
    assert view.desk.ended


def test_a_customer_who_writes_is_seen_until_the_words_have_come(workspace: Open, bench: Bench) -> None:
    view = workspace()
    row = view.inbox.list.rows.index_of(CHEN)
    calm, line = view.grab().toImage(), view.talk.head._line.text()
    bench.link.take_beat(Beat(state="online", now=office.NOW, typing={CHEN: "customer"}))
    assert view.talk.head._line.text() == "正在输入…"
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).endswith("正在输入…")
    assert view.grab().toImage() != calm
    office.arrive(bench.database, office.said(CHEN, 8, "有结果了吗", 0))
    bench.qtbot.waitUntil(lambda: view.talk.head._line.text() == line)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).endswith("有结果了吗")
    bench.link.take_beat(Beat(state="online", now=office.NOW, typing={CHEN: "customer"}))
    bench.go_online(False)
    assert not view.desk.writes(CHEN)  # nobody knows any more
    bench.settle()


def test_writing_is_told_and_ends_with_the_conversation(workspace: Open, bench: Bench) -> None:
    view = workspace()
    told: list[tuple[str, str]] = []
    view.placed.connect(lambda *place: told.append(place))
    view.talk.composer.field.insert("您")
    assert told[-1] == (CHEN, CHEN)
    view.open_item(WANG)
    assert told[-1] == (WANG, "")
    bench.settle()


def test_what_came_while_another_program_was_in_front_is_read_when_one_is_back(
    workspace: Open, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = workspace()
    bench.settle()
    read: list[bool] = []
    monkeypatch.setattr(view.desk, "mark_read", lambda: read.append(True))
    QApplication.sendEvent(view.window(), QEvent(QEvent.Type.WindowActivate))
    assert read


def test_a_problem_that_is_none_is_not_taken_for_no_choice(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.end()
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    form.topic.setEditText("baoxiu")
    form.end.click()
    assert form.isVisible()
    assert "baoxiu" in form.unfinished._text.text()
    form.topic.setEditText("")
    form.end.click()
    bench.settle()
    assert conversation(bench, CHEN).status is Status.CLOSED
