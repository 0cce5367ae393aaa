"""The meaning of the knowledge, read behind the desk: the model is loaded, then every title gets its vector.

Nobody waits for it: until an article has its vector words find it. Short steps on a pool thread, kept one by one, so
that a start after a kill goes on where it stopped.
"""

import logging

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import AppError
from app.domain.notice import Changes
from app.storage.database import Database
from app.storage.suggestions import KnowledgeIndex
from app.ui.kit.feed import Feed
from app.ui.kit.tasks import Tasks

log = logging.getLogger(__name__)

REST_MS = 1_500
"""After the desk became usable, and after an article was changed: whoever writes one saves it several times."""
_KEY = "vectors"


class Understanding(QObject):
    """Keeps the vectors of one open database at a time in step with its articles."""

    def __init__(self, tasks: Tasks, index: KnowledgeIndex, feed: Feed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._index = tasks, index
        self._database: Database | None = None
        self._reading = False
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self._next)
        feed.changed.connect(self._on_changes)

    def begin(self, database: Database) -> None:
        """Start; to be called when the desk is usable."""
        self._database = database
        self._soon.start()

    def end(self) -> None:
        """Do nothing more, and forget what was read: the database is about to be closed."""
        self._database = None
        self._reading = False
        self._soon.stop()
        self._tasks.forget(self, _KEY)
        self._index.forget()

    def _on_changes(self, changes: Changes) -> None:
        if self._database is not None and changes.touches({"article"}) and not self._soon.isActive():
            self._soon.start()

    def _next(self) -> None:
        database, index = self._database, self._index
        if database is not None and not self._reading:
            self._reading = True
            self._tasks.run(lambda: index.understand(database), self._on_read, self._on_failed, key=_KEY, owner=self)

    def _on_read(self, count: int) -> None:
        self._reading = False
        if count:
            self._next()

    def _on_failed(self, error: BaseException) -> None:
        self._reading = False  # the next change tries again; meanwhile words find
        if not isinstance(error, AppError):
            log.warning("the meaning of the knowledge could not be read", exc_info=error)
