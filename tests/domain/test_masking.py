"""Private numbers, as those see them who may not have them."""

import pytest

from app.domain.masking import looks_masked, masked


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("", ""),
        ("12345", "*****"),
        ("7654321", "76***21"),
        ("13812345678", "138****5678"),
        (" 13812345678 ", "138****5678"),
        ("330106198505051234", "330***********1234"),
    ],
)
def test_of_a_number_its_ends_are_shown(number: str, shown: str) -> None:
    assert masked(number) == shown
    assert looks_masked(shown) == bool(number)
    assert not looks_masked(number)


def test_a_mask_stays_as_it_is() -> None:
    """Who masks again what came masked, as the lists do, shows the same."""
    for number in ("12345", "7654321", "13812345678", "330106198505051234"):
        assert masked(masked(number)) == masked(number)
