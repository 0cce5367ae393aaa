"""What the server does with concurrent operations."""

import msgspec
import pytest
from hypothesis import given, settings
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


@pytest.mark.parametrize("field", ["address", "note"])
def test_the_later_register_stays_and_the_other_is_kept_for_its_author(field: str) -> None:
    first = patch(customer(), BERT, 1, **{field: "西湖区"})
    second = patch(first, ANNA, 1, **{field: "余杭区"})
    assert getattr(second.row, field) == "西湖区"
    (lost,) = second.lost
    assert (lost.lost, lost.kept, lost.author, lost.kept_by) == ("余杭区", "西湖区", "anna", "bert")
    assert lost.kept_at > lost.lost_at > 0, "each with the time of its own writing"
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
    told = [(lost.field, lost.lost, lost.author, lost.kept_by, lost.important) for lost in edited.lost]
    assert told == [("deleted_at", 2_000, "bert", "anna", True)]
    own = merge(CUSTOMER, start.row, start.stamps, op("customer", "c", "delete", {}, 1), ANNA, lambda name: None)
    assert not patch(own, ANNA, 1, note="还有用").lost


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


def tagged(state: Merged, author: Author, was: list[str], wanted: list[str], base_rev: int | None = None) -> Merged:
    rev = state.row.rev if base_rev is None else base_rev
    edit = msgspec.structs.replace(op("customer", "c", "patch", {"tags": wanted}, rev), was={"tags": was})
    return merge(CUSTOMER, state.row, state.stamps, edit, author, lambda name: None)


def tags(state: Merged) -> tuple[str, ...]:
    found: tuple[str, ...] = state.row.tags  # type: ignore[attr-defined]
    return found


def test_two_people_tag_one_customer_and_both_tags_stay() -> None:
    first = tagged(customer(tags=("老",)), ANNA, ["老"], ["老", "急"], 1)
    second = tagged(first, BERT, ["老"], ["贵"], 1)
    assert tags(second) == ("急", "贵")
    assert not second.lost


def test_a_tag_that_somebody_adds_survives_who_removes_it_without_having_seen_that() -> None:
    start = customer(tags=("急",))
    gone = tagged(start, ANNA, ["急"], [], 1)
    back = tagged(gone, BERT, [], ["急"])
    late = Author(Actor("cora", "agent"), "stream-c", 3_000)
    assert tags(tagged(back, late, ["急"], [], 1)) == ("急",)
    assert tags(tagged(back, late, ["急"], [])) == ()


def test_who_adds_a_tag_that_is_there_already_wants_it_to_stay() -> None:
    """Removed by a third who saw only the first addition."""
    first = tagged(customer(), ANNA, [], ["急"], 1)
    also = tagged(first, BERT, [], ["急"], 1)
    late = Author(Actor("cora", "agent"), "stream-c", 3_000)
    assert tags(tagged(also, late, ["急"], [], first.row.rev)) == ("急",)


def test_tags_without_what_the_author_saw_are_a_register() -> None:
    first = patch(customer(), BERT, 1, tags=["贵"])
    second = patch(first, ANNA, 1, tags=["急"])
    assert tags(second) == ("贵",)
    assert [lost.lost for lost in second.lost] == [("急",)]


def test_a_guess_shows_own_tags_upon_those_of_others() -> None:
    seen = customer(tags=("老",)).row
    edit = msgspec.structs.replace(op("customer", "c", "patch", {"tags": ["急"]}), was={"tags": ["老"]})
    assert fold(CUSTOMER, seen, edit, ANNA.actor).tags == ("急",)  # type: ignore[union-attr]
    newer = msgspec.structs.replace(seen, tags=("老", "贵"))
    assert fold(CUSTOMER, newer, edit, ANNA.actor).tags == ("贵", "急")  # type: ignore[union-attr]
    strange = msgspec.structs.replace(edit, was={"tags": 7})
    assert fold(CUSTOMER, newer, strange, ANNA.actor).tags == ("急",)  # type: ignore[union-attr]


@settings(max_examples=60)
@given(st.data(), st.sets(st.sampled_from("abcd")))
def test_what_anybody_added_goes_only_when_somebody_who_saw_it_takes_it_out(
    data: st.DataObject, start: set[str]
) -> None:
    state = customer(tags=tuple(sorted(start)))
    seen = {1: frozenset(start)}
    added_at = dict.fromkeys(start, 1)  # the model: the newest revision in which each was added by somebody
    expected = set(start)
    for i in range(data.draw(st.integers(1, 6))):
        base_rev = data.draw(st.sampled_from(sorted(seen)))
        was = seen[base_rev]
        wanted = data.draw(st.sets(st.sampled_from("abcde")))
        author = Author(Actor(f"agent-{i}", "agent"), f"stream-{i}", i)
        expected -= {tag for tag in was - wanted if added_at.get(tag, 0) <= base_rev}
        expected |= wanted - was
        state = tagged(state, author, sorted(was), sorted(wanted), base_rev)
        added_at.update(dict.fromkeys(wanted - was, state.row.rev))
        seen[state.row.rev] = frozenset(tags(state))
        assert set(tags(state)) == expected
        assert len(set(tags(state))) == len(tags(state))
        assert not state.lost


@pytest.mark.parametrize("order", ["cba", "bca", "cab", "bac"])
def test_edits_that_come_again_in_another_order_ask_nobody_twice(order: str) -> None:
    """A restored server is sent again what followed upon each other at three desks: the last one read the others."""
    texts = {"a": ("原", "甲"), "b": ("甲", "乙"), "c": ("乙", "丙")}
    state = customer(address="原")
    for who in order:
        was, wrote = texts[who]
        edit = msgspec.structs.replace(
            op("customer", "c", "patch", {"address": wrote}, ord(who) - 96), was={"address": was}
        )
        author = Author(Actor(who, "agent"), f"stream-{who}", 1_000 + ord(who), rev_floor=10)
        state = merge(CUSTOMER, state.row, state.stamps, edit, author, lambda name: None)
        asked = {lost.lost for lost in state.lost if lost.important}
        assert asked <= ({"甲"} if order == "cab" else set()), "whoever wrote the last one had read the others"
    assert state.row.address == "丙"  # type: ignore[attr-defined]


def test_what_was_never_read_is_asked_about_however_late_it_comes() -> None:
    state = customer(address="原")
    first = msgspec.structs.replace(op("customer", "c", "patch", {"address": "乙"}, 1), was={"address": "原"})
    state = merge(CUSTOMER, state.row, state.stamps, first, BERT, lambda name: None)
    second = msgspec.structs.replace(op("customer", "c", "patch", {"address": "甲"}, 1), was={"address": "原"})
    state = merge(CUSTOMER, state.row, state.stamps, second, ANNA, lambda name: None)
    assert [(lost.lost, lost.important) for lost in state.lost] == [("甲", True)]
