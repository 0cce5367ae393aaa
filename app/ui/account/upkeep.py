"""What the local data needs after a start, behind the desk: a check after a killed run, a search index made anew, and
the vectors of what was written (:mod:`app.ui.account.understanding`).

Nobody waits for any of it. The check runs on a pool thread; the index is filled by short transactions of the writer, so
that what a person does comes in between, and a start after a kill goes on where it stopped.
"""

import logging
from concurrent.futures import Future

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.errors import AppError
from app.storage import reindex
from app.storage.database import Database
from app.storage.reindex import Step
from app.storage.suggestions import KnowledgeIndex
from app.ui.account.understanding import Understanding
from app.ui.kit.feed import Feed
from app.ui.kit.tasks import Tasks

log = logging.getLogger(__name__)


class Upkeep(QObject):
    """Looks after one open database at a time."""

    damaged = Signal(object)
    """An :class:`AppError`: the check, or whoever read or wrote, found the file damaged."""
    progressed = Signal(int, int)
    """(done, total) articles of the search index; equal at the end."""
    _stepped = Signal(object, object)
    _found = Signal(object, object)

    def __init__(self, tasks: Tasks, index: KnowledgeIndex, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._understanding = Understanding(tasks, index, feed, self)
        self._database: Database | None = None
        self._stepped.connect(self._on_step, Qt.ConnectionType.QueuedConnection)
        self._found.connect(self._on_found, Qt.ConnectionType.QueuedConnection)

    def begin(self, database: Database) -> None:
        """Start; to be called when the desk is usable."""
        self._database = database
        database.when_damaged(lambda error: self._found.emit(database, error))
        if database.unchecked:
            self._tasks.run(database.check, None, self._on_check_failed, key="check", owner=self)
        self._tasks.read(reindex.wanted, self._on_wanted, key="index", owner=self)
        self._understanding.begin(database)

    def end(self) -> None:
        """Do nothing more: the database is about to be closed."""
        self._database = None
        self._understanding.end()
        self._tasks.forget(self, "check")
        self._tasks.forget(self, "index")

    def _on_check_failed(self, error: BaseException) -> None:
        # damage is told by the database, and a run that ends before the file was walked through is no fault
        if not isinstance(error, AppError) or error.code not in ("database_damaged", "database_closed"):
            log.warning("the local data could not be checked", exc_info=error)

    def _on_found(self, database: Database, error: AppError) -> None:
        if database is self._database:
            self._database = None  # once is enough
            self.damaged.emit(error)

    def _on_wanted(self, wanted: bool) -> None:
        if wanted:
            self._next()

    def _next(self) -> None:
        database = self._database
        if database is not None:

            def told(finished: "Future[Step]") -> None:
                self._stepped.emit(database, finished)

            database.replicate(lambda replica: reindex.step(replica.connection)).add_done_callback(told)

    def _on_step(self, database: Database, finished: "Future[Step]") -> None:
        if database is not self._database:
            return
        error = finished.exception()
        if error is not None:  # the next start tries again; meanwhile the search finds what it holds
            log.warning("the search index could not be made anew", exc_info=error)
            return
        step = finished.result()
        self.progressed.emit(step.done, step.total)
        if step.done < step.total:
            self._next()
