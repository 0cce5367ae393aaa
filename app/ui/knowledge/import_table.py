"""The second page of the import wizard: every row with its verdict, every problem with its cell."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.commands.transfer.columns import Column as TableColumn
from app.ui.kit import painters
from app.ui.kit.buttons import Segments, button
from app.ui.kit.chips import Glyph, KeyHint
from app.ui.kit.formats import count as count_text
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.panes import panel
from app.ui.kit.row_table import RowTable, light_row
from app.ui.kit.table_model import Column, RowModel, RowRole
from app.ui.kit.theme import set_state, theme
from app.ui.knowledge.import_categories import NewCategories
from app.ui.knowledge.import_check import SHOWN, Checked, CheckRow
from app.ui.knowledge.import_pages import Tile
from app.ui.knowledge.import_words import column_name, problem_words

Index = QModelIndex | QPersistentModelIndex
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_ColumnRole = int(Qt.ItemDataRole.UserRole) + 1
_TITLE = SHOWN.index(TableColumn.TITLE)
_FIRST_CELL = 2  # before it stand the number of the row and its verdict
_VERDICTS = {
    "new": ("circle-check", "success.text"),
    "update": ("refresh", "accent.text"),
    "unchanged": ("minus", "text.tertiary"),
    "example": ("minus", "text.tertiary"),
    "error": ("circle-x", "danger.text"),
}


class _CellDelegate(QStyledItemDelegate):
    """Draws the verdict, and frames the cells that have a problem."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, theme().row_height("table"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: CheckRow = index.data(RowRole)
        rect = QRectF(option.rect)
        light_row(option, index)
        painters.paint_row_state(painter, option, bar=False)
        area = rect.adjusted(8, 0, -8, 0)
        column = index.column()
        if column == 0:
            right = Qt.AlignmentFlag.AlignRight
            painters.paint_text(painter, area, str(row.number), token="text.tertiary", align=right)
            return
        if column == 1:
            icon, token = ("alert-triangle", "warning.text") if row.warned else _VERDICTS[row.verdict]
            side = theme().px(16)
            place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            paint_icon(painter, place, icon, token)
            return
        here = [problem for problem in row.problems if problem.column is SHOWN[column - 2]]
        if here:
            tone = "warning" if all(problem.warning for problem in here) else "danger"
            painter.save()
            painter.setPen(QPen(theme().color(f"{tone}.solid"), 1.4))
            painter.setBrush(theme().color(f"{tone}.tint"))
            painter.drawRect(rect.adjusted(1.5, 1.5, -1.5, -2.5))
            painter.restore()
        text = row.cells[column - 2]
        token = "text.secondary" if column >= 4 else "text.primary"
        painters.paint_text(painter, area, text or (tr("（空）") if here else ""), token=token)


class CheckPage(QWidget):
    """Step 2: every row with its verdict, every problem with its cell."""

    columnsWanted = Signal()
    categoryChosen = Signal(object, bool)
    """(path that does not exist, whether the category that may be meant is used)."""
    cellWanted = Signal(int, object)
    """(row number, :class:`~app.commands.transfer.columns.Column`): what this cell says is to be changed."""

    def __init__(self, on_other: Callable[[], object], on_files: Callable[[], object]) -> None:
        super().__init__()
        self._checked: Checked | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tiles(on_other, on_files))
        column.addWidget(self._bar())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.model: RowModel[CheckRow] = RowModel(
            key=lambda row: row.key,
            columns=[
                Column(tr("行"), lambda row: str(row.number), numeric=True),
                Column("", lambda row: row.verdict),
                *(Column(column_name(name), _cell(place)) for place, name in enumerate(SHOWN)),
            ],
            accessible=self._spoken,
            parent=self,
        )
        self.table = RowTable()
        self.table.setModel(self.model)
        self.table.setItemDelegate(_CellDelegate(self.table))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme().row_height("table"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(tr("要导入的行"))
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((52, 36, 150, 230, 0, 104, 90)):
            if width:
                head.resizeSection(place, theme().px(width))
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.activated.connect(self._on_cell)
        middle.addWidget(self.table, 1)
        middle.addWidget(self._problems())
        column.addLayout(middle, 1)

    def _tiles(self, on_other: Callable[[], object], on_files: Callable[[], object]) -> QWidget:
        frame = panel(edge="bottom")
        row = QHBoxLayout(frame)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(10)
        card = QFrame()
        card.setProperty("surface", "card")
        inner = QGridLayout(card)
        inner.setContentsMargins(14, 8, 8, 8)
        inner.setHorizontalSpacing(10)
        inner.setVerticalSpacing(0)
        inner.addWidget(Glyph("file-spreadsheet", "success.text", 22), 0, 0, 2, 1)
        self._name, self._beside = ElidedLabel("", strong=True), ElidedLabel("", "small", "secondary")
        inner.addWidget(self._name, 0, 1)
        inner.addWidget(self._beside, 1, 1)
        for line, (words, run) in enumerate(((tr("更换"), on_other), (tr("图片与附件"), on_files))):
            inner.addWidget(button(words, run, kind="link"), line, 2, Qt.AlignmentFlag.AlignRight)
        inner.setColumnStretch(1, 1)
        row.addWidget(card, 2)
        self._read, self._ready = Tile(tr("共读取")), Tile(tr("可直接导入"), "success")
        self._warned, self._wrong = Tile(tr("警告（可导入）"), "warning"), Tile(tr("错误（需处理）"), "danger")
        for tile in (self._read, self._ready, self._warned, self._wrong):
            row.addWidget(tile, 1)
        return frame

    def _bar(self) -> QWidget:
        frame = panel(edge="bottom")
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 6, 14, 6)
        self.shown = Segments(
            [("all", tr("全部")), ("error", tr("只看错误")), ("warning", tr("只看警告"))], tr("显示哪些行")
        )
        self.shown.chosen.connect(lambda _choice: self._fill())
        row.addWidget(self.shown)
        row.addSpacing(10)
        self._facts = ElidedLabel("", "small", "secondary")
        row.addWidget(self._facts, 1)
        row.addWidget(button(tr("对应列"), self.columnsWanted.emit, kind="link"))
        row.addWidget(label(tr("双击单元格可修改"), "small", "secondary"))
        row.addWidget(KeyHint("F8"))
        row.addWidget(label(tr("下一个问题"), "small", "secondary"))
        return frame

    def _problems(self) -> QWidget:
        frame = panel("subtle", edge="left")
        frame.setFixedWidth(theme().px(330))
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 8, 0, 0)
        self.categories = NewCategories()
        self.categories.choiceMade.connect(self.categoryChosen)
        column.addWidget(self.categories)
        self._problems_head = label("", strong=True)
        self._problems_head.setContentsMargins(14, 0, 14, 4)
        column.addWidget(self._problems_head)
        self.problems = QListWidget()
        self.problems.setAccessibleName(tr("问题"))
        self.problems.setWordWrap(True)
        self.problems.setResizeMode(QListWidget.ResizeMode.Adjust)  # its rows are as high as their words need
        self.problems.setItemDelegate(_ProblemDelegate(self.problems))
        self.problems.currentRowChanged.connect(self._go_to_problem)
        self.problems.itemActivated.connect(self._on_problem)
        column.addWidget(self.problems, 1)
        return frame

    # -- showing -----------------------------------------------------------------------------------------------

    def show_checked(self, checked: Checked) -> None:
        """Show what an import would do."""
        self._checked = checked
        plan = checked.plan
        self._name.setText(checked.path.name)
        files = len(plan.files)
        place = checked.files.name if checked.files is not None else ""
        self._beside.setText(
            tr("{place} · {n} 个图片和附件", n=files).format(place=place, n=files)
            if files
            else tr("没有用到图片和附件")
        )
        number = len(checked.rows)
        self._read.show_text(tr("{n} 行", n=number).format(n=count_text(number)))
        self._ready.show_text(count_text(checked.ready))
        self._warned.show_text(count_text(checked.warnings))
        self._wrong.show_text(count_text(checked.errors))
        set_state(self._wrong, banner="danger" if checked.errors else "")
        self.shown.set_text("all", tr("全部 {n}").format(n=count_text(number)))
        self.shown.set_text("error", tr("只看错误 {n}").format(n=count_text(checked.errors)))
        self.shown.set_text("warning", tr("只看警告 {n}").format(n=count_text(checked.warnings)))
        facts = [
            tr("新增 {n} 条", n=plan.count("new")).format(n=plan.count("new")),
            tr("更新 {n} 条", n=plan.count("update")).format(n=plan.count("update")),
            tr("没有变化 {n} 条", n=plan.count("unchanged")).format(n=plan.count("unchanged")),
        ]
        if examples := plan.count("example"):
            facts.append(tr("跳过示例 {n} 行", n=examples).format(n=examples))
        if plan.categories:
            facts.append(tr("新建 {n} 个分类", n=len(plan.categories)).format(n=len(plan.categories)))
        if plan.unknown_columns:
            facts.append(tr("不认识的列：{names}").format(names="、".join(plan.unknown_columns)))
        self._facts.setText(" · ".join(facts))
        self.categories.show_found(plan.new_categories)
        self.shown.choose("all")
        self._fill()
        self._fill_problems()

    def _fill(self) -> None:
        if self._checked is None:
            return
        choice = self.shown.choice
        self.model.set_rows(
            row
            for row in self._checked.rows
            if choice == "all" or (row.verdict == "error" if choice == "error" else row.warned)
        )

    def _fill_problems(self) -> None:
        self.problems.clear()
        found = sorted(self._checked.plan.problems if self._checked else (), key=lambda each: (each.warning, each.row))
        for problem in found:
            what, rest = problem_words(problem)
            item = QListWidgetItem()
            heading = tr("第 {n} 行 · {column}").format(n=problem.row, column=self._called(problem.column))
            told = tr("{what}：{rest}").format(what=what, rest=rest)
            item.setData(Qt.ItemDataRole.UserRole, (problem.row, heading, told, problem.warning))
            item.setData(_ColumnRole, problem.column)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{heading}，{told}")
            self.problems.addItem(item)
        number = len(found)
        well = tr("没有问题，可以导入") if self._checked and self._checked.ready else tr("没有问题，也没有变化")
        self._problems_head.setText(tr("{n} 个问题", n=number).format(n=number) if number else well)

    def _called(self, column: TableColumn) -> str:
        """Return what the table calls a column; its usual name where the table has none."""
        return (self._checked.header(column) if self._checked is not None else "") or column_name(column)

    def _spoken(self, row: CheckRow) -> str:
        told = "；".join("，".join((self._called(each.column), *problem_words(each))) for each in row.problems)
        return tr("第 {n} 行，{title}，{state}").format(n=row.number, title=row.cells[1], state=told or tr("可以导入"))

    def _go_to_problem(self, at: int) -> None:
        if at < 0:
            return
        item = self.problems.item(at)
        row = item.data(Qt.ItemDataRole.UserRole)[0]
        if not self.model.index_of(str(row)).isValid():
            self.shown.choose("all")
            self._fill()
        column = item.data(_ColumnRole)
        index = self.model.index_of(str(row), _FIRST_CELL + (SHOWN.index(column) if column in SHOWN else _TITLE))
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _on_cell(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if isinstance(row, CheckRow) and index.column() >= _FIRST_CELL:
            self.cellWanted.emit(row.number, SHOWN[index.column() - _FIRST_CELL])

    def _on_problem(self, item: QListWidgetItem) -> None:
        self.cellWanted.emit(item.data(Qt.ItemDataRole.UserRole)[0], TableColumn(item.data(_ColumnRole)))

    def step_problem(self, step: int) -> None:
        """Go to the next (+1) or previous (-1) problem; Enter opens its cell then."""
        number = self.problems.count()
        if number:
            self.problems.setCurrentRow((self.problems.currentRow() + step) % number)
            shown = self.problems.currentItem().data(_ColumnRole) in SHOWN
            (self.table if shown else self.problems).setFocus()


class _ProblemDelegate(QStyledItemDelegate):
    """The row and what is wrong with it, then what to do."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        rest = str(index.data(Qt.ItemDataRole.UserRole)[2])
        width = max(120, self._view.viewport().width() - 2 * theme().px(14))
        metrics = QFontMetricsF(theme().font())
        height = metrics.boundingRect(QRectF(0, 0, width, 2_000), _WRAPPED, rest).height()
        return QSize(100, theme().px(18) + theme().line_px("body") + round(height + 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        _row, heading, rest, warning = index.data(Qt.ItemDataRole.UserRole)
        painters.paint_row_state(painter, option)
        area = QRectF(option.rect).adjusted(theme().px(14), theme().px(8), -theme().px(14), -theme().px(8))
        line = theme().line_px("body")
        token = "warning.text" if warning else "danger.text"
        top = QRectF(area.left(), area.top(), area.width(), line)
        painters.paint_text(painter, top, str(heading), strong=True, token=token)
        painter.setFont(theme().font())
        painter.setPen(theme().color("text.secondary"))
        below = area.adjusted(0, line, 0, 0)
        painter.drawText(below, _WRAPPED, str(rest))


def _cell(place: int) -> Callable[[CheckRow], str]:
    return lambda row: row.cells[place]
