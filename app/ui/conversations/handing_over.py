"""Hands conversations over, and tells who did it what became of those that another server was asked to take."""

import functools
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.commands import handovers as commands
from app.domain.conversations import at_page
from app.domain.notice import Changes
from app.storage import handovers
from app.storage.handovers import Offer, Outcome, Receiver
from app.ui.conversations.desk import Desk
from app.ui.conversations.hand_over import HandOver
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.notices import Toast, Tone
from app.ui.kit.screen import Place
from app.ui.kit.sync_link import SyncLink

_TOLD: dict[Outcome, tuple[Marked, Tone]] = {
    "accepted": (mark("{group}已接手{name}"), "success"),
    "declined": (mark("{group}没有人能接手，{name}仍由您接待"), "warning"),
    "expired": (mark("没有等到{group}的答复，{name}仍由您接待"), "warning"),
}


class HandingOver(QObject):
    """For one workspace, asked over ``pane``. Made when the first conversation is handed over."""

    def __init__(self, pane: QWidget, desk: Desk) -> None:
        super().__init__(pane)
        self._pane, self._desk = pane, desk
        self._offers: dict[str, tuple[Offer, str]] = {}
        """By conversation: what waits for an answer, and the customer's name."""
        desk.ctx.feed.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Ask to whom the open conversation goes."""
        desk, thread = self._desk, self._desk.talk
        if thread is None:
            return
        row, name = thread.conversation, thread.customer.name or tr("未知客户")

        def show(found: tuple[Receiver, ...]) -> None:
            give = functools.partial(self._give, row.id, name)
            link: SyncLink | None = desk.ctx.services.get(SyncLink)
            HandOver(self._pane, name, found, give, link, waits_at_page=at_page(row)).open()

        desk.ctx.tasks.read(lambda c: handovers.receivers(c, row.group_id), show, owner=self)

    def _give(self, conversation_id: str, name: str, dialog: Dialog, receiver: Receiver) -> None:
        def done(offer: Offer | None) -> None:
            if offer is None:
                words = tr("{name}已转到{group}的队列")
                self._desk.ctx.notices.toast(words.format(name=name, group=receiver.name))
                return
            self._offers[conversation_id] = (offer, name)
            words = tr("已请{group}接手，之前{name}仍由您接待").format(group=receiver.name, name=name)
            self._show(words, "info", tr("收回"), functools.partial(self.withdraw, conversation_id))

        dialog.store(self._desk.ctx.tasks, lambda tx: commands.hand_over(tx, conversation_id, receiver.group_id), done)

    def withdraw(self, conversation_id: str) -> None:
        """Keep a conversation that another server was asked to take."""
        self._desk.ctx.tasks.write(lambda tx: commands.withdraw(tx, conversation_id), owner=self)

    def _show(self, text: str, tone: Tone, action: str, run: Callable[[], None]) -> None:
        self._desk.ctx.notices.show(Toast(text=text, tone=tone, action=action, run=run, counted=False, seconds=8))

    def _on_changed(self, changes: Changes) -> None:
        if self._offers and changes.touches({"conversation", "message"}):
            waiting = [offer for offer, _ in self._offers.values()]
            self._desk.ctx.tasks.read(lambda c: handovers.outcomes(c, waiting), self._take, key="handovers", owner=self)

    def _take(self, found: Mapping[str, Outcome]) -> None:
        for conversation_id, outcome in found.items():
            if not outcome or conversation_id not in self._offers:
                continue
            offer, name = self._offers.pop(conversation_id)
            if outcome == "withdrawn":  # by who had it, who knows
                continue
            words, tone = _TOLD[outcome]
            text = words.tr().format(group=offer.group, name=name)
            if outcome == "accepted":
                self._desk.ctx.notices.toast(text)
            else:
                go = functools.partial(self._desk.ctx.go, Place("conversations", conversation_id))
                self._show(text, tone, tr("打开"), go)
