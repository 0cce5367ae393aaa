"""What customers do, whatever the channel: write, leave a message, read, rate, go away."""

from collections.abc import Mapping, Sequence

import msgspec

from app.domain import access
from app.domain.bounds import Words
from app.domain.conversations import (
    OPEN,
    SERVING,
    Author,
    Conversation,
    Delivery,
    Message,
    MessageKind,
    Status,
    abandon,
    advance,
    close,
    enqueue,
    leave_message,
    reopen,
)
from app.domain.customers import Channel, Customer, Identity
from app.domain.entity import SYSTEM
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.ids import link_id, new_id
from app.domain.knowledge import Article
from app.domain.masking import NUMBER, address_in
from app.domain.people import Group
from app.domain.surveys import Solved, Survey
from sync_server.config import Config
from sync_server.service import envelopes, rules
from sync_server.service.envelopes import Ended
from sync_server.storage import history, homes, settings, transcript
from sync_server.storage.records import Reader, Tx

LONGEST_TEXT = 5_000
MOST_FILES = 10


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who writes to us: how the channel knows him and what it knows about him."""

    channel: Channel
    external_id: str
    customer_id: str = ""
    name: str = ""
    language: str = "zh-CN"
    entry: str = ""
    page_url: str = ""


class Inbound(msgspec.Struct, frozen=True, kw_only=True):
    """One message that came in. ``id`` is its sender's, so that a repeated message is known."""

    id: str
    text: str = ""
    attachments: tuple[FileRef, ...] = ()
    values: Mapping[str, str] = {}


def group_for(reader: Reader, entry: str) -> Group | None:
    """Return the group that an entry asks for, by its entry name or id; the default one otherwise."""
    alive = [row for row in reader.find(Group) if row.deleted_at is None and homes.minds(reader, row.branch_id)]
    groups = sorted(alive, key=lambda row: (row.entry, row.id))
    for wanted in (entry, settings.webchat(reader).default_entry):
        for row in groups:
            if wanted and wanted in (row.entry, row.id):
                return row
    return groups[0] if groups else None


def check_inbound(inbound: Inbound) -> None:
    """Raise AppError for a message that is empty or too long."""
    if len(inbound.text) > LONGEST_TEXT:
        raise AppError("message_too_long", {"longest": LONGEST_TEXT})
    if len(inbound.attachments) > MOST_FILES:
        raise AppError("too_many_files", {"most": MOST_FILES})
    if not inbound.text.strip() and not inbound.attachments:
        raise AppError("message_empty")


def customer_for(tx: Tx, contact: Contact) -> str:
    """Return the customer behind a contact, creating him with the identity by which the channel knows him."""
    if contact.customer_id:
        return contact.customer_id
    known = tx.find(Identity, channel=contact.channel, external_id=contact.external_id)
    if known:
        return known[0].customer_id
    customer = Customer(
        id=new_id(), scope=access.PEOPLE, name=contact.name, language=contact.language, created_at=tx.now
    )  # fmt: skip
    tx.put(customer)
    tx.put(
        Identity(
            id=link_id("identity", contact.channel.value, contact.external_id),
            scope=access.PEOPLE,
            customer_id=customer.id,
            channel=contact.channel,
            external_id=contact.external_id,
            display_name=contact.name,
        )
    )
    if homes.here(tx, customer):  # else headquarters writes it down
        history.record(tx, customer, "created")
    return customer.id


def receive(
    tx: Tx, config: Config, contact: Contact, latest: Conversation | None, inbound: Inbound, *, left: bool = False
) -> tuple[Conversation, Message]:
    """Store what a customer wrote, in his open conversation, a recent one reopened, or a new one.

    ``latest`` is his newest conversation on this channel. Repeating a message changes nothing. What another server
    decides about is sent there; ``left``: as a message for later. Raises AppError.
    """
    check_inbound(inbound)
    known = tx.get(Message, inbound.id)
    if known is not None:
        conversation = tx.get(Conversation, known.conversation_id)
        if conversation is None or latest is None or known.author is not Author.CUSTOMER:
            raise AppError("forbidden", {"why": "id"})
        return conversation, known
    customer_id = customer_for(tx, contact)
    conversation = _conversation_for(tx, config, contact, customer_id, latest)
    images = bool(inbound.attachments) and all(each.is_image for each in inbound.attachments)
    kind = MessageKind.IMAGE if images else MessageKind.FILE if inbound.attachments else MessageKind.TEXT
    message = Message(
        id=inbound.id,
        scope=conversation.scope,
        conversation_id=conversation.id,
        author=Author.CUSTOMER,
        author_id=customer_id,
        kind=MessageKind.TEXT if inbound.text.strip() and not images else kind,
        text=inbound.text.replace("\x00", ""),
        attachments=inbound.attachments,
        values=dict(inbound.values),
        composed_at=tx.now,
    )
    if not homes.here(tx, conversation):
        return envelopes.wrote(tx, conversation, message, left=left)
    return transcript.append(tx, conversation, message)


def _conversation_for(
    tx: Tx, config: Config, contact: Contact, customer_id: str, latest: Conversation | None
) -> Conversation:
    if latest is not None:
        latest = tx.get(Conversation, latest.id)
    ended = latest is not None and latest.status not in OPEN
    if latest is None or (ended and tx.now - (latest.closed_at or 0) > config.reopen_within_ms):
        return begin(tx, contact, customer_id)
    return again(tx, latest) if homes.here(tx, latest) else latest


def again(tx: Tx, latest: Conversation) -> Conversation:
    """Have a conversation go on in which its customer has written."""
    if latest.status is Status.MESSAGE_LEFT:
        return tx.put(enqueue(latest, {}, SYSTEM, tx.now))
    if latest.status in OPEN:
        return latest
    reopened = tx.put(reopen(latest, {}, SYSTEM, tx.now))
    history.record(tx, reopened, "reopen")
    return rules.conversation_moved(tx, latest, reopened, SYSTEM)


def begin(tx: Tx, contact: Contact, customer_id: str) -> Conversation:
    """Open a conversation in the queue of the group that the contact asked for. Raises AppError("no_group")."""
    group = group_for(tx, contact.entry)
    if group is None:
        raise AppError("no_group")
    conversation = tx.put(
        Conversation(
            id=new_id(),
            scope=access.group_scope(group.id),
            customer_id=customer_id,
            channel=contact.channel,
            group_id=group.id,
            language=contact.language,
            page_url=contact.page_url,
            number=tx.next_number("conversation", 1),
            opened_at=tx.now,
            queued_at=tx.now,
            last_message_at=tx.now,
        )
    )
    history.record(tx, conversation, "created")
    return conversation


def leave(
    tx: Tx, config: Config, contact: Contact, latest: Conversation | None, inbound: Inbound, name: str, reach: str
) -> tuple[Conversation, Message]:
    """Store a message for later: nobody was there. ``reach`` is a phone number or an address to answer to."""
    reach = reach.strip()[:200]
    text = f"{inbound.text.strip()}\n{reach}".strip()
    note = msgspec.structs.replace(inbound, text=text, values={"contact": reach, "name": name.strip()[:100]})
    known = tx.get(Message, inbound.id) is not None
    conversation, message = receive(tx, config, contact, latest, note, left=True)
    if known:
        return conversation, message
    _complete_customer(tx, conversation.customer_id, contact.name, name.strip()[:100], reach)
    if conversation.status in (Status.QUEUED, Status.BOT) and homes.here(tx, conversation):
        put = tx.put(leave_message(conversation, {}, SYSTEM, tx.now))
        history.record(tx, put, "leave_message")
        conversation = rules.conversation_moved(tx, conversation, put, SYSTEM)
    return conversation, message


def _complete_customer(tx: Tx, customer_id: str, nickname: str, name: str, reach: str) -> None:
    """What a visitor says about himself fills gaps and replaces the name we gave him, nothing else that we know."""
    customer = tx.get(Customer, customer_id)
    if customer is None:
        return
    email = address_in(reach)
    number = NUMBER.search(reach.replace(email, " ")) if email else None
    phone = number.group() if number else "" if email else reach
    kept = customer.name if customer.name not in ("", nickname) or not name else name
    tx.put(msgspec.structs.replace(customer, name=kept, email=customer.email or email, phone=customer.phone or phone))


def delivered(tx: Tx, message_ids: Sequence[str]) -> None:
    """Note that the customer's page fetched messages."""
    far: dict[str, list[Message]] = {}
    for message in tx.get_many(Message, message_ids).values():
        state = advance(message.state, Delivery.DELIVERED)
        if state is not message.state and not homes.here(tx, message):
            far.setdefault(message.conversation_id, []).append(message)
        elif state is not message.state:
            tx.put(msgspec.structs.replace(message, state=state, delivered_at=tx.now))
    for conversation in tx.get_many(Conversation, far).values():
        envelopes.fetched(tx, conversation, far[conversation.id])


def read(tx: Tx, conversation_id: str, seq: int) -> None:
    """Note how far the customer has read; the agent sees it at each message."""
    conversation = tx.get(Conversation, conversation_id)
    if conversation is None or seq <= conversation.customer_read_seq:
        return
    seq = min(seq, conversation.last_seq)
    if not homes.here(tx, conversation):
        if seq > conversation.customer_read_seq:
            envelopes.read(tx, conversation, seq)
        return
    tx.put(msgspec.structs.replace(conversation, customer_read_seq=seq))
    for message in tx.find(Message, conversation_id=conversation_id, author=(Author.AGENT, Author.BOT)):
        state = advance(message.state, Delivery.READ)
        if message.seq <= seq and state is not message.state and message.kind is not MessageKind.NOTE:
            seen_at = message.delivered_at or tx.now
            tx.put(msgspec.structs.replace(message, state=state, delivered_at=seen_at, read_at=tx.now))


def judge(tx: Tx, message_id: str, useful: bool) -> None:
    """Note whether an answer helped, at the message and at the article that it shows."""
    message = tx.get(Message, message_id)
    if message is None or message.useful is useful or message.author is Author.CUSTOMER:
        return
    conversation = tx.get(Conversation, message.conversation_id)
    if conversation is not None and not homes.here(tx, conversation):
        envelopes.judged(tx, conversation, message, useful)
        return
    before = message.useful
    tx.put(msgspec.structs.replace(message, useful=useful))
    article = tx.get(Article, message.article_id) if message.article_id else None
    if article is not None:
        tx.put(
            msgspec.structs.replace(
                article,
                useful_count=article.useful_count + (1 if useful else -1 if before is True else 0),
                useless_count=article.useless_count + (1 if not useful else -1 if before is False else 0),
            )
        )


def end(tx: Tx, conversation_id: str) -> None:
    """The customer ends the conversation: abandoned while he waited, closed after he was served."""
    before = tx.get(Conversation, conversation_id)
    if before is None or before.status not in OPEN or before.status is Status.MESSAGE_LEFT:
        return
    if not homes.here(tx, before):
        envelopes.send(tx, before, Ended())
        return
    action = "close" if before.status in SERVING else "abandon"
    after = tx.put((close if action == "close" else abandon)(before, {}, SYSTEM, tx.now))
    history.record(tx, after, action, values={"by": "customer"})
    rules.conversation_moved(tx, before, after, SYSTEM)


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """A customer's answer to the survey."""

    solved: Solved | None = None
    stars: int = 0
    tags: tuple[Words, ...] = ()
    comment: str = ""
    may_contact: bool = False


def rate(tx: Tx, survey_id: str, rating: Rating) -> Survey:
    """Store the answer to a survey; the first one counts. Raises AppError."""
    survey = tx.get(Survey, survey_id)
    if survey is None:
        raise AppError("no_such_row", {"entity": "survey"})
    if not 1 <= rating.stars <= 5:
        raise AppError("bad_field", {"field": "stars", "why": "1 to 5"})
    if survey.answered_at is not None:
        return survey
    answered = msgspec.structs.replace(
        survey,
        answered_at=tx.now,
        solved=rating.solved,
        stars=rating.stars,
        tags=tuple(tag[:40] for tag in rating.tags[:12]),
        comment=rating.comment.replace("\x00", "")[:LONGEST_TEXT],
        may_contact=rating.may_contact,
    )
    conversation = tx.get(Conversation, survey.conversation_id)
    if conversation is not None and not homes.here(tx, conversation):
        envelopes.rated(tx, conversation, answered)
        return answered
    answered = tx.put(answered)
    if conversation is not None:
        transcript.say(tx, conversation, "survey_answered", {"stars": str(rating.stars)})
    return answered


def _left_word(reader: Reader, conversation_id: str) -> bool:
    """Say whether the customer's last words tell how to reach him."""
    last = reader.find(Message, conversation_id=conversation_id, author=Author.CUSTOMER, order="-seq", limit=1)
    return any(message.values.get("contact") for message in last)


def gone(tx: Tx, conversation_ids: Sequence[str]) -> int:
    """Their visitors closed the page while they waited: abandon what still waits; returns how many.

    Who left a message and was given back to the queue is not waited for at his page: his message stays left.
    """
    count = 0
    for before in tx.get_many(Conversation, conversation_ids).values():
        if before.status in (Status.QUEUED, Status.BOT):
            if not homes.here(tx, before):
                envelopes.send(tx, before, Ended(page_closed=True))
                continue
            if _left_word(tx, before.id):
                history.record(tx, tx.put(leave_message(before, {}, SYSTEM, tx.now)), "leave_message")
                continue
            after = tx.put(abandon(before, {}, SYSTEM, tx.now))
            history.record(tx, after, "abandon", values={"by": "page_closed"})
            rules.conversation_moved(tx, before, after, SYSTEM)
            count += 1
    return count
