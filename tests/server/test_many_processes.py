"""Two server processes on one PostgreSQL: what one commits wakes those who wait at the other."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.domain.protocol import Moved
from sync_server.storage.database import Database
from sync_server.storage.follow import Follower
from sync_server.storage.records import Commit
from tests.helpers import postgres
from tests.helpers.server import RunningServer, SettableClock, running_server
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
    assert one.runtime.db.epoch == two.runtime.db.epoch
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
