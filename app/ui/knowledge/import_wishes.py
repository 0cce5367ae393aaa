"""What a person says about a table that is being imported: which column is which, and what a cell should hold."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QPlainTextEdit, QWidget

from app.commands.transfer.columns import Column
from app.commands.transfer.table import Table
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.panes import scrolled
from app.ui.kit.theme import theme
from app.ui.knowledge.import_words import column_name

Places = dict[Column, tuple[int, ...]]
_MANY_LINES = frozenset({Column.BODY, Column.QUESTIONS})


class ColumnsDialog(Dialog):
    """Says for each column of a table what it holds. ``on_yes`` gets where each known column stands."""

    def __init__(
        self,
        parent: QWidget,
        table: Table,
        places: Mapping[Column, tuple[int, ...]],
        on_yes: Callable[[Places], object],
    ) -> None:
        super().__init__(parent, tr("对应列"), width=620)
        self._on_yes = on_yes
        self.body.addWidget(label(tr("表格里的每一列是什么"), "h3", strong=True))
        self.body.addWidget(
            label(tr("「标题」一定要有；正文可以由几列接成，其他的只能选一次"), tone="secondary", wrap=True)
        )
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        held = {index: column for column, indexes in places.items() for index in indexes}
        self.choices: dict[int, QComboBox] = {}
        for index, header in enumerate(table.headers):
            sample = next((row.cells[index] for row in table.rows if index < len(row.cells) and row.cells[index]), "")
            if not header.strip() and not sample.strip():
                continue
            choice = QComboBox()
            choice.addItem(tr("不导入"), "")
            for column in Column:
                choice.addItem(column_name(column), column.value)
            choice.setCurrentIndex(max(0, choice.findData(held[index].value if index in held else "")))
            name = header.strip() or tr("第 {n} 列").format(n=index + 1)
            choice.setAccessibleName(tr("「{name}」是").format(name=name))
            choice.currentIndexChanged.connect(self._check)
            shown = ElidedLabel(" ".join(name.split()), strong=True)
            shown.setMinimumWidth(theme().px(130))
            line = len(self.choices)
            grid.addWidget(shown, line, 0)
            grid.addWidget(ElidedLabel(" ".join(sample.split()), "small", "secondary"), line, 1)
            grid.addWidget(choice, line, 2)
            self.choices[index] = choice
        grid.setRowStretch(len(self.choices), 1)
        area = scrolled(content)
        area.setMinimumHeight(min(theme().px(380), content.sizeHint().height() + 4))
        self.body.addWidget(area, 1)
        self._wrong = label("", "small", "danger", wrap=True)
        self.body.addWidget(self._wrong)
        self.add_button(tr("取消"))
        self.yes = self.add_button(tr("按这样检查"), self._finish, kind="primary", default=True)
        self._check()
        self.open()
        if self.choices:
            next(iter(self.choices.values())).setFocus()

    def places(self) -> Places:
        """Return where each chosen column stands."""
        found: Places = {}
        for index, choice in self.choices.items():
            if choice.currentData():
                column = Column(choice.currentData())
                found[column] = (*found.get(column, ()), index)
        return found

    def why_not(self) -> str:
        """Return why the table cannot be read so, or ""."""
        found = self.places()
        if Column.TITLE not in found:
            return tr("选出哪一列是标题")
        twice = [column for column, indexes in found.items() if len(indexes) > 1 and column is not Column.BODY]
        return tr("「{name}」选了不止一次").format(name=column_name(twice[0])) if twice else ""

    def _check(self) -> None:
        reason = self.why_not()
        self._wrong.setText(reason)
        self.yes.setEnabled(not reason)

    def _finish(self) -> None:
        if not self.why_not():
            self.accept()
            self._on_yes(self.places())


class _ShortText(QPlainTextEdit):
    """Wraps one text, and leaves Enter to the dialog; Shift+Enter begins a line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CellDialog(Dialog):
    """Changes what one cell of the table says; the file stays as it is."""

    def __init__(
        self,
        parent: QWidget,
        number: int,
        column: Column,
        text: str,
        problem: str,
        on_yes: Callable[[str], object],
        *,
        header: str = "",
    ) -> None:
        """``header`` is what the table calls the column."""
        super().__init__(parent, tr("改这一格"), width=520)
        named = tr("第 {n} 行 · {column}").format(n=number, column=header or column_name(column))
        self.body.addWidget(label(named, "h3", strong=True))
        if problem:
            self.body.addWidget(label(problem, tone="danger", wrap=True))
        self.field = QPlainTextEdit(text) if column in _MANY_LINES else _ShortText(text)
        self.field.setAccessibleName(column_name(column))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(theme().px(220 if column in _MANY_LINES else 64))
        self.body.addWidget(self.field)
        self.body.addWidget(label(tr("只改这次导入，不改文件"), "small", "tertiary"))
        self.add_button(tr("取消"))

        def yes() -> None:
            self.accept()
            on_yes(self.field.toPlainText())

        self.add_button(tr("改好了"), yes, kind="primary", default=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()
        self.field.setFocus()
        self.field.selectAll()
