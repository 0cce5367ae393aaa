"""What can still be had from a damaged database: the operations that the server does not have, as a file to keep.

It reads the file directly and stops at the first page that cannot be read; what was found until then is kept.
"""

import json
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

log = logging.getLogger(__name__)

SIDE_FILES = ("-wal", "-shm", ".unchecked")


def unsent_operations(path: Path) -> list[str]:
    """Return the operations (JSON) that were never answered, as far as they can be read, in their order."""
    found: list[str] = []
    if not path.is_file():
        return found
    try:
        with closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as connection:
            for (text,) in connection.execute("SELECT op FROM outbox WHERE state = 0 ORDER BY lsn"):
                found.append(text)
    except sqlite3.Error as error:
        log.info("the outbox of %s can be read in part only (%d operations): %s", path.name, len(found), error)
    return found


def export_unsent(path: Path, target: Path) -> int:
    """Write the unsent operations of a damaged database to a JSON file; returns how many. Raises OSError."""
    found = unsent_operations(path)
    if found:
        target.parent.mkdir(parents=True, exist_ok=True)
        content = {"format": "zhiying-outbox-1", "operations": [json.loads(text) for text in found]}
        target.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(found)


def put_database_aside(path: Path, folder: Path, stamp: str) -> Path:
    """Move a database and its side files into a folder under a dated name; returns its new place. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}.damaged-{stamp}{path.suffix}"
    path.replace(target)
    for ending in SIDE_FILES:
        side = path.with_name(path.name + ending)
        if side.is_file():
            side.replace(target.with_name(target.name + ending))
    return target
