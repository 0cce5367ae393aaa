"""Taking back what a person did, transaction after transaction."""

import functools
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from app.commands.undo import undo
from app.domain.errors import AppError, Refused
from app.ui.kit.tasks import Tasks

Ended = Callable[[AppError | None], None]


def take_back(tasks: Tasks, txns: Sequence[str], ended: Ended, owner: QObject | None = None) -> None:
    """Undo transactions in this order, then call ``ended`` with what stopped it, None for nothing.

    Each waits for the one before it, so that what others write comes in between. It ends with
    Refused("nothing_to_undo") when none of them changed a row, and goes no further without its ``owner``.
    """
    todo = list(txns)
    rows = 0

    def go_on(changed: int = 0) -> None:
        nonlocal rows
        rows += changed
        if todo:
            tasks.write(functools.partial(undo, txn=todo.pop(0)), go_on, stopped, owner=owner)
        else:
            ended(None if rows else Refused("nothing_to_undo"))

    def stopped(error: BaseException) -> None:
        ended(error if isinstance(error, AppError) else AppError("internal"))

    go_on()
