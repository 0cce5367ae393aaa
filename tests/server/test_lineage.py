"""A history that goes on under another name: who has seen only what is here goes on with it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, text, update

from app.domain.customers import Customer
from app.domain.protocol import Hello, Welcome
from sync_server.service import exchange
from sync_server.storage import feed, lineage
from sync_server.storage.database import Database
from sync_server.storage.tables import SYNC_META
from tests.helpers import postgres
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import SettableClock, epoch_of
from tests.server.device import Device, Office


def begin(db: Database, *, seamless: bool = True) -> str:
    """Begin a new history as a restore does; returns its name."""
    db.write(
        lambda tx: lineage.begin_anew(
            lambda statement, values: tx.connection.execute(text(statement), values), tx.now, seamless=seamless
        )
    )
    return epoch_of(db)


def hello(device: Device, epoch: str, seen: int | None) -> Welcome:
    request = Hello(client_id=device.client_id, next_n=device.n + 1, epoch=epoch, seen=seen)
    return device.office.db.write(lambda tx: exchange.hello(tx, device.caller, request))


def test_who_has_seen_only_what_is_here_goes_on(any_office: Office) -> None:
    db, anna = any_office.db, any_office.agent("anna")
    anna.do("customer", "c1", "create", {"name": "Wang"})
    first, end = epoch_of(db), db.read(feed.head)
    assert not hello(anna, first, end).goes_on, "it is this very history"
    second = begin(db)
    welcome = hello(anna, first, end)
    assert (welcome.epoch, welcome.goes_on, welcome.last_n) == (second, True, 1)
    assert hello(anna, first, 0).goes_on
    assert not hello(anna, first, end + 1).goes_on, "its last change is lost here"
    assert not hello(anna, first, None).goes_on, "an older program does not say"
    assert not hello(anna, "elsewhere", 0).goes_on
    anna.epoch = second
    assert anna.do("customer", "c2", "create", {"name": "Li"}).status == "ok"


def test_a_chain_of_histories_is_followed_as_far_as_each_went(office: Office) -> None:
    anna, names, ends = office.agent("anna"), [epoch_of(office.db)], []
    for number in range(3):
        office.put(Customer(id=f"c{number}", scope="people", name="Wang"))
        ends.append(office.db.read(feed.head))
        names.append(begin(office.db))
    for name, end in zip(names, ends, strict=False):
        assert hello(anna, name, end).goes_on
        assert not hello(anna, name, end + 1).goes_on


def test_a_history_that_is_begun_by_hand_goes_on_with_none(any_office: Office) -> None:
    """Nobody knows what was written here in the name of the one before."""
    anna, first = any_office.agent("anna"), epoch_of(any_office.db)
    begin(any_office.db)
    any_office.db.begin_anew()
    assert not hello(anna, first, 0).goes_on


def test_only_so_many_histories_are_remembered(office: Office) -> None:
    anna, first = office.agent("anna"), epoch_of(office.db)
    for _ in range(lineage.MOST_BEFORE):
        begin(office.db)
    assert hello(anna, first, 0).goes_on
    begin(office.db)
    assert not hello(anna, first, 0).goes_on


@pytest.fixture
def moved(postgres_cluster: str, clock: SettableClock, request: pytest.FixtureRequest) -> Iterator[Office]:
    """An office on PostgreSQL after something of its place became another."""
    with postgres.database(postgres_cluster, template=postgres_cluster.rpartition("/")[2]) as url:
        db = Database(url, clock=clock)
        office = Office(db, clock)
        parts = db.read(lambda reader: reader.history.place).split("/")
        parts[request.param] = "0" * len(parts[request.param])
        place = update(SYNC_META).where(SYNC_META.c.k == "place").values(v="/".join(parts))
        db.write(lambda tx: tx.connection.execute(place))
        yield office
        db.close()


@pytest.mark.parametrize("moved", [3], indirect=True)
def test_nothing_is_written_on_a_new_timeline_before_its_history_is_begun(moved: Office, log_watch: LogWatch) -> None:
    """Between a promotion and the moment at which a server hears of it."""
    log_watch.expect("sync_server.storage.database", "was put back")
    db, first, end = moved.db, epoch_of(moved.db), moved.db.read(feed.head)
    assert moved.put(Customer(id="c1", scope="people", name="Wang")).rev > moved.clock.now, "in the new one"
    before = db.read(lambda r: r.connection.execute(select(SYNC_META.c.v).where(SYNC_META.c.k == "before")).scalar())
    assert before == f'[["{first}",{end}]]'
    assert hello(moved.agent("anna"), first, end).goes_on
    assert db.read(feed.head) == end + 2


@pytest.mark.parametrize("moved", [1, 2], indirect=True)
def test_a_dump_that_was_put_back_is_not_taken_for_a_promotion(moved: Office, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.storage.database", "was put back")
    first = epoch_of(moved.db)
    moved.db.look_where_it_lies()
    assert epoch_of(moved.db) != first
    assert not hello(moved.agent("anna"), first, 0).goes_on
