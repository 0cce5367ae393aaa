"""The tickets screen: list, ticket, facts; the keys and the menu of a ticket."""

import functools
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.commands import tickets as commands
from app.commands.tickets import NewTicket
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.notice import Changes
from app.domain.tickets import UNFINISHED, Ticket, TicketStatus
from app.storage import rows
from app.storage import tickets as queries
from app.ui.kit.action import Action
from app.ui.kit.dialogs import Dialog, confirm
from app.ui.kit.feed import StaleWatch
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.online import Online
from app.ui.kit.panes import Splitter, panel
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context, Place, ScreenView
from app.ui.kit.states import Content
from app.ui.kit.theme import theme
from app.ui.kit.ticket_news import TicketNews
from app.ui.tickets import dialogs
from app.ui.tickets.desk import LIST_KINDS, SHEET_KINDS, TicketDesk
from app.ui.tickets.facts import FactsPane
from app.ui.tickets.files import open_copy
from app.ui.tickets.page import TicketPage
from app.ui.tickets.shelf import ShelfPane

SCOPE = "tickets"
_GROUP = mark("工单")
_OVER = (TicketStatus.SOLVED,)
NARROW = 1280 - 60
"""Below this width the facts fold away, and come back for a look; the ticket needs the room."""


class TicketsView(ScreenView):
    """Registered as the screen ``tickets``; its items are ticket ids."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self.desk = TicketDesk(ctx, self)
        self.shelf = ShelfPane(self.desk)
        self.page = TicketPage(self.desk)
        self.facts = FactsPane(self.desk)
        self._news = TicketNews(ctx, lambda c, ticket_id: rows.get(c, Ticket, ticket_id), self)
        self._waiting = 0
        self._narrow = False
        self._folded = {False: False, True: True}
        """Whether the facts are folded away, in a wide and in a narrow window."""
        split = Splitter("tickets", ctx.services.get(Preferences))
        self.middle = Content(self.page)
        left = _pane(self.shelf, edge="right")
        middle = _pane(self.middle)
        right = _pane(self.facts, "subtle", edge="left")
        split.add(left, 436, least=300, most=560)
        split.add(middle, 640, least=420, grows=True)
        split.add(right, 264, least=200, most=360)
        split.restore()
        self._right = right
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self._connect()
        self._add_actions()
        StaleWatch(ctx.feed, self, SHEET_KINDS | {"presence"}, self.desk.refresh)
        ctx.feed.changed.connect(self._count)
        self._show_nothing()
        self.desk.refresh()
        self._count()

    def _connect(self) -> None:
        self.shelf.chosen.connect(self._open)
        self.shelf.newWanted.connect(lambda: self._ctx.actions.run("tickets.new"))
        self.desk.sheetChanged.connect(self._on_sheet)
        self.desk.shelfChanged.connect(self._on_shelf)
        self.desk.shelfFailed.connect(self._on_failed)
        self.page.handOverWanted.connect(self._hand_over_next)
        self.page.acceptWanted.connect(self.desk.accept)
        self.page.solveWanted.connect(self.desk.solve)
        self.page.closeWanted.connect(lambda: self._close(False))
        self.page.moreWanted.connect(self._pop_up)
        self.page.factsWanted.connect(self.toggle_facts)
        self.page.fileOpened.connect(self._open_file)
        self.page.conflictWanted.connect(lambda: self._ctx.go(Place("outbox", "conflicts")))
        self.facts.placeWanted.connect(lambda screen, item: self._ctx.go(Place(screen, item)))
        self.facts.fileOpened.connect(self._open_file)

    # -- the screen ------------------------------------------------------------------------------------------------

    def on_show(self) -> None:
        self.shelf.tick(True)
        self.page.tick(True)

    def on_hide(self) -> None:
        self.desk.keep_draft()
        self.shelf.tick(False)
        self.page.tick(False)

    def open_item(self, item: str) -> None:
        if item:
            self._open(item)

    def panes(self) -> Sequence[QWidget]:
        return (self.shelf, self.page.timeline, self.page.composer.edit, self.facts)

    def foot(self) -> Sequence[QWidget]:
        return (self.page.composer,)

    def trail(self) -> Sequence[str]:
        return (self.desk.sheet.label,) if self.desk.sheet is not None else ()

    # -- showing ---------------------------------------------------------------------------------------------------

    def _open(self, ticket_id: str) -> None:
        if ticket_id != self.desk.current:
            self.desk.open(ticket_id)
            self.shelf.select(ticket_id)

    def _on_shelf(self) -> None:
        if not self.desk.current and self.isVisible() and (first := self.shelf.first()):
            self._open(first)
        elif not self.desk.current:
            self._show_nothing()
        self._ctx.actions.refresh()

    def _on_sheet(self) -> None:
        sheet = self.desk.sheet
        if sheet is None:
            self._shown_id = ""
            self.facts.show_sheet(None)
            if self.desk.current:
                self.middle.show_loading()
            else:
                self._show_nothing()
        else:
            self.page.show_sheet(sheet, sheet.ticket.id != self._shown_id)
            self._shown_id = sheet.ticket.id
            self.facts.show_sheet(sheet)
            self._show_facts()
            self.middle.show_content()
            self.placeChanged.emit(sheet.ticket.id, f"{sheet.label} {sheet.ticket.title}")
        self._ctx.actions.refresh()

    def _show_nothing(self) -> None:
        self._shown_id = ""
        self._right.hide()
        self.middle.show_state("ticket", tr("没有打开工单"), tr("从左边选一张，或新建一张"))

    def _on_failed(self) -> None:
        if not self.desk.current:
            hint = tr("左边的列表读出来后，从中选一张")
            self.middle.show_state("ticket", tr("没有打开工单"), hint)

    def toggle_facts(self) -> None:
        """Fold the right pane away or bring it back."""
        self._folded[self._narrow] = not self._folded[self._narrow]
        self._show_facts()

    def _show_facts(self) -> None:
        self._right.setVisible(self.desk.sheet is not None and not self._folded[self._narrow])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_facts()

    def _count(self, changes: Changes | None = None) -> None:
        if changes is None or changes.touches(LIST_KINDS):
            me = self.desk.me.id
            self._ctx.tasks.read(lambda c: queries.waiting_for(c, me), self._on_count, key="count", owner=self)

    def _on_count(self, count: int) -> None:
        self._waiting = count
        self.badgeChanged.emit(count, "accent")

    # -- actions ---------------------------------------------------------------------------------------------------

    def _add_actions(self) -> None:
        desk = self.desk
        unfinished = tuple(sorted(UNFINISHED))
        open_only: Callable[[], str] = lambda: desk.why_not(*unfinished)  # noqa: E731
        solved_only: Callable[[], str] = lambda: desk.why_not(*_OVER)  # noqa: E731

        def add(
            name: str,
            text: Marked,
            run: Callable[[], None],
            icon: str,
            blocked: Callable[[], str] | None,
            *keys: str,
            destructive: bool = False,
        ) -> None:
            action = Action(
                id=f"tickets.{name}",
                text=text,
                run=run,
                icon=icon,
                keys=keys,
                scope=SCOPE,
                group=_GROUP,
                blocked=blocked,
                destructive=destructive,
            )
            self._ctx.actions.add(action, self)

        add("new", mark("新建工单"), self._new, "plus", None, "Ctrl+N")
        add("find", mark("查找工单"), self.shelf.search.setFocus, "search", None, "Ctrl+F")
        add("accept", mark("接单"), desk.accept, "user-check", lambda: desk.why_not(*unfinished, *_OVER))
        add("solve", mark("解决"), desk.solve, "circle-check", open_only, "Ctrl+Return", "Ctrl+Enter")
        add("next_line", mark("转下一线"), self._hand_over_next, "arrow-up-right", open_only, "Ctrl+Shift+U")
        add("assign", mark("转交给组或同事"), self._hand_over, "users", open_only)
        add("wait_customer", mark("等客户"), desk.wait_customer, "hourglass", open_only)
        add("wait_internal", mark("等内部"), desk.wait_internal, "hourglass", open_only)
        add("close", mark("关闭工单"), lambda: self._close(False), "lock", solved_only)
        add("close_confirmed", mark("关闭，客户已确认"), lambda: self._close(True), "checks", solved_only)
        add("reopen", mark("重新打开"), desk.reopen, "rotate", solved_only)
        add("note", mark("写备注"), self.page.composer.setFocus, "pencil", self._nothing_open)
        add("facts", mark("右栏"), self.toggle_facts, "layout-sidebar-right", self._nothing_open, "Ctrl+\\")
        add("cancel", mark("取消工单"), self._cancel, "ban", open_only, destructive=True)

    def _nothing_open(self) -> str:
        return "" if self.desk.sheet is not None else tr("先打开一张工单")

    def _pop_up(self, below: QWidget) -> None:
        ids = [
            "accept",
            "assign",
            "wait_customer",
            "wait_internal",
            "-",
            "reopen",
            "close",
            "close_confirmed",
            "cancel",
        ]
        menu = self._ctx.actions.menu([name if name == "-" else f"tickets.{name}" for name in ids], self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))

    def _new(self) -> None:
        def create(dialog: Dialog, new: NewTicket) -> None:
            dialog.store(self._ctx.tasks, lambda tx: commands.create(tx, new), self._created)

        dialogs.new_ticket(self, self._ctx, self.desk.staff, create)

    def _created(self, ticket: Ticket) -> None:
        self._news.tell(ticket)
        self._open(ticket.id)
        self.shelf.list.setFocus()

    def _hand_over_next(self) -> None:
        sheet = self.desk.sheet
        if sheet is not None:
            line = min(3, sheet.ticket.line + 1)
            dialogs.hand_over(self, sheet, self.desk.staff, functools.partial(self._give, sheet.ticket.id), line=line)

    def _hand_over(self) -> None:
        sheet = self.desk.sheet
        if sheet is not None:
            dialogs.hand_over(self, sheet, self.desk.staff, functools.partial(self._give, sheet.ticket.id))

    def _give(
        self,
        ticket_id: str,
        dialog: Dialog,
        assignee_id: str | None,
        group_id: str | None,
        line: int | None,
        note: str,
    ) -> None:
        self.desk.assign(ticket_id, dialog, assignee_id=assignee_id, group_id=group_id, line=line, note=note)

    def _close(self, confirmed: bool) -> None:
        """Ask first: nothing leads back."""
        sheet = self.desk.sheet
        if sheet is not None:
            title = tr("关闭工单「{title}」？").format(title=sheet.ticket.title)
            text = tr("关闭后不能重新打开，时间线仍可查看。")
            close = functools.partial(self.desk.close, sheet.ticket.id, confirmed)
            confirm(self, title, text, tr("关闭工单"), close, destructive=False, way_out=tr("不关闭"))

    def _cancel(self) -> None:
        sheet = self.desk.sheet
        if sheet is not None:
            title = tr("取消工单「{title}」?").format(title=sheet.ticket.title)
            text = tr("取消后不能恢复，时间线仍可查看。")
            cancel = functools.partial(self.desk.cancel, sheet.ticket.id)
            confirm(self, title, text, tr("取消工单"), cancel, way_out=tr("不取消"))

    # -- files -----------------------------------------------------------------------------------------------------

    def _open_file(self, ref: FileRef) -> None:
        path = self.desk.file_path(ref.sha256)
        if path is not None:
            self._show_file(ref)
            return
        if ref.pending:
            words = tr("「{name}」还没有传到总部，到了会自动显示")
            self._ctx.notices.toast(words.format(name=ref.name), tone="info")
            return
        online = self._ctx.services.get(Online)
        if online is None:
            self._ctx.notices.error(AppError("offline", {"why": ""}))
            return
        self._ctx.tasks.run(lambda: online.fetch(ref.sha256), lambda _: self._show_file(ref), owner=self)

    def _show_file(self, ref: FileRef) -> None:
        path = self.desk.file_path(ref.sha256)
        if path is None:
            self._ctx.notices.error(AppError("file_gone", {"file": ref.name, "why": ""}))
        else:
            open_copy(self, self._ctx, path, ref)


def _pane(content: QWidget, surface: str = "panel", *, edge: str = "") -> QFrame:
    frame = panel(surface, edge=edge)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
    return frame
