"""The row under the pointer is lit from edge to edge."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.kit.row_table import RowTable
from app.ui.kit.theme import theme


@pytest.mark.usefixtures("look")
def test_the_whole_row_under_the_pointer_is_lit_and_no_other(qtbot: QtBot) -> None:
    table = RowTable()
    qtbot.addWidget(table)
    model = QStandardItemModel(3, 3)
    table.setModel(model)
    table.resize(500, 300)
    table.show()

    def lit() -> list[list[bool]]:
        image = table.viewport().grab().toImage()
        wanted = theme().color("bg.hover").rgb()
        return [
            [image.pixel(table.visualRect(model.index(row, column)).center()) == wanted for column in range(3)]
            for row in range(3)
        ]

    middle = table.visualRect(model.index(1, 1)).center()
    QTest.mouseMove(table.viewport(), middle)
    qtbot.waitUntil(lambda: lit() == [[False] * 3, [True] * 3, [False] * 3])
    QTest.mouseMove(table.viewport(), middle + QPoint(0, table.rowHeight(1)))
    qtbot.waitUntil(lambda: lit() == [[False] * 3, [False] * 3, [True] * 3])
    QApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    assert lit() == [[False] * 3] * 3
