"""A table that lights up the row under the pointer. Qt knows the cell only, and would light up that one alone."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.ui.kit.theme import theme


def light_row(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
    """Have a delegate see a cell as under the pointer just when its row is."""
    table = option.widget
    over = QStyle.StateFlag.State_MouseOver
    lit = isinstance(table, RowTable) and table.hovered == index.row()
    option.state = option.state | over if lit else option.state & ~over


class _RowDelegate(QStyledItemDelegate):
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        light_row(option, index)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        place = option.rect
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, theme().color("border.weak"))


class RowTable(QTableView):
    """A table of plain rows. A delegate of one's own calls :func:`light_row` before it paints."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        """The row under the pointer, -1 for none."""
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setItemDelegate(_RowDelegate(self))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._light(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._light(-1)
        return super().viewportEvent(event)

    def _light(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()
