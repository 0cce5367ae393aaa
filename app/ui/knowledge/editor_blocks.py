"""The text of an article as blocks: shown, read back, exchanged, and joined by what is pasted."""

import re
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QInputMethodEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QWidget

from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.rich import Block, BlockKind, Body
from app.domain.rich_html import parse_html
from app.domain.rich_inline import Format, inline_runs
from app.ui.kit.i18n import tr
from app.ui.kit.rich_blocks import (
    BLOCK_ID,
    GivenIds,
    block_format,
    char_format,
    fill_document,
    insert_body,
    read_document,
)
from app.ui.kit.rich_text import Media, RichEdit, picture_only
from app.ui.kit.theme import TypeSize, theme
from app.ui.knowledge import editor_tables as tables
from app.ui.knowledge.editor_document import is_rule, table_at

_UNSAFE = re.compile(r"<\s*(?:script|iframe|object|embed)|javascript:|\son[a-z]+\s*=", re.IGNORECASE)
HEADINGS: dict[int, TypeSize] = {1: "h2", 2: "h3", 3: "message"}
"""Level of a heading -> the size of its text."""
SHOWN_WIDTH = 480
"""Pictures without a width of their own are shown no wider than this, in px."""


class BlockEdit(RichEdit):
    """Edits a body. Every change of the text keeps the ids of the blocks that it does not touch."""

    pastedHtml = Signal(str)
    """HTML with pictures in it: have it read away from the GUI thread, then call :meth:`insert_blocks`."""
    unsafeSeen = Signal()
    """What was pasted held scripts, which are gone."""

    def __init__(self, media: Media, parent: QWidget | None = None) -> None:
        super().__init__(media, parent=parent)
        self._fitted: dict[str, int] = {}
        self._given: GivenIds = {}
        self.setAccessibleName(tr("正文"))
        self.setPlaceholderText(tr("写下答案。可以粘贴图片、表格，或从 Word、WPS、网页粘贴"))
        self.setTabChangesFocus(False)
        self.document().setDocumentMargin(16)
        self.setFrameShape(RichEdit.Shape.NoFrame)
        self.setProperty("frameless", True)

    # -- as blocks ---------------------------------------------------------------------------------------------

    def show_body(self, body: Body, images: Sequence[FileRef] = ()) -> None:
        """Edit this body; undo starts anew. ``images`` tell the measures of its pictures."""
        self._fitted = {}
        fill_document(self.document(), self._fit(body, images) or (Block("", BlockKind.PARAGRAPH),))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.document().setModified(False)

    def _fit(self, body: Body, images: Sequence[FileRef]) -> Body:
        """Return the body with pictures no wider than reads well; a width that only fits them here is not kept."""
        measures = {ref.sha256: ref.width for ref in images}
        self._fitted |= {
            block.id: min(measures.get(block.image) or SHOWN_WIDTH, SHOWN_WIDTH)
            for block in body
            if block.image and not block.width
        }
        return tuple(
            msgspec.structs.replace(block, width=self._fitted[block.id]) if block.id in self._fitted else block
            for block in body
        )

    def body(self) -> Body:
        """Return the text as blocks."""
        return tuple(
            msgspec.structs.replace(block, width=0)
            if block.image and self._fitted.get(block.id) == block.width
            else block
            for block in read_document(self.document(), new_id, self._given)
        )

    def exchange_body(self, body: Body, images: Sequence[FileRef] = ()) -> None:
        """Put another text in place of this one; the cursor stays in its paragraph, and undo brings the old back."""
        here = self.textCursor()
        block = here.block()
        name = self._given.get((block.userState(), 0)) or block.blockFormat().property(BLOCK_ID)
        column = here.positionInBlock()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        self._empty_paragraph(cursor)
        insert_body(cursor, self._fit(body, images))
        cursor.endEditBlock()
        block = self.document().begin()
        while block.isValid():
            if name and block.blockFormat().property(BLOCK_ID) == name:
                place = QTextCursor(block)
                place.setPosition(block.position() + min(column, block.length() - 1))
                self.setTextCursor(place)
                return
            block = block.next()

    def insert_blocks(self, body: Body) -> None:
        """Insert blocks at the cursor: one paragraph into the line, more as paragraphs of their own."""
        if not body:
            return
        self.leave_rule()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        if table_at(cursor) is not None:
            self._insert_into_table(cursor, body)
        elif len(body) == 1 and body[0].kind is BlockKind.PARAGRAPH:
            self._insert_lines(cursor, body)
        else:
            self.make_room(cursor)
            insert_body(cursor, body)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _insert_lines(self, cursor: QTextCursor, body: Body) -> None:
        for number, block in enumerate(block for block in body if block.html):
            if number:
                cursor.insertText("\u2028")
            for run in inline_runs(block.html):
                cursor.insertText(run.text.replace("\n", "\u2028"), self.run_look(run.format))

    def _insert_into_table(self, cursor: QTextCursor, body: Body) -> None:
        """Insert text into the cell, the cells of a table into this cell and those after it, pictures below."""
        if len(body) == 1 and body[0].kind is BlockKind.TABLE:
            for cell, html in tables.fill(cursor, body[0].rows):
                self._insert_lines(cell, (Block("", html=html),))
            return
        self._insert_lines(cursor, body)
        beside = tuple(block for block in body if not block.html)
        if beside:
            below = tables.behind(cursor)
            self.make_room(below)
            insert_body(below, beside)

    def run_look(self, style: Format) -> QTextCharFormat:
        """Return the look of a run in the paragraph under the cursor."""
        made = char_format(style)
        level = self.textCursor().blockFormat().headingLevel()
        if level:
            made.setProperty(QTextFormat.Property.FontPixelSize, theme().type_px(HEADINGS[min(level, 3)]))
        return made

    def make_room(self, cursor: QTextCursor) -> None:
        """Put a cursor into an empty paragraph of its own."""
        if not cursor.atBlockStart():
            cursor.insertBlock()
        if not cursor.atBlockEnd():
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        self._empty_paragraph(cursor)

    def _empty_paragraph(self, cursor: QTextCursor) -> None:
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.setBlockCharFormat(char_format())

    # -- dividing lines ----------------------------------------------------------------------------------------

    def leave_rule(self) -> bool:
        """Begin a paragraph below the dividing line that the cursor stands on; returns whether it did.

        A line holds no text, so nothing may be written into it.
        """
        cursor = self.textCursor()
        if not is_rule(cursor.block()):
            return False
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(block_format(BlockKind.PARAGRAPH), char_format())
        self.setTextCursor(cursor)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.preeditString() or event.commitString():
            self.leave_rule()
        super().inputMethodEvent(event)

    # -- pasting -----------------------------------------------------------------------------------------------

    def insertFromMimeData(self, source: QMimeData) -> None:
        if any(url.isLocalFile() for url in source.urls()) or not source.hasHtml() or picture_only(source):
            super().insertFromMimeData(source)
            return
        html = source.html()
        if _UNSAFE.search(html):
            self.unsafeSeen.emit()
        if "<img" in html.lower():
            self.pastedHtml.emit(html)
            return
        self.insert_blocks(parse_html(html, lambda src, alt: None))
