"""A table as text: what a person sees in the cells of a spreadsheet or a CSV file."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from app.commands.transfer import workbook
from app.commands.transfer.archive import open_archive
from app.commands.transfer.columns import Column, column_of, match_columns
from app.commands.transfer.encodings import encoding_of
from app.domain.errors import AppError

MAX_TABLE_BYTES = 64 * 1024 * 1024
MAX_ROWS = 50_000
_TITLE_QUALITY = 5  # columns that the one with the title counts for
_HEADER_SEARCH = 15  # rows above the header that may hold a company's name or a note
_DELIMITERS = (",", ";", "\t")


class TableRow(msgspec.Struct, frozen=True):
    """One row: its number as the program of the file shows it (from 1), and its cells as text."""

    number: int
    cells: tuple[str, ...]


class CategoryLine(msgspec.Struct, frozen=True):
    """A line of the categories sheet: a path as written, and other words for its last part."""

    path: str
    synonyms: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table that was read. ``encoding`` and ``delimiter`` are "" for a workbook.

    ``without_value`` are cells (row number, index) whose formula was never calculated, so that their text is missing.
    """

    file: str
    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    categories: tuple[CategoryLine, ...] = ()
    without_value: frozenset[tuple[int, int]] = frozenset()


def with_cells(table: Table, texts: Mapping[tuple[int, int], str]) -> Table:
    """Return the table with other texts in some cells, named by row number and index."""
    rows = []
    for row in table.rows:
        changed = {index: text for (number, index), text in texts.items() if number == row.number}
        width = max([len(row.cells), *(index + 1 for index in changed)])
        cells = (*row.cells, *[""] * (width - len(row.cells)))
        rows.append(TableRow(row.number, tuple(changed.get(at, text) for at, text in enumerate(cells))))
    return msgspec.structs.replace(table, rows=tuple(rows), without_value=table.without_value - texts.keys())


def read_table(path: Path, *, any_header: bool = False) -> Table:
    """Read an XLSX or CSV file, or the one in a zip archive.

    ``any_header`` takes a table whose columns have no name that is known here: a person says which is which.
    Raises AppError: "table_unreadable" (why) for a file that is damaged or no table, "table_old_format" for .xls,
    "table_other_format" for .ods, "table_locked" for a workbook with a password, "table_too_large" (limit),
    "table_no_title_column" (headers), "table_empty" when nothing stands below the header, "file_gone" when the disk
    refuses, and what :func:`open_archive` raises.
    """
    try:
        if path.stat().st_size > MAX_TABLE_BYTES and path.suffix.lower() != ".zip":
            raise AppError("table_too_large", {"file": path.name, "limit": MAX_TABLE_BYTES})
        if path.suffix.lower() == ".zip":
            name, data = _table_in_archive(path)
        else:
            name, data = path.name, path.read_bytes()
    except OSError as error:
        raise AppError("file_gone", {"file": path.name, "why": error.strerror or str(error)}) from error
    if not data.strip():
        raise AppError("table_empty", {"file": name})
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # an OLE file: Excel 97, or an encrypted workbook of today
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise AppError("table_locked" if locked else "table_old_format", {"file": name})
    if data.startswith(b"PK") and b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        raise AppError("table_other_format", {"file": name})
    workbook_given = data.startswith(b"PK")
    table = _from_workbook(name, data, any_header) if workbook_given else _from_text(name, data, any_header)
    if not table.rows:
        raise AppError("table_empty", {"file": name})
    return table


def _table_in_archive(path: Path) -> tuple[str, bytes]:
    with open_archive(path) as archive:
        names = [name for name in archive.names() if name.lower().endswith((".xlsx", ".xlsm", ".csv"))]
        # attachments may be workbooks, too: the table lies nearest to the top
        names.sort(key=lambda name: (name.count("/"), not name.lower().endswith(".xlsx"), name))
        if not names:
            raise AppError("table_unreadable", {"file": path.name, "why": "no table in the archive"})
        return names[0].rpartition("/")[2], archive.read(names[0], MAX_TABLE_BYTES)


def _from_workbook(name: str, data: bytes, any_header: bool) -> Table:
    sheets = workbook.read_sheets(name, data, MAX_ROWS)
    # what somebody hid is old or for the machine; it counts only where nothing else is a table with a title
    seen = [sheet for sheet in sheets if not sheet.hidden]
    sheets = seen if any(_quality(_header_row(sheet.rows)[1]) > _TITLE_QUALITY + 1 for sheet in seen) else sheets
    best = max(sheets, key=lambda sheet: (_quality(_header_row(sheet.rows)[1]), len(sheet.rows)), default=None)
    if best is None:
        raise AppError("table_empty", {"file": name})
    index, headers = _checked_header(name, best.rows, any_header)
    lines: tuple[CategoryLine, ...] = ()
    for sheet in sheets:
        if sheet is not best and (found := _category_lines(sheet.rows)):
            lines = found
    return Table(
        file=name,
        sheet=best.title,
        headers=headers,
        rows=_data_rows(best.rows, index, frozenset(number for number, _ in best.without_value)),
        categories=lines,
        without_value=frozenset(best.without_value),
    )


def _category_lines(rows: Sequence[Sequence[str]]) -> tuple[CategoryLine, ...]:
    """Return the lines of a sheet that lists categories, () for any other sheet."""
    if not rows or not rows[0] or column_of(rows[0][0]) is not Column.CATEGORY:
        return ()
    return tuple(
        CategoryLine(row[0].strip(), row[1].strip() if len(row) > 1 else "")
        for row in rows[1:]
        if row and row[0].strip()
    )


def _header_row(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """Return the index and the cells of the row that names the most columns."""
    candidates = [(index, tuple(row)) for index, row in enumerate(rows[:_HEADER_SEARCH])]
    return max(candidates, key=lambda found: (_quality(found[1]), -found[0]), default=(0, ()))


def _checked_header(name: str, rows: Sequence[Sequence[str]], any_header: bool) -> tuple[int, tuple[str, ...]]:
    """Return the header; where none names a title, the first of the fullest rows if ``any_header``."""
    index, headers = _header_row(rows)
    if Column.TITLE in match_columns(headers):
        return index, headers
    if not any_header:
        raise AppError("table_no_title_column", {"file": name, "headers": [text for text in headers if text][:20]})
    index = max(range(min(len(rows), _HEADER_SEARCH)), key=lambda at: (_filled(rows[at]), -at), default=0)
    return index, tuple(rows[index]) if rows else ()


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _split_quality(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return how well a delimiter fits: known columns first, then how many cells the fullest row has."""
    return _quality(_header_row(rows)[1]), max(map(_filled, rows), default=0)


def _quality(headers: Sequence[str]) -> int:
    found = match_columns(headers)
    return len(found) + (_TITLE_QUALITY if Column.TITLE in found else 0)


def _data_rows(
    rows: Sequence[Sequence[str]], header: int, without_value: frozenset[int] = frozenset()
) -> tuple[TableRow, ...]:
    """Return what stands below the header; of empty rows those alone that hold formulas without a value."""
    return tuple(
        TableRow(number, tuple(row))
        for number, row in enumerate(rows[header + 1 :], header + 2)
        if number in without_value or any(cell.strip() for cell in row)
    )


def _from_text(name: str, data: bytes, any_header: bool) -> Table:
    try:
        return _from_csv(name, data, any_header)
    except AppError as error:
        if error.code == "table_no_title_column" and name.lower().endswith((".xlsx", ".xlsm")):
            # neither a workbook nor a CSV file that somebody gave the name of one
            raise AppError("table_unreadable", {"file": name, "why": "no workbook"}) from error
        raise


def _from_csv(name: str, data: bytes, any_header: bool) -> Table:
    encoding = encoding_of(data, _header_quality)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise AppError("table_unreadable", {"file": name, "why": "unknown encoding"}) from error
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise AppError("table_unreadable", {"file": name, "why": "not a text file"})
    skipped = 0
    delimiter = ""
    if text[:4].lower() == "sep=" and text[5:6] in ("\r", "\n"):  # Excel's own first line
        delimiter, skipped = text[4], 1
        text = text[5:].lstrip("\r\n")
    if not delimiter:
        delimiter = max(_DELIMITERS, key=lambda each: _split_quality(list(_lines(name, text, each, _HEADER_SEARCH))))
    rows = list(_lines(name, text, delimiter, MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        raise AppError("table_too_large", {"file": name, "limit": MAX_ROWS})
    index, headers = _checked_header(name, rows, any_header)
    data_rows = tuple(TableRow(row.number + skipped, row.cells) for row in _data_rows(rows, index))
    return Table(file=name, headers=headers, rows=data_rows, encoding=encoding, delimiter=delimiter)


def _lines(name: str, text: str, delimiter: str, limit: int) -> Iterable[list[str]]:
    csv.field_size_limit(MAX_TABLE_BYTES)  # of the whole process; a row with a cell too long is told, not the table
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader):
            if number >= limit:
                return
            yield [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]
    except csv.Error as error:
        raise AppError("table_unreadable", {"file": name, "why": f"line {reader.line_num}: {error}"}) from error


def _header_quality(text: str) -> int:
    """Return how many columns the first lines of a text name."""
    lines = text.splitlines()[:_HEADER_SEARCH]
    return max((_quality(line.split(each)) for line in lines for each in _DELIMITERS), default=0)
