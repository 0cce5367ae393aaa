"""Tables that LibreOffice Calc 7.4 wrote: tests/data/libreoffice is the template of this program, filled in there.

It has dates as text and as dates, numbers of several formats, a formula and one that failed, two cells merged into one,
a coloured row far below, and in front a hidden sheet with more rows than the one to import.
"""

from pathlib import Path

import openpyxl
import pytest

from app.commands.transfer.table import Table, read_table
from tests.helpers.planning import plan, problems

DATA = Path(__file__).parents[1] / "data/libreoffice"
TITLES = [
    "日期是文字", "日期是日期", "补零的编号", "算出来的正文", "合并的第一行", "合并的第二行", "公式出错的一行",
    '含"引号"，逗号,与\u00a0空格',
]  # fmt: skip
KEY, CATEGORY, TITLE, QUESTIONS, BODY, _, _, _, FROM, UNTIL, TAGS = range(11)


def column(table: Table, at: int) -> list[str]:
    return [row.cells[at] if at < len(row.cells) else "" for row in table.rows]


def test_a_workbook_is_read_as_it_is_shown() -> None:
    table = read_table(DATA / "knowledge.xlsx")
    assert (table.sheet, [row.number for row in table.rows]) == ("知识", list(range(2, 10)))
    assert column(table, TITLE) == TITLES
    assert column(table, KEY) == ["A-1", "1001", "007", "A-5", "A-6", "A-7", "A-8", "A-9"]
    assert column(table, CATEGORY)[4:6] == ["合并的分类", "合并的分类"]
    assert column(table, BODY)[:4] == ["正文一\n\n1. 步骤", "正文二", "3.3", "甲乙"]
    assert column(table, FROM)[:4] == ["2026-11-01"] * 4
    assert column(table, UNTIL)[:4] == ["2026-12-31", "2026-12-31", "长期", "长期"]
    assert column(table, TAGS)[:3] == ["甲、乙", "2026", "25%"]
    assert problems(plan(table)) == [(8, "body", "formula_error")]


@pytest.mark.parametrize("encoding", ["utf8", "gb18030"])
def test_a_csv_file_is_read_and_its_foreign_days_are_told(encoding: str) -> None:
    table = read_table(DATA / f"knowledge.{encoding}.csv")
    assert column(table, TITLE) == TITLES
    assert column(table, QUESTIONS)[0] == "问法一\n问法二"
    assert column(table, BODY)[7] == "正文九;\t制表😀"
    assert problems(plan(table)) == [
        (3, "valid_from", "unclear_date"),
        (4, "valid_from", "unclear_date"),
        (8, "body", "formula_error"),
    ]


def test_a_hidden_sheet_counts_where_no_other_has_a_title(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(DATA / "knowledge.xlsx")
    book.remove(book["知识"])
    book.save(tmp_path / "t.xlsx")
    assert read_table(tmp_path / "t.xlsx").sheet == "去年的"


def test_a_header_of_two_merged_rows_is_one_header(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["公司知识库"])
    sheet.append(["标题", "正文", "有效", None])
    sheet.append([None, None, "生效日期", "失效日期"])
    sheet.append(["怎么退货", "七天内可退", "2026-11-01", "2026-12-31"])
    for area in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
        sheet.merge_cells(area)
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx")
    assert table.headers == ("标题", "正文", "生效日期", "失效日期")
    assert [row.cells[0] for row in table.rows] == ["怎么退货"]
