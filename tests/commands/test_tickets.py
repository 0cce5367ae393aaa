"""What an agent does with tickets leaves rows, numbers and operations, or nothing at all."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from app.commands import tickets as commands
from app.commands.tickets import RESOLVE_WITHIN_MS, NewTicket
from app.domain.access import group_scope
from app.domain.errors import AppError, Refused
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.tickets import Priority, Ticket, TicketNote, TicketStatus
from app.storage import rows, tickets
from app.storage.database import Database
from app.storage.tables import OUTBOX
from tests.helpers import office as fixture
from tests.helpers.office import AFTER_SALES, CHEN, ME, PRE_SALES


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path) as database:
        yield database


def created(database: Database, **values: object) -> Ticket:
    new = NewTicket(title="门店换货", **values)  # type: ignore[arg-type]  # fields of NewTicket
    return database.write(lambda tx: commands.create(tx, new)).result(5)


def present(database: Database, ticket: Ticket) -> Ticket:
    found = database.read(lambda c: rows.get(c, Ticket, ticket.id))
    assert found is not None
    return found


def actions(database: Database) -> list[str]:
    ops = database.read(lambda c: c.execute(select(OUTBOX.c.kind, OUTBOX.c.ent).order_by(OUTBOX.c.lsn)).all())
    return [f"{kind} {ent}" for kind, ent in ops]


def test_a_new_ticket_has_a_number_of_this_device_and_a_limit_by_its_priority(office: Database) -> None:
    first, second = created(office), created(office, priority=Priority.URGENT)
    assert [tickets.label(one.number, one.local_number) for one in (first, second)] == ["L-0001", "L-0002"]
    assert second.due_at is not None
    assert second.due_at - second.opened_at == RESOLVE_WITHIN_MS[Priority.URGENT]
    assert (first.scope, first.created_by, first.status) == (group_scope(AFTER_SALES), ME, TicketStatus.NEW)


def test_numbers_go_on_after_the_program_was_started_again(tmp_path: Path) -> None:
    with fixture.office(tmp_path) as database:
        created(database)
    with fixture.office(tmp_path) as database:
        assert created(database).local_number == "L-0002"


def test_a_ticket_from_a_conversation_takes_its_customer_category_and_group(office: Database) -> None:
    ticket = office.write(
        lambda tx: commands.create_from_conversation(tx, CHEN, title="左耳换新", description="红灯闪三下", line=2)
    ).result(5)
    assert (ticket.customer_id, ticket.conversation_id, ticket.category_id) == ("cust-chen", CHEN, "cat-ear")
    assert (ticket.group_id, ticket.line, ticket.title) == (AFTER_SALES, 2, "左耳换新")


def test_a_ticket_without_a_title_is_called_by_the_customer(office: Database) -> None:
    ticket = office.write(lambda tx: commands.create_from_conversation(tx, CHEN)).result(5)
    assert ticket.title == "陈思远"


def test_an_empty_title_and_a_huge_file_are_refused_and_nothing_is_left(office: Database) -> None:
    huge = FileRef(sha256="ab" * 32, name="video.mp4", size=MAX_FILE_BYTES + 1)
    for new, code in ((NewTicket(title="  "), "ticket_no_title"), (NewTicket(title="x", attachments=(huge,)), "file")):
        with pytest.raises(AppError, match=code):
            office.write(partial(commands.create, new=new)).result(5)
    assert actions(office) == []
    assert created(office).local_number == "L-0001"


def test_the_way_of_a_ticket_from_acceptance_to_closing(office: Database) -> None:
    ticket = created(office)
    for step, status in (
        (commands.accept, TicketStatus.OPEN),
        (commands.wait_customer, TicketStatus.WAITING_CUSTOMER),
        (commands.wait_internal, TicketStatus.WAITING_INTERNAL),
        (commands.solve, TicketStatus.SOLVED),
        (commands.reopen, TicketStatus.OPEN),
        (commands.solve, TicketStatus.SOLVED),
        (commands.close, TicketStatus.CLOSED),
    ):
        office.write(partial(step, ticket_id=ticket.id)).result(5)
        assert present(office, ticket).status is status
    with pytest.raises(Refused, match="ticket_state"):
        office.write(lambda tx: commands.cancel(tx, ticket.id)).result(5)


def test_handing_to_another_line_leaves_nobody_in_charge_and_the_note_first(office: Database) -> None:
    ticket = created(office)
    office.write(lambda tx: commands.accept(tx, ticket.id)).result(5)
    office.write(lambda tx: commands.assign(tx, ticket.id, line=2, group_id=PRE_SALES, note="序列号 AP2")).result(5)
    after = present(office, ticket)
    assert (after.line, after.group_id, after.assignee_id) == (2, PRE_SALES, "")
    assert actions(office)[-2:] == ["create ticket_note", "intent ticket"]
    with pytest.raises(Refused, match="ticket_line"):
        office.write(lambda tx: commands.assign(tx, ticket.id, line=4)).result(5)


def test_handing_to_a_colleague_names_him(office: Database) -> None:
    ticket = created(office)
    office.write(lambda tx: commands.assign(tx, ticket.id, assignee_id="agent-li", line=2)).result(5)
    assert present(office, ticket).assignee_id == "agent-li"


def test_a_priority_moves_the_limit_and_undo_moves_it_back(office: Database) -> None:
    ticket = created(office)
    office.write(lambda tx: commands.set_priority(tx, ticket.id, Priority.URGENT)).result(5)
    assert present(office, ticket).due_at == ticket.opened_at + RESOLVE_WITHIN_MS[Priority.URGENT]
    label = fixture.undo_last(office)
    after = present(office, ticket)
    assert (label, after.priority, after.due_at) == ("ticket.priority", Priority.NORMAL, ticket.due_at)


def test_undoing_a_new_ticket_puts_it_into_the_bin_and_then_there_is_nothing_more(office: Database) -> None:
    ticket = created(office)
    fixture.undo_last(office)
    assert present(office, ticket).deleted_at is not None
    with pytest.raises(Refused, match="nothing_to_undo"):
        fixture.undo_last(office)


def test_notes_take_text_or_files_and_keep_who_may_see_them(office: Database) -> None:
    ticket = created(office)
    file = FileRef(sha256="cd" * 32, name="a.png", size=12, mime="image/png")
    note = office.write(
        lambda tx: commands.add_note(tx, ticket.id, " 已寄出 ", public=True, attachments=(file,))
    ).result(5)
    assert (note.text, note.public, note.scope) == ("已寄出", True, ticket.scope)
    with pytest.raises(AppError, match="empty_note"):
        office.write(lambda tx: commands.add_note(tx, ticket.id, "  ")).result(5)
    assert len(office.read(lambda c: rows.everything(c, TicketNote))) == 1


def test_attaching_the_same_file_twice_changes_nothing(office: Database) -> None:
    ticket = created(office)
    file = FileRef(sha256="cd" * 32, name="a.png", size=12, mime="image/png")
    for _ in range(2):
        office.write(lambda tx: commands.attach(tx, ticket.id, (file,))).result(5)
    assert present(office, ticket).attachments == (file,)
    assert actions(office) == ["create ticket", "patch ticket"]
