"""What came over a branch's border about a conversation (:mod:`sync_server.service.envelopes`), where it is decided.

A conversation may have gone on when an act arrives: headquarters passes it on to the branch that has it now, and takes
an act in itself that a branch gave back. So what a customer writes reaches the conversation, wherever it is.
"""

from collections.abc import Iterable

import msgspec

from app.domain.change import Operation, Result
from app.domain.conversations import (
    SERVING,
    Author,
    Conversation,
    Message,
    MessageKind,
    Status,
    leave_message,
)
from app.domain.entity import SYSTEM
from app.domain.errors import Refused
from app.domain.ids import link_id
from sync_server.service import across, contacts, envelopes, handovers, rules
from sync_server.service.contacts import Rating
from sync_server.service.envelopes import (
    Accepted,
    Declined,
    Ended,
    Fetched,
    Judged,
    Offered,
    Rated,
    Read,
    Wrote,
)
from sync_server.storage import border, branches, carried, history, homes, transcript
from sync_server.storage.records import Key, Tx


def take(tx: Tx, op: Operation, at: int, *, branch_id: str, final: bool) -> Result:
    """Take in an act. ``at`` is when it was done (ms); ``branch_id`` is the branch that sent it, "" for headquarters.

    ``final``: this server was ordered to, and passes nothing on. Raises Refused: no_such_row, other_server, scope.
    """
    try:
        act = envelopes.act_of(op)
    except msgspec.ValidationError as error:
        raise Refused("bad_field", {"field": "act", "why": str(error)}) from error
    conversation = tx.get(Conversation, op.row)
    if isinstance(act, Offered):
        handovers.decide(tx, op.row, act, branch_id)
        return Result(status="noop")
    if conversation is None:
        raise Refused("no_such_row", {"entity": "conversation"})
    if not homes.here(tx, conversation):
        if final:
            raise Refused("other_server", {"entity": "conversation"})
        if not isinstance(act, Accepted | Declined):
            _check_page(tx, conversation, branch_id)
            envelopes.pass_on(tx, conversation, op)
        return Result(status="noop")
    if isinstance(act, Accepted | Declined):
        handovers.answered(tx, conversation, act, branch_id)
    else:
        _check_page(tx, conversation, branch_id)
        _page(tx, conversation, act, at, branch_id)
    after = tx.get(Conversation, op.row)
    if after is None or after.rev == conversation.rev:
        return Result(status="noop")
    return Result(status="ok", rev=after.rev)


def _check_page(tx: Tx, conversation: Conversation, branch_id: str) -> None:
    """Raise Refused("scope") for what a branch says of a customer who is not at a page of its."""
    if branch_id and branches.page_of(tx, conversation) != branch_id:
        raise Refused("scope", {"entity": "conversation"})


def _page(
    tx: Tx, conversation: Conversation, act: Wrote | Fetched | Read | Judged | Ended | Rated, at: int, branch_id: str
) -> None:
    match act:
        case Wrote():
            _wrote(tx, conversation, act, at, branch_id)
        case Fetched():
            mine = tx.get_many(Message, act.ids).values()
            contacts.delivered(tx, [each.id for each in mine if each.conversation_id == conversation.id])
        case Read():
            contacts.read(tx, conversation.id, act.seq)
        case Judged():
            message = tx.get(Message, act.message_id)
            if message is not None and message.conversation_id == conversation.id:
                contacts.judge(tx, act.message_id, act.useful)
        case Ended() if act.page_closed:
            contacts.gone(tx, [conversation.id])
        case Ended():
            contacts.end(tx, conversation.id)
        case Rated():
            rating = Rating(
                solved=act.solved, stars=act.stars, tags=act.tags, comment=act.comment, may_contact=act.may_contact
            )
            contacts.rate(tx, link_id("survey", conversation.id), rating)


def _wrote(tx: Tx, conversation: Conversation, act: Wrote, at: int, branch_id: str) -> None:
    """Give a customer's message its place. He has waited since he wrote it, not since it came."""
    guess = tx.get(Message, act.id)
    if guess is not None and (guess.stored_at is not None or guess.conversation_id != conversation.id):
        return
    conversation = contacts.again(tx, conversation)
    waited = conversation.waiting_since
    giver = carried.giver_of(branch_id) if branch_id else carried.UPSTREAM
    message = guess or Message(
        id=act.id, scope=conversation.scope, conversation_id=conversation.id, author=Author.CUSTOMER,
        author_id=act.customer_id, kind=MessageKind(act.kind), text=act.text, values=act.values, composed_at=at,
        attachments=tuple(msgspec.structs.replace(each, pending=True) for each in act.attachments),
    )  # fmt: skip
    if guess is None:
        tx.promised_by.update({each.sha256: giver for each in act.attachments})
    after, stored = transcript.numbered(conversation, message, tx.now)
    if waited is None and after.waiting_since is not None:
        after = msgspec.structs.replace(after, waiting_since=at)
    tx.put(stored, author=act.customer_id)
    put = tx.put(after, author=act.customer_id)
    if act.left and put.status in (Status.QUEUED, Status.BOT):
        later = tx.put(leave_message(put, {}, SYSTEM, tx.now))
        history.record(tx, later, "leave_message")
        rules.conversation_moved(tx, put, later, SYSTEM)


def came_home(tx: Tx, rows: Iterable[Key]) -> None:
    """Conversations came to this server: what their customers wrote here, and the other one had not got by then, has
    its place before what they write next. Their acts find that done when they arrive.

    At a branch so has what its people said while the conversation was away: headquarters, which gets that now, sends it
    back as an order that is done already.
    """
    for ent, row_id in rows:
        row = tx.get(Conversation, row_id) if ent == "conversation" else None
        if row is None or not homes.here(tx, row):
            continue
        guesses = tx.find(Message, conversation_id=row_id, stored_at=None)
        for guess in sorted(guesses, key=lambda each: (each.seq or border.ALL, each.composed_at)):
            present = tx.get(Conversation, row_id) or row
            if guess.author is Author.CUSTOMER:
                act = Wrote(id=guess.id, customer_id=guess.author_id, kind=guess.kind.value)
                _wrote(tx, present, act, guess.composed_at, "")
            elif tx.history.branch:
                _said(tx, present, guess)


def _said(tx: Tx, conversation: Conversation, guess: Message) -> None:
    """Give its place to what somebody of this branch said; a reply to whom another serves goes back to its author."""
    kept = border.kept_of(tx, "message", guess.id)
    border.came_home(tx, guess)
    serves = conversation.status in SERVING and conversation.assignee_id == guess.author_id
    if guess.kind is MessageKind.NOTE or serves:
        after, stored = transcript.numbered(conversation, guess, tx.now)
        tx.put(stored, author=guess.author_id)
        tx.put(after, author=guess.author_id)
        return
    tx.drop(guess)
    for each in kept:
        across.refused(tx, each, Result(status="rejected", code="conversation_not_yours"))


def given_back(tx: Tx, kept: border.Kept, branch_id: str) -> bool:
    """At headquarters: a branch has not got a conversation any more. Take in the act that was meant for it there, or
    send it on; returns whether it was one.
    """
    if not envelopes.is_act(kept.op):
        return False
    conversation = tx.get(Conversation, kept.op.row)
    if conversation is not None and (homes.here(tx, conversation) or homes.branch_of(tx, conversation) != branch_id):
        take(tx, kept.op, min(kept.op.wall, tx.now), branch_id="", final=False)
    return True
