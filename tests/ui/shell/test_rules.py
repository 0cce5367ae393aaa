"""History, notification rules, the words of the connection and the palette's matching, without widgets."""

from collections import Counter

import pytest

from app.domain.notice import SyncStatus
from app.ui.kit.screen import Place
from app.ui.shell.find import Found, best, match
from app.ui.shell.history import LENGTH, History
from app.ui.shell.notify import BURST_MS, Event, Kind, Rules, Situation
from app.ui.shell.status_bar import connection_words

BEHIND = Situation(window_active=False)


def event(at: int = 0, subject: str = "c1", kind: Kind = "message") -> Event:
    return Event(kind=kind, subject=subject, title="陈思远", text="在吗", at=at)


def test_history_goes_back_and_forward_and_forgets_what_lay_ahead() -> None:
    history = History()
    for name in "abc":
        history.visit(Place(name))
    history.visit(Place("c"))
    assert history.back() == Place("b")
    assert history.back() == Place("a")
    assert history.back() is None
    assert history.forward() == Place("b")
    history.visit(Place("d"))
    assert not history.can_go_forward
    assert history.back() == Place("b")
    for number in range(LENGTH * 2):
        history.visit(Place(str(number)))
    assert sum(1 for _ in iter(history.back, None)) == LENGTH - 1


def test_never_for_the_conversation_in_front() -> None:
    rules = Rules()
    looking = Situation(window_active=True, focused_subject="c1")
    assert not rules.decide(event(), looking).listed
    assert rules.decide(event(subject="c2"), looking).listed
    assert rules.decide(event(), BEHIND).popup


def test_in_front_only_the_list_and_the_sound() -> None:
    call = Rules().decide(event(), Situation(window_active=True))
    assert (call.listed, call.sound, call.popup) == (True, True, False)


def test_more_than_three_in_ten_seconds_are_merged() -> None:
    rules = Rules()
    calls = [rules.decide(event(at=1000 * number, subject=str(number)), BEHIND) for number in range(6)]
    assert [call.merged for call in calls] == [0, 0, 0, 4, 5, 6]
    assert [call.sound for call in calls] == [True, True, True, True, False, False]
    assert rules.decide(event(at=6000 + BURST_MS, subject="x"), BEHIND).merged == 0


def test_a_limit_is_told_once_each_and_anew_after_an_answer() -> None:
    rules = Rules()
    kinds: list[Kind] = ["sla_soon", "sla_soon", "sla_late", "sla_late"]
    assert [rules.decide(event(kind=kind), BEHIND).listed for kind in kinds] == [True, False, True, False]
    rules.forget_limits("c1")
    assert rules.decide(event(kind="sla_soon"), BEHIND).listed


@pytest.mark.parametrize(
    "silent", [Situation(window_active=False, away=True), Situation(window_active=False, muted=frozenset({"message"}))]
)
def test_silent_on_a_break_and_when_muted(silent: Situation) -> None:
    call = Rules().decide(event(), silent)
    assert (call.listed, call.sound, call.popup) == (True, False, False)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (SyncStatus(state="online", server_name="总部 · 上海", latency_ms=28), "已连接 总部 · 上海 · 28 ms"),
        (SyncStatus(state="syncing", done=3, total=7), "同步中 3 / 7"),
        (SyncStatus(state="offline", since=1_000), "离线 23 分钟"),
        (SyncStatus(state="offline", since=23 * 60_000, next_retry_in=12), "离线 · 12 秒后重试"),
        (SyncStatus(state="error"), "同步出错"),
    ],
)
def test_connection_words(status: SyncStatus, words: str) -> None:
    assert connection_words(status, 23 * 60_000 + 2_000)[2] == words


@pytest.mark.parametrize(
    ("query", "title", "fits"),
    [
        ("同步", "立即同步", (1, ((2, 2),))),
        ("立", "立即同步", (0, ((0, 1),))),
        ("tb", "立即同步", (2, ((2, 2),))),
        ("tongb", "立即同步", (2, ((2, 2),))),
        ("THEME", "Dark theme", (1, ((5, 5),))),
        ("zzz", "立即同步", None),
        ("", "立即同步", (1, ())),
    ],
)
def test_matching_by_text_pinyin_and_initials(query: str, title: str, fits: object) -> None:
    assert match(query, title) == fits


def test_what_cannot_be_done_now_is_offered_last() -> None:
    often = Found(id="next", title="接入下一个", run=list, blocked=True, detail="现在没有客户排队")
    rare = Found(id="urgent", title="打开最急的会话", run=list)
    found = best([(often, (0, ())), (rare, (1, ()))], Counter(next=9))
    assert [one.id for one in found] == ["urgent", "next"]
