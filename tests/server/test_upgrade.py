"""Databases of earlier programs are brought to this one's form with all that is in them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from app.domain.conversations import Conversation
from app.domain.surveys import Solved
from app.domain.tickets import Ticket
from app.sql import server_engine, upgrade
from sync_server.storage import heartbeats
from sync_server.storage.database import HEAD, MIGRATIONS, Database
from tests.helpers import postgres

PICTURE = "ab" * 32


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'server.sqlite'}"
        return
    cluster: str = request.getfixturevalue("postgres_cluster")
    with postgres.database(cluster) as url:
        yield url


def put(connection: Connection, table: str, **given: object) -> None:
    """Write a row with a value in each column that must have one."""
    columns = {each[0]: each[1] for each in _columns(connection, table)}
    values: dict[str, object] = {name: 0 if "INT" in kind.upper() else "" for name, kind in columns.items()}
    values |= {name: False for name, kind in columns.items() if "BOOL" in kind.upper()}
    values |= given
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)


def _columns(connection: Connection, table: str) -> list[tuple[str, str]]:
    return [
        (each["name"], str(each["type"])) for each in inspect(connection).get_columns(table) if not each["nullable"]
    ]


def test_what_the_second_version_wrote_is_read_by_this_one(empty_url: str) -> None:
    engine = server_engine(empty_url)
    upgrade(engine, MIGRATIONS, "0002")
    said = {"v-yes": True, "v-no": False, "v-open": None}
    with engine.begin() as connection:
        for key, solved in said.items():
            put(connection, "conversation", id=key, scope="g:g", channel="web", status="closed", tags="[]",
                language="zh-CN", solved=solved)  # fmt: skip
        files = json.dumps([{"sha256": PICTURE, "name": "a.png", "size": 1, "mime": "image/png"}])
        put(connection, "ticket", id="t1", scope="g:g", title="Broken", attachments=files, tags="[]", line=1,
            priority="normal", status="new")  # fmt: skip
        put(connection, "ticket", id="t2", scope="g:g", title="Whole", attachments="[]", tags="[]", line=1,
            priority="normal", status="new")  # fmt: skip
        put(connection, "heartbeat", agent_id="anna", at=5)
        block = json.dumps([{"id": "b1", "kind": "image", "image": PICTURE, "text": "cd" * 32}])
        for key, field, lost in (("k1", "attachments", files), ("k2", "body", block), ("k3", "name", f'"{PICTURE}"')):
            put(connection, "conflict", id=key, scope="u:anna", field=field, base="null", kept="null", lost=lost)
    upgrade(engine, MIGRATIONS, HEAD)
    with engine.connect() as connection:
        uses = connection.execute(text('SELECT sha256, ent, "row" FROM file_use')).all()
    engine.dispose()
    named = {(PICTURE, "conflict", "k1"), (PICTURE, "conflict", "k2"), (PICTURE, "ticket", "t1")}
    assert {tuple(use) for use in uses} == named
    db = Database(empty_url)
    try:
        rows = db.read(lambda reader: reader.get_many(Conversation, said))
        ticket = db.read(lambda reader: reader.get(Ticket, "t1"))
        heard = db.read(lambda reader: (heartbeats.last(reader), heartbeats.desks(reader, ["anna"])))
    finally:
        db.close()
    assert {key: row.solved for key, row in rows.items()} == {"v-yes": Solved.YES, "v-no": Solved.NO, "v-open": None}
    assert heard == ({"anna": 5}, {"anna": ""})
    assert ticket is not None
    assert ticket.attachments[0].sha256 == PICTURE


def test_a_hash_in_a_note_opens_no_file_and_devices_have_heard_of_all_so_far(empty_url: str) -> None:
    engine = server_engine(empty_url)
    upgrade(engine, MIGRATIONS, "0011")
    files = json.dumps([{"sha256": PICTURE, "name": "a.png", "size": 1, "mime": "image/png"}])
    with engine.begin() as connection:
        put(connection, "sync_head", k=1, seq=40)
        put(connection, "device", id="old", told=7)
        for key, field, lost in (("k1", "attachments", files), ("k2", "note", f'"{PICTURE}"')):
            put(connection, "conflict", id=key, scope="u:anna", field=field, base="null", kept="null", lost=lost)
            put(connection, "file_use", sha256=PICTURE, ent="conflict", row=key)
        put(connection, "file_use", sha256=PICTURE, ent="message", row="m1")
    upgrade(engine, MIGRATIONS, HEAD)
    with engine.connect() as connection:
        uses = connection.execute(text('SELECT ent, "row" FROM file_use')).all()
        told = connection.execute(text("SELECT told FROM device")).scalar()
    engine.dispose()
    assert {tuple(use) for use in uses} == {("conflict", "k1"), ("message", "m1")}
    assert told == 40


def test_three_copies_from_before_upgrades_are_kept(tmp_path: Path) -> None:
    engine = server_engine(f"sqlite:///{tmp_path / 'server.sqlite'}")
    upgrade(engine, MIGRATIONS, "0004")
    engine.dispose()
    for name in ("0001", "0002", "0003", "0004", "restore"):
        (tmp_path / f"server.sqlite.before-{name}").touch()
    Database(f"sqlite:///{tmp_path / 'server.sqlite'}").close()
    kept = {path.name.rpartition("-")[2] for path in tmp_path.glob("*.before-*")}
    assert kept == {"0003", "0004", HEAD, "restore"}
