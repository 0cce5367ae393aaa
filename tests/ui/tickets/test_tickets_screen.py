"""The tickets screen over a real office: list, one ticket, notes, hand-over, a new ticket, keys and names."""

import os
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.commands import tickets as commands
from app.commands.tickets import NewTicket
from app.domain.files import FileRef
from app.domain.journal import Event
from app.domain.tickets import Ticket, TicketNote, TicketStatus
from app.storage import drafts, rows
from app.ui.kit.screen import Place
from app.ui.shell.panes import move_focus
from app.ui.tickets.desk import NOTE_DRAFT
from app.ui.tickets.dialogs import CustomerPicker
from app.ui.tickets.stages import stages
from app.ui.tickets.view import TicketsView
from tests.helpers.bench import ScreenBench


@pytest.fixture
def view(bench: ScreenBench) -> TicketsView:
    return bench.show(TicketsView(bench.ctx))


def ticket(bench: ScreenBench, key: str = "ticket-1") -> Ticket:
    found = bench.database.read(lambda c: rows.get(c, Ticket, key))
    assert found is not None
    return found


def most_pages(bench: ScreenBench, count: int) -> None:
    """Let the database's file grow to this many pages."""
    bench.write(lambda tx: tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {count}").scalar_one())


def all_tickets(bench: ScreenBench) -> list[Ticket]:
    return bench.database.read(lambda c: rows.everything(c, Ticket))


def test_the_first_ticket_opens_by_itself_with_its_facts(bench: ScreenBench, view: TicketsView) -> None:
    assert view.desk.current == "ticket-1"
    assert view.page.title.text() == "左耳触点异常换新"
    assert view.trail() == ("T-20931",)
    assert view.shelf.tabs.tabText(0) == "处理中 1"
    names = {button.text() for button in view.facts.findChildren(QAbstractButton)}
    assert {"陈思远", "C-20481"} <= names


def test_who_had_a_line_keeps_the_id_that_colours_the_disc(bench: ScreenBench, view: TicketsView) -> None:
    bench.run("tickets.accept")
    sheet = view.desk.sheet
    assert sheet is not None
    named = [stage for stage in stages(sheet) if stage.who]
    assert named
    assert all(sheet.names[stage.who_id] == stage.who for stage in named)


def test_nobody_has_a_new_ticket_until_he_accepts_it(bench: ScreenBench, view: TicketsView) -> None:
    new = NewTicket(title="屏幕有划痕", customer_id="cust-chen")
    ticket = bench.database.write(lambda tx: commands.create(tx, new)).result(5)
    view._created(ticket)
    bench.settle()
    sheet = view.desk.sheet
    assert sheet is not None
    assert (sheet.ticket.id, sheet.ticket.assignee_id) == (ticket.id, "")
    assert [(stage.line, stage.who) for stage in stages(sheet) if stage.state == "current"] == [(1, "")]
    assert view.shelf.list.hasFocus()
    bench.run("tickets.accept")
    sheet = view.desk.sheet
    assert sheet is not None
    assert [stage.who for stage in stages(sheet) if stage.state == "current"] == [sheet.assignee_name]


def test_links_lead_to_the_customer_and_the_conversation(bench: ScreenBench, view: TicketsView) -> None:
    for button in view.facts.findChildren(QAbstractButton):
        if button.text() in ("陈思远", "C-20481"):
            button.click()
    assert set(bench.places) == {Place("customers", "cust-chen"), Place("conversations", "conv-chen")}


def test_a_note_is_added_by_control_enter_and_the_field_is_free_again(bench: ScreenBench, view: TicketsView) -> None:
    edit = view.page.composer.edit
    edit.setFocus()
    QTest.keyClicks(edit, "first look")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    (note,) = bench.database.read(lambda c: rows.everything(c, TicketNote))
    assert (note.text, note.public) == ("first look", False)
    assert edit.toPlainText() == ""
    assert view.page.timeline.texts() == ["first look"]
    assert ticket(bench).status is TicketStatus.OPEN  # Ctrl+Enter in the field does not solve


def test_control_enter_outside_the_field_solves(bench: ScreenBench, view: TicketsView) -> None:
    view.shelf.list.setFocus()
    QTest.keyClick(view.shelf.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert ticket(bench).status is TicketStatus.SOLVED
    assert bench.said() == ["已设为解决"]


def test_a_public_note_says_so_in_the_composer_and_can_be_filtered(bench: ScreenBench, view: TicketsView) -> None:
    composer = view.page.composer
    composer.mode.choose("public")
    composer.edit.setPlainText("已寄出")
    composer.submit()
    bench.settle()
    composer.edit.setPlainText("只给同事")
    composer.submit()
    bench.settle()
    view.page.only_public.setChecked(True)
    assert view.page.timeline.texts() == ["已寄出"]


def test_an_unfinished_note_survives_switching_and_a_restart(bench: ScreenBench, view: TicketsView) -> None:
    view.page.composer.edit.setPlainText("写到一半")
    bench.run("tickets.new")
    bench.dialog().close()
    view.on_hide()
    bench.settle()
    kept = bench.database.read(lambda c: drafts.draft(c, "ticket-1", NOTE_DRAFT))
    assert kept is not None
    assert kept.text == "写到一半"
    view.desk.open("")
    view.desk.open("ticket-1")
    bench.settle()
    assert view.page.composer.edit.toPlainText() == "写到一半"


def test_the_title_is_edited_in_place_and_escape_puts_it_back(bench: ScreenBench, view: TicketsView) -> None:
    field = view.page.title
    field.setFocus()
    field.setText("别的")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "左耳触点异常换新"
    field.setText("左耳换新")
    QTest.keyClick(field, Qt.Key.Key_Return)
    bench.settle()
    assert ticket(bench).title == "左耳换新"


def test_a_new_ticket_needs_a_title_and_takes_a_customer_found_by_name(bench: ScreenBench, view: TicketsView) -> None:
    bench.run("tickets.new")
    dialog = bench.dialog()
    missing = dialog.findChild(QLabel, "missing")
    assert missing is not None
    assert missing.isHidden()
    dialog.findChild(QWidget, "yes").click()  # type: ignore[union-attr]
    assert dialog.isVisible()
    assert missing.isVisible(), "why it was not made"
    next(field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == "标题").setText("补寄耳塞")
    assert missing.isHidden()
    picker = dialog.findChild(CustomerPicker)
    assert picker is not None
    picker.search.setText("王丽")
    bench.qtbot.waitUntil(picker.results.isVisible, timeout=3000)
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert picker.customer is not None
    bench.yes()
    made = next(one for one in all_tickets(bench) if one.title == "补寄耳塞")
    assert (made.customer_id, made.local_number) == ("cust-wang", "L-0001")
    assert view.desk.current == made.id
    assert bench.said() == ["离线，工单已存本机，临时号 L-0001"]


def test_the_number_of_the_device_is_told_only_of_a_ticket_that_waited(bench: ScreenBench, view: TicketsView) -> None:
    bench.status("online")
    bench.run("tickets.new")
    dialog = bench.dialog()
    next(field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == "标题").setText("补寄耳塞")
    bench.yes()
    assert bench.said() == ["已建工单「补寄耳塞」"]

    was = ticket(bench)
    born = Event(id="event-1", scope=was.scope, subject="ticket", subject_id=was.id, action="created")
    for waited, told in ((2_000, False), (3_600_000, True)):
        number = msgspec.structs.replace(was, local_number="L-0007")
        bench.arrive(number, msgspec.structs.replace(born, at=was.opened_at + waited))
        view.desk.open(was.id)
        bench.settle()
        texts = [one.text() for one in view.facts.findChildren(QLabel) if not one.isHidden()]
        assert ("离线时的临时号 L-0007" in texts) is told


def test_handing_to_the_next_line_asks_for_a_note_and_moves_it(bench: ScreenBench, view: TicketsView) -> None:
    bench.run("tickets.next_line")
    dialog = bench.dialog()
    note = dialog.findChild(QPlainTextEdit)
    assert note is not None
    note.setPlainText("触点镀层偏薄")
    bench.yes()
    assert ticket(bench).line == 2
    assert view.page.timeline.texts() == ["触点镀层偏薄"]
    assert "二线" in view.page.strip.accessibleName()


def test_a_note_for_who_takes_over_stays_in_its_dialog_when_it_cannot_be_stored(
    bench: ScreenBench, view: TicketsView
) -> None:
    bench.run("tickets.assign")
    dialog = bench.dialog()
    note = dialog.findChild(QPlainTextEdit)
    assert note is not None
    words = "触点镀层偏薄" * 1_500
    note.setPlainText(words)
    most_pages(bench, 1)  # no fewer than there are: the disk is full
    bench.yes()
    assert bench.dialog() is dialog
    assert note.toPlainText() == words
    most_pages(bench, 1_000_000)
    bench.yes()
    assert view.page.timeline.texts() == [words]
    assert bench.said() == ["已转交"]


def test_a_second_click_or_a_space_after_a_step_takes_no_other_step(bench: ScreenBench, view: TicketsView) -> None:
    page, edit = view.page, view.page.composer.edit
    for step, status in ((page.accept_button, "open"), (page.solve_button, "solved")):
        place = step.mapTo(page, step.rect().center())
        step.setFocus()
        QTest.keyClick(step, Qt.Key.Key_Space)
        bench.settle()
        assert ticket(bench).status.value == status
        assert not step.isVisible()
        there = page.childAt(place)
        assert not (isinstance(there, QAbstractButton) and there.property("kind") == "primary")
        assert page.window().focusWidget() is edit
        QTest.keyClicks(edit, " ok")
        assert ticket(bench).status.value == status
    assert edit.toPlainText() == " ok ok"


def test_closing_asks_first_for_nothing_opens_a_closed_ticket_again(bench: ScreenBench, view: TicketsView) -> None:
    bench.run("tickets.solve")
    for ask in (view.page.close_button.click, lambda: bench.run("tickets.close_confirmed")):
        ask()
        dialog = bench.dialog()
        focused = dialog.focusWidget()
        assert isinstance(focused, QAbstractButton)
        assert focused.text() == "不关闭"
        QTest.keyClick(focused, Qt.Key.Key_Space)
        bench.settle()
        assert ticket(bench).status is TicketStatus.SOLVED
    view.page.close_button.setFocus()
    view.page.close_button.click()
    bench.yes()
    assert ticket(bench).status is TicketStatus.CLOSED
    assert view.page.window().focusWidget() is view.page.composer.edit
    assert bench.action("tickets.solve").toolTip() == "工单已是「已关闭」"


def test_cancelling_asks_first(bench: ScreenBench, view: TicketsView) -> None:
    bench.run("tickets.cancel")
    assert ticket(bench).status is TicketStatus.OPEN
    bench.yes()
    assert ticket(bench).status is TicketStatus.CANCELLED


def test_files_are_stored_here_and_go_with_the_note(bench: ScreenBench, view: TicketsView, tmp_path: Path) -> None:
    path = tmp_path / "序列号.txt"
    path.write_text("AP2-7731", encoding="utf-8")
    view.desk.store_files("ticket-1", [str(path)])
    bench.settle()
    view.page.composer.submit()
    bench.settle()
    (note,) = bench.database.read(lambda c: rows.everything(c, TicketNote))
    assert [ref.name for ref in note.attachments] == ["序列号.txt"]
    assert bench.blobs.read(note.attachments[0].sha256) == b"AP2-7731"


def test_a_file_of_more_than_20_mb_is_refused_in_words(bench: ScreenBench, view: TicketsView, tmp_path: Path) -> None:
    path = tmp_path / "video.mp4"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    view.desk.store_files("ticket-1", [str(path)])
    bench.settle()
    assert bench.said() == ["文件超过 20 MB，没有加入。可以压缩后再试"]
    assert view.page.composer.files() == ()


def test_one_file_that_is_too_large_keeps_no_other_out(bench: ScreenBench, view: TicketsView, tmp_path: Path) -> None:
    names = ["甲.txt", "video.mp4", "乙.txt"]
    for name in names:
        (tmp_path / name).write_text(name, encoding="utf-8")
    os.truncate(tmp_path / "video.mp4", 200 * 1024 * 1024)
    view.desk.store_files("ticket-1", [str(tmp_path / name) for name in [*names, "没有.txt"]])
    bench.settle()
    assert sorted(ref.name for ref in view.page.composer.files()) == ["乙.txt", "甲.txt"]
    assert len(bench.said()) == 2


def test_a_file_that_is_only_on_the_server_says_so_offline(bench: ScreenBench, view: TicketsView) -> None:
    view._open_file(FileRef(sha256="ab" * 32, name="图.png", size=9, mime="image/png"))
    bench.settle()
    assert bench.said() == ["连不上总部，内容先存本机"]


def test_search_and_its_empty_state(bench: ScreenBench, view: TicketsView) -> None:
    view.shelf.search.setText("没有这个")
    bench.qtbot.waitUntil(lambda: view.desk.search == "没有这个", timeout=2000)
    bench.settle()
    words = {found.text() for found in view.shelf.content.findChildren(QLabel)}
    assert "没有符合「没有这个」的工单" in words
    view.shelf.search.clear()
    bench.settle()
    assert view.shelf.first() == "ticket-1"


def test_the_chosen_row_is_painted_unlike_the_others(bench: ScreenBench, view: TicketsView) -> None:
    chosen = view.shelf.list.grab().toImage()
    view.shelf.list.clearSelection()
    assert view.shelf.list.grab().toImage() != chosen


def test_beside_a_list_that_was_not_read_nothing_asks_to_choose_from_it(bench: ScreenBench) -> None:
    view = TicketsView(bench.ctx)
    bench.settle()

    def told() -> set[str]:
        return {found.text() for found in view.middle.findChildren(QLabel)}

    view.desk.shelfFailed.emit("本机数据文件已损坏")
    assert "左边的列表读出来后，从中选一张" in told()
    view.desk.refresh()
    bench.settle()
    assert "从左边选一张，或新建一张" in told()
    bench.show(view)
    assert view.desk.current == "ticket-1"


def test_another_desks_change_shows_without_losing_the_selection(bench: ScreenBench, view: TicketsView) -> None:
    bench.arrive(msgspec.structs.replace(ticket(bench), title="改过", rev=2))
    bench.settle()
    assert view.page.title.text() == "改过"
    assert view.desk.current == "ticket-1"


def test_f6_leads_into_the_field_of_the_note(bench: ScreenBench, view: TicketsView) -> None:
    """Not to the switch beside it, where Ctrl+Enter would solve the ticket instead of adding the note."""
    view.page.timeline.setFocus()
    move_focus(view.panes(), 1)
    focused = QApplication.focusWidget()
    assert focused is view.page.composer.edit
    QTest.keyClicks(focused, "called")
    QTest.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert [note.text for note in bench.database.read(lambda c: rows.everything(c, TicketNote))] == ["called"]
    assert ticket(bench).status is TicketStatus.OPEN


def test_a_ticket_that_leaves_the_list_stays_open(bench: ScreenBench, view: TicketsView) -> None:
    """Its neighbour becomes the current row: nobody chose it, and nobody may write into it by mistake."""
    bench.arrive(msgspec.structs.replace(ticket(bench), id="ticket-2", title="另一张", number=20932))
    assert len(view.shelf.model) == 3  # the heading and two tickets
    first = view.shelf.first()
    view.desk.open(first)
    view.shelf.select(first)
    bench.settle()
    view.shelf.list.setFocus()
    QTest.keyClick(view.shelf.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert ticket(bench, first).status is TicketStatus.SOLVED
    assert view.shelf.first() not in ("", first)
    assert view.desk.current == first


def test_every_control_has_a_name_and_rows_are_sentences(bench: ScreenBench, view: TicketsView) -> None:
    nameless = [
        widget
        for widget in view.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
    ]
    assert nameless == []
    index = view.shelf.model.index_of("ticket-1")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("T-20931，左耳触点异常换新，处理中，优先级高，一线，还没有人接")


def test_keys_do_not_clash(bench: ScreenBench, view: TicketsView) -> None:
    assert bench.ctx.actions.conflicts() == {}
