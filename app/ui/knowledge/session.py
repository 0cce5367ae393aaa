"""One article while it is written: what is kept of it and how, without a widget.

A second after the last key, and every few seconds of steady typing, what is written is in the local database as the
article's draft (:func:`app.commands.knowledge.autosave`). Saving and closing put it into the article, which makes the
one version of the sitting. What others write meanwhile is merged in, here and in the command.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.commands import knowledge as commands
from app.commands import reviews
from app.commands.article_content import Content, content_of, merged
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.knowledge import Article, ArticleStatus
from app.domain.notice import Changes
from app.storage import knowledge as queries
from app.storage.knowledge import Mark, Opened
from app.ui.kit.i18n import tr
from app.ui.kit.screen import Context
from app.ui.knowledge.library import Library

AUTOSAVE_MS = 1_000
"""This long after the last change it is kept …"""
AUTOSAVE_MOST_MS = 5_000
"""… and at the latest this long after the first one that is not kept, however steadily somebody types."""
_AGAIN_MS = 300

Then = Callable[[], None]


class Session(QObject):
    """Keeps one article; ``article_id`` "" begins a new one. ``written`` returns what stands in the editor."""

    openedRead = Signal(object, object)
    """(:class:`Opened` now or None, the one before or None)."""
    contentRead = Signal(object)
    """The :class:`Content` to begin with; call :meth:`begin` when it is shown."""
    othersMerged = Signal(object, str)
    """(content to show instead of what stands in the editor, who else writes it or "")."""
    kept = Signal()
    """What was written is in the database."""
    refused = Signal(object)
    """The :class:`AppError` for which it is not."""
    published = Signal(object)
    """The published :class:`Article`."""
    handedIn = Signal(object)
    """The :class:`Article` of which what is written waits for its publication."""
    notPublished = Signal(object)
    """The :class:`AppError` for which it was neither."""
    readFailed = Signal(object)

    def __init__(
        self, ctx: Context, library: Library, article_id: str, written: Callable[[], Content], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ctx, self._library, self._written = ctx, library, written
        self.new = not article_id
        self.article_id = article_id or new_id()
        self.opened: Opened | None = None
        self.original: Content | None = None
        """What the article held when it was opened; None for a new one."""
        self.ready = False
        self.over = False
        self.hold: Callable[[], bool] = lambda: False
        """Says whether the text must not be exchanged just now, because somebody composes a word in it."""
        self._shown = Content()  # what the editor reads as when nothing in it has been changed since it was kept
        self._stored = Content()  # what the database holds, or will once it has done what it was asked
        self._common = Content()  # what this device and the server last had in common
        self._loose = False  # whether a draft of mine waits to be put into an article
        self._writing = 0
        self._writes = 0
        self._since = QElapsedTimer()
        self.timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self.timer.timeout.connect(self.autosave)

    # -- reading ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the article, its draft and its history, for the first time or again."""
        key, writes = self.article_id, self._writes
        self._ctx.tasks.read(
            lambda c: queries.opened(c, key),
            lambda found: self._take(found, writes),
            self._read_failed,
            key="opened",
            owner=self,
        )

    def _read_failed(self, error: BaseException) -> None:
        self.readFailed.emit(error)

    def on_stale(self, changes: Changes) -> None:
        """Something of this kind changed in the database."""
        if not self.over and not (self.new and not self._writes):
            self.read()

    def _take(self, found: Opened | None, writes: int) -> None:
        before = self.opened
        if found is None:
            self.openedRead.emit(None, before)
            return
        self.opened = found
        if not self.ready:
            self.original = content_of(found.article)
            self._stored = self._common = content_of(found.draft or found.article)
            self._loose = found.draft is not None and found.draft.editor_id == self._library.me.id
            self.contentRead.emit(self._stored)
        elif not self._writing and writes == self._writes:
            theirs = content_of(found.draft or found.article)
            if self._take_others(theirs) and found.mark is Mark.SYNCED:
                self._common = theirs
        self.openedRead.emit(found, before)

    def begin(self, shown: Content) -> None:
        """The editor shows the article and reads as ``shown`` while nothing is changed."""
        self._shown = shown
        if self.new:
            self._stored = self._common = shown
        self.ready = True
        self.timer.stop()

    def _take_others(self, theirs: Content) -> bool:
        """Show what others made of the article together with what is written here; returns False to wait."""
        if theirs == self._stored:
            return True
        if self.hold():
            QTimer.singleShot(_AGAIN_MS, self, self.read)
            return False
        mine, base = self._written(), self._common
        # What was kept here may have lost against theirs at the server: it is mine until both sides had it.
        untouched = mine == self._shown and self._stored == base
        self._stored = theirs
        self._exchange(theirs if untouched else merged(base, mine, theirs), untouched)
        return True

    def _exchange(self, content: Content, untouched: bool) -> None:
        opened, me = self.opened, self._library.me.id
        draft = opened.draft if opened is not None else None
        who = opened.draft_editor if opened is not None and draft is not None and draft.editor_id != me else ""
        self.othersMerged.emit(content, who)
        if untouched:
            self._shown = self._written()
        else:
            self.touch()

    # -- keeping ---------------------------------------------------------------------------------------------------

    @property
    def changed(self) -> bool:
        """Whether something is written that the database does not have, nor was asked to keep."""
        return self.ready and self._written() != self._shown

    def touch(self) -> None:
        """Something was changed by the person: keep it soon."""
        if not self.ready or self.over:
            return
        if not self.timer.isActive():
            self._since.start()
        if not self.timer.isActive() or self._since.elapsed() < AUTOSAVE_MOST_MS:
            self.timer.start()

    def autosave(self) -> None:
        """Keep what is written as a draft, if it differs from what is kept."""
        self._write(deliberate=False)

    def save(self, then: Then | None = None) -> None:
        """Save what is written; ``then`` runs when the database has it all, even what was typed meanwhile."""
        self._write(deliberate=True, then=then)

    def _write(self, *, deliberate: bool, then: Then | None = None) -> None:
        self.timer.stop()
        if not self.ready or (not self.changed and not (deliberate and (self._loose or self._writing))):
            if then is not None:
                then()
            return
        key, content, base = self.article_id, self._written(), self._stored
        before = self._shown, self._stored
        self._shown = self._stored = content
        self._writing += 1
        self._writes += 1

        def done(kept: Content) -> None:
            self._writing -= 1
            self._loose = not deliberate
            if kept != content and not self._writing:
                mine = self._written()
                self._stored = kept
                self._exchange(kept if mine == content else merged(content, mine, kept), mine == content)
            self.kept.emit()
            if then is not None:
                self._write(deliberate=deliberate, then=then)

        def failed(error: BaseException) -> None:
            self._writing -= 1
            self._shown, self._stored = before
            if isinstance(error, AppError):
                self.refused.emit(error)

        command = commands.save if deliberate else commands.autosave
        self._ctx.tasks.write(lambda tx: command(tx, key, content, base), done, failed, owner=self)

    def publish(self, *, over_newer: bool = False) -> None:
        """Publish what is written."""
        self.timer.stop()
        key, content, base = self.article_id, self._written(), self._stored

        def done(article: Article) -> None:
            self._shown = self._stored = content
            self._loose = False
            self.published.emit(article)

        self._ctx.tasks.write(
            lambda tx: commands.publish(tx, key, content, base, over_newer=over_newer),
            done,
            self.notPublished.emit,
            owner=self,
        )

    def hand_in(self, note: str) -> None:
        """Save what is written and ask for its publication."""
        self.timer.stop()
        key, content, base = self.article_id, self._written(), self._stored

        def done(article: Article) -> None:
            self._shown = self._stored = content
            self._loose = False
            self.handedIn.emit(article)

        self._ctx.tasks.write(
            lambda tx: reviews.hand_in(tx, key, content, base, note), done, self.notPublished.emit, owner=self
        )

    def discard(self, then: Then) -> None:
        """Throw away what was written since the last publication, or since the editor was opened; can be undone."""
        key, original = self.article_id, self.original

        def run() -> None:
            self._library.run_with_undo(lambda tx: commands.discard(tx, key, original), lambda _found: tr("已丢弃修改"))
            then()

        # What was typed in the last second can come back, too; of a new article there must be one that can.
        self._write(deliberate=self.new, then=run)

    def end(self) -> None:
        """Nothing more is kept or read."""
        self.over = True
        self.timer.stop()

    @property
    def is_published(self) -> bool:
        """Whether customers see the article."""
        return self.opened is not None and self.opened.article.status is ArticleStatus.PUBLISHED
