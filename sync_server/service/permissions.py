"""What an author may write: by his role, by what he sees, and by whose conversation it is.

A client asks the same before it lets a person act; the server asks again, for it cannot know what made an operation.
"""

from types import MappingProxyType

import msgspec

from app.domain import access
from app.domain.change import Operation
from app.domain.conversations import SERVING, Author, Conversation, Message, MessageKind, Status
from app.domain.entity import SYSTEM, Actor, Entity, EntityType
from app.domain.errors import Refused
from app.domain.flows import Flow, FlowStatus
from app.domain.journal import Event
from app.domain.knowledge import Article, ArticleStatus, Category
from app.domain.people import Agent, Group, Presence
from app.domain.reviewing import ORDER, may_change_article, may_change_category
from app.domain.tickets import Ticket, TicketNote
from sync_server.service import accounts
from sync_server.storage import credentials, desk, feed, streams
from sync_server.storage.records import Tx

SAID = frozenset({"message", "ticket_note"})
"""What is only ever added."""
LONGEST_AWAY_MS = 14 * 86_400_000
"""For how long somebody offline may go on writing into what he does not see any more."""
NEVER = MappingProxyType({"create": "not_creatable", "delete": "not_deletable", "restore": "not_deletable"})
"""What is said of rows that only the server makes, and of what was said and done, which is not deleted."""


class Context(msgspec.Struct, frozen=True):
    """Who makes a change: the actor, the device, when on the server's clock (ms), and the scopes that he sees."""

    actor: Actor
    device_id: str
    at: int
    scopes: frozenset[str] = frozenset()


def permission_for(row: Entity | None, op: Operation) -> str:
    """Return the permission that an operation needs: what is official is changed by those who may publish."""
    official = op.kind in ("delete", "restore") and is_published(row)
    if isinstance(row, Article) and op.kind == "patch":  # a flow's patches are its draft: what is walked is its chart
        official = is_published(row) and bool(op.body.keys() - ORDER)
    action = str(op.body.get("action", "")) if op.kind == "intent" else op.kind
    return access.required(op.ent, action, official=official)


def is_published(row: Entity | None) -> bool:
    """Say whether a row is in use, or would be if it came out of the bin."""
    match row:
        case Article():
            return row.status is ArticleStatus.PUBLISHED
        case Flow():
            return row.status is FlowStatus.PUBLISHED
    return False


def check_permission(row: Entity | None, op: Operation, who: Actor) -> None:
    """Raise Refused for an operation that its author's role may not do, or that no person's may."""
    permission = permission_for(row, op)
    if permission == access.NOBODY and op.kind in NEVER and who != SYSTEM:
        raise Refused(NEVER[op.kind], {"entity": op.ent})
    if not access.allowed(who.role, permission):
        raise Refused("forbidden", {"permission": permission})


def check_reviewer(tx: Tx, before: Article | None, after: Article, who: Context) -> None:
    """Raise Refused("not_reviewer") for what is official, or a decision, in a category that others review."""
    if who.actor == SYSTEM:
        return
    tree = _above(tx, after.category_id)
    if before is not None and before.category_id not in tree:
        tree |= _above(tx, before.category_id)
    if not may_change_article(who.actor, before, after, tree):
        raise Refused("not_reviewer", {"entity": "article"})


def check_decider(tx: Tx, before: Category | None, after: Category, who: Context) -> None:
    """Raise Refused("not_reviewer") for a change of who decides in a category by somebody who does not."""
    if who.actor == SYSTEM:
        return
    tree = _above(tx, after.parent_id)
    if before is not None and before.parent_id not in tree:
        tree |= _above(tx, before.parent_id)
    if not may_change_category(who.actor, before, after, tree):
        raise Refused("not_reviewer", {"entity": "category"})


def _above(tx: Tx, category_id: str) -> dict[str, Category]:
    """Return a category and those above it; a cycle (two concurrent moves) is cut.

    One in the bin counts: what is left in it is not free for everybody to publish.
    """
    found: dict[str, Category] = {}
    while category_id and category_id not in found:
        category = tx.peek(Category, category_id)
        if category is None:
            break
        found[category_id] = category
        category_id = category.parent_id
    return found


def supervises(who: Actor) -> bool:
    """Say whether somebody steers the work of others."""
    return access.allowed(who.role, "conversation.supervise")


def check_sight(tx: Tx, entity: EntityType, op: Operation, after: Entity, scope: str, who: Context) -> bool:
    """Raise Refused for writing into what the author does not see; returns whether he saw it when he wrote.

    What was said offline in a talk that went to another group meanwhile was meant for it, and is not lost; nor is what
    somebody said in a talk of his before he heard that he is in another group himself. What his device was told is
    known here, and nobody is away for longer than LONGEST_AWAY_MS: what an operation says of that may be made up.
    """
    if entity.parent is None or scope in who.scopes:
        return False
    field, above = entity.parent
    row_id = getattr(after, field)
    if entity.name in SAID and op.kind == "create":
        lately = streams.number_at(tx, tx.now - LONGEST_AWAY_MS)
        heard = max(op.seen_seq, credentials.told(tx, who.device_id), lately)
        if feed.left_since(tx, who.scopes, above, row_id, heard):
            return True
        if credentials.rescoped(tx, who.actor.id) > heard and _took_part(tx, above, row_id, who.actor.id):
            return True
    raise Refused("scope", {"entity": above})


def check_group(tx: Tx, group_id: str) -> None:
    """Raise Refused for a group that there is not: nobody would ever see what is put into it."""
    group = tx.peek(Group, group_id) if group_id else None
    if group_id and (group is None or group.deleted_at is not None):
        raise Refused("no_such_row", {"entity": "group"})


def check_reach(tx: Tx, agent_id: str, group_id: str, entity: str = "conversation") -> None:
    """Raise Refused unless an agent is there and sees what belongs to a group: an ``entity`` that he is to get."""
    agent = tx.peek(Agent, agent_id)
    if agent is None or not agent.active or agent.deleted_at is not None:
        raise Refused("no_such_row", {"entity": "agent"})
    if group_id and access.group_scope(group_id) not in accounts.scopes_of(tx, agent):
        raise Refused("scope", {"entity": entity})


def check_room(tx: Tx, agent_id: str) -> None:
    """Raise Refused("agent_full") when an agent serves as many conversations as he can."""
    tx.get(Presence, agent_id)  # its lock lets one claim for an agent go at a time
    agent = tx.peek(Agent, agent_id)
    if agent is None:
        raise Refused("no_such_row", {"entity": "agent"})
    load = desk.loads(tx, [agent_id]).get(agent_id, 0)
    if load >= agent.capacity:
        raise Refused("agent_full", {"load": load, "capacity": agent.capacity})


def check_begin(tx: Tx, begun: Conversation, group_id: str, who: Context) -> None:
    """Raise Refused for a new conversation that begins at its end or on a colleague's desk."""
    if begun.status not in SERVING | {Status.QUEUED} or (begun.status in SERVING) != bool(begun.assignee_id):
        raise Refused("conversation_state", {"status": begun.status.value})
    if not begun.assignee_id:
        return
    check_reach(tx, begun.assignee_id, group_id)
    if not supervises(who.actor):
        if begun.assignee_id != who.actor.id:
            raise Refused("forbidden", {"permission": "conversation.supervise"})
        check_room(tx, begun.assignee_id)


def check_reply(tx: Tx, conversation: Conversation, who: Context) -> None:
    """Raise Refused("conversation_not_yours") for a reply to a customer whom a colleague serves.

    Who served him before is heard: what he wrote offline, before he knew that the conversation was given away, was
    meant for this customer and is not lost.
    """
    if conversation.status not in SERVING or conversation.assignee_id in ("", who.actor.id):
        return
    if supervises(who.actor) or _served(tx, conversation.id, who.actor.id):
        return
    raise Refused("conversation_not_yours", {"assignee_id": conversation.assignee_id})


def _took_part(tx: Tx, ent: str, row_id: str, agent_id: str) -> bool:
    """Say whether an agent has had to do with a conversation or a ticket."""
    if ent == "conversation":
        said = tx.find(Message, conversation_id=row_id, author=Author.AGENT, author_id=agent_id, limit=1)
        return bool(said) or _served(tx, row_id, agent_id)
    ticket = tx.peek(Ticket, row_id)
    mine = ticket is not None and agent_id in (ticket.assignee_id, ticket.created_by)
    return mine or bool(tx.find(TicketNote, ticket_id=row_id, author_id=agent_id, limit=1))


def _served(tx: Tx, conversation_id: str, agent_id: str) -> bool:
    given = tx.find(Event, subject_id=conversation_id, subject="conversation", action="take")
    if any(event.values.get("agent_id", event.actor_id) == agent_id for event in given):
        return True
    wrote = tx.find(Message, conversation_id=conversation_id, author=Author.AGENT, author_id=agent_id)
    return any(message.kind is not MessageKind.NOTE for message in wrote)
