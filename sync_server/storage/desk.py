"""Questions about the desk: who is loaded, who answered, who waits."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, func, literal, select

from app.domain.conversations import SERVING, Author, Conversation, Message, MessageKind, Status
from app.sql import chunks, codec
from sync_server.storage import bulk
from sync_server.storage.records import IN_LIMIT, Reader
from sync_server.storage.tables import ENTITY_TABLES

_CONVERSATION = ENTITY_TABLES["conversation"]
_MESSAGE = ENTITY_TABLES["message"]
_SERVING = tuple(status.value for status in SERVING)


def loads(reader: Reader, agent_ids: Collection[str] | None = None) -> dict[str, int]:
    """Return how many conversations each agent serves now; agents without any are absent."""
    reader.flush()
    table = _CONVERSATION.c
    query = select(table.assignee_id, func.count()).where(table.status.in_(_SERVING), table.assignee_id != "")
    if agent_ids is not None:
        query = query.where(table.assignee_id.in_(list(agent_ids)))
    return {row[0]: int(row[1]) for row in reader.connection.execute(query.group_by(table.assignee_id))}


def queued(reader: Reader) -> dict[str, int]:
    """Return how many conversations wait in the queue of each group; groups without any are absent."""

    def count() -> dict[str, int]:
        reader.flush()
        words = "SELECT group_id, count(*) FROM conversation WHERE status = :status GROUP BY group_id"
        return {row[0]: int(row[1]) for row in bulk.ask(reader.connection, words, status=Status.QUEUED.value)}

    return reader.once(("queued",), count)


def idle_since(reader: Reader, agent_ids: Collection[str]) -> dict[str, int]:
    """Return when each agent was last given a conversation (ms); agents who never were are absent."""
    table = _CONVERSATION.c
    query = select(table.assignee_id, func.max(table.assigned_at)).where(table.assignee_id.in_(list(agent_ids)))
    rows = reader.connection.execute(query.group_by(table.assignee_id))
    return {row[0]: int(row[1]) for row in rows if row[1] is not None}


def answered(reader: Reader, conversation: Conversation) -> bool:
    """Say whether the assignee has written to the customer since the conversation was given to him."""
    reader.flush()
    table = _MESSAGE.c
    query = select(func.count()).select_from(_MESSAGE).where(
        table.conversation_id == conversation.id,
        table.author == Author.AGENT.value,
        table.author_id == conversation.assignee_id,
        table.kind != MessageKind.NOTE.value,
        table.stored_at >= (conversation.assigned_at or 0),
    )  # fmt: skip
    return bool(reader.connection.execute(query).scalar_one())


def said_after(reader: Reader, conversation_id: str, seq: int) -> list[Message]:
    """Return what customer and colleagues said in a conversation after message number ``seq``, oldest first."""
    reader.flush()
    table, made = _MESSAGE.c, codec(Message)
    query = select(*(table[name] for name in made.names)).where(
        table.conversation_id == conversation_id,
        table.seq > seq,
        table.author.in_((Author.CUSTOMER.value, Author.AGENT.value)),
    )
    return [made.from_row(row) for row in reader.connection.execute(query.order_by(table.seq))]


def last_word(reader: Reader, conversation_id: str) -> tuple[int | None, int]:
    """Return when the customer wrote last in a conversation (ms), and how many messages he was sent since."""
    reader.flush()
    table = _MESSAGE.c
    here = select(table.stored_at, table.seq).where(table.conversation_id == conversation_id)
    wrote = here.where(table.author == Author.CUSTOMER.value).order_by(table.seq.desc()).limit(1)
    found = reader.connection.execute(wrote).first()
    if found is None:
        return None, 0
    sent = select(func.count()).select_from(_MESSAGE).where(
        table.conversation_id == conversation_id,
        table.seq > found[1],
        table.author.in_((Author.AGENT.value, Author.BOT.value)),
        table.kind.not_in((MessageKind.NOTE.value, MessageKind.SYSTEM.value)),
    )  # fmt: skip
    return int(found[0] or 0), int(reader.connection.execute(sent).scalar_one())


def previous_agents(reader: Reader, customer_ids: Collection[str]) -> dict[str, str]:
    """Return who wrote to each customer last; customers whom nobody answered yet are absent.

    Not the last assignee: a conversation that comes back to the queue has none.
    """
    return {
        row[0]: row[1]
        for part in chunks(sorted(customer_ids), IN_LIMIT)
        for row in reader.connection.execute(last_answers(part))
    }


def last_answers(customer_ids: Sequence[str]) -> Select[Any]:
    """Return the query for the author of the last answer in each conversation of some customers, oldest first.

    One look into the index a conversation, however much was said in it.
    """
    table, message = _CONVERSATION.c, _MESSAGE.alias("answer")
    last = (
        select(message.c.id)
        .where(
            message.c.conversation_id == table.id,
            message.c.author == literal(Author.AGENT.value, literal_execute=True),
            message.c.kind != literal(MessageKind.NOTE.value, literal_execute=True),
        )
        .order_by(message.c.stored_at.desc(), message.c.seq.desc())
        .limit(1)
        .correlate(_CONVERSATION)
        .scalar_subquery()
    )
    return (
        select(table.customer_id, _MESSAGE.c.author_id)
        .select_from(_CONVERSATION)
        .join(_MESSAGE, _MESSAGE.c.id == last)
        .where(table.customer_id.in_(customer_ids))
        .order_by(_MESSAGE.c.stored_at, _MESSAGE.c.seq)
    )


def waiting(reader: Reader, group_ids: Collection[str], limit: int = 500) -> list[Conversation]:
    """Return the queue of some groups and the messages left in them, each longest waiting first.

    At most ``limit`` of each group and kind, lest one starve another.
    """
    return [
        each
        for status in (Status.QUEUED, Status.MESSAGE_LEFT)
        for group_id in sorted(group_ids)
        for each in reader.find(
            Conversation, status=status, group_id=group_id, deleted_at=None, order="queued_at", limit=limit
        )
    ]


def groups_that_wait(reader: Reader) -> frozenset[str]:
    """Return the groups for which :func:`waiting` returns something."""
    reader.flush()
    table = _CONVERSATION.c
    kinds = (Status.QUEUED.value, Status.MESSAGE_LEFT.value)
    query = select(table.group_id).where(table.status.in_(kinds), table.deleted_at.is_(None)).distinct()
    return frozenset(row[0] for row in reader.connection.execute(query))


def ahead(reader: Reader, conversation: Conversation) -> int:
    """Return how many conversations stand before a queued one in its group's queue."""
    table = _CONVERSATION.c
    query = select(func.count()).select_from(_CONVERSATION).where(
        table.status == Status.QUEUED.value,
        table.group_id == conversation.group_id,
        table.deleted_at.is_(None),
        table.queued_at < (conversation.queued_at or 0),
    )  # fmt: skip
    return int(reader.connection.execute(query).scalar_one())


def typical_wait(reader: Reader, group_id: str, since: int) -> int | None:
    """Return how long the last twenty customers of a group waited on average (ms), None when nobody did."""
    table = _CONVERSATION.c
    query = (
        select(table.assigned_at - table.queued_at)
        .where(table.group_id == group_id, table.assigned_at > since, table.queued_at.is_not(None))
        .order_by(table.assigned_at.desc())
        .limit(20)
    )
    waits = [max(0, int(row[0])) for row in reader.connection.execute(query)]
    return sum(waits) // len(waits) if waits else None
