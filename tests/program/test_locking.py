"""The locked desk: what it hides, what opens it, what goes on meanwhile, and that a new start is no way around it."""

from pathlib import Path

import keyring
import keyring.backends.fail
import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.clock import now_ms
from app.domain.protocol import Beat
from app.main import Program
from app.system import data_key
from app.system.offline_sign_in import FILE
from app.system.paths import ProfilePaths
from app.ui.account.lock_screen import LockScreen
from app.ui.kit.dialogs import Dialog
from app.ui.kit.screen import Place
from app.ui.shell.notify import Event
from tests.helpers.program import Start, asked, at_work, online
from tests.helpers.server import PASSWORD, RunningServer, running_server

pytestmark = [pytest.mark.slow, pytest.mark.allow_logs("uvicorn", "sync_server")]


def locked(qtbot: QtBot, program: Program) -> LockScreen:
    """Lock the desk of a program that is at work; returns the screen."""
    qtbot.waitUntil(lambda: program.custody.locking.possible, timeout=15_000)
    window = program.window
    assert window is not None
    window.actions_.run("account.lock")
    screen = program.custody.locking.screen
    assert screen is not None
    return screen


def gate_lock(qtbot: QtBot, program: Program) -> LockScreen:
    """Return the lock that a started program shows in place of the sign-in."""

    def page() -> object:
        gate = program.entrance.gate
        return gate.page if gate is not None else None

    qtbot.waitUntil(lambda: isinstance(page(), LockScreen), timeout=15_000)
    found = page()
    assert isinstance(found, LockScreen)
    return found


def shown() -> list[object]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def test_the_lock_hides_everything_and_the_password_brings_it_back(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    qtbot.waitUntil(lambda: program.custody.locking.possible, timeout=15_000)
    kept = Path(program.opened.database.path).with_name(FILE)  # type: ignore[union-attr]  # it is at work
    ahead = now_ms() + 3_600_000
    program.linking.beaten.emit(Beat(state="online", now=ahead))
    program.custody._tell_time()
    qtbot.waitUntil(lambda: msgspec.json.decode(kept.read_bytes())["met"] >= ahead, timeout=5000)
    window = program.window
    assert window is not None
    window.go(Place("settings"))
    dialog = Dialog(window, "half done")
    finished: list[int] = []
    dialog.finished.connect(finished.append)
    dialog.open()
    screen = locked(qtbot, program)
    assert shown() == [screen]
    window.show()  # whatever wants it: the tray, a second start
    program.come_to_front()
    assert shown() == [screen]
    call = window.tray.tell(Event(kind="message", subject="v1", title="Wang Fang", text="my number is", at=now_ms()))
    assert window.tray.words(call=call, event=window.tray.events[0])[0] == "有新提醒"
    before = program.link.status.synced
    server.create_account("bob")
    qtbot.waitUntil(lambda: program.link.status.synced > before, timeout=10_000)  # it goes on
    screen.password.setText("wrong")
    QTest.keyClick(screen.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.failure() == "密码不对，请再输一次", timeout=5000)
    screen.password.setText(PASSWORD)
    QTest.keyClick(screen.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not program.custody.locking.locked, timeout=5000)
    assert window.isVisible()
    assert dialog.isVisible()
    assert dialog.windowModality() == Qt.WindowModality.WindowModal
    assert finished == []
    assert window.place is not None
    assert window.place.screen == "settings"
    dialog.close()
    assert program.preferences.value.locked == ()


def test_wrong_passwords_cost_more_and_more_time(qtbot: QtBot, server: RunningServer, start: Start) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    screen = locked(qtbot, program)
    for _ in range(3):
        screen.password.setText("wrong")
        qtbot.waitUntil(screen.yes.isEnabled, timeout=5000)
        screen.submit()
        qtbot.waitUntil(lambda: bool(screen.failure()), timeout=5000)
        qtbot.waitUntil(lambda: "busy" not in screen.yes.text(), timeout=5000)
    qtbot.waitUntil(lambda: "秒后才能再试" in screen.failure(), timeout=5000)
    screen.password.setText(PASSWORD)
    screen.submit()
    assert program.custody.locking.locked
    assert not screen.yes.isEnabled()
    program.end()
    page = gate_lock(qtbot, start())
    page.password.setText(PASSWORD)
    page.submit()
    qtbot.waitUntil(lambda: "秒后才能再试" in page.failure(), timeout=5000)


def test_a_desk_nobody_touches_and_one_that_slept_lock_themselves(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    qtbot.waitUntil(lambda: program.custody.locking.possible, timeout=15_000)
    locking = program.custody.locking
    now, wall = [1000.0], [5000.0]
    locking._clock, locking._wall = lambda: now[0], lambda: wall[0]
    assert program.window is not None
    locking.begin(program.admission.account, lambda: program.window)  # type: ignore[union-attr]
    program.preferences.change(lock_minutes=10, lock_most=0)
    now[0] += 599
    locking.look()
    assert not locking.locked
    now[0] += 2
    locking.look()
    assert shown() == [locking.screen]
    locking.unlock()
    program.preferences.change(lock_minutes=0)
    now[0] += 100_000
    wall[0] += 100_000
    locking.look()
    assert not locking.locked, "the person does not want it"
    program.preferences.change(lock_most=5)
    locking.unlock()  # something was done just now
    locking.look()
    assert not locking.locked
    wall[0] += 3600
    locking.look()
    assert locking.locked, "it slept"


def test_a_killed_and_started_program_is_still_locked(qtbot: QtBot, server: RunningServer, start: Start) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    locked(qtbot, first)
    first.end()
    second = start()
    page = gate_lock(qtbot, second)
    assert second.window is None
    page.password.setText(PASSWORD)
    page.submit()
    at_work(qtbot, second)
    second.end()
    third = start()
    at_work(qtbot, third)


def test_without_a_key_store_the_password_at_the_lock_is_enough(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    try:
        first = start(server.url, "anna", PASSWORD)
        at_work(qtbot, first)
        locked(qtbot, first)
        first.end()
        second = start()
        page = gate_lock(qtbot, second)
        page.password.setText(PASSWORD)
        page.submit()
        at_work(qtbot, second)
        online(qtbot, second)
        assert second.preferences.value.locked == ()
    finally:
        keyring.set_keyring(before)


def test_the_lock_takes_the_password_that_an_administrator_gave_meanwhile(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    screen = locked(qtbot, program)
    server.set_password("anna", "a new password")
    qtbot.waitUntil(lambda: program.linking.ended, timeout=15_000)
    screen.password.setText("wrong")
    screen.submit()
    qtbot.waitUntil(lambda: screen.failure() == "密码不对，请再输一次", timeout=10_000)
    assert program.custody.locking.locked
    screen.password.setText("a new password")
    screen.submit()
    qtbot.waitUntil(lambda: not program.custody.locking.locked, timeout=10_000)
    online(qtbot, program)
    profile = Path(program.opened.database.path).parent  # type: ignore[union-attr]  # it is at work
    assert data_key.unlocks(ProfilePaths(profile).data_key, "a new password"), "nothing is lost with the one before"


def test_another_agent_signs_in_at_a_locked_desk(qtbot: QtBot, server: RunningServer, start: Start) -> None:
    server.create_account("bob", groups=("group-after",))
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    screen = locked(qtbot, program)
    screen.leaveWanted.emit()
    page = asked(qtbot, program).page
    assert program.window is None
    (annas,) = program.preferences.value.locked
    page.server.setText(server.url)
    page.login.setText("bob")
    page.password.setText(PASSWORD)
    page.submit()
    at_work(qtbot, program)
    locked(qtbot, program)
    program.custody.locking.unlock()
    assert program.preferences.value.locked == (annas,), "hers stays locked"


def test_the_office_can_demand_a_lock(qtbot: QtBot, tmp_path: Path, start: Start) -> None:
    with running_server(tmp_path, lock_minutes=7) as server:
        server.create_groups("after")
        server.create_account("anna", groups=("group-after",))
        program = start(server.url, "anna", PASSWORD)
        at_work(qtbot, program)
        qtbot.waitUntil(lambda: program.preferences.value.lock_most == 7, timeout=10_000)
        program.preferences.change(lock_minutes=0)
        assert program.preferences.value.lock_after == 7
        program.end()
