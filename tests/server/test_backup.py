"""A backup of either database, taken while somebody writes, put back in a scratch place and compared."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
