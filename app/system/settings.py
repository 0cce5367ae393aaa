"""What a person chose on this computer, as one immutable value in one JSON file.

A new setting is a field with its default and a row on the settings page. When the meaning of a field changes, raise
:data:`VERSION` and add the step to :data:`UPGRADES`. Keys that this version does not know are kept, so that a newer
version run in between loses nothing.
"""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from app.system.files import put_aside, write_atomically

log = logging.getLogger(__name__)

VERSION = 1

Theme = Literal["light", "dark", "system"]
Density = Literal["compact", "standard", "roomy"]
SendKey = Literal["enter", "ctrl_enter"]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account that was signed in on this computer; it names the profile folder, so it works offline.

    ``signed_in``: its token lies in the key store. The desk opens by this alone and asks the store for the token when
    it connects: looking into the store takes as long as a tenth of a start, or a person who must unlock it.
    """

    server_url: str
    server_id: str
    agent_id: str
    login: str
    server_name: str = ""
    name: str = ""
    signed_in: bool = False

    @property
    def key(self) -> str:
        """By what other settings name this account."""
        return f"{self.server_id}/{self.agent_id}"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is remembered between two starts.

    ``language`` "" follows the system. ``text_percent`` is the text size (100 is normal), ``undo_seconds`` how long a
    message waits before it leaves. ``files_mb`` is the room for files that can be had again, ``prefetch_files`` whether
    to fetch what nobody has opened yet. ``lock_minutes`` without input lock the desk (0: never), at the latest the
    office's ``lock_most`` (0: no rule), see :attr:`lock_after`; ``locked`` has the :attr:`Account.key` of each desk
    that was locked when it was left: neither a new start nor another's sign-in is a way around it. ``hide_content``
    keeps customers' words out of notifications. ``geometry`` has window states by name (base64), ``splitters`` pane
    widths in px by name, ``keys`` the person's own key sequences by action. ``accounts`` has the last used one first;
    ``removed`` were taken from the list, while what they left here stays, and the server may order its deletion.
    ``places`` holds the conversation that was open last and ``presences`` the chosen presence (a break outlasts a
    restart), each by :attr:`Account.key`. ``folder`` is where a file was chosen or saved last.
    """

    language: str = ""
    theme: Theme = "system"
    text_percent: int = msgspec.field(default=100)
    density: Density = "standard"
    send_key: SendKey = "enter"
    undo_seconds: int = 4
    notify_messages: bool = True
    notify_assignments: bool = True
    notify_mentions: bool = True
    notify_sound: bool = True
    hide_content: bool = False
    close_to_tray: bool = True
    spell_check: bool = True
    lock_minutes: int = 15
    lock_most: int = 0
    locked: tuple[str, ...] = ()
    files_mb: int = 2048
    prefetch_files: bool = True
    server_url: str = ""
    login: str = ""
    ca_file: str = ""
    folder: str = ""
    accounts: tuple[Account, ...] = ()
    removed: tuple[Account, ...] = ()
    geometry: Mapping[str, str] = MappingProxyType({})
    splitters: Mapping[str, tuple[int, ...]] = MappingProxyType({})
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    places: Mapping[str, str] = MappingProxyType({})
    presences: Mapping[str, str] = MappingProxyType({})

    @property
    def lock_after(self) -> int:
        """After how many minutes without input the desk locks itself; 0 for never."""
        if self.lock_most and self.lock_minutes:
            return min(self.lock_most, self.lock_minutes)
        return self.lock_minutes or self.lock_most

    def with_account(self, account: Account) -> "Settings":
        """Return the settings after this account signed in."""
        others = tuple(
            other
            for other in self.accounts
            if (other.server_id, other.agent_id) != (account.server_id, account.agent_id)
        )
        return msgspec.structs.replace(
            self,
            accounts=(account, *others),
            removed=tuple(one for one in self.removed if one.key != account.key),
            server_url=account.server_url,
            login=account.login,
        )

    def without_entry(self, account: Account) -> "Settings":
        """Return the settings after an account was taken from the list, with everything of it still here."""
        mine = tuple(one for one in self.accounts if one.key == account.key)
        left = tuple(one for one in self.accounts if one.key != account.key)
        return msgspec.structs.replace(self, accounts=left, removed=(*mine, *self.removed))

    def without(self, account: Account) -> "Settings":
        """Return the settings after everything of an account is gone from this computer."""
        key = account.key
        return msgspec.structs.replace(
            self,
            accounts=tuple(one for one in self.accounts if one.key != key),
            removed=tuple(one for one in self.removed if one.key != key),
            locked=tuple(name for name in self.locked if name != key),
            places={name: place for name, place in self.places.items() if name != key},
            presences={name: state for name, state in self.presences.items() if name != key},
        )

    def with_lock(self, account: Account, *, locked: bool) -> "Settings":
        """Return the settings after the desk of an account was locked or unlocked."""
        others = tuple(key for key in self.locked if key != account.key)
        return msgspec.structs.replace(self, locked=(account.key, *others) if locked else others)

    def signed_out(self, account: Account) -> "Settings":
        """Return the settings after this account's token is gone: its password is asked for at the next start."""
        accounts = tuple(
            msgspec.structs.replace(one, signed_in=False) if one.key == account.key else one for one in self.accounts
        )
        return msgspec.structs.replace(self, accounts=accounts)


_LIMITS: Mapping[str, tuple[int, int]] = {
    "text_percent": (80, 200),
    "undo_seconds": (0, 30),
    "lock_minutes": (0, 24 * 60),
    "lock_most": (0, 24 * 60),
    "files_mb": (100, 1_000_000),
}

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: Mapping[int, Upgrade] = {}
"""Version -> the step that makes the keys of the version after it."""


class Notice(msgspec.Struct, frozen=True):
    """What the person is told after loading: a code of ``app/ui/kit/notices.py`` and its values."""

    code: str
    values: Mapping[str, object]


class SettingsFile:
    """The file behind the settings. Used by one thread."""

    def __init__(self, path: Path, *, version: int = VERSION, upgrades: Mapping[int, Upgrade] = UPGRADES) -> None:
        self.path = path
        self._version = version
        self._upgrades = upgrades
        self._unknown: dict[str, Any] = {}
        self._file_version = version

    def load(self) -> tuple[Settings, tuple[Notice, ...]]:
        """Return the settings and what the person must be told.

        Notices: "settings_damaged" (values: file) when the file was put aside and the defaults hold,
        "settings_unreadable" (why) when the disk refuses, "settings_value" (names) for single values that make no
        sense and have their default.
        """
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return Settings(), ()
        except OSError as error:
            log.warning("settings cannot be read: %s", error)
            return Settings(), (Notice("settings_unreadable", {"why": error.strerror or str(error)}),)
        try:
            found = msgspec.json.decode(content, type=dict[str, Any])
            return self._interpret(found)
        except (msgspec.DecodeError, UnicodeDecodeError, TypeError, ValueError, KeyError) as error:
            log.warning("settings are damaged: %s", error)
            return Settings(), (self._put_aside(),)

    def _put_aside(self) -> Notice:
        try:
            return Notice("settings_damaged", {"file": str(put_aside(self.path, "damaged"))})
        except OSError as error:
            return Notice("settings_unreadable", {"why": error.strerror or str(error)})

    def _interpret(self, found: dict[str, Any]) -> tuple[Settings, tuple[Notice, ...]]:
        version = found.pop("version", 1)
        if not isinstance(version, int):
            raise TypeError("version is not a whole number")
        for step in range(version, self._version):
            if step in self._upgrades:
                found = self._upgrades[step](found)
        self._file_version = max(version, self._version)
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for field in msgspec.structs.fields(Settings):
            if field.name not in found:
                continue
            raw = found.pop(field.name)
            try:
                value = msgspec.convert(raw, field.type)
            except msgspec.ValidationError:
                wrong.append(field.name)
                continue
            if field.name in _LIMITS:
                low, high = _LIMITS[field.name]
                value = min(max(value, low), high)
            values[field.name] = value
        self._unknown = found
        if wrong:
            log.warning("settings without meaning: %s", ", ".join(wrong))
        return Settings(**values), ((Notice("settings_value", {"names": tuple(wrong)}),) if wrong else ())

    def save(self, settings: Settings) -> None:
        """Write the settings. Raises OSError (a full disk); the old file is then untouched."""
        content = {"version": self._file_version, **self._unknown, **_plain(settings)}
        write_atomically(self.path, msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")


def _plain(settings: Settings) -> dict[str, Any]:
    values = msgspec.structs.asdict(settings)
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in values.items()}
