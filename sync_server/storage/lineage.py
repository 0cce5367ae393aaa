"""Which history of changes a database continues.

A database that was put back from a backup lacks what was done since, while devices have seen it. Numbers that they know
would mean something else from then on; so the history begins anew, under another name (the epoch). Its revisions are
greater than any that were ever given in a history that is lost: whatever a device has seen of a row then, it is known
not to have seen what came later.

``zhiying-server restore`` begins a history, and PostgreSQL tells by itself that a dump was put back (:func:`place`).
What neither notices, a copy of a disk for example, needs ``zhiying-server new-history``.

A history that begins at a state of another one (a standby took over, a backup was put back) goes on with it: the name
of the old one and its last change here are kept (``before``). A device of that history which has seen nothing beyond
that change has seen only what is here, too: it takes the new name and goes on, and nothing is sent again
(:func:`goes_on`). So nobody has to know whether the standby had everything; each device's own knowledge tells. That is
the newest change there was when the server last told it anything, not how far its cursors came: a row that changed
twice is left out of the page up to its first change, and where the second one is lost nobody would bring it.

Several programs may use a database while one of them begins a history. So nobody keeps it: every transaction reads it,
and one that writes looks once more at its end, when no other can begin one (:func:`begin_anew` waits for its commit).
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from app.domain.ids import new_id
from sync_server.storage import bulk
from sync_server.storage.tables import SYNC_META

PLACE = """
SELECT (SELECT system_identifier FROM pg_control_system()) || '/' ||
       (SELECT oid FROM pg_database WHERE datname = current_database()) || '/' ||
       'sync_meta'::regclass::oid || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
"""
"""The cluster, the database and the table in it, and the timeline, which is another one after a recovery."""

TIMELINE = "SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)"
MOST_BEFORE = 50
"""How many histories before are remembered."""

NOT_ALLOWED = "42501"
"""PostgreSQL's word for a missing privilege."""

_HISTORY = "SELECT k, v FROM sync_meta WHERE k IN ('epoch', 'rev_floor', 'place', 'branch', 'held')"

log = logging.getLogger(__name__)


class History(msgspec.Struct, frozen=True):
    """The history of a database: its name, the revision above which it gives its own, and where the database lies.

    ``branch`` is the branch whose own server this is, "" at headquarters; ``held`` are the branches that have one.
    """

    epoch: str
    rev_floor: int
    place: str
    branch: str = ""
    held: tuple[str, ...] = ()


def current(connection: Connection) -> History:
    """Return the history that a transaction sees."""
    found = {row[0]: row[1] for row in bulk.ask(connection, _HISTORY)}  # every transaction begins with it
    held = msgspec.json.decode(found.get("held", "[]"), type=tuple[str, ...])
    rev_floor = int(found.get("rev_floor", "0"))
    return History(found["epoch"], rev_floor, found.get("place", ""), found.get("branch", ""), held)


def left(connection: Connection, history: History) -> bool:
    """Say whether another machine took over since it was noted where the database lies: nothing must be written then
    before the history is begun that this asks for.
    """
    if not history.place:
        return False
    return str(connection.execute(text(TIMELINE)).scalar_one()) != history.place.rpartition("/")[2]


def same_but_for_timeline(before: str, now: str) -> bool:
    """Say whether two places differ only by a recovery: all that was written before it ended is here."""
    return before.rpartition("/")[0] == now.rpartition("/")[0]


def goes_on(connection: Connection, epoch: str, seen: int | None) -> bool:
    """Say whether a device that has seen the changes of another history up to ``seen`` has seen only what is here."""
    kept = connection.execute(select(SYNC_META.c.v).where(SYNC_META.c.k == "before")).scalar()
    before = msgspec.json.decode(kept or "[]", type=list[tuple[str, int]])
    return seen is not None and any(name == epoch and seen <= last for name, last in before)


def place(connection: Connection) -> str:
    """Return where a PostgreSQL database lives: another place than before means that it was put back.

    "" for SQLite, and where the administrator of the cluster does not let us ask.
    """
    if connection.dialect.name != "postgresql":
        return ""
    try:
        with connection.begin_nested():
            return str(connection.execute(text(PLACE)).scalar_one())
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != NOT_ALLOWED:
            raise
        log.warning("It will not be noticed when a backup is put back: %s", error.orig)
        return ""


def begin_anew(execute: Callable[[str, Mapping[str, str | int]], Any], now: int, *, seamless: bool = False) -> None:
    """Begin a new history by statements of SQL with named parameters, in one transaction of the caller's.

    ``now`` (ms) is where its revisions begin: no row is changed more than once a millisecond. ``seamless`` says that
    nothing was written here in the name of the old history since it went on, perhaps, elsewhere.
    """
    execute("UPDATE sync_head SET seq = seq", {})  # waits for who is about to commit, and lets nobody commit before us
    head, epoch = execute("SELECT seq, v FROM sync_head, sync_meta WHERE sync_meta.k = 'epoch'", {}).fetchone()
    kept = execute("SELECT v FROM sync_meta WHERE k = 'before'", {}).fetchone()
    before = msgspec.json.decode(kept[0] if kept else "[]")
    before = [*before[1 - MOST_BEFORE :], [epoch, head]] if seamless else []
    execute("DELETE FROM sync_meta WHERE k = 'before'", {})
    execute("INSERT INTO sync_meta (k, v) VALUES ('before', :it)", {"it": msgspec.json.encode(before).decode()})
    execute("UPDATE sync_meta SET v = :epoch WHERE k = 'epoch'", {"epoch": new_id()})
    execute("DELETE FROM sync_meta WHERE k = 'rev_floor' AND CAST(v AS BIGINT) < :now", {"now": now})
    execute(
        "INSERT INTO sync_meta (k, v) VALUES ('rev_floor', :now) ON CONFLICT (k) DO NOTHING",
        {"now": str(now)},
    )
