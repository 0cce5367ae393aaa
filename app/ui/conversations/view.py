"""The screen: list, conversation, context; its actions and keys."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.storage.blobs import Blobs
from app.storage.conversations import ConversationRow, Workspace
from app.storage.drafts import REPLY
from app.ui.conversations import inbox
from app.ui.conversations.actions import make_actions
from app.ui.conversations.asking import Asking
from app.ui.conversations.attaching import Attaching
from app.ui.conversations.desk import Desk
from app.ui.conversations.inbox_pane import InboxPane
from app.ui.conversations.menus import MORE, ROW, message_menu
from app.ui.conversations.talk_pane import TalkPane
from app.ui.conversations.thread_items import BubbleItem
from app.ui.conversations.urgency import due_of
from app.ui.kit.feed import StaleWatch
from app.ui.kit.i18n import tr
from app.ui.kit.panes import Layouts, Splitter, panel
from app.ui.kit.preferences import Preferences
from app.ui.kit.rich_text import Media
from app.ui.kit.screen import Context, Place, ScreenView
from app.ui.kit.theme import theme
from app.ui.kit.toasts import announce

if TYPE_CHECKING:
    from app.ui.conversations.context_pane import ContextPane
    from app.ui.conversations.flow_place import FlowPlace

NARROW = 1280 - 60
"""Below this the context pane lies over the conversation instead of beside it."""
TYPING_MS = 5_000
"""After this long without a key one no longer counts as writing."""
CONTEXT_MS = 40
"""How long a conversation that has just come on screen keeps the processor, before the first context pane is made."""
CONTEXT_LATEST_MS = 1_000
"""When it is made although the conversation has not come."""


class ConversationsView(ScreenView):
    """The agent workspace."""

    called = Signal(str, str, str, str)
    """Something new for the agent: (kind, conversation id, title, text); message, assigned, sla_soon or sla_late."""

    placed = Signal(str, str)
    """(conversation on screen, conversation that is being answered), "" for none: what the customer's page may show."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.desk = Desk(ctx, self)
        self._layouts: Layouts | None = ctx.services.get(Layouts)
        media: Media | None = ctx.services.get(Media)
        folders = ctx.services.get(Preferences)
        attaching = Attaching(ctx.tasks, ctx.service(Blobs), ctx.notices, self.desk.clock, folders, self)
        self._overlaid = False
        self._folded = False
        self._focus: QWidget | None = None
        self._ready = False
        self._answers = ""
        """The conversation whose composer gets the focus as soon as it can be answered."""
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self.asking = Asking(self, self.desk, attaching, media, lambda: self.talk.composer)
        self.actions_by_id = make_actions(self, self, ctx)
        self.inbox = InboxPane(self.desk)
        self.talk = TalkPane(
            self.desk,
            media,
            attaching,
            [self.actions_by_id["conversations.ticket"]],
            self.actions_by_id["conversations.end"],
            ctx.actions.menu(MORE, self),
        )
        self._context: ContextPane | None = None
        self._flow: FlowPlace | None = None
        self.side: QWidget = panel()
        """The context pane, or what keeps its place until it is made."""
        self.splitter = Splitter("conversations", self._layouts)
        self.splitter.add(self.inbox, theme().px(312), least=theme().px(264), most=theme().px(400))
        self.splitter.add(self.talk, theme().px(700), least=theme().px(420), grows=True)
        self.splitter.add(self.side, theme().px(372), least=theme().px(320), most=theme().px(480))
        self.splitter.restore()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.splitter, 1)
        self._context_due = QTimer(self, singleShot=True, interval=CONTEXT_LATEST_MS)
        self._context_due.timeout.connect(self._make_context)
        self._context_due.start()
        self._wire()
        StaleWatch(
            ctx.feed,
            self,
            {"conversation", "message", "customer", "read_mark", "draft", "conflict", "ticket", "survey", "agent",
             "group", "category", "article", "identity", "sync_issue", "missed_take"},
            self.desk.refresh,
        )  # fmt: skip
        self.desk.refresh()
        self.desk.sending.release()

    def _wire(self) -> None:
        desk, asking = self.desk, self.asking
        self.inbox.chosen.connect(self.open_item)
        self.inbox.menuWanted.connect(self._row_menu)
        self.inbox.takeNextWanted.connect(self.take_next)
        self.talk.takeNextWanted.connect(self.take_next)
        self.talk.messageMenuWanted.connect(self._message_menu)
        self.talk.fileWanted.connect(asking.open_file)
        self.talk.previewWanted.connect(asking.preview)
        self.talk.ticketWanted.connect(asking.new_ticket)
        self.talk.conflictWanted.connect(self._show_conflict)
        self.talk.staleWanted.connect(lambda txn: self.ctx.go(Place("outbox", f"conflicts:{txn}")))
        self.talk.strip.searchWanted.connect(self.focus_knowledge)
        composer = self.talk.composer
        self.inbox.list.answerWanted.connect(composer.field.setFocus)
        composer.keyPressed.connect(self.inbox.list.note_key)
        composer.keyPressed.connect(self._on_typing)
        self._typing.timeout.connect(self._on_typing_over)
        desk.opened.connect(lambda _: self._on_typing_over())
        desk.sending.sent.connect(lambda _: self._on_typing_over())
        composer.closeWanted.connect(asking.end)
        composer.takeWanted.connect(lambda: desk.take(desk.current))
        composer.reopenWanted.connect(desk.reopen)
        desk.workspaceChanged.connect(self._on_workspace)
        desk.threadChanged.connect(self._on_thread)
        desk.workspaceChanged.connect(self._soon_make_context)
        desk.threadChanged.connect(self._soon_make_context)
        desk.linkChanged.connect(self.ctx.actions.refresh)
        desk.advice.changed.connect(self.ctx.actions.refresh)
        desk.taken.connect(self._on_taken)
        desk.arrived.connect(self._on_arrived)
        desk.deadlineNear.connect(self._on_deadline)
        self.inbox.list.ticked.connect(desk.check_deadlines)

    # -- the context pane ------------------------------------------------------------------------------------------

    @property
    def context(self) -> "ContextPane":
        """The context pane. It is half of the workspace's widgets, and the first key does without it."""
        return self._context or self._make_context()

    def _make_context(self) -> "ContextPane":
        """Make the pane in its place, the first time."""
        if self._context is not None:
            return self._context
        from app.ui.conversations.context_pane import ContextPane  # it comes after what the first window needs

        self._context_due.stop()
        pane = self._context = ContextPane(self.desk, self._layouts)
        place, self.side = self.side, pane
        self.splitter.exchange(place, pane)
        place.deleteLater()
        knowledge = pane.knowledge
        knowledge.cardWanted.connect(self.asking.send_card)
        knowledge.editWanted.connect(lambda article_id: self.talk.composer.intake.article(article_id, edit=True))
        knowledge.textWanted.connect(lambda article_id: self.talk.composer.intake.article(article_id, edit=False))
        knowledge.previewWanted.connect(self.asking.preview)
        pane.ticketWanted.connect(lambda ticket_id: self.ctx.go(Place("tickets", ticket_id)))
        pane.conversationWanted.connect(self.open_item)
        pane.foldWanted.connect(self.toggle_context)
        from app.ui.conversations.flow_place import FlowPlace  # as late as the pane

        self._flow = flow = FlowPlace(self, self._row, self.desk, pane)
        flow.walker.textWanted.connect(self.talk.composer.intake.words)
        knowledge.offer(flow.walker)
        return pane

    def _soon_make_context(self) -> None:
        """The conversation, or that none is open, is on screen as soon as this event is over."""
        if self._context is None and self.desk.workspace is not None and (self.desk.talk or not self.desk.current):
            self._context_due.start(CONTEXT_MS)

    # -- the shell's questions -------------------------------------------------------------------------------------

    def open_item(self, item: str) -> None:
        """Open a conversation by its id."""
        if not item:
            return
        self._answers = ""
        self.desk.open(item)
        self.inbox.list.select(item)
        self.ctx.actions.refresh()

    def write(self) -> None:
        self._answer(self.desk.current)

    def on_show(self) -> None:
        (self._focus or self.inbox.list).setFocus()
        self.desk.check_deadlines()
        self.placed.emit(self.desk.current, "")

    def on_hide(self) -> None:
        self._typing.stop()
        self.placed.emit("", "")
        self._focus = self.focusWidget()
        self.talk.composer.save()

    def go_on(self, before: ScreenView) -> None:
        if not isinstance(before, ConversationsView) or before.desk.current != self.desk.current:
            return
        was = before.talk.composer
        self.talk.composer.set_mode(was.mode)
        if before._focus is was.field:
            self.talk.composer.field.setFocus()
        elif before._focus is before.context.knowledge.search:
            self.context.knowledge.search.setFocus()
        else:
            self.inbox.list.setFocus()

    def panes(self) -> Sequence[QWidget]:
        """Return list, messages, composer and knowledge search."""
        found: list[QWidget] = [self.inbox.list]
        if self.desk.talk is not None:
            found += [self.talk.thread_view, self.talk.composer.field]
        if self.side.isVisible():
            found.append(self.context.knowledge.search)
        elif self._flow is not None and self._flow.pane is not None:
            found.append(self._flow.pane)
        return found

    def foot(self) -> Sequence[QWidget]:
        """Toasts stay clear of the composer: the next words are written while they are read."""
        return (self.talk.strip, self.talk.composer) if self.desk.talk is not None else ()

    def spared(self) -> QRect:
        """The newest message with those before it by the same hand, while they are in view."""
        view = self.talk.thread_view
        if self.desk.talk is None or not view.isVisible():
            return QRect()
        rows, at = view.rows, view.rows.rowCount() - 1
        newest = view.visualRect(rows.index(at, 0))
        side = getattr(rows.row(at), "side", "")
        while at > 0 and isinstance(item := rows.row(at - 1), BubbleItem) and item.side == side:
            at -= 1
            newest = newest.united(view.visualRect(rows.index(at, 0)))
        shown = newest.intersected(view.viewport().rect())
        return QRect(view.viewport().mapTo(self, shown.topLeft()), shown.size()) if not shown.isEmpty() else QRect()

    def trail(self) -> Sequence[str]:
        thread = self.desk.talk
        return (thread.customer.name,) if thread is not None else ()

    # -- news ------------------------------------------------------------------------------------------------------

    def _on_workspace(self) -> None:
        space = self.desk.workspace
        if space is None:
            return
        if not self._ready:
            self._ready = True
            if self.isVisible() and not self.talk.composer.field.hasFocus():
                self.inbox.list.setFocus()
        now = self.desk.clock()
        urgent = sum(1 for row in space.mine if (what := due_of(row)) is not None and what.soon(now))
        unread = sum(1 for row in space.mine if row.unread or row.flagged)
        self.badgeChanged.emit(urgent or unread, "danger" if urgent else "accent")
        self.ctx.actions.refresh()

    def _on_thread(self) -> None:
        thread = self.desk.talk
        if thread is not None:
            self.placeChanged.emit(self.desk.current, thread.customer.name or tr("未知客户"))
            if self.talk.thread_view.at_end and self.isVisible() and self.window().isActiveWindow():
                self.desk.mark_read()
            if self._answers and self._answers == self.desk.current and not self.desk.may_reply():
                self._answers = ""
                self.talk.composer.set_mode(REPLY)
                self.talk.composer.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ctx.actions.refresh()

    def _on_taken(self, conversation_id: str) -> None:
        if self.inbox.tab == "queue":
            self.inbox.show_tab("active")
        self._answer(conversation_id)

    def _answer(self, conversation_id: str) -> None:
        self._answers = conversation_id
        self._on_thread()

    def _on_typing(self) -> None:
        composer = self.talk.composer
        if composer.mode == "reply" and not composer.draft().empty:
            self._typing.start()
            self.placed.emit(self.desk.current, self.desk.current)

    def _on_typing_over(self) -> None:
        self._typing.stop()
        self.placed.emit(self.desk.current, "")

    def _on_arrived(self, row: ConversationRow) -> None:
        kind = "message" if row.unread else "assigned"
        self.called.emit(kind, row.id, row.name, row.last.text)
        announce(self, tr("{name}：{text}").format(name=row.name, text=row.last.text))

    def _on_deadline(self, row: ConversationRow, late: bool) -> None:
        words = tr("回复已超时") if late else tr("快到回复时限")
        self.called.emit("sla_late" if late else "sla_soon", row.id, row.name, words)
        if late:
            announce(self, tr("{name}：{text}").format(name=row.name, text=words), urgent=True)

    # -- what actions do -------------------------------------------------------------------------------------------

    def take_next(self) -> None:
        """Take the head of the queue."""
        self.desk.take_next()

    def open_most_urgent(self) -> None:
        """Open the own conversation whose deadline is nearest."""
        wanted = inbox.most_urgent(self.desk.workspace or Workspace(), self.desk.clock())
        if wanted:
            self.open_item(wanted)
            self._answer(wanted)
        else:
            self.ctx.notices.toast(tr("没有等您回复的会话"), tone="info")

    def open_neighbour(self, step: int) -> None:
        """Open the next or previous conversation in the order on screen."""
        self.open_item(inbox.neighbour(self.inbox.items, self.desk.current, step))

    def stage_suggestion(self, number: int) -> None:
        """Put suggestion 1, 2 or 3 into the composer."""
        found = self.desk.advice.number(number)
        if found is not None and not self.desk.may_reply():
            self.talk.composer.intake.card(found.article_id)

    def toggle_filter(self) -> None:
        """Show or hide the filter of the list."""
        self.inbox.toggle_filter()

    def find_in_talk(self) -> None:
        """Find in the open conversation."""
        self.talk.finder.enter()

    def toggle_mode(self) -> None:
        """From reply to internal note and back."""
        self.talk.composer.toggle_mode()

    def attach(self) -> None:
        """Choose files to go with the message."""
        self.talk.composer.intake.choose_files()

    def start_flow(self) -> None:
        """Begin a guided flow in the open conversation, or go on with the one that is under way."""
        self._make_context()
        if self._flow is not None:
            self._flow.start()

    def focus_knowledge(self) -> None:
        """Put the caret into the knowledge search."""
        if not self.side.isVisible():
            self.toggle_context()
        self.context.knowledge.focus_search()

    # -- menus -----------------------------------------------------------------------------------------------------

    def _row_menu(self, conversation_id: str, where: QPoint) -> None:
        self.open_item(conversation_id)
        self._pop_up(self.ctx.actions.menu(ROW, self), where)

    def _message_menu(self, item: BubbleItem, where: QPoint) -> None:
        self._pop_up(message_menu(item, self.desk, self.asking, self.talk.thread_view, self.talk.composer, self), where)

    @staticmethod
    def _pop_up(menu: QMenu, where: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    # -- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted leaves the field: beside the conversation for it, in it for the list."""
        holder = self.focusWidget()
        if event.key() != Qt.Key.Key_Escape or self.talk.composer.field.ime.composing or holder is None:
            super().keyPressEvent(event)
        elif self.inbox.filter.isAncestorOf(holder) or holder is self.inbox.filter:
            self.inbox.toggle_filter()
        elif self.side.isAncestorOf(holder) and self.talk.composer.field.isEnabled():
            self.talk.composer.field.setFocus()
        else:
            self.inbox.list.setFocus()

    # -- layout ----------------------------------------------------------------------------------------------------

    def _show_conflict(self) -> None:
        profile = self.desk.profile
        if profile is None or not profile.conflicts:
            self.ctx.go(Place("outbox", "conflicts"))  # something was refused: that is settled there
            return
        if not self.side.isVisible():
            self.toggle_context()
        self.context.tabs.setCurrentIndex(0)

    def toggle_context(self) -> None:
        """Fold the context pane, or the guided flow that stands in its place, away or bring it back."""
        if self._flow is not None and self._flow.pane is not None:
            self._flow.fold()
            return
        self._folded = self.side.isVisible()
        self.side.setVisible(not self._folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        if narrow != self._overlaid:
            self._overlaid = narrow
            walking = self._flow is not None and self._flow.pane is not None
            self.side.setVisible(not narrow and not self._folded and not walking)
