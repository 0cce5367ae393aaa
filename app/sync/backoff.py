"""How long to wait before trying again."""

import random

FIRST_MS = 1_000
LAST_MS = 5 * 60_000


class Backoff:
    """Exponential backoff with full jitter: from 0..1 s to 0..5 min (M. Brooker, "Exponential Backoff And Jitter")."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.attempts = 0

    def reset(self) -> None:
        """The last try worked, or something changed that makes another worth while."""
        self.attempts = 0

    def next_ms(self) -> int:
        """Return the milliseconds to wait before the next try; at least a fifth of the ceiling, lest it spins."""
        ceiling = min(LAST_MS, FIRST_MS * 2 ** min(self.attempts, 20))
        self.attempts += 1
        return int(self._chance.uniform(ceiling / 5, ceiling))
