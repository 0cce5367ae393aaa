"""A customer's private numbers on a screen: masked, and whole for as long as somebody asked to see them.

What the server sent whole is only hidden from who looks over the shoulder; a mail address is not, it is private only
where the server masked the number in it. What it sent masked is asked for, one number at a time, which the server
writes down; the answer is shown and not kept.
"""

import logging
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject, Signal

from app.domain import access
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.masking import looks_masked, masked
from app.domain.protocol import Reveal, Revealed
from app.ui.kit.i18n import tr
from app.ui.kit.online import Online
from app.ui.kit.screen import Context

log = logging.getLogger(__name__)

Number = Literal["phone", "id_number", "email"]
_AWAY = ("offline", "timeout")


class PrivateNumbers(QObject):
    """The numbers that are shown whole now; :attr:`changed` when that is otherwise."""

    changed = Signal()

    def __init__(self, ctx: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._me: Actor = ctx.service(Actor)
        self._whole: dict[tuple[str, str, str], str] = {}
        """(customer, field, what the row says) -> the whole number: another number is another secret."""

    def text(self, customer: Customer, field: Number) -> str:
        """Return a number as it is shown now."""
        value: str = getattr(customer, field)
        return self.whole(customer, field) or (value if field == "email" else masked(value))

    @staticmethod
    def hides(customer: Customer, field: Number) -> bool:
        """Say whether there is more of a number than is shown unasked."""
        value = getattr(customer, field)
        return bool(value) and (field != "email" or looks_masked(value))

    def whole(self, customer: Customer, field: Number) -> str:
        """Return a number that is shown whole now, "" for one that is not."""
        return self._whole.get((customer.id, field, getattr(customer, field)), "")

    def blocked(self, customer: Customer, field: Number) -> str:
        """Return why a number cannot be shown to this person at all, "" when it can."""
        may = not looks_masked(getattr(customer, field)) or access.allowed(self._me.role, "customer.reveal")
        return "" if may else tr("您的角色不能查看完整号码")

    def toggle(self, customer: Customer, field: Number) -> None:
        """Show a number whole, or hide it again."""
        value = getattr(customer, field)
        if self._whole.pop((customer.id, field, value), ""):
            self.changed.emit()
        elif not looks_masked(value):
            log.info("%s of customer %s was shown", field, customer.id)
            self._show(customer, field, value)
        elif not self.blocked(customer, field):
            self._ask(customer, field)

    def forget(self) -> None:
        """Hide all: somebody else is looked at now."""
        self._whole.clear()

    def _show(self, customer: Customer, field: Number, value: str) -> None:
        self._whole[customer.id, field, getattr(customer, field)] = value
        self.changed.emit()

    def _ask(self, customer: Customer, field: Number) -> None:
        online: Online | None = self._ctx.services.get(Online)
        if online is None:
            self._failed(AppError("offline"))
            return
        wanted = Reveal(customer_id=customer.id, field=field)

        def ask() -> Revealed:
            return online.call(lambda requests: requests.post("/desk/v1/reveal", wanted, Revealed))

        done = partial(self._answered, customer, field)
        self._ctx.tasks.run(ask, done, self._failed, key=f"reveal-{field}", owner=self)

    def _answered(self, customer: Customer, field: Number, answer: Revealed) -> None:
        if answer.value:
            self._show(customer, field, answer.value)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, AppError):
            self._ctx.notices.crash(error)
        elif error.code in _AWAY:
            self._ctx.notices.error(AppError("number_offline"))
        else:
            self._ctx.notices.error(error)
