"""What follows from an accepted change, in the same transaction.

A change passes four functions: :func:`prepared` cleans what a person wrote before it is merged, :func:`scope_of` says
where the row lives, :func:`completed` sets the fields that are the server's in the row itself, and :func:`follow`
writes what else happens.
"""

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from app.domain import access
from app.domain.change import Operation, decode_fields
from app.domain.conversations import SERVING, Author, Conversation, Message, MessageKind, ReadMark, Status
from app.domain.customers import Channel, Customer
from app.domain.entity import SYSTEM, Actor, Entity, EntityType, Merge
from app.domain.errors import AppError, Refused
from app.domain.files import FileRef
from app.domain.flows import FlowWalk
from app.domain.ids import link_id, new_id
from app.domain.knowledge import CONTENT, Article, ArticleDraft, ArticleStatus, ArticleVersion, Category, Written
from app.domain.people import Agent
from app.domain.registry import ENTITIES
from app.domain.rich import body_images
from app.domain.surveys import Survey
from app.domain.tickets import Ticket, TicketNote
from sync_server.service import guard, permissions
from sync_server.service.clean import clean_fields
from sync_server.service.permissions import Context
from sync_server.storage import history, transcript
from sync_server.storage.records import Tx

FIRST_TICKET = 10001
FIRST_ARTICLE = 1001
AUDITED = frozenset({"conversation", "ticket", "article", "category", "customer", "flow"})
_ARGUMENTS: Mapping[str, Any] = MappingProxyType({"solved": str | None, "line": int, "confirmed": bool | None})
_SAME_ON_EVERY_DEVICE = frozenset({"read_mark", "article_draft", "category"})


# -- before the merge --------------------------------------------------------------------------------------------------


def prepared(entity: EntityType, row: Entity | None, op: Operation, who: Actor) -> Operation:
    """Return the operation as the server takes it: HTML cleaned, the server's own fields left out of a new row."""
    body = clean_fields(op.body)
    if op.kind == "intent":
        body = {**body, "args": _arguments(body.get("args", {}))}
    if op.kind != "create":
        return op if body is op.body else msgspec.structs.replace(op, body=body)
    if who != SYSTEM:  # a branch's server says what it set itself
        kept_back = _set_by_server(entity.name)
        body = {name: value for name, value in body.items() if name not in kept_back}
    publishing = entity.name == "article" and body.get("status") == ArticleStatus.PUBLISHED.value
    if publishing and not access.allowed(who.role, access.required("article", "publish")):
        raise Refused("forbidden", {"permission": access.required("article", "publish")})
    if row is not None and entity.name in _SAME_ON_EVERY_DEVICE:
        return _as_patch(entity, row, op, body)
    return msgspec.structs.replace(op, body={"scope": "", **body})


@functools.cache
def _set_by_server(name: str) -> frozenset[str]:
    """Return the fields of an entity that no operation gives a new row: a flow is published by asking for it, and
    nobody says in another's name that he handed an article in, or sent it back.
    """
    entity = ENTITIES[name]
    rules = (Merge.SERVER, Merge.INTENT) if name == "flow" else (Merge.SERVER,)
    asked_for = {"review"} if name == "article" else set()
    return frozenset(each for each, rule in entity.merge.items() if rule in rules and each != "scope") | asked_for


def _arguments(args: Any) -> dict[str, Any]:
    """Return an intent's arguments. Raises AppError("bad_field") for what the state machines do not take."""
    if not isinstance(args, dict):
        raise AppError("bad_field", {"field": "args", "why": "not a map"})
    for name, value in args.items():
        if not isinstance(value, _ARGUMENTS.get(name, str | int | None)):
            raise AppError("bad_field", {"field": name[:100], "why": type(value).__name__})
    return {name: value for name, value in args.items() if value is not None or name == "solved"}


def _as_patch(entity: EntityType, row: Entity, op: Operation, body: dict[str, Any]) -> Operation:
    """Two devices made the row that its content names: the second one's values are merged into it.

    Into one that is in use only what somebody wrote; what a new row has by itself says nothing.
    """
    free = {
        name: value
        for name, value in body.items()
        if name in entity.fields() and entity.rule(name) not in (Merge.FIXED, Merge.INTENT)
    }
    if row.deleted_at is not None:  # nothing of a discarded row is defended
        return msgspec.structs.replace(op, kind="patch", body=free, base_rev=row.rev)
    written = {name: value for name, value in free.items() if value != _unwritten(entity.cls, name)}
    lists: dict[str, Any] = {name: [] for name in written if entity.rule(name) is Merge.SET}
    return msgspec.structs.replace(op, kind="patch", body=written, was={**lists, **op.was})


@functools.cache
def _unwritten(cls: type[Entity], name: str) -> Any:
    """Return what a new row has in a field by itself, as operations carry it; NODEFAULT for a field that it needs."""
    field = next(field for field in msgspec.structs.fields(cls) if field.name == name)
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.to_builtins(field.default_factory())
    return field.default if field.default is msgspec.NODEFAULT else msgspec.to_builtins(field.default)


# -- the row itself ----------------------------------------------------------------------------------------------------


def scope_of(tx: Tx, entity: EntityType, row: Entity) -> str:
    """Return where a row lives. Raises Refused("no_such_row") for a message without its conversation."""
    if entity.parent is not None:
        field, parent = entity.parent
        above = tx.get(ENTITIES[parent].cls, getattr(row, field))
        if above is None:
            raise Refused("no_such_row", {"entity": parent})
        return above.scope
    match row:
        case Conversation() | Ticket():
            return access.group_scope(row.group_id) if row.group_id else access.ALL
        case ReadMark():
            return access.user_scope(row.agent_id)
    if entity.name in ("customer", "identity"):
        return access.PEOPLE
    if entity.name in ("event", "conflict"):
        return row.scope
    return access.ALL


def completed(tx: Tx, before: Entity | None, after: Entity, op: Operation, who: Context) -> Entity:
    """Return the row with the fields that the server sets. Raises Refused for what its author may not write."""
    match after:
        case Message() if before is None:
            return _new_message(tx, after, op, who)
        case Conversation():
            return _conversation(tx, before, after, op, who)
        case Ticket():
            return _ticket(tx, before, after, who)
        case Customer():
            return _customer(tx, before, after)
        case Article():
            permissions.check_reviewer(tx, before if isinstance(before, Article) else None, after, who)
            images = _pictures(tx, before, after.id, after)
            return _article(tx, before, msgspec.structs.replace(after, images=images), who)
        case Category():
            permissions.check_decider(tx, before if isinstance(before, Category) else None, after, who)
        case ArticleDraft():
            return msgspec.structs.replace(after, images=_pictures(tx, before, after.article_id, after))
        case TicketNote() if before is None and after.author_id != who.actor.id:
            raise Refused("not_yours", {"field": "author_id"})
        case FlowWalk() if before is None and after.agent_id != who.actor.id:
            raise Refused("not_yours", {"field": "agent_id"})
        case ReadMark() if after.agent_id != who.actor.id:
            raise Refused("not_yours", {"field": "agent_id"})
    return after


def _new_message(tx: Tx, message: Message, op: Operation, who: Context) -> Message:
    if message.author is not Author.AGENT or message.author_id != who.actor.id:
        raise Refused("not_yours", {"field": "author_id"})
    if message.kind is MessageKind.SYSTEM:
        raise Refused("field_not_editable", {"entity": "message", "field": "kind"})
    conversation = tx.get(Conversation, message.conversation_id)
    if conversation is None:
        raise Refused("no_such_row", {"entity": "conversation"})
    if message.kind is not MessageKind.NOTE:
        permissions.check_reply(tx, conversation, who)
        guard.check_reply(tx, conversation, message, op.known, who.at)
    conversation, stored = transcript.numbered(conversation, message, tx.now)
    tx.put(conversation, author=who.actor.id)
    return stored


def _conversation(tx: Tx, before: Entity | None, after: Conversation, op: Operation, who: Context) -> Conversation:
    if before is None:
        serving = after.status in SERVING
        group_id = after.group_id or _first_group(tx, who)
        permissions.check_group(tx, group_id)
        permissions.check_begin(tx, after, group_id, who)
        return msgspec.structs.replace(
            after,
            number=tx.next_number("conversation", 1),
            group_id=group_id,
            opened_at=who.at,
            queued_at=who.at if after.status is Status.QUEUED else None,
            assigned_at=who.at if serving and after.assignee_id else None,
            last_message_at=who.at,
        )
    if isinstance(before, Conversation):
        guard.check_end(tx, before, op)
    if isinstance(before, Conversation) and after.group_id != before.group_id:
        permissions.check_group(tx, after.group_id)
    if isinstance(before, Conversation) and after.assignee_id not in ("", before.assignee_id):
        permissions.check_reach(tx, after.assignee_id, after.group_id)
        if not permissions.supervises(who.actor):
            permissions.check_room(tx, after.assignee_id)
    return after


def _customer(tx: Tx, before: Entity | None, after: Customer) -> Customer:
    """Have the link of a merged customer lead to who stands for all of them: he may have been merged meanwhile.

    The way ends before one who is not here any more, as it does for who shows them.
    """
    if not isinstance(before, Customer):
        return msgspec.structs.replace(after, merged_into="")
    into = after.merged_into
    if into in ("", before.merged_into):
        return after
    head = after
    while into:
        found = tx.get(Customer, into)
        if found is None or found.deleted_at is not None:
            if head is after:
                raise Refused("no_such_row", {"entity": "customer"})
            break
        if found.id == after.id:
            raise Refused("customer_merge", {"into": after.merged_into})
        head, into = found, found.merged_into
    return msgspec.structs.replace(after, merged_into=head.id)


def _ticket(tx: Tx, before: Entity | None, after: Ticket, who: Context) -> Ticket:
    if not isinstance(before, Ticket):
        return _new_ticket(tx, after, who)
    if after.group_id != before.group_id:
        permissions.check_group(tx, after.group_id)
    if after.assignee_id not in ("", before.assignee_id):
        permissions.check_reach(tx, after.assignee_id, after.group_id, "ticket")
    return after


def _new_ticket(tx: Tx, ticket: Ticket, who: Context) -> Ticket:
    group_id = ticket.group_id
    if not group_id and ticket.conversation_id:
        conversation = tx.peek(Conversation, ticket.conversation_id)
        group_id = conversation.group_id if conversation else ""
    group_id = group_id or _first_group(tx, who)
    permissions.check_group(tx, group_id)
    if ticket.assignee_id:
        permissions.check_reach(tx, ticket.assignee_id, group_id, "ticket")
    return msgspec.structs.replace(
        ticket,
        number=tx.next_number("ticket", FIRST_TICKET),
        group_id=group_id,
        created_by=who.actor.id or ticket.created_by,
        opened_at=who.at,
    )


def _first_group(tx: Tx, who: Context) -> str:
    agent = tx.peek(Agent, who.actor.id)
    return agent.group_ids[0] if agent and agent.group_ids else ""


def _pictures(tx: Tx, before: Entity | None, article_id: str, after: Written) -> tuple[FileRef, ...]:
    """Return the files of the pictures of a content, those that its text shows included: one editor may have taken a
    picture out whose block another's edit has kept.
    """
    missing = set(body_images(after.body)) - {ref.sha256 for ref in after.images}
    if before is None or not missing:
        return after.images
    holders = [before, *tx.find(ArticleVersion, article_id=article_id, order="row_rev")]
    known = {ref.sha256: ref for holder in holders for ref in getattr(holder, "images", ())}
    return (*after.images, *(known[sha256] for sha256 in sorted(missing & known.keys())))


def _article(tx: Tx, before: Entity | None, after: Article, who: Context) -> Article:
    if before is not None and all(getattr(before, name) == getattr(after, name) for name in CONTENT):
        return after
    number = after.number or tx.next_number("article", FIRST_ARTICLE)
    published = after.published_at
    if before is None and after.status is ArticleStatus.PUBLISHED:
        published = published or who.at
    return msgspec.structs.replace(
        after,
        number=number,
        version=after.version + 1,
        updated_at=who.at,
        updated_by=who.actor.id,
        published_at=published,
        sent_count=_sent_before(tx, after.id) if before is None else after.sent_count,
    )


def _sent_before(tx: Tx, article_id: str) -> int:
    """Count the messages that a restored server was given again by one device before another one gave their article."""
    return tx.count(Message, article_id=article_id) if tx.history.rev_floor else 0


# -- what else happens -------------------------------------------------------------------------------------------------


def follow(tx: Tx, before: Entity | None, after: Entity, op: Operation, who: Context) -> None:
    """Write what follows from a change that is already in its row."""
    match after:
        case Message() if before is None and after.article_id:
            count_sent(tx, after.article_id)
        case Conversation() if isinstance(before, Conversation):
            conversation_moved(tx, before, after, who.actor)
        case Article() if before is None or (isinstance(before, Article) and before.version != after.version):
            keep_version(tx, after, who)
    if op.ent in AUDITED:
        action, values = _told(op)
        history.record(
            tx, after, action, actor_id=who.actor.id, device_id=who.device_id, composed_at=op.wall, values=values
        )


def _told(op: Operation) -> tuple[str, dict[str, object]]:
    """Return the event's action and values: an intent by its name, another change by its kind."""
    if op.kind == "intent":
        args = op.body.get("args") or {}
        return str(op.body.get("action", "")), {name: value for name, value in args.items() if value is not None}
    if op.kind == "patch":
        short = {name: value for name, value in op.body.items() if isinstance(value, str | int | float | bool)}
        return "changed", {**{name: "" for name in op.body}, **short}
    return {"create": "created", "delete": "deleted", "restore": "restored"}[op.kind], {}


def count_sent(tx: Tx, article_id: str) -> None:
    """An article was sent to a customer."""
    article = tx.get(Article, article_id)
    if article is not None:
        tx.put(msgspec.structs.replace(article, sent_count=article.sent_count + 1))


def keep_version(tx: Tx, article: Article, who: Context, *, note: str = "") -> None:
    """Keep the content that an article has now as an immutable version."""
    tx.put(
        ArticleVersion(
            id=link_id("version", article.id, str(article.version)),
            scope=article.scope,
            article_id=article.id,
            version=article.version,
            title=article.title,
            body=article.body,
            attachments=article.attachments,
            images=article.images,
            parent=article.version - 1,
            row_rev=article.rev,
            note=note,
            editor_id=who.actor.id,
            at=who.at,
        )
    )


def keep_losing_body(tx: Tx, article: Article, base_rev: int, lost: Any, who: Context) -> None:
    """Keep both: the body that could not be merged becomes a version of kind "conflict"."""
    base = version_at(tx, article.id, base_rev)
    tx.put(
        ArticleVersion(
            id=new_id(),
            scope=article.scope,
            article_id=article.id,
            version=article.version,
            title=article.title,
            body=lost,
            attachments=article.attachments,
            images=article.images,
            kind="conflict",
            parent=base.version if base else 0,
            row_rev=article.rev,
            editor_id=who.actor.id,
            at=who.at,
        )
    )


def version_at(tx: Tx, article_id: str, rev: int) -> ArticleVersion | None:
    """Return the content that an article had at a revision of its row."""
    saved = tx.find(ArticleVersion, article_id=article_id, kind="saved", order="-row_rev")
    return next((version for version in saved if version.row_rev <= rev), None)


def conversation_moved(tx: Tx, before: Conversation, after: Conversation, who: Actor) -> Conversation:
    """Tell the customer what happened to the conversation, and ask how it was when it is closed."""
    if before.status == after.status and before.assignee_id == after.assignee_id and before.group_id == after.group_id:
        return after
    match after.status:
        case Status.CLOSED:
            ask(tx, before, after)
            return transcript.say(tx, after, "closed")
        case Status.ACTIVE if after.assignee_id != before.assignee_id:
            agent = tx.peek(Agent, after.assignee_id)
            code = "transferred" if before.assignee_id else "agent_joined"
            return transcript.say(tx, after, code, {"name": agent.name if agent else ""})
        case Status.QUEUED if before.status in (Status.CLOSED, Status.ABANDONED, Status.SPAM):
            return transcript.say(tx, after, "reopened")
        case Status.QUEUED if before.status in SERVING:
            return transcript.say(tx, after, "transferred" if after.group_id != before.group_id else "queued")
        case Status.ABANDONED:
            return transcript.say(tx, after, "abandoned")
        case Status.MESSAGE_LEFT:
            return transcript.say(tx, after, "message_left")
    return after


def ask(tx: Tx, before: Conversation, after: Conversation) -> None:
    """Ask the customer of a closed conversation how it was: once, and only where a page can show it."""
    survey_id = link_id("survey", after.id)
    if after.channel is not Channel.WEB or not before.assignee_id or tx.get(Survey, survey_id) is not None:
        return
    tx.put(
        Survey(
            id=survey_id,
            scope=after.scope,
            conversation_id=after.id,
            customer_id=after.customer_id,
            agent_id=before.assignee_id,
            group_id=after.group_id,
            asked_at=tx.now,
        )
    )


def content_of(entity: EntityType, body: Mapping[str, Any], field: str) -> Any:
    """Return one field of an operation's body in its declared type, None when it is not in there."""
    fields = clean_fields(body)
    return decode_fields(entity.cls, {field: fields[field]}).get(field) if field in fields else None
