"""Nothing that was written is lost or lands elsewhere: what comes back, and what comes late."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.domain.conversations import Card
from app.storage import drafts
from app.storage.drafts import NOTE, REPLY, Draft, Staged
from app.ui.conversations.draft_shelf import rejoined
from tests.helpers.office import CHEN, EARBUD, RED_LIGHT, WANG
from tests.ui.conversations.bench import ENTER, Bench, Open, said


def stored(bench: Bench, conversation_id: str, mode: str = REPLY) -> Draft:
    found = bench.database.read(lambda c: drafts.draft(c, conversation_id, mode))
    return found or Draft(conversation_id=conversation_id, mode=mode)


@contextmanager
def busy_writer(bench: Bench) -> Iterator[None]:
    """Keep the writer busy, as a page of the first synchronisation does."""
    go_on = threading.Event()
    bench.database.write(lambda tx: go_on.wait(10))
    try:
        yield
    finally:
        go_on.set()


@contextmanager
def busy_pool(bench: Bench) -> Iterator[None]:
    """Keep the pool busy, as a large file on a slow disk does."""
    go_on = threading.Event()
    for _ in range(3):
        bench.ctx.tasks.run(lambda: go_on.wait(10))
    try:
        yield
    finally:
        go_on.set()


def test_what_was_refused_stands_above_what_was_typed_since(workspace: Open, bench: Bench) -> None:
    view = workspace()
    field = view.talk.composer.field
    field.setFocus()
    with busy_writer(bench):
        closing = "UPDATE conversation SET status = 'closed' WHERE id = ?"
        bench.database.write(lambda tx: tx.connection.exec_driver_sql(closing, (CHEN,)).rowcount)
        QTest.keyClicks(field, "first")
        QTest.keyClick(field, ENTER)
        QTest.keyClicks(field, "second")
    bench.settle()
    assert field.text() == "first\nsecond"
    bench.qtbot.waitUntil(lambda: stored(bench, CHEN).text == "first\nsecond")
    bench.settle()
    assert field.text() == "first\nsecond"
    assert said(bench, CHEN) == []


def test_what_is_undone_stands_above_what_was_typed_since(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    view.stage_suggestion(1)
    bench.settle()
    composer.field.set_text("first")
    composer.send()
    bench.settle()
    composer.field.setFocus()
    QTest.keyClicks(composer.field, "second")
    with busy_writer(bench):
        view.desk.sending.undo(view.desk.sending.newest_held())
        QTest.keyClicks(composer.field, " and more")
    bench.settle()
    assert composer.field.text() == "first\nsecond and more"
    assert [item.card.article_id for item in composer.staged.items() if item.card] == [RED_LIGHT]
    bench.qtbot.waitUntil(lambda: stored(bench, CHEN).text == "first\nsecond and more")
    bench.settle()
    assert composer.field.text() == "first\nsecond and more"


def test_a_note_that_is_being_written_stays_when_a_reply_comes_back(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    view.asking.send_card(EARBUD)
    bench.settle()
    composer.toggle_mode()
    composer.field.set_text("写到一半")
    view.desk.sending.undo(view.desk.sending.newest_held())
    bench.settle()
    assert composer.mode == REPLY
    composer.toggle_mode()
    assert composer.field.text() == "写到一半"


def test_an_older_echo_of_ones_own_saving_changes_nothing(workspace: Open, bench: Bench) -> None:
    """What is read between two savings holds the first; by then more has been typed, and saved in its turn."""
    view = workspace()
    composer = view.talk.composer
    composer.field.set_text("先写的")
    with busy_writer(bench):
        composer.save()
        bench.database.write(lambda tx: None)
        middle = bench.database.write(lambda tx: drafts.draft(tx.connection, CHEN, REPLY))
        composer.field.set_text("先写的，再写的")
        composer.save()
    first = middle.result(5)
    assert first is not None
    assert composer.drafts.learn(first, composer.draft()) is None
    bench.settle()
    assert composer.field.text() == "先写的，再写的"


def test_a_file_stays_with_the_conversation_it_was_chosen_for(workspace: Open, bench: Bench, tmp_path: Path) -> None:
    view = workspace()
    composer = view.talk.composer
    path = tmp_path / "身份证.pdf"
    path.write_bytes(b"%PDF-1.4")
    with busy_pool(bench):
        composer.intake.files([path])
        view.open_item(WANG)
    bench.settle()
    assert view.desk.current == WANG
    assert composer.staged.items() == ()
    assert [item.name for item in stored(bench, CHEN).staged] == ["身份证.pdf"]
    view.open_item(CHEN)
    bench.settle()
    assert [item.name for item in composer.staged.items()] == ["身份证.pdf"]


def test_a_file_comes_to_what_was_written_before_and_since(workspace: Open, bench: Bench, tmp_path: Path) -> None:
    view = workspace()
    composer = view.talk.composer
    path = tmp_path / "身份证.pdf"
    path.write_bytes(b"%PDF-1.4")
    with busy_writer(bench):
        with busy_pool(bench):
            composer.intake.files([path])
            view.open_item(WANG)
        bench.qtbot.waitUntil(lambda: bool(composer.drafts._under_way[CHEN, REPLY]))
        view.open_item(CHEN)
        composer.field.set_text("请看附件")
        composer.save()
    bench.settle()
    assert composer.draft().text == "请看附件"
    assert [item.name for item in composer.draft().staged] == ["身份证.pdf"]
    bench.qtbot.waitUntil(lambda: stored(bench, CHEN).staged == composer.draft().staged)
    assert stored(bench, CHEN).text == "请看附件"


@pytest.mark.parametrize("mode", [REPLY, NOTE])
def test_an_article_stays_where_it_was_asked_for(workspace: Open, bench: Bench, mode: str) -> None:
    view = workspace()
    composer = view.talk.composer
    composer.set_mode(mode)
    composer.field.set_text("您好")
    other = NOTE if mode == REPLY else REPLY
    with busy_pool(bench):
        composer.intake.card(EARBUD)
        composer.intake.article(RED_LIGHT, edit=True)
        composer.set_mode(other)
    bench.settle()
    assert composer.mode == other
    assert composer.draft().empty
    bench.qtbot.waitUntil(lambda: len(stored(bench, CHEN, mode).text) > 20)
    kept = stored(bench, CHEN, mode)
    assert kept.text.startswith("您好")
    cards = [item.card.article_id for item in kept.staged if item.card is not None]
    sources = [item.source.article_id for item in kept.staged if item.source is not None]
    assert (cards, sources) == (([EARBUD], [RED_LIGHT]) if mode == REPLY else ([], []))


def test_files_are_asked_for_where_one_writes(workspace: Open, bench: Bench, tmp_path: Path) -> None:
    view = workspace()
    composer = view.talk.composer
    path = tmp_path / "身份证.pdf"
    path.write_bytes(b"%PDF-1.4")
    composer.intake.choose_files()
    asked = composer.findChild(QFileDialog)
    assert asked is not None
    view.open_item(WANG)
    bench.settle()
    asked.filesSelected.emit([str(path)])
    asked.close()
    bench.settle()
    assert composer.staged.items() == ()
    assert [item.name for item in stored(bench, CHEN).staged] == ["身份证.pdf"]


def test_the_keyboard_is_back_in_the_field_after_no_file_was_chosen(workspace: Open, bench: Bench) -> None:
    view = workspace()
    composer = view.talk.composer
    view.inbox.list.setFocus()
    composer.intake.choose_files()
    asked = composer.findChild(QFileDialog)
    assert asked is not None
    asked.reject()
    assert view.window().focusWidget() is composer.field


def draft(text: str, *titles: str) -> Draft:
    staged = tuple(
        Staged(card=Card(article_id=title, number=1, version=1, title=title, summary="")) for title in titles
    )
    return Draft(conversation_id=CHEN, text=text, staged=staged)


@pytest.mark.parametrize(
    ("back", "begun", "shown", "text", "titles"),
    [
        (draft("甲", "x"), None, draft(""), "甲", "x"),
        (draft("甲", "x"), None, draft("乙", "y"), "甲\n乙", "xy"),
        (draft("甲"), None, draft("甲"), "甲\n甲", ""),  # typed twice is meant twice
        (draft("甲\n乙", "x", "y"), draft("乙", "y"), draft("乙", "y"), "甲\n乙", "xy"),
        (draft("甲\n乙", "x", "y"), draft("乙", "y"), draft("乙丙", "y"), "甲\n乙丙", "xy"),
        (draft("甲\n乙", "x", "y"), draft("乙", "y"), draft("丙"), "甲\n丙", "x"),
        (draft("甲"), draft("乙"), draft("乙"), "甲\n乙", ""),  # the disk had refused it
        (draft("", "x"), draft(""), draft("乙"), "乙", "x"),
    ],
)
def test_what_comes_back_is_joined_once(back: Draft, begun: Draft | None, shown: Draft, text: str, titles: str) -> None:
    whole = rejoined(back, begun, shown)
    assert whole.text == text
    assert "".join(item.name for item in whole.staged) == titles
