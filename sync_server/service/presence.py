"""Who is there: desks say so every 5 s, and lose their conversations when they do not.

It comes with each poll (:mod:`sync_server.http.sync`), and by itself when no poll is held or something changed. A poll
counts when it begins, and is held for no more than these 5 s: a computer that sleeps or lost its line closes no
connection, and behind a proxy the server would see none of it.

A desk that missed one beat is offered nothing more; after ``lease_ms`` it is lost: what nobody has answered yet goes
back to the queue with the wait it had, what was answered follows ``answered_grace_ms`` later if its customer waits.

An agent has one presence, at however many desks he sits: what he last chose by hand at any of them. The beats of the
others only prolong the lease, and their answers tell them what is in force.
"""

from collections.abc import Sequence

import msgspec

from app.domain.conversations import Conversation, Status, enqueue
from app.domain.entity import SYSTEM
from app.domain.errors import AppError
from app.domain.people import Agent, Presence, PresenceState
from app.domain.protocol import Beat, Heartbeat
from sync_server.config import Config
from sync_server.service import accounts
from sync_server.service.typing import Typing
from sync_server.storage import desk, heartbeats, history, homes, transcript
from sync_server.storage.records import Reader, Tx

FROZEN_MS = 5_000
"""Rounds follow each other every second. Later, and this server was frozen, or its clock was set."""
LOST = "lost"
"""Why an agent is offline whose desks fell silent: the next beat brings him back."""


class Attention:
    """Since when this server has been listening without a gap (ms).

    Nobody could be heard before it began, nor while the machine slept: whoever is judged by his silence gets a whole
    period anew.
    """

    def __init__(self, now: int) -> None:
        self.since = self._looked = now

    def look(self, now: int) -> int:
        """Look around, every second or so; return since when."""
        if not 0 <= now - self._looked <= FROZEN_MS:
            self.since = now
        self._looked = now
        return self.since


def beat(tx: Tx, agent: Agent, request: Heartbeat, device_id: str = "") -> Presence:
    """Note a heartbeat from one of an agent's desks; returns what is in force.

    Raises AppError("bad_field") for a state that there is not.
    """
    check(request)
    return beats(tx, [(agent.id, device_id, request)])[0]


def check(request: Heartbeat) -> None:
    """Raise AppError("bad_field") for a state that there is not."""
    if request.state not in PresenceState.__members__.values():
        raise AppError("bad_field", {"field": "state", "why": request.state})


def beats(tx: Tx, heard: Sequence[tuple[str, str, Heartbeat]]) -> list[Presence]:
    """Note checked heartbeats (agent, device, what it says) in their order; returns what is in force after each."""
    agents = {agent_id for agent_id, _, _ in heard}
    tx.get_many(Presence, agents)
    at = heartbeats.desks(tx, agents)
    there: dict[str, str] = {}
    found = []
    for agent_id, device_id, request in heard:
        wanted, reason = PresenceState(request.state), request.reason[:200]
        present = tx.get(Presence, agent_id)
        if present is not None and not _decides(present, request, at.get(agent_id) == device_id):
            wanted, reason = present.state, present.reason
        at[agent_id] = device_id
        if wanted is PresenceState.OFFLINE:
            there.pop(agent_id, None)
            heartbeats.beat(tx, agent_id, device_id, there=False)
        else:
            there[agent_id] = device_id
        found.append(_set(tx, agent_id, wanted, reason))
    heartbeats.beat_all(tx, there)
    return found


def _decides(present: Presence, request: Heartbeat, same_desk: bool) -> bool:
    """Say whether a heartbeat changes the presence: two desks of one agent would make it flip with every beat.

    ``same_desk``: nobody else was heard since, so that a start is one after a break and not a second desk.
    """
    if present.state is PresenceState.OFFLINE:
        return request.cause != "beat" or present.reason == LOST
    return request.cause == "choice" or (request.cause == "start" and same_desk)


def _set(tx: Tx, agent_id: str, state: PresenceState, reason: str) -> Presence:
    row = tx.get(Presence, agent_id) or Presence(id=agent_id, scope="all")
    if row.rev and row.state is state and row.reason == reason:
        return row
    since = row.since if row.rev and row.state is state else tx.now
    return tx.put(msgspec.structs.replace(row, state=state, since=since, reason=reason))


def answer(reader: Reader, agent: Agent, present: Presence, typing: Typing) -> Beat:
    """Return what a desk is told at each beat; ``present`` is what is in force."""
    queued = desk.queued(reader)
    writing = typing.customers_typing()
    mine = reader.get_many(Conversation, writing) if writing else {}
    scopes = accounts.scopes_of(reader, agent) if mine else frozenset()
    return Beat(
        state=present.state.value,
        reason=present.reason,
        now=reader.now,
        typing={
            each.id: "customer" for each in mine.values() if each.scope in scopes and each.assignee_id in (agent.id, "")
        },
        queued=sum(queued.get(group_id, 0) for group_id in agent.group_ids),
    )


def sweep(tx: Tx, config: Config, up_since: int) -> int:
    """Take offline who was not heard of, and give their conversations back; returns how many came back.

    ``up_since`` is since when this server listens (ms), see :class:`Attention`.
    """
    silent = _silent(tx, tx.now - config.lease_ms, up_since)
    returned = 0
    for agent_id in silent:
        _set(tx, agent_id, PresenceState.OFFLINE, LOST)
        heartbeats.lose(tx, agent_id)
    for agent_id in heartbeats.lost(tx, tx.now):
        for row in tx.find(Conversation, status=Status.ACTIVE, assignee_id=agent_id):
            returned += _give_back(tx, row, config, agent_id)
    return returned


def needs_sweep(reader: Reader, config: Config, up_since: int) -> bool:
    """Say whether :func:`sweep` has something to do: a look that takes no lock."""
    if _silent(reader, reader.now - config.lease_ms, up_since):
        return True
    gone = heartbeats.lost(reader, reader.now)
    return bool(gone) and reader.count(Conversation, status=Status.ACTIVE, assignee_id=gone) > 0


def _silent(reader: Reader, heard_before: int, up_since: int) -> list[str]:
    if up_since > heard_before:
        return []
    silent = heartbeats.silent(reader, heard_before)
    if silent and not homes.alone(reader):
        agents = reader.find(Agent, id=silent)
        silent = [agent.id for agent in agents if homes.minds(reader, agent.branch_id)]
    return silent


def _give_back(tx: Tx, row: Conversation, config: Config, agent_id: str) -> int:
    locked = tx.get(Conversation, row.id)
    if locked is None or locked.status is not Status.ACTIVE or locked.assignee_id != agent_id:
        return 0
    since: int | None = locked.queued_at or locked.opened_at
    if desk.answered(tx, locked):
        patient = agent_id not in heartbeats.lost(tx, tx.now - config.answered_grace_ms)
        if patient or locked.waiting_since is None:
            return 0
        since = locked.waiting_since
    back = msgspec.structs.replace(enqueue(locked, {}, SYSTEM, tx.now), queued_at=since, routing_reason="agent_lost")
    back = tx.put(back)
    history.record(tx, back, "returned", values={"agent_id": agent_id})
    transcript.say(tx, back, "queued")
    return 1


def someone_online(reader: Reader, group_id: str, heard_since: int | None) -> bool:
    """Say whether anybody of a group is at his desk: customers may expect an answer.

    None for a group of another server, which hears its desks and says who is there.
    """
    there = [row.id for row in reader.find(Presence, state=(PresenceState.ONLINE, PresenceState.BUSY))]
    heard = heartbeats.last(reader, there) if heard_since is not None else {}
    present = [each for each in there if heard_since is None or heard.get(each, 0) >= heard_since]
    return any(group_id in agent.group_ids for agent in reader.get_many(Agent, present).values())
