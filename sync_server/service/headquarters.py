"""How the line from a branch's server to headquarters stands, told to the branch's people with every heartbeat."""

import threading

import msgspec

from app.domain.clock import Clock
from app.domain.protocol import Beat, Upstream


class Headquarters:
    """What the relay found last: "" where there is no headquarters, "up", "down", "refused". In memory only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._state: Upstream = ""
        self._since = 0

    def found(self, state: Upstream) -> None:
        """Note how the line was found; since when it has been so is kept."""
        with self._lock:
            if state != self._state:
                self._state, self._since = state, self._clock()

    def tell(self, beat: Beat) -> Beat:
        """Return the answer to a heartbeat with how the line stands."""
        with self._lock:
            state, since = self._state, self._since
        return msgspec.structs.replace(beat, upstream=state, upstream_since=since) if state else beat
