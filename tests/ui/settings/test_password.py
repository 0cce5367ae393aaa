"""One's own password: asked for at the server, then kept for the sign-in without a network."""

from pathlib import Path
from typing import Any

import pytest

from app.domain.clock import now_ms
from app.domain.errors import AppError
from app.system.offline_sign_in import FILE, VALID_MS, OfflineSignIn
from app.ui.kit.online import Online
from app.ui.settings.password import PasswordDialog, change_password
from app.ui.settings.view import SettingsView
from tests.helpers.bench import ScreenBench


class Server:
    """Answers the one request, as the real one does."""

    def __init__(self, error: AppError | None = None) -> None:
        self.error = error
        self.asked: list[Any] = []

    def get(self, path: str, into: Any) -> Any:
        raise AssertionError(path)

    def post(self, path: str, body: Any, into: Any) -> Any:
        self.asked.append((path, body.old, body.new))
        if self.error is not None:
            raise self.error
        return None


def ask(bench: ScreenBench, folder: Path, server: Server | None) -> PasswordDialog:
    """Open the dialog, filled in."""
    if server is not None:
        bench.online.bind(lambda fn: fn(server))
    view = bench.show(SettingsView(bench.ctx))
    dialog = PasswordDialog(view, bench.ctx, folder)
    dialog.open()
    dialog.old.setText("the old one")
    dialog.new.setText("a new password")
    dialog.again.setText("a new password")
    return dialog


def test_the_new_password_is_set_and_opens_the_desk_without_a_network(bench: ScreenBench, tmp_path: Path) -> None:
    offline, server = OfflineSignIn(tmp_path / FILE), Server()
    offline.remember("the old one", now_ms())
    dialog = ask(bench, tmp_path, server)
    with bench.qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert server.asked == [("/auth/v1/password", "the old one", "a new password")]
    assert offline.check("a new password", now_ms()) == "ok"
    assert offline.check("the old one", now_ms()) == "wrong"
    assert bench.ctx.notices.told[-1].text == "密码已修改"


def test_the_lock_takes_the_new_password_also_after_a_week_of_staying_signed_in(tmp_path: Path) -> None:
    offline, online = OfflineSignIn(tmp_path / FILE), Online()
    offline.remember("the old one", now_ms() - 2 * VALID_MS)
    online.bind(lambda fn: fn(Server()))
    change_password(online, tmp_path, "the old one", "a new password")
    assert offline.matches("a new password", now_ms()) == "ok"


def test_who_does_not_stay_signed_in_is_not_remembered_for_it(bench: ScreenBench, tmp_path: Path) -> None:
    dialog = ask(bench, tmp_path, Server())
    with bench.qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AppError("wrong_password"), "现在的密码不对，请再输一次"),
        (AppError("password_short", {"shortest": 8}), "新密码至少要 8 位"),
        (None, "连上总部后才能修改密码"),
    ],
)
def test_a_refusal_is_said_in_the_dialog(
    bench: ScreenBench, tmp_path: Path, error: AppError | None, words: str
) -> None:
    dialog = ask(bench, tmp_path, Server(error) if error is not None else None)
    dialog.submit()
    bench.qtbot.waitUntil(lambda: dialog.failure() == words)
    assert dialog.yes.isEnabled()
    short = error is not None and error.code == "password_short"
    assert dialog.focusWidget() is (dialog.new if short else dialog.old)
    dialog.old.textEdited.emit("x")
    assert dialog.failure() == ""
    dialog.close()


def test_two_different_new_passwords_are_not_sent(bench: ScreenBench, tmp_path: Path) -> None:
    server = Server()
    dialog = ask(bench, tmp_path, server)
    dialog.again.setText("a new pasword")
    dialog.submit()
    assert (dialog.failure(), server.asked) == ("两次输入的新密码不一样", [])
    dialog.again.clear()
    dialog.submit()
    assert server.asked == []
    dialog.close()


def test_the_settings_offer_it(bench: ScreenBench) -> None:
    view = bench.show(SettingsView(bench.ctx))
    dialog = view.account.change_password()
    assert dialog.isVisible()
    dialog.close()
