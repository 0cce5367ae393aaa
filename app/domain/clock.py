"""Time: whole milliseconds UTC. Clocks break ties; they never refuse anything."""

import time
from collections.abc import Callable

Clock = Callable[[], int]


def now_ms() -> int:
    """Return the wall clock in milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


LEAD_MS = 60_000
"""How far the hybrid clock may run ahead of the wall clock."""


def hybrid_next(last: int, wall: int) -> int:
    """Return the next reading of a hybrid logical clock: monotone even when the wall clock jumps back a little.

    A jump of more than :data:`LEAD_MS` is a wrong clock that was put right, and is followed: what should happen in
    four seconds must not wait until the year that the clock once showed.
    """
    return wall if last - wall > LEAD_MS else max(last + 1, wall)


def corrected_time(wall: int, offset: int, seen_at: int, server_now: int) -> int:
    """Return when an operation was made, on the server's clock.

    ``wall`` is the author's clock then, ``offset`` is server minus author measured in this request and ``seen_at`` the
    commit time of the newest change the author had seen. A wrong clock thus reaches neither before what its author
    knew nor into the future.
    """
    return max(min(wall + offset, server_now), min(seen_at, server_now))
