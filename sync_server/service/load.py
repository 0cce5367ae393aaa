"""How many requests a process is at: beyond a bound they are sent away at once instead of waiting in a line that grows.

A request that waits too long is given up by its client and comes again: whoever answers it then works for nobody.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.errors import AppError


def retry_after() -> int:
    """Return after how many seconds who is sent away should come again: not all at once."""
    return random.randint(2, 6)


class Load:
    """Counts requests under way; used in the event loop only."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.now = 0

    @contextmanager
    def request(self) -> Iterator[None]:
        """Count one for the time of the block. Raises AppError("busy")."""
        if self.now >= self.most:
            raise AppError("busy", {"retry_after_s": retry_after()})
        self.now += 1
        try:
            yield
        finally:
            self.now -= 1
