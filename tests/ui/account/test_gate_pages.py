"""The pages before the desk: what they say, and what has the focus when they come."""

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.domain.errors import AppError
from app.domain.notice import SyncStatus
from app.sync.admission import ServerFound
from app.system.settings import Account
from app.ui.account.first_sync import FirstSyncView, Progress
from app.ui.account.gate import Gate
from app.ui.account.lock_screen import LockScreen
from app.ui.account.sign_in import Known, SignInView
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks

BEGUN = Progress(here={"staff": 30, "knowledge": 134}, coming={"knowledge": 81}, started=True, complete=False)


def test_what_was_refused_does_not_stand_beside_another_account(qtbot: QtBot) -> None:
    view = SignInView()
    qtbot.addWidget(view)
    view.show_failure("工号或密码不对，请再输一次", at_password=True)
    assert view.password.property("invalid")
    view.fill("", "sunwan")
    assert view.failure() == ""
    assert not view.password.property("invalid")


def test_another_account_begins_with_an_empty_password(qtbot: QtBot) -> None:
    view = SignInView()
    qtbot.addWidget(view)
    account = Account(server_url="", server_id="s", agent_id="a", login="sunwan", name="Sun Wan")
    view.show_accounts([Known(account=account)])
    view.password.setText("of the one before")
    card = next(each for each in view.findChildren(QAbstractButton) if "Sun Wan" in each.accessibleName())
    card.click()
    assert (view.login.text(), view.password.text()) == ("sunwan", "")


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


FOUND = ServerFound(
    url="https://a.example", server_id="s", name="知应客服台 示例", version="1", skew_ms=0, latency_ms=4
)


def test_a_server_without_https_is_offered_without_where_that_may_do(qtbot: QtBot) -> None:
    view = SignInView()
    qtbot.addWidget(view)
    view.show()
    view.fill("127.0.0.1:34875", "linxiaotong")
    refused = AppError("no_https", {"plain": "http://127.0.0.1:34875"})
    view.show_server("127.0.0.1:34875", None, refused)
    assert "HTTPS" in view.server_note()
    assert view.server_words() == "不支持 HTTPS"
    offer = view.plain_offer()
    assert offer is not None
    with qtbot.waitSignal(view.probeWanted) as probed:
        offer.click()
    assert probed.args == ["http://127.0.0.1:34875"]
    assert (view.server_note(), view.plain_offer(), view.focusWidget()) == ("", None, view.password)
    view.show_server("http://127.0.0.1:34875", None, AppError("no_https", {"plain": ""}))
    assert view.plain_offer() is None


def test_what_is_wrong_with_the_server_stands_at_its_field_until_it_changes(qtbot: QtBot) -> None:
    view = SignInView()
    qtbot.addWidget(view)
    view.fill("a.example", "linxiaotong")
    view.show_server("a.example", FOUND, None)
    assert view.office() == "知应客服台 示例"
    view.password.setText("x")
    view.submit()
    view.refuse(AppError("tls"))
    assert (view.failure(), bool(view.server_note()), view.submit_button.isEnabled()) == ("", True, True)
    view.refuse(AppError("offline_first"))
    assert view.failure()
    view.server.setText("b.example")
    assert (view.failure(), view.server_note(), view.office()) == ("", "", "连上总部后开始工作")


def test_without_a_key_store_nothing_is_said_to_be_kept_in_it(qtbot: QtBot) -> None:
    view = SignInView()
    qtbot.addWidget(view)
    assert (view.remember.text(), "放在系统的密钥库" in view.kept_note()) == ("保持登录，断网时也能进入（7 天）", True)
    view.show_key_store(usable=False)
    assert view.remember.text() == "断网时也能用密码登录（7 天）"
    assert "没有可用的密钥库，不能保持登录" in view.kept_note()
    view.show_key_store(usable=True)
    assert view.remember.text() == "保持登录，断网时也能进入（7 天）"


def test_the_lock_says_whether_anything_goes_on_behind_it(qtbot: QtBot) -> None:
    database = Tasks(None)  # type: ignore[arg-type]  # no password is checked here
    link = SyncLink()
    screen = LockScreen(database, "Sun Wan", "a", lambda password: None, link)
    before = LockScreen(database, "Sun Wan", "a", lambda password: None)
    for each in (screen, before):
        qtbot.addWidget(each)
    assert before.state.text() == "已锁定，解锁后继续同步"
    for state, error, words in (
        ("online", "", "同步还在继续"), ("offline", "", "现在离线"), ("syncing", "", "同步还在继续"),
        ("offline", "token_expired", "登录已过期"),
    ):  # fmt: skip
        link.publish(SyncStatus(state=state, error=error))  # type: ignore[arg-type]  # two of the states
        qtbot.waitUntil(lambda words=words: words in screen.state.text())  # type: ignore[misc]
    database.close()
