"""A damaged database: what it had not sent is had from it as far as it can be read, and nothing is deleted."""

import json
from pathlib import Path

from app.commands import conversations, customers
from app.commands.conversations import Outgoing
from app.storage.drafts import Draft
from app.storage.salvage import export_unsent, put_database_aside, unsent
from tests.helpers import office as fixture


def damaged(folder: Path, *, at: float) -> Path:
    """Return an office's database with three unsent changes, and garbage from a part of the file on."""
    with fixture.office(folder) as database:
        for city in ("西安市", "咸阳", "宝鸡"):
            database.write(lambda tx, city=city: customers.edit(tx, "cust-zhao", city=city)).result(5)  # type: ignore[misc]
    path = folder / "office.db"
    data = bytearray(path.read_bytes())
    start = int(len(data) * at)
    data[start:] = b"\xa5" * (len(data) - start)
    path.write_bytes(bytes(data))
    return path


def test_a_sound_file_gives_all_of_its_unsent_operations(tmp_path: Path) -> None:
    path = damaged(tmp_path, at=1.0)
    target = tmp_path / "backups" / "unsent.json"
    assert export_unsent(path, target) == 3
    kept = json.loads(target.read_text("utf-8"))
    assert [op["body"]["city"] for op in kept["operations"]] == ["西安市", "咸阳", "宝鸡"]


def test_drafts_and_what_can_still_be_undone_are_kept_too(tmp_path: Path) -> None:
    with fixture.office(tmp_path) as database:
        database.write(
            lambda tx: conversations.save_draft(tx, Draft(conversation_id=fixture.CHEN, text="写了一半"))
        ).result(5)
        card = Outgoing(conversation_id=fixture.CHEN, text="就要发出")
        database.write(lambda tx: conversations.hold(tx, card, 60_000)).result(5)
    found = unsent(tmp_path / "office.db")
    assert [message["text"] for message in found["held"][0]] == ["就要发出"]
    assert found["drafts"] == []  # sending took the draft along
    with fixture.office(tmp_path / "other") as database:
        database.write(
            lambda tx: conversations.save_draft(tx, Draft(conversation_id=fixture.CHEN, text="写了一半"))
        ).result(5)
    assert [draft["text"] for draft in unsent(tmp_path / "other" / "office.db")["drafts"]] == ["写了一半"]


def test_a_broken_file_gives_what_can_be_read_and_no_error(tmp_path: Path) -> None:
    for share in (0.0, 0.2, 0.5, 0.9):
        folder = tmp_path / str(share)
        folder.mkdir()
        assert len(unsent(damaged(folder, at=share))["operations"]) <= 3
    assert not any(unsent(tmp_path / "absent.db").values())
    assert export_unsent(tmp_path / "absent.db", tmp_path / "none.json") == 0
    assert not (tmp_path / "none.json").exists()


def test_the_file_and_its_journal_are_moved_together(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    for name in ("desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm"):
        (tmp_path / name).write_text(name)
    moved = put_database_aside(path, tmp_path / "backups", "damaged-x")
    assert sorted(part.name for part in (tmp_path / "backups").iterdir()) == [
        "desk.damaged-x.sqlite3", "desk.damaged-x.sqlite3-shm", "desk.damaged-x.sqlite3-wal",
    ]  # fmt: skip
    assert moved.read_text() == "desk.sqlite3"
    assert not path.exists()
