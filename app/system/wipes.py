"""Deleting what this computer holds of an account because its server ordered it, to the end, whatever comes between.

An order is written down before the first file goes and forgotten when the server has heard that it was obeyed: a run
that was killed in the middle goes on at the next start. What a disk keeps of deleted files is beyond a program; that
the keys go first is what counts for encrypted ones.
"""

import logging
import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.system.files import overwrite, write_atomically
from app.system.offline_sign_in import FILE, OfflineSignIn
from app.system.paths import AppPaths, ProfilePaths
from app.system.secrets import TokenStore
from app.system.settings import Account

log = logging.getLogger(__name__)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Whose data is to go; ``unsent`` actions and files go with it (None: not known). ``done``: only the server has
    not heard of it yet.
    """

    account: Account
    unsent: int | None = None
    done: bool = False


class Wipes:
    """The orders of one user of this computer. Call it off the GUI thread."""

    def __init__(self, paths: AppPaths) -> None:
        self._paths = paths
        self._folder = paths.wipes

    def pending(self) -> list[Order]:
        """Return the orders that are not forgotten."""
        try:
            files = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
        except OSError as error:
            log.warning("orders to delete cannot be looked for: %s", error)
            return []
        return [order for order in map(_read, files) if order is not None]

    def note(self, order: Order) -> None:
        """Write an order down. A disk that refuses does not keep it from being carried out."""
        try:
            write_atomically(self._file(order), msgspec.json.encode(order))
        except OSError as error:
            log.warning("an order to delete cannot be written down: %s", error)

    def carry_out(self, order: Order, stores: Iterable[TokenStore]) -> Order:
        """Delete everything of the account: what is kept for it in key stores first, then its folder.

        Without the key, and without what a password unlocks it from, the rest cannot be read by anybody any more.

        Its database must be closed. Raises OSError when a file cannot be deleted: the next start tries again.
        """
        account = order.account
        profile = self._paths.profile(account.server_id, account.agent_id)
        for store in stores:
            store.delete(account.server_id, account.agent_id)
        overwrite(profile.data_key)
        OfflineSignIn(profile.folder / FILE).forget()
        _delete(profile)
        done = msgspec.structs.replace(order, done=True)
        self.note(done)
        log.warning("The local data of an account was deleted because the server ordered it.")
        return done

    def forget(self, order: Order) -> None:
        """The server has heard of it."""
        try:
            self._file(order).unlink(missing_ok=True)
        except OSError as error:  # it is told once more at the next start
            log.warning("an order that was obeyed cannot be forgotten: %s", error)

    def _file(self, order: Order) -> Path:
        account = order.account
        return self._folder / f"{self._paths.profile(account.server_id, account.agent_id).folder.name}.json"


def _read(file: Path) -> Order | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Order)
    except (OSError, msgspec.DecodeError) as error:
        log.warning("an order to delete cannot be read: %s", error)
        return None


def _delete(profile: ProfilePaths) -> None:
    database = profile.database
    for path in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))):
        path.unlink(missing_ok=True)
    if profile.folder.exists():
        shutil.rmtree(profile.folder)
