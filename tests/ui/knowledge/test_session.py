"""What is written is kept second by second, becomes one version, and two people who write one article lose nothing."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from sqlalchemy import select

from app.commands import knowledge as commands
from app.commands.article_content import Content, content_of
from app.domain.access import ALL
from app.domain.journal import Conflict
from app.domain.knowledge import CONTENT, Article, ArticleDraft, ArticleStatus, draft_id
from app.domain.rich import Block, BlockKind
from app.storage import rows
from app.storage.tables import OUTBOX, SYNC_BASE
from app.ui.knowledge import session
from app.ui.knowledge.editor import EditorDialog
from app.ui.knowledge.view import KnowledgeView
from tests.helpers import office as fixture
from tests.helpers.office import EARBUD
from tests.ui.knowledge.conftest import Bench

Open = Callable[..., EditorDialog]


@pytest.fixture
def open_editor(view: KnowledgeView, bench: Bench) -> Iterator[Open]:
    opened: list[EditorDialog] = []

    def make(article_id: str = "") -> EditorDialog:
        opened.append(view.open_editor(article_id))
        bench.settle()
        return opened[-1]

    yield make
    for editor in opened:
        if isValid(editor) and editor.isVisible():
            editor._leave()
    QApplication.processEvents()


def article(bench: Bench, key: str) -> Article | None:
    return bench.database.read(lambda c: rows.get(c, Article, key))


def draft(bench: Bench, key: str) -> ArticleDraft | None:
    found = bench.database.read(lambda c: rows.get(c, ArticleDraft, draft_id(key)))
    return None if found is None or found.deleted_at is not None else found


def article_operations(bench: Bench) -> list[str]:
    query = select(OUTBOX.c.kind).where(OUTBOX.c.ent == "article").order_by(OUTBOX.c.lsn)
    return list(bench.database.read(lambda c: c.execute(query).scalars().all()))


def autosave(bench: Bench, editor: EditorDialog) -> None:
    editor.session.autosave()
    bench.settle()


def write(editor: EditorDialog, text: str) -> None:
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor.text, text)


# -- versions ----------------------------------------------------------------------------------------------------------


def test_a_sitting_of_many_autosaves_makes_one_version(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    key = editor.article_id
    editor.title.setText("One sitting")
    for text in ("one", " two", " three"):
        write(editor, text)
        autosave(bench, editor)
        kept = draft(bench, key)
        assert kept is not None
        assert kept.body[-1].html.endswith(text.strip())  # a power cut here loses nothing
    assert article(bench, key) is None
    editor.reject()
    bench.settle()
    made = article(bench, key)
    assert made is not None
    assert [block.html for block in made.body] == ["one two three"]
    assert article_operations(bench) == ["create"]
    assert draft(bench, key) is None


def test_closing_or_saving_again_without_a_change_makes_nothing(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.title.setText("Once")
    write(editor, "one")
    QTest.keyClick(editor.text, Qt.Key.Key_Return)
    write(editor, "two")
    editor.save_now()
    bench.settle()
    editor.save_now()
    autosave(bench, editor)
    editor.reject()
    bench.settle()
    assert article_operations(bench) == ["create"]


def test_an_autosaved_article_of_a_killed_program_is_saved_when_the_library_opens(
    bench: Bench, open_view: Callable[[Bench], KnowledgeView]
) -> None:
    content = Content(title="没有关上", body=(Block("a", html="一"),))
    bench.database.write(lambda tx: commands.autosave(tx, "new", content)).result(5)
    view = open_view(bench)
    assert "new" in view.library.keys
    made = article(bench, "new")
    assert made is not None
    assert content_of(made) == content


def test_ending_the_program_saves_the_open_editor(open_editor: Open, view: KnowledgeView, bench: Bench) -> None:
    editor = open_editor()
    editor.title.setText("Still open")
    view.on_hide()
    bench.settle()
    assert article(bench, editor.article_id) is not None


# -- timing ------------------------------------------------------------------------------------------------------------


def test_somebody_who_never_pauses_is_kept_too(
    open_editor: Open, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "AUTOSAVE_MOST_MS", 0)
    editor = open_editor()
    editor.session.timer.setInterval(400)
    write(editor, "a")
    first = editor.session.timer.remainingTime()
    bench.qtbot.waitUntil(lambda: editor.session.timer.remainingTime() < first)
    write(editor, "b")
    assert editor.session.timer.remainingTime() < first, "a further key must not put the keeping off"
    bench.qtbot.waitUntil(lambda: draft(bench, editor.article_id) is not None)


def test_what_is_typed_while_the_last_save_runs_is_kept_before_closing(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.title.setText("Title")
    editor.reject()
    write(editor, "late")
    bench.settle()
    made = article(bench, editor.article_id)
    assert made is not None
    assert [block.html for block in made.body] == ["late"]
    assert not isValid(editor) or not editor.isVisible()


def test_a_change_that_is_taken_back_while_it_is_saved_is_saved_too(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.title.setText("first")
    autosave(bench, editor)
    editor.title.setText("second")
    editor.session.autosave()
    editor.title.setText("first")
    editor.reject()
    bench.settle()
    made = article(bench, editor.article_id)
    assert made is not None
    assert made.title == "first"


def test_nothing_can_be_typed_into_what_is_being_published(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.title.setText("Title")
    write(editor, "text")
    editor.publish()
    assert not editor.text.isEnabled()
    editor.publish()  # the key is pressed once more
    bench.settle()
    made = article(bench, editor.article_id)
    assert made is not None
    assert made.status is ArticleStatus.PUBLISHED
    assert article_operations(bench) == ["create", "intent"]


def test_the_toolbar_stays_where_it_is_when_a_similar_title_is_found(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    place = editor.toolbar.mapTo(editor, editor.toolbar.rect().topLeft())
    editor.title.setText("耳机单侧无声：三步排查与换货流程")
    editor.title_line.read_similar()
    bench.settle()
    assert "耳机单侧无声" in editor.title_line.similar.text()
    assert editor.toolbar.mapTo(editor, editor.toolbar.rect().topLeft()) == place


# -- two people --------------------------------------------------------------------------------------------------------


def other_writes(bench: Bench, **values: object) -> ArticleDraft:
    """The draft of another agent arrives from the server."""
    found = article(bench, EARBUD)
    assert found is not None
    content = msgspec.structs.replace(content_of(found), **values)
    arrived = ArticleDraft(
        id=draft_id(EARBUD), scope=ALL, rev=1, article_id=EARBUD, base_version=7, editor_id="agent-li", saved_at=1,
        **{name: getattr(content, name) for name in CONTENT},
    )  # fmt: skip
    fixture.arrive(bench.database, arrived)
    bench.settle()
    return arrived


def test_what_another_writes_appears_and_what_is_written_here_stays(open_editor: Open, bench: Bench) -> None:
    editor = open_editor(EARBUD)
    body = editor.text.body()
    write(editor, " mine")
    theirs = (Block("new", BlockKind.PARAGRAPH, "别人的一段"), *body)
    other_writes(bench, body=theirs, title="别人的标题")
    assert editor.title.text() == "别人的标题"
    shown = editor.text.body()
    assert shown[0].html == "别人的一段"
    assert shown[-1].html.endswith(" mine")
    assert "并入" in editor.banner.accessibleName()
    write(editor, "!")
    autosave(bench, editor)
    kept = draft(bench, EARBUD)
    assert kept is not None
    assert (kept.body[0].html, kept.body[-1].html[-6:]) == ("别人的一段", " mine!")


def test_what_was_kept_here_and_lost_against_another_at_the_server_comes_back(open_editor: Open, bench: Bench) -> None:
    editor = open_editor(EARBUD)
    body = editor.text.body()
    write(editor, " mine")
    autosave(bench, editor)
    theirs = (msgspec.structs.replace(body[0], html="别人改的"), *body[1:])
    bench.database.write(lambda tx: tx.connection.execute(OUTBOX.update().values(state=2))).result(5)
    bench.database.write(lambda tx: tx.connection.execute(SYNC_BASE.delete())).result(5)
    other_writes(bench, body=theirs)
    shown = editor.text.body()
    assert (shown[0].html, shown[-1].html[-5:]) == ("别人改的", " mine")
    autosave(bench, editor)
    kept = draft(bench, EARBUD)
    assert kept is not None
    assert kept.body == shown


def test_a_save_over_what_another_kept_a_moment_ago_keeps_both(open_editor: Open, bench: Bench) -> None:
    editor = open_editor(EARBUD)
    write(editor, " mine")
    body = content_of(article(bench, EARBUD) or Article(id="", scope="", title="")).body
    found = msgspec.structs.replace(
        content_of(article(bench, EARBUD) or Article(id="", scope="", title="")),
        body=(msgspec.structs.replace(body[0], html="别人改的"), *body[1:]),
    )
    bench.database.write(lambda tx: commands.autosave(tx, EARBUD, found)).result(5)
    autosave(bench, editor)  # before the editor has heard of it
    kept = draft(bench, EARBUD)
    assert kept is not None
    assert kept.body[0].html == "别人改的"
    assert kept.body[-1].html.endswith(" mine")
    assert editor.text.body() == kept.body


def test_a_word_that_is_being_composed_is_not_disturbed(open_editor: Open, bench: Bench) -> None:
    editor = open_editor(EARBUD)
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    QApplication.sendEvent(editor.text, QInputMethodEvent("zhong", []))
    other_writes(bench, title="别人的标题")
    assert editor.title.text() != "别人的标题"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("中")
    QApplication.sendEvent(editor.text, commit)
    bench.qtbot.waitUntil(lambda: editor.title.text() == "别人的标题")
    assert editor.text.body()[-1].html.endswith("中")


def test_words_that_were_put_aside_for_anothers_are_told_in_the_editor(open_editor: Open, bench: Bench) -> None:
    editor = open_editor(EARBUD)
    clash = Conflict(id="clash", scope=f"u:{fixture.ME}", rev=1, entity="article", row_id=EARBUD, field="body")
    fixture.arrive(bench.database, clash)
    bench.settle()
    assert "别人先改了" in editor.banner.accessibleName()
