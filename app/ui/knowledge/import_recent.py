"""The last imports of this device, each to be taken back as a whole, also days later."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.commands.imported import Imported
from app.domain.clock import now_ms
from app.ui.kit.buttons import button
from app.ui.kit.formats import count as count_text
from app.ui.kit.formats import moment_full
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label, plain_tip

_SHOWN = 3


class RecentImports(QFrame):
    """A card with the newest imports. Hidden while there are none."""

    undoWanted = Signal(object)
    """(:class:`Imported`)."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 16, 10)
        self._column.setSpacing(4)
        self._column.addWidget(label(tr("最近的导入"), strong=True))
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_found(self, found: Sequence[Imported]) -> None:
        """Show imports, newest first."""
        had_focus = any(each.hasFocus() for each in self.buttons)
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self.buttons = []
        for line, each in enumerate(found[:_SHOWN]):
            self._add(grid, line, each)
        self._column.replaceWidget(self._rows, rows)
        self._rows.hide()  # it goes with the next turn of the event loop
        self._rows.deleteLater()
        self._rows = rows
        self.setVisible(bool(found))
        if had_focus and self.buttons:
            self.buttons[0].setFocus()

    def _add(self, grid: QGridLayout, line: int, found: Imported) -> None:
        done, total = count_text(found.done), count_text(found.total)
        if found.whole:
            told = tr("{n} 条", n=found.done).format(n=done)
        else:
            told = tr("没有完成：{done} / {total} 条").format(done=done, total=total)
        grid.addWidget(ElidedLabel(found.name), line, 0)
        grid.addWidget(label(moment_full(found.at, now_ms()), "small", "secondary"), line, 1)
        grid.addWidget(label(told, "small", "secondary" if found.whole else "warning"), line, 2)
        spoken = tr("撤销「{name}」的导入").format(name=found.name)
        made = button(tr("撤销"), lambda: self.undoWanted.emit(found), kind="link", tip=plain_tip(spoken))
        made.setAccessibleName(spoken)
        made.setAutoDefault(True)  # Enter presses it while it has the focus
        grid.addWidget(made, line, 3)
        self.buttons.append(made)
