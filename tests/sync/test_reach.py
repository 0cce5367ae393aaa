"""How a server is reached: by the proxy that the system names, which is looked up now and then."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.domain.errors import AppError
from app.domain.protocol import Moved
from app.sync import reach
from app.sync.transport import Transport


class Proxy(BaseHTTPRequestHandler):
    """Answers for whatever server is asked for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = msgspec.json.encode(Moved(head=7, epoch=self.path))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as opened:
        opened.daemon_threads, opened.block_on_close = True, False
        thread = threading.Thread(target=opened.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        url = f"http://127.0.0.1:{opened.server_port}"
        monkeypatch.setenv("http_proxy", url)
        yield url
        opened.shutdown()
        thread.join()


@pytest.fixture
def transport(proxy: str) -> Iterator[Transport]:
    opened = Transport("http://office.example", connect_seconds=2, read_seconds=5)
    yield opened
    opened.close()


def ask(transport: Transport) -> str:
    return transport.get("/x", Moved).epoch


def test_the_way_by_a_proxy_is_looked_up_once_for_many_requests(
    proxy: str, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(transport) == "http://office.example/x"
    looks: list[str] = []

    def look(url: str) -> dict[str, str]:
        looks.append(url)
        return {"http": proxy}

    monkeypatch.setattr("app.sync.reach.get_environ_proxies", look)
    assert ask(transport) == "http://office.example/x"
    assert not looks
    monkeypatch.setattr(reach, "WAY_SECONDS", -1.0)
    assert ask(transport) == "http://office.example/x"
    assert looks == ["http://office.example"]


def test_another_way_is_looked_for_when_one_fails(
    proxy: str, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free.getsockname()[1]}")
    with pytest.raises(AppError) as caught:
        ask(transport)
    assert caught.value.code == "offline"
    monkeypatch.setenv("http_proxy", proxy)
    assert ask(transport) == "http://office.example/x"


def test_the_environment_names_the_trusted_authorities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    assert reach.Way("https://office.example").look()[1] == str(tmp_path / "ca.pem")
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    assert reach.Way("https://office.example").look()[1] == ""
