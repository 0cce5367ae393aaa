"""Numbers by which people call things, however they are typed."""

import pytest

from app.domain.references import Letter, is_named, number_in


@pytest.mark.parametrize(
    ("typed", "letter", "number"),
    [
        ("K-1016", "K", 1016),
        ("k1016", "K", 1016),
        (" Ｋ－1016 ", "K", 1016),
        ("1016", "K", 1016),
        ("#1016", "K", 1016),
        ("L-0007", "L", 7),
        ("C-30", "K", 0),
        ("K-1016 怎么办", "K", 0),
        ("M27", "K", 0),
        ("13800001111", "C", 0),
        ("", "T", 0),
    ],
)
def test_a_number_is_read_with_its_letter_or_bare(typed: str, letter: Letter, number: int) -> None:
    assert number_in(typed, letter) == number


def test_only_a_letter_makes_it_that_thing_and_nothing_else() -> None:
    assert is_named("T-10009")
    assert not is_named("10009")
    assert not is_named("M27")
