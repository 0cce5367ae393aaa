"""F1: the keys of the present screen and those that work everywhere, straight from the action registry."""

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.action import EVERYWHERE, Action, Actions
from app.ui.kit.chips import KeyHint
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.panes import scrolled


def open_keymap(window: QWidget, actions: Actions, scope: str, screen_title: str) -> Dialog:
    """Show the keys that work now."""
    dialog = Dialog(window, tr("快捷键"), width=760)
    dialog.body.addWidget(label(tr("快捷键"), "h2", strong=True))
    content = QWidget()
    columns = QHBoxLayout(content)
    columns.setContentsMargins(12, 8, 14, 12)
    columns.setSpacing(32)
    here = [action for action in actions.available(scope) if action.scope == scope != EVERYWHERE]
    everywhere = [action for action in actions.all() if action.scope == EVERYWHERE]
    for title, listed in ((screen_title, here), (tr("任何页面"), everywhere)):
        keyed = [action for action in listed if actions.keys(action.id)]
        if keyed:
            columns.addLayout(_column(actions, title, keyed), 1)
    area = scrolled(content)
    area.setMinimumHeight(max(320, min(720, window.height() - 220)))
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setFrameShape(QFrame.Shape.StyledPanel)  # for the ring of the focus
    area.setProperty("kind", "reader")
    area.setAccessibleName(tr("快捷键"))
    dialog.body.addWidget(area, 1)
    conflicts = actions.conflicts()
    if conflicts:
        words = "；".join(sorted(conflicts))
        dialog.body.addWidget(label(tr("这些键被用了两次：{keys}").format(keys=words), tone="danger", wrap=True))
    dialog.add_button(tr("关闭"), default=True)
    area.setFocus()  # the keys that scroll work at once, and Enter closes from here too
    dialog.open()
    return dialog


def _column(actions: Actions, title: str, listed: list[Action]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label(title, "h3", strong=True))
    groups: dict[str, list[Action]] = defaultdict(list)
    for action in listed:
        groups[action.group.tr()].append(action)
    for group, members in groups.items():
        column.addSpacing(6)
        column.addWidget(label(group, "small", "tertiary"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        for row, action in enumerate(members):
            words = label(action.text.tr())
            hint = KeyHint(actions.key_text(action.id))
            words.setAccessibleDescription(actions.key_text(action.id))
            grid.addWidget(words, row, 0)
            grid.addWidget(hint, row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
    column.addStretch(1)
    return column
