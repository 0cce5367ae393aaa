"""What is done about replies that wait for their author."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.commands import guard
from app.domain.clock import Clock
from app.storage.guard import StaleReply
from app.ui.kit.dialogs import confirm
from app.ui.kit.i18n import tr
from app.ui.kit.screen import Context, Place
from app.ui.kit.sync_link import SyncLink
from app.ui.outbox.stale import StalePanel


class StaleReplies(StalePanel):
    """The panel with its commands. ``replies`` returns all that wait, as they were read."""

    def __init__(self, ctx: Context, clock: Clock, replies: Callable[[], Sequence[StaleReply]]) -> None:
        super().__init__(clock)
        self._ctx = ctx
        self._replies = replies
        self.sendWanted.connect(self._send_one)
        self.sendAllWanted.connect(self._ask_send_all)
        self.editWanted.connect(self._edit)
        self.dropWanted.connect(self._drop)
        self.placeWanted.connect(lambda item: ctx.go(Place("conversations", item)))

    def _send_one(self, reply: StaleReply) -> None:
        self._leave(lambda tx: guard.send_all_the_same(tx, reply))

    def _ask_send_all(self) -> None:
        replies = [reply for reply in self._replies() if not reply.gone]
        title = tr("把 {n} 条回复都照原样发出?", n=len(replies)).format(n=len(replies))
        text = tr("客户会马上看到。没有看过的，先逐条看看之后发生了什么。")

        def send() -> None:
            # each in a transaction of its own: the server takes one all or none, and one customer's reply that is
            # stale once more must not hold back the others'
            self._leave(*(partial(guard.send_all_the_same, reply=reply) for reply in replies))

        confirm(self, title, text, tr("全部发出"), send, destructive=False, way_out=tr("逐条看"))

    def _leave(self, *steps: Callable[[Any], None]) -> None:
        link: SyncLink | None = self._ctx.services.get(SyncLink)
        told = tr("已交给总部发出") if link is not None and link.online else tr("已存为待发送")
        for left, step in enumerate(steps, 1 - len(steps)):
            done = None if left else lambda _: self._ctx.notices.toast(told)
            self._ctx.tasks.write(step, done, owner=self)

    def _edit(self, reply: StaleReply) -> None:
        def there(_: object) -> None:
            self._ctx.go(Place("conversations", reply.conversation_id, writes=True))

        self._ctx.tasks.write(lambda tx: guard.edit(tx, reply), there, owner=self)

    def _drop(self, reply: StaleReply) -> None:
        """Give a reply up at once: taking it back is one click, until the screen is left."""

        def take_back() -> None:
            self._ctx.tasks.write(lambda tx: guard.take_back(tx, reply))

        def told(_: object) -> None:
            self._ctx.notices.toast(tr("已放弃，没有发给客户"), undo=take_back, seconds=10)

        self._ctx.tasks.write(lambda tx: guard.drop(tx, reply), told, owner=self)
