"""Taking an action back."""

import msgspec
import pytest

from app.commands import undo
from app.domain.change import Result
from app.domain.customers import Customer
from app.storage import rows
from app.storage.database import Database
from app.storage.transaction import Tx
from tests.storage.test_replica import apply, customer, image, page, push


@pytest.mark.parametrize(
    ("answer", "ours"),
    [
        (Result(status="ok", rev=2, seq=2), True),
        (Result(status="noop"), False),  # a colleague had put it into the bin before
        (Result(status="rejected", code="forbidden"), False),
        (None, True),  # not answered yet
    ],
)
def test_only_a_deletion_of_ones_own_is_taken_back(database: Database, answer: Result | None, ours: bool) -> None:
    database.replicate(lambda r: r.adopt_epoch("e1"), durable=True).result()
    apply(database, page(1, image(customer(rev=1), 1)))

    def remove(tx: Tx) -> str:
        tx.label = "customer.remove"
        tx.remove(tx.get(Customer, "c1"))
        return tx.id

    action = database.write(remove).result()
    ops = push(database)
    if answer is not None:
        database.replicate(lambda r: r.answered(ops, [answer])).result()
    apply(database, page(2, image(msgspec.structs.replace(customer(rev=2), deleted_at=123), 2)))
    database.write(lambda tx: undo.undo(tx, action)).result()
    found = database.read(lambda c: rows.get(c, Customer, "c1"))
    assert found is not None
    assert (found.deleted_at is None) == ours
