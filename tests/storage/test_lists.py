"""Lists over years of work: what is shown first, found without a look at all the rest."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection

from app.domain.conversations import Conversation, Status
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.people import Role
from app.domain.tickets import Ticket, TicketStatus
from app.storage import customer_list, knowledge, rows, suggestions, sync_classes, tickets
from app.storage.customer_list import LIMIT, CustomerRow
from app.storage.database import Database
from app.storage.suggestions import WEEK_MS
from tests.helpers import office as fixture
from tests.helpers.office import ME, NOW

MINUTE = 60_000
STEPS = 100


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path) as database:
        yield database


def talk(number: int, customer_id: str, at: int, deleted_at: int | None = None) -> Conversation:
    return Conversation(
        id=f"talk-{number}", scope="g:group-after", rev=1, customer_id=customer_id, status=Status.CLOSED,
        last_message_at=at, deleted_at=deleted_at,
    )  # fmt: skip


def customer(number: int) -> Customer:
    return Customer(id=f"cust-{number}", scope="people", rev=1, name=f"顾客{number:05}", phone=f"139{number:08}")


def effort(database: Database, read: Callable[[Connection], object]) -> int:
    """Return how many instructions of SQLite a read takes, in whole hundreds."""

    def measured(connection: Connection) -> int:
        read(connection)  # SQLAlchemy compiles, SQLite reads the schema
        taken = 0

        def step() -> None:
            nonlocal taken
            taken += STEPS

        raw = connection.connection.driver_connection
        assert raw is not None
        raw.set_progress_handler(step, STEPS)
        read(connection)
        raw.set_progress_handler(None, 0)
        return taken

    return database.read(measured)


def listed(database: Database, search: str = "") -> list[CustomerRow]:
    return list(database.read(lambda c: customer_list.customers(c, search)).rows)


def test_customers_stand_by_their_last_contact_then_those_who_never_were(office: Database) -> None:
    before = listed(office)
    fixture.arrive(
        office, *map(customer, range(3)),
        talk(1, "cust-1", NOW + MINUTE), talk(2, "cust-1", NOW + 3 * MINUTE), talk(3, "cust-0", NOW + 2 * MINUTE),
        talk(4, "cust-0", NOW + 9 * MINUTE, deleted_at=NOW),
    )  # fmt: skip
    found = listed(office)
    assert [(row.name, row.last_at) for row in found[:2]] == [
        ("顾客00001", NOW + 3 * MINUTE),
        ("顾客00000", NOW + 2 * MINUTE),
    ]
    assert {row.id for row in found} == {row.id for row in before} | {"cust-0", "cust-1", "cust-2"}
    assert [row.last_at for row in found] == sorted((row.last_at for row in found), reverse=True)
    silent = [row.name for row in found if not row.last_at]
    assert silent == sorted(silent)
    assert "顾客00002" in silent
    assert [(row.name, row.last_at) for row in listed(office, "顾客 0000")] == [
        *((row.name, row.last_at) for row in found[:2]),
        ("顾客00002", 0),
    ]


def test_a_customer_in_the_bin_and_many_talks_of_one_take_nobodys_place(office: Database) -> None:
    def fill(connection: Connection) -> None:
        rows.write(connection, "customer", list(map(customer, range(LIMIT + 20))), 0, "")
        rows.write(connection, "customer", [msgspec.structs.replace(customer(0), deleted_at=NOW)], 0, "")
        talks = [talk(number, "cust-1", NOW + number * MINUTE) for number in range(600)]
        talks += [talk(1000 + number, f"cust-{number}", NOW - number * MINUTE) for number in range(LIMIT + 20)]
        rows.write(connection, "conversation", talks, 0, "")

    office.replicate(lambda replica: fill(replica.connection)).result()
    found = listed(office)
    assert (len(found), found[0].id, found[0].last_at) == (LIMIT, "cust-1", NOW + 599 * MINUTE)
    assert "cust-0" not in {row.id for row in found}


def test_the_sync_centre_counts_what_the_screens_count(office: Database) -> None:
    fixture.arrive(office, msgspec.structs.replace(customer(1), deleted_at=NOW))
    held = office.read(sync_classes.held).classes
    listed = office.read(customer_list.customers)
    assert held["customers"].things == listed.total < held["customers"].rows
    shelves = office.read(lambda c: knowledge.shelves(c, Actor(ME, Role.AGENT.value), NOW))
    assert held["knowledge"].things == shelves.all < held["knowledge"].rows


def test_the_list_of_customers_does_not_cost_more_with_years_of_conversations(office: Database) -> None:
    def fill(replica: object, first: int, count: int) -> None:
        numbers = range(first, first + count)
        people = [customer(number) for number in numbers]
        talks = [talk(number, f"cust-{number}", NOW + number * MINUTE) for number in numbers]
        rows.write(replica.connection, "customer", people, 0, "")  # type: ignore[attr-defined]
        rows.write(replica.connection, "conversation", talks, 0, "")  # type: ignore[attr-defined]

    def cost() -> int:
        return effort(office, customer_list.customers)

    office.replicate(lambda replica: fill(replica, 0, 1_000)).result()
    few = cost()
    office.replicate(lambda replica: fill(replica, 1_000, 4_000)).result()
    counting = 4_000 * 6  # customers are counted: a few instructions each
    assert cost() < few + counting


def test_the_tabs_of_tickets_do_not_cost_more_with_years_of_solved_ones(office: Database) -> None:
    def ticket(number: int) -> Ticket:
        return Ticket(
            id=f"t{number}", scope="g:group-after", rev=1, title="旧", status=TicketStatus.CLOSED, number=number,
            opened_at=NOW, solved_at=NOW - number, group_id="group-after", customer_id="cust-chen",
        )  # fmt: skip

    def fill(replica: object, first: int, count: int) -> None:
        made = [ticket(number) for number in range(first, first + count)]
        rows.write(replica.connection, "ticket", made, 0, "")  # type: ignore[attr-defined]

    tabs: tuple[tickets.Tab, ...] = ("open", "mine", "solved")

    def costs() -> list[int]:
        return [effort(office, lambda c, tab=tab: tickets.shelf(c, tab, ME)) for tab in tabs]  # type: ignore[misc]

    office.replicate(lambda replica: fill(replica, 1, 1_000)).result()
    few = costs()
    office.replicate(lambda replica: fill(replica, 1_001, 3_000)).result()
    counting = 3_000 * 6  # the solved ones are counted, from an index alone
    assert [after < before + counting for before, after in zip(few, costs(), strict=True)] == [True] * len(tabs)
    assert office.read(lambda c: tickets.shelf(c, "solved", ME)).rows[0].id == "t1"


def test_the_articles_sent_lately_do_not_cost_more_with_years_of_messages(office: Database) -> None:
    def fill(replica: object, first: int, count: int) -> None:
        said = [
            fixture.said("conv-x", number, "嗯", number % 9_000, article_id="" if number % 20 else f"old-{number}")
            for number in range(first, first + count)
        ]
        old = [msgspec.structs.replace(each, composed_at=NOW - WEEK_MS - 1) for each in said if each.article_id]
        rows.write(replica.connection, "message", [*said, *old], 0, "")  # type: ignore[attr-defined]

    def cost() -> int:
        return effort(office, lambda c: suggestions.frequent(c, NOW))

    office.replicate(lambda replica: fill(replica, 1_000, 100)).result()
    few = cost()
    office.replicate(lambda replica: fill(replica, 2_000, 6_000)).result()
    assert cost() < few + 500
    assert [row.article_id for row in office.read(lambda c: suggestions.frequent(c, NOW)).rows] == [fixture.EARBUD]
