"""The widgets that carry behaviour, and the whole sheet in each theme, language and text size."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.kit.buttons import Segments, SplitButton, Switch
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import FilterChip, SearchField, TagEditor
from app.ui.kit.gallery import gallery
from app.ui.kit.i18n import PSEUDO, install_language
from app.ui.kit.ime import ImeGuard
from app.ui.kit.panes import Splitter
from app.ui.kit.states import SKELETON_AFTER_MS, Content, Skeleton
from app.ui.kit.theme import Theme


def test_searching_waits_for_a_pause_and_for_the_input_method(look: Theme, qtbot: QtBot) -> None:
    field = SearchField("搜索知识", debounce_ms=30)
    qtbot.addWidget(field)
    field.show()
    asked: list[str] = []
    field.searched.connect(asked.append)
    QTest.keyClicks(field, "hx")
    QApplication.sendEvent(field, QInputMethodEvent("huan", []))
    qtbot.waitUntil(lambda: asked == ["hx"])
    QApplication.sendEvent(field, QInputMethodEvent("", []))
    guard = field.findChild(ImeGuard)
    assert guard is not None
    qtbot.waitUntil(lambda: not guard.composing)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert asked == ["hx", ""]
    QTest.keyClicks(field, "a")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked[-1] == "a"


def test_a_long_query_ends_where_the_remark_begins(look: Theme, qtbot: QtBot) -> None:
    field = SearchField("find")
    qtbot.addWidget(field)
    field.resize(260, 32)
    field.show()
    field.setText("my air pro 2 left earbud has no sound, please help me")
    field.end(False)
    field.set_status("30 条 · 6 ms")
    field.grab()
    assert field.cursorRect().right() <= field._status.x() + 4
    field.set_status("")
    field.end(False)
    field.grab()
    assert field.cursorRect().right() > field.width() - 60


def test_arrows_in_a_search_field_move_in_the_results(look: Theme, qtbot: QtBot) -> None:
    field = SearchField("搜索知识")
    qtbot.addWidget(field)
    steps: list[int] = []
    field.moved.connect(steps.append)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert steps == [1, -1]


def test_tags_are_added_and_taken_away_by_keys(look: Theme, qtbot: QtBot) -> None:
    editor = TagEditor("标签")
    qtbot.addWidget(editor)
    editor.set_tags(["a"])
    field = editor.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "b")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "c,a,")
    assert editor.tags() == ("a", "b", "c")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert editor.tags() == ("a", "b")


def test_a_filter_says_its_choice(look: Theme, qtbot: QtBot) -> None:
    chip = FilterChip("渠道", [("web", "网站")])
    qtbot.addWidget(chip)
    chip.choose("web")
    assert chip.text() == "渠道: 网站"
    with qtbot.waitSignal(chip.chosen) as chosen:
        chip.set_choices([("email", "邮件")])
    assert chosen.args == [""]
    assert chip.text() == "渠道"


def test_segments_and_switch_tell_by_keyboard(look: Theme, qtbot: QtBot) -> None:
    segments, switch = Segments([("a", "A"), ("b", "B")], "视图"), Switch("开")
    for widget in (segments, switch):
        qtbot.addWidget(widget)
    parts = segments.findChildren(QPushButton)
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.keyClick(parts[1], Qt.Key.Key_Space)
    assert chosen.args == ["b"]
    assert segments.choice == "b"
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()


def test_the_split_button_s_arrow_has_a_name(look: Theme, qtbot: QtBot) -> None:
    split = SplitButton("发送", "send")
    qtbot.addWidget(split)
    assert split.more.accessibleName() == "发送：更多方式"
    with qtbot.waitSignal(split.clicked):
        split.main.click()


class Kept:
    """Splitter sizes in a dictionary."""

    def __init__(self) -> None:
        self.sizes: dict[str, list[int]] = {}

    def splitter_sizes(self, name: str) -> list[int] | None:
        return self.sizes.get(name)

    def keep_splitter_sizes(self, name: str, sizes: list[int]) -> None:
        self.sizes[name] = sizes


def test_a_splitter_remembers(look: Theme, qtbot: QtBot) -> None:
    kept = Kept()
    made = []
    for _ in range(2):
        splitter = Splitter("tickets", kept)
        qtbot.addWidget(splitter)
        splitter.add(QWidget(), 300, least=200, most=400)
        splitter.add(QWidget(), 500, grows=True)
        splitter.resize(801, 300)
        splitter.show()
        splitter.restore()
        made.append(splitter)
        if not kept.sizes:
            assert splitter.sizes() == [300, 500]
            splitter.setSizes([250, 550])
            splitter.keep()
    assert made[1].sizes() == [250, 550]


def test_a_skeleton_appears_only_when_it_takes_long(look: Theme, qtbot: QtBot) -> None:
    skeleton = Skeleton(2)
    qtbot.addWidget(skeleton)
    skeleton.resize(300, 140)
    skeleton.show()
    empty = skeleton.grab().toImage()
    qtbot.wait(SKELETON_AFTER_MS + 100)
    assert skeleton.grab().toImage() != empty


def test_a_failed_pane_offers_another_try(look: Theme, qtbot: QtBot) -> None:
    content = Content(QLabel("rows"))
    qtbot.addWidget(content)
    content.show()
    tried: list[int] = []
    content.show_error("没取到订单", lambda: tried.append(1))
    retry = next(found for found in content.findChildren(QPushButton) if found.text() == "重试")
    retry.click()
    assert tried == [1]
    content.show_content()
    assert not retry.isVisible()


def clipped(page: QWidget) -> list[str]:
    """Labels that are narrower than their text and cannot wrap or shorten it."""
    return [
        child.text()
        for child in page.findChildren(QLabel)
        if child.isVisible()
        and type(child) is QLabel
        and not child.wordWrap()
        and child.width() + 1 < child.fontMetrics().horizontalAdvance(child.text())
    ]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("language", "percent"), [("zh_CN", 100), ("zh_CN", 150), (PSEUDO, 100)])
def test_the_sheet_shows_whole_in_every_look(
    look: Theme, qtbot: QtBot, mode: str, language: str, percent: int, tmp_path: Path
) -> None:
    look.apply(mode, text_percent=percent)  # type: ignore[arg-type]
    install_language(language)
    page = gallery()
    qtbot.addWidget(page)
    page.resize(page.sizeHint().expandedTo(page.minimumSizeHint()))
    page.show()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    picture = page.grab()
    assert picture.save(str(tmp_path / "sheet.png"))
    background = picture.toImage().pixelColor(2, 2)
    assert background == look.color("bg.app")
    assert clipped(page) == []


def test_ctrl_enter_ends_a_dialog_from_a_field_of_many_lines(look: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = Dialog(window, "新建")
    done: list[bool] = []
    dialog.add_button("取消")
    create = dialog.add_button("新建", lambda: done.append(True), default=True)
    field = QPlainTextEdit()
    dialog.body.addWidget(field)
    dialog.open()
    create.setEnabled(False)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not done
    create.setEnabled(True)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done == [True]
    assert field.toPlainText() == ""


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_enter_on_a_segment_ends_the_dialog(look: Theme, qtbot: QtBot, modifier: Qt.KeyboardModifier) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = Dialog(window, "结束会话")
    done: list[str] = []
    dialog.add_button("取消")
    segments = Segments([("yes", "已解决"), ("partly", "部分解决")], "结果")
    dialog.add_button("结束会话", lambda: done.append(segments.choice), default=True)
    dialog.body.addWidget(segments)
    dialog.open()
    segments.choose("partly")
    part = next(each for each in segments.findChildren(QPushButton) if each.isChecked())
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Return, modifier)
    assert done == ["partly"]


def test_enter_on_the_way_out_of_a_dialog_takes_the_way_out(look: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = Dialog(window, "结束会话")
    done: list[bool] = []
    cancel = dialog.add_button("取消")
    dialog.add_button("结束会话", lambda: done.append(True), default=True)
    dialog.open()
    cancel.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert not done


@pytest.mark.parametrize("lost", ["disabled", "gone"])
def test_the_focus_stays_in_the_pane_when_what_had_it_cannot_take_it_after_a_dialog(qtbot: QtBot, lost: str) -> None:
    window, rail, pane = QWidget(), QPushButton("rail"), QWidget()
    qtbot.addWidget(window)
    row, column = QHBoxLayout(window), QVBoxLayout(pane)
    first, second = QPushButton("first"), QPushButton("second")
    for made in (first, second):
        column.addWidget(made)
    row.addWidget(pane)
    row.addWidget(rail)
    window.show()
    second.setFocus()
    dialog = Dialog(window, "half done")
    dialog.open()
    if lost == "disabled":
        second.setEnabled(False)
    else:
        second.setParent(None)
    assert window.focusWidget() is not second
    rail.setFocus()
    dialog.accept()
    assert window.focusWidget() is first
    again = Dialog(window, "another")
    again.open()
    rail.setFocus()
    again.accept()
    assert window.focusWidget() is rail, "where it was put on purpose"
