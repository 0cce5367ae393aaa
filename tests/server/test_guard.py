"""No reply is taken whose author could not know how things stand; what nobody doubts passes by itself."""

from typing import Any

import msgspec
import pytest

from app.domain.change import Operation, Result
from app.domain.conversations import Author, Conversation, Message, MessageKind, Status
from app.domain.customers import Channel
from app.domain.guard import GRACE_MS, OLD_MS, Doubt, Known
from app.domain.ids import new_id
from app.domain.knowledge import Article, ArticleStatus
from app.domain.people import Role
from sync_server.storage import transcript
from tests.server.device import Device, Office

MINUTE = 60_000


@pytest.fixture
def lin(office: Office) -> Device:
    """An agent who serves the conversation "talk", in which the customer has said one thing."""
    device = office.agent("lin", online=True)
    office.queued("talk")
    assert device.do("conversation", "talk", "intent", {"action": "take"}).status == "ok"
    says(office, "耳机没有声音")
    device.pull()
    return device


def says(office: Office, text: str, author: Author = Author.CUSTOMER, author_id: str = "", **fields: Any) -> None:
    """Have somebody else write into the conversation at the server."""

    def write(tx: Any) -> None:
        talk = tx.get(Conversation, "talk")
        line = Message(
            id=new_id(), scope="", conversation_id="talk", author=author, author_id=author_id, text=text, **fields
        )
        transcript.append(tx, talk, line)

    office.db.write(write)


def reply(device: Device, **fields: Any) -> Operation:
    """Write a reply now, in the knowledge of what the device has."""
    talk = device.held(Conversation)["talk"]
    known = fields.pop("known", Known(message=talk.last_seq, assignee=talk.assignee_id))
    body = {"conversation_id": "talk", "author": "agent", "author_id": device.agent_id, "text": "试试重置", **fields}
    return msgspec.structs.replace(device.op("message", new_id(), "create", body), known=known)


def sent(device: Device, *ops: Operation) -> list[Result]:
    pushed = device.push(*ops)
    assert pushed.problem == ""
    return list(pushed.results)


def doubts_of(result: Result) -> list[str]:
    assert (result.status, result.code) == ("rejected", "reply_stale")
    return list(result.values["doubts"])


def test_a_reply_that_waited_for_the_line_goes_out_when_nothing_has_changed(office: Office, lin: Device) -> None:
    op = reply(lin)
    office.clock.advance(OLD_MS)
    assert sent(lin, op)[0].status == "ok"


def test_customer_and_colleague_that_the_author_could_not_read_hold_a_reply_back(office: Office, lin: Device) -> None:
    op = reply(lin)
    says(office, "已经好了，不用了")
    says(office, "我来答复", Author.AGENT, "zhou")
    office.clock.advance(GRACE_MS)
    (result,) = sent(lin, op)
    assert doubts_of(result) == [Doubt.CUSTOMER_WROTE, Doubt.COLLEAGUE_ANSWERED]
    assert office.db.read(lambda reader: reader.get(Message, op.row)) is None
    assert sent(lin, op) == [result]  # sent twice, it has its one result


@pytest.mark.parametrize(
    "line",
    [
        {"text": "稍等，我在", "author": Author.CUSTOMER},  # words that cross in a talk
        {"text": "他上次也问过", "author": Author.AGENT, "author_id": "zhou", "kind": MessageKind.NOTE, "old": True},
        {"text": "closed", "author": Author.SYSTEM, "kind": MessageKind.SYSTEM, "old": True},
        {"text": "我在手机上说过", "author": Author.AGENT, "author_id": "lin", "old": True},
    ],
)
def test_what_is_no_news_does_not_hold_a_reply_back(office: Office, lin: Device, line: dict[str, Any]) -> None:
    op = reply(lin)
    waited = GRACE_MS if line.pop("old", False) else GRACE_MS - 1
    says(office, **line)
    office.clock.advance(waited)
    assert sent(lin, op)[0].status == "ok"


def test_no_clock_of_a_device_lets_a_stale_reply_pass(office: Office, lin: Device) -> None:
    op = msgspec.structs.replace(reply(lin), wall=office.clock.now + 5 * 3600_000)
    says(office, "还在吗")
    office.clock.advance(GRACE_MS)
    assert doubts_of(sent(lin, op)[0]) == [Doubt.CUSTOMER_WROTE]


def test_an_old_reply_is_asked_about(office: Office, lin: Device) -> None:
    op = reply(lin)
    office.clock.advance(OLD_MS + 1)
    assert doubts_of(sent(lin, op)[0]) == [Doubt.OLD]


def test_a_conversation_that_was_closed_or_given_away_holds_a_reply_back(office: Office, lin: Device) -> None:
    office.agent("zhou")
    first = reply(lin)
    chief = office.agent("chief", role=Role.SUPERVISOR)
    taken = chief.do("conversation", "talk", "intent", {"action": "take", "args": {"agent_id": "zhou"}})
    assert taken.status == "ok"
    assert doubts_of(sent(lin, first)[0]) == [Doubt.TAKEN]
    second = reply(lin)
    assert chief.do("conversation", "talk", "intent", {"action": "close"}).status == "ok"
    assert doubts_of(sent(lin, second)[0]) == [Doubt.CLOSED]


def test_the_one_who_steers_may_answer_in_a_colleagues_conversation(office: Office, lin: Device) -> None:
    chief = office.agent("chief", role=Role.SUPERVISOR)
    chief.pull()
    assert sent(chief, reply(chief))[0].status == "ok"


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        ({"version": 8}, Doubt.ARTICLE_CHANGED),
        ({"status": ArticleStatus.ARCHIVED}, Doubt.ARTICLE_WITHDRAWN),
        ({"deleted_at": 1}, Doubt.ARTICLE_WITHDRAWN),
        ({"valid_until": MINUTE}, Doubt.ARTICLE_EXPIRED),
    ],
)
def test_an_article_that_changed_holds_its_card_back(
    office: Office, lin: Device, change: dict[str, Any], doubt: Doubt
) -> None:
    if "valid_until" in change:
        change = {"valid_until": office.clock.now + change["valid_until"]}
    article = office.put(Article(id="k", scope="all", title="重置", version=7, status=ArticleStatus.PUBLISHED))
    op = reply(lin, article_id="k", article_version=7)
    office.put(msgspec.structs.replace(article, **change))
    office.clock.advance(2 * MINUTE)
    assert doubts_of(sent(lin, op)[0]) == [doubt]


def test_what_its_author_knew_of_an_article_is_no_doubt(office: Office, lin: Device) -> None:
    expired = office.clock.now - MINUTE
    office.put(
        Article(id="k", scope="all", title="重置", version=8, status=ArticleStatus.PUBLISHED, valid_until=expired)
    )
    op = reply(lin, article_id="k", article_version=7, known=Known(message=9, version=8))
    office.clock.advance(2 * MINUTE)
    assert sent(lin, op)[0].status == "ok"


def test_a_channel_whose_window_closed_takes_no_reply(office: Office, lin: Device) -> None:
    talk = office.get(Conversation, "talk")
    office.put(msgspec.structs.replace(talk, channel=Channel.WECHAT))
    for _ in range(5):
        assert sent(lin, reply(lin))[0].status == "ok"
    assert doubts_of(sent(lin, reply(lin))[0]) == [Doubt.WINDOW_CLOSED]
    says(office, "再说一次？")
    lin.pull()
    assert sent(lin, reply(lin))[0].status == "ok"
    office.clock.advance(48 * 60 * MINUTE + 1)
    assert doubts_of(sent(lin, reply(lin))[0]) == [Doubt.WINDOW_CLOSED]


def test_whoever_knows_and_sends_it_all_the_same_is_heard(office: Office, lin: Device) -> None:
    says(office, "还在吗")
    stale = reply(lin, known=Known(message=1))
    office.clock.advance(OLD_MS + 1)
    found = doubts_of(sent(lin, stale)[0])
    again = reply(lin, known=Known(message=99, accepts=tuple(found)))
    assert sent(lin, again)[0].status == "ok"
    held = sent(lin, reply(lin, known=Known(message=99, settled=True)))[0]
    assert doubts_of(held) == []


def test_a_stale_reply_stops_its_own_talk_and_no_other(office: Office, lin: Device) -> None:
    office.queued("other")
    assert lin.do("conversation", "other", "intent", {"action": "take"}).status == "ok"
    lin.pull()
    stale = reply(lin)
    says(office, "已经好了")
    office.clock.advance(GRACE_MS)
    seen = Known(message=99)
    then = reply(lin, known=seen)
    note = reply(lin, known=None, kind="note")
    end = lin.op("conversation", "talk", "intent", {"action": "close"})
    elsewhere = reply(lin, conversation_id="other", known=Known(message=99))
    first, second, third, fourth, fifth = sent(lin, stale, then, note, end, elsewhere)
    assert doubts_of(first) == [Doubt.CUSTOMER_WROTE]
    assert doubts_of(second) == [Doubt.AFTER_STALE]
    assert third.status == "ok"
    assert (fourth.status, fourth.code) == ("rejected", "after_stale_reply")
    assert fifth.status == "ok"
    assert office.get(Conversation, "talk").status is Status.ACTIVE


def test_the_order_holds_when_an_answer_was_lost_between(office: Office, lin: Device) -> None:
    stale = reply(lin)
    says(office, "已经好了")
    office.clock.advance(GRACE_MS)
    sent(lin, stale)
    results = sent(lin, stale, reply(lin, known=Known(message=99)))
    assert [doubts_of(one) for one in results] == [[Doubt.CUSTOMER_WROTE], [Doubt.AFTER_STALE]]


def test_what_was_sent_together_is_refused_together(office: Office, lin: Device) -> None:
    says(office, "已经好了")
    office.clock.advance(GRACE_MS)
    first = reply(lin, known=Known(message=1))
    end = lin.op("conversation", "talk", "intent", {"action": "close"}, txn=first.txn)
    results = sent(lin, first, end)
    assert doubts_of(results[0]) == [Doubt.CUSTOMER_WROTE]
    assert results[1].code == "group_rejected"
    assert office.get(Conversation, "talk").status is Status.ACTIVE


def test_a_conversation_is_not_ended_over_words_that_nobody_read(office: Office, lin: Device) -> None:
    seen = office.get(Conversation, "talk").last_seq
    end = {"action": "close", "args": {"seen": seen}}
    says(office, "还有一个问题")
    office.clock.advance(GRACE_MS)
    result = lin.do("conversation", "talk", "intent", end)
    assert (result.code, result.values) == ("customer_wrote_since", {"n": 1})
    newest = office.get(Conversation, "talk").last_seq
    assert lin.do("conversation", "talk", "intent", {"action": "close", "args": {"seen": newest}}).status == "ok"


def test_a_refused_end_carries_no_number_past_the_mask(office: Office, lin: Device) -> None:
    seen = office.get(Conversation, "talk").last_seq
    says(office, "请回电 13911112222", values={"contact": "13911112222"})
    office.clock.advance(GRACE_MS)
    for action in ("close", "mark_spam"):
        result = lin.do("conversation", "talk", "intent", {"action": action, "args": {"seen": seen}})
        assert result.code == "customer_wrote_since"
        assert b"13911112222" not in msgspec.json.encode(result)


def test_a_reply_before_a_stale_one_does_not_wait_when_a_push_is_taken_group_by_group(
    office: Office, lin: Device
) -> None:
    stale = reply(lin, known=Known(message=1))
    says(office, "已经好了")
    office.clock.advance(GRACE_MS)
    doubts_of(sent(lin, stale)[0])
    lin.client_id, lin.n = new_id(), 0  # a copy of the device sends again what has its result
    fresh = reply(lin, known=Known(message=99))
    again = msgspec.structs.replace(stale, n=2)
    lin.n = 2
    bad = lin.op("conversation", "nowhere", "intent", {"action": "take"})
    first, second, third = sent(lin, fresh, again, bad)
    assert first.status == "ok"
    assert doubts_of(second) == [Doubt.CUSTOMER_WROTE]
    assert third.status == "rejected"


def test_a_program_that_does_not_say_what_it_knew_is_taken_as_before(office: Office, lin: Device) -> None:
    op = reply(lin, known=None)
    says(office, "已经好了")
    office.clock.advance(OLD_MS * 2)
    assert sent(lin, op)[0].status == "ok"
