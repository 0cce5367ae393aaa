"""The server as clients meet it: over HTTP on loopback."""

import gzip
import hashlib
import socket
import threading
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
import zstandard
from sqlalchemy import select

from app.domain.change import Operation
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.ids import new_id
from app.domain.journal import Event
from app.domain.people import Agent, Presence, PresenceState
from app.domain.protocol import Hello, Moved, Page, Pull, Push, Pushed, Welcome
from sync_server.http.wire import LARGEST_BODY, body_limit, decompress
from sync_server.server import listen
from sync_server.storage.tables import TOKEN
from tests.helpers.server import PASSWORD, RunningServer, SettableClock, epoch_of, running_server


def decoded(answer: requests.Response, kind: Any) -> Any:
    """The answer as a struct."""
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=kind)


def code(answer: requests.Response) -> tuple[int, str]:
    """Status and error code."""
    return answer.status_code, answer.json()["code"]


def test_health_names_the_installation(server: RunningServer) -> None:
    health = server.call("GET", "/health").json()
    assert (health["product"], health["proto"], health["upload"]) == ("zhiying", 1, 1)
    assert health["server_id"] == server.runtime.db.server_id
    assert server.sign_in("anna").server_id == health["server_id"]


def test_the_body_of_an_answer_does_not_wait_for_the_acknowledgement_of_its_head() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_signing_in_and_out(server: RunningServer) -> None:
    signed = server.sign_in("Anna ")
    me = server.call("GET", "/auth/v1/me", token=signed.token).json()
    assert me["agent"]["id"] == signed.agent_id == "agent-anna"
    assert me["scopes"] == ["all", "g:group-presale", "people", "u:agent-anna"]
    assert server.call("POST", "/auth/v1/sign-out", token=signed.token).status_code == 204
    assert code(server.call("GET", "/auth/v1/me", token=signed.token)) == (401, "token_expired")


@pytest.mark.parametrize(("login", "password"), [("anna", "wrong password"), ("nobody", PASSWORD), ("", "")])
def test_wrong_credentials(server: RunningServer, login: str, password: str) -> None:
    answer = server.call("POST", "/auth/v1/sign-in", json={"login": login, "password": password})
    assert code(answer) == (401, "wrong_credentials")


def test_changing_ones_password_ends_the_other_devices_and_is_recorded(server: RunningServer) -> None:
    here, there = server.sign_in("anna"), server.sign_in("anna")

    def change(old: str, new: str, token: str = here.token) -> requests.Response:
        return server.call("POST", "/auth/v1/password", token=token, json={"old": old, "new": new})

    assert code(change("wrong password", "another password")) == (403, "wrong_password")
    assert code(change(PASSWORD, "short")) == (400, "password_short")
    assert code(change(PASSWORD, "another password", token="nobody")) == (401, "token_expired")
    assert server.call("GET", "/auth/v1/me", token=there.token).status_code == 200
    assert change(PASSWORD, "another password").status_code == 204
    assert server.call("GET", "/auth/v1/me", token=here.token).status_code == 200
    assert code(server.call("GET", "/auth/v1/me", token=there.token)) == (401, "token_expired")
    old = {"login": "anna", "password": PASSWORD}
    assert code(server.call("POST", "/auth/v1/sign-in", json=old)) == (401, "wrong_credentials")
    new = {"login": "anna", "password": "another password"}
    assert server.call("POST", "/auth/v1/sign-in", json=new).status_code == 200
    (event,) = server.runtime.db.read(lambda reader: reader.find(Event, action="password_changed"))
    assert (event.subject, event.subject_id, event.actor_id) == ("agent", "agent-anna", "agent-anna")
    assert event.values == {}


def test_guessing_ones_password_at_a_desk_left_open_is_slowed_down(tmp_path: Path) -> None:
    with running_server(tmp_path, clock=SettableClock(), failures_allowed=2) as server:
        server.create_groups("presale")
        server.create_account("anna")
        token = server.sign_in("anna").token
        for guess in ("one guess", "another guess"):
            asked = {"old": guess, "new": "my own password"}
            assert code(server.call("POST", "/auth/v1/password", token=token, json=asked)) == (403, "wrong_password")
        asked = {"old": PASSWORD, "new": "my own password"}
        assert code(server.call("POST", "/auth/v1/password", token=token, json=asked)) == (429, "rate_limited")


def test_many_failures_are_slowed_down_even_with_the_right_password(tmp_path: Path) -> None:
    clock = SettableClock()
    with running_server(tmp_path, clock=clock, failures_allowed=2) as server:
        server.create_groups("presale")
        server.create_account("anna")
        wrong = {"login": "anna", "password": "wrong password"}
        for _ in range(2):
            assert server.call("POST", "/auth/v1/sign-in", json=wrong).status_code == 401
        answer = server.call("POST", "/auth/v1/sign-in", json={"login": "anna", "password": PASSWORD})
        assert code(answer) == (429, "rate_limited")
        assert int(answer.headers["Retry-After"]) == answer.json()["values"]["retry_after_s"] == 300
        clock.advance(300_001)
        assert server.sign_in("anna").agent_id == "agent-anna"


def test_guesses_that_come_together_are_counted_one_by_one(tmp_path: Path) -> None:
    with running_server(tmp_path, clock=SettableClock(), failures_allowed=2) as server:

        def guess(number: int) -> int:
            asked = {"login": "anna", "password": f"guess {number}"}
            return server.call("POST", "/auth/v1/sign-in", json=asked).status_code

        with ThreadPoolExecutor(12) as pool:
            assert sorted(pool.map(guess, range(12))) == [401] * 2 + [429] * 10


def test_tokens_expire_when_unused_and_are_stored_as_hashes(tmp_path: Path) -> None:
    clock = SettableClock()
    with running_server(tmp_path, clock=clock) as server:
        server.create_groups("presale")
        server.create_account("anna")
        token = server.token("anna")
        stored = server.runtime.db.read(lambda reader: reader.connection.execute(select(TOKEN.c.hash)).scalars().all())
        assert stored == [hashlib.sha256(token.encode()).hexdigest()]
        for _ in range(3):  # each use prolongs it
            clock.advance(29 * 86_400_000)
            assert server.call("GET", "/auth/v1/me", token=token).status_code == 200
        clock.advance(30 * 86_400_000)
        assert code(server.call("GET", "/auth/v1/me", token=token)) == (401, "token_expired")


def test_an_agent_who_left_is_forbidden(server: RunningServer) -> None:
    token = server.token("anna")

    def dismiss(tx: Any) -> None:
        tx.put(msgspec.structs.replace(tx.get(Agent, "agent-anna"), active=False))

    server.runtime.db.write(dismiss)
    assert code(server.call("GET", "/auth/v1/me", token=token)) == (403, "forbidden")
    hello = Hello(client_id="c", next_n=1)
    assert code(server.call("POST", "/sync/v1/hello", token=token, json=hello)) == (403, "forbidden")


@pytest.mark.parametrize(
    ("method", "path", "status", "expected"),
    [
        ("GET", "/nowhere", 404, "no_such_path"),
        ("POST", "/health", 405, "method_not_allowed"),
        ("POST", "/sync/v1/pull", 400, "bad_request"),
        ("GET", "/auth/v1/me", 401, "token_expired"),
        ("GET", "/files/v1/" + "0" * 64, 401, "token_expired"),
        ("GET", "/chat/v1/events", 401, "token_expired"),
    ],
)
def test_errors_are_problems(server: RunningServer, method: str, path: str, status: int, expected: str) -> None:
    assert code(server.call(method, path)) == (status, expected)


def operation(**fields: Any) -> Operation:
    """The creation of a customer."""
    return Operation(id=new_id(), txn=new_id(), ent="customer", kind="create", wall=int(time.time() * 1000), **fields)


def test_push_pull_and_wait(server: RunningServer) -> None:
    anna, bob = server.token("anna"), server.token("bob")
    welcome = decoded(server.call("POST", "/sync/v1/hello", token=anna, json=Hello(client_id="a", next_n=1)), Welcome)
    pull = Pull(client_id="b", epoch=welcome.epoch, cursors={})
    page = decoded(server.call("POST", "/sync/v1/pull", token=bob, json=pull), Page)
    answers: list[Moved] = []
    waiting = threading.Thread(
        target=lambda: answers.append(decoded(server.call("GET", f"/sync/v1/wait?head={page.head}", token=bob), Moved))
    )
    waiting.start()
    time.sleep(0.2)
    assert not answers
    ops = (operation(n=1, row="c1", body={"name": "王" * 300}),)
    push = Push(client_id="a", epoch=welcome.epoch, ops=ops, wall=ops[0].wall)
    pushed = decoded(server.call("POST", "/sync/v1/push", token=anna, json=push), Pushed)
    waiting.join(timeout=10)
    assert [moved.head for moved in answers] == [pushed.head]
    again = decoded(server.call("POST", "/sync/v1/push", token=anna, json=push), Pushed)
    assert again.results == pushed.results
    pull = msgspec.structs.replace(pull, cursors=page.cursors)
    page = decoded(server.call("POST", "/sync/v1/pull", token=bob, json=pull), Page)
    assert {row.id for row in page.rows if row.ent == "customer"} == {"c1"}


def test_a_wait_ends_by_itself(server: RunningServer) -> None:
    began = time.monotonic()
    moved = decoded(server.call("GET", "/sync/v1/wait?head=999999&timeout=0.3", token=server.token("anna")), Moved)
    assert 0.2 < time.monotonic() - began < 10
    assert moved.head < 999_999


def test_stopping_does_not_wait_for_held_requests(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        server.create_groups("presale")
        server.create_account("anna")
        token = server.token("anna")
        statuses: list[int] = []
        waiting = threading.Thread(
            target=lambda: statuses.append(server.call("GET", "/sync/v1/wait?head=999", token=token).status_code)
        )
        waiting.start()
        time.sleep(0.3)
        began = time.monotonic()
    waiting.join(timeout=10)
    assert time.monotonic() - began < 8
    assert len(statuses) == 1 or not waiting.is_alive()


def test_a_large_body_is_not_waited_for_without_a_token(server: RunningServer) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as wire:
        wire.sendall(b"POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n"
                     b"Content-Encoding: zstd\r\nAuthorization: Bearer nobody's\r\n\r\n")  # fmt: skip
        assert wire.recv(1000).startswith(b"HTTP/1.1 401 ")


def test_bodies_may_be_compressed_both_ways(server: RunningServer) -> None:
    token = server.token("anna")
    body = msgspec.json.encode(Hello(client_id="a", next_n=1))
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for encoding, packed in (("zstd", zstandard.compress(body)), ("gzip", gzip.compress(body))):
        answer = requests.post(
            f"{server.url}/sync/v1/hello", data=packed, headers={**headers, "Content-Encoding": encoding}, timeout=10
        )
        epoch = decoded(answer, Welcome).epoch
    pull = Pull(client_id="a", epoch=epoch, cursors={})
    for encoding, expected in (("zstd, gzip", "zstd"), ("gzip", "gzip"), ("identity", None)):
        sent = {**headers, "Accept-Encoding": encoding}
        answer = requests.post(
            f"{server.url}/sync/v1/pull", data=msgspec.json.encode(pull), headers=sent, timeout=10, stream=True
        )
        raw = answer.raw.read(decode_content=False)
        assert answer.headers.get("Content-Encoding") == expected
        plain = zstandard.decompress(raw) if expected == "zstd" else gzip.decompress(raw) if expected else raw
        assert msgspec.json.decode(plain, type=Page).scopes


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_a_broken_body_is_a_bad_request(server: RunningServer, encoding: str) -> None:
    headers = {"Authorization": f"Bearer {server.token('anna')}", "Content-Encoding": encoding}
    answer = requests.post(f"{server.url}/sync/v1/hello", data=b"not packed", headers=headers, timeout=10)
    assert code(answer) == (400, "bad_request")


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_a_body_that_unpacks_to_a_flood_is_refused(server: RunningServer, encoding: str) -> None:
    headers = {"Authorization": f"Bearer {server.token('anna')}", "Content-Encoding": encoding}
    flood = b" " * (64 << 20)
    bomb = zstandard.compress(flood) if encoding == "zstd" else gzip.compress(flood)
    answer = requests.post(f"{server.url}/sync/v1/hello", data=bomb, headers=headers, timeout=20)
    assert code(answer) == (413, "body_too_large")


@pytest.mark.parametrize(
    "path", ["/auth/v1/sign-in", "/sync/v1/hello", "/desk/v1/heartbeat", "/chat/v1/session", "/files/v1/" + "0" * 64]
)
@pytest.mark.parametrize("chunked", [False, True])
def test_no_route_takes_more_than_it_needs(server: RunningServer, path: str, chunked: bool) -> None:
    headers = {"Authorization": f"Bearer {server.token('anna')}", "Content-Type": "application/json"}
    headers |= {"Upload-Offset": "0", "Upload-Length": "9"}
    body = b'"' + b"x" * body_limit(path) + b'"'
    method = "PATCH" if path.startswith("/files") else "POST"
    answer = requests.request(
        method, server.url + path, data=iter([body]) if chunked else body, headers=headers, timeout=20
    )
    assert code(answer) == (413, "body_too_large")


def test_a_flood_is_not_unpacked_to_be_measured() -> None:
    flood = b"".join(gzip.compress(b" " * (64 << 20)) for _ in range(8))
    tracemalloc.start()
    with pytest.raises(AppError, match="body_too_large"):
        decompress(flood, "gzip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * LARGEST_BODY


# -- the desk ----------------------------------------------------------------------------------------------------------


def test_heartbeats_set_the_presence_and_bring_work(server: RunningServer) -> None:
    token = server.token("anna")
    assert code(server.call("POST", "/desk/v1/take-next", token=token)) == (404, "nothing_waiting")
    chat = server.call("POST", "/chat/v1/session", json={"group": "presale"}).json()["token"]
    sent = server.call("POST", "/chat/v1/messages", token=chat, json={"id": "m1", "text": "hello"}).json()
    row = sent["message"]["conversation_id"]
    assert server.call("POST", "/desk/v1/take-next", token=token).json() == {"conversation_id": row}
    beat = server.call("POST", "/desk/v1/heartbeat", token=token, json={"state": "busy", "reason": "lunch"}).json()
    assert (beat["state"], beat["queued"]) == ("busy", 0)
    presence = server.runtime.db.read(lambda reader: reader.get(Presence, "agent-anna"))
    assert presence is not None
    assert (presence.state, presence.reason) == (PresenceState.BUSY, "lunch")
    assert code(server.call("POST", "/desk/v1/heartbeat", token=token, json={"state": "asleep"})) == (400, "bad_field")


def test_the_api_is_described(server: RunningServer) -> None:
    paths = server.call("GET", "/schema/openapi.json").json()["paths"]
    assert {"/sync/v1/push", "/sync/v1/pull", "/chat/v1/events", "/reports/v1/today", "/files/v1/{sha256}"} <= set(
        paths
    )


def test_a_server_started_again_goes_on_with_its_history(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        server.create_groups("presale")
        server.create_account("anna")
        token, epoch = server.token("anna"), epoch_of(server.runtime.db)
        server.runtime.db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="x")))
    with running_server(tmp_path) as server:
        assert epoch_of(server.runtime.db) == epoch
        assert server.call("GET", "/auth/v1/me", token=token).status_code == 200
        pull = Pull(client_id="a", epoch=epoch, cursors={})
        page = decoded(server.call("POST", "/sync/v1/pull", token=token, json=pull), Page)
        assert "c1" in {row.id for row in page.rows}
