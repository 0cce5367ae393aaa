"""What keeps a server going for years: what is forgotten, backups, and hearing of those who write beside it."""

import hashlib
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Table, func, insert, select

from app.domain.conversations import Author, Card, Message, MessageKind
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.knowledge import Article, ArticleVersion, Category
from app.domain.people import Role
from app.domain.protocol import Moved
from app.domain.registry import ENTITIES
from app.domain.tickets import Ticket, TicketNote
from sync_server import __main__ as command_line
from sync_server.config import Config
from sync_server.server import build, rounds_of, shut
from sync_server.service.files import FileStore, Received
from sync_server.storage import backup, feed, purge
from sync_server.storage.database import Database
from sync_server.storage.records import OUT, Reader
from sync_server.storage.tables import FILE_USE, SYNC_FEED, SYNC_OP, SYNC_STREAM, SYNC_TIME, TOKEN
from tests.helpers import postgres
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import RunningServer, SettableClock, epoch_of, fresh_sqlite, running_server
from tests.helpers.waiting import until
from tests.server.device import Office
from tests.server.test_http import decoded

DAY = 86_400_000


def purged(office: Office) -> bool:
    """Do what the server does once a day."""
    found = office.db.read(purge.old)
    if found.any:
        office.db.write(lambda tx: purge.purge(tx, found))
    return found.any


def test_traces_go_after_half_a_year_and_devices_from_before_begin_anew(any_office: Office) -> None:
    boss, late, up_to_date = (
        any_office.agent("boss", "presale", "after"),
        any_office.agent("anna"),
        any_office.agent("bob"),
    )
    any_office.queued("v1")
    for device in (late, up_to_date):
        device.pull()
        assert ("conversation", "v1") in device.rows
    moved = {"action": "enqueue", "args": {"group_id": "after"}}
    any_office.clock.advance(120_000)
    assert boss.do("conversation", "v1", "intent", moved, base_rev=1).status == "ok"
    any_office.clock.advance(120_000)
    any_office.put(Customer(id="c1", scope="people", name="x"))
    up_to_date.pull()
    assert ("conversation", "v1") not in up_to_date.rows
    assert not purged(any_office), "too young"

    any_office.clock.advance(181 * DAY)
    any_office.put(Customer(id="c2", scope="people", name="x"))
    assert purged(any_office)
    left = select(func.count()).select_from(SYNC_FEED).where(SYNC_FEED.c.kind == OUT)
    assert any_office.db.read(lambda reader: reader.connection.execute(left).scalar_one()) == 0
    assert 0 < any_office.db.read(feed.horizon) < any_office.db.read(feed.head)
    assert not purged(any_office), "once is enough"
    late.pull()
    assert late.rows == late.expected(), "begun anew: the row that left is gone although its trace is"
    up_to_date.pull()
    assert up_to_date.rows == up_to_date.expected()


def test_results_are_kept_for_more_than_a_year(office: Office) -> None:
    anna = office.agent("anna")
    first = anna.op("customer", "c1", "create", {"name": "Wang"})
    anna.push(first)
    office.clock.advance(399 * DAY)
    again = anna.push(first)
    assert (again.problem, again.results[0].status) == ("", "ok")
    assert anna.do("customer", "c2", "create", {"name": "Li"}).status == "ok"
    assert not purged(office)
    office.clock.advance(2 * DAY)
    assert purged(office)

    def kept(table: Table) -> int:
        return office.db.read(lambda r: r.connection.execute(select(func.count()).select_from(table)).scalar_one())

    assert (kept(SYNC_OP), kept(SYNC_STREAM)) == (1, 1)
    assert anna.do("customer", "c3", "create", {"name": "Zhao"}).status == "ok"


def test_what_lay_in_the_bin_for_half_a_year_goes_for_good_on_every_device(any_office: Office) -> None:
    office = any_office
    editor = office.agent("editor", role=Role.KNOWLEDGE_ADMIN)
    boss, bob = office.agent("boss", role=Role.SUPERVISOR), office.agent("bob")
    picture = [{"id": "b1", "kind": "image", "image": "ab" * 32}]
    for name in ("gone", "kept", "back"):
        editor.do("article", name, "create", {"title": name, "body": picture})
    office.put(Ticket(id="t1", scope="g:presale", group_id="presale", title="x"))
    office.put(TicketNote(id="n1", scope="g:presale", ticket_id="t1", author_id="boss", text="note"))
    for name in ("alone", "known"):
        boss.do("customer", name, "create", {"name": name})
    office.queued("v1", customer_id="known")
    bob.pull()
    for ent, row in (
        ("article", "gone"),
        ("article", "back"),
        ("ticket", "t1"),
        ("customer", "alone"),
        ("customer", "known"),
    ):
        rev = office.get(ENTITIES[ent].cls, row).rev
        device = editor if ent == "article" else boss
        assert device.do(ent, row, "delete", base_rev=rev).status == "ok", (ent, row)
    office.clock.advance(181 * DAY)
    found = office.db.read(purge.old)
    editor.do("article", "back", "restore", base_rev=2)
    office.db.write(lambda tx: purge.purge(tx, found))
    assert {row.id for row in office.find(Article)} == {"kept", "back"}
    assert {row.article_id for row in office.find(ArticleVersion)} == {"kept", "back"}
    assert not office.find(Ticket)
    assert not office.find(TicketNote)
    assert {row.id for row in office.find(Customer)} == {"known"}, "somebody spoke with him"
    uses = office.db.read(lambda r: {row[0] for row in r.connection.execute(select(FILE_USE.c.row))})
    assert "gone" not in uses
    assert {"kept", "back"} <= uses
    bob.pull()
    assert bob.rows == bob.expected()
    late = office.agent("late")
    late.pull()
    assert late.rows == late.expected()
    assert editor.do("article", "gone", "patch", {"title": "again"}, base_rev=2).code == "no_such_row"
    assert not purged(office), "once is enough"


def test_what_another_row_names_stays_in_the_bin(any_office: Office) -> None:
    office = any_office
    now = office.clock.now
    for name in ("topic", "nobody's"):
        office.put(Category(id=name, scope="all", name=name, deleted_at=now))
    for name in ("sent", "never sent"):
        office.put(Article(id=name, scope="all", title=name, version=1, deleted_at=now))
        office.put(ArticleVersion(id=f"version of {name}", scope="all", article_id=name, version=1, title=name))
    office.put(Customer(id="c1", scope="people", name="x", deleted_at=now))
    office.queued("v1", category_id="topic")
    card = Card("sent", 1, 1, "title")
    office.put(Message(id="m1", scope="g:presale", conversation_id="v1", author=Author.AGENT, kind=MessageKind.CARD,
                       card=card, article_id="sent", article_version=1))  # fmt: skip
    office.clock.advance(181 * DAY)
    found = office.db.read(purge.old)
    assert set(found.binned) == {("category", "nobody's"), ("article", "never sent"), ("customer", "c1")}
    office.put(Ticket(id="t1", scope="g:presale", title="t", customer_id="c1", group_id="presale"))
    office.db.write(lambda tx: purge.purge(tx, found))
    assert {row.id for row in office.find(Category)} == {"topic"}
    assert {row.id for row in office.find(Article)} == {"sent"}
    assert {row.article_id for row in office.find(ArticleVersion)} == {"sent"}
    assert office.find(Customer, id="c1"), "a ticket came between the look and the write"


def test_every_field_of_the_registry_that_names_a_row_is_known_to_the_purge() -> None:
    never_binned = {"branch_id", "group_id", "group_ids", "conversation_id"}
    people = {"agent_id", "actor_id", "assignee_id", "author_id", "editor_id", "owner_id"}
    records = {"subject_id", "row_id", "op_id", "device_id", "external_id"}  # of what happened; names of elsewhere
    known = {each for group in (*purge.REFERRED.values(), *purge.BINNED.values()) for each in group}
    for name, entity in ENTITIES.items():
        for field in entity.fields():
            if field.endswith(("_id", "_ids")) and field not in never_binned | people | records:
                assert (name, field) in known
    assert {field for _, field in known} == {
        "article_id",
        "category_id",
        "customer_id",
        "flow_id",
        "merged_into",
        "parent_id",
        "ticket_id",
    }
    assert ("conversation", "category_id") in purge.REFERRED["category"]


def test_a_running_server_forgets_by_itself(tmp_path: Path) -> None:
    clock = SettableClock()
    with running_server(tmp_path, clock=clock) as server:
        server.create_groups("presale")
        server.create_account("anna", groups=("group-presale",))
        db = server.runtime.db
        server.token("anna")
        scrap = {"scope": "people", "ent": "customer", "id": "gone", "seq": 1, "kind": OUT}
        db.write(lambda tx: tx.connection.execute(insert(SYNC_FEED).values(scrap)))
        db.write(lambda tx: tx.upsert(SYNC_TIME, [{"seq": 1, "at": 1}], ("seq",)))
        clock.advance(40 * DAY)
        tokens = select(func.count()).select_from(TOKEN)
        until(lambda: db.read(lambda r: r.connection.execute(tokens).scalar_one()) == 0)
        assert db.read(feed.horizon) == 1


def test_what_falls_due_while_the_server_looks_waits_no_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, looks = SettableClock(), []
    plain = purge.old

    def slow(reader: Reader) -> purge.Old:
        looks.append(clock.now)
        clock.advance(2 * DAY)
        return plain(reader)

    monkeypatch.setattr(purge, "old", slow)
    fresh_sqlite(tmp_path / "server.sqlite")
    runtime = build(Config(data=tmp_path), clock=clock)
    try:
        rounds = rounds_of(runtime)
        rounds.once()
        rounds.once()
    finally:
        shut(runtime)
    assert len(looks) == 2


def test_who_writes_beside_the_server_wakes_its_clients(server: RunningServer) -> None:
    token = server.token("anna")
    head = decoded(server.call("GET", "/sync/v1/wait?head=0&timeout=0", token=token), Moved).head
    beside = Database(server.runtime.db.url)
    beside.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
    beside.close()
    moved = decoded(server.call("GET", f"/sync/v1/wait?head={head}&timeout=0", token=token), Moved)
    assert moved.head == head + 1
    heard: list[int] = []
    server.runtime.db.listeners.append(lambda commit: heard.append(commit.seq))
    beside = Database(server.runtime.db.url)
    with_wait: list[Moved] = []
    poll = threading.Thread(
        target=lambda: with_wait.append(
            decoded(server.call("GET", f"/sync/v1/wait?head={head + 1}&timeout=30", token=token), Moved)
        )
    )
    poll.start()
    until(lambda: bool(server.runtime.hub.watching()))
    beside.write(lambda tx: tx.put(Customer(id="c2", scope="people", name="Li")))
    beside.close()
    poll.join(20)
    assert [each.head for each in with_wait] == [head + 2]
    assert heard == [], "it was not this process"


def stored(data: Path, content: bytes) -> Received:
    """Put a file into a server's folder."""
    sha256 = hashlib.sha256(content).hexdigest()
    received = FileStore(data / "blobs").append(sha256, "anna", 0, len(content), content)
    assert received is not None
    return received


def test_a_backup_of_a_running_server_comes_back_with_a_new_history(tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    with running_server(tmp_path) as server:
        data = server.runtime.config.data
        server.create_groups("presale")
        server.create_account("anna", groups=("group-presale",))
        put = server.runtime.db.write
        put(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
        first = stored(data, b"the first file")
        assert command_line.main(["backup", str(folder), "--data", str(data)]) == 0
        put(lambda tx: tx.put(Customer(id="c2", scope="people", name="after the backup")))
        second = stored(data, b"the second file")
        epoch, server_id = epoch_of(server.runtime.db), server.runtime.db.server_id
    assert (folder / "blobs" / first.sha256[:2] / first.sha256).read_bytes() == b"the first file"
    (data / "blobs" / first.sha256[:2] / first.sha256).unlink()
    assert command_line.main(["restore", str(folder), "--data", str(data)]) == 0
    with running_server(tmp_path) as server:
        assert {row.id for row in server.runtime.db.read(lambda reader: reader.find(Customer))} == {"c1"}
        assert epoch_of(server.runtime.db) != epoch
        again = server.runtime.db.write(lambda tx: tx.put(Customer(id="c3", scope="people", name="Li")))
        assert again.rev > 1_000_000_000_000, "greater than every revision of the history that is lost"
        assert server.runtime.db.server_id == server_id
        assert server.runtime.files.read(first.sha256) == b"the first file"
        assert server.runtime.files.read(second.sha256) == b"the second file", "files are not taken away"
    before = Database(f"sqlite:///{data / 'server.sqlite.before-restore'}")
    assert {row.id for row in before.read(lambda reader: reader.find(Customer))} == {"c1", "c2"}
    before.close()


def test_what_is_no_backup_is_not_put_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = fresh_sqlite(tmp_path / "data" / "server.sqlite")
    db = Database(url)
    epoch = epoch_of(db)
    db.close()
    folder = tmp_path / "backup"
    folder.mkdir()
    restore = ["restore", str(folder), "--data", str(tmp_path / "data")]
    assert command_line.main(restore) == 2
    (folder / "server.sqlite").write_bytes(b"not a database" * 500)
    assert command_line.main(restore) == 1
    assert "no_backup" in (told := capsys.readouterr().err)
    assert "database_damaged" in told
    db = Database(url)
    assert epoch_of(db) == epoch
    db.close()
    with pytest.raises(AppError, match="database_damaged"):
        backup.restore(folder, f"sqlite:///{tmp_path}/new/server.sqlite", tmp_path / "new" / "blobs")
    assert not list(tmp_path.glob("new/*"))


def test_a_dump_that_is_put_back_begins_a_new_history_by_itself(postgres_cluster: str, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.storage.database", "was put back")
    with postgres.database(postgres_cluster) as url:
        with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as first:
            db = Database(first)
            db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
            epoch = epoch_of(db)
            db.close()
            same = Database(first)
            assert epoch_of(same) == epoch
            same.close()
            dump = subprocess.run(["pg_dump", first], stdout=subprocess.PIPE, check=True).stdout
        subprocess.run(["psql", "-q", url], input=dump, stdout=subprocess.DEVNULL, check=True)
        back = Database(url)
        assert epoch_of(back) != epoch
        assert back.write(lambda tx: tx.put(Customer(id="c2", scope="people", name="Li"))).rev > 1_000_000_000_000
        begun = epoch_of(back)
        back.close()
        twice = Database(url)
        assert epoch_of(twice) == begun, "once"
        assert twice.write(lambda tx: tx.put(Customer(id="c3", scope="people", name="Li"))).rev > 1_000_000_000_000
        twice.close()


def test_a_server_that_may_not_ask_where_its_database_lives_runs_all_the_same(
    postgres_cluster: str, log_watch: LogWatch
) -> None:
    log_watch.expect("sync_server.storage.lineage", "will not be noticed")
    with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url:
        first = Database(url)
        epoch = epoch_of(first)
        first.close()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP ROLE IF EXISTS plain")
            connection.execute("CREATE ROLE plain LOGIN")
            connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO plain")
            connection.execute("REVOKE EXECUTE ON FUNCTION pg_control_system FROM PUBLIC")
            second = Database(url.replace(f"//{postgres.USER}@", "//plain@"))
            assert epoch_of(second) == epoch
            second.close()
            connection.execute("DROP OWNED BY plain")
            connection.execute("DROP ROLE plain")


def test_a_history_is_begun_by_hand(tmp_path: Path) -> None:
    url = fresh_sqlite(tmp_path / "data" / "server.sqlite")
    db = Database(url)
    epochs = {epoch_of(db)}
    db.close()
    for begun in (2, 3):
        assert command_line.main(["new-history", "--data", str(tmp_path / "data")]) == 0
        after = Database(url)
        epochs.add(epoch_of(after))
        assert (len(epochs), after.server_id) == (begun, db.server_id)
        row = Customer(id=epoch_of(after), scope="people", name="Li")
        assert after.write(lambda tx, row=row: tx.put(row)).rev > 1_000_000_000_000  # type: ignore[misc]
        after.close()
