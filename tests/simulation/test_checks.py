"""The invariants that look at one desk at a time, on a file of their own."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from app.domain.change import Result
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.storage.database import Database
from app.storage.driver import connect
from tests.simulation import checks


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    database.open()
    yield database
    database.close()


def shows(path: Path, resolved: set[str]) -> None:
    """Check I9 on a file. Raises Broken."""
    with closing(connect(path, None)) as look:
        desk: Any = SimpleNamespace(damaged=False, name="d0", disk=SimpleNamespace(look=look))
        checks.own_work_is_shown(desk, resolved)


def test_own_work_shows_what_it_was_folded_over_or_what_was_refused_and_forgotten_again(database: Database) -> None:
    """The answer to an operation was lost with the power: until it is asked for again, the refused value shows."""
    row = Customer(id="c1", scope="people", name="陈思远")
    database.write(lambda tx: tx.save(row)).result()
    first, second = (msgspec.structs.replace(row, city=city) for city in ("成都", "重庆"))
    database.write(lambda tx: tx.save(first)).result()
    database.write(lambda tx: tx.save(second)).result()
    ops = database.replicate(lambda r: r.next_push(10)).result()
    path = database.path
    shows(path, set())
    shows(path, {ops[2].id})  # refused once, and told so again soon
    with closing(connect(path, None)) as file:
        file.execute("UPDATE customer SET city = ?", ("成都",))
        shows(path, {ops[2].id})
        with pytest.raises(checks.Broken, match="I9"):
            shows(path, set())
        file.execute("UPDATE customer SET city = ?", ("绵阳",))
        with pytest.raises(checks.Broken, match="I9"):
            shows(path, {ops[2].id})
        file.execute("UPDATE customer SET city = ?", ("重庆",))
    refused = [Result(status="ok", rev=1, seq=1), Result(status="ok", rev=2, seq=2), Result(status="rejected")]
    database.replicate(lambda r: r.answered(ops, refused)).result()
    shows(path, set())
    with closing(connect(path, None)) as file:
        assert file.execute("SELECT city FROM customer").fetchall() == [("成都",)]
