"""What it costs a desk to ask although there is nothing: people do it by hand, and each message wakes desks to."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from app.domain.entity import Actor
from app.domain.protocol import Page
from app.storage import core, sync_status
from app.storage.database import Database
from app.storage.replica import Replica
from app.sync.engine import Answered, Nudged
from tests.sync.test_engine import NOW, Bench

T = TypeVar("T")


class Counting(Bench):
    """Counts the transactions that the engine asks for."""

    runs = 0

    def run(self, fn: Callable[[Replica], T], *, durable: bool = False) -> T:
        self.runs += 1
        return super().run(fn, durable=durable)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Counting]:
    database = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    database.open()
    yield Counting(database)
    database.close()


def test_asking_for_nothing_takes_three_transactions_and_builds_no_statement(
    bench: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.page(bench.begin())

    def built(*_: Any, **__: Any) -> Any:
        raise AssertionError("a statement was built, which takes longer than running it")

    monkeypatch.setattr(core.TextConnection, "execute", built, raising=False)
    before = bench.runs
    pull = bench.asked(bench.engine.step(Nudged()), "pull")
    page = Page(epoch="e1", head=2, scopes=("people",), cursors={"people": 2}, now=NOW)
    bench.engine.step(Answered(pull.number, page))
    assert bench.engine.head == 2
    assert bench.runs - before <= 3
    assert bench.database.read(sync_status.counts).complete
