"""How many new visitors one address may bring. Kept in memory: a limit against floods needs no more.

Each process counts for itself: several of them on one PostgreSQL admit as many times the limit together, which is meant
for a flood and no quota. In the database, each visit would cost a write that all others wait for, the flood's too.
Whole offices and mobile networks stand behind one address, so the limit is far above what people do; going on with a
known visit is never limited. By the same count, nobody reads all customers' numbers one after the other.
"""

import ipaddress
import threading
from collections import OrderedDict, deque

from app.domain.clock import Clock
from app.domain.errors import AppError

MOST_ADDRESSES = 20_000


class Visits:
    """Counts the new visits of each address, or what each agent asked for, within the last ``window_ms``."""

    def __init__(self, clock: Clock, allowed: int, window_ms: int) -> None:
        self._clock = clock
        self._allowed = allowed
        self._window = window_ms
        self._lock = threading.Lock()
        self._begun: OrderedDict[str, deque[int]] = OrderedDict()

    def admit(self, address: str) -> None:
        """Count a new one. Raises AppError("rate_limited") with the seconds until the next one is admitted."""
        now = self._clock()
        key = network(address)
        with self._lock:
            begun = self._begun.setdefault(key, deque())
            self._begun.move_to_end(key)
            while begun and begun[0] <= now - self._window:
                begun.popleft()
            if len(begun) >= self._allowed:
                raise AppError("rate_limited", {"retry_after_s": max(1, -(-(begun[0] + self._window - now) // 1000))})
            begun.append(now)
            if len(self._begun) > MOST_ADDRESSES:
                self._begun.popitem(last=False)


def network(address: str) -> str:
    """Return whose an address is: a household has a whole /64 of IPv6 addresses."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False)) if "%" not in address else address
