"""Settings survive crashes, damage, newer versions and single wrong values."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.system.settings import UPGRADES, VERSION, Account, Settings, SettingsFile
from tests.helpers.log_watch import LogWatch

CHANGED = Settings(
    language="en",
    theme="dark",
    text_percent=125,
    density="compact",
    send_key="ctrl_enter",
    undo_seconds=0,
    hide_content=True,
    server_url="https://desk.example",
    login="anna",
    accounts=(Account(server_url="https://desk.example", server_id="s", agent_id="a", login="anna", name="安娜"),),
    geometry={"main": "AbC="},
    splitters={"workspace": (320, 700, 380)},
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_the_first_start_has_the_defaults(path: Path) -> None:
    assert SettingsFile(path).load() == (Settings(), ())
    assert not path.exists()


def test_what_is_saved_is_loaded(path: Path) -> None:
    SettingsFile(path).save(CHANGED)
    assert SettingsFile(path).load() == (CHANGED, ())
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_keys_of_a_newer_version_are_kept(path: Path) -> None:
    path.write_text(json.dumps({"version": VERSION + 3, "theme": "dark", "hologram": {"depth": 3}}))
    file = SettingsFile(path)
    settings, notices = file.load()
    assert (settings.theme, notices) == ("dark", ())
    file.save(msgspec.structs.replace(settings, theme="light"))
    written = json.loads(path.read_text())
    assert (written["version"], written["hologram"], written["theme"]) == (VERSION + 3, {"depth": 3}, "light")


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b'{"version": "x"}', b"null", b'{"version"'])
def test_a_damaged_file_is_put_aside(path: Path, content: bytes, log_watch: LogWatch) -> None:
    log_watch.expect("app.system.settings", "damaged")
    path.write_bytes(content)
    settings, (notice,) = SettingsFile(path).load()
    assert (settings, notice.code) == (Settings(), "settings_damaged")
    assert Path(str(notice.values["file"])).read_bytes() == content
    SettingsFile(path).save(CHANGED)
    assert SettingsFile(path).load()[0] == CHANGED


def test_a_second_damaged_file_does_not_replace_the_first(path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("app.system.settings", "damaged")
    names = set()
    for content in (b"one", b"two"):
        path.write_bytes(content)
        names.add(str(SettingsFile(path).load()[1][0].values["file"]))
    assert {Path(name).read_bytes() for name in names} == {b"one", b"two"}


def test_single_wrong_values_have_their_default_and_are_told(path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("app.system.settings", "without meaning: theme, undo_seconds")
    path.write_text(json.dumps({"theme": "pink", "undo_seconds": "soon", "login": "anna", "text_percent": 9000}))
    settings, (notice,) = SettingsFile(path).load()
    assert settings == Settings(login="anna", text_percent=200)
    assert (notice.code, notice.values) == ("settings_value", {"names": ("theme", "undo_seconds")})


def test_upgrades_run_in_order_from_the_files_version(path: Path) -> None:
    def second(old: dict[str, Any]) -> dict[str, Any]:
        return {**old, "login": old.pop("user")}

    def third(old: dict[str, Any]) -> dict[str, Any]:
        return {**old, "login": old["login"].lower()}

    path.write_text(json.dumps({"version": 1, "user": "ANNA"}))
    file = SettingsFile(path, version=3, upgrades={1: second, 2: third})
    settings, _ = file.load()
    assert settings.login == "anna"
    file.save(settings)
    assert json.loads(path.read_text())["version"] == 3
    path.write_text(json.dumps({"version": 2, "login": "BERT"}))
    assert SettingsFile(path, version=3, upgrades={1: second, 2: third}).load()[0].login == "bert"


def test_every_version_has_its_upgrade() -> None:
    assert set(UPGRADES) <= set(range(1, VERSION))


def test_a_full_disk_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = SettingsFile(path)
    file.save(CHANGED)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        file.save(Settings())
    assert SettingsFile(path).load() == (CHANGED, ())
    assert len(list(path.parent.iterdir())) == 1


def test_a_file_that_cannot_be_read_is_told(path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("app.system.settings", "cannot be read")
    path.mkdir()  # reading a folder fails for every user, root included
    settings, (notice,) = SettingsFile(path).load()
    assert (settings, notice.code) == (Settings(), "settings_unreadable")


def test_the_last_account_comes_first_and_once() -> None:
    def account(agent: str, login: str) -> Account:
        return Account(server_url="https://d", server_id="s", agent_id=agent, login=login)

    settings = Settings().with_account(account("1", "anna")).with_account(account("2", "bert"))
    settings = settings.with_account(account("1", "anna.b"))
    assert [found.login for found in settings.accounts] == ["anna.b", "bert"]
    assert (settings.login, settings.server_url) == ("anna.b", "https://d")
