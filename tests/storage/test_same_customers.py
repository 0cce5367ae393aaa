"""Customers who are one person, as a device shows them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.commands import customers as commands
from app.domain.customers import Customer, Purchase, Sign
from app.domain.errors import AppError
from app.storage import conversations, customer_list, customers, rows, same_customers
from app.storage.database import Database
from app.storage.threads import thread
from tests.helpers import office as fixture
from tests.helpers.office import CHEN, ME, NOW


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path) as database:
        yield database


def create(office: Database, name: str, **fields: object) -> str:
    def write(tx: object) -> str:
        made = commands.create(tx, name)  # type: ignore[arg-type]
        tx.save(msgspec.structs.replace(made, **fields))  # type: ignore[attr-defined]
        return made.id

    return office.write(write).result()


def listed(office: Database, search: str = "") -> list[str]:
    return [row.id for row in office.read(lambda c: customer_list.customers(c, search)).rows]


def test_a_merged_customer_is_shown_with_who_stands_for_him_and_alone_again_after_a_split(office: Database) -> None:
    twin = create(office, "陈先生", phone="13955556666")
    before = office.read(lambda c: customers.profile(c, "cust-chen", ME, NOW))
    assert before is not None
    assert twin in listed(office)
    total = office.read(customer_list.customers).total
    office.write(lambda tx: commands.merge(tx, "cust-chen", twin)).result()

    profile = office.read(lambda c: customers.profile(c, "cust-chen", ME, NOW))
    assert profile is not None
    assert profile == office.read(lambda c: customers.profile(c, twin, ME, NOW))
    assert (profile.customer.id, [each.id for each in profile.merged]) == (twin, ["cust-chen"])
    assert profile.tickets == before.tickets
    assert [talk.id for talk in profile.history] == [talk.id for talk in before.history]
    open_one = office.read(lambda c: thread(c, CHEN, ME))
    assert open_one is not None
    assert open_one.customer == profile.customer
    row = next(row for row in office.read(lambda c: conversations.workspace(c, ME)).everyone if row.id == CHEN)
    assert (row.name, row.customer_id) == ("陈先生", "cust-chen")
    assert "cust-chen" not in listed(office)
    assert listed(office, "陈思远") == [twin], "found by what is known of either"
    page = office.read(customer_list.customers)
    assert page.total == total - 1
    assert next(row for row in page.rows if row.id == twin).open_tickets == before.open_tickets

    office.write(lambda tx: commands.split(tx, "cust-chen")).result()
    assert office.read(lambda c: customers.profile(c, "cust-chen", ME, NOW)) == msgspec.structs.replace(
        before, customer=office.read(lambda c: rows.get(c, Customer, "cust-chen"))
    )
    assert set(listed(office)) >= {"cust-chen", twin}


def test_merging_again_leads_to_who_stands_for_all(office: Database) -> None:
    one, two, three = (create(office, name) for name in ("一", "二", "三"))
    office.write(lambda tx: commands.merge(tx, one, two)).result()
    office.write(lambda tx: commands.merge(tx, two, three)).result()
    heads = office.read(lambda c: same_customers.heads_of(c, [one, two, three, "nobody"]))
    assert heads == {one: three, two: three, three: three, "nobody": "nobody"}
    assert set(office.read(lambda c: same_customers.members_of(c, [three]))[three]) == {one, two, three}
    with pytest.raises(AppError, match="customer_merge"):
        office.write(lambda tx: commands.merge(tx, three, one)).result()


def test_a_circle_and_a_head_in_the_bin_hide_nobody(office: Database) -> None:
    one, two = create(office, "一"), create(office, "二")
    office.write(lambda tx: commands.merge(tx, one, two)).result()
    office.write(lambda tx: tx.remove(tx.get(Customer, two))).result()
    assert office.read(lambda c: same_customers.head_of(c, one)) == one
    assert one in listed(office)
    three = create(office, "三")
    office.write(lambda tx: commands.merge(tx, three, one)).result()
    assert office.read(lambda c: same_customers.head_of(c, three)) == one


def test_who_may_be_the_same_person_and_why(office: Database) -> None:
    by_phone = create(office, "小陈", phone="+86 138-0045-6621")
    by_order = create(office, "王五", purchases=(Purchase("耳机", "E-77"),))
    asked = create(office, "陈思远", phone="138 0045 6621", purchases=(Purchase("耳机", "E-77"),), city="杭州")
    found = office.read(lambda c: same_customers.likely_same(c, asked))
    assert {each.customer.id: each.signs for each in found} == {
        by_phone: (Sign.PHONE,),
        by_order: (Sign.ORDER,),
        "cust-chen": (Sign.PHONE, Sign.NAME_AND_PLACE),
    }
    assert found[-1].customer.id == by_order
    office.write(lambda tx: commands.merge(tx, by_phone, asked)).result()
    assert by_phone not in {each.customer.id for each in office.read(lambda c: same_customers.likely_same(c, asked))}
