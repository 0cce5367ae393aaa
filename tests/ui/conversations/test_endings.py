"""How a conversation or a message is ended, gone on with, and taken back."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.commands import conversations as commands
from app.commands.conversations import Outgoing
from app.domain.conversations import Delivery, Status
from app.domain.surveys import Solved
from app.storage import drafts
from app.ui.conversations.inbox import Head
from app.ui.conversations.urgency import due_of
from app.ui.conversations.view import ConversationsView
from app.ui.conversations.wrap_up import WrapUp
from app.ui.kit.chips import WaitChip
from app.ui.kit.dialogs import Dialog
from app.ui.kit.toasts import ToastHost
from tests.helpers import office
from tests.helpers.office import CHEN, EARBUD, LIN_MENG, LIU, WANG
from tests.ui.conversations.bench import CTRL, ENTER, SHIFT, Bench, Open, conversation, dialog, said


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
    view.desk.close(WANG, "", Solved.NO, "")
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


def test_an_ended_conversation_stays_open_when_its_row_leaves_the_list(workspace: Open, bench: Bench) -> None:
    """The row below is another conversation's: it must not be opened in its place."""
    view = workspace()
    since = office.NOW - round(4.2 * office.MINUTE)
    office.arrive(bench.database, msgspec.structs.replace(conversation(bench, LIU), rev=2, waiting_since=since))
    bench.settle()
    view.inbox.rearrange(now=True)
    ids = [item.id for item in view.inbox.items]
    assert ids[ids.index(CHEN) + 1] == LIU
    view.desk.close(CHEN, "", Solved.YES, "")
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


def with_a_card_on_its_way(workspace: Open, bench: Bench) -> tuple[ConversationsView, ToastHost]:
    """A card was sent and can still be undone; the host shows the offer."""
    view = workspace()
    host = ToastHost(view)
    bench.ctx.notices.toastWanted.connect(host.show)
    bench.ctx.notices.toastOver.connect(host.withdraw)
    view.asking.send_card(EARBUD)
    bench.settle()
    return view, host


def test_undoing_by_key_takes_the_offer_away(workspace: Open, bench: Bench) -> None:
    view, host = with_a_card_on_its_way(workspace, bench)
    assert host.texts() == ["已发送给陈思远"]
    composer = view.talk.composer
    composer.field.setFocus()
    QTest.keyClick(composer.field, Qt.Key.Key_Z, CTRL)
    bench.settle()
    assert [item.card is not None for item in composer.staged.items()] == [True]
    assert host.texts() == []


def test_writing_on_ends_the_undo_window_and_takes_the_offer_away(workspace: Open, bench: Bench) -> None:
    view, host = with_a_card_on_its_way(workspace, bench)
    view.talk.composer.field.set_text("请看上面的卡片")
    view.talk.composer.send()
    bench.settle()
    assert [message.text or message.kind for message in said(bench, CHEN)] == ["card", "请看上面的卡片"]
    assert host.texts() == []
    assert view.desk.sending.newest_held() == ""


def test_withdrawing_ones_own_message(workspace: Open, bench: Bench) -> None:
    view = workspace()
    (sent,) = bench.database.write(lambda tx: commands.send(tx, Outgoing(conversation_id=CHEN, text="发错了"))).result(
        5
    )
    bench.settle()
    view.desk.sending.withdraw(sent.id)
    bench.settle()
    assert said(bench, CHEN)[0].state is Delivery.WITHDRAWN


def test_a_problem_that_is_none_is_not_taken_for_no_choice(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.end()
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    form.topic.setEditText("wuguan")
    form.end.click()
    assert form.isVisible()
    assert "wuguan" in form.unfinished._text.text()
    form.topic.setEditText("")
    form.end.click()
    bench.settle()
    assert conversation(bench, CHEN).status is Status.CLOSED


def test_the_problem_is_found_by_pinyin_and_by_initials(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.end()
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    line = form.topic.lineEdit()
    completer = form.topic.completer()
    assert line is not None
    assert completer is not None
    for typed in ("saodi", "sdj"):
        line.selectAll()
        QTest.keyClicks(line, typed)
        assert (completer.completionCount(), completer.currentCompletion()) == (1, "售后 / 扫地机")
        assert form.category() == "cat-robot"
    form.topic.setEditText("扫地")
    assert form.category() == "cat-robot"
    line.selectAll()
    QTest.keyClicks(line, "erji")
    popup = completer.popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert (form.topic.currentText(), form.category()) == ("售后 / 耳机", "cat-ear")
    assert form.isVisible()
    line.selectAll()
    QTest.keyClicks(line, "sdj")
    popup.hide()
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert form.topic.currentText() == "售后 / 扫地机", "what is stored is shown once the field is left"


def test_the_wrap_up_ends_the_conversation_that_it_names(workspace: Open, bench: Bench) -> None:
    """A notification, or the answer to taking the next one, may open another while the dialog stands there."""
    view = workspace()
    view.asking.end()
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    view.open_item(WANG)
    bench.settle()
    form.end.click()
    bench.settle()
    assert conversation(bench, CHEN).status is Status.CLOSED
    assert conversation(bench, WANG).status is Status.ACTIVE


def test_the_last_words_and_the_end_stay_with_their_conversation(workspace: Open, bench: Bench) -> None:
    view = workspace()
    out = Outgoing(conversation_id=CHEN, text="感谢您的来访")
    view.open_item(WANG)
    bench.settle()
    view.asking.end(out)  # the question about an expired card was answered after another was opened
    bench.settle()
    form = dialog(view, WrapUp)
    assert isinstance(form, WrapUp)
    assert any("陈思远" in label.text() for label in form.findChildren(QLabel))
    form.end.click()
    bench.settle()
    assert bench.told == ["已发送给陈思远"]
    assert [held.then.action for held in bench.database.read(lambda c: drafts.held_in(c, CHEN))] == ["close"]
    assert bench.database.read(lambda c: drafts.held_in(c, WANG)) == []


def test_spam_is_the_conversation_that_was_asked_about(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.ask_spam()
    asked = dialog(view, Dialog)
    view.open_item(WANG)
    bench.settle()
    asked.findChild(QPushButton, "yes").click()  # type: ignore[union-attr]
    bench.settle()
    assert conversation(bench, CHEN).status is Status.SPAM
    assert conversation(bench, WANG).status is Status.ACTIVE


def test_undoing_brings_back_the_conversation_that_was_put_aside(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.put_aside(30)
    bench.settle()
    assert conversation(bench, CHEN).snoozed_until
    view.open_item(WANG)
    bench.settle()
    undo = bench.ctx.notices.told[-1].run
    assert undo is not None
    undo()
    bench.settle()
    assert conversation(bench, CHEN).snoozed_until is None
