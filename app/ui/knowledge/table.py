"""The table of articles: what it lists, and the boxes by which many are chosen."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.storage.knowledge import ArticleRow
from app.ui.kit import painters
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.key_change import KeyChange
from app.ui.kit.lists import keep_opaque
from app.ui.kit.table_model import KeyRole, RowModel, RowRole
from app.ui.kit.theme import theme
from app.ui.knowledge import words
from app.ui.knowledge.table_cells import (
    BOX,
    SENT,
    STATUS,
    TITLE,
    USEFUL,
    VALID,
    VERSION,
    Cells,
    RowLook,
    columns,
    paint_box,
)
from app.ui.knowledge.tree import articles_mime

Index = QModelIndex | QPersistentModelIndex
_TITLE_WIDTH = 220
_OPTIONAL = (VERSION, VALID, SENT, USEFUL)
"""Columns that give way to the title where it is narrow, the last one first."""
_DIFFERENCES = 100  # a listing that differs in more places is shown as a new one: thousands of moves would stall


class _Head(QHeaderView):
    """The header; its first section is the box for all."""

    allToggled = Signal()

    def __init__(self, table: "ArticleTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(theme().px(32))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section == BOX:
            paint_box(painter, QRectF(rect), self._table.all_state())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.logicalIndexAt(event.position().toPoint()) == BOX:
            self.allToggled.emit()
            return
        super().mouseReleaseEvent(event)


class ArticleTable(QTableView):
    """Rows with boxes. The current row is what is previewed; the checked ones are what the bar below acts on."""

    chosen = Signal(str)
    """The cursor stands on this article."""
    activatedKey = Signal(str)
    """Enter or a double click."""
    checkedChanged = Signal()
    sortRequested = Signal(str, bool)

    def __init__(
        self, fetch: Callable[[list[str]], None], now: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.now = now
        self.checked: dict[str, None] = {}
        self.movable = False
        self.hovered = -1
        self._fetch = fetch
        self._columns = columns(now)
        self._pressed: QPoint | None = None
        self.rows = self._new_model()
        self._use_model()
        self._cells = Cells(self)
        head = _Head(self)
        self.setHorizontalHeader(head)
        head.allToggled.connect(self.toggle_all)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAccessibleName(tr("知识列表"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.sortIndicatorChanged.connect(self._on_sort)
        self.doubleClicked.connect(lambda index: self.activatedKey.emit(str(index.data(KeyRole) or "")))
        self._widths: dict[int, int] = {}
        self._lay_out()
        theme().themeChanged.connect(self._lay_out)

    def _new_model(self) -> RowModel[ArticleRow]:
        return RowModel(
            key=lambda row: row.id,
            columns=self._columns,
            accessible=lambda row: words.spoken(row, self.now()),
            fetch=self._fetch,
            parent=self,
        )

    def _use_model(self) -> None:
        self.setModel(self.rows)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def _lay_out(self) -> None:
        head = self.horizontalHeader()
        head.setMinimumSectionSize(theme().px(30))
        for place, column in enumerate(self._columns):
            stretch = place == TITLE
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(place, mode)
            if not stretch:
                wide = painters.text_width(column.title, "small", strong=True) + 34 if column.title else 0
                if place == STATUS:
                    wide = max(wide, *(painters.chip_size(text).width() + 18 for text in words.all_states()))
                self._widths[place] = max(theme().px(column.width), round(wide))
                head.resizeSection(place, self._widths[place])
        self._leave_out()
        self.verticalHeader().setDefaultSectionSize(theme().row_height("table"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def _leave_out(self) -> None:
        """Hide the least important columns rather than shorten titles beyond recognition."""
        room = self.viewport().width() - theme().px(_TITLE_WIDTH)
        room -= sum(width for place, width in self._widths.items() if place not in _OPTIONAL)
        for place in _OPTIONAL:
            room -= self._widths[place]
            self.setColumnHidden(place, room < 0)

    # -- showing -----------------------------------------------------------------------------------------------

    def show_keys(self, change: KeyChange, other: bool) -> None:
        """List these articles. ``other``: not a newer state of the same list but another one."""
        current, keys = self.current_key, change.keys
        followed = self._in_view(self.currentIndex())
        if other or not self.rows.take_change(change, _DIFFERENCES):
            old, self.rows = self.rows, self._new_model()
            self.rows.take_change(change.anew())
            self._use_model()
            old.deleteLater()
            self._lay_out()
        gone = [key for key in self.checked if self.rows.position(key) is None]
        for key in gone:
            del self.checked[key]
        if gone or other:
            self.checkedChanged.emit()
        if keys and self.current_key != current and self.rows.position(current) is not None:
            self.select_key(current)
        elif keys and not self.currentIndex().isValid():
            self.select_key(keys[0])
        elif followed and not self._in_view(self.currentIndex()):
            self.scrollTo(self.currentIndex())  # it was looked at, and went elsewhere in the list
        if not keys:
            self.chosen.emit("")
        self.horizontalHeader().viewport().update()

    def _in_view(self, index: QModelIndex) -> bool:
        return index.isValid() and self.viewport().rect().contains(self.visualRect(index).center())

    def take_rows(self, rows: Iterable[ArticleRow]) -> None:
        """Take the values that were fetched."""
        self.rows.put_rows(rows)

    def refetch(self) -> None:
        """Read again what is at hand."""
        self.rows.invalidate()

    @property
    def current_key(self) -> str:
        """The article under the cursor, "" for none."""
        return str(self.currentIndex().data(KeyRole) or "")

    def select_key(self, key: str) -> bool:
        """Put the cursor on an article; returns whether it is listed."""
        index = self.rows.index_of(key, TITLE)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def show_sort(self, name: str, descending: bool) -> None:
        """Show by which column the list is sorted, "" for none."""
        head = self.horizontalHeader()
        section = next((place for place, column in enumerate(self._columns) if name and column.sort == name), -1)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        blocked = head.blockSignals(True)
        head.setSortIndicator(section, order)
        head.blockSignals(blocked)

    def _on_sort(self, section: int, order: Qt.SortOrder) -> None:
        name = self._columns[section].sort if 0 <= section < len(self._columns) else ""
        if name:
            self.sortRequested.emit(name, order == Qt.SortOrder.DescendingOrder)

    def _on_current(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data(KeyRole) or ""))
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        region, rows = event.region(), self.rows
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        if first < 0:
            return
        shown = [column for column in range(rows.columnCount()) if not self.isColumnHidden(column)]
        edges = [(column, self.columnViewportPosition(column), self.columnWidth(column)) for column in shown]
        current = self.currentIndex().row()
        painter = QPainter(self.viewport())
        for line in range(first, (last if last >= 0 else rows.rowCount() - 1) + 1):
            top, height = self.rowViewportPosition(line), self.rowHeight(line)
            whole = QRect(edges[0][1], top, edges[-1][1] + edges[-1][2] - edges[0][1], height)
            if not region.intersects(whole):
                continue
            row: ArticleRow | None = rows.data(rows.index(line, 0), RowRole)
            look = RowLook(line == current, line == self.hovered)
            places = ((column, QRect(left, top, width, height)) for column, left, width in edges)
            self._cells.paint_row(painter, places, row, look)
            if look.current and self.hasFocus():
                self._cells.paint_ring(painter, whole)
        painter.end()

    # -- boxes -------------------------------------------------------------------------------------------------

    def all_state(self) -> Qt.CheckState:
        """Return the state of the box for all."""
        if not self.checked:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if len(self.checked) == len(self.rows) else Qt.CheckState.PartiallyChecked

    def toggle(self, key: str) -> None:
        """Check or uncheck one article."""
        if self.checked.pop(key, False) is False:
            self.checked[key] = None
        self._told()

    def toggle_all(self) -> None:
        """Check everything that is listed, or nothing."""
        everything = len(self.checked) < len(self.rows)
        self.checked = dict.fromkeys(self.rows.keys) if everything else {}
        self._told()

    def clear_checked(self) -> None:
        """Check nothing."""
        self.checked = {}
        self._told()

    def _told(self) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.checkedChanged.emit()

    # -- hands -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentIndex().row()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Space and self.current_key:
            self.toggle(self.current_key)
        elif key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.checked = dict.fromkeys(self.rows.keys)
            self._told()
        elif key == Qt.Key.Key_Escape and self.checked:
            self.clear_checked()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key:
            self.activatedKey.emit(self.current_key)
        elif shift and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and row >= 0:
            target = min(max(row + (1 if key == Qt.Key.Key_Down else -1), 0), len(self.rows) - 1)
            for place in (row, target):
                self.checked[self.rows.keys[place]] = None
            self.setCurrentIndex(self.rows.index(target, TITLE))
            self._told()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift and len(self.rows):
            # Qt goes to the first or last column, which says nothing where whole rows are chosen.
            self.setCurrentIndex(self.rows.index(0 if key == Qt.Key.Key_Home else len(self.rows) - 1, TITLE))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._pressed = event.position().toPoint() if index.isValid() else None
        if index.isValid() and index.column() == BOX and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = None
            key = str(index.data(KeyRole))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self.currentIndex().isValid():
                first, last = sorted((self.currentIndex().row(), index.row()))
                self.checked |= dict.fromkeys(self.rows.keys[first : last + 1])
                self._told()
            else:
                self.toggle(key)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self.indexAt(event.position().toPoint()).row()
        if hovered != self.hovered:
            self.hovered = hovered
            self.viewport().update()
        dragging = self._pressed is not None and bool(event.buttons() & Qt.MouseButton.LeftButton)
        if dragging and self._pressed is not None and self.movable:
            way = (event.position().toPoint() - self._pressed).manhattanLength()
            if way >= QApplication.startDragDistance():
                self._drag()
            return
        if not dragging:
            super().mouseMoveEvent(event)

    def _drag(self) -> None:
        key, self._pressed = self.current_key, None
        if not key:
            return
        drag = QDrag(self)
        drag.setMimeData(articles_mime(list(self.checked) if key in self.checked else [key]))
        drag.setPixmap(icon("file-text", "accent.text").pixmap(24, 24))
        drag.exec(Qt.DropAction.MoveAction)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self.hovered >= 0:
            self.hovered = -1
            self.viewport().update()
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if plain and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape):
                event.accept()
                return True
        done = super().event(event)
        keep_opaque(self, event)
        return done
