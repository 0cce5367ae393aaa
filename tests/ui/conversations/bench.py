"""What a test of the workspace holds in its hands, and how it looks into the database."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.domain.change import Result
from app.domain.conversations import Conversation, Message
from app.domain.notice import SyncStatus
from app.storage import rows
from app.storage.database import Database
from app.storage.replica import Replica
from app.storage.tables import ENTITY
from app.ui.conversations.view import ConversationsView
from app.ui.kit.dialogs import Dialog
from app.ui.kit.screen import Context, Place
from app.ui.kit.sync_link import SyncLink
from tests.helpers import office as fixture

Open = Callable[..., ConversationsView]
ENTER, CTRL, SHIFT = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Bench:
    """A context and what a test looks at."""

    database: Database
    ctx: Context
    link: SyncLink
    places: list[Place]
    crashes: list[BaseException]
    qtbot: QtBot

    @property
    def told(self) -> list[str]:
        return [toast.text for toast in self.ctx.notices.told]

    def go_online(self, online: bool = True) -> None:
        state = SyncStatus(
            state="online" if online else "offline", since=fixture.NOW - 60_000, last_sync_at=fixture.NOW
        )
        self.link.publish(state)
        self.qtbot.waitUntil(lambda: self.link.online == online)

    def settle(self) -> None:
        """Wait until nothing is under way any more."""
        quiet = 0
        while quiet < 3:
            self.qtbot.waitUntil(lambda: self.ctx.tasks.pending == 0, timeout=10_000)
            QApplication.processEvents()
            quiet = quiet + 1 if self.ctx.tasks.pending == 0 else 0


def said(bench: Bench, conversation_id: str) -> list[Message]:
    """What the agent has written here and the server has not got yet."""

    def read(connection: object) -> list[Message]:
        table = ENTITY["message"]
        query = select(table.c.id).where(table.c.conversation_id == conversation_id, table.c.seq == 0)
        ids = [key for (key,) in connection.execute(query)]  # type: ignore[attr-defined]
        found = rows.get_many(connection, Message, ids)  # type: ignore[arg-type]
        return sorted(found.values(), key=lambda message: message.composed_at)

    return bench.database.read(read)


def conversation(bench: Bench, key: str) -> Conversation:
    found = bench.database.read(lambda c: rows.get(c, Conversation, key))
    assert found is not None
    return found


def dialog(view: ConversationsView, kind: type[Dialog]) -> Dialog:
    found = [one for one in view.findChildren(kind) if one.isVisible()]
    assert found, f"no open {kind.__name__}"
    return found[-1]


def refuse(bench: Bench) -> None:
    """Have the server refuse everything that waits."""

    def answer(replica: Replica) -> None:
        ops = replica.next_push(20)
        replica.answered(ops, [Result(status="rejected", code="conversation_not_yours") for _ in ops])

    bench.database.replicate(answer).result(5)
    bench.settle()
