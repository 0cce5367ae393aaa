"""Malformed imports: each is told in words by the wizard, which then takes a proper table."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.domain.knowledge import Article
from app.domain.people import Role
from app.ui.knowledge.import_pages import DropZone
from tests.helpers.person import Person
from tests.helpers.server import PASSWORD, RunningServer

pytestmark = [pytest.mark.slow, pytest.mark.e2e, pytest.mark.allow_logs("uvicorn", "sync_server")]

GOOD = "标题,正文\n怎么开机,长按三秒。\n"


def workbook(*rows: tuple[str, ...], merge: str = "") -> bytes:
    """Return a workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def archive(name: str, content: bytes, **others: bytes) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
        for other, more in others.items():
            made.writestr(other, more)
    return buffer.getvalue()


def bomb(kind: str) -> bytes:
    """Return a workbook, or an archive, of a few kilobytes that unpacks to a hundred megabytes."""
    zeros = b"\0" * (100 << 20)
    if kind == "xlsx":
        return archive("xl/worksheets/sheet1.xml", zeros)
    return archive("知识.csv", GOOD.encode(), **{"images/huge.png": zeros})


def encrypted() -> bytes:
    """Return the outside of a workbook with a password: an OLE file with the stream that Excel names so."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


NO_TABLES: list[tuple[str, Callable[[], bytes], str]] = [
    ("没压缩.xlsx", lambda: b"\x93\x01\x02not a workbook\x00\xff" * 90, "「没压缩.xlsx」读不出表格，请用模板填写"),
    ("文档.xlsx", lambda: archive("word/document.xml", b"<w/>"), "「文档.xlsx」读不出表格，请用模板填写"),
    ("半个.xlsx", lambda: workbook(("标题", "正文"), ("a", "b"))[:-900], "「半个.xlsx」读不出表格，请用模板填写"),
    ("炸弹.xlsx", lambda: bomb("xlsx"), "「炸弹.xlsx」太大，请分几个文件导入"),
    ("炸弹.zip", lambda: bomb("zip"), "压缩包「炸弹.zip」解开后太大，请分几次导入"),
    ("坏包.zip", lambda: b"PK\x03\x04 broken", "压缩包「坏包.zip」打不开，可能没下载完整"),
    ("逃逸.zip", lambda: archive("../../知识.csv", GOOD.encode()), "里有不安全的路径「../../知识.csv」，没有导入"),
    ("别的表.csv", lambda: b"price,stock\r\n100,7\r\n", "「别的表.csv」里没有「标题」列，请用模板填写"),
    ("日文.csv", lambda: "値段,数量\n壱万円,三\n".encode("shift_jis"), "「日文.csv」里没有「标题」列，请用模板填写"),
    ("空.xlsx", lambda: b"", "「空.xlsx」里没有内容"),
    ("只有表头.csv", "标题,正文\n".encode, "「只有表头.csv」里没有内容"),
    ("旧版.xlsx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "「旧版.xlsx」是旧版 Excel 文件，请另存为 .xlsx 再导入"),
    ("加密.xlsx", encrypted, "「加密.xlsx」有打开密码，请在表格软件里去掉密码再导入"),
]


@pytest.fixture
def boss(server: RunningServer, hire: Callable[..., Person]) -> Person:
    """A supervisor with the import wizard open."""
    server.create_account("boss", role=Role.SUPERVISOR, groups=("group-after",))
    boss = hire()
    boss.start(server.url, "boss", PASSWORD)
    boss.at_work()
    boss.click("知识")
    boss.sees("这里还没有知识")
    boss.click("导入表格")
    boss.sees("把表格或文档拖到这里")
    return boss


def stored(server: RunningServer) -> list[str]:
    """Return the titles of the articles that the server has."""
    return sorted(article.title for article in server.runtime.db.read(lambda reader: reader.find(Article)))


def test_what_is_no_table_is_told_and_a_proper_one_taken(server: RunningServer, boss: Person, tmp_path: Path) -> None:
    for name, content, words in NO_TABLES:
        file = tmp_path / name
        file.write_bytes(content())
        boss.drop(boss.part(DropZone), file)
        boss.sees(words)
    folder = tmp_path / "文件夹.xlsx"
    folder.mkdir()
    boss.drop(boss.part(DropZone), folder)
    boss.sees("文件「文件夹.xlsx」读不到：它是文件夹")
    boss.drop(boss.part(DropZone), tmp_path / "已删除.xlsx")
    boss.sees("文件「已删除.xlsx」读不到：文件不在了")
    good = tmp_path / "好的.csv"
    good.write_text(GOOD, encoding="gb18030")
    boss.click("选择文件")
    boss.pick(good)
    boss.sees("导入 1 条", gone=["读不到"])
    boss.click("导入 1 条")
    boss.sees("已导入 1 条知识")
    boss.until(lambda: stored(server) == ["怎么开机"], "the server has it")


def test_single_bad_rows_are_told_and_left_out(server: RunningServer, boss: Person, tmp_path: Path) -> None:
    file = tmp_path / "混合.xlsx"
    rows = [
        ("标题", "正文", "失效日期"),
        ('="怎么"&"开机"', "长按三秒。", ""),
        ("怎么关机", '="长按"&"五秒"', ""),
        ("合并的标题", "上一行。", ""),
        ("", "被并掉标题的一行。", ""),
        ("日期不对", "内容。", "2026-13-45"),
        ("怎么充电", "用附带的线。", "2030-12-31"),
    ]
    file.write_bytes(workbook(*rows, merge="A4:A5"))
    boss.drop(boss.part(DropZone), file)
    boss.sees("公式没有结果", "缺少标题", "日期无法识别")
    boss.click("跳过 4 行错误，导入 2 条")
    boss.sees("已导入 2 条知识")
    boss.until(lambda: stored(server) == ["合并的标题", "怎么充电"], "the server has it")


def test_a_cell_of_ten_megabytes_is_told_and_the_other_rows_come_in(
    server: RunningServer, boss: Person, tmp_path: Path
) -> None:
    file = tmp_path / "长.csv"
    file.write_text(f"标题,正文\n太长,{'长' * 3_500_000}\n怎么充电,用附带的线。\n", encoding="utf-8")
    boss.drop(boss.part(DropZone), file)
    boss.sees("内容太长")
    boss.click("跳过 1 行错误，导入 1 条")
    boss.sees("已导入 1 条知识")
    boss.until(lambda: stored(server) == ["怎么充电"], "the server has it")
