"""How the person at the desk stands: whether he takes work, by his choice and by the server, and how much he has."""

from typing import get_args

from PySide6.QtCore import QObject

from app.domain.protocol import Beat
from app.storage import people
from app.ui.account.linking import Linking
from app.ui.kit.painters import PresenceState
from app.ui.kit.preferences import Preferences
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks
from app.ui.shell.window import Window

STATES = frozenset(get_args(PresenceState))


class Presence(QObject):
    """Shows one person's standing in one window at a time, tells the server of a choice, and remembers it."""

    def __init__(
        self, tasks: Tasks, preferences: Preferences, linking: Linking, link: SyncLink, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._preferences, self._linking, self._link = tasks, preferences, linking, link
        self._window: Window | None = None
        self._agent_id = self._account = ""
        self._in_force = ""
        """The state that the last answered heartbeat told."""
        self._load = ""
        linking.beaten.connect(self._on_beat)

    def begin(self, window: Window, agent_id: str, account: str, state: PresenceState | None = None) -> None:
        """Show it in a window that is new; ``account`` is :attr:`Account.key`, ``state`` what the one before showed."""
        self._window, self._agent_id, self._account = window, agent_id, account
        window.presenceChosen.connect(self._choose)
        window.set_presence(state or ("online" if self._link.online else "offline"), self._load)

    def end(self) -> None:
        """There is no desk any more."""
        self._window = None
        self._in_force = self._load = ""

    def follow(self) -> None:
        """Show what holds now that the link to the server is another."""
        window = self._window
        if window is not None:
            self._show((self._in_force or window.presence) if self._link.online else "offline")

    def count(self) -> None:
        """Count anew what the person serves."""
        if self._window is not None:
            agent_id = self._agent_id
            self._tasks.read(lambda c: people.load(c, agent_id), self._show_load, key="load", owner=self)

    def _show(self, state: str) -> None:
        if self._window is not None and state in STATES and state != self._window.presence:
            self._window.set_presence(state, self._load)  # type: ignore[arg-type]  # one of the four

    def _show_load(self, load: tuple[int, int]) -> None:
        self._load = f"{load[0]}/{load[1]}" if load[1] else ""
        if self._window is not None:
            self._window.set_presence(self._window.presence, self._load)

    def _on_beat(self, beat: Beat) -> None:
        if beat.state in STATES:
            self._in_force = beat.state
            self._show(beat.state)

    def _choose(self, state: str) -> None:
        self._linking.set_presence(state)
        # who left for the day comes back to work; who is on a break stays on it
        self._preferences.keep_presence(self._account, state if state in ("busy", "away") else "")
