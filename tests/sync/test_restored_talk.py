"""A desk, a server that loses its day, and a conversation that went to another group on that day."""

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from app.domain.conversations import Author, Message
from app.domain.customers import Customer
from app.domain.ids import new_id
from app.domain.people import Role
from sync_server.storage.database import Database
from tests.helpers.server import SettableClock, epoch_of, fresh_sqlite
from tests.server.device import Office
from tests.sync.answered_desk import Desk


@pytest.mark.slow
def test_what_was_said_in_a_talk_that_had_left_is_taken_by_a_restored_server_too(tmp_path: Path) -> None:
    clock = SettableClock()
    office = Office(Database(fresh_sqlite(tmp_path / "day.sqlite"), clock=clock), clock)
    anna, boss = office.agent("anna", "presale"), office.agent("boss", role=Role.SUPERVISOR)
    office.queued("v1", "presale")
    desk = Desk(tmp_path, "anna", lambda: clock.now)
    with closing(office.db), closing(desk.database):
        anna.do("conversation", "v1", "intent", {"action": "take"})
        with (
            closing(sqlite3.connect(tmp_path / "day.sqlite")) as day,
            closing(sqlite3.connect(tmp_path / "night.sqlite")) as night,
        ):
            day.backup(night)
        for number in range(5):
            office.put(Customer(id=f"c{number}", scope="people", name="of the day"))
        desk.synchronise(anna)
        moved = boss.op("conversation", "v1", "intent", {"action": "enqueue", "args": {"group_id": "after"}})
        boss.push(moved)
        said = Message(
            id="m1",
            scope="g:presale",
            conversation_id="v1",
            author=Author.AGENT,
            author_id="anna",
            text="in the tunnel",
        )
        desk.database.write(lambda tx: tx.save(said)).result()
        desk.synchronise(anna)
        assert [row.text for row in office.find(Message, id="m1")] == ["in the tunnel"]

        restored = Database(f"sqlite:///{tmp_path / 'night.sqlite'}", clock=clock)
        with closing(restored):
            restored.begin_anew()
            office.db = restored
            boss.epoch, boss.client_id = epoch_of(restored), new_id()
            assert boss.push(msgspec.structs.replace(moved, n=1, seen_seq=0)).results[0].status == "ok"
            desk.synchronise(anna)
            assert [(row.text, row.scope) for row in office.find(Message, id="m1")] == [("in the tunnel", "g:after")]
            assert desk.database.read(lambda c: c.exec_driver_sql("SELECT code FROM sync_issue").fetchall()) == []
