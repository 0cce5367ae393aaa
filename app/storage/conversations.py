"""The list of conversations; one that is open is read by :mod:`app.storage.threads`.

All values are small and frozen. Conversations that the agent serves, those in the queues of the agent's groups and
those of colleagues are read in one consistent state; each with its last words, what is unread, and what of it this
device has not yet brought to the server.
"""

import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from app.domain.change import Operation, created
from app.domain.columns import chunks, codec
from app.domain.conversations import SERVING, Author, Conversation, Delivery, Message, MessageKind, ReadMark, Status
from app.domain.customers import Channel, Customer, Level
from app.domain.ids import link_id
from app.domain.knowledge import Category
from app.domain.people import Agent, Group, Role
from app.domain.registry import ENTITIES
from app.search.sound import spelled
from app.storage import local, rows
from app.storage.core import LOCAL, Connection, delete
from app.storage.drafts import NOTE, staged_of
from app.storage.guard import stale_by_conversation, stale_ops
from app.storage.outbox import PENDING
from app.storage.same_customers import heads_of

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

    ``flagged``: the agent marked it as unread, to come back to it.
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
    draft_is_note: bool = False
    pending: int = 0
    stale: int = 0  # replies that wait for their author
    trouble: int = 0
    waiting_since: int | None = None
    queued_at: int | None = None
    answered: bool = False
    snoozed_until: int | None = None

    @property
    def sound(self) -> str:
        """The customer's name folded, as pinyin and as initials, for filtering by typing."""
        return spelled(self.name)  # worked out when it is asked for: the readings take a start 10 ms


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the list pane. The counts are whole even where the rows are cut at :data:`LIMIT`.

    ``queued`` wait at their pages, ``left`` have left a message and gone: both longest waiting first.
    """

    mine: tuple[ConversationRow, ...] = ()
    queued: tuple[ConversationRow, ...] = ()
    left: tuple[ConversationRow, ...] = ()
    team: tuple[ConversationRow, ...] = ()
    queued_count: int = 0
    left_count: int = 0
    team_count: int = 0

    @property
    def everyone(self) -> tuple[ConversationRow, ...]:
        """All rows, in the order of the groups."""
        return (*self.mine, *self.queued, *self.left, *self.team)


def me(connection: Connection, agent_id: str) -> Agent | None:
    """Return the agent that this device belongs to, once the first sync has brought it."""
    return rows.get(connection, Agent, agent_id)


@functools.lru_cache(maxsize=4_000)
def workspace(connection: Connection, agent_id: str) -> Workspace:
    """Return the conversations that concern an agent: own ones, those waiting in the agent's groups, colleagues'."""
    agent = me(connection, agent_id)
    own = _Where("assignee_id = ?", (agent_id,)).having("status", SERVING)
    waiting = _Where().having("status", (Status.QUEUED,))
    messages = _Where().having("status", (Status.MESSAGE_LEFT,))
    others = _Where("assignee_id NOT IN (?, '')", (agent_id,)).having("status", SERVING)
    if agent is not None and agent.role not in _SEES_ALL:
        waiting = waiting.having("group_id", agent.group_ids)
        messages = messages.having("group_id", agent.group_ids)
        others = others.having("group_id", agent.group_ids)
    mine = own.read(connection, "last_message_at DESC")
    queued = waiting.read(connection, "priority DESC, coalesce(queued_at, opened_at)")
    left = messages.read(connection, "priority DESC, coalesce(queued_at, opened_at)")
    team = others.read(connection, "last_message_at DESC")
    made = _Rows(connection, [*mine, *queued, *left, *team], agent_id)
    return Workspace(
        mine=tuple(made.row(value) for value in mine),
        queued=tuple(made.row(value) for value in queued),
        left=tuple(made.row(value) for value in left),
        team=tuple(made.row(value) for value in team),
        queued_count=waiting.count(connection) if len(queued) == LIMIT else len(queued),
        left_count=messages.count(connection) if len(left) == LIMIT else len(left),
        team_count=others.count(connection) if len(team) == LIMIT else len(team),
    )


def conversations_of(
    connection: Connection, customer_ids: Sequence[str], agent_id: str, limit: int = 30
) -> tuple[ConversationRow, ...]:
    """Return the conversations of a customer, under all ids that he has, newest first."""
    found = _Where().having("customer_id", customer_ids).read(connection, "opened_at DESC", limit)
    made = _Rows(connection, found, agent_id)
    return tuple(made.row(value) for value in found)


def numbered(connection: Connection, number: int, agent_id: str) -> tuple[ConversationRow, ...]:
    """Return the conversation of a number, whatever its state; () if it is not here."""
    found = _Where("number = ?", (str(number),)).read(connection, "id", 1)
    made = _Rows(connection, found, agent_id)
    return tuple(made.row(value) for value in found)


class _Where(NamedTuple):
    """A condition on conversations that are not in the bin, in SQL."""

    text: str = "1"
    values: tuple[str, ...] = ()

    def having(self, column: str, values: Iterable[str]) -> "_Where":
        """Narrow it to some values of a column."""
        wanted = tuple(values)
        return _Where(f"{self.text} AND {column} IN ({rows.marks(wanted)})", (*self.values, *wanted))

    def read(self, connection: Connection, order: str, limit: int = LIMIT) -> list[Conversation]:
        """Return the first that fit."""
        condition = f"deleted_at IS NULL AND {self.text} ORDER BY {order} LIMIT ?"
        return rows.where(connection, Conversation, condition, (*self.values, limit))

    def count(self, connection: Connection) -> int:
        """Return how many fit."""
        query = f"SELECT count(*) FROM conversation WHERE deleted_at IS NULL AND {self.text}"
        return int(connection.exec_driver_sql(query, self.values).fetchone()[0])  # type: ignore[index]  # it has a row


class _Rows:
    """Everything that rows of a list need beside their conversations, read in a handful of queries."""

    def __init__(self, connection: Connection, conversations: Sequence[Conversation], agent_id: str) -> None:
        ids = [value.id for value in conversations]
        self._agent_id = agent_id
        heads = heads_of(connection, {value.customer_id for value in conversations})
        found = rows.get_many(connection, Customer, list(set(heads.values())))
        self._customers = {row_id: found[head] for row_id, head in heads.items() if head in found}
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
        self._stale = stale_by_conversation(connection)
        self._trouble = trouble_of(connection, conversations)

    def row(self, value: Conversation) -> ConversationRow:
        """Return the list row of a conversation."""
        customer = self._customers.get(value.customer_id)
        name = customer.name if customer is not None else ""
        last, answered_at = self._last.get(value.id, (Last(), 0))
        waiting = value.waiting_since
        if waiting is not None and answered_at > waiting:
            waiting = None
        draft = self._drafts.get(value.id, ("", ""))
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
            draft=draft[1],
            draft_is_note=draft[0] == NOTE,
            pending=self._pending.get(value.id, 0),
            stale=self._stale.get(value.id, 0),
            trouble=self._trouble.get(value.id, 0) + self._trouble.get(value.customer_id, 0),
            waiting_since=waiting,
            queued_at=value.queued_at,
            answered=value.first_response_at is not None or answered_at > 0,
            snoozed_until=value.snoozed_until,
        )


_LAST = """SELECT o.id FROM message AS o
    WHERE o.conversation_id = conversation.id AND o.kind NOT IN (?, ?) AND o.deleted_at IS NULL"""
_LAST_WORDS = f"""JOIN (
    SELECT coalesce(
        ({_LAST} AND o.seq = 0 ORDER BY o.composed_at DESC LIMIT 1),
        ({_LAST} AND o.seq > 0 ORDER BY o.seq DESC LIMIT 1)) AS id
    FROM conversation WHERE conversation.id IN"""


def _last_words(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Last, int]]:
    """Return each conversation's last words and when this device last answered without the server knowing (ms, 0)."""
    found: dict[str, tuple[Last, int]] = {}
    decode = codec(Message)
    for part in chunks(ids, 400):
        query = f"SELECT {rows.columns(Message)} {_LAST_WORDS} ({rows.marks(part)})) AS last ON last.id = message.id"
        for row in connection.exec_driver_sql(query, (*_QUIET, *_QUIET, *part)):
            message: Message = decode.from_row(row)
            at = (message.stored_at if message.seq else None) or message.composed_at
            last = Last(message.preview, message.kind, message.author, message.state, at)
            answered = message.composed_at if message.seq == 0 and message.author is Author.AGENT else 0
            found[message.conversation_id] = (last, answered)
    return found


def _unread(connection: Connection, ids: Sequence[str], agent_id: str) -> dict[str, int]:
    read = rows.get_many(connection, ReadMark, [link_id("read", agent_id, key) for key in ids])
    seen = {mark.conversation_id: mark.seq for mark in read.values()}
    found: dict[str, int] = {}
    for part in chunks(ids, 200):
        later = " OR ".join(["conversation_id = ? AND seq > ?"] * len(part))
        query = f"""SELECT conversation_id, count(*) FROM message
            WHERE ({later}) AND author = ? AND deleted_at IS NULL GROUP BY conversation_id"""
        places = [value for key in part for value in (key, seen.get(key, 0))]
        found.update(connection.exec_driver_sql(query, (*places, Author.CUSTOMER.value)).fetchall())
    return found


def flagged(connection: Connection) -> frozenset[str]:
    """Return the conversations that were marked as unread on this device."""
    found = connection.exec_driver_sql("SELECT k FROM local_value WHERE k GLOB ?", (f"{_FLAG}*",))
    return frozenset(key.removeprefix(_FLAG) for (key,) in found)


def flag(connection: Connection, conversation_id: str) -> None:
    """Mark a conversation as unread on this device: how far it was read can only grow, so that this is beside it."""
    local.keep(connection, f"{_FLAG}{conversation_id}", "1")


def unflag(connection: Connection, conversation_id: str) -> bool:
    """Take the mark away; returns whether there was one."""
    return bool(connection.execute(delete(LOCAL).where(LOCAL.c.k == f"{_FLAG}{conversation_id}")).rowcount)


def _draft_texts(connection: Connection) -> dict[str, tuple[str, str]]:
    """Return the mode and the beginning of each conversation's draft, the reply's rather than the note's.

    Where there is no text it is what is staged.
    """
    found: dict[str, tuple[str, str]] = {}
    query = "SELECT conversation_id, mode, text, staged FROM draft ORDER BY mode"  # "note" < "reply": the reply wins
    for key, mode, text, staged in connection.exec_driver_sql(query):
        found[key] = (mode, " ".join(text.split())[:80] or "、".join(item.name for item in staged_of(staged)))
    return found


_WAITS = """SELECT talk, count(DISTINCT txn) FROM (
    SELECT message.conversation_id AS talk, outbox.txn FROM message
        JOIN outbox ON outbox.ent = 'message' AND outbox.row = message.id
        WHERE outbox.state = ? AND outbox.kind = 'create'
    UNION ALL SELECT row, txn FROM outbox WHERE state = ? AND ent = 'conversation'
    ) GROUP BY talk"""


def pending_by_conversation(connection: Connection) -> dict[str, int]:
    """Return how many actions in each conversation this device still has to bring to the server.

    A message that also puts the conversation on hold is one, as in the count of everything that waits. A reply that
    waits for its author is none: no connection brings it there.
    """
    return {talk: int(count) for talk, count in connection.exec_driver_sql(_WAITS, (PENDING, PENDING))}


def trouble_of(connection: Connection, conversations: Sequence[Conversation]) -> dict[str, int]:
    """Return open conflicts and refusals by conversation or customer id; without replies that wait for their author."""
    stale = stale_ops(connection)
    wanted = {value.id for value in conversations} | {value.customer_id for value in conversations}
    found: dict[str, int] = {}
    lost = "SELECT row, op_id FROM sync_issue WHERE open AND ent IN ('conversation', 'customer')"
    losers = "SELECT row_id, '' FROM conflict WHERE open AND deleted_at IS NULL"
    keys = [key for query in (lost, losers) for key, op_id in connection.exec_driver_sql(query) if op_id not in stale]
    keys += [one.message.conversation_id for one in refused(connection) if one.op_id not in stale]
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
    query = "SELECT op_id, code, op FROM sync_issue WHERE open AND ent = 'message' ORDER BY at"
    found = []
    for op_id, code, text in connection.exec_driver_sql(query):
        op = _OPERATION.decode(text)
        if op.kind == "create":
            message = created(ENTITIES["message"], op)
            if isinstance(message, Message):
                found.append(Refused(op_id, code, message))
    return found
