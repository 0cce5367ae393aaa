"""One seed from beginning to end, and many of them: ``python -m tests.simulation SEED``."""

import itertools
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from app.domain.entity import Actor
from app.domain.people import Group
from app.storage.database import Database
from sync_server.storage.database import Database as ServerDatabase
from tests.simulation import checks, coverage
from tests.simulation.disk import Disks, copy_database
from tests.simulation.office import GROUPS
from tests.simulation.world import START_MS, Beginning, Clock, World, hurry_the_world, shrink_the_world

AGENTS = (("u0", "u1"), ("u0", "u0"), ("u0", "u1", "u1"))
STEPS = (60, 90, 90, 180)
HOUR = 120
COMPARING = 4
"""One day of so many is one on which desks compare what they hold, and hands get into their files."""
KEY = bytes(range(32))
_MEMORY = Path("/dev/shm")


class Day(msgspec.Struct, frozen=True):
    """How a seed went: every event, what was on the server in the end, and how often it answered operations on an
    entity how: "" for those that it took, else the code of the refusal; ``met`` is what of the protocol it saw.
    """

    trace: tuple[str, ...]
    faults: dict[str, int]
    rows: Mapping[str, Any]
    answers: dict[tuple[str, str], int]
    met: dict[str, int]


class Failed(AssertionError):
    """A seed broke an invariant. Says which, and how to see it again."""


class Stage:
    """A place for worlds, one after the other: files in memory, empty databases to copy, engines that are kept."""

    def __init__(self, key: bytes | None = KEY) -> None:
        self.key = key
        self.folder = Path(tempfile.mkdtemp(prefix="zhiying-sim-", dir=_MEMORY if _MEMORY.is_dir() else None))
        self.disks = Disks()
        empty = self._empty()
        self.beginnings = [self._beginning(empty, agents) for agents in AGENTS]

    def _empty(self) -> tuple[Path, Path]:
        desk_file, office_file = self.folder / "desk.empty", self.folder / "office.empty"
        with seeded_ids("an empty office"):
            desk = Database(desk_file, Actor("nobody", "agent"), clock=Clock(), key=self.key)
            desk.open()
            desk.close()
            office = ServerDatabase(f"sqlite:///{office_file}", clock=Clock())

            def furnish(tx: Any) -> None:
                for key in GROUPS:
                    tx.put(Group(id=key, scope="all", name=key, branch_id="b"))

            office.write(furnish)
            office.close()
        return desk_file, office_file

    def _beginning(self, empty: tuple[Path, Path], agents: tuple[str, ...]) -> Beginning:
        """Have an office work undisturbed for an hour, so that people meet on the same rows from the first step on."""
        desk_file, office_file = empty
        place = self.folder / "-".join(agents)
        place.mkdir()
        (place / "at-work").mkdir()
        first = Beginning(office_file, agents, (desk_file,) * len(agents), self.key)
        with self.disks.in_place(), seeded_ids(f"a beginning of {agents}"):
            world = World(1, place / "at-work", self.disks, first, undisturbed=True)
            for _ in range(HOUR):
                world.step()
            world.settle()
            world.check()
            kept = Beginning(place / "office", agents, tuple(place / desk.name for desk in world.desks), self.key)
            copy_database(world.office.path, kept.office)
            for desk, path in zip(world.desks, kept.desks, strict=True):
                copy_database(desk.path, path, desk.disk.driver)
            world.close()
        return kept

    def play(self, seed: int, steps: int | None = None, *, talk: bool = False, trace: bool = False) -> Day:
        """Play one seed, perhaps as a day of talk. Raises Failed."""
        folder = self.folder / "world"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        with self.disks.in_place(), seeded_ids(seed), pytest.MonkeyPatch.context() as hurried:
            world: World | None = None
            try:
                beginning = self.beginnings[seed % len(self.beginnings)]
                compares = seed % COMPARING == 0
                world = World(seed, folder, self.disks, beginning, talk=talk, compares=compares)
                hurry_the_world(hurried, world.clock, talk=talk, compares=compares)
                with pytest.MonkeyPatch.context() as shrunk:
                    shrink_the_world(shrunk, world.chance, compares=compares)
                    for _ in range(steps or world.chance.choice(STEPS)):
                        world.step()
                world.settle()
                rows = world.check()
                world.met.update(coverage.of_operations(world.office.operations().values()))
                given = ((op["ent"], checks.code_of(op)) for op in world.office.operations().values())
                return Day(tuple(world.trace), dict(world.faults), rows, dict(Counter(given)), dict(world.met))
            except Exception as error:
                if trace and world is not None:
                    print(*world.trace, sep="\n", file=sys.stderr)
                raise Failed(f"{type(error).__name__}: {error}\n{replay(seed, steps, talk)}") from error
            finally:
                if world is not None:
                    world.close()

    def close(self) -> None:
        self.disks.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def replay(seed: int, steps: int | None, talk: bool) -> str:
    """Return the one command that plays a seed again."""
    options = f"{f' --steps {steps}' if steps else ''}{' --talk' if talk else ''}"
    return f"play it again: python -m tests.simulation {seed}{options} --trace"


@contextmanager
def stage(key: bytes | None = KEY) -> Iterator[Stage]:
    """Have a stage, whose desks' files are encrypted by ``key``, and take it down again."""
    built = Stage(key)
    try:
        yield built
    finally:
        built.close()


@contextmanager
def seeded_ids(seed: object) -> Iterator[None]:
    """Draw the ids, too, from the seed: they decide in which order rows are looked at."""
    chance, ticks = random.Random(f"ids of {seed}"), itertools.count(START_MS)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("app.domain.ids.os", SimpleNamespace(urandom=chance.randbytes))
        patched.setattr("app.domain.ids.time", SimpleNamespace(time_ns=lambda: next(ticks) * 1_000_000))
        patched.setattr(
            "sync_server.storage.database.secrets",
            SimpleNamespace(token_hex=lambda n: f"{chance.getrandbits(8 * n):x}"),
        )
        yield
