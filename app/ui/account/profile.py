"""Opening the local data of an account: off the GUI thread, with every way it can fail as a code."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from app.domain.conversations import SERVING, Conversation
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.people import Agent, Role
from app.storage import rows, salvage, sync_classes
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.schema import refusal_of
from app.system.paths import ProfilePaths

T = TypeVar("T")


class Opened(msgspec.Struct, frozen=True):
    """The open data of one account. ``agent`` is None until the first synchronisation brought it.

    ``started``: the server has brought something.
    """

    database: Database
    blobs: Blobs
    agent: Agent | None
    started: bool
    conversation: str = ""
    """The one that was open last, if the agent still serves it."""

    @property
    def usable(self) -> bool:
        """Whether one can work with it at once."""
        return self.agent is not None and self.started


class Current:
    """Stands for the database of whoever is signed in, so that the tasks outlive a sign-out."""

    def __init__(self) -> None:
        self.database: Database | None = None

    def read(self, fn: Callable[[Any], T]) -> T:
        """Read as :meth:`Database.read`. Raises AppError("aborted") while nobody is signed in."""
        return self._open().read(fn)

    def write(self, fn: Callable[[Any], T]) -> Any:
        """Write as :meth:`Database.write`. Raises AppError("aborted") while nobody is signed in."""
        return self._open().write(fn)

    def _open(self) -> Database:
        if self.database is None:
            raise AppError("aborted")
        return self.database


def open_profile(paths: ProfilePaths, agent_id: str, last: str = "") -> Opened:
    """Open, and upgrade if need be, the data of an account; ``last`` is the conversation that was open last.

    Raises AppError: "database_newer", "database_damaged", "disk_full", "database_not_writable".
    """
    try:
        paths.create()
    except OSError as error:
        raise refusal_of(error, paths.folder) from error
    database = Database(paths.database, Actor(id=agent_id, role=Role.AGENT.value))
    try:
        database.open()
        agent = database.read(lambda c: rows.get(c, Agent, agent_id))
        started = database.read(sync_classes.started)
        serves = bool(last) and database.read(lambda c: _serves(c, agent_id, last))
    except AppError as error:
        database.close()
        raise AppError(error.code, {"path": str(paths.database), **error.values}) from error
    except BaseException:
        database.close()
        raise
    if agent is not None:
        database.actor = Actor(id=agent_id, role=agent.role.value)
    blobs = Blobs(paths.blobs)
    blobs.forget_copies()  # of a run that did not end properly
    return Opened(database, blobs, agent, started, last if serves else "")


def _serves(connection: Any, agent_id: str, conversation_id: str) -> bool:
    value = rows.get(connection, Conversation, conversation_id)
    return value is not None and value.status in SERVING and value.assignee_id == agent_id


def renew_profile(paths: ProfilePaths) -> int:
    """Put a damaged database aside, and what it had not sent beside it; returns how many operations that were.

    Raises AppError: "disk_full", "database_not_writable".
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    try:
        count = salvage.export_unsent(paths.database, paths.backups / f"unsent-{stamp}.json")
        salvage.put_database_aside(paths.database, paths.backups, stamp)
    except OSError as error:
        raise refusal_of(error, paths.folder) from error
    return count
