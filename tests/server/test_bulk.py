"""Rows written and read many at once, by statements of our own: on both databases as one by one."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from app.domain.customers import Customer
from app.domain.people import Agent
from sync_server.storage import bulk
from sync_server.storage.records import Tx
from sync_server.storage.tables import ENTITY_TABLES
from tests.server.device import Office

CUSTOMER = ENTITY_TABLES["customer"]
SOME_TAGS = st.sampled_from(["老客户", "a", "%"])
SOME_NAMES = st.sampled_from(["", "陈思远", "It's 100 %", '{"a": 1}'])
CHANGED = st.fixed_dictionaries(
    {},
    optional={
        "name": SOME_NAMES,
        "note": SOME_NAMES,
        "tags": st.lists(SOME_TAGS, unique=True).map(tuple),
    },
)


def test_only_the_columns_that_differ_are_written(any_office: Office) -> None:
    """Every index of a column that is named in a statement is written anew, whether its value changed or not."""
    row = any_office.put(Customer(id="c1", scope="people", name="陈", city="杭州"))

    def rename(tx: Tx) -> None:
        held = tx.get(Customer, row.id)
        assert held is not None
        tx.connection.execute(update(CUSTOMER).where(CUSTOMER.c.id == row.id).values(city="上海"))  # behind its back
        tx.put(msgspec.structs.replace(held, name="陈思远"))

    any_office.db.write(rename)
    after = any_office.get(Customer, row.id)
    assert (after.name, after.city, after.rev) == ("陈思远", "上海", row.rev + 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8, deadline=None)
@given(pages=st.lists(st.lists(st.tuples(st.sampled_from("abc"), CHANGED), min_size=1, max_size=6), max_size=4))
def test_what_is_written_in_many_steps_is_what_stands_there(
    office: Office, pages: list[list[tuple[str, dict[str, object]]]]
) -> None:
    """Some steps are flushed, some undone; what stays is read by another transaction."""

    def forget(tx: Tx) -> None:
        for row in tx.find(Customer):
            tx.drop(row)

    office.db.write(forget)
    stands: dict[str, Customer] = {}
    for page in pages:

        def write(tx: Tx, page: list[tuple[str, dict[str, object]]] = page) -> dict[str, Customer]:
            now = {row.id: row for row in tx.find(Customer)}
            for step, (row_id, fields) in enumerate(page):
                before = tx.get(Customer, row_id) or Customer(id=row_id, scope="people", name="?")
                now[row_id] = tx.put(msgspec.structs.replace(before, **fields))
                if step % 3 == 1:
                    tx.flush()
                if step % 3 == 2:
                    with pytest.raises(ZeroDivisionError), tx.savepoint():
                        tx.put(msgspec.structs.replace(now[row_id], city="never"))
                        raise ZeroDivisionError
            return now

        stands = office.db.write(write)
    assert {row.id: row for row in office.find(Customer)} == stands


def test_rows_are_read_whole_by_many_ids(any_office: Office) -> None:
    """Truth values, times that are not set, lists in JSON; an id that no row has is none, however it is written."""
    made = [
        Agent(id=f"a{n}", scope="all", login=f"a{n}", name="x", active=n % 2 == 0, group_ids=("g",)) for n in range(6)
    ]
    made = [any_office.put(row) for row in made]
    wanted = {row.id: row for row in made}
    ids = [*wanted, "nobody", "it's", "100 %", '"']
    assert any_office.db.read(lambda reader: reader.get_many(Agent, ids)) == wanted
    held = any_office.db.write(lambda tx: list(tx.get_many(Agent, ids).values()))
    assert sorted(held, key=lambda row: row.id) == made
    assert {type(row.active) for row in held} == {bool}


def test_a_question_in_words_is_understood_by_both_databases(any_office: Office) -> None:
    for row_id, note in (("c1", "100 % sicher"), ("c2", "50 %"), ("it's", "100 % :ids"), ("c3", "100 %")):
        any_office.put(Customer(id=row_id, scope="people", name="陈", note=note))
    words = "SELECT id, rev FROM customer WHERE id = ANY(:ids) AND name = :name AND note LIKE '100 %' ORDER BY id"

    def ask(ids: list[str]) -> list[tuple[object, ...]]:
        found = any_office.db.read(lambda reader: bulk.ask(reader.connection, words, name="陈", ids=ids))
        return [tuple(row) for row in found]

    assert ask(["c1", "c2", "it's"]) == [("c1", 1), ("it's", 1)]
    assert ask([]) == []
