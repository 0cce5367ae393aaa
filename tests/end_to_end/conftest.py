"""A whole office on this computer: a real server on loopback, its agent at the real program, a customer."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.person import Person, somebody
from tests.helpers.server import RunningServer, running_server

SomeServer = Callable[..., AbstractContextManager[RunningServer]]


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
