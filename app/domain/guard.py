"""Whether a reply still fits when it leaves: what its author could not know when he wrote it.

Client and server ask the same question. The server's answer decides, in the transaction that would accept the reply:
nobody else knows the truth at that moment. It says "reply_stale" and takes nothing; the reply is then a refusal like
any other, kept on its device until its author sends it all the same, changes it or drops it. The client asks again for
what it shows him.

Nothing here trusts a device's clock but for the age of a reply, which decides alone about "old".
"""

import enum
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from app.domain.bounds import Count, Key
from app.domain.conversations import OPEN, SERVING, Author, Conversation, Delivery, Message, MessageKind
from app.domain.customers import Channel
from app.domain.knowledge import Article, ArticleStatus

STALE = "reply_stale"
"""The code of the refusal; its value ``doubts`` says why."""
GRACE_MS = 20_000
"""What reached the server so lately is the ordinary crossing of words in a talk, and the undo window's."""
OLD_MS = 10 * 60_000
"""A reply that waited longer than this for the line is not sent without a look at it."""


class Doubt(enum.StrEnum):
    """Why a reply may be out of date."""

    CUSTOMER_WROTE = "customer_wrote"
    COLLEAGUE_ANSWERED = "colleague_answered"
    CLOSED = "closed"
    TAKEN = "taken"
    ARTICLE_CHANGED = "article_changed"
    ARTICLE_EXPIRED = "article_expired"
    ARTICLE_WITHDRAWN = "article_withdrawn"
    WINDOW_CLOSED = "window_closed"
    OLD = "old"
    AFTER_STALE = "after_stale"  # an earlier reply of the same talk waits for its author


class Known(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the author of a reply had before him: the number of the conversation's newest message, who served it, and
    the version of the article that the reply is taken from. ``accepts`` are the doubts in spite of which he sends it.
    ``settled``: he was asked already, and it is not to be sent; a server that forgot this refuses it again.
    """

    message: Count = 0
    assignee: Key = ""
    version: Count = 0
    accepts: tuple[Key, ...] = ()
    settled: bool = False


class Window(msgspec.Struct, frozen=True):
    """How long after a customer's last message a channel lets us write, and how many messages."""

    ms: int
    messages: int


WINDOWS: Mapping[Channel, Window] = MappingProxyType({Channel.WECHAT: Window(48 * 3_600_000, 5)})
"""Channels that close. Others take a message at any time."""


def is_reply(message: Message) -> bool:
    """Say whether a message goes to the customer, from a colleague."""
    return message.author is Author.AGENT and message.kind not in (MessageKind.NOTE, MessageKind.SYSTEM)


def news(messages: Iterable[Message], author_id: str) -> list[Message]:
    """Return what of a conversation's newer messages its author must know of: the customer's words, colleagues'."""
    found = []
    for message in messages:
        others = is_reply(message) and message.author_id != author_id and message.state is not Delivery.WITHDRAWN
        if others or message.author is Author.CUSTOMER:
            found.append(message)
    return found


def doubts(
    reply: Message,
    known: Known,
    conversation: Conversation,
    newer: Iterable[Message],
    article: Article | None,
    *,
    written_at: int,
    now: int,
    grace_ms: int = 0,
) -> tuple[Doubt, ...]:
    """Return why a reply may be out of date ``now`` (ms, as ``written_at`` on the server's clock), () for no reason.

    ``newer`` are the conversation's messages after ``known.message``, ``article`` the row that ``reply.article_id``
    names, None where there is none.
    """
    unseen = [one for one in news(newer, reply.author_id) if now - (one.stored_at or now) >= grace_ms]
    found = {
        Doubt.CUSTOMER_WROTE: any(one.author is Author.CUSTOMER for one in unseen),
        Doubt.COLLEAGUE_ANSWERED: any(one.author is Author.AGENT for one in unseen),
        Doubt.CLOSED: conversation.status not in OPEN,
        Doubt.TAKEN: conversation.status in SERVING
        and conversation.assignee_id not in ("", reply.author_id, known.assignee),
        Doubt.OLD: now - written_at > OLD_MS,
    }
    if reply.article_id:
        found |= _about_article(reply, known, article, written_at, now, grace_ms)
    return tuple(doubt for doubt in Doubt if found.get(doubt) and doubt not in known.accepts)


def _about_article(
    reply: Message, known: Known, article: Article | None, written_at: int, now: int, grace_ms: int
) -> dict[Doubt, bool]:
    if article is None or article.deleted_at is not None or article.status is not ArticleStatus.PUBLISHED:
        return {Doubt.ARTICLE_WITHDRAWN: True}
    until = article.valid_until
    newer = article.version > max(reply.article_version, known.version)
    return {
        Doubt.ARTICLE_CHANGED: newer and now - article.updated_at >= grace_ms,
        # what had expired already when it was written was sent in the knowledge of that
        Doubt.ARTICLE_EXPIRED: until is not None and written_at <= until < now,
    }


def window_doubt(conversation: Conversation, last_word: int | None, said_since: int, now: int) -> bool:
    """Say whether the conversation's channel no longer takes a message.

    ``last_word`` is when the customer wrote last (ms), ``said_since`` how many messages he was sent since.
    """
    window = WINDOWS.get(conversation.channel)
    if window is None:
        return False
    return last_word is None or now - last_word > window.ms or said_since >= window.messages


def words_since(messages: Iterable[Message], now: int, grace_ms: int = 0) -> list[Message]:
    """Return the customer's words among messages, without those of the last ``grace_ms``, in their order."""
    return [one for one in messages if one.author is Author.CUSTOMER and now - (one.stored_at or now) >= grace_ms]
