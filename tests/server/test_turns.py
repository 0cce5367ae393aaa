"""Writes that wait for their turn share one commit, and nothing else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from app.domain.customers import Customer
from app.domain.errors import AppError
from sync_server.storage import database
from sync_server.storage.database import Database, DatabaseBusy
from sync_server.storage.records import Commit, StaleRow, Tx
from tests.helpers.server import fresh_sqlite
from tests.helpers.waiting import until


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = Database(fresh_sqlite(tmp_path / "server.sqlite"))
    yield made
    made.close()


def put(name: str) -> Callable[[Tx], int]:
    return lambda tx: tx.put(Customer(id=name, scope="people", name=name)).rev


@contextmanager
def writing_together(db: Database, works: dict[str, Callable[[Tx], Any]]) -> Iterator[dict[str, Any]]:
    """Have writes wait in this order behind one that is at work until the block ends; yields what becomes of them."""
    begun, go_on = threading.Event(), threading.Event()
    found: dict[str, Any] = {}

    def hold(tx: Tx) -> None:
        begun.set()
        assert go_on.wait(20)

    def write(name: str, work: Callable[[Tx], Any]) -> None:
        try:
            found[name] = db.write(work)
        except Exception as error:
            found[name] = error

    threads = [threading.Thread(target=write, args=("", hold))]
    threads[0].start()
    assert begun.wait(20)
    for n, (name, work) in enumerate(works.items(), 1):
        threads.append(threading.Thread(target=write, args=(name, work)))
        threads[-1].start()
        until(lambda n=n: len(db._turns._line) == n)  # type: ignore[misc]
    try:
        yield found
    finally:
        go_on.set()
        for thread in threads:
            thread.join(20)


def test_waiting_writes_are_changes_of_their_own_in_one_commit(db: Database) -> None:
    heard: list[Commit] = []
    commits: list[object] = []
    db.listeners.append(heard.append)
    event.listen(db._writer, "commit", commits.append)
    with writing_together(db, {name: put(name) for name in "abcde"}) as found:
        pass
    assert found == {"": None, **dict.fromkeys("abcde", 1)}
    assert len(commits) == 2, "the one that was at work, and all others"
    assert sorted(each.seq for each in heard) == [1, 2, 3, 4, 5]
    rows = db.read(lambda reader: reader.connection.exec_driver_sql("SELECT id, seq FROM sync_feed ORDER BY seq").all())
    assert [tuple(row) for row in rows] == [(name, n) for n, name in enumerate("abcde", 1)]


def test_one_that_fails_fails_alone_and_leaves_nothing(db: Database) -> None:
    def refused(tx: Tx) -> None:
        put("refused")(tx)
        tx.flush()
        raise AppError("forbidden")

    races: list[int] = []

    def raced(tx: Tx) -> int:
        races.append(1)
        if len(races) == 1:
            raise StaleRow("somebody was faster")
        return put("raced")(tx)

    works = {"a": put("a"), "refused": refused, "raced": raced, "b": put("b")}
    with writing_together(db, works) as found:
        pass
    assert (found["a"], found["b"], found["raced"]) == (1, 1, 1)
    assert found["refused"].code == "forbidden"
    assert {row.id for row in db.read(lambda reader: reader.find(Customer))} == {"a", "b", "raced"}
    assert db.read(lambda reader: reader.connection.exec_driver_sql("SELECT seq FROM sync_head").scalar()) == 3


def test_what_the_disk_has_no_room_for_takes_nobody_with_it(db: Database) -> None:
    def huge(tx: Tx) -> None:
        tx.connection.exec_driver_sql("PRAGMA max_page_count = 1")
        tx.put(Customer(id="huge", scope="people", name="x" * 2_000_000))
        tx.flush()

    works = {"a": put("a"), "huge": huge, "b": put("b")}
    with writing_together(db, works) as found:
        pass
    assert isinstance(found["huge"], DatabaseBusy)
    assert (found["a"], found["b"]) == (1, 1)
    assert {row.id for row in db.read(lambda reader: reader.find(Customer))} == {"a", "b"}


def test_whose_turn_does_not_come_is_told_so_and_is_not_written_later(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_S", 0.05)
    with writing_together(db, {"late": put("late")}) as found:
        until(lambda: "late" in found)
    assert isinstance(found["late"], DatabaseBusy)
    assert db.read(lambda reader: reader.find(Customer)) == []
