"""Documents ask for nothing outside; pasted HTML is cleaned; the input method keeps its Enter."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QKeyEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.notice import SyncStatus
from app.ui.kit import rich_text
from app.ui.kit.ime import AFTER_COMMIT_MS
from app.ui.kit.rich_text import (
    Media,
    RichEdit,
    RichView,
    clean_html,
    decode_image,
    media_address,
    media_key,
    png_bytes,
)
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks
from tests.helpers.log_watch import LogWatch
from tests.ui.kit.small_database import SmallDatabase

KEY = "ab" * 32


@pytest.fixture
def tasks(qapp: QApplication, tmp_path: Path) -> Iterator[Tasks]:
    database = SmallDatabase(tmp_path / "t.db")
    tasks = Tasks(database)
    yield tasks
    tasks.close()
    database.close()


def red_picture(side: int = 8) -> bytes:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return png_bytes(image)


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script>b", "b"),
        ("<a href='javascript:alert(1)'>c</a>", "<a>c</a>"),
        ("<a href='https://example.com'>d</a>", '<a href="https://example.com">d</a>'),
        ("<img src='file:///etc/passwd'>", "<img>"),
        ("<img src='//host/x.png'>", "<img>"),
        ("<img src='\\\\host\\x.png'>", "<img>"),
        (f"<img src='att:{KEY}' onerror='x'>", f'<img src="att:{KEY}">'),
        ("<iframe src='https://x'></iframe>e", "e"),
        ("<span style='color:red;position:fixed'>f</span>", '<span style="color:red">f</span>'),
    ],
)
def test_cleaning(hostile: str, harmless: str) -> None:
    assert clean_html(hostile) == harmless
    assert clean_html(harmless) == harmless


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "https://example.com/x.png", "//host/x.png", "x.png", "qrc:/x"]
)
def test_a_document_gets_nothing_from_outside(qtbot: QtBot, address: str) -> None:
    view = RichView()
    qtbot.addWidget(view)
    assert media_key(address) == ""
    found = view.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address))
    assert bytes(found) == b""  # type: ignore[call-overload]


def test_a_stored_picture_arrives_and_is_drawn(qtbot: QtBot, tasks: Tasks) -> None:
    media = Media(tasks, {KEY: red_picture(120)}.get)
    view = RichView(media)
    qtbot.addWidget(view)
    view.setHtml(f'<p><img src="{media_address(KEY)}"></p>')
    view.resize(300, 300)
    view.show()
    with qtbot.waitSignal(media.arrived):
        view.grab()
    assert view.grab().toImage().pixelColor(60, 60) == QColor("red")


def test_a_missing_picture_is_told_by_a_null_image(qtbot: QtBot, tasks: Tasks) -> None:
    media = Media(tasks, lambda sha256: None)
    with qtbot.waitSignal(media.arrived):
        assert media.image(KEY) is None
    image = media.image(KEY)
    assert image is not None
    assert image.isNull()


def test_a_picture_that_could_not_be_had_comes_with_the_line(qtbot: QtBot, tasks: Tasks) -> None:
    link, found = SyncLink(), dict[str, bytes]()
    media = Media(tasks, found.get, link=link)
    view = RichView(media)
    qtbot.addWidget(view)
    view.setHtml(f'<p><img src="{media_address(KEY)}"></p>')
    view.resize(300, 300)
    view.show()
    with qtbot.waitSignal(media.arrived):
        view.grab()
    found[KEY] = red_picture(120)
    assert media.image(KEY) == QImage()  # asking at each paint would be asking all the time
    link.publish(SyncStatus(state="online"))
    qtbot.waitUntil(lambda: view.grab().toImage().pixelColor(60, 60) == QColor("red"))


def test_a_picture_that_the_server_had_not_yet_is_asked_for_after_a_while(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = dict[str, bytes]()
    media = Media(tasks, found.get)
    with qtbot.waitSignal(media.arrived):
        media.image(KEY)
    found[KEY] = red_picture(120)
    monkeypatch.setattr(rich_text, "ASK_AGAIN_S", 0.0)
    with qtbot.waitSignal(media.arrived):
        assert media.image(KEY) is None
    image = media.image(KEY)
    assert image is not None
    assert image.width() == 120


def test_a_picture_that_cannot_be_read_is_missing_and_not_waited_for(
    qtbot: QtBot, tasks: Tasks, log_watch: LogWatch
) -> None:
    log_watch.expect("app.ui.kit.tasks", "a task failed", logging.ERROR)

    def read(sha256: str) -> bytes:
        raise OSError("the disk says no")

    media = Media(tasks, read)
    with qtbot.waitSignal(media.arrived):
        assert media.image(KEY) is None
    assert media.image(KEY) == QImage()


def test_media_keeps_within_its_room(qtbot: QtBot, tasks: Tasks) -> None:
    media = Media(tasks, lambda sha256: None, room_bytes=5000)
    for number in range(10):
        media.put(str(number), QImage(20, 20, QImage.Format.Format_RGB32))  # 1600 bytes each
    assert media.image("9") is not None
    assert media.image("0") is None
    qtbot.waitUntil(lambda: tasks.pending == 0)


def test_large_pictures_are_decoded_small() -> None:
    image = decode_image(red_picture(400), 100)
    assert (image.width(), image.height()) == (100, 100)
    assert decode_image(b"not a picture", 100).isNull()


def paste(edit: RichEdit, **content: object) -> None:
    data = QMimeData()
    if "html" in content:
        data.setHtml(str(content["html"]))
    if "text" in content:
        data.setText(str(content["text"]))
    if "image" in content:
        data.setImageData(content["image"])
    if "files" in content:
        data.setUrls(content["files"])  # type: ignore[arg-type]
    edit.insertFromMimeData(data)


def test_pasted_html_is_cleaned(qtbot: QtBot) -> None:
    edit = RichEdit()
    qtbot.addWidget(edit)
    paste(edit, html="<b>bold</b><img src='file:///etc/passwd'><script>x</script>")
    assert "passwd" not in edit.toHtml()
    assert "bold" in edit.html()


def test_a_plain_editor_takes_text_only(qtbot: QtBot) -> None:
    edit = RichEdit(plain=True)
    qtbot.addWidget(edit)
    paste(edit, html="<table><tr><td>A</td></tr></table>", text="A\tB")
    assert edit.toPlainText() == "A\tB"
    paste(edit, html="<b>only html</b>")
    assert edit.toPlainText().endswith("only html")


def test_a_pasted_picture_and_dropped_files_are_handed_over(qtbot: QtBot, tmp_path: Path) -> None:
    edit = RichEdit()
    qtbot.addWidget(edit)
    with qtbot.waitSignal(edit.imageGiven) as given:
        paste(edit, image=QImage(4, 4, QImage.Format.Format_RGB32))
    assert given.args is not None
    assert not decode_image(given.args[0], 10).isNull()
    with qtbot.waitSignal(edit.filesGiven) as files:
        paste(edit, files=[QUrl.fromLocalFile(str(tmp_path / "a.pdf"))])
    assert files.args == [[tmp_path / "a.pdf"]]


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def test_enter_while_composing_belongs_to_the_input_method(qtbot: QtBot) -> None:
    edit = RichEdit(plain=True, enter_submits=True)
    qtbot.addWidget(edit)
    edit.show()
    sent: list[object] = []
    edit.submitted.connect(sent.append)
    QApplication.sendEvent(edit, QInputMethodEvent("nihao", []))
    assert edit.ime.composing
    press(edit, Qt.Key.Key_Return)
    commit = QInputMethodEvent("", [])
    commit.setCommitString("你好")
    QApplication.sendEvent(edit, commit)
    time.sleep(AFTER_COMMIT_MS / 1000 + 0.01)  # as long as a slow field takes to show it
    press(edit, Qt.Key.Key_Return)  # some input methods commit first and let the key through
    assert sent == []
    assert edit.toPlainText() == "你好"
    qtbot.waitUntil(lambda: not edit.ime.composing)
    press(edit, Qt.Key.Key_Return)
    assert sent == [Qt.KeyboardModifier.NoModifier]


def test_shift_enter_makes_a_line_and_control_enter_submits(qtbot: QtBot) -> None:
    edit = RichEdit(plain=True, enter_submits=True)
    qtbot.addWidget(edit)
    sent: list[object] = []
    edit.submitted.connect(sent.append)
    edit.setPlainText("a")
    press(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert sent == []
    press(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == [Qt.KeyboardModifier.ControlModifier]
