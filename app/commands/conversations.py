"""What an agent does in a conversation: answer, note, hold back, take, wait, hand back, end, reopen.

Sending is optimistic: the message stands in the thread when the transaction commits and leaves for the server from the
outbox, so that nothing here needs a network. With an undo window the messages wait in a local table instead and
:func:`release_due` sends them; a restart loses neither.
"""

import itertools
from collections.abc import Mapping

import msgspec

from app.domain.access import allowed, user_scope
from app.domain.conversations import SERVING, Author, Conversation, Delivery, Message, MessageKind, ReadMark, Status
from app.domain.errors import AppError, Refused
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.guard import Known, is_reply
from app.domain.ids import link_id, new_id
from app.domain.surveys import Solved
from app.storage import conversations, drafts, guard, missed, people, threads
from app.storage.blobs import note as note_file
from app.storage.drafts import NOTE, REPLY, Draft, Held, Staged, Then
from app.storage.missed import Missed
from app.storage.transaction import Tx

MAX_TEXT = 10_000
"""Characters of one message."""


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves the composer: ``text`` first, then each staged card and file as a message of its own."""

    conversation_id: str
    mode: str = REPLY
    text: str = ""
    staged: tuple[Staged, ...] = ()
    cursor: int = 0
    then: Then = Then()
    expired_ok: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to send."""
        return not self.text.strip() and not any(item.sends for item in self.staged)


# -- drafts ----------------------------------------------------------------------------------------------------------


def save_draft(tx: Tx, draft: Draft) -> Draft:
    """Keep what stands in the composer and return it as kept; an empty draft is forgotten."""
    kept = msgspec.structs.replace(draft, saved_at=tx.now)
    drafts.put_draft(tx.connection, kept)
    tx.touched("draft", draft.conversation_id)
    return kept


# -- sending ---------------------------------------------------------------------------------------------------------


def send(tx: Tx, out: Outgoing) -> tuple[Message, ...]:
    """Send a reply or write a note, and do what follows it. Returns the messages in their order.

    What the undo window still holds of this conversation leaves before a reply: the customer reads in the order in
    which it was written, and whoever writes on has ended the window. Raises AppError: "empty_message",
    "message_too_long", "article_expired", "file_too_large"; Refused when the conversation is not one that the actor
    serves.
    """
    messages = send_beside(tx, out)
    drafts.drop_draft(tx.connection, out.conversation_id, out.mode)
    tx.touched("draft", out.conversation_id)
    return messages


def send_beside(tx: Tx, out: Outgoing) -> tuple[Message, ...]:
    """As :func:`send`, but what stands in the composer stays there: this was not written in it."""
    messages = _compose(tx, out)
    mark_seen(tx, out.conversation_id)
    for held in drafts.held_in(tx.connection, out.conversation_id) if out.mode == REPLY else ():
        if held.then.action != "close" and drafts.take_held(tx.connection, held.id) is not None:  # the end comes last
            _depart(tx, held.conversation_id, held.messages, held.then, held.known)
            tx.touched("draft", out.conversation_id)
    _depart(tx, out.conversation_id, messages, out.then, _known(tx, messages))
    return messages


def hold(tx: Tx, out: Outgoing, delay_ms: int) -> Held:
    """As :func:`send`, but the messages wait for ``delay_ms`` in which :func:`undo_send` takes them back."""
    messages = _compose(tx, out)
    mark_seen(tx, out.conversation_id)
    held = Held(
        id=new_id(),
        conversation_id=out.conversation_id,
        messages=messages,
        then=out.then,
        draft=Draft(
            conversation_id=out.conversation_id,
            mode=out.mode,
            text=out.text,
            cursor=out.cursor,
            staged=out.staged,
            saved_at=tx.now,
        ),
        leave_at=tx.now + delay_ms,
        known=_known(tx, messages),
    )
    drafts.put_held(tx.connection, held)
    drafts.drop_draft(tx.connection, out.conversation_id, out.mode)
    tx.touched("draft", out.conversation_id)
    return held


def undo_send(tx: Tx, held_id: str) -> Draft:
    """Take back what has not left yet; it is the draft again. Raises AppError("already_sent")."""
    held = drafts.take_held(tx.connection, held_id)
    if held is None:
        raise AppError("already_sent")
    return restore(tx, held.draft)


def restore(tx: Tx, draft: Draft) -> Draft:
    """Put what did not leave into the composer again, before what was begun there meanwhile; return the draft."""
    begun = drafts.draft(tx.connection, draft.conversation_id, draft.mode)
    if begun is not None:  # something new was begun meanwhile: nothing of it is lost either
        text = "\n".join(part for part in (draft.text, begun.text) if part)
        draft = msgspec.structs.replace(draft, text=text, cursor=len(text), staged=draft.staged + begun.staged)
    return save_draft(tx, draft)


def release_due(tx: Tx) -> int:
    """Send the first act of sending whose undo window is over, and return how many that were: 1, or 0 for none.

    One at a time: the server takes a transaction all or none, and one customer's stale reply holds back no other's.
    """
    ready = drafts.due(tx.connection, tx.now)[:1]
    for held in ready:
        _release(tx, held)
    return len(ready)


def _release(tx: Tx, held: Held) -> None:
    if drafts.take_held(tx.connection, held.id) is None:
        return
    try:
        with tx.connection.begin_nested():
            _depart(tx, held.conversation_id, held.messages, held.then, held.known)
    except AppError:
        # The conversation was closed, given away or lost from sight in those seconds: what was written is the draft
        # again, and none of it is sent, whichever part was refused.
        restore(tx, held.draft)
        return
    tx.touched("draft", held.conversation_id)


def _compose(tx: Tx, out: Outgoing) -> tuple[Message, ...]:
    if out.empty:
        raise AppError("empty_message")
    text = out.text.strip()
    if len(text) > MAX_TEXT:
        raise AppError("message_too_long", {"limit": MAX_TEXT})
    conversation = tx.get(Conversation, out.conversation_id)
    if out.mode == REPLY:
        check_reply(tx, conversation)
    made: list[Message] = []

    def message(kind: MessageKind, **values: object) -> None:
        made.append(
            Message(
                id=new_id(),
                scope=conversation.scope,
                conversation_id=conversation.id,
                author=Author.AGENT,
                author_id=tx.actor.id,
                kind=kind,
                composed_at=tx.now + len(made),
                state=Delivery.QUEUED,
                **values,  # type: ignore[arg-type]  # each caller below gives fields of Message
            )
        )

    if out.mode == NOTE:
        files = tuple(_file(tx, item.file) for item in out.staged if item.file is not None)
        message(MessageKind.NOTE, text=text, attachments=files)
        return tuple(made)
    if text:
        source = next((item.source for item in out.staged if item.source is not None), None)
        of = (source.article_id, source.version) if source is not None else ("", 0)
        message(MessageKind.TEXT, text=text, article_id=of[0], article_version=of[1])
    for item in out.staged:
        card = item.card
        if card is not None:
            if card.valid_until is not None and card.valid_until < tx.now and not out.expired_ok:
                raise AppError("article_expired", {"title": card.title})
            message(MessageKind.CARD, card=card, article_id=card.article_id, article_version=card.version)
        elif item.file is not None:
            kind = MessageKind.IMAGE if item.file.is_image else MessageKind.FILE
            message(kind, attachments=(_file(tx, item.file),))
    return tuple(made)


def _file(tx: Tx, ref: FileRef) -> FileRef:
    if ref.size > MAX_FILE_BYTES:
        raise AppError("file_too_large", {"size": ref.size, "limit": MAX_FILE_BYTES})
    note_file(tx.connection, ref, "unsent", tx.now)
    return ref


def check_reply(tx: Tx, conversation: Conversation) -> None:
    """Raise Refused unless the actor may answer in a conversation: "conversation_state", "conversation_not_yours"."""
    if conversation.status not in SERVING:
        raise Refused("conversation_state", {"status": conversation.status.value})
    if conversation.assignee_id != tx.actor.id and not allowed(tx.actor.role, "conversation.supervise"):
        raise Refused("conversation_not_yours", {"assignee_id": conversation.assignee_id})


def _known(tx: Tx, messages: tuple[Message, ...]) -> tuple[Known | None, ...]:
    """Return what the author of each message has before him: asked now, not when it leaves."""
    return tuple(knows(tx, message) for message in messages)


def knows(tx: Tx, message: Message) -> Known | None:
    """Return what the author of a reply has before him now; None for a note, which goes to nobody outside."""
    if not is_reply(message):
        return None
    return guard.known(tx.connection, tx.get(Conversation, message.conversation_id), message.article_id)


def _depart(
    tx: Tx, conversation_id: str, messages: tuple[Message, ...], then: Then, known: tuple[Known | None, ...]
) -> None:
    conversation = tx.get(Conversation, conversation_id)
    if messages and messages[0].kind is not MessageKind.NOTE:
        check_reply(tx, conversation)
        if conversation.status is Status.WRAP_UP:
            conversation = tx.ask(conversation, "resume")
    for message, knew in itertools.zip_longest(messages, known):
        tx.save(message, known=knew)
    if then.action:
        tx.ask(conversation, then.action, _knowing(conversation, then.args) if then.action == "close" else then.args)


def edit_again(tx: Tx, op_id: str) -> Draft:
    """Put a refused message back into the composer. Raises AppError("already_sent") when it was settled."""
    message = threads.settle_refused(tx.connection, op_id)
    if message is None:
        raise AppError("already_sent")
    staged = [Staged(file=ref) for ref in message.attachments]
    if message.card is not None:
        staged.append(Staged(card=message.card))
    mode = NOTE if message.kind is MessageKind.NOTE else REPLY
    tx.touched("sync_issue", op_id)
    return restore(
        tx, Draft(conversation_id=message.conversation_id, mode=mode, text=message.text, staged=tuple(staged))
    )


def withdraw(tx: Tx, message_id: str) -> Message:
    """Take back a sent message, within two minutes."""
    return tx.ask(tx.get(Message, message_id), "withdraw")


# -- reading ---------------------------------------------------------------------------------------------------------


def mark_read(tx: Tx, conversation_id: str, seq: int) -> None:
    """Remember that the actor has read up to message ``seq``."""
    mark_id = link_id("read", tx.actor.id, conversation_id)
    present = tx.find(ReadMark, mark_id)
    if present is not None and present.seq >= seq:
        return
    tx.save(
        ReadMark(
            id=mark_id,
            scope=user_scope(tx.actor.id),
            rev=present.rev if present is not None else 0,
            conversation_id=conversation_id,
            agent_id=tx.actor.id,
            seq=seq,
        )
    )


# -- states ----------------------------------------------------------------------------------------------------------


def take(tx: Tx, conversation_id: str) -> Conversation:
    """Take a waiting conversation; the server decides who was first. Raises AppError("agent_full")."""
    load, capacity = people.load(tx.connection, tx.actor.id)
    if load >= capacity > 0:
        raise AppError("agent_full")
    return tx.ask(tx.get(Conversation, conversation_id), "take", {"agent_id": tx.actor.id, "reason": "picked"})


def mark_unread(tx: Tx, conversation_id: str) -> None:
    """Have a conversation look unread on this device until it is opened or answered again."""
    conversations.flag(tx.connection, conversation_id)
    tx.touched("read_mark", conversation_id)


def mark_seen(tx: Tx, conversation_id: str) -> None:
    """Undo :func:`mark_unread`."""
    if conversations.unflag(tx.connection, conversation_id):
        tx.touched("read_mark", conversation_id)


def missed_takes(tx: Tx) -> tuple[Missed, ...]:
    """Return the takes in which a colleague was faster and that nobody was told of yet; they are told now."""
    return missed.collect(tx.connection)


def wait_customer(tx: Tx, conversation_id: str) -> Conversation:
    """The next word is the customer's."""
    return tx.ask(tx.get(Conversation, conversation_id), "wait_customer")


def resume(tx: Tx, conversation_id: str) -> Conversation:
    """Go on with a conversation that waited for the customer or for its wrap-up."""
    return tx.ask(tx.get(Conversation, conversation_id), "resume")


def put_back(tx: Tx, conversation_id: str) -> Conversation:
    """Give a conversation back to its group's queue; the customer's wait goes on."""
    let_go(tx, conversation_id)
    return tx.ask(tx.get(Conversation, conversation_id), "enqueue")


def closing(category_id: str, solved: Solved | None, note: str) -> dict[str, object]:
    """Return a wrap-up as the arguments of the intent "close"."""
    word = solved.value if solved is not None else None
    return {"category_id": category_id, "solved": word, "note": note.strip()}


def close(tx: Tx, conversation_id: str, *, category_id: str, solved: Solved | None, note: str) -> Conversation:
    """End a conversation with its wrap-up. What still waits in an undo window leaves before."""
    let_go(tx, conversation_id)
    row = tx.get(Conversation, conversation_id)
    return tx.ask(row, "close", _knowing(row, closing(category_id, solved, note)))


def reopen(tx: Tx, conversation_id: str) -> Conversation:
    """Open a closed conversation again and, where nobody has it yet, take it."""
    row = tx.ask(tx.get(Conversation, conversation_id), "reopen")
    return tx.ask(row, "take", {"agent_id": tx.actor.id, "reason": "reopened"})


def mark_spam(tx: Tx, conversation_id: str) -> Conversation:
    """Not a customer."""
    row = tx.get(Conversation, conversation_id)
    return tx.ask(row, "mark_spam", _knowing(row, {}))


def _knowing(row: Conversation, args: Mapping[str, object]) -> dict[str, object]:
    """Return the arguments of an end with how far the conversation was known: whoever tries it again compares."""
    return {**args, "seen": row.last_seq}


def snooze(tx: Tx, conversation_id: str, until: int | None) -> Conversation:
    """Put a conversation aside until a time (ms) or the customer's next word; None brings it back."""
    return tx.save(msgspec.structs.replace(tx.get(Conversation, conversation_id), snoozed_until=until))


def set_tags(tx: Tx, conversation_id: str, tags: tuple[str, ...]) -> Conversation:
    """Replace a conversation's tags; blanks and doubles fall out."""
    clean = tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    return tx.save(msgspec.structs.replace(tx.get(Conversation, conversation_id), tags=clean))


def let_go(tx: Tx, conversation_id: str) -> None:
    """Let leave what still waits in an undo window."""
    for held in drafts.held_in(tx.connection, conversation_id):
        _release(tx, held)
