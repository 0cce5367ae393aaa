"""Where everything of a user lies: settings, logs, a folder for each account.

``<root>/settings.json``, ``<root>/logs/``, ``<root>/profiles/<account>/`` with ``desk.sqlite3``, ``data-key.json``,
``files/`` and ``backups/``. The root is the user's data folder on this system, or the folder of ``--profile``. Two
accounts never share a database, not even two logins of one person on one server.
"""

import hashlib
from pathlib import Path

import msgspec
import platformdirs

APP_FOLDER = "ZhiyingDesk"
_PRIVATE = 0o700  # customers' data: other users of the computer may not even list the folders


class ProfilePaths(msgspec.Struct, frozen=True):
    """The folder of one account on this computer."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "desk.sqlite3"

    @property
    def data_key(self) -> Path:
        """What unlocks the database and the files, beside the system's key store."""
        return self.folder / "data-key.json"

    @property
    def blobs(self) -> Path:
        return self.folder / "files"

    @property
    def plain_blobs(self) -> Path:
        """Where a program that did not encrypt kept them."""
        return self.folder / "blobs"

    @property
    def offline_sign_in(self) -> Path:
        """What a password is held against without the server (:mod:`app.system.offline_sign_in`)."""
        return self.folder / "offline-sign-in.json"

    @property
    def backups(self) -> Path:
        """Copies of the database from before upgrades, and damaged ones that were put aside."""
        return self.folder / "backups"

    def create(self) -> None:
        """Make the folders. Raises OSError when the disk refuses."""
        for folder in (self.folder, self.blobs, self.backups):
            folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)


class AppPaths(msgspec.Struct, frozen=True):
    """The folder of everything that this user of the computer has."""

    root: Path

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def wipes(self) -> Path:
        """Orders to delete accounts that are not carried out, or not acknowledged, yet; seldom there."""
        return self.root / "wipes"

    @property
    def lock(self) -> Path:
        """The file by which a second start of the same profile finds the first."""
        return self.root / "running.lock"

    def create(self) -> None:
        """Make the folders. Raises OSError when the disk refuses."""
        for folder in (self.root, self.logs):
            folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)

    def profile(self, server_id: str, agent_id: str) -> ProfilePaths:
        """Return the folder of one account: an agent of one server installation."""
        name = hashlib.sha256(f"{server_id}\n{agent_id}".encode()).hexdigest()[:24]
        return ProfilePaths(self.root / "profiles" / name)


def app_paths(override: Path | None = None) -> AppPaths:
    """Return the user's folders, or those below ``override`` (the ``--profile`` option)."""
    if override is not None:
        return AppPaths(override.expanduser().absolute())
    return AppPaths(platformdirs.user_data_path(APP_FOLDER, appauthor=False, roaming=False))
