"""What was asked about one ticket is done to that one, also when another was opened before the answer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from app.domain.tickets import Ticket, TicketStatus
from app.storage import drafts, rows
from app.ui.tickets.desk import NOTE_DRAFT
from app.ui.tickets.view import TicketsView
from tests.helpers.bench import ScreenBench

FIRST, SECOND = "ticket-1", "ticket-2"


@pytest.fixture
def view(bench: ScreenBench) -> TicketsView:
    """The first ticket is open, and there is a second one."""
    second = msgspec.structs.replace(ticket(bench, FIRST), id=SECOND, title="另一张", number=20_999)
    bench.arrive(second)
    made = bench.show(TicketsView(bench.ctx))
    made.open_item(FIRST)
    bench.settle()
    return made


def ticket(bench: ScreenBench, key: str) -> Ticket:
    found = bench.database.read(lambda c: rows.get(c, Ticket, key))
    assert found is not None
    return found


def test_cancelling(bench: ScreenBench, view: TicketsView) -> None:
    bench.run("tickets.cancel")
    view.open_item(SECOND)
    bench.settle()
    bench.yes()
    assert ticket(bench, FIRST).status is TicketStatus.CANCELLED
    assert ticket(bench, SECOND).status is TicketStatus.OPEN


def test_closing(bench: ScreenBench, view: TicketsView) -> None:
    bench.run("tickets.solve")
    bench.run("tickets.close")
    view.open_item(SECOND)
    bench.settle()
    bench.yes()
    assert ticket(bench, FIRST).status is TicketStatus.CLOSED
    assert ticket(bench, SECOND).status is TicketStatus.OPEN


def test_handing_over(bench: ScreenBench, view: TicketsView) -> None:
    line = ticket(bench, SECOND).line
    bench.run("tickets.next_line")
    view.open_item(SECOND)
    bench.settle()
    bench.yes()
    assert ticket(bench, FIRST).line == line + 1
    assert ticket(bench, SECOND).line == line


def test_a_ticket_that_has_left_the_device_says_so(bench: ScreenBench, view: TicketsView) -> None:
    bench.run("tickets.cancel")
    view.desk.open("")
    bench.write(lambda tx: tx.connection.exec_driver_sql("DELETE FROM ticket WHERE id = ?", (FIRST,)).rowcount)
    bench.yes()
    assert len(bench.said()) == 1


def test_the_description(bench: ScreenBench, view: TicketsView) -> None:
    view.page._edit_description()
    dialog = bench.dialog()
    view.open_item(SECOND)
    bench.settle()
    dialog.findChild(QPlainTextEdit).setPlainText("左耳不响")  # type: ignore[union-attr]
    next(found for found in dialog.findChildren(QPushButton) if found.text() == "保存").click()
    bench.settle()
    assert ticket(bench, FIRST).description == "左耳不响"
    assert ticket(bench, SECOND).description != "左耳不响"


def test_a_title_that_is_being_typed(bench: ScreenBench, view: TicketsView) -> None:
    view.page.title.setFocus()
    view.page.title.setText("改了一半")
    view.open_item(SECOND)
    bench.settle()
    assert view.page.title.text() == "另一张"
    assert (ticket(bench, FIRST).title, ticket(bench, SECOND).title) == ("改了一半", "另一张")


@contextmanager
def busy(bench: ScreenBench) -> Iterator[None]:
    """Keep the pool busy, as a large file on a slow disk does."""
    go_on = threading.Event()
    for _ in range(3):
        bench.ctx.tasks.run(lambda: go_on.wait(10))
    try:
        yield
    finally:
        go_on.set()


def test_a_file_that_was_chosen(bench: ScreenBench, view: TicketsView, tmp_path: Path) -> None:
    path = tmp_path / "身份证.txt"
    path.write_text("AP2-7731", encoding="utf-8")
    view.page.composer.edit.setPlainText("附上")
    with busy(bench):
        view.page.composer.filesChosen.emit(view.page.composer.ticket_id, [str(path)])
        view.open_item(SECOND)
    bench.settle()
    assert view.desk.current == SECOND
    assert view.page.composer.files() == ()
    kept = bench.database.read(lambda c: drafts.draft(c, FIRST, NOTE_DRAFT))
    assert kept is not None
    assert (kept.text, [item.name for item in kept.staged]) == ("附上", ["身份证.txt"])
    view.open_item(FIRST)
    bench.settle()
    assert [ref.name for ref in view.page.composer.files()] == ["身份证.txt"]


def test_a_note_begun_before_the_kept_one_was_read(bench: ScreenBench, view: TicketsView) -> None:
    view.page.composer.edit.setPlainText("写到一半")
    view.open_item(SECOND)
    bench.settle()
    view.open_item(FIRST)
    view.page.composer.edit.setPlainText("，接着写")  # the read is under way
    bench.settle()
    assert view.page.composer.edit.toPlainText() == "写到一半，接着写"


def test_files_are_asked_for_the_open_ticket(view: TicketsView, bench: ScreenBench) -> None:
    asked: list[tuple[str, list[str]]] = []
    view.page.composer.filesChosen.connect(lambda *chosen: asked.append(chosen))
    view.page.composer._choose_files()
    dialog = bench.dialog()
    view.open_item(SECOND)
    bench.settle()
    dialog.filesSelected.emit(["/no/such/file"])  # type: ignore[attr-defined]
    QWidget.close(dialog)
    bench.settle()
    assert asked == [(FIRST, ["/no/such/file"])]
