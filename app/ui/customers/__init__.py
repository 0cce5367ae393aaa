"""Customers: the list and one customer in full, from this device's data.

May import the kit, the domain, ``app.storage`` for reading and ``app.commands`` for doing. Begin with ``view``.
"""

from app.ui.customers.view import CustomersView
from app.ui.kit.i18n import mark
from app.ui.kit.screen import Screen

SCREEN = Screen(id="customers", title=mark("客户"), icon="users", order=40, build=CustomersView)
