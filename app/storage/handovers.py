"""To which groups a conversation can be handed over, and what became of what was offered to another server's group."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from app.domain.conversations import Conversation, MessageKind
from app.domain.people import Agent, Branch, Group, Presence, PresenceState
from app.storage import rows
from app.storage.core import Connection

Outcome = Literal["", "accepted", "declined", "expired", "withdrawn"]
"""What became of an offer; "" while it stands."""
_BY_LINE: dict[str, Outcome] = {
    "handover_declined": "declined",
    "handover_expired": "expired",
    "handover_withdrawn": "withdrawn",
}


class Receiver(msgspec.Struct, frozen=True, kw_only=True):
    """A group to which a conversation can go: of which branch it is, and how many of it are there now.

    ``across``: it works with another server, which is asked first whether somebody takes an open chat.
    """

    group_id: str
    name: str
    branch: str = ""
    online: int = 0
    across: bool = False


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation offered to a group by its name. ``of``: its own group; ``after``: its last line before."""

    conversation_id: str
    group: str
    of: str
    after: int


def receivers(connection: Connection, group_id: str) -> tuple[Receiver, ...]:
    """Return the groups to which a conversation of a group can go, those of its own server first, by branch and name.

    From one branch with a server of its own to another nothing is handed over.
    """
    branches = {branch.id: branch for branch in rows.everything(connection, Branch)}
    groups = {group.id: group for group in rows.everything(connection, Group)}
    there = {row.id for row in rows.everything(connection, Presence) if row.state is PresenceState.ONLINE}
    working = [agent for agent in rows.everything(connection, Agent) if agent.active and agent.id in there]

    def server(branch_id: str) -> str:
        branch = branches.get(branch_id)
        return branch.id if branch is not None and branch.own_server else ""

    own = server(groups[group_id].branch_id) if group_id in groups else ""
    found = []
    for group in groups.values():
        other = server(group.branch_id)
        if group.id == group_id or (own and other and own != other):
            continue
        branch = branches.get(group.branch_id)
        found.append(
            Receiver(
                group_id=group.id,
                name=group.name,
                branch=branch.name if branch is not None else "",
                online=sum(group.id in agent.group_ids for agent in working),
                across=other != own,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.across, one.branch, one.name)))


def outcomes(connection: Connection, offers: Sequence[Offer]) -> dict[str, Outcome]:
    """Return what became of offers, by conversation."""
    return {offer.conversation_id: _outcome(connection, offer) for offer in offers}


def _outcome(connection: Connection, offer: Offer) -> Outcome:
    row = rows.get(connection, Conversation, offer.conversation_id)
    if row is None or row.group_id != offer.of:
        return "accepted"
    query = f"""SELECT text FROM message WHERE conversation_id = ? AND seq > ? AND kind = ?
        AND text IN ({rows.marks(list(_BY_LINE))}) ORDER BY seq DESC LIMIT 1"""
    values = (offer.conversation_id, offer.after, MessageKind.SYSTEM.value, *_BY_LINE)
    found = connection.exec_driver_sql(query, values).fetchone()
    return _BY_LINE[found[0]] if found is not None else ""
