"""Knowledge for the open conversation: what answers its customer, what an agent searches for, one article at a time."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.domain.clock import Clock
from app.domain.errors import AppError
from app.domain.knowledge import Article, card_of, sendable
from app.storage.drafts import Staged
from app.storage.suggestions import Finding, Findings, KnowledgeIndex, article, frequent
from app.ui.kit.tasks import Tasks

PAUSE_MS = 250
"""Without a key after which a search is made again, by meaning."""


class Advice(QObject):
    """Suggestions follow the question that :meth:`ask` is told; all reading happens away from the GUI thread."""

    changed = Signal()
    """:attr:`suggested` is another."""

    def __init__(self, tasks: Tasks, index: KnowledgeIndex, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._index, self._clock = tasks, index, clock
        self.suggested = Findings(query="")
        self._about = ("", "")
        self._dismissed: set[tuple[str, str]] = set()
        self._paused: Callable[[], None] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    def ask(self, conversation_id: str, question: str) -> None:
        """Suggest for what a customer said, "" for nothing; what was dismissed stays away."""
        self._about = (conversation_id, question)
        if not question or self._about in self._dismissed:
            self._take(Findings(query=question))
            return
        at, index = self._clock(), self._index
        self._tasks.read(
            lambda c: index.suggest(c, question, at, conversation_id=conversation_id),
            self._take,
            key="suggest",
            owner=self,
        )

    def ask_again(self) -> None:
        """Look again, also for what was dismissed."""
        self._dismissed.discard(self._about)
        self.ask(*self._about)

    def clear(self) -> None:
        """Suggest nothing: another conversation is being opened."""
        self._about = ("", "")
        self._tasks.forget(self, "suggest")
        if self.suggested.query or self.suggested.rows:
            self._take(Findings(query=""))

    def dismiss(self) -> None:
        """Put the suggestions away until the customer writes something else."""
        self._dismissed.add(self._about)
        self._take(Findings(query=self.suggested.query))

    @property
    def dismissed(self) -> bool:
        """Whether the suggestions for what the customer said were put away."""
        return self._about in self._dismissed

    def number(self, number: int) -> Finding | None:
        """Return suggestion 1, 2 or 3, if there is one."""
        rows = self.suggested.rows
        return rows[number - 1] if 0 < number <= len(rows) else None

    def find(self, query: str, done: Callable[[Findings], None], *, owner: QObject) -> None:
        """Search the knowledge; without words give what suits the customer's last message, or what is sent often.

        ``done`` is told twice: what the words find, at once, and by meaning when the typing pauses.
        """
        words, at, suggested, index = query.strip(), self._clock(), self.suggested, self._index
        conversation_id, _ = self._about
        self._pause.stop()
        if not words and suggested.rows:
            done(Findings(query="", rows=suggested.rows, took_ms=suggested.took_ms))
            return
        if not words:
            self._tasks.read(lambda c: frequent(c, at), done, key="find", owner=owner)
            return

        def search(key: str, by_meaning: bool, told: Callable[[Findings], None]) -> None:
            self._tasks.read(
                lambda c: index.search(c, words, at, conversation_id=conversation_id, by_meaning=by_meaning),
                told,
                key=key,
                owner=owner,
            )

        def again(found: Findings) -> None:
            if found.by_meaning:
                done(found)

        def first(found: Findings) -> None:
            done(found)
            self._paused = lambda: search("again", True, again) if isValid(owner) else None
            self._pause.start()

        search("find", False, first)

    def _on_pause(self) -> None:
        paused, self._paused = self._paused, None
        if paused is not None:
            paused()

    def read_card(self, article_id: str, done: Callable[[Staged], None], *, owner: QObject) -> None:
        """Read an article's card as it is now; the person is told when customers may not be sent it."""
        at = self._clock()

        def read(connection: Any) -> Staged:
            found = article(connection, article_id)
            if found is None or not sendable(found, at):
                raise AppError("article_not_sendable", {"title": found.title if found is not None else ""})
            return Staged(card=card_of(found))

        self._tasks.read(read, done, owner=owner)

    def read_article(self, article_id: str, done: Callable[[Article], None], *, owner: QObject) -> None:
        """Read a whole article."""

        def read(connection: Any) -> Article:
            found = article(connection, article_id)
            if found is None:
                raise AppError("no_such_row", {"entity": "article", "id": article_id})
            return found

        self._tasks.read(read, done, owner=owner)

    def _take(self, found: Findings) -> None:
        self.suggested = found
        self.changed.emit()
