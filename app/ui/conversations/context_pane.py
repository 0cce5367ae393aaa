"""The right pane: the customer above, knowledge below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands import customers as commands
from app.commands import problems
from app.ui.conversations.conflict_card import ConflictCard
from app.ui.conversations.context_lists import LineList, NotesPage
from app.ui.conversations.customer_card import CustomerCard
from app.ui.conversations.customer_dialog import CustomerDialog
from app.ui.conversations.desk import Desk
from app.ui.conversations.knowledge_panel import KnowledgePanel
from app.ui.kit.buttons import tool_button
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import tr
from app.ui.kit.panes import Layouts, Splitter, scrolled
from app.ui.kit.states import Content
from app.ui.kit.tabs import Tabs
from app.ui.kit.theme import theme

NAMES = ("customer", "tickets", "history", "notes")


class ContextPane(QFrame):
    """Customer, tickets, history and notes of whom the open conversation is with, and the knowledge panel."""

    ticketWanted = Signal(str)
    conversationWanted = Signal(str)
    foldWanted = Signal()

    def __init__(self, desk: Desk, layouts: Layouts | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("surface", "panel")
        self.setMinimumWidth(theme().px(320))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(4, 6, 8, 0)
        self.tabs = Tabs(tr("客户信息"))
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for text in (tr("客户", "one"), tr("工单"), tr("历史"), tr("备注")):
            self.tabs.addTab(text)
        top.addWidget(self.tabs)
        top.addStretch(1)
        top.addWidget(tool_button("layout-sidebar-right", tr("收起右栏"), self.foldWanted.emit, keys="Ctrl+\\"))
        column.addLayout(top)
        self.card = CustomerCard(desk)
        self.card.editWanted.connect(self.edit_customer)
        none = ("ticket", tr("这位客户没有工单"), tr("从会话新建的工单会列在这里"))
        self.tickets = LineList(tr("客户的工单"), none, desk.clock)
        self.tickets.opened.connect(self.ticketWanted)
        first = ("history", tr("这是第一次来访"), tr("以后的会话会按时间列在这里"))
        self.history = LineList(tr("客户的历史会话"), first, desk.clock)
        self.history.opened.connect(self.conversationWanted)
        self.notes = NotesPage(desk)
        self.conflict = ConflictCard(desk)
        self.conflict.settled.connect(self._settle)
        self._stack = QStackedWidget()
        for page in (scrolled(self._above_card()), self.tickets, self.history, scrolled(self.notes)):
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.knowledge = KnowledgePanel(desk)
        self.upper = Content(self._stack)
        self.splitter = Splitter("conversations.context", layouts, Qt.Orientation.Vertical)
        self.splitter.addWidget(self.upper)
        self.splitter.addWidget(self.knowledge)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([theme().px(292), theme().px(490)])
        self.splitter.restore()
        column.addWidget(self.splitter, 1)
        desk.profileChanged.connect(self.refresh)
        desk.threadChanged.connect(self._count)
        for part in (self.card, self.notes, self.conflict):
            part.refresh()  # the conversation may have been open before the pane was made
        self.refresh()

    def _above_card(self) -> QWidget:
        page = QWidget()
        page.setProperty("surface", "none")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.conflict)
        column.addWidget(self.card, 1)
        return page

    def refresh(self) -> None:
        """Show the profile, or that there is none yet."""
        profile = self.desk.profile
        if profile is not None:
            self.tickets.show_lines(profile.tickets)
            self.history.show_lines(tuple(row for row in profile.history if row.id != self.desk.current))
            self.upper.show_content()
        elif self.desk.current:
            self.upper.show_loading()
        else:
            self.upper.show_state("user-circle", tr("没有打开会话"), tr("打开会话后，这里显示客户"))
        self._count()

    def _count(self) -> None:
        profile = self.desk.profile
        numbers = (
            0,
            len(profile.tickets) if profile is not None else 0,
            len([row for row in profile.history if row.id != self.desk.current]) if profile is not None else 0,
            self.notes.count(),
        )
        for at, text in enumerate((tr("客户", "one"), tr("工单"), tr("历史"), tr("备注"))):
            words = f"{text} {numbers[at]}" if numbers[at] else text
            if self.tabs.tabText(at) != words:  # Qt lays the whole pane out anew
                self.tabs.setTabText(at, words)

    def edit_customer(self) -> None:
        """Change what is known of the customer."""
        profile = self.desk.profile
        if profile is None:
            return
        customer_id = profile.customer.id

        def save(dialog: Dialog, changed: dict[str, object]) -> None:
            dialog.store(self.desk.ctx.tasks, lambda tx: commands.edit(tx, customer_id, **changed), self._saved)

        CustomerDialog(self, profile.customer, self.card.numbers, save).open()

    def _saved(self, _: object) -> None:
        self.desk.ctx.notices.toast(tr("客户资料已保存"))

    def _settle(self, conflict_id: str, keep_mine: bool) -> None:
        decide = problems.choose_mine if keep_mine else problems.keep_theirs
        self.desk.ctx.tasks.write(lambda tx: decide(tx, conflict_id), owner=self)
