"""HTML with scripts from every side: it is shown as text or without its scripts, and nothing is fetched or run."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect
from PySide6.QtWidgets import QLineEdit

from app.domain.conversations import Author, Conversation, Message, MessageKind
from app.domain.customers import Customer
from app.domain.knowledge import Article, ArticleStatus, ArticleVersion, card_of
from app.domain.people import Role
from app.domain.rich import Block, BlockKind
from app.ui.knowledge.editor_text import ArticleEdit
from app.ui.knowledge.import_pages import DropZone
from sync_server.storage import transcript
from tests.end_to_end.conftest import open_page
from tests.helpers.person import Person
from tests.helpers.server import PASSWORD, RunningServer

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.allow_logs("uvicorn", "sync_server")]


@pytest.fixture
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server of somebody else that notes who comes: its address and the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """The list is enough."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}", asked
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def hostile(trap: str) -> str:
    """Return HTML that runs scripts and calls home wherever it is taken for HTML."""
    return (
        f"<script>alert(1);fetch('{trap}/script')</script><img src='{trap}/img' onerror='alert(2)'>"
        f"<svg onload='alert(3)'></svg><iframe src='{trap}/frame'></iframe>"
        f"<a href='javascript:alert(4)'>点我</a><style>@import '{trap}/css';</style>长按<b>三秒</b>"
    )


def runs_nothing(page: Page) -> None:
    """Fail if something on the page could run: open_page fails for dialogs and errors besides."""
    assert page.evaluate(
        """() => [...document.querySelectorAll('script:not([src^="/chat/"]), iframe, object, embed, svg[onload]')]
                 .length + [...document.querySelectorAll('*')].filter(each =>
                 [...each.attributes].some(a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value))).length"""
    ) == 0  # fmt: skip


def test_what_a_customer_writes_stays_text_for_both(
    server: RunningServer, anna: Person, browser: Browser, trap: tuple[str, list[str]]
) -> None:
    address, asked = trap
    text = hostile(address)
    anna.start(server.url, "anna", PASSWORD)
    anna.at_work()
    with open_page(browser, server) as page:
        page.get_by_test_id("composer").fill(text)
        page.get_by_test_id("send").click()
        anna.click_row("alert(1)")
        anna.until(lambda: anna.seen().count("onerror='alert(2)'") > 1, "the message stands there letter by letter")
        customers = server.runtime.db.read(lambda reader: reader.find(Customer))
        rename(server, customers[0], "<img src=x onerror=alert(5)><b>黄小美</b>")
        anna.sees("<img src=x onerror=alert(5)><b>黄小美</b>")
        anna.reply("<b>您好</b><script>alert(6)</script>")
        expect(page.get_by_text("<b>您好</b><script>alert(6)</script>")).to_be_visible()
        expect(page.get_by_text("<script>alert(1);")).to_be_visible()
        runs_nothing(page)
    assert asked == []


def rename(server: RunningServer, customer: Customer, name: str) -> None:
    """Give a customer a name, as a channel does that knows one."""
    server.runtime.db.write(lambda tx: tx.put(replace(customer, name=name)))


def test_a_web_page_pasted_into_an_article_loses_its_scripts_and_says_so(
    server: RunningServer, hire: Callable[..., Person], trap: tuple[str, list[str]]
) -> None:
    address, asked = trap
    boss = supervisor(server, hire)
    boss.click("新建知识")
    boss.until(lambda: "正文" in boss.seen(), "the editor is open")
    boss.write(boss.named(QLineEdit, "标题"), "怎么开机")
    boss.paste(boss.part(ArticleEdit), html=hostile(address), text="长按三秒")
    boss.sees("粘贴的内容带有脚本，已经去掉，只留下文字和格式")
    boss.until(lambda: "长按三秒" in boss.part(ArticleEdit).toPlainText(), "the text is there")
    boss.click("发布")
    boss.sees("已发布「怎么开机」")
    boss.until(lambda: bodies(server), "the server has it")
    (body,) = bodies(server)
    assert "<b>三秒</b>" in body
    assert not any(word in body for word in ("script", "alert", "iframe", "onerror", "onload", address))
    assert asked == []


def bodies(server: RunningServer) -> list[str]:
    """Return the HTML of every article that the server has."""
    found = server.runtime.db.read(lambda reader: reader.find(Article))
    return ["".join(block.html for block in article.body) for article in found if article.body]


def supervisor(server: RunningServer, hire: Callable[..., Person]) -> Person:
    """Bring somebody to the knowledge library who may publish."""
    server.create_account("boss", role=Role.SUPERVISOR, groups=("group-after",))
    boss = hire()
    boss.start(server.url, "boss", PASSWORD)
    boss.at_work()
    boss.click("知识")
    boss.sees("这里还没有知识")
    return boss


def test_a_table_with_scripts_in_its_cells_is_imported_as_text(
    server: RunningServer, hire: Callable[..., Person], tmp_path: Path, trap: tuple[str, list[str]]
) -> None:
    address, asked = trap
    boss = supervisor(server, hire)
    boss.click("导入表格")
    file = tmp_path / "网页.csv"
    file.write_text(f'标题,正文\n<img src=x onerror=alert(7)>,"{hostile(address)}"\n', encoding="utf-8")
    boss.drop(boss.part(DropZone), file)
    boss.click("导入 1 条")
    boss.sees("已导入 1 条知识")
    boss.click("关闭")
    boss.click_row("<img src=x onerror=alert(7)>")
    boss.sees("三秒")
    boss.until(lambda: bodies(server), "the server has it")
    (body,) = bodies(server)
    assert not any(word in body for word in ("<script", "<iframe", "<img", "<svg", "<style", 'href="javascript'))
    assert asked == []


def test_rows_of_a_server_that_was_broken_into_run_nothing(
    server: RunningServer, anna: Person, browser: Browser, trap: tuple[str, list[str]]
) -> None:
    """The database of the server holds HTML that never went through its cleaning."""
    address, asked = trap
    evil = hostile(address)
    blocks = (
        Block(id="a", html=evil),
        Block(id="b", kind=BlockKind.TABLE, rows=((evil, evil), (evil, evil))),
        Block(id="c", kind=BlockKind.CODE, html=evil),
    )
    article = Article(
        id="evil",
        scope="all",
        title="怎么开机<img src=x onerror=alert(8)>",
        version=1,
        number=7,
        status=ArticleStatus.PUBLISHED,
        body=blocks,
    )
    version = ArticleVersion(id="v", scope="all", article_id="evil", version=1, title=article.title, body=blocks)

    def put(tx: Any) -> None:
        tx.put(article)
        tx.put(version)

    server.runtime.db.write(put)
    anna.start(server.url, "anna", PASSWORD)
    anna.at_work()
    with open_page(browser, server) as page:
        page.get_by_test_id("composer").fill("怎么开机")
        page.get_by_test_id("send").click()
        anna.open_conversation("怎么开机")
        send_card(server, article)
        expect(page.get_by_test_id("card")).to_contain_text(article.title)
        page.get_by_test_id("card-view").click()
        expect(page.get_by_test_id("article-body")).to_contain_text("长按三秒")
        runs_nothing(page)
    anna.sees(f"我方 Anna，{article.title}")
    anna.click("知识")
    anna.click_row("怎么开机")
    anna.until(lambda: anna.seen().count("长按三秒") > 0, "the article is shown")
    anna.window.grab()  # painting asks for the pictures
    assert asked == []


def send_card(server: RunningServer, article: Article) -> None:
    """Have the broken server say something in the only conversation."""

    def put(tx: Any) -> None:
        (conversation,) = tx.find(Conversation)
        said = Message(
            id="evil-message",
            scope="",
            conversation_id=conversation.id,
            author=Author.AGENT,
            author_id="agent-anna",
            kind=MessageKind.CARD,
            card=card_of(article),
            article_id=article.id,
            article_version=1,
        )
        transcript.append(tx, conversation, said)

    server.runtime.db.write(put)
