"""What counts as a private number, and what only looks like one."""

import pytest

from app.domain.numbers import private_number


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我的电话是13800456621，谢谢", "phone"),
        ("138 0045 6621", "phone"),
        ("+86 138-0045-6621", "phone"),
        ("１３８００４５６６２１", "phone"),
        ("4111 1111 1111 1111", "card"),
        ("卡号6222021234567890128", "card"),
        ("4111111111111112", ""),
        ("订单 2026110288317 已发出", ""),
        ("序列号 AP2-7731，12 月 31 日前", ""),
        ("23800456621", ""),
        ("138004566210000", ""),
        ("", ""),
    ],
)
def test_private_numbers(text: str, kind: str) -> None:
    assert private_number(text) == kind
