"""Tabs: what is the word and what the count."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.kit.painters import text_width
from app.ui.kit.tabs import Tabs, split_count
from app.ui.kit.theme import theme


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("处理中 6", ("处理中", "6")),
        ("Waiting for me 1,204", ("Waiting for me", "1,204")),
        ("挂起 99+", ("挂起", "99+")),
        ("历史", ("历史", "")),
        ("Line 2 open", ("Line 2 open", "")),
    ],
)
def test_a_count_is_what_stands_last(text: str, parts: tuple[str, str]) -> None:
    assert split_count(text) == parts


def test_tabs_give_up_margins_before_one_of_them_is_cut(qtbot: QtBot) -> None:
    tabs = Tabs("all")
    qtbot.addWidget(tabs)
    for text in ("Active 12", "Queued 20", "On hold 11"):
        tabs.addTab(text)
    tabs.setUsesScrollButtons(False)
    whole = sum(tabs.tabSizeHint(at).width() for at in range(3))
    tabs.resize(whole + 1, 40)
    tabs.show()
    assert sum(tabs.tabRect(at).width() for at in range(3)) == whole
    tabs.resize(whole - 9, 40)
    assert tabs.tabRect(2).right() < tabs.width()


def test_tabs_have_room_for_the_counts_that_come_later(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    tabs = Tabs("all")
    for word in ("处理中", "待我处理", "等客户"):
        tabs.addTab(word)
    row = QHBoxLayout(holder)
    row.addWidget(tabs)
    row.addStretch(1)
    holder.resize(600, 60)
    holder.show()
    before = tabs.width()
    for at, count in enumerate((7, 13, 1)):
        tabs.setTabText(at, f"{tabs.tabText(at)} {count}")
    qtbot.waitUntil(lambda: tabs.width() > before)
    assert tabs.width() == sum(tabs.tabRect(at).width() for at in range(3)) == tabs.sizeHint().width()


@pytest.mark.parametrize("room", [600, 190])
def test_the_line_below_the_chosen_tab_is_as_wide_as_its_words_and_count(qtbot: QtBot, room: int) -> None:
    tabs = Tabs("all")
    qtbot.addWidget(tabs)
    for text in ("处理中 17", "待我处理 3", "等客户 1"):
        tabs.addTab(text)
    tabs.setUsesScrollButtons(False)
    tabs.resize(room, 40)
    tabs.show()
    tabs.setCurrentIndex(1)
    image = tabs.grab().toImage()
    y, accent = tabs.tabRect(1).bottom(), theme().color("accent.solid")
    line = [x for x in range(image.width()) if image.pixelColor(x, y) == accent]
    words = text_width("待我处理", strong=True) + theme().px(5) + text_width("3", "small")
    assert abs(len(line) - words - 4) <= 1
    assert abs((line[0] + line[-1]) / 2 - tabs.tabRect(1).center().x()) <= 1
    assert tabs.tabRect(1).width() - words >= theme().px(6), "neighbours do not touch"


def test_tabs_paint_each_word_and_are_told_by_name(qtbot: QtBot) -> None:
    tabs = Tabs("工单分类")
    qtbot.addWidget(tabs)
    tabs.addTab("处理中 6")
    empty = tabs.grab().toImage()
    tabs.setTabText(0, "处理中 7")
    assert tabs.grab().toImage() != empty
    assert tabs.accessibleName() == "工单分类"
