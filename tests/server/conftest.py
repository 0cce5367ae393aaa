"""The server's database on SQLite and on PostgreSQL, and a small office in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.people import Role
from app.sql import server_engine, upgrade
from sync_server.storage.database import HEAD, MIGRATIONS, Database
from tests.helpers import postgres
from tests.helpers.server import RunningServer, SettableClock, fresh_sqlite, running_server
from tests.server.device import Office


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[str]:
    """One PostgreSQL for all tests of this process; yields the URL of a migrated, empty database to copy."""
    with postgres.cluster() as url, postgres.database(url) as template:
        engine = server_engine(template)
        upgrade(engine, MIGRATIONS, HEAD)
        engine.dispose()
        yield template


@pytest.fixture
def clock() -> SettableClock:
    """A clock that moves when the test says so."""
    return SettableClock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield fresh_sqlite(tmp_path / "server.sqlite")
        return
    template = request.getfixturevalue("postgres_cluster")
    with postgres.database(template, template=template.rpartition("/")[2]) as url:
        yield url


@pytest.fixture
def any_office(database_url: str, clock: SettableClock) -> Iterator[Office]:
    """An office on each kind of database."""
    db = Database(database_url, clock=clock)
    yield Office(db, clock)
    db.close()


@pytest.fixture
def office(tmp_path: Path, clock: SettableClock) -> Iterator[Office]:
    """An office on SQLite: for rules that do not depend on the database."""
    db = Database(fresh_sqlite(tmp_path / "server.sqlite"), clock=clock)
    yield Office(db, clock)
    db.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """A running server with groups presale and after, agents anna (presale) and bob (after), supervisor boss."""
    with running_server(tmp_path) as running:
        running.create_groups("presale", "after")
        running.create_account("anna", groups=("group-presale",))
        running.create_account("bob", groups=("group-after",))
        running.create_account("boss", role=Role.SUPERVISOR, groups=("group-presale", "group-after"))
        yield running
