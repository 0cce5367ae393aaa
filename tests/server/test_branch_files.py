"""Files over the border of a branch: each is on the other side soon, and naming a hash brings nobody a file."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.conversations import Conversation, Message
from app.domain.customers import Channel
from app.domain.entity import Actor
from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.knowledge import Article
from app.domain.people import Role
from app.domain.tickets import Ticket
from sync_server.service import branch_files, contacts, promises
from sync_server.service.contacts import Contact, Inbound
from sync_server.service.files import FileStore, Received, register
from sync_server.storage import uses
from sync_server.storage.database import Database
from sync_server.storage.records import Commit
from sync_server.upstream.line import LineDown
from tests.helpers.server import SettableClock
from tests.server.branch import Both
from tests.server.test_branches import same

PICTURE = b"what the customer sent" * 30_000
"""More than two pieces."""
SHA256 = hashlib.sha256(PICTURE).hexdigest()


@pytest.fixture
def both(tmp_path: Path, clock: SettableClock) -> Iterator[Both]:
    """A headquarters and a branch whose server has begun."""
    found = Both(tmp_path, clock)
    found.staff("anna", "north", "south")
    found.staff("bob", "south")
    found.enrol()
    found.settle()
    yield found
    found.close()


def stored(db: Database, store: FileStore, content: bytes = PICTURE) -> FileRef:
    """Put a file into a store, as the chat page's upload does; returns the reference."""
    sha256 = hashlib.sha256(content).hexdigest()
    assert store.append(sha256, "somebody", 0, len(content), content) == Received(sha256, len(content))
    ref = store.describe(Received(sha256, len(content)), "picture.bin", "text/plain")
    db.write(lambda tx: register(tx, store, ref))
    return ref


def sends(both: Both, agent_id: str, content: bytes = PICTURE) -> str:
    """A desk of the branch sends a file to its server; returns the hash."""
    ref = stored(both.own.db, both.own_files, content)
    both.own.db.write(lambda tx: promises.received(tx, both.own_files, ref, agent_id))
    return ref.sha256


def wrote(both: Both, ref: FileRef) -> tuple[Conversation, Message]:
    """A customer at the branch's page sends a file."""
    contact = Contact(channel=Channel.WEB, external_id="visitor-1", name="Guest", entry="north")
    inbound = Inbound(id=new_id(), attachments=(ref,))
    return both.own.db.write(lambda tx: contacts.receive(tx, both.own.config, contact, None, inbound))


def refs(db: Database, cls: Any, row_id: str) -> list[tuple[str, bool]]:
    row = db.read(lambda reader: reader.get(cls, row_id))
    assert row is not None
    return [(ref.sha256, ref.pending) for ref in (*row.attachments, *getattr(row, "images", ()))]


def sees(db: Database, *scopes: str, sha256: str = SHA256, who: str = "x") -> bool:
    return db.read(lambda reader: uses.visible(reader, sha256, Actor(who, "agent"), scopes))


def test_a_customers_picture_is_seen_at_headquarters(both: Both) -> None:
    _, said = wrote(both, stored(both.own.db, both.own_files))
    both.line.faults = lambda path: "request" if path == "send" else ""
    with pytest.raises(LineDown):
        both.relay.once()
    assert refs(both.hq.db, Message, said.id) == [(SHA256, True)], "it says that its file is on its way"
    assert not sees(both.hq.db, "g:north")
    both.line.faults = lambda path: ""
    both.settle()
    assert refs(both.hq.db, Message, said.id) == [(SHA256, False)]
    assert (both.hq_files.read(SHA256), sees(both.hq.db, "g:north")) == (PICTURE, True)
    same(both)


def test_what_headquarters_sent_is_seen_at_the_branch(both: Both) -> None:
    ref = stored(both.hq.db, both.hq_files)
    both.hq.put(Article(id="a1", scope="all", title="Reset", attachments=(ref,)))
    mia = both.hq.agent("mia", "after", role=Role.SUPERVISOR)
    both.hq.put(Ticket(id="t1", scope="g:after", title="Repair", group_id="after", attachments=(ref,)))
    mia.do("ticket", "t1", "intent", {"action": "assign", "args": {"group_id": "south"}})
    both.line.faults = lambda path: "request" if path == "fetch" else ""
    with pytest.raises(LineDown):
        both.relay.once()
    assert refs(both.own.db, Article, "a1") == refs(both.own.db, Ticket, "t1") == [(SHA256, True)]
    assert not sees(both.own.db, "all", "g:south")
    both.line.faults = lambda path: ""
    both.settle()
    assert refs(both.own.db, Article, "a1") == refs(both.own.db, Ticket, "t1") == [(SHA256, False)]
    assert (both.own_files.read(SHA256), sees(both.own.db, "g:south")) == (PICTURE, True)
    assert refs(both.hq.db, Ticket, "t1") == [(SHA256, False)]
    assert both.line.posted.count("fetch") == 3, "once, in pieces"
    same(both)


@pytest.mark.parametrize("what", ["send", "fetch"])
@pytest.mark.parametrize("fault", ["request", "answer"])
def test_a_broken_line_goes_on_where_it_was(both: Both, what: str, fault: str) -> None:
    if what == "send":
        wrote(both, stored(both.own.db, both.own_files))
    else:
        both.hq.put(Article(id="a1", scope="all", title="R", attachments=(stored(both.hq.db, both.hq_files),)))
    broken = iter([False, True])  # the second piece
    both.line.faults = lambda path: fault if path == what and next(broken, False) else ""
    with pytest.raises(LineDown):
        both.relay.once()
    both.restart()
    both.settle()
    assert both.hq_files.read(SHA256) == both.own_files.read(SHA256) == PICTURE
    assert both.line.posted.count(what) == 3 + (what == "fetch" and fault == "answer"), "no piece twice that arrived"
    same(both)


def test_what_people_write_goes_before_a_file(both: Both) -> None:
    wrote(both, stored(both.own.db, both.own_files))
    late = [Article(id="a1", scope="all", title="Reset")]

    def faults(path: str) -> str:
        if path == "send" and late:  # while the first piece is on the line
            both.hq.put(late.pop())
            both.own.queued("q1", "north")
            both.relay.committed(Commit(0, frozenset(), frozenset({"conversation"}), frozenset()))
        return ""

    both.line.faults = faults
    both.relay.once()
    order = both.line.posted
    first, last = order.index("send"), len(order) - 1 - order[::-1].index("send")
    assert "/branch/v1/feed" in order[first:last]
    assert "/branch/v1/pull" in order[first:last]


def test_a_hash_brings_nobody_a_file_over_the_border(both: Both) -> None:
    ref = stored(both.hq.db, both.hq_files, b"a secret of headquarters")
    both.hq.put(Ticket(id="secret", scope="g:after", title="Secret", group_id="after", attachments=(ref,)))
    said = {"sha256": ref.sha256, "name": "x", "size": 1}
    both.desk("anna").do("ticket", "t1", "create", {"title": "Mine", "group_id": "north", "attachments": [said]})
    wrote(both, ref)  # and a server of the branch that says that it has it
    both.settle()
    assert refs(both.hq.db, Ticket, "t1") == refs(both.own.db, Ticket, "t1") == [(ref.sha256, True)]
    assert not sees(both.hq.db, "g:north", sha256=ref.sha256)
    assert not both.own_files.has(ref.sha256)
    branch = both.line._branch()
    ask = branch_files.BranchAsk(sha256=ref.sha256, rows=(("ticket", "secret"),))
    assert both.hq.db.read(lambda reader: branch_files.ask(reader, both.hq_files, branch, ask)).rows == ()


def test_a_file_that_a_colleague_has_opens_no_row_of_who_only_named_it(both: Both) -> None:
    wrote(both, stored(both.own.db, both.own_files))  # in the group north, which bob does not see
    said = {"sha256": SHA256, "name": "x", "size": 1}
    both.desk("bob").do("ticket", "t1", "create", {"title": "Mine", "group_id": "south", "attachments": [said]})
    both.settle()
    assert refs(both.hq.db, Ticket, "t1") == refs(both.own.db, Ticket, "t1") == [(SHA256, True)]
    assert sees(both.hq.db, "g:north")
    assert not sees(both.hq.db, "g:south")
    sends(both, "bob")
    both.settle()
    assert refs(both.hq.db, Ticket, "t1") == [(SHA256, False)]
    assert sees(both.hq.db, "g:south")
    same(both)


def test_a_desk_of_the_branch_sends_a_file_of_what_headquarters_decides_about(both: Both) -> None:
    said = {"sha256": SHA256, "name": "x.txt", "size": 1}
    both.staff("eva", "north", role=Role.SUPERVISOR)
    both.settle()
    op = both.desk("eva").do("article", "a1", "create", {"title": "Reset", "attachments": [said]})
    assert op.status == "ok"
    assert refs(both.own.db, Article, "a1") == [(SHA256, True)]
    both.settle()
    assert refs(both.hq.db, Article, "a1") == [(SHA256, True)]
    sends(both, "eva")
    both.clock.advance(61_000)
    both.settle()
    assert refs(both.hq.db, Article, "a1") == refs(both.own.db, Article, "a1") == [(SHA256, False)]
    assert both.hq_files.read(SHA256) == PICTURE
    same(both)
