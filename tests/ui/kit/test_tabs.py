"""Tabs: what is the word and what the count."""

import pytest
from pytestqt.qtbot import QtBot

from app.ui.kit.tabs import Tabs, split_count


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


def test_tabs_paint_each_word_and_are_told_by_name(qtbot: QtBot) -> None:
    tabs = Tabs("工单分类")
    qtbot.addWidget(tabs)
    tabs.addTab("处理中 6")
    empty = tabs.grab().toImage()
    tabs.setTabText(0, "处理中 7")
    assert tabs.grab().toImage() != empty
    assert tabs.accessibleName() == "工单分类"
