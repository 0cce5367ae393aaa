"""Who may do what, and which scopes reach whose device. Client and server read the same tables."""

from collections.abc import Iterable
from types import MappingProxyType

from app.domain.people import Agent, Group, Role

ALL = "all"
PEOPLE = "people"

_AGENT = frozenset({"conversation.serve", "customer.edit", "ticket.edit", "knowledge.read", "knowledge.suggest"})
_EXPERT = _AGENT
_KNOWLEDGE = _AGENT | {"knowledge.edit", "knowledge.publish", "category.edit", "knowledge.import", "report.view"}
_SUPERVISOR = _KNOWLEDGE | {"conversation.supervise", "routing.edit", "monitor.view"}
_LEAD = _AGENT | {"conversation.supervise", "report.view", "monitor.view", "knowledge.edit"}

PERMISSIONS = MappingProxyType(
    {
        Role.AGENT: _AGENT,
        Role.EXPERT: _EXPERT | {"knowledge.edit"},
        Role.KNOWLEDGE_ADMIN: _KNOWLEDGE,
        Role.SUPERVISOR: _SUPERVISOR,
        Role.BRANCH_LEAD: _LEAD,
        Role.ADMIN: _SUPERVISOR | {"admin"},
    }
)

_REQUIRED = MappingProxyType(
    {
        "branch": "admin",
        "group": "admin",
        "agent": "admin",
        "category": "category.edit",
        "article": "knowledge.edit",
        "article_draft": "knowledge.edit",
        "customer": "customer.edit",
        "conversation": "conversation.serve",
        "message": "conversation.serve",
        "read_mark": "conversation.serve",
        "ticket": "ticket.edit",
        "ticket_note": "ticket.edit",
        "conflict": "conversation.serve",
    }
)
_REQUIRED_ACTION = MappingProxyType(
    {
        ("conversation", "abandon"): "system",
        ("conversation", "leave_message"): "system",
        ("customer", "delete"): "conversation.supervise",
        ("customer", "restore"): "conversation.supervise",
        ("article", "publish"): "knowledge.publish",
        ("article", "archive"): "knowledge.publish",
        ("article", "unpublish"): "knowledge.publish",
    }
)


def allowed(role: str, permission: str) -> bool:
    """Say whether a role carries a permission; the system may everything, an unknown role nothing."""
    if role == "system":
        return True
    return role in Role.__members__.values() and permission in PERMISSIONS[Role(role)]


def required(entity: str, action: str = "") -> str:
    """Return the permission that a change of an entity needs, "admin" by default; "system" is nobody's.

    ``action`` is an intent or a kind of operation.
    """
    return _REQUIRED_ACTION.get((entity, action)) or _REQUIRED.get(entity, "admin")


def group_scope(group_id: str) -> str:
    """Return the scope of what belongs to a group."""
    return f"g:{group_id}"


def user_scope(agent_id: str) -> str:
    """Return the scope of what belongs to one person."""
    return f"u:{agent_id}"


def scopes_of(agent: Agent, groups: Iterable[Group]) -> frozenset[str]:
    """Return the scopes that an agent's devices hold: own groups, a lead's branch, everything for those who steer."""
    scopes = {ALL, PEOPLE, user_scope(agent.id)}
    for group in groups:
        mine = group.id in agent.group_ids
        branch = agent.role is Role.BRANCH_LEAD and group.branch_id == agent.branch_id
        if mine or branch or agent.role in (Role.SUPERVISOR, Role.ADMIN):
            scopes.add(group_scope(group.id))
    return frozenset(scopes)
