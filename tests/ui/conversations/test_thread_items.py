"""What a thread shows: days, who speaks, how far a message has come, where the link broke."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

import sync_server
from app.domain.access import PEOPLE
from app.domain.conversations import Author, Delivery, Message, MessageKind
from app.domain.customers import Customer
from app.storage.threads import MessageRow, Thread
from app.ui.conversations import thread_items
from app.ui.conversations.thread_items import BubbleItem, DayItem, Item, LineItem, parts_of
from app.ui.conversations.words import EVENT
from tests.helpers import office
from tests.helpers.office import CHEN, DAY, MINUTE, conversation

TALK = conversation(CHEN, "chen")
NOW = round(dt.datetime.now().replace(hour=12, minute=0, second=0, microsecond=0).timestamp() * 1000)
"""Noon: no message of these tests falls on the other side of midnight by chance."""


def said(conversation_id: str, seq: int, text: str, minutes_ago: float, **values: Any) -> Message:
    at = round(NOW - minutes_ago * MINUTE)
    message = office.said(conversation_id, seq, text, minutes_ago, **values)
    return msgspec.structs.replace(message, composed_at=at, stored_at=at)


def thread(*messages: Message | MessageRow) -> Thread:
    rows = tuple(one if isinstance(one, MessageRow) else MessageRow(message=one) for one in messages)
    return Thread(conversation=TALK, customer=Customer(id="cust-chen", scope=PEOPLE, name="陈思远"), rows=rows)


def items(*messages: Message | MessageRow, online: bool = True, since: int = 0) -> list[Item]:
    return thread_items.items_of(thread(*messages), NOW, online=online, offline_since=since)


def own(seq: int = 5, **values: object) -> Message:
    return msgspec.structs.replace(said(CHEN, seq, "好的", 1, author=Author.AGENT), **values)


def test_a_day_line_stands_where_the_day_changes() -> None:
    found = items(said(CHEN, 1, "昨天", 24 * 60), said(CHEN, 2, "今天", 0))
    assert [type(item) for item in found] == [DayItem, BubbleItem, DayItem, BubbleItem]


def test_one_day_alone_needs_no_line_when_it_is_today() -> None:
    assert [type(item) for item in items(said(CHEN, 1, "现在", 0))] == [BubbleItem]


def test_words_in_one_breath_share_the_avatar() -> None:
    found = [item for item in items(said(CHEN, 1, "a", 3.0), said(CHEN, 2, "b", 2.5), said(CHEN, 3, "c", 0.1))
             if isinstance(item, BubbleItem)]  # fmt: skip
    assert [item.lead for item in found] == [True, False, True]


@pytest.mark.parametrize(
    ("row", "online", "word", "icon"),
    [
        (MessageRow(message=own(state=Delivery.SENT)), True, "已发送", "check"),
        (MessageRow(message=own(state=Delivery.DELIVERED)), True, "已送达", "checks"),
        (MessageRow(message=own(state=Delivery.READ)), True, "已读", "checks"),
        (MessageRow(message=own(state=Delivery.FAILED)), True, "没有发出", "alert-circle"),
        (MessageRow(message=own(0, state=Delivery.QUEUED), pending=True), True, "发送中", "clock"),
        (MessageRow(message=own(0, state=Delivery.QUEUED), pending=True), False, "待发送", "clock"),
        (MessageRow(message=own(0), issue="conversation_taken"), True, "没有发出", "alert-circle"),
        (MessageRow(message=own(0), leave_at=NOW + 4000, held_id="h"), True, "可撤销", "clock"),
        (MessageRow(message=own(kind=MessageKind.NOTE)), True, "仅同事可见", "eye"),
        (MessageRow(message=own(0, kind=MessageKind.NOTE), pending=True), False, "待上传", "cloud-up"),
    ],
)  # fmt: skip
def test_the_receipt_says_how_far_a_message_has_come(row: MessageRow, online: bool, word: str, icon: str) -> None:
    receipt = thread_items.receipt_of(row, online=online)
    assert receipt is not None
    assert (receipt.word, receipt.icon) == (word, icon)


def test_what_others_said_has_no_receipt() -> None:
    assert thread_items.receipt_of(MessageRow(message=said(CHEN, 1, "在吗", 1)), online=True) is None


def test_a_line_tells_where_the_link_broke() -> None:
    before, after = said(CHEN, 1, "断开之前", 5), own(0, composed_at=NOW - MINUTE)
    found = items(before, MessageRow(message=after, pending=True), online=False, since=NOW - 3 * MINUTE)
    assert [type(item) for item in found] == [BubbleItem, LineItem, BubbleItem]
    assert "断开" in getattr(found[1], "text", "")
    assert [type(item) for item in items(before, online=False, since=NOW)] == [BubbleItem, LineItem]


def test_what_waited_before_the_program_started_stands_below_the_line_too() -> None:
    before, waiting = said(CHEN, 1, "断开之前", 9), own(0, composed_at=NOW - 5 * MINUTE)
    found = items(before, MessageRow(message=waiting, pending=True), online=False, since=NOW)
    assert [type(item) for item in found] == [BubbleItem, LineItem, BubbleItem]
    assert getattr(found[1], "text", "").startswith("11:55")


def test_system_lines_are_not_bubbles_and_sides_follow_the_author() -> None:
    found = items(
        said(CHEN, 1, "agent_joined", 9, author=Author.SYSTEM, kind=MessageKind.SYSTEM, values={"name": "高远"}),
        said(CHEN, 2, "我是小应", 8, author=Author.BOT),
        said(CHEN, 3, "你好", 7),
        own(4),
        own(5, kind=MessageKind.NOTE),
    )
    assert isinstance(found[0], LineItem)
    assert found[0].text.endswith(" 高远 接入会话")
    assert [item.side for item in found if isinstance(item, BubbleItem)] == ["bot", "in", "out", "note"]


def test_what_the_customer_thought_of_a_card_is_shown_on_it() -> None:
    found = items(own(1, useful=False, state=Delivery.READ), said(CHEN, 2, "答案", 1, author=Author.BOT, useful=True))
    told = [item.receipt and (item.receipt.icon, item.receipt.word) for item in found if isinstance(item, BubbleItem)]
    assert told == [("thumb-down", "客户觉得没用"), ("thumb-up", "客户觉得有用")]
    assert "客户觉得没用" in thread_items.spoken(found[0], "12:00")


def test_a_rating_is_told_with_its_stars_where_the_server_says_them() -> None:
    kind = MessageKind.SYSTEM
    found = items(
        said(CHEN, 1, "survey_answered", 9, author=Author.SYSTEM, kind=kind, values={"stars": "2"}),
        said(CHEN, 2, "survey_answered", 8, author=Author.SYSTEM, kind=kind),
    )
    assert [item.text.partition(" ")[2] for item in found if isinstance(item, LineItem)] == [
        "客户评价了 2 星",
        "客户已评价",
    ]


def test_every_code_that_the_server_says_has_its_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path(sync_server.__file__).parent.rglob("*.py"))
    codes = set(re.findall(r"transcript\.say\(tx, \w+, \"(\w+)\"", source)) | {"transferred", "agent_joined"}
    assert len(codes) > 5
    assert codes <= set(EVENT)


def test_what_a_colleague_wrote_bears_their_name() -> None:
    note = own(5, kind=MessageKind.NOTE, author_id="agent-li")
    row = MessageRow(message=note, author_name="李国栋")
    (mine,) = thread_items.items_of(thread(row), NOW, online=True, me="agent-li")
    (theirs,) = thread_items.items_of(thread(row), NOW, online=True, me="agent-lin")
    assert isinstance(mine, BubbleItem)
    assert isinstance(theirs, BubbleItem)
    assert mine.receipt is not None
    assert theirs.receipt is not None
    assert (mine.receipt.word, theirs.receipt.word) == ("仅同事可见", "李国栋 · 仅同事可见")


def test_addresses_and_mentions_are_cut_out_of_a_text() -> None:
    text = "@李国栋 看 https://example.com/a?b=1，谢谢"
    assert parts_of(text, mentions=True) == [
        ("mention", "@李国栋"),
        ("text", " 看 "),
        ("link", "https://example.com/a?b=1"),
        ("text", "，谢谢"),
    ]
    assert parts_of("@李国栋", mentions=False) == [("text", "@李国栋")]


def test_bubbles_are_found_by_their_words_and_spoken_as_a_sentence() -> None:
    found = items(said(CHEN, 1, "左耳没声音", 2), own(2))
    assert thread_items.find(found, "没声") == [f"{CHEN}-1"]
    assert thread_items.find(found, " ") == []
    assert thread_items.spoken(found[0], "14:30") == "客户 陈思远，左耳没声音，14:30"


def test_a_withdrawn_message_says_so_and_no_more() -> None:
    (item,) = [one for one in items(own(5, state=Delivery.WITHDRAWN, text="")) if isinstance(one, BubbleItem)]
    assert item.gone
    assert item.receipt is None
    assert "已撤回" in thread_items.spoken(item, "14:30")


def test_old_days_are_told_apart_from_today() -> None:
    found = items(said(CHEN, 1, "三天前", 3 * DAY / MINUTE))
    assert isinstance(found[0], DayItem)
