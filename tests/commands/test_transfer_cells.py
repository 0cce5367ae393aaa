"""Cells as people write them, and as they are written for them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commands.transfer.cells import (
    CellError,
    join_lines,
    join_tags,
    moment_text,
    parse_audience,
    parse_language,
    parse_moment,
    parse_status,
    split_lines,
    split_tags,
)
from app.domain.pictures import picture_of
from tests.helpers.planning import SHANGHAI

# -- cells -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026/12/31",
        "2026.12.31",
        "2026年12月31日",
        "20261231",
        "２０２６－１２－３１",
        "46387",
        " 2026-12-31 ",
        "12/31/2026",
        "31.12.2026",
        "31/12/2026 ",
    ],
)
def test_days_as_people_write_them(text: str) -> None:
    last = int(datetime.datetime(2027, 1, 1, tzinfo=SHANGHAI).timestamp() * 1000) - 1
    assert parse_moment(text, SHANGHAI, end=True) == last
    assert parse_moment(text, SHANGHAI, end=False) == last + 1 - 86_400_000


def test_a_day_that_may_be_two_is_not_guessed() -> None:
    with pytest.raises(CellError) as caught:
        parse_moment("11/01/2026", SHANGHAI, end=True)
    assert caught.value.code == "unclear_date"
    assert caught.value.values == {"text": "11/01/2026", "one": "2026-11-01", "other": "2026-01-11"}
    assert parse_moment("05/05/2026", SHANGHAI, end=True) == parse_moment("2026-5-5", SHANGHAI, end=True)
    assert parse_moment("12/31/2026 18:30:00", SHANGHAI, end=True) == parse_moment(
        "2026-12-31 18:30", SHANGHAI, end=True
    )
    for text in ("13/14/2026", "31/31/2026", "00/00/2026"):
        with pytest.raises(CellError):
            parse_moment(text, SHANGHAI, end=True)


@pytest.mark.parametrize("text", ["", "长期", "-", "永久", "None"])
def test_always(text: str) -> None:
    assert parse_moment(text, SHANGHAI, end=True) is None


@given(st.integers(0, 4_000_000_000_000), st.booleans())
def test_every_moment_is_written_as_it_is_read(at: int, end: bool) -> None:
    assert parse_moment(moment_text(at, SHANGHAI, end=end), SHANGHAI, end=end) == at


@given(st.text(max_size=20))
def test_no_text_breaks_a_cell(text: str) -> None:
    for read in (parse_audience, parse_status, parse_language, lambda cell: parse_moment(cell, SHANGHAI, end=True)):
        try:
            read(text)
        except CellError as error:
            assert error.values["text"] is not None


items = st.lists(st.text("abc;；|,、 中\n", min_size=1, max_size=6), max_size=4)


@given(items)
def test_lists_are_written_as_they_are_read(texts: list[str]) -> None:
    for join, split in ((join_lines, split_lines), (join_tags, split_tags)):
        clean = tuple(dict.fromkeys(" ".join(text.split("\n")).strip() for text in texts))
        clean = tuple(text for text in clean if text)
        assert split(join(clean)) == clean


def test_pictures_are_known_by_content() -> None:
    assert picture_of(b"GIF89a" + (3).to_bytes(2, "little") + (4).to_bytes(2, "little")) == ("image/gif", 3, 4)
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + (4).to_bytes(2) + (3).to_bytes(2) + b"\x01\x00"
    assert picture_of(jpeg) == ("image/jpeg", 3, 4)
    webp = b"RIFF0000WEBPVP8X" + b"\x00" * 8 + (2).to_bytes(3, "little") + (3).to_bytes(3, "little")
    assert picture_of(webp) == ("image/webp", 3, 4)
    assert picture_of(b"<svg onload=alert(1)>") is None
    assert picture_of(b"\xff\xd8\xff") == ("image/jpeg", 0, 0)


def test_a_language_is_known_by_many_names_and_a_region_stays() -> None:
    assert [parse_language(text) for text in ("中文", "EN_us", "en-US", "zh-HK", "繁體")] == [
        "zh-CN", "en", "en-US", "zh-HK", "zh-TW"
    ]  # fmt: skip
