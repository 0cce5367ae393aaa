"""Tickets: the list by line and limit, one ticket with its timeline, and what an agent does with it.

May import the kit, the domain, ``app.storage`` for reading and ``app.commands`` for doing. Begin with ``view``.
"""

from app.ui.kit.i18n import mark
from app.ui.kit.screen import Screen
from app.ui.tickets.view import TicketsView

SCREEN = Screen(id="tickets", title=mark("工单"), icon="ticket", order=20, build=TicketsView)
