"""What is asked all the time is answered from an index, however many conversations there ever were."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from app.sql import server_engine, sqlite_engine
from sync_server.storage import desk, figures
from sync_server.storage.records import Reader
from sync_server.storage.tables import METADATA
from tests.server.device import Office

QUESTIONS: Mapping[str, Callable[[Reader], object]] = {
    "loads": lambda reader: desk.loads(reader, ["a", "b"]),
    "idle_since": lambda reader: desk.idle_since(reader, ["a", "b"]),
    "typical_wait": lambda reader: desk.typical_wait(reader, "presale", 5),
    "waiting": lambda reader: desk.waiting(reader, ["presale"]),
    "previous_agents": lambda reader: desk.previous_agents(reader, ["c1", "c2"]),
    "arrivals": lambda reader: figures.arrivals(reader, 5, 9),
    "counts": lambda reader: figures.counts(reader, 5, 9),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_reads_every_conversation(office: Office, name: str) -> None:
    asked: list[tuple[str, Any]] = []

    def note(connection: Connection, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    def ask(reader: Reader) -> list[str]:
        event.listen(reader.connection, "before_cursor_execute", note)
        QUESTIONS[name](reader)
        event.remove(reader.connection, "before_cursor_execute", note)
        driver = reader.connection.connection.cursor()
        return [row[3] for one in asked for row in driver.execute(f"EXPLAIN QUERY PLAN {one[0]}", one[1])]

    steps = office.db.read(ask)
    assert steps
    assert not [step for step in steps if step.startswith("SCAN")]
    if name == "previous_agents":
        assert [step for step in steps if "ix_message_answer" in step], "not all that was said in a conversation"


def test_migrations_make_the_declared_indexes(office: Office, tmp_path: Path) -> None:
    query = "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    fresh = sqlite_engine(tmp_path / "declared.sqlite", durable=False)
    with fresh.begin() as connection:
        METADATA.create_all(connection)
        declared = connection.exec_driver_sql(query).all()
    fresh.dispose()
    migrated = server_engine(office.db.url)
    with migrated.connect() as connection:
        assert connection.exec_driver_sql(query).all() == declared
    migrated.dispose()
