"""What a server does by itself about files: it forgets what nobody went on with and what nothing refers to."""

import itertools

from sync_server.service.runtime import Runtime
from sync_server.storage import blobs, unused

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


class FileUpkeep:
    """A duty of the rounds; each of its parts comes when it is due."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._uploads_at = self._unused_at = self._strays_at = 0
        self._prefixes = itertools.cycle(unused.PREFIXES)

    def __call__(self) -> None:
        """Do what is due now."""
        now = self._runtime.clock()
        if now >= self._uploads_at:
            self._uploads_at = now + HOUR_MS
            self._runtime.files.forget_unfinished()
        if now >= self._unused_at and not self._sweep():  # else the next round goes on
            self._unused_at = now + DAY_MS
        if now >= self._strays_at:
            self._strays_at = now + DAY_MS // len(unused.PREFIXES)
            self._sweep_strays(next(self._prefixes))

    def _sweep(self) -> bool:
        """Note which files have no use, remove those that had none for long; returns whether there may be more."""
        db, files = self._runtime.db, self._runtime.files
        found = db.read(unused.unused)
        if found.any:
            db.write(lambda tx: unused.note(tx, found))
            db.write(lambda tx: unused.remove(tx, found.over, files.remove))
        return found.more

    def _sweep_strays(self, prefix: str) -> None:
        db, files = self._runtime.db, self._runtime.files
        resting = files.resting(prefix, unused.IDLE_MS / 1000)
        if resting and set(resting) - db.read(lambda reader: blobs.stored(reader, resting)).keys():
            db.write(lambda tx: unused.remove_strays(tx, resting, files.remove))
