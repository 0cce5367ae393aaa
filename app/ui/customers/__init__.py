"""Customers: the list and one customer in full, from this device's data.

May import the kit, the domain, ``app.storage`` for reading and ``app.commands`` for doing. Begin with ``view``.
"""

from app.ui.kit.i18n import mark
from app.ui.kit.screen import Context, Screen, ScreenView


def _build(ctx: Context) -> ScreenView:
    # 0.02 s with all that it needs, and not the screen that one begins with
    from app.ui.customers.view import CustomersView

    return CustomersView(ctx)


SCREEN = Screen(id="customers", title=mark("客户"), icon="users", order=40, build=_build)
