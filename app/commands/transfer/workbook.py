"""XLSX files: reading cells as the text that a person sees, and writing text that no program takes for a formula.

The only module that imports openpyxl, and only when it is needed: that costs 0.15 s.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from xml.etree import ElementTree
from xml.etree.ElementTree import ParseError

from app.commands.transfer.archive import MAX_RATIO
from app.domain.errors import AppError

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MAX_UNPACKED = 512 * 1024 * 1024
MAX_CELL = 32_767
"""Excel's limit of characters in a cell; openpyxl would cut what is longer without a word."""
_WIDEST = 200  # columns that are looked at
_EMPTY_ROWS = 2000  # as many after each other end a sheet that a stray format made endless


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ZEROS = re.compile("0+")
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Sheet(NamedTuple):
    """A sheet's cells as text; ``without_value`` are formulas that were never calculated (row number, index)."""

    title: str
    rows: list[list[str]]
    without_value: list[tuple[int, int]]
    hidden: bool = False


def read_sheets(name: str, data: bytes, max_rows: int) -> list[Sheet]:
    """Return the sheets of a workbook. Raises AppError("table_unreadable") and ("table_too_large")."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        has_formulas = _check_archive(name, data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheets = [_read_sheet(name, sheet, max_rows) for sheet in book.worksheets]
        finally:
            book.close()
        if has_formulas:
            _note_missing_values(data, sheets)
        _fill_merged(data, sheets)
    except (
        InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError, EOFError,
        AttributeError, NotImplementedError, OSError,
    ) as error:  # fmt: skip
        # openpyxl has no error of its own for a damaged file: whatever its parsing trips over comes out
        raise AppError("table_unreadable", {"file": name, "why": type(error).__name__}) from error
    return sheets


def _check_archive(name: str, data: bytes) -> bool:
    """Refuse a workbook that would unpack to too much; returns whether a sheet holds formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        total = sum(entry.file_size for entry in archive.infolist())
        if total > MAX_UNPACKED or total > MAX_RATIO * (len(data) + 100_000):
            raise AppError("table_too_large", {"file": name, "limit": MAX_UNPACKED})
        for entry in archive.infolist():
            if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                content = archive.read(entry)
                if b"<f>" in content or b"<f " in content:
                    return True
    return False


def _read_sheet(name: str, sheet: Any, max_rows: int) -> Sheet:
    sheet.reset_dimensions()  # programs other than Excel write wrong ones
    rows: list[list[str]] = []
    empty = 0
    for found in sheet.iter_rows(max_col=_WIDEST):
        cells = [_shown(cell) for cell in found]
        while cells and not cells[-1]:
            cells.pop()
        empty = 0 if cells else empty + 1
        if empty > _EMPTY_ROWS:
            break
        rows.append(cells)
        if len(rows) - empty > max_rows + 1:
            raise AppError("table_too_large", {"file": name, "limit": max_rows})
    hidden = str(sheet.sheet_state) != "visible"
    return Sheet(str(sheet.title), rows[: len(rows) - empty], [], hidden)


def _shown(cell: Any) -> str:
    """Return a cell as it is shown: a number of the format 000 with its zeros, a share as 25%."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        look = str(cell.number_format)
        if _ZEROS.fullmatch(look) and float(value).is_integer():
            return cell_text(value).zfill(len(look))
        if look.endswith("%"):
            return f"{cell_text(value * 100.0)}%"
    return cell_text(value)


def _fill_merged(data: bytes, sheets: list[Sheet]) -> None:
    """Write what stands in cells that were merged downwards into each row that has something: a person sees it there.

    openpyxl does not tell of merged cells when it reads row by row.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        paths = _sheet_paths(archive)
        for sheet in sheets:
            content = archive.read(paths[sheet.title]) if paths.get(sheet.title) in archive.namelist() else b""
            for letters, top, bottom in _MERGED.findall(content):
                index, first = _column_index(letters), int(top)
                if index < _WIDEST and first <= len(sheet.rows) and index < len(sheet.rows[first - 1]):
                    for row in filter(None, sheet.rows[first : int(bottom)]):
                        row.extend([""] * (index + 1 - len(row)))
                        row[index] = row[index] or sheet.rows[first - 1][index]


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the file of each sheet by its title; nothing for a workbook whose parts have other names."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
        return {}
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): str(each.get("Target")) for each in relations.iter(f"{_PACKAGE}Relationship")}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    found = {str(each.get("name")): targets.get(each.get(_RELATION), "") for each in book.iter() if each.get(_RELATION)}
    return {title: path[1:] if path.startswith("/") else f"xl/{path}" for title, path in found.items()}


def _column_index(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _note_missing_values(data: bytes, sheets: list[Sheet]) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    try:
        for source, sheet in zip(book.worksheets, sheets, strict=True):
            source.reset_dimensions()
            last = len(sheet.rows) + _EMPTY_ROWS
            for number, values in enumerate(source.iter_rows(max_col=_WIDEST, max_row=last), 1):
                for index, cell in enumerate(values):
                    if cell.data_type != "f":
                        continue
                    # the last rows may hold nothing else
                    sheet.rows.extend([] for _ in range(number - len(sheet.rows)))
                    row = sheet.rows[number - 1]
                    if index >= len(row) or not row[index]:
                        sheet.without_value.append((number, index))
    finally:
        book.close()


def cell_text(value: object) -> str:
    """Return a cell's value as text: whole numbers without ".0", dates as 2026-12-31."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"  # as spreadsheets do
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="auto")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")


class SheetContent(NamedTuple):
    """A sheet to write: its name, rows of text, widths in characters, and lists to choose from by column index."""

    title: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()
    choices: Sequence[tuple[int, Sequence[str]]] = ()


def write_workbook(target: Path, sheets: Sequence[SheetContent]) -> None:
    """Write a workbook of text; the first row of each sheet is its header. Raises OSError.

    Every cell is text and marked as such, so that "=1+1" or "-x" from a customer stays what it is when somebody edits
    the cell. Characters that XML cannot hold are left out.
    """
    import openpyxl

    book = openpyxl.Workbook()
    for old in list(book.worksheets):
        book.remove(old)
    for content in sheets:
        _fill(book.create_sheet(content.title), content)
    buffer = io.BytesIO()
    book.save(buffer)
    _write_dateless(target, buffer)


def _write_dateless(target: Path, book: io.BytesIO) -> None:
    """Write a workbook without the moment at which that was: equal content makes equal files."""
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MOMENT.sub(b"1980-01-01T00:00:00Z", content)
            dateless = zipfile.ZipInfo(entry.filename)  # its date is the first that the format knows
            dateless.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(dateless, content)


def _fill(sheet: "Worksheet", content: SheetContent) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    wrapped = Alignment(vertical="top", wrap_text=True)
    head = Font(bold=True)
    shade = PatternFill("solid", fgColor="E8EEFB")
    for row_number, row in enumerate(content.rows, 1):
        for column, text in enumerate(row, 1):
            if not text:
                continue
            cell = cast("Cell", sheet.cell(row_number, column))  # no cells are merged here
            _put_text(cell, text)
            cell.alignment = wrapped
            if row_number == 1:
                cell.font = head
                cell.fill = shade
    for column, width in enumerate(content.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for index, options in content.choices:
        listed = ",".join(options)
        if '"' not in listed and len(listed) <= 255:  # the format's limits
            rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            rule.add(f"{get_column_letter(index + 1)}2:{get_column_letter(index + 1)}5000")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "A2"


def _put_text(cell: "Cell", text: str) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(text) > MAX_CELL:
        raise AppError("cell_too_long", {"cell": cell.coordinate, "limit": MAX_CELL})
    cell.value = text
    cell.data_type = "s"  # openpyxl makes a formula of what begins with "="
    if text[0] in "=+-@\t":
        cell.quotePrefix = True
