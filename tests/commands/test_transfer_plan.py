"""The dry run of an import: every verdict, every problem, and nothing outside of the folder or archive."""

import datetime
import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.commands.transfer import archive as archives
from app.commands.transfer.cells import (
    CellError,
    join_lines,
    join_tags,
    moment_text,
    parse_audience,
    parse_language,
    parse_moment,
    parse_status,
    split_lines,
    split_tags,
)
from app.commands.transfer.export import write_knowledge
from app.commands.transfer.files import open_files, picture_of
from app.commands.transfer.plan import ImportPlan, plan_import
from app.commands.transfer.table import CategoryLine, Table, TableRow, read_table
from app.domain.access import ALL
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.knowledge import Article, ArticleStatus, Audience, Category
from app.domain.rich import Block, BlockKind, body_images, body_text
from app.domain.rich_html import parse_html
from tests.domain.test_rich_html import broken_html

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
    content: Table, existing: Sequence[Article] = (), categories: Sequence[Category] = (), folder: Path | None = None
) -> ImportPlan:
    with open_files(folder) as files:
        return plan_import(content, existing, categories, files, zone=SHANGHAI)


def problems(planned: ImportPlan, *, warnings: bool = False) -> list[tuple[int, str, str]]:
    return [(found.row, found.column.value, found.code) for found in planned.problems if found.warning == warnings]


def article(id: str = "a", title: str = "耳机无声", body: str = "清洁触点", **values: Any) -> Article:
    blocks = (Block(id=f"{id}-1", html=body),) if body else ()
    return Article(id=id, scope=ALL, title=title, body=blocks, category_id="c", **values)


AFTER_SALES = Category(id="c", scope=ALL, name="售后")


# -- verdicts --------------------------------------------------------------------------------------------------


def test_a_new_article_with_everything(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "attachments").mkdir()
    (tmp_path / "images/a.png").write_bytes(PNG)
    (tmp_path / "images/cover.png").write_bytes(PNG + b"2")
    (tmp_path / "attachments/手册, 第 2 版.pdf").write_bytes(b"%PDF")
    content = row(
        编号="E-1",
        分类="售后 / 耳机",
        正文="## 检查\n1. 看灯\n\n![灯](images/a.png)",
        相似问法="没声音\n左耳没声音",
        适用对象="仅内部",
        语言="English",
        状态="已发布",
        生效日期="2026/11/1",
        失效日期="2026年12月31日",
        标签="耳机、无声",
        图片="cover.png; a.png",
        附件="手册, 第 2 版.pdf",
    )
    planned = plan(table(content), categories=[AFTER_SALES], folder=tmp_path)
    (found,) = planned.rows
    made = found.article
    assert made is not None
    assert (found.verdict, problems(planned)) == ("new", [])
    assert (made.import_key, made.audience, made.language) == ("E-1", Audience.INTERNAL, "en")
    assert made.status is ArticleStatus.PUBLISHED
    assert made.questions == ("没声音", "左耳没声音")
    assert made.tags == ("耳机", "无声")
    assert [block.kind.value for block in made.body] == ["image", "heading", "numbered", "image"]
    assert [(ref.name, ref.mime, ref.width, ref.height) for ref in made.images] == [
        ("cover.png", "image/png", 640, 480),
        ("a.png", "image/png", 640, 480),
    ]
    assert [ref.sha256 for ref in made.images] == list(body_images(made.body))
    assert [(ref.name, ref.mime) for ref in made.attachments] == [("手册, 第 2 版.pdf", "application/pdf")]
    (category,) = planned.categories
    assert (category.name, category.parent_id, made.category_id) == ("耳机", "c", category.id)
    assert len(planned.files) == 3
    begin = datetime.datetime(2026, 11, 1, tzinfo=SHANGHAI).timestamp() * 1000
    end = datetime.datetime(2027, 1, 1, tzinfo=SHANGHAI).timestamp() * 1000
    assert (made.valid_from, made.valid_until) == (begin, end - 1)


def test_the_same_article_is_found_by_key_number_id_or_title() -> None:
    old = article(id="0197-x", number=12, import_key="E-1", body="旧")
    for key in ("E-1", "e-1 ", "K-12", "0197-x"):
        (found,) = plan(table(row(编号=key, title="新标题")), [old], [AFTER_SALES]).rows
        assert (found.verdict, found.article and found.article.id) == ("update", "0197-x"), key
        assert set(found.changed) == {"title", "body"}
    assert plan(table(row()), [old], [AFTER_SALES]).rows[0].changed == ("body",)
    assert plan(table(row(body="旧")), [old], [AFTER_SALES]).rows[0].verdict == "unchanged"


def test_block_ids_stay_when_a_body_is_updated() -> None:
    (found,) = plan(table(row(body="新的第一段\n\n清洁触点")), [article()], [AFTER_SALES]).rows
    assert found.article is not None
    assert found.article.body[1].id == "a-1"


def test_what_the_table_has_no_column_for_stays() -> None:
    old = article(tags=("x",), audience=Audience.INTERNAL, valid_until=5, status=ArticleStatus.PUBLISHED)
    (found,) = plan(table({"标题": "耳机无声", "正文": "新"}, headers=("标题", "正文")), [old]).rows
    assert found.article is not None
    assert found.changed == ("body",)
    assert (found.article.tags, found.article.audience, found.article.valid_until) == (("x",), Audience.INTERNAL, 5)
    (found,) = plan(table(row()), [old], [AFTER_SALES]).rows
    assert set(found.changed) == {"tags", "audience", "valid_until"}, "an empty cell empties; the status stays"


def test_the_dry_run_changes_nothing_and_bad_rows_plan_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    planned = plan(table(row(title="", 分类="新分类", 附件="a.pdf")), folder=tmp_path)
    assert (planned.rows[0].verdict, planned.categories, planned.files) == ("error", (), ())


# -- problems --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "problem", "values"),
    [
        ({"标题": " "}, ("title", "no_title"), {}),
        ({"正文": ""}, ("body", "no_body"), {}),
        ({"标题": "长" * 61}, ("title", "title_too_long"), {"length": 61, "limit": 60, "suggestion": "长" * 60}),
        ({"失效日期": "2026/13/01"}, ("valid_until", "bad_month"), {"text": "2026/13/01", "month": 13}),
        ({"失效日期": "2027-02-29"}, ("valid_until", "bad_day"),
         {"text": "2027-02-29", "day": 29, "month": 2, "last": 28}),
        ({"生效日期": "明天"}, ("valid_from", "bad_date"), {"text": "明天"}),
        ({"生效日期": "2026-2-2", "失效日期": "2026-2-1"}, ("valid_until", "dates_reversed"), {}),
        ({"适用对象": "邻居"}, ("audience", "unknown_audience"), {"text": "邻居"}),
        ({"语言": "火星文"}, ("language", "unknown_language"), {"text": "火星文"}),
        ({"状态": "快了"}, ("status", "unknown_status"), {"text": "快了"}),
        ({"分类": "/".join("abcdefghijk")}, ("category", "category_too_deep"),
         {"path": "/".join("abcdefghijk"), "depth": 11, "limit": 10}),
        ({"附件": "没有.pdf"}, ("attachments", "missing_file"), {"name": "没有.pdf"}),
        ({"图片": "没有.png"}, ("images", "missing_file"), {"name": "没有.png"}),
        ({"正文": "![x](images/没有.png)\n\na"}, ("body", "missing_file"), {"name": "images/没有.png"}),
        ({"附件": "../secret.pdf"}, ("attachments", "path_outside"), {"name": "../secret.pdf"}),
        ({"附件": "/etc/passwd"}, ("attachments", "path_outside"), {"name": "/etc/passwd"}),
        ({"附件": r"C:\secret.pdf"}, ("attachments", "path_outside"), {"name": r"C:\secret.pdf"}),
        ({"附件": "link.pdf"}, ("attachments", "missing_file"), {"name": "link.pdf"}),
        ({"图片": "fake.png"}, ("images", "not_a_picture"), {"name": "fake.png"}),
        ({"附件": "large.bin"}, ("attachments", "file_too_large"),
         {"name": "large.bin", "size": MAX_FILE_BYTES + 1, "limit": MAX_FILE_BYTES}),
    ],
)  # fmt: skip
def test_what_keeps_a_row_out(
    tmp_path: Path, cells: dict[str, str], problem: tuple[str, str], values: dict[str, Any]
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"%PDF")
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (folder / "fake.png").write_bytes(b"<script>")
    with (folder / "large.bin").open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    planned = plan(table({**row(), **cells}, row(title="另一条")), categories=[AFTER_SALES], folder=folder)
    assert problems(planned) == [(2, *problem)]
    assert dict(planned.problems[0].values) == values
    assert [found.verdict for found in planned.rows] == ["error", "new"], "the other rows go in"


def test_duplicates_inside_the_table_name_the_first_row() -> None:
    planned = plan(table(row(编号="E-1"), row(title="x", 编号="e-1"), row(title="y"), row(title=" Y ")))
    assert problems(planned) == [(3, "key", "duplicate_key"), (5, "title", "duplicate_title")]
    assert [found.values["row"] for found in planned.problems if not found.warning] == [2, 4]


def test_two_rows_for_one_article_are_one_too_many() -> None:
    old = article(number=3, import_key="E-1")
    planned = plan(table(row(编号="E-1"), row(title="别的", 编号="K-3")), [old], [AFTER_SALES])
    assert problems(planned) == [(3, "key", "duplicate_key")]


def test_existing_articles_of_one_title_are_told_apart_by_key() -> None:
    both = [article("1", number=1, import_key="A"), article("2", number=2, import_key="B")]
    planned = plan(table(row(编号="A"), row(编号="B")), both, [AFTER_SALES])
    assert planned.count("unchanged") == 2


def test_what_a_person_should_know_but_may_import() -> None:
    content = table(row(分类="售厚"), row(title="x", 分类=""), row(编号="E-2", title="耳机无声"))
    planned = plan(content, [article(import_key="E-1", number=7, title="耳机无声")], [AFTER_SALES])
    assert problems(planned, warnings=True) == [
        (2, "category", "new_category"),
        (3, "category", "no_category"),
        (4, "title", "same_title"),
    ]
    assert planned.problems[0].values == {"path": "售厚", "nearest": ""}
    near = plan(table(row(分类="售后 / 耳麦")), categories=[AFTER_SALES, earphones()])
    assert near.problems[0].values == {"path": "售后 / 耳麦", "nearest": "售后 / 耳机"}
    missing = msgspec.structs.replace(content, without_value=frozenset({(3, 10)}))
    assert (3, "tags", "without_value") in problems(plan(missing), warnings=True)
    assert plan(table(row(备注="x"), headers=(*HEADERS, "备注"))).unknown_columns == ("备注",)


def earphones() -> Category:
    return Category(id="e", scope=ALL, name="耳机", parent_id="c")


def test_a_name_with_a_slash_is_not_split_when_the_mark_is_spaced() -> None:
    planned = plan(table(row(分类="售后 / Wi-Fi/蓝牙")), categories=[AFTER_SALES])
    assert [category.name for category in planned.categories] == ["Wi-Fi/蓝牙"]
    again = plan(table(row(分类="Wi-Fi/蓝牙")), categories=[Category(id="w", scope=ALL, name="Wi-Fi/蓝牙")])
    assert (again.categories, again.rows[0].article and again.rows[0].article.category_id) == ((), "w")


def test_the_categories_sheet_makes_categories_and_sets_synonyms() -> None:
    lines = (
        CategoryLine("售后", "维修、退换"),
        CategoryLine("售后 / 新", "刚有"),
        CategoryLine("/".join("abcdefghijkl"), ""),
    )
    planned = plan(msgspec.structs.replace(table(row()), categories=lines), categories=[AFTER_SALES])
    assert [(category.id, category.synonyms) for category in planned.changed_categories] == [("c", ("维修", "退换"))]
    assert [(category.name, category.parent_id, category.synonyms) for category in planned.categories] == [
        ("新", "c", ("刚有",))
    ]


# -- archives --------------------------------------------------------------------------------------------------


def archive(path: Path, entries: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(zipfile.ZipInfo(name), content)
    return path


def test_files_are_found_in_an_archive(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"导出/images/A.png": PNG, "导出/附件/b.pdf": b"%PDF"})
    planned = plan(table(row(图片="a.PNG", 附件="b.pdf")), folder=path)
    assert (planned.count("new"), [file.entry for file in planned.files]) == (
        1,
        ["导出/附件/b.pdf", "导出/images/A.png"],
    )


def test_names_that_windows_wrote_in_gbk_are_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"aa.pdf": b"%PDF"})
    raw = path.read_bytes().replace(b"aa.pdf", "手.".encode("gbk")[:2] + b"\xb2\xe1" + b"df")
    path.write_bytes(raw)
    with archives.open_archive(path) as opened:
        assert opened.names() == ["手册df"]


@pytest.mark.parametrize("name", ["../x.pdf", "/x.pdf", "a/../../x.pdf", "C:/x.pdf", "..\\x.pdf"])
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AppError) as caught, open_files(archive(tmp_path / "t.zip", {name: b"x"})):
        pass
    assert caught.value.code == "archive_unsafe"


def test_an_archive_that_would_unpack_to_far_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("zeros", b"\x00" * 100_000_000)
    with pytest.raises(AppError) as caught, open_files(path):
        pass
    assert caught.value.code == "archive_too_large"


def test_an_entry_that_lies_about_its_size_is_cut_off(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"a.pdf": b"x" * 5000})
    with archives.open_archive(path) as opened, pytest.raises(AppError) as caught:
        opened.read("a.pdf", 4999)
    assert caught.value.code == "file_too_large"


def test_a_damaged_entry_is_the_rows_problem(tmp_path: Path) -> None:
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        target.writestr("a.pdf", b"%PDF-content")
    path.write_bytes(path.read_bytes().replace(b"%PDF-content", b"%PDF-damaged"))
    assert problems(plan(table(row(附件="a.pdf")), folder=path)) == [(2, "attachments", "unreadable_file")]


# -- cells -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026/12/31",
        "2026.12.31",
        "2026年12月31日",
        "20261231",
        "２０２６－１２－３１",
        "46387",
        " 2026-12-31 ",
    ],
)
def test_days_as_people_write_them(text: str) -> None:
    last = int(datetime.datetime(2027, 1, 1, tzinfo=SHANGHAI).timestamp() * 1000) - 1
    assert parse_moment(text, SHANGHAI, end=True) == last
    assert parse_moment(text, SHANGHAI, end=False) == last + 1 - 86_400_000


@pytest.mark.parametrize("text", ["", "长期", "-", "永久", "None"])
def test_always(text: str) -> None:
    assert parse_moment(text, SHANGHAI, end=True) is None


@given(st.integers(0, 4_000_000_000_000), st.booleans())
def test_every_moment_is_written_as_it_is_read(at: int, end: bool) -> None:
    assert parse_moment(moment_text(at, SHANGHAI, end=end), SHANGHAI, end=end) == at


@given(st.text(max_size=20))
def test_no_text_breaks_a_cell(text: str) -> None:
    for read in (parse_audience, parse_status, parse_language, lambda cell: parse_moment(cell, SHANGHAI, end=True)):
        try:
            read(text)
        except CellError as error:
            assert error.values["text"] is not None


items = st.lists(st.text("abc;；|,、 中\n", min_size=1, max_size=6), max_size=4)


@given(items)
def test_lists_are_written_as_they_are_read(texts: list[str]) -> None:
    for join, split in ((join_lines, split_lines), (join_tags, split_tags)):
        clean = tuple(dict.fromkeys(" ".join(text.split("\n")).strip() for text in texts))
        clean = tuple(text for text in clean if text)
        assert split(join(clean)) == clean


def test_pictures_are_known_by_content() -> None:
    assert picture_of(b"GIF89a" + (3).to_bytes(2, "little") + (4).to_bytes(2, "little")) == ("image/gif", 3, 4)
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + (4).to_bytes(2) + (3).to_bytes(2) + b"\x01\x00"
    assert picture_of(jpeg) == ("image/jpeg", 3, 4)
    webp = b"RIFF0000WEBPVP8X" + b"\x00" * 8 + (2).to_bytes(3, "little") + (3).to_bytes(3, "little")
    assert picture_of(webp) == ("image/webp", 3, 4)
    assert picture_of(b"<svg onload=alert(1)>") is None
    assert picture_of(b"\xff\xd8\xff") == ("image/jpeg", 0, 0)


# -- there and back --------------------------------------------------------------------------------------------


def office(
    bodies: Sequence[str], titles: Sequence[str] = ("=1+1", "同名", "同名", "长" * 70)
) -> tuple[list[Article], list[Category], dict[str, bytes]]:
    """Articles with everything that is hard to write, and their files."""
    blobs = {"p" * 64: PNG, "q" * 64: PNG + b"2", "d" * 64: b"%PDF"}
    images = (
        FileRef("p" * 64, "image.png", len(PNG), "image/png"),
        FileRef("q" * 64, "image.png", len(PNG) + 1, "image/png"),
    )
    real = {sha256: hashlib.sha256(data).hexdigest() for sha256, data in blobs.items()}
    rename = {ref.sha256: msgspec.structs.replace(ref, sha256=real[ref.sha256]) for ref in images}
    categories = [
        Category(id="c", scope=ALL, name="售后", synonyms=("维修",)),
        Category(id="w", scope=ALL, name="Wi-Fi/蓝牙", parent_id="c"),
    ]
    articles = []
    for number, html in enumerate(bodies, 1):
        body = parse_html(html, lambda src, alt: real["p" * 64 if "a" in src else "q" * 64])
        used = tuple(ref for ref in rename.values() if ref.sha256 in body_images(body))
        articles.append(
            Article(
                id=f"id-{number}",
                scope=ALL,
                title=titles[number - 1],
                category_id=("w", "c", "")[number % 3],
                questions=("a;b", "-x") if number % 2 else ("只有;一条",),
                body=body,
                images=used,
                attachments=(FileRef(real["d" * 64], "a:b, c.pdf", 4),) if number % 2 else (),
                audience=Audience.INTERNAL if number % 2 else Audience.CUSTOMER,
                language=("zh-CN", "zh-TW", "en")[number % 3],
                tags=("x、y", "z"),
                valid_from=1_700_000_000_123,
                valid_until=int(datetime.datetime(2027, 1, 1, tzinfo=SHANGHAI).timestamp() * 1000) - 1,
                import_key="K" if number == 2 else "",
                number=number if number != 3 else 0,
                status=list(ArticleStatus)[number % 3],
            )
        )
    return articles, categories, {real[sha256]: data for sha256, data in blobs.items()}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(broken_html, min_size=4, max_size=4), st.sampled_from(["zh_CN", "zh_TW", "en"]))
def test_what_is_exported_imports_as_unchanged(tmp_path: Path, bodies: list[str], language: str) -> None:
    bodies[0] = f"<p><img src=a><img src=b width=99>{bodies[0]}"
    articles, categories, blobs = office(bodies)
    for target, files in ((tmp_path / "k.zip", tmp_path / "k.zip"), (tmp_path / "k.xlsx", None)):
        done = write_knowledge(target, articles, categories, blobs.get, zone=SHANGHAI, language=language)
        assert done.missing == ()
        planned = plan(read_table(target), articles, categories, files)
        assert [(found.verdict, found.changed) for found in planned.rows] == [("unchanged", ())] * len(articles)
        assert (problems(planned), planned.categories, planned.changed_categories) == ([], (), ())
    with zipfile.ZipFile(tmp_path / "k.zip") as packed:
        assert {"images/image.png", "attachments/a_b, c.pdf"} <= set(packed.namelist())


def test_an_office_can_be_moved_to_another_by_its_export(tmp_path: Path) -> None:
    articles, categories, blobs = office(["<p>x<img src=a><img src=b>"] * 3, ("一", "二", "三"))
    write_knowledge(tmp_path / "k.zip", articles, categories, blobs.get, zone=SHANGHAI)
    with ExitStack() as stack:
        files = stack.enter_context(open_files(tmp_path / "k.zip"))
        planned = plan_import(read_table(tmp_path / "k.zip"), [], [], files, zone=SHANGHAI)
        stored = {file.ref.sha256: files.read(file.entry, MAX_FILE_BYTES) for file in planned.files}
    assert stored == blobs
    assert [row.verdict for row in planned.rows] == ["new", "new", "new"]
    assert [body_text(row.article.body) for row in planned.rows if row.article] == ["x"] * 3
    assert {category.name for category in planned.categories} == {"售后", "Wi-Fi/蓝牙"}


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    dangerous = ["=cmd|' /C calc'!A0", "+1+1", "-1", "@SUM(A1)", "\tx"]
    articles = [article(str(number), title=text, body=text) for number, text in enumerate(dangerous)]
    write_knowledge(tmp_path / "k.xlsx", articles, [AFTER_SALES], lambda sha256: None, zone=SHANGHAI)
    book = openpyxl.load_workbook(tmp_path / "k.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[0] in "=+-@\t")


def test_a_body_longer_than_a_cell_goes_on_in_the_next_column(tmp_path: Path) -> None:
    body = tuple(Block(id=str(number), html=f"段落 {number} " + "字" * 900) for number in range(80))
    long = msgspec.structs.replace(article(), body=body)
    write_knowledge(tmp_path / "k.xlsx", [long], [AFTER_SALES], lambda sha256: None, zone=SHANGHAI)
    assert plan(read_table(tmp_path / "k.xlsx"), [long], [AFTER_SALES]).count("unchanged") == 1


def test_files_that_this_device_lacks_are_told(tmp_path: Path) -> None:
    block = Block(id="1", kind=BlockKind.IMAGE, image="f" * 64)
    lacking = msgspec.structs.replace(article(), body=(block,), images=(FileRef("f" * 64, "x.png", 3, "image/png"),))
    done = write_knowledge(tmp_path / "k.zip", [lacking], [AFTER_SALES], lambda sha256: None, zone=SHANGHAI)
    assert done.missing == (("耳机无声", "x.png"),)


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "k.zip").write_bytes(b"old")

    def broken(sha256: str) -> bytes:
        raise OSError(28, "No space left on device")

    shown = msgspec.structs.replace(article(), attachments=(FileRef("f" * 64, "x.pdf", 3),))
    with pytest.raises(AppError) as caught:
        write_knowledge(tmp_path / "k.zip", [shown], [AFTER_SALES], broken, zone=SHANGHAI)
    assert (caught.value.code, (tmp_path / "k.zip").read_bytes()) == ("export_failed", b"old")
    assert [path.name for path in tmp_path.iterdir()] == ["k.zip"]


def test_the_sample_of_the_product_imports_without_errors() -> None:
    sample = Path(__file__).resolve().parents[2] / "resources/sample"
    planned = plan(read_table(sample / "knowledge.xlsx"), folder=sample)
    assert problems(planned) == []
    assert planned.count("new") >= 150
    assert len(planned.files) >= 20
    assert planned.unknown_columns == ()
