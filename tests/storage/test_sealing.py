"""The local data as it lies on the disk: encrypted, converted once if it was plain, whole after a kill at any step."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from app.commands import customers
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.sql import Driver, sqlite_engine, upgrade
from app.storage import rows, sealing
from app.storage.database import MIGRATIONS, Database
from app.storage.driver import connect, dbapi, is_plain
from app.storage.salvage import unsent
from app.storage.sealing import OLD, PART, Meter, plain_bytes, seal, whole_in_plain
from tests.architecture.source import ROOT
from tests.helpers import office as fixture

KEY, OTHER = bytes(range(32)), bytes(32)
CITY = "西安市雁塔区"
NAME = "desk.sqlite3"


class Killed(Exception):
    """Stands for the end of the process."""


@pytest.fixture(scope="module")
def killed_plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of an older program that was killed: its log of writes is there, with something unsent."""
    folder = tmp_path_factory.mktemp("plain")
    with fixture.office(folder / "work") as database:
        database.write(lambda tx: customers.edit(tx, "cust-zhao", city=CITY)).result(5)
        for ending in ("", "-wal"):
            shutil.copyfile(f"{database.path}{ending}", folder / f"{NAME}{ending}")
    shutil.rmtree(folder / "work")
    assert (folder / f"{NAME}-wal").stat().st_size > 0
    return folder


@pytest.fixture
def plain(tmp_path: Path, killed_plain: Path) -> Path:
    """A copy of it, to do with as one likes."""
    shutil.copytree(killed_plain, tmp_path / "profile")
    return tmp_path / "profile" / NAME


def content_of(path: Path, key: bytes | None) -> dict[str, object]:
    """Return the schema and all rows."""
    with closing(connect(path, key)) as file:
        schema = file.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        tables = [str(name) for kind, name, *_ in schema if kind == "table"]
        found: dict[str, object] = {name: file.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
        found[""] = schema
        return found


def readable(folder: Path) -> list[str]:
    """Return the files below a folder in which a customer's words, or SQLite's own, can be read."""
    words = (CITY.encode(), CITY.encode("utf-16-le"), b"SQLite format 3", b"CREATE TABLE")
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(word in path.read_bytes() for word in words)]


def opened(path: Path, key: bytes = KEY) -> Database:
    database = Database(path, Actor("anna", "admin"), key=key)
    database.open()
    return database


def code_of(fn: Callable[[], object]) -> str:
    with pytest.raises(AppError) as caught:
        fn()
    return caught.value.code


def test_nothing_that_is_stored_can_be_read_on_the_disk(tmp_path: Path) -> None:
    database = opened(tmp_path / NAME)
    database.write(lambda tx: customers.create(tx, CITY)).result(5)
    assert (tmp_path / f"{NAME}-wal").stat().st_size > 0
    assert readable(tmp_path) == []
    database.close()
    assert readable(tmp_path) == []
    with closing(sqlite3.connect(tmp_path / NAME)) as thief, pytest.raises(sqlite3.DatabaseError):
        thief.execute("SELECT * FROM sqlite_master").fetchall()


@pytest.mark.parametrize("key", [OTHER, None])
def test_a_wrong_key_is_told_and_changes_nothing(tmp_path: Path, key: bytes | None) -> None:
    opened(tmp_path / NAME).close()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    database = Database(tmp_path / NAME, Actor("anna", "admin"), key=key)
    assert code_of(database.open) == ("database_key_wrong" if key else "database_damaged")
    database.close()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    opened(tmp_path / NAME).close()


def test_a_key_is_not_tried_on_a_plain_file(plain: Path) -> None:
    before = plain.read_bytes()
    assert code_of(lambda: opened(plain)) == "database_key_wrong"
    assert plain.read_bytes() == before


def test_a_plain_file_becomes_an_encrypted_one_with_the_same_content(plain: Path) -> None:
    shutil.copytree(plain.parent, plain.parent.with_name("copy"))
    before = content_of(plain.parent.with_name("copy") / NAME, None)
    assert seal(plain, KEY)
    assert content_of(plain, KEY) == before
    assert [path.name for path in plain.parent.iterdir()] == [NAME]
    assert readable(plain.parent) == []
    database = opened(plain)
    found = database.read(lambda c: rows.get(c, Customer, "cust-zhao"))
    assert found is not None
    assert found.city == CITY
    assert database.read(lambda c: c.exec_driver_sql("PRAGMA integrity_check").fetchall()) == [("ok",)]
    database.close()
    assert len(unsent(plain, KEY)["operations"]) == 1
    assert not seal(plain, KEY), "once is enough"


@pytest.mark.parametrize("last", ["copied", "moved", "replaced"])
def test_a_kill_at_any_step_leaves_the_data_whole_and_the_next_start_goes_on(plain: Path, last: str) -> None:
    shutil.copytree(plain.parent, plain.parent.with_name("copy"))
    before = content_of(plain.parent.with_name("copy") / NAME, None)

    def step(name: str) -> None:
        if name == last:
            raise Killed

    with pytest.raises(Killed):
        seal(plain, KEY, step)
    left = {path.name for path in plain.parent.iterdir()}
    assert left == {
        "copied": {NAME, NAME + PART}, "moved": {NAME + PART, NAME + OLD}, "replaced": {NAME, NAME + OLD}
    }[last]  # fmt: skip
    seal(plain, KEY)
    assert content_of(plain, KEY) == before
    assert [path.name for path in plain.parent.iterdir()] == [NAME]
    assert readable(plain.parent) == []


@pytest.mark.slow
@pytest.mark.parametrize("last", ["moved", "replaced"])
def test_a_process_that_is_killed_again_and_again_while_it_encrypts_loses_nothing(plain: Path, last: str) -> None:
    shutil.copytree(plain.parent, plain.parent.with_name("copy"))
    before = content_of(plain.parent.with_name("copy") / NAME, None)
    for point in ("1", "10", "20", "copied", last, "1"):  # the last one: while the plain file is overwritten
        command = [sys.executable, "-m", "tests.storage.dying_seal", str(plain), KEY.hex(), point]
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL, point
    assert [path.name for path in sorted(plain.parent.iterdir())] == [NAME, NAME + OLD]
    seal(plain, KEY)
    assert content_of(plain, KEY) == before
    assert [path.name for path in plain.parent.iterdir()] == [NAME]


@pytest.mark.parametrize("last", ["copied", "moved", "replaced"])
def test_a_key_that_is_lost_before_the_plain_file_is_gone_costs_nothing(plain: Path, last: str) -> None:
    shutil.copytree(plain.parent, plain.parent.with_name("copy"))
    before = content_of(plain.parent.with_name("copy") / NAME, None)

    def step(name: str) -> None:
        if name == last:
            raise Killed

    with pytest.raises(Killed):
        seal(plain, KEY, step)
    assert whole_in_plain(plain)
    seal(plain, OTHER)
    assert content_of(plain, OTHER) == before
    assert [path.name for path in plain.parent.iterdir()] == [NAME]
    assert not whole_in_plain(plain)


def test_it_tells_how_far_it_is_and_ends_when_asked(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "STEPS", 500)
    monkeypatch.setattr(sealing, "TOLD_S", 0)
    told: list[float] = []
    stop = threading.Event()

    def tell(done: int, total: int) -> None:
        told.append(done / total)
        if len(told) == 5:
            stop.set()

    assert code_of(lambda: seal(plain, KEY, meter=Meter(plain_bytes([plain]), tell, stop))) == "aborted"
    assert [path.name for path in plain.parent.iterdir()] == [NAME]
    assert is_plain(plain)
    told.clear()
    stop.clear()
    assert seal(plain, KEY, meter=Meter(plain_bytes([plain]), lambda done, total: told.append(done / total), stop))
    assert told == sorted(told)
    assert told[0] < 0.1
    assert told[-1] > 0.99


def test_a_copy_that_was_cut_short_is_made_again(plain: Path) -> None:
    plain.with_name(NAME + PART).write_bytes(b"half of it")
    assert seal(plain, KEY)
    opened(plain).close()


def test_a_damaged_plain_file_is_told_and_left_as_it_is(plain: Path) -> None:
    with closing(connect(plain, None)) as file:  # takes the log in
        file.execute("PRAGMA journal_mode=DELETE")
    with plain.open("r+b") as content:
        content.seek(4096)
        content.write(b"\xa5" * (plain.stat().st_size - 4096))
    before = plain.read_bytes()
    assert code_of(lambda: seal(plain, KEY)) == "database_damaged"
    assert plain.read_bytes() == before
    assert not plain.with_name(NAME + PART).exists()
    assert unsent(plain, KEY).keys() == {"operations", "held", "drafts"}, "what can be read of it still can"


def test_a_full_disk_is_told_and_leaves_the_plain_file(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise dbapi.OperationalError("database or disk is full")

    # a real one would need a disk of its own; what counts here is what is left
    monkeypatch.setattr(sealing, "_copy", full)
    monkeypatch.setattr(sealing, "fault_of", lambda error, path: "disk_full")
    assert code_of(lambda: seal(plain, KEY)) == "disk_full"
    assert is_plain(plain)


def test_the_copy_before_an_upgrade_is_encrypted_too(tmp_path: Path) -> None:
    encrypted = Driver(dbapi, partial(connect, key=KEY))
    engine = sqlite_engine(tmp_path / NAME, durable=True, driver=encrypted)
    upgrade(engine, MIGRATIONS, "0001")  # what a program of then would have left
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO sync_state VALUES ('words', ?)", (CITY,))
    engine.dispose()
    opened(tmp_path / NAME).close()
    (copy,) = (tmp_path / "backups").iterdir()
    assert readable(tmp_path) == []
    assert content_of(copy, KEY)["sync_state"] == [("words", CITY)]
