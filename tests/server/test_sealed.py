"""An outbox that is carried in a file: taken once, answered on the way back, and refused whole when it is not sound."""

import hashlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.commands import sealed as commands
from app.domain import sealed
from app.domain.access import group_scope
from app.domain.change import Operation
from app.domain.conversations import Author, Conversation, Message, MessageKind
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.protocol import Hello, Push
from app.domain.sealed import Attached, Outbox
from app.storage import blobs as blob_rows
from app.storage import outbox, sync_status
from app.storage import sealed as storage
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.problems import problems
from sync_server import __main__ as command_line
from sync_server.service import accounts, exchange
from sync_server.service import sealed as service
from sync_server.service.accounts import Caller
from sync_server.service.files import FileStore
from sync_server.storage import credentials, devices
from tests.helpers.server import password_hash
from tests.server.device import Office

LIN = "lin"


class Desk:
    """A real local database that a server has greeted once and that no line reaches any more."""

    def __init__(self, office: Office, folder: Path, device_id: str) -> None:
        self.office = office
        self.folder = folder
        self.database = Database(folder / "desk.db", Actor(LIN, "agent"), clock=office.clock)
        self.database.open()
        self.blobs = Blobs(folder / "blobs")
        caller = Caller(LIN, device_id)

        def greet(replica: Any) -> None:
            position = replica.position()
            hello = Hello(client_id=position.client_id, next_n=position.next_n)
            welcome = office.db.write(lambda tx: exchange.hello(tx, caller, hello))
            replica.adopt_epoch(welcome.epoch)
            assert welcome.seal is not None
            storage.keep(replica.connection, welcome.seal)

        self.database.replicate(greet).result(5)

    def write(self, fn: Callable[[Any], Any]) -> Any:
        return self.database.write(fn).result(5)

    def customer(self, name: str) -> None:
        self.write(lambda tx: tx.save(Customer(id=new_id(), scope="people", name=name)))

    def export(self) -> Path:
        target = self.folder / "outbox.zip"
        found, seal = self.database.read(lambda c: storage.collect(c, self.blobs, LIN, self.office.clock.now))
        storage.export(target, found, seal, self.blobs)
        return target

    def pending(self) -> list[Operation]:
        return self.database.read(lambda c: outbox.next_push(c, 100))

    def take(self, source: Path) -> int:
        answers = self.database.read(lambda c: storage.read_answers(c, source))
        found: int = self.write(lambda tx: commands.take_answers(tx, answers))
        return found


@pytest.fixture
def device_id(office: Office) -> str:
    office.agent(LIN)

    def sign_in(tx: Any) -> str:
        credentials.add_account(tx, LIN, LIN, password_hash())
        return devices.register(tx, LIN, "desk")

    return office.db.write(sign_in)


@pytest.fixture
def desk(office: Office, device_id: str, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(office, tmp_path, device_id)
    yield made
    made.database.close()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "server-blobs")


def take_in(office: Office, store: FileStore, file: Path) -> service.Taken:
    with file.open("rb") as source:
        return service.take_in(office.db, store, source)


def home(taken: service.Taken, folder: Path) -> Path:
    target = folder / "answers.zip"
    with target.open("wb") as file:
        taken.write(file)
    return target


def rebuilt(source: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write an archive anew with changed entries."""
    with zipfile.ZipFile(source) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    change(entries)
    target = source.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return target


def test_what_a_desk_did_reaches_the_office_and_the_answers_come_back(
    office: Office, desk: Desk, store: FileStore
) -> None:
    desk.customer("陈思远")
    desk.customer("王丽")
    taken = take_in(office, store, desk.export())
    assert {row.name for row in office.find(Customer)} == {"陈思远", "王丽"}
    assert (taken.count("ok"), taken.count("rejected")) == (2, 0)
    assert desk.take(home(taken, desk.folder)) == 2
    assert desk.pending() == []
    assert desk.database.read(sync_status.pending) == 0


def test_brought_twice_and_then_sent_by_the_line_it_is_taken_once(office: Office, desk: Desk, store: FileStore) -> None:
    desk.customer("陈思远")
    file = desk.export()
    first, second = take_in(office, store, file), take_in(office, store, file)
    assert first.answers.answers == second.answers.answers
    caller = Caller(LIN, first.outbox.device_id)
    push = Push(
        client_id=first.outbox.client_id, epoch=first.outbox.epoch, ops=tuple(desk.pending()), wall=office.clock.now
    )
    by_line = office.db.write(lambda tx: exchange.push(tx, caller, push)).answer
    assert by_line.results == tuple(answer.result for answer in first.answers.answers)
    assert len(office.find(Customer)) == 1
    assert desk.take(home(second, desk.folder)) == 1
    assert desk.take(home(second, desk.folder)) == 0  # the answers, too, may be brought twice


def test_more_than_a_push_carries_goes_in_parts(office: Office, desk: Desk, store: FileStore) -> None:
    def many(tx: Any) -> None:
        for n in range(150):
            tx.save(Customer(id=new_id(), scope="people", name=f"客户 {n}"))

    desk.write(many)
    desk.write(many)
    assert take_in(office, store, desk.export()).count("ok") == 300


def test_files_travel_with_what_names_them(office: Office, desk: Desk, store: FileStore) -> None:
    talk = office.put(Conversation(id="talk", scope=group_scope("presale"), customer_id="c", group_id="presale"))
    ref = FileRef(desk.blobs.store(b"a leaflet"), "x.txt", 9, "text/plain")

    def send(tx: Any) -> None:
        blob_rows.note(tx.connection, ref, "unsent", tx.now)
        tx.save(
            Message(
                id="m", scope=talk.scope, conversation_id="talk", author=Author.AGENT, author_id=LIN,
                kind=MessageKind.FILE, attachments=(ref,),
            )
        )  # fmt: skip

    desk.write(send)
    assert take_in(office, store, desk.export()).count("ok") == 1
    assert store.read(ref.sha256) == b"a leaflet"
    (stored,) = office.get(Message, "m").attachments
    assert (stored.sha256, stored.pending) == (ref.sha256, False)


def carried(desk: Desk, *contents: bytes) -> io.BytesIO:
    """Return an export of a desk with files."""
    desk.customer("陈思远")
    found, seal = desk.database.read(lambda c: storage.collect(c, desk.blobs, LIN, 0))
    named = [(hashlib.sha256(each).hexdigest(), each) for each in contents]
    found = msgspec.structs.replace(found, files=tuple(Attached(sha256, len(each)) for sha256, each in named))
    file = io.BytesIO()
    sealed.write(file, found, seal.key, [(sha256, io.BytesIO(each)) for sha256, each in named])
    return file


def test_large_files_are_taken_in_pieces(office: Office, desk: Desk, store: FileStore, tmp_path: Path) -> None:
    large = 6 << 20
    file = carried(desk, *(bytes([number]) * large for number in range(3)))
    tracemalloc.start()
    try:
        service.take_in(office.db, store, file)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < large
    assert sorted(path.stat().st_size for path in tmp_path.glob("server-blobs/??/*")) == [large] * 3


@pytest.mark.parametrize("begun", [0, 1, 1 << 20, (1 << 20) + 5, (2 << 20) + 7])
def test_a_file_goes_on_where_it_was_broken_off(begun: int, office: Office, desk: Desk, store: FileStore) -> None:
    content = bytes(range(256)) * (8 << 10) + b"the end"
    sha256 = hashlib.sha256(content).hexdigest()
    store.append(sha256, LIN, 0, len(content) + 1, content[:begun])
    service.take_in(office.db, store, carried(desk, content, b""))
    assert store.read(sha256) == content
    assert store.read(hashlib.sha256(b"").hexdigest()) == b""


def note_file(desk: Desk, content: bytes) -> FileRef:
    """Keep a file that is still on its way, though what names it is not."""
    ref = FileRef(desk.blobs.store(content), "x.txt", len(content), "text/plain")
    desk.write(lambda tx: blob_rows.note(tx.connection, ref, "unsent", tx.now))
    return ref


def test_files_travel_also_when_what_names_them_has_arrived(office: Office, desk: Desk, store: FileStore) -> None:
    ref = note_file(desk, b"a leaflet")
    assert desk.database.read(sync_status.waiting) == 1
    taken = take_in(office, store, desk.export())
    assert store.read(ref.sha256) == b"a leaflet"
    answers = home(taken, desk.folder)
    assert (desk.take(answers), desk.take(answers)) == (1, 0)
    assert desk.database.read(sync_status.waiting) == 0


def test_a_file_that_did_not_travel_still_waits_after_the_answers(office: Office, desk: Desk, store: FileStore) -> None:
    desk.customer("陈思远")
    taken = take_in(office, store, desk.export())
    note_file(desk, b"a leaflet")
    assert desk.take(home(taken, desk.folder)) == 1
    assert desk.database.read(sync_status.waiting) == 1


def test_a_longer_beginning_of_another_file_does_not_stand_in_the_way(
    office: Office, desk: Desk, store: FileStore
) -> None:
    ref = note_file(desk, b"a leaflet")
    store.append(ref.sha256, LIN, 0, 100, b"x" * 50)
    take_in(office, store, desk.export())
    assert store.read(ref.sha256) == b"a leaflet"


def test_a_refusal_that_comes_back_by_file_is_told(office: Office, desk: Desk, store: FileStore) -> None:
    desk.write(
        lambda tx: tx.save(
            Message(id="m", scope="g:presale", conversation_id="none", author=Author.AGENT, author_id=LIN, text="喂")
        )
    )
    assert desk.take(home(take_in(office, store, desk.export()), desk.folder)) == 1
    (refused,) = desk.database.read(problems).refused
    assert (refused.text, refused.code) == ("喂", "no_such_row")


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flipped(content: bytes) -> bytes:
    place = content.index(b"PK\x01\x02") - 40  # inside the last entry's data
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


@pytest.mark.parametrize("damage", [_cut, _flipped, lambda _: b"", lambda _: b"%PDF-1.7 no archive"])
def test_a_damaged_file_changes_nothing(
    damage: Callable[[bytes], bytes], office: Office, desk: Desk, store: FileStore
) -> None:
    desk.customer("陈思远")
    file = desk.export()
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(AppError, match="sealed_"):
        take_in(office, store, file)
    assert office.find(Customer) == []


def test_an_attached_file_that_is_not_what_it_was_stops_the_whole(office: Office, desk: Desk, store: FileStore) -> None:
    ref = FileRef(desk.blobs.store(b"a leaflet"), "x.txt", 9, "text/plain")
    desk.customer("陈思远")
    desk.write(
        lambda tx: tx.save(
            Message(
                id="m",
                scope="g:presale",
                conversation_id="talk",
                author=Author.AGENT,
                author_id=LIN,
                attachments=(ref,),
            )
        )
    )

    def swap(entries: dict[str, bytes]) -> None:
        entries[f"files/{ref.sha256}"] = b"a virus!!"

    with pytest.raises(AppError, match="sealed_damaged"):
        take_in(office, store, rebuilt(desk.export(), swap))
    assert office.find(Customer) == []
    assert not store.has(ref.sha256)


def test_words_that_were_changed_on_the_way_are_found_out(office: Office, desk: Desk, store: FileStore) -> None:
    desk.customer("陈思远")

    def rewrite(entries: dict[str, bytes]) -> None:
        entries["manifest.json"] = entries["manifest.json"].replace("陈思远".encode(), "陈想近".encode())

    with pytest.raises(AppError, match="sealed_foreign"):
        take_in(office, store, rebuilt(desk.export(), rewrite))
    assert office.find(Customer) == []


def _elsewhere(found: Outbox) -> Outbox:
    return msgspec.structs.replace(found, server_id="another")


def _of_a_colleague(found: Outbox) -> Outbox:
    return msgspec.structs.replace(found, agent_id="zhou")


def _before_a_restore(found: Outbox) -> Outbox:
    return msgspec.structs.replace(found, epoch="before")


def _without_the_first(found: Outbox) -> Outbox:
    return msgspec.structs.replace(found, ops=found.ops[1:])


def _of_a_newer_program(found: Outbox) -> Outbox:
    return msgspec.structs.replace(found, version=2)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_elsewhere, "sealed_foreign"),
        (_of_a_colleague, "sealed_foreign"),
        (_before_a_restore, "sealed_other_history"),
        (_without_the_first, "sealed_not_next"),
        (_of_a_newer_program, "sealed_newer"),
    ],
)
def test_a_genuine_file_that_does_not_fit_changes_nothing(
    change: Callable[[Outbox], Outbox], code: str, office: Office, desk: Desk, store: FileStore
) -> None:
    desk.customer("陈思远")
    desk.customer("王丽")
    found, seal = desk.database.read(lambda c: storage.collect(c, desk.blobs, LIN, 0))
    file = io.BytesIO()
    content = b"a leaflet"
    sha256 = hashlib.sha256(content).hexdigest()
    found = msgspec.structs.replace(change(found), files=(Attached(sha256, len(content)),))
    sealed.write(file, found, seal.key, [(sha256, io.BytesIO(content))])
    with pytest.raises(AppError, match=code):
        service.take_in(office.db, store, file)
    assert office.find(Customer) == []
    assert code == "sealed_not_next" or not store.has(sha256)


def test_whose_account_was_closed_brings_nothing(office: Office, desk: Desk, store: FileStore) -> None:
    desk.customer("陈思远")
    file = desk.export()
    office.db.write(lambda tx: accounts.disable(tx, LIN))
    with pytest.raises(AppError, match="sealed_foreign"):
        take_in(office, store, file)
    assert office.find(Customer) == []


def test_answers_for_another_device_are_not_taken(office: Office, desk: Desk, store: FileStore, tmp_path: Path) -> None:
    desk.customer("陈思远")
    taken = take_in(office, store, desk.export())
    other = office.db.write(lambda tx: devices.register(tx, LIN, "another desk"))
    (tmp_path / "other").mkdir()
    second = Desk(office, tmp_path / "other", other)
    try:
        with pytest.raises(AppError, match="sealed_foreign"):
            second.take(home(taken, desk.folder))
    finally:
        second.database.close()
    with pytest.raises(AppError, match="sealed_other_kind"):
        desk.take(desk.export())
    assert len(desk.pending()) == 1


def test_answers_of_a_lost_history_are_not_taken(office: Office, desk: Desk, store: FileStore) -> None:
    desk.customer("陈思远")
    answers = home(take_in(office, store, desk.export()), desk.folder)
    desk.database.replicate(lambda replica: replica.adopt_epoch("after"), durable=True).result(5)
    with pytest.raises(AppError, match="sealed_other_history"):
        desk.take(answers)
    assert len(desk.pending()) == 1


def test_what_a_desk_does_while_the_file_travels_waits_for_the_next(
    office: Office, desk: Desk, store: FileStore
) -> None:
    desk.customer("陈思远")
    taken = take_in(office, store, desk.export())
    desk.customer("王丽")
    assert desk.take(home(taken, desk.folder)) == 1
    assert take_in(office, store, desk.export()).count("ok") == 1
    assert len(office.find(Customer)) == 2


def test_a_desk_that_no_server_greeted_and_one_with_nothing_to_send_say_so(tmp_path: Path, desk: Desk) -> None:
    with pytest.raises(AppError, match="nothing_to_export"):
        desk.export()
    fresh = Database(tmp_path / "new.db", Actor(LIN, "agent"))
    fresh.open()
    try:
        with pytest.raises(AppError, match="no_seal"):
            fresh.read(lambda c: storage.collect(c, desk.blobs, LIN, 0))
    finally:
        fresh.close()


def test_the_administrator_takes_a_file_in_by_one_command(
    office: Office, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.customer("陈思远")
    file = desk.export()
    url = str(office.db.url)
    arguments = ["import-outbox", str(file), "--data", str(tmp_path / "data"), "--database", url]
    assert command_line.main(arguments) == 0
    said = capsys.readouterr().out
    assert "1 changes, 0 refused" in said
    assert "already" not in said
    assert command_line.main(arguments) == 0
    assert "1 changes, 0 refused, 0 files (1 of the changes were here already)" in capsys.readouterr().out
    assert desk.take(file.with_suffix(".answers.zip")) == 1
    file.write_bytes(b"nothing")
    assert command_line.main(arguments) == 2
    assert "sealed_damaged" in capsys.readouterr().err


def test_the_manifest_says_who_and_when_in_plain_words(desk: Desk) -> None:
    desk.customer("陈思远")
    with zipfile.ZipFile(desk.export()) as archive:
        found = msgspec.json.decode(archive.read("manifest.json"))
    assert found["kind"] == "outbox"
    assert (found["agent_id"], found["made_at"]) == (LIN, desk.office.clock.now)
