"""The list of conversations; one that is open is read by :mod:`app.storage.threads`.

All values are small and frozen. Conversations that the agent serves, those in the queues of the agent's groups and
those of colleagues are read in one consistent state; each with its last words, what is unread, and what of it this
device has not yet brought to the server.
"""

import functools
from collections.abc import Sequence
from typing import Any

import msgspec

from app.domain.change import Operation, created
from app.domain.columns import chunks, codec
from app.domain.conversations import SERVING, Author, Conversation, Delivery, Message, MessageKind, ReadMark, Status
from app.domain.customers import Channel, Customer, Level
from app.domain.ids import link_id
from app.domain.knowledge import Category
from app.domain.people import Agent, Group, Role
from app.domain.registry import ENTITIES
from app.search.sound import read as read_aloud
from app.search.text import fold
from app.storage import local, rows
from app.storage.core import DRAFT, ENTITY, LOCAL, OUTBOX, SYNC_ISSUE, Connection, and_, case, delete, func, or_, select
from app.storage.drafts import staged_of
from app.storage.outbox import PENDING

LIMIT = 200
"""Rows of one part of the list; the counts tell when there are more."""
_QUIET = (MessageKind.NOTE.value, MessageKind.SYSTEM.value)
_FLAG = "unread:"
_SEES_ALL = (Role.SUPERVISOR, Role.ADMIN)


class Last(msgspec.Struct, frozen=True):
    """The last words of a conversation as a list shows them."""

    text: str = ""
    kind: MessageKind = MessageKind.TEXT
    author: Author = Author.CUSTOMER
    state: Delivery = Delivery.STORED
    at: int = 0


class ConversationRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the list. ``waiting_since`` is None once this device has an answer on its way. Times are ms.

    ``flagged``: the agent marked it as unread, to come back to it. ``sound`` holds the customer's name folded, as
    pinyin and as initials, for filtering by typing.
    """

    id: str
    customer_id: str
    name: str
    level: Level = Level.NORMAL
    channel: Channel = Channel.WEB
    status: Status = Status.QUEUED
    assignee_id: str = ""
    assignee_name: str = ""
    group_id: str = ""
    group_name: str = ""
    topic: str = ""
    number: int = 0
    priority: int = 0
    last: Last = Last()
    unread: int = 0
    flagged: bool = False
    draft: str = ""
    pending: int = 0
    trouble: int = 0
    waiting_since: int | None = None
    queued_at: int | None = None
    answered: bool = False
    snoozed_until: int | None = None
    sound: str = ""


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the list pane. The counts are whole even where the rows are cut at :data:`LIMIT`."""

    mine: tuple[ConversationRow, ...] = ()
    queued: tuple[ConversationRow, ...] = ()
    team: tuple[ConversationRow, ...] = ()
    queued_count: int = 0
    team_count: int = 0


def me(connection: Connection, agent_id: str) -> Agent | None:
    """Return the agent that this device belongs to, once the first sync has brought it."""
    return rows.get(connection, Agent, agent_id)


@functools.lru_cache(maxsize=4_000)
def sound_of(name: str) -> str:
    """Return a name folded, then as pinyin, then as its initials, separated by spaces."""
    folded = fold(name)
    syllables = [part or letter for letter, part in zip(folded, read_aloud(folded), strict=True)]
    joined = "".join(syllables).replace(" ", "")
    words = folded.split()
    initials = "".join(part[:1] for part in (words if len(words) > 1 else syllables))
    return f"{folded} {joined} {initials}"


def workspace(connection: Connection, agent_id: str) -> Workspace:
    """Return the conversations that concern an agent: own ones, those waiting in the agent's groups, colleagues'."""
    agent = me(connection, agent_id)
    c = ENTITY["conversation"].c
    alive = c.deleted_at.is_(None)
    serving = [status.value for status in SERVING]
    own = and_(alive, c.status.in_(serving), c.assignee_id == agent_id)
    waiting = and_(alive, c.status.in_([Status.QUEUED.value, Status.MESSAGE_LEFT.value]))
    others = and_(alive, c.status.in_(serving), c.assignee_id != agent_id, c.assignee_id != "")
    if agent is not None and agent.role not in _SEES_ALL:
        waiting = and_(waiting, c.group_id.in_(agent.group_ids))
        others = and_(others, c.group_id.in_(agent.group_ids))
    oldest = case((c.queued_at.is_(None), c.opened_at), else_=c.queued_at)
    mine = _conversations(connection, own, c.last_message_at.desc())
    queued = _conversations(connection, waiting, c.priority.desc(), oldest)
    team = _conversations(connection, others, c.last_message_at.desc())
    everyone = [*mine, *queued, *team]
    made = _Rows(connection, everyone, agent_id)
    return Workspace(
        mine=tuple(made.row(value) for value in mine),
        queued=tuple(made.row(value) for value in queued),
        team=tuple(made.row(value) for value in team),
        queued_count=_count(connection, waiting) if len(queued) == LIMIT else len(queued),
        team_count=_count(connection, others) if len(team) == LIMIT else len(team),
    )


def conversations_of(
    connection: Connection, customer_id: str, agent_id: str, limit: int = 30
) -> tuple[ConversationRow, ...]:
    """Return a customer's conversations, newest first."""
    c = ENTITY["conversation"].c
    found = _conversations(
        connection, and_(c.customer_id == customer_id, c.deleted_at.is_(None)), c.opened_at.desc(), limit=limit
    )
    made = _Rows(connection, found, agent_id)
    return tuple(made.row(value) for value in found)


def _count(connection: Connection, where: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(ENTITY["conversation"]).where(where)).scalar_one())


def _conversations(connection: Connection, where: Any, *order: Any, limit: int = LIMIT) -> list[Conversation]:
    table, decode = ENTITY["conversation"], codec(Conversation)
    query = select(*(table.c[name] for name in decode.names)).where(where).order_by(*order).limit(limit)
    return [decode.from_row(row) for row in connection.execute(query)]


class _Rows:
    """Everything that rows of a list need beside their conversations, read in a handful of queries."""

    def __init__(self, connection: Connection, conversations: Sequence[Conversation], agent_id: str) -> None:
        ids = [value.id for value in conversations]
        self._agent_id = agent_id
        self._customers = rows.get_many(connection, Customer, [value.customer_id for value in conversations])
        self._groups = {group.id: group.name for group in rows.everything(connection, Group)}
        agents = rows.get_many(connection, Agent, list({value.assignee_id for value in conversations}))
        self._agents = {key: agent.name for key, agent in agents.items()}
        categories = rows.get_many(connection, Category, list({value.category_id for value in conversations}))
        self._topics = {key: category.name for key, category in categories.items()}
        self._last = _last_words(connection, ids)
        mine = [value.id for value in conversations if value.assignee_id == agent_id]
        self._unread = _unread(connection, mine, agent_id)
        self._flagged = flagged(connection)
        self._drafts = _draft_texts(connection)
        self._pending = pending_by_conversation(connection)
        self._trouble = trouble_of(connection, conversations)

    def row(self, value: Conversation) -> ConversationRow:
        """Return the list row of a conversation."""
        customer = self._customers.get(value.customer_id)
        name = customer.name if customer is not None else ""
        last, answered_at = self._last.get(value.id, (Last(), 0))
        waiting = value.waiting_since
        if waiting is not None and answered_at > waiting:
            waiting = None
        return ConversationRow(
            id=value.id,
            customer_id=value.customer_id,
            name=name,
            level=customer.level if customer is not None else Level.NORMAL,
            channel=value.channel,
            status=value.status,
            assignee_id=value.assignee_id,
            assignee_name=self._agents.get(value.assignee_id, ""),
            group_id=value.group_id,
            group_name=self._groups.get(value.group_id, ""),
            topic=self._topics.get(value.category_id, "") or value.subject,
            number=value.number,
            priority=value.priority,
            last=last,
            unread=self._unread.get(value.id, 0),
            flagged=value.id in self._flagged and value.assignee_id == self._agent_id,
            draft=self._drafts.get(value.id, ""),
            pending=self._pending.get(value.id, 0),
            trouble=self._trouble.get(value.id, 0) + self._trouble.get(value.customer_id, 0),
            waiting_since=waiting,
            queued_at=value.queued_at,
            answered=value.first_response_at is not None or answered_at > 0,
            snoozed_until=value.snoozed_until,
            sound=sound_of(name),
        )


def _last_words(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Last, int]]:
    """Return each conversation's last words and when this device last answered without the server knowing (ms, 0)."""
    m, o = ENTITY["message"].c, ENTITY["message"].alias("o").c
    conversation = ENTITY["conversation"].c
    words = and_(o.conversation_id == conversation.id, o.kind.not_in(_QUIET), o.deleted_at.is_(None))
    unsent = select(o.id).where(words, o.seq == 0).order_by(o.composed_at.desc()).limit(1).scalar_subquery()
    newest = select(o.id).where(words, o.seq > 0).order_by(o.seq.desc()).limit(1).scalar_subquery()
    found: dict[str, tuple[Last, int]] = {}
    decode = codec(Message)
    columns = [m[name] for name in decode.names]
    for part in chunks(ids, 400):
        keys = select(func.coalesce(unsent, newest).label("id")).where(conversation.id.in_(part)).subquery()
        for row in connection.execute(select(*columns).join(keys, keys.c.id == m.id)):
            message: Message = decode.from_row(row)
            at = (message.stored_at if message.seq else None) or message.composed_at
            last = Last(message.preview, message.kind, message.author, message.state, at)
            answered = message.composed_at if message.seq == 0 and message.author is Author.AGENT else 0
            found[message.conversation_id] = (last, answered)
    return found


def _unread(connection: Connection, ids: Sequence[str], agent_id: str) -> dict[str, int]:
    marks = rows.get_many(connection, ReadMark, [link_id("read", agent_id, key) for key in ids])
    seen = {mark.conversation_id: mark.seq for mark in marks.values()}
    m = ENTITY["message"].c
    found: dict[str, int] = {}
    for part in chunks(ids, 200):
        later = or_(*(and_(m.conversation_id == key, m.seq > seen.get(key, 0)) for key in part))
        query = (
            select(m.conversation_id, func.count())
            .where(later, m.author == Author.CUSTOMER.value, m.deleted_at.is_(None))
            .group_by(m.conversation_id)
        )
        found.update((key, int(count)) for key, count in connection.execute(query))
    return found


def flagged(connection: Connection) -> frozenset[str]:
    """Return the conversations that were marked as unread on this device."""
    query = select(LOCAL.c.k).where(LOCAL.c.k.startswith(_FLAG, autoescape=True))
    return frozenset(key.removeprefix(_FLAG) for (key,) in connection.execute(query))


def flag(connection: Connection, conversation_id: str) -> None:
    """Mark a conversation as unread on this device: how far it was read can only grow, so that this is beside it."""
    local.keep(connection, f"{_FLAG}{conversation_id}", "1")


def unflag(connection: Connection, conversation_id: str) -> bool:
    """Take the mark away; returns whether there was one."""
    return bool(connection.execute(delete(LOCAL).where(LOCAL.c.k == f"{_FLAG}{conversation_id}")).rowcount)


def _draft_texts(connection: Connection) -> dict[str, str]:
    """Return the beginning of each draft, a reply's rather than a note's; what is staged where there is no text."""
    d = DRAFT.c
    found: dict[str, str] = {}
    for key, text, staged in connection.execute(
        select(d.conversation_id, d.text, d.staged).order_by(d.mode)  # "note" < "reply": the reply wins
    ):
        found[key] = " ".join(text.split())[:80] or "、".join(item.name for item in staged_of(staged))
    return found


def pending_by_conversation(connection: Connection) -> dict[str, int]:
    """Return how many messages and changes of each conversation this device still has to bring to the server."""
    m = ENTITY["message"].c
    said = (
        select(m.conversation_id, func.count())
        .join(OUTBOX, and_(OUTBOX.c.ent == "message", OUTBOX.c.row == m.id))
        .where(OUTBOX.c.state == PENDING, OUTBOX.c.kind == "create")
        .group_by(m.conversation_id)
    )
    changed = (
        select(OUTBOX.c.row, func.count())
        .where(OUTBOX.c.state == PENDING, OUTBOX.c.ent == "conversation")
        .group_by(OUTBOX.c.row)
    )
    found: dict[str, int] = {}
    for query in (said, changed):
        for key, count in connection.execute(query):
            found[key] = found.get(key, 0) + int(count)
    return found


def trouble_of(connection: Connection, conversations: Sequence[Conversation]) -> dict[str, int]:
    """Return open conflicts and refusals by conversation or customer id."""
    wanted = {value.id for value in conversations} | {value.customer_id for value in conversations}
    found: dict[str, int] = {}
    conflict = ENTITY["conflict"].c
    lost = select(SYNC_ISSUE.c.row).where(SYNC_ISSUE.c.open, SYNC_ISSUE.c.ent.in_(["conversation", "customer"]))
    losers = select(conflict.row_id).where(conflict.open, conflict.deleted_at.is_(None))
    keys = [key for query in (lost, losers) for (key,) in connection.execute(query)]
    keys += [one.message.conversation_id for one in refused(connection)]
    for key in keys:
        if key in wanted:
            found[key] = found.get(key, 0) + 1
    return found


class Refused(msgspec.Struct, frozen=True):
    """A message that the server would not take, as it was written here."""

    op_id: str
    code: str
    message: Message


_OPERATION = msgspec.json.Decoder(Operation)


def refused(connection: Connection) -> list[Refused]:
    """Return every message of this device that was refused and that nobody has looked at yet, oldest first."""
    i = SYNC_ISSUE.c
    query = select(i.op_id, i.code, i.op).where(i.open, i.ent == "message").order_by(i.at)
    found = []
    for op_id, code, text in connection.execute(query):
        op = _OPERATION.decode(text)
        if op.kind == "create":
            message = created(ENTITIES["message"], op)
            if isinstance(message, Message):
                found.append(Refused(op_id, code, message))
    return found
