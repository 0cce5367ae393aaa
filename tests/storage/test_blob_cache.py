"""Files that can be had again go when they take too much room, and no others."""

import os
import time
from pathlib import Path

import msgspec
from sqlalchemy import insert

from app.domain.change import Result
from app.domain.clock import now_ms
from app.domain.files import FileRef
from app.domain.knowledge import ArticleDraft
from app.domain.rich import Block, BlockKind
from app.domain.tickets import Ticket
from app.storage import blob_cache, blobs, drafts
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.drafts import Draft, Staged
from app.storage.tables import HELD
from app.storage.transaction import Tx

DAY = 24 * 3600
SIZE = 1_000


def aged(files: Blobs, number: int, days: float) -> str:
    """Store a file that was last used so long ago."""
    sha256 = files.store(bytes([number]) * SIZE)
    path = files.path(sha256)
    assert path is not None
    os.utime(path, (time.time() - days * DAY,) * 2)
    return sha256


def here(files: Blobs) -> set[str]:
    return {path.name for path in files.folder.glob("??/*")}


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    files = Blobs(tmp_path)
    old = [aged(files, number, 30 - number) for number in range(10)]
    assert blob_cache.make_room(files, (), most=10 * SIZE) == 0
    assert files.read(old[0]) is not None  # used again
    assert blob_cache.make_room(files, (), most=9 * SIZE) == 3
    assert here(files) == {old[0], *old[4:]}
    young = [aged(files, 100 + number, 0.5) for number in range(10)]
    assert blob_cache.make_room(files, {old[9]}, most=SIZE) == 5
    assert here(files) == {old[0], old[9], *young}, "what was used within a day stays, whatever room it takes"


def test_what_is_not_sent_or_stands_in_a_draft_stays(database: Database, tmp_path: Path) -> None:
    files = Blobs(tmp_path / "blobs")
    names = ("unsent", "refused", "named", "sent long ago", "in a reply", "held back", "in an article", "downloaded")
    found = {name: aged(files, number, 90) for number, name in enumerate(names)}

    def ref(name: str) -> FileRef:
        return FileRef(found[name], f"{name}.png", SIZE, "image/png")

    def fill(tx: Tx) -> None:
        for name, state in zip(names[:4], ("unsent", "lost", "stored", "stored"), strict=True):
            blobs.note(tx.connection, ref(name), state, now_ms())
        tx.save(Ticket(id="t1", scope="people", title="x", attachments=(ref("named"),)))
        drafts.put_draft(
            tx.connection, Draft(conversation_id="c1", staged=(Staged(file=ref("in a reply")),), saved_at=1)
        )
        message = msgspec.json.encode([{"attachments": [ref("held back")]}]).decode()
        held = {"id": "h", "conversation_id": "c1", "message": message, "then": "{}", "draft": "{}", "leave_at": 1}
        tx.connection.execute(insert(HELD).values(held))
        picture = Block(id="b1", kind=BlockKind.IMAGE, image=found["in an article"])
        tx.save(ArticleDraft(id="d1", scope="all", article_id="a1", title="x", body=(picture,)))

    database.write(fill).result()
    database.replicate(lambda r: r.answered(r.next_push(9), [Result(status="ok", rev=1, seq=1)] * 2)).result()
    stay = database.read(blob_cache.needed)
    assert blob_cache.make_room(files, stay, most=0) == 2
    assert here(files) == {found[name] for name in names if name not in ("sent long ago", "downloaded")}


def test_a_file_that_a_restored_server_asks_for_is_still_here(database: Database, tmp_path: Path) -> None:
    """However long ago it was sent: the operation that names it is kept for as long as it is among the last."""
    files = Blobs(tmp_path / "blobs")
    ref = FileRef(aged(files, 1, 450), "a.pdf", SIZE)
    database.replicate(lambda r: r.adopt_epoch("e1"), durable=True).result()

    def attach(tx: Tx) -> None:
        blobs.note(tx.connection, ref, "unsent", now_ms() - 450 * DAY * 1000)
        tx.save(Ticket(id="t1", scope="people", title="x", attachments=(ref,)))

    database.write(attach).result()
    database.replicate(lambda r: r.answered(r.next_push(9), [Result(status="ok", rev=1, seq=1)])).result()
    database.replicate(lambda r: blobs.sent(r.connection, ref.sha256)).result()
    assert blob_cache.make_room(files, database.read(blob_cache.needed), most=0) == 0
    database.replicate(lambda r: r.adopt_epoch("e2"), durable=True).result()
    assert database.read(blobs.unsent) == [(ref.sha256, 0)], "what the server has had may be elsewhere"
    assert here(files) == {ref.sha256}
