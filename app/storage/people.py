"""Who works here: colleagues and groups for pickers, and the person who is signed in."""

import msgspec

from app.domain.conversations import SERVING
from app.domain.people import Agent, Group, Presence, PresenceState, Role
from app.storage import rows
from app.storage.core import Connection


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """An agent as a picker shows one."""

    id: str
    name: str
    login: str = ""
    role: Role = Role.AGENT
    line: int = 1
    group_ids: tuple[str, ...] = ()
    state: PresenceState = PresenceState.OFFLINE


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who works now, ordered by name, the groups by name, and the person who is signed in, if known."""

    colleagues: tuple[Colleague, ...] = ()
    groups: tuple[Group, ...] = ()
    me: Agent | None = None

    def name(self, agent_id: str) -> str:
        """Return a colleague's name, "" for nobody and for somebody who is unknown here."""
        return next((one.name for one in self.colleagues if one.id == agent_id), "")

    def group_name(self, group_id: str) -> str:
        """Return a group's name, "" for none."""
        return next((group.name for group in self.groups if group.id == group_id), "")

    def in_group(self, group_id: str) -> tuple[Colleague, ...]:
        """Return who belongs to a group; everybody for ""."""
        return tuple(one for one in self.colleagues if not group_id or group_id in one.group_ids)


def staff(connection: Connection, me_id: str) -> Staff:
    """Return who works here."""
    presence = {row.id: row.state for row in rows.everything(connection, Presence)}
    colleagues = [
        Colleague(
            id=agent.id,
            name=agent.name,
            login=agent.login,
            role=agent.role,
            line=agent.line,
            group_ids=agent.group_ids,
            state=presence.get(agent.id, PresenceState.OFFLINE),
        )
        for agent in rows.everything(connection, Agent)
        if agent.active
    ]
    return Staff(
        colleagues=tuple(sorted(colleagues, key=lambda one: one.name)),
        groups=tuple(sorted(rows.everything(connection, Group), key=lambda group: group.name)),
        me=rows.get(connection, Agent, me_id),
    )


def load(connection: Connection, agent_id: str) -> tuple[int, int]:
    """Return how many conversations an agent serves and how many he can."""
    serving = [status.value for status in SERVING]
    query = f"""SELECT count(*) FROM conversation
        WHERE assignee_id = ? AND status IN ({rows.marks(serving)}) AND deleted_at IS NULL"""
    row = connection.exec_driver_sql(query, (agent_id, *serving)).fetchone()
    agent = rows.get(connection, Agent, agent_id)
    return row[0] if row is not None else 0, agent.capacity if agent is not None else 0
