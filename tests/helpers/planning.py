"""Tables, and the plan of importing them, for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.commands.transfer.files import open_files
from app.commands.transfer.plan import ImportPlan, plan_import
from app.commands.transfer.table import Table, TableRow
from app.domain.access import ALL
from app.domain.knowledge import Article, Category
from app.domain.rich import Block

SHANGHAI = ZoneInfo("Asia/Shanghai")
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4) + b"\x08\x06\x00\x00\x00"
HEADERS = (
    "编号",
    "分类",
    "标题",
    "相似问法",
    "正文",
    "适用对象",
    "语言",
    "状态",
    "生效日期",
    "失效日期",
    "标签",
    "图片",
    "附件",
)


def table(*rows: Mapping[str, str], headers: Sequence[str] = HEADERS) -> Table:
    """A table of rows given by header; the first stands in row 2."""
    cells = [TableRow(number, tuple(row.get(name, "") for name in headers)) for number, row in enumerate(rows, 2)]
    return Table(file="t.csv", headers=tuple(headers), rows=tuple(cells))


def row(title: str = "耳机无声", body: str = "清洁触点", **cells: str) -> dict[str, str]:
    return {"标题": title, "正文": body, "分类": "售后", **cells}


def plan(
    content: Table,
    existing: Sequence[Article] = (),
    categories: Sequence[Category] = (),
    folder: Path | None = None,
    use_instead: Mapping[tuple[str, ...], bool] | None = None,
) -> ImportPlan:
    with open_files(folder) as files:
        return plan_import(content, existing, categories, files, zone=SHANGHAI, use_instead=use_instead)


def problems(planned: ImportPlan, *, warnings: bool = False) -> list[tuple[int, str, str]]:
    return [(found.row, found.column.value, found.code) for found in planned.problems if found.warning == warnings]


def article(id: str = "a", title: str = "耳机无声", body: str = "清洁触点", **values: Any) -> Article:
    blocks = (Block(id=f"{id}-1", html=body),) if body else ()
    return Article(id=id, scope=ALL, title=title, body=blocks, category_id="c", **values)


AFTER_SALES = Category(id="c", scope=ALL, name="售后")
