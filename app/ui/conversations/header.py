"""The head of the conversation: who, how urgent, where from, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app.domain.conversations import SERVING
from app.ui.conversations import words
from app.ui.conversations.desk import Desk
from app.ui.conversations.urgency import due
from app.ui.kit.buttons import action_button, button, tool_button
from app.ui.kit.chips import Avatar, Chip, WaitChip
from app.ui.kit.formats import span
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel
from app.ui.kit.painters import Wait
from app.ui.kit.theme import set_state, theme

NARROW, TIGHT = 620, 500
"""Below the first width buttons are icons alone, below the second facts give way to the name."""


class Header(QFrame):
    """One line of facts about the open conversation. Its clock counts by itself."""

    def __init__(
        self, desk: Desk, actions: Sequence[QAction], end: QAction, menu: QMenu, parent: QWidget | None = None
    ) -> None:
        """``actions`` become buttons, ``end`` the bordered one at the right, ``menu`` opens behind …."""
        super().__init__(parent)
        self.desk = desk
        self.setProperty("surface", "panel")
        self.setProperty("edge", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 10, 9)
        row.setSpacing(6)
        self._avatar = Avatar(side=38)
        row.addWidget(self._avatar)
        row.addSpacing(4)
        facts = QVBoxLayout()
        facts.setSpacing(1)
        first = QHBoxLayout()
        first.setSpacing(6)
        self._name = ElidedLabel("", "h3", strong=True)
        self._level = Chip("")
        self._clock_chip = WaitChip()
        self._waits = Chip("")
        self._pending = Chip("")
        self._trouble = Chip("")
        for part in (self._name, self._level, self._clock_chip, self._waits, self._pending, self._trouble):
            first.addWidget(part)
        first.addStretch(1)
        facts.addLayout(first)
        self._line = ElidedLabel("", "small", "secondary")
        facts.addWidget(self._line)
        row.addLayout(facts, 1)
        self._buttons: list[QToolButton] = []
        for action in actions:
            made = action_button(action, text=True)
            self._buttons.append(made)
            row.addWidget(made)
        more = tool_button("dots", tr("更多操作"))
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(more)
        self._end = button(end.text(), end.trigger, icon="circle-check", dense=True)
        self._end_action = end
        end.changed.connect(self._follow_end)
        row.addWidget(self._end)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        desk.threadChanged.connect(self.refresh)
        desk.linkChanged.connect(self.refresh)
        desk.typingChanged.connect(self.refresh)
        self.refresh()

    def _follow_end(self) -> None:
        self._end.setEnabled(self._end_action.isEnabled())
        self._end.setToolTip(self._end_action.toolTip())

    def refresh(self) -> None:
        """Show the conversation as it is."""
        thread = self.desk.talk
        if thread is None:
            return
        conversation, customer = thread.conversation, thread.customer
        name = customer.name or tr("未知客户")
        self._avatar.set(customer.name, customer.id, conversation.channel.value)
        self._name.setText(name)
        normal = customer.level.value == "normal"
        self._level.set("" if normal else words.LEVEL[customer.level].tr(), words.LEVEL_TONE[customer.level])
        parts = [words.CHANNEL[conversation.channel].tr(), thread.group_name, thread.topic]
        if conversation.number:
            parts.append(f"C-{conversation.number}")
        if conversation.first_response_at is not None:
            seconds = max(0, conversation.first_response_at - conversation.opened_at) / 1000
            parts.append(tr("首响 {time}").format(time=span(seconds)))
        if not self.desk.online:
            parts.append(tr("恢复连接后送达"))
        writes = self.desk.writes(conversation.id)
        self._line.setText(tr("正在输入…") if writes else " · ".join(part for part in parts if part))
        set_state(self._line, tone="accent" if writes else "secondary")
        pending = thread.pending if not self.desk.online else 0
        self._pending.set(tr("待发 {n}").format(n=pending) if pending else "", "warning", "clock")
        self._pending.setVisible(bool(pending))
        trouble = thread.conflicts
        self._trouble.set(tr("冲突 {n}").format(n=trouble) if trouble else "", "danger", "git-compare")
        self._trouble.setVisible(bool(trouble))
        self._give_way()
        self._tick()

    def _tick(self) -> None:
        thread = self.desk.talk
        if thread is None:
            return
        conversation = thread.conversation
        owed = due(
            conversation.status,
            conversation.channel,
            waiting_since=thread.waiting_since,
            queued_at=conversation.queued_at,
            answered=conversation.first_response_at is not None,
        )
        replies = owed is not None and owed.kind == "reply" and conversation.status in SERVING
        self._clock_chip.setVisible(replies)
        if owed is not None and replies:
            left = owed.left(self.desk.clock())
            self._clock_chip.set_left(left, owed.total, tr("下次回复") if left >= 0 else "")
        calm = Wait(words.STATUS[conversation.status].tr(), "neutral", "")
        self._waits.set("" if replies else calm.text, calm.tone)
        self._waits.setVisible(not replies)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()
        narrow = self.width() < theme().px(NARROW)
        for made in self._buttons:
            made.setToolButtonStyle(_style(narrow))

    def _give_way(self) -> None:
        """Where room is short the name stays readable: the level stands beside it in the list and in the right pane."""
        thread = self.desk.talk
        special = thread is not None and thread.customer.level.value != "normal"
        self._level.setVisible(special and self.width() >= theme().px(TIGHT))

    def showEvent(self, event: object) -> None:
        self._timer.start()

    def hideEvent(self, event: object) -> None:
        self._timer.stop()


def _style(narrow: bool) -> Qt.ToolButtonStyle:
    return Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
