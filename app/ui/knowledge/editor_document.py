"""Small operations on the document of an article: links, lists and tables at a cursor."""

import base64
import binascii
import re

from PySide6.QtGui import (
    QTextBlock,
    QTextCursor,
    QTextFormat,
    QTextImageFormat,
    QTextList,
    QTextListFormat,
    QTextTable,
)

from app.domain.rich import BlockKind
from app.ui.kit.rich_blocks import BLOCK_ID, list_before, table_format
from app.ui.kit.rich_text import media_key

_DATA = re.compile(r"data:image/[\w.+-]+;base64,(.+)", re.DOTALL)
LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)
PLAIN_KINDS = frozenset(kind.value for kind in (BlockKind.QUOTE, BlockKind.CALLOUT, BlockKind.CODE))
_STYLES = {
    BlockKind.BULLET: QTextListFormat.Style.ListDisc,
    BlockKind.NUMBERED: QTextListFormat.Style.ListDecimal,
}


def select_link(cursor: QTextCursor) -> str:
    """Select the link that the cursor stands in or just behind; returns its address, "" for none."""
    for start, end, address in _links(cursor.block()):
        if start < cursor.position() <= end:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            return address
    return ""


def _links(block: QTextBlock) -> list[tuple[int, int, str]]:
    """Return start, end and address of each link; runs of several looks are one: a bold word is part of its link."""
    found: list[tuple[int, int, str]] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        start, end = fragment.position(), fragment.position() + fragment.length()
        if fragment.charFormat().isAnchor():
            address = fragment.charFormat().anchorHref()
            if found and found[-1][1:] == (start, address):
                start = found.pop()[0]
            found.append((start, end, address))
        iterator += 1
    return found


def list_of(block: QTextBlock) -> QTextList | None:
    """Return the list of a paragraph."""
    return block.textList()  # the stubs do not know that there may be none


def table_at(cursor: QTextCursor) -> QTextTable | None:
    """Return the table around a cursor."""
    return cursor.currentTable()  # the stubs do not know that there may be none


def put_into_list(cursor: QTextCursor, kind: BlockKind, level: int) -> None:
    """Join the list before or after the paragraph if it is of the same kind and level, else begin one."""
    wanted = QTextListFormat()
    wanted.setStyle(_STYLES[kind])
    wanted.setIndent(level + 1)
    block = cursor.block()
    found = list_before(block, wanted)
    behind = list_of(block.next()) if block.next().isValid() else None
    if found is None and behind is not None:
        same = (behind.format().style(), behind.format().indent()) == (wanted.style(), wanted.indent())
        found = behind if same else None
    if found is not None:
        found.add(block)
    else:
        cursor.createList(wanted)


def is_rule(block: QTextBlock) -> bool:
    """Say whether a paragraph is a dividing line."""
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth)


def picture_at(cursor: QTextCursor) -> tuple[QTextCursor, QTextImageFormat] | None:
    """Return the stored picture at a cursor (selected, or just before or behind it), selected, and its format."""
    for back in (True, False):
        found = QTextCursor(cursor)
        found.setPosition(cursor.selectionEnd())
        way = QTextCursor.MoveOperation.PreviousCharacter if back else QTextCursor.MoveOperation.NextCharacter
        found.movePosition(way, QTextCursor.MoveMode.KeepAnchor)
        probe = QTextCursor(found)
        probe.setPosition(found.selectionEnd())
        made = probe.charFormat()
        if found.selectedText() == "\ufffc" and made.isImageFormat() and media_key(made.toImageFormat().name()):
            return found, made.toImageFormat()
    return None


def even_columns(table: QTextTable) -> None:
    """Give all columns the same width."""
    made = table_format(table.columns())
    made.setProperty(BLOCK_ID, table.format().property(BLOCK_ID))
    table.setFormat(made)


def picture_bytes(source: str) -> bytes | None:
    """Return the picture inside a ``data:`` address; None for any other address: nothing is fetched."""
    found = _DATA.fullmatch(source.strip())
    if found is None:
        return None
    try:
        return base64.b64decode(found[1], validate=False)
    except (binascii.Error, ValueError):
        return None
