"""A wrong password and servers that are not there or not ours: told in words, nothing lost, and on it goes."""

import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.domain.customers import Customer
from tests.end_to_end.conftest import furnish
from tests.helpers.person import Person
from tests.helpers.server import PASSWORD, RunningServer, running_server

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.allow_logs("uvicorn", "sync_server")]

NOBODY = "连不上这个地址。检查网络和地址，或稍后再试"
STRANGER = "这个地址上的不是知应服务器。检查地址，或先完成网络登录页的认证"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh_CN", "工号或密码不对，请再输一次"),
        ("zh_TW", "工號或密碼不對，請再輸一次"),
        ("en", "Wrong name or password. Try again."),
    ],
)
def test_a_wrong_password_is_told_and_the_right_one_lets_in(
    server: RunningServer, hire: Callable[..., Person], language: str, words: str
) -> None:
    anna = hire(language)
    anna.start()
    anna.sign_in(server.url, "anna", "wrong")
    anna.sees(words)
    page = anna.gate.sign_in
    assert (page.server.text(), page.login.text()) == (server.url, "anna")
    assert page.password.selectedText()  # the next key begins anew
    anna.write(page.password, PASSWORD)
    anna.press("Return", page.password)
    anna.at_work()


@contextmanager
def web_server(answer: bytes, kind: str, certificate: Path | None = None) -> Iterator[str]:
    """Run a web server that answers every request with 200 and the same content."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that does not trust the certificate hangs up."""

    http = Quiet(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"{'http' if certificate is None else 'https'}://127.0.0.1:{http.server_address[1]}"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


@contextmanager
def black_hole() -> Iterator[str]:
    """Listen and never say a word."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=64)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def closed_port() -> str:
    """Return an address where nobody listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def refused_then_let_in(anna: Person, bad: str, words: str, server: RunningServer) -> None:
    """Sign in at the bad address, read why not, then sign in at the right one."""
    anna.start()
    anna.sign_in(bad, "anna", PASSWORD)
    anna.sees(words)
    anna.until(anna.gate.sign_in.submit_button.isEnabled, "another try is possible")
    assert anna.gate.sign_in.password.text() == PASSWORD  # not to be typed again
    anna.sign_in(server.url, "anna", PASSWORD)
    anna.at_work()


@pytest.mark.parametrize("address", ["closed port", "no such name"])
def test_a_server_that_is_not_there(server: RunningServer, anna: Person, address: str) -> None:
    bad = closed_port() if address == "closed port" else "http://no-such-office.invalid"
    refused_then_let_in(anna, bad, "需要先联网一次", server)


def test_a_server_that_never_answers_does_not_hold_anybody_up_for_long(server: RunningServer, anna: Person) -> None:
    with black_hole() as bad:
        refused_then_let_in(anna, bad, "需要先联网一次", server)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh_CN", STRANGER),
        ("zh_TW", "上的不是知應伺服器"),
        ("en", "No Zhiying server answers here"),
    ],
)
def test_a_captive_portal_that_answers_everything(
    server: RunningServer, hire: Callable[..., Person], language: str, words: str
) -> None:
    with web_server(b"<!doctype html><h1>Free Wi-Fi</h1>", "text/html") as bad:
        refused_then_let_in(hire(language), bad, words, server)


@pytest.mark.parametrize(
    "answer", [{"product": "grafana", "server_id": "x", "version": "11"}, {"database": "ok"}, [1, 2]]
)
def test_another_product_that_speaks_json(server: RunningServer, anna: Person, answer: object) -> None:
    with web_server(json.dumps(answer).encode(), "application/json") as bad:
        refused_then_let_in(anna, bad, STRANGER, server)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody vouches for, with its key."""
    file = tmp_path_factory.mktemp("tls") / "self-signed.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
               "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
               "-keyout", str(file.with_suffix(".key")), "-out", str(file)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    file.write_text(file.read_text() + file.with_suffix(".key").read_text())
    return file


def test_a_certificate_that_nobody_vouches_for(server: RunningServer, anna: Person, certificate: Path) -> None:
    health = b'{"product":"zhiying","server_id":"s","server_name":"x","proto":1,"version":"1","now":0}'
    with web_server(health, "application/json", certificate) as bad:
        refused_then_let_in(anna, bad, "总部的安全证书不受信任，没有连接。请联系管理员", server)


def test_the_server_of_another_office_at_the_known_address_gets_and_gives_nothing(anna: Person, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    with running_server(ours) as server:
        furnish(server)
        anna.start(server.url, "anna", PASSWORD)
        anna.at_work()
        port = int(server.url.rpartition(":")[2])
    with running_server(theirs, port=port) as other:
        furnish(other)
        anna.sees("离线")
        anna.new_customer("黄小美")
        anna.sees("待上传 1")
        anna.press("F5")
        anna.sees(f"这个地址上不是您登录过的服务器：{server.url}", "同步出错", "待上传 1")
        assert other.runtime.db.read(lambda reader: reader.find(Customer, name="黄小美")) == []
    with running_server(ours, port=port) as server:
        anna.click("再试一次")
        anna.in_step()
        anna.sees("黄小美", gone=["这个地址上不是您登录过的服务器"])
        assert len(server.runtime.db.read(lambda reader: reader.find(Customer, name="黄小美"))) == 1
        anna.end()
