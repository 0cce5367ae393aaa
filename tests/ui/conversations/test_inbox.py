"""The list: groups by urgency, an order that holds still, filter by pinyin, neighbours, warnings told once."""

import msgspec
import pytest

from app.domain.conversations import Author, Status
from app.domain.customers import Channel
from app.storage.conversations import ConversationRow, Last, Workspace
from app.ui.conversations import inbox
from app.ui.conversations.inbox import Head, Item, Warned
from app.ui.conversations.urgency import FIRST, QUEUE, REPLY, clock_of, due_of

NOW = 1_790_000_000_000


def row(key: str, waited: float | None = None, **values: object) -> ConversationRow:
    """A conversation of mine in which the customer has waited for so many seconds."""
    since = None if waited is None else NOW - round(waited * 1000)
    defaults: dict[str, object] = {"status": Status.ACTIVE, "answered": True, "waiting_since": since}
    return ConversationRow(
        id=key,
        customer_id=f"c-{key}",
        name=key,
        **(defaults | values),  # type: ignore[arg-type]
    )


def shape(items: list[Item]) -> list[str]:
    return [f"[{item.key} {item.count}]" if isinstance(item, Head) else item.id for item in items]


CALM = row("calm", last=Last(at=NOW - 1000, author=Author.AGENT))
SPACE = Workspace(
    mine=(row("fresh", 10), CALM, row("late", REPLY + 18), row("soon", REPLY - 42), row("wrap", status=Status.WRAP_UP)),
    queued=(row("first", 250, status=Status.QUEUED), row("second", 30, status=Status.QUEUED)),
    queued_count=14,
)


def test_groups_follow_urgency_and_each_is_ordered_by_its_deadline() -> None:
    assert shape(inbox.arrange(SPACE, "active", NOW)) == [
        "[soon 2]", "late", "soon", "[mine 1]", "fresh", "[wrap 1]", "wrap", "[waiting 1]", "calm",
        "[queue 14]", "first", "second",
    ]  # fmt: skip


def test_messages_left_stand_apart_from_who_waits_and_are_taken_after_them() -> None:
    left = row("night", 9_000, status=Status.MESSAGE_LEFT)
    space = Workspace(queued=SPACE.queued, queued_count=2, left=(left,), left_count=1)
    shown = inbox.arrange(space, "queue", NOW)
    assert shape(shown) == ["[queue 2]", "first", "second", "[left 1]", "night"]
    assert shape(inbox.arrange(space, "active", NOW)) == shape(shown)
    assert [item.key for item in shown if isinstance(item, inbox.Head) and item.next] == ["queue"]
    assert (inbox.counts(space, NOW)["queue"], inbox.next_waiting(space)) == (3, "first")
    alone = Workspace(left=(left,), left_count=1)
    assert [item.key for item in inbox.arrange(alone, "queue", NOW) if isinstance(item, inbox.Head) and item.next] == [
        "left"
    ]
    assert inbox.next_waiting(alone) == "night"
    assert [found.id for found in inbox.arrange(alone, "active", NOW, query="night")] == ["night"]


def test_offline_the_groups_say_what_is_not_yet_at_headquarters() -> None:
    space = Workspace(mine=(row("a"), row("b", pending=2), row("c", trouble=1, pending=1), row("d", draft="写到一半")))
    assert shape(inbox.arrange(space, "active", NOW, online=False)) == [
        "[conflict 1]", "c", "[unsent 2]", "b", "d", "[synced 1]", "a",
    ]  # fmt: skip


def test_offline_what_is_owed_soonest_comes_first_and_a_note_is_nothing_to_send() -> None:
    note = row("note", draft="记一下", draft_is_note=True, last=Last(at=NOW, author=Author.AGENT))
    space = Workspace(mine=(note, row("fresh", 10), row("late", REPLY + 18), row("unsent", 5, pending=1)))
    assert shape(inbox.arrange(space, "active", NOW, online=False)) == [
        "[unsent 1]", "unsent", "[synced 3]", "late", "fresh", "note",
    ]  # fmt: skip


def test_what_is_put_aside_stands_in_its_own_tab_until_its_time() -> None:
    space = Workspace(mine=(row("later", snoozed_until=NOW + 1), row("back", 5, snoozed_until=NOW - 1)))
    assert shape(inbox.arrange(space, "active", NOW)) == ["[mine 1]", "back"]
    assert shape(inbox.arrange(space, "hold", NOW)) == ["[hold 1]", "later"]
    assert inbox.counts(space, NOW) == {"active": 1, "queue": 0, "team": 0, "hold": 1}


@pytest.mark.parametrize("query", ["陈思", "陳思", "chensi", "csy", "CSY", "20481", "红灯"])
def test_rows_are_found_by_name_pinyin_initials_number_and_words(query: str) -> None:
    chen = row("陈思远", number=20481, last=Last(text="红灯闪三下"))
    other = row("王丽", number=1)
    found = inbox.arrange(Workspace(mine=(other, chen)), "active", NOW, query=query)
    assert [item.id for item in found] == ["陈思远"]


def test_nothing_moves_while_the_list_is_held() -> None:
    shown = inbox.arrange(SPACE, "active", NOW)
    urgent = msgspec.structs.replace(SPACE, mine=(*SPACE.mine[:4], row("new", REPLY + 90)))
    fresh = inbox.arrange(urgent, "active", NOW)
    still = inbox.steady(shown, fresh)
    before = [item.id for item in shown if isinstance(item, ConversationRow) and item.id != "wrap"]
    assert [item.id for item in still if item.id in before] == before
    assert {item.id for item in still if isinstance(item, ConversationRow)} == {
        item.id for item in fresh if isinstance(item, ConversationRow)
    }


def test_held_rows_show_their_new_values_and_no_heading_stands_alone() -> None:
    shown = inbox.arrange(Workspace(mine=(row("a", 10),)), "active", NOW)
    fresh = inbox.arrange(Workspace(mine=(row("a", REPLY + 5, unread=3),)), "active", NOW)
    still = inbox.steady(shown, fresh)
    values = [item for item in still if isinstance(item, ConversationRow)]
    assert [value.unread for value in values] == [3]
    for item, below in zip(still, [*still[1:], None], strict=True):
        assert not isinstance(item, Head) or isinstance(below, ConversationRow)


def test_the_most_urgent_and_the_neighbours() -> None:
    items = inbox.arrange(SPACE, "active", NOW)
    assert inbox.most_urgent(SPACE, NOW) == "late"
    assert inbox.most_urgent(Workspace(mine=(CALM,)), NOW) == ""
    assert inbox.next_waiting(SPACE) == "first"
    assert inbox.neighbour(items, "late", 1) == "soon"
    assert inbox.neighbour(items, "late", -1) == "second"
    assert inbox.neighbour(items, "gone", 1) == "late"
    assert inbox.neighbour([], "late", 1) == ""


def test_arrivals_are_new_conversations_and_new_unread_words() -> None:
    before = Workspace(mine=(row("a", unread=1), row("b", unread=1)))
    after = Workspace(mine=(row("a", unread=2), row("b", unread=0), row("c")))
    assert [found.id for found in inbox.arrivals(before, after)] == ["a", "c"]


def test_each_limit_is_announced_once_when_near_and_once_when_late() -> None:
    space = Workspace(mine=(row("a", REPLY - 30), CALM))
    news, said = inbox.warn(space, NOW, Warned())
    assert [(found.id, late) for found, late in news] == [("a", False)]
    assert inbox.warn(space, NOW + 1000, said)[0] == []
    news, said = inbox.warn(space, NOW + 31_000, said)
    assert [(found.id, late) for found, late in news] == [("a", True)]
    assert inbox.warn(space, NOW + 60_000, said)[0] == []


@pytest.mark.parametrize(
    ("value", "text", "tone"),
    [
        (row("a", 10), "4:50", "neutral"),
        (row("a", REPLY - 42), "0:42", "warning"),
        (row("a", REPLY + 18), "超时 0:18", "dangerSolid"),
        (row("a", FIRST - 60, answered=False), "1:00", "neutral"),
        (row("a", 20, status=Status.QUEUED), "等 0:20", "neutral"),
        (row("a", QUEUE - 9, status=Status.QUEUED), "等 2:51", "warning"),
        (row("a", 248, status=Status.QUEUED), "等 4:08", "dangerSolid"),
        (row("a", 3600, channel=Channel.EMAIL), "7:00:00", "neutral"),
    ],
)
def test_clocks_count_down_to_a_reply_and_up_in_a_queue(
    qapp: object, value: ConversationRow, text: str, tone: str
) -> None:
    what = due_of(value)
    assert what is not None
    clock = clock_of(what, NOW)
    assert (clock.text, clock.tone) == (text, tone)


def test_nothing_is_due_when_the_next_word_is_the_customers() -> None:
    assert due_of(CALM) is None


def test_a_held_list_may_become_empty() -> None:
    assert inbox.steady([row("a")], []) == []
