"""Hearing of what other processes on the same database have committed.

On PostgreSQL a process says so by NOTIFY after its own commits, from a connection of its own and outside the
transaction: a NOTIFY inside takes a lock that serialises every commit of the cluster. Losing one costs a second: the
head is looked at then.
"""

import logging
import threading
from collections.abc import Callable

import psycopg
from sqlalchemy.exc import DBAPIError

from app.domain.change import field_types
from app.domain.registry import ENTITIES
from sync_server.storage import feed
from sync_server.storage.database import Database, DatabaseBusy
from sync_server.storage.records import Commit, Reader

log = logging.getLogger(__name__)
Connection = psycopg.Connection[tuple[object, ...]]

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
    """Two threads, each with a connection of its own: one looks when another process says that it committed, and every
    second to be sure; one tells the others of the commits of this process.
    """

    def __init__(self, db: Database, heard: Callable[[Commit], None]) -> None:
        super().__init__(db, heard)
        self._stopped = threading.Event()
        self._own = 0
        self._unsaid = threading.Event()
        self._threads = [
            threading.Thread(target=self._keep_at, args=(work,), name=name, daemon=True)
            for name, work in (("listener", self._listen), ("teller", self._say))
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End."""
        self._stopped.set()
        self._unsaid.set()  # and the listener hears what the teller says at last
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def committed(self, commit: Commit) -> None:
        """Note a commit of this process, for the others to be told."""
        super().committed(commit)
        self._own = max(self._own, commit.seq)
        self._unsaid.set()

    def _keep_at(self, work: Callable[[Connection], None]) -> None:
        while not self._stopped.is_set():
            try:
                with self._db.connect_beside() as connection:
                    work(connection)
            except (psycopg.Error, DBAPIError, DatabaseBusy) as error:
                log.warning("Other processes' changes are not heard for now: %s", error)
                self._stopped.wait(PAUSE_S)

    def _listen(self, connection: Connection) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        self._db.look_where_it_lies()  # a connection breaks when another machine takes over
        self.look()
        while not self._stopped.is_set():
            told = [int(each.payload) for each in connection.notifies(timeout=LOOK_EVERY_S, stop_after=1)]
            if not told or max(told) > self._seen:
                self.look()

    def _say(self, connection: Connection) -> None:
        while True:
            self._unsaid.wait()
            self._unsaid.clear()
            connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(self._own)))
            if self._stopped.is_set():
                return
