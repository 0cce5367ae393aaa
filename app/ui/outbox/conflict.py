"""One conflict: what this device had, what headquarters has, and the result."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.clock import Clock
from app.storage.problems import Lost
from app.ui.kit.buttons import button, tool_button
from app.ui.kit.chips import Glyph
from app.ui.kit.formats import moment
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.panes import panel
from app.ui.outbox import words
from app.ui.outbox.differences import changed_spans, mark_changes
from app.ui.outbox.side import Side


class ConflictPanel(QFrame):
    """Shows a conflict and asks for the choice."""

    chosen = Signal(str, str, str)
    """(conflict id, "mine" | "theirs" | "both" | "text", the text for "text")."""
    moved = Signal(int)
    """To the next (+1) or the previous (-1) conflict."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._item: Lost | None = None
        self.setProperty("surface", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        self._base = Side(tr("共同起点"))
        self._mine, self._theirs = Side(tr("本机")), Side(tr("总部"))
        self._result = Side(tr("合并结果"), result=True)
        self._result.who.setText(tr("可直接编辑"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self._after_base, between, self._line = (separator(vertical=True) for _ in range(3))
        columns = (self._base, self._after_base, self._mine, between, self._theirs, self._line, self._result)
        for at, part in enumerate(columns):
            grid.addWidget(part, 0, at)
            grid.setColumnStretch(at, 0 if at % 2 else 1)
        column.addLayout(grid, 1)
        column.addWidget(self._make_foot())
        self.setFocusProxy(self.use_theirs)  # the choice that changes nothing
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._take)

    def _make_head(self) -> QWidget:
        head = QFrame()
        head.setProperty("banner", "danger")
        head.setProperty("wide", "top")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(Glyph("git-compare", "danger.text"))
        self._title = ElidedLabel("", strong=True)
        row.addWidget(self._title, 1)
        self._place = label("", "small", "secondary")
        row.addWidget(self._place)
        row.addWidget(tool_button("chevron-left", tr("上一处冲突"), lambda: self.moved.emit(-1), keys="Shift+F8"))
        row.addWidget(tool_button("chevron-right", tr("下一处冲突"), lambda: self.moved.emit(1), keys="F8"))
        return head

    def _make_foot(self) -> QWidget:
        foot = panel("subtle", edge="top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(Glyph("shield-check", "text.tertiary"))
        row.addWidget(ElidedLabel(tr("两边的内容都留在历史里，不会丢"), "small", "secondary"), 1)
        self.use_mine = button(tr("用本机的"), lambda: self._choose("mine"), dense=True)
        self.use_theirs = button(tr("用总部的"), lambda: self._choose("theirs"), dense=True)
        self.use_both = button(tr("都保留"), lambda: self._choose("both"), dense=True)
        self.use_result = button(tr("采用合并结果"), self._take, kind="primary", dense=True, tip="Ctrl+Enter")
        for made in (self.use_mine, self.use_theirs, self.use_both, self.use_result):
            row.addWidget(made)
        return foot

    def show_conflict(self, item: Lost, position: int, count: int) -> None:
        """Show a conflict, the ``position``-th (from 1) of ``count``."""
        self._place.setText(tr("冲突 {i} / {n}").format(i=position, n=count))
        if item == self._item:
            return
        self._item = item
        self._title.setText(words.conflict_title(item))
        when = moment(item.at, self._clock())
        self._mine.who.setText(f"{item.author_name} · {when}" if item.author_name else when)
        self._theirs.who.setText(item.kept_by_name)
        for side, text, tone in ((self._mine, item.mine, "success"), (self._theirs, item.theirs, "warning")):
            side.edit.setPlainText(words.value(item, text))
            mark_changes(side.edit, changed_spans(item.base, text) if text else (), tone)
        self._show_base(item)
        editable = item.text and not item.rich
        self._result.setVisible(editable)
        self._line.setVisible(editable)
        self.use_result.setVisible(editable)
        self.use_both.setVisible(item.text or item.rich or item.field == "tags")
        if editable:
            self._result.edit.setPlainText(_proposal(item))
        self.setAccessibleName(words.conflict_title(item))

    def _show_base(self, item: Lost) -> None:
        """Show what both began with, and in it what either of them took away or replaced."""
        for part in (self._base, self._after_base):
            part.setVisible(bool(item.base))
        self._base.edit.setPlainText(words.value(item, item.base))
        gone = {span for text in (item.mine, item.theirs) for span in changed_spans(text, item.base)}
        mark_changes(self._base.edit, sorted(gone) if item.text or item.rich else (), "danger")

    def result(self) -> str:
        """Return what stands in the result."""
        return self._result.edit.toPlainText()

    def _take(self) -> None:
        if self._item is not None and self.use_result.isVisible():
            self.chosen.emit(self._item.id, "text", self.result().strip())

    def _choose(self, which: str) -> None:
        if self._item is not None:
            self.chosen.emit(self._item.id, which, "")


def _proposal(item: Lost) -> str:
    """Return the text to begin the result with: the one that contains the other, else headquarters' and then mine."""
    if item.mine in item.theirs:
        return item.theirs
    if item.theirs in item.mine:
        return item.mine
    return f"{item.theirs}\n{item.mine}"
