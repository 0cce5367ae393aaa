"""How the kit's parts measure and paint: what a designer would see, in numbers."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.dialogs import Dialog, confirm
from app.ui.kit.fields import TagEditor
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.painters import keys_width, paint_text
from app.ui.kit.states import Banner
from app.ui.kit.theme import Theme


def lowest_ink(text: str, columns: int) -> int:
    """Paint a text into a line of 40 pixels; returns the lowest row with ink in the first columns."""
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_text(painter, QRectF(0, 0, 200, 40), text)
    painter.end()
    rows = [y for y in range(40) for x in range(columns) if image.pixel(x, y) & 0xFF < 128]
    return max(rows)


def test_a_figure_stands_on_one_line_whatever_stands_beside_it(look: Theme) -> None:
    assert lowest_ink("1", 7) == lowest_ink("1 条", 7) == lowest_ink("1 ไทย", 7)


def test_a_line_break_in_a_text_of_one_line_is_a_blank(look: Theme) -> None:
    assert lowest_ink("1\n1", 60) == lowest_ink("1", 60)


def test_a_question_is_as_high_as_its_words_need(look: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    asked = confirm(window, "下架「耳机单侧无声」？", "客户和机器人将看不到它。", "下架", lambda: None)
    layout = asked.layout()
    assert layout is not None
    assert asked.height() == layout.totalHeightForWidth(asked.width())


def test_a_dialog_grows_for_a_line_that_comes_later(look: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = Dialog(window, "重新登录", width=420)
    hint = label("登录已过期。输入密码后继续同步，打开的内容都不会动。" * 3, wrap=True)
    dialog.body.addWidget(hint)
    failure = label("工号或密码不对，请再输一次", wrap=True)
    failure.hide()
    dialog.body.addWidget(failure)
    dialog.add_button("登录")
    dialog.open()
    whole = hint.height()
    failure.show()
    layout = dialog.layout()
    assert layout is not None
    qtbot.waitUntil(lambda: dialog.height() >= layout.totalHeightForWidth(dialog.width()))
    qtbot.waitUntil(lambda: failure.height() > 0 and hint.height() >= whole)


def test_a_banner_that_goes_gives_the_focus_back(look: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    banner, field, other = Banner(), QLineEdit(), QLineEdit()
    for part in (banner, other, field):
        column.addWidget(part)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    banner.set("登录已过期", choice=("重新登录", lambda: None))
    field.setFocus()
    banner.findChildren(QPushButton)[0].setFocus()
    banner.set("")
    assert window.focusWidget() is field


def test_a_dialog_that_is_too_large_stays_on_the_screen(look: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    room = window.screen().availableSize()
    dialog = Dialog(window, "编辑")
    dialog.resize(room.width() + 400, room.height() + 400)
    dialog.open()
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()


def test_the_field_of_tags_takes_what_is_left_of_its_line(look: Theme, qtbot: QtBot) -> None:
    editor = TagEditor("标签")
    qtbot.addWidget(editor)
    editor.set_tags(["高价值"])
    editor.resize(420, 40)
    editor.show()
    field, chip = editor.findChildren(QLineEdit)[0], editor.findChildren(QPushButton)[0]
    assert field.geometry().right() == 419
    assert abs(field.geometry().center().y() - chip.geometry().center().y()) <= 1


def test_a_button_has_room_for_its_key(look: Theme, qtbot: QtBot) -> None:
    plain, keyed = QPushButton("存草稿"), KeyButton("存草稿", "Ctrl+S")
    for made in (plain, keyed):
        qtbot.addWidget(made)
    assert keyed.text() == "存草稿"
    assert keyed.sizeHint().width() >= plain.sizeHint().width() + keys_width("Ctrl+S") - 12
