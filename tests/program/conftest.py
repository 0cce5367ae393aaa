"""The whole program over a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.program import Start, office, starting
from tests.helpers.server import RunningServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """An office with one group and one account, anna."""
    with office(tmp_path) as made:
        yield made


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    """Start a program over one profile; it is ended after the test."""
    with starting(qapp, tmp_path) as begin:
        yield begin
