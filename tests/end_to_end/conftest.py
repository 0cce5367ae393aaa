"""A whole office on this computer: a real server on loopback, its agent at the real program, a customer."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.person import Person, somebody
from tests.helpers.server import RunningServer, running_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """The office's server, with the agent anna in the group "after"."""
    with running_server(tmp_path) as made:
        furnish(made)
        yield made


def furnish(server: RunningServer) -> None:
    """Give a new server the group and the agent."""
    server.create_groups("after")
    server.create_account("anna", groups=("group-after",))


@pytest.fixture
def hire(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Person]]:
    """Give persons who work with the program; each has a profile of his own."""
    with ExitStack() as stack:
        yield lambda language="zh_CN", profile=None: stack.enter_context(
            somebody(qtbot, qapp, profile or tmp_path / "profile", language)
        )


@pytest.fixture
def anna(hire: Callable[..., Person]) -> Person:
    """An agent who works in Simplified Chinese."""
    return hire()


@contextmanager
def open_page(browser: Browser, server: RunningServer, group: str = "after") -> Iterator[Page]:
    """Open the customer's page; a script's error or a dialog on it fails the test."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1000, "height": 820})
    context.set_default_timeout(15_000)
    page = context.new_page()
    strange: list[str] = []
    page.on("pageerror", lambda error: strange.append(str(error)))
    page.on("dialog", lambda dialog: strange.append(dialog.message))
    try:
        page.goto(f"{server.url}/chat?group={group}")
        page.wait_for_selector("[data-testid=message-list]:not([aria-busy])")
        yield page
    finally:
        context.close()
    assert not strange, strange
