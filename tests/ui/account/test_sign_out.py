"""Signing out with something unsent asks, and offers to put it into a file first."""

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.account.dialogs import ask_sign_out


def test_what_is_not_sent_can_be_exported_before_the_question_is_answered(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    exported: list[QWidget] = []
    left: list[bool] = []
    dialog = ask_sign_out(window, 2, left.append, on_export=exported.append)
    export = dialog.findChild(QPushButton, "export")
    assert isinstance(export, QPushButton)
    export.click()
    assert exported == [dialog]
    assert dialog.isVisible()
    assert left == []
    dialog.reject()


def test_with_nothing_unsent_there_is_nothing_to_export(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ask_sign_out(window, 0, lambda forget: None, on_export=lambda dialog: None)
    assert dialog.findChild(QPushButton, "export") is None
    dialog.reject()
