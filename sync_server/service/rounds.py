"""A thread that does its rounds every second; what cannot wait so long it does at once when something changed."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from sync_server.storage.database import DatabaseBusy
from sync_server.storage.records import Commit

log = logging.getLogger(__name__)

EVERY_S = 1.0
CONCERNED = frozenset({"conversation", "presence", "agent", "group"})


class Rounds:
    """Runs ``duties`` one after the other every second, and ``prompt`` after them and as soon as it is concerned.

    One that fails is logged and does not stop the others.
    """

    def __init__(self, duties: Sequence[Callable[[], object]], prompt: Callable[[], object] | None = None) -> None:
        self._duties = [*duties]
        self._prompt = (prompt,) if prompt is not None else ()
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
        self._do((*self._duties, *self._prompt))

    def _do(self, duties: Sequence[Callable[[], object]]) -> None:
        for duty in duties:
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
        due = 0.0
        while not self._stopped.is_set():
            self._wake.wait(max(0.0, due - time.monotonic()))
            self._wake.clear()
            if time.monotonic() < due:
                self._do(self._prompt)
            else:
                due = time.monotonic() + EVERY_S
                self.once()
