"""Answering: suggestions, cards, text, notes, drafts, undo, refusals; with the keys of the design."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.domain.conversations import Delivery, MessageKind, Status
from app.domain.knowledge import card_of
from app.storage import drafts
from app.storage.drafts import Staged
from app.storage.transaction import Tx
from app.system.settings import Settings, SettingsFile
from app.ui.conversations import sending
from app.ui.kit.dialogs import Dialog
from app.ui.kit.preferences import Preferences
from app.ui.kit.rich_text import png_bytes
from tests.helpers import office
from tests.helpers.office import CHEN, EARBUD, EXPIRED, INTERNAL, RED_LIGHT, TEAM, WANG
from tests.ui.conversations.bench import CTRL, ENTER, SHIFT, Bench, Open, conversation, dialog, refuse, said


def test_from_a_message_to_a_sent_card_by_two_keys(
    workspace: Open, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "UNDO_MS", 5_000)
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
    bench.qtbot.waitUntil(lambda: len(said(bench, CHEN)) == 1, timeout=20_000)
    (card,) = said(bench, CHEN)
    assert (card.kind, card.article_id, card.article_version) == (MessageKind.CARD, RED_LIGHT, 2)
    bench.settle()
    shown_again = [(row.article_id, row.sent_here) for row in view.desk.advice.suggested.rows]
    assert (RED_LIGHT, True) in shown_again
    assert [sent for _, sent in shown_again] == sorted(sent for _, sent in shown_again)
    button = view.talk.strip.buttons[-1]
    assert "已发送" in button.accessibleName()
    assert not button._likely


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


def test_a_read_from_before_sending_does_not_bring_the_draft_back(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.field.set_text("先写的")
    bench.qtbot.waitUntil(
        lambda: bench.database.read(lambda c: drafts.draft(c, CHEN, "reply")) is not None, timeout=3_000
    )
    bench.settle()
    before = view.desk.talk
    assert before is not None
    assert before.reply is not None
    composer.field.set_text("后写的")
    composer.send()
    view.desk.talk = before  # what a read that began before the sending answers
    view.desk.threadChanged.emit()
    assert composer.field.text() == ""
    bench.settle()
    view.desk.talk = before
    view.desk.threadChanged.emit()
    assert composer.field.text() == ""
    assert [message.text for message in said(bench, CHEN)] == ["后写的"]


def test_ctrl_enter_sends_where_a_person_wants_that(workspace: Open, bench: Bench, tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path / "settings.json")
    preferences = Preferences(settings, Settings(send_key="ctrl_enter", undo_seconds=0))
    services = {**bench.ctx.services, Preferences: preferences}
    bench.ctx = msgspec.structs.replace(bench.ctx, services=services)
    view = workspace()
    field = view.talk.composer.field
    QTest.keyClicks(field, "one")
    QTest.keyClick(field, ENTER)
    QTest.keyClicks(field, "two")
    bench.settle()
    assert said(bench, CHEN) == []
    view.stage_suggestion(1)
    bench.qtbot.waitUntil(lambda: len(view.talk.composer.staged.items()) == 1)
    QTest.keyClick(field, ENTER, CTRL)
    bench.settle()
    assert [message.text for message in said(bench, CHEN) if message.kind is MessageKind.TEXT] == ["one\ntwo"]
    assert len(said(bench, CHEN)) == 2  # no time to undo: the card has left, too
    assert conversation(bench, CHEN).status is Status.ACTIVE
    preferences.change(send_key="enter")
    QTest.keyClicks(field, "three")
    QTest.keyClick(field, ENTER)
    bench.settle()
    assert len(said(bench, CHEN)) == 3
    preferences.close()


def test_one_writes_until_it_is_sent(workspace: Open, bench: Bench) -> None:
    view = workspace()
    told: list[tuple[str, str]] = []
    view.placed.connect(lambda seen, typing: told.append((seen, typing)))
    QTest.keyClicks(view.talk.composer.field, "hm")
    assert told[-1] == (CHEN, CHEN)
    QTest.keyClick(view.talk.composer.field, ENTER)
    bench.settle()
    assert told[-1] == (CHEN, "")


def test_one_types_on_while_a_conversation_is_being_read(workspace: Open, bench: Bench) -> None:
    def keep(tx: Tx) -> None:
        drafts.put_draft(
            tx.connection, drafts.Draft(conversation_id=WANG, text="写到一半，", cursor=5, saved_at=tx.now)
        )

    bench.database.write(keep).result(5)
    view = workspace()
    field = view.talk.composer.field
    field.setFocus()
    view.open_item(WANG)
    assert view.desk.talk is None  # not read yet
    QTest.keyClicks(field, "go on")
    bench.settle()
    assert field.hasFocus()
    assert field.text() == "写到一半，go on"


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


def test_an_expired_card_is_asked_about_first(workspace: Open, bench: Bench) -> None:
    view = workspace(online=False)
    view.asking.send_card(EXPIRED)
    bench.settle()
    question = dialog(view, Dialog)
    assert "过有效期" in question.windowTitle()
    assert said(bench, CHEN) == []
    question.reject()
    bench.settle()
    assert view.desk.sending.newest_held() == ""


def test_internal_knowledge_is_never_sent(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.send_card(INTERNAL)
    bench.settle()
    assert any("内部知识" in text for text in bench.told)
    assert view.desk.sending.newest_held() == ""


def test_searching_sends_the_first_result_by_enter(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.focus_knowledge()
    search = view.context.knowledge.search
    search.setText("单侧无声")
    QTest.keyClick(search, ENTER)  # faster than the search: it only searches
    assert view.context.knowledge.results.current() is not None
    bench.settle()
    assert view.desk.sending.newest_held() == ""
    assert view.context.knowledge.results.rows.row(0).article_id == EARBUD  # type: ignore[union-attr]
    QTest.keyClick(search, ENTER)
    bench.settle()
    assert view.desk.sending.newest_held()
    view.desk.sending.undo(view.desk.sending.newest_held())
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
    composer.intake.article(EARBUD, edit=True)
    bench.settle()
    assert "1. 双耳放回充电盒" in composer.field.text()
    assert [item.file.name for item in composer.staged.items() if item.file] == ["Air Pro 2 触点清洁图解.pdf"]
    composer.staged.chips[-1].removed.emit()
    composer.send()
    bench.settle()
    (text,) = said(bench, CHEN)
    assert (text.kind, text.article_id, text.article_version) == (MessageKind.TEXT, EARBUD, 7)


def test_backspace_in_the_empty_field_takes_the_last_chip_away(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    for article_id in (EARBUD, RED_LIGHT):
        composer.intake.card(article_id)
        bench.settle()
    composer.field.setFocus()
    composer.field.set_text("好")
    QTest.keyClick(composer.field, Qt.Key.Key_Backspace)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(composer.field, held)
    assert len(composer.staged.items()) == 2  # the letter went; a key that is held stops there
    QTest.keyClick(composer.field, Qt.Key.Key_Backspace)
    assert [item.card.article_id for item in composer.staged.items() if item.card] == [EARBUD]
    QTest.keyClick(composer.field, Qt.Key.Key_Backspace)
    QTest.keyClick(composer.field, Qt.Key.Key_Backspace)
    assert composer.staged.items() == ()


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


@pytest.mark.parametrize("sign", ["/", "、"])
def test_a_line_after_shift_enter_asks_as_the_first_does(workspace: Open, bench: Bench, sign: str) -> None:
    composer = workspace().talk.composer
    composer.field.setFocus()
    bench.qtbot.waitUntil(composer.field.hasFocus)
    composer.field.insert("您好😀")
    QTest.keyClick(composer.field, ENTER, Qt.KeyboardModifier.ShiftModifier)
    composer.field.insert(f"{sign}单侧无声")
    bench.settle()
    assert composer.popup.isVisible()
    QTest.keyClick(composer.field, ENTER)
    bench.settle()
    assert [item.card.article_id for item in composer.staged.items() if item.card] == [EARBUD]
    assert composer.field.text() == "您好😀\n"
    assert not composer.popup.isVisible()


def test_a_slash_inside_a_line_is_a_slash(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.field.setFocus()
    composer.field.insert("1/2")
    assert not composer.popup.isVisible()


def test_at_in_a_note_offers_colleagues_and_tab_takes_one(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.set_mode("note")
    composer.field.setFocus()
    bench.qtbot.waitUntil(composer.field.hasFocus)
    composer.field.insert("请@lg")
    bench.qtbot.waitUntil(composer.mentions.isVisible)
    assert [one.name for one in composer.mentions.rows.loaded()] == ["李国栋"]
    QTest.keyClick(composer.field, Qt.Key.Key_Tab)
    assert composer.field.text() == "请@李国栋 "
    assert not composer.mentions.isVisible()
    composer.field.insert("@")
    bench.qtbot.waitUntil(composer.mentions.isVisible)
    assert {one.name for one in composer.mentions.rows.loaded()} == {"李国栋", "周敏"}  # not oneself
    QTest.keyClick(composer.field, Qt.Key.Key_Escape)
    composer.field.insert("周")
    bench.settle()
    assert not composer.mentions.isVisible()  # it was put away for this word
    composer.field.insert(" a@b")
    bench.settle()
    assert not composer.mentions.isVisible()  # a mail address
    composer.set_mode("reply")
    composer.field.insert("@")
    bench.settle()
    assert not composer.mentions.isVisible()


def test_a_private_number_that_is_pasted_into_a_reply_is_warned_about(workspace: Open, bench: Bench) -> None:
    view = workspace()
    field = view.talk.composer.field

    def paste(text: str) -> None:
        data = QMimeData()
        data.setText(text)
        field.insertFromMimeData(data)

    paste("订单 2026110288317")
    assert bench.told == []
    paste("电话 138 0045 6621")
    assert bench.told == ["粘贴的内容里有手机号，请看过再发给客户"]
    assert field.text().endswith("6621")  # it is only a warning
    view.talk.composer.set_mode("note")
    paste("电话 138 0045 6621")
    assert len(bench.told) == 1
    bench.settle()


def test_many_staged_cards_scroll_and_leave_the_text_its_place(workspace: Open, bench: Bench) -> None:
    composer = workspace().talk.composer
    composer.stage(*(Staged(card=card_of(one)) for one in office.articles()[:9]))
    bench.settle()
    staged = composer.staged
    line = staged.chips[0].height()
    assert staged.height() < 4 * line
    newest = staged.chips[-1]
    assert staged.viewport().rect().contains(newest.mapTo(staged.viewport(), newest.rect().center()))
    assert staged.verticalScrollBar().maximum() > 0
    composer.intake.card(EXPIRED)
    bench.settle()
    assert staged.height() < 4 * line
    while len(staged.chips) > 1:
        staged.remove_last()
    assert staged.height() == line


def test_a_pasted_picture_is_staged_and_sent_as_an_image(
    workspace: Open, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "UNDO_MS", 50)
    view = workspace()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    view.talk.composer.field.imageGiven.emit(png_bytes(image), "")
    bench.settle()
    (item,) = view.talk.composer.staged.items()
    assert item.file is not None
    assert (item.file.width, item.file.height, item.file.mime) == (40, 30, "image/png")
    view.talk.composer.send()
    bench.qtbot.waitUntil(lambda: len(said(bench, CHEN)) == 1, timeout=20_000)
    assert said(bench, CHEN)[0].kind is MessageKind.IMAGE


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
    view.desk.sending.edit_again(row.refused_op)
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
    view.desk.sending.send_again(refused)
    bench.settle()
    assert [message.text for message in said(bench, CHEN)] == ["再试一次"]
    assert not any(row.refused_op for row in view.desk.talk.rows)  # type: ignore[union-attr]


def test_enter_while_composing_chinese_sends_nothing(workspace: Open, bench: Bench) -> None:
    view = workspace()
    field = view.talk.composer.field
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("ni hao", []))
    QTest.keyClick(field, ENTER)
    bench.settle()
    assert said(bench, CHEN) == []
    commit = QInputMethodEvent()
    commit.setCommitString("你好")
    QApplication.sendEvent(field, commit)
    QTest.keyClick(field, ENTER)  # some input methods commit before the key arrives
    bench.settle()
    assert said(bench, CHEN) == []
    assert field.text() == "你好"
    bench.qtbot.waitUntil(lambda: not field.ime.composing)
    QTest.keyClick(field, ENTER)
    bench.settle()
    assert [message.text for message in said(bench, CHEN)] == ["你好"]


def test_a_note_stays_a_note_when_knowledge_comes_into_it(workspace: Open, bench: Bench) -> None:
    """What one goes on writing would reach the customer otherwise."""
    view = workspace()
    composer = view.talk.composer
    composer.set_mode("note")
    QTest.keyClicks(composer.field, "he was sent ")
    QTest.keyClick(composer.field, Qt.Key.Key_1, CTRL)
    bench.settle()
    assert composer.mode == "note"
    assert composer.field.text() == "he was sent 「Air Pro 2 左耳无声且红灯闪三下」"
    composer.intake.article(RED_LIGHT, edit=True)
    bench.settle()
    assert composer.mode == "note"
    assert composer.staged.items() == ()


def test_an_unfinished_note_is_marked_where_one_writes_the_reply(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.set_mode("note")
    QTest.keyClicks(composer.field, "careful")
    view.desk.open(WANG)
    bench.settle()
    view.desk.open(CHEN)
    bench.settle()
    assert composer.mode == "reply"
    assert "内部备注 •" in [part.text() for part in composer.tools.findChildren(QPushButton)]
    row = view.desk.row(CHEN)
    assert row is not None
    assert (row.draft, row.draft_is_note) == ("careful", True)
    composer.set_mode("note")
    assert "内部备注" in [part.text() for part in composer.tools.findChildren(QPushButton)]


def test_what_the_panel_sent_is_taken_back_by_the_next_key(
    workspace: Open, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "UNDO_MS", 60_000)
    view = workspace()
    panel = view.context.knowledge
    panel.focus_search()
    QTest.keyClicks(panel.search, "hongdeng")
    bench.qtbot.waitUntil(lambda: panel.results.current() is not None and panel._answered == "hongdeng")
    QTest.keyClick(panel.search, ENTER)
    bench.settle()
    assert view.talk.composer.field.hasFocus()
    QTest.keyClick(view.talk.composer.field, Qt.Key.Key_Z, CTRL)
    bench.settle()
    assert said(bench, CHEN) == []
    assert [item.name for item in view.talk.composer.staged.items()] == ["Air Pro 2 左耳无声且红灯闪三下"]


def test_in_the_search_field_of_the_panel_control_and_enter_edit_first(workspace: Open, bench: Bench) -> None:
    view = workspace()
    panel = view.context.knowledge
    panel.focus_search()
    QTest.keyClicks(panel.search, "hongdeng")
    bench.qtbot.waitUntil(lambda: panel._answered == "hongdeng")
    QTest.keyClick(panel.search, ENTER, CTRL)
    bench.settle()
    assert view.talk.composer.field.text()
    assert said(bench, CHEN) == []
