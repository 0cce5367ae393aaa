"""Headings that nobody marked as such: "第二章 退货", "一、怎么退货", "问：怎么退货", a short line in bold."""

import re

import msgspec

from app.domain.rich import Block, BlockKind, Body, inline_text

LONGEST = 60
_NUMERAL = "一二三四五六七八九十百零〇两"
_CHAPTER = re.compile(
    rf"第\s*[{_NUMERAL}\d]+\s*[章篇部編编](?:分)?(?!的).*|(?:chapter|part)\s+[\divx]+\b.*", re.IGNORECASE
)
_SECTION = re.compile(
    rf"第\s*[{_NUMERAL}\d]+\s*[节節](?!的).*|[{_NUMERAL}]{{1,3}}\s*[、．.]\s*\S.*|section\s+\d+\b.*", re.IGNORECASE
)
_QUESTION = re.compile(r"(?:问题?|問題?|q(?:uestion)?)\s*\d{0,3}\s*[:：.、]\s*(\S.*)", re.IGNORECASE)
_ANSWER = re.compile(r"(?:答案?|a(?:nswer)?)\s*\d{0,3}\s*[:：]\s*", re.IGNORECASE)
ENDS_TEXT = ("。", "；", "，", ";", ",", "：", ":")
_LIST_SIGN = re.compile(r"(?:[•●○◦■□▪·]|\d{1,3}[.)、](?!\d))\s*")
_BOLD = re.compile(r"<b>(.*)</b>", re.DOTALL)


def heading_of(line: str) -> tuple[int, str]:
    """Return the level (1 to 3, 0 for none) and the words of a line that looks like a heading."""
    line = line.strip()
    question = _QUESTION.fullmatch(line)
    if question is not None:
        return 2, question[1]
    if not line or len(line) > LONGEST or line.endswith(ENDS_TEXT):
        return 0, line
    return (1 if _CHAPTER.fullmatch(line) else 2 if _SECTION.fullmatch(line) else 0), line


def without_answer_mark(line: str) -> str:
    """Return a line without the "答：" that it begins with."""
    found = _ANSWER.match(line)
    return line[found.end() :] if found else line


def tidied(body: Body) -> Body:
    """Return a body without empty blocks, and without the number or sign that a program wrote before list items."""
    tidy = (
        msgspec.structs.replace(block, html=_LIST_SIGN.sub("", block.html, count=1).strip("\u00a0 "))
        if block.kind in (BlockKind.BULLET, BlockKind.NUMBERED)
        else block
        for block in body
    )
    return tuple(
        block
        for block in tidy
        if block.image or block.rows or block.kind is BlockKind.RULE or inline_text(block.html).strip()
    )


def promoted(body: Body) -> Body:
    """Return a body that has no headings with those that its paragraphs look like; any other one as it is."""
    if any(block.kind is BlockKind.HEADING for block in body):
        return body
    return tuple(_promoted(block) for block in body)


def _promoted(block: Block) -> Block:
    if block.kind is not BlockKind.PARAGRAPH or "<br>" in block.html:
        return block
    text = inline_text(block.html)
    level, words = heading_of(text)
    bold = _BOLD.fullmatch(block.html)
    if not level and bold is not None and "<b>" not in bold[1] and 0 < len(text) <= LONGEST:
        level, words = (0 if text.endswith(ENDS_TEXT) else 2), text
    if not level:
        mark = _ANSWER.match(block.html)
        return msgspec.structs.replace(block, html=block.html[mark.end() :]) if mark else block
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return msgspec.structs.replace(block, kind=BlockKind.HEADING, level=level, html=plain)
