"""Operations in: one final result each, whatever happens on the way."""

import gc
import weakref
from typing import Any

import msgspec
import pytest

from app.domain.change import Operation
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.journal import Conflict, Event
from app.domain.knowledge import Article
from app.domain.people import Agent, Role
from app.domain.protocol import Hello
from app.domain.tickets import Ticket
from sync_server.service import exchange, rules
from sync_server.storage.records import Tx
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import epoch_of
from tests.server.device import Device, Office


def test_an_operation_is_applied_once_however_often_it_comes(any_office: Office) -> None:
    anna = any_office.agent("anna")
    op = anna.op("customer", "c1", "create", {"name": "Wang"})
    first = anna.push(op)
    again = anna.push(op)
    assert first == again
    assert first.results[0].status == "ok"
    assert (first.results[0].rev, first.results[0].seq) == (1, first.head)
    assert any_office.get(Customer, "c1").rev == 1
    assert len(any_office.find(Event, subject_id="c1")) == 1


def test_a_repeated_beginning_is_answered_and_the_rest_applied(any_office: Office) -> None:
    anna = any_office.agent("anna")
    ops = [anna.op("customer", f"c{index}", "create", {"name": str(index)}) for index in range(4)]
    anna.push(*ops[:2])
    pushed = anna.push(*ops)
    assert [result.status for result in pushed.results] == ["ok"] * 4
    assert pushed.last_n == 4
    assert {row.rev for row in any_office.find(Customer)} == {1}


def test_a_gap_stops_before_it(office: Office) -> None:
    anna = office.agent("anna")
    first, _, third = (anna.op("customer", f"c{index}", "create", {"name": "x"}) for index in range(3))
    pushed = anna.push(first, third)
    assert (pushed.problem, pushed.last_n, len(pushed.results)) == ("gap", 1, 1)
    assert [row.id for row in office.find(Customer)] == ["c0"]


def test_another_operation_under_a_used_number_is_a_fork(office: Office) -> None:
    anna = office.agent("anna")
    anna.push(anna.op("customer", "c1", "create", {"name": "x"}))
    copy = Device(office, "anna")
    copy.client_id = anna.client_id
    pushed = copy.push(copy.op("customer", "c2", "create", {"name": "y"}))
    assert (pushed.problem, pushed.results) == ("fork", ())
    assert [row.id for row in office.find(Customer)] == ["c1"]


def test_a_stream_of_somebody_else_is_a_fork(office: Office) -> None:
    anna, bob = office.agent("anna"), office.agent("bob")
    anna.push(anna.op("customer", "c1", "create", {"name": "x"}))
    bob.client_id = anna.client_id
    assert bob.push(bob.op("customer", "c2", "create", {"name": "y"})).problem == "fork"
    request = Hello(client_id=anna.client_id, next_n=1)
    assert office.db.write(lambda tx: exchange.hello(tx, bob.caller, request)).last_n == -1


def test_an_operation_that_came_by_another_stream_keeps_its_result(office: Office) -> None:
    """After a fork or a restore a device sends its operations again under new numbers."""
    anna = office.agent("anna")
    op = anna.op("customer", "c1", "create", {"name": "x"})
    first = anna.push(op).results[0]
    anna.client_id, anna.n = "another stream", 1
    pushed = anna.push(msgspec.structs.replace(op, n=1), anna.op("customer", "c2", "create", {"name": "y"}))
    assert pushed.results[0] == first
    assert pushed.last_n == 2
    assert anna.push(msgspec.structs.replace(op, n=1)).results[0] == first


def test_an_authors_edits_in_two_streams_are_not_concurrent(any_office: Office) -> None:
    """As after a fork: the second was made upon the first, before anything was pulled."""
    anna = any_office.agent("anna")
    anna.do("customer", "c1", "create", {"name": "Wang", "address": "here"})
    first = anna.op("customer", "c1", "patch", {"address": "there"}, base_rev=1)
    second = anna.op("customer", "c1", "patch", {"address": "elsewhere"}, base_rev=1)
    anna.push(first)
    anna.client_id = "another stream"
    known = msgspec.structs.replace(second, n=1, own=(first.id,))
    assert anna.push(known).results[0].status == "ok"
    assert any_office.get(Customer, "c1").address == "elsewhere"
    assert not any_office.find(Conflict)
    copy = Device(any_office, "anna")
    assert copy.do("customer", "c1", "patch", {"address": "nowhere"}, base_rev=1).status == "merged", "another device"
    assert any_office.find(Conflict)


def test_an_authors_words_in_two_streams_are_merged(office: Office) -> None:
    editor = office.agent("anna", role=Role.KNOWLEDGE_ADMIN)

    def body(*texts: str) -> dict[str, object]:
        return {"body": [{"id": f"b{index}", "kind": "paragraph", "html": each} for index, each in enumerate(texts)]}

    editor.do("article", "a1", "create", {"title": "Reset", **body("one", "two")})
    first = editor.op("article", "a1", "patch", body("one!", "two"), base_rev=1)
    second = editor.op("article", "a1", "patch", body("one!!", "two"), base_rev=1)
    editor.push(first)
    editor.client_id = "another stream"
    assert editor.push(msgspec.structs.replace(second, n=1, own=(first.id,))).results[0].status == "ok"
    assert [block.html for block in office.get(Article, "a1").body] == ["one!!", "two"]


def test_a_restored_server_knows_what_an_author_cannot_have_seen(any_office: Office) -> None:
    """Revisions 2 to 9 of the row were lost with the disk; an author who had pulled them was offline meanwhile."""
    anna, bert = any_office.agent("anna"), any_office.agent("bert")
    anna.do("customer", "c1", "create", {"name": "Wang", "address": "here", "note": "old"})
    any_office.db.begin_anew()
    anna.epoch = bert.epoch = epoch_of(any_office.db)
    assert anna.do("customer", "c1", "patch", {"address": "there"}, base_rev=1).status == "ok"
    any_office.clock.advance(1_000)
    unseen = bert.do("customer", "c1", "patch", {"address": "elsewhere"}, base_rev=9)
    assert unseen.status == "merged", "not in silence over what anna wrote in the new history"
    assert [msgspec.json.decode(each.lost) for each in any_office.find(Conflict)] == ["there"]
    assert bert.do("customer", "c1", "patch", {"note": "new"}, base_rev=9).status == "ok", "the old history knew it"
    assert unseen.rev > any_office.clock.now - 1_000


def test_another_epoch_applies_nothing(office: Office) -> None:
    anna = office.agent("anna")
    anna.epoch = "another history"
    assert anna.push(anna.op("customer", "c1", "create", {"name": "x"})).problem == "epoch"
    assert office.find(Customer) == []


def test_a_group_is_applied_whole_or_not_at_all(any_office: Office) -> None:
    anna = any_office.agent("anna")
    group = [
        anna.op("customer", "c1", "create", {"name": "x"}, txn="together"),
        anna.op("customer", "missing", "patch", {"name": "y"}, txn="together"),
        anna.op("customer", "c2", "create", {"name": "z"}, txn="together"),
    ]
    alone = anna.op("customer", "c3", "create", {"name": "w"})
    results = anna.push(*group, alone).results
    assert [(result.status, result.code) for result in results] == [
        ("rejected", "group_rejected"), ("rejected", "no_such_row"), ("rejected", "group_rejected"), ("ok", ""),
    ]  # fmt: skip
    assert results[0].values == {"op": group[1].id, "code": "no_such_row"}
    assert [row.id for row in any_office.find(Customer)] == ["c3"]
    assert anna.push(*group, alone).results == results, "a rejection is final"


def test_what_stands_before_and_after_a_refused_operation_is_applied_once(any_office: Office) -> None:
    boss = any_office.agent("boss", role=Role.SUPERVISOR)
    ops = [
        boss.op("ticket", "t0", "create", {"title": "x"}),
        boss.op("ticket", "missing", "patch", {"title": "y"}),
        boss.op("ticket", "t1", "create", {"title": "x"}),
        boss.op("ticket", "t2", "create", {"title": "x"}),
    ]
    assert [result.status for result in boss.push(*ops).results] == ["ok", "rejected", "ok", "ok"]
    tickets = any_office.find(Ticket, order="number")
    assert [(ticket.id, ticket.rev) for ticket in tickets] == [("t0", 1), ("t1", 1), ("t2", 1)]
    assert [ticket.number - tickets[0].number for ticket in tickets] == [0, 1, 2]


def test_an_operation_that_breaks_the_server_is_refused_and_the_queue_goes_on(
    any_office: Office, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    follow = rules.follow

    def broken(tx: object, before: object, after: object, op: Operation, who: object) -> None:
        if op.row == "poison":
            raise RuntimeError("a bug")
        follow(tx, before, after, op, who)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(rules, "follow", broken)
    log_watch.expect("sync_server", r"broke the server .*poison")
    anna = any_office.agent("anna")
    pushed = anna.push(
        anna.op("customer", "poison", "create", {"name": "x"}), anna.op("customer", "c2", "create", {"name": "y"})
    )
    assert [(result.status, result.code) for result in pushed.results] == [("rejected", "internal"), ("ok", "")]
    assert [row.id for row in any_office.find(Customer)] == ["c2"]


def test_a_number_that_no_database_holds_is_refused_alone(any_office: Office) -> None:
    anna = any_office.agent("anna")
    pushed = anna.push(
        anna.op("ticket", "t1", "create", {"title": "x", "due_at": 1 << 70}),
        anna.op("ticket", "t2", "create", {"title": "y"}),
    )
    assert [result.code for result in pushed.results] == ["bad_field", ""]
    assert [row.id for row in any_office.find(Ticket)] == ["t2"]


def test_text_with_nul_characters_is_taken_without_them(any_office: Office) -> None:
    anna = any_office.agent("anna")
    assert anna.do("customer", "c1", "create", {"name": "a\x00b"}).status == "ok"
    assert any_office.get(Customer, "c1").name == "ab"


@pytest.mark.parametrize(
    ("ent", "kind", "body", "code"),
    [
        ("nothing", "create", {}, "unknown_entity"),
        ("presence", "create", {"state": "online"}, "not_creatable"),
        ("survey", "create", {}, "not_creatable"),
        ("article", "create", {"title": "x"}, "forbidden"),
        ("customer", "create", {"name": 5}, "bad_field"),
        ("customer", "patch", {"name": "x"}, "no_such_row"),
        ("customer", "intent", {"action": "explode"}, "no_such_row"),
    ],
)
def test_what_is_refused_says_why(office: Office, ent: str, kind: str, body: dict[str, object], code: str) -> None:
    result = office.agent("anna").do(ent, "row", kind, body)
    assert (result.status, result.code) == ("rejected", code)


def test_fields_of_the_server_cannot_be_set(office: Office) -> None:
    anna = office.agent("anna")
    anna.do("ticket", "t1", "create", {"title": "x", "number": 7, "first_response_at": 5})
    ticket = office.get(Ticket, "t1")
    assert (ticket.number, ticket.first_response_at, ticket.created_by) == (rules.FIRST_TICKET, None, "anna")
    assert anna.do("ticket", "t1", "patch", {"number": 8}).code == "field_not_editable"


def test_the_later_of_two_edits_stays_and_the_other_author_is_told(any_office: Office) -> None:
    anna, bob = any_office.agent("anna"), any_office.agent("bob")
    anna.do("customer", "c1", "create", {"name": "Wang", "city": "Hangzhou"})
    any_office.clock.advance(1000)
    early = anna.op("customer", "c1", "patch", {"name": "Wang A"}, base_rev=1)
    any_office.clock.advance(1000)
    late = bob.do("customer", "c1", "patch", {"name": "Wang B"}, base_rev=1)
    assert late.status == "ok"
    assert anna.push(early).results[0].status == "merged"
    assert any_office.get(Customer, "c1").name == "Wang B"
    (conflict,) = any_office.find(Conflict)
    assert (conflict.scope, conflict.author_id, conflict.kept_by, conflict.open) == ("u:anna", "anna", "bob", True)
    assert (conflict.kept, conflict.lost) == ('"Wang B"', '"Wang A"')
    anna.pull()
    bob.pull()
    assert list(anna.held(Conflict)) == [conflict.id]
    assert not bob.held(Conflict)
    assert anna.do("conflict", conflict.id, "patch", {"open": False}, base_rev=1).status == "ok"
    assert bob.do("conflict", conflict.id, "patch", {"open": True}, base_rev=2).code == "scope"


def test_a_wrong_clock_neither_wins_nor_is_refused(office: Office) -> None:
    anna, bob = office.agent("anna"), office.agent("bob")
    anna.do("customer", "c1", "create", {"name": "Wang"})
    office.clock.advance(60_000)
    ahead = msgspec.structs.replace(
        anna.op("customer", "c1", "patch", {"city": "A"}, base_rev=1), wall=office.clock.now + 10**10
    )
    assert anna.push(ahead).results[0].status == "ok"
    office.clock.advance(1000)
    assert bob.do("customer", "c1", "patch", {"city": "B"}, base_rev=1).status == "merged"
    assert office.get(Customer, "c1").city == "B", "a clock in the future was clamped to the server's"


def test_too_many_operations_are_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "PUSH_OPERATIONS", 20)
    anna = office.agent("anna")
    ops = [anna.op("customer", f"c{index}", "create", {"name": "x"}) for index in range(21)]
    with pytest.raises(AppError, match="too_many_operations"):
        anna.push(*ops)
    assert len(anna.push(*ops[:20]).results) == 20
    hello = Hello(client_id=anna.client_id, next_n=21)
    assert office.db.write(lambda tx: exchange.hello(tx, anna.caller, hello)).operations == 20


def test_an_agent_who_left_is_refused(office: Office) -> None:
    anna = office.agent("anna", role=Role.SUPERVISOR)
    row = office.db.read(lambda reader: reader.get(Agent, "anna"))
    assert row is not None
    office.put(msgspec.structs.replace(row, active=False))
    with pytest.raises(AppError, match="forbidden"):
        anna.do("customer", "c1", "create", {"name": "x"})


def test_a_program_of_another_protocol_is_told(office: Office) -> None:
    anna = office.agent("anna")
    request = Hello(client_id="new", next_n=1, proto=(7, 9))
    with pytest.raises(AppError, match="protocol_unsupported"):
        office.db.write(lambda tx: exchange.hello(tx, anna.caller, request))


def test_a_push_is_let_go_of_when_it_is_answered(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever refers to itself stays until the interpreter looks for it: megabytes a push, while a desk sends."""
    anna = office.agent("anna", "presale", online=True)
    anna.push(anna.op("customer", "k0", "create", {"name": "陈"}))
    begun: list[weakref.ref[Tx]] = []
    correct = Tx.__init__

    def begin(self: Tx, *args: Any) -> None:
        correct(self, *args)
        begun.append(weakref.ref(self))

    monkeypatch.setattr(Tx, "__init__", begin)
    gc.disable()
    try:
        anna.push(anna.op("customer", "k1", "create", {"name": "陈"}))
        assert [each() for each in begun] == [None]
    finally:
        gc.enable()
