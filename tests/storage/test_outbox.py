"""What is sent at once: whole actions, not too many and not too large."""

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.change import Operation, Result
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.ids import new_id
from app.storage import core, outbox
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.replica import Replica
from app.storage.sync_status import counts
from app.storage.transaction import Tx


def action(*notes: str) -> Callable[[Tx], None]:
    """An action that makes one customer a note."""

    def save(tx: Tx) -> None:
        for note in notes:
            tx.save(Customer(id=new_id(), scope="people", name="陈思远", note=note))

    return save


def next_push(database: Database, limit: int = 200, room: int = 1 << 20) -> list[int]:
    """The numbers of the next operations to be sent."""
    return [op.n for op in database.replicate(lambda r: r.next_push(limit, room)).result()]


@pytest.fixture
def desk(database: Database) -> Database:
    """Actions of 1, 3 and 2 operations of half a kilobyte."""
    for size in (1, 3, 2):
        database.write(action(*["x" * 500] * size)).result()
    return database


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(1, [1]), (2, [1]), (3, [1]), (4, [1, 2, 3, 4]), (5, [1, 2, 3, 4]), (6, [1, 2, 3, 4, 5, 6])],
)
def test_an_action_is_never_cut(desk: Database, limit: int, expected: list[int]) -> None:
    assert next_push(desk, limit) == expected


def test_large_operations_go_in_several_pushes(desk: Database) -> None:
    assert next_push(desk, room=4000) == [1, 2, 3, 4]
    assert next_push(desk, room=2000) == [1]
    assert next_push(desk, room=10) == [1]


def test_an_action_that_is_too_large_goes_whole(database: Database) -> None:
    database.write(action(*["x" * 500] * 3)).result()
    database.write(action("y")).result()
    assert next_push(database, limit=2) == [1, 2, 3]
    assert next_push(database, room=700) == [1, 2, 3]


def test_what_no_server_takes_becomes_an_issue_and_the_rest_goes_on(desk: Database) -> None:
    first = desk.replicate(lambda r: r.next_push(1)).result()
    before = desk.replicate(Replica.position).result()
    desk.replicate(lambda r: r.give_up(first, "too_large"), durable=True).result()
    position = desk.replicate(Replica.position).result()
    assert position.client_id != before.client_id
    assert position.next_n == 6
    assert next_push(desk) == [1, 2, 3, 4, 5]
    assert desk.read(counts).rejected == 1
    desk.replicate(lambda r: r.resume_stream(0), durable=True).result()
    rest: list[Operation] = desk.replicate(lambda r: r.next_push(200)).result()
    assert first[0].id not in {op.id for op in rest}, "it is not sent again"
    desk.replicate(lambda r: r.answered(rest, [Result(status="ok", rev=1, seq=1)] * 5)).result()
    assert desk.read(counts).pending == 0


def test_what_was_refused_is_not_sent_again_to_a_server_that_lost_it(desk: Database) -> None:
    ops: list[Operation] = desk.replicate(lambda r: r.next_push(200)).result()
    results = [Result(status="rejected", code="no_such_row"), *[Result(status="ok", rev=1, seq=1)] * (len(ops) - 1)]
    desk.replicate(lambda r: r.answered(ops, results)).result()
    before = desk.replicate(Replica.position).result()
    desk.replicate(lambda r: r.resume_stream(0), durable=True).result()
    again: list[Operation] = desk.replicate(lambda r: r.next_push(200)).result()
    assert [op.id for op in again] == [op.id for op in ops[1:]]
    assert [op.n for op in again] == list(range(1, len(ops)))
    assert desk.replicate(Replica.position).result().client_id != before.client_id
    assert desk.read(counts).rejected == 1


def test_a_reference_that_is_a_path_leads_nowhere(database: Database) -> None:
    secret = database.path.with_name("secret.txt")
    secret.write_text("mine")
    files = Blobs(database.path.parent / "blobs")
    files.store(b"x")
    for hostile in ("../../secret.txt", str(secret), "..", ""):
        assert files.path(hostile) is None
        assert files.read(hostile) is None


def test_what_is_written_before_the_first_synchronisation_is_of_the_stream_too(database: Database) -> None:
    database.write(action("x")).result()
    assert next_push(database) == [1]
    database.replicate(lambda r: r.answered(r.next_push(9), [Result(status="ok", rev=1, seq=4)])).result()
    assert next_push(database) == []
    database.replicate(Replica.position).result()
    database.replicate(lambda r: r.resume_stream(0), durable=True).result()  # the server lost it
    assert next_push(database) == [1]


def test_the_operations_of_rows_are_looked_for_by_the_rows(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[str] = []
    plain = core.TextConnection.exec_driver_sql

    def look(self: core.TextConnection, statement: str, parameters: object = ()) -> Any:
        if statement.startswith("SELECT") and " IN (" in statement and "outbox" in statement:
            found = plain(self, f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(str(row[3]) for row in found)
        return plain(self, statement, parameters)

    monkeypatch.setattr(core.TextConnection, "exec_driver_sql", look)
    rows = {f"c{n}": outbox.Kept(None, "", 0, 0, "", gone=False) for n in range(500)}
    keys = [("customer", row_id) for row_id in rows]
    actor = Actor("anna", "agent")
    database.write(lambda tx: outbox.operations(tx.connection, "customer", rows)).result()
    database.write(lambda tx: outbox.show_carried(tx.connection, "customer", rows)).result()
    database.write(lambda tx: outbox.settle(tx.connection, False, actor, (), keys)).result()
    ops = [Operation(id=f"o{n}", txn="t", ent="customer", row="c", kind="create", wall=1) for n in range(500)]
    database.replicate(lambda r: r.answered(ops, [Result(status="ok")] * len(ops))).result()
    used = [plan for plan in plans if "outbox" in plan or " o " in plan]
    assert len(used) >= 4
    assert not [plan for plan in used if "ix_outbox_state" in plan]
