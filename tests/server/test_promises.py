"""What rows say of files that are not here yet, and that nobody gets a file by naming it."""

import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.domain.conversations import Author, Message
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.journal import Conflict
from app.domain.knowledge import Article, ArticleVersion
from app.domain.people import Role
from app.domain.protocol import Pushed
from app.domain.tickets import Ticket
from sync_server.service import promises
from sync_server.service.file_upkeep import FileUpkeep
from sync_server.service.files import FileStore
from sync_server.storage import blobs, unused, uses
from sync_server.storage.file_folder import FileFolder
from sync_server.storage.file_names import PREFIXES
from sync_server.storage.records import Tx
from sync_server.storage.tables import BLOB
from tests.helpers.server import RunningServer
from tests.server.device import Device, Office
from tests.server.test_files import send, status

WORDS = b"a screenshot"
SHA256 = hashlib.sha256(WORDS).hexdigest()
DAY = 86_400_000


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "blobs")


def ref(sha256: str = SHA256, **said: Any) -> dict[str, Any]:
    return {"sha256": sha256, "name": "a.txt", "size": 99, **said}


def push(device: Device, row: str, *files: dict[str, Any], ent: str = "ticket") -> Pushed:
    body = {"title": "Broken", "attachments": list(files)}
    op = device.op(ent, row, "create", body)
    return device.push(msgspec.structs.replace(op, deps=tuple(each["sha256"] for each in files)))


def sends(office: Office, store: FileStore, agent_id: str, words: bytes = WORDS) -> None:
    """An agent sends a file, as his desk does after its operations."""
    sha256 = hashlib.sha256(words).hexdigest()
    received = store.append(sha256, agent_id, 0, len(words), words)
    assert received is not None
    office.db.write(lambda tx: promises.received(tx, store, store.describe(received, "file", "text/plain"), agent_id))


def sees(office: Office, agent_id: str, *scopes: str) -> bool:
    return office.db.read(lambda reader: uses.visible(reader, SHA256, Actor(id=agent_id, role="agent"), scopes))


def refs(office: Office, *rows: str) -> list[FileRef]:
    return [each for row in rows for each in office.get(Ticket, row).attachments]


def test_a_row_is_there_before_its_file_and_changes_when_it_comes(any_office: Office, store: FileStore) -> None:
    office = any_office
    anna, cora = office.agent("anna"), office.agent("cora")
    pushed = push(anna, "t1", ref())
    assert (pushed.results[0].status, pushed.wanted) == ("ok", (SHA256,))
    cora.pull()
    assert cora.held(Ticket)["t1"].attachments == (FileRef(SHA256, "a.txt", 99, pending=True),)
    assert not sees(office, "cora", "g:presale")
    before = office.get(Ticket, "t1").rev
    sends(office, store, "anna")
    cora.pull()
    assert cora.held(Ticket)["t1"].attachments == (FileRef(SHA256, "a.txt", len(WORDS), "application/octet-stream"),)
    assert (office.get(Ticket, "t1").rev, sees(office, "cora", "g:presale")) == (before + 1, True)
    sends(office, store, "anna")
    assert office.get(Ticket, "t1").rev == before + 1
    assert push(anna, "t2", ref()).wanted == ()


def test_that_a_file_came_is_no_change_that_anybody_conflicts_with(office: Office, store: FileStore) -> None:
    anna, cora = office.agent("anna"), office.agent("cora")
    push(anna, "t1", ref())
    base = office.get(Ticket, "t1").rev
    sends(office, store, "anna")
    changed = cora.do("ticket", "t1", "patch", {"attachments": [ref(), ref("b" * 64)]}, base_rev=base)
    assert changed.status == "ok"
    assert [each.pending for each in refs(office, "t1")] == [False, True]


def test_naming_a_file_neither_brings_it_nor_tells_that_it_is_here(office: Office, store: FileStore) -> None:
    """Who names a stored file that he may not see gets the very same as who names one that nobody has."""
    anna, bob = office.agent("anna"), office.agent("bob", "after")
    push(anna, "t1", ref())
    sends(office, store, "anna")
    stored, unknown = push(bob, "t2", ref()), push(bob, "t3", ref("b" * 64))
    assert [each.results[0].status for each in (stored, unknown)] == ["ok", "ok"]
    assert (stored.wanted, unknown.wanted) == ((SHA256,), ("b" * 64,))
    assert refs(office, "t2", "t3") == [FileRef(each, "a.txt", 99, pending=True) for each in (SHA256, "b" * 64)]
    assert not sees(office, "bob", "g:after")
    sends(office, store, "anna")
    assert not sees(office, "bob", "g:after"), "somebody else's sending it is no reason either"
    sends(office, store, "bob")
    assert sees(office, "bob", "g:after")
    assert [each.pending for each in refs(office, "t2", "t3")] == [False, True]


def test_a_promise_made_before_anybody_had_the_file_is_kept_by_who_made_it(office: Office, store: FileStore) -> None:
    anna, bob = office.agent("anna"), office.agent("bob", "after")
    push(bob, "t2", ref())
    push(anna, "t1", ref())
    sends(office, store, "anna")
    assert [each.pending for each in refs(office, "t1", "t2")] == [False, True]
    cora = office.agent("cora")  # she only passes on what she sees
    assert push(cora, "t3", ref()).wanted == ()
    assert not sees(office, "bob", "g:after")


def test_what_is_passed_on_before_it_came_comes_with_the_first(office: Office, store: FileStore) -> None:
    anna, cora = office.agent("anna"), office.agent("cora")
    push(anna, "t1", ref())
    push(cora, "t2", ref())
    sends(office, store, "anna")
    assert [each.pending for each in refs(office, "t1", "t2")] == [False, False]


def test_pictures_of_articles_and_their_versions_come_too(office: Office, store: FileStore) -> None:
    anna = office.agent("anna", role=Role.KNOWLEDGE_ADMIN)
    body = [{"id": "b1", "kind": "image", "image": SHA256}]
    fields = {"title": "Reset", "body": body, "images": [ref(mime="image/png")]}
    anna.do("article", "a1", "create", fields)
    anna.do("article", "a1", "intent", {"action": "publish", "args": {}}, base_rev=office.get(Article, "a1").rev)
    (version,) = office.find(ArticleVersion, article_id="a1")
    assert version.images[0].pending
    assert not sees(office, "cora", "all")
    sends(office, store, "anna")
    (version,) = office.find(ArticleVersion, article_id="a1")
    assert [each.images[0].pending for each in (office.get(Article, "a1"), version)] == [False, False]
    assert sees(office, "cora", "all")


def test_a_picture_of_a_body_that_no_reference_describes_is_promised(office: Office, store: FileStore) -> None:
    anna = office.agent("anna", role=Role.KNOWLEDGE_ADMIN)
    sends(office, store, "bob")
    anna.do("article", "a1", "create", {"title": "x", "body": [{"id": "b1", "kind": "image", "image": SHA256}]})
    assert not sees(office, "anna", "all")


def test_a_version_is_no_more_open_than_the_article_of_which_it_is_kept(office: Office, store: FileStore) -> None:
    eve = office.agent("eve", role=Role.EXPERT)
    sends(office, store, "bob")
    eve.do("article", "a1", "create", {"title": "x", "body": [{"id": "b1", "kind": "image", "image": SHA256}]})
    changed = eve.do("article", "a1", "patch", {"title": "y"}, base_rev=office.get(Article, "a1").rev)
    assert (changed.status, len(office.find(ArticleVersion, article_id="a1"))) == ("ok", 2)
    assert not sees(office, "eve", "all")
    sends(office, store, "eve")
    assert sees(office, "cora", "all")


@pytest.mark.parametrize("first", [True, False])
def test_what_loses_a_conflict_is_a_file_only_in_a_field_of_files(
    office: Office, store: FileStore, first: bool
) -> None:
    """Whoever loses: who wrote late, or who named a file before."""
    anna, bob = office.agent("anna"), office.agent("bob", "presale", "after")
    own = ("u:bob", "all", "people", "g:after")
    sends(office, store, "carl")
    bob.do("customer", "c1", "create", {"name": "x"})
    push(anna, "t1")
    stale = office.get(Customer, "c1").rev, office.get(Ticket, "t1").rev
    writers = (bob, anna) if first else (anna, bob)
    for wall, writer in zip((office.clock.now, 0) if not first else (0, office.clock.now), writers, strict=True):
        mine = writer is bob
        title, files = (SHA256, [ref(), ref("e" * 64)]) if mine else ("other", [ref("d" * 64)])
        ops = (
            writer.op("customer", "c1", "patch", {"name": title}, base_rev=stale[0]),
            writer.op("ticket", "t1", "patch", {"title": title, "attachments": files}, base_rev=stale[1]),
        )
        writer.push(*(msgspec.structs.replace(op, wall=wall) for op in ops))
    lost = {conflict.field for conflict in office.find(Conflict, author_id="bob")}
    assert lost == {"name", "title", "attachments"}
    assert not sees(office, "bob", *own)
    sends(office, store, "bob")
    assert sees(office, "cora", "u:bob"), "the promise went with what was lost"


def test_a_file_that_somebody_else_sent_meanwhile_is_noticed_by_who_asks(server: RunningServer) -> None:
    anna, db = server.token("anna"), server.runtime.db
    promised = FileRef(SHA256, "a.txt", 12, pending=True)

    def name(tx: Tx) -> None:
        tx.promised_by[SHA256] = "agent-anna"
        tx.put(Ticket(id="t1", scope="g:group-presale", title="x", group_id="group-presale", attachments=(promised,)))

    db.write(name)
    assert send(server, server.token("boss"), WORDS).status_code == 204
    assert status(server, "HEAD", "anna") == 404
    shown = FileRef(SHA256, "a.txt", 12)
    db.write(lambda tx: tx.put(Article(id="a1", scope="all", title="Reset", attachments=(shown,))))
    assert server.call("HEAD", f"/files/v1/{SHA256}", token=anna).status_code == 200
    row = db.read(lambda reader: reader.get(Ticket, "t1"))
    assert row is not None
    assert not row.attachments[0].pending


def test_a_visitor_gets_a_file_when_it_is_here(server: RunningServer) -> None:
    db = server.runtime.db
    visitor = server.call("POST", "/chat/v1/session", json={"group": "presale"}).json()["token"]
    said = server.call("POST", "/chat/v1/messages", token=visitor, json={"id": "m1", "text": "hi"}).json()["message"]
    send(server, server.token("boss"), WORDS)

    def answer(tx: Tx) -> None:
        first = tx.get(Message, "m1")
        assert first is not None
        tx.promised_by[SHA256] = "agent-anna"
        promised = (FileRef(SHA256, "a.txt", 12, pending=True),)
        tx.put(msgspec.structs.replace(first, id="m2", rev=0, seq=9, author=Author.AGENT, attachments=promised))

    assert said["id"] == "m1"
    db.write(answer)
    assert server.call("GET", f"/chat/v1/files/{SHA256}", token=visitor).status_code == 404
    assert send(server, server.token("anna"), WORDS).status_code == 204
    assert server.call("GET", f"/chat/v1/files/{SHA256}", token=visitor).content == WORDS


# -- what nothing refers to any more -----------------------------------------------------------------------------------


def swept(office: Office, store: FileStore) -> int:
    """Do what the server does once a day."""
    found = office.db.read(unused.unused)
    office.db.write(lambda tx: unused.note(tx, found))
    return office.db.write(lambda tx: unused.remove(tx, found.over, store.remove))


def test_a_file_without_a_row_goes_after_a_week(any_office: Office, store: FileStore) -> None:
    office = any_office
    anna = office.agent("anna")
    push(anna, "t1", ref())
    sends(office, store, "anna")
    office.clock.advance(30 * DAY)
    assert swept(office, store) == 0
    office.put(msgspec.structs.replace(office.get(Ticket, "t1"), attachments=()))
    assert swept(office, store) == 0, "now it is noted"
    office.clock.advance(7 * DAY)
    assert swept(office, store) == 0
    office.clock.advance(1)
    assert swept(office, store) == 1
    assert not store.has(SHA256)
    assert not sees(office, "anna", "all")
    assert push(anna, "t2", ref()).wanted == (SHA256,), "it has to be sent again"
    sends(office, store, "anna")
    assert refs(office, "t2") == [FileRef(SHA256, "a.txt", len(WORDS), "application/octet-stream")]


def test_a_file_that_is_taken_up_again_begins_a_new_week(office: Office, store: FileStore) -> None:
    anna = office.agent("anna")
    sends(office, store, "anna")
    swept(office, store)
    office.clock.advance(8 * DAY)
    found = office.db.read(unused.unused)
    assert found.over == (SHA256,)
    push(anna, "t1", ref())  # between the look and the removing
    assert office.db.write(lambda tx: unused.remove(tx, found.over, store.remove)) == 0
    swept(office, store)
    office.put(msgspec.structs.replace(office.get(Ticket, "t1"), attachments=()))
    office.clock.advance(6 * DAY)
    swept(office, store)
    assert swept(office, store) == 0
    sends(office, store, "anna")  # an upload, too
    office.clock.advance(8 * DAY)
    assert swept(office, store) == 0
    assert store.has(SHA256)


def test_a_file_collected_under_an_upload_is_asked_for_again(office: Office, store: FileStore) -> None:
    received = store.append(SHA256, "anna", 0, len(WORDS), WORDS)
    assert received is not None
    described = store.describe(received, "file", "text/plain")
    store.remove(SHA256)
    with pytest.raises(AppError, match="upload_offset"):
        office.db.write(lambda tx: promises.received(tx, store, described, "anna"))
    assert office.db.read(lambda reader: blobs.stored(reader, [SHA256])) == {}


def test_what_was_lost_in_a_conflict_keeps_its_files(office: Office, store: FileStore) -> None:
    anna, cora = office.agent("anna"), office.agent("cora")
    push(anna, "t1")
    base = office.get(Ticket, "t1").rev
    sends(office, store, "anna")
    cora.do("ticket", "t1", "patch", {"attachments": [ref("c" * 64)]}, base_rev=base)
    office.clock.advance(1)
    late = anna.op("ticket", "t1", "patch", {"attachments": [ref()]}, base_rev=base)
    assert anna.push(msgspec.structs.replace(late, wall=0)).results[0].status == "merged"
    for _ in range(2):
        swept(office, store)
        office.clock.advance(8 * DAY)
    assert store.has(SHA256)


def test_a_file_that_no_table_knows_goes_after_a_week(any_office: Office, store: FileStore, tmp_path: Path) -> None:
    office = any_office
    sends(office, store, "anna")
    stray, young = b"stored when the server was killed", b"stored just now"
    names = {}
    for words in (stray, young):
        names[words] = hashlib.sha256(words).hexdigest()
        store.append(names[words], "anna", 0, len(words), words)
    for sha256 in (SHA256, names[stray]):
        os.utime(FileFolder(tmp_path / "blobs").path(sha256), (0, 0))
    found = [each for prefix in PREFIXES for each in store.resting(prefix, 3600)]
    assert set(found) == {SHA256, names[stray]}
    assert office.db.write(lambda tx: unused.remove_strays(tx, found, store.remove)) == 1
    assert [store.has(each) for each in (SHA256, names[stray], names[young])] == [True, False, True]
    assert office.db.read(lambda reader: blobs.stored(reader, found)).keys() == {SHA256}


def test_a_server_looks_after_its_files_by_itself(server: RunningServer) -> None:
    upkeep = FileUpkeep(server.runtime)
    assert send(server, server.token("anna"), WORDS).status_code == 204
    stray = b"no table knows it"
    sha256 = hashlib.sha256(stray).hexdigest()
    server.runtime.files.append(sha256, "anna", 0, len(stray), stray)
    os.utime(FileFolder(server.runtime.config.blobs).path(sha256), (0, 0))
    now = server.runtime.clock()
    clock = [now]
    upkeep._runtime = msgspec.structs.replace(server.runtime, clock=lambda: clock[0])
    for _ in range(256):
        upkeep()
        clock[0] += DAY // 256
    assert not server.runtime.files.has(sha256)
    assert server.runtime.files.has(SHA256), "it was noted, and is looked at again in a week"
    noted = server.runtime.db.read(lambda reader: reader.connection.execute(select(BLOB.c.idle_since)).scalar())
    assert noted is not None
