"""Take greetings, thanks and other manners out of a customer's message: what is left is what it is about."""

import functools
import re

from app.search.text import fold

# these begin or end a sentence that goes on about something
_TOUCHING = """
您好 你好 大家好 早上好 上午好 中午好 下午好 晚上好 早安 晚安 哈喽 哈啰 亲爱的 在吗 在么 在不在 有人吗 有人在吗
有人么 有没有人 客服在吗 谢谢你们 谢谢您 谢谢你 谢谢 多谢 非常感谢 十分感谢 感谢 辛苦了 辛苦您了 麻烦您了 麻烦你了
麻烦了 麻烦问下 麻烦问一下 麻烦您 麻烦你 打扰了 打扰一下 不好意思 请问一下 请问下 请问 想问一下 想问下 想请问
咨询一下 问一下 问下 不客气
"""
# these say nothing only if they stand alone: 好的 does, 好的耳机 does not
_ALONE = """
嗨 喂 亲 哦 噢 喔 嗯 是 对 行 好 客服 谢了 辛苦 麻烦 抱歉 没关系 没事了 没事儿 没事 没有了 没有 没问题 好的 好吧
好呀 好啊 好哒 好滴 好嘞 行吧 行的 可以的 可以 知道了 知道 明白了 明白 了解了 了解 收到了 收到 懂了 原来如此 嗯嗯
嗯好 恩恩 哦哦 是的 对的 不用了 不用 不是 算了 那好吧 再见 拜拜 回见 稍等一下 稍等 等一下 等等 马上 我试试 试试
我看看 我再看看 我再试试 看看 哈哈哈 哈哈 呵呵 祝你愉快 生活愉快 问题解决了 解决了 已解决 已经解决了 继续 在的 早
晚上见 明天见
"""
_ENGLISH_TOUCHING = """
hello there|hi there|hey there|hello|hi|hey|good morning|good afternoon|good evening|good day|thank you so much|
thank you very much|thank you|thanks a lot|thanks so much|many thanks|thanks|thx|excuse me
"""
_ENGLISH_ALONE = """
good night|dear sir or madam|ty|cheers|ok thanks|ok thank you|okay|ok|kk|fine|sure|great|perfect|awesome|nice|cool|
got it|i see|understood|yes|yeah|yep|no|nope|please|sorry|never mind|nevermind|no problem|you are welcome|
you're welcome|welcome|have a nice day|have a good day|good bye|goodbye|bye bye|bye|see you|anyone there|are you there|
is anyone there|anybody there|no thanks|no thank you|that's all|that is all|all good|done|solved|it works now
"""
# these ask what to do about the matter beside them, and leave only where a matter is left; 为什么 and 怎么 stay: why
# something cannot be done and how to do it are answered by different articles
_ASKING_LAST = """
怎么办 怎么办才好 怎么办好 该怎么办 要怎么办 咋办 怎么处理 该怎么处理 如何处理 怎么解决 该怎么解决 如何解决
怎么回事 咋回事 怎么搞 咋整 是什么原因 什么原因 是啥原因 是怎么回事 这是怎么回事
是什么情况 什么情况 什么问题 是什么问题
"""
_ENGLISH_ASKING_FIRST = (
    "how do i|how can i|how do you|how to|can you tell me|could you tell me|what should i do if|why does|why is|why are"
)
_ENGLISH_ASKING_LAST = (
    "what should i do|what can i do|what do i do|how do i fix it|how do i fix this|please help|help me|why"
)
_STOP = ",.!?;:~…、。"
_PAUSE = rf"""\s\-_"'(){_STOP}"""
_ENDS = "[啊呀哦呢吧啦了哈嘛么吗哒]?"


class _Patterns:
    """What a message may begin and end with."""

    def __init__(self) -> None:
        asked, asked_words = _either(_ASKING_LAST.split()), _either(_phrases(_ENGLISH_ASKING_LAST))
        asking = _either(_phrases(_ENGLISH_ASKING_FIRST))
        self.asking = re.compile(rf"[{_PAUSE}]*{asking}(?![\w'])[{_PAUSE}]*(?=\w)")
        self.asked = re.compile(rf"(?<=\w)[{_PAUSE}]*(?:{asked}{_ENDS}|(?<![\w']){asked_words})[{_PAUSE}]*$")
        touching, alone = _either(_TOUCHING.split()), _either(_ALONE.split())
        words, lone_words = _either(_phrases(_ENGLISH_TOUCHING)), _either(_phrases(_ENGLISH_ALONE))
        self.first = re.compile(
            rf"[{_PAUSE}]*(?:{touching}{_ENDS}|{words}(?![\w'])|{alone}{_ENDS}(?=[\s{_STOP}]|$)|{lone_words}(?=[{_STOP}]|$))"
        )
        self.last = re.compile(
            rf"(?:{touching}{_ENDS}|(?<![\w']){words}|(?:^|(?<=[\s{_STOP}])){alone}{_ENDS}"
            rf"|(?:^|(?<=[{_STOP}])|(?<=[{_STOP}]\s)){lone_words})[{_PAUSE}]*$"
        )


def _phrases(listed: str) -> list[str]:
    return listed.replace("\n", "").split("|")


def _either(phrases: list[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) + ")"


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def without_manners(message: str) -> str:
    """Return a folded message without the manners that it begins and ends with; '' if there is nothing else."""
    rest = fold(message).strip()
    patterns = _patterns()
    while match := patterns.first.match(rest):
        rest = rest[match.end() :]
    while match := patterns.last.search(rest):
        rest = rest[: match.start()]
    if (match := patterns.asking.match(rest)) is not None:
        rest = rest[match.end() :]
    if (match := patterns.asked.search(rest)) is not None:
        rest = rest[: match.start()]
    return rest.strip(" \t\r\n-_\"'()" + _STOP)
