"""The middle pane: head, banners, messages, suggestions, composer; and what stands there with nothing open."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.ui.conversations import thread_items, words
from app.ui.conversations.attaching import Attaching
from app.ui.conversations.composer import Composer
from app.ui.conversations.desk import Desk
from app.ui.conversations.header import Header
from app.ui.conversations.suggestion_strip import SuggestionStrip
from app.ui.conversations.thread_view import ThreadView
from app.ui.kit.attachments import Attachments
from app.ui.kit.buttons import button, tool_button
from app.ui.kit.fields import SearchField
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.rich_text import Media
from app.ui.kit.states import Banner, Content
from app.ui.kit.theme import theme


class FindBar(QFrame):
    """Find in the conversation: the field, where one stands, up and down."""

    moved = Signal(str)
    """The id of the bubble that was found, "" for none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._ids: list[str] = []
        self._at = 0
        self._items: Sequence[thread_items.Item] = ()
        self.setProperty("surface", "subtle")
        self.setProperty("edge", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        self.field = SearchField(tr("在会话中查找"))
        self.field.searched.connect(self._search)
        self.field.entered.connect(lambda: self._step(-1))
        self.field.moved.connect(self._step)
        row.addWidget(self.field, 1)
        self._where = label("", "small", "secondary")
        row.addWidget(self._where)
        row.addWidget(tool_button("chevron-up", tr("上一处"), lambda: self._step(-1)))
        row.addWidget(tool_button("chevron-down", tr("下一处"), lambda: self._step(1)))
        row.addWidget(tool_button("x", tr("关闭查找"), self.leave))
        self.hide()

    def set_items(self, items: Sequence[thread_items.Item]) -> None:
        """Look in these; what is being looked for stays."""
        self._items = items

    def enter(self) -> None:
        """Open with the caret in the field."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def leave(self) -> None:
        """Close and unmark."""
        self.field.clear()
        self.hide()
        self.moved.emit("")

    def _search(self, query: str) -> None:
        self._ids = thread_items.find(self._items, query)
        self._at = len(self._ids) - 1
        self._show(query)

    def _step(self, step: int) -> None:
        if self._ids:
            self._at = (self._at + step) % len(self._ids)
            self._show(self.field.query())

    def _show(self, query: str) -> None:
        count = len(self._ids)
        none = tr("没有找到") if query else ""
        self._where.setText(f"{self._at + 1} / {count}" if count else none)
        self.moved.emit(self._ids[self._at] if count else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class TalkPane(QFrame):
    """One conversation."""

    messageMenuWanted = Signal(object, QPoint)
    fileWanted = Signal(object)
    previewWanted = Signal(str)
    ticketWanted = Signal()
    conflictWanted = Signal()
    staleWanted = Signal(str)
    """A reply waits for its author: the act of sending."""
    takeNextWanted = Signal()

    def __init__(
        self,
        desk: Desk,
        media: Media | None,
        attaching: Attaching,
        actions: Sequence[QAction],
        end: QAction,
        menu: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._fresh = True
        self.setProperty("surface", "panel")
        self.setMinimumWidth(theme().px(420))
        self.head = Header(desk, actions, end, menu)
        self.banner = Banner()
        self.conflict = Banner()
        self.stale = Banner()
        for banner in (self.banner, self.stale, self.conflict):
            banner.setProperty("wide", True)
        self.finder = FindBar(desk)
        self.thread_view = ThreadView(media, desk.clock, desk.ctx.services.get(Attachments))
        self.messages = Content(self.thread_view)
        self.strip = SuggestionStrip(desk)
        self.composer = Composer(desk, media, attaching)
        self._newest = button(tr("最新消息"), self.thread_view.scroll_to_end, icon="chevron-down", dense=True)
        self._newest.setParent(self.messages)
        self._newest.hide()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.banner, self.stale, self.conflict, self.finder):
            column.addWidget(part)
        column.addWidget(self.messages, 1)
        column.addWidget(self.strip)
        column.addWidget(self.composer)
        self.content = Content(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.content)
        self.strip.staged.connect(self.composer.intake.card)
        self.finder.moved.connect(self.thread_view.show_found)
        self.thread_view.olderWanted.connect(desk.load_older)
        self.thread_view.endSeen.connect(self._on_end_seen)
        self.thread_view.menuWanted.connect(self.messageMenuWanted)
        self.thread_view.fileWanted.connect(self.fileWanted)
        self.thread_view.cardWanted.connect(self.previewWanted)
        self.thread_view.verticalScrollBar().valueChanged.connect(lambda _: self._place_newest())
        self.composer.previewWanted.connect(self.previewWanted)
        desk.opened.connect(self._on_opened)
        desk.threadChanged.connect(self.refresh)
        desk.sending.sent.connect(self._on_sent)
        desk.linkChanged.connect(self.refresh)
        desk.workspaceChanged.connect(self._show_nothing)
        desk.threadFailed.connect(self._on_failed)
        desk.listFailed.connect(lambda _words: self._show_no_list())
        self._minute = QTimer(self, interval=20_000)
        self._minute.timeout.connect(self._show_banners)
        self._show_nothing()

    def _on_opened(self, conversation_id: str) -> None:
        self._fresh = True
        self.finder.hide()
        if conversation_id:
            self.content.show_content()
            self.messages.show_loading()
        else:
            self._show_nothing()

    def _on_sent(self, conversation_id: str) -> None:
        """Who writes sees his words arrive, wherever he was reading."""
        if conversation_id == self.desk.current:
            self.thread_view.scroll_to_end()

    def _on_failed(self, words: str) -> None:
        self.content.show_error(words, self.desk.refresh)

    def _show_no_list(self) -> None:
        if not self.desk.current and self.desk.workspace is None:
            self.content.show_state("message-2", tr("没有打开会话"), tr("左边的列表读出来后，从中选一个"))

    def _show_nothing(self) -> None:
        if self.desk.current:
            return
        space = self.desk.workspace
        if space is None:
            self.content.show_loading()
            return
        waiting = space.queued_count + space.left_count
        if space.mine:
            self.content.show_state("message-2", tr("从左边选一个会话"), tr("F4 打开最急的一个"))
        else:
            # The list beside it says that there are none; here stands how one comes.
            hint = words.waiting(space) or tr("分给您的会话会出现在左边")
            take = [(tr("接入下一个"), self.takeNextWanted.emit)] if waiting and self.desk.online else []
            self.content.show_state("message-2", tr("没有打开会话"), hint, take)

    def refresh(self) -> None:
        """Show the open thread."""
        thread = self.desk.talk
        if thread is None:
            return
        self.content.show_content()
        items = thread_items.items_of(
            thread,
            self.desk.clock(),
            online=self.desk.online,
            offline_since=self.desk.offline_since,
            me=self.desk.me.id,
        )
        self.finder.set_items(items)
        if items:
            self.messages.show_content()
        else:
            self.messages.show_state("message", tr("还没有消息"), tr("客户写来的话会显示在这里"))
        self.thread_view.show_items(items, fresh=self._fresh)
        self._fresh = False
        self._show_banners()
        self._place_newest()

    def _show_banners(self) -> None:
        thread = self.desk.talk
        if thread is None:
            return
        if self.desk.online:
            self.banner.set("")
        else:
            self.banner.set(
                tr("离线中。回复会存为「待发送」，连上后发出；情况变了的先请您确认。"),
                "warning",
                icon="cloud-off",
                choice=(tr("转为工单"), self.ticketWanted.emit),
            )
        waits = len(thread.stale)
        words = tr("有 {n} 条回复等您确认，还没有发给客户", n=waits).format(n=waits) if waits else ""
        first = thread.stale[0] if thread.stale else ""
        self.stale.set(words, "warning", icon="clock", choice=(tr("去确认"), lambda: self.staleWanted.emit(first)))
        count = thread.conflicts
        words = tr("有 {n} 处和总部不一致，需要您处理", n=count).format(n=count) if count else ""
        self.conflict.set(words, "danger", icon="git-compare", choice=(tr("去处理"), self.conflictWanted.emit))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate and self.thread_view.at_end:
            self._on_end_seen()  # what came while another program was in front is seen now
        return super().event(event)

    def _on_end_seen(self) -> None:
        window = self.window()
        if self.isVisible() and (window.isActiveWindow() or not window.isWindow()):
            self.desk.mark_read()

    def _place_newest(self) -> None:
        away = not self.thread_view.at_end and self.thread_view.isVisible()
        self._newest.setVisible(away)
        if away:
            self._newest.adjustSize()
            size = self._newest.size()
            self._newest.move(self.messages.width() - size.width() - 18, self.messages.height() - size.height() - 12)
            self._newest.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_newest()

    def showEvent(self, event: object) -> None:
        self._minute.start()

    def hideEvent(self, event: object) -> None:
        self._minute.stop()
