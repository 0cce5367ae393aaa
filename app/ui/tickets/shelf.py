"""The left pane: tabs with counts, a search, and the tickets in groups by line."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from app.storage.tickets import TABS, TicketRow
from app.ui.kit.buttons import button
from app.ui.kit.fields import SearchField
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label, separator
from app.ui.kit.panes import panel
from app.ui.kit.states import Content
from app.ui.kit.table_model import KeyRole, RowModel, RowRole
from app.ui.kit.tabs import Tabs
from app.ui.tickets import words
from app.ui.tickets.delegate import Head, Line, TicketDelegate, line_key
from app.ui.tickets.desk import TicketDesk


class TicketModel(RowModel[Line]):
    """Tickets and the heads of their groups, which cannot be selected."""

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if isinstance(index.data(RowRole), Head):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class ShelfPane(QWidget):
    """Shows what the desk's shelf holds; :attr:`chosen` is the ticket to open."""

    chosen = Signal(str)
    newWanted = Signal()

    def __init__(self, desk: TicketDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self._make_tabs())
        column.addWidget(separator())
        self.model = TicketModel(line_key, accessible=self._sentence, parent=self)
        self._delegate = TicketDelegate(desk.clock)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(tr("工单列表"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.content = Content(self.list)
        self.content.show_loading()
        column.addWidget(self.content, 1)
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self.list.viewport().update)
        desk.shelfChanged.connect(self._show)
        desk.shelfFailed.connect(lambda why: self.content.show_error(why, desk.refresh))
        self.setFocusProxy(self.list)

    def _make_head(self) -> QWidget:
        head = panel()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 9, 12, 7)
        row.setSpacing(8)
        row.addWidget(label(tr("工单"), "h3", strong=True))
        self.search = SearchField(tr("标题、编号、客户"))
        self.search.searched.connect(self._desk.find)
        self.search.entered.connect(self.list_focus)
        self.search.moved.connect(self._move)
        row.addWidget(self.search, 1)
        self.new = button(tr("新建"), self.newWanted.emit, kind="primary", icon="plus", tip=tr("新建工单 (Ctrl+N)"))
        row.addWidget(self.new)
        return head

    def _make_tabs(self) -> QWidget:
        holder = panel()
        row = QHBoxLayout(holder)
        row.setContentsMargins(4, 0, 8, 0)
        self.tabs = Tabs(tr("工单分类"))
        for tab in TABS:
            self.tabs.addTab(words.TABS[tab].tr())
        self.tabs.currentChanged.connect(lambda at: self._desk.show_tab(TABS[at]))
        row.addWidget(self.tabs)
        row.addStretch(1)
        return holder

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        shelf = self._desk.shelf
        if shelf is None:
            return
        for at, tab in enumerate(TABS):
            count = shelf.counts.get(tab, 0)
            words_ = words.TABS[tab].tr()
            self.tabs.setTabText(at, f"{words_} {count}" if count else words_)
        lines: list[Line] = []
        counts: dict[int, int] = {}
        for row in shelf.rows:
            counts[row.line] = counts.get(row.line, 0) + 1
        seen = 0
        for row in shelf.rows:
            if shelf.tab != "solved" and row.line != seen:
                lines.append(Head(row.line, counts[row.line], tr("按解决时限") if not seen else ""))
                seen = row.line
            lines.append(row)
        self.model.set_rows(lines)
        if not shelf.rows:
            self._show_empty()
            return
        self.content.show_content()
        self.select(self._desk.current)

    def _show_empty(self) -> None:
        if self._desk.search:
            title = tr("没有符合「{words}」的工单").format(words=self._desk.search)
            self.content.show_state(
                "search", title, tr("可以按标题、编号或客户查找"), [(tr("清空"), self.search.clear)]
            )
            return
        title = {
            "open": tr("没有处理中的工单"),
            "mine": tr("没有等您处理的工单"),
            "customer": tr("没有在等客户的工单"),
            "solved": tr("还没有已解决的工单"),
        }[self._desk.tab]
        self.content.show_state(
            "ticket", title, tr("会话里按 Ctrl+Shift+T，也能新建工单"), [(tr("新建工单"), self.newWanted.emit)]
        )

    def select(self, ticket_id: str) -> None:
        """Mark a ticket as the open one, if it is listed."""
        index = self.model.index_of(ticket_id)
        selection = self.list.selectionModel()
        if index.isValid() and not (selection.currentIndex() == index and selection.isSelected(index)):
            selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
        elif not index.isValid():
            selection.clear()

    def first(self) -> str:
        """Return the first ticket of the list, "" when there is none."""
        return next((key for key in self.model.keys if isinstance(self.model.value(key), TicketRow)), "")

    def list_focus(self) -> None:
        """Go into the list."""
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self.select(self.first())

    def tick(self, on: bool) -> None:
        """Let the clocks run while the pane can be seen."""
        if on:
            self._ticking.start()
        else:
            self._ticking.stop()

    def _move(self, step: int) -> None:
        self.list_focus()

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        key = current.data(KeyRole)
        if not self.model.changing and isinstance(current.data(RowRole), TicketRow):
            self.chosen.emit(key)

    def _sentence(self, line: Line) -> str:
        if isinstance(line, Head):
            return tr("{line}，{n} 张工单", n=line.count).format(line=words.line_long(line.line), n=line.count)
        return words.sentence(line, self._desk.clock())
