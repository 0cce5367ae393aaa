"""What the palette finds in the local data: conversations, customers, articles and tickets, each opened on its screen.

Nothing typed finds nothing here: what is likely stands in the lists of the screens already.
"""

import functools
from collections.abc import Callable, Sequence
from typing import Any, Literal

from PySide6.QtCore import QObject

from app.domain.clock import Clock, now_ms
from app.domain.conversations import Status
from app.domain.references import number_in
from app.search.levels import GOOD_MATCH
from app.storage import conversations, tickets
from app.storage.conversations import ConversationRow
from app.storage.suggestions import Findings, KnowledgeIndex
from app.storage.tickets import CustomerChoice, TicketRow
from app.ui.kit.formats import percent
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.screen import Context, Place
from app.ui.shell.find import Answer, Found, Provider, match

MOST = 6
SEPARATOR = " / "


class RowProvider:
    """One group: ``read(connection, query)`` off the GUI thread, ``line(row, query)`` for each row that it returned."""

    def __init__(
        self,
        ctx: Context,
        owner: QObject,
        group: Marked,
        prefix: str,
        read: Callable[[Any, str], Sequence[Any]],
        line: Callable[[Any, str], Found],
    ) -> None:
        self.group, self.prefix = group, prefix
        self._ctx, self._owner, self._read, self._line = ctx, owner, read, line

    def find(self, query: str, answer: Answer) -> None:
        if not query:
            answer(())
            return

        def show(rows: Sequence[Any]) -> None:
            answer([self._line(row, query) for row in rows[:MOST]])

        read = self._read
        key = f"palette {self.group.text}"
        self._ctx.tasks.read(lambda connection: read(connection, query), show, key=key, owner=self._owner)


def row_providers(
    ctx: Context, owner: QObject, me: str, send: Callable[[str], object], clock: Clock = now_ms
) -> list[Provider]:
    """Return the groups in their order, none where no office's data is open.

    ``me`` is the agent's id, ``send`` sends an article where one is answering.
    """
    index: KnowledgeIndex | None = ctx.services.get(KnowledgeIndex)
    if index is None:
        return []

    def opener(screen: str, item: str) -> Callable[[], None]:
        return functools.partial(ctx.go, Place(screen, item))

    def talks(connection: Any, query: str) -> list[ConversationRow]:
        space = conversations.workspace(connection, me)
        wanted = query.casefold()
        number = number_in(query, "C")
        named = conversations.numbered(connection, number, me) if number else ()
        return [
            *named,
            *(
                row
                for row in space.everyone
                if row not in named and (wanted in row.sound or wanted in row.topic.casefold())
            ),
        ]

    def talk(row: ConversationRow, query: str) -> Found:
        unassigned = tr("留言") if row.status is Status.MESSAGE_LEFT else tr("排队中")
        return Found(
            id=f"conversation.{row.id}", title=row.name or tr("未知客户"), detail=row.topic, icon="messages",
            hint=row.assignee_name or unassigned, run=opener("conversations", row.id), spans=_spans(query, row.name),
            exact=bool(row.number) and number_in(query, "C") == row.number,
        )  # fmt: skip

    def customer(row: CustomerChoice, query: str) -> Found:
        return Found(
            id=f"customer.{row.id}", title=row.name, detail=row.city, icon="user-circle",
            run=opener("customers", row.id), spans=_spans(query, row.name),
        )  # fmt: skip

    def ticket(row: TicketRow, query: str) -> Found:
        return Found(
            id=f"ticket.{row.id}", title=f"{row.label} {row.title}", detail=row.customer_name, icon="ticket",
            hint=row.assignee_name or row.group_name, run=opener("tickets", row.id),
            spans=_spans(query, f"{row.label} {row.title}"), exact=named(query, row.label),
        )  # fmt: skip

    def open_tickets(connection: Any, query: str) -> Sequence[TicketRow]:
        exact = tickets.numbered(connection, query)
        known = {row.id for row in exact}
        return (*exact, *(row for row in tickets.shelf(connection, "open", me, query).rows if row.id not in known))

    def named(query: str, label: str) -> bool:
        letter: Literal["T", "L"] = "T" if label.startswith("T") else "L"
        return number_in(query, letter) > 0 and number_in(query, letter) == number_in(label, letter)

    return [
        RowProvider(ctx, owner, mark("会话"), "@", talks, talk),
        _knowledge(ctx, owner, index, opener, send, clock),
        RowProvider(ctx, owner, mark("客户"), "@", tickets.customer_choices, customer),
        RowProvider(ctx, owner, mark("工单"), ":", open_tickets, ticket),
    ]


def _knowledge(
    ctx: Context,
    owner: QObject,
    index: KnowledgeIndex,
    opener: Callable[[str, str], Callable[[], None]],
    send: Callable[[str], object],
    clock: Clock,
) -> Provider:
    def read(connection: Any, query: str) -> Sequence[Any]:
        answer: Findings = index.search(connection, query, clock(), limit=MOST)
        likely = [row for row in answer.rows if row.confidence is None or row.confidence >= GOOD_MATCH]
        return sorted(likely, key=lambda row: -1.0 if row.confidence is None else -row.confidence)

    def line(row: Any, query: str) -> Found:
        share = percent(row.confidence) if row.confidence is not None else ""
        return Found(
            id=f"article.{row.article_id}", title=row.title, detail=SEPARATOR.join(row.path), icon="book-2",
            hint=share or f"K-{row.number}",
            run=opener("knowledge", row.article_id),
            alternative=functools.partial(send, row.article_id) if row.can_send else None,
            spans=tuple((start, end - start) for start, end in row.title_spans), exact=row.confidence is None,
        )  # fmt: skip

    return RowProvider(ctx, owner, mark("知识"), "#", read, line)


def _spans(query: str, title: str) -> tuple[tuple[int, int], ...]:
    fits = match(query, title)
    return fits[1] if fits is not None else ()
