"""What desks ask all day, for many of them at once: what they wait for, the next page, a heartbeat.

A message concerns several desks, which are woken by it together and ask together. They are answered from one snapshot:
who they are, what changed in their scopes and how the rows look is looked up once for all of them, by a number of
queries that does not depend on theirs. What each is answered is decided by the functions that answer one alone
(:mod:`sync_server.service.pages`, :mod:`sync_server.service.presence`), which find what was looked up.
"""

import itertools
import time
from collections.abc import Iterable, Sequence

import msgspec

from app.domain.errors import AppError
from app.domain.people import Agent
from app.domain.protocol import Beat, Heartbeat, Page, Pull
from sync_server.config import Config
from sync_server.service import accounts, pages, presence
from sync_server.service.accounts import Caller
from sync_server.service.hub import Hub, conversation_topic
from sync_server.service.typing import Typing
from sync_server.storage import credentials, feed
from sync_server.storage.database import Database
from sync_server.storage.devices import NOBODY, Visit
from sync_server.storage.records import Reader, Tx, cannot_now

FAR = 2_000
"""A device that lacks more changes than this is not answered together with others: they would wait for its page."""


class Asked(msgspec.Struct, frozen=True):
    """A pull, or without one the question where a desk that begins to wait stands."""

    token: str
    pull: Pull | None = None
    visit: Visit = NOBODY


class Standing(msgspec.Struct, frozen=True):
    """Who waits, for which scopes, and the newest change in them."""

    caller: Caller
    scopes: frozenset[str]
    newest: int
    epoch: str
    beat: Beat | None = None
    """What a heartbeat would be answered, for one that came with a poll."""


class Alone(msgspec.Struct, frozen=True):
    """The answer to a pull that is to be answered by itself: much has to be brought."""

    caller: Caller


class Lately:
    """Which desks have said by a poll that they are there, and when: who polls again at once, woken by a message, need
    not be written down again. Used in the event loop only.
    """

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._said: dict[str, tuple[float, Heartbeat]] = {}

    def note(self, token_hash: str, said: Heartbeat) -> None:
        """Remember a desk that was written down just now."""
        now = time.monotonic()
        for old in [each for each, (at, _) in itertools.islice(self._said.items(), 2) if at <= now - self._every_s]:
            del self._said[old]  # the eldest stand first
        self._said.pop(token_hash, None)
        self._said[token_hash] = (now, said)

    def left(self, token_hash: str, said: Heartbeat) -> float:
        """Return in how many seconds a desk has to be written down again; 0 for one that says something else now."""
        at, before = self._said.get(token_hash, (0.0, None))
        return max(0.0, at + self._every_s - time.monotonic()) if said == before else 0.0


Answer = Page | Standing | Alone
Used = dict[str, tuple[Caller, Visit]]
"""Whose sign-ins are to be noted as used, by their tokens' hashes."""


class Beating(msgspec.Struct, frozen=True):
    """A heartbeat; ``waits`` is one that came with a poll."""

    token: str
    said: Heartbeat
    visit: Visit = NOBODY
    waits: bool = False


def answer(db: Database, config: Config, asked: Sequence[Asked]) -> list[Answer | Exception]:
    """Answer pulls and beginning waits, each by itself right or wrong. Raises DatabaseBusy."""
    heard: dict[str, int] = {}
    used: Used = {}

    def look(reader: Reader) -> list[Answer | Exception]:
        heard.clear()
        used.clear()
        _bring(reader, asked)
        return [_one(reader, each, heard, used) for each in asked]

    found = db.read(look)
    pages.note(db, heard)
    _prolong(db, config, used)
    return found


def _prolong(db: Database, config: Config, used: Used) -> None:
    def prolong(tx: Tx) -> None:
        for token_hash in sorted(used):
            accounts.prolong(tx, config, *used[token_hash])

    if used:
        db.write(prolong)


def _bring(reader: Reader, asked: Sequence[Asked]) -> None:
    """Look up for all what each needs."""
    agents = accounts.bring_callers(reader, {each.token for each in asked})
    scopes = {agent.id: accounts.scopes_of(reader, agent) for agent in agents}
    waiting: set[str] = set()
    cursors: dict[str, int] = {}
    devices: set[str] = set()
    for each in asked:
        try:
            caller, _ = accounts.caller_of(reader, each.token, each.visit)
        except AppError:
            continue
        mine = scopes.get(caller.agent_id, frozenset())
        if each.pull is None:
            waiting |= mine
        elif not _begins(each.pull, mine, feed.head(reader)):
            devices.add(caller.device_id)
            for scope in mine:
                cursors[scope] = min(cursors.get(scope, each.pull.cursors[scope]), each.pull.cursors[scope])
    if waiting:
        feed.bring_newest(reader, waiting)
    if cursors:
        credentials.bring_told(reader, devices, [agent.id for agent in agents])
        feed.bring(reader, cursors)


def _begins(pull: Pull, scopes: Iterable[str], head: int) -> bool:
    """Say whether a device has much to be brought: it begins with a scope, or was away for long."""
    cursors = [pull.cursors.get(scope, 0) for scope in scopes]
    return bool(pull.passes) or min(cursors, default=0) <= max(0, head - FAR)


def _one(reader: Reader, asked: Asked, heard: dict[str, int], used: Used) -> Answer | Exception:
    try:
        caller, note = accounts.caller_of(reader, asked.token, asked.visit)
        if note:
            used[caller.token_hash] = (caller, asked.visit)
        agent = accounts.signed_in(reader, caller)
        if asked.pull is None:
            return _standing(reader, caller, agent)
        if _begins(asked.pull, accounts.scopes_of(reader, agent), feed.head(reader)):
            return Alone(caller)
        page = pages.pull(reader, caller, asked.pull)
        seq = pages.newly_heard(reader, caller, asked.pull, page)
        if seq:
            heard[caller.device_id] = max(seq, heard.get(caller.device_id, 0))
        return page
    except Exception as error:
        if cannot_now(error):  # nobody can be answered
            raise
        return error


def beat(
    db: Database, config: Config, typing: Typing, hub: Hub, beating: Sequence[Beating]
) -> list[Beat | Standing | Exception]:
    """Note heartbeats, each by itself right or wrong, and answer them; those of polls by where their desks stand.

    Raises DatabaseBusy.
    """
    used: Used = {}

    def look(reader: Reader) -> list[tuple[Caller, Agent, Standing | None] | Exception]:
        used.clear()
        agents = accounts.bring_callers(reader, {each.token for each in beating})
        if any(each.waits for each in beating):
            feed.bring_newest(reader, set().union(*(accounts.scopes_of(reader, agent) for agent in agents)))
        return [_who(reader, each, used) for each in beating]

    callers = db.read(look)
    _prolong(db, config, used)
    here = [(who[0], each.said) for who, each in zip(callers, beating, strict=True) if not isinstance(who, Exception)]
    heard = [(caller.agent_id, caller.device_id, said) for caller, said in here]
    present = iter(db.write(lambda tx: presence.beats(tx, heard)) if heard else ())
    for agent_id, _, said in heard:
        hub.wake({conversation_topic(each) for each in typing.agent(agent_id, said.typing_in)})

    def answers(reader: Reader) -> list[Beat | Standing | Exception]:
        found: list[Beat | Standing | Exception] = []
        for who in callers:
            if isinstance(who, Exception):
                found.append(who)
                continue
            _, agent, standing = who
            told = presence.answer(reader, agent, next(present), typing)
            found.append(told if standing is None else msgspec.structs.replace(standing, beat=told))
        return found

    return db.read(answers)


def _who(reader: Reader, each: Beating, used: Used) -> tuple[Caller, Agent, Standing | None] | Exception:
    try:
        caller, note = accounts.caller_of(reader, each.token, each.visit)
        if note:
            used[caller.token_hash] = (caller, each.visit)
        presence.check(each.said)
        agent = accounts.signed_in(reader, caller)
        return caller, agent, _standing(reader, caller, agent) if each.waits else None
    except AppError as error:
        return error


def _standing(reader: Reader, caller: Caller, agent: Agent) -> Standing:
    scopes = accounts.scopes_of(reader, agent)
    return Standing(caller, scopes, feed.newest(reader, scopes), reader.history.epoch)
