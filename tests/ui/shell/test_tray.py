"""The list of notifications: whole words, nothing eaten, and how many there are beyond what is shown."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.theme import install_theme
from app.ui.shell.notify import Event, Situation
from app.ui.shell.tray import Tray, shortened


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    install_theme(qapp)
    yield


def test_the_list_says_how_many_older_ones_there_are_and_shows_every_letter(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    situation = Situation(window_active=True, focused_subject="", away=False)
    tray = Tray(window, lambda: situation, show_icon=False)
    for number in range(23):
        tray.tell(Event(kind="message", subject=f"c-{number}", title="Amy", text=f"& <b>bold</b> {number}", at=number))
    menu = tray.latest()
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert "&& <b>bold</b> 22" in texts[0], "a lone & would be taken for a mnemonic"
    assert "\t" in texts[0]
    assert texts[-1] == "还有 11 条更早的提醒"
    assert len(texts) == 13


def test_a_long_text_ends_behind_a_whole_word() -> None:
    words = "My earbuds died three times and the replacement that you sent does not charge either"
    assert shortened(words) == "My earbuds died three times and the replacement that you…"
    assert shortened("耳机" * 40) == "耳机" * 29 + "耳…"
    assert shortened("short") == "short"
