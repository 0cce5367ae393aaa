"""Hearing of what other processes on the same database have committed.

On PostgreSQL a process says so by NOTIFY after its own commits, from a connection of its own and outside the
transaction: a NOTIFY inside takes a lock that serialises every commit of the cluster. Losing one costs a second: the
head is looked at then.
"""

import logging
import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import make_url

from app.domain.change import field_types
from app.domain.registry import ENTITIES
from sync_server.storage import feed
from sync_server.storage.database import Database, DatabaseBusy
from sync_server.storage.records import Commit, Reader

log = logging.getLogger(__name__)

CHANNEL = "zhiying_commit"
LOOK_EVERY_S = 1.0
PAUSE_S = 2.0


class Lookout:
    """Calls ``heard`` with what other processes committed, whenever somebody lets it look.

    A SQLite database has one server, but ``load-office`` writes beside it.
    """

    def __init__(self, db: Database, heard: Callable[[Commit], None]) -> None:
        self._db = db
        self._heard = heard
        self._lock = threading.Lock()
        self._seen = db.read(feed.head)

    def committed(self, commit: Commit) -> None:
        """Pass over a commit of this process, unless another came before it."""
        with self._lock:
            if commit.seq == self._seen + 1:
                self._seen = commit.seq

    def look(self) -> None:
        """Tell what was committed since the last look."""
        commit = self._db.read(self._moved)
        if commit is not None:
            with self._lock:
                self._seen = max(self._seen, commit.seq)
            self._heard(commit)

    def _moved(self, reader: Reader) -> Commit | None:
        entries = feed.moved_since(reader, self._seen)
        if not entries:
            return None
        conversations = {entry.id for entry in entries if entry.ent == "conversation"}
        for ent, entity in ENTITIES.items():
            ids = [entry.id for entry in entries if entry.ent == ent]
            if ids and "conversation_id" in field_types(entity.cls):
                conversations |= {row.conversation_id for row in reader.get_many(entity.cls, ids).values()}  # type: ignore[attr-defined]
        return Commit(
            seq=entries[-1].seq,
            scopes=frozenset(entry.scope for entry in entries),
            entities=frozenset(entry.ent for entry in entries),
            conversations=frozenset(conversations),
        )


class Follower(Lookout):
    """A thread that looks when another process says that it committed, and every second to be sure."""

    def __init__(self, db: Database, heard: Callable[[Commit], None]) -> None:
        super().__init__(db, heard)
        self._stopped = threading.Event()
        self._dsn = make_url(db.url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
        self._own = 0
        self._unsaid = threading.Event()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopped.set()
        self._unsaid.set()
        if self._thread.is_alive():
            self._thread.join()

    def committed(self, commit: Commit) -> None:
        """Note a commit of this process, for the others to be told."""
        super().committed(commit)
        self._own = max(self._own, commit.seq)
        self._unsaid.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                with psycopg.connect(self._dsn, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._db.look_where_it_lies()  # a connection breaks when another machine takes over
                    self._follow(connection)
            except (psycopg.Error, DatabaseBusy) as error:
                log.warning("Other processes' changes are not heard for now: %s", error)
                self._stopped.wait(PAUSE_S)

    def _follow(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        while not self._stopped.is_set():
            if self._unsaid.is_set():
                self._unsaid.clear()
                connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(self._own)))
            for _ in connection.notifies(timeout=LOOK_EVERY_S / 4, stop_after=1):
                pass
            self.look()
