"""What people are told: one sentence an error code, toasts, banners, questions, and a crash once.

Screens say ``context.notices.toast(…)``; failures of tasks arrive here by themselves. The shell connects the signals to
the widgets that show them, and tests read :attr:`Notices.told`.
"""

import logging
import traceback
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec
from PySide6.QtCore import QObject, Signal

from app.domain.errors import AppError
from app.ui.kit.i18n import Marked, tr
from app.ui.kit.sentences import SENTENCES, system_words

ERROR_SECONDS = 12
log = logging.getLogger(__name__)

Tone = Literal["success", "info", "warning", "danger", "assist"]


class _Places(dict[str, object]):
    """Leaves a place that has no value visible instead of failing while telling about a failure."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def sentence(error: AppError, sentences: Mapping[str, Marked] = SENTENCES) -> str:
    """Return what happened and what to do next, in the language in force."""
    marked = sentences.get(error.code)
    if marked is None:
        log.error("no sentence for the error code %s", error.code)
        return tr("没有完成，原因代码 {code}").format(code=error.code)
    values = _Places(error.values)
    if (why := system_words().get(str(values.get("why", "")))) is not None:
        values["why"] = why.tr()
    return marked.tr().format_map(values)


_AWAY = frozenset({"offline", "timeout", "number_offline"})
"""Codes of what fails for want of a connection."""


class Toast(msgspec.Struct, frozen=True, kw_only=True):
    """A short message at the foot of the work pane. ``seconds`` 0 stays until it is closed.

    Errors leave too, but count only while their window is in front: nobody has read them behind another one.

    ``counted`` shows beside the action how many seconds it can still be taken: for undo, where that matters.
    ``txns`` are the transactions that its action would take back, ``detail`` is the code of what went wrong.
    """

    text: str
    tone: Tone = "success"
    action: str = ""
    run: Callable[[], None] | None = None
    seconds: int = 4
    detail: str = ""
    counted: bool = True
    txns: tuple[str, ...] = ()


class Notices(QObject):
    """Where everything that people are told passes through. One object a window."""

    toastWanted = Signal(object)
    """A :class:`Toast`."""
    toastOver = Signal(object)
    """A :class:`Toast` that no longer holds: what it offered to undo was undone otherwise."""
    toastReworded = Signal(object, object)
    """(the :class:`Toast` as it was shown, as it reads now)."""
    crashWanted = Signal(str)
    """The text of a traceback that was not shown before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told: deque[Toast] = deque(maxlen=50)
        """What was said lately, newest last: for tests and for the problem report."""
        self._crashes: set[str] = set()

    def toast(
        self,
        text: str,
        *,
        undo: Callable[[], None] | None = None,
        txns: Sequence[str] = (),
        tone: Tone = "success",
        seconds: int = 4,
    ) -> None:
        """Say that something is done; ``undo`` offers to take it, ``txns``, back while the toast is there."""
        action = tr("撤销") if undo else ""
        self.show(Toast(text=text, tone=tone, action=action, run=undo, seconds=seconds, txns=tuple(txns)))

    def show(self, toast: Toast) -> None:
        """Show a toast with any action."""
        self.told.append(toast)
        self.toastWanted.emit(toast)

    def withdraw(self, toast: Toast) -> None:
        """Take a toast away before its time."""
        self.toastOver.emit(toast)

    def connected(self) -> None:
        """Withdraw what says that headquarters cannot be reached: it can."""
        for toast in self.told:
            if toast.detail in _AWAY:
                self.withdraw(toast)

    def taken_back(self, txns: Sequence[str]) -> None:
        """Withdraw what offers to take back transactions that are taken back otherwise."""
        for toast in self.told:
            if not set(toast.txns).isdisjoint(txns):
                self.withdraw(toast)

    def reword(self, toast: Toast, text: str) -> None:
        """Have a toast that may still be on screen say more than was known when it was shown."""
        newer = msgspec.structs.replace(toast, text=text)
        self.told = deque((newer if one is toast else one for one in self.told), maxlen=self.told.maxlen)
        self.toastReworded.emit(toast, newer)

    def error(self, error: AppError, *, action: str = "", run: Callable[[], None] | None = None) -> Toast:
        """Say why something was not done, long enough to be read; :meth:`withdraw` it once the thing is done."""
        log.info("told: %s", error)
        toast = Toast(
            text=sentence(error), tone="danger", action=action, run=run, seconds=ERROR_SECONDS, detail=error.code,
            counted=False,
        )  # fmt: skip
        self.show(toast)
        return toast

    def crash(self, error: BaseException) -> None:
        """Report a bug: a dialog for a new traceback, only the log for one seen before."""
        text = "".join(traceback.format_exception(error))
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        mark = f"{type(error).__name__}@{place}"
        if mark in self._crashes:
            return
        self._crashes.add(mark)
        self.crashWanted.emit(text)
