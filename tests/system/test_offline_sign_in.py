"""Signing in without the server: the right password, for a week, and nothing readable in the file."""

from pathlib import Path

import pytest

from app.system.offline_sign_in import VALID_MS, OfflineSignIn
from tests.helpers.log_watch import LogWatch

NOW = 1_800_000_000_000


@pytest.fixture
def kept(tmp_path: Path) -> OfflineSignIn:
    file = OfflineSignIn(tmp_path / "p" / "offline.json")
    file.remember("马 battery", NOW)
    return file


def test_the_password_opens_for_a_week(kept: OfflineSignIn) -> None:
    assert kept.check("马 battery", NOW) == "ok"
    assert kept.check("马 battery", NOW + VALID_MS - 1) == "ok"
    assert kept.check("马 battery", NOW + VALID_MS) == "over"
    assert kept.check("battery", NOW) == "wrong"


@pytest.mark.parametrize("back", [1, 3_600_000, 10 * VALID_MS])
def test_a_clock_that_was_put_back_keeps_nobody_out(kept: OfflineSignIn, back: int) -> None:
    assert kept.check("马 battery", NOW - back) == "ok"
    assert kept.check("battery", NOW - back) == "wrong"
    assert kept.valid(NOW - back)


def test_the_file_is_private_and_tells_nothing(tmp_path: Path, kept: OfflineSignIn) -> None:
    path = tmp_path / "p" / "offline.json"
    assert path.stat().st_mode & 0o077 == 0
    assert "battery" not in path.read_text("utf-8")


def test_forgetting_and_nothing_kept(kept: OfflineSignIn) -> None:
    kept.forget()
    kept.forget()
    assert kept.check("马 battery", NOW) == "none"


def test_a_damaged_file_allows_nothing(tmp_path: Path, kept: OfflineSignIn, log_watch: LogWatch) -> None:
    (tmp_path / "p" / "offline.json").write_bytes(b"{")
    log_watch.expect("app.system.offline_sign_in", "cannot be read")
    assert kept.check("马 battery", NOW) == "none"
