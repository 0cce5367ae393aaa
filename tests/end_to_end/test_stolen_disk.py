"""What a thief finds on the disk of a desk that was at work: nothing that anybody wrote, sent or is called."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.ui.conversations.composer import Composer
from tests.helpers.local_data import look_into
from tests.helpers.person import Person
from tests.helpers.server import PASSWORD, RunningServer
from tests.helpers.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.allow_logs("uvicorn", "sync_server")]

ASKED, ANSWERED, BEGUN, CALLED = "暗号山茶左耳没有声音", "暗号海棠请长按三秒", "暗号玉兰还没写完", "暗号丁香"
RECEIVED, ATTACHED = "暗号石榴发票抬头", "暗号木槿检测记录"
NAMES = "暗号芍药发票.txt", "暗号紫藤记录.txt"
MARKS = (ASKED, ANSWERED, BEGUN, CALLED, RECEIVED, ATTACHED, *(name.removesuffix(".txt") for name in NAMES))


def spellings(text: str) -> tuple[bytes, ...]:
    """Return how a text may lie in a file: as UTF-8, as Qt has it in memory, as JSON, as Python writes it."""
    return text.encode(), text.encode("utf-16-le"), text.encode("unicode_escape"), text.encode("gb18030")


def found(folder: Path) -> list[str]:
    """Return what of the marked texts can be read, with the file it stands in, file names included."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len(files) > 5, files
    return [
        f"{mark} in {file.relative_to(folder)}"
        for file in files
        for content in [file.name.encode() + file.read_bytes()]
        for mark in MARKS
        if any(spelling in content for spelling in spellings(mark))
    ]


def test_nothing_of_a_desk_at_work_can_be_read_on_its_disk(server: RunningServer, anna: Person, tmp_path: Path) -> None:
    anna.start(server.url, "anna", PASSWORD)
    anna.at_work()
    customer = Visitor(server, name=CALLED)
    customer.say(ASKED, (customer.upload(RECEIVED.encode() * 200, NAMES[0], "text/plain"),))
    anna.open_conversation(ASKED)
    own = tmp_path / NAMES[1]
    own.write_text(ATTACHED * 200, encoding="utf-8")
    anna.drop(anna.part(Composer), own)
    anna.reply(ANSWERED)
    anna.until(lambda: ANSWERED in customer.hears(), "the reply is with the customer")
    anna.in_step()
    anna.write(anna.composer, BEGUN)
    desk = anna.database

    def kept() -> bool:
        with closing(look_into(desk)) as file:
            return BEGUN in "".join(str(row) for row in file.execute("SELECT * FROM draft"))

    anna.until(kept, "the draft is stored")
    stolen = tmp_path / "stolen"
    shutil.copytree(anna.profile, stolen)  # pulled out of the machine: nothing was closed or tidied up
    assert found(stolen) == []
    (copy,) = stolen.rglob(desk.name)
    with closing(sqlite3.connect(copy)) as thief, pytest.raises(sqlite3.DatabaseError):
        thief.execute("SELECT name FROM sqlite_master").fetchall()
    assert copy.read_bytes()[:15] != b"SQLite format 3"
