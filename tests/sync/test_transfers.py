"""Files between a desk and a real server: they hold up nobody, and no break, kill or fault loses or falsifies one."""

import hashlib
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from app.domain.conversations import Conversation, Message, Status
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.knowledge import Article, ArticleStatus
from app.domain.notice import Moving
from app.domain.people import Role
from app.domain.tickets import Ticket
from app.storage import prefetch, rows
from app.storage.blobs import Blobs, note, unsent
from app.storage.database import Database
from app.storage.driver import dbapi as sqlite3
from app.storage.sync_status import waiting
from app.storage.transaction import Tx
from app.sync import transfers as module
from app.sync.session import Session
from app.sync.transport import CHUNK, Transport
from sync_server.service.files import FileStore
from sync_server.storage.file_folder import FileFolder
from sync_server.storage.tables import BLOB, FILE_USE, TOKEN
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import RunningServer, running_server

LARGE = random.Random(1).randbytes(3 * CHUNK + 5)


class Desk:
    """One device with its session; its line can be cut."""

    def __init__(self, server: RunningServer, folder: Path, login: str, url: str = "") -> None:
        self.token = server.token(login)
        self.database = Database(folder / f"{login}.db", Actor(f"agent-{login}", "knowledge_admin"))
        self.database.open()
        self.files = Blobs(folder / f"{login}-blobs")
        self.session = Session(self.database, self.files, Transport(url or server.url, lambda: self.token))
        self.told: list[Moving] = []
        self.session.transfers.on_moving = self.told.append
        self.session.transfers.prefetches = False

    def start(self) -> None:
        self.session.start()
        until(lambda: self.session.status.state == "online")

    def close(self) -> None:
        self.session.close()
        self.database.close()

    def attach(self, content: bytes, row: str = "t1") -> FileRef:
        """Open a ticket with a file, as a command does."""
        ref = FileRef(self.files.store(content), "a.bin", len(content))

        def write(tx: Tx) -> None:
            note(tx.connection, ref, "unsent", tx.now)
            tx.save(Ticket(id=row, scope="g:group-presale", title="x", group_id="group-presale", attachments=(ref,)))

        self.database.write(write).result()
        return ref

    def ticket(self, row: str = "t1") -> Ticket | None:
        return self.database.read(lambda c: rows.get(c, Ticket, row))

    def unsent(self) -> list[str]:
        return [sha256 for sha256, _ in self.database.read(unsent)]

    def states(self, sha256: str) -> list[str]:
        return [each.state for each in self.told if each.sha256 == sha256]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        running.create_groups("presale")
        for login in ("anna", "cora"):
            running.create_account(login, groups=("group-presale",), role=Role.KNOWLEDGE_ADMIN)
        yield running


@pytest.fixture
def desks(server: RunningServer, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(login: str, url: str = "", folder: str = "") -> Desk:
        made.append(Desk(server, tmp_path / folder, login, url))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def line(server: RunningServer) -> Iterator[CutProxy]:
    with CutProxy(("127.0.0.1", int(server.url.rsplit(":", 1)[1]))) as proxy:
        yield proxy


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def stored(server: RunningServer, content: bytes) -> bool:
    store, sha256 = server.runtime.files, hashlib.sha256(content).hexdigest()
    return store.has(sha256) and store.read(sha256) == content


def test_what_is_written_is_there_before_its_file_and_the_file_follows(
    server: RunningServer, desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()
    plain = FileStore.append

    def slow(*args: Any) -> Any:
        assert held.wait(20)
        return plain(*args)

    monkeypatch.setattr(FileStore, "append", slow)
    anna, cora = desks("anna"), desks("cora")
    try:
        anna.start()
        cora.start()
        ref = anna.attach(LARGE)
        until(lambda: (found := cora.ticket()) is not None and found.attachments[0].pending)
        until(lambda: anna.session.status.pending == 1)  # the status bar says that not all is there
        assert anna.database.read(waiting) == 1, "and whoever signs out is told"
        with pytest.raises(AppError, match="no_such_file"):
            cora.session.fetch(ref.sha256)
    finally:
        held.set()
    until(lambda: (found := cora.ticket()) is not None and not found.attachments[0].pending)
    cora.session.fetch(ref.sha256)
    assert cora.files.read(ref.sha256) == LARGE
    until(lambda: not anna.unsent() and anna.session.status.pending == 0)
    assert [state for state in dict.fromkeys(anna.states(ref.sha256))] == ["going", "here"]


def test_an_upload_goes_on_after_the_line_was_cut(
    server: RunningServer, desks: Callable[..., Desk], line: CutProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    plain = FileStore.append

    def cutting(store: FileStore, sha256: str, owner: str, offset: int, length: int, piece: bytes) -> Any:
        begun.append(offset)
        if len(begun) == 3:
            line.cut()
        return plain(store, sha256, owner, offset, length, piece)

    monkeypatch.setattr(FileStore, "append", cutting)
    anna = desks("anna", line.url)
    anna.start()
    ref = anna.attach(LARGE)
    until(lambda: anna.session.status.state == "offline")
    assert "unsent" in anna.states(ref.sha256)
    line.mend()
    anna.session.sync_now()
    until(lambda: not anna.unsent())
    assert stored(server, LARGE)
    assert begun.count(0) == begun.count(CHUNK) == 1, "what was there is not sent again"


def test_a_file_of_a_desk_that_was_closed_in_the_middle_is_sent_at_the_next_start(
    server: RunningServer, desks: Callable[..., Desk]
) -> None:
    first = desks("anna")
    ref = first.attach(LARGE)  # and the source may be changed or gone: this device has its own copy
    first.close()
    second = desks("anna")
    second.start()
    until(lambda: not second.unsent())
    assert stored(server, LARGE)
    assert second.states(ref.sha256)[-1] == "here"


def test_a_sign_in_that_ends_in_the_middle_loses_nothing(server: RunningServer, desks: Callable[..., Desk]) -> None:
    anna = desks("anna")
    anna.start()
    server.runtime.db.write(lambda tx: tx.connection.execute(delete(TOKEN)))
    anna.attach(LARGE)
    until(lambda: anna.session.status.error == "token_expired")
    assert anna.unsent()
    anna.token = server.token("anna")
    anna.session.renewed()
    until(lambda: not anna.unsent())
    assert stored(server, LARGE)


def test_two_devices_of_an_agent_send_the_same_file(
    server: RunningServer, desks: Callable[..., Desk], tmp_path: Path
) -> None:
    (tmp_path / "laptop").mkdir()
    both = [desks("anna"), desks("anna", folder="laptop")]
    for n, desk in enumerate(both):
        desk.attach(LARGE, f"t{n}")
    for desk in both:
        desk.start()
    for n, desk in enumerate(both):
        until(lambda desk=desk: not desk.unsent())  # type: ignore[misc]
        until(lambda n=n: _settled(server, f"t{n}"))  # type: ignore[misc]
    assert stored(server, LARGE)


def _settled(server: RunningServer, row: str) -> bool:
    found = server.runtime.db.read(lambda reader: reader.get(Ticket, row))
    return found is not None and not found.attachments[0].pending


def test_a_file_that_is_damaged_here_is_given_up_and_told(
    server: RunningServer, desks: Callable[..., Desk], log_watch: LogWatch
) -> None:
    log_watch.expect("app.sync.transfers", "file_hash")
    anna = desks("anna")
    ref = anna.attach(b"the manual")
    path = anna.files.path(ref.sha256)
    assert path is not None
    path.write_bytes(b"the manua!")
    anna.start()
    until(lambda: anna.states(ref.sha256)[-1:] == ["failed"])
    assert anna.unsent() == []
    until(lambda: server.runtime.db.read(lambda reader: reader.get(Ticket, "t1")) is not None)


def test_a_file_that_was_collected_meanwhile_is_sent_again(server: RunningServer, desks: Callable[..., Desk]) -> None:
    anna = desks("anna")
    anna.start()
    ref = anna.attach(b"the manual")
    until(lambda: not anna.unsent() and _settled(server, "t1"))
    server.runtime.files.remove(ref.sha256)
    for table in (BLOB, FILE_USE):
        server.runtime.db.write(lambda tx, table=table: tx.connection.execute(delete(table)))  # type: ignore[misc]
    anna.attach(b"the manual", "t2")
    until(lambda: _settled(server, "t2"))
    assert stored(server, b"the manual")


def test_a_file_that_was_never_here_is_not_called_lost_here(server: RunningServer, desks: Callable[..., Desk]) -> None:
    anna = desks("anna")
    ref = FileRef(hashlib.sha256(b"of a colleague").hexdigest(), "a.pdf", 14)
    ticket = Ticket(id="t1", scope="g:group-presale", title="x", group_id="group-presale", attachments=(ref,))
    anna.database.write(lambda tx: tx.save(ticket)).result()
    anna.start()
    until(lambda: bool(anna.states(ref.sha256)) and anna.session.status.pending == 0)
    assert [(each.state, each.code) for each in anna.told] == [("failed", "file_not_here")]


# -- fetching ----------------------------------------------------------------------------------------------------------


def on_server(server: RunningServer, content: bytes, row: str = "t9") -> str:
    """Have a file on the server that a ticket names."""
    sha256 = hashlib.sha256(content).hexdigest()
    for offset in range(0, len(content), CHUNK):
        piece = content[offset : offset + CHUNK]
        received = server.runtime.files.append(sha256, "boss", offset, len(content), piece)
    assert received is not None
    refs = (FileRef(sha256, "a.bin", len(content)),)
    ticket = Ticket(id=row, scope="g:group-presale", title="x", group_id="group-presale", attachments=refs)
    server.runtime.db.write(lambda tx: tx.put(ticket))
    return sha256


def test_a_download_goes_on_after_the_line_was_cut(
    server: RunningServer, desks: Callable[..., Desk], line: CutProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = on_server(server, LARGE)
    starts: list[int] = []
    plain = FileStore.pieces

    def cutting(store: FileStore, sha256: str, start: int = 0) -> Any:
        size, pieces = plain(store, sha256, start)
        starts.append(start)

        def give() -> Iterator[bytes]:
            for n, piece in enumerate(pieces):
                if len(starts) == 1 and n == 2:
                    until(lambda: anna.files.incoming(sha256).size >= CHUNK)
                    line.cut()
                yield piece

        return size, give()

    monkeypatch.setattr(FileStore, "pieces", cutting)
    monkeypatch.setattr(module, "TRY_AGAIN_S", 0.05)
    anna = desks("anna", line.url)
    anna.start()
    anna.session.transfers.want(sha256, len(LARGE))
    until(lambda: anna.states(sha256)[-1] == "waiting" and len(anna.told) > 2)
    assert anna.files.path(sha256) is None, "half a file is no file"
    line.mend()
    anna.session.sync_now()
    until(lambda: anna.files.path(sha256) is not None)
    assert anna.files.read(sha256) == LARGE
    assert starts[0] == 0
    assert starts[-1] >= CHUNK


@pytest.mark.parametrize(("code", "values"), [("files_out_of_reach", {"retry_after_s": 0}), ("internal", {})])
def test_a_download_that_is_wanted_waits_while_the_server_says_later(
    code: str,
    values: dict[str, object],
    server: RunningServer,
    desks: Callable[..., Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And does not where something is wrong with it."""
    sha256, away, plain = on_server(server, b"the manual"), [True], FileStore.pieces

    def pieces(store: FileStore, sha256: str, start: int = 0) -> Any:
        if away:
            raise AppError(code, values)
        return plain(store, sha256, start)

    monkeypatch.setattr(FileStore, "pieces", pieces)
    monkeypatch.setattr(module, "TRY_AGAIN_S", 0.05)
    anna = desks("anna")
    anna.start()
    anna.session.transfers.prefetches = False
    anna.session.transfers.want(sha256, 10)
    if code == "internal":
        until(lambda: anna.states(sha256)[-1] == "failed")
        return
    until(lambda: ("waiting", "server_error") in [(each.state, each.code) for each in anna.told])
    away.clear()
    until(lambda: anna.files.path(sha256) is not None)
    assert "failed" not in anna.states(sha256)


def test_wrong_bytes_are_thrown_away_and_told(server: RunningServer, desks: Callable[..., Desk]) -> None:
    sha256 = on_server(server, b"the manual")
    FileFolder(server.runtime.config.blobs).path(sha256).write_bytes(b"the manua!")
    anna = desks("anna")
    anna.start()
    anna.session.transfers.want(sha256)
    until(lambda: anna.states(sha256)[-1] == "failed")
    assert anna.told[-1].code == "file_hash"
    assert anna.files.path(sha256) is None
    with pytest.raises(AppError, match="file_hash"):
        anna.session.fetch(sha256)
    FileFolder(server.runtime.config.blobs).path(sha256).write_bytes(b"the manual")
    anna.session.fetch(sha256)
    assert anna.files.read(sha256) == b"the manual"


def test_a_full_disk_is_told_and_half_a_file_gives_its_room_back(
    server: RunningServer, desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = on_server(server, b"the manual")
    anna = desks("anna")
    anna.start()

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("app.storage.blobs.put_in_place", full)
        with pytest.raises(AppError, match="disk_full"):
            anna.session.fetch(sha256)
    anna.session.fetch(sha256)
    assert anna.files.read(sha256) == b"the manual"


def test_nobody_waits_for_a_line_that_is_not_there(server: RunningServer, desks: Callable[..., Desk]) -> None:
    sha256 = on_server(server, b"the manual")
    anna = desks("anna")
    with pytest.raises(AppError, match="offline"):
        anna.session.fetch(sha256)
    anna.session.transfers.want(sha256)
    assert anna.states(sha256) == ["waiting"]
    anna.start()
    until(lambda: anna.states(sha256)[-1] == "here")


def test_a_download_under_way_is_said_to_wait_as_soon_as_the_line_is_known_to_be_gone(
    desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transfer itself notices only when its patience ends."""
    anna = desks("anna")
    transfers = anna.session.transfers
    hanging, over = threading.Event(), threading.Event()

    def hang(_: str, moved: Callable[[int], None]) -> None:
        moved(55)
        hanging.set()
        over.wait(5)
        raise AppError("offline")

    monkeypatch.setattr(transfers, "_bring", hang)
    transfers.set_online(True)
    transfers.want("a" * 64, 100)
    running = threading.Thread(target=lambda: transfers._safely(*transfers._next(False)), daemon=True)  # type: ignore[misc]
    running.start()
    assert hanging.wait(5)
    transfers.set_online(False)
    assert (anna.told[-1].state, anna.told[-1].done) == ("waiting", 55)
    over.set()
    running.join(5)
    assert (anna.told[-1].state, anna.told[-1].done) == ("waiting", 55)


def test_a_download_that_is_not_wanted_any_more_stops(
    server: RunningServer, desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = on_server(server, LARGE)
    anna = desks("anna")
    anna.start()

    def told(moving: Moving) -> None:
        anna.told.append(moving)
        if moving.state == "coming" and moving.done and len(anna.told) < 9:
            anna.session.transfers.cancel(sha256)

    anna.session.transfers.on_moving = told
    anna.session.transfers.want(sha256, len(LARGE))
    until(lambda: "stopped" in anna.states(sha256))
    anna.session.transfers.on_moving = anna.told.append
    anna.session.fetch(sha256)
    assert anna.files.read(sha256) == LARGE


def test_two_downloads_never_write_to_one_file(
    server: RunningServer, desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was stopped may still be under way when it is wanted again."""
    sha256, other = on_server(server, LARGE), on_server(server, b"another", "t2")
    starts: list[str] = []
    held, plain = threading.Event(), FileStore.pieces

    def slow(store: FileStore, wanted: str, start: int = 0) -> Any:
        size, pieces = plain(store, wanted, start)
        starts.append(wanted)

        def give() -> Iterator[bytes]:
            for n, piece in enumerate(pieces):
                if wanted == sha256 and n == 1:
                    assert held.wait(20)
                yield piece

        return size, give()

    monkeypatch.setattr(FileStore, "pieces", slow)
    anna = desks("anna")
    try:
        anna.start()
        anna.session.transfers.want(sha256)
        until(lambda: anna.files.incoming(sha256).size >= CHUNK)
        anna.session.transfers.cancel(sha256)
        anna.session.transfers.want(sha256)
        anna.session.transfers.want(other)
        until(lambda: anna.files.path(other) is not None)
        assert starts == [sha256, other]
    finally:
        held.set()
    until(lambda: anna.files.path(sha256) is not None)
    assert anna.files.read(sha256) == LARGE


def test_downloads_make_room_for_themselves(
    server: RunningServer, desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY_BYTES", 1)
    sha256 = on_server(server, b"n" * 900)
    anna = desks("anna")
    anna.files.most = 1_000
    old = anna.files.store(b"o" * 900)
    path = anna.files.path(old)
    assert path is not None
    os.utime(path, (0, 0))
    anna.start()
    anna.session.fetch(sha256)
    assert (anna.files.path(sha256) is not None, anna.files.path(old)) == (True, None)


# -- before anybody asks -----------------------------------------------------------------------------------------------


def named(content: bytes, **said: Any) -> FileRef:
    return FileRef(hashlib.sha256(content).hexdigest(), "a.bin", said.pop("size", len(content)), **said)


def test_what_is_worth_fetching_is_what_will_be_opened(tmp_path: Path) -> None:
    database = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    database.open()
    refs = {name: named(name.encode()) for name in ("mine", "older", "theirs", "closed", "news", "draft")}

    def fill(tx: Tx) -> None:
        for row, state, whose in (("c1", Status.ACTIVE, "anna"), ("c2", Status.QUEUED, ""), ("c3", Status.CLOSED, "")):
            tx.save(Conversation(id=row, scope="g:1", customer_id="x", group_id="1", status=state, assignee_id=whose))
        said = (("m1", "c1", "older", 1), ("m2", "c1", "mine", 2), ("m3", "c2", "theirs", 3), ("m4", "c3", "closed", 4))
        for row, conversation, name, at in said:
            tx.save(
                Message(
                    id=row, scope="g:1", conversation_id=conversation, author="customer", stored_at=at,  # type: ignore[arg-type]
                    attachments=(refs[name], named(b"large", size=prefetch.LARGEST + 1), named(b"p", pending=True)),
                )
            )  # fmt: skip
        for row, name in (("a1", "news"), ("a2", "draft")):
            tx.save(Article(id=row, scope="all", title="x", images=(refs[name],)))

    try:
        database.write(fill).result()
        with closing(sqlite3.connect(tmp_path / "desk.db")) as file, file:  # what only the server says
            file.execute("UPDATE message SET stored_at = CAST(substr(id, 2) AS INTEGER)")
            file.execute("UPDATE article SET status = 'published' WHERE id = 'a1'")
        found = database.read(lambda c: (prefetch.of_conversations(c, "anna"), prefetch.of_articles(c)))
    finally:
        database.close()
    names = {ref.sha256: name for name, ref in refs.items()}
    assert [[names[sha256] for sha256, _ in each] for each in found] == [["mine", "older", "theirs"], ["news"]]


def test_files_come_before_anybody_asks_but_never_before_what_is_asked_for(
    server: RunningServer, desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = [b"ahead %d" % n + LARGE[: 2 * CHUNK] for n in range(3)]
    refs = []
    for n, content in enumerate(ahead):
        on_server(server, content, f"t{n}")
        refs.append(named(content))
    article = Article(id="a1", scope="all", title="x", status=ArticleStatus.PUBLISHED, images=tuple(refs))
    server.runtime.db.write(lambda tx: tx.put(article))
    asked_for = on_server(server, b"asked for")
    order: list[str] = []
    plain, anna = FileStore.pieces, desks("anna")

    def watched(store: FileStore, sha256: str, start: int = 0) -> Any:
        order.append(sha256)
        if len(order) == 1:
            anna.session.transfers.want(asked_for)
        return plain(store, sha256, start)

    monkeypatch.setattr(FileStore, "pieces", watched)
    monkeypatch.setattr(module, "LOOK_AHEAD_S", 0.05)
    monkeypatch.setattr(module, "ARTICLES_S", 0.0)
    anna.session.transfers.prefetches = True
    anna.start()
    until(lambda: all(anna.files.path(ref.sha256) is not None for ref in refs))
    assert order[1] == asked_for
    assert anna.files.read(asked_for) == b"asked for"


def test_while_somebody_waits_nothing_else_is_fetched(desks: Callable[..., Desk]) -> None:
    transfers = desks("anna").session.transfers  # not begun: it is asked what it would do next
    transfers.prefetches = True
    transfers.set_online(True)
    transfers._ahead.append(("a" * 64, 1))
    transfers.want("b" * 64)
    assert [found[0] for found in (transfers._next(True), transfers._next(True)) if found] == ["b" * 64]
    transfers.cancel("b" * 64)
    assert transfers._next(False) is None
    assert transfers._next(True) == ("a" * 64, None)


def test_nothing_comes_unasked_on_a_line_that_is_paid_by_volume(
    server: RunningServer, desks: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = on_server(server, b"ahead")
    article = Article(id="a1", scope="all", title="x", status=ArticleStatus.PUBLISHED, images=(named(b"ahead"),))
    server.runtime.db.write(lambda tx: tx.put(article))
    anna = desks("anna")
    anna.start()
    until(lambda: anna.database.read(lambda c: rows.get(c, Article, "a1")) is not None)
    anna.session.fetch(on_server(server, b"asked for", "t2"))
    assert anna.files.path(sha256) is None
