"""Pictures of the customer's page: a real Chromium at a real server, where a colleague answers."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from day_page import ARRIVED, browser
from day_parts import PASSWORD
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect

from app.domain.conversations import SERVING, Conversation
from app.domain.knowledge import Article
from tests.helpers.colleague import Colleague
from tests.helpers.screens_office import AGENT, NOW, open_office, still
from tests.helpers.server import RunningServer

LOCALES = {"zh_CN": "zh-CN", "zh_TW": "zh-TW", "en": "en-US"}
DESKTOP, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
SMALL = ViewportSize(width=360, height=640)
TOO_LARGE = 21 << 20
NAMES = (
    "m1-webchat-desktop", "m2-webchat-nobody", "m2-webchat-leave", "m2-webchat-empty", "m2-webchat-menu",
    "m2-webchat-queue", "m2-webchat-small", "m3-webchat-mobile-chat", "m3-webchat-article", "m3-webchat-offline",
    "m3-webchat-too-large", "m3-webchat-small", "m4-webchat-mobile-survey", "m4-webchat-thanks", "m4-webchat-over",
)  # fmt: skip


@dataclass(frozen=True)
class Talk:
    """What is said, and the key of the article that answers."""

    question: str
    answer: str
    done: str
    swap: str
    waiting: str
    article: str


CHINESE = Talk(
    question="左边耳机没声音了，盒子里左耳灯也不亮",
    answer="陈先生您好，我是晓彤，上次也是我为您服务。我把排查步骤发给您，两分钟就能确认。",
    done="三步都做了，复位以后红灯闪三下就灭了。在线等，明天出差要用",
    swap="红灯闪三下是左耳触点异常，符合免检换新，马上为您办理。",
    waiting="要寄回去吗？",
    article="EAR-001",
)
ENGLISH = Talk(
    question="My left earbud has no sound, and its light in the case is off too",
    answer="Hello, Xiaotong here, I helped you last time. These checks take two minutes.",
    done="Did all three. The red light blinked three times, then went off. I travel tomorrow",
    swap="Three red blinks mean a contact fault, so you get a new one without inspection.",
    waiting="Do I have to send it back?",
    article="EN-001",
)
TALKS = {"zh_CN": CHINESE, "zh_TW": CHINESE, "en": ENGLISH}


class PageShots:
    """Takes the pictures of one language."""

    def __init__(
        self, made: Browser, server: RunningServer, out: Path, language: str, themes: Sequence[str], only: str
    ) -> None:
        self._browser, self._server = made, server
        self.out, self.language, self.themes, self.only = out, language, themes, only

    @contextmanager
    def visit(self, *, phone: bool = True) -> Iterator[Page]:
        """Open the page as a new customer."""
        context = self._browser.new_context(
            locale=LOCALES[self.language], timezone_id="Asia/Shanghai", device_scale_factor=2 if phone else 1,
            viewport=PHONE if phone else DESKTOP, has_touch=phone, reduced_motion="reduce",
        )  # fmt: skip
        page = context.new_page()
        page.clock.set_fixed_time(datetime.fromtimestamp(NOW / 1000, UTC))
        try:
            page.goto(f"{self._server.url}/chat?group=digital")
            page.wait_for_selector("[data-testid=message-list]:not([aria-busy])")
            yield page
        finally:
            context.close()

    def wants(self, name: str) -> bool:
        """Say whether a picture is asked for."""
        return self.only in name

    @contextmanager
    def small(self, page: Page) -> Iterator[None]:
        """Make a phone's page as small as the smallest phones that are still about."""
        page.set_viewport_size(SMALL)
        try:
            yield
        finally:
            page.set_viewport_size(PHONE)

    def shoot(self, page: Page, name: str) -> None:
        """Save a picture in each theme."""
        if not self.wants(name):
            return
        for dress in self.themes:
            page.emulate_media(color_scheme=dress)  # type: ignore[arg-type]  # light or dark
            file = self.out / f"{self.language}-{dress}" / f"{name}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=file, animations="disabled")


def say(page: Page, text: str) -> None:
    """Send a message and wait until the server has it."""
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("send").click()
    expect(page.locator("[data-author=customer]").last).to_have_attribute("data-state", ARRIVED)


def newest(server: RunningServer) -> Conversation:
    """Return the conversation that began last."""
    found = server.runtime.db.read(lambda reader: reader.find(Conversation))
    return max(found, key=lambda each: each.number)


def article(server: RunningServer, import_key: str) -> Article:
    """Return an article of the sample table."""
    found = server.runtime.db.read(lambda reader: reader.find(Article, import_key=import_key))
    return found[0]


def talk(shots: PageShots, server: RunningServer) -> None:
    """Empty page, nobody there, the queue, a conversation, the article, the end and the survey; on a phone."""
    agent, words = Colleague(server, AGENT, PASSWORD), TALKS[shots.language]
    with shots.visit() as page:
        shots.shoot(page, "m2-webchat-nobody")
        page.get_by_test_id("nobody-leave").click()
        shots.shoot(page, "m2-webchat-leave")
        page.keyboard.press("Escape")
        agent.be("busy")
        expect(page.get_by_test_id("nobody")).to_have_count(0)
        shots.shoot(page, "m2-webchat-empty")
        page.get_by_test_id("menu").click()
        shots.shoot(page, "m2-webchat-menu")
        page.keyboard.press("Escape")
        say(page, words.question)
        mine = newest(server)
        expect(page.get_by_test_id("queue")).to_be_visible()
        shots.shoot(page, "m2-webchat-queue")
        with shots.small(page):
            shots.shoot(page, "m2-webchat-small")
        agent.be("online")
        make_room(server, agent, mine)
        expect(page.get_by_test_id("chat-title")).to_have_text("林晓彤")
        agent.say(mine.id, words.answer)
        agent.send_card(mine.id, article(server, words.article))
        expect(page.get_by_test_id("card")).to_be_visible()
        say(page, words.done)
        agent.be("online", typing_in=mine.id)
        expect(page.get_by_test_id("typing")).to_be_visible()
        shots.shoot(page, "m3-webchat-mobile-chat")
        with shots.small(page):
            shots.shoot(page, "m3-webchat-small")
        if shots.wants("m3-webchat-too-large"):
            video = FilePayload(name="耳机无声.mp4", mimeType="video/mp4", buffer=bytes(TOO_LARGE))
            page.get_by_test_id("file-input").set_input_files(video)
            expect(page.locator(".staged-error")).to_be_visible()
            shots.shoot(page, "m3-webchat-too-large")
            page.locator(".staged-remove").click()
        page.get_by_test_id("card-view").click()
        expect(page.get_by_test_id("article-body")).to_be_visible()
        shots.shoot(page, "m3-webchat-article")
        page.keyboard.press("Escape")
        page.context.set_offline(True)
        expect(page.locator("[data-testid=connection-banner]")).to_be_visible()
        page.get_by_test_id("composer").fill(words.waiting)
        page.get_by_test_id("send").click()
        expect(page.locator("[data-state=waiting]")).to_be_visible()
        shots.shoot(page, "m3-webchat-offline")
        page.context.set_offline(False)
        expect(page.locator("[data-testid=connection-banner]")).to_be_hidden()
        expect(page.locator("[data-author=customer]").last).to_have_attribute("data-state", ARRIVED)
        agent.be("online")
        agent.ask("conversation", mine.id, "close", category_id="", solved="yes", note="")
        expect(page.get_by_test_id("survey-form")).to_be_visible()
        page.get_by_test_id("solved-yes").locator("..").click()
        page.get_by_test_id("star-4").locator("..").click()
        shots.shoot(page, "m4-webchat-mobile-survey")
        page.get_by_test_id("survey-submit").click()
        expect(page.get_by_test_id("survey-done")).to_be_visible()
        shots.shoot(page, "m4-webchat-thanks")
        page.keyboard.press("Escape")
        shots.shoot(page, "m4-webchat-over")
    with shots.visit(phone=False) as page:
        say(page, words.question)
        mine = newest(server)
        make_room(server, agent, mine)
        agent.say(mine.id, words.answer)
        agent.send_card(mine.id, article(server, words.article))
        expect(page.get_by_test_id("card")).to_be_visible()
        say(page, words.done)
        agent.say(mine.id, words.swap)
        expect(page.locator("[data-author=agent]")).to_have_count(3)
        shots.shoot(page, "m1-webchat-desktop")


def make_room(server: RunningServer, agent: Colleague, wanted: Conversation) -> None:
    """End conversations of the agent until the wanted one has been given to him."""
    for _ in range(20):
        found = server.runtime.db.read(lambda reader: reader.get(Conversation, wanted.id))
        if found is not None and found.assignee_id == agent.id:
            return
        others = server.runtime.db.read(lambda reader: reader.find(Conversation, assignee_id=agent.id))
        busy = [each for each in others if each.status in SERVING and each.id != wanted.id]
        agent.ask("conversation", busy[0].id, "close", category_id="", solved="yes", note="")
        agent.be("online")
    raise AssertionError("the conversation was not given to the agent")


def main(folder: str, out: str, language: str, themes: str, only: str) -> int:
    """Take the pictures of the customer's page in one language; returns the exit code."""
    if only and not any(only in name for name in NAMES):
        return 0
    here = Path(folder) / f"page-{language}"
    shutil.copytree(Path(folder) / "full", here)
    with still(), open_office(here) as server, browser() as made:
        talk(PageShots(made, server, Path(out), language, themes.split(","), only), server)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
