"""The first window is read without SQLAlchemy, and by the same functions as everything after it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.access import ALL, group_scope
from app.domain.conversations import Author, Conversation, Message, Status
from app.domain.customers import Customer
from app.domain.people import Agent, Group
from app.storage import conversations, core, drafts, people, rows, sync_classes, threads
from app.storage.core import CoreWanted, TextReader
from app.storage.database import Database
from app.storage.drafts import Draft

FIRST = """
import sys
from pathlib import Path
from app.domain.entity import Actor
from app.domain.people import Agent
from app.storage import conversations, people, rows, sync_classes, threads
from app.storage.database import Database
database = Database(Path(sys.argv[1]), Actor("anna", "agent"))
database.open()
database.read(lambda c: (rows.get(c, Agent, "anna"), sync_classes.started(c), people.load(c, "anna")))
space = database.read(lambda c: conversations.workspace(c, "anna"))
talk = database.read(lambda c: threads.thread(c, "talk", "anna", 30))
assert "sqlalchemy" not in sys.modules, "the first window waits for SQLAlchemy"
later = database.read(lambda c: (c.exec_driver_sql("SELECT 1"), sync_classes.held(c)))[1]
assert "sqlalchemy" in sys.modules
assert later.classes["messages"].rows == 2
assert database.read(lambda c: conversations.workspace(c, "anna")) == space
assert database.read(lambda c: threads.thread(c, "talk", "anna", 30)) == talk
database.write(lambda tx: None).result()
database.close()
print(len(space.mine), len(talk.rows))
"""


@pytest.fixture
def office(open_database: Callable[..., Database]) -> Database:
    database = open_database()
    scope = group_scope("after")
    people_here = [
        Agent(id="anna", scope=ALL, rev=1, login="anna", name="Anna", group_ids=("after",)),
        Group(id="after", scope=ALL, rev=1, name="售后", branch_id="b"),
    ]
    talk = Conversation(
        id="talk", scope=scope, rev=1, customer_id="c", group_id="after", status=Status.ACTIVE, assignee_id="anna"
    )
    said = [
        Message(id=f"m{n}", scope=scope, rev=1, conversation_id="talk", author=Author.CUSTOMER, seq=n, text=f"第{n}句")
        for n in (1, 2)
    ]
    for name, values in (
        ("agent", people_here[:1]),
        ("group", people_here[1:]),
        ("customer", [Customer(id="c", scope=scope, rev=1, name="黄小美")]),
        ("conversation", [talk]),
        ("message", said),
    ):
        database.replicate(lambda r, n=name, v=values: rows.write(r.connection, n, v)).result()  # type: ignore[misc]
    draft = Draft(conversation_id="talk", text="您好")
    database.write(lambda tx: drafts.put_draft(tx.connection, draft)).result()
    return database


def test_the_first_window_is_read_without_sqlalchemy(office: Database) -> None:
    path = office.path
    office.close()
    done = subprocess.run(
        [sys.executable, "-c", FIRST, str(path)],
        capture_output=True, text=True, check=False, timeout=60, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["1", "2"]


def test_a_text_reader_reads_the_same(office: Database) -> None:
    reader = TextReader(office.path)
    reader.begin()
    for read in (
        lambda c: conversations.workspace(c, "anna"),
        lambda c: threads.thread(c, "talk", "anna"),
        lambda c: people.load(c, "anna"),
        lambda c: rows.get(c, Agent, "anna"),
        lambda c: [sync_classes.started(c)],
    ):
        found = read(reader)
        assert found
        assert found == office.read(read), "the same by both ways"
    reader.end()
    reader.close()


def test_a_text_reader_writes_nothing_and_takes_no_statement_of_core(office: Database) -> None:
    reader = TextReader(office.path)
    with pytest.raises(Exception, match="readonly"):
        reader.exec_driver_sql("DELETE FROM message")
    with pytest.raises(CoreWanted):
        reader.execute(core.select(core.ENTITY["message"].c.id))
    reader.close()
