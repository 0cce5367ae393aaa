"""Into the whole program over a real server: by password, by a kept token, offline, and what stands in the way."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.commands import customers
from app.domain.customers import Customer
from app.main import Program
from app.system.offline_sign_in import DAY_MS
from app.system.secrets import SERVICE, TokenStore
from app.ui.account.dialogs import RenewDialog
from app.ui.kit.screen import Place
from tests.helpers import memory_keyring
from tests.helpers.log_watch import LogWatch
from tests.helpers.program import Start, asked, at_work, office, online, recovery
from tests.helpers.server import PASSWORD, RunningServer, running_server

pytestmark = [pytest.mark.slow, pytest.mark.allow_logs("uvicorn", "sync_server")]


def test_somebody_signs_in_types_a_wrong_password_first_and_comes_to_work(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    program = start()
    page = asked(qtbot, program).page
    page.server.setText(server.url)
    qtbot.waitUntil(lambda: page.server_words().startswith("可连接"), timeout=8000)
    page.login.setText("anna")
    page.password.setText("wrong")
    page.submit()
    qtbot.waitUntil(lambda: page.failure() == "工号或密码不对，请再输一次", timeout=8000)
    page.password.setText(PASSWORD)
    page.submit()
    at_work(qtbot, program)
    assert program.entrance.gate is None
    assert program.preferences.value.accounts[0].name == "Anna"
    online(qtbot, program)


def test_who_stayed_signed_in_goes_straight_to_work_before_the_key_store_is_asked_for_the_token(
    qtbot: QtBot, server: RunningServer, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    first.end()
    order: list[str] = []
    load = TokenStore.load

    def watched(store: TokenStore, server_id: str, agent_id: str) -> str | None:
        order.append(store.service)
        return load(store, server_id, agent_id)

    monkeypatch.setattr(TokenStore, "load", watched)
    second = start()
    second.windowShown.connect(lambda: order.append("window"))
    at_work(qtbot, second)
    assert second.entrance.gate is None
    online(qtbot, second)
    assert order == ["Zhiying Desk data key", "window", "Zhiying Desk"]


def test_a_token_that_the_key_store_lost_is_told_over_the_open_desk_and_asked_for_at_the_next_start(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    first.end()
    del memory_keyring.ENTRIES[next(entry for entry in memory_keyring.ENTRIES if entry[0] == SERVICE)]
    second = start()
    at_work(qtbot, second)
    window = second.window
    assert window is not None
    qtbot.waitUntil(window.banner.isVisible, timeout=15_000)
    assert "登录已过期" in window.banner.accessibleName()
    second.end()
    asked(qtbot, start())


def test_a_key_that_the_key_store_lost_is_had_by_the_password_and_nothing_unsent_is_lost(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    online(qtbot, first)
    first.linking.end()
    assert first.opened is not None
    first.opened.database.write(lambda tx: customers.create(tx, "没上传的客户")).result(5)
    first.end()
    memory_keyring.ENTRIES.clear()
    second = start()
    page = asked(qtbot, second).page
    qtbot.waitUntil(lambda: "密钥库没有给出" in page.failure(), timeout=8000)
    page.password.setText(PASSWORD)
    page.submit()
    at_work(qtbot, second)
    online(qtbot, second)
    qtbot.waitUntil(lambda: second.link.status.pending == 0, timeout=15_000)
    assert server.runtime.db.read(lambda reader: reader.find(Customer, name="没上传的客户"))
    second.end()
    at_work(qtbot, start())  # the key store has it again


def test_data_that_an_earlier_password_locks_opens_by_it_or_goes_aside_and_comes_anew(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path, log_watch: LogWatch
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    first.end()
    memory_keyring.ENTRIES.clear()
    server.set_password("anna", "another word")  # changed elsewhere
    second = start(server.url, "anna", "another word")
    page = recovery(qtbot, second)
    assert page.title().startswith("本机数据还锁着以前的密码")
    page.former.setText("not this one")
    page.former.returnPressed.emit()
    qtbot.waitUntil(lambda: page.title().startswith("这个密码也打不开"), timeout=8000)
    page.former.setText(PASSWORD)
    page.former.returnPressed.emit()
    at_work(qtbot, second)
    second.end()
    memory_keyring.ENTRIES.clear()
    third = start(server.url, "anna", "another word")
    at_work(qtbot, third)  # that one unlocks it now
    third.end()
    memory_keyring.ENTRIES.clear()
    server.set_password("anna", PASSWORD)
    fourth = start(server.url, "anna", PASSWORD)
    page = recovery(qtbot, fourth)
    log_watch.expect("app.ui.account.entrance", "put aside")
    page.renewWanted.emit()
    at_work(qtbot, fourth)
    online(qtbot, fourth)
    kept = {path.name.partition("-20")[0] for path in (tmp_path / "profile").glob("profiles/*/backups/*")}
    assert kept == {"data-key.locked", "desk.locked", "files.locked"}, "who remembers the password has all of it again"


def test_without_a_key_store_the_password_is_asked_at_each_start(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    try:
        first = start(server.url, "anna", PASSWORD)
        at_work(qtbot, first)
        first.end()
        asked(qtbot, start())
    finally:
        keyring.set_keyring(before)


def test_offline_the_password_opens_the_local_data_and_the_server_is_asked_later(
    qtbot: QtBot, tmp_path: Path, start: Start
) -> None:
    with running_server(tmp_path) as server:
        server.create_groups("after")
        server.create_account("anna", groups=("group-after",))
        program = start(server.url, "anna", PASSWORD)
        at_work(qtbot, program)
        program.end()
        url, port = server.url, int(server.url.rsplit(":", 1)[1])
    wrong = start(url, "anna", "wrong")
    page = asked(qtbot, wrong).page
    qtbot.waitUntil(lambda: page.failure() == "工号或密码不对，请再输一次", timeout=10_000)
    wrong.end()
    program = start(url, "Anna", PASSWORD)  # as at the server
    at_work(qtbot, program)
    assert program.admission is not None
    assert program.admission.offline
    assert program.window is not None
    assert "连不上总部，已用本机数据进入" in [toast.text for toast in program.window.notices.told]
    program.tasks.write(lambda tx: customers.create(tx, "离线建的客户"))
    qtbot.waitUntil(lambda: program.linking.connection is not None, timeout=8000)
    with running_server(tmp_path, port=port):
        program.linking.sync()
        online(qtbot, program)
        qtbot.waitUntil(lambda: program.link.status.pending == 0, timeout=15_000)
        program.end()


def test_an_unreachable_server_on_the_first_day_says_what_to_do(qtbot: QtBot, start: Start) -> None:
    program = start("http://127.0.0.1:9", "anna", "x")
    page = asked(qtbot, program).page
    qtbot.waitUntil(lambda: "需要先联网一次" in page.failure(), timeout=15_000)
    assert page.submit_button.isEnabled()


def test_a_foreign_server_is_told_apart_from_an_unreachable_one(
    qtbot: QtBot, start: Start, foreign_server: str, log_watch: LogWatch
) -> None:
    log_watch.expect("app.sync.transport", "404")
    program = start()
    page = asked(qtbot, program).page
    page.server.setText(foreign_server)
    qtbot.waitUntil(lambda: page.server_words() == "不是知应服务器", timeout=10_000)
    page.server.setText("http://127.0.0.1:9")
    qtbot.waitUntil(lambda: page.server_words() == "连不上", timeout=10_000)


@pytest.fixture
def foreign_server(tmp_path: Path) -> Iterator[str]:
    """A web server of somebody else: a captive portal, say."""
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / "index.html").write_text("<h1>Free Wi-Fi</h1>")
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    port = process.stdout.readline().split(" port ")[1].split()[0]
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)
    process.stdout.close()


def test_a_token_that_ends_while_working_shows_a_banner_and_a_password_goes_on(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    assert program.linking.connection is not None
    program.linking.connection._token = "spoilt"
    program.linking.sync()
    window = program.window
    assert window is not None
    qtbot.waitUntil(window.banner.isVisible, timeout=15_000)
    assert "登录已过期" in window.banner.accessibleName()
    window.go(Place("customers"))  # the work goes on meanwhile
    program.renew()
    dialog = program.linking._dialog
    assert isinstance(dialog, RenewDialog)
    dialog.password.setText("wrong")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.failure() == "工号或密码不对，请再输一次", timeout=8000)
    dialog.password.setText(PASSWORD)
    dialog.submit()
    online(qtbot, program)
    qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=8000)
    assert window.place == Place("customers")


def without_the_server(program: Program, days: float) -> None:
    """Have it be so long that the server was heard; the program has ended."""
    assert program.admission is not None
    account = program.admission.account
    file = program.boot.paths.profile(account.server_id, account.agent_id).offline_sign_in
    kept = msgspec.json.decode(file.read_bytes())
    earlier = {name: kept[name] - int(days * DAY_MS) for name in ("at", "met", "seen")}
    file.write_bytes(msgspec.json.encode({**kept, **earlier}))


def test_whoever_stayed_signed_in_is_told_in_time_and_signs_in_again_after_a_week_without_the_server(
    qtbot: QtBot, tmp_path: Path, start: Start
) -> None:
    with office(tmp_path) as server:
        program = start(server.url, "anna", PASSWORD)
        at_work(qtbot, program)
        online(qtbot, program)
        program.end()
        port = int(server.url.rsplit(":", 1)[1])
    without_the_server(program, 4.5)
    second = start()
    at_work(qtbot, second)
    window = second.window
    assert window is not None
    warned = "已 4 天没连上总部。再过 2 天还没连上，就要登录一次才能打开；没上传的内容都会留着"
    qtbot.waitUntil(lambda: warned in [toast.text for toast in window.notices.told], timeout=8000)
    second.tasks.write(lambda tx: customers.create(tx, "离线建的客户"))
    qtbot.waitUntil(lambda: second.link.status.pending > 0, timeout=8000)
    second.end()
    without_the_server(second, 3)
    third = start()
    page = asked(qtbot, third).page
    qtbot.waitUntil(lambda: page.failure().startswith("已超过 7 天没连上总部"), timeout=8000)
    page.password.setText(PASSWORD)
    page.submit()
    qtbot.waitUntil(lambda: page.failure() == "连不上总部，离线登录已超过 7 天。请联网登录一次", timeout=10_000)
    with running_server(tmp_path, port=port) as server:
        page.submit()
        at_work(qtbot, third)
        online(qtbot, third)
        qtbot.waitUntil(lambda: third.link.status.pending == 0, timeout=15_000)
        assert server.runtime.db.read(lambda reader: reader.find(Customer, name="离线建的客户"))
        third.end()
        at_work(qtbot, start())


def test_a_desk_that_runs_for_a_week_without_the_server_closes_until_somebody_signs_in(
    qtbot: QtBot, tmp_path: Path, start: Start
) -> None:
    with office(tmp_path) as server:
        program = start(server.url, "anna", PASSWORD)
        at_work(qtbot, program)
        online(qtbot, program)
        qtbot.waitUntil(lambda: program.custody.locking.possible, timeout=15_000)
    without_the_server(program, 7)
    program.custody._heard = None
    program.custody._tell_time()
    page = asked(qtbot, program).page
    assert program.window is None
    assert page.failure().startswith("已超过 7 天没连上总部")
