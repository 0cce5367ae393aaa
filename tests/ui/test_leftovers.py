"""The guard of tests/conftest.py notices a window and a timer that a test leaves behind."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.helpers.leftovers import Leftovers


def test_a_window_that_stays_is_a_complaint(qtbot: QtBot) -> None:
    before = Leftovers()
    window = QLabel("left over")
    assert [text.split(":")[0] for text in before.complaints()] == ["top-level widget left"]
    window.deleteLater()
    del window
    assert before.complaints() == []


def test_a_timer_of_the_application_that_runs_is_a_complaint(qapp: QApplication) -> None:
    before = Leftovers()
    timer = QTimer(qapp)
    timer.start(60_000)
    assert [text.split(":")[0] for text in before.complaints()] == ["timer still running"]
    timer.stop()
    timer.deleteLater()
    assert before.complaints() == []
