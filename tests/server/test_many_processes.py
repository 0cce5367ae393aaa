"""Several processes on one database: what one commits wakes those who wait at the other; its history is that of all."""

import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import psycopg
import pytest

from app.domain.customers import Customer
from app.domain.devices import HEADER
from app.domain.people import Role
from app.domain.protocol import Moved, Page, Pull
from sync_server import __main__ as command_line
from sync_server.storage import follow
from sync_server.storage.database import Database
from sync_server.storage.follow import Follower
from sync_server.storage.records import Commit, Tx
from tests.helpers import postgres
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import PASSWORD, RunningServer, SettableClock, epoch_of, running_server
from tests.helpers.waiting import until
from tests.server.device import Device, Office


@pytest.fixture
def two_servers(postgres_cluster: str, tmp_path: Path) -> Iterator[tuple[RunningServer, RunningServer]]:
    """Two servers on one database."""
    with (
        postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url,
        running_server(tmp_path / "one", url) as one,
        running_server(tmp_path / "two", url) as two,
    ):
        one.create_groups("presale")
        one.create_account("anna", groups=("group-presale",))
        yield one, two


def test_they_are_one_installation(two_servers: tuple[RunningServer, RunningServer]) -> None:
    one, two = two_servers
    assert one.runtime.db.server_id == two.runtime.db.server_id
    assert epoch_of(one.runtime.db) == epoch_of(two.runtime.db)
    assert two.call("GET", "/auth/v1/me", token=one.token("anna")).status_code == 200


def test_a_change_at_one_wakes_who_waits_at_the_other(two_servers: tuple[RunningServer, RunningServer]) -> None:
    one, two = two_servers
    token = one.token("anna")
    head = msgspec.json.decode(two.call("GET", "/sync/v1/wait?timeout=0", token=token).content, type=Moved).head
    moved: list[int] = []

    def wait() -> None:
        answer = two.call("GET", f"/sync/v1/wait?head={head}&timeout=30", token=token)
        moved.append(msgspec.json.decode(answer.content, type=Moved).head)

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.5)
    began = time.monotonic()
    one.create_groups("after")
    waiting.join(timeout=20)
    assert moved
    assert moved[0] > head
    assert time.monotonic() - began < 8


@pytest.mark.parametrize(("act", "code"), [("revoke", "token_expired"), ("wipe", "device_wiped")])
def test_what_is_ended_at_one_ends_a_request_held_at_the_other(
    two_servers: tuple[RunningServer, RunningServer], act: str, code: str
) -> None:
    one, two = two_servers
    one.create_account("root", role=Role.ADMIN)
    shown = {HEADER: "a" * 32}
    entry = {"login": "anna", "password": PASSWORD, "device": "desk"}
    token, root = two.call("POST", "/auth/v1/sign-in", json=entry, headers=shown).json()["token"], one.token("root")
    every = one.call("GET", "/admin/v1/devices", token=root).json()["devices"]
    (device,) = (each["id"] for each in every if each["name"] == "desk")
    answers: list[str] = []

    def wait() -> None:
        answers.append(
            two.call("GET", f"/sync/v1/wait?head={1 << 40}&timeout=30", token=token, headers=shown).json()["code"]
        )

    waiting = threading.Thread(target=wait)
    waiting.start()
    until(lambda: bool(two.runtime.hub._watches))
    began = time.monotonic()
    assert one.call("POST", f"/admin/v1/devices/{device}/{act}", token=root).status_code == 204
    waiting.join(timeout=20)
    assert answers == [code]
    assert time.monotonic() - began < 8
    assert two.call("GET", "/auth/v1/me", token=token, headers=shown).json()["code"] == code


@pytest.mark.parametrize("broken", ["nothing", "look", "notify"])
def test_a_wake_up_comes_by_word_and_without_it_by_looking(
    broken: str, postgres_cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either of the two ways is enough."""
    monkeypatch.setattr(follow, "LOOK_EVERY_S", 60.0 if broken == "look" else 0.2)
    if broken == "notify":
        monkeypatch.setattr(Follower, "_say", lambda self, connection: self._stopped.wait())
    with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url:
        db, other = Database(url), Database(url)
        heard: queue.SimpleQueue[Commit] = queue.SimpleQueue()
        followers = [Follower(db, lambda commit: None), Follower(other, heard.put)]
        db.listeners.append(followers[0].committed)
        try:
            for follower in followers:
                follower.start()
            until(lambda: listening(other) == 2)
            for number in range(3):
                row = Customer(id=f"c{number}", scope="people", name="x")
                db.write(lambda tx, row=row: tx.put(row))  # type: ignore[misc]
                assert heard.get(timeout=10).seq == number + 1
        finally:
            for follower in followers:
                follower.stop()
            db.close()
            other.close()


def listening(db: Database) -> int:
    """Return how many connections of a database listen."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query ~ '^LISTEN'"
    return db.read(lambda reader: int(reader.connection.exec_driver_sql(query).scalar_one()))


def test_a_follower_tells_what_moved(postgres_cluster: str) -> None:
    with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url:
        clock = SettableClock()
        db, other = Database(url, clock=clock), Database(url, clock=clock)
        try:
            office = Office(db, clock)
            heard: list[Commit] = []
            follower = Follower(other, heard.append)
            anna: Device = office.agent("anna")
            office.queued("v1")
            anna.say("v1", "m1")
            follower.look()
            follower.look()
            (commit,) = heard
            assert commit.conversations == {"v1"}
            assert {"message", "conversation", "agent"} <= commit.entities
            assert {"all", "g:presale"} <= commit.scopes
        finally:
            db.close()
            other.close()


def test_a_history_that_one_process_begins_is_that_of_all(database_url: str, clock: SettableClock) -> None:
    db, beside = Database(database_url, clock=clock), Database(database_url, clock=clock)
    try:
        office = Office(db, clock)
        anna = office.agent("anna")
        beside.begin_anew()
        assert anna.push(anna.op("customer", "c1", "create", {"name": "Wang"})).problem == "epoch"
        assert anna.page().problem == "epoch"
        assert office.put(Customer(id="c2", scope="people", name="Li")).rev > clock.now
        again = Device(office, "anna")
        assert again.epoch == epoch_of(beside)
        assert again.do("customer", "c3", "create", {"name": "Zhao"}).rev > clock.now
    finally:
        db.close()
        beside.close()


def test_a_write_that_a_new_history_overtakes_is_done_again_in_it(postgres_cluster: str) -> None:
    with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url:
        clock = SettableClock()
        db, beside = Database(url, clock=clock), Database(url, clock=clock)
        revs: list[int] = []

        def write(tx: Tx) -> None:
            revs.append(tx.put(Customer(id="c1", scope="people", name="Wang")).rev)
            if len(revs) == 1:
                beside.begin_anew()

        try:
            db.write(write)
            row = db.read(lambda reader: reader.get(Customer, "c1"))
            assert row is not None
            assert (revs, row.rev) == ([1, clock.now + 1], clock.now + 1)
        finally:
            db.close()
            beside.close()


def test_a_server_notices_that_another_machine_took_over_when_its_connection_broke(
    postgres_cluster: str, log_watch: LogWatch
) -> None:
    log_watch.expect("sync_server.storage.follow", "are not heard for now")
    log_watch.expect("sync_server.storage.database", "was put back")
    with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url:
        db = Database(url)
        before, pause = epoch_of(db), threading.Event()
        deadline = time.monotonic() + 20
        follower = Follower(db, lambda commit: None)
        follower.start()
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                listening = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query ~ '^LISTEN'"
                while not connection.execute(listening).fetchone() and time.monotonic() < deadline:
                    pause.wait(0.02)
                connection.execute("UPDATE sync_meta SET v = 'another timeline' WHERE k = 'place'")
                others = "datname = current_database() AND pid <> pg_backend_pid()"
                connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
            while epoch_of(db) == before and time.monotonic() < deadline:
                pause.wait(0.05)
            assert epoch_of(db) != before
        finally:
            follower.stop()
            db.close()


def test_every_server_tells_its_devices_of_a_history_that_another_program_began(
    two_servers: tuple[RunningServer, RunningServer],
) -> None:
    one, two = two_servers
    tokens = one.token("anna"), two.token("anna")
    before = epoch_of(one.runtime.db)
    assert (
        command_line.main(["new-history", "--database", one.runtime.db.url, "--data", str(one.runtime.config.data)])
        == 0
    )
    for server, token in zip(two_servers, tokens, strict=True):
        pull = Pull(client_id="a", epoch=before, cursors={})
        page = msgspec.json.decode(server.call("POST", "/sync/v1/pull", token=token, json=pull).content, type=Page)
        moved = server.call("GET", "/sync/v1/wait?timeout=0", token=token).content
        assert (page.problem, page.epoch) == ("epoch", epoch_of(two.runtime.db))
        assert msgspec.json.decode(moved, type=Moved).epoch == page.epoch != before
