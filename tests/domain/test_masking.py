"""Private numbers, as those see them who may not have them."""

import pytest

from app.domain.masking import address_in, looks_masked, masked, masked_address, masked_contact


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


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", ""),
        ("wang@b.cn", "wang@b.cn"),
        ("wang.2024@b.cn", "wang.2024@b.cn"),
        ("13812345678@139.com", "138****5678@139.com"),
        ("tel-13812345678@b.cn", "tel********5678@b.cn"),
        ("a@13812345678.cn", "a@1*********8.cn"),
        ("no address", "no address"),
        ("13812345678", "138****5678"),
    ],
)
def test_a_number_in_an_address_is_masked_and_nothing_else(address: str, shown: str) -> None:
    assert masked_address(address) == shown
    assert masked_address(shown) == shown, "who masks again shows the same"


def test_a_mask_stays_as_it_is() -> None:
    """Who masks again what came masked, as the lists do, shows the same."""
    for number in ("12345", "7654321", "13812345678", "330106198505051234"):
        assert masked(masked(number)) == masked(number)


NUMBERS = ("13812345678", "138 - 1234 - 5678", "138—1234—5678", "138，1234，5678", "138_1234_5678", "138/1234/5678")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("around", ["{}", "a@b.cn {}", "{}，a@b.cn", "wechat @wang {}", "tel@{}", "{}@b", "a@b.cn{}"])
def test_no_address_shows_a_number_beside_it(number: str, around: str) -> None:
    shown = masked_contact(around.format(number))
    assert "1234" not in shown
    assert ("a@b.cn" in shown) == ("a@b.cn" in around)
    assert shown.endswith("5678") == around.endswith("{}")


@pytest.mark.parametrize(
    ("reach", "address", "shown"),
    [
        ("a@b.cn", "a@b.cn", "a@b.cn"),
        ("wang@mail.b-c.com.cn, li@d.cn", "wang@mail.b-c.com.cn", "wang@mail.b-c.com.cn, li@d.cn"),
        ("13812345678@139.com", "13812345678@139.com", "138****5678@139.com"),
        ("138_1234_5678@b.cn", "138_1234_5678@b.cn", "138******5678@b.cn"),
        ("tel@13812345678", "", "tel********5678"),
        ("tel@138.1234.5678", "", "tel**********5678"),
        ("tel@13812345678.cn", "", "tel***********8.cn"),
        ("wechat @wang", "", "wec*****wang"),
        ("", "", ""),
        (" ，", "", " ，"),
    ],
)
def test_an_address_is_what_mail_can_be_sent_to(reach: str, address: str, shown: str) -> None:
    assert (address_in(reach), masked_contact(reach)) == (address, shown)
