"""The first window has the processor for itself, and never waits for ever."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.storage import core
from app.ui.account import settling
from app.ui.account.settling import Settling


class Screen(QObject):
    changed = Signal()


@pytest.fixture
def waiting(qtbot: QtBot) -> Iterator[Settling]:
    made = Settling()
    yield made
    made.end()


def test_it_settles_once_when_the_screen_has_something_to_show(qtbot: QtBot, waiting: Settling) -> None:
    screen, told = Screen(), []
    shown: list[int] = []
    waiting.settled.connect(lambda: told.append(True))
    waiting.hold()
    waiting.wait(lambda: bool(shown), screen.changed)
    screen.changed.emit()
    assert not told
    shown.append(1)
    screen.changed.emit()
    assert not told, "what was asked to be painted comes first"
    qtbot.waitUntil(lambda: bool(told), timeout=1000)
    screen.changed.emit()
    assert told == [True]


def test_it_settles_although_the_screen_never_has_anything(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "LATEST_MS", 20)
    waiting = Settling()
    with qtbot.waitSignal(waiting.settled, timeout=2000):
        waiting.hold()
        waiting.wait(lambda: False)


def test_a_desk_that_goes_before_does_not_settle(qtbot: QtBot, waiting: Settling) -> None:
    screen, told = Screen(), []
    waiting.settled.connect(lambda: told.append(True))
    waiting.hold()
    waiting.wait(lambda: True, screen.changed)
    waiting.end()
    with qtbot.assertNotEmitted(waiting.settled, wait=50):
        screen.changed.emit()
    core.load()
    assert core.loaded(), "nothing is held any more"
