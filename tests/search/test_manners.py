"""Greetings and thanks leave a message; what it is about stays."""

import pytest

from app.search.manners import without_manners


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("您好！在吗？", ""),
        ("谢谢，问题解决了", ""),
        ("ok thanks", ""),
        ("你好，请问一下我的洗衣机漏水了怎么处理呢？", "我的洗衣机漏水了"),
        ("在吗？我想修改一下收货地址，谢谢", "我想修改一下收货地址"),
        ("Hi, how can I cancel my order? thanks!", "cancel my order"),
        ("左耳没有声音怎么办", "左耳没有声音"),
        ("请问左耳没有声音是什么原因？", "左耳没有声音"),
        ("怎么办", "怎么办"),
        ("为什么？", "为什么"),
        ("怎么退货", "怎么退货"),
        ("How do I reset my earbuds?", "reset my earbuds"),
        ("why", "why"),
        ("亲，耳机坏了", "耳机坏了"),
        ("好用吗这个耳机", "好用吗这个耳机"),
        ("不用充电的耳机", "不用充电的耳机"),
        ("没有声音", "没有声音"),
        ("行李箱", "行李箱"),
        ("客服电话多少", "客服电话多少"),
        ("no sound", "no sound"),
        ("cool mode does not work", "cool mode does not work"),
        ("history of orders", "history of orders"),
    ],
)
def test_manners_leave_and_the_matter_stays(message: str, rest: str) -> None:
    assert without_manners(message) == rest


def test_a_long_run_of_manners_is_quick() -> None:
    assert without_manners("谢谢，" * 3_000) == ""
