"""The customer: the chat page in a real headless Chromium."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from day_parts import PATIENCE_SECONDS, chromium
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ARRIVED = re.compile("stored|sent|delivered|read")
PHONE = {"width": 390, "height": 844}


@contextmanager
def browser() -> Iterator[Browser]:
    """Run Chromium until the block ends."""
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield made
        finally:
            made.close()


class Customer:
    """One customer with the page open; asserts on its DOM."""

    def __init__(self, made: Browser, url: str, pictures: Path, *, phone: bool = False, locale: str = "zh-CN") -> None:
        size = PHONE if phone else {"width": 1000, "height": 820}
        self._context = made.new_context(locale=locale, viewport=size)  # type: ignore[arg-type] # a ViewportSize
        self._context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.pictures = pictures
        self.page: Page = self._context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(url)
        self.page.wait_for_selector("[data-testid=message-list]:not([aria-busy])")

    def close(self) -> None:
        """Leave the page."""
        self._context.close()

    def say(self, text: str) -> None:
        """Send a message and wait until the server has it."""
        self.page.get_by_test_id("composer").fill(text)
        self.page.get_by_test_id("send").click()
        expect(self.page.locator("[data-author=customer]").last).to_have_attribute("data-state", ARRIVED)

    def served_by(self, name: str) -> None:
        """Wait until an agent is there."""
        expect(self.page.get_by_test_id("chat-title")).to_have_text(name)

    def cards(self) -> Locator:
        """Return the knowledge cards in the transcript."""
        return self.page.get_by_test_id("card")

    def sees_card(self, title: str) -> None:
        """Wait for a card with this title; there must be one and no more."""
        expect(self.cards()).to_have_count(1)
        expect(self.cards()).to_contain_text(title)

    def sees_once(self, *texts: str) -> None:
        """Wait until the agent's messages have these texts, each once."""
        for text in texts:
            expect(self.page.locator("[data-author=agent]", has_text=text)).to_have_count(1)

    def answer_survey(self, stars: int, comment: str) -> None:
        """Answer the survey, which opens by itself at the end of the conversation."""
        page = self.page
        expect(page.get_by_test_id("survey-form")).to_be_visible()
        page.get_by_test_id("solved-yes").locator("..").click()
        page.get_by_test_id(f"star-{stars}").locator("..").click()
        page.get_by_test_id("survey-comment").fill(comment)

    def submit_survey(self) -> None:
        """Send the survey and wait for the thanks."""
        self.page.get_by_test_id("survey-submit").click()
        expect(self.page.get_by_test_id("survey-done")).to_be_visible()

    def picture(self, name: str) -> Path:
        """Leave a picture of the page; returns its file."""
        file = self.pictures / f"{name}.png"
        self.page.screenshot(path=file)
        return file
