"""The pages before the desk: what they say, and what has the focus when they come."""

from pytestqt.qtbot import QtBot

from app.ui.account.first_sync import FirstSyncView, Progress
from app.ui.account.gate import Gate
from app.ui.account.sign_in import SignInView

BEGUN = Progress(here={"staff": 30, "knowledge": 134}, coming={"knowledge": 81}, started=True, complete=False)


def test_what_was_refused_does_not_stand_beside_another_account(qtbot: QtBot) -> None:
    view = SignInView()
    qtbot.addWidget(view)
    view.show_failure("工号或密码不对，请再输一次", at_password=True)
    assert view.password.property("invalid")
    view.fill("", "sunwan")
    assert view.failure() == ""
    assert not view.password.property("invalid")


def test_the_first_sync_says_how_much_of_how_much(qtbot: QtBot) -> None:
    view = FirstSyncView("linxiaotong")
    qtbot.addWidget(view)
    assert view.amount() == ""
    view.show_progress(BEGUN)
    assert view.amount() == "164 / 245 条"


def test_the_first_sync_does_not_begin_on_the_button_that_signs_out(qtbot: QtBot) -> None:
    gate = Gate()
    qtbot.addWidget(gate)
    gate.show()
    page = gate.show_first_sync("linxiaotong")
    assert gate.focusWidget() is page
