"""Clients that go away in the middle of something: no fault of the server's, so nothing is logged but for debugging."""

import logging
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.helpers.server import RunningServer, running_server
from tests.helpers.waiting import until

SHA256 = "0" * 64


def connect(server: RunningServer) -> socket.socket:
    """Open a connection that knows nothing of HTTP."""
    address = urlsplit(server.url)
    return socket.create_connection((address.hostname or "", address.port or 0), timeout=20)


def head(request: str, token: str, *headers: str) -> bytes:
    """Return a request's first part."""
    lines = [f"{request} HTTP/1.1", "Host: x", f"Authorization: Bearer {token}", *headers, "", ""]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize(
    ("request_line", "headers"),
    [
        ("POST /sync/v1/pull", ["Content-Type: application/json"]),
        ("POST /sync/v1/pull", ["Content-Type: application/json", "Content-Encoding: zstd"]),
        ("POST /auth/v1/sign-in", ["Content-Type: application/json"]),
        (f"PATCH /files/v1/{SHA256}", ["Upload-Offset: 0", "Upload-Length: 100"]),
        ("POST /chat/v1/files", ["Content-Type: text/plain"]),
    ],
)
@pytest.mark.parametrize("framing", ["Content-Length: 100", "Transfer-Encoding: chunked"])
def test_half_a_body_is_not_an_error(
    server: RunningServer, caplog: pytest.LogCaptureFixture, request_line: str, headers: list[str], framing: str
) -> None:
    caplog.set_level(logging.DEBUG, "sync_server.http.wire")
    token = server.token("anna")
    if "/chat/" in request_line:
        token = server.call("POST", "/chat/v1/session", json={"group": "presale"}).json()["token"]
    half = b'{"client_id":' if "Length" in framing else b'd\r\n{"client_id":\r\n'
    with connect(server) as client:
        client.sendall(head(request_line, token, framing, *headers) + half)
    until(lambda: "the client left" in caplog.text)
    assert {record.levelno for record in caplog.records if record.name.startswith("sync_server")} == {logging.DEBUG}
    assert [path for path in server.runtime.config.blobs.rglob("*") if path.is_file()] == []
    assert server.call("GET", "/health").status_code == 200


def test_leaving_a_held_poll_or_its_answer_is_not_an_error(server: RunningServer) -> None:
    token = server.token("anna")
    watching = server.runtime.hub.watching
    with connect(server) as client:
        client.sendall(head("GET /sync/v1/wait?head=999999&timeout=0.5", token))
        until(lambda: bool(watching()))
    until(lambda: not watching())
    with connect(server) as client:
        client.sendall(head("GET /schema/openapi.json", token))
        client.recv(1)  # reset by closing with the rest unread
    assert server.call("GET", "/health").status_code == 200


def test_stopping_answers_held_polls_and_forgets_those_who_left(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        server.create_groups("presale")
        server.create_account("anna", groups=("group-presale",))
        token, watching = server.token("anna"), server.runtime.hub.watching
        statuses: list[int] = []
        poll = threading.Thread(
            target=lambda: statuses.append(server.call("GET", "/sync/v1/wait?head=999", token=token).status_code)
        )
        poll.start()
        with connect(server) as client:
            client.sendall(head("GET /sync/v1/wait?head=999999", token))
            until(lambda: len(watching()) == 2)
        began = time.monotonic()
    poll.join(timeout=20)
    assert statuses == [200]
    assert time.monotonic() - began < 20
