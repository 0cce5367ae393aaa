"""Clients and a server over a lying network end equal, with nothing lost and nothing doubled."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import delete

from app.storage import outbox
from app.storage.replica import Replica
from app.storage.tables import OUTBOX
from sync_server.service import exchange
from tests.sync.simulation import World

SEEDS = int(os.environ.get("ZHIYING_SIM_SEEDS", "4"))


def run(seed: int, folder: Path, *, disasters: bool, steps: int = 250) -> None:
    world = World(seed, folder, disasters=disasters)
    try:
        for _ in range(steps):
            world.step()
        world.settle()
        world.check()
    finally:
        world.close()


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
    monkeypatch.setattr(outbox, "operations", lambda connection, ent, row_id, rev: [])


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
