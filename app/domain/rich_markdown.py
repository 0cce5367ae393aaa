"""The plain-text form of an article in import tables: a small, forgiving part of Markdown, and back.

==================  ===================================================================
``## Heading``      a heading (``###`` and ``####`` are smaller ones)
``1. Step``         a numbered step; ``1、`` is the same
``- Item``          a bullet; two spaces before it for each level
``> Note``          a call-out; ``>> Text`` is a quotation
``| a | b |``       a table row; the first row is the head
``![text](file)``   a picture, alone on its line; ``{width=300}`` may follow
``---``             a rule
three back-ticks    lines of code between two such lines
==================  ===================================================================

Inside a line: ``**bold**``, ``*italic*``, ``~~struck~~``, back-ticks for code, ``[text](https://…)``. An empty line
begins a new paragraph, a single newline a new line of it. A backslash before a mark takes its meaning away. What these
marks cannot say (colours, underline) is written as the HTML tags that an article may hold.
"""

import re
from collections.abc import Callable, Iterator
from html import escape

from app.domain.rich import Block, BlockKind, Body, inline_text
from app.domain.rich_html import ImageSource
from app.domain.rich_ids import keep_ids
from app.domain.rich_inline import MARKS, Format, Run, inline_runs, printable, runs_html, sanitise_inline

_ESCAPABLE = "\\`*~[]<>#!|-+.)、•·{"
# While a text is read, an escaped character is one of these, which no cleaned text holds, so that no rule sees it.
_STAND_INS = "".join(map(chr, [*range(1, 9), *range(14, 32)]))[: len(_ESCAPABLE)]
_PROTECT = dict(zip(_ESCAPABLE, _STAND_INS, strict=True))
_RESTORE = str.maketrans(_STAND_INS, _ESCAPABLE)
_RESTORE_ESCAPED = str.maketrans({mark: "\\" + char for char, mark in _PROTECT.items()})
_ESCAPED = re.compile(r"\\([" + re.escape(_ESCAPABLE) + "])")

_HEADING = re.compile(r"(#{1,6}) +(.*)")
_NUMBERED = re.compile(r"( *)\d{1,3}(?:[.)] +|、 *)(.*)")
_BULLET = re.compile(r"( *)(?:[-*+•] +|· *)(.*)")
_QUOTED = re.compile(r"(>{1,2}) ?(.*)")
_FENCE = re.compile(r"(`{3,}) *\w*")
_IMAGE = re.compile(r"!\[([^\]]*)\]\((.+)\)(?:\{width=(\d{1,4})\})?")
_RULE = re.compile(r"-{3,}")
_SEPARATOR = re.compile(r"\|?[ :|-]*-[ :|-]*")
_INDENTED = re.compile(r" {2,}([^ ].*)")  # a space that does not break is content
_HEADING_LEVELS = (1, 1, 2, 3, 3, 3)
_DEEPEST_ITEM = 4

_TAG = r"</?(?:[bius]|code|sub|sup|a|span)>|<a href=\"[^\"<>]*\">|<span style=\"[^\"<>]*\">|<br ?/?>"
_INLINE = re.compile(
    rf"(?P<tag>{_TAG})"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<text>[^\[\]\n]+)\]\((?P<href>(?:[^\s()]|\([^\s()]*\))+)\)"
    r"|\*\*(?=\S)(?P<b>.+?)(?<=\S)\*\*"
    r"|\*(?=[^\s*])(?P<i>.+?)(?<=[^\s*])\*(?!\*)"
    r"|~~(?=\S)(?P<s>.+?)(?<=\S)~~"
)
_LOOKS_LIKE_TAG = re.compile(r"<(?=[/a-z])")


# -- reading ---------------------------------------------------------------------------------------------------


def parse_markdown(text: str, image: ImageSource, reuse: Body = ()) -> Body:
    """Return the blocks of a text. ``image`` and ``reuse`` are those of :func:`app.domain.rich_html.parse_html`."""
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "").replace("\t", "    "))
    text = _ESCAPED.sub(lambda found: _PROTECT[found[1]], text)
    return keep_ids(tuple(_Reader(text.split("\n"), image).blocks()), reuse)


class _Reader:
    """Takes lines from the front, a block at a time."""

    def __init__(self, lines: list[str], image: ImageSource) -> None:
        self._lines = lines
        self._at = 0
        self._image = image

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks, without ids."""
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip(" ")
            if not line:
                self._at += 1
            elif fence := _FENCE.fullmatch(line):
                yield from self._code(fence[1])
            elif line.startswith("|"):
                yield from self._table()
            elif found := _QUOTED.fullmatch(line):
                yield from self._quoted(found[1])
            elif found := _IMAGE.fullmatch(line.strip(" ")):
                self._at += 1
                yield from self._picture(found)
            else:
                yield from self._text(line)

    def _text(self, line: str) -> Iterator[Block]:
        self._at += 1
        if _RULE.fullmatch(line):
            yield Block(id="", kind=BlockKind.RULE)
        elif found := _HEADING.fullmatch(line):
            yield from _filled(BlockKind.HEADING, [found[2]], _HEADING_LEVELS[len(found[1]) - 1])
        elif found := _NUMBERED.fullmatch(line):
            yield from _filled(BlockKind.NUMBERED, [found[2], *self._continuation()], _level(found[1]))
        elif found := _BULLET.fullmatch(line):
            yield from _filled(BlockKind.BULLET, [found[2], *self._continuation()], _level(found[1]))
        else:
            lines = [line]
            while self._at < len(self._lines) and not _begins_block(self._lines[self._at]):
                lines.append(self._lines[self._at])
                self._at += 1
            yield from _filled(BlockKind.PARAGRAPH, lines)

    def _continuation(self) -> Iterator[str]:
        """The indented lines that belong to a list item."""
        while self._at < len(self._lines):
            found = _INDENTED.fullmatch(self._lines[self._at])
            if found is None or _begins_block(self._lines[self._at]):
                return
            self._at += 1
            yield found[1]

    def _code(self, fence: str) -> Iterator[Block]:
        lines: list[str] = []
        self._at += 1
        while self._at < len(self._lines) and self._lines[self._at].rstrip(" ") != fence:
            lines.append(self._lines[self._at].translate(_RESTORE_ESCAPED))
            self._at += 1
        self._at += 1
        if html := _code_html("\n".join(lines)):
            yield Block(id="", kind=BlockKind.CODE, html=html)

    def _quoted(self, mark: str) -> Iterator[Block]:
        lines = []
        while self._at < len(self._lines):
            found = _QUOTED.fullmatch(self._lines[self._at].rstrip(" "))
            if found is None or found[1] != mark:
                break
            lines.append(found[2])
            self._at += 1
        yield from _filled(BlockKind.CALLOUT if mark == ">" else BlockKind.QUOTE, lines)

    def _table(self) -> Iterator[Block]:
        rows: list[tuple[str, ...]] = []
        number = 0
        while self._at < len(self._lines) and self._lines[self._at].startswith("|"):
            line = self._lines[self._at].rstrip(" ")
            if number != 1 or not _SEPARATOR.fullmatch(line):
                cells = line.removeprefix("|").removesuffix("|").split("|")
                rows.append(tuple(_inline(cell) for cell in cells))
            self._at += 1
            number += 1
        filled = [row for row in rows if any(row)]
        width = max((len(row) for row in filled), default=0)
        if filled:
            yield Block(id="", kind=BlockKind.TABLE, rows=tuple((*row, *[""] * (width - len(row))) for row in filled))

    def _picture(self, found: re.Match[str]) -> Iterator[Block]:
        alt = " ".join(found[1].translate(_RESTORE).split())
        sha256 = self._image(found[2].translate(_RESTORE).strip(), alt)
        if sha256 is not None:
            yield Block(id="", kind=BlockKind.IMAGE, image=sha256, alt=alt, width=int(found[3] or 0))


def _begins_block(line: str) -> bool:
    """Say whether a line ends the paragraph before it."""
    bare = line.strip(" ")
    return (
        not bare
        or line.startswith((">", "|"))
        or any(rule.fullmatch(line.rstrip(" ")) for rule in (_HEADING, _NUMBERED, _BULLET, _FENCE, _RULE))
        or _IMAGE.fullmatch(bare) is not None
    )


def _level(indent: str) -> int:
    return min(len(indent) // 2, _DEEPEST_ITEM)


def _filled(kind: BlockKind, lines: list[str], level: int = 0) -> Iterator[Block]:
    if html := _inline("\n".join(lines)):
        yield Block(id="", kind=kind, html=html, level=level)


def _code_html(text: str) -> str:
    return runs_html(inline_runs(escape(text, quote=False), keep_space=True))


def _inline(text: str) -> str:
    return sanitise_inline(_inline_html(text).translate(_RESTORE))


def _inline_html(text: str) -> str:
    parts: list[str] = []
    end = 0
    for found in _INLINE.finditer(text):
        parts.append(_plain_html(text[end : found.start()]))
        end = found.end()
        kind, content = found.lastgroup or "", found[found.lastgroup or 0]
        if kind == "tag":
            parts.append(content)
        elif kind == "href":
            parts.append(f'<a href="{escape(content)}">{_inline_html(found["text"])}</a>')
        elif kind == "code":
            parts.append(f"<code>{_plain_html(content)}</code>")
        else:
            parts.append(f"<{kind}>{_inline_html(content)}</{kind}>")
    return "".join(parts) + _plain_html(text[end:])


def _plain_html(text: str) -> str:
    # An escaped "<" is a stand-in here and becomes a character only after this: it must become an entity.
    return escape(text, quote=False).replace(_PROTECT["<"], "&lt;").replace("\n", "<br>")


# -- writing ---------------------------------------------------------------------------------------------------


def to_markdown(body: Body, image_file: Callable[[str], str] = lambda sha256: f"images/{sha256}") -> str:
    """Return the text that :func:`parse_markdown` reads as the same blocks.

    ``image_file`` maps a picture's sha256 to the name that is written for it.
    """
    parts: list[str] = []
    before: Block | None = None
    items = (BlockKind.BULLET, BlockKind.NUMBERED)
    number = 0
    for block in body:
        number = number + 1 if block.kind is BlockKind.NUMBERED and block.level == 0 else 0
        if before is not None:
            parts.append("\n" if block.kind in items and before.kind in items else "\n\n")
        parts.append(_block_text(block, image_file, number or 1))
        before = block
    return "".join(parts)


def _block_text(block: Block, image_file: Callable[[str], str], number: int) -> str:
    match block.kind:
        case BlockKind.RULE:
            return "---"
        case BlockKind.IMAGE:
            width = f"{{width={block.width}}}" if block.width else ""
            return f"![{_escaped(block.alt)}]({_escaped(image_file(block.image))}){width}"
        case BlockKind.TABLE:
            rows = [f"| {' | '.join(_inline_text(cell, '<br>') for cell in row)} |" for row in block.rows]
            return "\n".join([rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:]])
        case BlockKind.CODE:
            text = inline_text(block.html)
            plain = text.replace("\u00a0", " ")
            text = plain if _code_html(plain) == block.html else text
            fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`{3,}", text))])
            return f"{fence}\n{text}\n{fence}"
        case BlockKind.HEADING:
            return f"{'#' * (min(max(block.level, 1), 3) + 1)} {_inline_text(block.html, '<br>')}"
        case BlockKind.CALLOUT | BlockKind.QUOTE:
            mark = "> " if block.kind is BlockKind.CALLOUT else ">> "
            return "\n".join(mark + line for line in _inline_text(block.html).split("\n"))
        case BlockKind.BULLET | BlockKind.NUMBERED:
            indent = "  " * block.level
            first = f"{number}. " if block.kind is BlockKind.NUMBERED else "- "
            lines = _inline_text(block.html).split("\n")
            return "\n".join([indent + first + lines[0], *(f"{indent}  {_safe_start(line)}" for line in lines[1:])])
        case _:
            return "\n".join(_safe_start(line) for line in _inline_text(block.html).split("\n"))


def _safe_start(line: str) -> str:
    """Take the meaning from the start of a line that would begin another block."""
    if not _begins_block(line) or not line:
        return line
    mark = re.match(r"\d+", line)
    return f"{mark[0]}\\{line[mark.end() :]}" if mark else f"\\{line}"


def _inline_text(html: str, line_break: str = "\n") -> str:
    """Return an inline fragment with short marks where they are read back right, else with tags."""
    runs = inline_runs(html)
    if line_break != "\n" or "\n\n" in "".join(run.text for run in runs):
        line_break = "<br>"  # an empty line would end the block
    for write in (_with_marks, _with_tags):
        text = "".join(write(runs)).replace("\n", line_break)
        if _inline(_ESCAPED.sub(lambda found: _PROTECT[found[1]], text)) == html:
            return text
    return text


def _with_marks(runs: tuple[Run, ...]) -> Iterator[str]:
    signs = {"b": "**", "i": "*", "s": "~~", "code": "`"}
    for run in runs:
        short = [mark for mark in MARKS if mark in run.format.marks and mark in signs]
        rest = run.format._replace(href="", marks=run.format.marks - set(short))
        text = "".join(signs[mark] for mark in short) + _escaped(run.text)
        text += "".join(signs[mark] for mark in reversed(short))
        text = _tagged(text, rest)
        yield f"[{text}]({run.format.href})" if run.format.href else text


def _with_tags(runs: tuple[Run, ...]) -> Iterator[str]:
    for run in runs:
        yield _tagged(_escaped(run.text), run.format)


def _tagged(text: str, style: Format) -> str:
    tags = style.opening()
    return "".join(tags) + text + "".join(f"</{tag[1:].split(' ')[0].rstrip('>')}>" for tag in reversed(tags))


def _escaped(text: str) -> str:
    # a line's end may be written as a tag
    risky = r"\\(?=[" + re.escape(_ESCAPABLE) + r"]|\n|$)|[`*~\[\]|]"
    return _LOOKS_LIKE_TAG.sub(r"\\<", re.sub(risky, r"\\\g<0>", text))
