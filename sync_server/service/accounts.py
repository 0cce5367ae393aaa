"""Who may sign in, who is signed in, and what he may see."""

import functools
import hashlib
import secrets
import threading
from collections.abc import Collection

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain import access
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.people import Agent, Group, Presence, PresenceState
from sync_server.config import Config
from sync_server.storage import credentials, devices, heartbeats, history
from sync_server.storage.devices import NOBODY, Visit
from sync_server.storage.records import Reader, Tx

DAY_MS = 86_400_000
PROLONG_MS = 3_600_000
"""How often the use of a token is noted: not at every request."""
SHORTEST_PASSWORD = 8
AT_ONCE = 4
"""Passwords checked at the same time: each takes 64 MiB, and anybody may ask."""
LANES = 64


class Caller(msgspec.Struct, frozen=True):
    """Somebody with a valid token: an agent on one of his devices."""

    agent_id: str
    device_id: str
    token_hash: str = ""


class Entry(msgspec.Struct, frozen=True):
    """A fresh sign-in. The token is told once and kept as a hash only."""

    token: str
    agent_id: str


class Attempt(msgspec.Struct, frozen=True):
    """What a sign-in needs from the database before its slow part."""

    account_id: str
    password: str


def actor_of(agent: Agent) -> Actor:
    """Return the agent as the domain's rules see him."""
    return Actor(id=agent.id, role=agent.role.value)


def scopes_of(reader: Reader, agent: Agent) -> frozenset[str]:
    """Return an agent's scopes as of this transaction's snapshot."""
    if access.sees_other_groups(agent):
        groups = reader.once(("groups",), lambda: reader.find(Group))
    else:
        groups = reader.once(("groups", agent.group_ids), lambda: reader.find(Group, id=agent.group_ids))
    return access.scopes_of(agent, (group for group in groups if group.deleted_at is None))


def signed_in(reader: Reader, caller: Caller) -> Agent:
    """Return the caller's row as of this transaction. Raises AppError("forbidden") for somebody who left."""
    agent = reader.once(("agent", caller.agent_id), lambda: reader.peek(Agent, caller.agent_id))
    if agent is None or not agent.active or agent.deleted_at is not None:
        raise AppError("forbidden", {"why": "inactive"})
    return agent


def demand(agent: Agent, permission: str) -> None:
    """Raise AppError("forbidden") unless the agent's role carries a permission."""
    if not access.allowed(agent.role.value, permission):
        raise AppError("forbidden", {"permission": permission})


def hash_token(token: str) -> str:
    """Return what is stored of a token. It is random, so a fast hash suffices."""
    return hashlib.sha256(token.encode()).hexdigest()


class Passwords:
    """Argon2id, with a hash to waste time on when the login does not exist."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._lanes = tuple(threading.Lock() for _ in range(LANES))

    @functools.cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_hex(16))

    def hash(self, password: str) -> str:
        """Return the hash to store. Raises AppError("password_short")."""
        if len(password) < SHORTEST_PASSWORD:
            raise AppError("password_short", {"shortest": SHORTEST_PASSWORD})
        return self._hasher.hash(password)

    def lane(self, login: str) -> threading.Lock:
        """Return what is to be held from :func:`begin` to :func:`fail`: guesses that come together count one by one."""
        return self._lanes[hash(login) % LANES]

    def right(self, hashed: str | None, password: str) -> bool:
        """Say whether a password is right; takes as long for a login that does not exist."""
        nobody = self._nobody  # made at the first sign-in, whoever it is
        try:
            with self._turns:
                self._hasher.verify(hashed or nobody, password)
            return hashed is not None
        except (VerificationError, InvalidHashError):
            return False


def begin(reader: Reader, config: Config, login: str, address: str) -> Attempt | None:
    """Look an account up. Raises AppError("rate_limited") after too many failures of the login or the address."""
    since = reader.now - config.failure_window_ms
    failed = credentials.failures(reader, login, since)
    if len(failed) >= config.failures_allowed or (
        credentials.failures_from(reader, address, since) >= 4 * config.failures_allowed
    ):
        oldest = failed[0] if failed else reader.now
        wait_ms = max(1000, oldest + config.failure_window_ms - reader.now)
        raise AppError("rate_limited", {"retry_after_s": -(-wait_ms // 1000)})
    account = credentials.account(reader, login)
    return Attempt(account.id, account.password) if account and not account.disabled else None


def fail(tx: Tx, login: str, address: str) -> None:
    """Count a failed sign-in."""
    credentials.note_failure(tx, login, address)


def refuse_wiped(reader: Reader, visit: Visit) -> None:
    """Raise AppError("device_wiped") for a device that is to delete what it holds, whoever sits there."""
    if devices.ordered(reader, visit.key) is not None:
        raise AppError("device_wiped")


def succeed(tx: Tx, config: Config, account_id: str, login: str, device: str, visit: Visit = NOBODY) -> Entry:
    """Begin a sign-in of an account whose password was right. Raises AppError("forbidden") for one who left."""
    refuse_wiped(tx, visit)
    agent = signed_in(tx, Caller(account_id, ""))
    credentials.forget_failures(tx, login)
    token = secrets.token_urlsafe(32)
    device_id = devices.register(tx, account_id, device, visit)
    credentials.add_token(tx, hash_token(token), account_id, device_id, tx.now + config.token_days * DAY_MS)
    return Entry(token, agent.id)


def caller_of(reader: Reader, token: str, visit: Visit = NOBODY) -> tuple[Caller, bool]:
    """Return who a token is, and whether its use should be noted. Raises AppError: "token_expired", "device_wiped"."""
    hashed = hash_token(token)
    found = reader.once(("token", hashed), lambda: credentials.token(reader, hashed)) if token else None
    if found is None or found.expires_at <= reader.now:
        refuse_wiped(reader, visit)
        raise AppError("token_expired")
    return Caller(found.account_id, found.device_id, found.hash), reader.now - found.used_at > PROLONG_MS


def bring_callers(reader: Reader, tokens: Collection[str]) -> list[Agent]:
    """Look up for many tokens at once what :func:`caller_of`, :func:`signed_in` and :func:`scopes_of` ask for; returns
    the agents.
    """
    hashes = {hash_token(token) for token in tokens}
    found = credentials.tokens(reader, hashes)
    ids = {each.account_id for each in found.values()}
    agents = reader.get_many(Agent, ids)
    groups = reader.get_many(Group, {group_id for agent in agents.values() for group_id in agent.group_ids})
    reader.know({("token", each): found.get(each) for each in hashes})
    reader.know({("agent", each): agents.get(each) for each in ids})
    reader.know(
        {
            ("groups", agent.group_ids): [groups[each] for each in agent.group_ids if each in groups]
            for agent in agents.values()
        }
    )
    return list(agents.values())


def prolong(tx: Tx, config: Config, caller: Caller, visit: Visit = NOBODY) -> None:
    """A token lives for ``token_days`` after its last use; its device was heard of."""
    devices.see(tx, caller.device_id, visit)
    credentials.prolong(tx, caller.token_hash, tx.now + config.token_days * DAY_MS)


def sign_out(tx: Tx, caller: Caller) -> None:
    """End a sign-in; the device stays known."""
    credentials.drop_token(tx, caller.token_hash)


def create(tx: Tx, agent: Agent, password_hash: str) -> Agent:
    """Create an account with its agent and presence. Raises AppError("login_taken")."""
    login = agent.login.lower()
    account_id = agent.id or new_id()
    credentials.add_account(tx, account_id, login, password_hash)
    made = tx.put(msgspec.structs.replace(agent, id=account_id, login=login, scope=access.ALL))
    tx.put(Presence(id=account_id, scope=access.ALL, state=PresenceState.OFFLINE, since=tx.now))
    return made


def set_password(tx: Tx, login: str, password_hash: str) -> None:
    """Give an account another password; whoever is signed in must sign in again. Raises AppError("no_such_account")."""
    credentials.set_password(tx, owner(tx, login), password_hash)
    credentials.forget_failures(tx, login)


def change_password(tx: Tx, who: Caller, login: str, password_hash: str) -> None:
    """An agent gives himself another password: his other devices must sign in again, this one goes on."""
    agent = signed_in(tx, who)
    credentials.set_password(tx, agent.id, password_hash, keep=who.token_hash)
    credentials.forget_failures(tx, login)
    history.record(tx, agent, "password_changed", actor_id=agent.id, device_id=who.device_id)


def disable(tx: Tx, login: str) -> None:
    """End an agent's access at once and give back what nobody answered. Raises AppError("no_such_account").

    His row stays, for what he wrote; his devices keep what they hold until they ask the server next.
    """
    account_id = owner(tx, login)
    credentials.disable(tx, account_id)
    agent, presence = tx.get(Agent, account_id), tx.get(Presence, account_id)
    if agent is not None:
        tx.put(msgspec.structs.replace(agent, active=False))
    if presence is not None and presence.state is not PresenceState.OFFLINE:
        tx.put(msgspec.structs.replace(presence, state=PresenceState.OFFLINE, since=tx.now, reason="left"))
    heartbeats.beat(tx, account_id)  # a desk that was never heard of can be lost too
    heartbeats.lose(tx, account_id)


def enable(tx: Tx, login: str) -> None:
    """Let an agent sign in again. Raises AppError("no_such_account")."""
    account_id = owner(tx, login)
    credentials.enable(tx, account_id)
    agent = tx.get(Agent, account_id)
    if agent is not None:
        tx.put(msgspec.structs.replace(agent, active=True))


def owner(reader: Reader, login: str) -> str:
    """Return the id of an account. Raises AppError("no_such_account")."""
    found = credentials.account(reader, login)
    if found is None:
        raise AppError("no_such_account", {"login": login})
    return found.id
