"""Tells that a ticket was made, by the number that people will know it by."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.domain.notice import Changes
from app.domain.tickets import Ticket
from app.ui.kit.i18n import tr
from app.ui.kit.notices import Toast
from app.ui.kit.screen import Context
from app.ui.kit.sync_link import SyncLink

log = logging.getLogger(__name__)

Read = Callable[[Any, str], Ticket | None]
"""(connection, ticket id) -> the ticket as this device has it."""


class TicketNews(QObject):
    """What a screen says of the tickets that are made on it.

    The server gives the number a moment later: the toast that is on screen then names it. The number of this device
    is named, as what it is, only where no server can be asked.
    """

    def __init__(self, ctx: Context, read: Read, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._read = ctx, read
        self._told: dict[str, Toast] = {}
        ctx.feed.changed.connect(self._on_changes)

    def tell(self, ticket: Ticket, go: Callable[[], None] | None = None) -> None:
        """Say that a ticket was made; ``go`` leads there."""
        toast = Toast(text=self._words(ticket), action=tr("打开") if go else "", counted=False, run=go)
        self._told = {ticket.id: toast}  # the one before has its number or is long gone
        self._ctx.notices.show(toast)
        self._look(ticket.id)

    def _words(self, ticket: Ticket) -> str:
        if ticket.number:
            return tr("已建工单 {number}").format(number=f"T-{ticket.number}")
        link: SyncLink | None = self._ctx.services.get(SyncLink)
        if link is not None and link.online:
            return tr("已建工单「{title}」").format(title=ticket.title)
        return tr("离线，工单已存本机，临时号 {number}").format(number=ticket.local_number)

    def _on_changes(self, changes: Changes) -> None:
        for ticket_id in self._told:
            if changes.concerns("ticket", ticket_id):
                self._look(ticket_id)

    def _look(self, ticket_id: str) -> None:
        self._ctx.tasks.read(lambda c: self._read(c, ticket_id), self._take, self._not_read, owner=self)

    def _not_read(self, error: BaseException) -> None:
        """The ticket is there under its title: the next change of it asks again."""
        log.info("the number of a new ticket could not be read: %s", error)

    def _take(self, ticket: Ticket | None) -> None:
        if ticket is not None and ticket.number and (before := self._told.pop(ticket.id, None)) is not None:
            self._ctx.notices.reword(before, self._words(ticket))
