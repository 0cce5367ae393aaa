"""The library screen: where to look, the articles there, one of them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.commands import knowledge as commands
from app.commands.importing import LocalZone
from app.commands.transfer.export import Exported, write_knowledge
from app.domain.knowledge import Article, path_of
from app.storage import knowledge as queries
from app.storage.blobs import Blobs
from app.ui.kit.action import Action
from app.ui.kit.dialogs import confirm, file_dialog
from app.ui.kit.feed import StaleWatch
from app.ui.kit.i18n import Marked, current_language, mark, tr
from app.ui.kit.key_change import KeyChange
from app.ui.kit.panes import Splitter
from app.ui.kit.preferences import Preferences
from app.ui.kit.rich_text import Media
from app.ui.kit.screen import Context, ScreenView
from app.ui.kit.theme import theme
from app.ui.knowledge.articles_pane import ArticlesPane
from app.ui.knowledge.category_actions import CategoryActions
from app.ui.knowledge.dialogs import ask_category, ask_tags, ask_validity
from app.ui.knowledge.editor import EditorDialog
from app.ui.knowledge.import_dialog import ImportDialog
from app.ui.knowledge.import_pages import dropped_files
from app.ui.knowledge.library import RELEVANT, Library
from app.ui.knowledge.places import Places
from app.ui.knowledge.preview import Preview
from app.ui.knowledge.review import Reviewing
from app.ui.knowledge.words import SHELVES

SCOPE = "knowledge"
_GROUP = mark("知识")
_UNCATEGORISED = mark("未分类")


BULK_REST_MS = 3_000
"""A listing of a hundred thousand articles takes a fifth of a second to read."""


class KnowledgeView(ScreenView):
    """Three panes over one :class:`Library`."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.setAcceptDrops(True)
        self.library = Library(ctx, self)
        self.media: Media = ctx.services.get(Media) or Media(ctx.tasks, ctx.service(Blobs).read, parent=self)
        self.places = Places(self.library)
        self.articles = ArticlesPane(ctx, self.library)
        self.preview = Preview(ctx, self.library, self.media)
        self._categories = CategoryActions(self.library, self.places)
        self._reviewing = Reviewing(self.library, self)
        self._wanted = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._splitter = Splitter("knowledge", parent=self)
        px = theme().px
        self._splitter.add(self.places, px(220), least=180, most=px(360))
        self._splitter.add(self.articles, px(772), least=480, grows=True)
        self._splitter.add(self.preview, px(388), least=300, most=px(560))
        self._splitter.restore()
        column.addWidget(self._splitter)
        self._add_actions()
        self.articles.use_actions()
        self.preview.use_actions()
        self.articles.newWanted.connect(lambda: ctx.actions.run("knowledge.new"))
        self.articles.importWanted.connect(lambda: ctx.actions.run("knowledge.import"))
        self.articles.bulkWanted.connect(self._bulk)
        self.articles.table.activatedKey.connect(lambda key: ctx.actions.run("knowledge.edit"))
        self.articles.table.customContextMenuRequested.connect(self._pop_up)
        self.library.openedChanged.connect(self._on_opened)
        self.library.cutChanged.connect(self.trailChanged)
        self.library.shelvesChanged.connect(self.trailChanged)  # a category has another name
        self.library.shelvesChanged.connect(self._on_shelves)
        self.library.listed.connect(self._on_listed)
        self.library.linkChanged.connect(self._refresh_reasons)
        StaleWatch(ctx.feed, self, RELEVANT, self.library.refresh, bulk_rest_ms=BULK_REST_MS)
        # What is over, or about to be, changes with the day and not with any row.
        self._minute = QTimer(self, interval=60_000)
        self._minute.timeout.connect(self.articles.table.viewport().update)
        # Walking through the table is not going somewhere: only where one stays is remembered.
        self._dwell = QTimer(self, singleShot=True, interval=800)
        self._dwell.timeout.connect(self._tell_place)
        ctx.tasks.write(commands.adopt_drafts, owner=self)
        self.library.refresh()

    # -- the screen ------------------------------------------------------------------------------------------------

    def on_show(self) -> None:
        self._minute.start()
        self.articles.table.setFocus()

    def on_hide(self) -> None:
        for editor in self.findChildren(EditorDialog):
            editor.session.save()  # the program may be about to end
        self._minute.stop()
        self._dwell.stop()

    def open_item(self, item: str) -> None:
        if not item or item == self.library.current:
            return
        self._wanted = item
        self._show_wanted()

    def _show_wanted(self) -> None:
        """Put the cursor on the wanted article; list everything when the present cut does not hold it."""
        if not self._wanted:
            return
        if self.articles.table.select_key(self._wanted):
            self._wanted = ""
        elif self._wanted not in self.library.keys:
            self.library.open(self._wanted)

    def _on_listed(self, change: KeyChange, other: bool) -> None:
        self._show_wanted()

    def panes(self) -> Sequence[QWidget]:
        return (self.places.tree, self.articles.table, self.preview.tabs)

    def trail(self) -> Sequence[str]:
        cut = self.library.cut
        if cut.category_id:
            return path_of(cut.category_id, self.library.tree) or (_UNCATEGORISED.tr(),)
        return (SHELVES[cut.shelf][0].tr(),)

    def _on_opened(self) -> None:
        opened = self.library.opened
        self._ctx.actions.refresh()
        if opened is not None:
            self._dwell.start()
        else:
            self._dwell.stop()

    def _tell_place(self) -> None:
        opened = self.library.opened
        if opened is not None:
            self.placeChanged.emit(opened.article.id, opened.article.title)

    def _on_shelves(self) -> None:
        """The tree came, or other reviewers: what this person may do with the open article."""
        self.badgeChanged.emit(self.library.shelves.review, "accent")
        self._refresh_reasons()

    def _refresh_reasons(self) -> None:
        self._ctx.actions.refresh()
        self.articles.refresh_reasons()
        self.preview.refresh_reasons()

    # -- actions ---------------------------------------------------------------------------------------------------

    def _add_actions(self) -> None:
        library = self.library

        def needs_article(reason: str = "") -> str:
            return reason or ("" if library.opened is not None else tr("先选一条知识"))

        def why_not_archive() -> str:
            return needs_article(library.why_not_publish())

        def change() -> str:
            return needs_article(library.why_not_edit())

        def why_not_hand_in() -> str:
            opened = library.opened
            waits = opened is not None and opened.article.review is not None
            return change() or (tr("已经交审，等审核人处理") if waits else "")

        def add(widget: QWidget, name: str, text: Marked, run: Callable[[], None], glyph: str, **more: Any) -> None:
            action = Action(id=name, text=text, run=run, icon=glyph, scope=SCOPE, group=_GROUP, **more)
            self._ctx.actions.add(action, widget)

        def bulk(what: str) -> Callable[[], None]:
            return lambda: self._bulk(what)

        # E and Delete belong to the table alone: in a text field they are something else.
        table = self.articles.table
        free, importing = library.why_not_edit, library.why_not_import
        grave = {"blocked": why_not_archive, "destructive": True, "keys": ("Delete",)}
        add(self, "knowledge.new", mark("新建知识"), self.new, "plus", keys=("Ctrl+N",), blocked=free)
        add(table, "knowledge.edit", mark("编辑知识"), self.edit, "edit", keys=("E",), blocked=change)
        add(self, "knowledge.duplicate", mark("复制为新知识"), self.duplicate, "copy", blocked=change)
        add(self, "knowledge.move", mark("移动分类"), bulk("move"), "folder", blocked=change)
        add(self, "knowledge.tags", mark("改标签"), bulk("tags"), "tags", blocked=change)
        add(self, "knowledge.versions", mark("查看版本"), self.show_versions, "versions", blocked=needs_article)
        add(self, "knowledge.publish", mark("发布知识"), bulk("publish"), "send", blocked=why_not_archive)
        review = self._reviewing
        why_not, approved = review.why_not_decide, review.why_not_approve
        add(self, "knowledge.hand_in", mark("交审"), bulk("hand_in"), "checklist", blocked=why_not_hand_in)
        add(table, "knowledge.approve", mark("批准并发布"), review.approve, "checks", keys=("Ctrl+Return",),
            blocked=approved)  # fmt: skip
        add(table, "knowledge.send_back", mark("退回修改"), review.ask_back, "arrow-back-up", keys=("R",),
            blocked=why_not)  # fmt: skip
        add(table, "knowledge.changes", mark("看改动"), review.compare, "git-compare", keys=("D",),
            blocked=review.why_not_compare)  # fmt: skip
        add(self, "knowledge.take_back", mark("撤回交审"), review.take_back, "x", blocked=review.why_not_take_back)
        add(self, "knowledge.import", mark("导入知识"), self.import_table, "file-import", blocked=importing)
        add(self, "knowledge.export", mark("导出知识"), bulk("export"), "file-export")
        add(self, "knowledge.find", mark("在知识中查找"), self.search, "search", keys=("Ctrl+F",), in_palette=False)
        add(table, "knowledge.archive", mark("下架知识"), bulk("archive"), "archive", **grave)

    def search(self) -> None:
        """Go to the search field."""
        self.articles.search.setFocus()
        self.articles.search.selectAll()

    def new(self) -> None:
        """Write a new article in the category that is listed."""
        self.open_editor("")

    def edit(self) -> None:
        """Open the editor on the article beside the table."""
        self.open_editor(self.library.current)

    def import_table(self) -> None:
        """Open the import wizard."""
        ImportDialog(self, self._ctx, self.library)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()) and not self.library.why_not_import():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (files := dropped_files(event.mimeData())) and not self.library.why_not_import():
            event.acceptProposedAction()
            ImportDialog(self, self._ctx, self.library).take_files(files)

    def duplicate(self) -> None:
        """Copy the open article and edit the copy."""
        opened = self.library.opened
        if opened is None:
            return
        title = tr("{title}（副本）").format(title=opened.article.title)
        self.library.run(lambda tx: commands.duplicate(tx, opened.article.id, title), self._edit_copy)

    def _edit_copy(self, made: Article) -> None:
        self.open_editor(made.id)

    def open_editor(self, article_id: str) -> EditorDialog:
        """Edit an article; "" begins a new one."""
        at = self.library.cut.category_id
        category = at if at in self.library.tree else ""
        editor = EditorDialog(self, self._ctx, self.library, self.media, article_id=article_id, category_id=category)
        editor.finished.connect(lambda _result: self._after_editing(editor.article_id))
        return editor

    def _after_editing(self, article_id: str) -> None:
        """Go on at the article that was edited; where a new one was given up, at the one before."""

        def go_on(found: queries.Opened | None) -> None:
            if found is not None:
                self._wanted = article_id
                self._show_wanted()

        self.articles.table.setFocus()
        self._ctx.tasks.read(lambda c: queries.opened(c, article_id), go_on, owner=self)

    def show_versions(self) -> None:
        """Show the versions of the open article."""
        self.preview.tabs.setCurrentIndex(2)
        self.preview.tabs.setFocus()

    def _pop_up(self, place: QPoint) -> None:
        menu = self._ctx.actions.menu(
            ["knowledge.edit", "knowledge.duplicate", "knowledge.move", "knowledge.tags", "knowledge.versions",
             "knowledge.changes", "knowledge.hand_in", "knowledge.take_back", "knowledge.approve",
             "knowledge.send_back", "knowledge.publish", "knowledge.archive"],
            self.articles.table,
        )  # fmt: skip
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.articles.table.viewport().mapToGlobal(place))

    # -- many articles ---------------------------------------------------------------------------------------------

    def _targets(self) -> list[str]:
        checked = list(self.articles.table.checked)
        return checked or [key for key in (self.library.current,) if key]

    def _bulk(self, what: str) -> None:
        ids = self._targets()
        if what == "export" and not self.articles.table.checked:
            ids = []
        if what == "export":
            self.export(ids)
        elif ids:
            {
                "move": self._move,
                "tags": self._tags,
                "validity": self._validity,
                "publish": self._publish,
                "hand_in": self._reviewing.hand_in,
                "archive": self._archive,
            }[what](ids)

    def export(self, ids: Sequence[str]) -> None:
        """Ask where to write articles; without any, everything that is listed."""
        wanted = tuple(ids) or tuple(self.library.keys)
        title = tr("导出 {n} 条知识", n=len(wanted)).format(n=len(wanted))
        dialog = file_dialog(self, title, self._ctx.services.get(Preferences), save=f"{tr('知识')}.zip")
        dialog.setNameFilters([tr("表格、图片和附件 (*.zip)"), tr("只有表格 (*.xlsx)")])
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name), wanted))
        dialog.open()

    def export_to(self, path: Path, ids: Sequence[str]) -> None:
        """Write articles to a table, or to an archive with their pictures and attachments."""
        blobs: Blobs = self._ctx.service(Blobs)
        language = current_language() if current_language() in ("zh_CN", "zh_TW", "en") else "zh_CN"

        def write(connection: queries.Reader) -> Exported:
            articles, categories = queries.with_categories(connection, ids)
            return write_knowledge(path, articles, categories, blobs.read, zone=LocalZone(), language=language)

        self._ctx.tasks.read(write, lambda done: self._exported(path, done), owner=self)

    def _exported(self, path: Path, done: Exported) -> None:
        told = tr("已导出 {n} 条到「{name}」", n=done.articles).format(n=done.articles, name=path.name)
        if done.missing:
            number = len(done.missing)
            told += tr("；{n} 个文件不在本机，没有带上", n=number).format(n=number)
        self._ctx.notices.toast(told, tone="warning" if done.missing else "success")

    def _move(self, ids: Sequence[str]) -> None:
        tree = self.library.tree
        opened = self.library.opened
        chosen = opened.article.category_id if opened is not None else ""

        def run(target: str) -> None:
            name = tree[target].name if target in tree else _UNCATEGORISED.tr()
            self.library.run_on_many(
                ids,
                lambda tx, part: commands.move(tx, part, target),
                lambda n: tr("已移动 {n} 条到「{name}」", n=n).format(n=n, name=name),
            )

        title = tr("移动 {n} 条知识", n=len(ids)).format(n=len(ids))
        ask_category(self, title, tree, chosen, run, none=_UNCATEGORISED.tr())

    def _tags(self, ids: Sequence[str]) -> None:
        def run(add: tuple[str, ...], remove: tuple[str, ...]) -> None:
            self.library.run_on_many(
                ids,
                lambda tx, part: commands.set_tags(tx, part, add, remove),
                lambda n: tr("已改 {n} 条的标签", n=n).format(n=n) if n else tr("标签已经是这样"),
            )

        def ask(present: tuple[str, ...]) -> None:
            ask_tags(self, tr("{n} 条知识的标签", n=len(ids)).format(n=len(ids)), present, run)

        self._ctx.tasks.read(lambda c: queries.tags_of(c, ids), ask, key="tags", owner=self)

    def _validity(self, ids: Sequence[str]) -> None:
        def run(first: int | None, last: int | None) -> None:
            self.library.run_on_many(
                ids,
                lambda tx, part: commands.set_validity(tx, part, first, last),
                lambda n: tr("已设置 {n} 条的有效期", n=n).format(n=n),
            )

        ask_validity(self, tr("{n} 条知识的有效期", n=len(ids)).format(n=len(ids)), self.library.clock(), run)

    def _publish(self, ids: Sequence[str]) -> None:
        self.library.run_on_many(
            ids,
            commands.set_published,
            lambda n: tr("已发布 {n} 条", n=n).format(n=n) if n else tr("这些知识已经发布"),
        )

    def _archive(self, ids: Sequence[str]) -> None:
        opened = self.library.opened
        if len(ids) == 1 and opened is not None and opened.article.id == ids[0]:
            title = tr("下架「{title}」？").format(title=opened.article.title)
        else:
            title = tr("下架 {n} 条知识？", n=len(ids)).format(n=len(ids))

        def run() -> None:
            self.library.run_on_many(
                ids,
                commands.archive,
                lambda n: tr("已下架 {n} 条", n=n).format(n=n) if n else tr("这些知识已经下架"),
            )

        confirm(self, title, tr("客户和机器人将看不到它。"), tr("下架"), run)
