"""Whether this device holds what the server says it should: compared piece by piece, now and then, when nothing else is
to be done.

Cursors promise that nothing is missed; a comparison finds what broke that promise all the same: a fault in either
program, a disk that lies, a hand in the file. What differs is brought anew, whatever its revision, and counted. What
this device has written and not yet seen in the server's rows is no difference: compared are the server's images under
it. The comparison says nothing about what need not be pulled, and takes over no fingerprint from the server.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.domain.columns import codec
from app.domain.entity import Entity
from app.domain.fingerprint import fingerprint, image_of
from app.domain.protocol import Compare, Compared, Row
from app.domain.registry import ENTITIES
from app.storage import outbox, rows
from app.storage.core import Connection
from app.storage.replica import Replica

log = logging.getLogger(__name__)

PERIOD_MS = 7 * 24 * 3600 * 1000
"""How long after the end of one comparison the next one begins."""
PIECE_ROWS = 500
"""How many rows are compared at once: the writer is kept for some 10 ms."""
MOST_TRIES = 3
"""How often a piece is asked about in which something moves each time. Another comparison will come."""
AGAIN_MS = 10 * 60 * 1000
"""How long after it could not be asked about a piece is asked about again."""
PAUSE_MS = 1_000
"""How long other things go first between two pieces."""
_KEY = "comparison"
_NAMES = tuple(ENTITIES)


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Where a comparison stands, and what came of the last: ``ended_at`` is when that was (0: never), ``mended`` how
    many rows differed in it, or in the one that is under way. ``ent`` is the entity at which that one is ("": none
    is), ``after`` the id up to which it came.
    """

    ent: str = ""
    after: str = ""
    tries: int = 0
    ended_at: int = 0
    mended: int = 0


def standing(connection: Connection) -> Comparison:
    """Return where the comparison stands."""
    return msgspec.json.decode(outbox.state(connection, _KEY, "{}"), type=Comparison)


def _keep(connection: Connection, now: Comparison) -> None:
    outbox.set_state(connection, _KEY, msgspec.json.encode(now).decode())


def begin(connection: Connection) -> None:
    """Have a comparison begin now, or let the one under way go on."""
    known = standing(connection)
    if not known.ent:
        _keep(connection, Comparison(ent=_NAMES[0], ended_at=known.ended_at))


def due_at(connection: Connection, now: int) -> int:
    """Return when (ms) a piece is to be compared next. What was just brought for the first time counts as compared."""
    known = standing(connection)
    if known.ent:
        return now
    if not known.ended_at:
        _keep(connection, Comparison(ended_at=now))
        return now + PERIOD_MS
    return min(known.ended_at, now) + PERIOD_MS


def next_piece(replica: Replica) -> Compare | None:
    """Return what to ask the server about next, None while a scope is brought for the first time."""
    connection, position = replica.connection, replica.position()
    if position.passes or not all(position.cursors.values()):
        return None
    begin(connection)
    known = standing(connection)
    query = f'SELECT id FROM "{known.ent}" WHERE id > ? ORDER BY id LIMIT 1 OFFSET {PIECE_ROWS - 1}'
    last = connection.exec_driver_sql(query, (known.after,)).fetchone()
    upto = "" if last is None else str(last[0])
    held = _held(connection, known.ent, known.after, upto)
    return Compare(
        epoch=position.epoch,
        cursors=position.cursors,
        view=position.view,
        ent=known.ent,
        after=known.after,
        upto=upto,
        count=len(held),
        fingerprint=fingerprint(held),
    )


def take(replica: Replica, asked: Compare, answer: Compared, now: int) -> None:
    """Take in what the server said of a piece: mend what differs, and go on to the next one."""
    connection, known = replica.connection, standing(replica.connection)
    if answer.state == "moved" and known.tries + 1 < MOST_TRIES:
        _keep(connection, msgspec.structs.replace(known, tries=known.tries + 1))
        return
    upto, mended = asked.upto, known.mended
    if answer.state == "differs":
        upto = answer.upto
        mended += _mend(replica, asked, answer)
    if upto:
        _keep(connection, msgspec.structs.replace(known, after=upto, tries=0, mended=mended))
        return
    at = _NAMES.index(asked.ent) + 1
    if at < len(_NAMES):
        _keep(connection, msgspec.structs.replace(known, ent=_NAMES[at], after="", tries=0, mended=mended))
    else:
        _keep(connection, Comparison(ended_at=now, mended=mended))
        log.info("What this device holds was compared with the server: %d rows differed.", mended)


def _mend(replica: Replica, asked: Compare, answer: Compared) -> int:
    """Bring a piece in line with what the server has there; return how many rows differed."""
    held = _held(replica.connection, asked.ent, asked.after, answer.upto)
    wanted = {row.id: row for row in answer.rows}
    other = [row for row_id, row in wanted.items() if held.get(row_id) != _read(row)]
    over = [row_id for row_id in held if row_id not in wanted]
    if other or over:
        log.error(
            "%d rows of %s were not as the server has them and are brought anew, %d it should not have: %s",
            len(other), asked.ent, len(over), ", ".join([row.id for row in other] + over)[:400],
        )  # fmt: skip
        replica.bring_anew(asked.ent, other, over)
    return len(other) + len(over)


def _held(connection: Connection, ent: str, after: str, upto: str) -> Mapping[str, bytes]:
    """Return the server's images, by id, as this device has them in a piece; b"" for one that cannot be read."""
    coder = codec(ENTITIES[ent].cls)
    piece, ends = ("{0} > ? AND {0} <= ?", (after, upto)) if upto else ("{0} > ?", (after,))
    held: dict[str, bytes] = {}
    shown = f"SELECT {rows.columns(coder.cls)} WHERE {piece.format('id')}"
    for row in connection.exec_driver_sql(shown, ends):
        held[row[0]] = _encoded(coder.from_row, row)
    kept = f"SELECT row, image, gone FROM sync_base WHERE ent = ? AND {piece.format('row')}"
    for row_id, image, gone in connection.exec_driver_sql(kept, (ent, *ends)):
        held.pop(row_id, None)
        if image is not None and not gone:
            held[row_id] = _encoded(msgspec.json.Decoder(coder.cls).decode, image)
    parked = f"SELECT row, image FROM sync_parked WHERE ent = ? AND {piece.format('row')}"
    for row_id, image in connection.exec_driver_sql(parked, (ent, *ends)):
        held[row_id] = image.encode()
    return held


def _encoded(decode: Callable[[Any], Entity], stored: Any) -> bytes:
    try:
        return image_of(decode(stored))
    except (msgspec.MsgspecError, ValueError, TypeError):
        return b""


def _read(row: Row) -> bytes:
    """Return a row of the server as this program has it in the end; one that it cannot read is parked as it came."""
    return _encoded(msgspec.json.Decoder(ENTITIES[row.ent].cls).decode, row.image) or bytes(row.image)
