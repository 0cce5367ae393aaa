"""Customers who are one person: what the server makes of it when several people say so, or write meanwhile."""

from app.domain.conversations import Conversation
from app.domain.customers import Customer
from app.domain.journal import Event
from app.domain.people import Role
from tests.server.device import Device, Office


def known(office: Office, *ids: str) -> Device:
    """Have these customers; returns a colleague who sees them."""
    for row_id in ids:
        office.put(Customer(id=row_id, scope="people", name=row_id.upper()))
    anna = office.agent("anna", role=Role.BRANCH_LEAD)
    anna.pull()
    return anna


def merge(device: Device, row_id: str, into: str) -> tuple[str, str]:
    result = device.do("customer", row_id, "intent", {"action": "merge", "args": {"into": into}})
    return result.status, result.code


def test_two_customers_are_linked_and_separated_again(any_office: Office) -> None:
    anna = known(any_office, "a", "b")
    assert merge(anna, "a", "b") == ("ok", "")
    assert any_office.get(Customer, "a").merged_into == "b"
    assert merge(anna, "a", "b") == ("noop", "")
    assert anna.do("customer", "a", "intent", {"action": "split"}).status == "ok"
    assert any_office.get(Customer, "a").merged_into == ""
    assert [event.action for event in any_office.find(Event, subject_id="a")] == ["merge", "split"]


def test_an_agent_neither_merges_nor_separates(office: Office) -> None:
    known(office, "a", "b")
    cora = office.agent("cora")
    assert merge(cora, "a", "b") == ("rejected", "forbidden")
    assert cora.do("customer", "a", "intent", {"action": "split"}).code == "forbidden"


def test_merges_of_two_people_make_one_customer_and_no_circle(any_office: Office) -> None:
    anna = known(any_office, "a", "b", "c")
    bert = any_office.agent("bert", role=Role.BRANCH_LEAD)
    assert merge(anna, "a", "b") == ("ok", "")
    assert merge(bert, "b", "a") == ("rejected", "customer_merge")  # said at once, the other way round
    assert merge(bert, "c", "a") == ("ok", "")  # a does not stand for himself any more
    assert any_office.get(Customer, "c").merged_into == "b"
    assert merge(bert, "a", "c") == ("rejected", "customer_merged")


def test_nobody_is_merged_into_who_is_not_there(office: Office) -> None:
    anna = known(office, "a", "b")
    lead = office.agent("lead", role=Role.BRANCH_LEAD)
    assert lead.do("customer", "b", "delete", base_rev=office.get(Customer, "b").rev).status == "ok"
    assert merge(anna, "a", "b") == ("rejected", "no_such_row")
    assert merge(anna, "a", "nobody") == ("rejected", "no_such_row")


def test_the_way_to_who_stands_for_all_ends_before_one_who_is_not_there(office: Office) -> None:
    anna = known(office, "a", "b", "c")
    assert merge(anna, "b", "c") == ("ok", "")
    lead = office.agent("lead", role=Role.BRANCH_LEAD)
    assert lead.do("customer", "c", "delete", base_rev=office.get(Customer, "c").rev).status == "ok"
    assert merge(anna, "a", "b") == ("ok", "")
    assert office.get(Customer, "a").merged_into == "b"


def test_what_was_written_before_one_knew_of_the_merge_is_there_and_stays_his(office: Office) -> None:
    """At two desks without a line: one merges, the other goes on with the customer as she knew him."""
    anna = known(office, "a", "b")
    rev = office.get(Customer, "a").rev
    bert = office.agent("bert", role=Role.BRANCH_LEAD)
    assert merge(bert, "a", "b") == ("ok", "")
    assert anna.do("customer", "a", "patch", {"phone": "13800456621"}, base_rev=rev).status == "ok"
    assert anna.do("conversation", "v", "create", {"customer_id": "a", "group_id": "after"}).status == "ok"
    assert office.get(Customer, "a").phone == "13800456621"
    assert office.get(Customer, "b").phone == ""
    assert bert.do("customer", "a", "intent", {"action": "split"}).status == "ok"
    after = office.get(Customer, "a")
    assert (after.phone, after.merged_into) == ("13800456621", "")
    assert office.get(Conversation, "v").customer_id == "a"


def test_the_link_is_no_field_to_write_into(office: Office) -> None:
    anna = known(office, "a", "b")
    assert anna.do("customer", "a", "patch", {"merged_into": "b"}).code == "field_not_editable"
    assert anna.do("customer", "c", "create", {"name": "C", "merged_into": "c"}).status == "ok"
    assert office.get(Customer, "c").merged_into == ""
