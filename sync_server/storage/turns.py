"""One write at a time, and one wait for the disk for all that waited for their turn meanwhile.

A commit that must not be lost waits for the disk, some milliseconds in which nobody else can write. So whoever has his
turn takes with him those who wait: each is a change of its own, with its own number, undone by itself when it fails;
what they share is the commit. Nobody is answered before it is on the disk.
"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from sync_server.storage.records import Commit, Tx

MOST = 20
"""How many go together: the first of them is not to wait for hundreds."""
Work = Callable[[Tx], Any]
Outcome = tuple[Any, Commit] | Exception
"""What a write returned and what it moved, or what it raised."""


class _Place:
    """A write in the line, and what became of it."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.outcome: Outcome | None = None


class Turns:
    """Has ``commit`` write what threads bring, in the order in which they came. It returns an outcome for each."""

    def __init__(self, commit: Callable[[Sequence[Work]], Sequence[Outcome]]) -> None:
        self._commit = commit
        self._changed = threading.Condition()
        self._line: list[_Place] = []
        self._busy = False

    def take(self, work: Work, end: float) -> Outcome | None:
        """Return the outcome of a write, None when its turn had not come at ``end`` (by the monotonic clock)."""
        mine = _Place(work)
        with self._changed:
            self._line.append(mine)
        while True:
            with self._changed:
                while self._busy and mine.outcome is None:
                    left = end - time.monotonic()
                    if left <= 0 and mine in self._line:
                        self._line.remove(mine)
                        return None
                    self._changed.wait(max(left, 0.1))
                if mine.outcome is not None:
                    return mine.outcome
                self._busy = True
                group, self._line = self._line[:MOST], self._line[MOST:]
            self._write(group)

    def _write(self, group: Sequence[_Place]) -> None:
        outcomes: Sequence[Outcome] = [RuntimeError("the write was broken off")] * len(group)
        try:
            outcomes = self._commit([place.work for place in group])
        finally:
            with self._changed:
                for place, outcome in zip(group, outcomes, strict=True):
                    place.outcome = outcome
                self._busy = False
                self._changed.notify_all()
