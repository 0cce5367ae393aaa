"""Pages and results from the server, and a person's own operations among them."""

from concurrent.futures import Future
from typing import Any

import msgspec
import pytest
from sqlalchemy import event, select, update

from app.domain.change import Operation, Result
from app.domain.clock import now_ms
from app.domain.customers import Customer, Level
from app.domain.entity import Entity
from app.domain.errors import Refused
from app.domain.files import FileRef
from app.domain.knowledge import Article, Category
from app.domain.notice import Changes
from app.domain.protocol import Page, Pass, Row
from app.domain.registry import BY_CLASS, SCHEMA
from app.domain.tickets import Ticket
from app.storage import blobs, core, rows
from app.storage.database import Database
from app.storage.replica import Replica
from app.storage.tables import OUTBOX, SYNC_BASE, SYNC_ISSUE, SYNC_PARKED
from app.storage.transaction import Tx
from tests.helpers.log_watch import LogWatch


def image(value: Entity, seq: int) -> Row:
    raw = msgspec.Raw(msgspec.json.encode(value))
    return Row(scope=value.scope, ent=BY_CLASS[type(value)].name, id=value.id, seq=seq, image=raw)


def page(head: int, *found: Row, scopes: tuple[str, ...] = ("people",), more: bool = False, **rest: object) -> Page:
    values: dict[str, object] = {"epoch": "e1", "head": head, "scopes": scopes, "rows": found, "more": more, **rest}
    values.setdefault("cursors", dict.fromkeys(scopes, head))
    return Page(**values)  # type: ignore[arg-type]


def customer(rev: int = 1, row_id: str = "c1", **fields: object) -> Customer:
    return msgspec.convert({"id": row_id, "scope": "people", "name": "陈思远", "rev": rev, **fields}, Customer)


@pytest.fixture
def desk(database: Database) -> Database:
    database.replicate(lambda r: r.adopt_epoch("e1"), durable=True).result()
    return database


def apply(desk: Database, *pages: Page) -> None:
    for each in pages:
        desk.replicate(lambda r, each=each: r.apply(each)).result()  # type: ignore[misc]


def shown(desk: Database) -> list[Customer]:
    return sorted(desk.read(lambda c: rows.everything(c, Customer)), key=lambda row: row.id)


def push(desk: Database) -> list[Operation]:
    return desk.replicate(lambda r: r.next_push(100)).result()


def test_rows_and_cursor_arrive_together(desk: Database) -> None:
    apply(desk, page(7, image(customer(), 7)))
    assert shown(desk) == [customer()]
    assert desk.replicate(Replica.position).result().cursors == {"people": 7}


def test_an_own_write_never_flickers(desk: Database) -> None:
    apply(desk, page(1, image(customer(rev=1), 1)))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), city="杭州"))).result()
    apply(desk, page(2, image(customer(rev=2, note="别人写的"), 2)))  # another's change before ours was pushed
    assert [(row.city, row.note) for row in shown(desk)] == [("杭州", "别人写的")]
    ops = push(desk)
    desk.replicate(lambda r: r.answered(ops, [Result(status="ok", rev=3, seq=3)])).result()
    assert shown(desk)[0].city == "杭州"  # answered, not yet pulled
    apply(desk, page(3, image(customer(rev=3, note="别人写的", city="杭州"), 3)))
    assert shown(desk) == [customer(rev=3, note="别人写的", city="杭州")]
    assert desk.replicate(lambda r: r.pending()).result() == 0


def test_a_refused_change_is_taken_back_and_told(desk: Database) -> None:
    apply(desk, page(1, image(customer(), 1)))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), city="杭州"))).result()
    ops = push(desk)
    desk.replicate(lambda r: r.answered(ops, [Result(status="rejected", code="scope")])).result()
    assert shown(desk) == [customer()]
    issue = desk.read(lambda c: c.exec_driver_sql("SELECT code, op, open FROM sync_issue").one())
    assert issue[0] == "scope"
    assert "杭州" in issue[1]  # what was typed is kept
    assert issue[2]


def test_results_come_twice_and_count_once(desk: Database) -> None:
    desk.write(lambda tx: tx.save(customer(rev=0))).result()
    ops = push(desk)
    for _ in range(2):
        desk.replicate(lambda r: r.answered(ops, [Result(status="ok", rev=1, seq=1)])).result()
    apply(desk, page(1, image(customer(), 1)), page(1, image(customer(), 1)))
    assert shown(desk) == [customer()]


def test_a_lost_scope_leaves_the_device_but_not_what_was_typed(desk: Database) -> None:
    apply(desk, page(1, image(customer(), 1), image(customer(row_id="c2"), 1)))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), note="重要"))).result()
    apply(desk, page(2, scopes=("all",)))
    assert shown(desk) == []
    (op,) = push(desk)
    assert op.body == {"note": "重要"}


def test_a_row_that_moved_on_is_removed_only_from_its_scope(desk: Database) -> None:
    apply(desk, page(1, image(customer(), 1), scopes=("people", "all")))
    gone = Row(scope="all", ent="customer", id="c1", seq=2, kind="out")
    apply(desk, page(2, gone, scopes=("people", "all")))
    assert shown(desk) == [customer()]
    apply(desk, page(3, msgspec.structs.replace(gone, scope="people", seq=3), scopes=("people", "all")))
    assert shown(desk) == []


def test_a_row_with_own_changes_is_hidden_only_by_the_scope_it_is_in(desk: Database) -> None:
    apply(desk, page(5, image(customer(rev=2, scope="g:b"), 5), scopes=("g:a", "g:b")))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), city="杭州"))).result()
    late = Row(scope="g:a", ent="customer", id="c1", seq=5, kind="out")  # it came from there, in an older page
    apply(desk, page(6, late, scopes=("g:a", "g:b")))
    assert [row.city for row in shown(desk)] == ["杭州"]
    gone = Row(scope="g:b", ent="customer", id="c1", seq=7, kind="out")
    apply(desk, page(7, gone, scopes=("g:a", "g:b")))
    assert shown(desk) == []
    assert len(push(desk)) == 1


DAY_MS = 86_400_000
NOON = 1_800_000_000_000
"""A moment on the server's clock."""
ACCEPTED = Result(status="ok", rev=1, seq=1)


def hear(desk: Database, now: int) -> None:
    desk.replicate(lambda r: r.hear_time(now)).result()


def times(desk: Database) -> list[tuple[str, int]]:
    return desk.read(lambda c: [(row, at) for row, at in c.execute(select(OUTBOX.c.row, OUTBOX.c.answered_at))])


def held(desk: Database) -> list[str]:
    return desk.read(lambda c: list(c.execute(select(OUTBOX.c.row).order_by(OUTBOX.c.lsn)).scalars()))


def answer_all(desk: Database, result: Result = ACCEPTED) -> None:
    ops = push(desk)
    desk.replicate(lambda r: r.answered(ops, [result] * len(ops))).result()


def test_done_operations_are_forgotten_when_no_restored_server_is_to_have_them(desk: Database) -> None:
    for days, name in enumerate(("陈思远", "陈远", "陈思")):
        desk.write(lambda tx, name=name: tx.save(customer(rev=0, row_id=name))).result()  # type: ignore[misc]
        hear(desk, NOON + days * DAY_MS)
        answer_all(desk, Result(status="noop"))
    apply(desk, page(1, now=NOON + 30 * DAY_MS))
    assert held(desk) == ["陈思远", "陈远", "陈思"]
    apply(desk, page(1, now=NOON + 31 * DAY_MS + 1))
    assert held(desk) == ["陈思"]


def test_a_clock_that_jumps_on_this_device_takes_no_backup_away(desk: Database) -> None:
    desk.clock = lambda: now_ms() + 400 * DAY_MS
    apply(desk, page(1, now=NOON), page(2))  # that one says no time
    desk.write(lambda tx: tx.save(customer(rev=0))).result()
    answer_all(desk)
    apply(desk, page(3, image(customer(), 1), now=NOON + DAY_MS), page(4))
    assert held(desk) == ["c1"]


def test_what_a_restored_server_may_have_forgotten_for_good_is_not_made_anew(desk: Database) -> None:
    """Answers are remembered for 400 days and the bin for 180: a device of few words is not a backup of all it said."""
    hear(desk, NOON)
    for name in ("done", "answered"):
        desk.write(lambda tx, name=name: tx.save(customer(rev=0, row_id=name))).result()  # type: ignore[misc]
    answer_all(desk, Result(status="ok", rev=1, seq=50))
    apply(desk, page(50, image(customer(row_id="done"), 50), more=True, now=NOON))
    desk.write(lambda tx: tx.save(customer(rev=0, row_id="waits"))).result()
    hear(desk, NOON + 31 * DAY_MS)
    desk.replicate(lambda r: r.adopt_epoch("e2"), durable=True).result()
    assert [(op.row, op.n) for op in push(desk)] == [("waits", 1)]
    apply(desk, page(9, epoch="e2", now=NOON + 31 * DAY_MS))
    assert [row.id for row in shown(desk)] == ["waits"], "what is not in this history any more leaves"
    assert held(desk) == ["waits"]


def test_times_of_this_devices_clock_are_put_right_when_the_server_says_what_time_it_is(desk: Database) -> None:
    hear(desk, NOON + 400 * DAY_MS)  # a clock that was put back, too
    for name in ("c1", "c2"):
        desk.write(lambda tx, name=name: tx.save(customer(rev=0, row_id=name))).result()  # type: ignore[misc]
    answer_all(desk, Result(status="noop"))
    hear(desk, NOON + 400 * DAY_MS - 5_000)  # another process of the server, perhaps
    assert {at for _, at in times(desk)} == {NOON + 400 * DAY_MS}
    apply(desk, page(1, now=NOON))
    assert {at for _, at in times(desk)} == {NOON}
    apply(desk, page(1, now=NOON + 30 * DAY_MS))
    assert held(desk) == ["c1", "c2"]
    apply(desk, page(1, now=NOON + 31 * DAY_MS))
    assert held(desk) == []


def test_numbers_that_are_forgotten_here_and_on_the_server_are_not_waited_for(desk: Database) -> None:
    hear(desk, NOON)
    desk.write(lambda tx: tx.save(customer(rev=0))).result()
    answer_all(desk, Result(status="noop"))
    apply(desk, page(1, now=NOON + 31 * DAY_MS))
    desk.write(lambda tx: tx.save(customer(rev=0, row_id="c2"))).result()
    before = desk.replicate(Replica.position).result()
    desk.replicate(lambda r: r.resume_stream(0), durable=True).result()  # a copy from before all of it, unnoticed
    assert desk.replicate(Replica.position).result().client_id != before.client_id
    assert [(op.row, op.n) for op in push(desk)] == [("c2", 1)]


def test_a_pass_sweeps_what_it_did_not_bring(desk: Database) -> None:
    apply(desk, page(1, image(customer(), 1), image(customer(row_id="c2"), 1)))
    running = {"people": Pass(head=9, entity=1, seq=5)}
    first = page(
        9, image(customer(row_id="c2"), 1), more=True, resync=("people",), passes=running, cursors={"people": 0}
    )
    apply(desk, first)
    assert [row.id for row in shown(desk)] == ["c1", "c2"]  # nothing goes before the pass is over
    apply(desk, page(9))
    assert [row.id for row in shown(desk)] == ["c2"]


def test_another_epoch_sends_everything_again_under_a_new_stream(desk: Database) -> None:
    desk.write(lambda tx: tx.save(customer(rev=0))).result()
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), city="杭州"))).result()
    before = desk.replicate(Replica.position).result()
    ops = push(desk)
    results = [Result(status="ok", rev=1, seq=1), Result(status="ok", rev=2, seq=2)]
    desk.replicate(lambda r: r.answered(ops, results)).result()
    apply(desk, page(2, image(customer(rev=2, city="杭州"), 2)))
    assert push(desk) == []
    desk.replicate(lambda r: r.adopt_epoch("e2"), durable=True).result()
    after = desk.replicate(Replica.position).result()
    again = push(desk)
    assert [op.id for op in again] == [op.id for op in ops]
    assert [op.n for op in again] == [1, 2]
    assert after.client_id != before.client_id
    assert after.cursors == {"people": 0}
    assert [row.city for row in shown(desk)] == ["杭州"]


def test_what_was_refused_is_not_asked_of_a_restored_server_again(desk: Database) -> None:
    desk.write(lambda tx: tx.save(customer(rev=0))).result()
    desk.write(lambda tx: tx.save(customer(rev=0, row_id="c2"))).result()
    ops = push(desk)
    results = [Result(status="rejected", code="scope"), Result(status="ok", rev=1, seq=1)]
    desk.replicate(lambda r: r.answered(ops, results)).result()
    desk.replicate(lambda r: r.adopt_epoch("e2"), durable=True).result()
    assert [(op.row, op.n) for op in push(desk)] == [("c2", 1)]  # c1's author was told, and may have made it anew


def test_an_epoch_that_goes_on_with_ours_is_another_name_and_no_more(desk: Database) -> None:
    assert desk.replicate(lambda r: r.newest_seen()).result() == 0
    desk.write(lambda tx: tx.save(customer(rev=0))).result()
    ops = push(desk)
    desk.replicate(lambda r: r.answered(ops, [Result(status="ok", rev=1, seq=7)])).result()
    assert desk.replicate(lambda r: r.newest_seen()).result() == 7, "an answer that no page has brought yet"
    apply(desk, page(9, image(customer(rev=1), 7)))
    assert desk.replicate(lambda r: r.newest_seen()).result() == 9
    before = desk.replicate(Replica.position).result()
    desk.replicate(lambda r: r.rename_epoch("e2"), durable=True).result()
    after = desk.replicate(Replica.position).result()
    assert after == msgspec.structs.replace(before, epoch="e2")
    assert push(desk) == []


def test_what_was_said_before_does_not_make_a_device_forget_what_it_has_seen(desk: Database) -> None:
    apply(desk, page(9), page(7))  # a poll was answered before the push was
    assert desk.replicate(lambda r: r.newest_seen()).result() == 9


def test_a_greeting_does_not_walk_through_all_that_was_ever_sent(
    desk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(desk, NOON)
    for name in ("c1", "c2", "c3"):
        desk.write(lambda tx, name=name: tx.save(customer(rev=0, row_id=name))).result()  # type: ignore[misc]
    first = push(desk)[:2]
    desk.replicate(lambda r: r.answered(first, [ACCEPTED] * 2)).result()
    plans: list[str] = []
    plain = core.TextConnection.exec_driver_sql

    def look(self: core.TextConnection, statement: str, parameters: Any = ()) -> Any:
        if "outbox" in statement:
            plans.extend(str(row[3]) for row in plain(self, f"EXPLAIN QUERY PLAN {statement}", parameters))
        return plain(self, statement, parameters)

    monkeypatch.setattr(core.TextConnection, "exec_driver_sql", look)
    monkeypatch.setattr(core.TextConnection, "execute", None, raising=False)  # all of it is text

    def greet(replica: Replica) -> None:
        replica.newest_seen()
        replica.hear_time(NOON + 1)
        replica.resume_stream(2)  # all of it was answered, and then
        replica.resume_stream(3)  # the last answer was lost

    desk.replicate(greet).result()
    assert len(plans) >= 2
    assert all("ix_outbox_state" in plan for plan in plans), plans


def test_what_a_page_left_out_for_a_later_change_was_seen_up_to_that_one(desk: Database) -> None:
    """A row of change 4 that changed again in change 9 is not in the page up to 5: where 9 is lost, 4 never came."""
    apply(desk, page(9, image(customer(row_id="c2"), 5), cursors={"people": 5}, more=True))
    assert desk.replicate(lambda r: r.newest_seen()).result() == 9
    desk.replicate(lambda r: r.rename_epoch("e2"), durable=True).result()
    assert desk.replicate(lambda r: r.newest_seen()).result() == 9, "its changes have the same numbers"
    desk.replicate(lambda r: r.adopt_epoch("e3"), durable=True).result()
    assert desk.replicate(lambda r: r.newest_seen()).result() == 0, "of that one nothing yet"


@pytest.mark.parametrize("take", ["adopt_epoch", "rename_epoch"])
def test_a_restored_server_is_asked_again_for_the_files_it_was_sent(desk: Database, take: str) -> None:
    ref = FileRef("a" * 64, "保修卡.pdf", 3)

    def attach(tx: Tx) -> None:
        blobs.note(tx.connection, ref, "unsent", tx.now)
        tx.save(Ticket(id="t1", scope="people", title="换滤芯", attachments=(ref,)))

    desk.write(attach).result()
    desk.replicate(lambda r: blobs.sent(r.connection, ref.sha256)).result()
    ops = push(desk)
    desk.replicate(lambda r: r.answered(ops, [Result(status="ok", rev=1, seq=1)])).result()
    desk.replicate(lambda r: getattr(r, take)("e2"), durable=True).result()  # last night's backup: no such file in it
    assert [sha256 for sha256, _ in desk.read(blobs.unsent)] == [ref.sha256]


def test_a_restored_server_counts_for_rows_with_own_changes_too_whatever_their_revision(desk: Database) -> None:
    apply(desk, page(9, image(customer(rev=5, note="昨晚以后写的"), 9)))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), city="杭州"))).result()
    desk.replicate(lambda r: r.adopt_epoch("e2"), durable=True).result()
    apply(desk, page(4, image(customer(rev=2, note="备份里的"), 4), epoch="e2"))
    assert [(row.city, row.note) for row in shown(desk)] == [("杭州", "备份里的")]


def test_an_operation_says_which_state_its_author_saw(desk: Database) -> None:
    apply(desk, page(12, image(customer(rev=7), 12)))
    for note in ("第一次", "第二次"):
        desk.write(lambda tx, note=note: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), note=note))).result()  # type: ignore[misc]
    desk.write(lambda tx: tx.save(customer(rev=0, row_id="c2"))).result()
    assert [(op.row, op.base_rev, op.seen_seq) for op in push(desk)] == [("c1", 7, 12), ("c1", 7, 12), ("c2", 0, 12)]


def test_numbers_of_a_lost_history_say_nothing_in_another_one(desk: Database) -> None:
    """They may be greater than those of a backup: the author would have heard of everything that came back since."""
    apply(desk, page(12, image(customer(rev=7), 12)))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), note="gone by"))).result()
    answer_all(desk, Result(status="ok", rev=8, seq=13))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), note="waits"))).result()
    desk.replicate(lambda r: r.rename_epoch("e2"), durable=True).result()
    assert [op.seen_seq for op in push(desk)] == [12], "this one goes on with ours"
    desk.replicate(lambda r: r.adopt_epoch("e3"), durable=True).result()
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), note="later"))).result()
    assert [(op.body["note"], op.seen_seq) for op in push(desk)] == [("gone by", 0), ("waits", 0), ("later", 0)]


def test_a_stream_that_is_somebody_elses_is_left(desk: Database) -> None:
    desk.write(lambda tx: tx.save(customer(rev=0))).result()
    before = desk.replicate(Replica.position).result()
    desk.replicate(lambda r: r.resume_stream(-1), durable=True).result()
    assert desk.replicate(Replica.position).result().client_id != before.client_id
    assert [op.n for op in push(desk)] == [1]


def test_an_accepted_row_is_shown_until_a_pull_has_gone_past_it(desk: Database) -> None:
    desk.write(lambda tx: tx.save(customer(rev=0))).result()
    ops = push(desk)
    desk.replicate(lambda r: r.answered(ops, [Result(status="ok", rev=1, seq=9)])).result()
    apply(desk, page(5))  # complete, but of a moment before the server took it
    assert [row.id for row in shown(desk)] == ["c1"]
    apply(desk, page(9))  # past it: the server put it where this person does not see it
    assert shown(desk) == []


def test_what_the_server_took_is_shown_below_what_still_waits(desk: Database) -> None:
    apply(desk, page(1, image(customer(rev=1), 1)))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), city="杭州"))).result()
    ops = push(desk)
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), note="常客"))).result()
    desk.replicate(lambda r: r.answered(ops, [Result(status="ok", rev=2, seq=2)])).result()
    apply(desk, page(2))  # a page that does not carry the row, although it should
    assert [(row.city, row.note) for row in shown(desk)] == [("杭州", "常客")]


def test_a_late_image_of_an_older_revision_changes_nothing(desk: Database) -> None:
    apply(desk, page(5, image(customer(rev=5, city="新"), 5)), page(6, image(customer(rev=4, city="旧"), 4)))
    assert shown(desk)[0].city == "新"


def test_rows_of_unknown_entities_are_kept_for_a_newer_program(desk: Database) -> None:
    row = Row(scope="people", ent="loyalty", id="x", seq=1, image=msgspec.Raw(b'{"id":"x","points":3}'))
    apply(desk, page(1, row))
    (image,) = desk.read(lambda c: c.exec_driver_sql("SELECT image FROM sync_parked").one())
    assert image == '{"id":"x","points":3}'


def test_a_row_that_cannot_be_read_keeps_no_other_from_this_device(desk: Database, log_watch: LogWatch) -> None:
    log_watch.expect("app.storage.parked", "customer c1 cannot be read")
    strange = Row(scope="people", ent="customer", id="c1", seq=2, image=msgspec.Raw(STRANGE))
    apply(desk, page(2, strange, image(customer(row_id="c2"), 2)))
    assert [row.id for row in shown(desk)] == ["c2"]
    assert parked(desk) == ["c1"]
    apply(desk, page(3, image(customer(rev=6), 3)))  # its next change can be read
    assert [row.id for row in shown(desk)] == ["c1", "c2"]
    assert parked(desk) == []


def test_a_program_that_can_reads_what_an_older_one_had_to_park(desk: Database, log_watch: LogWatch) -> None:
    log_watch.expect("app.storage.parked", "customer c1 cannot be read")
    apply(desk, page(1, image(customer(rev=1), 1)))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), city="杭州"))).result()
    apply(desk, page(2, Row(scope="people", ent="customer", id="c1", seq=2, image=msgspec.Raw(STRANGE))))
    assert [(row.city, row.name) for row in shown(desk)] == [("杭州", "陈思远")]
    text = STRANGE.decode().replace("platinum", "gold")  # as if the program had learnt the word
    desk.replicate(lambda r: r.connection.execute(update(SYNC_PARKED).values(image=text))).result()
    desk.replicate(Replica.catch_up).result()
    assert [(row.city, row.name, row.level) for row in shown(desk)] == [("杭州", "陈远", Level.GOLD)]
    assert parked(desk) == []


def test_what_left_the_scope_is_not_brought_back_by_a_newer_program(desk: Database, log_watch: LogWatch) -> None:
    log_watch.expect("app.storage.parked", "customer c1 cannot be read")
    apply(desk, page(1, Row(scope="people", ent="customer", id="c1", seq=1, image=msgspec.Raw(STRANGE))))
    apply(desk, page(2, Row(scope="people", ent="customer", id="c1", seq=2, kind="out")))
    assert parked(desk) == []


def test_what_is_gone_for_good_goes_here_too(desk: Database) -> None:
    apply(desk, page(1, image(customer(rev=1), 1), image(customer(rev=1, row_id="c2"), 1)))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c2"), city="杭州"))).result()
    ops = push(desk)
    gone = [Row(scope="people", ent="customer", id=row_id, seq=2, kind="del") for row_id in ("c1", "c2")]
    apply(desk, page(2, *gone))
    assert shown(desk) == []
    desk.replicate(lambda r: r.answered(ops, [Result(status="rejected", code="no_such_row")])).result()
    assert shown(desk) == []
    assert desk.read(lambda c: c.execute(select(SYNC_BASE.c.row)).all()) == []
    assert desk.read(lambda c: c.execute(select(SYNC_ISSUE.c.row)).scalars().all()) == ["c2"], "what was typed is kept"


def test_fields_that_an_older_program_left_out_are_fetched_again_by_a_newer_one(
    desk: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = SCHEMA + 1  # the server knows more: say, the note
    apply(desk, page(3, image(customer(rev=3), 3), image(customer(rev=2, row_id="c2"), 2), schema=newer))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c2"), city="杭州"))).result()
    desk.replicate(Replica.catch_up).result()
    assert cursors(desk) == {"people": 3}, "this is the older program still"
    monkeypatch.setattr("app.storage.replica.SCHEMA", newer)
    desk.replicate(Replica.catch_up).result()
    assert cursors(desk) == {"people": 0}
    again = (image(customer(rev=3, note="常客"), 3), image(customer(rev=2, row_id="c2", note="新客"), 2))
    apply(desk, page(3, *again, schema=newer))
    assert [(row.city, row.note) for row in shown(desk)] == [("", "常客"), ("杭州", "新客")]
    desk.replicate(Replica.catch_up).result()
    assert cursors(desk) == {"people": 3}, "once is enough"


def test_rows_that_look_otherwise_now_replace_those_of_the_same_revision(desk: Database) -> None:
    full, hidden = customer(rev=4, phone="13812345678"), customer(rev=4, phone="138****5678")
    apply(desk, page(7, image(full, 7), view=""))
    apply(desk, page(8, image(hidden, 7), view=""))
    assert shown(desk) == [full], "a revision is one text, as long as nothing else was said"
    apply(desk, page(8, image(hidden, 7), view="customer.phone", resync=("people",)))
    assert shown(desk) == [hidden]
    assert desk.replicate(Replica.position).result().view == "customer.phone"
    apply(desk, page(8, image(full, 7), view="", resync=("people",), more=True, passes={"people": Pass(8, 3)}))
    assert shown(desk) == [full], "before the pass is over, too"


def test_a_number_under_own_changes_is_masked_too(desk: Database) -> None:
    apply(desk, page(7, image(customer(rev=4, phone="13812345678"), 7), view=""))
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), city="杭州"))).result()
    hidden = customer(rev=4, phone="138****5678")
    apply(desk, page(8, image(hidden, 7), view="customer.phone", resync=("people",)))
    assert [(row.city, row.phone) for row in shown(desk)] == [("杭州", "138****5678")]


def test_a_mask_is_not_saved_as_a_number(desk: Database) -> None:
    apply(desk, page(7, image(customer(rev=4, phone="138****5678"), 7)))
    for value in (customer(rev=4, phone="139****5678"), customer(rev=0, row_id="c2", phone="138****5678")):
        with pytest.raises(Refused, match="masked_value"):
            desk.write(lambda tx, value=value: tx.save(value)).result()  # type: ignore[misc]
    assert push(desk) == []
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Customer, "c1"), city="杭州"))).result()
    assert [op.body for op in push(desk)] == [{"city": "杭州"}]


def cursors(desk: Database) -> dict[str, int]:
    return desk.replicate(lambda r: r.position().cursors).result()


STRANGE = b'{"id":"c1","scope":"people","name":"\xe9\x99\x88\xe8\xbf\x9c","rev":5,"level":"platinum"}'
"""A customer with a level of a newer program."""


def parked(desk: Database) -> list[str]:
    return desk.read(lambda c: [row_id for (row_id,) in c.execute(select(SYNC_PARKED.c.row))])


def test_a_page_is_written_in_few_statements_and_a_first_pass_names_no_rows(desk: Database) -> None:
    found = [image(customer(row_id=f"c{number}"), 1) for number in range(150)]
    steps: list[int] = []

    def count(conn: object, cursor: object, statement: object, parameters: object, context: object, many: bool) -> None:
        steps.append(len(parameters) if many and isinstance(parameters, list) else 1)

    def take(replica: Replica) -> Changes | None:
        event.listen(replica.connection, "before_cursor_execute", count)
        replica.apply(page(9, *found, more=True, passes={"people": Pass(head=9, entity=3)}))
        event.remove(replica.connection, "before_cursor_execute", count)
        return replica.changes

    assert desk.replicate(take).result() == Changes(kinds=frozenset({"customer"}), origin="remote")
    assert sum(steps) < 60
    assert len(desk.read(lambda c: rows.everything(c, Customer))) == 150


def test_pages_give_way_between_two_pieces_of_work_but_not_before_a_person_who_waits(desk: Database) -> None:
    asked: list[str] = []
    desk.give_way = lambda: asked.append("")
    tree = Category(id="k", scope="kb", name="退款")
    articles = [Article(id=f"a{number}", scope="kb", title=f"退款 {number}", category_id="k") for number in range(20)]
    found = [image(value, 1) for value in (tree, *articles)]
    apply(desk, page(1, *found, scopes=("kb",)))
    assert len(asked) > len(articles)
    asked.clear()
    desk.write(lambda tx: tx.save(msgspec.structs.replace(tx.get(Article, "a1"), title="换货"))).result()
    assert not asked

    queued: list[Future[object]] = []

    def take(replica: Replica) -> None:
        queued.append(desk.write(lambda tx: tx.get(Article, "a1")))
        replica.apply(page(2, *[image(msgspec.structs.replace(each, rev=9), 2) for each in articles], scopes=("kb",)))

    desk.replicate(take).result()
    assert asked == [""]  # by the statement that began the transaction, before the person came
    assert queued[0].result() is not None
