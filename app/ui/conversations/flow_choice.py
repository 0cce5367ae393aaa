"""Which guided flow to begin: those that suit the customer's last words first, or by a word, pinyin or initials."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.storage import flows as queries
from app.storage.flows import FlowRow
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import SearchField
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.states import Content
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import theme

_ID = Qt.ItemDataRole.UserRole


class FlowChoice(Dialog):
    """A field and a list; Enter begins what is chosen."""

    def __init__(
        self, parent: QWidget, tasks: Tasks, suiting: Sequence[FlowRow], begin: Callable[[str], object]
    ) -> None:
        super().__init__(parent, tr("开始引导流程"), width=480)
        self._tasks, self._suiting, self._begin = tasks, tuple(suiting), begin
        self.body.addWidget(label(tr("开始引导流程"), "h3", strong=True))
        self.search = SearchField(tr("搜索流程：名称、问法、拼音"))
        self.search.searched.connect(lambda _: self._ask())
        self.search.moved.connect(self._move)
        self.search.entered.connect(self._choose)
        self.body.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("流程"))
        self.list.setMinimumHeight(theme().px(220))
        self.list.itemActivated.connect(lambda _: self._choose())
        self.content = Content(self.list)
        self.body.addWidget(self.content, 1)
        self.add_button(tr("取消"))
        self.start = self.add_button(tr("开始"), self._choose, kind="primary", default=True)
        self.start.setEnabled(False)
        self._ask()
        self.search.setFocus()

    def _ask(self) -> None:
        query = self.search.query()
        self._tasks.read(lambda c: queries.find(c, query, most=50), self._show, key="flows", owner=self)

    def _show(self, found: list[FlowRow]) -> None:
        rows = list(found)
        if not self.search.query():
            first = [row for row in self._suiting if any(row.id == each.id for each in found)]
            rows = [*first, *(row for row in found if row.id not in {each.id for each in first})]
        self.list.clear()
        for row in rows:
            words = tr("{title}　{n} 步", n=row.steps).format(title=row.title, n=row.steps)
            item = QListWidgetItem(words + (f"　{' / '.join(row.path)}" if row.path else ""))
            item.setData(_ID, row.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.start.setEnabled(bool(rows))
        if rows:
            self.content.show_content()
        elif self.search.query():
            self.content.show_state("search", tr("没有这样的流程"), tr("换个说法，或用拼音首字母试试"))
        else:
            self.content.show_state("route", tr("还没有发布的流程"))

    def _move(self, step: int) -> None:
        self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self._begin(str(item.data(_ID)))
