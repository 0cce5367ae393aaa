"""How much room downloaded files take on this device: those not used for longest go first.

A file goes only if it can be had again. Never touched are files that the server does not have, that an operation names
which is kept to be sent again to a restored server, that a draft or a message held back refers to, and whatever was
used within the last day.
"""

import contextlib
import logging
import re
import time
from collections.abc import Collection

from app.storage import outbox
from app.storage.blobs import INCOMING, Blobs
from app.storage.core import BLOB, DRAFT, ENTITY, HELD, Connection, select

FORGET_PARTS_S = 7 * 24 * 3600.0
YOUNG_S = 24 * 3600.0
_LEFT = 0.8
"""What of the room is still taken afterwards: not every download should have to look."""
_SHA256 = re.compile(r"[0-9a-f]{64}")

log = logging.getLogger(__name__)


def needed(connection: Connection) -> set[str]:
    """Return the sha256 of the files that must stay whatever room they take."""
    mine = select(BLOB.c.sha256).where(BLOB.c.state.in_(("unsent", "lost")))
    found = {sha256 for (sha256,) in connection.execute(mine)} | outbox.files(connection)
    written = ENTITY["article_draft"].c
    for query in (
        select(DRAFT.c.staged),
        select(HELD.c.message, HELD.c.draft),
        select(written.body, written.images, written.attachments),
    ):
        for row in connection.execute(query):
            found.update(sha256 for text in row for sha256 in _SHA256.findall(text or ""))
    return found


def left(files: Blobs, stay: Collection[str]) -> tuple[int, int]:
    """Return how many files are here now that must stay, and how many others."""
    here = [path.name for path in files.folder.glob("??/*") if _SHA256.fullmatch(path.name)]
    must = sum(name in stay for name in here)
    return must, len(here) - must


def make_room(files: Blobs, stay: Collection[str], most: int | None = None, *, young_s: float = YOUNG_S) -> int:
    """Remove files until less than ``most`` bytes (the folder's limit) are taken; returns how many went.

    Files in ``stay`` are passed over, and those used within ``young_s`` seconds. One that cannot be removed, being read
    just now, stays for the next time. Downloads that nobody went on with for a week go, too.
    """
    most = files.most if most is None else most
    for part in (files.folder / INCOMING).glob("*"):
        with contextlib.suppress(OSError):
            if part.stat().st_mtime < time.time() - FORGET_PARTS_S:
                part.unlink()
    places = [(path, path.stat()) for path in files.folder.glob("??/*") if _SHA256.fullmatch(path.name)]
    taken = sum(found.st_size for _, found in places)
    if taken <= most:
        return 0
    gone = 0
    for path, found in sorted(places, key=lambda place: place[1].st_mtime):
        if taken <= most * _LEFT or found.st_mtime > time.time() - young_s:
            break
        if path.name in stay:
            continue
        try:
            if path.stat().st_mtime == found.st_mtime:  # not taken up again since we looked
                path.unlink()
                taken -= found.st_size
                gone += 1
        except OSError as error:
            log.info("A file stays in the cache: %s", error)
    return gone
