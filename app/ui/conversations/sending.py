"""What leaves the composer: at once, or after a while in which it can be taken back; and what comes back from it."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.commands import conversations as commands
from app.commands.conversations import Outgoing
from app.domain.clock import Clock
from app.domain.conversations import Delivery, Message, MessageKind
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.storage import drafts
from app.storage.drafts import Draft, Held
from app.storage.threads import Thread
from app.ui.kit.i18n import tr
from app.ui.kit.notices import Toast
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context

UNDO_MS = 4_000
"""How long cards, files and send-and-end can be undone without a person's own setting; plain text leaves at once."""
WITHDRAW_MS = 120_000
RELEASE_AGAIN_MS = 5_000
"""After what was due could not leave, because the disk was full, say."""


class Talking(Protocol):
    """Who sends, and where; :class:`app.ui.conversations.desk.Desk` is the real one."""

    ctx: Context
    clock: Clock
    me: Actor
    talk: Thread | None

    @property
    def online(self) -> bool: ...

    def name_of(self, conversation_id: str) -> str: ...


class Sending(QObject):
    """The way out of one desk. What waits in its undo window is in the database and outlives a crash."""

    sent = Signal(str)
    """Something left the composer for this conversation."""
    restored = Signal(object, object)
    """(a :class:`Draft` that came back because sending was undone, the one that it was joined with)."""

    def __init__(self, desk: Talking, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.shown: Callable[[], Draft] = lambda: Draft(conversation_id="")
        """Stores what stands in the composer and returns it, so that what comes back can be joined with it."""
        self._offers: dict[str, tuple[str, Toast]] = {}
        """Id of what is held -> the conversation whose next reply lets it leave ("" for none), and the way back."""
        """What can be undone -> the toast that offers it."""
        self._stuck = False
        self._departure = QTimer(self, singleShot=True)
        self._departure.timeout.connect(self.release)

    @property
    def undo_ms(self) -> int:
        """How long cards, files and send-and-end can be undone; 0 for not at all."""
        preferences: Preferences | None = self._desk.ctx.services.get(Preferences)
        return preferences.value.undo_seconds * 1000 if preferences is not None else UNDO_MS

    def send(self, out: Outgoing, failed: Callable[[BaseException], None] | None = None) -> None:
        """Send at once, or hold it for the undo window when it carries cards, files or the end of the conversation."""
        name = self._desk.name_of(out.conversation_id)
        undo_ms = self.undo_ms
        weighty = any(item.card or item.file for item in out.staged) or out.then.action == "close"
        if out.mode == "reply" and weighty and undo_ms:
            self._desk.ctx.tasks.write(
                lambda tx: commands.hold(tx, out, undo_ms),
                lambda held: self._held(held, name, undo_ms),
                failed,
                owner=self,
            )
        else:
            self._desk.ctx.tasks.write(lambda tx: commands.send(tx, out), lambda _: self._sent(out), failed, owner=self)

    def _sent(self, out: Outgoing) -> None:
        for held_id, (conversation_id, offer) in list(self._offers.items()):
            if out.mode == "reply" and conversation_id == out.conversation_id:  # it has left before this reply
                del self._offers[held_id]
                self._desk.ctx.notices.withdraw(offer)
        self.sent.emit(out.conversation_id)

    def _held(self, held: Held, name: str, undo_ms: int) -> None:
        self._wake_at(held.leave_at)
        self.sent.emit(held.conversation_id)
        said = tr("已发送给{name}") if self._desk.online else tr("已存为待发送：{name}")
        offer = Toast(
            text=said.format(name=name),
            action=tr("撤销"),
            run=lambda: self.undo(held.id),
            seconds=undo_ms // 1000,
        )
        before = held.conversation_id if held.then.action != "close" else ""
        # at most two are on screen
        self._offers = {**dict(list(self._offers.items())[-1:]), held.id: (before, offer)}
        self._desk.ctx.notices.show(offer)

    def undo(self, held_id: str) -> None:
        """Take back what is inside its undo window."""
        found = self._offers.pop(held_id, None)
        if found is not None:
            self._desk.ctx.notices.withdraw(found[1])
        self._take_back(lambda tx: commands.undo_send(tx, held_id))

    def newest_held(self) -> str:
        """Return the id of what was sent last into the open conversation and can still be undone, or ""."""
        rows = self._desk.talk.rows if self._desk.talk is not None else ()
        return next((row.held_id for row in reversed(rows) if row.held_id), "")

    def release(self) -> None:
        """Let leave what is due; at the start also what an earlier run held."""
        self._desk.ctx.tasks.write(commands.release_due, self._released, self._not_released, owner=self)

    def _not_released(self, error: BaseException) -> None:
        """What is due stays held, which its bubble says; it is tried again until it leaves."""
        if isinstance(error, AppError) and not self._stuck:
            self._desk.ctx.notices.error(error)
        self._stuck = True
        self._departure.start(RELEASE_AGAIN_MS)

    def _released(self, count: int) -> None:
        self._stuck = False
        self._desk.ctx.tasks.read(drafts.next_departure, self._next_departure, key="departure", owner=self)

    def _next_departure(self, at: int | None) -> None:
        if at is not None:
            self._wake_at(at)

    def _wake_at(self, at: int) -> None:
        wait = max(0, at - self._desk.clock()) + 5
        if not self._departure.isActive() or self._departure.remainingTime() > wait:
            self._departure.start(wait)

    def send_again(self, op_id: str) -> None:
        """Send a refused message once more."""

        def again(tx: Any) -> None:
            from app.commands import problems

            problems.retry(tx, op_id)

        self._desk.ctx.tasks.write(again, owner=self)

    def edit_again(self, op_id: str) -> None:
        """Put a refused message back into the composer."""
        self._take_back(lambda tx: commands.edit_again(tx, op_id))

    def _take_back(self, fn: Callable[[Any], Draft]) -> None:
        begun = self.shown()
        self._desk.ctx.tasks.write(fn, lambda draft: self.restored.emit(draft, begun), owner=self)

    def withdraw(self, message_id: str) -> None:
        """Take a sent message back."""
        self._desk.ctx.tasks.write(lambda tx: commands.withdraw(tx, message_id), owner=self)

    def last_own_text(self) -> Message | None:
        """Return one's newest text if nothing was said since and it can still be withdrawn."""
        rows = self._desk.talk.rows if self._desk.talk is not None else ()
        spoken = [row for row in rows if row.message.kind not in (MessageKind.NOTE, MessageKind.SYSTEM)]
        if not spoken or spoken[-1].held_id:
            return None
        message = spoken[-1].message
        recent = message.stored_at is None or self._desk.clock() - message.stored_at < WITHDRAW_MS
        mine = message.author_id == self._desk.me.id and message.kind is MessageKind.TEXT
        return message if mine and recent and message.state is not Delivery.WITHDRAWN else None
