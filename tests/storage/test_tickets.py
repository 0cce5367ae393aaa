"""What the tickets screen reads: tabs with counts, search, and a timeline with what only this device knows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.commands import tickets as commands
from app.commands.tickets import NewTicket
from app.domain.access import group_scope
from app.domain.change import Result
from app.domain.journal import Event
from app.domain.tickets import Ticket, TicketStatus
from app.storage import tickets
from app.storage.database import Database
from tests.helpers import office as fixture
from tests.helpers.office import AFTER_SALES, HOUR, ME, NOW


def made(key: str, **values: Any) -> Ticket:
    defaults: dict[str, Any] = {
        "title": key,
        "group_id": AFTER_SALES,
        "number": 30_000 + len(key),
        "opened_at": NOW - HOUR,
    }
    return Ticket(id=key, scope=group_scope(AFTER_SALES), rev=1, **(defaults | values))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path) as database:
        fixture.arrive(
            database,
            made("mine", assignee_id=ME, status=TicketStatus.OPEN, due_at=NOW + HOUR, customer_id="cust-wang"),
            made("late", assignee_id="agent-li", status=TicketStatus.OPEN, due_at=NOW - HOUR, line=2),
            made("waits", assignee_id=ME, status=TicketStatus.WAITING_CUSTOMER),
            made("queue-two", status=TicketStatus.NEW, line=2),
            made("done", status=TicketStatus.CLOSED, solved_at=NOW - HOUR),
            made("bin", status=TicketStatus.OPEN, deleted_at=NOW),
        )
        yield database


def keys(database: Database, tab: Any, search: str = "") -> list[str]:
    return [row.id for row in database.read(lambda c: tickets.shelf(c, tab, ME, search)).rows]


def test_each_tab_has_its_tickets_and_all_counts(office: Database) -> None:
    assert keys(office, "mine") == ["mine", "ticket-1"]  # the other one is unassigned on my line
    assert keys(office, "customer") == ["waits"]
    assert keys(office, "solved") == ["done"]
    counts = office.read(lambda c: tickets.shelf(c, "open", ME)).counts
    assert counts == {"open": 5, "mine": 2, "customer": 1, "solved": 1}
    assert office.read(lambda c: tickets.waiting_for(c, ME)) == 2


def test_ones_own_line_stands_first_then_the_earliest_limit(office: Database) -> None:
    found = office.read(lambda c: tickets.shelf(c, "open", ME)).rows
    assert [row.line for row in found] == [1, 1, 1, 2, 2]
    assert found[0].id == "mine"
    assert [row.id for row in found[3:]] == ["late", "queue-two"]


def test_search_finds_title_number_and_customer(office: Database) -> None:
    assert keys(office, "open", "触点") == ["ticket-1"]
    assert keys(office, "open", "T-20931") == ["ticket-1"]
    assert keys(office, "open", "王丽") == ["mine"]
    assert keys(office, "open", "100%") == []


def test_a_ticket_made_here_is_marked_until_the_server_has_it(office: Database) -> None:
    ticket = office.write(lambda tx: commands.create(tx, NewTicket(title="新"))).result(5)
    row = next(row for row in office.read(lambda c: tickets.shelf(c, "open", ME)).rows if row.id == ticket.id)
    assert (row.label, row.pending) == ("L-0001", True)

    def accepted(replica: Any) -> None:
        ops = replica.next_push(10)
        replica.answered(ops, [Result(status="ok", rev=1, seq=9) for _ in ops])

    office.replicate(accepted).result(5)
    fixture.arrive(office, msgspec.structs.replace(ticket, rev=1, number=20_951))
    row = next(row for row in office.read(lambda c: tickets.shelf(c, "open", ME)).rows if row.id == ticket.id)
    assert (row.label, row.pending) == ("T-20951", False)


def test_a_note_alone_marks_its_ticket(office: Database) -> None:
    office.write(lambda tx: commands.add_note(tx, "mine", "x")).result(5)
    marked = [row.id for row in office.read(lambda c: tickets.shelf(c, "open", ME)).rows if row.pending]
    assert marked == ["mine"]


def test_the_timeline_tells_events_notes_and_own_steps_in_order(office: Database) -> None:
    scope = group_scope(AFTER_SALES)
    fixture.arrive(
        office,
        Event(id="e1", scope=scope, rev=1, subject="ticket", subject_id="mine", action="created", actor_id="agent-li",
              at=NOW - HOUR),
        Event(id="e2", scope=scope, rev=1, subject="ticket", subject_id="mine", action="assign", actor_id="agent-li",
              at=NOW - HOUR // 2, values={"assignee_id": ME, "line": "1"}),
    )  # fmt: skip
    office.write(lambda tx: commands.add_note(tx, "mine", "已联系", public=True)).result(5)
    office.write(lambda tx: commands.wait_customer(tx, "mine")).result(5)
    sheet = office.read(lambda c: tickets.sheet(c, "mine", ME))
    assert sheet is not None
    told = [(entry.kind, entry.action or entry.text, entry.pending) for entry in sheet.entries]
    assert told == [
        ("event", "created", False), ("event", "assign", False), ("note", "已联系", True),
        ("event", "wait_customer", True),
    ]  # fmt: skip
    assert sheet.entries[1].values == {"assignee_id": "林晓彤", "line": "1"}
    assert (sheet.assignee_name, sheet.customer and sheet.customer.name) == ("林晓彤", "王丽")


def test_a_ticket_that_is_gone_is_none(office: Database) -> None:
    assert office.read(lambda c: tickets.sheet(c, "nowhere", ME)) is None


def test_the_picker_offers_recent_customers_and_finds_others(office: Database) -> None:
    recent = office.read(lambda c: tickets.customer_choices(c, ""))
    assert recent[0].name == "刘洋"
    assert [one.name for one in office.read(lambda c: tickets.customer_choices(c, "陈"))] == ["陈思远"]
    assert office.read(lambda c: tickets.customer_choices(c, "%")) == ()
