"""The one way in which the queue gives a conversation to somebody: in one transaction, to one agent who has room."""

from app.domain.conversations import Conversation, Status, take
from app.domain.entity import SYSTEM
from app.domain.errors import Refused
from app.domain.people import Agent, Presence, PresenceState
from sync_server.storage import desk, heartbeats, history, transcript
from sync_server.storage.records import Tx


def claim(tx: Tx, conversation_id: str, agent_id: str, reason: str, *, heard_since: int | None) -> Conversation:
    """Give a waiting conversation to an agent; returns it as it is now.

    ``heard_since`` demands an agent who is online and whose desk was heard of since then (ms); None is for an agent who
    asks himself. Raises Refused: conversation_taken, agent_away, agent_full, scope, no_such_row. Of any number
    of claims for one conversation one succeeds: the others find it taken under its lock.
    """
    conversation = tx.get(Conversation, conversation_id)
    if conversation is None or conversation.deleted_at is not None:
        raise Refused("no_such_row", {"entity": "conversation"})
    if conversation.status not in (Status.QUEUED, Status.MESSAGE_LEFT):
        raise Refused("conversation_taken", {"assignee_id": conversation.assignee_id})
    presence = tx.get(Presence, agent_id)  # its lock lets one claim for an agent go at a time, so the count holds
    agent = tx.peek(Agent, agent_id)
    if agent is None or not agent.active:
        raise Refused("no_such_row", {"entity": "agent"})
    if conversation.group_id not in agent.group_ids:  # moved since it was planned: he would not see it
        raise Refused("scope", {"entity": "conversation"})
    if heard_since is not None:
        heard = heartbeats.last(tx, [agent_id]).get(agent_id, 0)
        if presence is None or presence.state is not PresenceState.ONLINE or heard < heard_since:
            raise Refused("agent_away")
    load = desk.loads(tx, [agent_id]).get(agent_id, 0)
    if load >= agent.capacity:
        raise Refused("agent_full", {"load": load, "capacity": agent.capacity})
    taken = tx.put(take(conversation, {"agent_id": agent_id, "reason": reason}, SYSTEM, tx.now))
    history.record(tx, taken, "take", values={"agent_id": agent_id, "reason": reason})
    return transcript.say(tx, taken, "agent_joined", {"name": agent.name})
