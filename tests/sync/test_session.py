"""The session's threads over a real server: whatever breaks, they go on."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.clock import now_ms
from app.domain.conversations import Conversation
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.notice import SyncStatus
from app.domain.people import Presence
from app.domain.protocol import Beat, Page, Push
from app.storage import rows
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.problems import problems
from app.storage.replica import Replica
from app.sync.connection import Connection, Server
from app.sync.session import Session
from app.sync.transport import Transport
from sync_server.service import exchange
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import PASSWORD, RunningServer, running_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        running.create_groups("presale")
        running.create_account("anna", groups=("group-presale",))
        yield running


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "desk.db", Actor("agent-anna", "knowledge_admin"))
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def session(server: RunningServer, database: Database, tmp_path: Path) -> Iterator[Session]:
    token = server.token("anna")
    made = Session(database, Blobs(tmp_path / "blobs"), Transport(server.url, lambda: token))
    yield made
    made.close()


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@pytest.mark.parametrize("error", [AppError("disk_full"), ValueError("an enum value of a newer server")])
def test_an_answer_that_cannot_be_taken_in_is_asked_for_again(
    session: Session,
    server: RunningServer,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    log_watch: LogWatch,
    error: Exception,
) -> None:
    log_watch.expect("app.sync", "interrupted")
    server.runtime.db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
    states: list[tuple[str, str]] = []
    session._on_status = lambda status: states.append((status.state, status.error))
    plain, broken = Replica.apply, [error]

    def apply(replica: Replica, page: Page) -> None:
        if broken:
            raise broken.pop()
        plain(replica, page)

    monkeypatch.setattr(Replica, "apply", apply)
    session.start()
    until(lambda: database.read(lambda c: rows.get(c, Customer, "c1")) is not None)
    until(lambda: session.status.state == "online")
    assert ("error", getattr(error, "code", "internal")) in states


def test_a_bug_in_whoever_hears_of_a_heartbeat_does_not_end_it(session: Session, log_watch: LogWatch) -> None:
    log_watch.expect("app.sync.pulse", "heartbeat")
    heard: list[str] = []

    def hear(beat: Beat) -> None:
        heard.append(beat.state)
        if len(heard) == 1:
            raise RuntimeError("the window is gone")

    session._pulse._on_beat = hear
    session.start()
    until(lambda: heard == ["online"])
    session.set_presence("busy")
    until(lambda: heard[-1] == "busy")  # a poll that was under way may have told of "online", too


def test_a_server_that_hangs_is_noticed_within_seconds_and_heard_again(
    server: RunningServer, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.pulse.BEAT_SECONDS", 0.2)
    monkeypatch.setattr("app.sync.pulse.BEAT_PATIENCE_SECONDS", 0.5)
    token = server.token("anna")
    with CutProxy(("127.0.0.1", int(server.url.rsplit(":", 1)[1]))) as line:
        session = Session(database, Blobs(tmp_path / "blobs"), Transport(line.url, lambda: token))
        session.start()
        try:
            until(lambda: session.status.state == "online")
            line.freeze()
            until(lambda: session.status.state == "offline", 5)
            assert session.status.error == "timeout"
            line.mend()
            until(lambda: session.status.state == "online", 5)
        finally:
            session.close()


def test_a_desk_at_rest_makes_nothing_but_polls_which_bring_what_others_write(
    server: RunningServer, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.pulse.BEAT_SECONDS", 0.1)
    monkeypatch.setattr("app.sync.pulse.LATE", 100)
    token = server.token("anna")
    line, asked = Transport(server.url, lambda: token), Asked(monkeypatch)
    asked.listen(line)
    beats: list[Beat] = []
    session = Session(database, Blobs(tmp_path / "blobs"), line, on_beat=beats.append)
    session.start()
    try:
        until(lambda: asked.paths.count("/sync/v1/wait") > 1)
        asked.paths.clear()
        until(lambda: asked.paths.count("/sync/v1/wait") > 5)
        server.runtime.db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
        until(lambda: database.read(lambda c: rows.get(c, Customer, "c1")) is not None)
        assert set(asked.paths) == {"/sync/v1/wait"}
        assert len({beat.now for beat in beats}) > 4, "the server's time goes on"
        assert all(beat.same(beats[0]) for beat in beats)
        session.set_place("", "c1")
        until(lambda: "/desk/v1/heartbeat" in asked.paths)  # customers see it at once
    finally:
        session.close()


def test_a_desk_beats_when_no_poll_says_that_it_is_there(
    server: RunningServer, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long push keeps the engine from polling."""
    monkeypatch.setattr("app.sync.pulse.BEAT_SECONDS", 0.05)
    token = server.token("anna")
    line, asked = Transport(server.url, lambda: token), Asked(monkeypatch)
    asked.go_on.clear()
    row = Customer(id="c1", scope="people", name="Wang")
    database.write(lambda tx: tx.save(row)).result()
    asked.listen(line)
    session = Session(database, Blobs(tmp_path / "blobs"), line)
    session.start()
    try:
        until(lambda: "/sync/v1/push" in asked.paths)
        asked.paths.clear()
        until(lambda: asked.paths.count("/desk/v1/heartbeat") > 5)
        assert set(asked.paths) == {"/desk/v1/heartbeat"}
    finally:
        asked.go_on.set()
        session.close()


class Asked:
    """Notes where a desk's requests go; pushes wait for ``go_on``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: list[str] = []
        self.go_on = threading.Event()
        self.go_on.set()
        self._monkeypatch = monkeypatch

    def listen(self, line: Transport) -> None:
        plain = line.post

        def post(path: str, *rest: Any, **options: Any) -> Any:
            self.paths.append(path)
            assert path != "/sync/v1/push" or self.go_on.wait(20)
            return plain(path, *rest, **options)

        self._monkeypatch.setattr(line, "post", post)


def test_a_server_that_is_back_is_asked_at_once_however_long_it_was_away(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.pulse.BEAT_SECONDS", 0.05)
    monkeypatch.setattr("app.sync.backoff.Backoff.next_ms", lambda backoff: 300_000)
    plain, away = session._transport.post, [True]
    tried: list[str] = []

    def post(path: str, *args: Any, **options: Any) -> Any:
        if away:
            tried.append(path)
            raise AppError("server_error", {"status": 502})  # a proxy before it
        return plain(path, *args, **options)

    monkeypatch.setattr(session._transport, "post", post)
    session.start()
    until(lambda: session.status.state == "offline" and tried.count("/desk/v1/heartbeat") > 1)
    away.clear()
    until(lambda: session.status.state == "online", 5)


def test_a_second_desk_takes_over_what_was_chosen_at_the_first(
    session: Session, server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.pulse.BEAT_SECONDS", 0.02)

    def present() -> Presence:
        row = server.runtime.db.read(lambda reader: reader.get(Presence, "agent-anna"))
        assert row is not None
        return row

    session.set_presence("busy")
    session.start()
    until(lambda: present().state == "busy")
    settled = present()
    token = server.sign_in("anna", device="laptop").token
    beside = Database(tmp_path / "laptop.db", Actor("agent-anna", "knowledge_admin"))
    beside.open()
    heard: list[str] = []
    line, asked = Transport(server.url, lambda: token), Asked(monkeypatch)
    asked.listen(line)
    second = Session(beside, Blobs(tmp_path / "laptop"), line, on_beat=lambda beat: heard.append(beat.state))
    second.start()
    try:
        until(lambda: asked.paths.count("/sync/v1/wait") > 5)
        assert set(heard) == {"busy"}
        assert present() == settled
        second.set_presence("away")
        until(lambda: present().state == "away")
        asked.paths.clear()
        until(lambda: asked.paths.count("/sync/v1/wait") > 5)
        assert present().rev == settled.rev + 1
    finally:
        second.close()
        beside.close()


def test_a_clock_that_is_far_off_is_told(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.sync.pulse.BEAT_SECONDS", 0.02)
    ahead = [0]
    monkeypatch.setattr("app.sync.pulse.now_ms", lambda: now_ms() + ahead[0])
    session.start()
    until(lambda: session.status.state == "online")
    assert session.status.clock_off_ms == 0
    ahead[0] = 3_620_000
    until(lambda: session.status.clock_off_ms == 3_600_000)
    ahead[0] = -130_000
    until(lambda: session.status.clock_off_ms == -120_000)
    ahead[0] = -110_000
    until(lambda: session.status.clock_off_ms == 0)


def test_a_bug_in_whoever_is_told_how_things_stand_does_not_end_the_synchronisation(
    session: Session, server: RunningServer, database: Database, log_watch: LogWatch
) -> None:
    log_watch.expect("app.sync.session", "could not be told")
    server.runtime.db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))

    def told(status: SyncStatus) -> None:
        raise RuntimeError("the window is gone")

    session._on_status = told
    session.start()
    until(lambda: database.read(lambda c: rows.get(c, Customer, "c1")) is not None)


def test_a_push_that_the_server_cannot_read_does_not_hold_up_the_queue(
    session: Session, server: RunningServer, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = exchange.push

    def push(tx: Any, caller: Any, request: Push) -> exchange.Batch:
        if any(op.body.get("note") == "unreadable" for op in request.ops):
            raise AppError("bad_request", {"why": "a word of another language"})
        return plain(tx, caller, request)

    monkeypatch.setattr(exchange, "push", push)
    for n in range(30):
        note = "unreadable" if n == 17 else "plain"
        row = Customer(id=f"c{n}", scope="people", name="Wang", note=note)
        database.write(lambda tx, row=row: tx.save(row)).result()  # type: ignore[misc]
    session.start()
    until(lambda: session.status.pending == 0 and session.status.synced > 0 and session.status.rejected == 1)
    there = server.runtime.db.read(lambda reader: {row.id for row in reader.find(Customer)})
    assert there == {f"c{n}" for n in range(30)} - {"c17"}
    (refused,) = database.read(problems).refused
    assert refused.code == "bad_request"
    assert "unreadable" in refused.text


def test_an_agent_hears_of_typing_without_waiting_for_the_next_heartbeat(
    server: RunningServer, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.sync.pulse.BEAT_SECONDS", 600)
    beats: list[Beat] = []
    token = server.token("anna")
    session = Session(database, Blobs(tmp_path / "blobs"), Transport(server.url, lambda: token), on_beat=beats.append)
    session.start()
    try:
        until(lambda: bool(beats) and session.status.state == "online")
        chat = server.call("POST", "/chat/v1/session", json={"group": "presale"}).json()["token"]
        said = server.call("POST", "/chat/v1/messages", token=chat, json={"id": "m1", "text": "hello"}).json()
        row = said["message"]["conversation_id"]
        until(lambda: _assignee(server, row) == "agent-anna")
        until(lambda: any("t:agent-anna" in topics for topics in server.runtime.hub.watching()))
        server.call("POST", "/chat/v1/typing", token=chat, json={"typing": True})
        until(lambda: beats[-1].typing == {row: "customer"})
    finally:
        session.close()


def _assignee(server: RunningServer, row: str) -> str:
    found = server.runtime.db.read(lambda reader: reader.get(Conversation, row))
    return found.assignee_id if found is not None else ""


def test_a_login_that_is_another_persons_now_is_not_signed_in_again(server: RunningServer, tmp_path: Path) -> None:
    """What the first one did here must not be pushed in the name of the second."""
    told: list[str] = []
    database = Database(tmp_path / "old.db", Actor("agent-before", "agent"))
    database.open()
    home = Server(url=server.url, login="anna")
    connection = Connection(
        home, database, Blobs(tmp_path / "blobs"), on_status=lambda status: None, on_token=told.append
    )
    try:
        with pytest.raises(AppError, match="wrong_credentials"):
            connection.renew(PASSWORD)
        assert not told
        database.actor = Actor("agent-anna", "agent")
        connection.renew(PASSWORD)
        assert told
    finally:
        connection.close()
        database.close()
