"""What the server does with concurrent operations."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.change import Kind, Operation, changes, create_body, fold
from app.domain.customers import CUSTOMER, Customer
from app.domain.entity import Actor
from app.domain.errors import AppError, Refused
from app.domain.ids import new_id
from app.domain.knowledge import ARTICLE, Article
from app.domain.merge import Author, Merged, merge
from app.domain.rich import Block
from app.domain.tickets import TICKET, Ticket, TicketStatus

ANNA = Author(Actor("anna", "agent"), "stream-a", 1_000)
BERT = Author(Actor("bert", "agent"), "stream-b", 2_000)


def op(ent: str, row: str, kind: Kind, body: dict[str, object], base_rev: int = 0) -> Operation:
    return Operation(id=new_id(), txn=new_id(), ent=ent, row=row, kind=kind, wall=0, base_rev=base_rev, body=body)


def customer(**fields: object) -> Merged:
    value = msgspec.convert({"id": "c", "scope": "people", "name": "陈思远", **fields}, Customer)
    return merge(CUSTOMER, None, {}, op("customer", "c", "create", create_body(value)), ANNA, lambda name: None)


def patch(state: Merged, author: Author, base_rev: int, **fields: object) -> Merged:
    return merge(
        CUSTOMER, state.row, state.stamps, op("customer", "c", "patch", fields, base_rev), author, lambda name: "before"
    )


def test_different_fields_do_not_conflict() -> None:
    first = patch(customer(), ANNA, 1, city="杭州")
    second = patch(first, BERT, 1, note="常客")
    assert (second.row.city, second.row.note) == ("杭州", "常客")  # type: ignore[attr-defined]
    assert not second.lost


def test_the_later_register_stays_and_the_other_is_kept() -> None:
    first = patch(customer(), BERT, 1, address="西湖区")
    second = patch(first, ANNA, 1, address="余杭区")
    assert second.row.address == "西湖区"  # type: ignore[attr-defined]
    (lost,) = second.lost
    assert (lost.lost, lost.kept, lost.author, lost.kept_by) == ("余杭区", "西湖区", "anna", "bert")
    assert lost.important


def test_an_author_who_saw_the_change_overwrites_it() -> None:
    first = patch(customer(), BERT, 1, address="西湖区")
    second = patch(first, ANNA, first.row.rev, address="余杭区")
    assert second.row.address == "余杭区"  # type: ignore[attr-defined]
    assert not second.lost


def test_an_author_is_not_asked_about_his_own_words_at_another_desk() -> None:
    first = patch(customer(), BERT, 1, address="西湖区")
    at_home = Author(BERT.actor, "stream-of-the-laptop", 1_500)
    second = patch(first, at_home, 1, address="余杭区")
    assert second.row.address == "西湖区"  # type: ignore[attr-defined]
    (lost,) = second.lost
    assert (lost.lost, lost.author, lost.kept_by, lost.important) == ("余杭区", "bert", "bert", False)
    later = patch(first, msgspec.structs.replace(at_home, at=3_000), 1, address="余杭区")
    assert later.row.address == "余杭区"  # type: ignore[attr-defined]
    assert [(lost.lost, lost.important) for lost in later.lost] == [("西湖区", False)]


def test_who_finds_what_he_saw_overwrites_nothing_unseen() -> None:
    """Sent again to a restored server: the revision says nothing, and the stamp is of another device."""
    first = patch(customer(tags=("a",)), BERT, 1, address="西湖区", tags=["b"])
    late = op("customer", "c", "patch", {"address": "余杭区", "tags": ["c"]}, 1)
    seen = msgspec.structs.replace(late, was={"address": "西湖区", "tags": ["b"]})
    second = merge(CUSTOMER, first.row, first.stamps, seen, ANNA, lambda name: None)
    assert (second.row.address, second.row.tags) == ("余杭区", ("c",))  # type: ignore[attr-defined]
    assert not second.lost
    unseen = msgspec.structs.replace(late, was={"address": "上城区", "tags": ["b"]})
    third = merge(CUSTOMER, first.row, first.stamps, unseen, ANNA, lambda name: None)
    assert [(lost.field, lost.base, lost.kept, lost.lost) for lost in third.lost] == [
        ("address", "上城区", "西湖区", "余杭区")
    ]


def test_two_edits_in_one_stream_are_not_concurrent() -> None:
    first = patch(customer(), ANNA, 1, address="一")
    second = patch(first, ANNA, 1, address="二")
    assert second.row.address == "二"  # type: ignore[attr-defined]
    assert not second.lost


def test_equal_values_conflict_with_nothing() -> None:
    first = patch(customer(), BERT, 1, city="成都")
    second = patch(first, ANNA, 1, city="成都")
    assert not second.changed
    assert not second.lost


def test_an_edit_brings_a_row_back_from_the_bin() -> None:
    start = customer()
    binned = merge(CUSTOMER, start.row, start.stamps, op("customer", "c", "delete", {}, 1), BERT, lambda name: None)
    edited = patch(binned, ANNA, 1, note="还有用")
    assert edited.row.deleted_at is None


def test_a_delete_loses_against_a_concurrent_edit() -> None:
    edited = patch(customer(), ANNA, 1, note="还有用")
    with pytest.raises(Refused, match="edited_meanwhile"):
        merge(CUSTOMER, edited.row, edited.stamps, op("customer", "c", "delete", {}, 1), BERT, lambda name: None)


def test_fields_of_the_server_cannot_be_patched() -> None:
    ticket = Ticket(id="t", scope="g:1", title="无声")
    made = merge(TICKET, None, {}, op("ticket", "t", "create", create_body(ticket)), ANNA, lambda name: None)
    for body in ({"number": 7}, {"status": "closed"}, {"rev": 9}, {"scope": "all"}):
        with pytest.raises(Refused, match="field_not_editable"):
            merge(TICKET, made.row, made.stamps, op("ticket", "t", "patch", dict(body), 1), ANNA, lambda name: None)


def test_a_wrong_type_is_named() -> None:
    with pytest.raises(AppError) as caught:
        patch(customer(), ANNA, 1, city=5)
    assert caught.value.code == "bad_field"
    assert caught.value.values["field"] == "city"


@pytest.mark.parametrize(
    ("action", "args", "field"),
    [("assign", {"line": True}, "line"), ("close", ["confirmed"], "args"), ("close", None, "args")],
)
def test_an_intent_makes_no_row_that_other_devices_cannot_read(action: str, args: object, field: str) -> None:
    ticket = Ticket(id="t", scope="g:1", title="无声", status=TicketStatus.OPEN, line=2)
    wrong = op("ticket", "t", "intent", {"action": action, "args": args})
    with pytest.raises(AppError) as caught:
        merge(TICKET, ticket, {}, wrong, ANNA, lambda name: None)
    assert (caught.value.code, caught.value.values["field"]) == ("bad_field", field)
    assert fold(TICKET, ticket, wrong, ANNA.actor) is ticket


@pytest.mark.parametrize(
    ("args", "code"), [({"line": "2"}, "ticket_line"), ({"line": None}, "ticket_line"), ({"line": 2.5}, "ticket_line")]
)
def test_a_ticket_goes_to_one_of_the_lines(args: dict[str, object], code: str) -> None:
    ticket = Ticket(id="t", scope="g:1", title="无声", status=TicketStatus.OPEN)
    with pytest.raises(Refused, match=code):
        merge(
            TICKET, ticket, {}, op("ticket", "t", "intent", {"action": "assign", "args": args}), ANNA, lambda name: None
        )


def test_a_ticket_given_to_nobody_has_no_assignee() -> None:
    ticket = Ticket(id="t", scope="g:1", title="无声", status=TicketStatus.OPEN, assignee_id="bert", group_id="1")
    args = {"assignee_id": None, "group_id": None}
    after = merge(TICKET, ticket, {}, op("ticket", "t", "intent", {"action": "assign", "args": args}), ANNA, str).row
    assert isinstance(after, Ticket)
    assert (after.assignee_id, after.group_id) == ("", "1")


def test_intents_are_decided_by_the_present_state() -> None:
    ticket = Ticket(id="t", scope="g:1", title="无声", status=TicketStatus.SOLVED)
    close = op("ticket", "t", "intent", {"action": "close", "args": {}})
    closed = merge(TICKET, ticket, {}, close, ANNA, lambda name: None)
    assert closed.row.status is TicketStatus.CLOSED  # type: ignore[attr-defined]
    again = merge(TICKET, closed.row, closed.stamps, close, BERT, lambda name: None)
    assert not again.changed
    with pytest.raises(Refused, match="ticket_state"):
        merge(TICKET, closed.row, {}, op("ticket", "t", "intent", {"action": "solve"}), BERT, lambda name: None)


def test_bodies_merge_by_block_and_keep_what_does_not() -> None:
    base = (Block(id="1", html="甲"), Block(id="2", html="乙"))
    article = Article(id="k", scope="all", title="t", body=base)
    made = merge(ARTICLE, None, {}, op("article", "k", "create", create_body(article)), ANNA, lambda name: None)

    def body(state: Merged, author: Author, *texts: str) -> Merged:
        blocks = [{"id": str(i + 1), "html": text} for i, text in enumerate(texts)]
        edit = op("article", "k", "patch", {"body": blocks}, 1)
        return merge(ARTICLE, state.row, state.stamps, edit, author, lambda name: base)

    first = body(made, ANNA, "甲改", "乙")
    both = body(first, BERT, "甲", "乙改")
    assert [b.html for b in both.row.body] == ["甲改", "乙改"]  # type: ignore[attr-defined]
    assert not both.lost
    clash = body(first, BERT, "甲他", "乙")
    assert [b.html for b in clash.row.body] == ["甲改", "乙"]  # type: ignore[attr-defined]
    (lost,) = clash.lost
    assert [b.html for b in lost.lost] == ["甲他", "乙"]


FIELDS = st.fixed_dictionaries(
    {}, optional={"name": st.text(max_size=3), "city": st.text(max_size=3), "tags": st.lists(st.text(max_size=2))}
)


@given(st.lists(FIELDS, max_size=5))
def test_without_concurrency_the_server_does_what_the_client_guessed(edits: list[dict[str, object]]) -> None:
    server = customer()
    client = server.row
    for edit in edits:
        wanted = msgspec.convert({**msgspec.to_builtins(client), **edit}, Customer)
        for kind, body in changes(client, wanted):
            operation = op("customer", "c", kind, body, server.row.rev)
            guess = fold(CUSTOMER, client, operation, ANNA.actor)
            assert guess is not None
            server = merge(CUSTOMER, server.row, server.stamps, operation, ANNA, lambda name: None)
            client = guess
    assert msgspec.structs.replace(client, rev=server.row.rev) == server.row


@given(st.permutations(range(4)), st.permutations(range(4)))
def test_registers_converge_whatever_the_order(one: list[int], other: list[int]) -> None:
    authors = [Author(Actor(str(i), "agent"), f"s{i}", 100 + i) for i in range(4)]
    edits = [op("customer", "c", "patch", {"city": str(i)}, 1) for i in range(4)]

    def run(order: list[int]) -> str:
        state = customer()
        for i in order:
            state = merge(CUSTOMER, state.row, state.stamps, edits[i], authors[i], lambda name: None)
        city: str = state.row.city  # type: ignore[attr-defined]
        return city

    assert run(one) == run(other) == "3"
