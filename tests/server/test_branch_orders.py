"""What people of headquarters do to rows of a branch: its server decides, once, and nothing typed is lost."""

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import update

from app.domain.change import Operation, Result
from app.domain.conversations import Conversation, Message, Status
from app.domain.customers import Channel, Customer
from app.domain.ids import new_id
from app.domain.journal import REFUSED, Conflict, Event
from app.domain.people import Agent, Branch, Group, Role
from app.domain.tickets import Ticket, TicketNote, TicketStatus
from sync_server.service import branch_list, branches, contacts, orders, promises
from sync_server.service.contacts import Contact, Inbound
from sync_server.storage import border, upward
from sync_server.storage.records import Tx
from sync_server.storage.tables import UPSTREAM_OP
from sync_server.upstream.line import LineDown
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import SettableClock
from tests.server.branch import Both
from tests.server.device import Device
from tests.server.test_branch_files import PICTURE, SHA256, refs, sees, stored
from tests.server.test_branches import same


@pytest.fixture
def both(tmp_path: Path, clock: SettableClock) -> Iterator[Both]:
    """A branch with a ticket of anna's, which headquarters has seen, and a supervisor there."""
    found = Both(tmp_path, clock)
    found.staff("anna", "north", "south")
    found.enrol()
    found.settle()
    found.hq.agent("boss", role=Role.SUPERVISOR)
    found.settle()
    found.desk("anna").do("ticket", "t1", "create", {"title": "Repair", "group_id": "north"})
    found.settle()
    yield found
    found.close()


def boss(both: Both) -> Device:
    return Device(both.hq, "boss")


def rev(both: Both, row_id: str = "t1") -> int:
    return both.hq.get(Ticket, row_id).rev


def test_it_is_seen_at_headquarters_at_once_and_the_branch_decides(both: Both) -> None:
    both.line.faults = lambda path: "request"
    desk = boss(both)
    assert desk.do("ticket", "t1", "patch", {"title": "Repair, urgent"}, base_rev=rev(both)).status == "ok"
    note = {"ticket_id": "t1", "author_id": "boss", "text": "call him today"}
    assert desk.do("ticket_note", "n1", "create", note).status == "ok"
    assert desk.do("ticket", "t1", "patch", {"title": "Repair, today"}, base_rev=rev(both)).status == "ok"
    assert both.hq.get(Ticket, "t1").title == "Repair, today"
    assert both.own.get(Ticket, "t1").title == "Repair"
    both.line.faults = lambda path: ""
    both.settle()
    assert both.own.get(Ticket, "t1").title == both.hq.get(Ticket, "t1").title == "Repair, today"
    assert both.own.get(TicketNote, "n1").author_id == "boss"
    assert both.hq.find(Conflict) == both.own.find(Conflict) == []
    lines = [each.actor_id for each in both.own.find(Event, subject_id="t1", action="changed")]
    assert lines == ["boss", "boss"], "the branch writes it down, each once"
    same(both)
    assert both.hq.db.read(lambda reader: border.orders(reader, "chengdu", 9)) == []


def test_who_wrote_never_sees_it_vanish(both: Both) -> None:
    desk = boss(both)
    desk.do("ticket", "t1", "patch", {"title": "Mine"}, base_rev=rev(both))
    desk.do("ticket_note", "n1", "create", {"ticket_id": "t1", "author_id": "boss", "text": "mine"})
    both.desk("anna").do("ticket", "t1", "patch", {"description": "of the branch"}, base_rev=9)
    seen: list[tuple[str, int]] = []

    def watch(path: str) -> str:
        seen.append((both.hq.get(Ticket, "t1").title, len(both.hq.find(TicketNote, id="n1"))))
        return ""

    both.line.faults = watch
    both.settle()
    assert set(seen) == {("Mine", 1)}
    assert len(seen) > 4
    assert both.hq.get(Ticket, "t1").description == "of the branch"
    same(both)


def test_what_the_branch_did_meanwhile_stands_beside_it(both: Both) -> None:
    both.line.faults = lambda path: "request"
    boss(both).do("ticket", "t1", "patch", {"title": "From headquarters"}, base_rev=rev(both))
    both.clock.advance(60_000)
    both.desk("anna").do("ticket", "t1", "patch", {"title": "From the branch"}, base_rev=9)
    both.line.faults = lambda path: ""
    both.settle()
    assert both.own.get(Ticket, "t1").title == both.hq.get(Ticket, "t1").title == "From the branch"
    (lost,) = both.hq.find(Conflict)
    assert (lost.scope, msgspec.json.decode(lost.lost)) == ("u:boss", "From headquarters")
    both.clock.advance(60_000)
    boss(both).do("ticket", "t1", "patch", {"title": "Again"}, base_rev=rev(both))
    both.settle()
    assert both.own.get(Ticket, "t1").title == "Again"
    assert len(both.hq.find(Conflict)) == 1, "this time it had seen the branch's"


def test_a_customer_at_the_branchs_page_is_served_from_headquarters(both: Both) -> None:
    contact = Contact(channel=Channel.WEB, external_id="v1", name="Guest", entry="north")
    inbound = Inbound(id=new_id(), text="anybody there?")
    talk, _ = both.own.db.write(lambda tx: contacts.receive(tx, both.own.config, contact, None, inbound))
    both.settle()
    desk = boss(both)
    assert desk.do("conversation", talk.id, "intent", {"action": "take"}).status == "ok"
    assert desk.say(talk.id, "m1", "yes, at headquarters").status == "ok"
    both.settle()
    there = both.own.get(Conversation, talk.id)
    assert (there.status, there.assignee_id, there.queued_at) == (Status.ACTIVE, "boss", talk.queued_at)
    numbers = {row.id: row.seq for row in both.own.find(Message, conversation_id=talk.id)}
    assert numbers["m1"] == 3
    assert sorted(numbers.values()) == [1, 2, 3]
    same(both)


def test_what_is_on_its_way_goes_after_its_row(both: Both) -> None:
    """And those that were done together stay together, in their order, over what their author had seen."""
    both.line.faults = lambda path: "request"
    desk = boss(both)
    note = {"ticket_id": "t1", "author_id": "boss", "text": "call him today"}
    desk.do("ticket_note", "n1", "create", note)
    desk.do("ticket", "t1", "patch", {"title": "Repair, urgent"}, base_rev=rev(both))
    desk.do("ticket", "t1", "patch", {"title": "Repair, today"}, base_rev=rev(both))
    desk.do("ticket", "t1", "patch", {"due_at": 77}, base_rev=rev(both))
    anna = both.desk("anna")
    anna.do("ticket", "t1", "patch", {"due_at": 99}, base_rev=both.own.get(Ticket, "t1").rev)
    anna.do("ticket", "t1", "intent", {"action": "assign", "args": {"group_id": "after"}})
    both.line.faults = lambda path: "answer" if path.endswith("pull") and not lost else ""
    lost: list[str] = []
    with contextlib.suppress(LineDown):
        both.relay.once()
    lost.append("once")
    both.settle()
    row = both.hq.get(Ticket, "t1")
    assert (row.group_id, row.title) == ("after", "Repair, today")
    (found,) = both.hq.find(TicketNote)
    assert (found.text, found.scope, found.author_id) == ("call him today", "g:after", "boss")
    (lost_there,) = both.hq.find(Conflict)
    assert (lost_there.field, {lost_there.lost, lost_there.kept}) == ("due_at", {"77", "99"}), "neither is forgotten"
    assert both.own.find(TicketNote) == [], "it is headquarters' own"
    assert both.hq.db.read(lambda reader: border.orders(reader, "chengdu", 9)) == []


def test_what_was_said_at_the_branch_finds_the_talk_that_came_back(both: Both) -> None:
    """It was headquarters' when it was written here, and is the branch's own when headquarters hears of it."""
    both.hq.agent("mia", "after", role=Role.SUPERVISOR)
    both.own.queued("talk", "north", channel=Channel.EMAIL)  # nobody waits at a page
    both.settle()
    to_after, to_north = ({"action": "enqueue", "args": {"group_id": group}} for group in ("after", "north"))
    anna, mia = both.desk("anna"), Device(both.hq, "mia")
    assert anna.do("conversation", "talk", "intent", {"action": "take"}).status == "ok"
    assert anna.say("talk", "m0", "hello").status == "ok"
    assert anna.do("conversation", "talk", "intent", to_after).status == "ok"
    both.settle()
    both.line.faults = lambda path: "request"
    assert anna.say("talk", "m1", "he called again", kind="note").status == "ok"  # her desk had it in its outbox
    anna.say("talk", "m2", "Dear customer")  # a reply to somebody whom she does not serve any more
    assert mia.do("conversation", "talk", "intent", to_north).status == "ok"
    both.line.faults = lambda path: ""
    for _ in range(3):
        both.settle()
    seqs = []
    for office in (both.own, both.hq):
        rows = office.find(Message, conversation_id="talk", order="seq")
        assert [row.text for row in rows].count("he called again") == 1
        assert all(row.stored_at for row in rows)
        assert "m2" not in {row.id for row in rows}
        seqs.append([row.seq for row in rows])
    assert seqs[0] == seqs[1] == list(range(1, len(seqs[0]) + 1))
    kept = {row.field: msgspec.json.decode(row.lost) for row in both.own.find(Conflict, scope="u:anna", row_id="m2")}
    assert kept["text"] == "Dear customer", "she has it back"


def test_what_is_refused_where_its_row_went_goes_back_to_its_author(both: Both, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.service.orders", "went after its row and was refused: scope")
    both.staff("lead", "south")
    both.hq.agent("mia", "after", role=Role.AGENT)
    both.settle()
    both.line.faults = lambda path: "request"
    note = {"ticket_id": "t1", "author_id": "boss", "text": "call him today"}
    boss(both).do("ticket_note", "n1", "create", note)
    both.desk("anna").do("ticket", "t1", "intent", {"action": "assign", "args": {"group_id": "after"}})
    agent = both.hq.get(Agent, "boss")
    both.hq.put(msgspec.structs.replace(agent, role=Role.AGENT, group_ids=("presale",)))
    both.line.faults = lambda path: ""
    both.settle()
    assert both.hq.get(Ticket, "t1").group_id == "after"
    assert both.hq.find(TicketNote) == both.own.find(TicketNote) == []
    kept = {row.field: msgspec.json.decode(row.lost) for row in both.hq.find(Conflict, scope="u:boss")}
    assert kept["text"] == "call him today"


def test_an_intent_that_the_branch_refuses_is_told_to_its_author(both: Both, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.service.orders", "refused intent of ticket: ticket_state")
    both.line.faults = lambda path: "request"
    boss(both).do("ticket", "t1", "intent", {"action": "solve"})
    both.desk("anna").do("ticket", "t1", "intent", {"action": "cancel"})
    both.line.faults = lambda path: ""
    both.settle()
    assert both.hq.get(Ticket, "t1").status is TicketStatus.CANCELLED
    (told,) = both.hq.find(Conflict, scope="u:boss")
    op = msgspec.json.decode(told.lost, type=Operation)
    assert (told.field, op.kind, op.body["action"], told.op_id) == (REFUSED, "intent", "solve", op.id)
    assert msgspec.json.decode(told.kept)["code"] == "ticket_state"
    both.settle()
    assert len(both.hq.find(Conflict)) == 1, "once"


@pytest.mark.slow
def test_whatever_is_lost_each_order_happens_once(both: Both) -> None:
    chance = random.Random(3)
    both.line.faults = lambda path: chance.choice(["", "", "request", "answer"])
    for step in range(60):
        desk = boss(both)
        note = {"ticket_id": "t1", "author_id": "boss", "text": f"note {step}"}
        assert desk.do("ticket_note", f"n{step}", "create", note).status == "ok"
        desk.do("ticket", "t1", "patch", {"title": f"title {step}"}, base_rev=rev(both))
        if chance.random() < 0.3:
            both.restart()
        try:
            both.relay.once()
        except LineDown:
            continue
    both.line.faults = lambda path: ""
    both.settle()
    assert both.own.get(Ticket, "t1").title == "title 59"
    assert len(both.own.find(TicketNote)) == 60
    assert len(both.own.find(Event, subject_id="t1", action="changed")) == 60
    assert both.hq.find(Conflict) == []
    same(both)


def test_a_file_of_headquarters_comes_with_the_order(both: Both) -> None:
    desk = boss(both)
    said = {"sha256": SHA256, "name": "plan.txt", "size": 1}
    note = {"ticket_id": "t1", "author_id": "boss", "text": "see this", "attachments": [said]}
    assert desk.do("ticket_note", "n1", "create", note).status == "ok"
    both.settle()
    assert refs(both.own.db, TicketNote, "n1") == refs(both.hq.db, TicketNote, "n1") == [(SHA256, True)]
    ref = stored(both.hq.db, both.hq_files)
    both.hq.db.write(lambda tx: promises.received(tx, both.hq_files, ref, "boss"))
    both.clock.advance(61_000)
    both.settle()
    assert refs(both.own.db, TicketNote, "n1") == refs(both.hq.db, TicketNote, "n1") == [(SHA256, False)]
    assert (both.own_files.read(SHA256), sees(both.own.db, "g:north")) == (PICTURE, True)
    same(both)


def test_a_branch_that_is_taken_back_gives_what_waits_to_its_author(both: Both) -> None:
    both.line.faults = lambda path: "request"
    boss(both).do("ticket", "t1", "patch", {"title": "Waits"}, base_rev=rev(both))
    both.hq.db.write(lambda tx: branches.give_back(tx, "chengdu"))
    both.hq.db.write(lambda tx: branches.revoke(tx, "chengdu", take_back=True))
    assert both.hq.get(Ticket, "t1").title == "Repair"
    (item,) = both.hq.find(Conflict, scope="u:boss")
    assert msgspec.json.decode(item.lost) == "Waits"
    assert boss(both).do("ticket", "t1", "patch", {"title": "Ours"}, base_rev=rev(both)).status == "ok"
    assert both.hq.db.read(lambda reader: border.orders(reader, "chengdu", 9)) == []
    line = both.hq.db.read(branch_list.lines)[0]
    assert (line.state, line.name) == ("taken back", "Chengdu")


def test_a_branch_restored_from_a_backup_gets_its_hours_back(both: Both, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    both.copy_own(copy)
    desk = boss(both)
    desk.do("ticket", "t1", "patch", {"title": "After the backup"}, base_rev=rev(both))
    both.desk("anna").do("ticket", "t2", "create", {"title": "After", "group_id": "north"})
    both.desk("anna").do("ticket_note", "n2", "create", {"ticket_id": "t2", "author_id": "anna", "text": "mine"})
    anna = both.desk("anna")
    both.hq.put(Customer(id="c1", scope="people", name="Wang"))
    both.settle()
    anna.do("customer", "c1", "patch", {"note": "after the backup"}, base_rev=both.own.get(Customer, "c1").rev)
    both.settle()
    number = both.own.get(Ticket, "t2").number
    both.restore_own(copy)
    assert both.own.find(Ticket, id="t2") == []
    both.settle()
    assert both.own.get(Ticket, "t1").title == "After the backup"
    assert both.own.get(Ticket, "t2").number == number
    assert both.own.get(Customer, "c1").note == "after the backup"
    same(both)
    again = both.desk("anna").do(
        "ticket_note", "n2", "create", {"ticket_id": "t2", "author_id": "anna", "text": "mine"}
    )
    assert (again.status, again.code) == ("noop", ""), "a desk sends again what the restored server has not answered"
    both.desk("anna").do("ticket", "t3", "create", {"title": "New", "group_id": "north"})
    both.desk("anna").do("customer", "c1", "patch", {"note": "new"}, base_rev=both.own.get(Customer, "c1").rev)
    desk.do("ticket", "t1", "patch", {"title": "New"}, base_rev=rev(both))
    both.settle()
    assert both.own.get(Ticket, "t3").number > number, "no number twice"
    assert both.hq.get(Customer, "c1").note == "new"
    assert both.own.get(Ticket, "t1").title == both.hq.get(Ticket, "t1").title == "New"
    assert both.own.db.read(border.pending) == 0
    assert not both.own.db.read(lambda reader: upward.place(reader).begins)
    assert both.own.find(Agent, id="boss")
    same(both)


def test_what_crosses_twice_goes_after_its_row_twice(both: Both) -> None:
    """From one branch to another and home again while it is on its way: it ends where the row is."""
    hq = both.hq

    def second(tx: Tx) -> None:
        tx.put(Branch(id="wuhan", scope="all", name="Wuhan"))
        tx.put(Group(id="east", scope="all", name="east", branch_id="wuhan", entry="east"))

    def place(group: str) -> None:
        hq.put(msgspec.structs.replace(hq.get(Ticket, "t1"), group_id=group, scope=f"g:{group}"))

    def refuse(branch_id: str) -> None:
        (order,) = hq.db.read(lambda reader: border.orders(reader, branch_id, 9))
        place("after")
        came = hq.get(Ticket, "t1")
        hq.db.write(lambda tx: border.fed(tx, came))
        if branch_id == "chengdu":
            place("east")
        answers = {order.op.id: Result(status="rejected", code="other_server")}
        hq.db.write(lambda tx: orders.answered(tx, border.answered(tx, branch_id, order.lsn), answers, branch_id))

    hq.db.write(second)
    hq.db.write(lambda tx: branches.enrol(tx, "wuhan"))
    both.line.faults = lambda path: "request"
    boss(both).do("ticket", "t1", "patch", {"title": "Repair, urgent"}, base_rev=rev(both))
    refuse("chengdu")
    refuse("wuhan")
    assert (hq.get(Ticket, "t1").title, hq.get(Ticket, "t1").group_id) == ("Repair, urgent", "after")
    assert hq.find(Conflict) == []


def test_what_a_branch_gives_no_answer_to_is_told_to_its_author(both: Both, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.service.orders", "refused intent of ticket: internal")
    both.line.faults = lambda path: "request"
    boss(both).do("ticket", "t1", "intent", {"action": "solve"})
    (order,) = both.hq.db.read(lambda reader: border.orders(reader, "chengdu", 9))
    both.hq.db.write(lambda tx: orders.answered(tx, border.answered(tx, "chengdu", order.lsn), {}, "chengdu"))
    (told,) = both.hq.find(Conflict, scope="u:boss")
    assert (told.field, msgspec.json.decode(told.lost, type=Operation).body["action"]) == (REFUSED, "solve")


def test_a_deletion_that_goes_after_its_row_spares_what_was_edited_meanwhile(both: Both, log_watch: LogWatch) -> None:
    """However far the branch's numbers are ahead of headquarters'."""
    log_watch.expect("sync_server.service.orders", "delete of ticket went after its row and was refused")
    both.line.faults = lambda path: "request"
    boss(both).do("ticket", "t1", "delete", {}, base_rev=rev(both))
    (order,) = both.hq.db.read(lambda reader: border.orders(reader, "chengdu", 9))
    ahead = msgspec.json.encode(msgspec.structs.replace(order.op, seen_seq=1_000_000)).decode()
    both.hq.db.write(lambda tx: tx.connection.execute(update(UPSTREAM_OP).values(op=ahead)))
    anna = both.desk("anna")
    anna.do("ticket", "t1", "patch", {"title": "Repair, new facts"}, base_rev=both.own.get(Ticket, "t1").rev)
    anna.do("ticket", "t1", "intent", {"action": "assign", "args": {"group_id": "after"}})
    both.line.faults = lambda path: ""
    both.settle()
    row = both.hq.get(Ticket, "t1")
    assert (row.group_id, row.title, row.deleted_at) == ("after", "Repair, new facts", None)
    (told,) = both.hq.find(Conflict, scope="u:boss")
    assert msgspec.json.decode(told.kept)["code"] == "edited_meanwhile"
