"""The state behind the library: which cut of the articles is listed, which one is open, what the person may do.

Widgets show what the library holds and call its methods; it reads and writes through the tasks and has no widget, so
that it is tested without one.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from app.commands import knowledge as commands
from app.domain.access import allowed
from app.domain.clock import Clock, now_ms
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.knowledge import Category, may_review, reviewers_of
from app.domain.notice import Changes
from app.sql import chunks
from app.storage import knowledge as queries
from app.storage.knowledge import ArticleRow, Cut, Opened, Shelf, Shelves
from app.ui.kit.i18n import tr
from app.ui.kit.key_change import KeyChange, key_change
from app.ui.kit.notices import sentence
from app.ui.kit.screen import Context
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.undoing import take_back

RELEVANT = frozenset(
    {"article", "article_draft", "article_version", "category", "conflict", "agent", "outbox", "sync_issue"}
)


Command = Callable[[Any], Any]
"""A function of :mod:`app.commands`, waiting for its transaction."""


class Library(QObject):
    """What one person sees of the knowledge. ``clock`` gives ms UTC."""

    shelvesChanged = Signal()
    cutChanged = Signal()
    """Another shelf, category, filter, sort or search: the listing follows in :attr:`listed`."""
    listed = Signal(object, bool)
    """(ids in order, whether the cut is another one than before)."""
    rowsRead = Signal(object)
    """Values for rows that :meth:`fetch` asked for."""
    rowsStale = Signal()
    listFailed = Signal(str)
    openedChanged = Signal()
    """Another article is open, or it reads differently now."""
    openFailed = Signal(str)
    linkChanged = Signal()

    def __init__(self, ctx: Context, parent: QObject | None = None, clock: Clock = now_ms) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.clock = clock
        self.me: Actor = ctx.service(Actor)
        self._link: SyncLink | None = ctx.services.get(SyncLink)
        self.shelves = Shelves()
        self.shelves_known = False
        """Whether :attr:`shelves` were read; until then there is nothing to say about them."""
        self.cut = Cut()
        self.keys: list[str] = []
        self.current = ""
        self.opened: Opened | None = None
        self._listed_cut: Cut | None = None
        self._was_online: bool | None = None
        if self._link is not None:
            self._link.changed.connect(self._on_link)

    # -- what may be done ------------------------------------------------------------------------------------------

    def _on_link(self, status: object) -> None:
        if self.online != self._was_online:
            self._was_online = self.online
            self.linkChanged.emit()

    @property
    def online(self) -> bool:
        """Whether the server answers."""
        return self._link is not None and self._link.online

    def may(self, permission: str) -> bool:
        """Say whether the person's role carries a permission."""
        return allowed(self.me.role, permission)

    def why_not_edit(self) -> str:
        """Return why articles cannot be edited here, or "" when they can."""
        return "" if self.may("knowledge.edit") else tr("您的角色只能查看知识")

    def why_not_publish(self, category_id: str = "") -> str:
        """Return why nothing can be published now, in a category if one is named, or "" when it can."""
        return self.why_not_review(category_id) or ("" if self.online else tr("离线时不能发布"))

    def why_not_review(self, category_id: str) -> str:
        """Return why this person does not decide what is published in a category, or "" when he does."""
        if not self.may("knowledge.publish"):
            return tr("您的角色不能发布知识")
        reviewers = reviewers_of(category_id, self.tree)
        return "" if may_review(self.me, reviewers) else tr("这个分类由指定的审核人发布，您可以交审")

    def why_not_import(self) -> str:
        """Return why nothing can be imported, or "" when it can."""
        return "" if self.may("knowledge.import") else tr("您的角色不能导入知识")

    def why_not_categories(self) -> str:
        """Return why the tree cannot be changed, or "" when it can."""
        return "" if self.may("category.edit") else tr("您的角色不能改分类")

    @property
    def tree(self) -> dict[str, Category]:
        """The categories by id."""
        return {category.id: category for category in self.shelves.categories}

    # -- reading ---------------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what may be stale; everything without ``changes``."""
        if changes is not None and not changes.touches(RELEVANT):
            return
        self._read_shelves()
        self._read_listing()
        if changes is not None:
            self.rowsStale.emit()
        if self.current:
            self._read_opened()

    def _read_shelves(self) -> None:
        me, at = self.me, self.clock()
        self.ctx.tasks.read(
            lambda c: queries.shelves(c, me, at), self._take_shelves, self._ignore, key="shelves", owner=self
        )

    def _ignore(self, error: BaseException) -> None:
        """The listing, read at the same moment, tells the failure."""

    def _take_shelves(self, found: Shelves) -> None:
        if found != self.shelves or not self.shelves_known:
            self.shelves, self.shelves_known = found, True
            self.shelvesChanged.emit()

    def choose(self, **values: Any) -> None:
        """Change the cut: any fields of :class:`Cut`."""
        if "text" in values and values["text"] and not self.cut.text:
            values.setdefault("sort", "")  # a search begins in the order of relevance
        cut = msgspec.structs.replace(self.cut, **values)
        if cut != self.cut:
            self.cut = cut
            self.cutChanged.emit()
            self._read_listing()

    def open_shelf(self, shelf: Shelf) -> None:
        """List a smart list, without category and search."""
        self.choose(shelf=shelf, category_id="", text="")

    def open_category(self, category_id: str) -> None:
        """List a category."""
        self.choose(shelf=Shelf.ALL, category_id=category_id)

    def _read_listing(self) -> None:
        cut, me, at, before = self.cut, self.me, self.clock(), self.keys
        self.ctx.tasks.read(
            lambda c: key_change(before, queries.listing(c, cut, me, at)),
            lambda change: self._take_listing(cut, change),
            self._list_failed,
            key="listing",
            owner=self,
        )

    def _take_listing(self, cut: Cut, change: KeyChange) -> None:
        other = cut != self._listed_cut
        if not other and change.empty:
            return
        self._listed_cut = cut
        self.keys = change.keys
        self.listed.emit(change, other)

    def _list_failed(self, error: BaseException) -> None:
        self.listFailed.emit(sentence(error) if isinstance(error, AppError) else tr("列表没有读出来"))

    def fetch(self, keys: list[str]) -> None:
        """Read the rows that the table looks at."""
        self.ctx.tasks.read(lambda c: queries.article_rows(c, keys), self._take_rows, owner=self)

    def _take_rows(self, rows: tuple[ArticleRow, ...]) -> None:
        self.rowsRead.emit(rows)

    def open(self, article_id: str) -> None:
        """Show another article beside the table; "" for none."""
        if article_id == self.current:
            return
        self.current = article_id
        if not article_id:
            self.ctx.tasks.forget(self, "opened")  # what was opened last may still be on its way
            self.opened = None
            self.openedChanged.emit()
            return
        self._read_opened()

    def _read_opened(self) -> None:
        wanted = self.current
        self.ctx.tasks.read(
            lambda c: queries.opened(c, wanted), self._take_opened, self._open_failed, key="opened", owner=self
        )

    def _take_opened(self, found: Opened | None) -> None:
        if found != self.opened:
            self.opened = found
            self.openedChanged.emit()

    def _open_failed(self, error: BaseException) -> None:
        self.openFailed.emit(sentence(error) if isinstance(error, AppError) else tr("这条知识没有读出来"))

    # -- doing -----------------------------------------------------------------------------------------------------

    def run(self, command: Command, done: Callable[[Any], None] | None = None) -> None:
        """Run one command; a failure is told by itself."""
        self.ctx.tasks.write(command, done, owner=self)

    def run_with_undo(self, command: Command, told: Callable[[Any], str]) -> None:
        """Run one command that can be taken back, and say so in a toast."""
        result: Any = None

        def act(tx: Any) -> tuple[bool, bool]:
            nonlocal result
            result = command(tx)
            return True, True

        self.run_in_parts(act, lambda: told(result))

    def run_in_parts(self, part: Callable[[Any], tuple[bool, bool]], told: Callable[[], str]) -> None:
        """Run ``part`` in one transaction after another, as one action for undo, then say in a toast what was done.

        ``part(tx)`` returns whether it changed something and whether it was the last. When it fails, what was done
        before stays, to be taken back by Ctrl+Z.
        """
        action = new_id()
        txns: list[str] = []

        def act(tx: Any) -> tuple[str, bool, bool]:
            tx.action = action
            return tx.id, *part(tx)

        def done(found: tuple[str, bool, bool]) -> None:
            txn, changed, last = found
            if changed:
                txns.insert(0, txn)
            if last:
                self.ctx.notices.toast(told(), undo=back if txns else None, txns=txns)
            else:
                go_on()

        def go_on() -> None:
            self.ctx.tasks.write(act, done, owner=self)

        def back() -> None:
            take_back(self.ctx.tasks, txns, ended)

        def ended(error: AppError | None) -> None:
            if error is not None:
                self.ctx.notices.error(error)

        go_on()

    def run_on_many(
        self,
        ids: Sequence[str],
        command: Callable[[Any, Sequence[str]], int],
        told: Callable[[int], str],
    ) -> None:
        """Run a command over articles, :data:`commands.BATCH` a transaction, then say how many it changed."""
        parts = [tuple(part) for part in chunks(list(ids), commands.BATCH)]
        count = 0

        def act(tx: Any) -> tuple[bool, bool]:
            nonlocal count
            number = command(tx, parts.pop(0))
            count += number
            return number > 0, not parts

        if parts:
            self.run_in_parts(act, lambda: told(count))
