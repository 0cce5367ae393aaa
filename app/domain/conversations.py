"""Conversations and messages: who talks with whom, in which state, and what was said.

Four small machines rather than one: the conversation's status here, the ticket's in :mod:`app.domain.tickets`, a
message's delivery below. ``snoozed_until`` is a field, not a state.
"""

import enum
from collections.abc import Mapping
from typing import Any

import msgspec

from app.domain import access
from app.domain.customers import Channel
from app.domain.entity import Actor, Entity, EntityType, Merge
from app.domain.errors import Refused
from app.domain.files import FileRef
from app.domain.surveys import Solved


class Status(enum.StrEnum):
    BOT = "bot"
    QUEUED = "queued"
    ACTIVE = "active"
    WAITING_CUSTOMER = "waiting_customer"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"
    ABANDONED = "abandoned"
    MESSAGE_LEFT = "message_left"
    SPAM = "spam"


OPEN = frozenset(
    {Status.BOT, Status.QUEUED, Status.ACTIVE, Status.WAITING_CUSTOMER, Status.WRAP_UP, Status.MESSAGE_LEFT}
)
"""The states in which somebody still owes something."""
SERVING = frozenset({Status.ACTIVE, Status.WAITING_CUSTOMER, Status.WRAP_UP})
"""The states in which the assignee's capacity is taken."""


class Author(enum.StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"


class MessageKind(enum.StrEnum):
    TEXT = "text"
    CARD = "card"
    IMAGE = "image"
    FILE = "file"
    NOTE = "note"  # internal: never leaves the desk
    SYSTEM = "system"


INTERNAL = frozenset({"handover_offered", "handover_declined", "handover_withdrawn", "handover_expired"})
"""System lines that are for the desk: the customer is told when somebody else has him, and nothing before."""


class Delivery(enum.StrEnum):
    DRAFT = "draft"
    QUEUED = "queued"
    STORED = "stored"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


_PROGRESS = (Delivery.DRAFT, Delivery.QUEUED, Delivery.STORED, Delivery.SENT, Delivery.DELIVERED, Delivery.READ)


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """An answer of a guided flow's step, which the customer may choose himself."""

    id: str
    text: str


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the customer sees of an article or of a step of a guided flow, frozen when it was sent.

    With ``walk_id`` it is a step of that walk: no article, but ``options`` to choose from.
    """

    article_id: str
    version: int
    number: int
    title: str
    summary: str = ""
    steps: tuple[str, ...] = ()
    image: FileRef | None = None
    attachments: tuple[FileRef, ...] = ()
    valid_until: int | None = None
    walk_id: str = ""
    step_id: str = ""
    options: tuple[Option, ...] = ()


class Conversation(Entity, frozen=True, kw_only=True):
    """One contact of one customer. Times are ms UTC; ``waiting_since`` is set while the customer waits for us.

    It stays through wrap-up and end where the last word was never answered: nothing is owed then, but going on is.
    """

    customer_id: str
    channel: Channel = Channel.WEB
    group_id: str = ""
    status: Status = Status.QUEUED
    assignee_id: str = ""
    number: int = 0
    subject: str = ""
    language: str = "zh-CN"
    category_id: str = ""
    priority: int = 0
    tags: tuple[str, ...] = ()
    snoozed_until: int | None = None
    solved: Solved | None = None
    wrap_note: str = ""
    routing_reason: str = ""
    page_url: str = ""
    opened_at: int = 0
    queued_at: int | None = None
    assigned_at: int | None = None
    first_response_at: int | None = None
    waiting_since: int | None = None
    closed_at: int | None = None
    last_message_at: int = 0
    last_seq: int = 0
    customer_read_seq: int = 0


class Message(Entity, frozen=True, kw_only=True):
    """One message, note or system line. ``seq`` is its dense place in the conversation, 0 until the server gave it one.

    ``composed_at`` is the author's clock when it was written, ``stored_at`` the server's when it was accepted.
    """

    conversation_id: str
    author: Author
    author_id: str = ""
    kind: MessageKind = MessageKind.TEXT
    text: str = ""
    card: Card | None = None
    attachments: tuple[FileRef, ...] = ()
    article_id: str = ""
    article_version: int = 0
    values: dict[str, str] = msgspec.field(default_factory=dict)
    composed_at: int = 0
    stored_at: int | None = None
    delivered_at: int | None = None
    read_at: int | None = None
    seq: int = 0
    state: Delivery = Delivery.QUEUED
    useful: bool | None = None

    @property
    def preview(self) -> str:
        """One line that stands for the message in a list."""
        if self.card is not None:
            return self.card.title
        if self.text:
            return " ".join(self.text.split())
        return self.attachments[0].name if self.attachments else ""


class ReadMark(Entity, frozen=True, kw_only=True):
    """How far one agent has read one conversation; ``id`` is link_id("read", agent, conversation)."""

    conversation_id: str
    agent_id: str
    seq: int = 0


def advance(state: Delivery, to: Delivery) -> Delivery:
    """Return the later of two delivery states; a receipt that comes late or twice changes nothing."""
    if state not in _PROGRESS or to not in _PROGRESS:
        return state
    return max(state, to, key=_PROGRESS.index)


def after_message(conversation: Conversation, message: Message, at: int) -> Conversation:
    """Return the conversation after a message was stored in it at ``at`` (ms): previews, waits and reopening."""
    seq = max(conversation.last_seq, message.seq)
    if message.kind in (MessageKind.NOTE, MessageKind.SYSTEM):
        return msgspec.structs.replace(conversation, last_seq=seq)
    changed: dict[str, Any] = {"last_seq": seq, "last_message_at": at}
    if message.author is Author.CUSTOMER:
        if conversation.waiting_since is None:
            changed["waiting_since"] = at
        if conversation.status is Status.WAITING_CUSTOMER:
            changed["status"] = Status.ACTIVE
        changed["snoozed_until"] = None
    elif message.author is Author.AGENT:
        changed["waiting_since"] = None
        if conversation.first_response_at is None:
            changed["first_response_at"] = at
    return msgspec.structs.replace(conversation, **changed)


def _refuse(row: Conversation, code: str) -> Refused:
    return Refused(code, {"status": row.status.value, "assignee_id": row.assignee_id})


def _move(row: Conversation, to: Status, allowed: frozenset[Status], **changed: Any) -> Conversation:
    if row.status is to and all(getattr(row, name) == value for name, value in changed.items()):
        return row
    if row.status not in allowed:
        raise _refuse(row, "conversation_state")
    return msgspec.structs.replace(row, status=to, **changed)


def _own(row: Conversation, who: Actor) -> None:
    if access.allowed(who.role, "conversation.supervise") or row.assignee_id in ("", who.id):
        return
    raise _refuse(row, "conversation_not_yours")


def enqueue(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """Put it (back) into a group's queue. ``group_id`` names another group; the customer's wait goes on."""
    _own(row, who)
    if row.status is Status.QUEUED and args.get("group_id", row.group_id) == row.group_id:
        return row
    group_id = str(args.get("group_id") or row.group_id)
    allowed = frozenset({Status.BOT, Status.QUEUED, Status.ACTIVE, Status.WAITING_CUSTOMER, Status.MESSAGE_LEFT})
    queued_at = row.queued_at if row.status is Status.QUEUED else at
    return _move(row, Status.QUEUED, allowed, assignee_id="", group_id=group_id, queued_at=queued_at)


def at_page(row: Conversation) -> bool:
    """Say whether the customer of an open conversation is at a chat page: over a branch's border it is only offered."""
    return row.channel is Channel.WEB and row.status in OPEN and row.status is not Status.MESSAGE_LEFT


def offer(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """Ask ``group_id``, which works with another server, to take the customer.

    Nothing changes until somebody there does; what becomes of it, lines in the conversation tell.
    """
    _own(row, who)
    if not at_page(row) or row.status is Status.WRAP_UP or not args.get("group_id"):
        raise _refuse(row, "conversation_state")
    return row


def take(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """Give it to ``agent_id`` (the actor when absent; a colleague if the actor steers).

    Whoever comes second is told who has it.
    """
    agent_id = str(args.get("agent_id") or who.id)
    if row.assignee_id == agent_id and row.status in SERVING:
        return row
    supervised = who.role != "system" and access.allowed(who.role, "conversation.supervise")
    if row.assignee_id and not supervised:
        raise _refuse(row, "conversation_taken")
    if agent_id != who.id and not supervised and who.role != "system":
        raise Refused("forbidden", {"permission": "conversation.supervise"})
    allowed = frozenset({Status.BOT, Status.QUEUED, Status.MESSAGE_LEFT})
    if supervised:
        allowed |= {Status.ACTIVE, Status.WAITING_CUSTOMER}
    reason = str(args.get("reason", row.routing_reason))
    return _move(row, Status.ACTIVE, allowed, assignee_id=agent_id, assigned_at=at, routing_reason=reason)


def wait_customer(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """The next word is the customer's."""
    _own(row, who)
    return _move(row, Status.WAITING_CUSTOMER, frozenset({Status.ACTIVE}), waiting_since=None)


def resume(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """Back to active from waiting or wrap-up."""
    _own(row, who)
    return _move(row, Status.ACTIVE, frozenset({Status.WAITING_CUSTOMER, Status.WRAP_UP}))


def wrap_up(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """The talk is over, the agent still writes down what it was about."""
    _own(row, who)
    return _move(row, Status.WRAP_UP, frozenset({Status.ACTIVE, Status.WAITING_CUSTOMER}))


def close(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """Close it, with the wrap-up: ``category_id``, ``solved`` (a word of :class:`Solved` or None) and ``note``."""
    _own(row, who)
    if row.status is Status.CLOSED:
        return row
    allowed = frozenset({Status.ACTIVE, Status.WAITING_CUSTOMER, Status.WRAP_UP, Status.MESSAGE_LEFT, Status.BOT})
    return _move(
        row,
        Status.CLOSED,
        allowed,
        closed_at=at,
        category_id=str(args.get("category_id") or row.category_id),
        solved=_solved(args["solved"]) if "solved" in args else row.solved,
        wrap_note=str(args.get("note") or row.wrap_note),
    )


def _solved(word: Any) -> Solved | None:
    """Return the outcome that an intent's argument names."""
    if word is None:
        return None
    try:
        return Solved(word)
    except ValueError as error:
        raise Refused("bad_field", {"field": "solved"}) from error


def abandon(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """The customer left before anybody answered."""
    return _move(row, Status.ABANDONED, frozenset({Status.BOT, Status.QUEUED}), closed_at=at)


def leave_message(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """Nobody was there: the customer left a message that somebody will answer."""
    return _move(row, Status.MESSAGE_LEFT, frozenset({Status.BOT, Status.QUEUED}), assignee_id="")


def mark_spam(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """Not a customer."""
    _own(row, who)
    return _move(row, Status.SPAM, OPEN, closed_at=at)


def reopen(row: Conversation, args: Mapping[str, Any], who: Actor, at: int) -> Conversation:
    """A closed conversation goes on in its group's queue, as when its customer writes again.

    A last word that nobody answered is owed an answer again, from now on.
    """
    allowed = frozenset({Status.CLOSED, Status.ABANDONED, Status.SPAM})
    never = row.first_response_at is None and row.last_message_at > 0
    waits = at if never or row.waiting_since is not None else None
    return _move(
        row, Status.QUEUED, allowed, assignee_id="", closed_at=None, queued_at=at, waiting_since=waits, solved=None
    )


def withdraw(row: Message, args: Mapping[str, Any], who: Actor, at: int) -> Message:
    """Take a message back; only its author may, and only within two minutes of its acceptance."""
    if row.state is Delivery.WITHDRAWN:
        return row
    if row.author_id != who.id and who.role != "system":
        raise Refused("message_not_yours")
    if row.stored_at is not None and at - row.stored_at > 120_000:
        raise Refused("message_too_old")
    return msgspec.structs.replace(row, state=Delivery.WITHDRAWN, text="", card=None, attachments=())


_BY_SERVER = (
    "number", "opened_at", "queued_at", "assigned_at", "first_response_at", "waiting_since", "closed_at",
    "last_message_at", "last_seq", "customer_read_seq", "routing_reason",
)  # fmt: skip

CONVERSATION = EntityType(
    name="conversation",
    cls=Conversation,
    merge={
        **{name: Merge.SERVER for name in _BY_SERVER},
        **{name: Merge.FIXED for name in ("customer_id", "channel", "language", "page_url")},
        **{name: Merge.INTENT for name in ("status", "assignee_id", "group_id", "solved", "wrap_note")},
        "tags": Merge.SET,
    },
    intents={
        "enqueue": enqueue,
        "offer": offer,
        "take": take,
        "wait_customer": wait_customer,
        "resume": resume,
        "wrap_up": wrap_up,
        "close": close,
        "abandon": abandon,
        "leave_message": leave_message,
        "mark_spam": mark_spam,
        "reopen": reopen,
    },
    indexes=(("customer_id",), ("status", "assignee_id"), ("group_id", "status")),
)
MESSAGE = EntityType(
    name="message",
    cls=Message,
    merge={
        **{name: Merge.FIXED for name in Message.__struct_fields__},
        **{name: Merge.SERVER for name in ("stored_at", "delivered_at", "read_at", "seq", "state", "useful")},
    },
    intents={"withdraw": withdraw},
    parent=("conversation_id", "conversation"),
    indexes=(("conversation_id", "seq"), ("article_id",)),
)
READ_MARK = EntityType(
    name="read_mark",
    cls=ReadMark,
    merge={"conversation_id": Merge.FIXED, "agent_id": Merge.FIXED, "seq": Merge.MAX},
    indexes=(("conversation_id",),),
)
