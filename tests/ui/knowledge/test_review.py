"""The screen of who hands in and of who decides, by mouse and by key, with and without a line."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from app.commands import categories, reviews
from app.commands.article_content import content_of
from app.domain.entity import Actor
from app.domain.knowledge import Article, ArticleStatus, Category, Review, ReviewState
from app.domain.people import Role
from app.domain.rich import Block
from app.storage import rows
from app.storage.knowledge import Shelf
from app.ui.kit.dialogs import Dialog
from app.ui.knowledge.fields import CheckList, PersonField
from app.ui.knowledge.history import CompareDialog
from app.ui.knowledge.view import KnowledgeView
from tests.helpers.office import EARBUD
from tests.ui.knowledge.conftest import ME, Bench, OpenView


def article(bench: Bench, key: str = EARBUD) -> Article:
    found = bench.database.read(lambda c: rows.get(c, Article, key))
    assert found is not None
    return found


def state(bench: Bench, key: str = EARBUD) -> ReviewState | None:
    review = article(bench, key).review
    return review.state if review is not None else None


def handed_in(bench: Bench, author: str = "agent-lin") -> None:
    """Have a colleague hand in a change of the article, as it came from his desk."""
    mine = msgspec.structs.replace(content_of(article(bench)), body=(Block("x", html="新的第一步"),))
    bench.database.write(lambda tx: reviews.hand_in(tx, EARBUD, mine, note="请看第一步")).result(5)

    def colleague(tx: object) -> None:
        review = msgspec.structs.replace(article(bench).review or Review(
            state=ReviewState.ASKED, author_id=author, asked_at=1), author_id=author)  # fmt: skip
        rows.write(tx.connection, "article", (msgspec.structs.replace(article(bench), review=review),), 0, "")  # type: ignore[attr-defined]
        tx.touched("article", EARBUD)  # type: ignore[attr-defined]

    bench.database.write(colleague).result(5)


def show(view: KnowledgeView, bench: Bench, key: str = EARBUD) -> None:
    view.open_item(key)
    bench.settle()
    view.articles.table.setFocus()


def opened_dialog(view: KnowledgeView, bench: Bench) -> Dialog:
    bench.settle()
    found: list[Dialog] = [each for each in view.findChildren(Dialog) if each.isVisible()]
    return found[-1]


def press(dialog: Dialog, name: str = "yes") -> None:
    made = dialog.findChild(QPushButton, name)
    assert made is not None
    made.click()


def test_an_expert_hands_in_without_a_line_and_takes_it_back(
    open_bench: Callable[..., Bench], open_view: OpenView
) -> None:
    bench = open_bench(Role.EXPERT)
    view = open_view(bench)
    bench.go_online(False)
    show(view, bench, "art-draft")
    preview = view.preview
    assert preview.hand_in_button.isVisible()
    assert not preview.publish_button.isVisible()
    preview.hand_in_button.click()
    asked = opened_dialog(view, bench)
    field = asked.findChild(QPlainTextEdit)
    assert field is not None
    QTest.keyClicks(field, "new")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert state(bench, "art-draft") is ReviewState.ASKED
    assert bench.told[-1] == "已交审 1 条"
    bar = preview.review
    assert bar is not None
    assert bar.isVisible()
    assert [name for name, made in bar.buttons.items() if made.isVisible()] == ["knowledge.take_back"]
    bar.buttons["knowledge.take_back"].click()
    bench.settle()
    assert state(bench, "art-draft") is None
    assert not bar.isVisible()


def test_the_editor_of_who_may_not_publish_hands_in(open_bench: Callable[..., Bench], open_view: OpenView) -> None:
    bench = open_bench(Role.EXPERT)
    view = open_view(bench)
    editor = view.open_editor(EARBUD)
    bench.settle()
    assert editor.hand_in_button.isVisible()
    assert not editor.publish_button.isVisible()
    editor.text.setPlainText("另一种做法")
    QTest.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    asked = next(each for each in editor.findChildren(Dialog) if each.isVisible())
    press(asked)
    bench.settle()
    assert (state(bench), article(bench).status) == (ReviewState.ASKED, ArticleStatus.PUBLISHED)
    assert bench.told[-1].startswith("已交审")


def test_the_inbox_counts_what_waits_and_a_key_publishes_it(bench: Bench, open_view: OpenView) -> None:
    handed_in(bench)
    view = open_view(bench)
    told: list[tuple[int, str]] = []
    view.badgeChanged.connect(lambda count, tone: told.append((count, tone)))
    view.places.shelves[Shelf.REVIEW].click()
    bench.settle()
    assert view.library.keys == [EARBUD]
    show(view, bench)
    bar = view.preview.review
    assert bar is not None
    assert bar.isVisible()
    assert "请看第一步" in bar._text.text()
    shown = [name for name, made in bar.buttons.items() if made.isVisible()]
    assert shown == ["knowledge.approve", "knowledge.changes", "knowledge.send_back"]
    QTest.keyClick(view.articles.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert article(bench).body == (Block("x", html="新的第一步"),)
    assert state(bench) is None
    assert view.library.keys == []
    assert told[-1] == (0, "accent")


def test_changes_are_read_and_sent_back_from_there(bench: Bench, open_view: OpenView) -> None:
    handed_in(bench)
    view = open_view(bench)
    show(view, bench)
    QTest.keyClick(view.articles.table, Qt.Key.Key_D)
    compare = opened_dialog(view, bench)
    assert isinstance(compare, CompareDialog)
    assert "新的第一步" in compare.view.toPlainText()
    press(compare, "verb1")
    asked = next(each for each in view.findChildren(Dialog) if each.isVisible() and each is not compare)
    press(asked)
    assert asked.isVisible(), "sent back without a word"
    field = asked.findChild(QPlainTextEdit)
    assert field is not None
    field.setPlainText("少了配图")
    press(asked)
    bench.settle()
    review = article(bench).review
    assert review is not None
    assert (review.state, review.comment, review.reviewer_id) == (ReviewState.RETURNED, "少了配图", ME)
    assert view.articles.table.rows.rowCount() > 1


def test_nothing_is_approved_without_a_line_and_the_reason_is_said(bench: Bench, open_view: OpenView) -> None:
    handed_in(bench)
    view = open_view(bench)
    show(view, bench)
    bench.go_online(False)
    bar = view.preview.review
    assert bar is not None
    approve = bar.buttons["knowledge.approve"]
    assert not approve.isEnabled()
    assert approve.toolTip() == "离线时不能发布"
    assert bar.buttons["knowledge.send_back"].isEnabled()


def test_reviewers_of_a_category_are_chosen_by_the_space_bar(bench: Bench, open_view: OpenView) -> None:
    view = open_view(bench)
    view.library.open_category("cat-ear")
    view.places.tree.setFocus()
    bench.settle()
    view._categories.edit_words()
    asked = opened_dialog(view, bench)
    people, owner = asked.findChild(CheckList), asked.findChild(PersonField)
    assert people is not None
    assert owner is not None
    assert people.count() > 0
    QTest.keyClick(people, Qt.Key.Key_Space)
    owner.setCurrentIndex(1)
    chosen, person = people.chosen(), owner.person_id
    press(asked)
    bench.settle()
    found = bench.database.read(lambda c: rows.get(c, Category, "cat-ear"))
    assert found is not None
    assert (found.reviewers, found.owner_id) == (chosen, person)
    assert len(chosen) == 1


@pytest.mark.parametrize("mine", [True, False])
def test_who_reviews_elsewhere_hands_in(bench: Bench, open_view: OpenView, mine: bool) -> None:
    reviewers = (ME,) if mine else ("agent-he",)
    bench.database.write(
        lambda tx: categories.describe_category(tx, "cat-after", "售后", (), reviewers=reviewers)
    ).result(5)
    assert bench.database.actor == Actor(ME, Role.KNOWLEDGE_ADMIN.value)
    view = open_view(bench)
    editor = view.open_editor(EARBUD)
    bench.settle()
    assert (editor.publish_button.isVisible(), editor.hand_in_button.isVisible()) == (mine, not mine)
    editor._leave()
