"""What is sent over a branch's border about a conversation, to the server that decides about it.

A customer stays at the page of the server that showed it to him, also when his conversation is served on the other
side. What he does there goes as an *act* to where the conversation lives, in the stream of that server itself, as all
operations do: behind the rows on which it rests, once, and again after a restore. Until the answer comes his page shows
it as a guess. Offers of conversations, and the answers to them, go the same way (:mod:`sync_server.service.handovers`).
"""

from typing import Any

import msgspec

from app.domain.bounds import Count, Key, Words
from app.domain.change import Operation
from app.domain.conversations import OPEN, SERVING, Conversation, Delivery, Message, Status, advance
from app.domain.entity import Entity
from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.registry import BY_CLASS, SCHEMA
from app.domain.surveys import Solved, Survey
from sync_server.storage import border, homes, transcript
from sync_server.storage.records import Tx

PAGE = "page"
"""Instead of an intent: nothing that a state machine does."""
_ACT = "act"


class Wrote(msgspec.Struct, frozen=True, kw_only=True, tag="wrote"):
    """He wrote a message. ``left``: nobody was there, and he does not wait."""

    id: Key
    customer_id: Key
    kind: Key
    text: str = ""
    attachments: tuple[FileRef, ...] = ()
    values: dict[str, str] = {}
    left: bool = False


class Fetched(msgspec.Struct, frozen=True, tag="fetched"):
    """His page has messages."""

    ids: tuple[Key, ...]


class Read(msgspec.Struct, frozen=True, tag="read"):
    """He has read up to a message."""

    seq: Count


class Judged(msgspec.Struct, frozen=True, tag="judged"):
    """He said whether an answer helped."""

    message_id: Key
    useful: bool


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """He ended it, or closed the page while he waited."""

    page_closed: bool = False


class Rated(msgspec.Struct, frozen=True, kw_only=True, tag="rated"):
    """He answered the survey."""

    solved: Solved | None = None
    stars: Count = 0
    tags: tuple[Words, ...] = ()
    comment: str = ""
    may_contact: bool = False


class Offered(msgspec.Struct, frozen=True, tag="offered"):
    """Somebody offers the conversation to a group of the other side."""

    offer_id: Key
    group_id: Key


class Accepted(msgspec.Struct, frozen=True, tag="accepted"):
    """The group takes it."""

    offer_id: Key


class Declined(msgspec.Struct, frozen=True, tag="declined"):
    """The group does not take it. ``why`` is a code: nobody_there, no_such_group or other_branch."""

    offer_id: Key
    why: Key


Act = Wrote | Fetched | Read | Judged | Ended | Rated | Offered | Accepted | Declined


def is_act(op: Operation) -> bool:
    """Say whether an operation carries an act."""
    return op.ent == "conversation" and op.kind == "intent" and _ACT in op.body


def fields_of(op: Operation) -> dict[str, Any]:
    """Return the field values that an operation carries, also in an act."""
    fields: dict[str, Any] = op.body.get(_ACT, op.body)
    return fields


def act_of(op: Operation) -> Act:
    """Return the act that an operation carries. Raises msgspec.ValidationError."""
    act: Act = msgspec.convert(op.body[_ACT], Act)
    return act


def send(tx: Tx, conversation: Conversation | None, act: Act, *, row_id: str = "", branch_id: str = "") -> None:
    """Keep an act for the server that decides. ``conversation`` is the replica, if there is one here.

    At headquarters that is the server of the branch in which the conversation lives, unless another is named.
    """
    action = _shown(conversation, act) if conversation is not None else PAGE
    op = Operation(
        id=new_id(), txn=new_id(), ent="conversation", row=conversation.id if conversation else row_id, kind="intent",
        wall=tx.now, schema=SCHEMA, body={"action": action, "args": {}, _ACT: msgspec.to_builtins(act)},
    )  # fmt: skip
    pass_on(tx, conversation, op, branch_id)


def pass_on(tx: Tx, conversation: Conversation | None, op: Operation, branch_id: str = "") -> None:
    """Keep an operation with an act for the server that decides, and show what may be guessed of it."""
    if not tx.history.branch and not branch_id and conversation is not None:
        branch_id = str(homes.branch_of(tx, conversation))
    border.keep(tx, conversation, op, "", "", "" if tx.history.branch else branch_id)
    if conversation is not None:
        border.show(tx, op.ent, op.row)


def _shown(conversation: Conversation, act: Act) -> str:
    """Return the intent by which the replica shows an act until the answer comes."""
    match act:
        case Ended() if conversation.status in SERVING:
            return "close"
        case Ended() if conversation.status in (Status.QUEUED, Status.BOT):
            return "abandon"
        case Wrote() if conversation.status is Status.MESSAGE_LEFT:
            return "enqueue"
        case Wrote() if conversation.status not in OPEN:
            return "reopen"
    return PAGE


# -- what the page shows at once ---------------------------------------------------------------------------------------


def wrote(tx: Tx, conversation: Conversation, message: Message, *, left: bool = False) -> tuple[Conversation, Message]:
    """Send what a customer wrote, and put it into the replica at the place that it is likely to get."""
    last = tx.find(Message, conversation_id=conversation.id, order="-seq", limit=1)
    guess = transcript.guessed(message, max([conversation.last_seq, *(each.seq for each in last)]) + 1)
    act = Wrote(
        id=message.id, customer_id=message.author_id, kind=message.kind.value, text=message.text,
        attachments=message.attachments, values=message.values, left=left,
    )  # fmt: skip
    send(tx, conversation, act)
    put(tx, guess)
    return tx.get(Conversation, conversation.id) or conversation, guess


def fetched(tx: Tx, conversation: Conversation, messages: list[Message]) -> None:
    """Send that a page has messages."""
    send(tx, conversation, Fetched(tuple(each.id for each in messages)))
    for message in messages:
        state = advance(message.state, Delivery.DELIVERED)
        put(tx, msgspec.structs.replace(message, state=state, delivered_at=tx.now))


def read(tx: Tx, conversation: Conversation, seq: int) -> None:
    """Send how far the customer has read."""
    send(tx, conversation, Read(seq))
    shown = tx.get(Conversation, conversation.id)
    if shown is not None:
        put(tx, msgspec.structs.replace(shown, customer_read_seq=seq))


def judged(tx: Tx, conversation: Conversation, message: Message, useful: bool) -> None:
    """Send whether an answer helped."""
    send(tx, conversation, Judged(message.id, useful))
    put(tx, msgspec.structs.replace(message, useful=useful))


def rated(tx: Tx, conversation: Conversation, answered: Survey) -> None:
    """Send the answer to a survey."""
    act = Rated(
        solved=answered.solved, stars=answered.stars, tags=answered.tags, comment=answered.comment,
        may_contact=answered.may_contact,
    )  # fmt: skip
    send(tx, conversation, act)
    put(tx, answered)


def put(tx: Tx, row: Entity) -> None:
    """Write a guess into the replica: no letter, no operation and no order tells the other side of it."""
    tx.carried.add((BY_CLASS[type(row)].name, row.id))
    tx.put(row)
