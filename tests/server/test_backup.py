"""A backup of either database, taken while somebody writes, put back in a scratch place and compared."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete

from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.files import FileRef
from sync_server import __main__ as command_line
from sync_server.service.files import FileStore, register
from sync_server.storage import backup, dump, feed
from sync_server.storage.backup import Manifest
from sync_server.storage.database import Database
from sync_server.storage.tables import BLOB
from tests.helpers import postgres
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import epoch_of
from tests.helpers.waiting import until
from tests.server.device import Office
from tests.server.test_upkeep import stored


@contextmanager
def filled(url: str, data: Path) -> Iterator[Database]:
    """Open a database with a customer and a file."""
    db = Database(url)
    received, files = stored(data, b"a file"), FileStore(data / "blobs")
    db.write(lambda tx: tx.put(Customer(id="c0", scope="people", name="Wang")))
    ref = FileRef(received.sha256, "x.bin", received.size, "application/octet-stream")
    db.write(lambda tx: register(tx, files, ref))
    try:
        yield db
    finally:
        db.close()


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Have somebody write all the time."""
    stop = threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            row = Customer(id=f"busy{number}", scope="people", name="Li")
            db.write(lambda tx, row=row: tx.put(row))  # type: ignore[misc]

    thread = threading.Thread(target=work)
    thread.start()
    try:
        until(lambda: db.read(feed.head) > 3)
        yield
    finally:
        stop.set()
        thread.join()


def manifest(folder: Path) -> Manifest:
    return msgspec.json.decode((folder / backup.MANIFEST).read_bytes(), type=Manifest)


def test_a_backup_taken_while_somebody_writes_is_one_state_and_proves_it(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, folder = tmp_path / "data", tmp_path / "backup"
    asked = ["backup", str(folder), "--data", str(data), "--database", database_url, "--verify"]
    with filled(database_url, data) as db, writing(db):
        assert command_line.main(asked) == 0
        assert "found the same" in capsys.readouterr().out
        first = manifest(folder)
        until(lambda: db.read(feed.head) > first.head)
        assert command_line.main(asked) == 0, "into the same folder again"
    held = manifest(folder)
    assert held.head > first.head
    assert held.tables["customer"].rows == held.tables["sync_feed"].rows == held.head
    (sha256,) = held.files
    file = folder / "blobs" / sha256[:2] / sha256
    file.write_bytes(b"a fild")
    with pytest.raises(AppError, match="damaged"):
        backup.verify(folder, database_url)
    file.unlink()
    with pytest.raises(AppError, match="missing"):
        backup.verify(folder, database_url)


def test_a_file_that_is_collected_meanwhile_is_not_missed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, folder = tmp_path / "data", tmp_path / "backup"
    url = office.db.url
    with filled(url, data) as db:
        (lost,) = data.glob("blobs/??/*")
        plain = backup._manifest

        def collected(connection: Any) -> Manifest:
            found = plain(connection)
            if len(found.files) == 1 and lost.exists():
                db.write(lambda tx: tx.connection.execute(delete(BLOB)))
                lost.unlink()
            return found

        monkeypatch.setattr(backup, "_manifest", collected)
        backup.back_up(url, data / "blobs", folder)
        assert manifest(folder).files == {}
        assert backup.verify(folder, url).tables["blob"].rows == 1, "so it was at the beginning"


def _other_row(found: dict[str, Any]) -> None:
    found["tables"]["customer"]["digest"] = "0" * 16


def _other_table(found: dict[str, Any]) -> None:
    found["tables"]["a_table_of_ours"] = {"rows": 0, "digest": "0" * 16}


@pytest.mark.parametrize("change", [_other_row, _other_table])
def test_a_backup_that_lacks_something_is_found_out(change: Any, database_url: str, tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "backup"
    with filled(database_url, data):
        backup.back_up(database_url, data / "blobs", folder)
    backup.verify(folder, database_url)
    found = msgspec.json.decode((folder / backup.MANIFEST).read_bytes())
    change(found)
    (folder / backup.MANIFEST).write_bytes(msgspec.json.encode(found))
    with pytest.raises(AppError, match="backup_differs"):
        backup.verify(folder, database_url)


def test_a_postgresql_comes_back_into_an_empty_database_only(
    postgres_cluster: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], log_watch: Any
) -> None:
    log_watch.expect("sync_server.storage.database", "was put back")
    data, folder = tmp_path / "data", tmp_path / "backup"
    template = postgres_cluster.rpartition("/")[2]
    with postgres.database(postgres_cluster, template=template) as url:
        with filled(url, data) as db:
            epoch = epoch_of(db)
            assert command_line.main(["backup", str(folder), "--data", str(data), "--database", url]) == 0
        assert command_line.main(["restore", str(folder), "--data", str(data), "--database", url]) == 2
        assert "database_not_empty" in capsys.readouterr().err
    new = tmp_path / "new"
    with postgres.database(postgres_cluster) as url:
        assert command_line.main(["restore", str(folder), "--data", str(new), "--database", url]) == 0
        back = Database(url)
        assert back.read(lambda reader: reader.get(Customer, "c0")) is not None
        assert epoch_of(back) != epoch
        assert back.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Li"))).rev > 1_000_000_000_000
        back.close()
    assert len(list(new.glob("blobs/??/*"))) == 1


def test_a_restore_that_breaks_off_can_be_begun_anew(
    postgres_cluster: str, tmp_path: Path, log_watch: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    log_watch.expect("sync_server.storage.database", "was put back")
    folder, new = tmp_path / "backup", tmp_path / "new"
    with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url:
        with filled(url, tmp_path / "data"):
            backup.back_up(url, tmp_path / "data" / "blobs", folder)
        new.mkdir()
        (new / "blobs").write_bytes(b"")  # no file can be copied there
        assert command_line.main(["restore", str(folder), "--data", str(new), "--database", url]) == 2
        assert "database_not_empty" in capsys.readouterr().err
        assert (new / "blobs").read_bytes() == b"", "it is seen before the files are copied"
    with postgres.database(postgres_cluster) as url:
        again = ["restore", str(folder), "--data", str(new), "--database", url]
        assert command_line.main(again) == 2
        (new / "blobs").unlink()
        assert command_line.main(again) == 0, capsys.readouterr().err
    assert len(list(new.glob("blobs/??/*"))) == 1


def test_each_restore_keeps_what_was_there_before(office: Office, tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "backup"
    database_url = f"sqlite:///{data / 'server.sqlite'}"
    with filled(str(office.db.url), data):
        backup.back_up(str(office.db.url), data / "blobs", folder)
    kept = []
    for number in range(3):
        db = Database(database_url)
        db.write(lambda tx, number=number: tx.put(Customer(id=f"later{number}", scope="people", name="Li")))  # type: ignore[misc]
        db.close()
        kept.append(backup.restore(folder, database_url, data / "blobs"))
    names = [path.name.partition(".sqlite")[2] for path in kept if path]
    assert names == [".before-restore", ".before-restore-2", ".before-restore-3"]
    for number, path in enumerate(kept):
        before = Database(f"sqlite:///{path}")
        assert before.read(lambda reader, number=number: reader.get(Customer, f"later{number}")) is not None  # type: ignore[misc]
        before.close()


def test_a_backup_takes_the_place_of_a_damaged_database(office: Office, tmp_path: Path) -> None:
    folder, data = tmp_path / "backup", tmp_path / "data"
    with filled(office.db.url, data):
        backup.back_up(office.db.url, data / "blobs", folder)
    damaged = data / "server.sqlite"
    damaged.write_bytes(b"this is not a database" * 500)
    before = backup.restore(folder, f"sqlite:///{damaged}", data / "blobs")
    assert before is not None
    assert before.read_bytes() == b"this is not a database" * 500
    back = Database(f"sqlite:///{damaged}")
    assert back.read(lambda reader: reader.get(Customer, "c0")) is not None
    back.close()


@pytest.fixture
def killed(office: Office, tmp_path: Path) -> Path:
    """Return a database that a killed server leaves, its newest change in the log; it was backed up before that."""
    path, dead = Path(str(office.db.url).removeprefix("sqlite:///")), tmp_path / "dead"
    (dead / "blobs").mkdir(parents=True)
    backup.back_up(str(office.db.url), dead / "blobs", tmp_path / "backup")
    with closing(sqlite3.connect(path)) as folding:
        folding.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    office.put(Customer(id="newest", scope="people", name="Li"))
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", dead / f"server.sqlite{suffix}")
    return dead / "server.sqlite"


def restored_over(path: Path) -> Path:
    """Put the backup in the place of a database and return what was there."""
    before = backup.restore(path.parents[1] / "backup", f"sqlite:///{path}", path.parent / "blobs")
    assert before is not None
    assert not customers(path), "the log of another database is not beside what was put back"
    return before


def customers(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as found:
        return {row[0] for row in found.execute("SELECT id FROM customer")}


def test_a_restore_keeps_the_newest_changes_of_a_killed_server(killed: Path) -> None:
    before = restored_over(killed)
    assert not backup.log_of(before).exists(), "one file holds all"
    assert customers(before) == {"newest"}


@pytest.mark.parametrize("damage", [b"this is not a database" * 500, b""])
def test_a_restore_keeps_the_log_of_a_damaged_database(killed: Path, damage: bytes, log_watch: LogWatch) -> None:
    if damage:
        log_watch.expect("sync_server.storage.backup", "cannot be folded in")
    killed.write_bytes(damage)
    log = backup.log_of(killed).read_bytes()
    before = restored_over(killed)
    assert (before.read_bytes(), backup.log_of(before).read_bytes()) == (damage, log)


def test_a_restore_under_a_server_that_runs_changes_nothing(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Path(str(office.db.url).removeprefix("sqlite:///"))
    backup.back_up(str(office.db.url), tmp_path / "blobs", tmp_path / "backup")
    office.put(Customer(id="c1", scope="people", name="Li"))
    args = ["restore", str(tmp_path / "backup"), "--data", str(tmp_path), "--database", str(office.db.url)]
    assert command_line.main(args) == 2
    assert "Stop the server first" in capsys.readouterr().err
    assert not list(database.parent.glob("*.before-restore*"))
    office.put(Customer(id="c2", scope="people", name="Wang"))
    assert customers(database) == {"c1", "c2"}, "the server goes on"


def test_a_log_that_stays_beside_what_was_there_is_named(
    killed: Path, capsys: pytest.CaptureFixture[str], log_watch: LogWatch
) -> None:
    log_watch.expect("sync_server.storage.backup", "cannot be folded in")
    killed.write_bytes(b"this is not a database" * 500)
    backup_of = killed.parents[1] / "backup"
    assert command_line.main(["restore", str(backup_of), "--data", str(killed.parent)]) == 0
    assert str(killed.with_name("server.sqlite.before-restore-wal")) in capsys.readouterr().out


def test_what_cannot_be_done_is_told(
    postgres_cluster: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = ["backup", str(tmp_path / "b"), "--data", str(tmp_path / "none")]
    assert command_line.main(nowhere) == 2
    assert "no_database" in capsys.readouterr().err
    with pytest.raises(AppError, match="no_backup"):
        backup.verify(tmp_path, f"sqlite:///{tmp_path}/x.sqlite")
    with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url:
        monkeypatch.setattr(dump, "_address", lambda url: "postgresql://127.0.0.1:1/nothing")
        assert command_line.main(["backup", str(tmp_path / "b"), "--database", url]) == 2
        assert "dump_failed" in capsys.readouterr().err
        monkeypatch.setenv("PATH", "")
        assert command_line.main(["backup", str(tmp_path / "b"), "--database", url]) == 2
        assert "no_such_program" in capsys.readouterr().err
