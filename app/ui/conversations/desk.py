"""The state behind the workspace: what is in the list, which conversation is open, what is suggested for it.

Widgets show what the desk holds and call its methods; the desk reads and writes through the tasks. It has no widget,
so that it is tested without one.
"""

import functools
import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.commands import conversations as commands
from app.domain.clock import Clock, now_ms
from app.domain.conversations import SERVING, Author, Status
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.notice import Changes, SyncStatus
from app.domain.protocol import Taken
from app.domain.surveys import Solved
from app.storage import conversations, customers, threads
from app.storage.conversations import ConversationRow, Workspace
from app.storage.customers import Profile
from app.storage.missed import Missed
from app.storage.suggestions import KnowledgeIndex
from app.storage.threads import WINDOW, Thread
from app.ui.conversations import inbox
from app.ui.conversations.advice import Advice
from app.ui.conversations.sending import Sending
from app.ui.kit.i18n import tr
from app.ui.kit.notices import Toast, sentence
from app.ui.kit.online import Online
from app.ui.kit.screen import Context
from app.ui.kit.sync_link import SyncLink

log = logging.getLogger(__name__)

ADVISE_AGAIN_MS = 5_000
"""While knowledge comes in bulk, suggestions for the same words are looked up this often."""
FIRST = 30
"""Messages that are read when a conversation is opened: a screen and a half."""
ENDED = frozenset({Status.CLOSED, Status.ABANDONED, Status.SPAM})
RELEVANT = frozenset(
    {
        "conversation",
        "message",
        "customer",
        "read_mark",
        "draft",
        "conflict",
        "agent",
        "group",
        "category",
        "sync_issue",
    }
)


class Desk(QObject):
    """One agent's desk. ``clock`` gives ms UTC."""

    workspaceChanged = Signal()
    threadChanged = Signal()
    """The open conversation has other rows or another state, or there is none any more."""
    opened = Signal(str)
    """Another conversation is open: its id, "" for none. Comes before its thread has been read."""
    profileChanged = Signal()
    linkChanged = Signal()
    """Online or offline, or another count."""
    typingChanged = Signal()
    """Other customers than before are writing."""
    arrived = Signal(object)
    """A :class:`ConversationRow` that needs the agent now: for the tray, the badge and the sound."""
    deadlineNear = Signal(object, bool)
    """(row, late): a reply is due soon, or was due; each told once."""
    taken = Signal(str)
    """This conversation was taken from the queue and is open: one goes on by answering it."""
    listFailed = Signal(str)
    threadFailed = Signal(str)

    def __init__(self, ctx: Context, parent: QObject | None = None, clock: Clock = now_ms) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.clock = clock
        self.me: Actor = ctx.service(Actor)
        self.advice = Advice(ctx.tasks, ctx.services.get(KnowledgeIndex) or KnowledgeIndex(), clock, self)
        self._link: SyncLink | None = ctx.services.get(SyncLink)
        self.workspace: Workspace | None = None
        self.talk: Thread | None = None
        self.profile: Profile | None = None
        self.current = ""
        self.limit = FIRST
        self._warned = inbox.Warned()
        self._not_taken: Toast | None = None
        self._under_way: set[str] = set()
        self._again: dict[str, Callable[[], None]] = {}
        self._advise = QTimer(self, singleShot=True, interval=ADVISE_AGAIN_MS)
        self._advise.timeout.connect(self._ask_advice)
        self.sending = Sending(self, self)
        self._link_shown: tuple[bool, int, int, int | None] | None = None
        if self._link is not None:
            self._link.changed.connect(self._on_status)
            self._link.typingChanged.connect(self.typingChanged)

    # -- how things stand ------------------------------------------------------------------------------------------

    @property
    def online(self) -> bool:
        """Whether the server answers."""
        return self._link is not None and self._link.online

    @property
    def status(self) -> SyncStatus:
        """How the synchronisation stands."""
        return self._link.status if self._link is not None else SyncStatus()

    @property
    def offline_since(self) -> int:
        """When the link broke (ms); 0 while online and before the first news."""
        return 0 if self.online else self.status.since

    def writes(self, conversation_id: str) -> bool:
        """Say whether the customer of a conversation is writing just now."""
        return self._link is not None and conversation_id in self._link.typing

    def row(self, conversation_id: str) -> ConversationRow | None:
        """Return the list row of a conversation, if the list has it."""
        space = self.workspace or Workspace()
        return next((row for row in space.everyone if row.id == conversation_id), None)

    def _on_status(self, status: SyncStatus) -> None:
        # while rows pour in there is news every moment, of which nothing here shows anything
        shown = (self.online, self.offline_since, status.pending, None if self.online else status.last_sync_at)
        if shown == self._link_shown:
            return
        self._link_shown = shown
        self.linkChanged.emit()
        if self.talk is not None:
            self.threadChanged.emit()

    def name_of(self, conversation_id: str) -> str:
        """Return what the customer of a conversation is called, "" when it is neither open nor in the list."""
        if self.talk is not None and self.talk.conversation.id == conversation_id:
            return self.talk.customer.name
        row = self.row(conversation_id)
        return row.name if row is not None else ""

    # -- reading ---------------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what may be stale; everything without ``changes``."""
        if changes is None or changes.touches(RELEVANT):
            self._read_workspace()
        if self.current and (changes is None or changes.touches(RELEVANT)):
            self._read_thread()
        stale = frozenset({"customer", "ticket", "conversation", "survey", "conflict", "identity"})
        if self.current and (changes is None or changes.touches(stale)):
            self._read_profile()
        if changes is not None and changes.touches({"article", "category"}):
            if changes.ids:
                self._ask_advice()
            elif not self._advise.isActive():
                self._advise.start()
        if changes is None or changes.touches({"missed_take"}):
            self.ctx.tasks.write(commands.missed_takes, self._tell_missed, owner=self)

    def _ask_advice(self) -> None:
        self.advice.ask(self.current, self._question())

    def open(self, conversation_id: str) -> None:
        """Show another conversation; "" for none."""
        if conversation_id == self.current:
            return
        self.current = conversation_id
        self.limit = FIRST
        self.talk = None
        self.profile = None
        if conversation_id:
            self._read_thread()  # first: it goes on while everything here is cleared
        self.opened.emit(conversation_id)
        self.threadChanged.emit()
        self.profileChanged.emit()
        self.advice.clear()
        if conversation_id:
            row = self.row(conversation_id)
            if row is not None and row.flagged:
                self.ctx.tasks.write(lambda tx: commands.mark_seen(tx, conversation_id), owner=self)

    def load_older(self) -> None:
        """Read more of the thread's past, if there is more."""
        if self.talk is not None and self.talk.more and self.limit < 6_000:
            self.limit = len([row for row in self.talk.rows if row.message.seq]) + WINDOW
            self._read_thread()

    def _once(self, name: str, ask: Callable[[], None]) -> bool:
        """Say whether to ask now; while an answer is under way one more question is kept for afterwards.

        A first sync tells hundreds of changes a second: without this the questions would queue up.
        """
        if name in self._under_way:
            self._again[name] = ask
            return False
        self._under_way.add(name)
        return True

    def _answered(self, name: str) -> None:
        self._under_way.discard(name)
        ask = self._again.pop(name, None)
        if ask is not None:
            ask()

    def _read_workspace(self) -> None:
        if self._once("workspace", self._read_workspace):
            self.ctx.tasks.read(
                lambda c: conversations.workspace(c, self.me.id), self._take_workspace, self._list_failed, owner=self
            )

    def _read_thread(self) -> None:
        wanted, limit = self.current, self.limit
        if wanted and self._once("thread", self._read_thread):
            self.ctx.tasks.read(
                lambda c: threads.thread(c, wanted, self.me.id, limit),
                lambda found: self._take_thread(wanted, found),
                self._thread_failed,
                owner=self,
            )

    def _read_profile(self) -> None:
        if self.talk is None or not self._once("profile", self._read_profile):
            return
        customer_id, at = self.talk.customer.id, self.clock()
        self.ctx.tasks.read(
            lambda c: customers.profile(c, customer_id, self.me.id, at),
            lambda found: self._take_profile(customer_id, found),
            self._profile_failed,
            owner=self,
        )

    def _take_workspace(self, space: Workspace) -> None:
        before, self.workspace = self.workspace, space
        self._answered("workspace")
        self.workspaceChanged.emit()
        if before is not None:
            for row in inbox.arrivals(before, space):
                if self._link is not None:
                    self._link.stopped_typing(row.id)
                self.arrived.emit(row)
        self.check_deadlines()

    def _take_thread(self, wanted: str, found: Thread | None) -> None:
        self._answered("thread")
        if wanted != self.current:
            return
        if found is not None and found == self.talk:
            return  # one's own read mark and the like: nothing to draw again
        before = self.talk
        asked, sent = self._question(), before.sent_articles if before is not None else frozenset()
        self.talk = found
        if found is None:
            self.threadFailed.emit(tr("这个会话已不在本机，可能转给了别的组"))
            return
        self.threadChanged.emit()
        if before is None or before.customer.id != found.customer.id:  # a merge puts somebody else in his place
            self._read_profile()
        if before is None or self._question() != asked or found.sent_articles != sent:
            self._ask_advice()

    def _take_profile(self, customer_id: str, profile: Profile | None) -> None:
        self._answered("profile")
        if self.talk is not None and self.talk.customer.id == customer_id:
            self.profile = profile
            self.profileChanged.emit()

    def _list_failed(self, error: BaseException) -> None:
        self._answered("workspace")
        self.listFailed.emit(self._words(error))

    def _thread_failed(self, error: BaseException) -> None:
        self._answered("thread")
        self.threadFailed.emit(self._words(error))

    def _profile_failed(self, error: BaseException) -> None:
        """The conversation works without the customer's card; the next change asks again."""
        self._answered("profile")
        log.warning("the customer's card could not be read", exc_info=error)

    @staticmethod
    def _words(error: BaseException) -> str:
        return sentence(error) if isinstance(error, AppError) else tr("没有读出来，请再试一次")

    def check_deadlines(self) -> None:
        """Announce replies that are due soon or late; called once a second by the list."""
        if self.workspace is None:
            return
        news, self._warned = inbox.warn(self.workspace, self.clock(), self._warned)
        for row, late in news:
            self.deadlineNear.emit(row, late)

    def _question(self) -> str:
        """What is to be answered; nothing once it is over."""
        return self.talk.question if self.talk is not None and not self.ended else ""

    @property
    def ended(self) -> bool:
        """Whether the open conversation is over."""
        return self.talk is not None and self.talk.conversation.status in ENDED

    # -- doing -----------------------------------------------------------------------------------------------------

    def may_reply(self) -> str:
        """Return why no reply can be written now, "" when it can."""
        thread = self.talk
        if thread is None:
            return tr("还没有打开会话")
        conversation = thread.conversation
        if conversation.status in SERVING:
            if conversation.assignee_id == self.me.id:
                return ""
            return tr("由{name}负责，您可以写内部备注").format(name=thread.assignee_name)
        if conversation.status is Status.MESSAGE_LEFT:
            return tr("客户留言后离开了，接入后才能回复")
        if conversation.status.value in ("queued", "bot"):
            return tr("客户还在排队，接入后才能回复")
        return tr("会话已结束，重新打开后才能回复")

    def mark_read(self) -> None:
        """Remember that the agent has seen the open conversation to its end."""
        thread = self.talk
        if thread is None or thread.conversation.assignee_id != self.me.id:
            return
        newest = max((row.message.seq for row in thread.rows), default=0)
        unread = any(row.message.seq > thread.read_seq and row.message.author is Author.CUSTOMER for row in thread.rows)
        if unread and newest > thread.read_seq:
            wanted = self.current
            self.ctx.tasks.write(
                lambda tx: commands.mark_read(tx, wanted, newest), None, self._not_marked, key="read", owner=self
            )

    def _not_marked(self, error: BaseException) -> None:
        """Nobody asked for it: the next look at the conversation tries again."""
        log.info("the conversation could not be marked as read: %s", error)

    def mark_unread(self) -> None:
        """Have the open conversation look unread, to come back to it."""
        wanted = self.current
        self.ctx.tasks.write(lambda tx: commands.mark_unread(tx, wanted), owner=self)

    def take(self, conversation_id: str) -> None:
        """Take a waiting conversation and open it."""

        def taken(_: object) -> None:
            self._taken(conversation_id)

        def refused(error: BaseException) -> None:
            row = self.row(conversation_id)
            if not isinstance(error, AppError):
                return
            if error.code == "conversation_taken" and row is not None:
                self._say_missed(row.name, row.assignee_name, error)
            else:
                self._refuse_taking(error)

        self.ctx.tasks.write(lambda tx: commands.take(tx, conversation_id), taken, refused, owner=self)

    def _tell_missed(self, found: Sequence[Missed]) -> None:
        for one in found:
            self._say_missed(one.customer_name, one.assignee_name, AppError(one.code, one.values))

    def _say_missed(self, customer: str, name: str, error: AppError) -> None:
        """A colleague was faster: nothing is lost and nothing is to be done, so it is a note and no error."""
        words = tr("{customer}已由{name}接待").format(customer=customer or tr("未知客户"), name=name)
        self.ctx.notices.toast(words if name else sentence(error), tone="info")

    def take_next(self) -> None:
        """Take the conversation at the head of the queue: the server says which, so that no two agents take one."""
        online: Online | None = self.ctx.services.get(Online)
        if online is None:
            wanted = inbox.next_waiting(self.workspace or Workspace())
            if wanted:
                self.take(wanted)
            return

        def ask() -> Taken:
            return online.call(lambda requests: requests.post("/desk/v1/take-next", b"", Taken))

        def failed(error: BaseException) -> None:
            if isinstance(error, AppError):
                self._refuse_taking(error)
            else:
                self.ctx.notices.crash(error)

        self.ctx.tasks.run(ask, lambda answer: self._taken(answer.conversation_id), failed, owner=self)

    def _refuse_taking(self, error: AppError) -> None:
        self._not_taken = self.ctx.notices.error(error)

    def _taken(self, conversation_id: str) -> None:
        if self._not_taken is not None:
            self.ctx.notices.withdraw(self._not_taken)
            self._not_taken = None
        self.open(conversation_id)
        self.ctx.notices.toast(tr("已接入"))
        self.taken.emit(conversation_id)

    def wait_customer(self) -> None:
        """The next word is the customer's."""
        wanted = self.current
        self.ctx.tasks.write(lambda tx: commands.wait_customer(tx, wanted), owner=self)

    def put_back(self) -> None:
        """Give the open conversation back to its queue."""
        wanted = self.current

        def done(_: object) -> None:
            self.ctx.notices.toast(tr("已退回排队"))

        self.ctx.tasks.write(lambda tx: commands.put_back(tx, wanted), done, owner=self)

    # What a dialog or a toast may ask for names its conversation: another may be open when the answer comes.

    def snooze(self, conversation_id: str, until: int | None) -> None:
        """Put a conversation aside until a time (ms), or bring it back."""
        self.ctx.tasks.write(lambda tx: commands.snooze(tx, conversation_id, until), owner=self)

    def close(
        self,
        conversation_id: str,
        category_id: str,
        solved: Solved | None,
        note: str,
        store: Callable[..., object] | None = None,
    ) -> None:
        """End a conversation. ``store(fn, done)`` writes instead of the tasks: a dialog that waits for it."""

        def done(_: object) -> None:
            self.ctx.notices.toast(tr("会话已结束"))

        write = store or functools.partial(self.ctx.tasks.write, owner=self)
        write(lambda tx: commands.close(tx, conversation_id, category_id=category_id, solved=solved, note=note), done)

    def reopen(self) -> None:
        """Go on with a conversation that has ended."""
        wanted = self.current
        self.ctx.tasks.write(lambda tx: commands.reopen(tx, wanted), owner=self)

    def mark_spam(self, conversation_id: str) -> None:
        """Not a customer."""
        self.ctx.tasks.write(lambda tx: commands.mark_spam(tx, conversation_id), owner=self)

    def set_tags(self, tags: tuple[str, ...]) -> None:
        """Replace the open conversation's tags."""
        wanted = self.current
        self.ctx.tasks.write(lambda tx: commands.set_tags(tx, wanted, tags), owner=self)
