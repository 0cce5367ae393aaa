"""Actions: keys work where they belong, conflicts are found, what is blocked says why and does not run."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.action import EVERYWHERE, Action, Actions
from app.ui.kit.i18n import mark


def action(name: str, run: Callable[[], None], *keys: str, scope: str = EVERYWHERE) -> Action:
    return Action(id=name, text=mark("转接"), run=run, keys=keys, scope=scope)


def test_keys_of_a_screen_work_in_it_and_those_of_everywhere_anywhere(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    screen, other = QLineEdit(), QLineEdit()
    column.addWidget(screen)
    column.addWidget(other)
    ran: list[str] = []
    actions = Actions(parent=window)
    actions.add(action("here", lambda: ran.append("here"), "Ctrl+M", scope="tickets"), screen)
    actions.add(action("all", lambda: ran.append("all"), "F5"), window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(other, Qt.Key.Key_F5)
    assert ran == ["all"]
    screen.setFocus()
    QTest.keyClick(screen, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["all", "here"]


def test_a_blocked_action_says_why_and_does_not_run(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ran: list[int] = []
    reason = "离线时不能发布"
    actions = Actions(parent=window)
    publish = msgspec.structs.replace(action("publish", lambda: ran.append(1)), blocked=lambda: reason)
    qaction = actions.add(publish, window)
    assert not qaction.isEnabled()
    assert qaction.toolTip() == reason
    assert not actions.run("publish")
    reason = ""
    actions.refresh()
    assert qaction.isEnabled()
    assert actions.run("publish")
    assert ran == [1]


def test_the_key_of_an_action_that_tells_answers_with_the_reason(qtbot: QtBot) -> None:
    window = QLineEdit()
    qtbot.addWidget(window)
    reasons = ["nobody waits"]
    ran: list[str] = []
    told: list[str] = []
    actions = Actions(parent=window)
    actions.refused.connect(told.append)
    next_one = action("next", lambda: ran.append("next"), "Ctrl+J", scope="desk")
    actions.add(msgspec.structs.replace(next_one, tells=True, blocked=lambda: reasons[-1]), window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert (told, ran) == (["nobody waits"], [])
    reasons.append("")
    actions.refresh()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert (told, ran) == (["nobody waits"], ["next"])


def test_conflicts_are_found_between_everywhere_and_a_screen_only(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(parent=window)
    actions.add(action("a", lambda: None, "Ctrl+E", scope="tickets"), window)
    actions.add(action("b", lambda: None, "Ctrl+E", scope="knowledge"), window)
    assert actions.conflicts() == {}
    actions.add(action("c", lambda: None, "Ctrl+e"), window)
    assert actions.conflicts() == {"Ctrl+E": ["a", "b", "c"]}
    actions.set_custom_keys({"c": ["Ctrl+Shift+E"]})
    assert actions.conflicts() == {}
    assert actions.key_text("c") == "Ctrl+Shift+E"


def test_an_id_is_taken_once_and_free_again_with_its_widget(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screen = QWidget(window)
    actions = Actions(parent=window)
    actions.add(action("x", lambda: None), screen)
    with pytest.raises(ValueError, match="x"):
        actions.add(action("x", lambda: None), window)
    with qtbot.waitSignal(screen.destroyed):
        screen.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert actions.all() == []


def test_menus_put_what_is_grave_last(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(parent=window)
    actions.add(msgspec.structs.replace(action("delete", lambda: None), destructive=True), window)
    actions.add(action("open", lambda: None), window)
    menu = actions.menu(["delete", "open"], window)
    assert [entry.objectName() or "-" for entry in menu.actions()] == ["open", "-", "delete"]
    assert isinstance(menu.parent(), QObject)
