"""Opening the local data of an account: off the GUI thread, with every way it can fail as a code."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import msgspec

from app.domain.conversations import SERVING, Conversation
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.people import Agent, Role
from app.storage import copies, rows, sealing, sync_classes
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.schema import refusal_of
from app.system import data_key
from app.system.data_key import DataKey
from app.system.paths import ProfilePaths

log = logging.getLogger(__name__)
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

    def lock_by(self, password: str) -> None:
        """The server took this password: it unlocks the local data from now on."""
        path, key = ProfilePaths(self.database.path.parent).data_key, self.database.key
        if key is None or data_key.unlocks(path, password):
            return
        try:
            data_key.lock_by(path, key, password)
        except OSError as error:  # the one before still unlocks it
            log.warning("the new password does not unlock the local data: %s", error)

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


Told = Callable[[int, int], None]
"""Called with the bytes that are encrypted and those of the whole, in any thread."""


def unlock(
    paths: ProfilePaths, key: DataKey, password: str = "", *, stay: bool = True, told: Told = lambda done, total: None,
    stop: threading.Event | None = None,
) -> bytes:  # fmt: skip
    """Return the key of the data of an account, and encrypt by it what an older program left plain.

    ``password`` is what was typed just now, "" for nothing; with ``stay`` the key store gives the key the next time.
    ``told`` hears of an encryption that takes long; ``stop`` ends it, and the next call goes on.
    Raises AppError: "key_password", "key_password_changed", "key_lost", "key_wrong", "aborted",
    and what :func:`open_profile` does.
    """
    try:
        paths.create()
        fresh = not paths.database.exists() or sealing.whole_in_plain(paths.database)
        found = key.get(password, stay=stay, fresh=fresh, fits=partial(sealing.opens, paths.database))
        databases = [paths.database, *copies.of(paths.database)]
        files = sum(path.stat().st_size for path in paths.plain_blobs.glob("??/*"))
        meter = sealing.Meter(sealing.plain_bytes(databases) + files, told, stop or threading.Event())
    except OSError as error:
        raise refusal_of(error, paths.folder) from error
    for database in databases:
        sealing.seal(database, found, meter=meter)
    if paths.plain_blobs.exists():
        Blobs(paths.blobs, found).take_in(paths.plain_blobs, meter.add)
    return found


def open_profile(paths: ProfilePaths, key: bytes, agent_id: str, last: str = "") -> Opened:
    """Open, and upgrade if need be, the data of an account; ``last`` is the conversation that was open last.

    Raises AppError: "database_newer", "database_damaged", "disk_full", "database_not_writable".
    """
    database = Database(paths.database, Actor(id=agent_id, role=Role.AGENT.value), key=key)
    try:
        database.open()
        agent = database.read(lambda c: rows.get(c, Agent, agent_id))
        started = database.read(sync_classes.started)
        serves = bool(last) and database.read(lambda c: _serves(c, agent_id, last))
    except AppError as error:
        database.close()
        # the key is this profile's: if the file does not open by it, its first bytes are damaged
        code = "database_damaged" if error.code == "database_key_wrong" else error.code
        raise AppError(code, {"path": str(paths.database), **error.values}) from error
    except BaseException:
        database.close()
        raise
    if agent is not None:
        database.actor = Actor(id=agent_id, role=agent.role.value)
    blobs = Blobs(paths.blobs, key)
    blobs.forget_copies()  # of a run that did not end properly
    return Opened(database, blobs, agent, started, last if serves else "")


def _serves(connection: Any, agent_id: str, conversation_id: str) -> bool:
    value = rows.get(connection, Conversation, conversation_id)
    return value is not None and value.status in SERVING and value.assignee_id == agent_id


def renew_profile(paths: ProfilePaths, key: DataKey, password: str, known: bytes | None = None) -> int:
    """Put a database that cannot be used aside, and what it had not sent beside it; returns how many operations.

    ``known`` is the key if it was had before. Where it cannot be had, the data goes aside together with what a password
    may still unlock. Raises AppError: "disk_full", "database_not_writable".
    """
    # 2 ms with what it writes by: few starts find broken data
    from app.storage import salvage

    stamp = time.strftime("%Y%m%d-%H%M%S")
    count = 0
    try:
        found = known or _key_if_any(key, password)
        if found is not None:
            name = f"damaged-{stamp}"
            count = salvage.export_unsent(paths.database, paths.backups / f"unsent-{stamp}.json", found)
        else:
            name = f"locked-{stamp}"
            if paths.data_key.exists():
                paths.data_key.replace(paths.backups / f"data-key.{name}.json")
            if paths.blobs.exists():
                paths.blobs.replace(paths.backups / f"files.{name}")
        salvage.put_database_aside(paths.database, paths.backups, name)
    except OSError as error:
        raise refusal_of(error, paths.folder) from error
    return count


def _key_if_any(key: DataKey, password: str) -> bytes | None:
    try:
        return key.get(password, fresh=False)
    except AppError as error:
        log.info("the local data stay locked: %s", error.code)
        return None
