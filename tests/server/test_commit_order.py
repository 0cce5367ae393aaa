"""Six writers at three servers on one PostgreSQL, and a device that follows: nothing may appear behind its cursor.

``ZHIYING_WRITES=500 pytest tests/server/test_commit_order.py -s`` has each push so often, and tells the figures.
"""

import os
import random
import threading
import time
from contextlib import ExitStack

import psycopg
import pytest

from app.domain.protocol import Push
from sync_server.service import exchange
from sync_server.storage.database import Database
from sync_server.storage.records import Commit, Tx
from sync_server.storage.tables import SYNC_FEED
from tests.helpers import postgres
from tests.helpers.server import SettableClock
from tests.server.device import Device, Office

WRITERS, SERVERS = 6, 3
PUSHES = int(os.environ.get("ZHIYING_WRITES", "15"))
MOST_ROWS = 12


def numbered_early(tx: Tx) -> Commit:
    """Seal a transaction as one would with a sequence: its number is taken before others may go on, and not held."""
    tx.flush()
    with psycopg.connect(str(tx.connection.engine.url.set(drivername="postgresql")), autocommit=True) as beside:
        row = beside.execute("UPDATE sync_head SET seq = seq + 1 RETURNING seq").fetchone()
    assert row is not None
    time.sleep(random.uniform(0, 0.02))
    entries = list(tx._entries(row[0]))
    tx.upsert(SYNC_FEED, entries, ("scope", "ent", "id"))
    for action in tx._at_end:
        action(row[0])
    return Commit(row[0], frozenset(entry["scope"] for entry in entries), frozenset({"customer"}), frozenset())


@pytest.mark.parametrize("fault", ["none", "numbered early"])
def test_six_writers_at_three_servers_and_a_reader_misses_nothing(
    fault: str, postgres_cluster: str, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as stack:
        template = postgres_cluster.rpartition("/")[2]
        url = stack.enter_context(postgres.database(postgres_cluster, template=template))
        servers = [Database(url, clock=clock) for _ in range(SERVERS)]
        commits: list[Commit] = []
        for db in servers:
            stack.callback(db.close)
            db.listeners.append(commits.append)
        office = Office(servers[0], clock)
        writers = [office.agent(f"w{number}") for number in range(WRITERS)]
        reader = office.agent("reader")
        reader.pull()
        begun = reader.seen_seq
        if fault != "none":
            monkeypatch.setattr(Tx, "seal", numbered_early)
        commits.clear()

        def write(number: int, writer: Device) -> None:
            chance = random.Random(number)
            for push in range(PUSHES):
                count = chance.randint(1, MOST_ROWS)
                ops = [writer.op("customer", f"c{number}-{push}-{i}", "create", {"name": "x"}) for i in range(count)]
                request = Push(client_id=writer.client_id, epoch=writer.epoch, ops=tuple(ops), wall=clock.now)
                db = servers[number % SERVERS]
                assert db.write(lambda tx: exchange.push(tx, writer.caller, request)).answer.problem == ""  # noqa: B023

        threads = [threading.Thread(target=write, args=each) for each in enumerate(writers)]
        started = time.monotonic()
        for thread in threads:
            thread.start()
        pages = 0
        while any(thread.is_alive() for thread in threads):
            reader.page(limit=100)
            pages += 1
        took = time.monotonic() - started
        reader.pull(limit=20)
        missed = reader.expected().keys() - reader.rows.keys()
    seqs = sorted(commit.seq for commit in commits if commit.seq)
    rows = len([key for key in reader.rows if key[0] == "customer"])
    print(f"{len(seqs)} commits of {rows} rows in {took:.1f} s, {pages} pages meanwhile; {len(missed)} rows missed")
    if fault == "none":
        assert not missed
        assert seqs == list(range(begun + 1, begun + 1 + WRITERS * PUSHES)), "the numbers have a gap"
    else:
        assert missed, "this test would not see the fault that it is here for"
