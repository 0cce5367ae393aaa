"""One conversation, open: its people, its messages with what this device adds to them, its drafts."""

from collections.abc import Iterable, Sequence

import msgspec

from app.domain.access import PEOPLE
from app.domain.columns import chunks
from app.domain.conversations import Author, Conversation, Message, MessageKind, ReadMark
from app.domain.customers import Customer
from app.domain.ids import link_id
from app.domain.knowledge import Category, path_of
from app.domain.people import Agent, Group
from app.storage import rows
from app.storage.conversations import pending_by_conversation, refused, trouble_of
from app.storage.core import ENTITY, SYNC_ISSUE, Connection, String, literal, select, update
from app.storage.drafts import NOTE, REPLY, Draft, draft, held_in
from app.storage.guard import stale_ops
from app.storage.outbox import PENDING
from app.storage.same_customers import head_of

WINDOW = 30
"""Messages of a thread that are read at once."""


class MessageRow(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a thread. ``pending``: the server does not have it; ``issue``: why it refused it ("" if not).

    ``leave_at`` is set while the message can still be undone (ms); ``refused_op`` names a refusal to be settled, and
    ``stale`` the act of sending that waits for its author (:mod:`app.storage.guard`).
    """

    message: Message
    author_name: str = ""
    pending: bool = False
    issue: str = ""
    leave_at: int | None = None
    held_id: str = ""
    refused_op: str = ""
    stale: str = ""


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation, open: its people and its newest messages, oldest first. ``more``: older ones exist.

    ``customer`` stands for whoever wrote. ``stale`` are the acts of sending that wait for their author.
    """

    conversation: Conversation
    customer: Customer
    group_name: str = ""
    topic: str = ""
    assignee_name: str = ""
    rows: tuple[MessageRow, ...] = ()
    more: bool = False
    read_seq: int = 0
    pending: int = 0
    conflicts: int = 0
    stale: tuple[str, ...] = ()
    waiting_since: int | None = None
    reply: Draft | None = None
    note: Draft | None = None

    @property
    def sent_articles(self) -> frozenset[str]:
        """The articles that the messages shown here carry."""
        return frozenset(row.message.article_id for row in self.rows if row.message.article_id and not row.held_id)

    @property
    def question(self) -> str:
        """What the customer said since the last reply, as one text: what suggestions answer."""
        parts: list[str] = []
        for row in reversed(self.rows):
            message = row.message
            if message.author is Author.AGENT and message.kind not in (MessageKind.NOTE, MessageKind.SYSTEM):
                if parts:
                    break
                continue
            if message.author is Author.CUSTOMER and message.kind is MessageKind.TEXT:
                parts.append(message.text)
                if len(parts) == 3:
                    break
        return "\n".join(reversed(parts))


def thread(connection: Connection, conversation_id: str, agent_id: str, limit: int = WINDOW) -> Thread | None:
    """Return a conversation with its newest ``limit`` messages; None when this device does not have it."""
    conversation = rows.get(connection, Conversation, conversation_id)
    if conversation is None or conversation.deleted_at is not None:
        return None
    customer = rows.get(connection, Customer, head_of(connection, conversation.customer_id))
    if customer is None:
        customer = Customer(id=conversation.customer_id, scope=PEOPLE, name="")
    group = rows.get(connection, Group, conversation.group_id)
    assignee = rows.get(connection, Agent, conversation.assignee_id)
    found, more = _messages(connection, conversation_id, limit)
    mark = rows.get(connection, ReadMark, link_id("read", agent_id, conversation_id))
    said = [message for message in found if message.seq == 0 and message.author is Author.AGENT]
    answered = max((m.composed_at for m in said if m.kind is not MessageKind.NOTE), default=0)
    waiting = conversation.waiting_since
    refused_here = tuple(_refused_rows(connection, conversation_id))
    return Thread(
        conversation=conversation,
        customer=customer,
        group_name=group.name if group is not None else "",
        topic=_topic(connection, conversation),
        assignee_name=assignee.name if assignee is not None else "",
        rows=(
            *_message_rows(connection, found),
            *refused_here,
            *_held_rows(connection, conversation_id),
        ),
        more=more,
        read_seq=mark.seq if mark is not None else 0,
        pending=pending_by_conversation(connection).get(conversation_id, 0),
        conflicts=sum(trouble_of(connection, [conversation]).values()),
        stale=tuple(dict.fromkeys(row.stale for row in refused_here if row.stale)),
        waiting_since=None if waiting is not None and answered > waiting else waiting,
        reply=draft(connection, conversation_id, REPLY),
        note=draft(connection, conversation_id, NOTE),
    )


def _topic(connection: Connection, conversation: Conversation) -> str:
    category = rows.get(connection, Category, conversation.category_id) if conversation.category_id else None
    return category.name if category is not None else conversation.subject


def _messages(connection: Connection, conversation_id: str, limit: int) -> tuple[list[Message], bool]:
    """Return the newest messages, oldest first, and whether there are older ones. Unsent ones stand last."""
    here = "conversation_id = ? AND deleted_at IS NULL"
    newest = f"{here} AND seq > 0 ORDER BY seq DESC LIMIT ?"
    stored = rows.where(connection, Message, newest, (conversation_id, limit + 1))
    more = len(stored) > limit
    unsent = rows.where(connection, Message, f"{here} AND seq = 0 ORDER BY composed_at, id", (conversation_id,))
    return [*reversed(stored[:limit]), *unsent], more


def _message_rows(connection: Connection, messages: Sequence[Message]) -> Iterable[MessageRow]:
    ids = [message.id for message in messages]
    pending: set[str] = set()
    for part in chunks(ids, 500):
        waiting = f"SELECT row FROM outbox WHERE ent = 'message' AND row IN ({rows.marks(part)}) AND +state = ?"
        pending.update(key for (key,) in connection.exec_driver_sql(waiting, (*part, PENDING)))
    names = _author_names(connection, messages)
    for message in messages:
        yield MessageRow(
            message=message,
            author_name=names.get(message.author_id, ""),
            pending=message.id in pending,
        )


def _author_names(connection: Connection, messages: Iterable[Message]) -> dict[str, str]:
    authors = {message.author_id for message in messages if message.author is Author.AGENT}
    return {key: agent.name for key, agent in rows.get_many(connection, Agent, list(authors)).items()}


def _held_rows(connection: Connection, conversation_id: str) -> Iterable[MessageRow]:
    held = held_in(connection, conversation_id)
    names = _author_names(connection, [message for one in held for message in one.messages])
    for one in held:
        for message in one.messages:
            name = names.get(message.author_id, "")
            yield MessageRow(message=message, author_name=name, leave_at=one.leave_at, held_id=one.id)


def settle_refused(connection: Connection, op_id: str) -> Message | None:
    """Put a refused message away and return it; None when that was done already."""
    found = next((one for one in refused(connection) if one.op_id == op_id), None)
    if found is not None:
        connection.execute(update(SYNC_ISSUE).where(SYNC_ISSUE.c.op_id == op_id).values(open=False))
    return found.message if found is not None else None


def _refused_rows(connection: Connection, conversation_id: str) -> Iterable[MessageRow]:
    here = [one for one in refused(connection) if one.message.conversation_id == conversation_id]
    stale = stale_ops(connection) if here else {}
    names = _author_names(connection, [one.message for one in here])
    for one in here:
        yield MessageRow(
            message=one.message,
            author_name=names.get(one.message.author_id, ""),
            issue=one.code,
            refused_op=one.op_id,
            stale=stale.get(one.op_id, ""),
        )


def category_choices(connection: Connection) -> list[tuple[str, str]]:
    """Return (id, "售后 / 耳机") of every category, parents before their children, siblings in their order."""
    tree = {category.id: category for category in rows.everything(connection, Category)}
    below: dict[str, list[Category]] = {}
    for category in tree.values():
        parent = category.parent_id if category.parent_id in tree else ""
        below.setdefault(parent, []).append(category)
    found: list[tuple[str, str]] = []

    def walk(parent: str, depth: int) -> None:
        if depth > 20:
            return
        for category in sorted(below.get(parent, []), key=lambda value: (value.position, value.name)):
            found.append((category.id, " / ".join(path_of(category.id, tree))))
            walk(category.id, depth + 1)

    walk("", 0)
    return found


def topic_guess(connection: Connection, conversation_id: str) -> str:
    """Return the category of the article that was sent last in a conversation, "" when none was."""
    m, a = ENTITY["message"].c, ENTITY["article"].c
    query = (
        select(a.category_id)
        .join(ENTITY["message"], m.article_id == a.id)
        .where(m.conversation_id == conversation_id, m.article_id != literal("", String))
        .order_by(m.composed_at.desc())
        .limit(1)
    )
    return str(connection.execute(query).scalar() or "")
