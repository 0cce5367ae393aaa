"""Filling an empty server with an office: people, customers and what they said, from one JSON file.

The file's objects refer to each other by key; ids follow from the keys, so that loading twice adds nothing twice.
Times count back from the moment of loading. Cards refer to articles by their import key, and articles come by the
client's import: load the people first, import the knowledge, then load the rest.
"""

import msgspec

from app.domain import access
from app.domain.conversations import Author, Conversation, Delivery, Message, MessageKind, Status
from app.domain.customers import Channel, Customer, Identity, Level, Purchase
from app.domain.errors import AppError
from app.domain.ids import link_id
from app.domain.knowledge import Article, Category, card_of, path_of
from app.domain.people import Agent, Branch, Group, Role
from app.domain.surveys import Solved, Survey
from app.domain.tickets import UNFINISHED, Priority, Ticket, TicketNote, TicketStatus
from sync_server.service import accounts, rules
from sync_server.service.rules import FIRST_TICKET
from sync_server.storage import history, settings, transcript
from sync_server.storage.records import Reader, Tx
from sync_server.storage.settings import Webchat

MINUTE_MS = 60_000
DAY_MS = 86_400_000


class BranchPart(msgspec.Struct, frozen=True):
    key: str
    name: str
    city: str = ""
    headquarters: bool = False


class GroupPart(msgspec.Struct, frozen=True):
    key: str
    name: str
    branch: str
    entry: str = ""


class AgentPart(msgspec.Struct, frozen=True):
    login: str
    name: str
    role: Role
    branch: str
    groups: tuple[str, ...] = ()
    line: int = 1
    capacity: int = 4
    languages: tuple[str, ...] = ("zh-CN",)
    title: str = ""


class PurchasePart(msgspec.Struct, frozen=True):
    product: str
    order_no: str = ""
    bought_days_ago: int | None = None


class IdentityPart(msgspec.Struct, frozen=True):
    channel: Channel
    external_id: str


class CustomerPart(msgspec.Struct, frozen=True):
    key: str
    name: str
    phone: str = ""
    email: str = ""
    level: Level = Level.NORMAL
    city: str = ""
    address: str = ""
    language: str = "zh-CN"
    known_days: int = 0
    tags: tuple[str, ...] = ()
    note: str = ""
    identities: tuple[IdentityPart, ...] = ()
    purchases: tuple[PurchasePart, ...] = ()


class MessagePart(msgspec.Struct, frozen=True):
    author: str
    minutes_ago: float
    text: str = ""
    agent: str = ""
    article: str = ""


class SurveyPart(msgspec.Struct, frozen=True):
    stars: int
    minutes_ago: float
    solved: Solved | None = None
    tags: tuple[str, ...] = ()
    comment: str = ""


class ConversationPart(msgspec.Struct, frozen=True):
    key: str
    customer: str
    group: str
    status: Status
    started_minutes_ago: float
    messages: tuple[MessagePart, ...]
    channel: Channel = Channel.WEB
    agent: str | None = None
    subject: str = ""
    language: str = "zh-CN"
    tags: tuple[str, ...] = ()
    wrap_note: str | None = None
    closed_minutes_ago: float | None = None
    survey: SurveyPart | None = None


class NotePart(msgspec.Struct, frozen=True):
    agent: str
    minutes_ago: float
    text: str
    visibility: str = "internal"


class TicketPart(msgspec.Struct, frozen=True):
    key: str
    title: str
    priority: Priority
    status: TicketStatus
    group: str
    opened_minutes_ago: float
    line: int = 1
    assignee: str | None = None
    category: str = ""
    due_in_minutes: float | None = None
    customers: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    notes: tuple[NotePart, ...] = ()


class Office(msgspec.Struct, frozen=True):
    """The whole file."""

    format: int
    branches: tuple[BranchPart, ...]
    groups: tuple[GroupPart, ...]
    agents: tuple[AgentPart, ...]
    customers: tuple[CustomerPart, ...] = ()
    conversations: tuple[ConversationPart, ...] = ()
    tickets: tuple[TicketPart, ...] = ()
    webchat: Webchat | None = None


class Loaded(msgspec.Struct, frozen=True):
    """How many rows came in, and how many cards had to be left out because their article is not there."""

    rows: int
    missing_articles: int = 0


def named(reader: Reader, cls: type[Branch] | type[Group], word: str) -> str:
    """Return the id of the one branch or group of which an administrator gave the name or the id.

    Raises AppError("no_such_name") with those that there are: ids are nothing that anybody knows.
    """
    if reader.get(cls, word) is not None:
        return word
    rows = [row for row in reader.find(cls) if row.deleted_at is None]
    found = [row.id for row in rows if row.name == word]
    if len(found) != 1:
        known = ", ".join(f"{row.name} ({row.id})" for row in rows) or "none"
        raise AppError("no_such_name", {"entity": cls.__name__.lower(), "word": word, "known": known})
    return found[0]


def parse(content: bytes) -> Office:
    """Return an office from its JSON. Raises AppError("bad_office")."""
    try:
        office = msgspec.json.decode(content, type=Office)
    except msgspec.DecodeError as error:
        raise AppError("bad_office", {"why": str(error)}) from error
    if office.format != 1:
        raise AppError("bad_office", {"why": f"format {office.format}"})
    return office


def key_id(kind: str, key: str) -> str:
    """Return the id of the row that a key names."""
    return link_id("office", kind, key)


def load_people(tx: Tx, office: Office, password_hash: str) -> Loaded:
    """Add branches, groups, agents with accounts, and customers; those that are there stay as they are."""
    rows = 0
    for branch in office.branches:
        row = Branch(
            id=key_id("branch", branch.key),
            scope=access.ALL,
            name=branch.name,
            city=branch.city,
            headquarters=branch.headquarters,
        )
        rows += _add(tx, row)
    for group in office.groups:
        entry = group.entry or group.key
        row_id, branch_id = key_id("group", group.key), key_id("branch", group.branch)
        rows += _add(tx, Group(id=row_id, scope=access.ALL, name=group.name, branch_id=branch_id, entry=entry))
    for part in office.agents:
        if tx.get(Agent, key_id("agent", part.login)) is None:
            accounts.create(tx, _agent(part), password_hash)
            rows += 1
    for customer in office.customers:
        rows += _customer(tx, customer)
    chosen = office.webchat or settings.webchat(tx)
    if office.groups and not chosen.default_entry:
        chosen = msgspec.structs.replace(chosen, default_entry=office.groups[0].entry or office.groups[0].key)
    settings.set_webchat(tx, chosen)
    return Loaded(rows)


def _add(tx: Tx, row: Branch | Group | Customer | Identity | TicketNote) -> int:
    if tx.get(type(row), row.id) is not None:
        return 0
    tx.put(row)
    return 1


def _agent(part: AgentPart) -> Agent:
    return Agent(
        id=key_id("agent", part.login),
        scope=access.ALL,
        login=part.login,
        name=part.name,
        role=part.role,
        branch_id=key_id("branch", part.branch),
        group_ids=tuple(key_id("group", key) for key in part.groups),
        line=part.line,
        capacity=part.capacity,
        languages=part.languages,
        title=part.title,
    )


def _customer(tx: Tx, part: CustomerPart) -> int:
    purchases = tuple(
        Purchase(
            product=each.product,
            order_no=each.order_no,
            bought_at=None if each.bought_days_ago is None else tx.now - each.bought_days_ago * DAY_MS,
        )
        for each in part.purchases
    )
    customer = Customer(
        id=key_id("customer", part.key),
        scope=access.PEOPLE,
        name=part.name,
        phone=part.phone,
        email=part.email,
        level=part.level,
        city=part.city,
        address=part.address,
        language=part.language,
        tags=part.tags,
        note=part.note,
        purchases=purchases,
        created_at=tx.now - part.known_days * DAY_MS,
    )
    rows = _add(tx, customer)
    for each in part.identities:
        identity = Identity(
            id=link_id("identity", each.channel.value, each.external_id),
            scope=access.PEOPLE,
            customer_id=customer.id,
            channel=each.channel,
            external_id=each.external_id,
            display_name=part.name,
        )
        rows += _add(tx, identity)
    return rows


def load_talk(tx: Tx, office: Office) -> Loaded:
    """Add conversations with their messages and surveys, and tickets; those that are there stay as they are."""
    articles = {row.import_key: row for row in tx.find(Article) if row.import_key and row.deleted_at is None}
    rows = missing = 0
    for part in sorted(office.conversations, key=lambda each: -each.started_minutes_ago):
        if tx.get(Conversation, key_id("conversation", part.key)) is not None:
            continue
        written, left_out = _conversation(tx, part, articles)
        rows += written
        missing += left_out
    categories = {row.id: row for row in tx.find(Category)}
    by_path = {path_of(row_id, categories): row_id for row_id in categories}
    for ticket in sorted(office.tickets, key=lambda each: -each.opened_minutes_ago):
        rows += _ticket(tx, ticket, by_path)
    return Loaded(rows, missing)


def _ago(tx: Tx, minutes: float) -> int:
    return tx.now - round(minutes * MINUTE_MS)


def _conversation(tx: Tx, part: ConversationPart, articles: dict[str, Article]) -> tuple[int, int]:
    began = _ago(tx, part.started_minutes_ago)
    replies = [_ago(tx, each.minutes_ago) for each in part.messages if each.agent and each.author != "note"]
    closed_at = None if part.closed_minutes_ago is None else _ago(tx, part.closed_minutes_ago)
    conversation = Conversation(
        id=key_id("conversation", part.key),
        scope=access.group_scope(key_id("group", part.group)),
        customer_id=key_id("customer", part.customer),
        channel=part.channel,
        group_id=key_id("group", part.group),
        assignee_id=key_id("agent", part.agent) if part.agent else "",
        number=tx.next_number("conversation", 1),
        subject=part.subject,
        language=part.language,
        tags=part.tags,
        wrap_note=part.wrap_note or "",
        opened_at=began,
        queued_at=began,
        assigned_at=(min(replies) if replies else began) if part.agent else None,
        last_message_at=began,
    )
    messages: list[Message] = []
    missing = 0
    for index, each in enumerate(part.messages):
        message = _message(conversation, f"{part.key}/{index}", each, articles)
        if message is None:
            missing += 1
            continue
        conversation, message = transcript.numbered(conversation, message, _ago(tx, each.minutes_ago))
        messages.append(msgspec.structs.replace(message, composed_at=message.stored_at or 0))
    heard_at = max((m.stored_at or 0 for m in messages if m.author is Author.CUSTOMER), default=0)
    for message in messages:
        tx.put(_as_history(message, heard_at))
        if message.article_id:
            rules.count_sent(tx, message.article_id)
    done = part.status is Status.CLOSED
    conversation = tx.put(
        msgspec.structs.replace(
            conversation,
            status=part.status,
            closed_at=(closed_at or conversation.last_message_at) if done else None,
            waiting_since=None if done else conversation.waiting_since,
            solved=part.survey.solved if part.survey else (Solved.YES if done else None),
        )
    )
    history.record(tx, conversation, "created", at=conversation.opened_at)
    if part.survey is not None:
        _survey(tx, conversation, part.survey)
    return 2 + len(messages), missing


def _message(conversation: Conversation, key: str, part: MessagePart, articles: dict[str, Article]) -> Message | None:
    """Return one line of the talk; None for a card whose article is not there."""
    article = articles.get(part.article)
    if part.article and article is None:
        return None
    customer = part.author == "customer"
    kind = {"note": MessageKind.NOTE, "card": MessageKind.CARD}.get(part.author, MessageKind.TEXT)
    return Message(
        id=key_id("message", key),
        scope=conversation.scope,
        conversation_id=conversation.id,
        author=Author.CUSTOMER if customer else Author.AGENT,
        author_id=conversation.customer_id if customer else key_id("agent", part.agent),
        kind=kind,
        text=part.text,
        card=card_of(article) if article else None,
        article_id=article.id if article else "",
        article_version=article.version if article else 0,
    )


def _as_history(message: Message, heard_at: int) -> Message:
    """What the customer answered to, he has read."""
    if message.author is not Author.AGENT or message.kind is MessageKind.NOTE:
        return message
    at = message.stored_at or 0
    if at < heard_at:
        return msgspec.structs.replace(message, state=Delivery.READ, delivered_at=at, read_at=heard_at)
    return msgspec.structs.replace(message, state=Delivery.DELIVERED, delivered_at=at)


def _survey(tx: Tx, conversation: Conversation, part: SurveyPart) -> None:
    tx.put(
        Survey(
            id=link_id("survey", conversation.id),
            scope=conversation.scope,
            conversation_id=conversation.id,
            customer_id=conversation.customer_id,
            agent_id=conversation.assignee_id,
            group_id=conversation.group_id,
            asked_at=conversation.closed_at or 0,
            answered_at=_ago(tx, part.minutes_ago),
            solved=part.solved,
            stars=part.stars,
            tags=part.tags,
            comment=part.comment,
        )
    )


def _ticket(tx: Tx, part: TicketPart, categories: dict[tuple[str, ...], str]) -> int:
    ticket_id = key_id("ticket", part.key)
    if tx.get(Ticket, ticket_id) is not None:
        return 0
    opened_at = _ago(tx, part.opened_minutes_ago)
    finished = part.status not in UNFINISHED
    first = next((each for each in part.notes if each.visibility == "customer"), None)
    last_at = max((_ago(tx, each.minutes_ago) for each in part.notes), default=opened_at)
    ticket = tx.put(
        Ticket(
            id=ticket_id,
            scope=access.group_scope(key_id("group", part.group)),
            title=part.title,
            customer_id=key_id("customer", part.customers[0]) if part.customers else "",
            conversation_id=key_id("conversation", part.conversations[0]) if part.conversations else "",
            category_id=categories.get(tuple(each.strip() for each in part.category.split("/")), ""),
            group_id=key_id("group", part.group),
            assignee_id=key_id("agent", part.assignee) if part.assignee else "",
            line=part.line,
            priority=part.priority,
            status=part.status,
            number=tx.next_number("ticket", FIRST_TICKET),
            due_at=None if part.due_in_minutes is None else tx.now + round(part.due_in_minutes * MINUTE_MS),
            created_by=key_id("agent", part.notes[0].agent) if part.notes else "",
            opened_at=opened_at,
            first_response_at=_ago(tx, first.minutes_ago) if first else None,
            solved_at=last_at if finished else None,
            closed_at=last_at if part.status is TicketStatus.CLOSED else None,
        )
    )
    history.record(tx, ticket, "created", actor_id=ticket.created_by, at=opened_at)
    for index, each in enumerate(part.notes):
        tx.put(
            TicketNote(
                id=key_id("ticket_note", f"{part.key}/{index}"),
                scope=ticket.scope,
                ticket_id=ticket.id,
                author_id=key_id("agent", each.agent),
                text=each.text,
                public=each.visibility == "customer",
                composed_at=_ago(tx, each.minutes_ago),
            )
        )
    return 2 + len(part.notes)
