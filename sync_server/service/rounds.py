"""A thread that does its rounds: at once when something changed that concerns it, and every second to be sure."""

import logging
import threading
from collections.abc import Callable, Sequence

from sync_server.storage.database import DatabaseBusy
from sync_server.storage.records import Commit

log = logging.getLogger(__name__)

EVERY_S = 1.0
CONCERNED = frozenset({"conversation", "presence", "agent", "group"})


class Rounds:
    """Runs ``duties`` one after the other, again and again. One that fails is logged and does not stop the others."""

    def __init__(self, duties: Sequence[Callable[[], object]]) -> None:
        self._duties = [*duties]
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rounds", daemon=True)

    def add(self, duty: Callable[[], object]) -> None:
        """Add a duty before the rounds begin."""
        self._duties.append(duty)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def committed(self, commit: Commit) -> None:
        """Do the next round now if a commit concerns it."""
        if commit.entities & CONCERNED:
            self._wake.set()

    def stop(self) -> None:
        """Finish the round and end."""
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def once(self) -> None:
        """Do one round in this thread."""
        for duty in self._duties:
            if self._stopped.is_set():
                return
            try:
                duty()
            except DatabaseBusy as busy:
                log.warning("The database was busy; the next round tries again: %s", busy)
            except Exception:
                # a bug in one duty must not end presence, routing and the rest for the whole office
                log.exception("A round failed.")

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(EVERY_S)
            self._wake.clear()
            if not self._stopped.is_set():
                self.once()
