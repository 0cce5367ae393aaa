"""A desk finds by itself that it does not hold what the server says it should, and mends it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from app.domain.customers import Customer
from app.domain.ids import new_id
from app.domain.knowledge import Article, Category
from app.domain.masking import masked
from app.domain.people import Role
from app.domain.protocol import Compare, Compared
from app.storage import comparison, rows
from app.storage.core import Connection
from app.storage.tables import ENTITY
from app.sync.engine import Nudged, Tick
from sync_server.storage.database import Database
from tests.helpers.server import SettableClock, fresh_sqlite
from tests.server.device import Device, Office
from tests.sync.answered_desk import Desk

MANY = 40
PIECE = 7


class Bench:
    """An office with customers and articles, and a desk of anna's that has all she may have."""

    def __init__(self, folder: Path, role: Role = Role.KNOWLEDGE_ADMIN) -> None:
        self.clock = SettableClock()
        self.office = Office(Database(fresh_sqlite(folder / "server.sqlite"), clock=self.clock), self.clock)
        self.anna: Device = self.office.agent("anna", "presale", role=role)

        def furnish(tx: object) -> None:
            for n in range(MANY):
                self.office_put(tx, Customer(id=f"c{n:02}", scope="people", name=f"客户 {n}", phone="13812345678"))
            self.office_put(tx, Category(id="k", scope="all", name="退款"))
            self.office_put(tx, Article(id="a", scope="all", title="退款多久到账", category_id="k"))

        self.office.db.write(furnish)
        self.office.queued("away", "after")
        self.desk = Desk(folder, "anna", lambda: self.clock.now)
        self.desk.database.clock = self.clock
        self.desk.synchronise(self.anna)

    @staticmethod
    def office_put(tx: object, row: object) -> None:
        tx.put(row)  # type: ignore[attr-defined]

    def by_hand(self, statement: str) -> None:
        """Do in the desk's file what the program would never do."""
        assert self.desk.run(lambda r: r.connection.exec_driver_sql(statement).rowcount) >= 1, statement

    @property
    def content(self) -> dict[str, list[tuple[object, ...]]]:
        """What the desk's file holds, but for how it came there."""
        tables = ("customer", "category", "article", "conversation", "agent", "sync_base")

        def read(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
            def rows_of(name: str) -> list[tuple[object, ...]]:
                names = [column[1] for column in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
                listed = ", ".join(f'"{column}"' for column in names if not column.startswith("_"))
                return sorted(tuple(row) for row in connection.exec_driver_sql(f"SELECT {listed} FROM {name}"))

            return {name: rows_of(name) for name in tables}

        return self.desk.database.read(read)

    def compare(self) -> comparison.Comparison:
        """Have the desk compare everything; returns what came of it."""
        self.desk.run(lambda r: comparison.begin(r.connection))
        self.desk.synchronise(self.anna, Nudged())
        while self.standing.ent:
            self.clock.advance(comparison.PAUSE_MS)
            self.desk.synchronise(self.anna, Tick())
        return self.standing

    @property
    def standing(self) -> comparison.Comparison:
        return self.desk.database.read(comparison.standing)

    def shown(self, row_id: str) -> Customer | None:
        return self.desk.database.read(lambda c: rows.get(c, Customer, row_id))


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Bench]]:
    made: list[Bench] = []
    monkeypatch.setattr(comparison, "PIECE_ROWS", PIECE)

    def bench(role: Role = Role.KNOWLEDGE_ADMIN) -> Bench:
        made.append(Bench(tmp_path, role))
        return made[-1]

    yield bench
    for each in made:
        each.desk.database.close()
        each.office.db.close()


@pytest.fixture
def bench(make: Callable[..., Bench]) -> Bench:
    return make()


def test_what_nobody_damaged_is_the_same_also_where_numbers_are_masked(make: Callable[..., Bench]) -> None:
    bench = make(Role.AGENT)
    assert bench.shown("c03").phone == masked("13812345678")  # type: ignore[union-attr]
    assert bench.compare() == comparison.Comparison(ended_at=bench.clock.now)


@pytest.mark.allow_logs("app", "sync_server")
@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE customer SET name = 'somebody else' WHERE id = 'c11'",
        "UPDATE customer SET rev = rev + 5 WHERE id = 'c11'",
        "UPDATE customer SET scope = 'g:presale' WHERE id = 'c11'",
        "UPDATE customer SET tags = '{]' WHERE id = 'c11'",
        "UPDATE customer SET id = 'c11x' WHERE id = 'c11'",
        "DELETE FROM customer WHERE id = 'c11'",
        "DELETE FROM customer WHERE id = 'c39'",
        "UPDATE category SET synonyms = 'no list' WHERE id = 'k'",
        "UPDATE conversation SET status = 'closed' WHERE id = 'here'",
    ],
)
def test_a_damaged_row_is_brought_anew(bench: Bench, damage: str) -> None:
    bench.office.queued("here")
    bench.desk.synchronise(bench.anna, Nudged())
    before = bench.content
    bench.by_hand(damage)
    assert bench.content != before
    found = bench.compare()
    assert found.mended in (1, 2)  # a row under another id is one too many and one too few
    assert bench.content == before
    assert bench.compare().mended == 0


@pytest.mark.allow_logs("app", "sync_server")
def test_rows_that_are_not_the_devices_to_have_go(bench: Bench) -> None:
    before = bench.content
    names = ", ".join(f'"{column.name}"' for column in ENTITY["customer"].columns)
    foreign = names.replace('"id"', "'0'").replace('"scope"', "'g:after'")
    bench.by_hand(f"INSERT INTO customer ({names}) SELECT {foreign} FROM customer WHERE id = 'c11'")
    assert bench.compare().mended == 1
    assert bench.content == before


@pytest.mark.allow_logs("app", "sync_server")
def test_a_table_that_was_emptied_is_filled_again_piece_by_piece(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync_server.service.comparison.PIECE_ROWS", 9)
    before = bench.content
    bench.by_hand("DELETE FROM customer")
    assert bench.compare().mended == MANY
    assert bench.content == before


@pytest.mark.allow_logs("app", "sync_server")
def test_own_work_stays_over_a_row_that_is_mended(bench: Bench) -> None:
    def rename(tx: object) -> None:
        row = tx.get(Customer, "c11")  # type: ignore[attr-defined]
        tx.save(msgspec.structs.replace(row, city="上海"))  # type: ignore[attr-defined]

    def work_and_damage(request: Compare) -> None:
        if request.ent == "customer" and request.after < "c11" <= (request.upto or "z") and not done:
            done.append(request)
            bench.desk.database.write(rename).result()
            bench.by_hand("""UPDATE sync_base SET image = json_set(image, '$.name', 'x') WHERE "row" = 'c11'""")

    done: list[Compare] = []
    bench.by_hand("UPDATE customer SET name = 'somebody else' WHERE id = 'c11'")
    bench.desk.before_comparing = work_and_damage
    assert bench.compare().mended == 1
    assert done
    row = bench.shown("c11")
    assert row is not None
    assert (row.name, row.city) == ("客户 11", "上海")
    bench.desk.synchronise(bench.anna, Nudged())
    assert bench.office.get(Customer, "c11").city == "上海"
    assert bench.compare().mended == 0


def test_own_work_that_waits_is_no_difference(bench: Bench) -> None:
    def work(request: Compare) -> None:
        if request.ent == "customer":
            new = Customer(id=new_id(), scope="people", name="新客户")
            bench.desk.database.write(lambda tx: tx.save(new)).result()

    bench.desk.before_comparing = work
    assert bench.compare().mended == 0


def test_a_piece_in_which_something_moves_is_asked_about_again_after_a_pull(bench: Bench) -> None:
    answers: list[tuple[str, str]] = []

    def meanwhile(request: Compare) -> None:
        if request.ent == "customer" and request.after == "" and len(answers) < 2:
            row = bench.office.get(Customer, "c02")
            bench.office.put(msgspec.structs.replace(row, note=new_id()))

    def note(request: Compare, answer: Compared) -> None:
        if request.ent == "customer":
            answers.append((request.after, answer.state))

    bench.desk.before_comparing, bench.desk.after_comparing = meanwhile, note
    assert bench.compare().mended == 0
    assert answers[:4] == [("", "moved"), ("", "moved"), ("", "same"), ("c06", "same")]


def test_a_piece_in_which_something_always_moves_keeps_no_other_from_its_turn(bench: Bench) -> None:
    def meanwhile(request: Compare) -> None:
        if request.ent == "customer" and request.after == "":
            row = bench.office.get(Customer, "c02")
            bench.office.put(msgspec.structs.replace(row, note=new_id()))

    bench.desk.before_comparing = meanwhile
    assert bench.compare().mended == 0


def test_it_begins_by_itself_a_week_after_the_last_one_ended(bench: Bench) -> None:
    asked: list[int] = []
    bench.desk.before_comparing = lambda request: asked.append(bench.clock.now)
    first = bench.standing.ended_at
    assert first == bench.clock.now
    bench.clock.advance(comparison.PERIOD_MS - 1)
    bench.desk.synchronise(bench.anna, Tick())
    assert asked == []
    bench.clock.advance(1)
    bench.desk.synchronise(bench.anna, Tick())
    assert asked
    bench.clock.advance(-30 * comparison.PERIOD_MS)  # a clock that was put right keeps nothing from going on
    while bench.standing.ent:
        bench.clock.advance(comparison.AGAIN_MS)
        bench.desk.synchronise(bench.anna, Tick())
    assert bench.standing.ended_at == bench.clock.now


def test_nothing_is_compared_with_a_program_that_knows_other_fields(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Compare] = []
    bench.desk.before_comparing = asked.append
    monkeypatch.setattr("app.sync.engine.SCHEMA", 4)
    bench.desk.synchronise(bench.anna)
    bench.desk.run(lambda r: comparison.begin(r.connection))
    bench.desk.synchronise(bench.anna, Nudged())
    assert asked == []
