"""Carrying out an import from the wizard: step after step on the writer thread, with progress, cancel and undo."""

import functools
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.commands import importing
from app.commands.importing import Done, Report
from app.commands.transfer.plan import ImportPlan
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.storage.blobs import Blobs
from app.ui.kit.screen import Context
from app.ui.kit.undoing import take_back


class Prepared(Protocol):
    """What can be imported: a table that was checked, or the sections of documents."""

    @property
    def name(self) -> str:
        """What the file is called."""

    @property
    def plan(self) -> ImportPlan:
        """What is to be done."""

    @property
    def ready(self) -> int:
        """How many rows change something and have no error."""

    def store(self, blobs: Blobs) -> None:
        """Keep the files that the rows need; called away from the GUI thread. Raises AppError."""


class ImportRun(QObject):
    """One import. ``whole``: when a step fails or is cancelled, what was done before it is taken back."""

    progressed = Signal(int, int)
    """(rows done, rows in all)."""
    finished = Signal(object, object)
    """(:class:`Report`, the AppError that stopped it or None)."""

    def __init__(self, ctx: Context, prepared: Prepared, *, whole: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._prepared, self._whole = ctx, prepared, whole
        self.action = new_id()
        self._steps = list(importing.steps(prepared.plan))
        self._done: list[Done] = []
        self._rows = 0
        self._cancelled = False
        self.running = False

    def start(self) -> None:
        """Store the files, then begin."""
        self.running = True
        blobs: Blobs = self._ctx.service(Blobs)
        prepared = self._prepared
        self._ctx.tasks.run(lambda: prepared.store(blobs), lambda _none: self._next(), self._failed, owner=self)

    def cancel(self) -> None:
        """Stop after the transaction that is under way."""
        self._cancelled = True

    @property
    def total(self) -> int:
        """How many rows are to be imported."""
        return self._prepared.ready

    def _next(self) -> None:
        if self._cancelled or len(self._done) == len(self._steps):
            self._end(None)
            return
        step = self._steps[len(self._done)]
        name, total = self._prepared.name, self.total
        apply = functools.partial(importing.apply, step=step, action=self.action, name=name, total=total)
        self._ctx.tasks.write(apply, self._took, self._failed, owner=self)

    def _took(self, done: Done) -> None:
        self._done.append(done)
        self._rows += done.new + done.updated
        self.progressed.emit(self._rows, self.total)
        self._next()

    def _failed(self, error: BaseException) -> None:
        self._end(error if isinstance(error, AppError) else AppError("internal"))

    def _end(self, error: AppError | None) -> None:
        incomplete = error is not None or len(self._done) < len(self._steps)
        if incomplete and self._whole and self._done:
            self.take_back(error)
            return
        self.running = False
        self.finished.emit(self.report, error)

    @property
    def report(self) -> Report:
        """What was done so far."""
        return importing.report(self._prepared.plan, self._done)

    def take_back(self, error: AppError | None = None) -> None:
        """Undo the whole import, last step first."""
        self.running = True

        def ended(failed: AppError | None) -> None:
            self.running = False
            if failed is None or failed.code == "nothing_to_undo":  # taken back already, or all of it changed since
                self._done = []
                self.finished.emit(self.report, error)
            else:
                self.finished.emit(self.report, failed)

        take_back(self._ctx.tasks, [done.txn for done in reversed(self._done)], ended, owner=self)
