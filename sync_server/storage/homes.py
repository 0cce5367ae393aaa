"""Which server decides about a row, where branches have servers of their own. See :mod:`sync_server.upstream`."""

from collections.abc import Collection

from app.domain import access
from app.domain.conversations import Conversation, Message, ReadMark
from app.domain.entity import Entity
from app.domain.flows import FlowWalk
from app.domain.journal import Event
from app.domain.people import Agent, Group, Presence
from app.domain.surveys import Survey
from app.domain.tickets import Ticket, TicketNote
from sync_server.storage.records import Reader

GROUPS = access.group_scope("")
"""How the scopes of groups begin."""


def alone(reader: Reader) -> bool:
    """Say whether this server decides about everything: no branch has one of its own."""
    return not reader.history.branch and not reader.history.held


def minds(reader: Reader, branch_id: str) -> bool:
    """Say whether this server does the work of a branch: its routing, presence and clocks."""
    history = reader.history
    return branch_id == history.branch if history.branch else branch_id not in history.held


def minded(reader: Reader, group_ids: Collection[str]) -> list[str]:
    """Return those of some groups that work with this server."""
    if alone(reader):
        return list(group_ids)
    groups = reader.find(Group, id=list(group_ids)) if group_ids else []
    return [group.id for group in groups if minds(reader, group.branch_id)]


def branch_of(reader: Reader, row: Entity) -> str | None:
    """Return the branch to which a row belongs by where it lives, None for what is always headquarters'."""
    match row:
        case Conversation() | Ticket() | Message() | TicketNote() | Survey() | FlowWalk() | Event():
            if not row.scope.startswith(GROUPS):
                return None
            group = reader.peek(Group, row.scope.removeprefix(GROUPS))
            return group.branch_id if group else None
        case Presence():
            agent = reader.peek(Agent, row.id)
            return agent.branch_id if agent else None
        case ReadMark():
            agent = reader.peek(Agent, row.agent_id)
            return agent.branch_id if agent else None
    return None


def here(reader: Reader, row: Entity) -> bool:
    """Say whether this server decides about a row."""
    if alone(reader):
        return True
    branch_id = branch_of(reader, row)
    return not reader.history.branch if branch_id is None else minds(reader, branch_id)
