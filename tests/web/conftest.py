"""The chat page in a real Chromium against :class:`tests.web.contract_server.ContractServer`."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.contract_server import ContractServer

OpenPage = Callable[..., Page]


@pytest.fixture
def contract() -> Iterator[ContractServer]:
    server = ContractServer()
    yield server
    if server.running:
        server.stop()


@pytest.fixture
def context(browser: Browser, contract: ContractServer) -> Iterator[BrowserContext]:
    """One customer's browser. It closes before the server does, whose threads wait for its connections."""
    made = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def complaints() -> list[str]:
    """Errors that the consoles of the opened pages showed, the policy's among them."""
    return []


@pytest.fixture
def open_page(context: BrowserContext, contract: ContractServer, complaints: list[str]) -> OpenPage:
    """Open the chat page and wait for its history."""

    def open_page(query: str = "") -> Page:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(contract.url + query)
        page.wait_for_selector("[data-testid=message-list]:not([aria-busy])")
        return page

    return open_page


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()
