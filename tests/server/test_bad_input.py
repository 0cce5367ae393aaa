"""What no program of ours would send: every route answers it with a Problem, none breaks.

Every field of every route is filled with everything that has ever broken a decoder or a database, one at a time; after
that hypothesis mixes them. On PostgreSQL too, which takes neither NUL in texts nor numbers beyond 64 bits.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.conversations import Conversation, Message
from app.domain.people import Role
from app.domain.protocol import Problem
from app.domain.surveys import Survey
from tests.helpers.server import RunningServer, epoch_of, running_server

Path_ = tuple[str | int, ...]
HUGE = 10**30
NASTY: tuple[Any, ...] = (None, "", "a\0b", "x" * 5000, -1, 2**31, 2**63, HUGE, 1.5, ["\0"], {"\0": [{"a": HUGE}]})
WORDS = b"a small file"
SHA256 = hashlib.sha256(WORDS).hexdigest()
FILE = {"sha256": SHA256, "name": "a.txt", "size": 12, "mime": "text/plain", "width": 1, "height": 1}


class Wire:
    """A server with something in it, and a session that calls it as an agent or as a visitor."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.http = requests.Session()
        self.agent = server.token("boss")
        self.chat = ""
        self.chat = self.call("POST", "/chat/v1/session", {"group": "presale"}).json()["token"]
        upload = {"Upload-Offset": "0", "Upload-Length": str(len(WORDS))}
        assert self.raw("PATCH", f"/files/v1/{SHA256}", WORDS, **upload).status_code == 204
        assert self.raw("POST", "/chat/v1/files", WORDS).status_code == 200
        self.say = {"id": "m1", "text": "hello", "attachments": [FILE]}
        assert self.call("POST", "/chat/v1/messages", self.say).status_code == 200
        self.conversation = server.runtime.db.read(lambda r: r.find(Message, author="customer"))[0].conversation_id
        server.runtime.db.write(self._survey)
        self.epoch = epoch_of(server.runtime.db)
        self.n = 0

    def _survey(self, tx: Any) -> None:
        row = tx.get(Conversation, self.conversation)
        tx.put(Survey(id="s1", scope=row.scope, conversation_id=row.id, customer_id=row.customer_id))

    def raw(self, method: str, path: str, body: bytes = b"", **headers: Any) -> requests.Response:
        token = self.chat if path.startswith("/chat/") else self.agent
        sent = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
        return self.http.request(method, self.server.url + path, data=body, headers=sent, timeout=30)

    def call(self, method: str, path: str, body: Any = None) -> requests.Response:
        return self.raw(method, path, json.dumps(body).encode()) if body is not None else self.raw(method, path)

    def bodies(self) -> dict[str, Any]:
        """A body that each route takes."""
        self.n += 1
        wall = 1_800_000_000_000
        create = {
            "id": f"op{self.n}", "txn": f"t{self.n}", "ent": "ticket", "row": f"t{self.n}", "kind": "create",
            "wall": wall, "n": 1, "base_rev": 0, "seen_seq": 0, "schema": 1, "deps": [SHA256],
            "body": {"title": "Broken", "due_at": wall, "tags": ["a"], "attachments": [FILE], "priority": "high"},
        }  # fmt: skip
        say = {**create, "ent": "message", "body": {
            "conversation_id": self.conversation, "author": "agent", "author_id": "agent-boss", "text": "hello",
            "values": {"a": "b"}, "composed_at": wall,
        }}  # fmt: skip
        write = {**create, "ent": "article", "body": {
            "title": "Reset", "questions": ["how"], "images": [FILE], "valid_until": wall, "body": [
                {"id": "b1", "kind": "paragraph", "html": "hold <b>it</b>", "level": 0},
                {"id": "b2", "kind": "table", "rows": [["a", "b"]]},
                {"id": "b3", "kind": "image", "image": SHA256, "width": 1},
            ],
        }}  # fmt: skip
        take = {**create, "ent": "conversation", "row": self.conversation, "kind": "intent",
                "body": {"action": "take", "args": {"agent_id": "agent-boss"}}}  # fmt: skip
        push = {"client_id": f"p{self.n}", "epoch": self.epoch, "wall": wall}
        place = [5, 1, 2, "row", {"ticket": 3}]
        return {
            "/auth/v1/sign-in": {"login": "anna", "password": "wrong password", "device": "x"},
            "/sync/v1/hello": {"client_id": f"c{self.n}", "next_n": 1, "epoch": self.epoch, "proto": [1, 1],
                               "schema": 1, "device": "x", "wall": wall},
            "/sync/v1/push": {**push, "ops": [create]},
            "/sync/v1/push?say": {**push, "ops": [say]},
            "/sync/v1/push?write": {**push, "ops": [write]},
            "/sync/v1/push?take": {**push, "ops": [take]},
            "/sync/v1/pull": {"client_id": "c", "epoch": self.epoch, "cursors": {"all": 1, "people": 0},
                              "passes": {"people": place}, "limit": 10},
            "/sync/v1/compare": {"epoch": self.epoch, "cursors": {"all": 1, "people": 1}, "view": "", "ent": "customer",
                                 "after": "a", "upto": "z", "count": 1, "fingerprint": "x"},
            "/sync/v1/wait": {"head": 0, "pull": {"client_id": "c", "epoch": self.epoch, "cursors": {"all": 1}},
                              "said": {"state": "online", "typing_in": "c"}, "seconds": 0},
            "/desk/v1/heartbeat": {"state": "online", "reason": "x", "typing_in": "c", "viewing": "c"},
            "/chat/v1/session": {"token": self.chat, "locale": "en", "group": "presale", "name": "Li", "page_url": "x"},
            "/chat/v1/messages": {**self.say, "id": f"m{self.n}"},
            "/chat/v1/read": {"seq": 1},
            "/chat/v1/typing": {"typing": True},
            "/chat/v1/feedback": {"message_id": "m1", "useful": True},
            "/chat/v1/leave": {"id": f"l{self.n}", "name": "Li", "contact": "1", "text": "call me"},
            "/chat/v1/survey": {"id": "s1", "stars": 5, "solved": "yes", "tags": ["a"], "text": "good"},
        }  # fmt: skip


def check(answer: requests.Response, what: object) -> None:
    """The server understood, or said in a Problem that it did not."""
    assert answer.status_code < 500, (what, answer.text)
    if answer.status_code >= 400:
        assert msgspec.json.decode(answer.content, type=Problem).code != "internal", what
    elif "/push" in answer.url:
        codes = [result.get("code", "") for result in answer.json()["results"]]
        assert "internal" not in codes, (what, answer.text)


def places(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    """Every place in a JSON value, itself first."""
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*at, key))


def replaced(value: Any, at: Path_, by: Any) -> Any:
    """The value with another one at a place."""
    if not at:
        return by
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[at[0]] = replaced(value[at[0]], at[1:], by)
    return copy


@pytest.fixture
def wire(tmp_path: Path, database_url: str) -> Iterator[Wire]:
    with running_server(tmp_path, database_url, failures_allowed=10**6, visits_allowed=10**6) as server:
        server.create_groups("presale")
        server.create_account("boss", groups=("group-presale",), role=Role.SUPERVISOR)
        server.create_account("anna", groups=("group-presale",))
        yield Wire(server)


@pytest.mark.allow_logs("sync_server.service.pages")  # that a device has seen changes that there are not
def test_every_field_takes_or_refuses_everything(wire: Wire) -> None:
    nasties = NASTY if wire.server.runtime.db.is_sqlite else ("a\0b", 2**31, 2**63)  # what databases differ in
    for path, body in wire.bodies().items():
        for at in places(body) if "?" not in path else ():
            if at[:3] == ("ops", 0, "body") and len(at) > 3:
                continue  # see below
            for nasty in nasties:
                check(wire.call("POST", path, replaced(wire.bodies()[path], at, nasty)), (path, at, nasty))


def test_every_field_of_a_row_takes_or_refuses_everything(wire: Wire) -> None:
    for path, body in wire.bodies().items():
        ops: list[Any] = []
        for at in places(body["ops"][0]["body"]) if "ops" in body else ():
            for nasty in NASTY if at else ():
                n = len(ops) + 1
                op = {**body["ops"][0], "n": n, "id": f"{path}{n}", "txn": f"{path}{n}"}
                op["row"] = op["row"] if op["kind"] == "intent" else f"{path[-5:]}{n}"
                ops.append(replaced(op, ("body", *at), nasty))
        for start in range(0, len(ops), 200):
            part = ops[start : start + 200]
            answer = wire.call("POST", path, {**body, "client_id": path, "ops": part})
            assert answer.status_code == 200, answer.text
            results = answer.json()["results"]
            broken = [op["body"] for op, result in zip(part, results, strict=True) if result.get("code") == "internal"]
            assert broken == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_mixed_into_a_request(wire: Wire, data: st.DataObject) -> None:
    bodies = wire.bodies()
    path = data.draw(st.sampled_from(sorted(bodies)))
    body = bodies[path]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from(list(places(body))))
        body = replaced(body, at, data.draw(JSON))
        if not isinstance(body, dict | list):
            break
    check(wire.call("POST", path, body), (path, body))


RAW = (
    b"{", b"\xff\xfe", b'{"client_id": "\xc3\x28"}', b'{"client_id": "\\ud800"}', b"[" * 100_000, b"null",
    b'{"a":' * 50_000, b"[" * 900 + b"]" * 900, b'{"x":' * 900 + b"1" + b"}" * 900, b"NaN", b"9" * 6_000, b"\0" * 100,
)  # fmt: skip


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_bytes_that_are_no_json(wire: Wire) -> None:
    for path in wire.bodies():
        for raw in RAW:
            check(wire.raw("POST", path, raw), (path, raw[:20]))
    for kind in (b"text/plain", b"multipart/form-data", b"application/x-msgpack", b"\xe9"):
        for raw in RAW[:5]:
            check(wire.raw("POST", "/sync/v1/hello", raw, **{"Content-Type": kind}), (kind, raw[:20]))


def test_deep_bodies_of_operations(wire: Wire) -> None:
    for depth in (20, 100, 400, 800, 950, 990):
        for field in ("title", "tags", "attachments", "unknown"):
            body = wire.bodies()["/sync/v1/push"]
            text = json.dumps(replaced(body, ("ops", 0, "body", "title"), "HERE")).replace('"title"', f'"{field}"')
            deep = text.replace('"HERE"', "[" * depth + "]" * depth).encode()
            check(wire.raw("POST", "/sync/v1/push", deep), (depth, field))


ADDRESSES = (
    f"/sync/v1/wait?timeout=0&head={HUGE}", "/sync/v1/wait?timeout=nan&head=-1", "/sync/v1/wait?head=%00&timeout=0",
    "/sync/v1/wait?head=9999999&timeout=-inf", f"/chat/v1/events?wait=0&after={HUGE}",
    "/chat/v1/events?wait=nan&after=-9999999999999999999", "/chat/v1/events?wait=0&after=%ff",
    "/reports/v1/today?tz=%00", "/reports/v1/today?tz=../../etc/passwd", "/reports/v1/today?tz=%ff%fe",
    f"/reports/v1/today?tz={'x' * 5000}", f"/chat/v1/articles/a%00/{HUGE}", "/chat/v1/articles/%ff/1",
    "/chat/v1/articles/a/99999999999999999999", "/chat/v1/articles/a/-1", "/chat/v1/files/%00", "/files/v1/%ff",
    "/chat/static/%00", "/chat/static/..%2f..%2f__init__.py", "/chat/static/js", "/chat/static/%ff.js", "/%00",
    f"/chat/static/{'x' * 5000}.js", f"/files/v1/{'0' * 5000}",
)  # fmt: skip


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_strange_addresses(wire: Wire) -> None:
    for path in ADDRESSES:
        for method in ("GET", "HEAD", "PATCH", "POST", "PUT", "DELETE", "OPTIONS"):
            answer = wire.raw(method, path)
            assert answer.status_code < 500, (method, path, answer.text)


def test_strange_headers(wire: Wire) -> None:
    for value in (b"Bearer \xff", b"Bearer", b"Bearer " + b"x" * 5000, b"Basic Og==", b"\xe4"):
        for path in ("/auth/v1/me", "/chat/v1/events", f"/files/v1/{SHA256}"):
            assert wire.raw("GET", path, Authorization=value).status_code == 401
    for name in (b"%00%ff", b"\xff", b"a" * 5000, b"%2e%2e%2f", b""):
        for kind in (b"\xe9/\xe9", b"image/png", b"x/" + b"y" * 3000, b"text/html;charset=\xff", b""):
            stored = wire.raw(
                "POST", "/chat/v1/files", b"x" + name + kind, **{"X-File-Name": name, "Content-Type": kind}
            )
            check(stored, (name, kind))
            got = wire.raw("GET", f"/chat/v1/files/{stored.json()['sha256']}")
            assert got.status_code == 200
    for encoding in ("zstd", "gzip", "br", "zstd, gzip", "\xe9"):
        check(wire.raw("POST", "/sync/v1/hello", b"{}", **{"Content-Encoding": encoding.encode("latin-1")}), encoding)
