"""What a server does by itself about files: it forgets what nobody went on with and what nothing refers to."""

import itertools

from app.domain.errors import AppError
from app.sql import chunks
from sync_server.service.runtime import Runtime
from sync_server.storage import blobs, unused
from sync_server.storage.file_names import PREFIXES

LOOK_MS = 60_000
"""How often a store is asked whether it is there; more often while it is not."""
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


class FileUpkeep:
    """A duty of the rounds; each of its parts comes when it is due."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._look_at = self._uploads_at = self._unused_at = self._strays_at = 0
        self._prefixes = itertools.cycle(PREFIXES)

    def __call__(self) -> None:
        """Do what is due now; while the files are out of reach, find out whether they are back."""
        try:
            self._do()
        except AppError as error:
            if error.code != "files_out_of_reach":
                raise

    def _do(self) -> None:
        now = self._runtime.clock()
        place = self._runtime.files.place
        if now >= self._look_at or not place.reachable:
            self._look_at = now + LOOK_MS
            place.look()
        if now >= self._uploads_at:
            self._uploads_at = now + HOUR_MS
            self._runtime.files.forget_unfinished()
        if now >= self._unused_at and not self._sweep():  # else the next round goes on
            self._unused_at = now + DAY_MS
        if now >= self._strays_at:
            self._strays_at = now + DAY_MS // len(PREFIXES)
            self._sweep_strays(next(self._prefixes))

    def _sweep(self) -> bool:
        """Note which files have no use, remove those that had none for long; returns whether there may be more."""
        db, files = self._runtime.db, self._runtime.files
        found = db.read(unused.unused)
        if found.any:
            db.write(lambda tx: unused.note(tx, found))
            for part in chunks(found.over, unused.REMOVED_AT_ONCE):
                db.write(lambda tx, part=part: unused.remove(tx, part, files.remove))  # type: ignore[misc]
        return found.more

    def _sweep_strays(self, prefix: str) -> None:
        db, files = self._runtime.db, self._runtime.files
        resting = files.resting(prefix, unused.IDLE_MS / 1000)
        strays = sorted(set(resting) - db.read(lambda reader: blobs.stored(reader, resting)).keys())
        for part in chunks(strays, unused.REMOVED_AT_ONCE):
            db.write(lambda tx, part=part: unused.remove_strays(tx, part, files.remove))  # type: ignore[misc]
