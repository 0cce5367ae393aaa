"""The person's settings as one value that changes at once on screen and reaches the disk a moment later."""

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import AppError
from app.system.settings import Settings, SettingsFile

log = logging.getLogger(__name__)

SAVE_AFTER_MS = 400


class Preferences(QObject):
    """One object for the program. Widgets read :attr:`value` when they need it; :attr:`changed` tells who must act."""

    changed = Signal(object)
    """The names of the fields that differ now, a frozenset."""
    failed = Signal(object)
    """An :class:`AppError`: the settings hold for this run but could not be written."""

    def __init__(self, file: SettingsFile, value: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._value = value
        self._saved = value
        self._told = False
        """Whether it was told that they cannot be written, since they last could."""
        self._writer = ThreadPoolExecutor(1, "settings")  # writes end with fsync: not on the GUI thread
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save)

    @property
    def value(self) -> Settings:
        """The settings in force."""
        return self._value

    def change(self, **fields: Any) -> None:
        """Put fields in force and have them written."""
        self.replace(msgspec.structs.replace(self._value, **fields))

    def replace(self, value: Settings) -> None:
        """Put another value in force and have it written."""
        names = frozenset(
            name for name in Settings.__struct_fields__ if getattr(value, name) != getattr(self._value, name)
        )
        if names:
            self._value = value
            self._timer.start()
            self.changed.emit(names)

    # -- sizes of panes, see app.ui.kit.panes.Layouts ------------------------------------------------------------

    def splitter_sizes(self, name: str) -> list[int] | None:
        """Return the kept sizes of a splitter."""
        found = self._value.splitters.get(name)
        return list(found) if found else None

    def keep_splitter_sizes(self, name: str, sizes: list[int]) -> None:
        """Keep the sizes of a splitter."""
        self.change(splitters=_with(self._value.splitters, name, tuple(sizes)))

    def keep_geometry(self, name: str, state: str) -> None:
        """Keep the place of a window (base64)."""
        self.change(geometry=_with(self._value.geometry, name, state))

    # -- folders, see app.ui.kit.dialogs.Folders -------------------------------------------------------------------

    def last_folder(self) -> str:
        """Return where a file was chosen or saved last, "" for nowhere yet."""
        return self._value.folder

    def keep_folder(self, folder: str) -> None:
        """Remember where a file was chosen or saved."""
        self.change(folder=folder)

    # -- what an account comes back to -----------------------------------------------------------------------------

    def keep_place(self, account: str, conversation_id: str) -> None:
        """Remember the conversation that an account has open."""
        self.change(places=_with(self._value.places, account, conversation_id))

    def keep_presence(self, account: str, state: str) -> None:
        """Remember whether an account takes work."""
        self.change(presences=_with(self._value.presences, account, state))

    # -- writing -------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Write what is not written yet and end."""
        self._timer.stop()
        self._save()
        self._writer.shutdown(wait=True)

    def _save(self) -> None:
        if self._value == self._saved:
            return
        self._saved = value = self._value
        self._writer.submit(self._write, value)

    def _write(self, value: Settings) -> None:
        try:
            self._file.save(value)
        except OSError as error:
            log.warning("settings cannot be written: %s", error)
            if not self._told:
                self._told = True
                self.failed.emit(AppError("settings_unwritable", {"why": error.strerror or str(error)}))
        else:
            self._told = False


def _with(values: Mapping[str, Any], name: str, value: Any) -> Mapping[str, Any]:
    return MappingProxyType({**values, name: value})
