"""What each visitor's page was told last, so that a change between two polls is told at once. In memory only."""

import threading
from collections import OrderedDict

MOST = 20_000


class Told:
    """Remembers one value a visitor; the longest silent are forgotten, who then are told once more than needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: OrderedDict[str, object] = OrderedDict()

    def differs(self, visitor_id: str, value: object) -> bool:
        """Say whether a visitor was told something else before. Who was told nothing yet is not in a hurry."""
        with self._lock:
            return self._last.get(visitor_id, value) != value

    def remember(self, visitor_id: str, value: object) -> None:
        """Note what a visitor is told now."""
        with self._lock:
            self._last[visitor_id] = value
            self._last.move_to_end(visitor_id)
            if len(self._last) > MOST:
                self._last.popitem(last=False)
