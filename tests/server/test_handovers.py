"""An open chat goes over a branch's border: offered, taken, never without an owner; its customer stays at his page."""

import contextlib
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.domain.conversations import INTERNAL, Author, Conversation, Delivery, Message, MessageKind, Status
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.people import Branch, Presence, PresenceState, Role
from app.domain.surveys import Survey
from sync_server.channels import webchat
from sync_server.channels.webchat_forms import Note, Sending, SessionRequest
from sync_server.config import Config
from sync_server.routing import dispatcher
from sync_server.service import branch_files, branches, contacts, handovers, promises
from sync_server.service.contacts import Rating
from sync_server.storage import border, heartbeats, visitors
from sync_server.storage.database import Database
from sync_server.storage.records import Tx
from sync_server.storage.visitors import Visitor
from sync_server.upstream.line import LineDown
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import SettableClock
from tests.server.branch import Both
from tests.server.device import Device, Office
from tests.server.test_branch_files import PICTURE, SHA256, refs, stored


@pytest.fixture
def both(tmp_path: Path, clock: SettableClock) -> Iterator[Both]:
    """Anna is at her desk in the branch's group ``north``, Mia in headquarters' ``presale``."""
    found = staffed(Both(tmp_path, clock))
    yield found
    found.close()


def staffed(both: Both) -> Both:
    both.staff("anna", "north")
    both.hq.agent("mia", online=True)
    both.enrol()
    both.settle()
    there(both.own, "anna")
    return both


def there(office: Office, agent_id: str, state: PresenceState = PresenceState.ONLINE) -> None:
    """Have an agent sit at his desk, or not."""

    def sit(tx: Tx) -> None:
        heartbeats.beat(tx, agent_id)
        row = tx.find(Presence, id=agent_id)
        old = row[0] if row else Presence(id=agent_id, scope="all")
        tx.put(msgspec.structs.replace(old, state=state, since=tx.now))

    office.db.write(sit)


class ChatPage:
    """A customer's browser at the page of one of the two servers."""

    def __init__(self, office: Office, entry: str) -> None:
        self.office = office
        self.token = office.db.write(
            lambda tx: webchat.open_session(tx, office.config, SessionRequest(group=entry, name="Wang"))
        ).token

    @property
    def visitor(self) -> Visitor:
        return self.office.db.read(lambda reader: webchat.visitor_of(reader, self.token))

    def send(self, text: str) -> str:
        """Write; returns the message's id."""
        row_id, who = new_id(), self.visitor
        self.office.db.write(lambda tx: webchat.send(tx, self.office.config, who, Sending(id=row_id, text=text)))
        return row_id

    @property
    def talk(self) -> Conversation:
        """The conversation as this server has it."""
        found = self.office.db.read(lambda reader: webchat.newest(reader, self.visitor))
        assert found is not None
        return found

    def log(self) -> list[Message]:
        """What the page shows, in its order; it has been fetched then."""
        who = self.visitor
        found, _ = self.office.db.read(lambda reader: visitors.messages_after(reader, [self.talk.id], 0, 500))
        new = [row.id for _, row in found if row.author is not Author.CUSTOMER and row.state is Delivery.SENT]
        assert who.customer_id
        if new:
            self.office.db.write(lambda tx: contacts.delivered(tx, new))
        return sorted((row for _, row in found), key=lambda row: (row.seq, row.composed_at))

    def said(self) -> list[str]:
        """The words of both sides on the page."""
        return [row.text for row in self.log() if row.kind is not MessageKind.SYSTEM]


def dispatch(both: Both) -> None:
    """Let both servers give out what waits."""
    for office in (both.hq, both.own):
        dispatcher.dispatch(office.db, Config(data=Path()))


def offer(desk: Device, talk: Conversation, group: str) -> Any:
    return desk.do("conversation", talk.id, "intent", {"action": "enqueue", "args": {"group_id": group}})


def served(both: Both, page: ChatPage, agent_id: str) -> Conversation:
    """Let a customer write on a page and the agent there take it."""
    page.send("first")
    dispatch(both)
    assert page.talk.assignee_id == agent_id
    return page.talk


def lines(office: Office, talk: Conversation) -> list[str]:
    """The internal lines of a conversation."""
    found = office.find(Message, conversation_id=talk.id, order="seq")
    return [row.text for row in found if row.text in INTERNAL]


def owners(both: Both, talk: Conversation) -> list[str]:
    """Return who decides about a conversation by what each server has of it."""
    found = []
    for name, office in (("hq", both.hq), ("own", both.own)):
        for row in office.find(Conversation, id=talk.id):
            mine = row.group_id in (("presale", "after") if name == "hq" else ("north", "south"))
            found += [name] if mine else []
    return found


def crossed(both: Both, home: str) -> tuple[ChatPage, Conversation, str, Office, Office]:
    """A chat that began at one server's page and is served on the other side: page, talk, agent, here, there."""
    here, far = (both.own, both.hq) if home == "own" else (both.hq, both.own)
    giver, taker = ("anna", "mia") if home == "own" else ("mia", "anna")
    page = ChatPage(here, "north" if home == "own" else "presale")
    talk = served(both, page, giver)
    assert offer(Device(here, giver), talk, "presale" if home == "own" else "north").status == "ok"
    both.settle()
    dispatch(both)
    both.settle()
    assert far.get(Conversation, talk.id).assignee_id == taker
    return page, talk, taker, here, far


BOTH_WAYS = pytest.mark.parametrize("home", ["own", "hq"])


@BOTH_WAYS
def test_who_serves_keeps_the_customer_until_he_is_taken(both: Both, home: str) -> None:
    here, desk_of, group = (both.own, "anna", "presale") if home == "own" else (both.hq, "mia", "north")
    page = ChatPage(here, "north" if home == "own" else "presale")
    talk = served(both, page, desk_of)
    both.line.faults = lambda path: "request"
    assert offer(Device(here, desk_of), talk, group).status == "ok"
    with pytest.raises(LineDown):
        both.relay.once()
    page.send("are you there?")
    assert (page.talk.assignee_id, page.talk.status) == (desk_of, Status.ACTIVE)
    assert Device(here, desk_of).say(talk.id, "m1", "I am").status == "ok"
    assert page.said() == ["first", "are you there?", "I am"]
    assert lines(here, talk) == ["handover_offered"]
    assert all(row.text not in INTERNAL for row in page.log()), "the customer is not told"


@BOTH_WAYS
def test_it_goes_over_and_both_sides_go_on_with_each_other(both: Both, home: str) -> None:
    page, talk, taker, here, far = crossed(both, home)
    waits = far.get(Conversation, talk.id)
    assert (waits.queued_at or 0) >= talk.opened_at == waits.opened_at
    assert waits.waiting_since == talk.waiting_since, "the customer's wait goes on"
    both.clock.advance(5_000)
    page.send("second")
    assert page.said() == ["first", "second"], "his page shows it at once"
    both.settle()
    assert Device(far, taker).say(talk.id, "m1", "I have you now").status == "ok"
    both.settle()
    page.send("third")
    both.settle()
    assert page.said() == ["first", "second", "I have you now", "third"]
    both.settle()
    for office in (here, far):
        rows = office.find(Message, conversation_id=talk.id, order="seq")
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1)), "numbered densely, once"
        told = [row.text for row in rows if row.kind is not MessageKind.SYSTEM]
        assert told == ["first", "second", "I have you now", "third"]
    assert far.get(Message, "m1").state is Delivery.DELIVERED, "the agent sees that it was fetched"
    assert {row.conversation_id for row in here.find(Message)} == {talk.id}, "no second conversation began"


@BOTH_WAYS
def test_it_goes_back_as_it_came(both: Both, home: str) -> None:
    page, talk, taker, here, far = crossed(both, home)
    page.send("second")
    both.settle()
    back, giver = ("north", "anna") if home == "own" else ("presale", "mia")
    assert offer(Device(far, taker), talk, back).status == "ok"
    page.send("written while it is on its way")
    both.settle()
    dispatch(both)
    both.settle()
    assert here.get(Conversation, talk.id).assignee_id == giver
    page.send("third")
    assert Device(here, giver).say(talk.id, "m9", "back again").status == "ok"
    both.settle()
    told = ["first", "second", "written while it is on its way", "third", "back again"]
    assert page.said() == told
    for office in (here, far):
        rows = office.find(Message, conversation_id=talk.id, order="seq")
        assert [row.seq for row in rows if row.stored_at] == list(range(1, len(rows) + 1))


@BOTH_WAYS
def test_where_nobody_is_there_it_is_declined(both: Both, home: str) -> None:
    here, far, giver, taker = (
        (both.own, both.hq, "anna", "mia") if home == "own" else (both.hq, both.own, "mia", "anna")
    )
    there(far, taker, PresenceState.OFFLINE)
    page = ChatPage(here, "north" if home == "own" else "presale")
    talk = served(both, page, giver)
    offer(Device(here, giver), talk, "presale" if home == "own" else "north")
    both.settle()
    assert (page.talk.assignee_id, page.talk.status) == (giver, Status.ACTIVE)
    assert lines(here, talk) == ["handover_offered", "handover_declined"]
    there(far, taker)
    offer(Device(here, giver), talk, "presale" if home == "own" else "north")
    both.settle()
    dispatch(both)
    assert far.get(Conversation, talk.id).assignee_id == taker, "it may be offered again"


@BOTH_WAYS
def test_a_desk_that_knows_of_the_border_offers_it(both: Both, home: str) -> None:
    """And what it takes for a border is none when the group works with this server after all."""
    here, giver, group, own = (
        (both.own, "anna", "presale", "south") if home == "own" else (both.hq, "mia", "north", "after")
    )
    page = ChatPage(here, "north" if home == "own" else "presale")
    talk = served(both, page, giver)
    desk = Device(here, giver)
    asked = {"action": "offer", "args": {"group_id": group}}
    assert desk.do("conversation", talk.id, "intent", asked).status == "ok"
    assert (page.talk.assignee_id, lines(here, talk)) == (giver, ["handover_offered"])
    there(both.hq if home == "own" else both.own, "mia" if home == "own" else "anna", PresenceState.OFFLINE)
    both.settle()
    assert lines(here, talk) == ["handover_offered", "handover_declined"]
    near = {"action": "offer", "args": {"group_id": own}}
    assert desk.do("conversation", talk.id, "intent", near).status == "ok"
    assert (page.talk.status, page.talk.group_id) == (Status.QUEUED, own)


def test_desks_know_which_branch_has_a_server(both: Both) -> None:
    def told(office: Office) -> bool:
        return office.get(Branch, "chengdu").own_server

    assert (told(both.hq), told(both.own)) == (True, True)
    row = both.hq.get(Branch, "chengdu")
    both.hq.db.write(lambda tx: tx.put(msgspec.structs.replace(row, own_server=False)))  # before there was such a field
    both.restart()
    both.settle()
    assert (told(both.hq), told(both.own)) == (True, True)
    page = ChatPage(both.hq, "presale")
    talk = served(both, page, "mia")
    both.hq.db.write(lambda tx: branches.revoke(tx, "chengdu", take_back=True))
    assert not told(both.hq)
    asked = {"action": "offer", "args": {"group_id": "north"}}
    assert Device(both.hq, "mia").do("conversation", talk.id, "intent", asked).status == "ok"
    assert (page.talk.status, page.talk.group_id) == (Status.QUEUED, "north"), "the desk had not heard of it yet"


def test_without_a_line_it_is_not_waited_for(both: Both) -> None:
    page = ChatPage(both.own, "north")
    talk = served(both, page, "anna")
    both.line.faults = lambda path: "request"
    offer(Device(both.own, "anna"), talk, "presale")
    both.clock.advance(handovers.PATIENCE_MS)
    both.own.db.write(handovers.sweep)
    assert lines(both.own, talk) == ["handover_offered"], "not before its time"
    both.clock.advance(1)
    both.own.db.write(handovers.sweep)
    assert lines(both.own, talk) == ["handover_offered", "handover_expired"]
    both.line.faults = lambda path: ""
    there(both.hq, "mia")
    both.settle()
    assert (page.talk.assignee_id, page.talk.group_id) == ("anna", "north"), "the acceptance came too late"
    assert owners(both, talk) == ["own"]


def test_an_answer_to_an_offer_that_ended_is_none_to_the_next(both: Both) -> None:
    page = ChatPage(both.own, "north")
    talk = served(both, page, "anna")
    both.line.faults = lambda path: "request"
    offer(Device(both.own, "anna"), talk, "presale")
    both.clock.advance(handovers.PATIENCE_MS + 1)
    both.own.db.write(handovers.sweep)
    offer(Device(both.own, "anna"), talk, "after")
    both.line.faults = lambda path: ""
    there(both.hq, "mia")
    both.settle()
    assert (page.talk.assignee_id, page.talk.group_id) == ("anna", "north"), "presale would have, after has nobody"
    assert lines(both.own, talk)[-1] == "handover_declined"


@pytest.mark.parametrize("way", ["take", "close"])
def test_who_goes_on_with_him_withdraws_it(both: Both, way: str) -> None:
    page = ChatPage(both.own, "north")
    talk = served(both, page, "anna")
    anna = Device(both.own, "anna")
    offer(anna, talk, "presale")
    assert anna.do("conversation", talk.id, "intent", {"action": way, "args": {}}).status == "ok"
    both.settle()
    assert (page.talk.group_id, page.talk.assignee_id) == ("north", "anna")
    assert lines(both.own, talk) == ["handover_offered", "handover_withdrawn"]
    assert owners(both, talk) == ["own"]


@BOTH_WAYS
def test_what_the_customer_does_arrives(both: Both, home: str) -> None:
    page, talk, taker, here, far = crossed(both, home)
    desk = Device(far, taker)
    desk.say(talk.id, "m1", "does this help?")
    both.settle()
    seq = page.log()[-1].seq
    here.db.write(lambda tx: contacts.read(tx, talk.id, seq))
    here.db.write(lambda tx: contacts.judge(tx, "m1", True))
    both.settle()
    assert (far.get(Message, "m1").state, far.get(Message, "m1").useful) == (Delivery.READ, True)
    here.db.write(lambda tx: contacts.end(tx, talk.id))
    assert page.talk.status is Status.CLOSED, "he sees at once that it is over"
    both.settle()
    assert far.get(Conversation, talk.id).status is Status.CLOSED
    (survey,) = here.find(Survey, conversation_id=talk.id)
    here.db.write(lambda tx: webchat.rate(tx, page.visitor, survey.id, Rating(stars=4, comment="fine")))
    both.settle()
    assert (far.get(Survey, survey.id).stars, far.get(Survey, survey.id).comment) == (4, "fine")
    page.send("one more thing")
    both.settle()
    again = far.get(Conversation, talk.id)
    assert (again.status, here.get(Conversation, talk.id).status) == (Status.QUEUED, Status.QUEUED)
    note = Note(id=new_id(), text="call me", name="Wang", contact="13800001111")
    here.db.write(lambda tx: webchat.leave(tx, here.config, page.visitor, note))
    both.settle()
    assert far.get(Conversation, talk.id).status is Status.MESSAGE_LEFT
    assert len({row.id for office in (here, far) for row in office.find(Conversation)}) == 1


def test_a_page_that_closed_while_its_customer_waited_ends_the_wait(both: Both) -> None:
    page, talk, _, here, far = crossed(both, "own")
    Device(far, "mia").do("conversation", talk.id, "intent", {"action": "enqueue", "args": {}})
    both.settle()
    for _ in range(3):
        here.db.write(lambda tx: contacts.gone(tx, [talk.id]))
    assert both.own.db.read(border.pending) == 1, "said once"
    both.settle()
    assert far.get(Conversation, talk.id).status is Status.ABANDONED
    assert page.talk.status is Status.ABANDONED


def test_what_was_sent_after_it_to_where_it_was_comes_back_in_its_order(both: Both) -> None:
    page, talk, taker, here, far = crossed(both, "hq")
    offer(Device(far, taker), talk, "presale")
    steps: list[str] = []

    def meanwhile(path: str) -> str:
        accepted = bool(both.hq.db.read(lambda reader: border.orders(reader, "chengdu", 9)))
        home = owners(both, talk) == ["hq"]
        if path.endswith("pull") and accepted and not steps:
            steps.append(page.send("late"))
        elif path.endswith("pull") and home and len(steps) == 1:
            steps.append(page.send("later"))
            here.db.write(lambda tx: contacts.read(tx, talk.id, 2))
        return ""

    both.line.faults = meanwhile
    both.settle()
    assert len(steps) == 2
    assert page.said() == ["first", "late", "later"]
    assert owners(both, talk) == ["hq"]


def test_what_reaches_headquarters_after_it_left_goes_after_it(both: Both) -> None:
    _, talk, taker, here, far = crossed(both, "own")
    there(here, "anna")
    offer(Device(far, taker), talk, "north")
    done: list[str] = []

    def meanwhile(path: str) -> str:
        if path.endswith("pull") and far.get(Conversation, talk.id).group_id == "north" and not done:
            done.append(path)
            here.db.write(lambda tx: contacts.end(tx, talk.id))
            return "request"
        return ""

    both.line.faults = meanwhile
    with pytest.raises(LineDown):
        both.settle()
    both.settle()
    assert owners(both, talk) == ["own"]
    assert here.get(Conversation, talk.id).status in (Status.CLOSED, Status.ABANDONED), "he had ended it"


def test_he_has_waited_since_he_wrote(both: Both) -> None:
    page, talk, taker, _, far = crossed(both, "own")
    Device(far, taker).say(talk.id, "m1", "what is it about?")
    both.settle()
    both.line.faults = lambda path: "request"
    wrote_at = both.clock.now
    page.send("my parcel")
    both.clock.advance(600_000)
    both.line.faults = lambda path: ""
    both.settle()
    assert far.get(Conversation, talk.id).waiting_since == wrote_at, "not since the line came back"


def test_a_third_server_gets_none(both: Both) -> None:
    page = ChatPage(both.own, "north")
    talk = served(both, page, "anna")
    both.hq.agent("far", role=Role.SUPERVISOR)
    found = offer(Device(both.own, "anna"), talk, "nowhere")
    assert (found.status, found.code) == ("rejected", "no_such_row")
    assert owners(both, talk) == ["own"]


@BOTH_WAYS
def test_files_of_both_sides_follow(both: Both, home: str) -> None:
    page, talk, taker, here, far = crossed(both, home)
    stores = {id(both.hq): both.hq_files, id(both.own): both.own_files}
    ref = stored(here.db, stores[id(here)])
    here.db.write(lambda tx: visitors.add_file(tx, page.visitor.id, ref.sha256))
    sending = Sending(id=new_id(), text="", attachments=(ref,))
    here.db.write(lambda tx: webchat.send(tx, here.config, page.visitor, sending, (ref,)))
    answer = stored(far.db, stores[id(far)], b"the agent's picture")
    far.db.write(lambda tx: promises.received(tx, stores[id(far)], answer, taker))
    Device(far, taker).say(talk.id, "m1", "", attachments=msgspec.to_builtins([answer]))
    both.settle()
    both.settle()
    for office in (here, far):
        assert refs(office.db, Message, sending.id) == [(SHA256, False)]
        assert refs(office.db, Message, "m1") == [(answer.sha256, False)]
    assert stores[id(far)].read(SHA256) == PICTURE
    assert here.db.read(lambda reader: webchat.may_fetch(reader, page.visitor, answer.sha256)) is not None


def test_an_internal_note_stays_where_it_was_written(both: Both) -> None:
    _, talk, taker, here, far = crossed(both, "own")
    assert Device(far, taker).say(talk.id, "n1", "he is angry", kind="note").status == "ok"
    ref = stored(far.db, both.hq_files)
    far.db.write(lambda tx: promises.received(tx, both.hq_files, ref, taker))
    Device(far, taker).say(talk.id, "n2", "", kind="note", attachments=msgspec.to_builtins([ref]))
    both.settle()
    assert here.find(Message, id=["n1", "n2"]) == []
    branch = both.hq.db.read(lambda reader: branches.server_of(reader, both.line._token))
    with pytest.raises(AppError, match="no_such_file"):
        both.hq.db.read(lambda reader: branch_files.check_fetch(reader, branch, SHA256))


def test_a_restored_branch_gets_back_what_its_page_showed(both: Both, tmp_path: Path) -> None:
    page = ChatPage(both.own, "north")
    talk = served(both, page, "anna")
    both.settle()
    copy = tmp_path / "copy.sqlite"
    both.copy_own(copy)
    offer(Device(both.own, "anna"), talk, "presale")
    both.settle()
    dispatch(both)
    page.send("second")
    both.settle()
    assert Device(both.hq, "mia").say(talk.id, "m1", "I have you now").status == "ok"
    both.settle()
    both.restore_own(copy)
    assert page.said() == ["first"]
    both.settle()
    assert page.said() == ["first", "second", "I have you now"]
    assert owners(both, talk) == ["hq"]
    page.send("third")
    both.settle()
    assert [row.text for row in both.hq.find(Message, conversation_id=talk.id, author="customer")][-1] == "third"
    assert page.said()[-1] == "third"


def test_a_restored_headquarters_knows_again_whose_the_customer_is(
    both: Both, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("sync_server.upstream.relay", "was restored")
    page = ChatPage(both.own, "north")
    talk = served(both, page, "anna")
    both.settle()
    copy = tmp_path / "copy.sqlite"
    with closing(sqlite3.connect(tmp_path / "hq.sqlite")) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    offer(Device(both.own, "anna"), talk, "presale")
    both.settle()
    dispatch(both)
    page.send("second")
    both.settle()
    both.hq.db.close()
    both.hq.db = both.line.hq = Database(f"sqlite:///{copy}", clock=both.clock)
    both.hq.db.begin_anew()
    both.settle()
    there(both.hq, "mia")
    dispatch(both)
    page.send("third")
    both.settle()
    assert owners(both, talk) == ["hq"], "the branch knows that it gave him away"
    assert page.said() == ["first", "second", "third"]
    wrote = [row for row in both.hq.find(Message, conversation_id=talk.id, order="seq") if row.author == "customer"]
    assert [row.text for row in wrote] == ["first", "second", "third"]
    assert all(row.stored_at for row in wrote)


def worked(both: Both, step: int, chance: random.Random) -> set[str]:
    """Let whoever has a customer answer him or offer him to the other side; returns what was said."""
    said = set()
    for agent_id, office, own, other in (("anna", both.own, "north", "presale"), ("mia", both.hq, "presale", "north")):
        there(office, agent_id)
        for talk in office.find(Conversation, assignee_id=agent_id, status=Status.ACTIVE, group_id=own):
            row_id = f"{agent_id}-{step}-{talk.id}"
            if chance.random() < 0.5:
                assert Device(office, agent_id).say(talk.id, row_id, row_id).status == "ok"
                said.add(row_id)
            if chance.random() < 0.4:
                offer(Device(office, agent_id), talk, other)
    dispatch(both)
    for each in (both.hq, both.own):
        each.db.write(handovers.sweep)
    return said


def to_and_fro(both: Both, seed: int, steps: int) -> int:
    """Lose what is said over the line while two chats are answered and offered; returns how often one moved."""
    chance = random.Random(seed)
    pages = [ChatPage(both.own, "north"), ChatPage(both.hq, "presale")]
    wrote = {page.token: [page.send("hello")] for page in pages}
    both.line.faults = lambda path: chance.choice(["", "", "", "request", "answer"])
    answers: set[str] = set()
    for step in range(steps):
        answers |= worked(both, step, chance)
        for page in pages:
            if chance.random() < 0.6:
                wrote[page.token].append(page.send(f"step {step}"))
            page.log()
        if chance.random() < 0.2:
            both.restart()
        both.clock.advance(chance.choice([1_000, 1_000, 30_000]))
        with contextlib.suppress(LineDown):
            both.relay.once()
            assert all(len(owners(both, page.talk)) == 1 for page in pages), f"step {step}"
    both.line.faults = lambda path: ""
    for _ in range(3):
        both.settle()
    moves = 0
    for page in pages:
        home = both.hq if owners(both, page.talk) == ["hq"] else both.own
        for office in (page.office, home):  # the other one, where it is neither, is told nothing more
            rows = office.find(Message, conversation_id=page.talk.id, order="seq")
            assert [row.seq for row in rows] == list(range(1, len(rows) + 1)), "numbered densely, once"
            mine = [row.id for row in rows if row.author is Author.CUSTOMER]
            assert mine == wrote[page.token], "in the order in which he wrote, each once"
        answers -= {row.id for row in rows}
        moves += sum(row.text == "transferred" for row in rows)
    assert not answers, "what an agent said is there"
    return moves


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 5])
def test_whatever_is_lost_nothing_is_said_twice_or_without_an_owner(both: Both, seed: int) -> None:
    assert to_and_fro(both, seed, 45) > 4


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("end", ["hq", "own"])
def test_nor_with_postgresql_at_either_end(database_url: str, end: str, tmp_path: Path, clock: SettableClock) -> None:
    hq_url, own_url = (database_url, "") if end == "hq" else ("", database_url)
    both = staffed(Both(tmp_path, clock, hq_url, own_url))
    try:
        assert to_and_fro(both, 2, 12) > 0
    finally:
        both.close()
