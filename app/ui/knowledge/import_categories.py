"""What becomes of the categories of a table that the tree does not have: all of them by name, with a choice."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.commands.transfer.new_categories import NewCategory
from app.ui.kit.buttons import button
from app.ui.kit.formats import count as count_text
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label, plain_tip
from app.ui.kit.panes import scrolled
from app.ui.kit.theme import theme
from app.ui.knowledge.words import SEPARATOR

Path = tuple[str, ...]
_MOST = 250
_WIDE = 190  # of a path within a button, which cannot shorten its text by itself


class NewCategories(QFrame):
    """The categories that an import would make. Hidden while there are none."""

    choiceMade = Signal(object, bool)
    """(path, whether the existing category is used)."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(4)
        self.heading = label("", strong=True, wrap=True)
        self.heading.setContentsMargins(14, 0, 14, 0)
        column.addWidget(self.heading)
        self._area = scrolled(QWidget())
        column.addWidget(self._area)
        self.choices: dict[Path, QPushButton] = {}
        self._shown: tuple[NewCategory, ...] = ()
        self.hide()

    def show_found(self, found: Sequence[NewCategory]) -> None:
        """Show what becomes of each path; a choice that has the focus keeps it."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        focused = next((path for path, choice in self.choices.items() if choice.hasFocus()), None)
        self.choices = {}
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(14, 2, 14, 6)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for each in found:
            self._add(grid, each)
        self._area.setWidget(rows)
        rows.setAutoFillBackground(False)  # the area makes it fill itself
        self._area.setFixedHeight(min(theme().px(_MOST), rows.sizeHint().height() + 2))
        used = sum(each.used for each in found)
        new = len(found) - used
        told = [tr("会新建 {n} 个分类", n=new).format(n=count_text(new))] if new else []
        told += [tr("{n} 个放进现有的分类", n=used).format(n=count_text(used))] if used else []
        self.heading.setText(" · ".join(told))
        self.setVisible(bool(found))
        if focused in self.choices:
            self.choices[focused].setFocus()

    def _add(self, grid: QGridLayout, found: NewCategory) -> None:
        line = grid.rowCount()
        path, instead = SEPARATOR.join(found.path), SEPARATOR.join(found.instead_path)
        grid.addWidget(ElidedLabel(path, mode=Qt.TextElideMode.ElideLeft), line, 0)
        rows = tr("{n} 行", n=found.rows).format(n=count_text(found.rows))
        grid.addWidget(label(rows, "small", "secondary"), line, 1, Qt.AlignmentFlag.AlignRight)
        if not found.instead:
            return
        shown = QFontMetrics(theme().font()).elidedText(instead, Qt.TextElideMode.ElideLeft, theme().px(_WIDE))
        if found.used:
            grid.addWidget(ElidedLabel(tr("放进现有的「{path}」").format(path=instead), "small"), line + 1, 0)
            text, spoken = tr("改为新建"), tr("「{path}」改为新建").format(path=path)
        else:
            text = tr("改用「{path}」").format(path=shown)
            spoken = tr("「{path}」改用「{other}」").format(path=path, other=instead)
        choice = button(
            text, lambda: self.choiceMade.emit(found.path, not found.used), kind="link", tip=plain_tip(spoken)
        )
        choice.setAccessibleName(spoken)
        choice.setAutoDefault(True)  # Enter presses it while it has the focus
        choice.setProperty("flush", True)  # its words stand below the path
        grid.addWidget(choice, line + 1, 1 if found.used else 0, 1, 1 if found.used else 2, Qt.AlignmentFlag.AlignLeft)
        self.choices[found.path] = choice
