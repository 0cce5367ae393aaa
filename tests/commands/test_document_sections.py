"""Documents are cut at their headings, people cut and join them otherwise, and the plan says what each becomes."""

from collections.abc import Sequence
from pathlib import Path

from app.commands.transfer.documents.document import Document
from app.commands.transfer.documents.planning import Wanted, bytes_of, plan_sections
from app.commands.transfer.documents.reading import read_document
from app.commands.transfer.documents.sections import WHOLE, Section, changed, cut, merged, split
from app.domain.access import ALL
from app.domain.knowledge import Article, ArticleStatus
from app.domain.rich import Block, BlockKind, Body, block_text, body_text

DATA = Path(__file__).parents[1] / "data/documents"


def body(*lines: str, mark: str = "b") -> Body:
    """Return blocks of lines; ``#`` and ``##`` begin headings."""
    return tuple(
        Block(
            id=f"{mark}{at}",
            kind=BlockKind.HEADING if line.startswith("#") else BlockKind.PARAGRAPH,
            html=line.lstrip("# "),
            level=len(line) - len(line.lstrip("#")),
        )
        for at, line in enumerate(lines)
    )


def document(*lines: str, name: str = "手册.txt") -> Document:
    return Document(name=name, title=name.partition(".")[0], body=body(*lines, mark=name))


def told(sections: Sequence[Section]) -> list[tuple[str, str]]:
    return [(each.title, body_text(each.body)) for each in sections]


def test_a_document_is_cut_at_its_highest_headings_and_its_title_makes_no_section() -> None:
    single = document("# 大标题", "## 甲", "正文甲", "### 细节", "更多", "## 乙", "正文乙")
    assert told(cut([single])) == [("甲", "正文甲\n细节\n更多"), ("乙", "正文乙")]
    several = document("前言", "# 甲", "正文甲", "## 小", "更多", "# 空的", "# 乙", "正文乙")
    assert told(cut([several])) == [("手册", "前言"), ("甲", "正文甲\n小\n更多"), ("乙", "正文乙")]
    assert told(cut([several], 2)) == [("手册", "前言"), ("甲", "正文甲"), ("小", "更多"), ("乙", "正文乙")]
    assert told(cut([several], WHOLE)) == [("手册", "前言\n甲\n正文甲\n小\n更多\n空的\n乙\n正文乙")]
    assert told(cut([document("没有标题", "两段")])) == [("手册", "没有标题\n两段")]


def test_a_title_that_occurs_twice_says_where_it_stands_and_a_long_one_loses_nothing() -> None:
    twice = document("# 耳机", "## 保修", "一年", "# 音箱", "## 保修", "两年", "## 尺寸", "小")
    assert [each.title for each in cut([twice], 2)] == ["耳机 · 保修", "音箱 · 保修", "尺寸"]
    (long,) = cut([document(f"# {'长' * 80}", "正文")])
    assert (len(long.title), body_text(long.body)) == (60, f"{'长' * 80}\n正文")


def test_sections_are_joined_and_split_without_losing_a_block() -> None:
    sections = cut([document("# 甲", "一", "二", "# 乙", "三"), document("# 丙", "四", name="另.txt")])
    joined = merged(sections, sections[1].key)
    assert told(joined) == [("甲", "一\n二\n乙\n三"), ("丙", "四")]
    assert merged(joined, joined[1].key) == joined  # another document
    assert merged(joined, joined[0].key) == joined
    again = split(joined, joined[0].key, joined[0].body[2].id)
    assert told(again) == [("甲", "一\n二"), ("乙", "三"), ("丙", "四")]
    assert told(split(again, again[0].key, again[0].body[1].id))[:2] == [("甲", "一"), ("二", "二")]
    assert split(again, again[0].key, again[0].body[0].id) == again
    keys = [each.key for each in again]
    assert len(set(keys)) == len(keys)


def test_the_plan_of_a_handbook_carries_pictures_and_the_original() -> None:
    handbook = read_document(DATA / "handbook.docx")
    sections = cut([handbook], 2)
    plan = plan_sections([handbook], sections, (), Wanted(category_id="c-1"))
    assert [(row.verdict, row.title) for row in plan.rows] == [
        ("new", "耳机"), ("new", "充不进电"), ("new", "保修期"), ("new", "退货")
    ]  # fmt: skip
    articles = [row.article for row in plan.rows if row.article is not None]
    assert {(each.category_id, each.status) for each in articles} == {("c-1", ArticleStatus.DRAFT)}
    assert [len(each.images) for each in articles] == [0, 1, 0, 0]
    assert [[ref.name for ref in each.attachments] for each in articles] == [["handbook.docx"], [], [], []]
    data = bytes_of([handbook])
    assert {file.entry for file in plan.files} == set(data)
    assert all(len(data[file.entry]) == file.ref.size for file in plan.files)
    without = plan_sections([handbook], sections, (), Wanted(original="none"))
    assert [file.ref.mime for file in without.files] == ["image/png"]
    every = plan_sections([handbook], sections, (), Wanted(original="each"))
    assert [len(row.article.attachments) for row in every.rows if row.article] == [1, 1, 1, 1]


def test_the_plan_refuses_bad_titles_and_leaves_out_what_is_skipped_or_there_already() -> None:
    text = document("# 甲", "一", "# 乙", "二", "# 丙", "三", "# 丁", "四", "# 戊", "五")
    sections = cut([text])
    for at, values in ((1, {"title": "甲 "}), (2, {"title": " "}), (3, {"skipped": True})):
        sections = changed(sections, sections[at].key, **values)
    there = Article(id="a-1", scope=ALL, title="戊", body=body("旧的"), number=7)
    plan = plan_sections([text], sections, (there,), Wanted())
    assert [(row.number, row.verdict, [each.code for each in row.problems]) for row in plan.rows] == [
        (1, "new", []), (2, "error", ["duplicate_title"]), (3, "error", ["no_title"]), (5, "unchanged", ["title_taken"])
    ]  # fmt: skip
    replaced = plan_sections([text], sections, (there,), Wanted(replace=True)).rows[-1]
    assert (replaced.verdict, replaced.changed) == ("update", ("body",))
    assert replaced.article is not None
    assert (replaced.article.id, [block_text(block) for block in replaced.article.body]) == ("a-1", ["五"])
    same = Article(id="a-1", scope=ALL, title="戊", body=sections[-1].body)
    assert plan_sections([text], sections, (same,), Wanted(replace=True)).rows[-1].verdict == "unchanged"
