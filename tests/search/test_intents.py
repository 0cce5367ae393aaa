"""Intents are learned from a few phrasings, and what none of them means gets a low chance."""

import pytest

from app.search import intents
from app.search.encoder import Encoder
from app.search.intents import Intents

PHRASINGS = {
    "refund": ("我要退款", "怎么退钱", "钱什么时候退给我", "申请退款", "I want my money back"),
    "invoice": ("开发票", "电子发票怎么开", "发票抬头写错了", "补开发票", "I need an invoice"),
    "parcel": ("快递到哪了", "包裹还没收到", "物流不动了", "查一下快递", "where is my parcel"),
}


def test_pieces_of_chinese_and_of_words() -> None:
    assert set(intents.pieces("退款吗")) == {"退", "款", "吗", "退款", "款吗", "退款吗"}
    assert {"wrefund", "wmy refund", " my", "und "} <= set(intents.pieces("my refund"))


def test_one_intent_is_no_choice() -> None:
    with pytest.raises(ValueError, match="two intents"):
        intents.train(object(), [("退款", "refund")])  # type: ignore[arg-type]  # never asked


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def trained(encoder: Encoder) -> Intents:
    return intents.train(encoder, [(text, name) for name, texts in PHRASINGS.items() for text in texts])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("退款多久到", "refund"),
        ("能开个专用发票吗", "invoice"),
        ("我的快递丢了", "parcel"),
        ("refund please", "refund"),
    ],
)
def test_other_phrasings_are_understood(encoder: Encoder, trained: Intents, asked: str, right: str) -> None:
    assert trained.guess(encoder, [asked])[0].intent == right


@pytest.mark.slow
def test_what_fits_none_gets_a_lower_chance(encoder: Encoder, trained: Intents) -> None:
    known, unknown = trained.guess(encoder, ["申请退款可以吗", "附近有什么好吃的"])
    assert known.chance > 0.6 > unknown.chance
