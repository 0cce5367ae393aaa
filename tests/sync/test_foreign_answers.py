"""What answers in the place of the server, a captive portal or a proxy, decides nothing about a file."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from app.domain.entity import Actor
from app.domain.files import FileRef
from app.domain.notice import Moving
from app.storage import blob_cache
from app.storage.blobs import Blobs, note, unsent
from app.storage.database import Database
from app.sync.transfers import Transfers
from app.sync.transport import Transport


class Elsewhere(ThreadingHTTPServer):
    """What answers in the place of the server: HEAD by one status, PATCH by another."""

    daemon_threads = True
    answers = (200, 200)
    body = b"<html>Accept the terms"

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)


class _Answering(BaseHTTPRequestHandler):
    server: Elsewhere

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, body = self.server.answers[self.command == "PATCH"], self.server.body
        if self.command == "HEAD" or status == 204:
            body = b""
        self.send_response(status)
        self.send_header("Location", "http://portal.example/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_PATCH = _answer

    def log_message(self, format: str, *args: Any) -> None:
        """Tell nothing."""


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.mark.allow_logs("app.sync")
def test_only_the_server_itself_decides_about_a_file(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """A portal or a proxy that answers in its place neither has the file nor refuses it."""
    database, files = Database(tmp_path / "desk.db", Actor("anna", "agent")), Blobs(tmp_path / "blobs")
    database.open()
    transport = Transport(f"http://127.0.0.1:{elsewhere.server_port}", lambda: "token")
    transfers = Transfers(database, files, transport)
    told: list[Moving] = []
    transfers.on_moving = told.append
    ref = FileRef(files.store(b"the manual"), "a.bin", 10)
    try:
        database.write(lambda tx: note(tx.connection, ref, "unsent", tx.now)).result()
        statuses = (200, 204, 302, 400, 403, 404, 405, 413)
        for answers in [(each, each) for each in statuses] + [(404, each) for each in statuses]:
            elsewhere.answers = answers
            assert transfers._send(ref.sha256, ours=True), answers
            assert database.read(unsent) == [(ref.sha256, 10)], answers
        assert {each.state for each in told} <= {"going", "unsent"}
        elsewhere.answers, elsewhere.body = (404, 413), b'{"code":"file_too_large","values":{}}'
        assert transfers._send(ref.sha256, ours=True) == ""
        assert database.read(unsent) == []
        assert ref.sha256 in database.read(blob_cache.needed)
    finally:
        transport.close()
        database.close()
