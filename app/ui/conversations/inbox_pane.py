"""The left pane: tabs with counts, the filter, the list, and what it shows when it is empty."""

import functools

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.storage.conversations import Workspace
from app.ui.conversations import inbox, words
from app.ui.conversations.desk import Desk
from app.ui.conversations.inbox import TABS, Item, Tab
from app.ui.conversations.inbox_list import InboxView
from app.ui.kit.buttons import tool_button
from app.ui.kit.fields import SearchField
from app.ui.kit.formats import clock_time
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.states import Content
from app.ui.kit.tabs import Tabs
from app.ui.kit.theme import theme

REARRANGE_MS = 5_000
"""Time alone moves rows to other groups; this often it is looked at."""


class InboxPane(QFrame):
    """The list of conversations."""

    chosen = Signal(str)
    menuWanted = Signal(str, object)
    takeNextWanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("surface", "panel")
        self.setMinimumWidth(theme().px(264))
        self._items: list[Item] = []
        self._behind = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        self.filter = SearchField(tr("按姓名、拼音或内容筛选"))
        self.filter.searched.connect(lambda _: self.rearrange(now=True))
        self.filter.moved.connect(self._move)
        self.filter.entered.connect(self._take_first)
        self._filter_box = QFrame()
        box = QHBoxLayout(self._filter_box)
        box.setContentsMargins(12, 0, 12, 8)
        box.addWidget(self.filter)
        self._filter_box.hide()
        column.addWidget(self._filter_box)
        self.tabs = self._make_tabs()
        column.addWidget(self.tabs)
        self.list = InboxView(desk.clock, lambda: desk.online, desk.writes)
        self.list.chosen.connect(self.chosen)
        self.list.menuWanted.connect(self.menuWanted)
        self.list.headPressed.connect(self._on_head)
        self.list.typed.connect(self._on_typed)
        self.list.released.connect(self.rearrange)
        self.list.ticked.connect(lambda: self.rearrange() if self._behind else None)
        self.content = Content(self.list, avatar=True)
        self.content.show_loading()
        column.addWidget(self.content, 1)
        desk.workspaceChanged.connect(self.rearrange)
        desk.typingChanged.connect(self.list.viewport().update)
        desk.linkChanged.connect(functools.partial(self.rearrange, now=True))
        desk.listFailed.connect(lambda text: self.content.show_error(text, desk.refresh))
        self._timer = QTimer(self, interval=REARRANGE_MS)
        self._timer.timeout.connect(self.rearrange)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 10, 10, 4)
        row.setSpacing(4)
        row.addWidget(label(tr("我的会话"), "h3", strong=True), 1)
        self._find = tool_button("search", tr("筛选会话"), self.toggle_filter)
        row.addWidget(self._find)
        self._next = tool_button("plus", tr("接入下一个"), self.takeNextWanted.emit, keys="Ctrl+J")
        row.addWidget(self._next)
        return row

    def _make_tabs(self) -> Tabs:
        tabs = Tabs(tr("会话分类"))
        tabs.setUsesScrollButtons(False)
        tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for _, title in TABS:
            tabs.addTab(title.tr())
        tabs.currentChanged.connect(lambda _: self.rearrange(now=True))
        return tabs

    @property
    def tab(self) -> Tab:
        """Which tab is in front."""
        return TABS[max(0, self.tabs.currentIndex())][0]

    @property
    def items(self) -> list[Item]:
        """The rows in the order on screen, headings included."""
        return self._items

    def show_tab(self, tab: Tab) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex([name for name, _ in TABS].index(tab))

    def toggle_filter(self) -> None:
        """Show the filter with the focus in it, or put it away."""
        if self._filter_box.isVisible():
            self.filter.clear()
            self._filter_box.hide()
            self.list.setFocus()
        else:
            self._filter_box.show()
            self.filter.setFocus()

    def rearrange(self, *, now: bool = False) -> None:
        """Show the list as it should be; while it is held only values change, unless ``now``."""
        space = self.desk.workspace
        if space is None:
            return
        self._count_tabs(space)
        last = self.desk.status.last_sync_at
        self.list.show_as_of(
            "" if self.desk.online or last is None else tr("截至 {time}").format(time=clock_time(last))
        )
        at = self.desk.clock()
        fresh = inbox.arrange(space, self.tab, at, online=self.desk.online, query=self.filter.query())
        if self.list.held and not now and self._items:
            still = inbox.steady(self._items, fresh)
            self._behind = [item.id for item in still] != [item.id for item in fresh]
            fresh = still
        else:
            self._behind = False
        seen = self.list.in_view(self.desk.current)
        self._items = fresh
        self.list.rows.set_rows(fresh)
        self.list.select(self.desk.current)
        if seen:  # who has scrolled away from it is left where he looks
            self.list.keep_in_view(self.desk.current)
        if fresh:
            self.content.show_content()
        else:
            self._show_empty(space)

    def _count_tabs(self, space: Workspace) -> None:
        numbers = inbox.counts(space, self.desk.clock())
        for at, (tab, title) in enumerate(TABS):
            number = numbers[tab]
            # A queue cannot be known offline: what stands here is what it was.
            shown = "—" if tab == "queue" and not self.desk.online else str(number)
            text = f"{title.tr()} {shown}" if number or shown == "—" else title.tr()
            if self.tabs.tabText(at) != text:  # Qt lays the whole pane out anew
                self.tabs.setTabText(at, text)

    def _show_empty(self, space: Workspace) -> None:
        query = self.filter.query()
        if query:
            self.content.show_state(
                "search", tr("没有符合「{query}」的会话").format(query=query), "", [(tr("清空"), self.filter.clear)]
            )
        elif self.tab == "active":
            waiting = space.queued_count + space.left_count
            hint = words.waiting(space) or tr("现在没有客户排队")
            take = [(tr("接入下一个"), self.takeNextWanted.emit)] if waiting and self.desk.online else []
            self.content.show_state("message-2", tr("没有进行中的会话"), hint, take)
        elif self.tab == "queue":
            hint = tr("有客户排队时会列在这里") if self.desk.online else tr("离线时看不到新的排队客户")
            self.content.show_state("users", tr("现在没有客户排队"), hint)
        elif self.tab == "team":
            self.content.show_state("users", tr("同事没有进行中的会话"), tr("同组同事接待的客户会列在这里"))
        else:
            self.content.show_state("player-pause", tr("没有挂起的会话"), tr("挂起的会话到时间或客户来信后回到进行中"))

    def _on_head(self, key: str) -> None:
        if key in ("queue", "left") and self.desk.online:
            self.show_tab("queue")

    def _on_typed(self, text: str) -> None:
        self._filter_box.show()
        self.filter.setFocus()
        self.filter.setText(self.filter.text() + text)

    def _move(self, step: int) -> None:
        target = inbox.neighbour(self._items, self.desk.current, step)
        if target:
            self.chosen.emit(target)

    def _take_first(self) -> None:
        target = inbox.neighbour(self._items, "", 1)
        if target:
            self.chosen.emit(target)
            self.list.setFocus()

    def showEvent(self, event: object) -> None:
        self._timer.start()

    def hideEvent(self, event: object) -> None:
        self._timer.stop()
