"""Times, durations, sizes and counts as people read them."""

import datetime as dt

import pytest

from app.ui.kit import formats
from app.ui.kit.painters import initial, split_keys, wait_state

NOW = dt.datetime(2026, 11, 22, 15, 0)


def ms(*when: int) -> int:
    return int(dt.datetime(*when).timestamp() * 1000)  # type: ignore[arg-type]


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ((2026, 11, 22, 14, 30), "14:30"),
        ((2026, 11, 21, 16, 20), "昨天 16:20"),
        ((2026, 11, 20, 9, 5), "11-20"),
        ((2025, 12, 31, 9, 5), "2025-12-31"),
    ],
)
def test_moment(when: tuple[int, ...], shown: str) -> None:
    assert formats.moment(ms(*when), int(NOW.timestamp() * 1000)) == shown


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (248, "4:08"), (-18, "0:18"), (3661, "1:01:01"), (93600, "1 天 2 时")],
)
def test_duration(seconds: int, shown: str) -> None:
    assert formats.duration(seconds) == shown


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize(("seconds", "shown"), [(45, "45 秒"), (1380, "23 分钟"), (18000, "5 小时"), (259200, "3 天")])
def test_span(seconds: int, shown: str) -> None:
    assert formats.span(seconds) == shown


@pytest.mark.parametrize(
    ("size", "shown"), [(640, "640 B"), (12 * 1024, "12 KB"), (1258291, "1.2 MB"), (3 << 40, "3.0 TB")]
)
def test_file_size(size: int, shown: str) -> None:
    assert formats.file_size(size) == shown


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize(("number", "shown"), [(18204, "18,204"), (9_999_999, "9,999,999"), (12_345_678, "1,234 万")])
def test_count(number: int, shown: str) -> None:
    assert formats.count(number) == shown


@pytest.mark.usefixtures("look")
def test_a_wait_turns_amber_at_a_fifth_and_red_when_late() -> None:
    assert [wait_state(left, 300).tone for left in (61, 60, 0, -1)] == ["neutral", "warning", "warning", "dangerSolid"]
    assert wait_state(None, 300).text == "已暂停"
    assert wait_state(-18, 300).text == "超时 0:18"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("陈思远", "思"), ("王丽", "丽"), ("欧阳娜娜", "娜"), ("amy Huang", "A"), ("", "?"), ("李", "李")],
)
def test_initial(name: str, shown: str) -> None:
    assert initial(name) == shown


def test_key_caps() -> None:
    assert split_keys("Ctrl+Shift+T") == ["Ctrl", "Shift", "T"]
    assert split_keys("Ctrl++") == ["Ctrl", "+"]
