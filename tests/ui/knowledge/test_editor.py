"""The editor never loses a word, publishes at once or says why not, and takes files within the limits."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QBuffer, QDate, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from app.commands import knowledge as commands
from app.commands.article_content import content_of
from app.domain.access import ALL
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES
from app.domain.ids import link_id
from app.domain.knowledge import Article, ArticleDraft, ArticleStatus, ArticleVersion, draft_id
from app.domain.people import Role
from app.domain.rich import Block, BlockKind
from app.storage import rows
from app.storage.blobs import Blobs
from app.ui.knowledge.editor import EditorDialog
from app.ui.knowledge.history import CompareDialog
from app.ui.knowledge.pictures import MOST_PIXELS, store_given, store_picture
from app.ui.knowledge.view import KnowledgeView
from tests.helpers import office as fixture
from tests.helpers.office import EARBUD
from tests.ui.knowledge.conftest import Bench

Open = Callable[..., EditorDialog]


@pytest.fixture
def open_editor(view: KnowledgeView, bench: Bench) -> Iterator[Open]:
    """Open the editor and wait until it has read its article; closes what is left open."""
    opened: list[EditorDialog] = []

    def make(article_id: str = EARBUD) -> EditorDialog:
        editor = view.open_editor(article_id)
        opened.append(editor)
        bench.settle()
        return editor

    yield make
    for editor in opened:
        if isValid(editor) and editor.isVisible():
            editor._leave()
    QApplication.processEvents()


def article(bench: Bench, key: str = EARBUD) -> Article:
    found = bench.database.read(lambda c: rows.get(c, Article, key))
    assert found is not None
    return found


def draft(bench: Bench, key: str = EARBUD) -> ArticleDraft | None:
    found = bench.database.read(lambda c: rows.get(c, ArticleDraft, draft_id(key)))
    return None if found is None or found.deleted_at is not None else found


def autosave(bench: Bench, editor: EditorDialog) -> None:
    editor.session.autosave()
    bench.settle()


def save(bench: Bench, editor: EditorDialog) -> None:
    editor.save_now()
    bench.settle()


def png(width: int, height: int, *, noisy: bool = False) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#3366cc"))
    if noisy:
        for x in range(0, width, 3):
            for y in range(0, height, 3):
                image.setPixelColor(x, y, QColor(x * 7 % 256, y * 13 % 256, x * y % 256))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


# -- saving ------------------------------------------------------------------------------------------------------------


def test_a_second_after_the_last_key_it_is_saved_and_the_live_article_is_not_touched(
    open_editor: Open, bench: Bench
) -> None:
    editor = open_editor()
    assert editor.session.timer.interval() == 1000
    editor.session.timer.setInterval(20)
    editor.title.setText("耳机单侧无声（新）")
    bench.qtbot.waitUntil(lambda: draft(bench) is not None)
    bench.settle()
    kept = draft(bench)
    assert kept is not None
    assert kept.title == "耳机单侧无声（新）"
    assert article(bench).title == "耳机单侧无声：三步排查与换货流程"
    assert "线上仍为 v7" in editor._state.text()


def test_opening_and_closing_changes_nothing(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    save(bench, editor)
    editor.reject()
    bench.settle()
    assert draft(bench) is None
    assert not isValid(editor) or not editor.isVisible()


def test_closing_saves_what_was_typed_in_the_last_second(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor.text, " last words")
    editor.reject()
    bench.settle()
    kept = draft(bench)
    assert kept is not None
    assert kept.body[-1].html.endswith("last words")
    assert [block.id for block in kept.body] == [block.id for block in article(bench).body]


def test_what_a_crash_left_is_opened_again(open_editor: Open, bench: Bench) -> None:
    content = msgspec.structs.replace(content_of(article(bench)), title="写到一半")
    bench.database.write(lambda tx: commands.save(tx, EARBUD, content)).result(5)
    editor = open_editor()
    assert editor.title.text() == "写到一半"
    assert editor.banner.isVisible()
    assert "周敏" in editor.banner.accessibleName()
    save(bench, editor)
    assert draft(bench) is not None


def test_a_new_article_is_in_the_listed_category_and_appears_in_the_list(
    open_editor: Open, view: KnowledgeView, bench: Bench
) -> None:
    view.library.open_category("cat-robot")
    bench.settle()
    editor = open_editor("")
    assert editor.side.category.category_id == "cat-robot"
    editor.title.setText("尘袋多久换一次")
    editor.text.insertPlainText("60 天。")
    editor.side.questions.set_tags(("多久换尘袋",))
    save(bench, editor)
    made = article(bench, editor.article_id)
    assert (made.title, made.status, made.category_id, made.questions) == (
        "尘袋多久换一次",
        ArticleStatus.DRAFT,
        "cat-robot",
        ("多久换尘袋",),
    )
    editor.reject()
    bench.settle()
    assert view.articles.table.current_key == editor.article_id


def test_a_new_article_without_a_word_leaves_nothing(open_editor: Open, bench: Bench) -> None:
    editor = open_editor("")
    key = editor.article_id
    editor.reject()
    bench.settle()
    assert bench.database.read(lambda c: rows.get(c, Article, key)) is None


def test_what_cannot_be_saved_is_said_and_stays_in_the_editor(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    today = QDate.currentDate()
    editor.side.first.box.setChecked(True)
    editor.side.first.day.setDate(today.addDays(300))
    editor.side.last.day.setDate(today.addDays(10))
    save(bench, editor)
    assert editor._state.text().startswith("没有保存：")
    assert editor.side._days_told.text() == "失效日期在生效日期之前"
    editor.reject()
    bench.settle()
    assert editor.isVisible()


def test_a_title_that_was_asked_before_is_pointed_out(open_editor: Open, bench: Bench) -> None:
    editor = open_editor("")
    editor.title.setText("耳机单侧无声：三步排查与换货流程")
    editor.title_line.read_similar()
    bench.settle()
    assert "耳机单侧无声" in editor.title_line.similar.text()


# -- publishing --------------------------------------------------------------------------------------------------------


def test_control_enter_publishes_and_closes(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.title.setText("新标题")
    save(bench, editor)
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert article(bench).title == "新标题"
    assert draft(bench) is None
    assert bench.told[-1] == "已发布「新标题」"
    assert not isValid(editor) or not editor.isVisible()


def test_offline_publishing_is_off_with_its_reason_and_saving_works(open_editor: Open, bench: Bench) -> None:
    bench.go_online(False)
    editor = open_editor()
    assert not editor.publish_button.isEnabled()
    assert editor.publish_button.toolTip() == "离线时不能发布"
    editor.title.setText("离线写的")
    save(bench, editor)
    kept = draft(bench)
    assert kept is not None
    assert kept.title == "离线写的"
    editor.publish()
    bench.settle()
    assert article(bench).title != "离线写的"
    assert editor._state.text() == "离线时不能发布"
    bench.go_online()
    assert editor.publish_button.isEnabled()


def test_without_title_or_text_it_says_what_is_missing(open_editor: Open) -> None:
    editor = open_editor("")
    assert editor.publish_button.toolTip() == "写上标题才能发布"
    editor.title.setText("标题")
    assert editor.publish_button.toolTip() == "写上正文才能发布"


def test_an_expert_writes_and_does_not_publish(
    open_bench: Callable[[Role], Bench], open_view: Callable[[Bench], KnowledgeView]
) -> None:
    bench = open_bench(Role.EXPERT)
    view = open_view(bench)
    editor = view.open_editor(EARBUD)
    bench.settle()
    assert editor.publish_button.toolTip() == "您的角色不能发布知识"
    editor.title.setText("专家写的")
    editor.reject()
    bench.settle()
    assert draft(bench) is not None


def test_a_version_that_came_meanwhile_is_shown_before_it_is_covered(open_editor: Open, bench: Bench) -> None:
    base = article(bench).body
    changed = (msgspec.structs.replace(base[0], html="我改的"), *base[1:])
    content = msgspec.structs.replace(content_of(article(bench)), body=changed)
    bench.database.write(lambda tx: commands.save(tx, EARBUD, content)).result(5)
    theirs = (msgspec.structs.replace(base[0], html="别人改的"), *base[1:])
    fixture.arrive(
        bench.database,
        ArticleVersion(id=link_id("version", EARBUD, "7"), scope=ALL, rev=1, article_id=EARBUD, version=7, body=base),
        msgspec.structs.replace(article(bench), body=theirs, version=8, rev=2),
    )
    editor = open_editor()
    assert "v8" in editor.banner.accessibleName()
    editor.publish()
    bench.settle()
    assert article(bench).body == theirs
    (compare,) = editor.findChildren(CompareDialog)
    assert "别人改的" in compare.view.toPlainText()
    verb = compare.findChildren(QPushButton)[-1]
    assert verb.text() == "用我的覆盖并发布"
    verb.click()
    bench.settle()
    assert article(bench).body[0].html == "我改的"


def test_discarded_changes_can_come_back(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.title.setText("不要了")
    autosave(bench, editor)
    editor.discard()
    bench.settle()
    assert draft(bench) is None
    assert bench.told[-1] == "已丢弃修改"
    undo = bench.toasts[-1].run
    assert undo is not None
    undo()
    bench.settle()
    back = draft(bench)
    assert back is not None
    assert back.title == "不要了"


def test_an_old_version_comes_into_the_text_and_can_be_taken_out_again(open_editor: Open, bench: Bench) -> None:
    old = ArticleVersion(
        id="v5", scope=ALL, rev=1, article_id=EARBUD, version=5, title="t", body=(Block("x", html="旧的正文"),)
    )
    fixture.arrive(bench.database, old)
    editor = open_editor()
    before = editor.text.body()
    editor.side.versions.restoreWanted.emit("v5")
    bench.settle()
    assert [block.html for block in editor.text.body()] == ["旧的正文"]
    editor.text.undo()
    assert editor.text.body() == before


def test_the_customer_view_shows_what_stands_in_the_editor(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.title.setText("客户看到的标题")
    editor.toolbar.preview.setChecked(True)
    bench.settle()
    assert editor.view.title.text() == "客户看到的标题"
    assert "合盖等 30 秒" in editor.view.body.toPlainText()
    assert any("合盖等 30 秒" in each.text() for each in editor.view.card.findChildren(QLabel))


# -- pictures and files ------------------------------------------------------------------------------------------------


def test_a_pasted_picture_is_stored_made_smaller_and_put_into_the_text(open_editor: Open, bench: Bench) -> None:
    editor = open_editor("")
    editor.title.setText("有图的")
    editor.text.imageGiven.emit(png(2400, 1200), "")
    bench.settle()
    save(bench, editor)
    made = article(bench, editor.article_id)
    (ref,) = made.images
    assert (ref.width, ref.height) == (MOST_PIXELS, MOST_PIXELS // 2)
    assert [block.kind for block in made.body] == [BlockKind.IMAGE]
    assert made.body[0].image == ref.sha256
    assert bench.blobs.path(ref.sha256) is not None


def test_a_picture_that_a_browser_copied_with_its_address_is_taken(open_editor: Open, bench: Bench) -> None:
    editor = open_editor("")
    copied = QMimeData()
    copied.setHtml('<meta charset="utf-8"><img src="https://shop.example/a.png" alt="图"/>')
    copied.setImageData(QImage.fromData(png(40, 30)))
    editor.text.insertFromMimeData(copied)
    bench.settle()
    assert [block.kind for block in editor.text.body()] == [BlockKind.IMAGE]
    assert not editor.banner.isVisible()


def test_files_dropped_on_the_text_and_beside_it(open_editor: Open, bench: Bench, tmp_path: Path) -> None:
    editor = open_editor("")
    picture, manual = tmp_path / "接线图.png", tmp_path / "说明.pdf"
    picture.write_bytes(png(40, 30))
    manual.write_bytes(b"%PDF-1.4 x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (picture, manual)])
    kinds = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for target in (editor.text.viewport(), editor):
        QApplication.sendEvent(target, QDragEnterEvent(QPoint(20, 20), *kinds))
        QApplication.sendEvent(target, QDropEvent(QPointF(20, 20), *kinds))
        bench.settle()
    assert [block.alt for block in editor.text.body()] == ["接线图"]
    assert [ref.name for ref in editor.files.refs()] == ["说明.pdf", "接线图.png"]


def test_pictures_inside_pasted_html_are_kept_and_others_are_told_missing(open_editor: Open, bench: Bench) -> None:
    editor = open_editor("")
    data = base64.b64encode(png(40, 30)).decode()
    editor.text.pastedHtml.emit(
        f'<p>前</p><img src="data:image/png;base64,{data}" alt="图"><img src="https://x.example/a.png"><p>后</p>'
    )
    bench.settle()
    body = editor.text.body()
    assert [block.kind.value for block in body] == ["paragraph", "image", "paragraph"]
    assert "没有带过来" in editor.banner.accessibleName()
    assert {ref.sha256 for ref in editor.content().images} == {body[1].image}


def test_files_come_beside_the_text_and_a_large_one_is_refused_before_it_is_read(
    open_editor: Open, bench: Bench, tmp_path: Path
) -> None:
    editor = open_editor("")
    small, large = tmp_path / "说明.pdf", tmp_path / "大.mp4"
    small.write_bytes(b"%PDF-1.4 x")
    with large.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    editor.text.filesGiven.emit([small, large])
    bench.settle()
    assert [(ref.name, ref.mime) for ref in editor.files.refs()] == [("说明.pdf", "application/pdf")]
    assert "20 MB" in editor.banner.accessibleName()
    editor.files.add(editor.files.refs())
    assert len(editor.files.refs()) == 1


def test_a_photograph_is_stored_as_jpeg_and_a_drawing_as_png(tmp_path: Path, qapp: QApplication) -> None:
    blobs = Blobs(tmp_path / "files")
    assert store_picture(blobs, png(2000, 1000), "a.png").mime == "image/png"
    photo = store_picture(blobs, png(1800, 1800, noisy=True), "b.png")
    assert photo.mime == "image/jpeg"
    assert max(photo.width, photo.height) == MOST_PIXELS


def test_what_is_no_picture_is_refused(tmp_path: Path, qapp: QApplication) -> None:
    blobs = Blobs(tmp_path / "files")
    with pytest.raises(AppError, match="not_a_picture"):
        store_picture(blobs, b"<svg onload=alert(1)>", "a.png")
    path = tmp_path / "gone.pdf"
    given = store_given(blobs, [path])
    assert [error.code for error in given.errors] == ["file_unreadable"]


# -- keyboard ----------------------------------------------------------------------------------------------------------


def test_every_field_has_a_name_and_is_reached_by_tab(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    for field in editor.findChildren(QLineEdit):
        around = field.parentWidget()  # a date field or a list of choices has the name instead of its inner field
        assert field.accessibleName() or (around is not None and around.accessibleName())
    seen: set[QWidget | None] = set()
    stop: QWidget | None = editor.title
    for _ in range(200):
        stop = stop.nextInFocusChain() if stop is not None else None
        seen.add(stop)
    for wanted in (editor.text, editor.side.tags.focusProxy(), editor.publish_button, editor.save_button):
        assert wanted in seen
