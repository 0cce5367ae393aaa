"""The chat page: what a visitor's browser may know of his conversations, and how it speaks to the desk.

Visitors are known by a token in their browser. They see their own conversations without the internal notes, and files
and articles only when a message in them refers to them.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable

import msgspec

from app.domain.conversations import OPEN, Author, Conversation, Delivery, Message, MessageKind, Status
from app.domain.customers import Channel, guest_name
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.ids import new_id
from app.domain.knowledge import Article, ArticleVersion
from app.domain.people import Agent
from app.domain.rich import body_html
from app.domain.surveys import Survey
from sync_server.channels.webchat_forms import (
    AgentName,
    Choosing,
    Events,
    Note,
    PageArticle,
    PageConfig,
    PageMessage,
    PageState,
    Sending,
    Session,
    SessionRequest,
    SurveyState,
)
from sync_server.config import Config
from sync_server.service import contacts, flows, presence
from sync_server.service.clean import clean_page
from sync_server.service.contacts import Contact, Inbound, Rating
from sync_server.service.files import FileStore, Received
from sync_server.service.runtime import Runtime
from sync_server.storage import blobs, desk, feed, homes, settings, visitors
from sync_server.storage.blobs import Blob
from sync_server.storage.database import Database
from sync_server.storage.records import Reader, Tx
from sync_server.storage.visitors import Visitor

PAGE_MESSAGES = 200
BURST = 20
BURST_MS = 10_000
FILES = 60
FILES_MS = 600_000
ESTIMATE_FROM_MS = 24 * 3_600_000
_IMAGE = re.compile(r'src="blob:([0-9a-f]{64})"')


class Glance(msgspec.Struct, frozen=True):
    """What one look at the database found. ``undelivered`` are messages that the page has not fetched before."""

    events: Events
    news: bool
    undelivered: tuple[str, ...]
    conversation_id: str
    topics: frozenset[str]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def visitor_of(reader: Reader, token: str) -> Visitor:
    """Return the visitor of a token. Raises AppError("token_expired") for an unknown one."""
    visitor = visitors.by_token(reader, _hash(token)) if token else None
    if visitor is None:
        raise AppError("token_expired")
    return visitor


def check_uploads(reader: Reader, visitor: Visitor) -> None:
    """Raise AppError("rate_limited") for more files than anybody has to show: they would fill our disk."""
    if visitors.recent_files(reader, visitor.id, reader.now - FILES_MS) >= FILES:
        raise AppError("rate_limited", {"retry_after_s": FILES_MS // 1000})


def knows(reader: Reader, token: str) -> bool:
    """Say whether a token is a visitor's."""
    return bool(token) and visitors.by_token(reader, _hash(token)) is not None


def open_session(tx: Tx, config: Config, request: SessionRequest) -> Session:
    """Begin a visit, or go on with the one of a known token."""
    locale, name, url = request.locale[:20] or "zh-CN", request.name.strip()[:100], request.page_url[:500]
    known = visitors.by_token(tx, _hash(request.token)) if request.token else None
    token = request.token
    if known is not None:
        visitors.change(tx, known.id, locale=locale, entry=request.group[:60] or known.entry, page_url=url)
        visitor_id = known.id
    else:
        token, visitor_id = secrets.token_urlsafe(32), new_id()
        visitor = Visitor(visitor_id, "", locale, request.group[:60], name, url, tx.now)
        visitors.add(tx, visitor, _hash(token))
    return Session(token=token, visitor_id=visitor_id, config=_page_config(tx, config, locale))


def _page_config(reader: Reader, config: Config, locale: str) -> PageConfig:
    chosen = settings.webchat(reader)
    return PageConfig(
        shop_name=chosen.shop_name or config.name,
        greeting=_in_language(chosen.greeting, locale),
        max_file_bytes=MAX_FILE_BYTES,
        quick_questions=tuple(_in_language(question, locale) for question in chosen.quick_questions),
        locale=locale,
    )


def _in_language(texts: dict[str, str], locale: str) -> str:
    """The text of the locale, else of its language, else the first."""
    for name in (locale, *(name for name in texts if name.partition("-")[0] == locale.partition("-")[0])):
        if name in texts:
            return texts[name]
    return next(iter(texts.values()), "")


def contact_of(visitor: Visitor) -> Contact:
    """Return a visitor as the desk's rules see a customer who writes. Without a name he gets a nickname."""
    return Contact(
        channel=Channel.WEB,
        external_id=visitor.id,
        customer_id=visitor.customer_id,
        name=visitor.name or guest_name(visitor.locale, visitor.id),
        language=visitor.locale,
        entry=visitor.entry,
        page_url=visitor.page_url,
    )


# -- what the page sends -----------------------------------------------------------------------------------------------


def send(
    tx: Tx, config: Config, visitor: Visitor, sending: Sending, attachments: tuple[FileRef, ...] = ()
) -> PageMessage:
    """Store a message of the visitor with what :func:`described` says of its files.

    Raises AppError: no_such_file, rate_limited and those of contacts.receive.
    """
    latest = _hold(tx, visitor, sending.id)
    if attachments:
        _uploaded(tx, visitor, attachments)
    if latest is not None and visitors.recent_messages(tx, latest.id, tx.now - BURST_MS) >= BURST:
        raise AppError("rate_limited", {"retry_after_s": BURST_MS // 1000})
    inbound = Inbound(id=sending.id, text=sending.text, attachments=attachments)
    conversation, message = contacts.receive(tx, config, contact_of(visitor), latest, inbound)
    _own(tx, visitor, conversation)
    return page_message(message, {})


def choose(tx: Tx, config: Config, visitor: Visitor, choosing: Choosing) -> PageMessage:
    """Store what the visitor chose in a card as his message, and answer with the flow's next step.

    Raises AppError: "flow_over" and those of :func:`send`.
    """
    card = own_message(tx, visitor, choosing.message_id)
    text = flows.answered(tx, card.id, choosing.option_id) or choosing.text[:100]
    told = send(tx, config, visitor, Sending(id=choosing.id, text=text))
    conversation, said = tx.get(Conversation, card.conversation_id), tx.get(Message, choosing.id)
    if conversation is None or said is None or said.conversation_id != conversation.id:
        raise AppError("flow_over")
    flows.choose(tx, conversation, card.id, choosing.option_id, said)
    return told


def leave(tx: Tx, config: Config, visitor: Visitor, note: Note) -> PageMessage:
    """Store a message for later."""
    latest = _hold(tx, visitor, note.id)
    inbound = Inbound(id=note.id, text=note.text)
    who = contact_of(visitor)
    conversation, message = contacts.leave(tx, config, who, latest, inbound, note.name, note.contact)
    _own(tx, visitor, conversation)
    return page_message(message, {})


def _hold(tx: Tx, visitor: Visitor, message_id: str) -> Conversation | None:
    """Lock the visitor and return his newest conversation: two tabs must not open two.

    Raises AppError("forbidden") for the id of a message in somebody else's: knowing an id gives no right to it.
    """
    visitors.by_id(tx, visitor.id)
    known = tx.peek(Message, message_id)
    if known is not None and not visitors.owns(tx, visitor.id, known.conversation_id):
        raise AppError("forbidden", {"why": "id"})
    own = visitors.conversations(tx, visitor.id)
    return own[-1] if own else None


def _own(tx: Tx, visitor: Visitor, conversation: Conversation) -> None:
    if not visitors.owns(tx, visitor.id, conversation.id):
        visitors.own(tx, visitor.id, conversation.id)
    visitors.change(tx, visitor.id, customer_id=conversation.customer_id)


def described(db: Database, files: FileStore, visitor: Visitor, wanted: tuple[FileRef, ...]) -> tuple[FileRef, ...]:
    """Return what we know of files that this visitor has uploaded: knowing a hash gives no right to a file.

    Of what his page says only the name is taken, and that made safe. The files are looked at while no transaction is
    open: they may lie on another machine. Raises AppError("no_such_file").
    """
    if not wanted:
        return ()
    stored = db.read(lambda reader: _uploaded(reader, visitor, wanted))
    found = ((ref, stored[ref.sha256]) for ref in wanted)
    return tuple(files.describe(Received(ref.sha256, blob.size), ref.name, blob.mime) for ref, blob in found)


def _uploaded(reader: Reader, visitor: Visitor, wanted: tuple[FileRef, ...]) -> dict[str, Blob]:
    """Return what is stored of files. Raises AppError("no_such_file") for one that this visitor has not uploaded."""
    uploaded = visitors.files(reader, visitor.id)
    stored = blobs.stored(reader, [ref.sha256 for ref in wanted])
    for ref in wanted:
        if ref.sha256 not in uploaded or ref.sha256 not in stored:
            raise AppError("no_such_file", {"sha256": ref.sha256})
    return stored


def own_message(reader: Reader, visitor: Visitor, message_id: str) -> Message:
    """Return a message that the visitor may see. Raises AppError("no_such_row")."""
    message = reader.peek(Message, message_id)
    seen = message is not None and message.kind is not MessageKind.NOTE
    if message is None or not seen or not visitors.owns(reader, visitor.id, message.conversation_id):
        raise AppError("no_such_row", {"entity": "message"})
    return message


def newest(reader: Reader, visitor: Visitor) -> Conversation | None:
    """Return the visitor's newest conversation."""
    own = visitors.conversations(reader, visitor.id)
    return own[-1] if own else None


def rate(tx: Tx, visitor: Visitor, survey_id: str, rating: Rating) -> None:
    """Store the answer to a survey of one of the visitor's conversations. Raises AppError("no_such_row")."""
    survey = tx.peek(Survey, survey_id)
    if survey is None or not visitors.owns(tx, visitor.id, survey.conversation_id):
        raise AppError("no_such_row", {"entity": "survey"})
    contacts.rate(tx, survey_id, rating)


# -- what the page is told ---------------------------------------------------------------------------------------------


def glance(reader: Reader, runtime: Runtime, visitor: Visitor, after: int) -> Glance:
    """Look what is new for a page since its cursor."""
    own = visitors.conversations(reader, visitor.id)
    ids = [each.id for each in own]
    found, whole = visitors.messages_after(reader, ids, after, PAGE_MESSAGES) if ids else ([], True)
    cursor = feed.head(reader) if whole else found[-1][0]
    names = _names(reader, (message for _, message in found))
    latest = own[-1] if own else None
    state = _state(reader, runtime, visitor, latest)
    undelivered = tuple(m.id for _, m in found if m.author is not Author.CUSTOMER and m.state is Delivery.SENT)
    events = Events(
        cursor=cursor,
        messages=tuple(page_message(message, names) for _, message in found),
        state=state,
    )
    news = bool(found) or cursor < after or visitors.moved_after(reader, ids, after)
    return Glance(events, news, undelivered, latest.id if latest else "", _topics(reader, visitor, latest))


def _topics(reader: Reader, visitor: Visitor, latest: Conversation | None) -> frozenset[str]:
    """A page hears of its own conversation; one that waits also of the queue before it and of who comes online."""
    if latest is not None and latest.status in OPEN and latest.status is not Status.QUEUED:
        return frozenset({f"c:{latest.id}"})
    topics = {"all"} | ({f"c:{latest.id}", latest.scope} if latest else set())
    return frozenset(topics)


def _names(reader: Reader, messages: Iterable[Message]) -> dict[str, str]:
    ids = {message.author_id for message in messages if message.author is Author.AGENT}
    return {agent.id: agent.name for agent in reader.get_many(Agent, ids).values()}


def page_message(message: Message, names: dict[str, str]) -> PageMessage:
    """Return a message in the page's form."""
    own = message.author is Author.CUSTOMER
    return PageMessage(
        id=message.id,
        conversation_id=message.conversation_id,
        seq=message.seq,
        author=message.author,
        author_name="" if own else names.get(message.author_id, ""),
        kind=message.kind,
        text=message.text,
        values={} if own else message.values,
        card=message.card,
        attachments=message.attachments,
        at=message.stored_at or message.composed_at,
        state=message.state,
        useful=message.useful,
    )


def _state(reader: Reader, runtime: Runtime, visitor: Visitor, latest: Conversation | None) -> PageState:
    heard_since = reader.now - runtime.config.lease_ms
    if latest is None:
        group = contacts.group_for(reader, visitor.entry)
        online = group is not None and presence.someone_online(reader, group.id, heard_since)
        return PageState(someone_online=online)
    queued = latest.status is Status.QUEUED
    near = homes.here(reader, latest)  # else the queue is another server's
    position = 1 + desk.ahead(reader, latest) if queued and near else None
    agent = reader.get(Agent, latest.assignee_id) if latest.assignee_id else None
    read_seq, read_at = visitors.read_up_to(reader, latest.id)
    survey = next(iter(reader.find(Survey, conversation_id=latest.id)), None)
    return PageState(
        conversation_id=latest.id,
        status=latest.status.value,
        queue_position=position,
        wait_estimate_s=_estimate(reader, latest) if queued and near else None,
        agent=AgentName(agent.id, agent.name) if agent else None,
        agent_typing=runtime.typing.agent_types_in(latest.id),
        agent_read_seq=read_seq,
        agent_read_at=read_at,
        someone_online=presence.someone_online(reader, latest.group_id, heard_since if near else None),
        survey=SurveyState(survey.id, survey.answered_at is not None) if survey else None,
    )


def _estimate(reader: Reader, conversation: Conversation) -> int | None:
    """How much longer it may take: what others waited lately, less what this one has waited already."""
    typical = desk.typical_wait(reader, conversation.group_id, reader.now - ESTIMATE_FROM_MS)
    if typical is None:
        return None
    waited = reader.now - (conversation.queued_at or reader.now)
    return max(5, (typical - waited) // 1000)


def article(reader: Reader, visitor: Visitor, article_id: str, version: int) -> PageArticle:
    """Return an article that was sent to the visitor, as it was then. Raises AppError("no_such_row")."""
    own = [each.id for each in visitors.conversations(reader, visitor.id)]
    sent = reader.find(Message, article_id=article_id, article_version=version, conversation_id=own) if own else []
    if not any(message.card is not None and message.kind is not MessageKind.NOTE for message in sent):
        raise AppError("no_such_row", {"entity": "article"})
    kept = reader.find(ArticleVersion, article_id=article_id, version=version, kind="saved", limit=1)
    current = reader.get(Article, article_id)
    shown: ArticleVersion | Article | None = kept[0] if kept else current
    if shown is None:
        raise AppError("no_such_row", {"entity": "article"})
    html = _IMAGE.sub(r'data-sha256="\1"', body_html(shown.body, lambda sha256: f"blob:{sha256}"))
    return PageArticle(title=shown.title, html=clean_page(html), attachments=shown.attachments)


def may_fetch(reader: Reader, visitor: Visitor, sha256: str) -> FileRef | None:
    """Return the reference by which the visitor may see a file; None when he may not, or it is still on its way."""
    own = [each.id for each in visitors.conversations(reader, visitor.id)]
    messages = [m for m in reader.find(Message, conversation_id=own) if m.kind is not MessageKind.NOTE] if own else []
    for ref in _referenced(reader, messages):
        if ref.sha256 == sha256 and not ref.pending:
            return ref
    if sha256 in visitors.files(reader, visitor.id):
        return FileRef(sha256, "file", 0, blobs.mime(reader, sha256))
    return None


def _referenced(reader: Reader, messages: list[Message]) -> Iterable[FileRef]:
    for message in messages:
        if message.state is Delivery.WITHDRAWN:
            continue
        yield from message.attachments
        if message.card is not None:
            yield from message.card.attachments
            if message.card.image is not None:
                yield message.card.image
    sent = {(m.card.article_id, m.card.version) for m in messages if m.card is not None}
    for article_id, version in sorted(sent):
        for kept in reader.find(ArticleVersion, article_id=article_id, version=version, kind="saved"):
            yield from kept.images
            yield from kept.attachments
