"""A scrolled list paints only the rows that came into sight, whatever the theme."""

from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.ui.kit.lists import PaintedList, unseen
from app.ui.kit.theme import install_theme


class Painted(QStyledItemDelegate):
    """Notes which rows it was asked to paint and did."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[int] = []

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        if not unseen(option):
            self.rows.append(index.row())  # type: ignore[attr-defined]  # a QModelIndex


def test_scrolling_paints_what_is_new_alone(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    view, delegate = PaintedList(), Painted()
    qtbot.addWidget(view)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setModel(QStringListModel([str(number) for number in range(500)], view))
    view.setItemDelegate(delegate)
    view.resize(200, 600)
    with qtbot.waitExposed(view):
        view.show()
    view.verticalScrollBar().setValue(400)
    for mode in ("dark", "light"):
        install_theme(application).apply(mode)
        application.processEvents()
        delegate.rows.clear()
        view.viewport().repaint()
        everything = len(delegate.rows)
        delegate.rows.clear()
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + view.sizeHintForRow(0))
        qtbot.waitUntil(lambda: bool(delegate.rows))
        assert everything > 10
        assert len(delegate.rows) < everything / 2
