"""Normalise text and cut it into runs: Han characters, words, and the parts of product codes.

Everything that enters the index and every query passes through :func:`fold`, so that full width and half width,
upper and lower case, Simplified and Traditional, ``café`` and ``cafe`` meet in one form.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from app.search import tables

_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_SEPARATOR = re.compile(r"[-_./'’+&#]")
_PART = re.compile(r"[^\W\d_]{3,}|[^\W\d_]*\d+|[^\W\d_]+")
_ACCENTED = re.compile(r"[\u00c0-\u024f]")
_LONGEST_WORD = 40


@functools.cache
def _run() -> re.Pattern[str]:
    """Han characters, or a word; compiled when it is needed (5 ms), because the first window asks for no runs."""
    return re.compile(rf"([{_HAN}]+)|([^\W_{_HAN}]+(?:[-_./'’+&#][^\W_{_HAN}]+)*)")


class Run(NamedTuple):
    """A stretch of one kind in a folded text. ``start`` and ``end`` count characters of that text."""

    han: bool
    text: str
    start: int
    end: int


class Part(NamedTuple):
    """A word, or a piece of a product code, with its place in the folded text."""

    text: str
    start: int
    end: int


@functools.cache
def _simplified() -> dict[int, str]:
    return {ord(old): new for old, new in zip(tables.TRADITIONAL, tables.SIMPLIFIED, strict=True)}


@functools.cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(tables.TRADITIONAL)}]")


def fold(text: str) -> str:
    """Return the form in which texts are compared; it may be longer or shorter than *text*."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded.isascii():
        return folded
    if _ACCENTED.search(folded):
        bare = unicodedata.normalize("NFD", folded)
        folded = unicodedata.normalize("NFC", "".join(char for char in bare if not unicodedata.combining(char)))
    return folded.translate(_simplified()) if _traditional().search(folded) else folded


_fold_char = functools.lru_cache(maxsize=20_000)(fold)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the position in *text* it came from.

    Folds one character at a time, so a letter followed by a separate combining accent keeps the accent; that only
    costs a highlight, never a match.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    for position, char in enumerate(text):
        folded = _fold_char(char)
        pieces.append(folded)
        offsets.extend([position] * len(folded))
    return "".join(pieces), offsets


def runs(folded: str) -> Iterator[Run]:
    """Yield the runs of a folded text in order; punctuation and spaces fall out."""
    for match in _run().finditer(folded):
        yield Run(match.lastindex == 1, match.group(), match.start(), match.end())


def parts(run: Run) -> list[Part]:
    """Return the pieces of a word run: ``ap2-7731`` gives ap2 and 7731, ``x1pro`` gives x1 and pro."""
    if run.text.isalpha() or run.text.isdigit():
        return [Part(run.text[:_LONGEST_WORD], run.start, run.end)]
    if "'" in run.text or "’" in run.text:
        bare = run.text.replace("'", "").replace("’", "")
        if bare.isalpha():
            return [Part(bare, run.start, run.end)]
    return [
        Part(piece.group()[:_LONGEST_WORD], run.start + piece.start(), run.start + piece.end())
        for piece in _PART.finditer(run.text)
    ]


def joined(run: Run) -> str:
    """Return a word run without its separators: ``ap2-7731`` gives ap27731."""
    return _SEPARATOR.sub("", run.text)[:_LONGEST_WORD]


@functools.lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the English stem of a folded word, so that cancel, cancelled and cancellation meet.

    Light on purpose: it strips inflections and the commonest noun endings and never turns one root into another. Words
    with digits or letters outside a-z, and words of three letters, stay as they are.
    """
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "zes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending, shortest in (("ation", 4), ("ition", 4), ("ion", 4), ("ment", 4), ("ing", 3), ("ed", 3), ("ly", 4)):
        root = word.removesuffix(ending)
        if root != word and len(root) >= shortest and any(vowel in root for vowel in "aeiouy"):
            word = root
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word


# Words and characters that carry manners and grammar. A large base shows by itself that they say little; a base of a
# few dozen articles does not, and would take a greeting for the rarest part of a message.
_MANNERS = frozenset(
    "的了呢吗啊吧呀哦嗯哈么着过得地我你您他她它们这那哪是在有和与就也都还很请问一下谢好个能可以会要想怎什如何为麻烦亲帮给把被"
)
# pairs that ask, count or point: half of all questions have one, and none says what it is about
_LITTLE_PAIRS = """
时候 哪里 哪儿 哪些 多少 多大 多长 比较 这个 那个 这么 那么 这样 那样 怎样 为啥 咋办 咋样 办法 现在 今天 明天 昨天
已经 还是 不错 不是 是否 能否 可否 知道 觉得 感觉 应该 需要 想要 东西 问题 情况 时间 有点 一点 一些 一个 有没 没有
自己 我们 你们 他们 么做 么办 何做 是多
"""
_LITTLE_WORDS = """
a an the this that these those is are was were be been am do does did can could will would should may might i you he she
it we they my your his her its our their me him us them to of in on at by for from with and or but if so as not no how
what why when where which who hi hello hey please thanks thank ok yes dear there any some have has had want need get
know about if only still just also very too then than now even again more much many other one all any out up into
over after before got get make use try go going way thing something anything dont doesnt didnt isnt arent cant im ive
youre theres whats
"""


@functools.cache
def _little_stems() -> frozenset[str]:
    return frozenset(map(stem, _LITTLE_WORDS.split()))


@functools.cache
def _little_pairs() -> frozenset[str]:
    return frozenset(_LITTLE_PAIRS.split())


@functools.lru_cache(maxsize=20_000)
def emphasis(term: str) -> float:
    """Return how much a character, a pair of them, a stem or a pair of stems says in any base: 1, manners less."""
    if term.isascii():
        return 0.2 if all(word in _little_stems() for word in term.split()) else 1.0
    if term in _little_pairs():
        return 0.2
    telling = sum(char not in _MANNERS for char in term)
    return 0.2 if telling == 0 else 0.6 if telling < len(term) else 1.0
