"""What many desks ask at once: the same answers as one by one, by a number of queries that does not grow with them."""

import asyncio
import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from sqlalchemy import event

from app.domain.conversations import Author, Message
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.journal import Event
from app.domain.people import Agent, PresenceState, Role
from app.domain.protocol import Beat, Heartbeat, Page, Pull
from sync_server.service import accounts, desks, pages
from sync_server.service.desks import Alone, Asked, Beating, Standing
from sync_server.service.hub import Hub, typing_topic
from sync_server.service.together import Together
from sync_server.service.typing import Typing
from sync_server.storage import credentials, feed, heartbeats
from sync_server.storage.database import Database
from sync_server.storage.records import Commit, Tx
from tests.helpers.loops import in_own_loop
from tests.helpers.server import RunningServer
from tests.helpers.waiting import until
from tests.server.device import Device, Office


def signed_in(office: Office, name: str, *groups: str, role: Role = Role.AGENT) -> tuple[Device, str]:
    """Return a device that has pulled everything, and its token."""
    device = office.agent(name, *groups, role=role)

    def begin(tx: Tx) -> str:
        credentials.add_account(tx, name, name, "")
        return accounts.succeed(tx, office.config, name, name, "desk").token

    token = office.db.write(begin)
    device.pull()
    return device, token


def pull_of(device: Device) -> Pull:
    return Pull(
        client_id=device.client_id, epoch=device.epoch, cursors=device.cursors, passes=device.passes, view=device.view
    )


def write(office: Office, n: int, group: str = "presale") -> None:
    """Write a message as a customer does, with what comes with it."""

    def put(tx: Tx) -> None:
        scope = f"g:{group}"
        values = {"contact": "13800138000"} if n % 3 == 0 else {}
        tx.put(
            Message(id=f"m{n}", scope=scope, conversation_id="v", author=Author.CUSTOMER, text=f"第{n}", values=values)
        )
        if n % 4 == 0:
            tx.put(Customer(id=f"c{n}", scope="people", name="Wang", phone="13800138000"))
        if n % 5 == 0:
            tx.put(Event(id=f"e{n}", scope="people", subject="customer", subject_id="c0", action="x", actor_id="agent1",
                         values={"phone": "13900139000"}, at=tx.now))  # fmt: skip

    office.db.write(put)


@contextmanager
def statements(db: Database) -> Iterator[list[str]]:
    """Collect the statements that a database is asked."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    engines = {db._reader, db._writer} if db.is_sqlite else {db._writer}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def answers(office: Office, asked: Sequence[Asked]) -> list[Any]:
    return desks.answer(office.db, office.config, asked)


def test_queries_do_not_grow_with_the_desks_that_one_message_wakes(
    any_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleet = [signed_in(any_office, f"agent{n}") for n in range(6)]
    for device, _ in fleet:
        device.pull()
    write(any_office, 0)
    made: list[str] = []
    image = feed._image

    def counted(row: Any, ent: str, *how: Any) -> bytes:
        made.append(ent)
        return image(row, ent, *how)

    monkeypatch.setattr(feed, "_image", counted)
    counts = []
    for some in (fleet[:2], fleet):
        made.clear()
        with statements(any_office.db) as seen:
            found = answers(any_office, [Asked(token, pull_of(device)) for device, token in some])
        assert {row.ent for page in found for row in page.rows} == {"message", "customer", "event"}
        assert sorted(made) == ["customer", "event", *["event"] * (len(some) - 1), "message"], "an agent sees his own"
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14
    with statements(any_office.db) as seen:
        found = answers(any_office, [Asked(token) for _, token in fleet])
    assert {each.newest for each in found} == {any_office.db.read(feed.head)}
    assert len(seen) <= 5


@pytest.mark.slow
def test_answers_are_the_same_together_and_alone(any_office: Office) -> None:
    chance = random.Random(8)
    roles = (Role.AGENT, Role.AGENT, Role.SUPERVISOR, Role.BRANCH_LEAD, Role.KNOWLEDGE_ADMIN)
    fleet = [
        signed_in(any_office, f"agent{n}", *chance.choice((("presale",), ("after",), ("presale", "after"))), role=role)
        for n, role in enumerate(roles)
    ]
    for n in range(14):
        write(any_office, n, chance.choice(("presale", "after")))
        for device, _ in fleet:
            if chance.random() < 0.2:
                device.page(limit=chance.choice((1, 5, 1000)))
        if n == 6:
            gone = any_office.get(Message, "m3")
            any_office.put(msgspec.structs.replace(gone, scope="g:after" if gone.scope == "g:presale" else "g:presale"))
        if n == 10:
            any_office.put(msgspec.structs.replace(any_office.get(Agent, "agent0"), group_ids=("after",)))
        asked = [msgspec.structs.replace(pull_of(device), limit=chance.choice((1, 7, 1000))) for device, _ in fleet]
        found = answers(any_office, [Asked(token, pull) for (_, token), pull in zip(fleet, asked, strict=True)])
        for each, pull, (_, token) in zip(found, asked, fleet, strict=True):
            caller = any_office.db.read(lambda r, t=token: accounts.caller_of(r, t)[0])  # type: ignore[misc]
            alone = any_office.db.read(lambda r, c=caller, p=pull: pages.pull(r, c, p))  # type: ignore[misc]
            if isinstance(each, Alone):
                assert 0 in {pull.cursors.get(scope, 0) for scope in alone.scopes}
                assert each.caller == caller
            else:
                assert msgspec.json.encode(each) == msgspec.json.encode(alone)


def test_one_who_may_not_ask_is_refused_and_the_others_are_answered(office: Office) -> None:
    anna, token = signed_in(office, "anna")
    bob, gone = signed_in(office, "bob")
    office.put(msgspec.structs.replace(office.get(Agent, "bob"), active=False))
    found = answers(office, [Asked("stolen"), Asked(gone, pull_of(bob)), Asked(token, pull_of(anna)), Asked("")])
    assert [getattr(each, "code", "") for each in found] == ["token_expired", "forbidden", "", "token_expired"]
    assert {row.id for row in found[2].rows} >= {"bob"}
    nobody = [Asked("stolen"), Asked("", pull_of(bob))]
    assert [each.code for each in answers(office, nobody)] == ["token_expired"] * 2


def test_who_was_away_for_long_is_answered_alone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "FAR", 5)
    near, near_token = signed_in(office, "near")
    far, far_token = signed_in(office, "far")
    near.pull()
    before = far.cursors
    for n in range(6):
        write(office, n)
    near.pull()
    write(office, 6)
    asked = [
        Asked(near_token, pull_of(near)),
        Asked(far_token, pull_of(far)),
        Asked(near_token, Pull(client_id="x", epoch=near.epoch, cursors={})),
    ]
    page, away, new = answers(office, asked)
    assert isinstance(page, Page)
    assert [row.id for row in page.rows] == ["m6"]
    assert (type(away), type(new)) == (Alone, Alone)
    assert far.cursors == before


def test_too_much_to_be_brought_for_all_is_looked_up_by_each(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_BROUGHT", 3)
    fleet = [signed_in(office, f"agent{n}") for n in range(3)]
    for n in range(6):
        write(office, n)
    found = answers(office, [Asked(token, pull_of(device)) for device, token in fleet])
    assert [{row.id for row in page.rows} >= {f"m{n}" for n in range(6)} for page in found] == [True] * 3


def test_heartbeats_that_come_together_are_noted_in_one_write(office: Office) -> None:
    fleet = [signed_in(office, f"agent{n}") for n in range(5)]
    office.queued("waits")
    hub, typing = Hub(), Typing(office.clock)
    said = [Beating(token, Heartbeat(state="online", cause="start")) for _, token in fleet]
    wrong = Beating(fleet[0][1], Heartbeat(state="asleep"))

    def beat(*beating: Beating) -> list[Beat | Standing | Exception]:
        return desks.beat(office.db, office.config, typing, hub, beating)

    before = office.db.read(feed.head)
    found = beat(wrong, *said, Beating("stolen", Heartbeat(state="online")))
    assert [getattr(each, "code", "") for each in found] == ["bad_field", *[""] * 5, "token_expired"]
    assert {(each.state, each.queued) for each in found if isinstance(each, Beat)} == {("online", 1)}
    assert office.db.read(feed.head) == before + 1
    assert set(office.db.read(heartbeats.last)) == {f"agent{n}" for n in range(5)}
    office.clock.advance(5_000)
    again = [Beating(token, Heartbeat(state="online", cause="beat")) for _, token in fleet]
    with statements(office.db) as few:
        beat(*again[:1])
    with statements(office.db) as many:
        beat(*again)
    assert len(few) == len(many)
    polls = [msgspec.structs.replace(each, waits=True) for each in again]
    with statements(office.db) as few:
        beat(*polls[:1])
    with statements(office.db) as many:
        stand = beat(*polls)
    assert len(few) == len(many)
    assert [each for each in stand if not isinstance(each, Standing)] == []
    assert {(s.newest, s.beat and s.beat.same(b)) for s, b in zip(stand, found[1:6], strict=True)
            if isinstance(s, Standing) and isinstance(b, Beat)} == {(before + 1, True)}  # fmt: skip
    assert office.db.read(feed.head) == before + 1, "nothing moved"
    assert set(office.db.read(heartbeats.last).values()) == {office.clock.now}
    away = Beating(fleet[1][1], Heartbeat(state="offline", cause="choice"))
    last = beat(away, again[2], Beating(fleet[1][1], Heartbeat(state="online", cause="beat")))
    assert [each.state for each in last if isinstance(each, Beat)] == ["offline", "online", "offline"]
    assert office.db.read(lambda r: heartbeats.silent(r, office.clock.now - 1)) == []
    assert office.db.read(lambda r: heartbeats.silent(r, office.clock.now)) == ["agent0", "agent2", "agent3", "agent4"]
    assert PresenceState.ONLINE.value == "online"


# -- gathering ---------------------------------------------------------------------------------------------------------


def test_questions_gather_while_a_batch_is_at_work() -> None:
    batches: list[list[int]] = []
    first, go_on = threading.Event(), threading.Event()

    def work(asked: Sequence[int]) -> list[int | Exception]:
        batches.append(list(asked))
        first.set()
        assert go_on.wait(10)
        return [AppError("odd") if each % 2 else each * 10 for each in asked]

    async def run() -> list[int | BaseException]:
        together = Together[int, int]("test", work)
        one = asyncio.create_task(together.ask(0))
        await asyncio.to_thread(first.wait, 10)
        others = [asyncio.create_task(together.ask(each)) for each in range(1, 5)]
        await asyncio.sleep(0)
        others[3].cancel()
        await asyncio.sleep(0)
        assert together.under_way == 5
        go_on.set()
        found = await asyncio.gather(one, *others, return_exceptions=True)
        assert together.under_way == 0
        assert await together.ask(6) == 60
        together.close()
        return found

    found = in_own_loop(run())
    assert batches == [[0], [1, 2, 3], [6]]
    assert found[0] == 0
    assert found[2] == 20
    assert [type(each) for each in (found[1], found[3], found[4])] == [AppError, AppError, asyncio.CancelledError]


def test_a_batch_that_fails_fails_for_all_of_it_and_for_nobody_else() -> None:
    def work(asked: Sequence[int]) -> list[int | Exception]:
        if 0 in asked:
            raise AppError("busy")
        return list(asked)

    async def run() -> None:
        together = Together[int, int]("test", work)
        found = await asyncio.gather(*(together.ask(each) for each in (0, 1)), return_exceptions=True)
        assert [type(each) for each in found] == [AppError, AppError]
        assert await together.ask(2) == 2
        together.close()

    in_own_loop(run())


# -- waking ------------------------------------------------------------------------------------------------------------


def commit(seq: int, *scopes: str) -> Commit:
    return Commit(seq, frozenset(scopes), frozenset(), frozenset())


def test_very_many_are_woken_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync_server.service.hub.AT_ONCE", 2)
    order: list[str] = []

    async def hold(hub: Hub, n: int) -> int:
        with hub.watch({"all", f"u:{n}"}) as watch:
            await watch.wait(10)
            order.append("woken")
            return watch.company

    async def run() -> list[int]:
        hub = Hub()
        held = [asyncio.create_task(hold(hub, n)) for n in range(5)]
        await asyncio.sleep(0)
        hub.committed(commit(7, "all"))
        while order.count("woken") < len(held):
            order.append("other work")
            await asyncio.sleep(0)
        found = await asyncio.gather(*held)
        assert hub.moved({"all"}) == 7
        assert hub.moved({"u:1"}) == 0
        assert hub.watching() == []
        return found

    assert in_own_loop(run()) == [5] * 5
    first = order.index("woken")
    assert "other work" in order[first : first + 3]


def test_a_watch_is_woken_again_and_knows_by_what() -> None:
    async def run() -> None:
        hub = Hub()
        with hub.watch({"g:x", typing_topic("anna")}) as watch:
            hub.committed(commit(3, "g:y"))
            await watch.wait(0.01)
            assert watch.woken_by == set()
            hub.committed(commit(4, "g:x"))
            await watch.wait(10)
            assert watch.woken_by == {"g:x"}
            hub.wake({typing_topic("anna")})
            await watch.wait(10)
            assert watch.woken_by == {"g:x", "t:anna"}

    in_own_loop(run())


def test_desks_are_told_how_far_apart_they_pull(server: RunningServer) -> None:
    token = server.token("anna")
    head = server.runtime.db.read(feed.head)
    found: list[Any] = []

    def poll() -> None:
        found.append(server.call("GET", f"/sync/v1/wait?head={head}&timeout=20", token=token).json())

    threads = [threading.Thread(target=poll) for _ in range(3)]
    for thread in threads:
        thread.start()
    until(lambda: len(server.runtime.hub.watching()) == 3)
    server.runtime.db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
    for thread in threads:
        thread.join(20)
    assert [(each["head"], each["spread"]) for each in found] == [(head + 1, 6)] * 3
    assert isinstance(answer_of(server, token), Standing)


def answer_of(server: RunningServer, token: str) -> Any:
    return desks.answer(server.runtime.db, server.runtime.config, [Asked(token)])[0]
