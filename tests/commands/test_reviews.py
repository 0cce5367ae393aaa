"""What is handed in waits for who reviews its category, and nothing is published that he did not read."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from app.commands import categories, reviews
from app.commands import knowledge as commands
from app.commands.article_content import Content, content_of
from app.commands.undo import undo
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.knowledge import Article, ArticleStatus, Category, ReviewState
from app.domain.people import Role
from app.domain.rich import Block
from app.storage import knowledge as queries
from app.storage import rows
from app.storage.database import Database
from app.storage.knowledge import Cut, Shelf
from app.storage.transaction import Tx
from tests.helpers import office as fixture
from tests.helpers.office import EARBUD, NOW

Open = Callable[[str, Role], Database]
WRITER, REVIEWER = ("agent-lin", Role.EXPERT), ("agent-zhou", Role.KNOWLEDGE_ADMIN)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    with fixture.office(folder):
        return folder / "office.db"


@pytest.fixture
def sit(tmp_path: Path, filled: Path) -> Iterator[Open]:
    """One device on which one person after another signs in."""
    with ExitStack() as stack:
        shutil.copyfile(filled, tmp_path / "office.db")

        def make(agent_id: str, role: Role) -> Database:
            stack.close()
            database = Database(tmp_path / "office.db", Actor(agent_id, role.value))
            database.open()
            stack.callback(database.close)
            return database

        yield make


def article(database: Database, key: str = EARBUD) -> Article:
    found = database.read(lambda c: rows.get(c, Article, key))
    assert found is not None
    return found


def do(database: Database, command: Callable[[Tx], object]) -> None:
    database.write(command).result(5)


def done(database: Database, command: Callable[[Tx], object]) -> str:
    """Carry a command out; returns its transaction."""

    def run(tx: Tx) -> str:
        command(tx)
        return tx.id

    return database.write(run).result(5)


def refused(database: Database, command: Callable[[Tx], object]) -> str:
    with pytest.raises(AppError) as raised:
        do(database, command)
    return raised.value.code


def shelf(database: Database, who: tuple[str, Role]) -> tuple[str, ...]:
    me = Actor(who[0], who[1].value)
    return database.read(lambda c: queries.listing(c, Cut(shelf=Shelf.REVIEW), me, NOW))


def written(database: Database, *words: str, key: str = EARBUD) -> Content:
    body = tuple(Block(f"b{n}", html=word) for n, word in enumerate(words))
    return msgspec.structs.replace(content_of(article(database, key)), body=body)


def test_a_change_waits_is_read_and_published(sit: Open) -> None:
    desk = sit(*WRITER)
    content = written(desk, "新的做法")
    do(desk, lambda tx: reviews.hand_in(tx, EARBUD, content, note="请看第一步"))
    review = article(desk).review
    assert review is not None
    assert (review.state, review.author_id, review.note) == (ReviewState.ASKED, "agent-lin", "请看第一步")
    assert article(desk).body != content.body, "customers were shown what nobody had read"
    assert shelf(desk, WRITER) == ()
    desk = sit(*REVIEWER)
    assert shelf(desk, REVIEWER) == (EARBUD,)
    do(desk, lambda tx: reviews.approve(tx, EARBUD, content))
    assert (article(desk).body, article(desk).review, shelf(desk, REVIEWER)) == (content.body, None, ())


def test_what_was_written_after_it_was_read_is_not_published(sit: Open) -> None:
    desk = sit(*WRITER)
    content = written(desk, "新的做法")
    do(desk, lambda tx: reviews.hand_in(tx, EARBUD, content))
    do(desk, lambda tx: commands.autosave(tx, EARBUD, written(desk, "新的做法", "还有这一句")))
    desk = sit(*REVIEWER)
    assert refused(desk, lambda tx: reviews.approve(tx, EARBUD, content)) == "review_changed"
    assert article(desk).body != content.body


def test_what_was_handed_in_and_is_discarded_waits_for_nobody_until_that_is_undone(sit: Open) -> None:
    desk = sit(*WRITER)
    do(desk, lambda tx: reviews.hand_in(tx, EARBUD, written(desk, "新的做法"), note="请看"))
    txn = done(desk, lambda tx: commands.discard(tx, EARBUD, None))
    assert article(desk).review is None
    do(desk, lambda tx: undo(tx, txn))
    review = article(desk).review
    assert review is not None
    assert (review.state, review.note, review.author_id) == (ReviewState.ASKED, "请看", "agent-lin")


@pytest.mark.parametrize("fresh", [False, True])
def test_what_somebody_else_handed_in_and_was_published_stays_published(sit: Open, fresh: bool) -> None:
    key = "art-draft" if fresh else EARBUD
    desk = sit(*WRITER)
    do(desk, lambda tx: reviews.hand_in(tx, key, written(desk, "新的做法", key=key)))
    content = written(desk, "新的做法", key=key)
    desk = sit(*REVIEWER)
    txn = done(desk, lambda tx: reviews.approve(tx, key, content))
    assert desk.write(lambda tx: undo(tx, txn)).result(5) == 0
    found = article(desk, key)
    assert (found.status, found.body, found.review) == (ArticleStatus.PUBLISHED, content.body, None)


def test_it_comes_back_with_a_comment_and_goes_in_again(sit: Open) -> None:
    desk = sit(*WRITER)
    do(desk, lambda tx: reviews.hand_in(tx, EARBUD, written(desk, "新的做法")))
    desk = sit(*REVIEWER)
    assert refused(desk, lambda tx: reviews.send_back(tx, EARBUD, " ")) == "review_no_comment"
    do(desk, lambda tx: reviews.send_back(tx, EARBUD, "少了配图"))
    assert refused(desk, lambda tx: reviews.send_back(tx, EARBUD, "又一次")) == "review_settled"
    assert shelf(desk, REVIEWER) == ()
    desk = sit(*WRITER)
    review = article(desk).review
    assert review is not None
    assert (review.state, review.comment, review.reviewer_id) == (ReviewState.RETURNED, "少了配图", "agent-zhou")
    assert shelf(desk, WRITER) == (EARBUD,)
    do(desk, lambda tx: reviews.hand_in(tx, EARBUD, written(desk, "新的做法", "配图")))
    again = article(desk).review
    assert again is not None
    assert (again.state, again.comment) == (ReviewState.ASKED, "")
    do(desk, lambda tx: reviews.take_back(tx, [EARBUD]))
    assert article(desk).review is None


def test_reviewers_count_for_what_is_below_their_category_and_nobody_else_publishes_there(sit: Open) -> None:
    desk = sit(*REVIEWER)
    do(desk, lambda tx: categories.describe_category(tx, "cat-after", "售后", (), reviewers=("agent-he",)))
    content = written(desk, "新的做法")
    assert refused(desk, lambda tx: commands.publish(tx, EARBUD, content)) == "not_reviewer"
    assert refused(desk, lambda tx: commands.archive(tx, [EARBUD])) == "not_reviewer"
    do(desk, lambda tx: reviews.hand_in(tx, EARBUD, content))
    assert shelf(desk, REVIEWER) == ()
    assert refused(desk, lambda tx: reviews.send_back(tx, EARBUD, "不行")) == "not_reviewer"
    he = ("agent-he", Role.SUPERVISOR)
    assert shelf(desk, he) == (EARBUD,)
    assert shelf(desk, ("agent-root", Role.ADMIN)) == (EARBUD,), "nobody would be left if he went on leave"

    def name_reviewer(tx: Tx) -> Category:
        return categories.describe_category(tx, "cat-ear", "耳机", (), reviewers=("agent-zhou",))

    assert refused(desk, name_reviewer) == "not_reviewer", "who reviews is said by who reviews"
    assert refused(desk, lambda tx: categories.move_category(tx, "cat-ear", "")) == "not_reviewer"
    assert refused(desk, lambda tx: commands.move(tx, [EARBUD], "")) == "not_reviewer"
    do(desk, lambda tx: commands.move(tx, ["art-draft"], "cat-ear"))
    desk = sit(*he)
    do(desk, name_reviewer)
    assert (shelf(desk, REVIEWER), shelf(desk, he)) == ((EARBUD,), ())


def test_many_are_handed_in_and_one_undo_takes_them_back(sit: Open) -> None:
    desk = sit(*WRITER)
    txn = ""

    def hand_in(tx: Tx) -> int:
        nonlocal txn
        txn = tx.id
        return reviews.hand_in_many(tx, ["art-draft", EARBUD])

    assert desk.write(hand_in).result(5) == 1, "of the one that is published nothing is written"
    assert article(desk, "art-draft").review is not None
    do(desk, lambda tx: undo(tx, txn))
    assert article(desk, "art-draft").review is None


def test_who_only_reads_hands_nothing_in_and_an_empty_one_stays(sit: Open) -> None:
    desk = sit("agent-lin", Role.AGENT)
    content = written(desk, "新的做法")
    assert refused(desk, lambda tx: reviews.hand_in(tx, EARBUD, content)) == "knowledge_permission"
    desk = sit(*WRITER)
    assert refused(desk, lambda tx: reviews.hand_in(tx, EARBUD, content_of(article(desk)))) == "nothing_to_review"
    assert refused(desk, lambda tx: reviews.hand_in(tx, "new", Content(title="有题"))) == "article_no_body"
    assert refused(desk, lambda tx: reviews.approve(tx, EARBUD, content)) == "review_settled"


def test_an_unpublished_article_is_published_as_it_was_read(sit: Open) -> None:
    desk = sit(*WRITER)
    do(desk, lambda tx: reviews.hand_in(tx, "fresh", Content(title="新的", body=(Block("a", html="一"),))))
    read = content_of(article(desk, "fresh"))
    desk = sit(*REVIEWER)
    do(desk, lambda tx: reviews.approve(tx, "fresh", read))
    assert (article(desk, "fresh").status, article(desk, "fresh").review) == (ArticleStatus.PUBLISHED, None)


def test_a_category_names_its_owner_and_reviewers(sit: Open) -> None:
    desk = sit(*REVIEWER)
    reviewers = ("agent-zhou", "agent-he", "agent-zhou")

    def describe(tx: Tx) -> Category:
        return categories.describe_category(tx, "cat-ear", "耳机", ("耳塞",), owner_id="agent-lin", reviewers=reviewers)

    do(desk, describe)
    found = desk.read(lambda c: rows.get(c, Category, "cat-ear"))
    assert found is not None
    assert (found.owner_id, found.reviewers, found.synonyms) == ("agent-lin", ("agent-zhou", "agent-he"), ("耳塞",))
