"""Tickets: the list by line and limit, one ticket with its timeline, and what an agent does with it.

May import the kit, the domain, ``app.storage`` for reading and ``app.commands`` for doing. Begin with ``view``.
"""

from app.ui.kit.i18n import mark
from app.ui.kit.screen import Context, Screen, ScreenView


def _build(ctx: Context) -> ScreenView:
    # 0.05 s with all that it needs, and not the screen that one begins with
    from app.ui.tickets.view import TicketsView

    return TicketsView(ctx)


SCREEN = Screen(id="tickets", title=mark("工单"), icon="ticket", order=20, build=_build)
