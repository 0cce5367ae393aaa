"""The main job by hand and by keyboard: a message, a suggestion, a card, a note, the end; online and offline."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from sqlalchemy import select

from app.commands import conversations as commands
from app.commands.conversations import Outgoing
from app.domain.change import Result
from app.domain.conversations import Conversation, Delivery, Message, MessageKind, Status
from app.domain.customers import Customer
from app.domain.journal import Conflict
from app.domain.tickets import Ticket
from app.storage import drafts, rows
from app.storage.replica import Replica
from app.storage.tables import ENTITY
from app.ui.conversations import SCREEN
from app.ui.conversations import desk as desk_module
from app.ui.conversations.article_preview import ArticlePreview
from app.ui.conversations.customer_dialog import CustomerDialog
from app.ui.conversations.inbox_list import spoken
from app.ui.conversations.ticket_dialog import TicketDialog
from app.ui.conversations.view import ConversationsView
from app.ui.conversations.wrap_up import WrapUp
from app.ui.kit.dialogs import Dialog
from app.ui.kit.rich_text import png_bytes
from tests.helpers import office
from tests.helpers.office import AMY, CHEN, CLOSED, EARBUD, EXPIRED, INTERNAL, LIN_MENG, RED_LIGHT, TEAM, WANG
from tests.ui.conversations.conftest import Bench

Open = Callable[..., ConversationsView]
ENTER, CTRL, SHIFT = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def said(bench: Bench, conversation_id: str) -> list[Message]:
    """What the agent has written here and the server has not got yet."""

    def read(connection: object) -> list[Message]:
        table = ENTITY["message"]
        query = select(table.c.id).where(table.c.conversation_id == conversation_id, table.c.seq == 0)
        ids = [key for (key,) in connection.execute(query)]  # type: ignore[attr-defined]
        found = rows.get_many(connection, Message, ids)  # type: ignore[arg-type]
        return sorted(found.values(), key=lambda message: message.composed_at)

    return bench.database.read(read)


def conversation(bench: Bench, key: str) -> Conversation:
    found = bench.database.read(lambda c: rows.get(c, Conversation, key))
    assert found is not None
    return found


def dialog(view: ConversationsView, kind: type[Dialog]) -> Dialog:
    found = [one for one in view.findChildren(kind) if one.isVisible()]
    assert found, f"no open {kind.__name__}"
    return found[-1]


def test_from_a_message_to_a_sent_card_by_two_keys(
    workspace: Open, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "UNDO_MS", 300)
    view = workspace()
    field = view.talk.composer.field
    field.setFocus()
    assert view.desk.advice.suggested.rows[0].article_id == RED_LIGHT
    QTest.keyClick(field, Qt.Key.Key_1, CTRL)
    bench.qtbot.waitUntil(lambda: len(view.talk.composer.staged.items()) == 1)
    QTest.keyClick(field, ENTER)
    bench.settle()
    assert bench.told == ["已发送给陈思远"]
    shown = view.desk.talk
    assert shown is not None
    assert shown.rows[-1].held_id  # it is on screen before it has left
    bench.qtbot.waitUntil(lambda: len(said(bench, CHEN)) == 1, timeout=8_000)
    (card,) = said(bench, CHEN)
    assert (card.kind, card.article_id, card.article_version) == (MessageKind.CARD, RED_LIGHT, 2)


def test_plain_text_leaves_at_once_and_the_field_is_empty(workspace: Open, bench: Bench) -> None:
    view = workspace()
    field = view.talk.composer.field
    field.setFocus()
    QTest.keyClicks(field, "ok")
    QTest.keyClick(field, ENTER, SHIFT)
    QTest.keyClicks(field, "done")
    assert said(bench, CHEN) == []
    QTest.keyClick(field, ENTER)
    bench.settle()
    assert [message.text for message in said(bench, CHEN)] == ["ok\ndone"]
    assert field.text() == ""
    assert bench.database.read(lambda c: drafts.draft(c, CHEN, "reply")) is None


def test_ctrl_enter_sends_and_waits_for_the_customer(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.talk.composer.field.set_text("请您确认地址")
    QTest.keyClick(view.talk.composer.field, ENTER, CTRL)
    bench.settle()
    assert conversation(bench, CHEN).status is Status.WAITING_CUSTOMER
    assert len(said(bench, CHEN)) == 1


def test_undo_brings_text_and_card_back(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    view.stage_suggestion(1)
    bench.settle()
    composer.field.set_text("请看这里")
    composer.send()
    bench.settle()
    assert composer.draft().empty
    composer.field.setFocus()
    QTest.keyClick(composer.field, Qt.Key.Key_Z, CTRL)
    bench.settle()
    assert composer.field.text() == "请看这里"
    assert [item.card.article_id for item in composer.staged.items() if item.card] == [RED_LIGHT]
    assert said(bench, CHEN) == []


def test_a_draft_survives_without_being_sent(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.talk.composer.field.set_text("写到一半的话")
    bench.qtbot.waitUntil(
        lambda: bench.database.read(lambda c: drafts.draft(c, CHEN, "reply")) is not None, timeout=3_000
    )
    view.close()
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    again = workspace()
    assert again.talk.composer.field.text() == "写到一半的话"
    row = again.desk.row(CHEN)
    assert row is not None
    assert row.draft == "写到一半的话"


def test_each_conversation_and_mode_keeps_its_own_draft(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.field.set_text("给陈")
    view.toggle_mode()
    composer.field.set_text("给同事")
    view.open_item(WANG)
    assert composer.field.text() == ""
    assert composer.mode == "reply"
    view.open_item(CHEN)
    assert composer.field.text() == "给陈"
    composer.set_mode("note")
    assert composer.field.text() == "给同事"
    bench.settle()


def test_a_note_is_a_note_also_in_a_colleagues_conversation(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id=TEAM)
    composer = view.talk.composer
    assert not composer.field.isEnabled()
    assert "李国栋" in view.desk.may_reply()
    view.toggle_mode()
    assert composer.field.isEnabled()
    composer.field.set_text("我来跟进发货")
    composer.send()
    bench.settle()
    (note,) = said(bench, TEAM)
    assert note.kind is MessageKind.NOTE


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
    view.end()
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    assert form.category() == "cat-ear"  # that of the card that was sent
    form.note.setPlainText("已换新")
    form.end.click()
    bench.settle()
    closed = conversation(bench, CHEN)
    assert (closed.status, closed.solved, closed.wrap_note) == (Status.CLOSED, True, "已换新")
    assert bench.ctx.actions.qaction("conversations.reopen").isEnabled()
    view.desk.reopen()
    bench.settle()
    assert conversation(bench, CHEN).status is Status.ACTIVE


def test_send_and_end_is_one_act_that_can_be_undone(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.field.set_text("感谢您的来访")
    composer.field.setFocus()
    QTest.keyClick(composer.field, ENTER, CTRL | SHIFT)
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    form.solved.choose("no")
    form.end.click()
    bench.settle()
    assert said(bench, CHEN) == []
    view.desk.undo_send(view.desk.newest_held())
    bench.settle()
    assert composer.field.text() == "感谢您的来访"
    assert conversation(bench, CHEN).status is Status.ACTIVE


def test_an_expired_card_is_asked_about_first(workspace: Open, bench: Bench) -> None:
    view = workspace(online=False)
    view.send_card(EXPIRED)
    bench.settle()
    question = dialog(view, Dialog)
    assert "过有效期" in question.windowTitle()
    assert said(bench, CHEN) == []
    question.reject()
    bench.settle()
    assert view.desk.newest_held() == ""


def test_internal_knowledge_is_never_sent(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.send_card(INTERNAL)
    bench.settle()
    assert any("内部知识" in text for text in bench.told)
    assert view.desk.newest_held() == ""


def test_searching_sends_the_first_result_by_enter(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.focus_knowledge()
    search = view.context.knowledge.search
    search.setText("单侧无声")
    QTest.keyClick(search, ENTER)  # faster than the search: it only searches
    assert view.context.knowledge.results.current() is not None
    bench.settle()
    assert view.desk.newest_held() == ""
    assert view.context.knowledge.results.rows.row(0).article_id == EARBUD  # type: ignore[union-attr]
    QTest.keyClick(search, ENTER)
    bench.settle()
    assert view.desk.newest_held()
    view.desk.undo_send(view.desk.newest_held())
    bench.settle()


def test_no_result_says_so(workspace: Open, bench: Bench) -> None:
    view = workspace()
    panel = view.context.knowledge
    panel.search.setText("§§§")
    bench.qtbot.waitUntil(lambda: panel.search.query() == "§§§" and not panel.results.isVisible())
    bench.settle()


def test_an_articles_text_keeps_its_source(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.insert_article(EARBUD, edit=True)
    bench.settle()
    assert "1. 双耳放回充电盒" in composer.field.text()
    assert [item.file.name for item in composer.staged.items() if item.file] == ["Air Pro 2 触点清洁图解.pdf"]
    composer.staged.chips[-1].removed.emit()
    composer.send()
    bench.settle()
    (text,) = said(bench, CHEN)
    assert (text.kind, text.article_id, text.article_version) == (MessageKind.TEXT, EARBUD, 7)


def test_a_slash_at_the_lines_start_finds_knowledge_and_enter_stages_it(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.field.setFocus()
    bench.qtbot.waitUntil(composer.field.hasFocus)
    composer.field.insert("、单侧无声")
    bench.settle()
    assert composer.popup.isVisible()
    QTest.keyClick(composer.field, ENTER)
    bench.settle()
    assert [item.card.article_id for item in composer.staged.items() if item.card] == [EARBUD]
    assert composer.field.text() == ""
    assert not composer.popup.isVisible()
    assert said(bench, CHEN) == []


def test_a_slash_inside_a_line_is_a_slash(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.field.setFocus()
    composer.field.insert("1/2")
    assert not composer.popup.isVisible()


def test_a_pasted_picture_is_staged_and_sent_as_an_image(
    workspace: Open, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "UNDO_MS", 50)
    view = workspace()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    view.talk.composer.field.imageGiven.emit(png_bytes(image), "")
    bench.settle()
    (item,) = view.talk.composer.staged.items()
    assert item.file is not None
    assert (item.file.width, item.file.height, item.file.mime) == (40, 30, "image/png")
    view.talk.composer.send()
    bench.qtbot.waitUntil(lambda: len(said(bench, CHEN)) == 1, timeout=8_000)
    assert said(bench, CHEN)[0].kind is MessageKind.IMAGE


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
    view.new_ticket()
    form = dialog(view, TicketDialog)
    assert isinstance(form, TicketDialog)
    assert "红灯" in form.text.toPlainText()
    form.title.setText("左耳免检换新")
    form.make.click()
    bench.settle()
    table = ENTITY["ticket"]
    ids = bench.database.read(lambda c: [key for (key,) in c.execute(select(table.c.id).where(table.c.number == 0))])
    (made,) = bench.database.read(lambda c: rows.get_many(c, Ticket, ids)).values()
    assert (made.title, made.conversation_id, made.customer_id) == ("左耳免检换新", CHEN, "cust-chen")
    assert any(made.local_number in text for text in bench.told)


def test_a_preview_shows_the_article_and_stages_it(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.preview(EARBUD)
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
    assert not thread_view.at_end


def test_the_thread_paints_every_kind_of_message(workspace: Open, bench: Bench) -> None:
    view = workspace()
    thread_view = view.talk.thread_view
    assert thread_view.rows.rowCount() >= 7
    heights = {thread_view.sizeHintForRow(row) for row in range(thread_view.rows.rowCount())}
    assert min(heights) > 20
    assert len(heights) > 3
    picture = view.grab().toImage()
    assert not picture.isNull()


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
    view.desk.withdraw(sent.id)
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


def test_every_button_has_a_name_and_every_key_its_own_action(workspace: Open, bench: Bench) -> None:
    view = workspace()
    nameless = [
        button
        for button in view.findChildren(QAbstractButton)
        if button.isVisibleTo(view)
        and not (button.text().strip() or button.accessibleName())
        and not isinstance(button.parent(), QLineEdit)  # Qt's own clear button, named by its action
    ]
    assert nameless == []
    assert bench.ctx.actions.conflicts() == {}


def test_the_screen_registers_itself() -> None:
    assert (SCREEN.id, SCREEN.order) == ("conversations", 10)


def test_arrow_up_takes_ones_last_text_back_to_change_it(workspace: Open, bench: Bench) -> None:
    view = workspace()
    field = view.talk.composer.field
    field.set_text("顺风取件")
    view.talk.composer.send()
    bench.settle()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    bench.settle()
    assert field.text() == "顺风取件"
    assert said(bench, CHEN)[0].state is Delivery.WITHDRAWN


def test_a_burst_of_changes_is_read_once_more_not_once_each(workspace: Open, bench: Bench) -> None:
    view = workspace()
    reads: list[int] = []
    view.desk.workspaceChanged.connect(lambda: reads.append(1))
    for _ in range(50):
        view.desk.refresh()
    bench.settle()
    assert len(reads) == 2


def test_writing_is_told_and_ends_with_the_conversation(workspace: Open, bench: Bench) -> None:
    view = workspace()
    told: list[tuple[str, str]] = []
    view.placed.connect(lambda *place: told.append(place))
    view.talk.composer.field.insert("您")
    assert told[-1] == (CHEN, CHEN)
    view.open_item(WANG)
    assert told[-1] == (WANG, "")
    bench.settle()


def refuse(bench: Bench) -> None:
    """Have the server refuse everything that waits."""

    def answer(replica: Replica) -> None:
        ops = replica.next_push(20)
        replica.answered(ops, [Result(status="rejected", code="conversation_not_yours") for _ in ops])

    bench.database.replicate(answer).result(5)
    bench.settle()


def test_a_refused_message_stays_in_sight_and_can_be_changed_and_sent(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.field.set_text("这句没被收下")
    composer.send()
    bench.settle()
    refuse(bench)
    thread = view.desk.talk
    assert thread is not None
    row = thread.rows[-1]
    assert (row.message.text, row.issue, bool(row.refused_op)) == ("这句没被收下", "conversation_not_yours", True)
    listed = view.desk.row(CHEN)
    assert listed is not None
    assert listed.trouble == 1
    view.desk.edit_again(row.refused_op)
    bench.settle()
    assert composer.field.text() == "这句没被收下"
    assert not any(one.refused_op for one in view.desk.talk.rows)  # type: ignore[union-attr]
    composer.send()
    bench.settle()
    assert [message.text for message in said(bench, CHEN)] == ["这句没被收下"]


def test_a_refused_message_can_be_sent_again_as_it_is(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.talk.composer.field.set_text("再试一次")
    view.talk.composer.send()
    bench.settle()
    refuse(bench)
    refused = view.desk.talk.rows[-1].refused_op  # type: ignore[union-attr]
    view.desk.send_again(refused)
    bench.settle()
    assert [message.text for message in said(bench, CHEN)] == ["再试一次"]
    assert not any(row.refused_op for row in view.desk.talk.rows)  # type: ignore[union-attr]
