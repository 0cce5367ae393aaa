"""Branches, groups, agents and their presence."""

import enum

from app.domain.entity import Entity, EntityType, Merge


class Role(enum.StrEnum):
    AGENT = "agent"
    EXPERT = "expert"
    KNOWLEDGE_ADMIN = "knowledge_admin"
    SUPERVISOR = "supervisor"
    BRANCH_LEAD = "branch_lead"
    ADMIN = "admin"


class PresenceState(enum.StrEnum):
    ONLINE = "online"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


class Branch(Entity, frozen=True, kw_only=True):
    """``own_server``: a server of its own does its work; headquarters says so where it gives the branch to one."""

    name: str
    city: str = ""
    headquarters: bool = False
    own_server: bool = False


class Group(Entity, frozen=True, kw_only=True):
    name: str
    branch_id: str
    entry: str = ""  # name that a chat entry uses to ask for this group, e.g. "presale"


class Agent(Entity, frozen=True, kw_only=True):
    """A member of staff; ``id`` is the account's id. ``capacity`` is in conversations at once."""

    login: str
    name: str
    role: Role = Role.AGENT
    branch_id: str = ""
    group_ids: tuple[str, ...] = ()
    line: int = 1
    capacity: int = 4
    languages: tuple[str, ...] = ("zh-CN",)
    title: str = ""
    active: bool = True


class Presence(Entity, frozen=True, kw_only=True):
    """Whether an agent can take work; ``id`` is the agent's. The server sets it from heartbeats."""

    state: PresenceState = PresenceState.OFFLINE
    since: int = 0
    reason: str = ""


BRANCH = EntityType(name="branch", cls=Branch, merge={"name": Merge.IMPORTANT, "own_server": Merge.SERVER})
GROUP = EntityType(name="group", cls=Group, merge={"name": Merge.IMPORTANT})
AGENT = EntityType(
    name="agent",
    cls=Agent,
    merge={"login": Merge.SERVER, "role": Merge.SERVER, "group_ids": Merge.SERVER, "active": Merge.SERVER},
    client_creates=False,
)
PRESENCE = EntityType(
    name="presence",
    cls=Presence,
    merge={"state": Merge.SERVER, "since": Merge.SERVER, "reason": Merge.SERVER},
    client_creates=False,
)
