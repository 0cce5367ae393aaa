"""Chinese is read aloud, and typed letters are cut back into syllables."""

import pytest

from app.search import sound


@pytest.mark.parametrize(
    ("han", "spoken"),
    [
        ("单侧无声", "dan ce wu sheng"),
        ("重庆银行", "chong qing yin hang"),
        ("重新行走", "chong xin xing zou"),
        ("还款", "huan kuan"),
        ("绿色", "lv se"),
    ],
)
def test_words_are_read_in_context(han: str, spoken: str) -> None:
    assert sound.read(han) == spoken.split()


@pytest.mark.parametrize(
    ("letters", "pieces"),
    [
        ("dancewusheng", "dan ce wu sheng"),
        ("kaifapiao", "kai fa piao"),
        ("shouj", "shou j"),
        ("dcws", "d c w s"),
        ("shoujizm", "shou ji z m"),
        ("xianfengji", "xian feng ji"),
        ("dianshij", "dian shi j"),
        ("zhuangx", "zhuang x"),
    ],
)
def test_letters_are_cut_into_syllables_and_initials(letters: str, pieces: str) -> None:
    assert list(sound.cut(letters)) == pieces.split()


def test_letters_that_no_syllable_begins_with_cannot_be_cut() -> None:
    assert sound.cut("iphone") == ()


def test_every_default_reading_is_its_own_cut() -> None:
    for han in "单侧无声如何开发票退款进度查询洗衣机漏水怎么处理":
        syllable = sound.read(han)[0]
        assert sound.cut(syllable) == (syllable,), han
