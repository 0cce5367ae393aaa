"""Polls: they say that a desk is there, and bring what moved."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from app.domain.conversations import Conversation
from app.domain.customers import Customer
from app.domain.protocol import Heartbeat, Moved, Page, Pull, Wait
from sync_server.routing import dispatcher
from sync_server.service import presence
from sync_server.service.accounts import hash_token
from sync_server.storage import heartbeats
from tests.helpers.server import RunningServer
from tests.helpers.visitor import Visitor
from tests.helpers.waiting import until
from tests.server.test_http import code, decoded


class Desk:
    """A signed-in desk that makes nothing but polls."""

    def __init__(self, server: RunningServer, login: str = "anna") -> None:
        self.server, self.token = server, server.token(login)
        self.agent_id = f"agent-{login}"
        epoch = server.runtime.db.read(lambda reader: reader.history.epoch)
        self.wait = Wait(head=0, pull=Pull(client_id=login, epoch=epoch, cursors={}))
        page = decoded(self.server.call("POST", "/sync/v1/pull", token=self.token, json=self.wait.pull), Page)
        self.went_on(page)

    def went_on(self, page: Page) -> None:
        assert self.wait.pull is not None
        pull = msgspec.structs.replace(self.wait.pull, cursors=page.cursors, view=page.view)
        self.wait = msgspec.structs.replace(self.wait, head=page.head, pull=pull)

    def poll(self, seconds: float = 0.0, **said: Any) -> Moved:
        heartbeat = Heartbeat(**{"state": "online", "cause": "beat", **said})
        asked = msgspec.structs.replace(self.wait, said=heartbeat, seconds=seconds)
        moved: Moved = decoded(self.server.call("POST", "/sync/v1/wait", token=self.token, json=asked), Moved)
        if moved.said is not None:
            self.wait = msgspec.structs.replace(self.wait, knows=moved.said)
        return moved

    @contextmanager
    def polling(self, **said: Any) -> Iterator[list[Moved]]:
        """Hold a poll; its answer is in the list after the block."""
        found: list[Moved] = []
        thread = threading.Thread(target=lambda: found.append(self.poll(30.0, **said)))
        thread.start()
        until(lambda: any(f"t:{self.agent_id}" in topics for topics in self.server.runtime.hub.watching()))
        yield found
        thread.join(20)


def heard_at(server: RunningServer, agent_id: str) -> int:
    return server.runtime.db.read(lambda reader: heartbeats.last(reader, [agent_id]).get(agent_id, 0))


def test_a_poll_says_that_a_desk_is_there_and_is_answered_with_what_moved(server: RunningServer) -> None:
    desk = Desk(server)
    server.call("POST", "/desk/v1/heartbeat", token=desk.token, json=Heartbeat(state="busy", cause="choice"))
    first = heard_at(server, desk.agent_id)
    news = desk.poll(30.0)
    assert heard_at(server, desk.agent_id) > first
    assert news.said is not None
    assert (news.said.state, news.head) == ("busy", desk.wait.head + 1), "what another desk chose, told at once"
    assert news.page is not None
    desk.went_on(news.page)
    quiet = desk.poll()
    assert (quiet.said, quiet.page, quiet.beat) == (None, None, False)
    assert abs(quiet.now - server.runtime.clock()) < 10_000
    with desk.polling() as found:
        server.runtime.db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
    (moved,) = found
    assert moved.page is not None
    assert [row.id for row in moved.page.rows] == ["c1"]
    pulled = decoded(server.call("POST", "/sync/v1/pull", token=desk.token, json=desk.wait.pull), Page)
    assert msgspec.structs.replace(moved.page, now=pulled.now) == pulled
    assert moved.said is None
    assert server.call("POST", "/sync/v1/wait", token="stolen", json=desk.wait).json()["code"] == "token_expired"
    asleep = msgspec.structs.replace(desk.wait, said=Heartbeat(state="asleep"))
    assert code(server.call("POST", "/sync/v1/wait", token=desk.token, json=asleep)) == (400, "bad_field")


def test_who_is_heard_by_polls_only_is_given_customers_and_lost_as_soon_as_they_stop(server: RunningServer) -> None:
    desk = Desk(server)
    assert desk.poll(cause="start").said is not None
    config, db = server.runtime.config, server.runtime.db
    at = heard_at(server, desk.agent_id)

    def present(later: int) -> tuple[bool, bool, bool]:
        """Whether customers see somebody, routing has a desk, and nobody is taken offline, some ms after the poll."""
        now = at + later
        return db.read(
            lambda reader: (
                presence.someone_online(reader, "group-presale", now - config.first_missed_beat_ms),
                bool(dispatcher.desks(reader, now - config.first_missed_beat_ms)),
                not heartbeats.silent(reader, now - config.lease_ms),
            )
        )

    assert present(config.first_missed_beat_ms) == (True, True, True)
    assert present(config.first_missed_beat_ms + 1) == (False, False, True)
    assert present(config.lease_ms) == (False, False, False)


def test_a_desk_that_waits_hears_at_once_who_types(server: RunningServer) -> None:
    desk = Desk(server)
    desk.poll(cause="start")
    visitor = Visitor(server, "presale")
    visitor.say("hello")

    def talk() -> Conversation | None:
        found = server.runtime.db.read(lambda reader: reader.find(Conversation, assignee_id=desk.agent_id))
        return found[0] if found else None

    until(lambda: talk() is not None)
    desk.wait = msgspec.structs.replace(desk.wait, head=1 << 40)  # wait for nothing else
    desk.poll()
    with desk.polling() as found:
        server.call("POST", "/chat/v1/typing", token=visitor.token, json={"typing": True})
    assert found[0].beat
    row = talk()
    assert row is not None
    told = desk.poll(30.0, typing_in=row.id)
    assert told.said is not None
    assert told.said.typing == {row.id: "customer"}
    assert server.runtime.typing.agent_types_in(row.id)


def test_many_woken_at_once_pull_each_at_a_moment_of_its_own(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync_server.http.sync.MOST_SERVED", 0)
    desk = Desk(server)
    desk.poll()
    with desk.polling() as found:
        server.runtime.db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
    assert (found[0].page, found[0].head, found[0].spread) == (None, desk.wait.head + 1, 2)


def test_a_desk_that_is_woken_again_and_again_is_written_down_now_and_then(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    lately = server.runtime.lately
    desk = Desk(server)
    desk.wait = msgspec.structs.replace(desk.wait, head=1 << 40)  # wait for nothing that moves
    desk.poll(cause="start")
    desk.poll()
    first = heard_at(server, desk.agent_id)
    assert desk.poll().said is None
    assert heard_at(server, desk.agent_id) == first, "it has just said so"
    desk.poll(viewing="talk-1")
    second = heard_at(server, desk.agent_id)
    assert second > first, "something else is written down at once"
    monkeypatch.setattr(lately, "_every_s", 0.5)
    begun = time.monotonic()
    desk.poll(20.0, viewing="talk-1")
    assert 0.1 < time.monotonic() - begun < 5, "it is to say again that it is there"
    desk.poll(viewing="talk-1")
    assert heard_at(server, desk.agent_id) > second
    assert list(lately._said) == [hash_token(desk.token)]
