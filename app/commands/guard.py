"""What an author decides about replies that were not sent because things changed meanwhile (:mod:`app.domain.guard`).

Each decision settles one whole reply in one transaction: killed before its commit nothing has happened, after it the
reply is in the outbox, in the composer, or dropped. Whatever else was refused together with it stays on the list of
refusals.
"""

from collections.abc import Sequence

import msgspec

from app.commands import problems
from app.commands.conversations import restore
from app.domain.change import Operation, created
from app.domain.conversations import Conversation, Message, MessageKind
from app.domain.errors import Refused
from app.domain.registry import ENTITIES
from app.storage import guard
from app.storage.drafts import Draft, Source, Staged
from app.storage.guard import StaleReply
from app.storage.problems import set_open
from app.storage.transaction import Tx


def send_all_the_same(tx: Tx, reply: StaleReply) -> None:
    """Send a reply as it was written, in the knowledge of what ``reply`` shows, and do what was to follow it.

    If more has happened than was shown, the server asks once more. What was to follow and is no longer possible (the
    conversation is a colleague's now) is left out. Raises AppError: "already_settled", "no_such_row" for a conversation
    that left this device.
    """
    group = guard.stale_group(tx.connection, reply.id)
    for op in group:
        if op.ent == "message" and op.kind == "create":
            message = created(ENTITIES[op.ent], op)
            if not isinstance(message, Message):
                continue
            conversation = tx.get(Conversation, message.conversation_id)
            tx.save(msgspec.structs.replace(message, scope=conversation.scope), known=reply.known)
        elif op.kind == "intent":
            try:
                tx.ask(tx.get(ENTITIES[op.ent].cls, op.row), str(op.body.get("action", "")), problems.renewed(tx, op))
            except Refused:
                continue
    _settle(tx, group)


def edit(tx: Tx, reply: StaleReply) -> Draft:
    """Put a reply back into the composer of its conversation. Raises AppError("already_settled")."""
    staged: list[Staged] = []
    texts: list[str] = []
    group = guard.stale_group(tx.connection, reply.id)
    for message in guard.messages_of(group):
        if message.text:
            texts.append(message.text)
        if message.card is not None:
            staged.append(Staged(card=message.card))
        elif message.kind is MessageKind.TEXT and message.article_id:
            staged.append(Staged(source=Source(message.article_id, message.article_version)))
        staged += [Staged(file=ref) for ref in message.attachments]
    text = "\n".join(texts)
    _settle(tx, group)
    return restore(tx, Draft(conversation_id=reply.conversation_id, text=text, cursor=len(text), staged=tuple(staged)))


def drop(tx: Tx, reply: StaleReply) -> None:
    """Give a reply up; :func:`take_back` undoes it. Raises AppError("already_settled")."""
    for op in guard.stale_group(tx.connection, reply.id):
        problems.drop(tx, op.id)


def take_back(tx: Tx, reply: StaleReply) -> None:
    """List a dropped reply again. Raises AppError("no_such_row") when it was not dropped."""
    for op_id in reply.op_ids:
        problems.take_back(tx, op_id)


def _settle(tx: Tx, group: Sequence[Operation]) -> None:
    """Take a reply and what was to follow it off the list, but nothing else that was refused together with it."""
    settled = [op.id for op in group if op.kind == "intent" or (op.ent == "message" and op.kind == "create")]
    for op_id in settled:
        set_open(tx.connection, op_id, is_open=False)
    tx.touched("sync_issue", *settled)
