"""What the server of a branch gets in at headquarters, and out of it: rows of every entity in every scope, by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.domain import access
from app.domain.change import Operation
from app.domain.conversations import ReadMark
from app.domain.entity import Entity
from app.domain.ids import new_id
from app.domain.journal import Conflict, Event
from app.domain.people import Presence, PresenceState
from app.domain.protocol import Pull, Push, Pushed
from app.domain.registry import ENTITIES
from sync_server.service import branches
from sync_server.service.branches import (
    BranchFed,
    BranchFeed,
    BranchHello,
    BranchPage,
    BranchPull,
    BranchPush,
    BranchWelcome,
    FedRow,
)
from tests.helpers.server import RunningServer, epoch_of, running_server
from tests.server.test_every_role import GROUPS, ROLES, SCOPES, made, row_id

FAR = "g:group-far"
ROWS = [(ent, scope) for ent, line in access.TABLE.items() for kind in sorted(line.scopes) for scope in SCOPES[kind]]
OWN = {(ent, FAR) for ent in ENTITIES}
pytestmark = [pytest.mark.slow, pytest.mark.allow_logs("sync_server.service.branches")]


class Server:
    """Somebody with the token of the branch ``branch``, to which the group ``far`` belongs."""

    def __init__(self, office: RunningServer) -> None:
        self.office = office
        self.token = office.runtime.db.write(lambda tx: branches.enrol(tx, "branch"))
        hello = BranchHello(epoch="e", known=epoch_of(office.runtime.db))
        self.fed = self.ask("hello", hello, BranchWelcome).fed
        self.feed([])  # it has begun

    def ask(self, path: str, body: msgspec.Struct, answer: type[Any]) -> Any:
        found = self.office.call("POST", f"/branch/v1/{path}", token=self.token, json=body)
        assert found.status_code == 200, found.text
        return msgspec.json.decode(found.content, type=answer)

    def feed(self, rows: list[FedRow]) -> None:
        """Feed some rows as one change."""
        feed = BranchFeed(
            epoch=epoch_of(self.office.runtime.db), own_epoch="e", after=self.fed, upto=self.fed + 1, rows=tuple(rows)
        )
        self.fed += 1
        assert self.ask("feed", feed, BranchFed).fed == self.fed


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running_server(tmp_path) as office:
        for name, branch in GROUPS.items():
            office.create_groups(name, branch=branch)
        office.create_account("there", branch="branch", groups=("group-far",))
        for role in ROLES:
            office.create_account(role.value, role=role, groups=("group-presale",))
        office.runtime.db.write(lambda tx: [tx.put(made(ent, scope)) for ent, scope in ROWS])
        yield Server(office)


def state(server: Server) -> dict[tuple[str, str], Entity]:
    """Return every row that there is."""

    def read(reader: Any) -> dict[tuple[str, str], Entity]:
        return {(ent, row.id): row for ent, entity in ENTITIES.items() for row in reader.find(entity.cls)}

    return server.office.runtime.db.read(read)


def fed(row: Entity, ent: str) -> FedRow:
    return FedRow(ent=ent, id=row.id, seq=1, image=msgspec.json.encode(row).decode())


def changed(row: Entity) -> Entity:
    """Return a row with another text in some field."""
    for field in msgspec.structs.fields(type(row)):
        if field.type is str and field.name not in ("id", "scope", "group_id") and not field.name.endswith("_id"):
            return msgspec.structs.replace(row, **{field.name: "forged"})
    return msgspec.structs.replace(row, deleted_at=1)


def test_it_changes_and_drops_nothing_that_is_not_its_own(server: Server) -> None:
    before = state(server)
    foreign = [(ent, scope) for ent, scope in ROWS if (ent, scope) not in OWN]
    for ent, scope in foreign:
        row = made(ent, scope)
        server.feed([fed(changed(row), ent), FedRow(ent=ent, id=row.id, seq=1)])
        to_far = msgspec.structs.replace(row, scope=FAR)
        if hasattr(row, "group_id"):
            to_far = msgspec.structs.replace(to_far, group_id="group-far")
        server.feed([fed(to_far, ent)])
    after = state(server)
    assert {key: row for key, row in after.items() if before.get(key) != row} == {}
    assert after.keys() == before.keys()


def test_it_makes_nothing_elsewhere_but_what_may_have_left_it(server: Server) -> None:
    before = state(server)
    for ent, scope in ROWS:
        server.feed([fed(msgspec.structs.replace(made(ent, scope), id=f"new {ent} {scope}"), ent)])
    fresh = [row for key, row in state(server).items() if key not in before]
    found = {(type(row).__name__, row.scope) for row in fresh if row.scope != FAR}
    handed_over = {(name, f"g:group-{group}") for name in ("Conversation", "Ticket") for group in ("presale", "after")}
    of_customers = {("Event", "all"), ("Event", "people")}
    assert found <= handed_over | of_customers
    assert {type(row).__name__ for row in fresh if row.scope == FAR} >= {"Message", "Ticket", "Event", "Survey"}


def test_what_is_its_own_speaks_for_nobody_else(server: Server) -> None:
    """Neither moved under somebody else's talk, nor as the log of headquarters, nor for people who work there."""
    before = state(server)
    message, note = made("message", FAR), made("ticket_note", FAR)
    event = before["event", row_id("event", FAR)]
    assert isinstance(event, Event)
    ours, theirs = "agent-admin", "agent-there"
    told: dict[str, Any] = {"scope": "people", "subject": "customer", "subject_id": "c1", "action": "revealed"}
    lost: dict[str, Any] = {"row_id": row_id("ticket", FAR), "field": "title", "author_id": ours, "scope": f"u:{ours}"}
    refused: list[tuple[str, Entity]] = [
        ("message", msgspec.structs.replace(message, conversation_id=row_id("conversation", "g:group-presale"))),
        ("ticket_note", msgspec.structs.replace(note, ticket_id=row_id("ticket", "g:group-presale"))),
        ("event", msgspec.structs.replace(event, action="never happened")),
        ("event", Event(id="e1", **{**told, "actor_id": ours})),
        ("event", Event(id="e2", **{**told, "subject": "article"})),
        ("event", Event(id="e3", **{**told, "subject": "agent", "subject_id": ours})),
        ("event", Event(id="e4", **{**told, "scope": "g:group-presale", "subject": "conversation",
                                    "subject_id": row_id("conversation", "g:group-presale")})),
        ("event", Event(id="e5", **{**told, "scope": f"u:{ours}"})),
        ("presence", Presence(id="agent-of-hq", scope="all", state=PresenceState.ONLINE)),
        ("presence", Presence(id="agent-expert", scope="all", state=PresenceState.ONLINE)),
        ("read_mark", ReadMark(id="r1", scope=f"u:{ours}", conversation_id="x", agent_id=ours, seq=9)),
        ("event", Event(id="e7", **{**told, "actor_id": ""})),
        ("event", Event(id="e8", **{**told, "actor_id": "nobody"})),
        ("event", Event(id="e9", **{**told, "subject": "agent", "subject_id": "nobody"})),
        ("conflict", Conflict(id="k1", entity="article", **lost)),
        ("conflict", Conflict(id="k3", entity="ticket", **{**lost, "row_id": "no ticket"})),
        ("conflict", Conflict(id="k4", entity="ticket", **{**lost, "row_id": row_id("ticket", "g:group-presale")})),
    ]  # fmt: skip
    for ent, row in refused:
        server.feed([fed(row, ent)])
    after = state(server)
    assert {key: row for key, row in after.items() if before.get(key) != row} == {}
    taken: list[tuple[str, Entity]] = [
        ("event", Event(id="e6", **{**told, "actor_id": theirs})),
        ("event", Event(id="e10", **{**told, "subject": "agent", "subject_id": theirs, "action": "device_left"})),
        ("presence", Presence(id=theirs, scope="all", state=PresenceState.ONLINE)),
        ("read_mark", ReadMark(id="r2", scope=f"u:{theirs}", conversation_id="x", agent_id=theirs, seq=9)),
        ("conflict", Conflict(id="k2", entity="ticket", **lost)),
    ]
    server.feed([fed(row, ent) for ent, row in taken])
    assert {(ent, row.id) for ent, row in taken} <= state(server).keys()


def test_what_it_pushes_is_its_peoples_or_of_customers(server: Server) -> None:
    before = state(server)

    def push(agent_id: str, op: Operation) -> tuple[int, str]:
        request = BranchPush(
            agent_id=agent_id, device_id="d",
            push=Push(client_id=new_id(), epoch=epoch_of(server.office.runtime.db), ops=(op,), wall=1),
        )  # fmt: skip
        found = server.office.call("POST", "/branch/v1/push", token=server.token, json=request)
        if found.status_code != 200:
            return found.status_code, ""
        (result,) = msgspec.json.decode(found.content, type=Pushed).results
        return 200, result.status

    for ent, scope in ROWS:
        for kind, body in (("patch", {"name": "forged"}), ("delete", {}), ("create", {})):
            target = row_id(ent, scope) if kind != "create" else new_id()
            op = Operation(id=new_id(), txn=new_id(), ent=ent, row=target, kind=kind, n=1, wall=1, body=body)  # type: ignore[arg-type]
            for speaker in ("agent-admin", "nobody", ""):
                if (speaker, ent, kind) not in {("", "customer", "patch"), ("", "identity", "patch")}:
                    status, result = push(speaker, op)
                    assert status == 403 or result == "rejected", (speaker, ent, scope, kind)
    after = state(server)
    assert {key: row for key, row in after.items() if before.get(key) != row} == {}


@pytest.mark.parametrize("begins", [False, True])
def test_it_is_sent_nothing_of_other_groups(server: Server, begins: bool) -> None:
    every = dict.fromkeys((scope for scopes in SCOPES.values() for scope in scopes), 1)
    for cursors in ({}, every):
        told = b""
        pull = Pull(client_id="b", epoch=epoch_of(server.office.runtime.db), cursors=cursors, view="")
        for _ in range(50):
            request = BranchPull(pull=pull, begins=begins, letters=0)
            answer = server.office.call("POST", "/branch/v1/pull", token=server.token, json=request)
            told += answer.content
            page = msgspec.json.decode(answer.content, type=BranchPage).page
            pull = msgspec.structs.replace(pull, cursors=page.cursors, passes=page.passes)
            if not page.more:
                break
        foreign = [row_id(ent, scope) for ent, scope in ROWS if scope not in ("all", "people", FAR)]
        assert [name for name in foreign if name.encode() in told] == []
        assert (row_id("ticket", FAR).encode() in told) == begins
