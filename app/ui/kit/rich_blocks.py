"""Blocks of an article to and from an editable document.

Every paragraph of the document carries its block's id and kind as format properties, so that ids survive editing: what
Qt copies when a paragraph is split is given a new id on the way back, where the first of two equal ids keeps it. A new
id is remembered by the paragraph's user state, which moves with it and is no change of the text.
"""

from collections.abc import Callable, Iterator

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

from app.domain.rich import Block, BlockKind, Body
from app.domain.rich_inline import PLAIN, Format, Run, inline_runs, runs_html
from app.ui.kit.rich_text import image_format, media_key
from app.ui.kit.theme import TypeSize, theme

BLOCK_ID = QTextFormat.Property.UserProperty.value + 1
BLOCK_KIND = QTextFormat.Property.UserProperty.value + 2
CODE_MARK = QTextFormat.Property.UserProperty.value + 3
AUTO_INK = QTextFormat.Property.UserProperty.value + 4
"""Text without a colour of its own on a coloured ground: its ink belongs to the ground, not to the text."""

_DARK_INK, _LIGHT_INK = "#19202e", "#ffffff"

_HEADING_SIZES: dict[int, TypeSize] = {1: "h2", 2: "h3", 3: "message"}
_LINE_BREAK = "\u2028"
_LIST_STYLES = {
    BlockKind.BULLET: QTextListFormat.Style.ListDisc,
    BlockKind.NUMBERED: QTextListFormat.Style.ListDecimal,
}
_KINDS = frozenset(kind.value for kind in BlockKind)
_BULLETS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)
_FRAMED = (BlockKind.QUOTE, BlockKind.CALLOUT, BlockKind.CODE)


# -- formats ---------------------------------------------------------------------------------------------------


def char_format(style: Format = PLAIN, *, size: TypeSize = "message", strong: bool = False) -> QTextCharFormat:
    """Return the look of a run in the theme in force."""
    look = theme()
    made = QTextCharFormat()
    made.setProperty(QTextFormat.Property.FontPixelSize, look.type_px(size))
    if strong or "b" in style.marks:
        made.setFontWeight(QFont.Weight.DemiBold)
    made.setFontItalic("i" in style.marks)
    made.setFontUnderline("u" in style.marks or bool(style.href))
    made.setFontStrikeOut("s" in style.marks)
    if "code" in style.marks:
        made.setProperty(CODE_MARK, True)
        made.setFontFamilies(look.font(mono=True).families())
        made.setBackground(look.color("neutral.tint"))
    if "sub" in style.marks:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
    elif "sup" in style.marks:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    if style.href:
        made.setAnchor(True)
        made.setAnchorHref(style.href)
        made.setForeground(look.color("accent.text"))
    elif style.color:
        made.setForeground(QColor(style.color))
    if style.background:
        ground = QColor(style.background)
        made.setBackground(ground)
        if not style.color and not style.href:  # the reader's own ink may be as light as the ground
            made.setForeground(QColor(_DARK_INK if ground.lightnessF() > 0.5 else _LIGHT_INK))
            made.setProperty(AUTO_INK, True)
    return made


def run_format(made: QTextCharFormat, *, strong: bool = False) -> Format:
    """Return what a character format means. ``strong`` says that the block is bold by itself (a heading)."""
    marks: set[str] = set()
    href = made.anchorHref() if made.isAnchor() else ""
    if made.fontWeight() >= QFont.Weight.DemiBold and not strong:
        marks.add("b")
    if made.fontItalic():
        marks.add("i")
    if made.fontUnderline() and not href:
        marks.add("u")
    if made.fontStrikeOut():
        marks.add("s")
    if made.property(CODE_MARK) or made.fontFixedPitch():
        marks.add("code")
    align = made.verticalAlignment()
    if align == QTextCharFormat.VerticalAlignment.AlignSubScript:
        marks.add("sub")
    elif align == QTextCharFormat.VerticalAlignment.AlignSuperScript:
        marks.add("sup")
    inked = made.hasProperty(QTextFormat.Property.ForegroundBrush) and not made.property(AUTO_INK)
    color = made.foreground().color().name() if inked else ""
    paper = made.background().color().name() if made.hasProperty(QTextFormat.Property.BackgroundBrush) else ""
    return Format(
        href=href,
        color="" if href else color,
        background="" if "code" in marks else paper,
        marks=frozenset(marks),
    )


def block_format(kind: BlockKind, level: int = 0, block_id: str = "") -> QTextBlockFormat:
    """Return the paragraph format of a kind of block."""
    look = theme()
    made = QTextBlockFormat()
    made.setProperty(BLOCK_KIND, kind.value)
    if block_id:
        made.setProperty(BLOCK_ID, block_id)
    size = _HEADING_SIZES[min(max(level, 1), 3)] if kind is BlockKind.HEADING else "message"
    if kind is BlockKind.IMAGE:  # as high as it is
        made.setTopMargin(look.px(4))
    else:
        made.setLineHeight(look.line_px(size), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setBottomMargin(look.px(2 if kind in _LIST_STYLES or kind is BlockKind.HEADING else 6))
    if kind is BlockKind.HEADING:
        made.setHeadingLevel(min(max(level, 1), 3))
        made.setTopMargin(look.px(8))
    elif kind in _FRAMED:
        tint = {BlockKind.QUOTE: "bg.subtle", BlockKind.CALLOUT: "warning.tint", BlockKind.CODE: "bg.sunken"}[kind]
        made.setBackground(look.color(tint))
        made.setLeftMargin(look.px(16))
        made.setRightMargin(look.px(16))
        if kind is BlockKind.CODE:
            made.setNonBreakableLines(True)
    elif kind is BlockKind.RULE:
        width = QTextLength(QTextLength.Type.PercentageLength, 100)
        made.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth, width)
    return made


def _list_of(block: QTextBlock) -> QTextList | None:
    """Return the list that a paragraph belongs to; the stubs do not know that there may be none."""
    return block.textList()


def list_before(block: QTextBlock, wanted: QTextListFormat) -> QTextList | None:
    """Return the list that a new item behind a paragraph's predecessors goes on with, across items that are deeper."""
    before = block.previous()
    while before.isValid() and (found := _list_of(before)) is not None:
        if found.format().indent() == wanted.indent():
            return found if found.format().style() == wanted.style() else None
        if found.format().indent() < wanted.indent():
            return None
        before = before.previous()
    return None


def _frame_at(iterator: QTextFrame.iterator) -> QTextFrame | None:
    """Return the frame that an iterator stands on; none when it stands on a paragraph."""
    return iterator.currentFrame()


# -- to a document ---------------------------------------------------------------------------------------------


def fill_document(document: QTextDocument, body: Body) -> None:
    """Put a body into a document, replacing what was there; undo starts anew."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    insert_body(cursor, body)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def insert_body(cursor: QTextCursor, body: Body) -> None:
    """Insert blocks at a cursor that stands in an empty paragraph."""
    first = True
    for block in body:
        if block.kind is BlockKind.TABLE:
            _insert_table(cursor, block)
            first = True  # the paragraph that Qt leaves behind a table takes the next block
            continue
        if not first:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        first = False
        _fill_block(cursor, block)


def _fill_block(cursor: QTextCursor, block: Block) -> None:
    strong = block.kind is BlockKind.HEADING
    size = _HEADING_SIZES[min(max(block.level, 1), 3)] if strong else "message"
    cursor.setBlockFormat(block_format(block.kind, block.level, block.id))
    cursor.setBlockCharFormat(char_format(size=size, strong=strong))
    if block.kind in _LIST_STYLES:
        made = QTextListFormat()
        made.setStyle(_LIST_STYLES[block.kind])
        made.setIndent(block.level + 1)
        before = list_before(cursor.block(), made)
        if before is not None:
            before.add(cursor.block())
        else:
            cursor.createList(made)
    if block.kind is BlockKind.IMAGE:
        cursor.insertImage(image_format(block.image, width=block.width, alt=block.alt))
        return
    for run in inline_runs(block.html, keep_space=block.kind is BlockKind.CODE):
        cursor.insertText(run.text.replace("\n", _LINE_BREAK), char_format(run.format, size=size, strong=strong))


def _insert_table(cursor: QTextCursor, block: Block) -> None:
    columns = max((len(row) for row in block.rows), default=1) or 1
    made = table_format(columns)
    made.setProperty(BLOCK_ID, block.id)
    table = cursor.insertTable(max(1, len(block.rows)), columns, made)
    for y, row in enumerate(block.rows):
        for x, html in enumerate(row):
            cell = table.cellAt(y, x).firstCursorPosition()
            for run in inline_runs(html):
                cell.insertText(run.text.replace("\n", _LINE_BREAK), char_format(run.format, strong=y == 0))
    cursor.movePosition(QTextCursor.MoveOperation.End)


def table_format(columns: int) -> QTextTableFormat:
    """Return the look of a table of so many columns; the first row is its head."""
    look = theme()
    made = QTextTableFormat()
    made.setCellPadding(look.px(6))
    made.setCellSpacing(0)
    made.setBorder(1)
    made.setBorderCollapse(True)
    made.setBorderBrush(look.color("border.default"))
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setHeaderRowCount(1)
    made.setTopMargin(look.px(4))
    made.setBottomMargin(look.px(8))
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    made.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, 100 / columns)] * columns)
    return made


# -- from a document -------------------------------------------------------------------------------------------


GivenIds = dict[tuple[int, int], str]
"""(user state of a paragraph, which of its blocks) -> the id that the block was given when it was read first."""


def read_document(document: QTextDocument, new_id: Callable[[], str], given: GivenIds | None = None) -> Body:
    """Return the document as blocks; empty paragraphs go. Known ids are kept, new paragraphs get one from ``new_id``.

    Pass the same ``given`` at every reading of one document, and an unchanged document reads as an equal body.
    """
    used: set[str] = set()
    body: list[Block] = []
    for paragraph, part, block in _blocks(document):
        block_id = block.id
        if not block_id or block_id in used:
            block_id = _given_id(paragraph, part, new_id, given) if given is not None else ""
        if not block_id or block_id in used:
            block_id = new_id()
        used.add(block_id)
        body.append(
            Block(block_id, block.kind, block.html, block.level, block.rows, block.image, block.alt, block.width)
        )
    return tuple(body)


def _given_id(paragraph: QTextBlock, part: int, new_id: Callable[[], str], given: GivenIds) -> str:
    state = paragraph.userState()
    if state < 0:
        state = len(given)  # every state has an entry at least: never used before
        paragraph.setUserState(state)
    return given.setdefault((state, part), new_id())


_Read = Iterator[tuple[QTextBlock, int, Block]]
"""A paragraph, which of its blocks this is, and the block with the id that the document names, or ""."""


def _blocks(document: QTextDocument) -> _Read:
    iterator = document.rootFrame().begin()
    while not iterator.atEnd():
        frame = _frame_at(iterator)
        if isinstance(frame, QTextTable):
            yield frame.firstCursorPosition().block(), 0, _read_table(frame)
        elif frame is not None:
            yield from _frame_blocks(frame)
        else:
            yield from _read_paragraph(iterator.currentBlock())
        iterator += 1


def _frame_blocks(frame: QTextFrame) -> _Read:
    iterator = frame.begin()
    while not iterator.atEnd():
        if _frame_at(iterator) is None:
            yield from _read_paragraph(iterator.currentBlock())
        iterator += 1


def _read_paragraph(paragraph: QTextBlock) -> _Read:
    for part, block in enumerate(_read_block(paragraph)):
        yield paragraph, part, block


def _kind_of(block: QTextBlock) -> tuple[BlockKind, int]:
    made = block.blockFormat()
    if made.headingLevel():
        return BlockKind.HEADING, min(made.headingLevel(), 3)
    items = _list_of(block)
    if items is not None:
        style = items.format().style()
        kind = BlockKind.BULLET if style in _BULLETS else BlockKind.NUMBERED
        return kind, min(max(items.format().indent() - 1, 0), 4)
    if made.hasProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth):
        return BlockKind.RULE, 0
    named = made.property(BLOCK_KIND)
    kind = BlockKind(named) if named in _KINDS else BlockKind.PARAGRAPH
    if kind in _FRAMED:
        return kind, 0
    return (BlockKind.CODE, 0) if made.nonBreakableLines() else (BlockKind.PARAGRAPH, 0)


def _read_block(block: QTextBlock) -> Iterator[Block]:
    """Yield the block, and its pictures as blocks of their own."""
    kind, level = _kind_of(block)
    block_id = str(block.blockFormat().property(BLOCK_ID) or "")
    if kind is BlockKind.RULE:
        yield Block(block_id, kind)
        kind, block_id = BlockKind.PARAGRAPH, ""  # whatever stands on the line is no less a text
    runs: list[Run] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        made = fragment.charFormat()
        if made.isImageFormat():
            picture = made.toImageFormat()
            key = media_key(picture.name())
            if html := _html(runs, kind):
                yield Block(block_id, kind, html, level)
                block_id = ""
            runs = []
            if key:
                alt = str(picture.property(QTextFormat.Property.ImageAltText) or "")
                yield Block(block_id, BlockKind.IMAGE, image=key, alt=alt, width=round(picture.width()))
                block_id = ""
        else:
            text = fragment.text().replace(_LINE_BREAK, "\n").replace("\ufffc", "")
            runs.append(Run(text, run_format(made, strong=kind is BlockKind.HEADING)))
        iterator += 1
    if html := _html(runs, kind):
        yield Block(block_id, kind, html, level)


def _html(runs: list[Run], kind: BlockKind) -> str:
    """Return canonical inline HTML; nothing for runs of white space."""
    if not any(run.text.strip() for run in runs):
        return ""
    return runs_html(inline_runs(runs_html(runs), keep_space=kind is BlockKind.CODE))


def _read_table(table: QTextTable) -> Block:
    rows = []
    for y in range(table.rows()):
        cells = []
        for x in range(table.columns()):
            cell = table.cellAt(y, x)
            runs: list[Run] = []
            iterator = cell.begin()
            while not iterator.atEnd():
                block = iterator.currentBlock()
                if runs and block.isValid():
                    runs.append(Run("\n"))
                fragments = block.begin()
                while not fragments.atEnd():
                    fragment = fragments.fragment()
                    if not fragment.charFormat().isImageFormat():
                        text = fragment.text().replace(_LINE_BREAK, "\n")
                        runs.append(Run(text, run_format(fragment.charFormat(), strong=y == 0)))
                    fragments += 1
                iterator += 1
            cells.append(_html(runs, BlockKind.PARAGRAPH))
        rows.append(tuple(cells))
    return Block(str(table.format().property(BLOCK_ID) or ""), BlockKind.TABLE, rows=tuple(rows))
