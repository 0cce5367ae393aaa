"""Reading the feed: what changed after a cursor, and what a first pass still has to bring."""

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, text, true

from app.domain.entity import Entity
from app.domain.registry import ENTITIES
from app.sql import chunks, codec
from sync_server.storage import bulk
from sync_server.storage.records import DEL, IN_LIMIT, OUT, PUT, Reader
from sync_server.storage.tables import ENTITY_TABLES, SYNC_FEED

KINDS = {PUT: "put", OUT: "out", DEL: "del"}
_FEED = SYNC_FEED.c
Show = Callable[[Any], Entity]
"""A row as the database has it -> as somebody is shown it."""


class Entry(msgspec.Struct, frozen=True):
    """One line of the feed."""

    seq: int
    scope: str
    ent: str
    id: str
    kind: int


_COLUMNS = (_FEED.seq, _FEED.scope, _FEED.ent, _FEED.id, _FEED.kind)
_HEAD = "SELECT seq FROM sync_head"
_HORIZON = "SELECT v FROM sync_meta WHERE k = 'horizon'"
_OF_PASS = (
    select(*_COLUMNS)
    .where(_FEED.scope == bindparam("scope"), _FEED.ent == bindparam("ent"), _FEED.kind == PUT)
    .order_by(_FEED.seq.desc(), _FEED.id)
    .limit(bindparam("most"))
)
_NEWEST_FIRST = _OF_PASS.where(_FEED.seq <= bindparam("top"))
_GOING_ON = _OF_PASS.where(
    _FEED.seq <= bindparam("seq"), or_(_FEED.seq < bindparam("seq"), _FEED.id > bindparam("row"))
)
_IN_BYTE_ORDER = text("SELECT 'B' < 'a' AND '-' < '0' AND '0' < 'A'")


def lives_in(reader: Reader, scope: str) -> bool:
    """Say whether any row is in a scope."""
    query = select(_FEED.seq).where(_FEED.scope == scope, _FEED.kind == PUT).limit(1)
    return reader.connection.execute(query).first() is not None


def head(reader: Reader) -> int:
    """Return the number of the newest change."""
    return reader.once(("head",), lambda: int(bulk.ask(reader.connection, _HEAD)[0][0]))


def horizon(reader: Reader) -> int:
    """Return the highest number whose tombstones were discarded; cursors below it must start anew."""
    return reader.once(("horizon",), lambda: _number(bulk.ask(reader.connection, _HORIZON)))


def _number(rows: Sequence[Sequence[Any]]) -> int:
    return int(rows[0][0] or 0) if rows else 0


def newest(reader: Reader, scopes: Collection[str]) -> int:
    """Return the newest change number of any of these scopes."""
    known = [reader.known(("newest", scope)) for scope in scopes]
    if None not in known:
        return max(known, default=0)
    parts = [select(func.max(_FEED.seq)).where(_FEED.scope == scope).scalar_subquery() for scope in scopes]
    found = reader.connection.execute(select(*parts)).one() if parts else ()
    return max((int(seq) for seq in found if seq is not None), default=0)


def after(
    reader: Reader, cursors: dict[str, int], limit: int, hidden: Collection[str] = ()
) -> tuple[list[Entry], bool]:
    """Return the entries after each scope's cursor in order, at most ``limit`` but whole changes, and whether all.

    Those of the ``hidden`` entities are left out. A single change of more than ``limit`` rows comes whole.
    """
    found: list[Entry] = []
    for scope, cursor in cursors.items():
        since, brought = reader.known(("after", scope)) or (cursor + 1, ())
        if since <= cursor:
            found += [entry for entry in brought if entry.seq > cursor and entry.ent not in hidden]
            continue
        found += _entries(reader, _after(frozenset(hidden)), scope=scope, seq=cursor, most=limit + 1)
    found.sort(key=lambda entry: (entry.seq, entry.scope, entry.ent, entry.id))
    if len(found) <= limit:
        return found, True
    edge = found[limit].seq
    kept = [entry for entry in found if entry.seq < edge]
    if not kept:
        query = select(*_COLUMNS).where(_FEED.scope.in_(list(cursors)), _FEED.seq == edge, _seen(hidden))
        kept = [entry for entry in _entries(reader, query) if cursors[entry.scope] < edge]
    return kept, False


@functools.cache
def _after(hidden: frozenset[str]) -> Select[Any]:
    query = select(*_COLUMNS).where(_FEED.scope == bindparam("scope"), _FEED.seq > bindparam("seq"), _seen(hidden))
    return query.order_by(_FEED.seq).limit(bindparam("most"))


def older(reader: Reader, scope: str, ent: str, top: int, below: tuple[int, str], limit: int) -> list[Entry]:
    """Return a pass's next rows of one entity, newest first: numbers up to ``top``, after the row ``below``."""
    seq, row = below
    if not seq:
        return _entries(reader, _NEWEST_FIRST, scope=scope, ent=ent, top=top, most=limit)
    return _entries(reader, _GOING_ON, scope=scope, ent=ent, seq=seq, row=row, most=limit)


def between(reader: Reader, scope: str, ent: str, after: str, upto: str, limit: int) -> list[Entry]:
    """Return the rows of one entity in a scope whose ids come after ``after``, up to ``upto`` ("": all of them), in the
    order of the ids' bytes, at most ``limit``.
    """
    row, within = _piece(reader, scope, ent, after, upto)
    return _entries(reader, select(*_COLUMNS).where(within, _FEED.kind == PUT).order_by(row).limit(limit))


def moved_between(reader: Reader, scope: str, ent: str, after: str, upto: str, cursor: int) -> bool:
    """Say whether any row with such an id changed, left the scope or went after a change number."""
    _, within = _piece(reader, scope, ent, after, upto)
    return reader.connection.execute(select(_FEED.seq).where(within, _FEED.seq > cursor).limit(1)).first() is not None


def _piece(
    reader: Reader, scope: str, ent: str, after: str, upto: str
) -> tuple[ColumnElement[Any], ColumnElement[bool]]:
    row: ColumnElement[Any] = _FEED.id if _in_byte_order(reader) else _FEED.id.collate("C")
    within = and_(_FEED.scope == scope, _FEED.ent == ent, row > after)
    return row, and_(within, row <= upto) if upto else within


def _in_byte_order(reader: Reader) -> bool:
    """Say whether the database compares texts by their bytes, so that an index helps; one that was made for a language
    does not.
    """
    return reader.once(("byte order",), lambda: bool(reader.connection.execute(_IN_BYTE_ORDER).scalar_one()))


def totals(reader: Reader, scope: str, top: int, hidden: Collection[str] = ()) -> dict[str, int]:
    """Return how many rows a whole pass of a scope brings, by entity."""
    query = select(_FEED.ent, func.count()).where(_FEED.scope == scope, _FEED.seq <= top, _FEED.kind == PUT)
    query = query.where(_seen(hidden))
    return {row[0]: int(row[1]) for row in reader.connection.execute(query.group_by(_FEED.ent))}


def _seen(hidden: Collection[str]) -> ColumnElement[bool]:
    return _FEED.ent.not_in(sorted(hidden)) if hidden else true()


def _entries(reader: Reader, query: Any, **asked: str | int) -> list[Entry]:
    return [Entry(row[0], row[1], row[2], row[3], row[4]) for row in reader.connection.execute(query, asked)]


def images(
    reader: Reader, entries: Sequence[Entry], shows: Mapping[str, Show], *, whole: bool = True
) -> dict[tuple[str, str], bytes]:
    """Return the current rows of the "put" entries as JSON; unknown fields of newer programs are put back in, unless
    only what this program knows is asked for (not ``whole``).

    ``shows`` says of some entities how their rows look to who asks.
    """
    wanted: dict[str, set[str]] = {}
    found: dict[tuple[str, str], bytes] = {}
    for entry in entries:
        if entry.kind == PUT:
            image = reader.known(("image", entry.ent, entry.id, shows.get(entry.ent))) if whole else None
            if image is None:
                wanted.setdefault(entry.ent, set()).add(entry.id)
            else:
                found[entry.ent, entry.id] = image
    for ent, ids in wanted.items():
        show = shows.get(ent)
        images = {row_id: _image(row, ent, show, whole) for row_id, row in _rows(reader, ent, ids)}
        found |= {(ent, row_id): image for row_id, image in images.items()}
        if whole and reader.known(SHARED):
            reader.know({("image", ent, row_id, show): image for row_id, image in images.items()})
    return found


def _rows(reader: Reader, ent: str, ids: Collection[str]) -> Iterator[tuple[str, Any]]:
    table = ENTITY_TABLES[ent]
    unknown = []
    for row_id in sorted(ids):
        row = reader.known(("row", ent, row_id))
        if row is None:
            unknown.append(row_id)
        else:
            yield row_id, row
    for part in chunks(unknown, IN_LIMIT):
        for row in bulk.of_ids(reader.connection, table, part):
            yield row[0], row


def _image(row: Any, ent: str, show: Show | None, whole: bool) -> bytes:
    made = codec(ENTITIES[ent].cls)
    value, kept = made.from_row(row), row[len(made.names) + 1]
    image = msgspec.json.encode(value if show is None else show(value))
    if not whole or kept == "{}":
        return image
    return msgspec.json.encode({**msgspec.json.decode(kept), **msgspec.json.decode(image)})


# -- for many at once --------------------------------------------------------------------------------------------------


def bring(reader: Reader, cursors: Mapping[str, int]) -> None:
    """Look up what changed in many scopes after a number each, with the rows, for :func:`after`, :func:`images` and
    :func:`left_between` to find. If that is more than some thousand entries it is left to them.
    """
    asked = {"asked": msgspec.json.encode(cursors).decode()}
    found: dict[str, list[Entry]] = {scope: [] for scope in cursors}
    rows = bulk.ask(reader.connection, _words(reader, _AFTER), **asked, most=MOST_BROUGHT)
    if len(rows) < MOST_BROUGHT:
        for row in rows:
            found[row[1]].append(Entry(*row))
        reader.know({("after", scope): (since, found[scope]) for scope, since in cursors.items()})
        ids: dict[str, set[str]] = {}
        for row in rows:
            if row[4] == PUT:
                ids.setdefault(row[2], set()).add(row[3])
        for ent, wanted in ids.items():
            reader.know({("row", ent, row_id): row for row_id, row in _rows(reader, ent, wanted)})
        reader.know({SHARED: True})
    left = bulk.ask(reader.connection, _words(reader, _LEFT), **asked)
    reader.know({("left", row[0]): int(row[1] or 0) for row in left})


def bring_newest(reader: Reader, scopes: Collection[str]) -> None:
    """Look up the newest change of many scopes, for :func:`newest` to find."""
    asked = {"asked": msgspec.json.encode(dict.fromkeys(scopes, 0)).decode()}
    found = bulk.ask(reader.connection, _words(reader, _NEWEST), **asked)
    reader.know({("newest", row[0]): int(row[1] or 0) for row in found})


SHARED = ("shared",)
"""Known by a transaction that answers many: they may be shown the same images."""
MOST_BROUGHT = 5_000
_PAIRS = {"sqlite": "json_each(:asked)", "postgresql": "json_each_text(CAST(:asked AS json))"}
_NEWEST = "SELECT a.key, (SELECT max(f.seq) FROM sync_feed AS f WHERE f.scope = a.key) FROM {pairs} AS a"
_LEFT = _NEWEST.replace("f.scope = a.key", f"f.scope = a.key AND f.kind = {OUT}")
_AFTER = """
SELECT f.seq, f.scope, f.ent, f.id, f.kind FROM {pairs} AS a CROSS JOIN sync_feed AS f
WHERE f.scope = a.key AND f.seq > CAST(a.value AS BIGINT) ORDER BY f.seq LIMIT :most
"""


def _words(reader: Reader, statement: str) -> str:
    return statement.format(pairs=_PAIRS[reader.connection.dialect.name])


def left_between(reader: Reader, scopes: Collection[str], seq: int, last: int) -> int:
    """Return the newest change after ``seq``, up to ``last``, by which any row left one of some scopes; 0 for none."""
    known = [reader.known(("left", scope)) for scope in scopes]
    if None not in known and max(known, default=0) <= seq:
        return 0
    gone = text(f"kind = {OUT}")  # in words: no database knows that a bound value is the one that is indexed
    query = select(func.max(_FEED.seq)).where(_FEED.scope.in_(list(scopes)), gone, _FEED.seq > seq, _FEED.seq <= last)
    return int(reader.connection.execute(query).scalar() or 0)


def left_since(reader: Reader, scopes: Collection[str], ent: str, row_id: str, seq: int) -> bool:
    """Say whether a row left one of some scopes by a change after a number."""
    gone = select(_FEED.seq).where(
        _FEED.scope.in_(list(scopes)), _FEED.ent == ent, _FEED.id == row_id, _FEED.kind == OUT, _FEED.seq > seq
    )
    return reader.connection.execute(gone.limit(1)).first() is not None


def moved_since(reader: Reader, seq: int) -> list[Entry]:
    """Return the entries after a change number, whatever their scope: what another process has written."""
    return _entries(reader, select(*_COLUMNS).where(_FEED.seq > seq).order_by(_FEED.seq).limit(5000))


def changed_at(reader: Reader, ent: str, row_id: str) -> int:
    """Return the newest change of a row, 0 for an unknown one."""
    query = select(func.max(_FEED.seq)).where(_FEED.ent == ent, _FEED.id == row_id)
    return int(reader.connection.execute(query).scalar() or 0)
