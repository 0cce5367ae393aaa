"""Messages left while nobody was there: who is back takes them, after those who wait at their pages."""

import msgspec
import pytest

from app.domain.conversations import Author, Conversation, Message, Status
from sync_server.routing import dispatcher
from sync_server.service import accounts, contacts, presence
from tests.server.device import Office


@pytest.fixture
def evening(office: Office) -> Office:
    """Somebody left a message when nobody was there."""
    office.put(msgspec.structs.replace(office.queued("left"), status=Status.MESSAGE_LEFT))
    office.put(
        Message(
            id="words", scope="g:presale", conversation_id="left", author=Author.CUSTOMER, text="138", seq=1,
            stored_at=office.clock.now, values={"contact": "138"},
        )
    )  # fmt: skip
    office.clock.advance(3_600_000)
    return office


def test_a_message_left_is_given_to_who_comes_back(evening: Office) -> None:
    assert dispatcher.dispatch(evening.db, evening.config) == 0
    evening.agent("anna", online=True)
    assert dispatcher.dispatch(evening.db, evening.config) == 1
    given = evening.get(Conversation, "left")
    assert (given.status, given.assignee_id) == (Status.ACTIVE, "anna")


def test_who_waits_at_his_page_is_served_before_a_message_that_was_left_earlier(evening: Office) -> None:
    evening.queued("live")
    evening.agent("anna", online=True, capacity=1)
    assert dispatcher.dispatch(evening.db, evening.config) == 1
    assert evening.get(Conversation, "live").assignee_id == "anna"
    assert evening.get(Conversation, "left").status is Status.MESSAGE_LEFT


def test_taking_the_next_takes_messages_left_when_nobody_waits(evening: Office) -> None:
    anna = evening.agent("anna")
    evening.queued("live")
    agent = evening.db.read(lambda reader: accounts.signed_in(reader, anna.caller))
    assert [dispatcher.take_next(evening.db, agent) for _ in range(3)] == ["live", "left", None]


def test_a_message_left_that_comes_back_to_the_queue_is_not_lost_with_the_closed_page(evening: Office) -> None:
    anna = evening.agent("anna")
    anna.do("conversation", "left", "intent", {"action": "take"})
    anna.do("conversation", "left", "intent", {"action": "enqueue"})
    assert evening.get(Conversation, "left").status is Status.QUEUED
    evening.db.write(lambda tx: contacts.gone(tx, ["left"]))
    assert evening.get(Conversation, "left").status is Status.MESSAGE_LEFT


def test_who_answers_nothing_and_disappears_gives_a_message_left_back(evening: Office) -> None:
    evening.agent("anna", online=True)
    dispatcher.dispatch(evening.db, evening.config)
    evening.clock.advance(60_000)
    evening.db.write(lambda tx: presence.sweep(tx, evening.config, 0))
    evening.db.write(lambda tx: contacts.gone(tx, ["left"]))
    assert evening.get(Conversation, "left").status is Status.MESSAGE_LEFT
