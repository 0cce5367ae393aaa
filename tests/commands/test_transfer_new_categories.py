"""What an import makes of category paths that do not exist: new ones, or the same ones where they stand now."""

from collections.abc import Sequence

import msgspec

from app.commands.transfer.plan import ImportPlan
from app.commands.transfer.table import CategoryLine
from app.domain.access import ALL
from app.domain.knowledge import Article, Category
from tests.helpers.planning import article, plan, row, table


def category(id: str, name: str, parent_id: str = "") -> Category:
    return Category(id=id, scope=ALL, name=name, parent_id=parent_id)


SHOP = category("shop", "商城")
SALES = category("sales", "售后")
EARS = category("ears", "耳机", "shop")
SWAPS = category("swaps", "免检换新", "ears")


def old(id: str, category_id: str, title: str = "") -> Article:
    return msgspec.structs.replace(article(id, title or id), category_id=category_id, import_key=f"E-{id}")


def told(planned: ImportPlan) -> list[tuple[str, int, str, bool]]:
    return [("/".join(each.path), each.rows, "/".join(each.instead_path), each.used) for each in planned.new_categories]


def places(planned: ImportPlan) -> list[str]:
    return [found.article.category_id if found.article else "-" for found in planned.rows]


def lines(*paths: str) -> tuple[CategoryLine, ...]:
    return tuple(CategoryLine(path, "") for path in paths)


def test_a_category_that_was_moved_is_used_where_it_stands_now() -> None:
    content = table(
        row("a", 编号="E-a", 分类="售后 / 耳机"),
        row("b", 编号="E-b", 分类="售后/耳机/免检换新"),
        row("新的", 编号="E-c", 分类="售后 / 耳机"),
    )
    planned = plan(content, [old("a", "ears"), old("b", "swaps")], [SHOP, SALES, EARS, SWAPS])
    assert told(planned) == [("售后/耳机", 3, "商城/耳机", True)]
    assert planned.categories == ()
    assert places(planned) == ["ears", "swaps", "ears"]
    assert [found.verdict for found in planned.rows] == ["unchanged", "unchanged", "new"]


def test_the_person_may_have_the_old_branch_back() -> None:
    content = table(row("a", 编号="E-a", 分类="售后 / 耳机"), row("b", 编号="E-b", 分类="售后 / 耳机 / 免检换新"))
    categories = [SHOP, SALES, EARS, SWAPS]
    refused: dict[tuple[str, ...], bool] = {("售后", "耳机"): False}
    planned = plan(content, [old("a", "ears"), old("b", "swaps")], categories, use_instead=refused)
    assert told(planned) == [
        ("售后/耳机", 2, "商城/耳机", False),
        ("售后/耳机/免检换新", 1, "商城/耳机/免检换新", False),
    ]
    assert [made.name for made in planned.categories] == ["耳机", "免检换新"]
    assert planned.categories[0].parent_id == "sales"
    refused[("售后", "耳机", "免检换新")] = True
    planned = plan(content, [old("a", "ears"), old("b", "swaps")], categories, use_instead=refused)
    assert [made.name for made in planned.categories] == ["耳机"]
    assert places(planned)[1] == "swaps"


def test_a_moved_root_is_known_by_the_articles_below_it() -> None:
    moved = msgspec.structs.replace(SALES, parent_id="shop")
    ears = msgspec.structs.replace(EARS, parent_id="sales")
    content = msgspec.structs.replace(
        table(row("a", 编号="E-a", 分类="售后 / 耳机"), row("c", 编号="E-c", 分类="售后 / 耳机 / 全新")),
        categories=lines("售后", "售后 / 耳机"),
    )
    planned = plan(content, [old("a", "ears")], [SHOP, moved, ears])
    assert told(planned) == [("售后", 2, "商城/售后", True), ("售后/耳机/全新", 1, "", False)]
    assert [(made.name, made.parent_id) for made in planned.categories] == [("全新", "ears")]
    assert places(planned)[0] == "ears"


def test_the_same_name_alone_is_offered_and_not_taken() -> None:
    planned = plan(table(row(分类="售后 / 耳机")), [], [SHOP, SALES, EARS])
    assert told(planned) == [("售后/耳机", 1, "商城/耳机", False)]
    assert [made.name for made in planned.categories] == ["耳机"]
    taken = plan(table(row(分类="售后 / 耳机")), [], [SHOP, SALES, EARS], use_instead={("售后", "耳机"): True})
    assert (told(taken)[0][3], taken.categories, places(taken)) == (True, (), ["ears"])


def test_of_two_of_one_name_the_one_with_the_articles_is_meant() -> None:
    other = category("other", "耳机", "sales")
    content = table(row("a", 编号="E-a", 分类="旧 / 耳机"))
    planned = plan(content, [old("a", "other")], [SHOP, SALES, EARS, other])
    assert told(planned) == [("旧", 1, "售后", True)]
    assert (planned.categories, places(planned)) == ((), ["other"])
    unknown = plan(content, [], [SHOP, SALES, EARS, other])
    assert [made.name for made in unknown.categories] == ["旧", "耳机"], "nothing says which of the two is meant"


def test_a_renamed_category_and_one_that_is_spelt_alike_are_offered() -> None:
    renamed = plan(table(row("a", 编号="E-a", 分类="商城 / 耳塞")), [old("a", "ears")], [SHOP, EARS])
    assert told(renamed) == [("商城/耳塞", 1, "商城/耳机", False)]
    spelt = plan(table(row(分类="商城 / 耳麦")), [], [SHOP, EARS])
    assert told(spelt) == [("商城/耳麦", 1, "商城/耳机", False)]


def test_a_renamed_root_is_known_by_what_stands_below_it() -> None:
    robots = category("robots", "扫地机", "shop")
    content = table(
        row("a", 编号="E-a", 分类="商店 / 耳机"), row("b", 编号="E-b", 分类="商店 / 扫地机"), row("新", 分类="商店")
    )
    there = [SHOP, SALES, EARS, robots]
    planned = plan(content, [old("a", "ears"), old("b", "robots")], there)
    assert told(planned) == [("商店", 3, "商城", True)]
    assert (planned.categories, places(planned)) == ((), ["ears", "robots", "shop"])
    unlike = plan(table(row("a", 编号="E-a", 分类="商店 / 耳塞")), [old("a", "ears")], there)
    assert told(unlike)[0] == ("商店", 1, "商城", False), "no name below it is the same"


def test_articles_that_leave_a_category_of_the_table_do_not_make_it_another_one() -> None:
    content = table(row("a", 编号="E-a", 分类="家电 / 音箱"), row("b", 编号="E-b", 分类="商城 / 耳机"))
    planned = plan(content, [old("a", "ears"), old("b", "ears")], [SHOP, EARS])
    assert told(planned) == [("家电", 1, "", False), ("家电/音箱", 1, "", False)]
    assert planned.rows[0].changed == ("category_id",)


def test_every_category_that_is_made_is_named_and_none_that_is_not() -> None:
    content: Sequence[dict[str, str]] = (
        row("a", 分类="甲 / 乙 / 丙"),
        row("", 分类="只有错误的行"),
        row("c", 分类="商城 / 耳机"),
        row("d", 分类="/".join("abcdefghijk")),
    )
    planned = plan(table(*content), [], [SHOP, EARS])
    assert [path for path, *_ in told(planned)] == ["甲", "甲/乙", "甲/乙/丙"]
    assert [made.name for made in planned.categories] == ["甲", "乙", "丙"]
