"""Clients and a server over a lying network end equal, with nothing lost and nothing doubled."""

import os
from pathlib import Path

import pytest

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
