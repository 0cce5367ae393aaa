"""Tables in the text of an article: made, changed and walked through, each at a cursor."""

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QTextCursor

from app.domain.ids import new_id
from app.ui.kit.rich_blocks import BLOCK_ID, char_format, table_format
from app.ui.knowledge.editor_document import even_columns, table_at

_WIDEST = 20


def insert(cursor: QTextCursor, rows: int, columns: int) -> QTextCursor:
    """Insert a table, its first row the head, at a cursor in an empty paragraph; returns a cursor in its first cell."""
    made = table_format(columns)
    made.setProperty(BLOCK_ID, new_id())
    table = cursor.insertTable(max(1, rows), max(1, columns), made)
    for column in range(columns):
        table.cellAt(0, column).firstCursorPosition().setBlockCharFormat(char_format(strong=True))
    return table.cellAt(0, 0).firstCursorPosition()


def change(cursor: QTextCursor, what: str) -> None:
    """Change the table around a cursor at its cell: "row+", "row-", "column+" or "column-"."""
    table = table_at(cursor)
    if table is None:
        return
    cell = table.cellAt(cursor)
    cursor.beginEditBlock()
    if what == "row+":
        table.insertRows(cell.row() + 1, 1)
    elif what == "row-":
        table.removeRows(cell.row(), 1)
    elif what == "column+" and table.columns() < _WIDEST:
        table.insertColumns(cell.column() + 1, 1)
        even_columns(table)
    elif what == "column-":
        last = table.columns() == 1
        table.removeColumns(cell.column(), 1)
        if not last:
            even_columns(table)
    cursor.endEditBlock()


def step(cursor: QTextCursor, count: int) -> QTextCursor | None:
    """Return a cursor in the next (+1) or previous (-1) cell, None outside tables; behind the last a row is added."""
    table = table_at(cursor)
    if table is None:
        return None
    cell = table.cellAt(cursor)
    place = cell.row() * table.columns() + cell.column() + count
    if place >= table.rows() * table.columns():
        table.appendRows(1)
    if place < 0:
        return cursor
    row, column = divmod(place, table.columns())
    return table.cellAt(row, column).lastCursorPosition()


def behind(cursor: QTextCursor) -> QTextCursor:
    """Return a cursor behind the table around a cursor; one at the same place outside tables."""
    found = QTextCursor(cursor)
    table = table_at(cursor)
    if table is not None:
        found.setPosition(table.lastPosition() + 1)
    return found


def fill(cursor: QTextCursor, rows: Sequence[Sequence[str]]) -> Iterator[tuple[QTextCursor, str]]:
    """Yield a cursor in an emptied cell for each text of copied cells, from the cell of a cursor on.

    The table grows where the copied cells reach beyond it, to at most :data:`_WIDEST` columns.
    """
    table = table_at(cursor)
    if table is None:
        return
    top, left = table.cellAt(cursor).row(), table.cellAt(cursor).column()
    missing = min(left + max(map(len, rows), default=0), _WIDEST) - table.columns()
    if missing > 0:
        table.appendColumns(missing)
        even_columns(table)
    if top + len(rows) > table.rows():
        table.appendRows(top + len(rows) - table.rows())
    for y, row in enumerate(rows, top):
        for x, text in enumerate(row[: table.columns() - left], left):
            cell = table.cellAt(y, x)
            place = cell.firstCursorPosition()
            place.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
            place.removeSelectedText()
            yield place, text
