"""Applies the engine: looks at the queue and the desks, asks the engine, and claims what it says."""

import logging
from collections.abc import Collection

from app.domain.conversations import Status
from app.domain.errors import Refused
from app.domain.people import Agent, Presence, PresenceState
from sync_server.config import Config
from sync_server.routing.claim import claim
from sync_server.routing.engine import Assignment, Desk, Waiting, assign
from sync_server.storage import desk, heartbeats, homes
from sync_server.storage.database import Database
from sync_server.storage.records import Reader

log = logging.getLogger(__name__)


def queue(reader: Reader, group_ids: Collection[str]) -> list[Waiting]:
    """Return the conversations of some groups that wait for somebody, messages left among them."""
    waiting = desk.waiting(reader, homes.minded(reader, group_ids))
    previous = desk.previous_agents(reader, {each.customer_id for each in waiting}) if waiting else {}
    return [
        Waiting(
            conversation_id=each.id,
            group_id=each.group_id,
            since=each.queued_at or each.opened_at,
            language=each.language,
            priority=each.priority,
            previous_agent_id=previous.get(each.customer_id, ""),
            left=each.status is Status.MESSAGE_LEFT,
        )
        for each in waiting
    ]


def desks(reader: Reader, heard_since: int) -> list[Desk]:
    """Return the agents who are online and whose desks were heard of since a time (ms)."""
    online = {row.id for row in reader.find(Presence, state=PresenceState.ONLINE)}
    heard = heartbeats.last(reader, online)
    present = [agent_id for agent_id in online if heard.get(agent_id, 0) >= heard_since]
    loads, given = desk.loads(reader, present), desk.idle_since(reader, present)
    return [desk_of(agent, loads.get(agent.id, 0), given.get(agent.id, 0))
            for agent in reader.get_many(Agent, present).values() if agent.active]  # fmt: skip


def desk_of(agent: Agent, load: int, last_given_at: int) -> Desk:
    """Return an agent as the engine sees him."""
    return Desk(
        agent_id=agent.id,
        group_ids=frozenset(agent.group_ids),
        languages=frozenset(agent.languages),
        capacity=agent.capacity,
        load=load,
        last_given_at=last_given_at,
    )


def plan(reader: Reader, config: Config) -> list[Assignment]:
    """Return what the engine would do now."""
    groups = desk.groups_that_wait(reader)
    if not groups:  # as a rule: every message asks
        return []
    present = desks(reader, reader.now - config.first_missed_beat_ms)
    waiting = queue(reader, groups & frozenset().union(*(each.group_ids for each in present)))
    return assign(waiting, present, reader.now) if waiting else []


def dispatch(db: Database, config: Config) -> int:
    """Give out what can be given; returns how many conversations were. Whoever was faster is no error."""
    given = 0
    for each in db.read(lambda reader: plan(reader, config)):
        try:
            _claim(db, config, each)
        except Refused as refused:
            log.info("Conversation %s was not given to %s: %s.", each.conversation_id, each.agent_id, refused.code)
        else:
            given += 1
    return given


def _claim(db: Database, config: Config, each: Assignment) -> None:
    db.write(
        lambda tx: claim(
            tx, each.conversation_id, each.agent_id, each.reason, heard_since=tx.now - config.first_missed_beat_ms
        )
    )


def next_for(reader: Reader, agent: Agent) -> list[Waiting]:
    """Return what an agent may take himself, best first: who is there, his own customers, then the longest wait."""
    mine = queue(reader, agent.group_ids)
    return sorted(mine, key=lambda each: (each.left, -each.priority, each.previous_agent_id != agent.id, each.since))


def take_next(db: Database, agent: Agent) -> str | None:
    """Give an agent the next conversation at his own wish; returns its id, None when nothing waits.

    Raises Refused("agent_full").
    """
    for each in db.read(lambda reader: next_for(reader, agent)):
        try:
            _take(db, each.conversation_id, agent.id)
        except Refused as refused:
            if refused.code == "agent_full":
                raise
            continue
        return each.conversation_id
    return None


def _take(db: Database, conversation_id: str, agent_id: str) -> None:
    db.write(lambda tx: claim(tx, conversation_id, agent_id, "own_choice", heard_since=None))
