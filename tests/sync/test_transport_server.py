"""The transport and the real server understand each other: sign-in, files, held requests, refusals."""

import hashlib
import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.domain.protocol import Hello, Moved, Welcome
from app.storage.blobs import Blobs
from app.sync.transport import Transport
from tests.helpers.server import PASSWORD, RunningServer, running_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        running.create_groups("presale")
        running.create_account("anna", groups=("group-presale",))
        yield running


@pytest.fixture
def transport(server: RunningServer) -> Iterator[Transport]:
    signed = Transport(server.url).sign_in("anna", PASSWORD, "laptop")
    opened = Transport(server.url, lambda: signed.token, server_id=signed.server_id)
    yield opened
    opened.close()


def code_of(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


def test_signing_in_and_out(transport: Transport) -> None:
    assert transport.health().server_id == transport.server_id
    welcome = transport.post("/sync/v1/hello", Hello(client_id="c1", next_n=1), Welcome)
    assert "all" in welcome.scopes
    with pytest.raises(AppError) as caught:
        transport.sign_in("anna", "wrong", "laptop")
    assert code_of(caught) == "wrong_credentials"
    with pytest.raises(AppError) as caught:
        Transport(transport.base_url, lambda: "nonsense").get("/sync/v1/wait?head=0", Moved)
    assert code_of(caught) == "token_expired"
    transport.post("/auth/v1/sign-out", b"", type(None))
    with pytest.raises(AppError) as caught:
        transport.get("/sync/v1/wait?head=0&timeout=0", Moved)
    assert code_of(caught) == "token_expired"


def test_files_go_there_and_back(transport: Transport, tmp_path: Path) -> None:
    content = bytes(range(256)) * 9000
    sha256 = hashlib.sha256(content).hexdigest()
    for _ in range(2):  # the second time it is there
        transport.upload(f"/files/v1/{sha256}", io.BytesIO(content), len(content))
    files = Blobs(tmp_path)
    files.incoming(sha256).write([content[:1_500_000]])
    told: list[int] = []
    transport.download(f"/files/v1/{sha256}", files.incoming(sha256), told.append)
    assert (files.read(sha256), told[0]) == (content, 1_500_000)
    with pytest.raises(AppError) as caught:
        transport.upload(f"/files/v1/{'0' * 64}", io.BytesIO(content), len(content))
    assert code_of(caught) == "file_hash"
    with pytest.raises(AppError) as caught:
        transport.download(f"/files/v1/{'1' * 64}", files.incoming("1" * 64))
    assert code_of(caught) == "no_such_file"


@pytest.mark.allow_logs("uvicorn")  # it complains of the held request when it shuts down
def test_a_held_request_ends_when_aborted(transport: Transport) -> None:
    head = transport.get("/sync/v1/wait?head=0&timeout=0", Moved).head
    codes: list[str] = []

    def wait() -> None:
        try:
            transport.wait(f"/sync/v1/wait?head={head}", Moved)
        except AppError as error:
            codes.append(error.code)

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.3)
    assert waiting.is_alive()
    begun = time.monotonic()
    transport.abort()
    waiting.join(5)
    assert codes == ["aborted"]
    assert time.monotonic() - begun < 10, "it would be held for 50 s"
