"""Fields that several dialogs use: a category by its path, people by their names, some of a few, a day or none."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QWidget,
)

from app.domain.knowledge import Category
from app.domain.people import Agent
from app.ui.kit.choices import named, narrow_by_typing, spell
from app.ui.kit.i18n import tr
from app.ui.kit.theme import set_state, theme
from app.ui.knowledge.words import category_choices, day_end, day_of, day_start


class CategoryField(QComboBox):
    """Chooses a category by its path; typing any part of the path, or its pinyin, narrows the list."""

    chosen = Signal()

    def __init__(self, none: str = "", parent: QWidget | None = None) -> None:
        """``none`` is the text of the choice of no category, "" when there must be one."""
        super().__init__(parent)
        self._none = none
        self.setEditable(True)
        self.setAccessibleName(tr("分类"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        narrow_by_typing(self)
        self.activated.connect(lambda _index: self.chosen.emit())
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._settle)
            line.setPlaceholderText(tr("选择分类"))

    def offer(self, categories: Mapping[str, Category], chosen: str, without: frozenset[str] = frozenset()) -> None:
        """Offer these categories and show the chosen one."""
        blocked = self.blockSignals(True)
        self.clear()
        if self._none:
            self.addItem(self._none, "")
        for key, path in category_choices(categories):
            if key not in without:
                self.addItem(path, key)
        spell(self)
        self.choose(chosen)
        self.blockSignals(blocked)

    def choose(self, category_id: str) -> None:
        """Show a category without telling."""
        blocked = self.blockSignals(True)
        index = self.findData(category_id)
        self.setCurrentIndex(index)
        if index < 0:
            self.setEditText("")
        self.blockSignals(blocked)

    @property
    def category_id(self) -> str:
        """The chosen category, "" for none."""
        return str(self.currentData() or "")

    @property
    def unknown(self) -> bool:
        """Whether what is typed names no category."""
        return bool(self.currentText()) and named(self) < 0

    def _settle(self) -> None:
        """Take what was typed if it names a category; else mark it, and when leaving show the chosen one again."""
        index = named(self)
        line = self.lineEdit()
        stays = line is not None and line.hasFocus()
        if index >= 0:
            changed = index != self.currentIndex()
            self.setCurrentIndex(index)
            self.setEditText(self.itemText(index))
            if changed:
                self.chosen.emit()
        elif not stays or not self.currentText():
            self.setEditText(self.itemText(self.currentIndex()))
        set_state(self, invalid=self.unknown)


class PersonField(QComboBox):
    """Chooses one person or none; typing a part of the name, or its pinyin, narrows the list."""

    def __init__(self, people: Sequence[Agent], chosen: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        narrow_by_typing(self)
        self.addItem(tr("没有"), "")
        for agent in people:
            self.addItem(agent.name, agent.id)
        spell(self)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        if (line := self.lineEdit()) is not None:
            line.editingFinished.connect(self._settle)

    @property
    def person_id(self) -> str:
        """The chosen person, "" for none."""
        return str(self.currentData() or "")

    def _settle(self) -> None:
        at = named(self) if self.currentText().strip() else 0
        self.setCurrentIndex(self.currentIndex() if at < 0 else at)
        self.setEditText(self.itemText(self.currentIndex()))


class CheckList(QListWidget):
    """Chooses any number of a few: a box each, for the mouse and the space bar."""

    _ROWS = 5

    def __init__(
        self, choices: Sequence[tuple[str, str]], chosen: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        """``choices`` are (id, words). What is chosen and no longer among them stays chosen."""
        super().__init__(parent)
        self._gone = tuple(key for key in chosen if key not in {each for each, _ in choices})
        for key, words in choices:
            item = QListWidgetItem(words, self)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
        if choices:
            self.setCurrentRow(0)
        height = max(self.sizeHintForRow(0), theme().px(26))
        self.setFixedHeight(height * min(max(len(choices), 1), self._ROWS) + 2 * self.frameWidth() + 4)
        self.setTabKeyNavigation(False)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of what is chosen."""
        items = [self.item(row) for row in range(self.count())]
        checked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        return (*self._gone, *(str(item.data(Qt.ItemDataRole.UserRole)) for item in checked))


class DayField(QWidget):
    """A day, or none when the box is not checked."""

    changed = Signal()

    def __init__(self, name: str, now: int, *, end: bool = False, parent: QWidget | None = None) -> None:
        """``now`` (ms) is the day to begin with. ``end``: the day belongs to the time, its last moment is meant."""
        super().__init__(parent)
        self._end = end
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.box = QCheckBox()
        self.box.setAccessibleName(name)
        self.box.setToolTip(name)
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(name)
        self.day.setDisplayFormat("yyyy-MM-dd")  # as wide in every language, and what tables take
        self._put(now)
        self.day.setEnabled(False)
        self.day.setMinimumWidth(theme().px(100))
        self.day.setMaximumHeight(theme().px(30))
        self.day.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(self.box)
        row.addWidget(self.day, 1)
        self.box.toggled.connect(self.day.setEnabled)
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self.day.dateChanged.connect(lambda _day: self.changed.emit())
        self.setFocusProxy(self.box)

    @property
    def at(self) -> int | None:
        """The moment (ms), None for none."""
        if not self.box.isChecked():
            return None
        chosen = self.day.date()
        day = dt.date(chosen.year(), chosen.month(), chosen.day())
        return day_end(day) if self._end else day_start(day)

    def show_at(self, at: int | None) -> None:
        """Show a moment without telling."""
        blocked = self.blockSignals(True)
        self.box.setChecked(at is not None)
        if at is not None:
            self._put(at)
        self.blockSignals(blocked)

    def _put(self, at: int) -> None:
        day = day_of(at)
        self.day.setDate(QDate(day.year, day.month, day.day))
