"""The migrations build what the code expects."""

import os
import sqlite3
from pathlib import Path

import msgspec
import pytest
from sqlalchemy.engine import Connection

import sync_server.storage.database as server
from app.domain.conversations import Conversation
from app.domain.entity import Actor
from app.domain.surveys import Solved
from app.search.index import create_tables
from app.sql import sqlite_engine, upgrade
from app.storage import copies, rows, undo_steps
from app.storage.database import MIGRATIONS, Database
from app.storage.schema import HEAD, revision_of_file
from app.storage.tables import METADATA


def schema(connection: Connection) -> dict[str, list[tuple[str, str, int]]]:
    """Return table -> its columns (name, type, not null), and index -> its columns, sorted by name."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    names = connection.exec_driver_sql(
        "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).all()
    for kind, name in names:
        if kind == "table":
            columns = connection.exec_driver_sql(f'PRAGMA table_info("{name}")').all()
            found[name] = sorted((column[1], column[2], column[3]) for column in columns)
        else:
            columns = connection.exec_driver_sql(f'PRAGMA index_info("{name}")').all()
            found[name] = [(column[2], "", 0) for column in columns]
    return found


def test_a_migrated_database_is_what_the_tables_declare(database: Database, tmp_path: Path) -> None:
    fresh = sqlite_engine(tmp_path / "fresh.db", durable=False)
    with fresh.begin() as connection:
        METADATA.create_all(connection)
        create_tables(connection)
        declared = schema(connection)
    fresh.dispose()
    assert database.read(schema) == declared


def put(connection: Connection, table: str, **values: object) -> None:
    """Insert a row of an older schema: what is not given and must not be missing is empty or nought."""
    for column in connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all():
        if column[3] and column[1] not in values:
            values[column[1]] = "[]" if column[1] == "tags" else "" if column[2] == "TEXT" else 0
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" for _ in values)
    connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def test_truth_values_of_solved_become_words_also_where_an_image_is_kept(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "old.db", durable=False)
    upgrade(engine, MIGRATIONS, "0001")
    with engine.begin() as connection:
        for key, solved in (("yes", True), ("no", False), ("open", None)):
            put(connection, "conversation", id=key, channel="web", status="closed", solved=solved)
        image = '{"id":"yes","scope":"all","customer_id":"c","solved":true,"wrap_note":"已换新"}'
        put(connection, "sync_base", ent="conversation", row="yes", image=image)
        put(connection, "sync_base", ent="customer", row="c", image='{"solved":true}')
    upgrade(engine, MIGRATIONS, HEAD)
    with engine.begin() as connection:
        found = [rows.get(connection, Conversation, key) for key in ("yes", "no", "open")]
        images = connection.exec_driver_sql("SELECT image FROM sync_base ORDER BY ent").scalars().all()
    engine.dispose()
    assert [row.solved if row is not None else "gone" for row in found] == [Solved.YES, Solved.NO, None]
    assert msgspec.json.decode(images[0], type=Conversation).solved is Solved.YES
    assert images[1] == '{"solved":true}'


def test_what_could_be_undone_before_an_upgrade_still_can(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "old.db", durable=False)
    upgrade(engine, MIGRATIONS, "0004")
    with engine.begin() as connection:
        for at, txn in enumerate(("first", "second")):
            put(connection, "undo_step", txn=txn, label="article.move", at=at + 1, before="[]")
    upgrade(engine, MIGRATIONS, HEAD)
    with engine.begin() as connection:
        step = undo_steps.last(connection, 0)
    engine.dispose()
    assert step == undo_steps.Step("article.move", ("second",))


def test_what_an_older_program_has_seen_and_heard_is_noted_once(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "old.db", durable=False)
    upgrade(engine, MIGRATIONS, "0010")
    times = {"waits": (0, None, 0), "unknown": (2, None, 70), "ahead": (1, 9_000, 90), "known": (2, 4_000, 80)}
    with engine.begin() as connection:
        for n, (name, (state, at, seq)) in enumerate(times.items(), start=1):
            put(connection, "outbox", op_id=name, lsn=n, state=state, res_seq=seq, row=name, answered_at=at)
        for key, value in (("server_time", "5000"), ("seen_head", "85")):
            put(connection, "sync_state", k=key, v=value)
    upgrade(engine, MIGRATIONS, HEAD)
    with engine.begin() as connection:
        found = dict(tuple(row) for row in connection.exec_driver_sql("SELECT row, answered_at FROM outbox").all())
        seen = connection.exec_driver_sql("SELECT v FROM sync_state WHERE k = 'seen_head'").scalar()
    engine.dispose()
    assert found == {"waits": None, "unknown": 5_000, "ahead": 5_000, "known": 4_000}
    assert seen == "90"


def test_the_server_says_the_same_words(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "server.db", durable=True)
    upgrade(engine, server.MIGRATIONS, "0003")
    with engine.begin() as connection:
        for key, solved in (("a", True), ("b", False), ("c", None)):
            put(connection, "conversation", id=key, solved=solved)
    upgrade(engine, server.MIGRATIONS, server.HEAD)
    with engine.begin() as connection:
        found = connection.exec_driver_sql("SELECT solved FROM conversation ORDER BY id").scalars().all()
    engine.dispose()
    assert found == ["yes", "no", None]


def test_a_copy_before_an_upgrade_is_whole_or_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = sqlite_engine(tmp_path / "old.db", durable=False)
    upgrade(engine, MIGRATIONS, "0001")
    backup = tmp_path / "backups" / "old.db"
    backup.parent.mkdir()
    (backup.parent / "old.db.part").write_bytes(b"what an earlier try left")
    real = sqlite3.connect

    def small(path: Path, *args: object, **values: object) -> sqlite3.Connection:
        made = real(path, *args, **values)  # type: ignore[call-overload]
        if Path(path).parent == backup.parent:
            made.execute("PRAGMA max_page_count = 4")  # the disk is full after so many
        return made  # type: ignore[no-any-return]

    with monkeypatch.context() as patched, pytest.raises(sqlite3.Error):
        patched.setattr(sqlite3, "connect", small)
        upgrade(engine, MIGRATIONS, HEAD, backup=backup)
    assert list(backup.parent.iterdir()) == []
    upgrade(engine, MIGRATIONS, HEAD, backup=backup)
    engine.dispose()
    assert [path.name for path in backup.parent.iterdir()] == ["old.db"]
    assert revision_of_file(backup) == "0001"


def test_a_copy_is_put_into_the_folder_of_backups_and_old_ones_go(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    engine = sqlite_engine(path, durable=False)
    upgrade(engine, MIGRATIONS, "0001")
    engine.dispose()
    folder = tmp_path / "backups"
    folder.mkdir()
    for age, name in enumerate(("0000d", "0000c", "0000b", "0000a")):
        older = folder / f"desk.before-{name}.sqlite3"
        older.write_bytes(b"x" * 100)
        os.utime(older, (1_000_000 - age, 1_000_000 - age))
    (folder / "desk.damaged-1.sqlite3").touch()
    database = Database(path, Actor("anna", "admin"))
    database.open()
    database.close()
    made = f"desk.before-{HEAD}.sqlite3"
    assert revision_of_file(folder / made) == "0001"
    assert [each.name for each in tmp_path.iterdir() if "before" in each.name] == []
    kept = {"desk.before-0000d.sqlite3", "desk.before-0000c.sqlite3", "desk.damaged-1.sqlite3", made}
    assert {each.name for each in folder.iterdir()} == kept
    copies.forget_old(path, room=(folder / made).stat().st_size + 150)
    assert {each.name for each in folder.iterdir()} == kept - {"desk.before-0000c.sqlite3"}
    copies.forget_old(path, room=1)
    assert {each.name for each in folder.iterdir()} == {made, "desk.damaged-1.sqlite3"}, "the newest stays"
