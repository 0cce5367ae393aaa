"""Whether a device holds what it should: asked piece by piece, in the device's idle time.

Numbers and cursors promise that a device gets every change once. A fault in either program, a disk that lies, a hand in
the file: none of these shows in a cursor. So a device says now and then what it holds, in a fingerprint a piece, and
where that is not what its agent is shown, it gets the rows of the piece anew. The server takes nothing over from it.
"""

import logging

from app.domain.fingerprint import fingerprint
from app.domain.protocol import Compare, Compared, Row
from app.domain.registry import ENTITIES
from sync_server.service import pages, sight
from sync_server.service.accounts import Caller, scopes_of, signed_in
from sync_server.storage import feed
from sync_server.storage.feed import Entry
from sync_server.storage.records import Reader

log = logging.getLogger(__name__)
PIECE_ROWS = 1_000
"""How many rows of a scope are looked at at once: more than a desk has in a piece."""


def compare(reader: Reader, caller: Caller, request: Compare) -> Compared:
    """Compare a piece of what a device holds with what it should hold, in one snapshot."""
    agent = signed_in(reader, caller)
    seen_by = sight.sight_of(agent)
    epoch, head = reader.history.epoch, feed.head(reader)
    scopes = sorted(scopes_of(reader, agent))
    known = scopes == sorted(request.cursors) and request.view == seen_by.view.name
    in_step = all(feed.horizon(reader) <= cursor <= head and cursor for cursor in request.cursors.values())
    if request.epoch != epoch or not known or not in_step:
        return Compared(epoch=epoch, state="moved")
    shown = request.ent in ENTITIES and request.ent not in seen_by.view.hidden
    entries, upto = _piece(reader, scopes, request) if shown else ([], request.upto)
    for scope in scopes if shown else ():
        if feed.moved_between(reader, scope, request.ent, request.after, upto, request.cursors[scope]):
            return Compared(epoch=epoch, state="moved")
    images = feed.images(reader, entries, seen_by.shows, whole=False)
    held = {row_id: image for (_, row_id), image in images.items()}
    if upto == request.upto and len(held) == request.count and fingerprint(held) == request.fingerprint:
        return Compared(epoch=epoch, state="same")
    log.warning(
        "A device of %s holds %d %s after %r otherwise than the server: they are sent anew.",
        agent.login, request.count, request.ent, request.after,
    )  # fmt: skip
    whole = feed.images(reader, entries, seen_by.shows)
    rows: list[Row] = []
    room = pages.PAGE_BYTES
    for entry in entries:
        if room <= 0:
            return Compared(epoch=epoch, state="differs", upto=rows[-1].id, rows=tuple(rows))
        rows.append(pages.row_of(entry, whole))
        room -= len(bytes(rows[-1].image)) + pages.ROW_BYTES
    return Compared(epoch=epoch, state="differs", upto=upto, rows=tuple(rows))


def _piece(reader: Reader, scopes: list[str], request: Compare) -> tuple[list[Entry], str]:
    """Return the rows of a piece in the order of their ids, and up to which id they are all there are."""
    found: list[Entry] = []
    upto = request.upto
    for scope in scopes:
        part = feed.between(reader, scope, request.ent, request.after, upto, PIECE_ROWS)
        if len(part) == PIECE_ROWS:
            upto = part[-1].id
        found += part
    there = [entry for entry in found if not upto or entry.id.encode() <= upto.encode()]
    return sorted(there, key=lambda entry: entry.id.encode()), upto
