"""What can still be had from a damaged database: what the server does not have, as a file to keep.

It reads the file directly; of each table it stops at the first page that cannot be read and keeps what it found.
"""

import json
import logging
from contextlib import closing
from pathlib import Path
from typing import Any

from app.storage import driver
from app.storage.driver import dbapi

log = logging.getLogger(__name__)

SIDE_FILES = ("-wal", "-shm", ".unchecked")


_UNSENT = {
    "operations": "SELECT op FROM outbox WHERE state = 0 ORDER BY lsn",
    "held": "SELECT message FROM held ORDER BY leave_at",
    "drafts": "SELECT json_object('conversation_id', conversation_id, 'mode', mode, 'text', text) FROM draft",
}
"""What only this device has -> the query for it, one text (JSON) a row."""


def unsent(path: Path, key: bytes | None = None) -> dict[str, list[Any]]:
    """Return what was never answered, held back or only drafted, as far as it can be read, in its order.

    ``key`` is what the file is encrypted by, unless it was damaged before it ever was.
    """
    found: dict[str, list[Any]] = {name: [] for name in _UNSENT}
    if not path.is_file():
        return found
    try:
        with closing(driver.connect(path, None if driver.is_plain(path) else key, writable=False)) as connection:
            for name, query in _UNSENT.items():
                _read(connection, query, found[name], path)
    except dbapi.Error as error:
        log.info("%s cannot be opened: %s", path.name, error)
    return found


def _read(connection: dbapi.Connection, query: str, into: list[Any], path: Path) -> None:
    try:
        for (text,) in connection.execute(query):
            try:
                into.append(json.loads(text))
            except ValueError:
                into.append(text)  # damaged; a person may still make sense of it
    except dbapi.Error as error:
        log.info("the unsent of %s can be read in part only (%d): %s", path.name, len(into), error)


def export_unsent(path: Path, target: Path, key: bytes | None = None) -> int:
    """Write what a damaged database had not sent to a JSON file; returns how many things. Raises OSError."""
    found = unsent(path, key)
    count = sum(map(len, found.values()))
    if count:
        target.parent.mkdir(parents=True, exist_ok=True)
        content = {"format": "zhiying-unsent-1", **found}
        target.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return count


def put_database_aside(path: Path, folder: Path, name: str) -> Path:
    """Move a database and its side files into a folder under a dated name; returns its new place. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}.{name}{path.suffix}"
    path.replace(target)
    for ending in SIDE_FILES:
        side = path.with_name(path.name + ending)
        if side.is_file():
            side.replace(target.with_name(target.name + ending))
    return target
