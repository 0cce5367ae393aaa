"""A computer that is ordered to delete an account: working, at the sign-in, and killed in the middle of it."""

import threading
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.commands import customers
from app.main import Program
from app.system.wipes import Wipes
from sync_server.service import devices
from tests.helpers import memory_keyring
from tests.helpers.program import Start, asked, at_work, online
from tests.helpers.server import PASSWORD, RunningServer

pytestmark = [pytest.mark.slow, pytest.mark.allow_logs("uvicorn", "sync_server", "app.system.wipes", "app.ui.account")]


def order(server: RunningServer) -> str:
    """Order the one device to delete what it holds; returns its id."""
    (device,) = server.runtime.db.read(devices.everybody)
    server.runtime.db.write(lambda tx: devices.wipe(tx, device.id))
    return device.id


def state(server: RunningServer, device_id: str) -> tuple[str, int | None]:
    found = server.runtime.db.read(devices.everybody)
    return next((each.wipe, each.unsent) for each in found if each.id == device_id)


def told(program: Program) -> list[str]:
    assert program.entrance.gate is not None
    return [toast.text for toast in program.entrance.gate.notices.told]


def left_behind(folder: Path) -> list[Path]:
    return [path for path in (folder / "profile" / "profiles").rglob("*") if path.is_file()]


def test_the_desk_closes_everything_goes_and_the_sign_in_says_so(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    folder = tmp_path / "profile" / "profiles"
    (profile,) = folder.iterdir()
    (profile / "backups" / "desk.before-0001.sqlite3").write_bytes(b"an older copy")
    (profile / "unsaved-1.txt").write_text("what was being written")
    assert memory_keyring.ENTRIES
    device = order(server)
    asked(qtbot, program)
    qtbot.waitUntil(lambda: not program.custody.wiping.running, timeout=10_000)
    assert left_behind(tmp_path) == []
    assert program.window is None
    assert not memory_keyring.ENTRIES
    assert program.preferences.value.accounts == ()
    assert any("Anna 在这里的数据都已删除" in text for text in told(program))
    qtbot.waitUntil(lambda: state(server, device) == ("done", 0), timeout=10_000)
    qtbot.waitUntil(lambda: Wipes(program.boot.paths).pending() == [], timeout=5000)
    page = asked(qtbot, program).page
    page.server.setText(server.url)
    page.login.setText("anna")
    page.password.setText(PASSWORD)
    page.submit()
    at_work(qtbot, program)  # the computer is hers again, from the beginning
    online(qtbot, program)


def test_what_was_not_sent_goes_too_is_counted_and_told(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    held = threading.Event()
    program.link.changed.disconnect(program._on_status)  # it hears of the order when this test says so
    device = order(server)
    qtbot.waitUntil(lambda: program.link.status.error == "device_wiped", timeout=15_000)
    program.tasks.write(lambda tx: customers.create(tx, name="王芳"), lambda _: held.set())
    qtbot.waitUntil(held.is_set, timeout=5000)
    program._on_status(program.link.status)
    asked(qtbot, program)
    qtbot.waitUntil(lambda: state(server, device) == ("done", 1), timeout=10_000)
    assert any("1 项还没上传的内容" in text for text in told(program))


@pytest.mark.parametrize("deleted", [False, True])
def test_a_run_that_was_killed_goes_on_before_anything_is_shown(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deleted: bool
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    online(qtbot, first)
    real = Wipes.carry_out

    def killed(wipes: Wipes, ordered: Any, stores: Any) -> Any:
        if deleted:
            real(wipes, ordered, stores)
        raise OSError("killed")

    monkeypatch.setattr(Wipes, "carry_out", killed)
    monkeypatch.setattr("app.ui.account.network.tell_wipes", lambda *_: None)
    device = order(server)
    asked(qtbot, first)
    qtbot.waitUntil(lambda: not first.custody.wiping.running, timeout=10_000)
    first.end()
    assert bool(left_behind(tmp_path)) is not deleted
    monkeypatch.undo()
    second = start()
    assert second.window is None
    asked(qtbot, second)
    assert left_behind(tmp_path) == []
    qtbot.waitUntil(lambda: state(server, device)[0] == "done", timeout=10_000)


@pytest.mark.parametrize("listed", [True, False], ids=["in the list", "taken from the list"])
def test_a_sign_in_that_is_refused_for_it_deletes_too(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path, listed: bool
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    online(qtbot, first)
    first.sign_out(forget=True)
    asked(qtbot, first)
    device = order(server)
    page = asked(qtbot, first).page
    if not listed:
        page.removeWanted.emit(first.preferences.value.accounts[0])
        assert first.preferences.value.accounts == ()
    page.server.setText(server.url)
    page.login.setText(" Anna")  # the server takes it, too
    page.password.setText("not even right")
    page.submit()
    qtbot.waitUntil(lambda: state(server, device) == ("done", None), timeout=10_000)
    assert left_behind(tmp_path) == []
    assert any("Anna 在这里的数据都已删除" in text for text in told(first))
