"""Nothing goes out silently stale: the questions of :mod:`app.domain.guard`, asked when a reply would be accepted.

The conversation is locked meanwhile, so nobody can write between the question and the acceptance. What is refused here
has no effect and a final result, as any refusal; who sends it all the same makes a new operation that says what he
knows. Operations of programs that do not say it are taken as before.
"""

from app.domain.change import Operation, Result
from app.domain.conversations import Conversation, Message, MessageKind
from app.domain.errors import Refused
from app.domain.guard import GRACE_MS, STALE, WINDOWS, Doubt, Known, doubts, window_doubt, words_since
from app.domain.knowledge import Article
from sync_server.storage import desk
from sync_server.storage.records import Tx

AFTER_STALE = "after_stale_reply"
ENDS = frozenset({"close", "mark_spam"})
"""What is not done over a customer's words that its author has not seen."""
_FOLLOWS = ENDS | {"wait_customer", "wrap_up"}
"""What an agent does because he has answered."""


def check_reply(tx: Tx, conversation: Conversation, message: Message, known: Known | None, written_at: int) -> None:
    """Raise Refused("reply_stale") with the ``doubts`` for a reply whose author could not know how things stand."""
    if known is None:
        return
    if known.settled:
        raise Refused(STALE, {"doubts": []})
    newer = desk.said_after(tx, conversation.id, known.message) if conversation.last_seq > known.message else []
    article = tx.peek(Article, message.article_id) if message.article_id else None
    found = doubts(message, known, conversation, newer, article, written_at=written_at, now=tx.now, grace_ms=GRACE_MS)
    if conversation.channel in WINDOWS and Doubt.WINDOW_CLOSED not in known.accepts:
        last_word, said = desk.last_word(tx, conversation.id)
        if window_doubt(conversation, last_word, said, tx.now):
            found = (*found, Doubt.WINDOW_CLOSED)
    if found:
        raise Refused(STALE, {"doubts": [doubt.value for doubt in found]})


def check_end(tx: Tx, conversation: Conversation, op: Operation) -> None:
    """Raise Refused("customer_wrote_since") for an end over words that its author has not seen.

    It says how many, not which: words reach a device as a page shows them, with what its agent may not have masked.
    """
    args = op.body.get("args") if op.kind == "intent" and op.body.get("action") in ENDS else None
    seen = args.get("seen") if isinstance(args, dict) else None
    if not isinstance(seen, int) or conversation.last_seq <= seen:
        return
    found = words_since(desk.said_after(tx, conversation.id, seen), tx.now, GRACE_MS)
    if found:
        raise Refused("customer_wrote_since", {"n": len(found)})


class Order:
    """Keeps the order within a talk during one push: after a stale reply its author's next words wait for him, too."""

    def __init__(self) -> None:
        self._stale: set[str] = set()

    def note(self, op: Operation, result: Result) -> None:
        """Remember the talk of a stale reply, whether its result is new or was given before."""
        if result.code in (STALE, AFTER_STALE):
            self._stale.add(_talk_of(op))

    def check(self, op: Operation) -> None:
        """Raise Refused for what was to follow a stale reply."""
        if _talk_of(op) not in self._stale:
            return
        if op.ent == "conversation":
            if op.kind == "intent" and op.body.get("action") in _FOLLOWS:
                raise Refused(AFTER_STALE)
        elif op.known is not None and Doubt.AFTER_STALE not in op.known.accepts:
            raise Refused(STALE, {"doubts": [Doubt.AFTER_STALE.value]})


def _talk_of(op: Operation) -> str:
    """Return the conversation that an operation speaks in, "" for none."""
    if op.ent == "conversation":
        return op.row
    reply = op.ent == "message" and op.kind == "create" and op.body.get("kind") != MessageKind.NOTE.value
    return str(op.body.get("conversation_id", "")) if reply else ""
