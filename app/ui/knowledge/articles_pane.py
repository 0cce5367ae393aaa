"""The middle pane: where one is, search and filters, the table, and the bar for what is checked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.knowledge import path_of
from app.storage.knowledge import UNCATEGORISED, Shelf, order_of
from app.ui.kit.buttons import Switch, button
from app.ui.kit.chips import KeyHint
from app.ui.kit.fields import FilterChip, FlowLayout, SearchField
from app.ui.kit.formats import count as count_text
from app.ui.kit.i18n import tr
from app.ui.kit.key_button import KeyButton
from app.ui.kit.key_change import KeyChange
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.panes import panel
from app.ui.kit.screen import Context
from app.ui.kit.states import Content
from app.ui.kit.theme import theme
from app.ui.knowledge.library import Library
from app.ui.knowledge.table import ArticleTable
from app.ui.knowledge.words import AUDIENCES, FILTERS, LANGUAGES, SHELVES, VALIDITIES, path_text

_ROOMY = 640
"""From this width on the head has room for a key beside the title of a category."""


class ArticlesPane(QFrame):
    """Shows the library's cut. ``newWanted`` comes from the empty state, too."""

    newWanted = Signal()
    importWanted = Signal()
    bulkWanted = Signal(str)
    """"move", "tags", "validity", "publish", "hand_in", "archive" or "export" for the checked articles."""

    def __init__(self, ctx: Context, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._library = ctx, library
        self.setProperty("surface", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.table = ArticleTable(library.fetch, library.clock)
        self.content = Content(self.table)
        column.addWidget(self._head())
        column.addWidget(self._filters())
        column.addWidget(self.content, 1)
        self.bar = self._bar()
        column.addWidget(self.bar)
        self.setFocusProxy(self.table)
        self.table.movable = not library.why_not_edit()
        self.table.chosen.connect(library.open)
        self.table.checkedChanged.connect(self._show_bar)
        self.table.sortRequested.connect(lambda name, down: library.choose(sort=name, descending=down))
        library.listed.connect(self._on_listed)
        library.rowsRead.connect(self.table.take_rows)
        library.rowsStale.connect(self.table.refetch)
        library.listFailed.connect(lambda words: self.content.show_error(words, library.refresh))
        library.shelvesChanged.connect(self._show_place)
        library.cutChanged.connect(self._show_place)
        self.content.show_loading()
        self._show_place()
        self._show_bar()

    def _head(self) -> QWidget:
        head = panel()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 10, 12, 6)
        row.setSpacing(8)
        self._title = ElidedLabel("", "h3", strong=True)
        self._count = label("", "small", "tertiary")
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        self.search = SearchField(tr("在知识中搜索"))
        self.search.setMinimumWidth(theme().px(140))
        self.search.setMaximumWidth(theme().px(230))
        self.search.searched.connect(lambda text: self._library.choose(text=text))
        self.search.entered.connect(self.table.setFocus)
        self.search.moved.connect(lambda step: self.table.setFocus())
        row.addWidget(self.search, 2)
        self.import_button = button(tr("导入"), self.importWanted.emit, icon="file-import")
        self.new_button = KeyButton(tr("新建知识"), "Ctrl+N", self.newWanted.emit, kind="primary", icon="plus")
        row.addWidget(self.import_button)
        row.addWidget(self.new_button)
        return head

    def _filters(self) -> QWidget:
        frame = panel(edge="bottom")
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 2, 14, 8)
        row.setSpacing(6)
        self.filters: dict[str, FilterChip] = {}
        for field, name, choices in (
            ("status", tr("状态"), FILTERS),
            ("audience", tr("适用"), AUDIENCES),
            ("validity", tr("有效期"), VALIDITIES),
            ("language", tr("语言"), LANGUAGES),
        ):
            chip = FilterChip(name, [(str(key), word.tr()) for key, word in choices.items()])
            chip.chosen.connect(lambda choice, field=field: self._library.choose(**{field: choice}))
            self.filters[field] = chip
            row.addWidget(chip)
        row.addStretch(1)
        below = label(tr("含子分类"), "small", "secondary")
        self.below = Switch(tr("含子分类"))
        self.below.setChecked(True)
        self.below.toggled.connect(lambda on: self._library.choose(below=on))
        row.addWidget(below)
        row.addWidget(self.below)
        self._below_label = below
        return frame

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("surface", "selection")
        bar.setProperty("edge", "top")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        self._checked = label("", strong=True)
        row.addWidget(self._checked)
        wrapped = QWidget()  # where the pane is narrow the buttons take two lines, and none is cut
        across = FlowLayout(wrapped)
        row.addWidget(wrapped, 1)
        self.bulk = {
            "move": button(tr("移动分类"), icon="folder", dense=True),
            "tags": button(tr("标签"), icon="tags", dense=True),
            "validity": button(tr("有效期"), icon="calendar", dense=True),
            "publish": button(tr("发布"), icon="send", dense=True),
            "hand_in": button(tr("交审"), icon="checklist", dense=True),
            "export": button(tr("导出"), icon="file-export", dense=True),
            "archive": button(tr("下架"), kind="danger", dense=True),
        }
        for what, made in self.bulk.items():
            made.clicked.connect(lambda _checked=False, what=what: self.bulkWanted.emit(what))
            across.addWidget(made)
        cancel = button(tr("取消"), self.table.clear_checked, kind="ghost", dense=True)
        row.addWidget(cancel)
        row.addWidget(KeyHint("Esc"))
        return bar

    def use_actions(self) -> None:
        """Take keys, state and tool tips of the registered actions for the head's buttons."""
        for made, name in ((self.import_button, "knowledge.import"), (self.new_button, "knowledge.new")):
            action = self._ctx.actions.get(name)
            reason = action.why_blocked()
            made.setVisible(not reason)
            made.setToolTip(reason or self._ctx.actions.qaction(name).toolTip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.new_button.show_keys(self.width() >= theme().px(_ROOMY))

    # -- showing -----------------------------------------------------------------------------------------------

    def _show_place(self) -> None:
        cut = self._library.cut
        if cut.category_id:
            self._title.setText(path_text(path_of(cut.category_id, self._library.tree)))
        else:
            self._title.setText(SHELVES[cut.shelf][0].tr())
        for shown in (self.below, self._below_label):
            shown.setVisible(cut.category_id not in ("", UNCATEGORISED))
        for field, chip in self.filters.items():
            chip.choose(str(getattr(cut, field)))
        if self.search.query() != cut.text:
            self.search.setText(cut.text)
        self.search.setPlaceholderText(tr("在本分类中搜索") if cut.category_id else tr("在知识中搜索"))
        self.table.show_sort(*(("", cut.descending) if cut.text and not cut.sort else order_of(cut)))

    def _on_listed(self, change: KeyChange, other: bool) -> None:
        number = len(change.keys)
        self._count.setText(tr("{n} 条", n=number).format(n=count_text(number)))
        self.table.show_keys(change, other)
        if change.keys:
            self.content.show_content()
        else:
            self._show_empty()

    def _show_empty(self) -> None:
        cut = self._library.cut
        editable = not self._library.why_not_edit()
        narrowed = bool(cut.status or cut.audience or cut.language or cut.validity)
        if cut.text:
            choices = [(tr("清空搜索"), lambda: self._library.choose(text=""))]
            self.content.show_state(
                "search", tr("没有「{text}」的知识").format(text=cut.text), tr("换个说法，或在全部知识里找"), choices
            )
        elif narrowed:
            self.content.show_state("filter", tr("没有符合筛选的知识"), "", [(tr("清除筛选"), self._clear_filters)])
        elif cut.shelf is not Shelf.ALL:
            hints = {
                Shelf.DRAFTS: ("edit", tr("没有草稿"), tr("您开始写而没有发布的知识会列在这里")),
                Shelf.REVIEW: ("checklist", tr("没有等您的知识"), tr("等您审核的、退回给您改的会列在这里")),
                Shelf.EXPIRING: ("hourglass", tr("没有快到期的知识"), tr("30 天内失效的知识会列在这里")),
                Shelf.UNSYNCED: ("cloud-check", tr("都已同步"), tr("还没上传到总部的修改会列在这里")),
            }
            icon, title, hint = hints[cut.shelf]
            self.content.show_state(icon, title, hint)
        elif editable:
            choices = [(tr("新建知识"), self.newWanted.emit)]
            if not self._library.why_not_import():
                choices.append((tr("导入表格"), self.importWanted.emit))
            self.content.show_state("book-2", tr("这里还没有知识"), tr("写第一条，或从表格一次导入"), choices)
        else:
            self.content.show_state("book-2", tr("这里还没有知识"), tr("知识管理员发布后会出现在这里"))

    def _clear_filters(self) -> None:
        self._library.choose(status="", audience="", language="", validity="")

    def _show_bar(self) -> None:
        number = len(self.table.checked)
        self.bar.setVisible(number > 0)
        self._checked.setText(tr("已选 {n} 条", n=number).format(n=count_text(number)))
        for what, made in self.bulk.items():
            reason = ""
            if what in ("publish", "hand_in"):  # one of both is this person's way
                made.setVisible(self._library.may("knowledge.publish") is (what == "publish"))
            if what in ("move", "tags", "validity", "hand_in"):
                reason = self._library.why_not_edit()
            elif what in ("publish", "archive"):
                reason = self._library.why_not_publish()
            made.setEnabled(not reason)
            made.setToolTip(reason or made.text())

    def refresh_reasons(self) -> None:
        """The link or the role changed: enable what can be done now."""
        self._show_bar()
