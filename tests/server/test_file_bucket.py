"""Files in a bucket of a real S3 store: what holds for a folder holds there, and nothing else stops when it is away."""

import hashlib
import itertools
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from app.domain.conversations import Message
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.files import FileRef
from sync_server import __main__ as command_line
from sync_server.arguments import config_of, parser
from sync_server.config import Config
from sync_server.service import file_check, promises
from sync_server.service.files import FileStore
from sync_server.storage import file_bucket, unused
from sync_server.storage.database import Database
from sync_server.storage.file_bucket import Reach
from sync_server.storage.file_folder import FileFolder
from sync_server.storage.file_places import FilePlace, open_place, opened
from tests.helpers import s3
from tests.helpers.cut_proxy import CutProxy
from tests.helpers.log_watch import LogWatch
from tests.helpers.loops import in_own_loop
from tests.helpers.s3 import Store
from tests.helpers.server import RunningServer, fresh_sqlite, running_server
from tests.helpers.visitor import Visitor
from tests.helpers.waiting import until
from tests.server.test_files import send

MIB = 1 << 20
LARGE = bytes(range(256)) * (5 * MIB // 512)  # 2.5 MiB
LARGE_SHA = hashlib.sha256(LARGE).hexdigest()
LOST = "sync_server.storage.file_bucket"
_numbers = itertools.count()


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """One store for all tests of this process."""
    with s3.store() as running:
        yield running


@pytest.fixture
def bucket(store: Store, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of an empty bucket, which the servers of this process find."""
    s3.use(monkeypatch, store.url)
    return store.bucket(f"files{next(_numbers)}-{os.getpid()}") + "/an/office"


@pytest.fixture
def line(store: Store, bucket: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[CutProxy]:
    """Return the line to the store, which can be cut."""
    monkeypatch.setattr(file_bucket, "PAUSE_S", 0.2)
    monkeypatch.setattr(file_bucket, "CONNECT_S", 1)
    with CutProxy(("127.0.0.1", store.port)) as proxy:
        s3.use(monkeypatch, proxy.url)
        yield proxy


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def file_upload(content: bytes, owner: str) -> str:
    """Name the upload of a file as the server does."""
    return f"{sha(content)}.{sha(owner.encode())[:16]}.part"


def put(files: FileStore, content: bytes, step: int = MIB) -> str:
    """Store a file as a desk sends it."""
    name = sha(content)
    for offset in range(0, len(content), step):
        files.append(name, "anna", offset, len(content), content[offset : offset + step])
    return name


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FilePlace]:
    """Each kind of place, empty."""
    at = tmp_path / "files" if request.param == "folder" else request.getfixturevalue("bucket")
    with opened(at) as made:
        yield made


def test_every_place_keeps_files_alike(place: FilePlace, tmp_path: Path) -> None:
    files = FileStore(tmp_path / "unused")
    files.place = place
    assert place.size(LARGE_SHA) is None
    half = len(LARGE) // 2
    assert files.append(LARGE_SHA, "anna", 0, len(LARGE), LARGE[:half]) is None
    assert (files.begun(LARGE_SHA, "anna"), files.begun(LARGE_SHA, "bob")) == (half, 0)
    with pytest.raises(AppError) as refused:
        files.append(LARGE_SHA, "anna", 7, len(LARGE), b"x")
    assert (refused.value.code, refused.value.values["offset"]) == ("upload_offset", half)
    assert not files.has(LARGE_SHA), "half a file is no file"
    assert files.append(LARGE_SHA, "anna", half, len(LARGE), LARGE[half:]) is not None
    assert (files.begun(LARGE_SHA, "anna"), place.size(LARGE_SHA)) == (0, len(LARGE))
    assert files.read(LARGE_SHA) == LARGE
    size, rest = files.pieces(LARGE_SHA, MIB + 5)
    assert (size, b"".join(rest)) == (len(LARGE), LARGE[MIB + 5 :])
    assert b"".join(files.pieces(LARGE_SHA, len(LARGE))[1]) == b""

    with pytest.raises(AppError, match="file_hash"):
        files.append(sha(b"right"), "anna", 0, 5, b"wrong")
    assert files.begun(sha(b"right"), "anna") == 0, "it is sent anew"
    small = put(files, b"small", step=2)
    assert [each.sha256 for each in place.held(small[:2])] == [small]
    assert [each.sha256 for each in place.held("")] == sorted([small, LARGE_SHA])
    assert [each.size for each in place.held(LARGE_SHA[:2])] == [len(LARGE)]
    assert abs(next(place.held(small[:2])).stored_at - time.time()) < 60
    assert files.resting(small[:2], -60) == [small]
    assert files.resting(small[:2], 60) == []

    async def chunks() -> AsyncIterator[bytes]:
        yield LARGE[:MIB]
        yield b"and an end"

    received = in_own_loop(files.receive(chunks()))
    assert files.read(received.sha256) == LARGE[:MIB] + b"and an end"
    files.append(sha(b"never ended"), "anna", 0, 11, b"never")
    assert files.forget_unfinished(60) == 0
    assert files.forget_unfinished(-60) == 1
    assert files.begun(sha(b"never ended"), "anna") == 0
    for _ in range(2):
        files.remove(small)
    assert (files.has(small), files.has(LARGE_SHA)) == (False, True)
    with pytest.raises(AppError, match="no_such_file"):
        files.read(small)


@pytest.mark.slow
def test_an_upload_goes_on_in_another_process(bucket: str) -> None:
    """And two that send at once, pieces of different lengths, both come to an end."""
    one, other = FileStore(bucket), FileStore(bucket)
    one.append(LARGE_SHA, "anna", 0, len(LARGE), LARGE[:MIB])
    assert other.begun(LARGE_SHA, "anna") == MIB
    other.append(LARGE_SHA, "anna", MIB, len(LARGE), LARGE[MIB : 2 * MIB])
    assert one.append(LARGE_SHA, "anna", 2 * MIB, len(LARGE), LARGE[2 * MIB :]) is not None
    assert other.read(LARGE_SHA) == LARGE

    # one device's piece is longer than that of the other, which comes later and takes its place: what follows on the
    # longer one follows on nothing now
    words = b"some words" * 1000
    for offset, end in ((0, 4000), (4000, 8000), (0, 1000)):
        one.place.append(file_upload(words, "carl"), offset, words[offset:end])
    assert one.begun(sha(words), "carl") == 1000
    assert other.append(sha(words), "carl", 1000, len(words), words[1000:]) is not None
    assert other.read(sha(words)) == words
    other.remove(sha(words))

    def device(files: FileStore, step: int) -> None:
        while not files.has(sha(words)):
            offset = files.begun(sha(words), "anna")
            try:
                files.append(sha(words), "anna", offset, len(words), words[offset : offset + step])
            except AppError as error:
                assert error.code in ("upload_offset", "file_hash"), error

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(device, one, 1500), pool.submit(device, other, 2300)]:
            done.result()
    assert one.read(sha(words)) == words
    one.place.close()
    other.place.close()


@pytest.mark.slow
def test_an_upload_that_another_process_ends_meanwhile_is_asked_for_again(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not refused as damaged: who is told so by two of his devices might give it up."""
    one, other = FileStore(bucket), FileStore(bucket)
    one.append(LARGE_SHA, "anna", 0, len(LARGE), LARGE[:MIB])
    plain = one.place.append

    def overtaken(upload: str, offset: int, piece: bytes) -> None:
        assert other.append(LARGE_SHA, "anna", MIB, len(LARGE), LARGE[MIB:]) is not None
        plain(upload, offset, piece)

    monkeypatch.setattr(one.place, "append", overtaken)
    with pytest.raises(AppError) as refused:
        one.append(LARGE_SHA, "anna", MIB, len(LARGE), LARGE[MIB:])
    assert (refused.value.code, refused.value.values["offset"]) == ("upload_offset", 0)
    assert one.read(LARGE_SHA) == LARGE
    one.place.close()
    other.place.close()


@pytest.mark.slow
def test_pieces_alone_do_not_bring_a_file_that_is_here(bucket: str) -> None:
    """Who knows a hash and sends something else gets nothing, though the file lies here."""
    files = FileStore(bucket)
    put(files, LARGE)
    with pytest.raises(AppError, match="file_hash"):
        files.append(LARGE_SHA, "bob", 0, 4, b"junk")
    assert files.read(LARGE_SHA) == LARGE, "nor is it changed"
    files.place.close()


@pytest.fixture
def office(tmp_path: Path, bucket: str, line: CutProxy) -> Iterator[RunningServer]:
    """A server with its files in a bucket, and an agent."""
    with running_server(tmp_path, files=bucket) as server:
        server.create_groups("presale")
        server.create_account("anna", groups=("group-presale",))
        yield server


@pytest.mark.slow
def test_a_store_that_is_away_stops_files_only(office: RunningServer, line: CutProxy, log_watch: LogWatch) -> None:
    log_watch.expect(LOST, "out of reach")
    anna = office.token("anna")
    assert send(office, anna, LARGE[:MIB], LARGE_SHA, length=len(LARGE)).status_code == 204
    got = b"a file of before"
    assert send(office, anna, got).status_code == 204
    line.cut()

    def refused(answer: requests.Response) -> bool:
        return (answer.status_code, "Retry-After" in answer.headers) == (503, True)

    path = f"/files/v1/{sha(got)}"
    assert refused(send(office, anna, LARGE[MIB : 2 * MIB], LARGE_SHA, offset=MIB, length=len(LARGE)))
    assert refused(office.call("GET", path, token=anna))
    assert refused(office.call("HEAD", path, token=anna))
    visitor = Visitor(office, "presale")
    chat = f"{office.url}/chat/v1/files"
    assert refused(requests.post(chat, data=b"x", headers={"Authorization": f"Bearer {visitor.token}"}, timeout=30))
    visitor.say("words go on")
    said = office.runtime.db.read(lambda reader: reader.find(Message))
    assert "words go on" in [each.text for each in said]
    health = requests.get(f"{office.url}/health", timeout=10)
    assert (health.status_code, health.json()["files"]) == (200, False)
    row = office.runtime.db.write(lambda tx: tx.put(Customer(id="c1", scope="people", name="Wang")))
    assert row.rev > 0

    line.mend()
    until(lambda: requests.get(f"{office.url}/health", timeout=10).json()["files"])
    assert office.call("GET", path, token=anna).content == got
    begun = int(office.call("HEAD", f"/files/v1/{LARGE_SHA}", token=anna).headers["Upload-Offset"])
    assert begun == MIB, "what was acknowledged is here"
    for offset in (MIB, 2 * MIB):
        piece = LARGE[offset : offset + MIB]
        assert send(office, anna, piece, LARGE_SHA, offset=offset, length=len(LARGE)).status_code == 204
    ranged = office.call("GET", f"/files/v1/{LARGE_SHA}", token=anna, headers={"Range": f"bytes={MIB}-"})
    assert (ranged.status_code, ranged.content) == (206, LARGE[MIB:])


@pytest.mark.slow
def test_a_store_that_is_away_at_the_last_piece_loses_no_upload(
    bucket: str, line: CutProxy, log_watch: LogWatch
) -> None:
    log_watch.expect(LOST, "out of reach")
    files = FileStore(bucket)
    files.append(LARGE_SHA, "anna", 0, len(LARGE), LARGE[: 2 * MIB])
    line.cut()
    with pytest.raises(AppError, match="files_out_of_reach"):
        files.append(LARGE_SHA, "anna", 2 * MIB, len(LARGE), LARGE[2 * MIB :])
    line.mend()

    def back() -> bool:
        try:
            files.place.look()
        except AppError:
            return False
        return True

    until(back)
    begun = files.begun(LARGE_SHA, "anna")
    assert files.append(LARGE_SHA, "anna", begun, len(LARGE), LARGE[begun:]) is not None
    assert files.read(LARGE_SHA) == LARGE
    files.place.close()


def test_while_a_store_is_away_only_one_waits_to_find_out(monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch) -> None:
    log_watch.expect(LOST, "out of reach; they wait: OSError: gone")
    reach, now, asked = Reach("s3://x"), [100.0], 0
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def ask(work: Callable[[], Any]) -> str:
        nonlocal asked
        try:
            with reach.asking(key=True):
                asked += 1
                work()
        except AppError as error:
            return f"{error.code} {error.values}"
        except FileNotFoundError:
            return "no such key"
        return "ok"

    def fails() -> None:
        raise OSError("gone")

    def no_key() -> None:
        raise FileNotFoundError

    lost = "files_out_of_reach {'retry_after_s': 5}"
    assert [ask(no_key), ask(fails), ask(lambda: None)] == ["no such key", lost, lost]
    assert (asked, reach.lost) == (2, True)
    now[0] += 5
    assert [ask(fails), ask(lambda: None)] == [lost, lost]
    assert asked == 3, "one tried it"
    now[0] += 5
    assert [ask(no_key), ask(lambda: None)] == ["no such key", "ok"]
    assert not reach.lost


@pytest.mark.slow
def test_files_that_nobody_needs_are_removed_from_a_bucket(bucket: str, tmp_path: Path) -> None:
    db, files = Database(fresh_sqlite(tmp_path / "server.sqlite")), FileStore(bucket)
    stray, kept = put(files, b"no table knows it"), put(files, b"kept")
    ref = FileRef(kept, "x", 4, "text/plain")
    db.write(lambda tx: promises.received(tx, files, ref, "anna"))
    assert db.write(lambda tx: unused.remove_strays(tx, [stray, kept], files.remove)) == 1
    assert [files.has(stray), files.has(kept)] == [False, True]
    files.place.close()
    db.close()


def test_a_file_that_cannot_be_removed_now_is_a_stray_later(tmp_path: Path) -> None:
    """Its row goes all the same: it may be gone, and whoever named the row would never get the file."""
    db, files = Database(fresh_sqlite(tmp_path / "server.sqlite")), FileStore(tmp_path / "blobs")
    ref = FileRef(put(files, b"nobody names it"), "x", 15, "text/plain")
    db.write(lambda tx: promises.received(tx, files, ref, "anna"))
    db.write(lambda tx: tx.connection.exec_driver_sql("UPDATE blob SET idle_since = 1"))

    def away(sha256: str) -> None:
        raise AppError("files_out_of_reach")

    assert db.write(lambda tx: unused.remove(tx, [ref.sha256], away)) == 1
    assert file_check.check(db, files.place, whole=True) == file_check.Checked()
    assert files.resting(ref.sha256[:2], -60) == [ref.sha256]
    db.close()


@pytest.mark.slow
def test_backup_check_and_restore_with_files_in_a_bucket(
    bucket: str, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], log_watch: LogWatch
) -> None:
    data, folder = tmp_path / "data", str(tmp_path / "backup")
    here = ["--data", str(data), "--blobs", bucket]
    db, files = Database(fresh_sqlite(data / "server.sqlite")), FileStore(bucket)
    names = [put(files, content) for content in (LARGE, b"a second one", b"a third one")]
    refs = [FileRef(name, "x", files.size(name) or 0, "text/plain") for name in names]
    for ref in refs:
        db.write(lambda tx, ref=ref: promises.received(tx, files, ref, "anna"))  # type: ignore[misc]
    files.append(sha(b"not yet whole"), "anna", 0, 13, b"not")
    store.files().pipe_file(f"{bucket.removeprefix('s3://')}/elsewhere/{sha(b'x')}", b"another program's")
    db.close()

    def run(*asked: str) -> tuple[int, str, str]:
        code = command_line.main(asked)
        return code, *capsys.readouterr()

    assert run("check", "--files", *here)[:2] == (0, "The database is sound.\nAll 3 files are what they were.\n")
    code, out, _ = run("backup", folder, "--verify", *here)
    assert (code, "3 new files" in out, "3 files." in out) == (0, True, True)
    assert "0 new files" in run("backup", folder, *here)[1], "only what is new is copied"

    admin, root = store.files(), bucket.removeprefix("s3://")
    admin.pipe_file(f"{root}/{names[1][:2]}/{names[1]}", b"a sec0nd one")
    admin.rm_file(f"{root}/{names[2][:2]}/{names[2]}")
    code, out, err = run("check", *here)
    assert (code, f"missing: {names[2][:2]}/{names[2]}" in out, "damaged:" in out) == (2, True, False)
    code, out, err = run("check", "--files", *here)
    assert (code, f"damaged: {names[1][:2]}/{names[1]}" in out) == (2, True)
    assert "1 files are missing and 1 are damaged" in err
    log_watch.expect("sync_server.storage.file_places", "is damaged")
    assert run("backup", str(tmp_path / "late"), "--verify", *here)[0] == 2, "a backup that lacks a file says so"

    for at in (bucket + "-2", str(tmp_path / "local")):  # a backup is for any place
        new = ["--data", str(tmp_path / at[-5:]), "--blobs", at]
        assert run("restore", folder, *new)[0] == 0
        assert run("check", "--files", *new)[1].endswith("All 3 files are what they were.\n")
    assert FileFolder(tmp_path / "local").size(LARGE_SHA) == len(LARGE)
    files.place.close()


@pytest.mark.slow
def test_what_is_wrong_with_a_bucket_is_told(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], log_watch: Any
) -> None:
    fresh_sqlite(tmp_path / "server.sqlite")

    def complaint(at: str) -> str:
        assert command_line.main(["check", "--data", str(tmp_path), "--blobs", at]) == 2
        return capsys.readouterr().err

    log_watch.expect(LOST, "out of reach; they wait: FileNotFoundError")
    log_watch.expect(LOST, "out of reach; they wait: PermissionError")
    log_watch.expect(LOST, "out of reach; they wait: EndpointConnectionError")
    assert "bad_blobs" in complaint("s3://")
    assert "bad_blobs" in complaint("ftp://host/files")
    assert "files_out_of_reach" in complaint("s3://no-such-bucket/x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    assert "files_out_of_reach" in complaint(bucket)
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
    assert "files_out_of_reach" in complaint(bucket)


def test_libraries_that_are_not_installed_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sync_server.storage.file_bucket", None)
    with pytest.raises(AppError, match="no_s3"):
        open_place("s3://bucket")


@pytest.mark.slow
def test_a_server_without_a_bucket_does_not_load_what_buckets_need(tmp_path: Path) -> None:
    words = (
        f"from sync_server.server import *; from pathlib import Path; shut(build(Config(data=Path({str(tmp_path)!r}))))"
    )
    found = subprocess.run(
        [sys.executable, "-c", words + "; import sys; print({'fsspec', 's3fs', 'botocore'} & set(sys.modules))"],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert found.stdout == "set()\n"


def test_where_the_files_lie_is_chosen_by_the_command_line(tmp_path: Path) -> None:
    parse = parser().parse_args

    def at(*asked: str) -> Path | str:
        return config_of(parse(["serve", "--data", str(tmp_path), *asked])).files_at

    assert at() == tmp_path / "blobs" == Config(data=tmp_path).files_at
    assert at("--blobs", str(tmp_path / "elsewhere")) == tmp_path / "elsewhere"
    assert at("--blobs", "s3://bucket/an/office") == "s3://bucket/an/office"
