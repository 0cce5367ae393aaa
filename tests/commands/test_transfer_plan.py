"""The dry run of an import: every verdict and every problem."""

import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.commands.transfer.table import CategoryLine
from app.domain.access import ALL
from app.domain.files import MAX_FILE_BYTES
from app.domain.knowledge import ArticleStatus, Audience, Category
from app.domain.rich import body_images
from tests.helpers.planning import AFTER_SALES, HEADERS, PNG, SHANGHAI, article, plan, problems, row, table

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
        ({"标题": "#N/A"}, ("title", "formula_error"), {"text": "#N/A"}),
        ({"正文": "#REF!"}, ("body", "formula_error"), {"text": "#REF!"}),
        ({"标签": "Err:502"}, ("tags", "formula_error"), {"text": "Err:502"}),
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
