"""State out: what changed since a device's cursors, and the first pass of a scope, newest rows first.

A pass is pages, and no snapshot that was prepared, also where a scope has more than half a million rows. Of 600,000
rows the server's share was 19 s of processor time, 31 us a row at the end of the pass as at its beginning; the desk's
was 32 s, for it writes and indexes them, and both work at the same time. A snapshot would save the server's share,
which nobody waits for, and would have to be kept for each scope, each view and each schema, and be let expire. A pass
goes on behind the last row that arrived, whatever broke it off.
"""

import logging
from collections.abc import Mapping

import msgspec

from app.domain.errors import AppError
from app.domain.protocol import OLDEST_PULLED, PAGE_ROWS, PROTOCOL, Page, Pass, Pull, Row
from app.domain.registry import ENTITIES, SCHEMA
from sync_server.service import sight
from sync_server.service.accounts import Caller, scopes_of, signed_in
from sync_server.service.sight import Sight
from sync_server.storage import credentials, feed
from sync_server.storage.database import Database, DatabaseBusy
from sync_server.storage.feed import KINDS, Entry
from sync_server.storage.records import PUT, Reader, Tx

log = logging.getLogger(__name__)
PAGE_BYTES = 1 << 20
ROW_BYTES = 120
"""About how much a row takes in a page beside its image."""
_NAMES = tuple(ENTITIES)


class _Room:
    """What still fits into a page; the first row always does."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.bytes = PAGE_BYTES

    def left(self) -> bool:
        """Say whether there is room for another row."""
        return self.rows > 0 and self.bytes > 0

    def take(self, rows: list[Row]) -> None:
        self.rows -= len(rows)
        self.bytes -= sum(len(bytes(row.image)) + ROW_BYTES for row in rows)


def pull(reader: Reader, caller: Caller, request: Pull) -> Page:
    """Return the next page for a device. All of it is of one snapshot, the permissions too.

    Raises AppError("protocol_unsupported") for a program that is too old to be understood.
    """
    if request.proto < OLDEST_PULLED:
        raise AppError("protocol_unsupported", {"server": PROTOCOL, "client": request.proto})
    agent = signed_in(reader, caller)
    return page_of(reader, tuple(sorted(scopes_of(reader, agent))), sight.sight_of(agent), request)


def page_of(reader: Reader, scopes: tuple[str, ...], seen_by: Sight, request: Pull) -> Page:
    """Return the next page for who holds some scopes and is shown rows in a certain way."""
    view = seen_by.view
    head, epoch = feed.head(reader), reader.history.epoch
    if request.epoch != epoch:
        return Page(epoch=epoch, head=head, scopes=(), cursors={}, problem="epoch")
    cursors, passes, resync = _starts(scopes, request, head, feed.horizon(reader), view.name)
    for scope, place in passes.items():
        if place == Pass(head=head):  # counting is the price of a scan: once a pass, not once a page
            passes[scope] = msgspec.structs.replace(place, left=feed.totals(reader, scope, head, view.hidden))
    room = _Room(max(1, min(request.limit, PAGE_ROWS)))

    following = {scope: cursors[scope] for scope in scopes if scope not in passes}
    rows, reached = _changes(reader, following, room, head, seen_by)
    done = reached == head
    for scope in following:
        cursors[scope] = max(cursors[scope], reached)
    if done and room.left():
        rows += _pass_rows(reader, passes, room, seen_by)
    for scope, place in list(passes.items()):
        if place.entity >= len(_NAMES):
            cursors[scope] = place.head
            del passes[scope]
            done = done and place.head == head  # what changed during the pass comes next
    return Page(
        epoch=epoch,
        head=head,
        scopes=scopes,
        cursors=cursors,
        rows=tuple(rows),
        passes=passes,
        resync=tuple(resync),
        more=bool(passes) or not done,
        remaining=_remaining(passes),
        schema=SCHEMA,
        view=view.name,
        now=reader.now,
    )


def answer(db: Database, caller: Caller, request: Pull) -> Page:
    """Return the next page for a device as :func:`pull`, and note of which departures it has heard by the ones before.

    Its cursors say what has arrived there. Who cannot be noted anything of just now is answered all the same.
    """
    page, heard = db.read(
        lambda reader: (found := pull(reader, caller, request), newly_heard(reader, caller, request, found))
    )
    note(db, {caller.device_id: heard} if heard else {})
    return page


def note(db: Database, heard: Mapping[str, int]) -> None:
    """Note of which departures devices have heard: device -> change."""
    if not heard:
        return

    def tell(tx: Tx) -> None:
        for device_id, seq in sorted(heard.items()):
            credentials.tell(tx, device_id, seq)

    try:
        db.write(tell)
    except DatabaseBusy as error:
        log.warning("What devices have heard could not be noted; it will be at their next pulls: %s", error)


def newly_heard(reader: Reader, caller: Caller, request: Pull, page: Page) -> int:
    """Return the newest departure or change of scopes that a device has taken in and that is not noted, 0 for none."""
    reached = min((request.cursors.get(scope, 0) for scope in page.scopes), default=0)
    told = credentials.told(reader, caller.device_id)
    rescoped = credentials.rescoped(reader, caller.agent_id)
    left = feed.left_between(reader, page.scopes, told, reached) if reached > told else 0
    return max(left, rescoped if told < rescoped <= reached else 0)


def _starts(
    scopes: tuple[str, ...], request: Pull, head: int, horizon: int, view: str
) -> tuple[dict[str, int], dict[str, Pass], list[str]]:
    """Return the cursors to go on from, the passes under way, and the scopes that must start anew."""
    cursors: dict[str, int] = {}
    passes: dict[str, Pass] = {}
    resync: list[str] = []
    other_view = request.view is not None and request.view != view  # what was masked is not now, or the other way round
    for scope in scopes:
        cursor, place = request.cursors.get(scope, 0), request.passes.get(scope)
        if cursor > head:
            log.error(
                "A device has seen change %d and the newest is %d: this database was put back from a copy. "
                "Run: zhiying-server new-history", cursor, head,
            )  # fmt: skip
        if (cursor > 0 and (cursor < horizon or cursor > head)) or (other_view and (cursor > 0 or place is not None)):
            resync.append(scope)
            cursor, place = 0, None
        elif place is not None and not horizon <= place.head <= head:
            resync.append(scope)
            place = None
        cursors[scope] = cursor
        if cursor == 0:
            passes[scope] = place or Pass(head=head)
    return cursors, passes, resync


def _changes(reader: Reader, cursors: dict[str, int], room: _Room, head: int, seen_by: Sight) -> tuple[list[Row], int]:
    """Return the rows of whole changes after the cursors, and the change up to which that is everything."""
    if not cursors:
        return [], head
    entries, whole = feed.after(reader, cursors, room.rows, seen_by.view.hidden)
    images = feed.images(reader, entries, seen_by.shows)
    rows: list[Row] = []
    reached = 0
    for seq in dict.fromkeys(entry.seq for entry in entries):
        part = [row_of(entry, images) for entry in entries if entry.seq == seq]
        if rows and (len(part) > room.rows or not room.left()):
            return rows, reached
        rows += part
        room.take(part)
        reached = seq
    return rows, head if whole else reached


def _pass_rows(reader: Reader, passes: dict[str, Pass], room: _Room, seen_by: Sight) -> list[Row]:
    """Return the next rows of the passes, the entity that is least far first, and move the passes on."""
    rows: list[Row] = []
    while room.left():
        under_way = [scope for scope, place in passes.items() if place.entity < len(_NAMES)]
        if not under_way:
            break
        scope = min(under_way, key=lambda each: (passes[each].entity, each))
        place = passes[scope]
        below = (place.seq, place.row)
        name = _NAMES[place.entity]
        hidden = name in seen_by.view.hidden
        entries = [] if hidden else feed.older(reader, scope, name, place.head, below, room.rows)
        images = feed.images(reader, entries, seen_by.shows)
        taken: list[Entry] = []
        for entry in entries:
            if not room.left():
                break
            row = row_of(entry, images)
            rows.append(row)
            room.take([row])
            taken.append(entry)
        left = dict(place.left)
        if taken:
            left[name] = max(0, left.get(name, 0) - len(taken))
            place = Pass(place.head, place.entity, taken[-1].seq, taken[-1].id, left)
        if len(taken) == len(entries) and room.left():
            left.pop(name, None)
            place = Pass(place.head, place.entity + 1, left=left)
        passes[scope] = place
    return rows


def row_of(entry: Entry, images: dict[tuple[str, str], bytes]) -> Row:
    """Return an entry of the feed as it is sent, with its image if the row is still there."""
    kind = KINDS[entry.kind]
    if entry.kind != PUT:
        return Row(scope=entry.scope, ent=entry.ent, id=entry.id, seq=entry.seq, kind="out" if kind == "out" else "del")
    image = msgspec.Raw(images[entry.ent, entry.id])
    return Row(scope=entry.scope, ent=entry.ent, id=entry.id, seq=entry.seq, image=image)


def _remaining(passes: dict[str, Pass]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for place in passes.values():
        for name, count in place.left.items():
            if count:
                sums[name] = sums.get(name, 0) + count
    return sums
