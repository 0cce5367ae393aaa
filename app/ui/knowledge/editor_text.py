"""The text of an article in the editor: what a person does to its characters, paragraphs, tables and pictures."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QKeyEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextImageFormat,
    QTextListFormat,
)

from app.domain.ids import new_id
from app.domain.rich import BlockKind
from app.domain.rich_inline import Format
from app.ui.kit.rich_blocks import BLOCK_ID, BLOCK_KIND, block_format, char_format, run_format
from app.ui.kit.rich_text import LINK_SCHEMES
from app.ui.kit.theme import TypeSize, theme
from app.ui.knowledge import editor_tables as tables
from app.ui.knowledge.editor_blocks import HEADINGS, SHOWN_WIDTH, BlockEdit
from app.ui.knowledge.editor_document import (
    LISTS,
    PLAIN_KINDS,
    list_of,
    picture_at,
    put_into_list,
    select_link,
    table_at,
)

_DEEPEST = 4


class ArticleEdit(BlockEdit):
    """Formats, paragraphs, lists, tables and pictures, as a person edits them."""

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
            size: TypeSize = HEADINGS[min(level, 3)] if level else "message"
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
        """Return a cursor over each run of words in the selection, and its format; a picture has no such look."""
        whole = self.textCursor()
        found: list[tuple[QTextCursor, QTextCharFormat]] = []
        block = self.document().findBlock(whole.selectionStart())
        while block.isValid() and block.position() <= whole.selectionEnd():
            iterator = block.begin()
            while not iterator.atEnd():
                fragment = iterator.fragment()
                start = max(fragment.position(), whole.selectionStart())
                end = min(fragment.position() + fragment.length(), whole.selectionEnd())
                if start < end and not fragment.charFormat().isImageFormat():
                    cursor = QTextCursor(self.document())
                    cursor.setPosition(start)
                    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    found.append((cursor, fragment.charFormat()))
                iterator += 1
            block = block.next()
        return found

    def link(self) -> tuple[str, str]:
        """Return the address at the cursor and the text that it or the selection covers."""
        cursor, found = self._linked()
        return found or cursor.charFormat().anchorHref(), cursor.selectedText()

    def _linked(self) -> tuple[QTextCursor, str]:
        """Return a cursor over the selection, or over the whole link that it is in, and the address of that link."""
        cursor = self.textCursor()
        whole = QTextCursor(cursor)
        whole.setPosition(min(cursor.selectionStart() + cursor.hasSelection(), cursor.selectionEnd()))
        found = select_link(whole)
        inside = whole.selectionStart() <= cursor.selectionStart() and cursor.selectionEnd() <= whole.selectionEnd()
        return (whole, found) if found and inside else (cursor, "")

    def set_link(self, address: str, text: str) -> bool:
        """Link the selection, or insert a linked text; "" takes the link away. Returns whether the address is taken.

        Bold, colours and pictures stay; only another text takes the look of its first letter throughout.
        """
        if address and QUrl(address).scheme() not in LINK_SCHEMES:
            return False
        cursor, _ = self._linked()
        self.setTextCursor(cursor)
        if cursor.hasSelection() and text in ("", cursor.selectedText()):
            self._restyle(lambda style: style._replace(href=address))
        else:
            strong = bool(cursor.blockFormat().headingLevel())
            styles = [run_format(made, strong=strong) for _, made in self._pieces()]
            cursor.insertText(text or address, self.run_look((*styles, Format())[0]._replace(href=address)))
        cursor.setPosition(cursor.selectionEnd())
        cursor.setCharFormat(self.run_look(Format()))
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
        size = HEADINGS[min(max(level, 1), 3)] if heading else "message"
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
        if not self.in_table:
            cursor = self.textCursor()
            cursor.beginEditBlock()
            self.make_room(cursor)
            first = tables.insert(cursor, rows, columns)
            cursor.endEditBlock()
            self.setTextCursor(first)

    def change_table(self, change: str) -> None:
        """Change the table under the cursor: "row+", "row-", "column+" or "column-" at the cell of the cursor."""
        tables.change(self.textCursor(), change)

    def _next_cell(self, step: int) -> bool:
        """Go to the next or previous cell; returns whether there is a table."""
        cursor = self.textCursor()
        found = tables.step(cursor, step)
        if found is not None:
            self.setTextCursor(found)
        return found is not None

    # -- pictures ----------------------------------------------------------------------------------------------

    def insert_picture(self, sha256: str, width: int, alt: str) -> None:
        """Insert a stored picture as a paragraph of its own, below a table; ``width`` is what it measures, in px."""
        room = max(160, self.viewport().width() - 2 * round(self.document().documentMargin()) - 24)
        cursor = tables.behind(self.textCursor())
        cursor.beginEditBlock()
        self.make_room(cursor)
        cursor.setBlockFormat(block_format(BlockKind.IMAGE, 0, new_id()))
        self.setTextCursor(cursor)
        self.insert_image(sha256, width=min(width, room, SHOWN_WIDTH) if width else 0, alt=alt)
        cursor = self.textCursor()
        cursor.insertBlock(block_format(BlockKind.PARAGRAPH), char_format())
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def picture(self) -> tuple[QTextCursor, QTextImageFormat] | None:
        """Return the picture at the cursor (selected, or just before or behind it)."""
        return picture_at(self.textCursor())

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
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter or event.text().isprintable()) and event.text() and self.leave_rule() and enter:
            return
        if enter and plain and not self.ime.composing and self._new_paragraph():
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
