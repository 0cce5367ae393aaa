"""Documents cut at their headings: each section becomes an article. All functions return new sections."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from app.commands.transfer.cells import folded
from app.commands.transfer.documents.document import Document
from app.commands.transfer.plan import TITLE_LENGTH
from app.domain.rich import Block, BlockKind, Body, block_text

WHOLE = 0
"""The depth at which a document stays whole; 1 to 3 cut at headings of that level and above."""
_SEPARATOR = " · "


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a document. ``key`` names it and stays; ``level`` is that of its heading, 0 for none.

    ``above`` are the headings that it stands below. ``category_id`` None takes the category of all.
    """

    key: str
    document: int
    title: str
    body: Body
    level: int = 0
    above: tuple[str, ...] = ()
    skipped: bool = False
    category_id: str | None = None


def usual_depth(body: Body) -> int:
    """Return where a document is cut unless somebody says otherwise: a single heading at the top is its title."""
    levels = Counter(block.level for block in body if block.kind is BlockKind.HEADING)
    found = sorted(levels)
    if not found:
        return WHOLE
    if levels[found[0]] == 1 and len(found) > 1:
        return found[1]
    return found[0]


def cut(documents: Sequence[Document], depth: int | None = None) -> tuple[Section, ...]:
    """Cut documents at their headings down to ``depth``, each at its usual one for None.

    A heading with nothing below it makes no section: it stands above others. A title that occurs twice in a document
    tells what it stands below.
    """
    found: list[Section] = []
    for index, document in enumerate(documents):
        parts = list(_parts(index, document, usual_depth(document.body) if depth is None else depth))
        often = Counter(folded(part.title) for part in parts)
        found += [
            msgspec.structs.replace(part, title=_fitting(_SEPARATOR.join((*part.above[-1:], part.title))))
            if often[folded(part.title)] > 1 and part.above
            else part
            for part in parts
        ]
    return tuple(found)


def _parts(index: int, document: Document, depth: int) -> Iterator[Section]:
    above: list[tuple[int, str]] = []
    heading: Block | None = None
    blocks: list[Block] = []

    def ended() -> Iterator[Section]:
        path = tuple(text for level, text in above if heading is None or level < heading.level)
        if blocks:
            yield _section(index, heading, blocks, document.title, path)

    for block in document.body:
        if block.kind is BlockKind.HEADING and 0 < block.level <= depth:
            yield from ended()
            above = [each for each in above if each[0] < block.level]
            above.append((block.level, _line(block)))
            heading, blocks = block, []
        else:
            blocks.append(block)
    yield from ended()


def _section(index: int, heading: Block | None, blocks: list[Block], usual: str, above: tuple[str, ...]) -> Section:
    words = _line(heading) if heading is not None else usual
    title = _fitting(words)
    if title != words and heading is not None:  # nothing of a long heading is lost
        blocks = [msgspec.structs.replace(heading, kind=BlockKind.PARAGRAPH, level=0), *blocks]
    return Section(
        key=heading.id if heading is not None else f"{index}:{blocks[0].id}",
        document=index,
        title=title,
        body=tuple(blocks),
        level=heading.level if heading is not None else 0,
        above=above,
    )


def merged(sections: Sequence[Section], key: str) -> tuple[Section, ...]:
    """Append a section to the one before it, with its heading; the first of a document has none before it."""
    at = _place(sections, key)
    before = at - 1
    if before < 0 or sections[before].document != sections[at].document:
        return tuple(sections)
    part = sections[at]
    heading = Block(id=part.key, kind=BlockKind.HEADING, html=_escaped(part.title), level=max(part.level, 1))
    whole = msgspec.structs.replace(sections[before], body=(*sections[before].body, heading, *part.body))
    return (*sections[:before], whole, *sections[at + 1 :])


def split(sections: Sequence[Section], key: str, block_id: str) -> tuple[Section, ...]:
    """Begin a section at a block of another one. A heading or a short line becomes its title; of a long one the start.

    At the first block of a section there is nothing to split off.
    """
    at = _place(sections, key)
    part = sections[at]
    place = next((index for index, block in enumerate(part.body) if block.id == block_id), 0)
    if place == 0:
        return tuple(sections)
    first, rest = part.body[place], part.body[place + 1 :]
    words = _line(first)
    titled = bool(rest) and len(words) <= TITLE_LENGTH and first.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
    made = msgspec.structs.replace(
        part,
        key=block_id,
        title=_fitting(words) or part.title,
        body=rest if titled and words else part.body[place:],
        level=first.level if first.kind is BlockKind.HEADING else part.level,
    )
    return (*sections[:at], msgspec.structs.replace(part, body=part.body[:place]), made, *sections[at + 1 :])


def changed(sections: Sequence[Section], key: str, **values: object) -> tuple[Section, ...]:
    """Change fields of one section, such as its ``title``, ``skipped`` or ``category_id``."""
    return tuple(msgspec.structs.replace(each, **values) if each.key == key else each for each in sections)


def _place(sections: Sequence[Section], key: str) -> int:
    return next(at for at, each in enumerate(sections) if each.key == key)


def _line(block: Block) -> str:
    return " ".join(block_text(block).split())


def _fitting(text: str) -> str:
    return text if len(text) <= TITLE_LENGTH else text[: TITLE_LENGTH - 1].rstrip() + "…"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
