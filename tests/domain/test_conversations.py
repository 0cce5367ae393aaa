"""The conversation's states: whose turn it is stays known through its end and back."""

import msgspec
import pytest

from app.domain.conversations import (
    Author,
    Conversation,
    Message,
    Status,
    abandon,
    after_message,
    close,
    mark_spam,
    reopen,
    resume,
    take,
    wrap_up,
)
from app.domain.entity import Actor

ANNA = Actor(id="anna", role="agent")
ASKED, ANSWERED, ENDED, LATER = 1_000, 2_000, 3_000, 90_000_000


def talk() -> Conversation:
    return Conversation(id="v1", scope="group:g1", customer_id="c1")


def said(row: Conversation, author: Author, at: int) -> Conversation:
    word = Message(id=f"m{at}", scope=row.scope, conversation_id=row.id, author=author, seq=row.last_seq + 1)
    return after_message(row, word, at)


def served(*, answered: bool) -> Conversation:
    row = take(said(talk(), Author.CUSTOMER, ASKED), {}, ANNA, ASKED)
    return said(row, Author.AGENT, ANSWERED) if answered else row


@pytest.mark.parametrize("end", [close, mark_spam])
def test_a_last_word_that_nobody_answered_is_owed_again_from_the_reopening(end: object) -> None:
    asked_twice = said(served(answered=True), Author.CUSTOMER, ANSWERED + 5)
    for row in (served(answered=False), asked_twice):
        ended = end(row, {}, ANNA, ENDED)  # type: ignore[operator]  # one of the machine's steps
        assert reopen(ended, {}, ANNA, LATER).waiting_since == LATER


def test_reopened_after_an_answer_it_waits_for_the_customer() -> None:
    ended = close(served(answered=True), {}, ANNA, ENDED)
    assert reopen(ended, {}, ANNA, LATER).waiting_since is None


def test_who_left_the_queue_unanswered_is_owed_an_answer_when_it_goes_on() -> None:
    gone = abandon(said(talk(), Author.CUSTOMER, ASKED), {}, ANNA, ENDED)
    assert reopen(gone, {}, ANNA, LATER).waiting_since == LATER


def test_what_was_ended_before_the_wait_was_kept_is_known_by_its_missing_answer() -> None:
    old = msgspec.structs.replace(served(answered=False), status=Status.CLOSED, waiting_since=None)
    assert reopen(old, {}, ANNA, LATER).waiting_since == LATER


def test_a_wrap_up_that_is_broken_off_goes_on_with_the_same_wait() -> None:
    wrapped = wrap_up(served(answered=False), {}, ANNA, ENDED)
    assert resume(wrapped, {}, ANNA, LATER).waiting_since == ASKED


def test_nothing_is_owed_for_a_conversation_without_a_word() -> None:
    empty = close(take(talk(), {}, ANNA, ASKED), {}, ANNA, ENDED)
    assert reopen(empty, {}, ANNA, LATER).waiting_since is None
