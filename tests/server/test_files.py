"""Files: kept by their hash, taken in pieces, and there only for those who see a row that refers to them."""

import asyncio
import contextlib
import errno
import hashlib
import os
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests
from sqlalchemy import select, text

from app.domain.conversations import Message
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.journal import Conflict
from app.domain.knowledge import Article
from app.domain.people import Role
from app.domain.tickets import Ticket
from app.sql import server_engine, upgrade
from sync_server.service.files import FileStore, Received
from sync_server.storage import blobs, uses
from sync_server.storage.database import MIGRATIONS
from sync_server.storage.file_folder import FileFolder
from sync_server.storage.records import Tx
from sync_server.storage.tables import FILE_USE
from tests.helpers.log_watch import LogWatch
from tests.helpers.loops import in_own_loop
from tests.helpers.server import RunningServer
from tests.server.device import Office
from tests.server.test_http import code

WORDS = b"some words" * 1000
SHA256 = hashlib.sha256(WORDS).hexdigest()
REF = FileRef(SHA256, "words.txt", len(WORDS), "text/plain")


def send(
    server: RunningServer, token: str, content: bytes, sha256: str = "", *, offset: int = 0, length: int | None = None
) -> requests.Response:
    """Send a piece of a file as the desk does."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Upload-Offset": str(offset),
        "Upload-Length": str(len(content) if length is None else length),
    }
    path = f"/files/v1/{sha256 or hashlib.sha256(content).hexdigest()}"
    return requests.patch(server.url + path, data=content, headers=headers, timeout=30)


def status(server: RunningServer, method: str, login: str, sha256: str = SHA256) -> int:
    return server.call(method, f"/files/v1/{sha256}", token=server.token(login)).status_code


def left_over(server: RunningServer) -> list[Path]:
    return [path for path in server.runtime.config.blobs.rglob("*") if path.is_file()]


def test_a_file_is_for_who_sent_it_and_for_who_sees_what_refers_to_it(server: RunningServer) -> None:
    assert status(server, "GET", "anna") == 404
    for _ in range(2):
        assert send(server, server.token("anna"), WORDS).status_code == 204
    got = server.call("GET", f"/files/v1/{SHA256}", token=server.token("anna"))
    assert got.content == WORDS
    for method in ("GET", "HEAD"):
        assert [status(server, method, login) for login in ("anna", "bob", "boss")] == [200, 404, 404]

    put = server.runtime.db.write
    ticket = put(lambda tx: tx.put(Ticket(id="t1", scope="g:group-after", group_id="group-after", title="x")))
    assert status(server, "GET", "bob") == 404
    ticket = put(lambda tx: tx.put(_with(ticket, attachments=(REF,))))
    assert [status(server, "GET", login) for login in ("bob", "boss")] == [200, 200]
    ticket = put(lambda tx: tx.put(_with(ticket, scope="g:group-presale", group_id="group-presale")))
    assert [status(server, "GET", login) for login in ("bob", "boss")] == [404, 200]
    put(lambda tx: tx.put(_with(ticket, attachments=())))
    assert status(server, "GET", "boss") == 404
    put(lambda tx: tx.put(Article(id="a1", scope="all", title="Reset", images=(REF,))))
    assert status(server, "GET", "bob") == 200


def _with(row: Any, **fields: Any) -> Any:
    return msgspec.structs.replace(row, **fields)


def test_remembering_a_hash_does_not_bring_the_file(server: RunningServer) -> None:
    """Whoever sends the file itself has it; whoever only names it does not get it."""
    send(server, server.token("anna"), WORDS)
    bob = server.token("bob")
    assert status(server, "HEAD", "bob") == 404, "not even whether it is there"
    assert send(server, bob, WORDS).status_code == 204
    assert status(server, "GET", "bob") == 200


def test_what_an_operation_says_of_a_file_is_what_the_file_is(office: Office) -> None:
    anna = office.agent("anna")
    words, picture, unknown = ("a1" * 32, "b2" * 32, "c3" * 32)

    def store(tx: Tx) -> None:
        for sha256, mime in ((words, "text/plain"), (picture, "image/png")):
            blobs.add(tx, sha256, 7, mime)
            uses.note_upload(tx, sha256, "anna")

    office.db.write(store)

    def ref(sha256: str, mime: str, width: int = 0) -> dict[str, Any]:
        return {"sha256": sha256, "name": "/etc/xdg/a.png", "size": 9, "mime": mime, "width": width, "height": 5}

    refs = [ref(words, "image/png", 640), ref(words, "text/csv"), ref(picture, "text/html", 640),
            ref(picture, "image/png", 2**31 - 1), ref(unknown, "image/png", 640)]  # fmt: skip
    assert anna.do("ticket", "t1", "create", {"title": "Broken", "attachments": refs}).status == "ok"
    name = "a.png"
    assert office.get(Ticket, "t1").attachments == (
        FileRef(words, name, 7),
        FileRef(words, name, 7, "text/csv"),
        FileRef(picture, name, 7, "image/png", 640, 5),
        FileRef(picture, name, 7, "image/png"),
        FileRef(unknown, name, 9, "image/png", 640, 5, pending=True),
    )
    office.queued("v1")
    card = {"article_id": "a1", "number": 1, "version": 1, "title": "t", "image": refs[0], "attachments": refs[2:3]}
    anna.do("conversation", "v1", "intent", {"action": "claim", "args": {}}, base_rev=1)
    assert anna.say("v1", "m1", kind="card", card=card).status == "ok"
    sent = office.get(Message, "m1").card
    assert sent is not None
    assert (sent.image, sent.attachments) == (
        FileRef(words, name, 7),
        (FileRef(picture, name, 7, "image/png", 640, 5),),
    )


@pytest.mark.parametrize(
    ("offset", "length"), [("-1", "5"), ("0", "-5"), ("0", "1_0"), ("٠", "5"), ("0", "9" * 30), ("", "5"), ("0", "")]
)
def test_pieces_are_counted_in_whole_numbers(server: RunningServer, offset: str, length: str) -> None:
    headers = {"Authorization": f"Bearer {server.token('anna')}"}
    headers |= {"Upload-Offset": offset.encode(), "Upload-Length": length}  # type: ignore[dict-item]
    answer = requests.patch(f"{server.url}/files/v1/{SHA256}", data=b"some", headers=headers, timeout=30)
    assert code(answer) == (400, "bad_request")


def test_a_file_comes_in_pieces(server: RunningServer) -> None:
    anna = server.token("anna")
    assert send(server, anna, WORDS[:400], SHA256, length=len(WORDS)).status_code == 204
    begun = server.call("HEAD", f"/files/v1/{SHA256}", token=anna)
    assert begun.headers["Upload-Offset"] == "400"
    assert "Upload-Length" not in begun.headers
    again = send(server, anna, WORDS[:400], SHA256, length=len(WORDS))
    assert (*code(again), again.json()["values"]) == (409, "upload_offset", {"offset": 400})
    # all of it came, and the server stopped before it had said so
    (part,) = left_over(server)
    part.write_bytes(WORDS)
    assert send(server, anna, b"", SHA256, offset=len(WORDS), length=len(WORDS)).status_code == 204
    assert server.call("GET", f"/files/v1/{SHA256}", token=anna).content == WORDS
    assert not part.exists()
    whole = server.call("HEAD", f"/files/v1/{SHA256}", token=anna).headers
    assert whole["Upload-Offset"] == whole["Upload-Length"] == str(len(WORDS))


def test_nobody_goes_on_with_the_upload_of_another(server: RunningServer) -> None:
    """With the last piece of it he would have the whole, and be told that somebody has it."""
    anna, bob = server.token("anna"), server.token("bob")
    send(server, anna, WORDS[:400], SHA256, length=len(WORDS))
    assert status(server, "HEAD", "bob") == 404
    again = send(server, bob, WORDS[400:], SHA256, offset=400, length=len(WORDS))
    assert (*code(again), again.json()["values"]) == (409, "upload_offset", {"offset": 0})
    assert send(server, anna, WORDS[400:], SHA256, offset=400, length=len(WORDS)).status_code == 204
    assert status(server, "GET", "bob") == 404


def test_a_full_disk_is_told_and_the_upload_goes_on_later(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    log_watch.expect("sync_server.service.files", "no room")
    anna = server.token("anna")
    send(server, anna, WORDS[:400], SHA256, length=len(WORDS))
    real = os.fsync

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert code(send(server, anna, WORDS[400:900], SHA256, offset=400, length=len(WORDS))) == (507, "server_full")
    monkeypatch.setattr(os, "fsync", real)
    begun = int(server.call("HEAD", f"/files/v1/{SHA256}", token=anna).headers["Upload-Offset"])
    assert 400 <= begun <= 900
    assert send(server, anna, WORDS[begun:], SHA256, offset=begun, length=len(WORDS)).status_code == 204
    assert server.call("GET", f"/files/v1/{SHA256}", token=anna).content == WORDS


def test_two_devices_of_an_agent_go_on_with_each_others_pieces(tmp_path: Path) -> None:
    store, step = FileStore(tmp_path), 500
    done: list[Received | None] = []

    def device() -> None:
        while not store.has(SHA256):
            offset = store.begun(SHA256, "anna")
            with contextlib.suppress(AppError):  # the other was faster
                done.append(store.append(SHA256, "anna", offset, len(WORDS), WORDS[offset : offset + step]))

    devices = [threading.Thread(target=device) for _ in range(2)]
    for each in devices:
        each.start()
    for each in devices:
        each.join()
    assert store.read(SHA256) == WORDS
    assert [each for each in done if each is not None] == [Received(SHA256, len(WORDS))]
    assert not list(tmp_path.glob("incoming/*"))


def test_a_download_goes_on_where_it_broke_off(server: RunningServer) -> None:
    anna = server.token("anna")
    send(server, anna, WORDS)

    def ask(wanted: str) -> requests.Response:
        return server.call("GET", f"/files/v1/{SHA256}", token=anna, headers={"Range": wanted})

    rest = ask("bytes=9000-")
    assert (rest.status_code, rest.content) == (206, WORDS[9000:])
    assert rest.headers["Content-Range"] == f"bytes 9000-{len(WORDS) - 1}/{len(WORDS)}"
    assert ask(f"bytes={len(WORDS)}-").content == b""
    assert (*code(ask(f"bytes={len(WORDS) + 1}-")), ask("bytes=0-5").status_code) == (416, "bad_range", 200)


def test_more_than_the_file_is_begun_anew(server: RunningServer) -> None:
    anna = server.token("anna")
    send(server, anna, WORDS[:400], SHA256, length=len(WORDS))
    (part,) = left_over(server)
    part.write_bytes(WORDS + b"more")
    wrong = send(server, anna, b"", SHA256, offset=len(WORDS) + 4, length=len(WORDS))
    assert (*code(wrong), wrong.json()["values"]) == (409, "upload_offset", {"offset": 0}), "its device goes on there"
    assert left_over(server) == []
    assert code(send(server, anna, WORDS + b"more", SHA256, length=len(WORDS))) == (413, "file_too_large")
    assert send(server, anna, WORDS).status_code == 204


def test_a_file_that_is_not_what_its_name_says_is_refused(server: RunningServer) -> None:
    anna = server.token("anna")
    assert code(send(server, anna, b"other", "0" * 64)) == (422, "file_hash")
    assert code(send(server, anna, b"other", "..%2f..%2fescape")) in ((404, "no_such_file"), (404, "no_such_path"))
    assert left_over(server) == []


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(server: RunningServer) -> None:
    answer = send(server, server.token("anna"), b"x", "0" * 64, length=MAX_FILE_BYTES + 1)
    assert code(answer) == (413, "file_too_large")
    visitor = server.call("POST", "/chat/v1/session", json={"group": "presale"}).json()["token"]
    large = b"x" * (MAX_FILE_BYTES + 1)

    def pieces() -> Any:
        yield from (large[start : start + (1 << 20)] for start in range(0, len(large), 1 << 20))

    headers = {"Authorization": f"Bearer {visitor}"}
    for body in (large, pieces()):
        answer = requests.post(f"{server.url}/chat/v1/files", data=body, headers=headers, timeout=30)
        assert code(answer) == (413, "file_too_large")
    assert left_over(server) == []


def test_a_slow_disk_holds_up_the_one_who_uploads_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, done = threading.Event(), threading.Event()
    in_time: list[bool] = []

    def slow(_: int) -> None:
        begun.set()
        in_time.append(done.wait(timeout=2))

    monkeypatch.setattr(os, "fsync", slow)

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(WORDS), 999):
            yield WORDS[start : start + 999]

    async def upload() -> Received:
        receiving = asyncio.create_task(FileStore(tmp_path).receive(chunks()))
        while not begun.is_set():
            await asyncio.sleep(0)
        done.set()  # only a loop that still turns comes here in time
        return await receiving

    assert in_own_loop(upload()) == Received(SHA256, len(WORDS))
    assert in_time
    assert all(in_time)
    assert FileStore(tmp_path).read(SHA256) == WORDS
    assert not list(tmp_path.glob("incoming/*"))


def test_uploads_that_nobody_goes_on_with_are_removed_after_a_day(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    assert store.forget_unfinished() == 0
    parts = []
    for name, hours in (("fresh", 23), ("old", 25)):
        content = name.encode()
        sha256 = hashlib.sha256(content).hexdigest()
        store.append(sha256, "anna", 0, len(content), content[:2])
        (part,) = (tmp_path / "incoming").glob(f"{sha256}.*")
        os.utime(part, (time.time() - hours * 3600,) * 2)
        parts.append(part)
    sha256 = hashlib.sha256(b"whole").hexdigest()
    whole = store.append(sha256, "anna", 0, 5, b"whole")
    assert whole is not None
    os.utime(FileFolder(tmp_path).path(whole.sha256), (0, 0))
    assert store.forget_unfinished() == 1
    assert [part.exists() for part in parts] == [True, False]
    assert store.has(whole.sha256)


def test_what_rows_referred_to_before_is_noted_by_the_migration(tmp_path: Path, office: Office) -> None:
    body = [{"id": "b1", "kind": "image", "image": SHA256}]
    office.put(Ticket(id="t1", scope="g:presale", group_id="presale", title="x", attachments=(REF,)))
    anna = office.agent("anna", role=Role.KNOWLEDGE_ADMIN)
    anna.do("article", "a1", "create", {"title": "Reset", "body": body})
    lost = msgspec.json.encode([REF]).decode()
    conflict = Conflict(id="lost", scope="u:anna", entity="ticket", row_id="t1", field="attachments", lost=lost)
    noted = _uses(office)
    office.put(conflict)
    assert {(SHA256, "ticket", "t1"), (SHA256, "article", "a1")} <= noted
    engine = server_engine(office.db.url)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE file_use"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    upgrade(engine, MIGRATIONS, "0003")
    assert _uses(office) == noted
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE file_use"))
        connection.execute(text("CREATE TABLE file_use (sha256 TEXT, ent TEXT, row TEXT)"))
        connection.execute(text("ALTER TABLE blob DROP COLUMN idle_since"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    upgrade(engine, MIGRATIONS, "0007")
    engine.dispose()
    assert _uses(office) == {(SHA256, "conflict", "lost")}, "since files are collected, conflicts keep theirs"


def _uses(office: Office) -> set[Any]:
    use = FILE_USE.c
    query = select(use.sha256, use.ent, use.row)
    return office.db.read(lambda reader: {tuple(row) for row in reader.connection.execute(query)})
