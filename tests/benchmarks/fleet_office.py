"""An office of thousands of desks in a server's database: branches, groups, agents at work, customers who write.

Every agent is signed in at one device and serves two conversations; the desks have had their first synchronisation and
go on from :attr:`Stage.head`. Signing in checks a password slowly on purpose, so the tokens are made as after that.
"""

from pathlib import Path

import msgspec
from sqlalchemy import update

from app.domain import access
from app.domain.conversations import Conversation, Status
from app.domain.customers import Channel, Customer
from app.domain.people import Agent, Branch, Group, Presence, PresenceState, Role
from sync_server.channels import webchat
from sync_server.channels.webchat_forms import SessionRequest
from sync_server.config import Config
from sync_server.server import build, shut
from sync_server.service import accounts
from sync_server.storage import feed, visitors
from sync_server.storage.records import Tx
from sync_server.storage.tables import VISITOR

BRANCHES = 40
TALKS_EACH = 2
FAR_MS = 86_400_000
"""Until when the customers' pages count as open: their polls are not part of the fleet."""


class Talk(msgspec.Struct, frozen=True):
    """A conversation, and the token by which its customer writes."""

    id: str
    visitor: str


class Seat(msgspec.Struct, frozen=True):
    """One desk: who sits there, where his cursors stand, and what he serves."""

    agent_id: str
    token: str
    scopes: tuple[str, ...]
    talks: tuple[Talk, ...]


class Stage(msgspec.Struct, frozen=True):
    """What the desks of a made office begin with."""

    epoch: str
    head: int
    view: str
    seats: tuple[Seat, ...]


def make(config: Config, desks: int, together: int) -> Stage:
    """Fill an empty database; ``together`` desks serve one group, so that a message concerns as many."""
    runtime = build(config)
    try:
        password = accounts.Passwords().hash("not asked for")
        groups = -(-desks // together)
        runtime.db.write(lambda tx: _places(tx, groups))
        seats = runtime.db.write(
            lambda tx: [
                _seat(tx, config, number, f"group-{number // together:04}", password) for number in range(desks)
            ]
        )
        return runtime.db.read(
            lambda reader: Stage(
                epoch=reader.history.epoch,
                head=feed.head(reader),
                view=access.view_of(Role.AGENT.value).name,
                seats=tuple(seats),
            )
        )
    finally:
        shut(runtime)


def _places(tx: Tx, groups: int) -> None:
    for number in range(BRANCHES):
        tx.add(Branch(id=f"branch-{number:02}", scope="all", name=f"网点{number}"))
    for number in range(groups):
        name = f"group-{number:04}"
        tx.add(Group(id=name, scope="all", name=f"组{number}", branch_id=f"branch-{number % BRANCHES:02}", entry=name))


def _seats(tx: Tx, config: Config, desks: int, together: int, password: str) -> list[Seat]:
    return [_seat(tx, config, number, f"group-{number // together:04}", password) for number in range(desks)]


def _seat(tx: Tx, config: Config, number: int, group_id: str, password: str) -> Seat:
    login = f"agent{number:04}"
    agent = Agent(id=login, scope="", login=login, name=f"客服{number}", group_ids=(group_id,), capacity=TALKS_EACH)
    accounts.create(tx, agent, password)
    token = accounts.succeed(tx, config, login, login, "desk").token
    here = tx.get(Presence, login)
    assert here is not None
    tx.put(msgspec.structs.replace(here, state=PresenceState.ONLINE, since=tx.now))
    talks = tuple(_talk(tx, config, number * TALKS_EACH + each, login, group_id) for each in range(TALKS_EACH))
    return Seat(login, token, ("all", "people", f"g:{group_id}", f"u:{login}"), talks)


def _talk(tx: Tx, config: Config, number: int, agent_id: str, group_id: str) -> Talk:
    customer = tx.add(Customer(id=f"customer-{number:05}", scope="people", name=f"顾客{number}", created_at=tx.now))
    talk = tx.add(
        Conversation(
            id=f"talk-{number:05}", scope=f"g:{group_id}", customer_id=customer.id, channel=Channel.WEB,
            group_id=group_id, assignee_id=agent_id, status=Status.ACTIVE, number=number + 1, opened_at=tx.now,
            queued_at=tx.now, assigned_at=tx.now, last_message_at=tx.now,
        )
    )  # fmt: skip
    session = webchat.open_session(tx, config, SessionRequest(group=group_id, name=customer.name))
    visitors.own(tx, session.visitor_id, talk.id)
    known = update(VISITOR).where(VISITOR.c.id == session.visitor_id)
    tx.connection.execute(known.values(customer_id=customer.id, seen_at=tx.now + FAR_MS))
    return Talk(talk.id, session.token)


def stage_file(folder: Path, stage: Stage) -> Path:
    """Write a stage down for another process."""
    path = folder / "stage.json"
    path.write_bytes(msgspec.json.encode(stage))
    return path


def read_stage(path: Path) -> Stage:
    """Return what :func:`stage_file` wrote."""
    return msgspec.json.decode(path.read_bytes(), type=Stage)
