"""A real server on loopback for tests: the whole application under uvicorn, on SQLite or PostgreSQL."""

import functools
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import requests
from litestar import Litestar

from app.domain.clock import Clock, now_ms
from app.domain.people import Agent, Branch, Group, Role
from app.domain.protocol import SignedIn
from app.sql import server_engine, upgrade
from sync_server.config import Config
from sync_server.server import WebServer, create_app, listen
from sync_server.service import accounts
from sync_server.service.rounds import Rounds
from sync_server.service.runtime import Runtime
from sync_server.storage.database import HEAD, MIGRATIONS, Database

PASSWORD = "correct horse battery"
START_SECONDS = 15.0


class SettableClock:
    """A clock that stands where a test puts it."""

    def __init__(self, now: int = 1_800_000_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def advance(self, ms: int) -> None:
        """Let time pass."""
        self.now += ms


@functools.cache
def password_hash() -> str:
    """Return the hash of :data:`PASSWORD`: argon2 is slow on purpose, so once a process."""
    return accounts.Passwords().hash(PASSWORD)


@functools.cache
def _migrated() -> bytes:
    """An empty SQLite database of the newest revision."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.sqlite"
        engine = server_engine(f"sqlite:///{path}")
        upgrade(engine, MIGRATIONS, HEAD)
        engine.dispose()
        return path.read_bytes()


def fresh_sqlite(path: Path) -> str:
    """Put an empty, migrated database at ``path`` unless there is one; returns its URL. Migrating takes 0.5 s."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_migrated())
    return f"sqlite:///{path}"


def epoch_of(db: Database) -> str:
    """Return the name of a database's history."""
    return db.read(lambda reader: reader.history.epoch)


@dataclass
class RunningServer:
    """A server that answers at ``url``. ``runtime`` is its inside, for preparing and for checking what it stored.

    ``rounds`` is what it does by itself.
    """

    url: str
    runtime: Runtime
    rounds: Rounds

    def create_groups(self, *names: str, branch: str = "hq") -> list[Group]:
        """Create a branch and groups; a group's id is ``group-NAME``."""

        def make(tx: Any) -> list[Group]:
            if tx.get(Branch, branch) is None:
                tx.put(Branch(id=branch, scope="all", name=branch))
            return [
                tx.put(Group(id=f"group-{name}", scope="all", name=name, branch_id=branch, entry=name))
                for name in names
            ]

        return self.runtime.db.write(make)

    def create_account(
        self,
        login: str,
        *,
        role: Role = Role.AGENT,
        groups: tuple[str, ...] = (),
        capacity: int = 4,
        branch: str = "hq",
    ) -> Agent:
        """Create an account with :data:`PASSWORD`; its id is ``agent-LOGIN``. ``groups`` are ids."""
        agent = Agent(
            id=f"agent-{login}", scope="", login=login, name=login.title(), role=role, branch_id=branch,
            group_ids=groups, capacity=capacity,
        )  # fmt: skip
        return self.runtime.db.write(lambda tx: accounts.create(tx, agent, password_hash()))

    def set_password(self, login: str, password: str) -> None:
        """Change an account's password as an administrator does."""
        hashed = accounts.Passwords().hash(password)
        self.runtime.db.write(lambda tx: accounts.set_password(tx, login, hashed))

    def token(self, login: str) -> str:
        """Return a token without the slow check of the password."""

        def begin(tx: Any) -> str:
            return accounts.succeed(tx, self.runtime.config, f"agent-{login}", login, "test").token

        return self.runtime.db.write(begin)

    def sign_in(self, login: str, password: str = PASSWORD, device: str = "test") -> SignedIn:
        """Sign in as a client does."""
        body = {"login": login, "password": password, "device": device}
        answer = requests.post(f"{self.url}/auth/v1/sign-in", json=body, timeout=10)
        answer.raise_for_status()
        return msgspec.json.decode(answer.content, type=SignedIn)

    def call(
        self, method: str, path: str, *, token: str = "", json: Any = None, headers: Mapping[str, str] | None = None
    ) -> requests.Response:
        """Make one request; ``json`` may be a struct."""
        sent = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        body = None if json is None else msgspec.json.encode(json)
        if body is not None:
            sent["Content-Type"] = "application/json"
        return requests.request(method, f"{self.url}{path}", data=body, headers=sent, timeout=60)


@contextmanager
def running_server(
    tmp_path: Path, database_url: str | None = None, *, clock: Clock = now_ms, port: int = 0, **settings: Any
) -> Iterator[RunningServer]:
    """Run a server in a thread of this process until the block ends. ``settings`` are fields of Config."""
    config = Config(data=tmp_path / "server", database=database_url or "", **settings)
    if not database_url:
        fresh_sqlite(config.data / "server.sqlite")
    app = create_app(config, clock=clock)
    listener = listen("127.0.0.1", port)
    with _serving(app, listener):
        yield RunningServer(f"http://127.0.0.1:{listener.getsockname()[1]}", app.state.runtime, app.state.rounds)


@contextmanager
def _serving(app: Litestar, listener: socket.socket) -> Iterator[None]:
    server = WebServer(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="test server")
    thread.start()
    try:
        deadline = time.monotonic() + START_SECONDS
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the server did not start")
            time.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
