"""Where an agent writes: reply or note, staged cards and files, the inline search, drafts that survive a crash."""

import functools
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.commands.conversations import Outgoing
from app.domain.errors import AppError
from app.domain.numbers import private_number
from app.storage.drafts import NOTE, REPLY, Draft, Staged, Then, with_more
from app.ui.conversations.attaching import Attaching
from app.ui.conversations.composer_parts import BlockedBar, Foot, Tools
from app.ui.conversations.composer_text import ComposerText
from app.ui.conversations.desk import Desk
from app.ui.conversations.draft_shelf import DraftShelf, Key, key_of, rejoined
from app.ui.conversations.emoji import EmojiGrid
from app.ui.conversations.findings import CARD_FORMAT
from app.ui.conversations.intake import Intake
from app.ui.conversations.mentions import Mentions
from app.ui.conversations.staged_bar import StagedBar
from app.ui.kit.dialogs import confirm
from app.ui.kit.i18n import tr
from app.ui.kit.preferences import Preferences
from app.ui.kit.rich_text import Media
from app.ui.kit.theme import set_state

if TYPE_CHECKING:
    from app.ui.conversations.inline_search import InlineSearch


class Composer(QFrame):
    """The composer of the open conversation."""

    previewWanted = Signal(str)
    """The id of an article to look at."""
    closeWanted = Signal(object)
    """An :class:`Outgoing` that goes with ending the conversation (None for nothing but the end)."""
    keyPressed = Signal()
    """Somebody types: the list keeps its order."""
    takeWanted = Signal()
    reopenWanted = Signal()

    def __init__(self, desk: Desk, media: Media | None, attaching: Attaching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.intake = Intake(self, self, desk.advice, attaching)
        self.drafts = DraftShelf(desk, self)
        self._restoring = False
        self._key: Key = ("", REPLY)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "top")
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.blocked = BlockedBar()
        self.blocked.takeWanted.connect(self.takeWanted)
        self.blocked.reopenWanted.connect(self.reopenWanted)
        column.addWidget(self.blocked)
        self.box = QFrame()
        self.box.setProperty("surface", "panel")
        column.addWidget(self.box)
        inner = QVBoxLayout(self.box)
        inner.setContentsMargins(10, 8, 10, 8)
        inner.setSpacing(6)
        self.staged = StagedBar(media)
        self.staged.changed.connect(self._changed)
        self.field = ComposerText()
        self.field.textChanged.connect(self._changed)
        self.field.submitted.connect(self._submit)
        self.field.imageGiven.connect(self.intake.image)
        self.field.filesGiven.connect(self.intake.files)
        self.field.pasted.connect(self._look_twice)
        self.field.undoWanted.connect(self._undo)
        self.field.recallWanted.connect(self._recall)
        self.field.unstageWanted.connect(self.staged.remove_last)
        self.tools = self._make_tools()
        inner.addWidget(self.tools)
        inner.addWidget(self.staged)
        inner.addWidget(self.field)
        self.foot = Foot()
        self.foot.sendWanted.connect(self.send)
        inner.addWidget(self.foot)
        self._search: InlineSearch | None = None
        self.field.asked.connect(self._look_up)
        self.tools.knowledgeWanted.connect(self._begin_search)
        self.mentions = Mentions(desk, self.field, self)
        self._enter_sends = True
        self._preferences: Preferences | None = desk.ctx.services.get(Preferences)
        self._wire()
        self._set_keys()
        self._show_state()

    # -- parts -----------------------------------------------------------------------------------------------------

    def _wire(self) -> None:
        desk = self.desk
        desk.opened.connect(self._on_opened)
        desk.threadChanged.connect(self._on_thread)
        desk.sending.sent.connect(self._on_sent)
        desk.sending.restored.connect(self._restore)
        desk.sending.shown = self._saved
        self.drafts.added.connect(self._on_added)
        desk.linkChanged.connect(self._name_send)
        if self._preferences is not None:
            self._preferences.changed.connect(self._set_keys)
        self.drafts.saveDue.connect(self.save)
        self.drafts.kept.connect(self._say_draft)

    def _make_tools(self) -> Tools:
        tools = Tools()
        tools.modeChosen.connect(self.set_mode)
        tools.pictureWanted.connect(functools.partial(self.intake.choose_files, pictures=True))
        tools.fileWanted.connect(self.intake.choose_files)
        tools.emojiWanted.connect(self._pick_emoji)
        return tools

    @property
    def popup(self) -> "InlineSearch":
        """The inline search, made when it is first wanted."""
        if self._search is None:
            from app.ui.conversations.inline_search import InlineSearch

            self._search = popup = InlineSearch(self.desk, self.field, self)
            popup.cardWanted.connect(self.intake.card)
            popup.textWanted.connect(functools.partial(self.intake.article, edit=False))
            popup.editWanted.connect(functools.partial(self.intake.article, edit=True))
            popup.previewWanted.connect(self.previewWanted)
        return self._search

    def _look_up(self, query: str) -> None:
        self.popup.follow(query)

    def _begin_search(self) -> None:
        self.popup.begin()

    def _set_keys(self) -> None:
        self._enter_sends = self._preferences is None or self._preferences.value.send_key == "enter"
        self.field.enter_submits = self._enter_sends
        self.foot.set_keys(enter_sends=self._enter_sends)

    # -- mode and drafts -------------------------------------------------------------------------------------------

    @property
    def key(self) -> Key:
        """The conversation and mode that is written for."""
        return self._key

    @property
    def mode(self) -> str:
        """Whether a reply or a note is written."""
        return self._key[1]

    def set_mode(self, mode: str) -> None:
        """Write a reply or a note; each keeps its own draft."""
        if mode == self.mode:
            return
        self.save()
        self._show_draft(self._key[0], mode)
        self.field.setFocus()

    def toggle_mode(self) -> None:
        """From reply to note and back."""
        self.set_mode(NOTE if self.mode == REPLY else REPLY)

    def draft(self) -> Draft:
        """Return what stands in the composer."""
        return Draft(
            conversation_id=self._key[0],
            mode=self._key[1],
            text=self.field.text(),
            cursor=self.field.caret(),
            staged=self.staged.items(),
        )

    def save(self) -> None:
        """Keep the draft now."""
        self.drafts.keep(self.draft())

    def _on_opened(self, conversation_id: str) -> None:
        self.save()
        if self._search is not None:
            self._search.leave()
        self.mentions.leave()
        self._show_draft(conversation_id, REPLY)

    def _on_thread(self) -> None:
        thread = self.desk.talk
        if thread is not None:
            for draft in (thread.reply, thread.note):
                found = self.drafts.learn(draft, self.draft()) if draft is not None else None
                if found is not None:
                    self._put(found)
        self._mark_drafts()
        self._show_state()

    def _show_draft(self, conversation_id: str, mode: str) -> None:
        self._key = (conversation_id, mode)
        self.tools.modes.choose(mode)
        self._put(self.drafts.get(self._key))
        self._mark_drafts()
        self._show_state()

    def _mark_drafts(self) -> None:
        """Say beside the other mode that something unfinished stands there."""
        conversation_id, mode = self._key
        other = REPLY if mode == NOTE else NOTE
        self.tools.mark(other, unfinished=not self.drafts.get((conversation_id, other)).empty)
        self.tools.mark(mode, unfinished=False)

    def _put(self, draft: Draft) -> None:
        self._restoring = True
        self.field.set_text(draft.text, draft.cursor)
        self.staged.set_items(draft.staged, self.desk.clock())
        self._restoring = False
        self._say_draft()

    def _changed(self) -> None:
        if self._restoring:
            return
        self.keyPressed.emit()
        self.drafts.soon()
        self.foot.say_kept(False, online=self.desk.online)
        self._name_send()

    def _say_draft(self) -> None:
        kept = not self.draft().empty and not self.drafts.waiting
        self.foot.say_kept(kept, online=self.desk.online)

    # -- looks -----------------------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        note = self.mode == NOTE
        talk = self.desk.talk
        reading = talk is None and bool(self._key[0])
        why = "" if reading else self.desk.may_reply()
        status = talk.conversation.status if talk is not None else None
        shown = why if talk is not None else ""
        self.blocked.set(shown, status, online=self.desk.online, ended=self.desk.ended)
        # also while the thread is being read: a disabled field would lose the focus, and what is typed meanwhile
        self.field.setEnabled(reading or (talk is not None and (note or not why)))
        self.field.names_people = note
        set_state(self.box, surface="noting" if note else "panel")
        hint = tr("写给同事的备注，客户看不到，输入 @ 提到同事") if note else tr("输入回复，行首输入 / 查找知识")
        self.field.setPlaceholderText(hint if not why or note else why)
        self.field.setAccessibleName(tr("内部备注") if note else tr("回复客户"))
        self._name_send()
        self._say_draft()

    def _name_send(self) -> None:
        note = self.mode == NOTE
        online = self.desk.online
        words = tr("保存备注") if note else tr("发送") if online else tr("存为待发送")
        usable = not self.draft().empty and (note or not self.desk.may_reply()) and self.desk.talk is not None
        self.foot.name(words, usable=usable, variants=not note)

    # -- sending ---------------------------------------------------------------------------------------------------

    def _submit(self, modifiers: Qt.KeyboardModifier) -> None:
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        waits = control and self._enter_sends
        self.send("close" if control and shift else "wait_customer" if waits else "")

    def send(self, then: str = "") -> None:
        """Send what stands here; ``then`` is "", "wait_customer" or "close"."""
        draft = self.draft()
        if self.desk.talk is None:
            return
        if draft.empty:
            if then == "close":
                self.closeWanted.emit(None)
            return
        if self.mode == REPLY and (why := self.desk.may_reply()):
            self.desk.ctx.notices.toast(why, tone="warning")
            return
        out = Outgoing(
            conversation_id=draft.conversation_id,
            mode=draft.mode,
            text=draft.text,
            staged=draft.staged,
            cursor=draft.cursor,
            then=Then(then if then == "wait_customer" and self.mode == REPLY else ""),
        )
        expired = [
            item.card.title
            for item in draft.staged
            if item.card is not None and item.card.valid_until is not None and item.card.valid_until < self.desk.clock()
        ]
        if expired:
            confirm(
                self,
                tr("「{title}」已过有效期，仍要发给客户？").format(title=expired[0]),
                tr("内容可能不再准确。可以先看一眼，或换一条知识。"),
                tr("仍然发送"),
                lambda: self._go(msgspec.structs.replace(out, expired_ok=True), then),
            )
        else:
            self._go(out, then)

    def _go(self, out: Outgoing, then: str) -> None:
        if then == "close" and out.mode == REPLY:
            self.closeWanted.emit(out)
            return
        self.dispatch(out)

    def dispatch(self, out: Outgoing) -> None:
        """Hand something to the desk and empty the composer of it."""
        self.forget(out)
        self.desk.sending.send(out, failed=functools.partial(self._not_sent, out))

    def forget(self, out: Outgoing) -> None:
        """Empty the composer of what is on its way."""
        key = (out.conversation_id, out.mode)
        self.drafts.sent(key)
        if self._key == key:
            self._put(Draft(conversation_id=out.conversation_id, mode=out.mode))

    def _not_sent(self, out: Outgoing, error: BaseException) -> None:
        """What was refused stands in the composer again."""
        draft = Draft(
            conversation_id=out.conversation_id, mode=out.mode, text=out.text, cursor=out.cursor, staged=out.staged
        )
        self._restore(draft, None)
        if isinstance(error, AppError):
            self.desk.ctx.notices.error(error)

    def _on_sent(self, conversation_id: str) -> None:
        self.drafts.settle(conversation_id)
        self._name_send()

    def _saved(self) -> Draft:
        """Return what stands here, stored: what is about to come back is joined with it."""
        self.save()
        return self.draft()

    def _restore(self, draft: Draft, begun: Draft | None) -> None:
        """Show what came back, joined with what stands there. ``begun`` is what the database had joined it with."""
        key = key_of(draft)
        self.save()
        self.drafts.restore(rejoined(draft, begun, self.drafts.get(key)))
        if key[0] == self._key[0]:
            self._show_draft(*key)
            self.field.setFocus()
        else:
            self.desk.open(key[0])

    def _on_added(self, draft: Draft) -> None:
        """Something came into a draft that was not shown when it was asked for, and is perhaps by now."""
        self.save()
        key = key_of(draft)
        self.drafts.restore(rejoined(draft, Draft(conversation_id=key[0], mode=key[1]), self.drafts.get(key)))
        if key == self._key:
            self._put(self.drafts.get(key))

    def _undo(self) -> None:
        held = self.desk.sending.newest_held()
        if held:
            self.desk.sending.undo(held)

    def _recall(self) -> None:
        """Take one's last text back to change it, while that is still possible."""
        message = self.desk.sending.last_own_text()
        if message is not None and self.mode == REPLY:
            self.desk.sending.withdraw(message.id)
            self.field.set_text(message.text)

    # -- staging ---------------------------------------------------------------------------------------------------

    def stage(self, *items: Staged) -> None:
        """Put things above the text; an article or file that is there already is not put twice."""
        self.staged.set_items(with_more(self.draft(), *items).staged, self.desk.clock())
        self._changed()
        self.field.setFocus()

    def write_on(self) -> None:
        """Give the field the keyboard."""
        self.field.setFocus()

    def take(self, key: Key, *items: Staged, text: str = "", own_line: bool = False) -> None:
        """Put text and things in where they belong: here at the caret, or with ``own_line`` behind what is written."""
        if key != self._key:
            self.drafts.add(key, *items, text=text, own_line=own_line)
            return
        if own_line and (written := self.field.text().rstrip()):
            self.field.set_text(f"{written}\n{text}")
        elif own_line:
            self.field.set_text(text)
        elif text:
            self.field.insert(text)
        self.stage(*items)

    def quote(self, text: str) -> None:
        """Put a text in as a quotation."""
        lines = "\n".join(f"> {line}" for line in text.splitlines()[:6])
        self.field.insert(f"{lines}\n")
        self.field.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if self.field.isEnabled() and (data.hasFormat(CARD_FORMAT) or data.hasUrls() or data.hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if data.hasFormat(CARD_FORMAT):
            self.intake.card(bytes(data.data(CARD_FORMAT).data()).decode())
        else:
            self.field.insertFromMimeData(data)
        event.acceptProposedAction()

    def _look_twice(self, text: str) -> None:
        """Warn of a private number that was pasted into a reply."""
        if self.mode == NOTE:
            return
        match private_number(text):
            case "phone":
                self.desk.ctx.notices.toast(tr("粘贴的内容里有手机号，请看过再发给客户"), tone="warning")
            case "card":
                self.desk.ctx.notices.toast(tr("粘贴的内容里有银行卡号，请看过再发给客户"), tone="warning")

    def _pick_emoji(self) -> None:
        grid = EmojiGrid(self)
        grid.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid.picked.connect(self.field.insert)
        grid.picked.connect(lambda _: self.field.setFocus())
        grid.pop_up(self.tools.face)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        open_ones = [popup for popup in (self._search, self.mentions) if popup is not None and popup.isVisible()]
        if event.key() == Qt.Key.Key_Escape and open_ones:
            open_ones[0].leave()
        else:
            super().keyPressEvent(event)
