"""What looks at the program from outside, as the demonstration of a day does, can read every screen of it."""

import importlib
import sys

import pytest
from pytestqt.qtbot import QtBot

from app.ui.kit.screen import Place
from app.ui.shell.screens import SCREENS
from tests.architecture.source import ROOT
from tests.helpers.program import Start, at_work, online
from tests.helpers.server import PASSWORD, RunningServer

pytestmark = [pytest.mark.slow, pytest.mark.allow_logs("uvicorn", "sync_server")]


def test_every_screen_can_be_read(
    qtbot: QtBot, server: RunningServer, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT / "packaging")])
    reader = importlib.import_module("day_reader")
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    assert program.window is not None
    for screen in SCREENS:
        program.window.go(Place(screen.id))
        qtbot.waitUntil(lambda: len(reader.everything()) > 100, timeout=5000)
        assert not reader.find_row("nothing says so")
        assert reader.find_widget("nothing says so") is None
