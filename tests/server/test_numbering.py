"""Numbers in commit order: nothing that a reader has passed may appear behind it."""

import contextlib
import threading
import time

import msgspec
import pytest
from sqlalchemy import select

from app.domain.customers import Customer
from sync_server.storage import feed
from sync_server.storage.records import Commit, Tx
from sync_server.storage.tables import SYNC_FEED, SYNC_HEAD
from tests.server.device import Office

WRITERS = 6
EACH = 15


def test_concurrent_writers_leave_no_gap_and_a_reader_misses_nothing(any_office: Office) -> None:
    """The fault of a cursor on a sequence: a slower commit with a lower number becomes visible later."""
    db = any_office.db
    commits: list[Commit] = []
    db.listeners.append(commits.append)
    start = db.read(feed.head)
    seen: list[str] = []
    done = threading.Event()

    def write(writer: int) -> None:
        for index in range(EACH):

            def one(tx: Tx, index: int = index) -> None:
                tx.put(Customer(id=f"c{writer}-{index}", scope="people", name="x"))
                time.sleep(0.002 * (writer % 3))  # transactions of different length overtake one another

            db.write(one)

    def follow() -> None:
        cursor = start
        while True:
            last = done.is_set()
            entries, _ = db.read(lambda reader, cursor=cursor: feed.after(reader, {"people": cursor}, 7))  # type: ignore[misc]
            seen.extend(entry.id for entry in entries)
            cursor = entries[-1].seq if entries else cursor
            if last and not entries:
                return

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    reader = threading.Thread(target=follow)
    for thread in (reader, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    assert sorted(seen) == sorted(f"c{writer}-{index}" for writer in range(WRITERS) for index in range(EACH))
    numbers = sorted(commit.seq for commit in commits)
    assert numbers == list(range(start + 1, start + 1 + WRITERS * EACH))


def test_a_transaction_that_fails_takes_no_number(any_office: Office) -> None:
    db = any_office.db
    before = db.read(feed.head)

    def broken(tx: Tx) -> None:
        tx.put(Customer(id="c1", scope="people", name="x"))
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        db.write(broken)
    assert db.read(feed.head) == before
    assert any_office.find(Customer) == []


def test_reading_and_writing_nothing_takes_no_number(any_office: Office) -> None:
    before = any_office.db.read(feed.head)
    any_office.db.write(lambda tx: tx.find(Customer))
    row = any_office.put(Customer(id="c1", scope="people", name="x"))
    any_office.put(row)
    assert any_office.db.read(feed.head) == before + 1


def test_a_row_read_without_its_lock_cannot_overwrite_a_newer_one(any_office: Office) -> None:
    any_office.put(Customer(id="c1", scope="people", name="x"))
    tries: list[int] = []

    def stale(tx: Tx) -> None:
        (found,) = tx.find(Customer)
        tries.append(found.rev)
        if len(tries) == 1:
            # as if another writer had come between the look and the lock
            found = Customer(id="c1", scope="people", name="x", rev=0)
        tx.put(found)

    any_office.db.write(stale)
    assert tries == [1, 1], "the whole write was tried again"


def test_two_who_make_the_same_row_at_once_build_on_each_other(any_office: Office) -> None:
    """Neither sees the other's row when it looks; on SQLite the second waits for the first."""
    both_looked = threading.Barrier(2)

    def make(tx: Tx) -> None:
        row = tx.get(Customer, "c1") or Customer(id="c1", scope="people", name="x")
        with contextlib.suppress(threading.BrokenBarrierError):
            both_looked.wait(timeout=0.5)
        tx.put(msgspec.structs.replace(row, name=f"{row.name}+"))

    threads = [threading.Thread(target=any_office.db.write, args=(make,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert any_office.get(Customer, "c1").name == "x++"


def test_the_feed_has_one_entry_a_row(office: Office) -> None:
    row = office.put(Customer(id="c1", scope="people", name="0"))
    for index in range(5):
        row = office.put(Customer(id="c1", scope="people", name=str(index + 1), rev=row.rev))
    query = select(SYNC_FEED.c.seq).where(SYNC_FEED.c.id == "c1")
    entries = office.db.read(lambda reader: reader.connection.execute(query).all())
    head = office.db.read(lambda reader: reader.connection.execute(select(SYNC_HEAD.c.seq)).scalar_one())
    assert [entry[0] for entry in entries] == [head]
