"""A full disk while one writes, sends, receives, imports and attaches: told, nothing lost, and on it goes."""

import contextlib
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.person import Person
from tests.helpers.server import PASSWORD, RunningServer
from tests.helpers.visitor import Visitor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.e2e,
    pytest.mark.allow_logs("uvicorn", "sync_server", "app.sync.session", "app.ui.kit.preferences"),
]

FULL = "磁盘满了，没有存下。腾出空间后再试"


class SmallDisk:
    """A disk of a few megabytes that can be filled to the last byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no room at all."""
        with self._ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"\0" * 4096)

    def make_room(self) -> None:
        """Somebody deletes what filled it."""
        self._ballast.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A real small file system in memory; only root may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder], check=False).returncode == 0
    if not mounted:
        pytest.skip("only root can mount a small disk")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def anna(hire: Callable[..., Person], disk: SmallDisk) -> Person:
    """An agent whose local data lies on the small disk."""
    return hire(profile=disk.folder / "profile")


def in_conversation(anna: Person, server: RunningServer) -> Visitor:
    """Bring anna to work and a customer to her."""
    anna.start(server.url, "anna", PASSWORD)
    anna.at_work()
    customer = Visitor(server)
    customer.say("耳机没声音了")
    anna.open_conversation("耳机没声音了")
    anna.in_step()
    return customer


def test_a_disk_that_fills_up_while_one_writes_sends_and_receives(
    server: RunningServer, anna: Person, disk: SmallDisk
) -> None:
    customer = in_conversation(anna, server)
    disk.fill()
    anna.write(anna.composer, "您好，请先重启耳机")
    anna.sees(FULL)
    anna.write(anna.composer, "，")
    anna.write(anna.composer, "再试一次")
    anna.until(lambda: not anna.program.tasks.pending, "the draft was tried again")
    assert anna.told().count(FULL) == 1, "a draft is complained about once, not at every key"
    anna.press("Return", anna.composer)
    anna.until(lambda: anna.told().count(FULL) == 2, "that it was not sent is told")
    assert anna.composer.toPlainText() == "您好，请先重启耳机，再试一次"
    customer.say("在线等")
    anna.sees("同步出错", FULL)
    anna.click("客户")  # the rest of the program works meanwhile
    anna.sees("姓名、手机、邮箱")
    anna.click("会话")
    disk.make_room()
    anna.click("再试一次")
    anna.sees("在线等", gone=["同步出错"])
    assert anna.composer.toPlainText() == "您好，请先重启耳机，再试一次"
    anna.press("Return", anna.composer)
    anna.in_step()
    assert customer.hears() == ["耳机没声音了", "在线等", "您好，请先重启耳机，再试一次"]


def test_a_draft_that_found_no_room_is_stored_as_soon_as_there_is_some(
    server: RunningServer, anna: Person, disk: SmallDisk
) -> None:
    in_conversation(anna, server)
    disk.fill()
    anna.write(anna.composer, "写了一半")
    anna.sees(FULL)
    disk.make_room()
    anna.until(lambda: stored_drafts(anna) == ["写了一半"], "the draft is stored, although nothing more was typed")
    anna.start()
    anna.at_work()
    anna.open_conversation("耳机没声音了")
    anna.until(lambda: anna.composer.toPlainText() == "写了一半", "the draft is there again")


def stored_drafts(anna: Person) -> list[str]:
    """Return what the local data holds of drafts."""
    with contextlib.closing(sqlite3.connect(f"file:{anna.database}?mode=ro", uri=True)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM draft")]
