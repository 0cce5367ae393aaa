"""The engine's way through what goes wrong: refused sizes, full disks, clocks, strangers."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
import pytest

from app.domain.change import Result
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.protocol import Hello, Moved, Page, Pass, Pull, Push, Pushed, Row, Wait, Welcome
from app.storage import rows
from app.storage.database import Database
from app.storage.problems import problems
from app.storage.replica import Replica
from app.storage.sync_status import counts
from app.sync.backoff import LAST_MS
from app.sync.engine import (
    FALLBACK_POLL_MS,
    WAKE_JITTER_MS,
    Answered,
    Broken,
    Effect,
    Engine,
    Failed,
    Nudged,
    Request,
    Silent,
    Started,
    Tick,
    Timer,
    Written,
)

T = TypeVar("T")
NOW = 1_800_000_000_000


class Bench:
    """An engine over a real database; the test plays the server and the clock."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = NOW
        self.engine = Engine(self, lambda: self.now, random.Random(1))

    def run(self, fn: Callable[[Replica], T], *, durable: bool = False) -> T:
        return self.database.replicate(fn, durable=durable).result()

    def begin(self, polls: bool = False) -> Request:
        """Start and be welcomed; returns the request that follows."""
        return self.welcome(self.asked(self.engine.step(Started()), "hello"), polls=polls)

    def welcome(self, hello: Request, last_n: int = 0, polls: bool = False) -> Request:
        body = Welcome(
            epoch="e1", head=0, now=self.now, last_n=last_n, proto=1, schema=1, scopes=("people",), polls=polls
        )
        return self.asked(self.engine.step(Answered(hello.number, body)))

    def asked(self, effects: list[Effect], kind: str = "") -> Request:
        (request,) = (each for each in effects if isinstance(each, Request) and each.lane == "main")
        assert not kind or request.kind == kind
        return request

    def page(self, request: Request) -> list[Effect]:
        assert isinstance(request.body, Pull)
        page = Page(epoch="e1", head=1, scopes=("people",), cursors={"people": 1})
        return self.engine.step(Answered(request.number, page))

    def write(self, *notes: str) -> None:
        for note in notes:
            row = Customer(id=new_id(), scope="people", name="陈思远", note=note)
            self.database.write(lambda tx, row=row: tx.save(row)).result()  # type: ignore[misc]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    database = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    database.open()
    yield Bench(database)
    database.close()


def notes(bench: Bench, request: Request) -> list[str]:
    """The first letters of what is pushed, now or after the pull whose turn it is."""
    if isinstance(request.body, Pull):
        request = bench.asked(bench.page(request))
    assert isinstance(request.body, Push)
    return [op.body["note"][:1] for op in request.body.ops]


def test_what_was_answered_a_month_ago_is_not_sent_again_whatever_this_clock_says(bench: Bench) -> None:
    """A device of few words, whose clock stands still: the welcome and the pages tell what time it is."""
    bench.write("old")
    push = bench.begin()
    pull = bench.asked(bench.engine.step(Answered(push.number, accepted(1))), "pull")
    later = NOW + 20 * 86_400_000
    page = Page(epoch="e1", head=1, scopes=("people",), cursors={"people": 1}, now=later)
    bench.engine.step(Answered(pull.number, page))
    bench.write("young")
    push = bench.asked(bench.engine.step(Written()), "push")
    bench.engine.step(Answered(push.number, accepted(2)))
    hello = bench.asked(bench.engine.step(Started()), "hello")
    body = Welcome(epoch="e2", head=0, now=later + 11 * 86_400_000, last_n=0, proto=1, schema=1, scopes=("people",))
    assert notes(bench, bench.asked(bench.engine.step(Answered(hello.number, body)))) == ["y"]


def accepted(number: int) -> Pushed:
    """Return the answer to one operation, as change and number ``number``."""
    return Pushed(epoch="e1", head=number, results=(Result(status="ok", rev=1, seq=number),), last_n=number)


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_history_that_goes_on_sends_nothing_again(bench: Bench, goes_on: bool) -> None:
    bench.write("a")
    push = bench.begin()
    assert isinstance(push.body, Push)
    answer = Pushed(epoch="e1", head=5, results=(Result(status="ok", rev=1, seq=5),), last_n=1)
    pull = bench.asked(bench.engine.step(Answered(push.number, answer)), "pull")
    hello = bench.asked(bench.engine.step(Answered(pull.number, Page(epoch="e2", head=5, scopes=(), cursors={},
                                                                     problem="epoch"))), "hello")  # fmt: skip
    assert isinstance(hello.body, Hello)
    assert (hello.body.epoch, hello.body.seen) == ("e1", 5)
    body = Welcome(epoch="e2", head=5, now=bench.now, last_n=1, proto=1, schema=1, scopes=("people",), goes_on=goes_on)
    request = bench.asked(bench.engine.step(Answered(hello.number, body)))
    assert request.kind == ("pull" if goes_on else "push")
    assert isinstance(request.body, Pull | Push)
    assert request.body.epoch == "e2"


def test_that_something_was_so_already_is_known_of_the_newest_change_then(bench: Bench) -> None:
    """A history that ends before may lack whatever made it so: who goes on with it would have thrown it away."""
    bench.write("a")
    push = bench.begin()
    answer = Pushed(epoch="e1", head=7, results=(Result(status="noop"),), last_n=1)
    pull = bench.asked(bench.engine.step(Answered(push.number, answer)), "pull")
    other = Page(epoch="e2", head=5, scopes=(), cursors={}, problem="epoch")
    hello = bench.asked(bench.engine.step(Answered(pull.number, other)), "hello")
    assert isinstance(hello.body, Hello)
    assert hello.body.seen == 7


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(bench: Bench) -> None:
    bench.write("a")
    effects = bench.engine.step(Failed(bench.begin().number, "server_error", {"status": 503, "retry_after_s": 90}))
    assert bench.engine.retry_at == bench.now + 90_000
    bench.now += 89_000
    assert not [each for each in bench.engine.step(Written()) if isinstance(each, Request)]
    bench.now += 1_000
    assert bench.asked(bench.engine.step(Tick())).kind == "pull"
    assert not [each for each in effects if isinstance(each, Request)]


def test_to_a_server_that_is_too_slow_less_is_sent_at_once_until_it_answers(bench: Bench) -> None:
    bench.write(*(str(n) for n in range(60)))
    request = bench.begin()
    sizes: list[int] = []
    failures = ["timeout", "server_error", "timeout", "server_error"]
    while len(sizes) < 6:
        effects = bench.page(request) if isinstance(request.body, Pull) else []
        if isinstance(request.body, Push):
            ops = request.body.ops
            sizes.append(len(ops))
            if failures:
                bench.engine.step(Failed(request.number, failures.pop(0)))
                bench.now += LAST_MS
                effects = bench.engine.step(Tick())
            else:
                results = tuple(Result(status="noop") for _ in ops)
                answer = Pushed(epoch="e1", head=1, results=results, last_n=ops[-1].n)
                effects = bench.engine.step(Answered(request.number, answer))
        request = bench.asked(effects)
    assert sizes == [60, 30, 15, 10, 10, 20]


def test_one_action_that_is_too_large_does_not_hold_up_the_others(bench: Bench) -> None:
    bench.write("a", "b" * 50_000, "c")
    request: Request | None = bench.begin()
    taken: list[str] = []
    last_n = 0
    while request is not None:
        if isinstance(request.body, Hello):
            last_n = 0 if len(taken) == 1 else last_n
            request = bench.welcome(request, last_n)
            continue
        if isinstance(request.body, Push):
            some = notes(bench, request)
            if "b" in some:
                effects = bench.engine.step(Failed(request.number, "too_large"))
            else:
                taken += some
                last_n = request.body.ops[-1].n
                results = tuple(Result(status="noop") for _ in some)
                answer = Pushed(epoch="e1", head=1, results=results, last_n=last_n)
                effects = bench.engine.step(Answered(request.number, answer))
        else:
            effects = bench.page(request)
        found = [each for each in effects if isinstance(each, Request) and each.lane == "main"]
        request = found[0] if found else None
    sent = bench.database.read(counts)
    assert taken == ["a", "c"]
    assert (sent.pending, sent.rejected) == (0, 1)


def test_an_action_that_is_too_large_alone_is_given_up(bench: Bench) -> None:
    bench.write("b" * 50_000)
    effects = bench.engine.step(Failed(bench.begin().number, "too_large"))
    bench.write("c")
    assert notes(bench, bench.welcome(bench.asked(effects, "hello"))) == ["c"]
    assert bench.database.read(counts).rejected == 1


@pytest.mark.parametrize("place", [0, 77, 149])
def test_an_action_that_the_server_cannot_read_is_found_and_put_aside(bench: Bench, place: int) -> None:
    names = [f"{n:03d}" for n in range(150)]
    bench.write(*names)
    bad = names[place]
    request: Request | None = bench.begin()
    taken: list[str] = []
    pushes = first_n = 0
    while request is not None:
        match request.body:
            case Hello():
                first_n = 0
                request = bench.welcome(request)
                continue
            case Push():
                pushes += 1
                wanted = [op.body["note"] for op in request.body.ops]
                if bad in wanted:
                    effects = bench.engine.step(Failed(request.number, "bad_request", {"why": "no such word"}))
                    assert bench.engine.online
                else:
                    assert [op.n for op in request.body.ops] == [first_n + n + 1 for n in range(len(wanted))]
                    first_n += len(wanted)
                    taken += wanted
                    answer = Pushed(epoch="e1", head=1, results=(Result(status="noop"),) * len(wanted), last_n=first_n)
                    effects = bench.engine.step(Answered(request.number, answer))
            case _:
                effects = bench.page(request)
        found = [each for each in effects if isinstance(each, Request) and each.lane == "main"]
        request = found[0] if found else None
    assert taken == [name for name in names if name != bad]
    assert pushes < 40
    sent = bench.database.read(counts)
    assert (sent.pending, sent.rejected) == (0, 1)
    (refused,) = bench.database.read(problems).refused
    assert (refused.code, refused.values, refused.can_retry) == ("bad_request", {"why": "no such word"}, True)
    assert bad in refused.text


def test_a_pull_that_the_server_cannot_read_is_shown(bench: Bench) -> None:
    effects = bench.engine.step(Failed(bench.begin().number, "bad_request"))
    assert bench.engine.fault == "bad_request"
    (timer,) = effects
    assert isinstance(timer, Timer)


def test_a_step_that_failed_is_tried_again_later_and_later(bench: Bench) -> None:
    bench.begin()
    waits = []
    for _ in range(12):
        effects = bench.engine.step(Broken("disk_full"))
        (timer,) = effects
        assert isinstance(timer, Timer)
        assert bench.engine.fault == "disk_full"
        waits.append(timer.at - bench.now)
        bench.now = timer.at
        pull = bench.welcome(bench.asked(bench.engine.step(Tick()), "hello"))
        assert pull.kind == "pull"
        assert bench.engine.fault == "disk_full", "a greeting does not prove that pages can be taken in"
    assert waits[-1] > 20 * waits[0]
    bench.page(pull)
    assert bench.engine.fault == ""


def test_a_captive_portal_is_shown_and_outlived(bench: Bench) -> None:
    request = bench.begin()
    effects = bench.engine.step(Failed(request.number, "foreign_server"))
    assert bench.engine.fault == "foreign_server"
    (timer,) = effects
    assert isinstance(timer, Timer)
    bench.now = timer.at
    bench.page(bench.asked(bench.engine.step(Tick()), "pull"))
    assert (bench.engine.fault, bench.engine.online) == ("", True)


def test_an_ended_sign_in_keeps_the_outbox(bench: Bench) -> None:
    bench.write("a")
    request = bench.begin()
    assert bench.engine.step(Failed(request.number, "token_expired")) == []
    assert bench.engine.halted == "token_expired"
    assert bench.engine.step(Written()) == []
    assert notes(bench, bench.begin()) == ["a"]


def test_a_clock_that_is_put_back_delays_nothing(bench: Bench) -> None:
    request = bench.begin()
    bench.engine.step(Failed(request.number, "offline"))
    bench.now -= 10 * LAST_MS
    assert bench.asked(bench.engine.step(Tick())).kind == "pull"


def test_who_writes_without_a_pause_still_sees_what_others_write(bench: Bench) -> None:
    bench.write("a")
    request = bench.begin()
    assert notes(bench, request) == ["a"]
    bench.write("b")
    answer = Pushed(epoch="e1", head=1, results=(Result(status="noop"),), last_n=1)
    pull = bench.asked(bench.engine.step(Answered(request.number, answer)), "pull")
    assert notes(bench, bench.asked(bench.page(pull), "push")) == ["b"]


def test_pushes_follow_each_other_for_a_second_before_a_pull_has_its_turn(bench: Bench) -> None:
    bench.write("a")
    request = bench.begin()
    for n, text in enumerate("bcd", start=1):
        bench.write(text)
        answer = Pushed(epoch="e1", head=n, results=(Result(status="noop"),), last_n=n)
        effects = bench.engine.step(Answered(request.number, answer))
        if n == 1:  # the pull that is due since the greeting
            effects = bench.page(bench.asked(effects, "pull"))
        elif n == 3:
            bench.asked(effects, "pull")
            return
        request = bench.asked(effects, "push")
        assert notes(bench, request) == [text]
        bench.now += 600
    raise AssertionError("unreachable")


@pytest.fixture
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two operations a push, and the next one made ready even for so few."""
    monkeypatch.setattr("app.sync.engine.PUSH_OPERATIONS", 2)
    monkeypatch.setattr("app.sync.engine.AHEAD_OPERATIONS", 2)


def twice(number: int) -> Pushed:
    """Return the answer to a push of two operations, the second of them number ``number``."""
    results = (Result(status="noop"), Result(status="noop"))
    return Pushed(epoch="e1", head=number, results=results, last_n=number)


def begun_in_twos(bench: Bench) -> Request:
    """Be in the midst of sending a to f; returns the push of c and d, sent before the answer to a and b is taken in."""
    bench.write(*"abcdef")
    request = bench.begin()
    assert notes(bench, request) == ["a", "b"]
    effects = bench.page(bench.asked(bench.engine.step(Answered(request.number, twice(2))), "pull"))
    request = bench.asked(effects, "push")
    assert notes(bench, request) == ["c", "d"]
    assert Timer(bench.now) in effects
    return request


@pytest.mark.usefixtures("in_twos")
def test_the_next_push_is_sent_before_the_answer_to_the_last_is_taken_in(bench: Bench) -> None:
    request = begun_in_twos(bench)
    bench.engine.step(Tick())  # while the server works, the next one is made ready
    effects = bench.engine.step(Answered(request.number, twice(4)))
    request = bench.asked(effects, "push")
    assert notes(bench, request) == ["e", "f"]
    assert bench.run(lambda r: r.pending()) == 4, "not taken in yet"
    assert Timer(bench.now) in effects
    bench.engine.step(Tick())
    assert bench.run(lambda r: r.pending()) == 2
    bench.asked(bench.engine.step(Answered(request.number, twice(6))), "pull")
    assert bench.run(lambda r: r.pending()) == 0


@pytest.mark.usefixtures("in_twos")
@pytest.mark.parametrize("problem", ["fork", "gap", "epoch"])
def test_what_was_made_ready_is_not_sent_after_a_problem(
    bench: Bench, problem: Literal["fork", "gap", "epoch"]
) -> None:
    request = begun_in_twos(bench)
    bench.engine.step(Tick())
    answer = Pushed(epoch="e1", head=2, last_n=2, problem=problem)
    hello = bench.asked(bench.engine.step(Answered(request.number, answer)), "hello")
    last_n = 0 if problem == "fork" else 2
    assert notes(bench, bench.welcome(hello, last_n)) == ["c", "d"]


@pytest.mark.usefixtures("in_twos")
def test_an_answer_that_cannot_be_taken_in_later_is_asked_for_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = begun_in_twos(bench)
    bench.engine.step(Tick())
    bench.engine.step(Answered(request.number, twice(4)))
    with monkeypatch.context() as full:
        full.setattr(bench.database, "replicate", lambda *_, **__: (_ for _ in ()).throw(AppError("disk_full")))
        with pytest.raises(AppError):
            bench.engine.step(Tick())
    bench.engine.step(Broken("disk_full"))
    bench.now += LAST_MS
    hello = bench.asked(bench.engine.step(Tick()), "hello")
    assert notes(bench, bench.welcome(hello, last_n=4)) == ["c", "d"], "the server knows the answers"


def test_the_next_page_of_a_first_pass_is_fetched_before_the_last_is_taken_in(bench: Bench) -> None:
    pull = bench.begin()
    row = Customer(id="c1", scope="people", name="陈思远", rev=1)
    image = Row(scope="people", ent="customer", id="c1", seq=1, image=msgspec.Raw(msgspec.json.encode(row)))
    place = Pass(head=5, entity=7)
    page = Page(epoch="e1", head=5, scopes=("people",), cursors={"people": 0}, passes={"people": place}, rows=(image,),
                more=True, view="all")  # fmt: skip
    effects = bench.engine.step(Answered(pull.number, page))
    following = bench.asked(effects, "pull").body
    assert isinstance(following, Pull)
    assert (following.cursors, following.passes, following.view) == ({"people": 0}, {"people": place}, "all")
    assert bench.database.read(lambda c: rows.get(c, Customer, "c1")) is None
    assert Timer(bench.now) in effects
    bench.engine.step(Tick())
    assert bench.database.read(lambda c: rows.get(c, Customer, "c1")) == row
    assert bench.run(lambda r: r.position()).passes == {"people": place}


def test_pages_of_changes_are_asked_for_one_after_the_other(bench: Bench) -> None:
    """Their cursors tell the server what this device has taken in."""
    pull = bench.begin()
    page = Page(epoch="e1", head=5, scopes=("people",), cursors={"people": 3}, more=True)
    following = bench.asked(bench.engine.step(Answered(pull.number, page)), "pull").body
    assert isinstance(following, Pull)
    assert following.cursors == bench.run(lambda r: r.position()).cursors == {"people": 3}


def waiting(bench: Bench, polls: bool = False) -> Request:
    """Go on until there is nothing to do but to wait for news."""
    (wait,) = (each for each in bench.page(bench.begin(polls)) if isinstance(each, Request))
    assert wait.lane == "wait"
    return wait


def test_a_wait_that_broke_off_may_have_missed_something(bench: Bench) -> None:
    effects = bench.engine.step(Failed(waiting(bench).number, "timeout"))
    bench.asked(effects, "pull")


@pytest.mark.parametrize(("head", "kinds"), [(1, {"wait"}), (2, {"pull"})])
def test_a_wait_that_ended_without_news_is_just_begun_again(bench: Bench, head: int, kinds: set[str]) -> None:
    effects = bench.engine.step(Answered(waiting(bench).number, Moved(head=head, epoch="e1")))
    asked = {each.kind for each in effects if isinstance(each, Request)}
    bench.now += WAKE_JITTER_MS
    asked |= {each.kind for each in bench.engine.step(Tick()) if isinstance(each, Request)}
    assert asked == kinds


def polled(bench: Bench) -> tuple[Request, Moved]:
    """Return a poll, and its answer with a page that brings a customer."""
    poll = waiting(bench, polls=True)
    assert isinstance(poll.body, Wait)
    assert poll.body.pull is not None
    assert (poll.body.head, poll.body.pull.cursors) == (1, {"people": 1})
    image = msgspec.json.encode(Customer(id="c1", scope="people", rev=1, name="Wang"))
    row = Row(scope="people", ent="customer", id="c1", seq=2, image=msgspec.Raw(image))
    page = Page(epoch="e1", head=2, scopes=("people",), cursors={"people": 2}, rows=(row,))
    return poll, Moved(head=2, epoch="e1", page=page)


def is_there(bench: Bench) -> bool:
    return bench.database.read(lambda c: rows.get(c, Customer, "c1")) is not None


def test_what_comes_with_a_poll_needs_no_pull(bench: Bench) -> None:
    poll, moved = polled(bench)
    effects = bench.engine.step(Answered(poll.number, moved))
    (following,) = (each for each in effects if isinstance(each, Request))
    assert is_there(bench)
    assert isinstance(following.body, Wait)
    assert following.body.pull is not None
    assert (following.body.head, following.body.pull.cursors) == (2, {"people": 2})
    bench.engine.step(Answered(following.number, Moved(head=2, epoch="e2", page=moved.page)))
    assert bench.engine._main is not None
    assert bench.engine._main.kind == "hello", "another history"


def test_what_comes_with_a_poll_is_left_when_this_device_went_on_meanwhile(bench: Bench) -> None:
    """Its cursors are older: a page that is taken in twice, or over a later one, would bring back what is gone."""
    poll, moved = polled(bench)
    pull = bench.asked(bench.engine.step(Nudged()), "pull")
    effects = bench.engine.step(Answered(poll.number, moved))
    assert not [each for each in effects if isinstance(each, Request)], "a pull is under way"
    page = Page(epoch="e1", head=3, scopes=("people",), cursors={"people": 3})
    (wait,) = (e for e in bench.engine.step(Answered(pull.number, page)) if isinstance(e, Request) and e.lane == "wait")
    assert not is_there(bench)
    bench.engine.step(Answered(bench.asked(bench.engine.step(Nudged()), "pull").number, msgspec.structs.replace(
        page, head=4, cursors={"people": 4})))  # fmt: skip
    later = msgspec.structs.replace(moved, head=5)
    effects = bench.engine.step(Answered(wait.number, later))
    bench.now += WAKE_JITTER_MS
    asked = [each.kind for each in (*effects, *bench.engine.step(Tick())) if isinstance(each, Request)]
    assert (asked, is_there(bench)) == (["pull"], False)


def test_a_poll_that_found_nothing_says_that_no_wake_up_was_missed(bench: Bench) -> None:
    poll = waiting(bench, polls=True)
    for _ in range(10):
        bench.now += 5_000
        effects = bench.engine.step(Answered(poll.number, Moved(head=1, epoch="e1")))
        (poll,) = (each for each in effects if isinstance(each, Request))
        assert poll.kind == "wait"


def test_a_server_put_back_to_an_older_release_is_asked_as_before(bench: Bench) -> None:
    effects = bench.engine.step(Failed(waiting(bench, polls=True).number, "method_not_allowed"))
    bench.page(bench.asked(effects, "pull"))
    bench.now += 3_000
    bench.engine.step(Tick())
    assert bench.engine._wait is not None
    assert bench.engine._wait.body == 1


def test_a_server_that_answers_no_heartbeat_is_not_there_although_a_poll_is_held(bench: Bench) -> None:
    def standing() -> tuple[bool, str]:
        return bench.engine.online, bench.engine.failure

    waiting(bench)
    assert standing() == (True, "")
    bench.engine.step(Silent("timeout"))
    assert standing() == (False, "timeout")
    effects = bench.engine.step(Nudged())  # a heartbeat came through again
    bench.page(bench.asked(effects, "pull"))
    assert standing() == (True, "")


def test_a_lost_wake_up_is_made_good_by_a_poll(bench: Bench) -> None:
    """The long poll stays unanswered, as behind a proxy that swallows it."""
    pull = bench.begin()
    for _ in range(3):
        effects = bench.page(pull)
        (timer,) = (each for each in effects if isinstance(each, Timer))
        assert timer.at == bench.now + FALLBACK_POLL_MS
        bench.now = timer.at - 1
        assert not [each for each in bench.engine.step(Tick()) if isinstance(each, Request)]
        bench.now = timer.at
        pull = bench.asked(bench.engine.step(Tick()), "pull")


def test_what_goes_on_in_a_new_stream_names_what_it_was_made_upon(bench: Bench) -> None:
    for note in ("", "one", "two"):
        row = Customer(id="c1", scope="people", name="陈思远", note=note)
        bench.database.write(lambda tx, row=row: tx.save(row)).result()  # type: ignore[misc]
    bench.write("somebody else")
    sent = bench.run(lambda r: r.next_push(10))
    bench.run(lambda r: r.answered(sent[:2], [Result(status="ok", rev=1, seq=1), Result(status="ok", rev=2, seq=2)]))
    bench.run(lambda r: r.renumber())
    again = bench.run(lambda r: r.next_push(10))
    assert [(op.id, op.n, set(op.own)) for op in again] == [
        (sent[2].id, 1, {sent[0].id, sent[1].id}),
        (sent[3].id, 2, set()),
    ]
    bench.write("somebody else again")
    row = Customer(id="c1", scope="people", name="陈思远", note="three")
    bench.database.write(lambda tx: tx.save(row)).result()
    later = bench.run(lambda r: r.next_push(10))[2:]
    assert [(op.n, set(op.own)) for op in later] == [(3, set()), (4, {op.id for op in sent[:3]})], "made later, too"


def test_a_program_that_is_too_old_to_pull_still_sends_what_is_written_with_it(bench: Bench) -> None:
    pull = bench.begin()
    assert isinstance(pull.body, Pull)
    bench.write("甲")
    push = bench.asked(bench.engine.step(Failed(pull.number, "protocol")), "push")
    assert bench.engine.fault == "protocol"
    assert not bench.engine.halted
    assert isinstance(push.body, Push)
    result = Result(status="ok", rev=1, seq=1)
    effects = bench.engine.step(Answered(push.number, Pushed(epoch="e1", head=1, results=(result,), last_n=1)))
    assert not [each for each in effects if isinstance(each, Request) and each.lane == "main"]
    bench.write("乙")
    assert notes(bench, bench.asked(bench.engine.step(Written()), "push")) == ["乙"]


def test_a_pull_speaks_the_protocol_that_was_agreed_on(bench: Bench) -> None:
    hello = bench.asked(bench.engine.step(Started()), "hello")
    body = Welcome(epoch="e1", head=0, now=bench.now, last_n=0, proto=7, schema=1, scopes=("people",))
    pull = bench.asked(bench.engine.step(Answered(hello.number, body)), "pull")
    assert isinstance(pull.body, Pull)
    assert pull.body.proto == 7
