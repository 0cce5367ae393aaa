"""What one part of the program tells the others: which entities may be stale, and how the synchronisation stands.

A notice carries no data, so that order and repetition do not matter: whoever shows an entity reads it again.
"""

from collections.abc import Collection
from typing import Literal

import msgspec

Origin = Literal["local", "remote"]
SyncState = Literal["online", "offline", "syncing", "error"]


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Entities that may be stale after one or more commits.

    ``kinds`` are entity names of the registry (``"conversation"``), ``ids`` the ids of the rows. An empty ``ids``
    means that any row of the kinds may have changed (a bootstrap page, a bulk import).
    """

    kinds: frozenset[str]
    ids: frozenset[str] = frozenset()
    origin: Origin = "local"

    def touches(self, kinds: Collection[str]) -> bool:
        """Return whether one of these entity kinds may be stale."""
        return not self.kinds.isdisjoint(kinds)

    def concerns(self, kind: str, row_id: str) -> bool:
        """Return whether this one row may be stale."""
        return kind in self.kinds and (not self.ids or row_id in self.ids)

    def merged(self, other: "Changes") -> "Changes":
        """Return one notice that says both; remote if either is."""
        return Changes(
            kinds=self.kinds | other.kinds,
            ids=self.ids | other.ids if self.ids and other.ids else frozenset(),
            origin="remote" if "remote" in (self.origin, other.origin) else "local",
        )


class SyncStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How the synchronisation stands, for the status bar and the sync screen.

    Times are milliseconds UTC, ``next_retry_in`` seconds, ``latency_ms`` of the last answer. ``since`` is when the
    present state began. ``synced``, ``pending``, ``conflicts``, ``rejected`` and ``stale`` are counts; while syncing
    ``done``/``total`` tell the progress of the running batch (0/0 when unknown). ``error`` is an error code.
    ``clock_off_ms`` is how far this device's clock is ahead of the server's (negative: behind) in whole minutes, 0
    while nobody need care.
    """

    state: SyncState = "offline"
    since: int = 0
    synced: int = 0
    pending: int = 0
    conflicts: int = 0
    rejected: int = 0
    stale: int = 0
    last_sync_at: int | None = None
    server_name: str = ""
    latency_ms: int | None = None
    next_retry_in: int | None = None
    done: int = 0
    total: int = 0
    error: str = ""
    clock_off_ms: int = 0


class Moving(msgspec.Struct, frozen=True, kw_only=True):
    """How the transfer of a file gets on: ``done`` of ``size`` bytes (0: not known).

    "unsent": it waits to be sent, "going" and "coming": it is on its way there or here, "waiting": it is fetched as
    soon as the line is back, "here": it is done, "stopped": the person stopped it, "failed": for the reason ``code``.
    """

    sha256: str
    state: Literal["unsent", "going", "waiting", "coming", "here", "stopped", "failed"]
    done: int = 0
    size: int = 0
    code: str = ""
