"""The page as the real server serves it: it works under the real headers, and a browser fetches its files once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from app.domain.conversations import Message
from tests.helpers.server import RunningServer, running_server

pytestmark = pytest.mark.e2e


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        running.create_groups("presale")
        yield running


class Wire:
    """What a browser's page asked the server for, without what it had in its cache."""

    def __init__(self, page: Page) -> None:
        self._answers: list[dict[str, Any]] = []
        self._cached: set[str] = set()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._note)
        session.on("Network.requestServedFromCache", lambda event: self._cached.add(event["requestId"]))

    def _note(self, event: dict[str, Any]) -> None:  # a built-in method cannot be registered
        self._answers.append(event)

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The answers that came over the wire, but for the API's."""
        return [
            event["response"]
            for event in self._answers
            if event["requestId"] not in self._cached
            and not event["response"].get("fromDiskCache")
            and "/chat/v1/" not in event["response"]["url"]
        ]


def test_a_second_visit_fetches_nothing_again(browser: Browser, server: RunningServer) -> None:
    context = browser.new_context(locale="en")
    complaints: list[str] = []

    def visit() -> tuple[Page, Wire]:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        wire = Wire(page)
        page.goto(f"{server.url}/chat?group=presale")
        page.wait_for_selector("[data-testid=message-list]:not([aria-busy])")
        return page, wire

    page, wire = visit()
    page.get_by_test_id("composer").fill("hello from a real page")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("receipt")).to_have_text("Sent")
    written = server.runtime.db.read(lambda reader: reader.find(Message, author="customer"))
    assert [message.text for message in written] == ["hello from a real page"]
    assert len(wire.answers) > 30
    assert sum(answer["encodedDataLength"] for answer in wire.answers) < 200_000
    page.close()

    page, wire = visit()
    expect(page.get_by_test_id("text")).to_have_text("hello from a real page")
    assert [urlsplit(answer["url"]).path for answer in wire.answers] == ["/chat"]
    assert complaints == []
    context.close()
