"""What an agent's own program would never send: the server refuses it all the same."""

import msgspec
import pytest

from app.domain.conversations import Conversation, Status
from app.domain.customers import Customer
from app.domain.errors import Refused
from app.domain.journal import Event
from app.domain.knowledge import Article
from app.domain.people import Agent, Role
from app.domain.tickets import Ticket
from sync_server.routing.claim import claim
from tests.server.device import Office


@pytest.mark.parametrize("ent", ["conversation", "customer"])
def test_the_bin_is_not_a_field(office: Office, ent: str) -> None:
    anna = office.agent("anna")
    office.queued("v1")
    office.put(Customer(id="c1", scope="people", name="Wang"))
    row = {"conversation": "v1", "customer": "c1"}[ent]
    assert anna.do(ent, row, "patch", {"deleted_at": 1}, base_rev=9).code == "field_not_editable"
    assert office.get(Conversation, "v1").deleted_at is None


def test_the_audit_log_is_not_deleted(office: Office) -> None:
    boss = office.agent("boss", role=Role.ADMIN)
    boss.do("customer", "c1", "create", {"name": "Wang"})
    (line,) = office.find(Event, subject_id="c1")
    assert boss.do("event", line.id, "delete", base_rev=9).code == "not_deletable"


def test_who_may_not_publish_does_not_change_what_is_published(office: Office) -> None:
    editor, expert = office.agent("anna", role=Role.KNOWLEDGE_ADMIN), office.agent("eve", role=Role.EXPERT)
    expert.do("article", "a1", "create", {"title": "Reset"})
    assert expert.do("article", "a1", "patch", {"title": "Reset it"}, base_rev=9).status == "ok", "not official yet"
    editor.do("article", "a1", "intent", {"action": "publish"})
    for kind, body in (("patch", {"title": "Mine"}), ("delete", {})):
        result = expert.do("article", "a1", kind, body, base_rev=99)
        assert (result.code, result.values) == ("forbidden", {"permission": "knowledge.publish"})
    article = office.get(Article, "a1")
    assert (article.title, article.deleted_at) == ("Reset it", None)
    assert expert.do("article", "a1", "patch", {"valid_until": 5}, base_rev=99).status == "ok", "order is not content"
    assert editor.do("article", "a1", "delete", base_rev=99).status == "ok"
    assert expert.do("article", "a1", "restore", base_rev=99).code == "forbidden", "it would be read again"


def test_a_conversation_is_only_given_to_somebody_who_sees_it(office: Office) -> None:
    anna, _ = office.agent("anna"), office.agent("bob", "after")
    boss = office.agent("boss", role=Role.SUPERVISOR)
    eve = office.agent("eve")
    office.put(msgspec.structs.replace(office.get(Agent, "eve"), active=False))
    assert eve.agent_id == "eve"
    for index, (giver, receiver, code) in enumerate(
        [
            (anna, "bob", "forbidden"),
            (boss, "bob", "scope"),
            (boss, "nobody", "no_such_row"),
            (boss, "eve", "no_such_row"),
        ]
    ):
        office.queued(f"v{index}")
        args = {"action": "take", "args": {"agent_id": receiver}}
        assert giver.do("conversation", f"v{index}", "intent", args).code == code
        assert office.get(Conversation, f"v{index}").status is Status.QUEUED
    office.queued("ours")
    assert boss.do("conversation", "ours", "intent", {"action": "take", "args": {"agent_id": "anna"}}).status == "ok"


def test_a_ticket_is_only_given_to_somebody_who_sees_it(office: Office) -> None:
    anna, _ = office.agent("anna"), office.agent("bob", "after")
    anna.do("ticket", "t1", "create", {"title": "Broken"})
    for receiver, code in (("bob", "scope"), ("nobody", "no_such_row")):
        for action in ("assign", "accept"):
            body = {"action": action, "args": {"assignee_id": receiver}}
            assert anna.do("ticket", "t1", "intent", body).code == code
        assert anna.do("ticket", f"t-{receiver}", "create", {"title": "x", "assignee_id": receiver}).code == code
    assert office.get(Ticket, "t1").assignee_id == ""
    both = {"action": "assign", "args": {"assignee_id": "bob", "group_id": "after"}}
    assert anna.do("ticket", "t1", "intent", both).status == "ok"
    assert office.get(Ticket, "t1").assignee_id == "bob"


def test_nothing_is_sent_to_a_group_that_there_is_not(office: Office) -> None:
    anna = office.agent("anna")
    office.queued("v1")
    anna.do("ticket", "t1", "create", {"title": "Broken"})
    to = {"args": {"group_id": "no such group"}}
    assert anna.do("conversation", "v1", "intent", {"action": "enqueue", **to}).code == "no_such_row"
    assert anna.do("ticket", "t1", "intent", {"action": "assign", **to}).code == "no_such_row"
    assert anna.do("ticket", "t2", "create", {"title": "x", "group_id": "no such group"}).code == "no_such_row"
    assert anna.do("conversation", "v2", "create", {"customer_id": "c", "group_id": "none"}).code == "no_such_row"
    assert anna.do("conversation", "v1", "intent", {"action": "enqueue", "args": {"group_id": "after"}}).status == "ok"
    assert office.get(Conversation, "v1").scope == "g:after"


def test_what_changed_its_group_meanwhile_is_not_claimed_for_the_old_one(any_office: Office) -> None:
    any_office.agent("anna", online=True)
    any_office.queued("v1", "after")
    with pytest.raises(Refused, match="scope"):
        any_office.db.write(lambda tx: claim(tx, "v1", "anna", "longest_idle", heard_since=None))


def test_a_ticket_is_not_opened_in_the_future(office: Office) -> None:
    anna = office.agent("anna")
    ahead = office.clock.now + 10**10
    op = msgspec.structs.replace(anna.op("ticket", "t1", "create", {"title": "x", "opened_at": ahead}), wall=ahead)
    assert anna.push(op).results[0].status == "ok"
    assert office.get(Ticket, "t1").opened_at == office.clock.now


@pytest.mark.allow_logs("psycopg")  # it says that the rest of a batch was not tried
def test_a_value_that_no_index_takes_does_not_stop_the_queue(any_office: Office) -> None:
    """PostgreSQL refuses long values in an index; only the operation that carries one is refused."""
    anna = any_office.agent("anna")
    noise = "".join(chr(0x4E00 + (index * index * 7919) % 20_000) for index in range(20_000))
    long = anna.op("customer", "c1", "create", {"name": "Wang", "phone": noise})
    pushed = anna.push(long, anna.op("customer", "c2", "create", {"name": "Li"}))
    assert pushed.problem == ""
    assert pushed.results[1].status == "ok"
    assert any_office.get(Customer, "c2").name == "Li"


def test_how_a_customer_leaves_is_not_for_people_to_say(office: Office) -> None:
    boss = office.agent("boss", role=Role.ADMIN)
    office.queued("v1")
    for action in ("abandon", "leave_message"):
        assert boss.do("conversation", "v1", "intent", {"action": action}).code == "forbidden"
    assert office.get(Conversation, "v1").status is Status.QUEUED


def test_an_agent_does_not_put_a_conversation_on_a_colleagues_desk(office: Office) -> None:
    anna, bob = office.agent("anna"), office.agent("bob")
    boss = office.agent("boss", role=Role.SUPERVISOR)
    office.queued("v1")
    give = {"action": "take", "args": {"agent_id": "bob"}}
    assert anna.do("conversation", "v1", "intent", give).code == "forbidden"
    new = {"customer_id": "c", "group_id": "presale", "status": "active"}
    assert anna.do("conversation", "v2", "create", {**new, "assignee_id": "bob"}).code == "forbidden"
    assert anna.do("conversation", "v3", "create", {**new, "assignee_id": "anna"}).status == "ok"
    assert boss.do("conversation", "v4", "create", {**new, "assignee_id": "bob"}).status == "ok"
    assert bob.do("conversation", "v1", "intent", give).status == "ok"


@pytest.mark.parametrize("status", ["closed", "abandoned", "message_left", "spam", "active"])
def test_a_conversation_begins_waiting_or_with_somebody(office: Office, status: str) -> None:
    body = {"customer_id": "c", "group_id": "presale", "status": status}
    assert office.agent("anna").do("conversation", "v1", "create", body).code == "conversation_state"


def test_a_customer_is_answered_by_who_serves_him(office: Office) -> None:
    anna, bob = office.agent("anna"), office.agent("bob")
    boss = office.agent("boss", role=Role.SUPERVISOR)
    office.queued("v1")
    bob.do("conversation", "v1", "intent", {"action": "take"})
    assert anna.say("v1", "m1").code == "conversation_not_yours"
    assert anna.say("v1", "m2", kind="note").status == "ok"
    assert anna.say("v1", "m3").code == "conversation_not_yours", "a note makes nobody his agent"
    assert boss.say("v1", "m4").status == "ok"
    assert bob.say("v1", "m5").status == "ok"


@pytest.mark.parametrize("given", ["queue", "himself", "supervisor"])
def test_what_was_written_offline_before_it_was_given_away_is_not_lost(office: Office, given: str) -> None:
    anna, bob = office.agent("anna", online=True), office.agent("bob")
    boss = office.agent("boss", role=Role.SUPERVISOR)
    office.queued("v1")
    take: dict[str, object] = {"action": "take"}
    if given == "queue":
        office.db.write(lambda tx: claim(tx, "v1", "anna", "longest_idle", heard_since=None))
    elif given == "himself":
        anna.do("conversation", "v1", "intent", take)
    else:
        boss.do("conversation", "v1", "intent", {**take, "args": {"agent_id": "anna"}})
    boss.do("conversation", "v1", "intent", {**take, "args": {"agent_id": "bob"}})
    assert office.get(Conversation, "v1").assignee_id == "bob"
    assert anna.say("v1", "m1", "written in the tunnel").status == "ok"
    bob.do("conversation", "v1", "intent", {"action": "close"})
    assert anna.say("v1", "m2").status == "ok"


def test_a_customer_is_not_deleted_by_an_agent(office: Office) -> None:
    anna, boss = office.agent("anna"), office.agent("boss", role=Role.SUPERVISOR)
    anna.do("customer", "c1", "create", {"name": "Wang"})
    assert anna.do("customer", "c1", "delete", base_rev=1).code == "forbidden"
    assert boss.do("customer", "c1", "delete", base_rev=1).status == "ok"
    assert anna.do("customer", "c1", "restore", base_rev=2).code == "forbidden"
