"""What the pictures show: the sample office on a server and in the local data of three people, made once.

``python -m tests.helpers.screens_office FOLDER`` leaves ``full/`` and ``bare/`` there, each with the data folder of a
server; ``full/profile`` is a computer on which three people worked. All of it happens at :data:`NOW`.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from day_office import OFFICE, import_knowledge
from day_parts import PASSWORD, wait_until

from app.domain.entity import Actor
from app.domain.ids import link_id
from app.domain.notice import SyncStatus
from app.domain.people import Role
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.sync.connection import Connection, Server, first_sign_in
from app.sync.sign_in import offline_file
from app.system.paths import AppPaths, app_paths
from app.system.settings import Account, Settings, SettingsFile
from sync_server.service import office
from tests.helpers.colleague import Colleague
from tests.helpers.server import RunningServer, running_server

NOW = 1_795_156_266_000
"""2026-11-20 14:31:06 in Shanghai, the day of the design's pictures."""
ZONE = ZoneInfo("Asia/Shanghai")
SERVER_NAME = "云雀数码 · 客户服务中心"
AGENT, SUPERVISOR, ADMIN = "linxiaotong", "zhoumin", "sunwan"
NAMES = {AGENT: "林晓彤", SUPERVISOR: "周敏", ADMIN: "孙婉"}
PATIENCE_SECONDS = 60.0


def key(kind: str, name: str) -> str:
    """Return the id of a row of the sample office."""
    return link_id("office", kind, name)


class StillClock:
    """A clock that stands where it is put."""

    def __init__(self, now: int = NOW) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def reset(self) -> None:
        """Go back to :data:`NOW`."""
        self.now = NOW

    def advance(self, minutes: float) -> None:
        """Let time pass."""
        self.now += round(minutes * 60_000)


@contextmanager
def still() -> Iterator[StillClock]:
    """Stop the wall clock of this process; what measures durations goes on."""
    clock = StillClock()
    before = time.time_ns
    time.time_ns = lambda: clock.now * 1_000_000
    try:
        yield clock
    finally:
        time.time_ns = before


@contextmanager
def open_office(folder: Path) -> Iterator[RunningServer]:
    """Run the server whose data lies in ``folder / "server"``."""
    with running_server(folder, name=SERVER_NAME) as server:
        yield server


def furnish(server: RunningServer, folder: Path, clock: StillClock) -> None:
    """Give a new server the sample office; its knowledge came by the client's import two days ago."""
    clock.advance(-2 * 24 * 60)
    wanted = office.parse(OFFICE.read_bytes())
    hashed = server.runtime.passwords.hash(PASSWORD)
    server.runtime.db.write(lambda tx: office.load_people(tx, wanted, hashed))
    import_knowledge(server.url, folder)
    clock.reset()
    server.runtime.db.write(lambda tx: office.load_talk(tx, wanted))


def people_only(server: RunningServer) -> None:
    """Give a new server the office's people without customers, knowledge or talk: the first day."""
    wanted = msgspec.structs.replace(office.parse(OFFICE.read_bytes()), customers=(), conversations=(), tickets=())
    hashed = server.runtime.passwords.hash(PASSWORD)
    server.runtime.db.write(lambda tx: office.load_people(tx, wanted, hashed))


def take_home(server: RunningServer, paths: AppPaths, logins: Sequence[str]) -> None:
    """Synchronise the local data of these people, as if each had worked at this computer."""
    settings = Settings(server_url=server.url)
    for login in reversed(logins):
        account = first_sync(server, paths, login)
        settings = settings.with_account(account)
        leave(paths, account, days_ago=9 if login == SUPERVISOR else 0)
        Colleague(server, login, PASSWORD).be("offline")
    SettingsFile(paths.settings).save(settings)


def leave(paths: AppPaths, account: Account, days_ago: int) -> None:
    """Let a person have left this computer so long ago; within a week one may come back without a network."""
    profile = paths.profile(account.server_id, account.agent_id)
    then = NOW - days_ago * 86_400_000
    offline_file(profile).remember(PASSWORD, then)
    os.utime(profile.database, (then / 1000, then / 1000))


def first_sync(server: RunningServer, paths: AppPaths, login: str) -> Account:
    """Bring everything that a person may see to this computer."""
    signed = first_sign_in(Server(url=server.url, login=login), PASSWORD)
    profile = paths.profile(signed.server_id, signed.agent_id)
    profile.create()
    database = Database(profile.database, Actor(signed.agent_id, Role.AGENT.value))
    database.open()
    told: list[SyncStatus] = []
    home = Server(url=server.url, login=login, server_id=signed.server_id, server_name=signed.server_name)
    connection = Connection(home, database, Blobs(profile.plain_blobs), token=signed.token, on_status=told.append)
    connection.start()
    try:
        wait_until("the first synchronisation", lambda: told and told[-1].last_sync_at, PATIENCE_SECONDS)
        wait_until("the end of it", lambda: not connection.session.bootstrapping, PATIENCE_SECONDS)
    finally:
        connection.close()
        database.close()
    return Account(
        server_url=server.url, server_id=signed.server_id, agent_id=signed.agent_id, login=login,
        server_name=signed.server_name, name=NAMES[login],
    )  # fmt: skip


def prepare(folder: Path) -> None:
    """Make both offices. Takes about ten seconds."""
    with still() as clock:
        full, bare = folder / "full", folder / "bare"
        with open_office(full) as server:
            furnish(server, folder, clock)
            paths = app_paths(full / "profile")
            paths.create()
            take_home(server, paths, (AGENT, SUPERVISOR, ADMIN))
        with open_office(bare) as server:
            people_only(server)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
