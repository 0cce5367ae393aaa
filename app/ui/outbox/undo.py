"""Ctrl+Z outside text fields: take the last labelled action back."""

from app.commands import undo as commands
from app.domain.errors import AppError
from app.storage.undo_steps import Step
from app.ui.kit.action import Action
from app.ui.kit.i18n import mark, tr
from app.ui.kit.notices import Toast
from app.ui.kit.screen import Context
from app.ui.kit.undo_words import UNDO_WORDS
from app.ui.kit.undoing import take_back


class UndoLast:
    """Takes back one action at a time, whatever number of transactions it took; keys pressed meanwhile do nothing."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._busy = False

    def run(self) -> None:
        """Take the newest action back and say which one that was."""
        if not self._busy:
            self._busy = True
            self._ctx.tasks.write(commands.last, self._begin, self._end)

    def _begin(self, step: Step) -> None:
        notices = self._ctx.notices
        words = UNDO_WORDS[step.label].tr() if step.label in UNDO_WORDS else step.label
        under_way = Toast(text=tr("正在撤销：{action}").format(action=words), tone="info", seconds=0)
        if len(step.txns) > 1:
            notices.show(under_way)
        notices.taken_back(step.txns)

        def ended(error: AppError | None) -> None:
            notices.withdraw(under_way)
            if error is None:
                notices.toast(tr("已撤销：{action}").format(action=words))
            self._end(error)

        take_back(self._ctx.tasks, step.txns, ended)

    def _end(self, error: BaseException | None) -> None:
        self._busy = False
        if isinstance(error, AppError) and error.code == "nothing_to_undo":
            self._ctx.notices.toast(tr("没有可撤销的操作"), tone="info")
        elif isinstance(error, AppError):
            self._ctx.notices.error(error)


def undo_action(ctx: Context) -> Action:
    """Return the action for the window. A text field that has the focus keeps Ctrl+Z for itself."""
    return Action(
        id="edit.undo", text=mark("撤销上一步"), run=UndoLast(ctx).run, icon="arrow-back-up", keys=("Ctrl+Z",)
    )
