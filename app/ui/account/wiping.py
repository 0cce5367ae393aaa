"""The server ordered that this computer deletes what it holds of an account: the desk closes, then everything goes.

Nobody is asked, and nothing is sent first: the computer may be in the wrong hands, and the server has ended the
sign-in with the order. What was not sent is counted, for the person and for the administrator.
"""

import logging
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.storage import sync_status
from app.storage.database import Database
from app.storage.schema import refusal_of
from app.system.paths import AppPaths
from app.system.secrets import TokenStore
from app.system.settings import Account
from app.system.wipes import Order, Wipes
from app.ui.account import network
from app.ui.kit.i18n import tr
from app.ui.kit.notices import Toast
from app.ui.kit.preferences import Preferences
from app.ui.kit.tasks import Tasks

log = logging.getLogger(__name__)


class Wiping(QObject):
    """Carries orders out, one after another, also those that an earlier run did not finish.

    ``stores`` are the key stores that have something of an account, the one with the key of its data first.
    """

    closeWanted = Signal()
    """Nothing of the account may be open any more when the slots of this return."""
    finished = Signal()
    """Nothing is left to do now: let somebody in; :meth:`news` says what happened."""

    def __init__(
        self,
        tasks: Tasks,
        preferences: Preferences,
        paths: AppPaths,
        stores: tuple[TokenStore, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._preferences, self._paths, self._stores = tasks, preferences, paths, stores
        self._wipes = Wipes(paths)
        self._running = False
        self._news: list[Toast] = []

    @property
    def running(self) -> bool:
        """Whether something is being deleted."""
        return self._running

    def resume(self) -> None:
        """Go on with what an earlier run did not finish; :attr:`finished` comes in any case."""
        self._running = True
        self._tasks.run(self._wipes.pending, self._found, owner=self)

    def _found(self, orders: list[Order]) -> None:
        undone = [order for order in orders if not order.done]
        if undone:
            self._carry_out(undone)
        else:
            self._end()

    def begin(self, account: Account, database: Database | None) -> None:
        """Delete what this computer holds of an account; ``database`` is its open one, None where none is open."""
        if self._running:
            return
        self._running = True

        def note() -> Order:
            order = Order(account=account, unsent=_unsent(database))
            self._wipes.note(order)
            return order

        self._tasks.run(note, self._noted, owner=self)

    def news(self) -> list[Toast]:
        """Return, once, what a person must be told."""
        told, self._news = self._news, []
        return told

    def _noted(self, order: Order) -> None:
        self.closeWanted.emit()
        self._carry_out([order])

    def _carry_out(self, orders: list[Order]) -> None:
        order, *rest = orders
        self._preferences.replace(self._preferences.value.without(order.account))

        def work() -> Order:
            try:
                return self._wipes.carry_out(order, self._stores)
            except OSError as error:
                raise refusal_of(error, self._paths.root) from error

        self._tasks.run(work, partial(self._deleted, rest), partial(self._not_deleted, order, rest), owner=self)

    def _deleted(self, rest: list[Order], order: Order) -> None:
        name = order.account.name or order.account.login
        text = tr("管理员已要求清除这台电脑：{name} 在这里的数据都已删除").format(name=name)
        if order.unsent:
            text += tr("，包括 {n} 项还没上传的内容", n=order.unsent).format(n=order.unsent)
        self._go_on(text, rest)

    def _not_deleted(self, order: Order, rest: list[Order], error: BaseException) -> None:
        log.error("the local data could not be deleted", exc_info=error)
        name = order.account.name or order.account.login
        self._go_on(tr("{name} 在这台电脑的数据没有全部删除，下次启动时会再删").format(name=name), rest)

    def _go_on(self, text: str, rest: list[Order]) -> None:
        self._news.append(Toast(text=text, tone="warning", seconds=0))
        if rest:
            self._carry_out(rest)
            return
        self._end()

    def _end(self) -> None:
        self._running = False
        self._tell_servers()
        self.finished.emit()

    def _tell_servers(self) -> None:
        work = partial(network.tell_wipes, self._wipes, self._paths, self._preferences.value.ca_file)
        self._tasks.run(work, owner=self)


def _unsent(database: Database | None) -> int | None:
    """Return how much was not sent, None where nobody can tell. It must not stand in the way."""
    if database is None:
        return None
    try:
        return database.read(sync_status.waiting)
    except AppError as error:
        log.info("what was not sent cannot be counted: %s", error.code)
        return None
