"""Rich text as blocks with stable ids: the body of an article.

A block is a paragraph, a heading, a list item, a call-out, a picture or a table. Its id stays when its text changes,
so that two people's edits of one article merge block by block. Inline formatting inside ``html`` is limited to the
tags of :data:`INLINE_TAGS`; whoever shows it cleans it again.
"""

import enum
import html
import re
from collections.abc import Callable

import msgspec

INLINE_TAGS = frozenset({"b", "i", "u", "s", "code", "a", "br", "span", "sub", "sup"})
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


class BlockKind(enum.StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    QUOTE = "quote"
    CALLOUT = "callout"
    IMAGE = "image"
    TABLE = "table"
    CODE = "code"
    RULE = "rule"


class Block(msgspec.Struct, frozen=True, omit_defaults=True):
    """One block.

    ``level`` is 1..3 for a heading and the indentation 0..4 of a list item; ``rows`` are a table's cells as inline
    HTML, the first row being the head; ``image`` is the sha256 of the picture's blob, ``width`` its shown width in px.
    """

    id: str
    kind: BlockKind = BlockKind.PARAGRAPH
    html: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    image: str = ""
    alt: str = ""
    width: int = 0


Body = tuple[Block, ...]


def inline_text(fragment: str) -> str:
    """Return the plain text of an inline HTML fragment."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", fragment)))


def block_text(block: Block) -> str:
    """Return the plain text of a block; table cells are joined by tabs and newlines."""
    if block.kind is BlockKind.TABLE:
        return "\n".join("\t".join(inline_text(cell) for cell in row) for row in block.rows)
    if block.kind is BlockKind.IMAGE:
        return block.alt
    return inline_text(block.html)


def body_text(body: Body) -> str:
    """Return the plain text of a body, a line a block, as search and summaries use it."""
    return "\n".join(text for block in body if (text := block_text(block).strip()))


def numbered_text(body: Body) -> str:
    """Return the body as plain text for a channel without formatting: steps numbered, bullets marked."""
    lines: list[str] = []
    counter = 0
    for block in body:
        counter = counter + 1 if block.kind is BlockKind.NUMBERED and block.level == 0 else 0
        text = block_text(block).strip()
        if not text:
            continue
        if block.kind is BlockKind.NUMBERED and block.level == 0:
            lines.append(f"{counter}. {text}")
        elif block.kind in (BlockKind.BULLET, BlockKind.NUMBERED):
            lines.append(f"{'  ' * block.level}- {text}")
        else:
            lines.append(text)
    return "\n".join(lines)


def body_images(body: Body) -> tuple[str, ...]:
    """Return the sha256 of every picture in the body, in order."""
    return tuple(block.image for block in body if block.image)


def steps(body: Body, limit: int = 3) -> tuple[str, ...]:
    """Return the first numbered steps of the body as plain text."""
    return tuple(inline_text(b.html) for b in body if b.kind is BlockKind.NUMBERED and b.level == 0)[:limit]


def summary(body: Body, length: int = 90) -> str:
    """Return the first prose of the body as one line of at most ``length`` characters."""
    for block in body:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.CALLOUT, BlockKind.QUOTE):
            text = " ".join(inline_text(block.html).split())
            if text:
                return text if len(text) <= length else text[: length - 1] + "…"
    return ""


def body_html(body: Body, image_url: Callable[[str], str]) -> str:
    """Return the body as HTML. ``image_url`` maps a picture's sha256 to the address that the reader loads."""
    parts: list[str] = []
    open_lists: list[str] = []

    def close_to(depth: int) -> None:
        while len(open_lists) > depth:
            parts.append(f"</{open_lists.pop()}>")

    for block in body:
        if block.kind in (BlockKind.BULLET, BlockKind.NUMBERED):
            tag = "ul" if block.kind is BlockKind.BULLET else "ol"
            depth = block.level + 1
            close_to(depth)
            if len(open_lists) == depth and open_lists[-1] != tag:
                close_to(depth - 1)
            while len(open_lists) < depth:
                parts.append(f"<{tag}>")
                open_lists.append(tag)
            parts.append(f"<li>{block.html}</li>")
            continue
        close_to(0)
        parts.append(_block_html(block, image_url))
    close_to(0)
    return "\n".join(parts)


def _block_html(block: Block, image_url: Callable[[str], str]) -> str:
    match block.kind:
        case BlockKind.HEADING:
            tag = f"h{min(max(block.level, 1), 3) + 1}"
            return f"<{tag}>{block.html}</{tag}>"
        case BlockKind.QUOTE:
            return f"<blockquote>{block.html}</blockquote>"
        case BlockKind.CALLOUT:
            return f'<blockquote class="callout">{block.html}</blockquote>'
        case BlockKind.CODE:
            return f"<pre>{block.html}</pre>"
        case BlockKind.RULE:
            return "<hr>"
        case BlockKind.IMAGE:
            width = f' width="{block.width}"' if block.width else ""
            alt = html.escape(block.alt, quote=True)
            return f'<p><img src="{html.escape(image_url(block.image), quote=True)}" alt="{alt}"{width}></p>'
        case BlockKind.TABLE:
            rows = []
            for index, row in enumerate(block.rows):
                cell = "th" if index == 0 else "td"
                rows.append("<tr>" + "".join(f"<{cell}>{text}</{cell}>" for text in row) + "</tr>")
            return "<table>" + "".join(rows) + "</table>"
        case _:
            return f"<p>{block.html}</p>"
