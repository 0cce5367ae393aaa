"""The copies of a database from before upgrades, in the folder ``backups`` beside it: a few are enough."""

import logging
from pathlib import Path

FOLDER = "backups"
MOST_COPIES = 3
MOST_BYTES = 1 << 30

log = logging.getLogger(__name__)


def place_of(database: Path, revision: str) -> Path:
    """Return where a database is copied before it is brought to a revision of the schema."""
    return database.parent / FOLDER / f"{database.stem}.before-{revision}.sqlite3"


def of(database: Path) -> list[Path]:
    """Return the copies of a database."""
    return list((database.parent / FOLDER).glob(f"{database.stem}.before-*.sqlite3"))


def forget_old(database: Path, most: int = MOST_COPIES, room: int = MOST_BYTES) -> None:
    """Remove the oldest copies, so that ``most`` are left that take ``room`` bytes together; the newest one stays.

    One that cannot be removed is passed over: it must not keep anybody from his work.
    """
    for count, copy in enumerate(sorted(of(database), key=lambda path: path.stat().st_mtime, reverse=True)):
        room -= copy.stat().st_size
        if count and (count >= most or room < 0):
            try:
                copy.unlink()
            except OSError as error:
                log.warning("An old copy of the database cannot be removed: %s", error)
