"""A full disk while one writes, sends, receives, imports and attaches: told, nothing lost, and on it goes."""

import contextlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from app.domain.customers import Customer
from app.domain.knowledge import Article
from app.domain.people import Role
from app.ui.conversations.composer import Composer
from app.ui.knowledge.import_pages import DropZone
from tests.helpers.local_data import look_into
from tests.helpers.person import Person
from tests.helpers.server import PASSWORD, RunningServer
from tests.helpers.visitor import Visitor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.e2e,
    pytest.mark.allow_logs(
        "uvicorn", "sync_server", "app.sync.session", "app.sync.transfers", "app.system", "app.ui.kit.preferences"
    ),
]

FULL = "磁盘满了，没有存下。腾出空间后再试"


class SmallDisk:
    """A disk of a few megabytes that can be filled to the last byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no room at all: the log of writes has to grow for every word."""
        for file in self.folder.rglob("*.sqlite3"):
            with contextlib.closing(look_into(file, writable=True)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with self._ballast.open("ab", buffering=0) as ballast, contextlib.suppress(OSError):
            while True:
                ballast.write(b"\0" * 4096)

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
    anna.until(lambda: anna.told().count(FULL) == 1, "that the draft found no room is told")
    anna.sees(FULL)
    anna.write(anna.composer, "，再试一次")
    anna.press("Return", anna.composer)
    anna.until(lambda: anna.told().count(FULL) == 2, "that it was not sent is told")
    assert anna.composer.toPlainText() == "您好，请先重启耳机，再试一次"
    customer.say("在线等")
    anna.sees("同步出错", FULL)
    anna.click("客户")  # the rest of the program works meanwhile
    anna.sees("姓名、手机、邮箱")
    anna.click("会话")
    assert anna.told().count(FULL) == 2, "nothing is complained about twice"
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
    anna.until(lambda: FULL in anna.told(), "that the draft found no room is told")
    disk.make_room()
    anna.until(lambda: stored_drafts(anna) == ["写了一半"], "the draft is stored, although nothing more was typed")
    anna.start()
    anna.at_work()
    anna.open_conversation("耳机没声音了")
    anna.until(lambda: anna.composer.toPlainText() == "写了一半", "the draft is there again")


def test_what_is_typed_in_a_dialog_stays_there_until_there_is_room(
    server: RunningServer, anna: Person, disk: SmallDisk
) -> None:
    anna.start(server.url, "anna", PASSWORD)
    anna.at_work()
    disk.fill()
    anna.new_customer("黄小美")
    anna.sees(FULL)
    assert anna.named(QLineEdit, "姓名").text() == "黄小美"
    disk.make_room()
    anna.click("保存")
    anna.until(lambda: server.runtime.db.read(lambda reader: reader.find(Customer, name="黄小美")), "the server has it")


def test_files_find_no_room(server: RunningServer, anna: Person, disk: SmallDisk, tmp_path: Path) -> None:
    customer = in_conversation(anna, server)
    picture = tmp_path / "截图.bin"
    picture.write_bytes(b"\x01" * 300_000)
    disk.fill()
    anna.drop(anna.part(Composer), picture)
    anna.sees(FULL, gone=["截图.bin"])
    disk.make_room()
    anna.drop(anna.part(Composer), picture)
    anna.sees("截图.bin")
    anna.press("Return", anna.composer)
    anna.until(lambda: len(customer.hears()) == 2, "the file arrives")
    assert not list((disk.folder / "profile").rglob("*.part"))


def test_an_import_finds_no_room(
    server: RunningServer, hire: Callable[..., Person], disk: SmallDisk, tmp_path: Path
) -> None:
    server.create_account("boss", role=Role.SUPERVISOR, groups=("group-after",))
    boss = hire(profile=disk.folder / "profile")
    boss.start(server.url, "boss", PASSWORD)
    boss.at_work()
    boss.click("知识")
    boss.click("导入表格")
    table = tmp_path / "知识.csv"
    rows = (f"问题{number},{'答案' * 200}" for number in range(300))
    table.write_text("\n".join(["标题,正文", *rows]), encoding="utf-8")
    boss.drop(boss.part(DropZone), table)
    boss.sees("导入 300 条")
    disk.fill()
    boss.click("导入 300 条")
    boss.sees("导入没有完成", FULL)
    disk.make_room()
    boss.click("关闭")
    boss.click("导入")
    boss.drop(boss.part(DropZone), table)
    boss.sees("检查数据")
    boss.sees("可直接导入")
    boss.press("Ctrl+Return")
    boss.sees("再次导入同一个文件不会重复")
    boss.until(lambda: len(server.runtime.db.read(lambda reader: reader.find(Article))) == 300, "the server has it all")


def test_the_program_starts_and_ends_on_a_full_disk(server: RunningServer, anna: Person, disk: SmallDisk) -> None:
    anna.start()
    disk.fill()
    anna.sign_in(server.url, "anna", PASSWORD)
    anna.sees("磁盘满了")
    disk.make_room()
    anna.click("再试一次") if "再试一次" in anna.seen() else anna.click("登录")
    anna.at_work()
    anna.new_customer("黄小美")
    anna.until(lambda: server.runtime.db.read(lambda reader: reader.find(Customer, name="黄小美")), "the server has it")
    disk.fill()
    anna.start()
    anna.until(lambda: anna.program.window is not None or "磁盘满了" in anna.seen(), "it says so, or works on")
    anna.end()
    disk.make_room()
    anna.start()
    anna.at_work()
    anna.click("客户")
    anna.sees("黄小美")


def stored_drafts(anna: Person) -> list[str]:
    """Return what the local data holds of drafts."""
    with contextlib.closing(look_into(anna.database)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM draft")]
