"""Who gets which conversation: a pure function of the queue, the agents and the time.

Who waits at his page comes first; a message that was left is given out when nobody waits who could be served instead.
First form: among the agents of the conversation's group who have room, the one who wrote to this customer last, else
the one who has been idle longest. An agent who speaks the customer's language comes first; who has waited for one
longer than :data:`LANGUAGE_WAIT_MS` is given to whoever is there.
"""

from collections.abc import Iterable, Sequence

import msgspec

LANGUAGE_WAIT_MS = 60_000


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation in the queue. ``since`` is when its customer began to wait (ms); ``left``: he left a message."""

    conversation_id: str
    group_id: str
    since: int
    language: str = "zh-CN"
    priority: int = 0
    previous_agent_id: str = ""
    left: bool = False


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """An agent who may be given work. ``last_given_at`` is when he last was (ms), 0 for never."""

    agent_id: str
    group_ids: frozenset[str]
    languages: frozenset[str]
    capacity: int
    load: int = 0
    last_given_at: int = 0


class Assignment(msgspec.Struct, frozen=True):
    """Give this conversation to this agent. ``reason`` is a code: sticky, longest_idle or other_language."""

    conversation_id: str
    agent_id: str
    reason: str


def assign(waiting: Iterable[Waiting], desks: Sequence[Desk], now: int) -> list[Assignment]:
    """Return what to do now: who is there before messages left, urgent first, then by wait. Nobody gets too much."""
    free = {desk.agent_id: desk for desk in desks}
    made: list[Assignment] = []
    for one in sorted(waiting, key=lambda each: (each.left, -each.priority, each.since, each.conversation_id)):
        chosen = _choose(one, list(free.values()), now)
        if chosen is None:
            continue
        made.append(chosen)
        desk = free[chosen.agent_id]
        free[desk.agent_id] = msgspec.structs.replace(desk, load=desk.load + 1, last_given_at=now)
    return made


def _choose(one: Waiting, desks: Sequence[Desk], now: int) -> Assignment | None:
    group = [desk for desk in desks if one.group_id in desk.group_ids]
    roomy = [desk for desk in group if desk.load < desk.capacity]
    previous = next((desk for desk in roomy if desk.agent_id == one.previous_agent_id), None)
    if previous is not None:
        return Assignment(one.conversation_id, previous.agent_id, "sticky")
    fluent = [desk for desk in roomy if one.language in desk.languages]
    if fluent:
        return Assignment(one.conversation_id, _longest_idle(fluent).agent_id, "longest_idle")
    worth_waiting = any(one.language in desk.languages for desk in group) and now - one.since < LANGUAGE_WAIT_MS
    if roomy and not worth_waiting:
        return Assignment(one.conversation_id, _longest_idle(roomy).agent_id, "other_language")
    return None


def _longest_idle(desks: Sequence[Desk]) -> Desk:
    """The emptiest desk first would punish who works fast: only the time since the last one counts."""
    return min(desks, key=lambda desk: (desk.last_given_at, desk.load, desk.agent_id))
