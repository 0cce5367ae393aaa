"""What a person can do, as data: menus, buttons, the palette and the key map all come from one registry.

A feature makes its actions when its screen is built and hands them to ``actions.add(action, widget)``; the widget is
the screen for keys that belong to it, or the window for keys that work everywhere.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.kit.i18n import Marked, mark
from app.ui.kit.icons import icon as make_icon
from app.ui.kit.menus import Menu

EVERYWHERE = ""
"""The scope of actions that work on every screen."""
GENERAL = mark("导航")
_CAPS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter", "PgUp": "Page Up", "PgDown": "Page Down"}


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do. ``run`` is called on the GUI thread and starts a command; it does not wait for it.

    ``scope`` is the id of the screen whose keys these are, or :data:`EVERYWHERE`. ``blocked`` returns the reason why it
    cannot be done now, as a sentence, or "" when it can. ``keys`` are portable sequences (``"Ctrl+Shift+M"``);
    ``in_palette`` is false for what only makes sense under a pointer or caret. ``tells``: its key answers with the
    reason while it is blocked; others then do nothing, so that the widget with the focus may take the key.
    """

    id: str
    text: Marked
    run: Callable[[], None]
    icon: str = ""
    keys: tuple[str, ...] = ()
    scope: str = EVERYWHERE
    group: Marked = GENERAL
    blocked: Callable[[], str] | None = None
    checked: Callable[[], bool] | None = None
    destructive: bool = False
    in_palette: bool = True
    tells: bool = False

    def why_blocked(self) -> str:
        """Return why it cannot be done now, or an empty text."""
        return self.blocked() if self.blocked is not None else ""


def key_caps(keys: str) -> str:
    """Return a portable sequence as it stands on the keys: ``Alt+←``; on a Mac with its signs."""
    if sys.platform == "darwin":
        return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    # Qt's native text would be in the language of the system: 左方向 for an arrow.
    return "+".join(_CAPS.get(part, part) for part in keys.split("+")) if keys != "+" else keys


class Actions(QObject):
    """The registry. One object a window."""

    changed = Signal()
    """Actions came, went, or got other keys."""
    refused = Signal(str)
    """Why the action of a key that was pressed is blocked; only of those that tell."""
    ran = Signal(str)
    """The id of an action that was run, from wherever."""

    def __init__(self, custom_keys: Mapping[str, Iterable[str]] | None = None, parent: QObject | None = None) -> None:
        """``custom_keys``: action id -> the person's own sequences, instead of the action's."""
        super().__init__(parent)
        self._custom = {name: tuple(keys) for name, keys in (custom_keys or {}).items()}
        self._actions: dict[str, Action] = {}
        self._qactions: dict[str, QAction] = {}
        self._answers: dict[str, QShortcut] = {}
        self._key_texts: dict[str, str] = {}  # all are asked for with every change of what is open

    def add(self, action: Action, widget: QWidget) -> QAction:
        """Register an action; its keys work in ``widget`` and its children, or in the whole window for EVERYWHERE.

        It leaves the registry with the widget. Raises ValueError for an id that is taken.
        """
        if action.id in self._actions:
            raise ValueError(f"action {action.id!r} exists already")
        qaction = QAction(widget)
        qaction.setObjectName(action.id)
        qaction.setText(action.text.tr())
        if action.icon:
            qaction.setIcon(make_icon(action.icon, "danger.text" if action.destructive else "text.secondary"))
        if action.checked is not None:
            qaction.setCheckable(True)
        everywhere = action.scope == EVERYWHERE
        qaction.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        widget.addAction(qaction)
        self._actions[action.id] = action
        self._qactions[action.id] = qaction
        if action.tells:
            answer = self._answers[action.id] = QShortcut(widget)
            answer.setContext(qaction.shortcutContext())
            answer.activated.connect(lambda: self.refused.emit(action.why_blocked()))
        self._set_keys(action.id)
        qaction.triggered.connect(lambda: self.run(action.id))
        # Bound to the ids alone: the registry may be gone before the widget at shutdown.
        tables: tuple[dict[str, Any], ...] = (self._actions, self._qactions, self._answers)
        qaction.destroyed.connect(lambda: [table.pop(action.id, None) for table in tables])
        self.changed.emit()
        return qaction

    def all(self) -> list[Action]:
        """Return every action in the order of registration."""
        return list(self._actions.values())

    def get(self, action_id: str) -> Action:
        """Return one action. Raises KeyError."""
        return self._actions[action_id]

    def qaction(self, action_id: str) -> QAction:
        """Return the Qt action, for a menu or a tool button. Raises KeyError."""
        return self._qactions[action_id]

    def available(self, scope: str) -> list[Action]:
        """Return what can be started on a screen: its own actions first, then those of everywhere."""
        own = [action for action in self._actions.values() if action.scope == scope and scope != EVERYWHERE]
        return own + [action for action in self._actions.values() if action.scope == EVERYWHERE]

    def run(self, action_id: str) -> bool:
        """Run an action unless it is blocked; returns whether it ran."""
        action = self._actions[action_id]
        if action.why_blocked():
            self.refresh()
            return False
        action.run()
        self.ran.emit(action_id)
        self.refresh()
        return True

    def refresh(self) -> None:
        """Ask every action again whether it is blocked or checked; call it when the selection changes."""
        for action_id in list(self._actions):
            self._refresh_one(action_id)

    def menu(self, ids: Iterable[str], parent: QWidget) -> QMenu:
        """Return a menu of actions; ``"-"`` is a line. Destructive ones stand last, after a line."""
        menu = Menu(parent)
        plain: list[str] = []
        grave: list[str] = []
        for name in ids:
            (grave if name != "-" and self._actions[name].destructive else plain).append(name)
        for name in [*plain, *(["-", *grave] if grave else [])]:
            if name == "-":
                menu.addSeparator()
            else:
                menu.addAction(self.qaction(name))
        self.refresh()
        return menu

    # -- keys --------------------------------------------------------------------------------------------------

    def keys(self, action_id: str) -> tuple[str, ...]:
        """Return the sequences in force: the person's own, else the action's."""
        return self._custom.get(action_id, self._actions[action_id].keys)

    def key_text(self, action_id: str) -> str:
        """Return the first sequence as this system writes it, or an empty text."""
        keys = self.keys(action_id)
        return key_caps(keys[0]) if keys else ""

    def set_custom_keys(self, custom: Mapping[str, Iterable[str]]) -> None:
        """Put the person's own keys in force."""
        self._custom = {name: tuple(keys) for name, keys in custom.items()}
        for action_id in self._actions:
            self._set_keys(action_id)
        self.changed.emit()

    def conflicts(self) -> dict[str, list[str]]:
        """Return sequence -> ids of actions that claim it at the same time; empty when all is well.

        Two screens may use the same key; a screen and everywhere may not.
        """
        users: dict[str, list[str]] = defaultdict(list)
        for action_id in self._actions:
            for key in self.keys(action_id):
                users[QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)].append(action_id)
        found = {}
        for key, ids in users.items():
            scopes = [self._actions[action_id].scope for action_id in ids]
            if len(ids) > 1 and (EVERYWHERE in scopes or len(set(scopes)) < len(scopes)):
                found[key] = ids
        return found

    def _set_keys(self, action_id: str) -> None:
        qaction = self._qactions[action_id]
        keys = [QKeySequence(key) for key in self.keys(action_id)]
        qaction.setShortcuts(keys)
        if action_id in self._answers:
            self._answers[action_id].setKeys(keys)
        self._key_texts[action_id] = self.key_text(action_id)
        self._refresh_one(action_id)

    def _refresh_one(self, action_id: str) -> None:
        action, qaction = self._actions[action_id], self._qactions[action_id]
        reason = action.why_blocked()
        if qaction.isEnabled() == bool(reason):
            qaction.setEnabled(not reason)
        if action_id in self._answers:
            self._answers[action_id].setEnabled(bool(reason))  # one of the two has the key
        if action.checked is not None:
            qaction.setChecked(action.checked())
        key = self._key_texts[action_id]
        tip = reason or (f"{qaction.text()} ({key})" if key else qaction.text())
        if qaction.toolTip() != tip:
            qaction.setToolTip(tip)
