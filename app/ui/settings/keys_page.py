"""The keys: every action with its keys, changed in place; what is claimed twice is said at once."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QKeySequenceEdit, QWidget

from app.ui.kit.action import EVERYWHERE, Action, Actions, key_caps
from app.ui.kit.buttons import button
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import SearchField, row_of
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.preferences import Preferences
from app.ui.kit.row_table import RowTable
from app.ui.kit.table_model import Column, RowModel, RowRole
from app.ui.kit.theme import theme
from app.ui.settings.pages import Page

_RESERVED = frozenset({"Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F", "Alt+A", "Ctrl+Alt+A", "Ctrl+Shift+A"})
"""Keys that input methods and other programs of the desk take for themselves."""


def why_not(keys: str) -> str:
    """Return why a sequence cannot be used, "" when it can."""
    parts = keys.split("+")
    if "Ctrl" in parts and "Alt" in parts:
        return tr("Ctrl+Alt 在一些键盘上是 AltGr，请换一个")
    if keys in _RESERVED:
        return tr("这个键常被输入法或其他软件占用，请换一个")
    if len(parts) == 1 and len(keys) == 1:
        return tr("单个字母会和打字冲突，请加上 Ctrl")
    if parts[0] in ("Alt", "Shift") and len(parts) == 2 and len(parts[1]) == 1 and parts[1].isalpha():
        return tr("Alt 或 Shift 加字母在一些键盘上用来打字，请换一个")
    return ""


class KeysPage(Page):
    """Lists the actions that were registered until now."""

    def __init__(self, actions: Actions, preferences: Preferences, scopes: dict[str, str]) -> None:
        super().__init__(tr("快捷键"))
        self._actions, self._preferences, self._scopes = actions, preferences, scopes
        self.search = SearchField(tr("按名称或按键查找"))
        self.search.setFixedWidth(theme().px(280))
        self.search.searched.connect(self._show)
        reset = button(tr("全部改回默认"), self.reset_all)
        self.column.addWidget(row_of(self.search, reset))
        self._conflicts = label("", tone="danger", wrap=True)
        self._conflicts.hide()
        self.column.addWidget(self._conflicts)
        columns: Sequence[Column[Action]] = (
            Column(tr("操作"), lambda action: action.text.tr()),
            Column(tr("范围"), self._scope),
            Column(tr("按键"), self._keys),
            Column(tr("默认"), lambda action: "  ".join(key_caps(key) for key in action.keys)),
        )
        self.model: RowModel[Action] = RowModel(
            lambda action: action.id, columns, accessible=lambda action: f"{action.text.tr()}，{self._keys(action)}"
        )
        self.model.setParent(self)
        self.table = RowTable()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("快捷键"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme().row_height("table"))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at, width in ((1, 150), (2, 200), (3, 180)):
            header.resizeSection(at, theme().px(width))
        self.table.activated.connect(self._edit)
        self.table.doubleClicked.connect(self._edit)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(label(tr("选中一行按 Enter，改它的按键"), "small", "secondary"))
        actions.changed.connect(self._show)
        self._show()

    def _scope(self, action: Action) -> str:
        return tr("任何页面") if action.scope == EVERYWHERE else self._scopes.get(action.scope, action.scope)

    def _keys(self, action: Action) -> str:
        return "  ".join(key_caps(key) for key in self._actions.keys(action.id))

    def _show(self) -> None:
        wanted = self.search.query().casefold()
        listed = [
            action
            for action in self._actions.all()
            if wanted in f"{action.text.tr()} {self._keys(action)} {action.group.tr()}".casefold()
        ]
        self.model.set_rows(sorted(listed, key=lambda action: (action.scope != EVERYWHERE, action.scope)))
        # the values are the same actions; their keys may differ
        last = self.model.index(self.model.rowCount() - 1, self.model.columnCount() - 1)
        self.model.dataChanged.emit(self.model.index(0, 0), last)
        conflicts = self._actions.conflicts()
        self._conflicts.setVisible(bool(conflicts))
        words = (
            tr("{keys} 同时是「{names}」").format(
                keys=key_caps(keys), names="」「".join(self._actions.get(name).text.tr() for name in ids)
            )
            for keys, ids in sorted(conflicts.items())
        )
        self._conflicts.setText(tr("；").join(words))

    def conflicts(self) -> str:
        """Return what is said about keys that are claimed twice."""
        return self._conflicts.text()

    def reset_all(self) -> None:
        """Take every own key back."""
        self._preferences.change(keys={})

    def set_keys(self, action_id: str, keys: str) -> None:
        """Give an action a key of one's own; its default takes the entry away, "" leaves it without a key."""
        own = dict(self._preferences.value.keys)
        if (keys,) == self._actions.get(action_id).keys[:1]:
            own.pop(action_id, None)
        else:
            own[action_id] = (keys,) if keys else ()
        self._preferences.change(keys=own)

    def _edit(self, index: QModelIndex) -> None:
        action = index.data(RowRole)
        if isinstance(action, Action):
            _KeyDialog(self, action, self)


class _KeyDialog(Dialog):
    """Asks for the new key of an action."""

    def __init__(self, parent: QWidget, action: Action, page: KeysPage) -> None:
        super().__init__(parent, tr("改按键"), width=400)
        self._action, self._page = action, page
        self.body.addWidget(label(action.text.tr(), "h3", strong=True))
        self.body.addWidget(label(tr("按下新的按键"), tone="secondary"))
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(tr("新的按键"))
        self.edit.setClearButtonEnabled(True)
        self.edit.keySequenceChanged.connect(self._look)
        self.body.addWidget(self.edit)
        self._note = label("", "small", "danger", wrap=True)
        self.body.addWidget(self._note)
        self.add_button(tr("取消"))
        self.add_button(tr("改回默认"), self._use_default)
        self._yes = self.add_button(tr("用这个键"), self._take, kind="primary")
        self.edit.setFocus()
        self.open()

    def _text(self) -> str:
        return self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _look(self) -> None:
        reason = why_not(self._text()) if self._text() else ""
        self._note.setText(reason)
        self._yes.setEnabled(not reason)

    def _take(self) -> None:
        self._page.set_keys(self._action.id, self._text())
        self.accept()

    def _use_default(self) -> None:
        self._page.set_keys(self._action.id, self._action.keys[0] if self._action.keys else "")
        self.accept()
