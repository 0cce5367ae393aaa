"""Ctrl+Z outside text fields: take the last labelled action back."""

from app.commands import undo as commands
from app.domain.errors import AppError
from app.storage.undo_steps import Step
from app.ui.kit.action import Action
from app.ui.kit.i18n import mark, tr
from app.ui.kit.screen import Context
from app.ui.kit.undo_words import UNDO_WORDS


def undo_action(ctx: Context) -> Action:
    """Return the action for the window. A text field that has the focus keeps Ctrl+Z for itself."""

    def told(step: Step) -> None:
        words = UNDO_WORDS[step.label].tr() if step.label in UNDO_WORDS else step.label
        ctx.notices.toast(tr("已撤销：{action}").format(action=words))

    def failed(error: BaseException) -> None:
        if isinstance(error, AppError) and error.code == "nothing_to_undo":
            ctx.notices.toast(tr("没有可撤销的操作"), tone="info")
        elif isinstance(error, AppError):
            ctx.notices.error(error)

    def run() -> None:
        ctx.tasks.write(commands.undo_last, told, failed)

    return Action(id="edit.undo", text=mark("撤销上一步"), run=run, icon="arrow-back-up", keys=("Ctrl+Z",))
