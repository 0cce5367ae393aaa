"""Tables as people's programs write them: encodings, separators, number cells, damaged files, bombs."""

import datetime
import io
import zipfile
from pathlib import Path

import msgspec
import openpyxl
import pytest

from app.commands.transfer.columns import HEADERS, Column, column_of, header_text, match_columns
from app.commands.transfer.plan import plan_import
from app.commands.transfer.table import read_table, with_cells
from app.commands.transfer.template import SHEET_NAMES, write_template
from app.domain.errors import AppError

SIMPLIFIED = "编号,标题,正文\nA-1,耳机充不进电怎么办,先擦干净触点，再放回充电盒里。\n"
TRADITIONAL = "編號,標題,內文\nA-1,耳機充不進電怎麼辦,先擦乾淨接點，再放回充電盒裡。\n"
ENGLISH_HEADER = "key,title,body\nA-1,耳机充不进电怎么办,先擦干净触点，再放回充电盒里。\n"
ENGLISH_TRADITIONAL = "key,title,body\nA-1,耳機充不進電怎麼辦,先擦乾淨接點，再放回充電盒裡。\n"


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def code_of(path: Path) -> str:
    with pytest.raises(AppError) as caught:
        read_table(path)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (ENGLISH_HEADER, "gbk", "gb18030"),
        (ENGLISH_TRADITIONAL, "big5", "big5hkscs"),
    ],
)
def test_csv_encodings(tmp_path: Path, text: str, encoding: str, found: str) -> None:
    table = read_table(write(tmp_path / "t.csv", text.encode(encoding)))
    assert table.encoding == found
    assert list(table.rows[0].cells) == text.splitlines()[1].split(",")
    assert table.rows[0].number == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_delimiters(tmp_path: Path, delimiter: str) -> None:
    text = f'标题{delimiter}正文\r\n"a{delimiter}b"{delimiter}"line 1\r\nline ""2"""\r\n\r\n'
    table = read_table(write(tmp_path / "t.csv", text.encode()))
    assert (table.delimiter, table.rows[0].cells) == (delimiter, (f"a{delimiter}b", 'line 1\nline "2"'))
    assert len(table.rows) == 1


def test_excels_separator_line_is_heeded(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "t.csv", "sep=;\r\n标题;正文\r\na, b;c".encode()))
    assert table.rows[0].cells == ("a, b", "c")
    assert table.rows[0].number == 3


def test_a_workbook_reads_as_a_person_sees_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "封面"
    cover.append(["知识库"])
    sheet = book.create_sheet("数据")
    sheet.append(["某公司 客服知识"])
    sheet.append(["编号\nkey", "标题 title *", "正文（必填）", "失效日期", "备注"])
    sheet.append([1001, "a", 2.5, datetime.datetime(2026, 12, 31), True])
    sheet.append([])
    sheet.append([1002.0, "b\r\nc", "=1+1", datetime.datetime(2026, 12, 31, 9, 30), "_x000D_x"])
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx")
    assert (table.sheet, table.encoding) == ("数据", "")
    assert [row.number for row in table.rows] == [3, 5]
    assert table.rows[0].cells == ("1001", "a", "2.5", "2026-12-31", "TRUE")
    assert table.rows[1].cells == ("1002", "b\nc", "", "2026-12-31 09:30:00", "x")
    assert table.without_value == {(5, 2)}, "a formula that no program has calculated"
    assert set(match_columns(table.headers)) == {Column.KEY, Column.TITLE, Column.BODY, Column.VALID_UNTIL}


def test_a_row_of_formulas_without_a_value_is_not_dropped(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in (["标题", "正文"], ["=A9", "=B9"], ["a", "b"], [], ["=A9", "=B9"]):
        sheet.append(cells)
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx")
    assert [row.number for row in table.rows] == [2, 3, 5]
    planned = plan_import(table, [], [], zone=datetime.UTC)
    assert [row.verdict for row in planned.rows] == ["error", "new", "error"]
    assert {(each.row, each.code) for each in planned.problems if each.code == "without_value"} == {
        (2, "without_value"),
        (5, "without_value"),
    }


def test_the_table_in_an_archive_is_found_beside_workbooks_that_are_attachments(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("export/attachments/list.xlsx", b"PK not a table")
        archive.writestr("export/table.csv", SIMPLIFIED)
    assert read_table(tmp_path / "t.zip").file == "table.csv"


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    assert code_of(write(tmp_path / "a.xlsx", b"PK\x03\x04 cut")) == "table_unreadable"
    assert code_of(write(tmp_path / "b.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600)) == "table_old_format"
    assert code_of(write(tmp_path / "c.csv", b"")) == "table_empty"
    assert code_of(write(tmp_path / "d.csv", "甲,乙\n1,2\n".encode())) == "table_no_title_column"
    assert code_of(write(tmp_path / "e.csv", "标题,正文\n".encode())) == "table_empty"
    assert code_of(write(tmp_path / "f.csv", bytes(range(256)) * 4)) in ("table_unreadable", "table_no_title_column")
    assert code_of(write(tmp_path / "g.zip", b"PK\x03\x04 cut")) == "archive_damaged"
    assert code_of(tmp_path / "gone.xlsx") == "file_gone"
    with zipfile.ZipFile(tmp_path / "h.zip", "w") as archive:
        archive.writestr("readme.txt", "no table")
    assert code_of(tmp_path / "h.zip") == "table_unreadable"


def test_any_damage_to_a_workbook_is_told(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", "zh_CN")
    sound = (tmp_path / "t.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for damaged in parts:
        with zipfile.ZipFile(tmp_path / "damaged.xlsx", "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, b"<x" if name == damaged else content)
        try:
            read_table(tmp_path / "damaged.xlsx")
        except AppError as error:
            assert error.code in ("table_unreadable", "table_no_title_column", "table_empty"), damaged


def test_a_workbook_that_would_unpack_to_gigabytes_is_refused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file,
    ):
        for _ in range(520):
            file.write(b" " * 1024 * 1024)
    assert code_of(tmp_path / "bomb.xlsx") == "table_too_large"


@pytest.mark.parametrize("language", HEADERS)
def test_every_header_of_every_language_is_known(language: str) -> None:
    for column in Column:
        assert column_of(HEADERS[language][column]) is column
        assert column_of(header_text(column, language)) is column


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("标题", Column.TITLE),
        (" Title\n标题 ", Column.TITLE),
        ("问题", Column.TITLE),
        ("答案（必填）", Column.BODY),
        ("相似问法 similar questions", Column.QUESTIONS),
        ("正文 body 2", Column.BODY),
        ("VALID_UNTIL", Column.VALID_UNTIL),
        ("备注", None),
        ("", None),
    ],
)
def test_headers_as_people_write_them(header: str, column: Column | None) -> None:
    assert column_of(header) is column


@pytest.mark.parametrize("language", SHEET_NAMES)
def test_the_template_is_a_table_with_one_example(tmp_path: Path, language: str) -> None:
    write_template(tmp_path / "t.xlsx", language, ["售后", "售后 / 耳机"])
    table = read_table(tmp_path / "t.xlsx")
    assert list(match_columns(table.headers)) == list(Column)
    assert len(table.rows) == 1
    statuses = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0].data_validations.dataValidation[2].formula1
    assert "佈" not in statuses, "the word of the interface is 發布"
    planned = plan_import(msgspec.structs.replace(table, categories=()), [], [], zone=datetime.UTC)
    assert [row.verdict for row in planned.rows] == ["example"], "left in the table it is not taken for knowledge"
    assert [problem.code for problem in planned.problems] == ["example_row"]
    assert (planned.categories, planned.new_categories) == ((), ())
    assert [line.path for line in table.categories] == ["售后", "售后 / 耳机"]
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert tuple(book.sheetnames) == SHEET_NAMES[language]
    rules = book[SHEET_NAMES[language][0]].data_validations.dataValidation
    assert len(rules) == 3
    assert len(list(book[SHEET_NAMES[language][1]].iter_rows())) > len(Column)


# -- tables with other columns -------------------------------------------------------------------------------------

FOREIGN = "导出自旧系统,,\nFAQ,说明文字,归属\n怎么退货,七天内可退,售后\n怎么换货,十五天内可换,售后\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_table_with_a_foreign_header_is_read_when_a_person_will_say_what_is_what(
    tmp_path: Path, encoding: str
) -> None:
    path = write(tmp_path / "旧.csv", FOREIGN.encode(encoding))
    assert code_of(path) == "table_no_title_column"
    table = read_table(path, any_header=True)
    assert table.headers == ("FAQ", "说明文字", "归属")
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ("怎么退货", "七天内可退", "售后")),
        (4, ("怎么换货", "十五天内可换", "售后")),
    ]


def test_a_known_header_counts_also_when_any_is_taken(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"a note about it,x,y,z\n" + SIMPLIFIED.encode())
    assert read_table(path, any_header=True).headers == ("编号", "标题", "正文")


def test_cells_are_exchanged_and_the_table_stays_as_it_was(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", SIMPLIFIED.encode()))
    changed = with_cells(table, {(2, 1): "另一个标题", (2, 4): "多一格", (9, 0): "没有这一行"})
    assert changed.rows[0].cells == ("A-1", "另一个标题", table.rows[0].cells[2], "", "多一格")
    assert len(changed.rows) == len(table.rows)
    assert table.rows[0].cells[1] == "耳机充不进电怎么办"
