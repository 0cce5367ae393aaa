"""The sync centre: what waits to be sent, what was refused, what two people changed at once; undo of the last action.

May import the kit, the domain, ``app.storage`` for reading and ``app.commands`` for doing. Begin with ``view``.
"""

from app.ui.kit.i18n import mark
from app.ui.kit.screen import Context, Screen, ScreenView


def _build(ctx: Context) -> ScreenView:
    # 0.02 s with all that it needs, and not the screen that one begins with
    from app.ui.outbox.view import OutboxView

    return OutboxView(ctx)


SCREEN = Screen(id="outbox", title=mark("同步"), icon="cloud-up", order=900, build=_build)
