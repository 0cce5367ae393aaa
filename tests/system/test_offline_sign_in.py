"""Signing in without the server: the right password, for a week, and nothing readable in the file."""

from pathlib import Path

import msgspec
import pytest

from app.system.offline_sign_in import DAY_MS, VALID_MS, OfflineSignIn, wait_after
from tests.helpers.log_watch import LogWatch

NOW = 1_800_000_000_000


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred times less work for each try."""
    monkeypatch.setattr("app.system.offline_sign_in._N", 2**8)


@pytest.fixture
def kept(tmp_path: Path) -> OfflineSignIn:
    file = OfflineSignIn(tmp_path / "p" / "offline.json")
    file.remember("马 battery", NOW)
    return file


def test_the_password_opens_for_a_week(kept: OfflineSignIn) -> None:
    assert kept.check("马 battery", NOW) == "ok"
    assert kept.check("马 battery", NOW + VALID_MS - 1) == "ok"
    assert kept.check("battery", NOW + VALID_MS - 1) == "wrong"
    assert kept.check("马 battery", NOW + VALID_MS) == "over"


def test_a_clock_that_is_put_back_gives_nobody_another_week(tmp_path: Path, kept: OfflineSignIn) -> None:
    kept.see(NOW + VALID_MS - 1)
    assert kept.check("马 battery", NOW) == "ok", "nor does it take one away"
    kept.see(NOW + VALID_MS)
    again = OfflineSignIn(tmp_path / "p" / "offline.json")
    assert again.check("马 battery", NOW) == "over"
    assert not again.valid(NOW - VALID_MS)
    again.remember("马 battery", NOW)  # the server accepted it: a clock that was ahead for a moment is forgiven
    assert again.check("马 battery", NOW) == "ok"


def test_every_look_notes_the_time(kept: OfflineSignIn) -> None:
    assert not kept.valid(NOW + 2 * VALID_MS)
    assert kept.check("马 battery", NOW) == "over"


def test_the_week_goes_on_while_the_desk_runs_whatever_its_clock_says(kept: OfflineSignIn) -> None:
    for _ in range(8):
        kept.see(NOW - 1, ran_ms=24 * 3_600_000)
    assert kept.check("马 battery", NOW) == "over"
    kept.forget()
    kept.see(NOW)
    assert not kept.kept, "what is forgotten does not come back"


def test_whoever_stays_signed_in_has_a_week_from_when_the_server_last_answered(kept: OfflineSignIn) -> None:
    assert kept.see(NOW + 5 * DAY_MS) == 2 * DAY_MS
    assert kept.see(NOW + 6 * DAY_MS, server=NOW + 6 * DAY_MS) == VALID_MS
    assert kept.stays(NOW + 13 * DAY_MS - 1)
    assert not kept.stays(NOW + 13 * DAY_MS)
    assert kept.check("马 battery", NOW + 13 * DAY_MS - 1) == "ok", "a password that the server would have refused?"
    assert kept.check("马 battery", NOW + 13 * DAY_MS) == "over"


@pytest.mark.parametrize("back", [DAY_MS, 400 * DAY_MS])
def test_putting_the_clock_back_does_not_lengthen_the_week_of_who_stays_signed_in(
    kept: OfflineSignIn, back: int
) -> None:
    kept.see(NOW + 6 * DAY_MS, server=NOW + 6 * DAY_MS)
    kept.see(NOW + 12 * DAY_MS)
    assert kept.see(NOW + 12 * DAY_MS - back, ran_ms=DAY_MS) == 0
    assert not kept.stays(NOW - back)


@pytest.mark.parametrize("wrong", [-400 * DAY_MS, -DAY_MS, DAY_MS, 400 * DAY_MS])
def test_a_clock_that_is_always_wrong_changes_nothing(kept: OfflineSignIn, wrong: int) -> None:
    kept.see(NOW + wrong, server=NOW)
    assert kept.stays(NOW + wrong + VALID_MS - 1)
    assert not kept.stays(NOW + wrong + VALID_MS)
    kept.see(NOW + wrong + DAY_MS)
    assert kept.see(NOW + wrong) == VALID_MS - DAY_MS


def test_the_file_of_an_older_program_gives_a_week_from_now_and_none_gives_nothing(
    tmp_path: Path, kept: OfflineSignIn
) -> None:
    file = tmp_path / "p" / "offline.json"
    older = {**msgspec.json.decode(file.read_bytes()), "met": 0, "skew": 0}
    file.write_bytes(msgspec.json.encode(older))
    late = NOW + 30 * DAY_MS
    assert kept.stays(late)
    assert kept.see(late) == VALID_MS
    assert not kept.stays(late + VALID_MS)
    kept.forget()
    assert not kept.stays(NOW)
    assert kept.see(NOW) is None


def test_wrong_passwords_cost_time_also_after_a_new_start(tmp_path: Path, kept: OfflineSignIn) -> None:
    assert [wait_after(wrong) for wrong in (*range(10), 10_000)] == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60]
    for _ in range(3):
        assert kept.check("battery", NOW) == "wrong"
    again = OfflineSignIn(tmp_path / "p" / "offline.json")
    assert again.wait_s(NOW + 1) == 2
    assert again.check("马 battery", NOW + 1999) == "wait"
    assert again.matches("马 battery", NOW + 1999) == "wait", "at the lock, too"
    assert again.check("battery", NOW + 2000) == "wrong"
    assert again.wait_s(NOW + 2000) == 4
    assert again.check("马 battery", NOW + 6000) == "ok"
    assert again.check("battery", NOW + 6000) == "wrong"
    assert again.wait_s(NOW + 6000) == 0, "the right one ends the counting"


def test_a_clock_that_was_put_back_does_not_lengthen_the_wait_to_days(kept: OfflineSignIn) -> None:
    for _ in range(3):
        kept.check("battery", NOW)
    assert kept.matches("马 battery", NOW - VALID_MS) == "wait"
    assert kept.matches("马 battery", NOW - VALID_MS + 2000) == "ok"


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
