"""How long a GUI thread keeps events waiting: a beat every millisecond, and what the thread did between two beats."""

import os
import threading
import time
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer

from tests.benchmarks.watch import percentile


class Gap(NamedTuple):
    """What lay between two beats, in ms: all of it, the thread's own work, and its wait for a processor core.

    What is neither is idle, or a wait for another thread of the process (Python's lock).
    """

    wall: float
    cpu: float
    queued: float


class Pulse(QObject):
    """Beats on the thread that starts it."""

    def __init__(self) -> None:
        super().__init__()
        self._beats = array("d")
        self._statistics = -1
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Forget what was and begin."""
        self._beats = array("d")
        about = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        if about.exists():  # Linux
            self._statistics = os.open(about, os.O_RDONLY)
        self._timer.start()

    def stop(self) -> list[Gap]:
        """End; returns the gaps."""
        self._timer.stop()
        if self._statistics >= 0:
            os.close(self._statistics)
            self._statistics = -1
        beats = [self._beats[at : at + 3] for at in range(0, len(self._beats), 3)]
        return [Gap(*((b - a) * 1000 for a, b in zip(before, after, strict=True))) for before, after in pairwise(beats)]

    def _beat(self) -> None:
        queued = 0.0
        if self._statistics >= 0:  # ns on a core, ns waiting for one, turns
            queued = int(os.pread(self._statistics, 80, 0).split()[1]) / 1e9
        self._beats.extend((time.perf_counter(), time.thread_time(), queued))


def delays(stalls: Sequence[float]) -> Iterator[float]:
    """Yield how long events would have waited, had one been posted in every millisecond of these stalls (ms)."""
    for stall in stalls:
        left = stall
        while left > 0:
            yield left
            left -= 1


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return the percentiles that matter."""
    named = (("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999))
    return {
        **{name: round(percentile(values, share), 1) for name, share in named},
        "max": round(max(values, default=0), 1),
    }


def figures(gaps: Sequence[Gap]) -> dict[str, object]:
    """Return the delays of events, then the same without waits for a core, and the most of each part of a stall."""
    return {
        "delay_ms": spread(list(delays([gap.wall for gap in gaps]))),
        "without_core_waits_ms": spread(list(delays([gap.wall - gap.queued for gap in gaps]))),
        "own_work_ms": spread(list(delays([gap.cpu for gap in gaps if gap.cpu > 0]))),
        "seconds": round(sum(gap.wall for gap in gaps) / 1000, 1),
        "over_50_ms": sum(gap.wall > 50 for gap in gaps),
        "over_100_ms": sum(gap.wall > 100 for gap in gaps),
    }
