"""The text of an article in the editor: blocks in a document, what is done to them, and what is pasted into them."""

import re
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextImageFormat,
    QTextListFormat,
)
from PySide6.QtWidgets import QWidget

from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.rich import BlockKind, Body
from app.domain.rich_html import parse_html
from app.domain.rich_inline import Format, inline_runs
from app.ui.kit.i18n import tr
from app.ui.kit.rich_blocks import (
    BLOCK_ID,
    BLOCK_KIND,
    block_format,
    char_format,
    fill_document,
    insert_body,
    read_document,
    run_format,
    table_format,
)
from app.ui.kit.rich_text import LINK_SCHEMES, Media, RichEdit, media_key
from app.ui.kit.theme import TypeSize, theme
from app.ui.knowledge.editor_document import (
    LISTS,
    PLAIN_KINDS,
    even_columns,
    list_of,
    put_into_list,
    select_link,
    table_at,
)

_UNSAFE = re.compile(r"<\s*(?:script|iframe|object|embed)|javascript:|\son[a-z]+\s*=", re.IGNORECASE)
_HEADINGS: dict[int, TypeSize] = {1: "h2", 2: "h3", 3: "message"}
_DEEPEST = 4
_WIDEST_TABLE = 20
_SHOWN_WIDTH = 480


class ArticleEdit(RichEdit):
    """Edits a body. Every change of the text keeps the ids of the blocks that it does not touch."""

    pastedHtml = Signal(str)
    """HTML with pictures in it: have it read away from the GUI thread, then call :meth:`insert_blocks`."""
    unsafeSeen = Signal()
    """What was pasted held scripts, which are gone."""

    def __init__(self, media: Media, parent: QWidget | None = None) -> None:
        super().__init__(media, parent=parent)
        self._fitted: dict[str, int] = {}
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
        fill_document(self.document(), self._fit(body, images))
        if not body:
            self._set_kind(BlockKind.PARAGRAPH)
            self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.document().setModified(False)

    def _fit(self, body: Body, images: Sequence[FileRef]) -> Body:
        """Return the body with pictures no wider than reads well; a width that only fits them here is not kept."""
        measures = {ref.sha256: ref.width for ref in images}
        self._fitted |= {
            block.id: min(measures.get(block.image) or _SHOWN_WIDTH, _SHOWN_WIDTH)
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
            for block in read_document(self.document(), new_id)
        )

    def replace_body(self, body: Body, images: Sequence[FileRef] = ()) -> None:
        """Put another text in the place of this one; undo brings it back."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        self._empty_paragraph(cursor)
        insert_body(cursor, self._fit(body, images))
        cursor.endEditBlock()

    def insert_blocks(self, body: Body) -> None:
        """Insert blocks at the cursor: one paragraph into the line, more as paragraphs of their own."""
        if not body:
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        if table_at(cursor) is not None or (len(body) == 1 and body[0].kind is BlockKind.PARAGRAPH):
            for number, block in enumerate(block for block in body if block.html):
                if number:
                    cursor.insertText("\u2028")
                for run in inline_runs(block.html):
                    cursor.insertText(run.text.replace("\n", "\u2028"), self._run(run.format))
        else:
            self._room_for_paragraphs(cursor)
            insert_body(cursor, body)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _run(self, style: Format) -> QTextCharFormat:
        made = char_format(style)
        level = self.textCursor().blockFormat().headingLevel()
        if level:
            made.setProperty(QTextFormat.Property.FontPixelSize, theme().type_px(_HEADINGS[min(level, 3)]))
        return made

    def _room_for_paragraphs(self, cursor: QTextCursor) -> None:
        """Put the cursor into an empty paragraph of its own."""
        if not cursor.atBlockStart():
            cursor.insertBlock()
        if not cursor.atBlockEnd():
            cursor.insertBlock()
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        self._empty_paragraph(cursor)

    def _empty_paragraph(self, cursor: QTextCursor) -> None:
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.setBlockCharFormat(char_format())

    # -- pasting -----------------------------------------------------------------------------------------------

    def insertFromMimeData(self, source: QMimeData) -> None:
        if any(url.isLocalFile() for url in source.urls()) or not source.hasHtml():
            super().insertFromMimeData(source)
            return
        html = source.html()
        if _UNSAFE.search(html):
            self.unsafeSeen.emit()
        if "<img" in html.lower():
            self.pastedHtml.emit(html)
            return
        self.insert_blocks(parse_html(html, lambda src, alt: None))

    # -- characters --------------------------------------------------------------------------------------------

    def _merge(self, made: QTextCharFormat) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection() and not self.ime.composing:
            self.mergeCurrentCharFormat(made)
            return
        cursor.mergeCharFormat(made)
        self.mergeCurrentCharFormat(made)

    def toggle_bold(self) -> None:
        """Bold, or not."""
        made = QTextCharFormat()
        bold = self.fontWeight() >= 600
        made.setFontWeight(400 if bold else 600)
        self._merge(made)

    def toggle_italic(self) -> None:
        """Italic, or not."""
        made = QTextCharFormat()
        made.setFontItalic(not self.fontItalic())
        self._merge(made)

    def toggle_underline(self) -> None:
        """Underlined, or not."""
        made = QTextCharFormat()
        made.setFontUnderline(not self.fontUnderline())
        self._merge(made)

    def set_color(self, color: str) -> None:
        """Colour the text; "" is the reader's own colour."""
        self._restyle(lambda style: style._replace(color=color))

    def set_highlight(self, color: str) -> None:
        """Colour what is behind the text; "" is nothing."""
        self._restyle(lambda style: style._replace(background=color))

    def _restyle(self, change: Callable[[Format], Format]) -> None:
        """Change the format of every run of the selection, or of what is typed next."""

        def changed(made: QTextCharFormat) -> QTextCharFormat:
            level = self.textCursor().blockFormat().headingLevel()
            size: TypeSize = _HEADINGS[min(level, 3)] if level else "message"
            return char_format(change(run_format(made, strong=bool(level))), size=size, strong=bool(level))

        whole = self.textCursor()
        if not whole.hasSelection():
            self.setCurrentCharFormat(changed(self.currentCharFormat()))
            return
        whole.beginEditBlock()
        for cursor, piece in self._pieces():
            cursor.setCharFormat(changed(piece))
        whole.endEditBlock()

    def _pieces(self) -> list[tuple[QTextCursor, QTextCharFormat]]:
        """Return a cursor over each run of the selection, and its format."""
        whole = self.textCursor()
        found: list[tuple[QTextCursor, QTextCharFormat]] = []
        block = self.document().findBlock(whole.selectionStart())
        while block.isValid() and block.position() <= whole.selectionEnd():
            iterator = block.begin()
            while not iterator.atEnd():
                fragment = iterator.fragment()
                start = max(fragment.position(), whole.selectionStart())
                end = min(fragment.position() + fragment.length(), whole.selectionEnd())
                if start < end:
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(start)
                    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    found.append((cursor, fragment.charFormat()))
                iterator += 1
            block = block.next()
        return found

    def link(self) -> tuple[str, str]:
        """Return the address at the cursor and the text that it or the selection covers."""
        cursor = self.textCursor()
        found = "" if cursor.hasSelection() else select_link(cursor)
        return found or cursor.charFormat().anchorHref(), cursor.selectedText()

    def set_link(self, address: str, text: str) -> bool:
        """Link the selection, or insert a linked text; "" takes the link away. Returns whether the address is taken."""
        if address and QUrl(address).scheme() not in LINK_SCHEMES:
            return False
        cursor = self.textCursor()
        if not cursor.hasSelection():
            select_link(cursor)
        shown = text or cursor.selectedText() or address
        cursor.insertText(shown, self._run(Format(href=address)))
        cursor.setCharFormat(self._run(Format()))
        self.setTextCursor(cursor)
        return True

    # -- paragraphs --------------------------------------------------------------------------------------------

    def kind(self) -> tuple[BlockKind, int]:
        """Return what the paragraph under the cursor is: its kind and level."""
        block = self.textCursor().block()
        made = block.blockFormat()
        if made.headingLevel():
            return BlockKind.HEADING, made.headingLevel()
        items = list_of(block)
        if items is not None:
            numbered = items.format().style() == QTextListFormat.Style.ListDecimal
            return (BlockKind.NUMBERED if numbered else BlockKind.BULLET), items.format().indent() - 1
        named = str(made.property(BLOCK_KIND) or "")
        return (BlockKind(named) if named in PLAIN_KINDS else BlockKind.PARAGRAPH), 0

    def toggle_kind(self, kind: BlockKind, level: int = 0) -> None:
        """Make the paragraphs of the selection this kind, or plain ones if they are it already."""
        same = self.kind() == (kind, level) or (kind in LISTS and self.kind()[0] is kind)
        self._set_kind(BlockKind.PARAGRAPH if same else kind, 0 if same else level)

    def _set_kind(self, kind: BlockKind, level: int = 0) -> None:
        whole = self.textCursor()
        whole.beginEditBlock()
        for block in self._blocks_of_selection():
            cursor = QTextCursor(block)
            if table_at(cursor) is not None:
                continue
            kept = str(block.blockFormat().property(BLOCK_ID) or "")
            cursor.setBlockFormat(block_format(kind, level, kept))
            self._resize(block, kind, level)
            if kind in LISTS:
                put_into_list(cursor, kind, level)
        whole.endEditBlock()

    def _resize(self, block: QTextBlock, kind: BlockKind, level: int) -> None:
        """Give the text of a block the size of its kind; what a person formatted stays."""
        heading = kind is BlockKind.HEADING
        size = _HEADINGS[min(max(level, 1), 3)] if heading else "message"
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        made = QTextCharFormat()
        made.setProperty(QTextFormat.Property.FontPixelSize, theme().type_px(size))
        made.setFontWeight(600 if heading else 400)
        was_heading = cursor.block().charFormat().fontWeight() >= 600
        if not heading and not was_heading:
            made.clearProperty(QTextFormat.Property.FontWeight.value)
        cursor.mergeCharFormat(made)
        cursor.setBlockCharFormat(char_format(size=size, strong=heading))
        self.mergeCurrentCharFormat(made)

    def _blocks_of_selection(self) -> list[QTextBlock]:
        cursor = self.textCursor()
        found: list[QTextBlock] = []
        block = self.document().findBlock(cursor.selectionStart())
        while block.isValid():
            found.append(block)
            if block.contains(cursor.selectionEnd()) or block.position() > cursor.selectionEnd():
                break
            block = block.next()
        return found

    def indent(self, step: int) -> bool:
        """Move list items a level in (+1) or out (-1); returns whether the cursor is in a list."""
        kind, level = self.kind()
        if kind not in LISTS:
            return False
        target = level + step
        if target < 0:
            self._set_kind(BlockKind.PARAGRAPH)
        elif target <= _DEEPEST:
            self._set_kind(kind, target)
        return True

    # -- tables ------------------------------------------------------------------------------------------------

    @property
    def in_table(self) -> bool:
        """Whether the cursor is in a table."""
        return table_at(self.textCursor()) is not None

    def insert_table(self, rows: int, columns: int) -> None:
        """Insert a table below the paragraph under the cursor; its first row is the head."""
        cursor = self.textCursor()
        if table_at(cursor) is not None:
            return
        cursor.beginEditBlock()
        self._room_for_paragraphs(cursor)
        made = table_format(columns)
        made.setProperty(BLOCK_ID, new_id())
        table = cursor.insertTable(max(1, rows), max(1, columns), made)
        for column in range(columns):
            table.cellAt(0, column).firstCursorPosition().setBlockCharFormat(char_format(strong=True))
        cursor.endEditBlock()
        self.setTextCursor(table.cellAt(0, 0).firstCursorPosition())

    def change_table(self, change: str) -> None:
        """Change the table under the cursor: "row+", "row-", "column+" or "column-" at the cell of the cursor."""
        cursor = self.textCursor()
        table = table_at(cursor)
        if table is None:
            return
        cell = table.cellAt(cursor)
        cursor.beginEditBlock()
        if change == "row+":
            table.insertRows(cell.row() + 1, 1)
        elif change == "row-":
            table.removeRows(cell.row(), 1)
        elif change == "column+" and table.columns() < _WIDEST_TABLE:
            table.insertColumns(cell.column() + 1, 1)
            even_columns(table)
        elif change == "column-":
            last = table.columns() == 1
            table.removeColumns(cell.column(), 1)
            if not last:
                even_columns(table)
        cursor.endEditBlock()

    def _next_cell(self, step: int) -> bool:
        """Go to the next or previous cell; behind the last one a row is added. Returns whether there is a table."""
        table = table_at(self.textCursor())
        if table is None:
            return False
        cell = table.cellAt(self.textCursor())
        place = cell.row() * table.columns() + cell.column() + step
        if place >= table.rows() * table.columns():
            table.appendRows(1)
        if place >= 0:
            row, column = divmod(place, table.columns())
            self.setTextCursor(table.cellAt(row, column).lastCursorPosition())
        return True

    # -- pictures ----------------------------------------------------------------------------------------------

    def insert_picture(self, sha256: str, width: int, alt: str) -> None:
        """Insert a stored picture as a paragraph of its own; ``width`` is what it measures, in px."""
        room = max(160, self.viewport().width() - 2 * round(self.document().documentMargin()) - 24)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        self._room_for_paragraphs(cursor)
        cursor.setBlockFormat(block_format(BlockKind.IMAGE, 0, new_id()))
        self.setTextCursor(cursor)
        self.insert_image(sha256, width=min(width, room, _SHOWN_WIDTH) if width else 0, alt=alt)
        cursor = self.textCursor()
        cursor.insertBlock(block_format(BlockKind.PARAGRAPH), char_format())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def picture(self) -> tuple[QTextCursor, QTextImageFormat] | None:
        """Return the picture at the cursor (selected, or just before it)."""
        for back in (True, False):
            cursor = QTextCursor(self.textCursor())
            cursor.setPosition(self.textCursor().selectionEnd())
            way = QTextCursor.MoveOperation.PreviousCharacter if back else QTextCursor.MoveOperation.NextCharacter
            cursor.movePosition(way, QTextCursor.MoveMode.KeepAnchor)
            probe = QTextCursor(cursor)
            probe.setPosition(cursor.selectionEnd())
            made = probe.charFormat()
            if cursor.selectedText() == "\ufffc" and made.isImageFormat() and media_key(made.toImageFormat().name()):
                return cursor, made.toImageFormat()
        return None

    def set_picture(self, width: int, alt: str) -> None:
        """Change the shown width and the alternative text of the picture at the cursor."""
        found = self.picture()
        if found is not None:
            cursor, made = found
            made.setWidth(width)
            made.setProperty(QTextFormat.Property.ImageAltText, alt)
            cursor.setCharFormat(made)

    # -- keys --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        cursor = self.textCursor()
        if key == Qt.Key.Key_Tab and plain and self.indent(1):
            return
        if key == Qt.Key.Key_Backtab and self.indent(-1):
            return
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._next_cell(1 if key == Qt.Key.Key_Tab else -1):
            return
        if key == Qt.Key.Key_Tab and plain:
            self.focusNextChild()
            return
        if key == Qt.Key.Key_Backspace and plain and cursor.atBlockStart() and not cursor.hasSelection():
            kind, level = self.kind()
            if kind in LISTS or kind in (BlockKind.QUOTE, BlockKind.CALLOUT, BlockKind.HEADING):
                if kind in LISTS and level:
                    self.indent(-1)
                else:
                    self._set_kind(BlockKind.PARAGRAPH)
                return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not self.ime.composing and self._new_paragraph():
            return
        super().keyPressEvent(event)

    def _new_paragraph(self) -> bool:
        """Enter ends an empty list item, and after a heading or a call-out a plain paragraph follows."""
        cursor = self.textCursor()
        kind, _ = self.kind()
        if self.in_table or cursor.hasSelection():
            return False
        if kind in (*LISTS, BlockKind.QUOTE, BlockKind.CALLOUT) and not cursor.block().text():
            self._set_kind(BlockKind.PARAGRAPH)
            return True
        if kind is BlockKind.HEADING and cursor.atBlockEnd():
            cursor.insertBlock(block_format(BlockKind.PARAGRAPH), char_format())
            self.setTextCursor(cursor)
            self.setCurrentCharFormat(char_format())
            return True
        return False
