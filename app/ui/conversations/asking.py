"""What a person is asked or shown before it is done: the end, a ticket, a file's place, an article as it will look."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.commands import tickets
from app.commands.conversations import Outgoing, closing
from app.domain.files import FileRef, safe_name
from app.domain.knowledge import Article, sendable
from app.domain.surveys import Solved
from app.domain.tickets import Priority, Ticket
from app.storage import rows, threads
from app.storage.drafts import Staged, Then
from app.storage.threads import Thread, category_choices, topic_guess
from app.ui.conversations.attaching import Attaching
from app.ui.conversations.composer import Composer
from app.ui.conversations.desk import FIRST, Desk
from app.ui.kit.attachments import Attachments
from app.ui.kit.dialogs import Dialog, confirm, file_dialog
from app.ui.kit.i18n import tr
from app.ui.kit.rich_text import Media
from app.ui.kit.screen import Place
from app.ui.kit.ticket_news import TicketNews

if TYPE_CHECKING:
    from app.ui.conversations.handing_over import HandingOver

MINUTE_MS = 60_000
TITLE_CHARACTERS = 40
"""Of the customer's own words, where nothing else could be a ticket's title."""


class Asking(QObject):
    """The questions of one workspace, asked over ``pane``. ``composer`` is asked for only when it is needed."""

    def __init__(
        self,
        pane: QWidget,
        desk: Desk,
        attaching: Attaching,
        media: Media | None,
        composer: Callable[[], Composer],
    ) -> None:
        super().__init__(pane)
        self._pane, self._desk = pane, desk
        self._attaching, self._media, self._composer = attaching, media, composer
        self._news = TicketNews(desk.ctx, lambda c, ticket_id: rows.get(c, Ticket, ticket_id), self)

    def send_card(self, article_id: str) -> None:
        """Send an article as a card at once; the undo window takes it back, by Ctrl+Z in the composer, which gets the
        focus.
        """
        desk = self._desk

        def go(item: Staged) -> None:
            card = item.card
            if card is None:
                return
            out = Outgoing(conversation_id=wanted, staged=(item,))
            self._composer().field.setFocus()
            if card.valid_until is not None and card.valid_until < desk.clock():
                confirm(
                    self._pane,
                    tr("「{title}」已过有效期，仍要发给客户？").format(title=card.title),
                    tr("内容可能不再准确。可以先看一眼，或换一条知识。"),
                    tr("仍然发送"),
                    lambda: desk.sending.send(Outgoing(conversation_id=wanted, staged=(item,), expired_ok=True)),
                )
            else:
                desk.sending.send(out)

        why = desk.may_reply()
        wanted = desk.current
        if why:
            desk.ctx.notices.toast(why, tone="warning")
            return
        desk.advice.read_card(article_id, go, owner=self)

    def preview(self, article_id: str) -> None:
        """Show an article as the customer will see it."""
        # 0.01 s with what lays out rich text: the first window shows no article
        from app.ui.conversations.article_preview import ArticlePreview

        key = self._composer().key

        def show(article: Article) -> None:
            now = self._desk.clock()
            can = sendable(article, now) and not self._desk.may_reply()
            stage = functools.partial(self._composer().intake.card, article.id, key) if can else None
            ArticlePreview(self._pane, article, self._media, now, stage).open()

        self._desk.advice.read_article(article_id, show, owner=self)

    def end(self, out: Outgoing | None = None) -> None:
        """Ask for the wrap-up, then end the open conversation; with ``out`` that of ``out``, which is sent before."""
        desk = self._desk
        wanted = out.conversation_id if out is not None else desk.current

        def show(found: tuple[list[tuple[str, str]], str, Thread | None]) -> None:
            choices, guess, thread = found
            if thread is None or (out is None and wanted != desk.current):
                return
            from app.ui.conversations.wrap_up import WrapUp, left_undone

            sent = next((item.card.article_id for item in out.staged if item.card is not None), "") if out else ""
            dialog = WrapUp(
                self._pane,
                choices,
                guess or thread.conversation.category_id,
                functools.partial(self._ended, wanted, out),
                sends=out is not None,
                name=thread.customer.name,
                unfinished=left_undone(thread, self._composer().draft()) if out is None else "",
            )
            dialog.open()
            if sent:
                desk.advice.read_article(sent, lambda article: dialog.suggest(article.category_id), owner=dialog)

        if wanted:
            desk.ctx.tasks.read(
                lambda c: (category_choices(c), topic_guess(c, wanted), threads.thread(c, wanted, desk.me.id, FIRST)),
                show,
                owner=self,
            )

    def _ended(
        self,
        conversation_id: str,
        out: Outgoing | None,
        dialog: Dialog,
        category_id: str,
        solved: Solved | None,
        note: str,
    ) -> None:
        if out is None:
            store = functools.partial(dialog.store, self._desk.ctx.tasks)
            self._desk.close(conversation_id, category_id, solved, note, store)
            return
        dialog.accept()
        # the last words go first, and all of it can be undone
        then = Then("close", closing(category_id, solved, note))
        self._composer().dispatch(msgspec.structs.replace(out, then=then))

    def new_ticket(self) -> None:
        """Open a ticket about this conversation."""
        desk, thread = self._desk, self._desk.talk
        if thread is None:
            return
        wanted = desk.current

        def save(dialog: Dialog, title: str, text: str, priority: Priority) -> None:
            dialog.store(
                desk.ctx.tasks,
                lambda tx: tickets.create_from_conversation(
                    tx, wanted, title=title, description=text, priority=priority
                ),
                lambda made: self._news.tell(made, lambda: desk.ctx.go(Place("tickets", made.id))),
            )

        first = thread.question.strip().partition("\n")[0]
        title = thread.topic or thread.conversation.subject or first[:TITLE_CHARACTERS]
        from app.ui.conversations.ticket_dialog import TicketDialog

        TicketDialog(self._pane, title, thread.question, save).open()

    def open_file(self, ref: FileRef) -> None:
        """Do what comes next with a file of a message: fetch it, stop that, or ask where to keep it."""
        places: Attachments | None = self._desk.ctx.services.get(Attachments)
        state = places.place_of(ref).state if places is not None else ""
        if places is not None and state in ("away", "failed"):
            places.want(ref)
        elif places is not None and state in ("waiting", "coming"):
            places.cancel(ref)
        elif state == "promised":
            self._desk.ctx.notices.toast(
                tr("「{name}」还没有传到总部，到了会自动显示").format(name=ref.name), tone="info"
            )
        else:
            self.save_file(ref)

    def save_file(self, ref: FileRef) -> None:
        """Ask where to keep a file of a message, and copy it there."""
        notices = self._desk.ctx.notices
        name = safe_name(ref.name)  # a customer chose it
        dialog = file_dialog(self._pane, tr("另存为"), self._attaching.folders, save=name)
        dialog.fileSelected.connect(
            lambda name: self._attaching.save_as(
                ref, Path(name), lambda: notices.toast(tr("已保存 {name}").format(name=ref.name)), owner=self
            )
        )
        dialog.open()

    @functools.cached_property
    def handing_over(self) -> "HandingOver":
        """Made with the first conversation that is handed over; the first window does without."""
        from app.ui.conversations.handing_over import HandingOver

        return HandingOver(self._pane, self._desk)

    def hand_over(self) -> None:
        """Ask to whom the open conversation goes."""
        self.handing_over.ask()

    def withdraw_offer(self) -> None:
        """Keep the open conversation, which another server was asked to take."""
        self.handing_over.withdraw(self._desk.current)

    def put_aside(self, minutes: int | None) -> None:
        """Put the conversation aside for some minutes; None brings it back."""
        desk, wanted = self._desk, self._desk.current
        desk.snooze(wanted, None if minutes is None else desk.clock() + minutes * MINUTE_MS)
        if minutes is not None:
            desk.ctx.notices.toast(tr("已挂起，到时间或客户来信后回来"), undo=lambda: desk.snooze(wanted, None))

    def ask_spam(self) -> None:
        """Ask before a conversation is called spam."""
        confirm(
            self._pane,
            tr("标为垃圾会话？"),
            tr("会话会立即结束，不计入统计。需要时可以重新打开。"),
            tr("标为垃圾"),
            functools.partial(self._desk.mark_spam, self._desk.current),
        )
