"""Every role at every endpoint, for rows of every entity in every scope: what leaves the server, byte by byte.

The office holds one row of each entity in each scope where such rows live, named after both, and private numbers
wherever one can stand. What may come out is taken from the table of permissions, not from the code that enforces it.
"""

import enum
import hashlib
import re
import shutil
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
import zstandard

from app.domain import access
from app.domain.branches import BranchEnd
from app.domain.change import Operation, field_types
from app.domain.conversations import Author
from app.domain.customers import Channel
from app.domain.entity import Entity
from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.people import Agent, Role
from app.domain.protocol import (
    Compare,
    Compared,
    Heartbeat,
    Hello,
    Moved,
    Page,
    Pass,
    Pull,
    Push,
    Pushed,
    Reveal,
    Row,
    Wait,
)
from app.domain.registry import ENTITIES
from sync_server.service import devices
from sync_server.storage.file_folder import FileFolder
from tests.helpers.server import RunningServer, epoch_of, running_server
from tests.helpers.visitor import Visitor

GROUPS = {"presale": "hq", "after": "hq", "far": "branch"}
NUMBERS = {
    name: f"139{index:04}{7000 + index}" for index, name in enumerate(("phone", "id", "log", "left", "call", "lost"))
}
ROLES = tuple(Role)
pytestmark = pytest.mark.slow


def me(role: Role) -> str:
    return f"agent-{role.value}"


def scopes_of(role: Role) -> set[str]:
    """Return the scopes of somebody of the headquarters who is in the group ``presale``, written out once more."""
    mine = {"all", "people", f"u:{me(role)}", "g:group-presale"}
    if role is Role.BRANCH_LEAD:
        mine |= {"g:group-after"}
    if role in (Role.SUPERVISOR, Role.ADMIN):
        mine |= {"g:group-after", "g:group-far", f"g:{row_id('group', 'all')}"}
    return mine


SCOPES = {
    "all": ["all"],
    "people": ["people"],
    "group": [f"g:group-{name}" for name in GROUPS],
    "own": [*(f"u:{me(role)}" for role in ROLES), "u:somebody"],
}


def row_id(ent: str, scope: str) -> str:
    """Return the id of the row of an entity in a scope: nothing else has these letters in it."""
    return f"<{ent}@{scope}>"


def file_of(ent: str, scope: str) -> bytes:
    return f"the file of {ent} in {scope}".encode()


def made(ent: str, scope: str) -> Entity:
    """Return a row with something in every field that must be there, and what is private in it."""
    cls = ENTITIES[ent].cls
    fields: dict[str, Any] = {"id": row_id(ent, scope), "scope": scope}
    for field in msgspec.structs.fields(cls):
        if field.required and field.name not in fields:
            kind = field_types(cls)[field.name]
            is_enum = isinstance(kind, type) and issubclass(kind, enum.Enum)
            fields[field.name] = next(iter(kind)) if is_enum else 1 if kind is int else f"{field.name} of {ent}"
    data = file_of(ent, scope)
    ref = FileRef(hashlib.sha256(data).hexdigest(), "a.txt", len(data), "text/plain")
    private: dict[str, dict[str, Any]] = {
        "customer": {"phone": NUMBERS["phone"], "id_number": NUMBERS["id"]},
        "identity": {"channel": Channel.PHONE, "external_id": NUMBERS["call"]},
        "event": {"subject": "customer", "values": {"phone": NUMBERS["log"]}},
        "message": {
            "author": Author.CUSTOMER, "text": f"Call {NUMBERS['left']}", "values": {"contact": NUMBERS["left"]},
        },
        "conflict": {
            "entity": "customer", "field": "phone", "base": f'"{NUMBERS["lost"]}"', "kept": f'"{NUMBERS["lost"]}"',
            "lost": f'"{NUMBERS["lost"]}"', "author_id": "somebody",
        },
    }  # fmt: skip
    fields |= private.get(ent, {})
    if "attachments" in cls.__struct_fields__:
        fields["attachments"] = (ref,)
    if ent in ("conversation", "ticket") and scope.startswith("g:"):
        fields["group_id"] = scope[2:]
    if ENTITIES[ent].parent is not None:
        field_name, parent = typing.cast(tuple[str, str], ENTITIES[ent].parent)
        fields[field_name] = row_id(parent, scope)
    return cls(**fields)


def everything() -> Iterator[tuple[str, str]]:
    """Yield each entity with each scope where rows of it live."""
    for ent, line in access.TABLE.items():
        for kind in sorted(line.scopes):
            for scope in SCOPES[kind]:
                yield ent, scope


ROWS = list(everything())


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data of the whole office."""
    folder = tmp_path_factory.mktemp("office")
    with running_server(folder) as server:
        for name, branch in GROUPS.items():
            server.create_groups(name, branch=branch)
        for role in ROLES:
            server.create_account(role.value, role=role, groups=("group-presale",))
        rows = [made(ent, scope) for ent, scope in ROWS]
        server.runtime.db.write(lambda tx: [tx.put(row) for row in rows])
        for ent, scope in ROWS:
            if "attachments" in ENTITIES[ent].cls.__struct_fields__:
                data = file_of(ent, scope)
                path = FileFolder(server.runtime.config.blobs).path(hashlib.sha256(data).hexdigest())
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    return folder


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Iterator[RunningServer]:
    shutil.copytree(prepared, tmp_path / "copy")
    with running_server(tmp_path / "copy") as server:
        yield server


class Caller:
    """Somebody of a role, who keeps every byte that he is answered."""

    def __init__(self, server: RunningServer, role: Role, encoding: str) -> None:
        self.server, self.role, self.encoding = server, role, encoding
        self.token = server.token(role.value)
        self.epoch = epoch_of(server.runtime.db)
        self.client_id = new_id()
        self.heard: list[bytes] = []

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Encoding": self.encoding}
        data = None if body is None else msgspec.json.encode(body)
        url = f"{self.server.url}{path}"
        with requests.request(method, url, data=data, headers=headers, timeout=30, stream=True) as answer:
            raw = answer.raw.read(decode_content=False)
            packed = answer.headers.get("Content-Encoding", "")
        assert packed in ("", self.encoding)
        whole = zstandard.ZstdDecompressor().stream_reader(raw).read() if packed == "zstd" else raw
        told = [whole, repr(sorted(answer.headers.items())).encode()]
        self.heard += told
        return answer.status_code, whole

    def pull(self, limit: int, **more: Any) -> Iterator[Page]:
        request = Pull(client_id=self.client_id, epoch=self.epoch, **{"cursors": {}, "limit": limit, **more})
        for _ in range(500):
            status, body = self.ask("POST", "/sync/v1/pull", request)
            assert status == 200, body
            page = msgspec.json.decode(body, type=Page)
            yield page
            if not page.more:
                return
            request = msgspec.structs.replace(request, cursors=page.cursors, passes=page.passes, view=page.view)
        raise AssertionError("a pull that does not end")


def allowed(role: Role) -> set[str]:
    """Return the ids of the rows that may come out to a role, by the table."""
    seen = scopes_of(role)
    return {
        row_id(ent, scope)
        for ent, scope in ROWS
        if scope in seen and access.allowed(role.value, access.TABLE[ent].read)
    }


def check(who: Caller) -> None:
    """Nothing foreign and nothing private is in any byte that was answered."""
    told = b"\n".join(who.heard)
    foreign = {row_id(ent, scope) for ent, scope in ROWS} - allowed(who.role)
    assert {name for name in foreign if name.encode() in told} == set()
    if not access.allowed(who.role.value, "customer.private"):
        assert {name for name, number in NUMBERS.items() if number.encode() in told} == set()
    who.heard.clear()


def test_the_table_knows_every_entity_and_intent() -> None:
    assert set(access.TABLE) == set(ENTITIES)
    for name, line in access.TABLE.items():
        assert (line.create != access.NOBODY) == ENTITIES[name].client_creates
        assert set(line.intents) <= set(ENTITIES[name].intents)
    named = {permission for permissions in access.PERMISSIONS.values() for permission in permissions}
    for line in access.TABLE.values():
        needed = {line.read, line.create, line.change, line.delete, *line.intents.values(), *line.private.values()}
        assert needed <= {*named, access.NOBODY, access.ANYONE}


@pytest.mark.parametrize("encoding", ["identity", "zstd"])
@pytest.mark.parametrize("role", ROLES)
def test_a_pull_brings_what_the_table_says_and_nothing_else(office: RunningServer, role: Role, encoding: str) -> None:
    who = Caller(office, role, encoding)
    for limit in (1000, 7):
        found = {row.id for page in who.pull(limit) for row in page.rows if row.id.startswith("<")}
        assert found == allowed(role)
    every = {scope for scopes in SCOPES.values() for scope in scopes}
    for more in ({"cursors": dict.fromkeys(every, 1)}, {"passes": dict.fromkeys(every, Pass(head=5, entity=3, seq=4))}):
        for page in who.pull(1000, **more):
            assert set(page.scopes) == scopes_of(role)
            assert {row.scope for row in page.rows} <= scopes_of(role)
    told = b"\n".join(who.heard)
    if access.allowed(role.value, "customer.private"):
        assert {name for name, number in NUMBERS.items() if number.encode() not in told} <= {"lost"}
    check(who)


@pytest.mark.allow_logs("sync_server")
@pytest.mark.parametrize("role", ROLES)
def test_a_comparison_brings_what_a_pull_brings(office: RunningServer, role: Role) -> None:
    who = Caller(office, role, "zstd")
    page = list(who.pull(1000))[-1]
    whole = Compare(epoch=who.epoch, cursors=page.cursors, view=page.view or "", ent="", fingerprint="none")
    found: list[Row] = []
    for ent in ENTITIES:
        status, body = who.ask("POST", "/sync/v1/compare", msgspec.structs.replace(whole, ent=ent))
        assert status == 200, body
        found += msgspec.json.decode(body, type=Compared).rows
    assert {row.id for row in found if row.id.startswith("<")} == allowed(role)
    every = {scope for scopes in SCOPES.values() for scope in scopes}
    customers = msgspec.structs.replace(whole, ent="customer")
    for wrong in (
        msgspec.structs.replace(customers, cursors=dict.fromkeys(every, 1)),
        msgspec.structs.replace(customers, cursors={}),
        msgspec.structs.replace(customers, view="another"),
    ):
        _, body = who.ask("POST", "/sync/v1/compare", wrong)
        assert msgspec.json.decode(body, type=Compared) == Compared(epoch=who.epoch, state="moved")
    check(who)


@pytest.mark.parametrize("role", ROLES)
def test_what_comes_with_a_poll_is_what_a_pull_brings(office: RunningServer, role: Role) -> None:
    who = Caller(office, role, "zstd")
    page = list(who.pull(1000))[-1]
    every = {scope for scopes in SCOPES.values() for scope in scopes}
    pull = Pull(client_id=who.client_id, epoch=who.epoch, cursors=dict.fromkeys(every, 1) | {
        scope: max(1, cursor - 1_000) for scope, cursor in page.cursors.items()}, view=page.view)  # fmt: skip
    status, body = who.ask("POST", "/sync/v1/wait", Wait(head=0, pull=pull))
    assert status == 200, body
    brought = msgspec.json.decode(body, type=Moved).page
    assert brought is not None
    assert {row.id for row in brought.rows if row.kind == "put" and row.id.startswith("<")} <= allowed(role)
    pulled = msgspec.json.decode(who.ask("POST", "/sync/v1/pull", pull)[1], type=Page)
    assert msgspec.structs.replace(brought, now=pulled.now) == pulled
    check(who)


@pytest.mark.parametrize("role", ROLES)
def test_no_other_answer_tells_of_what_is_foreign(office: RunningServer, role: Role) -> None:
    who = Caller(office, role, "zstd")
    hello = Hello(client_id=who.client_id, next_n=1, epoch=who.epoch)
    beat = Heartbeat(state="away", cause="choice")
    for method, path, body in (
        ("POST", "/sync/v1/hello", hello), ("GET", "/sync/v1/wait?head=0&timeout=0", None),
        ("GET", "/auth/v1/me", None),
        ("POST", "/desk/v1/heartbeat", beat), ("GET", "/health", None), ("GET", "/schema/openapi.json", None),
    ):  # fmt: skip
        assert who.ask(method, path, body)[0] in (200, 201), path
    may_report = access.allowed(role.value, "report.view")
    status, report = who.ask("GET", "/reports/v1/today")
    assert status == (200 if may_report else 403)
    groups = {group["group_id"] for group in msgspec.json.decode(report)["groups"]} if may_report else set()
    assert groups <= {scope[2:] for scope in scopes_of(role)}
    check(who)


@pytest.mark.parametrize("role", ROLES)
def test_a_file_is_for_those_who_see_its_row(office: RunningServer, role: Role) -> None:
    who = Caller(office, role, "identity")
    for ent, scope in ROWS:
        if "attachments" in ENTITIES[ent].cls.__struct_fields__:
            data = file_of(ent, scope)
            path = f"/files/v1/{hashlib.sha256(data).hexdigest()}"
            seen = row_id(ent, scope) in allowed(role)
            assert who.ask("HEAD", path)[0] == (200 if seen else 404), (ent, scope)
            status, body = who.ask("GET", path)
            assert (status, body == data) == ((200, True) if seen else (404, False)), (ent, scope)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_changes_what_it_does_not_see_or_may_not_change(office: RunningServer, role: Role) -> None:
    """Each kind of operation and each intent, on each row; what the table forbids leaves every row as it was."""
    who = Caller(office, role, "zstd")

    def state() -> dict[str, Entity | None]:
        return office.runtime.db.read(
            lambda reader: {row_id(e, s): reader.get(ENTITIES[e].cls, row_id(e, s)) for e, s in ROWS}
        )

    before, n = state(), 0
    for ent, scope in ROWS:
        forbidden: list[tuple[str, dict[str, Any]]] = []
        seen = scope in scopes_of(role)
        kinds: list[tuple[Any, str, dict[str, Any]]] = [
            ("patch", "patch", {"name": "x"}), ("delete", "delete", {}), ("restore", "restore", {}),
            *(("intent", name, {"action": name, "args": {}}) for name in ENTITIES[ent].intents),
        ]  # fmt: skip
        for kind, action, body in kinds:
            if not seen or not access.may(role.value, ent, action):
                forbidden.append((kind, body))
        if not access.may(role.value, ent, "create"):
            forbidden.append(("create", {}))
        ops = []
        for kind, body in forbidden:
            n += 1
            target = row_id(ent, scope) if kind != "create" else new_id()
            ops.append(
                Operation(id=new_id(), txn=new_id(), ent=ent, row=target, kind=kind, n=n, wall=1, body=body, base_rev=9)  # type: ignore[arg-type]
            )
        push = Push(client_id=who.client_id, epoch=who.epoch, ops=tuple(ops), wall=1)
        status, answer = who.ask("POST", "/sync/v1/push", push)
        assert status == 200, answer
        results = msgspec.json.decode(answer, type=Pushed).results
        codes = {result.code for result in results}
        assert len(results) == len(ops)
        assert {result.status for result in results} <= {"rejected"}, (ent, scope)
        assert codes <= {"forbidden", "scope", "not_creatable", "not_deletable"}, (ent, scope, codes)
    assert state() == before
    check(who)


@pytest.mark.parametrize("role", ROLES)
def test_one_number_is_told_to_roles_that_may_ask(office: RunningServer, role: Role) -> None:
    who = Caller(office, role, "identity")
    status, body = who.ask(
        "POST", "/desk/v1/reveal", Reveal(customer_id=row_id("customer", "people"), field="id_number")
    )
    may = access.allowed(role.value, "customer.reveal")
    assert (status, NUMBERS["id"].encode() in body) == ((200, True) if may else (403, False))


def test_a_customers_page_tells_of_his_own_talk_only(office: RunningServer) -> None:
    mine, other = Visitor(office, "presale"), Visitor(office, "presale")
    other.say("a secret of the other one")
    mine.say("mine")
    heard = [office.call("GET", "/chat/v1/events?after=0&wait=0", token=mine.token).content]
    for data in (file_of(ent, scope) for ent, scope in ROWS):
        answer = office.call("GET", f"/chat/v1/files/{hashlib.sha256(data).hexdigest()}", token=mine.token)
        assert answer.status_code == 404
    told = b"\n".join(heard)
    assert b"mine" in told
    assert b"secret" not in told
    assert not [name for ent, scope in ROWS if (name := row_id(ent, scope)).encode() in told]
    assert not [name for name, number in NUMBERS.items() if number.encode() in told]
    agent = office.token(Role.AGENT.value)
    assert office.call("GET", "/chat/v1/events?after=0&wait=0", token=agent).status_code in (401, 403)
    assert office.call("GET", "/auth/v1/me", token=mine.token).status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_devices_are_shown_and_ended_by_their_owner_and_by_who_manages_them(office: RunningServer, role: Role) -> None:
    others = "agent" if role is not Role.AGENT else "supervisor"
    office.sign_in(others, device="somebody's laptop")
    (theirs,) = [each.id for each in office.runtime.db.read(devices.everybody) if each.name == "somebody's laptop"]
    who = Caller(office, role, "identity")
    may = access.allowed(role.value, "device.manage")
    status, body = who.ask("GET", "/auth/v1/devices")
    assert (status, b"laptop" in body) == (200, False)
    assert who.ask("POST", f"/auth/v1/devices/{theirs}/sign-out")[0] == 404
    status, body = who.ask("GET", "/admin/v1/devices")
    assert (status, b"laptop" in body) == ((200, True) if may else (403, False))
    for action in ("revoke", "wipe", "spare"):
        status, body = who.ask("POST", f"/admin/v1/devices/{theirs}/{action}")
        assert (status in (204, 409)) if may else (status == 403), (action, body)
    (after,) = [each for each in office.runtime.db.read(devices.everybody) if each.id == theirs]
    assert (after.sign_ins == 0) is may


@pytest.mark.parametrize("role", ROLES)
def test_the_servers_of_branches_are_seen_and_ended_by_administrators_only(office: RunningServer, role: Role) -> None:
    who = Caller(office, role, "identity")
    may = access.allowed(role.value, "admin")
    status, body = who.ask("GET", "/admin/v1/branches")
    assert (status, b"branches" in body) == ((200, True) if may else (403, False))
    status, body = who.ask("POST", "/admin/v1/branches/nowhere/enrol")
    assert (status, b"token" in body) == ((404, False) if may else (403, False))
    assert who.ask("POST", "/admin/v1/branches/nowhere/revoke", BranchEnd())[0] == (404 if may else 403)


PUBLIC = {
    "/health", "/auth/v1/sign-in", "/auth/v1/wiped", "/chat/v1/alive", "/chat/v1/session",
}  # fmt: skip
"""What answers whoever asks: what it tells is tested where it is made."""


def routes(office: RunningServer) -> list[tuple[str, str]]:
    """Return every method with every path that the server describes, with something in the place of what is named."""
    described = office.call("GET", "/schema/openapi.json").json()["paths"]
    return [
        (method.upper(), re.sub(r"\{\w+\}", "0" * 64, path))
        for path, methods in described.items()
        for method in methods
        if path not in PUBLIC
    ]


def test_without_a_token_nothing_is_told(office: RunningServer) -> None:
    asked = routes(office)
    assert len(asked) > 35
    for method, path in asked:
        for token in ("", "of nobody"):
            answer = office.call(method, path, token=token, json={})
            assert answer.status_code in (400, 401), (method, path, answer.text)
            assert b"<" not in answer.content


@pytest.mark.parametrize("role", ROLES)
def test_an_agents_token_is_none_of_a_branchs_server(office: RunningServer, role: Role) -> None:
    token = office.token(role.value)
    asked = [(method, path) for method, path in routes(office) if path.startswith("/branch/")]
    assert len(asked) > 7
    for method, path in asked:
        answer = office.call(method, path, token=token, json={})
        assert answer.status_code in (400, 401, 403), (method, path, answer.text)
        assert b"<" not in answer.content


def test_who_left_is_told_nothing(office: RunningServer) -> None:
    office.create_account("gone", role=Role.ADMIN)
    token = office.token("gone")
    agent = office.runtime.db.read(lambda reader: reader.get(Agent, "agent-gone"))
    assert agent is not None
    office.runtime.db.write(lambda tx: tx.put(msgspec.structs.replace(agent, active=False)))
    pull = Pull(client_id="c", epoch=epoch_of(office.runtime.db), cursors={})
    assert office.call("POST", "/sync/v1/pull", token=token, json=pull).status_code == 403
