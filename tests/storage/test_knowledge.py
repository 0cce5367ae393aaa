"""The library's listings, counts and marks on a real database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.commands import knowledge as commands
from app.commands.article_content import Content, content_of
from app.domain.access import ALL
from app.domain.entity import Actor
from app.domain.ids import link_id
from app.domain.journal import Conflict
from app.domain.knowledge import Article, ArticleStatus, ArticleVersion, Audience, Category
from app.domain.people import Role
from app.domain.rich import Block
from app.storage import knowledge as queries
from app.storage import rows
from app.storage.database import Database
from app.storage.knowledge import UNCATEGORISED, Cut, Mark, Shelf, Validity
from tests.helpers import office as fixture
from tests.helpers.office import DAY, EARBUD, EXPIRED, INTERNAL, NOW, RED_LIGHT

ME = "agent-zhou"
WHO = Actor(ME, Role.SUPERVISOR.value)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path, agent_id=ME, role=Role.SUPERVISOR) as database:
        yield database


def ids(database: Database, **values: Any) -> tuple[str, ...]:
    return database.read(lambda c: queries.listing(c, Cut(**values), WHO, NOW))


def row(database: Database, article_id: str) -> queries.ArticleRow:
    (found,) = database.read(lambda c: queries.article_rows(c, [article_id]))
    return found


def test_a_category_lists_its_subtree_or_itself(office: Database) -> None:
    below = ids(office, category_id="cat-after")
    assert EARBUD in below
    assert ids(office, category_id="cat-after", below=False) == ()
    assert set(ids(office, category_id="cat-ear", below=False)) < set(below)
    assert set(ids(office)) > set(below)


def test_what_stands_in_no_category_is_listed_alone(office: Database) -> None:
    assert office.read(lambda c: queries.shelves(c, WHO, NOW)).uncategorised == 0
    assert ids(office, category_id=UNCATEGORISED) == ()
    fixture.arrive(office, msgspec.structs.replace(article(office, EARBUD), category_id=""))
    fixture.arrive(office, msgspec.structs.replace(article(office, RED_LIGHT), category_id="cat-removed-elsewhere"))
    assert office.read(lambda c: queries.shelves(c, WHO, NOW)).uncategorised == 2
    assert set(ids(office, category_id=UNCATEGORISED)) == {EARBUD, RED_LIGHT}
    assert ids(office, category_id=UNCATEGORISED, text="单侧无声")[0] == EARBUD
    assert EARBUD not in ids(office, category_id="cat-after")


def test_a_number_lists_its_article_first_and_with_its_letter_alone(office: Database) -> None:
    number = row(office, EARBUD).number
    assert ids(office, text=f"K-{number}") == (EARBUD,)
    assert ids(office, text=f"{number}")[0] == EARBUD
    assert ids(office, text=f"K-{number}", audience=Audience.INTERNAL.value) == (), "filters hold all the same"


def test_filters_narrow_the_listing(office: Database) -> None:
    assert ids(office, audience=Audience.INTERNAL.value) == (INTERNAL,)
    assert ids(office, validity=Validity.OVER.value) == (EXPIRED,)
    assert ids(office, validity=Validity.DATED.value, status=ArticleStatus.PUBLISHED.value) == (EXPIRED, EARBUD)
    assert ids(office, status=ArticleStatus.DRAFT.value) == ("art-draft",)
    assert set(ids(office, language="en-US")) == {"art-en-ear", "art-en-ship", "art-en-return", "art-en-warranty"}


def test_every_sort_orders_by_its_column_and_nothing_is_lost(office: Database) -> None:
    everything = set(ids(office))
    for name in queries.SORTS:
        for descending in (True, False):
            assert set(ids(office, sort=name, descending=descending)) == everything
    assert ids(office, sort="useful")[0] == EARBUD
    assert ids(office, sort="valid_until", descending=False)[:2] == (EXPIRED, EARBUD)
    fixture.arrive(office, msgspec.structs.replace(article(office, RED_LIGHT), sent_count=3))
    assert ids(office)[0] == RED_LIGHT


def article(database: Database, article_id: str) -> Article:
    found = database.read(lambda c: rows.get(c, Article, article_id))
    assert found is not None
    return found


def test_a_search_stays_inside_the_category_and_ranks_by_relevance(office: Database) -> None:
    assert ids(office, text="单侧无声")[0] == EARBUD
    assert ids(office, text="hx")  # initials
    assert EARBUD not in ids(office, text="单侧无声", category_id="cat-robot")
    assert "art-draft" in ids(office, text="新款耳机预售")  # drafts are found here, unlike beside a conversation
    assert ids(office, text="qqqq") == ()


def test_my_drafts_hold_new_articles_and_revisions_of_mine_only(office: Database) -> None:
    new = Content(title="新知识")
    office.write(lambda tx: commands.save(tx, "new-1", new)).result(5)
    changed = msgspec.structs.replace(content_of(article(office, EARBUD)), title="耳机单侧无声（新）")
    office.write(lambda tx: commands.save(tx, EARBUD, changed)).result(5)
    assert set(ids(office, shelf=Shelf.DRAFTS)) == {"new-1", EARBUD, "art-draft"}
    assert set(ids(office, shelf=Shelf.UNSYNCED)) == {"new-1", EARBUD}
    counts = office.read(lambda c: queries.shelves(c, WHO, NOW))
    assert (counts.drafts, counts.unsynced) == (3, 2)
    assert (row(office, EARBUD).draft_over, row(office, EARBUD).mark) == (7, Mark.PENDING)
    assert row(office, RED_LIGHT).mark is Mark.SYNCED
    fixture.arrive(office, msgspec.structs.replace(article(office, "art-draft"), updated_by="agent-li"))
    assert "art-draft" not in ids(office, shelf=Shelf.DRAFTS)


def test_expiring_counts_what_ends_within_thirty_days(office: Database) -> None:
    soon = msgspec.structs.replace(article(office, RED_LIGHT), valid_until=NOW + 29 * DAY)
    fixture.arrive(office, soon)
    assert ids(office, shelf=Shelf.EXPIRING) == (RED_LIGHT,)
    assert ids(office, validity=Validity.SOON.value) == (RED_LIGHT,)
    assert office.read(lambda c: queries.shelves(c, WHO, NOW)).expiring == 1


def test_what_expires_next_stands_first_in_its_list(office: Database) -> None:
    wanted = ids(office, status="published")[:3]
    for days, key in zip((20, 3, 11), wanted, strict=True):
        fixture.arrive(office, msgspec.structs.replace(article(office, key), valid_until=NOW + days * DAY))
    assert [key for key in ids(office, shelf=Shelf.EXPIRING) if key in wanted] == [wanted[1], wanted[2], wanted[0]]
    found = ids(office, shelf=Shelf.EXPIRING, sort="valid_until", descending=True)
    assert [key for key in found if key in wanted] == [wanted[0], wanted[2], wanted[1]]


def test_counts_are_those_of_each_category(office: Database) -> None:
    counts = office.read(lambda c: queries.shelves(c, WHO, NOW))
    assert counts.all == sum(counts.by_category.values()) == len(ids(office))
    assert counts.by_category["cat-ear"] == len(ids(office, category_id="cat-ear", below=False))
    assert [each.id for each in counts.categories][:2] == ["cat-after", "cat-ear"]


def test_a_conflict_marks_the_article(office: Database) -> None:
    clash = Conflict(id="clash", scope=f"u:{ME}", rev=1, entity="article", row_id=EARBUD, field="title")
    fixture.arrive(office, clash)
    assert row(office, EARBUD).mark is Mark.CONFLICT
    assert office.read(lambda c: queries.opened(c, EARBUD)).mark is Mark.CONFLICT  # type: ignore[union-attr]


def test_an_opened_article_has_its_history_newest_first(office: Database) -> None:
    fixture.arrive(
        office,
        *(
            ArticleVersion(
                id=link_id("version", EARBUD, str(number)),
                scope=ALL,
                rev=1,
                article_id=EARBUD,
                version=number,
                title="t",
                body=(Block("a", html=str(number)),),
                editor_id="agent-li",
                at=NOW - DAY,
            )
            for number in (5, 6, 7)
        ),
    )
    opened = office.read(lambda c: queries.opened(c, EARBUD))
    assert opened is not None
    assert [(each.version, each.editor) for each in opened.versions] == [(7, "李国栋"), (6, "李国栋"), (5, "李国栋")]
    assert opened.path == ("售后", "耳机")
    assert office.read(lambda c: queries.body_at(c, EARBUD, 6)) == (Block("a", html="6"),)
    assert office.read(lambda c: queries.body_at(c, EARBUD, 99)) is None
    assert office.read(lambda c: queries.opened(c, "nobody")) is None


def test_rows_say_how_an_article_answers(office: Database) -> None:
    found = row(office, EARBUD)
    assert (found.kind, found.useful, found.rated, found.path) == ("text", 0.87, 100, ("售后", "耳机"))
    assert row(office, RED_LIGHT).useful is None


def test_a_cycle_in_the_tree_is_cut() -> None:
    tree = {key: Category(id=key, scope=ALL, name=key, parent_id=up) for key, up in (("a", "b"), ("b", "a"))}
    assert queries.subtree("a", tree) == {"a", "b"}


def test_a_title_that_asks_the_same_is_found(office: Database) -> None:
    found = office.read(lambda c: queries.similar_titles(c, "耳机单侧无声：三步排查与换货流程", "other"))
    assert found[0].id == EARBUD
    assert not office.read(lambda c: queries.similar_titles(c, "耳机单侧无声：三步排查与换货流程", EARBUD))


def test_a_listing_reads_the_index_alone(office: Database) -> None:
    plans: list[str] = []

    def explain(c: Any) -> None:
        sql = "SELECT id FROM article WHERE deleted_at IS NULL AND category_id IN ('cat-ear') ORDER BY sent_count DESC"
        plans.extend(str(line[-1]) for line in c.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))

    office.read(explain)
    assert any("COVERING INDEX ix_article_library" in line for line in plans), plans
