"""The transport against real servers on loopback that behave, and that misbehave in every way networks do."""

import contextlib
import errno
import gzip
import hashlib
import io
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard

from app.domain.errors import AppError
from app.domain.protocol import Beat, Heartbeat, Moved, Problem, SignedIn
from app.storage.blobs import Blobs
from app.sync.transport import Transport
from app.sync.wire import clean_url, plain_url
from tests.helpers.log_watch import LogWatch

HEALTH = {"product": "zhiying", "server_id": "srv-1", "server_name": "总部", "proto": 1, "version": "1", "now": 5}


class Seen(msgspec.Struct):
    """One request as the server got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answer = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    """Answers each path by a function; remembers what came."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {"/health": json(HEALTH)}
        self.seen: list[Seen] = []
        self.files: dict[str, bytes] = {}
        self.done = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of the test."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def handle_one_request_with(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if self.headers.get("Content-Encoding") == "zstd":
            body = zstandard.ZstdDecompressor().decompress(body, max_output_size=1 << 26)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append(Seen(self.command, self.path, headers, body))
        self.server.answers[self.path.partition("?")[0]](self)

    do_GET = do_POST = do_HEAD = do_PATCH = handle_one_request_with

    def reply(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def json(value: Any, status: int = 200, **headers: str) -> Answer:
    return lambda handler: handler.reply(status, msgspec.json.encode(value), **headers)


def problem(status: int, code: str, **values: Any) -> Answer:
    return json(Problem(code=code, values=values), status)


@pytest.fixture
def server() -> Iterator[Server]:
    opened = Server()
    thread = threading.Thread(target=opened.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield opened
    opened.done.set()
    opened.shutdown()
    thread.join()
    opened.server_close()


@pytest.fixture
def transport(server: Server) -> Iterator[Transport]:
    opened = Transport(server.url, lambda: "t0ken", connect_seconds=2, read_seconds=0.6, wait_seconds=5)
    yield opened
    opened.close()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(AppError) as caught:
        call()
    assert "t0ken" not in str(caught.value)
    return caught.value.code


# -- what works ------------------------------------------------------------------------------------------------


def test_a_record_goes_there_and_its_answer_comes_back(server: Server, transport: Transport) -> None:
    server.answers["/desk/v1/heartbeat"] = json(Beat(state="online", now=7, typing={"c": "customer"}))
    beat = transport.post("/desk/v1/heartbeat", Heartbeat(state="online"), Beat)
    assert beat == Beat(state="online", now=7, typing={"c": "customer"})
    (seen,) = server.seen
    assert msgspec.json.decode(seen.body, type=Heartbeat) == Heartbeat(state="online")
    assert seen.headers["authorization"] == "Bearer t0ken"
    assert "content-encoding" not in seen.headers
    assert "zstd" in seen.headers["accept-encoding"]


@pytest.mark.parametrize("encoding", ["zstd", "gzip", "identity"])
def test_large_bodies_are_packed_both_ways(server: Server, transport: Transport, encoding: str) -> None:
    raw = msgspec.json.encode({"state": "online", "now": 1, "typing": {str(n): "客户" for n in range(2000)}})
    packed = {"zstd": zstandard.compress(raw), "gzip": gzip.compress(raw), "identity": raw}[encoding]
    server.answers["/x"] = lambda handler: handler.reply(200, packed, Content_Encoding=encoding)
    beat = transport.post("/x", b'{"a":"' + b"x" * 5000 + b'"}', Beat)
    assert len(beat.typing) == 2000
    assert server.seen[0].headers["content-encoding"] == "zstd"
    assert int(server.seen[0].headers["content-length"]) < 200
    assert len(server.seen[0].body) == 5008


def test_health_and_sign_in_know_the_installation(server: Server, transport: Transport) -> None:
    assert transport.health().server_id == "srv-1"
    signed = SignedIn(token="new", agent_id="a", server_id="srv-1", server_name="总部", now=1)
    server.answers["/auth/v1/sign-in"] = json(signed)
    assert transport.sign_in("anna", "pw", "laptop") == signed
    transport.server_id = "srv-2"
    assert code_of(transport.health) == "foreign_server"
    assert code_of(lambda: transport.sign_in("anna", "pw", "laptop")) == "foreign_server"


def test_several_threads_share_one_transport(server: Server, transport: Transport) -> None:
    server.answers["/x"] = lambda handler: handler.reply(200, msgspec.json.encode(Moved(head=1, epoch=handler.path)))
    answers: list[str] = []

    def ask(number: int) -> None:
        for _ in range(10):
            answers.append(transport.get(f"/x?n={number}", Moved).epoch)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == sorted(f"/x?n={number}" for number in range(6) for _ in range(10))


def test_cookies_are_not_taken(server: Server, transport: Transport) -> None:
    server.answers["/x"] = json(Moved(head=1, epoch=""), Set_Cookie="track=1")
    transport.get("/x", Moved)
    transport.get("/x", Moved)
    assert "cookie" not in server.seen[1].headers


# -- files -----------------------------------------------------------------------------------------------------


def keep_file(server: Server, path: str, *, break_after: int = -1) -> None:
    """Take pieces as the server does; the connection breaks once ``break_after`` pieces are there."""
    pieces = 0

    def take(handler: Handler) -> None:
        nonlocal pieces
        kept = server.files.get(path, b"")
        if handler.command == "HEAD":
            if path in server.files:
                handler.reply(200, b"", Upload_Offset=str(len(kept)))
            else:
                handler.reply(404, b"")
            return
        assert int(handler.headers["Upload-Offset"]) == len(kept)
        server.files[path] = kept + server.seen[-1].body
        pieces += 1
        if pieces == break_after:
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        handler.reply(204, b"", Upload_Offset=str(len(server.files[path])))

    server.answers[path] = take


def test_a_file_goes_up_in_pieces_and_goes_on_after_a_break(
    server: Server, transport: Transport, tmp_path: Path
) -> None:
    content = bytes(range(256)) * 10_000
    file = tmp_path / "photo.png"
    file.write_bytes(content)
    keep_file(server, "/files/v1/abc", break_after=2)
    assert code_of(lambda: up(transport, file)) == "offline"
    assert 0 < len(server.files["/files/v1/abc"]) < len(content)
    up(transport, file)
    assert server.files["/files/v1/abc"] == content
    assert max(len(seen.body) for seen in server.seen) == 1024 * 1024


def test_a_file_that_the_server_has_is_not_sent(server: Server, transport: Transport, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    server.answers["/files/v1/abc"] = lambda handler: handler.reply(200, b"", Upload_Offset="3", Upload_Length="3")
    up(transport, tmp_path / "a")
    assert [seen.method for seen in server.seen] == ["HEAD"]


def test_an_empty_file_goes_up(server: Server, transport: Transport, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    keep_file(server, "/files/v1/abc")
    up(transport, tmp_path / "a")
    assert server.files == {"/files/v1/abc": b""}


def test_a_file_that_cannot_be_read_or_is_too_large_is_told(server: Server, transport: Transport) -> None:
    keep_file(server, "/x")

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    assert code_of(lambda: transport.upload("/x", Broken(), 3)) == "file_unreadable"
    assert code_of(lambda: transport.upload("/x", io.BytesIO(), 200 << 20)) == "file_too_large"
    assert [seen.method for seen in server.seen] == ["HEAD"]


def test_an_upload_goes_on_where_another_device_is(server: Server, transport: Transport) -> None:
    offsets: list[int] = []

    def take(handler: Handler) -> None:
        if handler.command == "HEAD":
            handler.reply(404, b"")
            return
        offsets.append(int(handler.headers["Upload-Offset"]))
        if len(offsets) == 1:
            problem(409, "upload_offset", offset=4)(handler)
        else:
            handler.reply(204, b"", Upload_Offset="6")

    server.answers["/x"] = take
    transport.upload("/x", io.BytesIO(b"123456"), 6)
    assert (offsets, server.seen[-1].body) == ([0, 4], b"56")


def test_an_older_server_takes_a_file_in_its_own_words(server: Server, transport: Transport) -> None:
    """It says neither what it took nor that it has all; a portal in its place says no more, and has nothing."""
    there = [404, 200]

    def take(handler: Handler) -> None:
        handler.reply(there.pop(0) if handler.command == "HEAD" else 204, b"")

    server.answers["/x"] = take
    for _ in range(2):
        transport.upload("/x", io.BytesIO(b"123456"), 6)
    assert [seen.method for seen in server.seen if seen.path == "/x"] == ["HEAD", "PATCH", "HEAD"]
    for answer, code in ((json({**HEALTH, "upload": 1}), "foreign_server"), (portal(), "foreign_server")):
        server.answers["/health"] = answer
        for first in (200, 404):
            there[:] = [first]
            assert code_of(lambda: transport.upload("/x", io.BytesIO(b"123456"), 6)) == code


def test_a_file_comes_down_and_is_checked(server: Server, transport: Transport, tmp_path: Path) -> None:
    content = b"\x89PNG" * 100_000
    files, sha256 = Blobs(tmp_path), hashlib.sha256(content).hexdigest()
    server.answers["/x"] = lambda handler: handler.reply(200, content, Content_Type="image/png")
    told: list[int] = []
    transport.download("/x", files.incoming(sha256), told.append)
    assert files.read(sha256) == content
    assert (told[0], told[-1], told == sorted(told)) == (0, len(content), True)
    other = files.incoming("0" * 64)
    assert code_of(lambda: transport.download("/x", other)) == "file_hash"
    assert code_of(lambda: transport.download("/x", other, limit=1000)) == "bad_answer"
    server.answers["/x"] = problem(404, "no_such_file")
    assert code_of(lambda: transport.download("/x", other)) == "no_such_file"


@pytest.mark.parametrize("ranges", [True, False], ids=["ranges", "no ranges"])
def test_a_download_goes_on_where_it_broke_off(
    server: Server, transport: Transport, tmp_path: Path, ranges: bool
) -> None:
    content = bytes(range(256)) * 1000
    files, sha256 = Blobs(tmp_path), hashlib.sha256(content).hexdigest()
    files.incoming(sha256).write([content[:70_000]])
    asked: list[str] = []

    def give(handler: Handler) -> None:
        asked.append(handler.headers["Range"])
        if ranges:
            handler.reply(206, content[70_000:], Content_Range=f"bytes 70000-{len(content) - 1}/{len(content)}")
        else:
            handler.reply(200, content)

    server.answers["/x"] = give
    transport.download("/x", files.incoming(sha256))
    assert (asked, files.read(sha256)) == (["bytes=70000-"], content)
    assert list((tmp_path / "incoming").iterdir()) == []


def test_what_was_kept_of_another_file_is_thrown_away(server: Server, transport: Transport, tmp_path: Path) -> None:
    content = b"short"
    files, sha256 = Blobs(tmp_path), hashlib.sha256(content).hexdigest()
    files.incoming(sha256).write([b"much longer than that"])

    def give(handler: Handler) -> None:
        if handler.headers["Range"]:
            problem(416, "bad_range")(handler)
        else:
            handler.reply(200, content)

    server.answers["/x"] = give
    transport.download("/x", files.incoming(sha256))
    assert files.read(sha256) == content


def up(transport: Transport, file: Path) -> None:
    with file.open("rb") as source:
        transport.upload("/files/v1/abc", source, file.stat().st_size)


# -- what goes wrong -------------------------------------------------------------------------------------------


def cut(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def hang_up(handler: Handler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def stall(handler: Handler) -> None:
    handler.server.done.wait(5)


def stall_in_body(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
    handler.wfile.flush()
    handler.server.done.wait(5)


def portal(status: int = 200) -> Answer:
    return lambda handler: handler.reply(status, b"<html>Accept the terms", Content_Type="text/html; charset=utf-8")


def redirect(handler: Handler) -> None:
    handler.reply(302, b"", Location="http://portal.example/login")


def packed(body: bytes, encoding: str) -> Answer:
    return lambda handler: handler.reply(200, body, Content_Encoding=encoding)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (cut, "offline"),
        (hang_up, "offline"),
        (stall, "timeout"),
        (stall_in_body, "timeout"),
        (portal(), "foreign_server"),
        (redirect, "foreign_server"),
        (lambda handler: handler.reply(200, b"{nonsense"), "bad_answer"),
        (lambda handler: handler.reply(200, b"\xff\xfe"), "bad_answer"),
        (json({"head": "seven"}), "bad_answer"),
        (packed(b"not zstd", "zstd"), "bad_answer"),
        (packed(b"not gzip", "gzip"), "bad_answer"),
        (packed(gzip.compress(b"{}")[:-4], "gzip"), "bad_answer"),
        (packed(b"{}", "br"), "bad_answer"),
        (packed(zstandard.compress(b" " * (65 * 1024 * 1024)), "zstd"), "bad_answer"),
        (problem(401, "token_expired"), "token_expired"),
        (problem(401, "wrong_credentials"), "wrong_credentials"),
        (problem(403, "forbidden"), "forbidden"),
        (problem(409, "agent_full"), "agent_full"),
        (problem(413, "body_too_large"), "too_large"),
        (problem(426, "protocol_unsupported"), "protocol"),
        (problem(429, "rate_limited", retry_after_s=9), "rate_limited"),
        (problem(500, "internal"), "server_error"),
        (problem(503, "busy"), "server_error"),
    ],
)
def test_every_failure_has_its_code(server: Server, transport: Transport, answer: Answer, code: str) -> None:
    server.answers["/x"] = answer
    assert code_of(lambda: transport.get("/x", Moved)) == code
    server.answers["/x"] = json(Moved(head=3, epoch="e"))
    assert transport.get("/x", Moved).head == 3, "the next request works"


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "token_expired"), (404, "foreign_server"), (502, "server_error"), (511, "foreign_server")],
)
def test_errors_of_proxies_in_between(
    server: Server, transport: Transport, status: int, code: str, log_watch: LogWatch
) -> None:
    log_watch.expect("app.sync.transport", f"answered {status} without a reason")
    server.answers["/x"] = portal(status)
    assert code_of(lambda: transport.get("/x", Moved)) == code


def test_a_retry_after_header_is_told(server: Server, transport: Transport) -> None:
    server.answers["/x"] = json(Problem(code="busy"), 503, Retry_After="4")
    with pytest.raises(AppError) as caught:
        transport.get("/x", Moved)
    assert caught.value.values == {"status": 503, "retry_after_s": 4}


def test_nobody_listens(transport: Transport) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert code_of(lambda: Transport(address).health()) == "offline"


def test_a_server_that_speaks_plain_http_is_no_matter_of_certificates(server: Server) -> None:
    plain = Transport(server.url.replace("http", "https"), connect_seconds=2, read_seconds=2)
    assert code_of(plain.health) == "no_https"
    plain.close()


def test_encryption_that_fails_is_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def refuse() -> None:
            for _ in range(2):  # it may try again on a new connection
                with contextlib.suppress(OSError), listening.accept()[0] as peer:
                    peer.recv(4096)
                    peer.sendall(b"\x15\x03\x03\x00\x02\x02\x28")  # a fatal alert: the handshake failed

        thread = threading.Thread(target=refuse, daemon=True)
        thread.start()
        refused = Transport(f"https://127.0.0.1:{listening.getsockname()[1]}", connect_seconds=2, read_seconds=2)
        assert code_of(refused.health) == "tls"
        refused.close()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("https://10.0.0.5/desk/", "http://10.0.0.5/desk"),
        ("server:8080", "http://server:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("desk.lan", "http://desk.lan"),
        ("desk.example.com", ""),
        ("8.8.8.8:8080", ""),
        ("http://127.0.0.1:8080", ""),
        ("what is this", ""),
    ],
)
def test_only_near_addresses_are_offered_without_encryption(typed: str, offered: str) -> None:
    assert plain_url(typed) == offered


def test_an_unknown_name_is_offline() -> None:
    assert code_of(Transport("http://nowhere.invalid", connect_seconds=2).health) == "offline"


def test_another_product_is_foreign(server: Server, transport: Transport) -> None:
    server.answers["/health"] = json({**HEALTH, "product": "router"})
    assert code_of(transport.health) == "foreign_server"


def test_an_unknown_token_at_another_installation_is_not_an_expired_one(server: Server, transport: Transport) -> None:
    server.answers["/x"] = problem(401, "token_expired")
    transport.server_id = "srv-1"
    assert code_of(lambda: transport.get("/x", Moved)) == "token_expired"
    transport.server_id = "srv-old"
    assert code_of(lambda: transport.get("/x", Moved)) == "foreign_server"


def test_the_token_does_not_follow_a_redirect(server: Server, transport: Transport) -> None:
    server.answers["/x"] = lambda handler: handler.reply(307, b"", Location=f"{server.url}/elsewhere")
    server.answers["/elsewhere"] = json(Moved(head=1, epoch=""))
    assert code_of(lambda: transport.get("/x", Moved)) == "foreign_server"
    assert [seen.path for seen in server.seen] == ["/x"]


def test_nothing_that_is_sent_or_asked_is_logged(
    server: Server, transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "app.sync.transport")
    server.answers["/x"] = json(Moved(head=1, epoch="secret-answer"))
    transport.post("/x?q=secret-query", b'{"a":"secret-body"}', Moved)
    lines = [record.getMessage() for record in caplog.records if record.name == "app.sync.transport"]
    assert any("POST /x" in line for line in lines)
    assert not any("secret" in line or "t0ken" in line for line in lines)


# -- abort -----------------------------------------------------------------------------------------------------


def test_a_held_request_is_cut_at_once(server: Server, transport: Transport) -> None:
    server.answers["/wait"] = stall
    codes: list[str] = []
    waiting = threading.Thread(target=lambda: codes.append(code_of(lambda: transport.wait("/wait", Moved))))
    waiting.start()
    while not server.seen:
        time.sleep(0.01)
    begun = time.monotonic()
    transport.abort()
    waiting.join()
    assert codes == ["aborted"]
    assert time.monotonic() - begun < 10, "it would be held for 50 s"
    assert code_of(lambda: transport.get("/health", Moved)) == "aborted"
    transport.resume()
    assert transport.health().server_name == "总部"


def test_a_request_that_is_just_being_opened_is_cut_too(server: Server) -> None:
    server.answers["/wait"] = stall
    begun, go_on = threading.Event(), threading.Event()

    def token() -> str:
        begun.set()  # the transport was not aborted when it asked
        go_on.wait()
        return "t0ken"

    transport = Transport(server.url, token)
    codes: list[str] = []
    waiting = threading.Thread(target=lambda: codes.append(code_of(lambda: transport.wait("/wait", Moved))))
    waiting.start()
    begun.wait()
    transport.abort()
    go_on.set()
    waiting.join(timeout=10)
    assert codes == ["aborted"], "it would be held for 50 s"


def test_a_wait_may_last_longer_than_another_request(server: Server, transport: Transport) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(1.0)
        json(Moved(head=8, epoch="e"))(handler)

    server.answers["/wait"] = slow
    assert transport.wait("/wait", Moved).head == 8
    assert code_of(lambda: transport.get("/wait", Moved)) == "timeout"


# -- addresses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (" desk.example ", "https://desk.example"),
        ("http://10.0.0.7:8080/", "http://10.0.0.7:8080"),
        ("https://desk.example/zhiying/", "https://desk.example/zhiying"),
        ("HTTPS://Desk.Example", "https://Desk.Example"),
        ("客服.example:8443", "https://客服.example:8443"),
    ],
)
def test_addresses_as_people_type_them(typed: str, url: str) -> None:
    assert clean_url(typed) == url


@pytest.mark.parametrize(
    "typed", ["", "ftp://x", "http://", "http://a b", "http://u:p@x", "http://x:99999", "file:///x"]
)
def test_what_is_no_address(typed: str) -> None:
    assert code_of(lambda: clean_url(typed)) == "bad_address"
