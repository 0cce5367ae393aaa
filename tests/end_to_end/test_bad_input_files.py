"""A file of 200 MB: dropped on the reply, on an article, chosen in the customer's page, and sent past the page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect
from PySide6.QtWidgets import QLineEdit

from app.domain.conversations import Message
from app.domain.files import MAX_FILE_BYTES
from app.domain.people import Role
from app.ui.conversations.composer import Composer
from app.ui.knowledge.editor_text import ArticleEdit
from tests.end_to_end.conftest import open_page
from tests.helpers.person import Person
from tests.helpers.server import PASSWORD, RunningServer
from tests.helpers.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.allow_logs("uvicorn", "sync_server")]

TOO_LARGE = "文件超过 20 MB，没有加入。可以压缩后再试"
HUGE = 200 << 20


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A file of 200 MB; its bytes take no room on the disk."""
    file = tmp_path / "故障录像.mp4"
    with file.open("wb") as content:
        content.truncate(HUGE)
    return file


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A small file."""
    file = tmp_path / "说明.txt"
    file.write_text("长按三秒", encoding="utf-8")
    return file


def test_dropped_on_the_reply(server: RunningServer, anna: Person, film: Path, note: Path) -> None:
    anna.start(server.url, "anna", PASSWORD)
    anna.at_work()
    customer = Visitor(server)
    customer.say("怎么开机")
    anna.open_conversation("怎么开机")
    anna.write(anna.composer, "请看说明")
    anna.drop(anna.part(Composer), film, note)
    anna.sees(TOO_LARGE, "说明.txt", gone=["故障录像.mp4"])
    assert anna.composer.toPlainText() == "请看说明"
    anna.reply("")
    anna.until(lambda: "请看说明" in customer.hears(), "the reply arrives without the film")
    sent = [file.name for said in messages(server) for file in said.attachments]
    anna.until(lambda: [file.name for said in messages(server) for file in said.attachments] == ["说明.txt"], f"{sent}")


def messages(server: RunningServer) -> list[Message]:
    """Return what anna sent."""
    return server.runtime.db.read(lambda reader: reader.find(Message, author_id="agent-anna"))


def test_dropped_on_an_article(server: RunningServer, hire: Callable[..., Person], film: Path, note: Path) -> None:
    server.create_account("boss", role=Role.SUPERVISOR, groups=("group-after",))
    boss = hire()
    boss.start(server.url, "boss", PASSWORD)
    boss.at_work()
    boss.click("知识")
    boss.click("新建知识")
    boss.until(lambda: boss.seen().count("正文") > 0, "the editor is open")
    boss.write(boss.named(QLineEdit, "标题"), "怎么开机")
    boss.write(boss.part(ArticleEdit), "长按三秒。")
    boss.drop(boss.part(ArticleEdit).viewport(), film, note)
    boss.sees(TOO_LARGE, "说明.txt", gone=["故障录像.mp4"])
    assert boss.part(ArticleEdit).toPlainText() == "长按三秒。"
    boss.click("发布")
    boss.sees("已发布「怎么开机」")


def test_chosen_in_the_customers_page(server: RunningServer, browser: Browser, film: Path, note: Path) -> None:
    with open_page(browser, server) as page:
        page.get_by_test_id("file-input").set_input_files([film, note])
        expect(page.get_by_test_id("staged")).to_contain_text("超过 20 MB，发不出去")
        page.get_by_test_id("composer").fill("开不了机")
        say(page)
        expect(page.locator("[data-author=customer]", has_text="说明.txt")).to_be_visible()


def say(page: Page) -> None:
    """Send what stands in the page's composer."""
    page.get_by_test_id("send").click()


def piecewise() -> Iterator[bytes]:
    """Give 200 MB in pieces, without saying how many there will be."""
    for _ in range(HUGE >> 20):
        yield b"\0" * (1 << 20)


@pytest.mark.parametrize("announced", [True, False])
def test_sent_past_the_page(server: RunningServer, announced: bool, film: Path) -> None:
    customer = Visitor(server)
    url, headers = f"{server.url}/chat/v1/files", {"Authorization": f"Bearer {customer.token}", "X-File-Name": "x.mp4"}
    try:
        with film.open("rb") as content:
            answer = requests.post(url, data=content if announced else piecewise(), headers=headers, timeout=60)
    except requests.ConnectionError:
        pass  # the server hung up while it was still being sent to: as good an answer
    else:
        assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")
    stored = [file for file in server.runtime.config.blobs.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in stored) <= MAX_FILE_BYTES, "nothing of it is kept"
    customer.say("还在吗")
    assert customer.hears() == ["还在吗"]
