"""Transfers that no thread works at: what becomes of each file and of who waits for it, one step at a time."""

import errno
import threading
from collections.abc import Callable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any

import pytest

from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.notice import Moving
from app.storage import blobs
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.sync import transfers as module
from app.sync.transfers import Transfers
from app.sync.transport import Transport
from tests.helpers.log_watch import LogWatch
from tests.helpers.waiting import until

SHA256 = "a" * 64


@pytest.fixture
def transfers(tmp_path: Path) -> Iterator[Transfers]:
    database = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    database.open()
    made = Transfers(database, Blobs(tmp_path / "blobs"), Transport("http://127.0.0.1:9"))
    yield made
    database.close()


@pytest.fixture
def told(transfers: Transfers) -> list[Moving]:
    told: list[Moving] = []
    transfers.on_moving = told.append
    return told


@pytest.fixture
def attached(transfers: Transfers) -> str:
    """Return a file that is to be sent."""
    ref = FileRef(transfers._files.store(b"the manual"), "a.bin", 10)
    transfers._database.write(lambda tx: blobs.note(tx.connection, ref, "unsent", tx.now)).result()
    return ref.sha256


@pytest.fixture
def fetching(transfers: Transfers) -> Iterator[Callable[[], list[str]]]:
    """Begin to wait for a file; returns where the code is put that ends it."""
    threads: list[threading.Thread] = []

    def begin() -> list[str]:
        codes: list[str] = []

        def wait() -> None:
            try:
                transfers.fetch(SHA256)
            except AppError as error:
                codes.append(error.code)

        threads.append(threading.Thread(target=wait, daemon=True))
        threads[-1].start()
        until(lambda: SHA256 in transfers._wanted and transfers._wanted[SHA256].future is not None)
        return codes

    yield begin
    transfers.close()
    for thread in threads:
        thread.join(5)


class Held(RawIOBase):
    """A file that something else holds: it can be opened, and not be read."""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return offset

    def readinto(self, into: Any) -> int:
        raise OSError(errno.EIO, "Input/output error")


def test_a_file_that_cannot_be_opened_just_now_is_put_off(
    transfers: Transfers, told: list[Moving], attached: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(files: Blobs, sha256: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Blobs, "open", held)
    assert transfers._send_what_there_is(), "it is tried again"
    assert [(each.state, each.code) for each in told] == [("unsent", "file_unreadable")]
    assert transfers._database.read(blobs.unsent) == [(attached, 10)]


def test_a_file_that_cannot_be_read_just_now_is_put_off(
    transfers: Transfers, told: list[Moving], attached: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Blobs, "open", lambda files, sha256: (BufferedReader(Held()), 10))
    monkeypatch.setattr(Transport, "_uploaded", lambda transport, path: 0)  # the line stands
    assert transfers._send_what_there_is(), "it is tried again"
    assert [(each.state, each.code) for each in told[1:]] == [("unsent", "file_unreadable")]
    assert transfers._database.read(blobs.unsent) == [(attached, 10)]


def test_what_cannot_be_read_is_not_called_damaged() -> None:
    assert not module._damaged(BufferedReader(Held()), SHA256)


@pytest.mark.parametrize("once_stored", [False, True])
def test_a_file_that_the_server_once_had_is_not_called_lost_here(
    transfers: Transfers, told: list[Moving], attached: str, once_stored: bool, log_watch: LogWatch
) -> None:
    if once_stored:
        transfers._database.replicate(lambda r: blobs.sent(r.connection, attached)).result()
        transfers._database.replicate(lambda r: blobs.doubt(r.connection, [attached])).result()
    else:
        log_watch.expect("app.sync.transfers", "is gone from this device")
    transfers._files.place(attached).unlink()
    assert transfers._send_what_there_is() is None
    assert [(each.state, each.code) for each in told] == [("failed", "file_not_here" if once_stored else "file_gone")]


def test_who_waits_for_a_file_is_told_when_the_line_goes(
    transfers: Transfers, fetching: Callable[[], list[str]]
) -> None:
    """Not when it is back: he waits in one of the few threads that all screens share."""
    transfers.set_online(True)
    codes = fetching()
    transfers.want("b" * 64)
    transfers.set_online(False)
    until(lambda: codes == ["offline"])
    assert list(transfers._wanted) == ["b" * 64], "what nobody waits for waits for the line"


@pytest.mark.parametrize("running", [False, True])
@pytest.mark.parametrize("first", ["want", "fetch"])
def test_a_download_that_was_clicked_waits_for_the_line_whoever_else_waits_for_it(
    transfers: Transfers, told: list[Moving], fetching: Callable[[], list[str]], first: str, running: bool
) -> None:
    transfers.set_online(True)
    if first == "want":
        transfers.want(SHA256)
    codes = fetching()
    transfers.want(SHA256)
    if running:
        job = transfers._wanted[SHA256]
        job.running = True
        transfers._settle(SHA256, job, AppError("offline"))
    transfers.set_online(False)
    until(lambda: codes == ["offline"])
    assert list(transfers._wanted) == [SHA256]
    assert told[-1].state == "waiting"
