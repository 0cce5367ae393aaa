"""A database of a newer version and a damaged one: told, never thrown away, and on it goes."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.customers import Customer
from tests.end_to_end.conftest import furnish
from tests.helpers.local_data import look_into
from tests.helpers.person import Person
from tests.helpers.server import PASSWORD, RunningServer, running_server
from tests.helpers.visitor import Visitor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.e2e,
    pytest.mark.allow_logs("uvicorn", "sync_server", "app.sync.session", "app.ui.account.entrance"),
]

DAMAGED = "本机数据文件已损坏"


def with_something_unsent(anna: Person, tmp_path: Path) -> int:
    """Have anna enter a customer while her server is away, and go home; returns the server's port."""
    with running_server(tmp_path) as server:
        furnish(server)
        anna.start(server.url, "anna", PASSWORD)
        anna.at_work()
        port = int(server.url.rpartition(":")[2])
    anna.sees("离线")
    anna.new_customer("没上传的黄小美")
    anna.sees("待上传 1")
    anna.end()
    return port


@pytest.mark.parametrize(
    ("language", "words", "retry"),
    [
        ("zh_CN", "本机数据由更新的版本写成", "再试一次"),
        ("zh_TW", "本機資料由更新的版本寫成", "再試一次"),
        ("en", "newer version", "Try again"),
    ],
)
def test_a_database_of_a_newer_version_is_left_alone_until_the_program_is_as_new(
    server: RunningServer, hire: Callable[..., Person], language: str, words: str, retry: str
) -> None:
    anna = hire(language)
    anna.start(server.url, "anna", PASSWORD)
    anna.at_work()
    anna.end()
    with closing(look_into(anna.database, writable=True)) as connection:
        (known,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = anna.database.read_bytes()
    anna.start()
    anna.sees(words)
    anna.click(retry)
    anna.sees(words)
    assert anna.database.read_bytes() == before
    with closing(look_into(anna.database, writable=True)) as connection:  # the newer program is installed
        connection.execute("UPDATE alembic_version SET version_num = ?", (known,))
    anna.click(retry)
    anna.at_work()


def overwritten(file: Path) -> None:
    """A bad sector: the first half is there, then comes rubbish."""
    size = file.stat().st_size
    with file.open("r+b") as content:
        content.seek(4096)
        content.write(b"\xa5" * (size - 4096))


def first_page_overwritten(file: Path) -> None:
    """The schema is gone, the header is there."""
    with file.open("r+b") as content:
        content.seek(100)
        content.write(b"\xa5" * 3900)


def truncated(file: Path) -> None:
    """The copy of the disk broke off."""
    with file.open("r+b") as content:
        content.truncate(file.stat().st_size // 3)


def emptied(file: Path) -> None:
    """A cleaning program was here."""
    file.write_bytes(b"")


def no_database(file: Path) -> None:
    """Something else was stored under its name."""
    file.write_text("这不是数据库\n" * 2000, encoding="utf-8")


@pytest.mark.parametrize("damage", [overwritten, first_page_overwritten, truncated, emptied, no_database])
def test_a_damaged_database_is_kept_aside_and_everything_comes_again(
    anna: Person, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    port = with_something_unsent(anna, tmp_path)
    file = anna.database
    damage(file)
    broken = file.read_bytes()
    with running_server(tmp_path, port=port):
        anna.start()
        anna.sees(DAMAGED, "没有删除任何东西")
        anna.click("再试一次")
        anna.until(lambda: not anna.program.tasks.pending, "tried again")
        anna.sees(DAMAGED)
        assert file.read_bytes() == broken
        anna.click("另存旧文件并重新同步")
        anna.sees("旧文件会移到备份文件夹，不会删除")
        anna.click("另存并重新同步")
        anna.at_work()
        kept = list((file.parent / "backups").glob("desk.damaged-*.sqlite3"))
        assert [each.read_bytes() for each in kept] == [broken]
        anna.new_customer("新的客户")
        anna.in_step()
        anna.end()


def test_what_can_be_read_of_the_unsent_is_kept_beside(anna: Person, tmp_path: Path) -> None:
    port = with_something_unsent(anna, tmp_path)
    file = anna.database
    with closing(look_into(file, writable=True)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'agent'").fetchone()
    with file.open("r+b") as content:
        content.seek((page - 1) * 4096)
        content.write(b"\xa5" * 4096)
    with running_server(tmp_path, port=port):
        anna.start()
        anna.sees(DAMAGED)
        anna.click("另存旧文件并重新同步")
        anna.click("另存并重新同步")
        anna.sees("另存了 1 项没上传的内容")
        anna.at_work()
        (unsent,) = (file.parent / "backups").glob("unsent-*.json")
        (operation,) = json.loads(unsent.read_text("utf-8"))["operations"]
        assert operation["body"]["name"] == "没上传的黄小美"
        anna.end()


def test_damage_that_is_found_while_working_leads_to_the_same_way_out(anna: Person, tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        furnish(server)
        anna.start(server.url, "anna", PASSWORD)
        anna.at_work()
        anna.new_customer("黄小美")
        anna.in_step()
        anna.start()  # the log of writes goes into the file
        anna.at_work()
        file = anna.database
        overwritten(file)
        Visitor(server).say("在吗")
        anna.sees(DAMAGED, "没有删除任何东西")
        anna.click("另存旧文件并重新同步")
        anna.click("另存并重新同步")
        anna.at_work()
        anna.open_conversation("在吗")
        anna.click("客户")
        anna.sees("黄小美")
        assert len(server.runtime.db.read(lambda reader: reader.find(Customer, name="黄小美"))) == 1
        assert list((file.parent / "backups").glob("desk.damaged-*.sqlite3"))
        anna.end()
