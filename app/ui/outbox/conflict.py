"""One conflict: what this device had, what headquarters has, and the result."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.clock import Clock
from app.storage.problems import Lost
from app.ui.kit.buttons import button, tool_button
from app.ui.kit.formats import moment
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.theme import theme
from app.ui.outbox import words
from app.ui.outbox.differences import changed_spans, mark_changes
from app.ui.outbox.side import AskingCard, Side, Sides


class ConflictPanel(AskingCard):
    """Shows a conflict and asks for the choice. A text can be written anew: it begins as headquarters' is."""

    chosen = Signal(str, str, str)
    """(conflict id, "mine" | "theirs" | "both" | "text", the text for "text")."""
    moved = Signal(int)
    """To the next (+1) or the previous (-1) conflict."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("danger", "git-compare", tr("两边的内容都留在历史里，不会丢"), self._take, parent)
        self._clock = clock
        self._item: Lost | None = None
        self.head.addWidget(self.title, 1)
        self._place = label("", "small", "secondary")
        self.head.addWidget(self._place)
        for icon, text, step, keys in (
            ("chevron-left", tr("上一处冲突"), -1, "Shift+F8"),
            ("chevron-right", tr("下一处冲突"), 1, "F8"),
        ):
            self.head.addWidget(tool_button(icon, text, lambda step=step: self.moved.emit(step), keys=keys))  # type: ignore[misc]
        self._base, self._mine, self._theirs = Side(tr("共同起点")), Side(tr("本机")), Side(tr("总部"))
        self._result = Side(tr("改成"), result=True)
        self._result.who.setText(tr("可直接编辑"))
        self._sides = Sides(self._base, self._mine, self._theirs, self._result)
        self.column.addWidget(self._sides, 1)
        self.use_mine = button(tr("用本机的"), lambda: self._choose("mine"), dense=True)
        self.use_theirs = button(tr("用总部的"), lambda: self._choose("theirs"), dense=True)
        self.use_both = button(tr("都保留"), lambda: self._choose("both"), dense=True)
        self.use_result = button(tr("采用改好的"), self._take, kind="primary", dense=True, tip="Ctrl+Enter")
        for made in (self.use_mine, self.use_theirs, self.use_both, self.use_result):
            self.foot.addWidget(made)
        theme().themeChanged.connect(self._on_theme)
        self.setFocusProxy(self.use_theirs)  # the choice that changes nothing

    def show_conflict(self, item: Lost, position: int, count: int) -> None:
        """Show a conflict, the ``position``-th (from 1) of ``count``."""
        self._place.setText(tr("冲突 {i} / {n}").format(i=position, n=count))
        if item == self._item:
            return
        self._item = item
        self.title.setText(words.conflict_title(item))
        self._show_sides(item)
        self._sides.set_shown(self._result, item.text)
        self._result.edit.setPlainText(item.theirs if item.text else "")
        self.use_result.setVisible(item.text)
        self.use_both.setVisible(item.rich or item.field == "tags")
        self.setAccessibleName(words.conflict_title(item))

    def _on_theme(self) -> None:
        if self._item is not None:
            self._show_sides(self._item)  # what differs is tinted

    def _show_sides(self, item: Lost) -> None:
        for side, text, name, at, tone in (
            (self._mine, item.mine, item.author_name, item.mine_at, "success"),
            (self._theirs, item.theirs, item.kept_by_name, item.theirs_at, "warning"),
        ):
            when = moment(at, self._clock()) if at else ""
            side.who.setText(" · ".join(part for part in (name, when) if part))
            side.edit.setPlainText(words.value(item, text))
            mark_changes(side.edit, changed_spans(item.base or "", text) if text else (), tone)
        self._show_base(item)

    def _show_base(self, item: Lost) -> None:
        """Show what both began with, and in it what either of them took away or replaced."""
        self._sides.set_shown(self._base, item.base is not None)
        base = item.base or ""
        self._base.edit.setPlainText(words.value(item, base))
        gone = {span for text in (item.mine, item.theirs) for span in changed_spans(text, base)}
        mark_changes(self._base.edit, sorted(gone) if item.text or item.rich else (), "danger")

    def result(self) -> str:
        """Return what stands in the result, on one line: what was pasted may have had more."""
        return " ".join(self._result.edit.toPlainText().split())

    def _take(self) -> None:
        """Take the result; one that is the same as a side is that side."""
        if self._item is not None and self.use_result.isVisible():
            sides = {self._item.mine: "mine", self._item.theirs: "theirs"}
            which = sides.get(self.result(), "text")
            self.chosen.emit(self._item.id, which, self.result() if which == "text" else "")

    def _choose(self, which: str) -> None:
        if self._item is not None:
            self.chosen.emit(self._item.id, which, "")
