"""Writing into a conversation: dense numbers, states, and the lines that the program itself says."""

from collections.abc import Mapping

import msgspec

from app.domain.conversations import Author, Conversation, Delivery, Message, MessageKind, after_message
from app.domain.customers import Channel
from app.domain.ids import new_id
from sync_server.storage.records import Tx


def numbered(conversation: Conversation, message: Message, at: int) -> tuple[Conversation, Message]:
    """Return both after the message was stored at ``at`` (ms) as the conversation's next.

    What goes to a web page is sent with that: the page fetches it, and is known to have it when it did.
    """
    outward = message.kind is not MessageKind.NOTE and conversation.channel is Channel.WEB
    stored = msgspec.structs.replace(
        message,
        scope=conversation.scope,
        seq=conversation.last_seq + 1,
        stored_at=at,
        state=Delivery.SENT if outward else Delivery.STORED,
    )
    return after_message(conversation, stored, at), stored


def guessed(message: Message, seq: int) -> Message:
    """Return a customer's message as his page shows it before the server that numbers it has heard of it."""
    return msgspec.structs.replace(message, seq=seq, state=Delivery.SENT)


def append(tx: Tx, conversation: Conversation, message: Message) -> tuple[Conversation, Message]:
    """Store a message that the server itself received or wrote; returns both rows as they are now."""
    conversation, message = numbered(conversation, message, tx.now)
    return tx.put(conversation, author=message.author_id), tx.put(message, author=message.author_id)


def say(tx: Tx, conversation: Conversation, code: str, values: Mapping[str, str] | None = None) -> Conversation:
    """Write a system line. ``text`` is a code for which desk and page have the sentence."""
    line = Message(
        id=new_id(),
        scope=conversation.scope,
        conversation_id=conversation.id,
        author=Author.SYSTEM,
        kind=MessageKind.SYSTEM,
        text=code,
        values=dict(values or {}),
        composed_at=tx.now,
    )
    return append(tx, conversation, line)[0]
