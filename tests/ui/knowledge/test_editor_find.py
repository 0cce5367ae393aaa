"""Finding and replacing in an article's text: every place, alike in looks, and one undo for all of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.rich import Block, BlockKind
from app.ui.knowledge.editor_find import word_count
from tests.ui.knowledge.conftest import Bench
from tests.ui.knowledge.test_editor import Open, open_editor

__all__ = ["open_editor"]

BODY = (
    Block("h", BlockKind.HEADING, html="Reset 复位", level=1),
    Block("p", html="先<b>复位</b>，再等一等。😀复位 reset"),
    Block("t", BlockKind.TABLE, rows=(("复位", "时间"), ("短", "10 秒"))),
)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("复位键", 3),
        ("Hold the key.", 3),
        ("等 10 秒", 3),
        ("Air Pro 2，左耳", 5),
        ("don't e-mail 3.5", 3),
        ("😀 !", 0),
    ],
)
def test_length_is_counted_as_people_count(text: str, length: int) -> None:
    assert word_count(text) == length


def test_every_place_is_found_and_gone_through(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.text.show_body(BODY)
    QTest.keyClick(editor.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = editor.find_bar
    assert bar.isVisible()
    QTest.keyClicks(bar.wanted, "RESET")
    assert bar.told.text() == "1 / 2"
    QTest.keyClick(bar.wanted, Qt.Key.Key_Return)
    assert (bar.told.text(), editor.text.textCursor().selectedText()) == ("2 / 2", "reset")
    QTest.keyClick(bar.wanted, Qt.Key.Key_Return)
    assert bar.told.text() == "1 / 2"
    QTest.keyClick(bar.wanted, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.told.text() == "2 / 2"
    bar.case.click()
    assert bar.told.text() == "没有"
    assert not bar.all_button.isEnabled()
    QTest.keyClick(bar.wanted, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert editor.isVisible()


def test_all_are_replaced_alike_and_come_back_with_one_undo(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.text.show_body(BODY)
    bar = editor.find_bar
    bar.start()
    bar.wanted.setText("复位")
    assert bar.told.text().endswith("/ 4")
    bar.instead.setText("重启设备")
    bar.all_button.click()
    heading, paragraph, table = editor.text.body()
    assert [block.id for block in (heading, paragraph, table)] == ["h", "p", "t"]
    assert heading.html == "Reset 重启设备"
    assert paragraph.html == "先<b>重启设备</b>，再等一等。😀重启设备 reset"
    assert table.rows[0] == ("重启设备", "时间")
    editor.text.undo()
    assert editor.text.body() == BODY


def test_one_is_replaced_by_enter_and_the_next_is_shown(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.text.show_body(BODY)
    bar = editor.find_bar
    bar.start()
    bar.wanted.setText("复位")
    bar.instead.setFocus()
    bar.instead.setText("重启")
    QTest.keyClick(bar.instead, Qt.Key.Key_Return)
    assert editor.text.body()[0].html == "Reset 重启"
    assert bar.told.text() == "1 / 3"
    assert editor.text.body()[1] == BODY[1]


def test_what_is_selected_is_looked_for_and_the_length_follows(open_editor: Open, bench: Bench) -> None:
    editor = open_editor()
    editor.text.show_body(BODY)
    editor.length.count()
    assert editor.length.shown.text() == "21 字"
    editor.text.find("等一等")
    editor.find_bar.start()
    assert (editor.find_bar.wanted.text(), editor.find_bar.told.text()) == ("等一等", "1 / 1")
    editor.toolbar.preview.setChecked(True)
    assert not editor.find_bar.isVisible()
