"""A branch's own server: it works alone, and both ends are the same when the line was there again."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from app.domain.conversations import Author, Conversation, Message, ReadMark, Status
from app.domain.customers import Channel, Customer, Identity
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.journal import Conflict, Event
from app.domain.knowledge import Article
from app.domain.people import Agent, Branch, Presence, PresenceState, Role
from app.domain.protocol import Beat, Pull
from app.domain.tickets import Ticket, TicketNote
from sync_server import __main__ as command_line
from sync_server import __version__
from sync_server.config import Config
from sync_server.routing import dispatcher
from sync_server.service import branch_list, branches, contacts, presence
from sync_server.service.accounts import Caller
from sync_server.service.branches import BranchFeed, BranchPull, FedRow
from sync_server.service.contacts import Contact, Inbound
from sync_server.service.headquarters import Headquarters
from sync_server.storage import border, heartbeats
from sync_server.storage.branches import BLOCK, seen
from sync_server.storage.database import Database
from sync_server.storage.records import Tx
from sync_server.storage.tables import ACCOUNT
from sync_server.upstream.line import LineDown
from sync_server.upstream.relay import Relay
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import SettableClock, fresh_sqlite
from tests.server.branch import Both, held
from tests.server.device import Device

SHARED = {"all", "people", "g:north", "g:south", "u:anna", "u:bob"}


@pytest.fixture
def both(tmp_path: Path, clock: SettableClock) -> Iterator[Both]:
    """A headquarters and a branch whose server has begun."""
    found = Both(tmp_path, clock)
    found.staff("anna", "north", "south")
    found.staff("bob", "south")
    found.hq.put(Customer(id="c1", scope="people", name="Wang", phone="13800001111"))
    found.hq.queued("old", "north", customer_id="c1")
    found.enrol()
    found.settle()
    yield found
    found.close()


def same(both: Both) -> None:
    """Fail unless both ends have the same rows of what they share."""
    hq, own = held(both.hq.db, SHARED), held(both.own.db, SHARED)
    assert hq.keys() == own.keys()
    assert hq == own


def wrote(both: Both, text: str, visitor: str = "visitor-1", entry: str = "north") -> Conversation:
    """Let a customer write on the branch's page."""
    contact = Contact(channel=Channel.WEB, external_id=visitor, name=f"Guest {visitor}", entry=entry)

    def receive(tx: Tx) -> Conversation:
        known = tx.find(Identity, external_id=visitor)
        mine = tx.find(Conversation, customer_id=known[0].customer_id, order="-opened_at") if known else []
        inbound = Inbound(id=new_id(), text=text)
        return contacts.receive(tx, both.own.config, contact, mine[0] if mine else None, inbound)[0]

    return both.own.db.write(receive)


def reply(both: Both, agent_id: str, conversation: Conversation, text: str) -> str:
    """Let an agent of the branch answer at his desk; returns the message's id."""
    row_id = new_id()
    body = {"conversation_id": conversation.id, "author": "agent", "author_id": agent_id, "text": text}
    assert both.desk(agent_id).do("message", row_id, "create", body).status == "ok"
    return row_id


def test_it_begins_with_the_rows_and_people_of_its_branch(both: Both) -> None:
    same(both)
    assert both.own.get(Conversation, "old").status is Status.QUEUED
    assert both.own.get(Customer, "c1").phone == "13800001111", "its desks' views are masked there"
    accounts = both.own.db.read(lambda reader: reader.connection.execute(ACCOUNT.select()).all())
    assert sorted(row.login for row in accounts) == ["anna", "bob"]
    assert both.own.find(Conversation, scope="g:presale") == []


def test_headquarters_gives_out_nothing_of_a_branch(both: Both) -> None:
    def there(tx: Tx) -> None:
        heartbeats.beat(tx, "anna")
        row = tx.find(Presence, id="anna")[0]
        tx.put(msgspec.structs.replace(row, state=PresenceState.ONLINE))

    config = Config(data=Path())
    for office, given in ((both.hq, 0), (both.own, 1)):
        office.db.write(there)
        assert dispatcher.dispatch(office.db, config) == given
    assert both.own.get(Conversation, "old").assignee_id == "anna"
    both.clock.advance(60_000)
    assert both.hq.db.write(lambda tx: presence.sweep(tx, config, 0)) == 0, "that is the branch's, too"
    both.settle()
    assert both.hq.get(Conversation, "old").assignee_id == "anna"
    same(both)


def test_the_office_works_without_a_line_and_all_of_it_goes_up(both: Both) -> None:
    both.line.faults = lambda path: "request"
    talk = wrote(both, "my phone is broken")
    anna = both.desk("anna")
    assert anna.do("conversation", talk.id, "intent", {"action": "take"}).status == "ok"
    said = reply(both, "anna", talk, "which one?")
    ticket = anna.do("ticket", "t1", "create", {"title": "Repair", "group_id": "north", "conversation_id": talk.id})
    assert ticket.status == "ok"
    anna.do("ticket_note", "n1", "create", {"ticket_id": "t1", "author_id": "anna", "text": "sent"})
    assert anna.do("customer", talk.customer_id, "patch", {"city": "成都"}, base_rev=1).status == "ok"
    with pytest.raises(LineDown):
        both.relay.once()
    assert both.hq.find(Conversation, id=talk.id) == []
    both.line.faults = lambda path: ""
    both.settle()
    same(both)
    assert both.hq.get(Message, said).text == "which one?"
    assert both.hq.get(Ticket, "t1").number == both.own.get(Ticket, "t1").number > BLOCK
    assert both.hq.get(TicketNote, "n1").scope == "g:north"
    assert both.hq.get(Customer, talk.customer_id).city == "成都"
    assert both.own.db.read(border.pending) == 0
    lines = both.hq.find(Event, subject_id=talk.customer_id)
    assert sorted(line.action for line in lines) == ["changed", "created"], "each once"


@pytest.mark.slow
def test_whatever_is_lost_each_thing_happens_once(both: Both) -> None:
    chance = random.Random(7)
    both.line.faults = lambda path: chance.choice(["", "", "request", "answer"])
    both.hq.put(Article(id="a1", scope="all", title="Reset"))
    talks = [wrote(both, "hello", f"visitor-{number}") for number in range(6)]
    for step in range(60):
        talk = chance.choice(talks)
        if step % 3 == 0:
            wrote(both, f"word {step}", both.own.find(Identity, customer_id=talk.customer_id)[0].external_id)
        elif step % 3 == 1:
            reply(both, "anna", talk, f"answer {step}")
        else:
            both.desk("anna").do("customer", talk.customer_id, "patch", {"note": f"note {step}"}, base_rev=99)
        if chance.random() < 0.3:
            both.restart()
        if chance.random() < 0.7:
            try:
                both.relay.once()
            except LineDown:
                continue
    both.line.faults = lambda path: ""
    both.settle()
    same(both)
    messages = both.hq.find(Message, author=("agent", "customer"))
    assert len(messages) == 6 + 40
    for talk in talks:
        numbers = [each.seq for each in both.hq.find(Message, conversation_id=talk.id, order="seq")]
        assert numbers == list(range(1, len(numbers) + 1))
    assert both.hq.find(Conflict) == []


def test_what_headquarters_decided_meanwhile_wins_and_nothing_typed_is_lost(both: Both) -> None:
    boss = both.hq.agent("boss", role=Role.ADMIN)
    anna = both.desk("anna")
    rev = both.own.get(Customer, "c1").rev
    assert anna.do("customer", "c1", "patch", {"phone": "13911112222"}, base_rev=rev).status == "ok"
    assert both.own.get(Customer, "c1").phone == "13911112222", "the desk's own word stands meanwhile"
    both.clock.advance(60_000)
    boss.do("customer", "c1", "patch", {"phone": "13733334444"}, base_rev=both.hq.get(Customer, "c1").rev)
    both.settle()
    assert both.own.get(Customer, "c1").phone == both.hq.get(Customer, "c1").phone == "13733334444"
    (conflict,) = both.own.find(Conflict, scope="u:anna")
    assert msgspec.json.decode(conflict.lost) == "13911112222"
    same(both)
    assert anna.do("conflict", conflict.id, "patch", {"open": False}, base_rev=conflict.rev).status == "ok"
    both.settle()
    assert not both.hq.get(Conflict, conflict.id).open


def test_what_headquarters_refuses_goes_back_to_its_author(both: Both, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.upstream.relay", "refused patch of customer: forbidden")
    anna = both.desk("anna")
    rev = both.own.get(Customer, "c1").rev
    assert anna.do("customer", "c1", "patch", {"note": "prefers mornings"}, base_rev=rev).status == "ok"
    agent = both.hq.find(Agent, id="anna")[0]
    both.hq.put(msgspec.structs.replace(agent, branch_id="hq"))
    both.settle()
    assert both.own.get(Customer, "c1").note == both.hq.get(Customer, "c1").note == ""
    (item,) = both.own.find(Conflict, scope="u:anna")
    assert (item.entity, item.field, item.lost) == ("customer", "note", '"prefers mornings"')


def test_a_ticket_goes_over_the_border_and_back(both: Both) -> None:
    anna, mia = both.desk("anna"), both.hq.agent("mia", "after", role=Role.SUPERVISOR)
    anna.do("ticket", "t1", "create", {"title": "Repair", "group_id": "north"})
    anna.do("ticket_note", "n1", "create", {"ticket_id": "t1", "author_id": "anna", "text": "please look"})
    assert anna.do("ticket", "t1", "intent", {"action": "assign", "args": {"group_id": "after"}}).status == "ok"
    both.settle()
    assert (both.hq.get(Ticket, "t1").scope, both.hq.get(TicketNote, "n1").scope) == ("g:after", "g:after")
    mia.do("ticket_note", "n2", "create", {"ticket_id": "t1", "author_id": "mia", "text": "done, call him"})
    back = mia.do("ticket", "t1", "intent", {"action": "assign", "args": {"group_id": "south"}})
    assert back.status == "ok"
    assert mia.do("ticket", "t1", "patch", {"title": "Repaired"}, base_rev=99).status == "ok", "it follows"
    both.line.faults = lambda path: "answer"
    with pytest.raises(LineDown):
        both.relay.once()
    both.line.faults = lambda path: ""
    both.settle()
    assert (both.own.get(Ticket, "t1").group_id, both.own.get(Ticket, "t1").title) == ("south", "Repaired")
    assert {note.id for note in both.own.find(TicketNote, ticket_id="t1", scope="g:south")} == {"n1", "n2"}
    assert both.hq.db.read(lambda reader: border.letters(reader, "chengdu", 10)) == []
    assert anna.do("ticket", "t1", "intent", {"action": "solve"}).status == "ok"
    both.settle()
    same(both)


def test_headquarters_restored_gets_the_lost_hours_back(both: Both, tmp_path: Path, log_watch: LogWatch) -> None:
    wrote(both, "before the backup", "visitor-0")
    both.settle()
    copy = tmp_path / "copy.sqlite"
    with closing(sqlite3.connect(tmp_path / "hq.sqlite")) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    talk = wrote(both, "after the backup", "visitor-1")
    anna = both.desk("anna")
    anna.do("customer", "c1", "patch", {"note": "lost"}, base_rev=both.own.get(Customer, "c1").rev)
    both.settle()
    assert both.hq.get(Customer, "c1").note == "lost"
    both.clock.advance(3_600_000)
    both.hq.db.close()
    both.hq.db = both.line.hq = Database(f"sqlite:///{copy}", clock=both.clock)
    both.hq.db.begin_anew()
    log_watch.expect("sync_server.upstream.relay", "was restored")
    assert both.hq.find(Conversation, id=talk.id) == []
    both.settle()
    assert both.hq.get(Customer, "c1").note == "lost"
    same(both)


def test_a_server_with_an_office_of_its_own_is_no_branch(both: Both, tmp_path: Path) -> None:
    other = Both(tmp_path / "other", both.clock)
    try:
        other.own.db.write(lambda tx: tx.put(Agent(id="x", scope="all", login="x", name="X")))
        other.enrol()
        with pytest.raises(AppError, match="other_server"):
            other.relay.once()
    finally:
        other.close()


def test_a_token_that_was_replaced_ends(both: Both) -> None:
    both.hq.db.write(lambda tx: branches.enrol(tx, "chengdu"))
    both.restart()
    with pytest.raises(AppError, match="token_expired"):
        both.relay.once()


@pytest.mark.parametrize("where", ["hq", "own"])
def test_either_end_on_either_database(database_url: str, where: str, tmp_path: Path, clock: SettableClock) -> None:
    found = Both(tmp_path / "both", clock, **{f"{where}_url": database_url})
    try:
        found.staff("anna", "north", "south")
        found.enrol()
        found.settle()
        talk = wrote(found, "hello")
        reply(found, "anna", talk, "hello")
        found.desk("anna").do("customer", talk.customer_id, "patch", {"note": "n"}, base_rev=9)
        found.settle()
        same(found)
        assert found.hq.get(Customer, talk.customer_id).note == "n"
    finally:
        found.close()


def test_the_branchs_people_are_told_how_the_line_stands(both: Both, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.upstream.relay", "No line to headquarters")
    log_watch.expect("sync_server.upstream.relay", "refuses this branch's server")
    headquarters = Headquarters(both.clock)
    beat = Beat(state="online", now=both.clock.now)
    assert headquarters.tell(beat) == beat, "nothing is said where there is no headquarters"
    relay = Relay(both.own.db, both.line, both.own_files, both.clock, headquarters)
    both.line.faults = lambda path: "request"
    relay.attempt()
    down_since = both.clock.now
    both.clock.advance(60_000)
    relay.attempt()
    assert (headquarters.tell(beat).upstream, headquarters.tell(beat).upstream_since) == ("down", down_since)
    both.line.faults = lambda path: ""
    relay.attempt()
    assert headquarters.tell(beat).upstream == "up"
    both.hq.db.write(lambda tx: branches.revoke(tx, "chengdu", take_back=False))
    relay.attempt()
    assert headquarters.tell(beat).upstream == "refused"
    states = {line.branch_id: line.state for line in both.hq.db.read(branch_list.lines)}
    assert states["chengdu"] == "revoked"
    with pytest.raises(AppError, match="no_branch"):
        both.hq.db.write(lambda tx: branches.revoke(tx, "hq", take_back=False))


def test_a_branchs_server_writes_into_no_talk_of_headquarters(both: Both, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.service.branches", "not its own")
    both.hq.queued("ours", "presale", customer_id="c1")
    said = Message(id="forged", scope="g:north", conversation_id="ours", author=Author.AGENT, text="Pay here instead")
    own = Message(id="right", scope="g:north", conversation_id="old", author=Author.AGENT, text="Hello")

    def feed(tx: Tx) -> None:
        who = branches.server_of(tx, both.line._token)
        rows = tuple(
            FedRow(ent="message", id=each.id, seq=who.fed + 1, image=msgspec.json.encode(each).decode())
            for each in (said, own)
        )
        sent = BranchFeed(epoch=tx.history.epoch, own_epoch=who.epoch, after=who.fed, upto=who.fed + 1, rows=rows)
        branches.take_feed(tx, who, sent)

    both.hq.db.write(feed)
    assert both.hq.db.read(lambda reader: reader.get(Message, "forged")) is None
    assert both.hq.db.read(lambda reader: reader.get(Message, "right")) is not None


def test_who_enrolled_and_ended_a_branch_is_written_down(both: Both) -> None:
    both.hq.agent("root", role=Role.ADMIN)
    both.hq.agent("mia")
    root, mia = Caller("root", "device-root"), Caller("mia", "device-mia")
    db = both.hq.db
    db.write(lambda tx: branch_list.revoke(tx, "chengdu", root, take_back=False))
    db.write(lambda tx: branch_list.enrol(tx, "chengdu", root))
    for forbidden in (
        lambda tx: branch_list.enrol(tx, "chengdu", mia),
        lambda tx: branch_list.give_back(tx, "chengdu", mia),
        lambda tx: branch_list.revoke(tx, "chengdu", mia, take_back=True),
    ):
        with pytest.raises(AppError, match="forbidden"):
            db.write(forbidden)
    told = [(row.action, row.actor_id) for row in both.hq.find(Event, subject="branch", order="at")]
    assert sorted(told) == [("branch_enrolled", "root"), ("branch_revoked", "root")]
    (line,) = [each for each in db.read(branch_list.lines) if each.branch_id == "chengdu"]
    assert (line.state, line.version) == ("in use", __version__)
    with pytest.raises(AppError, match="only_headquarters"):
        both.own.db.read(branch_list.lines)
    with pytest.raises(AppError, match="only_headquarters"):
        both.own.db.write(lambda tx: branch_list.enrol(tx, "chengdu"))


def test_an_administrator_enrols_lists_and_revokes_a_branch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = Database(fresh_sqlite(tmp_path / "server.sqlite"))
    db.write(lambda tx: tx.put(Branch(id="chengdu", scope="all", name="成都分部")))
    db.write(lambda tx: tx.put(Branch(id="hq", scope="all", name="总部", headquarters=True)))

    def run(*words: str) -> tuple[int, str]:
        code = command_line.main(["branches", words[0], "--data", str(tmp_path), *words[1:]])
        told = capsys.readouterr()
        return code, (told.out or told.err).strip()

    def columns() -> list[str]:
        return run("list")[1].split("\t")

    try:
        assert columns()[:3] == ["chengdu", "成都分部", "none"], "who enrols it takes its name from here"
        assert "成都分部 (chengdu)" in run("enrol", "成都")[1]
        assert run("enrol", "总部")[0] != 0
        token = run("enrol", "成都分部")[1]
        assert columns() == ["chengdu", "成都分部", "new", "heard of: never", "to fetch: 0"]
        who = db.read(lambda reader: branches.server_of(reader, token))
        db.write(lambda tx: seen(tx, who.branch_id))
        assert "never" not in columns()[3]
        assert run("revoke", "chengdu") == (0, "The token has ended.")
        assert columns()[2] == "revoked"
        with pytest.raises(AppError, match="token_expired"):
            db.read(lambda reader: branches.server_of(reader, token))
        assert run("revoke", "chengdu", "--take-back")[0] == 0
        assert columns()[2] == "taken back"
        assert not db.read(lambda reader: reader.history.held)
        code, told = run("revoke", "nowhere")
        assert code != 0
        assert "nowhere" in told
    finally:
        db.close()


def test_an_agent_who_goes_to_another_branch_leaves_nothing_of_his_own(both: Both, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.upstream.relay", "refused patch of customer: forbidden")
    anna = both.desk("anna")
    talk = wrote(both, "hello", "visitor-0")
    seen = {"conversation_id": talk.id, "agent_id": "anna", "seq": 1}
    assert anna.do("read_mark", "r1", "create", seen).status == "ok"
    both.hq.put(Conflict(id="k1", scope="u:anna", entity="customer", row_id="c1", field="note", lost='"x"'))
    both.settle()
    assert {row.id for cls in (ReadMark, Conflict) for row in both.own.find(cls, scope="u:anna")} == {"r1", "k1"}
    both.line.faults = lambda path: "request"
    rev = both.own.get(Customer, "c1").rev
    assert anna.do("customer", "c1", "patch", {"note": "he moved"}, base_rev=rev).status == "ok"
    both.hq.put(msgspec.structs.replace(both.hq.get(Agent, "anna"), branch_id="hq", group_ids=("presale",)))
    both.line.faults = lambda path: ""
    both.settle()
    held = {row.id for cls in (ReadMark, Conflict) for row in both.own.find(cls, scope="u:anna")}
    assert held.isdisjoint({"r1", "k1"})
    lost = [msgspec.json.decode(row.lost) for row in both.own.find(Conflict, scope="u:anna")]
    assert lost == ["he moved"], "what it could not bring up is kept"


def test_a_group_goes_over_no_border_with_what_lives_in_it(both: Both) -> None:
    both.hq.agent("boss", role=Role.ADMIN)
    boss = Device(both.hq, "boss")

    def move(group_id: str, branch_id: str) -> str:
        return boss.do("group", group_id, "patch", {"branch_id": branch_id}, base_rev=99).code

    wrote(both, "hello", "visitor-0")  # headquarters has not heard of it
    assert move("north", "hq") == "group_at_branch"
    both.settle()
    assert move("north", "hq") == "group_at_branch"
    both.hq.queued("ours", "presale")
    assert move("presale", "chengdu") == "group_at_branch"
    assert move("after", "chengdu") == ""
    assert boss.do("group", "north", "patch", {"name": "North"}, base_rev=99).status in ("ok", "merged")


def test_a_letter_is_kept_until_the_branch_says_that_it_has_it(both: Both) -> None:
    mia = both.hq.agent("mia", "after", role=Role.SUPERVISOR)
    for name in ("t1", "t2"):
        assert mia.do("ticket", name, "create", {"title": name, "group_id": "after"}).status == "ok"
        assert mia.do("ticket", name, "intent", {"action": "assign", "args": {"group_id": "north"}}).status == "ok"
    letters = both.hq.db.read(lambda reader: border.letters(reader, "chengdu", 10))
    first = min(seq for seq, _, _ in letters)
    who = both.hq.db.read(lambda reader: branches.server_of(reader, both.line._token))
    had = BranchPull(pull=Pull(client_id="b", epoch="", cursors={}), begins=False, letters=first)
    both.hq.db.write(lambda tx: branches.acknowledge(tx, who, had))
    left = both.hq.db.read(lambda reader: border.letters(reader, "chengdu", 10))
    assert left == [each for each in letters if each[0] > first] != []
