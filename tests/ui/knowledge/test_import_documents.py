"""Documents in the import wizard: cut, joined, renamed, skipped, then imported as drafts with their pictures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.commands.transfer.documents.document import Note
from app.domain.knowledge import Article, ArticleStatus, Category
from app.domain.rich import body_text
from app.storage import rows
from app.ui.knowledge.import_dialog import CHECK, CHOOSE, DOCUMENTS, RESULT, ImportDialog
from app.ui.knowledge.import_words import NOTES, note_words
from app.ui.knowledge.view import KnowledgeView
from tests.helpers.documents import docx, heading, paragraph, scanned_pdf
from tests.ui.knowledge.conftest import Bench

DATA = Path(__file__).parents[2] / "data/documents"


@pytest.fixture
def wizard(view: KnowledgeView, bench: Bench) -> Iterator[ImportDialog]:
    made = ImportDialog(view, bench.ctx, view.library)
    yield made
    bench.settle()
    if isValid(made):
        made.reject()
    QApplication.processEvents()


def shown(wizard: ImportDialog) -> list[str]:
    page = wizard.documents
    return [page.list.item(at).text() for at in range(page.list.count())]


def articles(bench: Bench) -> dict[str, Article]:
    return {each.title: each for each in bench.database.read(lambda c: rows.everything(c, Article))}


def test_a_handbook_becomes_drafts_in_the_chosen_category_and_goes_back_as_a_whole(
    wizard: ImportDialog, bench: Bench
) -> None:
    before = articles(bench)
    wizard.take_files([DATA / "handbook.docx"])
    bench.settle()
    page = wizard.documents
    assert wizard.pages.currentIndex() == DOCUMENTS
    assert shown(wizard) == ["耳机", "退货"]
    assert wizard.import_button.text() == "导入 2 条"
    page.cutting.choose("2")
    page.cutting.chosen.emit("2")
    bench.settle()
    assert shown(wizard) == ["耳机", "充不进电", "保修期", "退货"]
    category = bench.database.read(lambda c: rows.everything(c, Category))[0]
    page.category.choose(category.id)
    page.list.setCurrentRow(2)
    page.own_category.setCurrentIndex(page.own_category.findData(""))
    page.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    bench.settle()
    assert wizard.import_button.text() == "导入 3 条"
    QTest.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert wizard.pages.currentIndex() == RESULT
    made = {title: article for title, article in articles(bench).items() if title not in before}
    assert set(made) == {"充不进电", "保修期", "退货"}
    assert {each.status for each in made.values()} == {ArticleStatus.DRAFT}
    assert made["充不进电"].category_id == category.id
    assert [ref.name for ref in made["充不进电"].attachments] == ["handbook.docx"]  # the first that is imported
    for each in made.values():
        assert all(bench.blobs.path(ref.sha256) for ref in (*each.images, *each.attachments))
    wizard.take_back()
    bench.settle()
    alive = {title for title, article in articles(bench).items() if article.deleted_at is None}
    assert alive == {title for title, article in before.items() if article.deleted_at is None}


def test_sections_are_renamed_joined_and_split_by_keys(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    text = "".join((heading("甲"), paragraph("一"), paragraph("二"), heading("乙"), paragraph("三")))
    wizard.take_files([docx(tmp_path / "手册.docx", text)])
    bench.settle()
    page = wizard.documents
    page.list.setFocus()
    page.list.setCurrentRow(1)
    QTest.keyClick(page.list, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert (shown(wizard), body_text(page.sections[0].body)) == (["甲"], "一\n二\n乙\n三")
    page.view.moveCursor(QTextCursor.MoveOperation.Start)
    page.view.moveCursor(QTextCursor.MoveOperation.NextBlock)
    QTest.keyClick(page.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert [(each.title, body_text(each.body)) for each in page.sections] == [("甲", "一"), ("二", "乙\n三")]
    assert page.list.currentRow() == 1
    QTest.keyClick(page.list, Qt.Key.Key_F2)
    assert wizard.focusWidget() is page.title
    page.title.setText("新的标题")
    QTest.keyClick(page.title, Qt.Key.Key_Tab)
    bench.settle()
    assert shown(wizard) == ["甲", "新的标题"]


def test_a_title_that_is_taken_is_told_and_replaced_only_when_said(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    there = next(each for each in articles(bench).values() if each.status is ArticleStatus.PUBLISHED)
    wizard.take_files([docx(tmp_path / "手册.docx", heading(there.title) + paragraph("另一种说法"))])
    bench.settle()
    page = wizard.documents
    assert not wizard.import_button.isEnabled()
    assert page.told.text() == f"已有同名的知识，K-{there.number} 已经用了这个标题"
    page.same.setCurrentIndex(1)
    page.same.activated.emit(1)
    bench.settle()
    assert wizard.import_button.text() == "导入 1 条"
    wizard.start()
    bench.settle()
    assert body_text(articles(bench)[there.title].body) == "另一种说法"


def test_files_dropped_on_the_library_open_the_wizard_with_what_could_be_read(
    view: KnowledgeView, bench: Bench, tmp_path: Path
) -> None:
    (tmp_path / "坏.docx").write_bytes(b"x")
    files = [scanned_pdf(tmp_path / "扫描.pdf"), tmp_path / "坏.docx", DATA / "handbook.pdf", tmp_path / "别的.exe"]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(9, 9), action, mime, buttons, Qt.KeyboardModifier.NoModifier)
    view.dropEvent(drop)
    bench.settle()
    (wizard,) = [each for each in view.children() if isinstance(each, ImportDialog)]
    assert wizard.pages.currentIndex() == DOCUMENTS
    assert shown(wizard) == ["扫描", "耳机", "退货"]
    told = wizard.documents.banner._text.text()
    assert told.startswith("「坏.docx」打不开") and "有 1 页是扫描的图片" in told
    wizard.reject()
    bench.settle()


def test_a_document_that_cannot_be_read_leaves_the_wizard_where_it_was(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    wizard.take_files([DATA / "locked.pdf"])
    bench.settle()
    assert wizard.pages.currentIndex() == CHOOSE
    assert wizard.choose.banner._text.text() == "「locked.pdf」有打开密码，请去掉密码再导入"
    (tmp_path / "表.csv").write_text("标题,正文\n甲,一\n", "utf-8")
    wizard.take_files([DATA / "handbook.docx", tmp_path / "表.csv"])
    bench.settle()
    assert wizard.pages.currentIndex() == CHECK  # a table comes first


@pytest.mark.parametrize("code", sorted(NOTES))
def test_every_note_has_a_sentence_that_its_values_fill(code: str) -> None:
    values = {"name": "a.emf", "kind": "EMF", "pages": 2, "of": 9, "first": 3, "size": 30 << 20, "limit": 20 << 20}
    assert "{" not in note_words(Note(code=code, values=values))
