"""The one way to write."""

import shutil
import threading
import time
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event, func, select

from app.commands import undo
from app.domain.change import Operation
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.errors import AppError, Refused
from app.domain.ids import new_id
from app.domain.knowledge import Article, Category
from app.domain.notice import Changes
from app.domain.tickets import Ticket, TicketStatus
from app.search.query import Query, search
from app.storage import core, rows
from app.storage.core import Connection, TextReader
from app.storage.database import Database
from app.storage.driver import dbapi as sqlite3
from app.storage.tables import UNDO
from app.storage.transaction import Tx
from tests.helpers.log_watch import LogWatch


def pushed(database: Database) -> list[Operation]:
    return database.replicate(lambda r: r.next_push(500)).result()


def a_customer(**fields: object) -> Customer:
    return msgspec.convert({"id": new_id(), "scope": "people", "name": "陈思远", **fields}, Customer)


def test_a_saved_row_is_read_and_waits_to_be_sent(database: Database) -> None:
    customer = database.write(lambda tx: tx.save(a_customer(tags=["金卡"]))).result()
    assert database.read(lambda c: rows.get(c, Customer, customer.id)) == customer
    (op,) = pushed(database)
    assert (op.kind, op.row, op.n, op.body["tags"]) == ("create", customer.id, 1, ["金卡"])


def test_only_what_differs_travels(database: Database) -> None:
    customer = database.write(lambda tx: tx.save(a_customer())).result()
    database.write(lambda tx: tx.save(msgspec.structs.replace(customer, city="杭州"))).result()
    database.write(lambda tx: tx.save(msgspec.structs.replace(customer, city="杭州"))).result()
    database.write(lambda tx: tx.save(msgspec.structs.replace(customer, city="宁波"))).result()
    assert [(op.kind, op.body, op.was) for op in pushed(database)[1:]] == [
        ("patch", {"city": "杭州"}, {"city": ""}),
        ("patch", {"city": "宁波"}, {"city": "杭州"}),
    ]


def test_a_failed_action_leaves_nothing(database: Database) -> None:
    heard: list[Changes] = []
    database.listen(heard.append)

    def half(tx: Tx) -> None:
        tx.save(a_customer())
        raise AppError("anything")

    with pytest.raises(AppError, match="anything"):
        database.write(half).result()
    assert database.read(lambda c: rows.everything(c, Customer)) == []
    assert pushed(database) == []
    assert heard == []


def test_the_notice_names_the_rows_after_the_commit(database: Database) -> None:
    heard: list[Changes] = []

    def listen(changes: Changes) -> None:
        assert database.read(lambda c: rows.everything(c, Customer))
        heard.append(changes)

    database.listen(listen)
    customer = database.write(lambda tx: tx.save(a_customer())).result()
    assert heard == [Changes(kinds=frozenset({"customer"}), ids=frozenset({customer.id}), origin="local")]


def test_a_listener_that_breaks_does_not_make_a_commit_look_undone(database: Database, log_watch: LogWatch) -> None:
    heard: list[Changes] = []

    def broken(changes: Changes) -> None:
        raise RuntimeError("the window is gone")

    database.listen(broken)
    database.listen(heard.append)
    log_watch.expect("app.storage.database", "listener")
    customer = database.write(lambda tx: tx.save(a_customer())).result()
    assert database.read(lambda c: rows.get(c, Customer, customer.id)) == customer
    assert len(heard) == 1


def test_an_intent_shows_its_guess_and_asks_the_server(database: Database) -> None:
    def work(tx: Tx) -> Ticket:
        ticket = tx.save(Ticket(id=new_id(), scope="g:1", title="无声"))
        return tx.ask(ticket, "accept")

    ticket = database.write(work).result()
    assert (ticket.status, ticket.assignee_id) == (TicketStatus.OPEN, "anna")
    assert pushed(database)[-1].body == {"action": "accept", "args": {}}
    with pytest.raises(Refused, match="ticket_state"):
        database.write(lambda tx: tx.ask(ticket, "close")).result()
    database.write(lambda tx: tx.ask(ticket, "accept")).result()  # is so already: nothing to send
    assert len(pushed(database)) == 2


def test_fields_of_the_server_are_not_saved(database: Database) -> None:
    ticket = database.write(lambda tx: tx.save(Ticket(id=new_id(), scope="g:1", title="无声"))).result()
    with pytest.raises(AppError, match="field_not_editable"):
        database.write(lambda tx: tx.save(msgspec.structs.replace(ticket, number=7))).result()


def test_search_text_is_written_with_the_article(database: Database) -> None:
    def write(tx: Tx) -> Article:
        root = tx.save(Category(id=new_id(), scope="all", name="售后"))
        return tx.save(Article(id=new_id(), scope="all", title="耳机单侧无声", category_id=root.id))

    sideways = Query(text="单侧", statuses=())
    article = database.write(write).result()
    assert [hit.article_id for hit in database.read(lambda c: search(c, sideways))] == [article.id]
    database.write(lambda tx: tx.save(msgspec.structs.replace(article, title="充电盒不亮"))).result()
    assert database.read(lambda c: search(c, sideways)) == []


def test_what_was_committed_survives_a_kill(database: Database, tmp_path: Path) -> None:
    customer = database.write(lambda tx: tx.save(a_customer())).result()
    for name in ("desk.db", "desk.db-wal"):  # what a kill leaves: the file and its log, never closed
        (tmp_path / f"copy-{name}").write_bytes((tmp_path / name).read_bytes())
    (tmp_path / "copy-desk.db-wal").rename(tmp_path / "copy.db-wal")
    (tmp_path / "copy-desk.db").rename(tmp_path / "copy.db")
    copy = Database(tmp_path / "copy.db", Actor("anna", "admin"))
    copy.open()
    assert copy.read(lambda c: rows.get(c, Customer, customer.id)) == customer
    copy.close()


def test_a_read_that_is_under_way_at_the_end_does_not_make_it_look_like_a_kill(tmp_path: Path) -> None:
    database = Database(tmp_path / "desk.sqlite3", Actor(id="a", role="agent"))
    database.open()
    database.write(lambda tx: tx.save(a_customer())).result(5)
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: object) -> bool:
        begun.set()
        return go_on.wait(5)

    reader = threading.Thread(target=database.read, args=(slow,))
    reader.start()
    assert begun.wait(5)
    release = threading.Timer(0.1, go_on.set)
    release.start()
    database.close()
    reader.join()
    release.join()
    assert not (tmp_path / "desk.sqlite3-wal").exists()


def test_a_closed_file_is_not_opened_again_by_a_late_read(tmp_path: Path) -> None:
    database = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    database.open()
    database.close()
    with pytest.raises(AppError, match="database_closed"):
        database.read(lambda c: c.exec_driver_sql("SELECT 1").all())
    assert [file.name for file in tmp_path.iterdir()] == ["desk.db"]


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_closing_ends_the_walk_through_the_file_and_leaves_no_log_of_writes(tmp_path: Path) -> None:
    database = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    database.open()
    database.write(lambda tx: tx.save(a_customer())).result()
    walking = threading.Event()

    def last_for_ever(connection: object, cursor: object, statement: str, parameters: object, *_more: object) -> object:
        if "quick_check" not in statement:
            return statement, parameters
        cursor.connection.set_progress_handler(walking.set, 1000)  # type: ignore[attr-defined]  # None goes on
        return ENDLESS, parameters

    event.listen(database._engines.readers, "before_cursor_execute", last_for_ever, retval=True)
    told: list[AppError] = []

    def check() -> None:
        with pytest.raises(AppError, match="database_closed") as found:
            database.check()
        told.append(found.value)

    thread = threading.Thread(target=check, daemon=True)
    thread.start()
    assert walking.wait(5)
    database.close()
    thread.join(5)
    assert [error.code for error in told] == ["database_closed"]
    assert not database.path.with_name("desk.db-wal").exists()


def test_a_text_reader_that_ends_after_the_close_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    database.open()
    monkeypatch.setattr(core, "loaded", lambda: False)
    monkeypatch.setattr("app.storage.database.LAST_READS_SECONDS", 0.02)
    reading, go_on = threading.Event(), threading.Event()
    used: list[TextReader] = []

    def read(connection: Connection) -> None:
        used.append(connection)  # type: ignore[arg-type]  # before SQLAlchemy is there it is a TextReader
        reading.set()
        go_on.wait(5)

    thread = threading.Thread(target=database.read, args=(read,), daemon=True)
    thread.start()
    assert reading.wait(5)
    database.close()
    go_on.set()
    thread.join(5)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        used[0].exec_driver_sql("SELECT 1")


def test_a_text_reader_that_cannot_begin_is_closed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[TextReader] = []

    def refuse(reader: TextReader) -> None:
        begun.append(reader)
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(core, "loaded", lambda: False)
    monkeypatch.setattr(TextReader, "begin", refuse)
    with pytest.raises((AppError, sqlite3.OperationalError)):
        database.read(lambda connection: None)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        begun[0].exec_driver_sql("SELECT 1")


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    first = Database(tmp_path / "a.db", Actor("anna", "admin"))
    first.open()
    first.close()
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    again = Database(tmp_path / "a.db", Actor("anna", "admin"))
    with pytest.raises(AppError, match="database_newer"):
        again.open()
    again.close()
    with sqlite3.connect(tmp_path / "a.db") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    connection.close()


@pytest.mark.parametrize("content", [b"this is no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_damaged_database_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    database = Database(path, Actor("anna", "admin"))
    with pytest.raises(AppError, match="database_damaged"):
        database.open()
    database.close()
    assert path.read_bytes() == content


def break_a_page_of(path: Path, table: str) -> None:
    """Overwrite the first page of a table, as a failing disk does."""
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_a_page_that_broke_is_named_when_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    first = Database(path, Actor("anna", "admin"))
    first.open()
    first.write(lambda tx: tx.save(a_customer())).result()
    first.close()
    assert not path.with_name("a.db-wal").exists()
    break_a_page_of(path, "customer")
    database = Database(path, Actor("anna", "admin"))
    database.open()
    with pytest.raises(AppError, match="database_damaged") as told:
        database.read(lambda connection: connection.exec_driver_sql("SELECT * FROM customer").all())
    assert told.value.values["path"] == str(path)
    database.close()


def test_after_a_run_that_was_cut_off_the_file_is_unchecked_until_somebody_walked_through_it(tmp_path: Path) -> None:
    path, copy = tmp_path / "a.db", tmp_path / "b.db"
    running = Database(path, Actor("anna", "admin"))
    running.open()
    assert not running.unchecked
    running.write(lambda tx: tx.save(a_customer())).result()
    shutil.copy(path, copy)
    shutil.copy(path.with_name("a.db-wal"), copy.with_name("b.db-wal"))
    running.close()
    again = Database(copy, Actor("anna", "admin"))
    again.open()  # what was committed is there at once
    assert len(again.read(lambda connection: rows.everything(connection, Customer))) == 1
    assert again.unchecked
    again.close()
    again = Database(copy, Actor("anna", "admin"))
    again.open()
    still = again.unchecked
    assert still, "a proper end does not make the file sound"
    again.check()
    assert not again.unchecked
    again.close()


def test_damage_is_found_behind_the_open_database_and_stays_known(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    first = Database(path, Actor("anna", "admin"))
    first.open()
    first.write(lambda tx: tx.save(a_customer())).result()
    first.close()
    break_a_page_of(path, "customer")
    path.with_name("a.db-wal").write_bytes(b"\0" * 64)
    for _ in range(2):  # the next start too
        damaged = Database(path, Actor("anna", "admin"))
        damaged.open()
        assert damaged.unchecked
        with pytest.raises(AppError, match="database_damaged") as told:
            damaged.check()
        assert told.value.values["path"] == str(path)
        damaged.close()


def test_what_is_to_be_upgraded_is_checked_before(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    first = Database(path, Actor("anna", "admin"))
    first.open()
    first.write(lambda tx: tx.save(a_customer())).result()
    first.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
        connection.commit()
    break_a_page_of(path, "customer")
    path.with_name("a.db-wal").write_bytes(b"\0" * 64)
    damaged = Database(path, Actor("anna", "admin"))
    with pytest.raises(AppError, match="database_damaged"):
        damaged.open()
    damaged.close()


def test_a_full_disk_loses_nothing_that_was_there(database: Database) -> None:
    kept = database.write(lambda tx: tx.save(a_customer())).result()

    def fill(tx: Tx) -> None:
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        tx.connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
        for _ in range(200):
            tx.save(a_customer(note="满" * 2000))

    with pytest.raises(AppError, match="disk_full"):
        database.write(fill).result()
    assert database.read(lambda c: rows.everything(c, Customer)) == [kept]
    assert len(pushed(database)) == 1


def labelled(database: Database, customer: Customer, **values: object) -> str:
    """Change a customer by an action that can be undone; returns the action."""

    def change(tx: Tx) -> str:
        tx.label = "customer.edit"
        tx.save(msgspec.structs.replace(tx.get(Customer, customer.id), **values))
        return tx.id

    return database.write(change).result()


def test_undoing_leaves_what_others_did_since(database: Database) -> None:
    customer = database.write(lambda tx: tx.save(a_customer(city="北京", note="", tags=["旧"]))).result()
    action = labelled(database, customer, city="杭州", tags=("新",))
    others = {"city": "上海", "note": "别人写的", "tags": ("新", "他")}
    database.write(  # as a page from the server would
        lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, customer.id), **others))
    ).result()
    assert database.write(lambda tx: undo.undo(tx, action)).result() == 1
    back = database.read(lambda c: rows.get(c, Customer, customer.id))
    assert back is not None
    assert (back.city, back.note, back.tags) == ("上海", "别人写的", ("他", "旧"))


def test_undoing_a_removal_brings_the_row_back(database: Database) -> None:
    customer = database.write(lambda tx: tx.save(a_customer())).result()

    def remove(tx: Tx) -> str:
        tx.label = "customer.remove"
        tx.remove(tx.get(Customer, customer.id))
        return tx.id

    action = database.write(remove).result()
    assert database.read(lambda c: rows.everything(c, Customer)) == []
    database.write(lambda tx: undo.undo(tx, action)).result()
    assert database.read(lambda c: rows.everything(c, Customer)) == [customer]


def test_steps_that_nobody_will_undo_are_forgotten(tmp_path: Path) -> None:
    times = [1_800_000_000_000]
    database = Database(tmp_path / "desk.db", Actor("anna", "admin"), lambda: times[0])
    database.open()
    customer = database.write(lambda tx: tx.save(a_customer())).result()
    for day in range(10):
        times[0] += 24 * 3600 * 1000
        labelled(database, customer, city=str(day))
    kept = database.read(lambda c: c.execute(select(func.count()).select_from(UNDO)).scalar_one())
    database.close()
    assert kept == 8


def test_what_is_written_after_the_end_is_refused_and_not_forgotten(tmp_path: Path) -> None:
    desk = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    desk.open()
    begun, go_on = threading.Event(), threading.Event()

    def slow(tx: Tx) -> str:
        begun.set()
        go_on.wait(10)
        return "done"

    first = desk.write(slow)
    assert begun.wait(10)
    queued = desk.write(lambda tx: "queued")
    ending = threading.Thread(target=desk.close)
    ending.start()
    while not desk._closed:
        time.sleep(0.001)
    late = desk.write(lambda tx: "late")
    go_on.set()
    ending.join(10)
    assert [first.result(10), queued.result(10)] == ["done", "queued"]
    with pytest.raises(AppError, match="database_closed"):
        late.result(1)
    with pytest.raises(AppError, match="database_closed"):
        desk.replicate(lambda replica: None).result(1)
    desk.open()
    assert desk.write(lambda tx: "open again").result(10) == "open again"
    desk.close()
