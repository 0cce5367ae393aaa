"""The desk: conversations by intents, claims, heartbeats, and what happens when a laptop goes silent."""

import threading
from typing import Literal

import msgspec
import pytest

from app.domain.conversations import Author, Conversation, Delivery, Message, MessageKind, ReadMark, Status
from app.domain.errors import Refused
from app.domain.ids import link_id
from app.domain.journal import Event
from app.domain.people import Presence, PresenceState, Role
from app.domain.protocol import Heartbeat
from app.domain.surveys import Solved, Survey
from app.domain.tickets import Ticket
from sync_server.routing import dispatcher
from sync_server.routing.claim import claim
from sync_server.service import accounts, presence
from sync_server.service.typing import Typing
from sync_server.storage import desk
from tests.server.device import Device, Office

RIVALS = 100


def beat(
    office: Office,
    agent_id: str,
    state: str = "online",
    cause: Literal["choice", "start", "beat"] = "choice",
    desk: str = "",
) -> str:
    """One heartbeat; returns the state in force."""
    caller = accounts.Caller(agent_id, desk)
    said = Heartbeat(state=state, cause=cause)
    return office.db.write(lambda tx: presence.beat(tx, accounts.signed_in(tx, caller), said, desk)).state.value


def sweep(office: Office) -> int:
    """One round of the watch over the desks, of a server that is up for long."""
    return office.db.write(lambda tx: presence.sweep(tx, office.config, 0))


def dispatch(office: Office) -> int:
    """One round of routing."""
    return dispatcher.dispatch(office.db, office.config)


# -- messages and states -----------------------------------------------------------------------------------------------


def test_messages_are_numbered_densely_and_move_the_conversation(any_office: Office) -> None:
    anna = any_office.agent("anna")
    any_office.queued("v1")
    anna.do("conversation", "v1", "intent", {"action": "take"})
    any_office.clock.advance(5000)
    anna.say("v1", "m1")
    anna.say("v1", "m2", kind="note", text="internal")
    lines = any_office.find(Message, conversation_id="v1", order="seq")
    assert [(line.seq, line.kind, line.state) for line in lines] == [
        (1, MessageKind.SYSTEM, Delivery.SENT),
        (2, MessageKind.TEXT, Delivery.SENT),
        (3, MessageKind.NOTE, Delivery.STORED),
    ]  # fmt: skip
    assert (lines[0].text, lines[0].values) == ("agent_joined", {"name": "Anna"})
    conversation = any_office.get(Conversation, "v1")
    assert (conversation.last_seq, conversation.waiting_since) == (3, None)
    assert conversation.first_response_at == any_office.clock.now


def test_nobody_can_write_in_another_name(office: Office) -> None:
    anna = office.agent("anna")
    office.queued("v1")
    assert anna.say("v1", "m1", author_id="bob").code == "not_yours"
    assert anna.say("v1", "m2", author="customer").code == "not_yours"
    assert anna.say("v1", "m3", kind="system").code == "field_not_editable"
    assert anna.say("missing", "m4").code == "no_such_row"
    assert office.find(Message) == []


def test_what_was_said_is_not_deleted_but_withdrawn(office: Office) -> None:
    anna, bob = office.agent("anna"), office.agent("bob")
    office.queued("v1")
    anna.say("v1", "m1")
    assert anna.do("message", "m1", "delete", base_rev=9).code == "not_deletable"
    assert anna.do("conversation", "v1", "delete", base_rev=9).code == "not_deletable"
    assert bob.do("message", "m1", "intent", {"action": "withdraw"}).code == "message_not_yours"
    assert anna.do("message", "m1", "intent", {"action": "withdraw"}).status == "ok"
    message = office.get(Message, "m1")
    assert (message.state, message.text) == (Delivery.WITHDRAWN, "")


@pytest.mark.parametrize(
    ("said", "kept"),
    [*((word.value, word) for word in Solved), (None, None), (True, Solved.YES), (False, Solved.NO)],
)
def test_closing_keeps_how_it_went_in_the_words_of_any_desk(
    office: Office, said: str | bool | None, kept: Solved | None
) -> None:
    anna = office.agent("anna")
    office.queued("v1")
    anna.do("conversation", "v1", "intent", {"action": "take"})
    assert anna.do("conversation", "v1", "intent", {"action": "close", "args": {"solved": said}}).status == "ok"
    assert office.get(Conversation, "v1").solved is kept


@pytest.mark.parametrize("said", ["perhaps", "", 1, ["yes"]])
def test_closing_refuses_an_outcome_that_there_is_not(office: Office, said: object) -> None:
    anna = office.agent("anna")
    office.queued("v1")
    anna.do("conversation", "v1", "intent", {"action": "take"})
    refused = anna.do("conversation", "v1", "intent", {"action": "close", "args": {"solved": said}})
    assert (refused.code, refused.values["field"]) == ("bad_field", "solved")
    assert office.get(Conversation, "v1").status is Status.ACTIVE


def test_closing_asks_the_customer_once(office: Office) -> None:
    anna = office.agent("anna")
    office.queued("v1")
    anna.do("conversation", "v1", "intent", {"action": "take"})
    args = {"solved": "yes", "category_id": "k", "note": "done"}
    assert anna.do("conversation", "v1", "intent", {"action": "close", "args": args}).status == "ok"
    assert anna.do("conversation", "v1", "intent", {"action": "close", "args": args}).status == "noop"
    conversation = office.get(Conversation, "v1")
    assert (conversation.status, conversation.solved, conversation.wrap_note) == (Status.CLOSED, Solved.YES, "done")
    (survey,) = office.find(Survey)
    assert (survey.id, survey.agent_id, survey.group_id) == (link_id("survey", "v1"), "anna", "presale")
    assert [line.text for line in office.find(Message, order="seq")] == ["agent_joined", "closed"]
    assert [event.action for event in office.find(Event, subject="conversation")].count("close") == 1


def test_an_agent_takes_no_more_than_fits_and_a_supervisor_gives_more(office: Office) -> None:
    anna, boss = office.agent("anna", capacity=1), office.agent("boss", role=Role.SUPERVISOR)
    for row in ("v1", "v2"):
        office.queued(row)
    assert anna.do("conversation", "v1", "intent", {"action": "take"}).status == "ok"
    refused = anna.do("conversation", "v2", "intent", {"action": "take"})
    assert (refused.code, refused.values) == ("agent_full", {"load": 1, "capacity": 1})
    given = boss.do("conversation", "v2", "intent", {"action": "take", "args": {"agent_id": "anna"}})
    assert given.status == "ok"
    assert office.get(Conversation, "v2").assignee_id == "anna"


def test_tickets_get_numbers_and_the_group_of_their_conversation(office: Office) -> None:
    anna = office.agent("anna", "presale", "after")
    office.queued("v1", "after")
    anna.do("ticket", "t1", "create", {"title": "x", "conversation_id": "v1", "local_number": "L-0001"})
    anna.do("ticket", "t2", "create", {"title": "y"})
    one, two = office.get(Ticket, "t1"), office.get(Ticket, "t2")
    assert (one.group_id, one.scope, two.group_id) == ("after", "g:after", "presale")
    assert two.number == one.number + 1
    assert one.local_number == "L-0001"
    noted = anna.do("ticket_note", "n1", "create", {"ticket_id": "t1", "author_id": "anna", "text": "hm"})
    assert noted.status == "ok"
    assert (
        anna.do("ticket_note", "n2", "create", {"ticket_id": "t1", "author_id": "bob", "text": "hm"}).code
        == "not_yours"
    )


def test_a_read_mark_only_grows_on_any_device(office: Office) -> None:
    anna = office.agent("anna")
    laptop = Device(office, "anna")
    row = link_id("read", "anna", "v1")
    fields = {"conversation_id": "v1", "agent_id": "anna"}
    anna.do("read_mark", row, "create", {**fields, "seq": 5})
    laptop.do("read_mark", row, "create", {**fields, "seq": 3})
    assert office.get(ReadMark, row).seq == 5
    laptop.do("read_mark", row, "patch", {"seq": 9})
    assert office.get(ReadMark, row).seq == 9
    assert anna.do("read_mark", "x", "create", {**fields, "agent_id": "bob"}).code == "not_yours"


# -- claims ------------------------------------------------------------------------------------------------------------


def test_of_a_hundred_claims_one_succeeds(any_office: Office) -> None:
    names = [f"agent{index}" for index in range(RIVALS)]
    for name in names:
        any_office.agent(name)
    any_office.queued("v1")
    winners: list[str] = []
    refused: list[str] = []
    start = threading.Barrier(RIVALS)

    def race(name: str) -> None:
        start.wait()
        try:
            any_office.db.write(lambda tx: claim(tx, "v1", name, "own_choice", heard_since=None))
        except Refused as error:
            refused.append(error.code)
        else:
            winners.append(name)

    threads = [threading.Thread(target=race, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(winners) == 1
    assert refused == ["conversation_taken"] * (RIVALS - 1)
    assert any_office.get(Conversation, "v1").assignee_id == winners[0]
    assert len(any_office.find(Message, conversation_id="v1")) == 1


def test_claims_at_once_for_one_agent_stop_at_his_capacity(any_office: Office) -> None:
    any_office.agent("anna", capacity=3)
    rows = [f"v{index}" for index in range(12)]
    for row in rows:
        any_office.queued(row)
    refused: list[str] = []
    start = threading.Barrier(len(rows))

    def race(row: str) -> None:
        start.wait()
        try:
            any_office.db.write(lambda tx: claim(tx, row, "anna", "own_choice", heard_since=None))
        except Refused as error:
            refused.append(error.code)

    threads = [threading.Thread(target=race, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["agent_full"] * 9
    assert len(any_office.find(Conversation, assignee_id="anna")) == 3


def test_taking_the_next_prefers_the_own_customer_then_the_longest_wait(office: Office) -> None:
    anna, _ = office.agent("anna"), office.agent("bob", "after")
    office.queued("old", customer_id="stranger")
    office.clock.advance(1000)
    office.queued("foreign", "after")
    office.queued("known", customer_id="friend")
    office.put(
        Message(
            id="m",
            scope="g:presale",
            conversation_id="known",
            author=Author.AGENT,
            author_id="anna",
            stored_at=1,
            seq=1,
        )
    )
    agent = office.db.read(lambda reader: accounts.signed_in(reader, anna.caller))
    assert [dispatcher.take_next(office.db, agent) for _ in range(3)] == ["known", "old", None]
    full = msgspec.structs.replace(agent, capacity=2)
    office.put(full)
    office.queued("more")
    with pytest.raises(Refused, match="agent_full"):
        dispatcher.take_next(office.db, agent)


def test_a_customers_last_agent_is_who_answered_last_in_any_of_his_conversations(any_office: Office) -> None:
    office = any_office
    anna, ben = office.agent("anna"), office.agent("ben")
    for row, customer in (("v1", "c1"), ("v2", "c1"), ("v3", "c2"), ("v4", "c3")):
        office.queued(row, customer_id=customer)

    def answer(device: Device, row: str, kind: str = "text") -> None:
        office.clock.advance(1_000)
        device.say(row, f"m{office.clock.now}", kind=kind)

    for device, row in ((anna, "v1"), (ben, "v2"), (anna, "v3")):
        device.do("conversation", row, "intent", {"action": "take"})
        answer(device, row)
    assert office.db.read(lambda r: desk.previous_agents(r, ["c1", "c2", "c3"])) == {"c1": "ben", "c2": "anna"}
    answer(ben, "v3", "note")
    answer(anna, "v1")
    assert office.db.read(lambda r: desk.previous_agents(r, ["c1", "c2"])) == {"c1": "anna", "c2": "anna"}
    assert office.db.read(lambda r: desk.previous_agents(r, [])) == {}


# -- presence ----------------------------------------------------------------------------------------------------------


def test_routing_gives_to_who_is_heard_of(office: Office) -> None:
    office.agent("anna", online=True)
    office.queued("v1")
    assert dispatch(office) == 1
    conversation = office.get(Conversation, "v1")
    assert (conversation.status, conversation.assignee_id, conversation.routing_reason) == (
        Status.ACTIVE, "anna", "longest_idle",
    )  # fmt: skip
    assert dispatch(office) == 0


def test_a_group_that_nobody_staffs_does_not_starve_the_others(office: Office) -> None:
    for index in range(501):
        office.queued(f"a{index}", "after")
    office.clock.advance(1000)
    office.agent("anna", online=True)
    office.queued("v1")
    assert dispatch(office) == 1
    assert office.get(Conversation, "v1").assignee_id == "anna"


def test_a_missed_beat_ends_offers_before_the_lease_is_over(office: Office) -> None:
    office.agent("anna", online=True)
    office.clock.advance(8_000)
    office.queued("v1")
    assert dispatch(office) == 0
    beat(office, "anna")
    assert dispatch(office) == 1


@pytest.mark.parametrize("state", ["busy", "away", "offline"])
def test_who_is_not_ready_is_given_nothing(office: Office, state: str) -> None:
    office.agent("anna", online=True)
    beat(office, "anna", state)
    office.queued("v1")
    assert dispatch(office) == 0


def test_a_silent_desk_loses_what_it_has_not_answered_within_twenty_seconds(any_office: Office) -> None:
    office = any_office
    office.agent("anna", online=True)
    conversation = office.queued("v1")
    office.clock.advance(3000)
    beat(office, "anna")
    assert dispatch(office) == 1
    office.clock.advance(14_000)
    assert sweep(office) == 0
    office.clock.advance(1_000)
    assert sweep(office) == 1
    back = office.get(Conversation, "v1")
    assert (back.status, back.assignee_id, back.queued_at) == (Status.QUEUED, "", conversation.queued_at)
    away = office.get(Presence, "anna")
    assert (away.state, away.reason) == (PresenceState.OFFLINE, "lost")
    ben = office.agent("ben", online=True)
    assert dispatch(office) == 1
    assert office.get(Conversation, "v1").assignee_id == ben.agent_id
    assert sweep(office) == 0


def test_what_was_answered_stays_a_minute_longer(office: Office) -> None:
    anna = office.agent("anna", online=True)
    for row in ("waits", "quiet"):
        office.queued(row)
    dispatch(office)
    office.clock.advance(1000)
    for row in ("waits", "quiet"):
        anna.say(row, f"m-{row}")
    office.clock.advance(1000)
    asked_at = office.clock.now
    office.put(msgspec.structs.replace(office.get(Conversation, "waits"), waiting_since=asked_at))
    office.clock.advance(16_000)
    assert sweep(office) == 0
    office.clock.advance(59_000)
    assert sweep(office) == 0
    office.clock.advance(2_000)
    assert sweep(office) == 1
    back = office.get(Conversation, "waits")
    assert (back.status, back.queued_at) == (Status.QUEUED, asked_at)
    assert office.get(Conversation, "quiet").assignee_id == "anna", "its customer waits for nothing"


def test_what_an_agent_answered_who_went_offline_with_his_program_open_follows_too(office: Office) -> None:
    anna = office.agent("anna", online=True)
    office.queued("v1")
    dispatch(office)
    anna.say("v1", "m1")
    office.put(msgspec.structs.replace(office.get(Conversation, "v1"), waiting_since=office.clock.now))
    beat(office, "anna", "offline", "choice")
    for _ in range(11):
        office.clock.advance(5_000)
        assert beat(office, "anna", "offline", "beat") == "offline"
        assert sweep(office) == 0
    office.clock.advance(6_000)
    beat(office, "anna", "offline", "beat")
    assert sweep(office) == 1


def test_who_comes_back_in_time_keeps_what_he_answered(office: Office) -> None:
    anna = office.agent("anna", online=True)
    office.queued("v1")
    dispatch(office)
    anna.say("v1", "m1")
    row = office.get(Conversation, "v1")
    office.put(msgspec.structs.replace(row, waiting_since=office.clock.now))
    office.clock.advance(30_000)
    sweep(office)
    beat(office, "anna")
    office.clock.advance(5_000)
    beat(office, "anna")
    assert sweep(office) == 0
    assert office.get(Conversation, "v1").assignee_id == "anna"


def test_two_desks_of_one_agent_have_one_presence_that_changes_only_by_hand(any_office: Office) -> None:
    office = any_office
    office.agent("anna")
    assert beat(office, "anna", "online", "start", "office") == "online"
    assert beat(office, "anna", "busy", desk="office") == "busy"
    settled = office.get(Presence, "anna")
    assert beat(office, "anna", "online", "start", "home") == "busy", "he is at work already"
    for _ in range(3):
        office.clock.advance(5_000)
        assert beat(office, "anna", "busy", "beat", "office") == "busy"
        assert beat(office, "anna", "online", "beat", "home") == "busy", "the other desk hears what is in force"
    assert office.get(Presence, "anna") == settled, "nobody sees it blink and the feed does not grow"
    assert beat(office, "anna", "away", desk="home") == "away", "whoever chooses last"
    assert beat(office, "anna", "offline", desk="office") == "offline"
    assert beat(office, "anna", "away", "beat", "home") == "offline"
    assert beat(office, "anna", "online", "start", "home") == "online", "he comes to work"
    assert beat(office, "anna", "away", "start", "home") == "away", "chosen without a network, just before a restart"


def test_one_of_two_desks_keeps_an_agent_present_and_brings_him_back(office: Office) -> None:
    office.agent("anna")
    beat(office, "anna", "away")
    office.clock.advance(10_000)
    beat(office, "anna", "away", "beat")
    office.clock.advance(10_000)
    sweep(office)
    assert office.get(Presence, "anna").state is PresenceState.AWAY
    office.clock.advance(10_000)
    sweep(office)
    assert office.get(Presence, "anna").reason == "lost"
    assert beat(office, "anna", "away", "beat") == "away"


def test_a_server_that_was_down_takes_nobody_for_lost(office: Office) -> None:
    office.agent("anna", online=True)
    office.clock.advance(3_600_000)
    up_since = office.clock.now
    office.clock.advance(10_000)
    assert office.db.write(lambda tx: presence.sweep(tx, office.config, up_since)) == 0
    assert office.get(Presence, "anna").state is PresenceState.ONLINE
    office.clock.advance(6_000)
    office.db.write(lambda tx: presence.sweep(tx, office.config, up_since))
    assert office.get(Presence, "anna").state is PresenceState.OFFLINE


def test_a_server_that_was_frozen_begins_to_listen_anew() -> None:
    attention = presence.Attention(1_000)
    assert attention.look(2_000) == 1_000
    assert attention.look(5_500) == 1_000
    assert attention.look(70_000) == 70_000
    assert attention.look(71_000) == 70_000
    assert attention.look(60_000) == 60_000, "the clock was put back"


def test_a_look_tells_whether_a_sweep_is_needed(office: Office) -> None:
    office.agent("anna", online=True)
    office.queued("v1")
    dispatch(office)

    def needed() -> bool:
        return office.db.read(lambda reader: presence.needs_sweep(reader, office.config, 0))

    assert not needed()
    office.clock.advance(16_000)
    assert needed()
    sweep(office)
    assert not needed()


def test_a_heartbeat_is_answered_with_what_waits_and_who_types(office: Office) -> None:
    anna = office.agent("anna", online=True)
    office.queued("v1")
    dispatch(office)
    office.queued("v2")
    office.queued("v3", "after")
    typing = Typing(office.clock)
    typing.customer("v1", True)
    agent = office.db.read(lambda reader: accounts.signed_in(reader, anna.caller))
    there = office.get(Presence, "anna")
    answer = office.db.read(lambda reader: presence.answer(reader, agent, there, typing))
    assert (answer.queued, answer.typing, answer.state) == (1, {"v1": "customer"}, "online")
    office.clock.advance(7_000)
    answer = office.db.read(lambda reader: presence.answer(reader, agent, there, typing))
    assert answer.typing == {}
