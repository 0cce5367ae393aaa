"""Replies that the server did not send because their authors could not know how things stand now.

A stale reply is what one act of sending said in one conversation: its messages and what was to follow them, refused
together. An act that spoke in several conversations is several stale replies: no customer's words meet another's.
What changed is read from this device's rows, which the next pull makes current, beside what the server said.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from app.domain.change import Operation, created
from app.domain.clock import Clock
from app.domain.conversations import Author, Conversation, Message
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.guard import STALE, Doubt, Known, doubts, news
from app.domain.knowledge import Article
from app.domain.people import Agent
from app.domain.registry import ENTITIES
from app.storage import rows
from app.storage.core import Connection

GROUP = "group_rejected"
"""The code of a refusal of what was sent together with a stale reply."""
_OPERATION = msgspec.json.Decoder(Operation)


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said since a reply was written. ``name`` is the customer's or the colleague's."""

    name: str
    text: str
    at: int
    mine: bool = False  # the customer's own words


class StaleReply(msgspec.Struct, frozen=True, kw_only=True):
    """One act of sending that waits for its author. ``op_ids`` are its refusals in their order.

    ``text`` is all that was written, ``cards`` and ``files`` name what goes with it, ``action`` is the intent that was
    to follow ("" for none). ``gone``: the conversation is no longer on this device, so that it can only be copied.
    ``behind``: an earlier one of the same conversation still waits.
    """

    id: str  # of the transaction and the conversation
    op_ids: tuple[str, ...]
    conversation_id: str
    customer_name: str
    text: str
    cards: tuple[str, ...]
    files: tuple[str, ...]
    action: str
    doubts: tuple[Doubt, ...]
    news: tuple[News, ...]
    assignee_name: str
    written_at: int
    at: int
    known: Known
    gone: bool = False
    behind: bool = False


def known(connection: Connection, conversation: Conversation, article_id: str = "") -> Known:
    """Return what the author of a reply has before him on this device now."""
    newest = "SELECT max(seq) FROM message WHERE conversation_id = ?"
    (seq,) = connection.exec_driver_sql(newest, (conversation.id,)).one()
    article = rows.get(connection, Article, article_id) if article_id else None
    version = article.version if article is not None else 0
    return Known(message=seq or 0, assignee=conversation.assignee_id, version=version)


def groups(connection: Connection) -> dict[str, list[tuple[Operation, str, dict[str, Any], int]]]:
    """Return the open refusals of each stale reply by its id: operation, code, values and when.

    What was sent together and speaks in no conversation stands with the first one.
    """
    query = "SELECT op, code, details, at FROM sync_issue WHERE open AND code IN (?, ?) ORDER BY at, op_id"
    acts: dict[str, list[tuple[Operation, str, dict[str, Any], int]]] = {}
    for text, code, details, at in connection.exec_driver_sql(query, (STALE, GROUP)):
        op = _OPERATION.decode(text)
        acts.setdefault(op.txn, []).append((op, code, msgspec.json.decode(details), at))
    found: dict[str, list[tuple[Operation, str, dict[str, Any], int]]] = {}
    for txn, act in acts.items():
        act.sort(key=lambda one: one[0].n)
        talks = [message.conversation_id for message in messages_of([op for op, *_ in act])]
        # the first of several replies may be settled already: what was refused for its sake says so itself
        if not talks or all(STALE not in (code, values.get("code")) for _, code, values, _ in act):
            continue
        for one in act:
            talk = _talk_of(one[0])
            found.setdefault(f"{txn}:{talk if talk in talks else talks[0]}", []).append(one)
    return found


def _talk_of(op: Operation) -> str:
    """Return the conversation that an operation is about, "" for none."""
    return op.row if op.ent == "conversation" else str(op.body.get("conversation_id", ""))


def messages_of(ops: Sequence[Operation]) -> list[Message]:
    """Return the messages that operations make, in their order."""
    made = [created(ENTITIES["message"], op) for op in ops if op.ent == "message" and op.kind == "create"]
    return [one for one in made if isinstance(one, Message)]


def stale_replies(connection: Connection, clock: Clock) -> tuple[StaleReply, ...]:
    """Return every reply that waits for its author, the oldest first."""
    found = [
        _told(connection, reply_id, group, messages_of([op for op, *_ in group]), clock())
        for reply_id, group in groups(connection).items()
    ]
    told: list[StaleReply] = []
    talks: set[str] = set()
    for one in sorted(found, key=lambda reply: reply.written_at):
        told.append(msgspec.structs.replace(one, behind=one.conversation_id in talks))
        talks.add(one.conversation_id)
    return tuple(told)


def _told(
    connection: Connection,
    reply_id: str,
    group: Sequence[tuple[Operation, str, dict[str, Any], int]],
    messages: Sequence[Message],
    now: int,
) -> StaleReply:
    ops = [op for op, *_ in group]
    talk = rows.get(connection, Conversation, messages[0].conversation_id)
    before = next((op.known for op in ops if op.known is not None), Known())
    said = [doubt for _, _, values, _ in group for doubt in values.get("doubts", ()) if doubt in list(Doubt)]
    newer = _newer(connection, messages[0].conversation_id, before.message)
    if talk is not None:
        said += [doubt for message in messages for doubt in _doubts(connection, message, before, talk, newer, now)]
    customer = rows.get(connection, Customer, talk.customer_id) if talk is not None else None
    name = customer.name if customer is not None else ""
    assignee = rows.get(connection, Agent, talk.assignee_id) if talk is not None else None
    files = [ref.name for message in messages for ref in message.attachments]
    intents = [str(op.body.get("action", "")) for op in ops if op.ent == "conversation" and op.kind == "intent"]
    return StaleReply(
        id=reply_id,
        op_ids=tuple(op.id for op in ops),
        conversation_id=messages[0].conversation_id,
        customer_name=name,
        text="\n".join(message.text for message in messages if message.text),
        cards=tuple(message.card.title for message in messages if message.card is not None),
        files=tuple(files),
        action=next((action for action in reversed(intents) if action != "resume"), ""),
        doubts=tuple(doubt for doubt in Doubt if doubt in said),
        news=tuple(_news(connection, news(newer, messages[0].author_id), name)),
        assignee_name=assignee.name if assignee is not None else "",
        written_at=messages[0].composed_at or ops[0].wall,
        at=group[0][3],
        known=Known(
            message=newer[-1].seq if newer else before.message,
            assignee=talk.assignee_id if talk is not None else "",
            accepts=tuple(doubt.value for doubt in Doubt if doubt in said),
        ),
        gone=talk is None,
    )


def _doubts(
    connection: Connection, message: Message, before: Known, talk: Conversation, newer: Sequence[Message], now: int
) -> tuple[Doubt, ...]:
    """Return what this device knows against a message; how old it is the server said by its own clock."""
    article = rows.get(connection, Article, message.article_id) if message.article_id else None
    return doubts(message, before, talk, newer, article, written_at=now, now=now)


def _newer(connection: Connection, conversation_id: str, seq: int) -> list[Message]:
    condition = "conversation_id = ? AND seq > ? AND deleted_at IS NULL ORDER BY seq"
    return rows.where(connection, Message, condition, (conversation_id, seq))


def _news(connection: Connection, found: Sequence[Message], customer_name: str) -> list[News]:
    names = rows.get_many(connection, Agent, list({one.author_id for one in found if one.author is Author.AGENT}))
    made = []
    for one in found:
        mine = one.author is Author.CUSTOMER
        agent = names.get(one.author_id)
        name = customer_name if mine else agent.name if agent is not None else ""
        made.append(News(name=name, text=one.preview, at=one.stored_at or one.composed_at, mine=mine))
    return made


def stale_group(connection: Connection, reply_id: str) -> list[Operation]:
    """Return the operations of a stale reply. Raises AppError("already_settled") when nothing waits of it."""
    group = groups(connection).get(reply_id)
    if not group:
        raise AppError("already_settled")
    return [op for op, *_ in group]


def stale_ops(connection: Connection) -> dict[str, str]:
    """Return the refusals that belong to stale replies: operation -> the reply's id."""
    return {op.id: reply_id for reply_id, group in groups(connection).items() for op, *_ in group}


def stale_by_conversation(connection: Connection) -> dict[str, int]:
    """Return how many replies wait for their author in each conversation."""
    found: dict[str, int] = {}
    for group in groups(connection).values():
        for message in messages_of([op for op, *_ in group])[:1]:
            found[message.conversation_id] = found.get(message.conversation_id, 0) + 1
    return found
