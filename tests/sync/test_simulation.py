"""Clients and a server over a lying network end equal, with nothing lost and nothing doubled."""

import itertools
import os
import random
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from sqlalchemy import Connection, delete

from app.domain.change import Operation
from app.domain.registry import ENTITIES
from app.storage import outbox
from app.storage.replica import Replica
from app.storage.tables import OUTBOX
from sync_server.service import exchange
from tests.sync.simulation import World

SEEDS = int(os.environ.get("ZHIYING_SIM_SEEDS", "4"))


def run(seed: int, folder: Path, *, disasters: bool, steps: int = 250) -> tuple[object, ...]:
    """Play one seed; returns what happened: faults, operations made, the server's rows at the end."""
    with seeded_ids(seed):
        world = World(seed, folder, disasters=disasters)
        try:
            for _ in range(steps):
                world.step()
            world.settle()
            world.check()
            return world.faults, world.made, {name: world.office.rows(name) for name in ENTITIES}
        finally:
            world.close()


@contextmanager
def seeded_ids(seed: int) -> Iterator[None]:
    """Draw the ids, too, from the seed: they decide in which order rows are looked at."""
    chance, ticks = random.Random(seed), itertools.count(1_800_000_000_000)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("app.domain.ids.secrets", SimpleNamespace(randbits=chance.getrandbits))
        patched.setattr("app.domain.ids.time", SimpleNamespace(time_ns=lambda: next(ticks) * 1_000_000))
        yield


@pytest.mark.slow
def test_the_same_seed_gives_the_same_day(tmp_path: Path) -> None:
    days = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        days.append(run(1_003, folder, disasters=True, steps=120))
    assert days[0] == days[1]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_office_converges(seed: int, tmp_path: Path) -> None:
    run(seed, tmp_path, disasters=False)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1000 + SEEDS))
def test_the_office_survives_copies_and_restores(seed: int, tmp_path: Path) -> None:
    run(seed, tmp_path, disasters=True)


def _drop_at_acknowledgement(monkeypatch: pytest.MonkeyPatch) -> None:
    correct = Replica.answered
    forgetful: Callable[..., None] = lambda self, ops, results: correct(  # noqa: E731
        self, ops, [msgspec.structs.replace(result, rev=0, seq=0) for result in results]
    )
    monkeypatch.setattr(Replica, "answered", forgetful)


def _image_without_own_operations(monkeypatch: pytest.MonkeyPatch) -> None:
    correct = outbox.operations

    def carried(connection: Connection, ent: str, ids: Collection[str]) -> dict[str, list[tuple[Operation, int]]]:
        found = correct(connection, ent, ids)
        return {row_id: [(op, -1) for op, _ in unresolved] for row_id, unresolved in found.items()}

    monkeypatch.setattr(outbox, "operations", carried)


def _same_stream_after_a_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Replica, "renumber", lambda self: None)


def _done_operations_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    correct = Replica.adopt_epoch

    def careless(self: Replica, epoch: str) -> None:
        if outbox.state(self.connection, "epoch") not in ("", epoch):
            self.connection.execute(delete(OUTBOX).where(OUTBOX.c.state == outbox.DONE))
        correct(self, epoch)

    monkeypatch.setattr(Replica, "adopt_epoch", careless)


def _a_row_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    correct = Replica._rows
    hasty: Callable[..., object] = lambda self, found, gens, epoch: correct(self, found[:-1], gens, epoch)  # noqa: E731
    monkeypatch.setattr(Replica, "_rows", hasty)


def _losers_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_keep_lost", lambda tx, after, op, merged, who: None)


@pytest.mark.slow
@pytest.mark.parametrize(
    "break_it",
    [
        _drop_at_acknowledgement,
        _image_without_own_operations,
        _same_stream_after_a_fork,
        _done_operations_thrown_away,
        _a_row_is_missed,
        _losers_thrown_away,
    ],
)
def test_the_simulation_catches_a_seeded_bug(
    break_it: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    break_it(monkeypatch)
    for seed in range(40):
        folder = tmp_path / str(seed)
        folder.mkdir()
        try:
            run(seed, folder, disasters=True, steps=150)
        except AssertionError:
            return
    pytest.fail("nobody noticed")
