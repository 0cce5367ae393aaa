"""A server or a database that has too much to do says so at once, and nobody waits for ever."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import msgspec
import psycopg
import pytest

import app.sql
from app.domain.customers import Customer
from app.domain.protocol import Problem
from sync_server.storage import database
from sync_server.storage.database import Database, DatabaseBusy
from sync_server.storage.records import Tx
from tests.helpers import postgres
from tests.helpers.server import RunningServer
from tests.helpers.waiting import until


def test_a_server_at_its_bound_says_when_to_come_again(server: RunningServer) -> None:
    token, load = server.token("anna"), server.runtime.load
    assert load.most == 1_000
    load.now = load.most
    refused = server.call("GET", "/auth/v1/me", token=token)
    problem = msgspec.json.decode(refused.content, type=Problem)
    assert (refused.status_code, problem.code) == (503, "busy")
    assert 2 <= int(refused.headers["Retry-After"]) == problem.values["retry_after_s"] <= 6
    assert server.call("GET", "/health").status_code == 200
    assert server.call("GET", "/sync/v1/wait?timeout=0", token=token).status_code == 200
    load.now = 0
    assert server.call("GET", "/auth/v1/me", token=token).status_code == 200
    until(lambda: load.now == 0)


@contextmanager
def impatient(cluster: str, monkeypatch: pytest.MonkeyPatch, **patience: int) -> Iterator[Database]:
    """Open a database on PostgreSQL that waits for nothing long."""
    monkeypatch.setattr(app.sql, "_PATIENCE", {**app.sql._PATIENCE, **patience})
    monkeypatch.setattr(app.sql, "POOL_SECONDS", 0.1)
    monkeypatch.setattr(database, "PATIENCE_S", 0.2)
    with postgres.database(cluster, template=cluster.rpartition("/")[2]) as url:
        db = Database(url)
        try:
            yield db
        finally:
            db.close()


def put(tx: Tx) -> int:
    return tx.put(Customer(id="c1", scope="people", name="Wang")).rev


def test_a_full_pool_is_a_busy_database(postgres_cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with impatient(postgres_cluster, monkeypatch) as db:
        with ExitStack() as stack:
            for _ in range(20):
                stack.enter_context(db._writer.connect())
            with pytest.raises(DatabaseBusy):
                db.write(put)
            with pytest.raises(DatabaseBusy):
                db.read(lambda reader: reader.history)
        assert db.write(put) == 1


def nobody_is_in_the_way(db: Database, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Say whether somebody with more patience can write now."""
    monkeypatch.undo()
    patient = Database(db.url)
    try:
        return patient.write(put) == 1
    finally:
        patient.close()


def test_a_lock_that_somebody_keeps_is_not_waited_for_long(
    postgres_cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with impatient(postgres_cluster, monkeypatch, lock_timeout=80) as db:
        with db._writer.begin() as other:
            other.exec_driver_sql("UPDATE sync_head SET seq = seq")
            with pytest.raises(DatabaseBusy, match="lock"):
                db.write(put)
        assert nobody_is_in_the_way(db, monkeypatch)


def test_a_slow_statement_is_given_up(postgres_cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with impatient(postgres_cluster, monkeypatch, statement_timeout=150) as db:
        with pytest.raises(DatabaseBusy, match="statement timeout"):
            db.read(lambda reader: reader.connection.exec_driver_sql("SELECT pg_sleep(60)"))
        assert nobody_is_in_the_way(db, monkeypatch)


def test_a_transaction_that_does_nothing_is_ended_and_keeps_nobody(
    postgres_cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleepy(tx: Tx) -> None:
        put(tx)
        tx.flush()
        threading.Event().wait(0.4)
        tx.find(Customer)

    with impatient(postgres_cluster, monkeypatch, idle_in_transaction_session_timeout=100) as db:
        with pytest.raises(DatabaseBusy):
            db.write(sleepy)
        assert nobody_is_in_the_way(db, monkeypatch)


def test_no_time_limit_cuts_a_commit_short(postgres_cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut while it waits for a synchronous standby it would pass for done, and be lost with this machine."""
    limits: list[str] = []

    def work(tx: Tx) -> None:
        def look(seq: int) -> None:
            show = tx.connection.exec_driver_sql
            limits.extend(str(show(f"SHOW {name}").scalar()) for name in ("statement_timeout", "synchronous_commit"))

        put(tx)
        tx.at_end(look)

    with impatient(postgres_cluster, monkeypatch) as db:
        assert db.read(lambda r: r.connection.exec_driver_sql("SHOW statement_timeout").scalar()) == "30s"
        db.write(work)
        assert limits == ["0", "on"]
        assert db.read(lambda r: r.connection.exec_driver_sql("SHOW statement_timeout").scalar()) == "30s"


def test_a_standby_is_not_written_to_and_no_operation_is_refused_for_it(
    postgres_cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def within(tx: Tx) -> int:
        with tx.savepoint():
            tx.connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            return put(tx)

    with impatient(postgres_cluster, monkeypatch) as db:
        with pytest.raises(DatabaseBusy, match="read-only"):
            db.write(within)
        db._writer.dispose()
        with psycopg.connect(db.url, autocommit=True) as connection:
            name = db.url.rpartition("/")[2]
            connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        with pytest.raises(DatabaseBusy, match="read-only"):
            db.write(put)


def test_servers_that_start_at_once_on_an_empty_database_migrate_it_once(postgres_cluster: str) -> None:
    failed: list[BaseException] = []
    with postgres.database(postgres_cluster) as url:

        def start() -> None:
            try:
                Database(url).close()
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=start) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
