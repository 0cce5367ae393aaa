"""Who may do what, and what reaches whose device. Client and server read the same tables.

A role carries permissions (:data:`PERMISSIONS`), a person holds scopes (:func:`scopes_of`), and :data:`TABLE` says what
each entity needs: what somebody does not see is not sent to his device at all, or only masked.
"""

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from app.domain.people import Agent, Group, Role

ALL = "all"
PEOPLE = "people"
ANYONE = ""
NOBODY = "system"
"""Instead of a permission: what needs none, and what no person may do."""

_AGENT = frozenset(
    {
        "conversation.serve",
        "customer.read",
        "customer.edit",
        "customer.reveal",
        "ticket.edit",
        "knowledge.read",
        "knowledge.suggest",
    }
)
_EXPERT = _AGENT
_KNOWLEDGE = _AGENT | {"knowledge.edit", "knowledge.publish", "category.edit", "knowledge.import", "report.view"}
_SUPERVISOR = _KNOWLEDGE | {"conversation.supervise", "customer.private", "routing.edit", "monitor.view"}
_LEAD = _AGENT | {"conversation.supervise", "customer.private", "report.view", "monitor.view", "knowledge.edit"}

PERMISSIONS = MappingProxyType(
    {
        Role.AGENT: _AGENT,
        Role.EXPERT: _EXPERT | {"knowledge.edit"},
        Role.KNOWLEDGE_ADMIN: _KNOWLEDGE,
        Role.SUPERVISOR: _SUPERVISOR,
        Role.BRANCH_LEAD: _LEAD,
        Role.ADMIN: _SUPERVISOR | {"admin", "device.manage"},
    }
)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What a person needs for rows of one entity, in a scope that he holds: permissions, ANYONE or NOBODY.

    ``scopes`` are the kinds of scopes in which its rows live. ``change`` holds for patches and for every intent that
    ``intents`` does not name, ``delete`` for the bin and for the way out of it. ``official`` is needed to change what
    is published. ``private`` names fields that the server masks for all who lack the permission.
    """

    scopes: frozenset[str]
    read: str = ANYONE
    create: str = NOBODY
    change: str = NOBODY
    delete: str = NOBODY
    official: str = ""
    intents: Mapping[str, str] = {}
    private: Mapping[str, str] = {}


def _shared(permission: str, *, bin_needs: str = "", **more: Any) -> Line:
    """Return the line of what everybody has and some may change."""
    return Line(
        scopes=frozenset({"all"}),
        create=permission,
        change=permission,
        delete=bin_needs or permission,
        **more,
    )


_DESK = frozenset({"all", "group"})
_ALL, _PEOPLE, _OWN = frozenset({"all"}), frozenset({"people"}), frozenset({"own"})
_ANYWHERE = frozenset({"all", "people", "group", "own"})

TABLE: Mapping[str, Line] = MappingProxyType(
    {
        "branch": _shared("admin"),
        "group": _shared("admin"),
        "agent": Line(scopes=_ALL, change="admin"),
        "presence": Line(scopes=_ALL),
        "category": _shared("category.edit"),
        "article": _shared(
            "knowledge.edit",
            official="knowledge.publish",
            intents=dict.fromkeys(("publish", "archive", "unpublish", "send_back"), "knowledge.publish"),
        ),
        "article_draft": _shared("knowledge.edit", read="knowledge.edit"),
        "article_version": Line(scopes=_ALL),
        "flow": _shared(
            "knowledge.edit",
            official="knowledge.publish",
            intents=dict.fromkeys(("publish", "archive"), "knowledge.publish"),
        ),
        "flow_walk": Line(scopes=_DESK, create="conversation.serve", change="conversation.serve"),
        "customer": Line(
            scopes=_PEOPLE,
            read="customer.read",
            create="customer.edit",
            change="customer.edit",
            delete="conversation.supervise",
            intents=dict.fromkeys(("merge", "split"), "conversation.supervise"),
            private={name: "customer.private" for name in ("phone", "id_number", "email")},
        ),
        "identity": Line(scopes=_PEOPLE, read="customer.read", private={"external_id": "customer.private"}),
        "conversation": Line(
            scopes=_DESK,
            create="conversation.serve",
            change="conversation.serve",
            intents={"abandon": NOBODY, "leave_message": NOBODY},
        ),
        "message": Line(
            scopes=_DESK,
            create="conversation.serve",
            change="conversation.serve",
            private={"contact": "customer.private"},
        ),
        "read_mark": Line(scopes=_OWN, create="conversation.serve", change="conversation.serve"),
        "ticket": Line(scopes=_DESK, create="ticket.edit", change="ticket.edit", delete="ticket.edit"),
        "ticket_note": Line(scopes=_DESK, create="ticket.edit", change="ticket.edit"),
        "survey": Line(scopes=_DESK),
        "event": Line(scopes=_ANYWHERE, private={"values": "customer.private"}),
        "conflict": Line(scopes=_OWN, change="conversation.serve", private={"values": "customer.private"}),
    }
)
"""Who may do what with which rows: one line an entity. The server enforces it, and by it the client offers actions."""


class View(msgspec.Struct, frozen=True):
    """What a role is not sent of the rows in its scopes: whole entities, and fields that come masked.

    ``name`` says it in words, "" when nothing is withheld: a device that holds rows by another view needs them again.
    """

    name: str
    hidden: frozenset[str]
    masked: Mapping[str, frozenset[str]]


@functools.lru_cache(maxsize=1024)
def allowed(role: str, permission: str) -> bool:
    """Say whether a role carries a permission; the system may everything, an unknown role nothing."""
    if role == "system":
        return True
    known = role in Role.__members__.values()
    return known and permission != NOBODY and (permission == ANYONE or permission in PERMISSIONS[Role(role)])


def required(entity: str, action: str = "", *, official: bool = False) -> str:
    """Return the permission that a change of an entity needs; NOBODY for what only the server does.

    ``action`` is an intent or a kind of operation, ``official`` says that it changes what is published.
    """
    line = TABLE.get(entity)
    if line is None:
        return NOBODY
    if official and line.official:
        return line.official
    match action:
        case "create":
            return line.create
        case "delete" | "restore":
            return line.delete
    return line.intents.get(action, line.change)


def may(role: str, entity: str, action: str = "") -> bool:
    """Say whether a role may do something with the rows of an entity that it holds."""
    return allowed(role, required(entity, action))


@functools.cache
def view_of(role: str) -> View:
    """Return what a role is not sent."""
    hidden = frozenset(name for name, line in TABLE.items() if not allowed(role, line.read))
    masked = {
        name: frozenset(field for field, permission in line.private.items() if not allowed(role, permission))
        for name, line in TABLE.items()
        if name not in hidden
    }
    masked = {name: fields for name, fields in masked.items() if fields}
    words = [*hidden, *(f"{name}.{field}" for name, fields in masked.items() for field in fields)]
    return View(" ".join(sorted(words)), hidden, MappingProxyType(masked))


def group_scope(group_id: str) -> str:
    """Return the scope of what belongs to a group."""
    return f"g:{group_id}"


def user_scope(agent_id: str) -> str:
    """Return the scope of what belongs to one person."""
    return f"u:{agent_id}"


def sees_other_groups(agent: Agent) -> bool:
    """Say whether an agent may hold scopes of groups in which he is not."""
    return agent.role in (Role.BRANCH_LEAD, Role.SUPERVISOR, Role.ADMIN)


def scopes_of(agent: Agent, groups: Iterable[Group]) -> frozenset[str]:
    """Return the scopes that an agent's devices hold: own groups, a lead's branch, everything for those who steer."""
    scopes = {ALL, PEOPLE, user_scope(agent.id)}
    for group in groups:
        mine = group.id in agent.group_ids
        branch = agent.role is Role.BRANCH_LEAD and group.branch_id == agent.branch_id
        if mine or branch or agent.role in (Role.SUPERVISOR, Role.ADMIN):
            scopes.add(group_scope(group.id))
    return frozenset(scopes)
