"""The second page of the import wizard for documents: their sections, each as the article that it becomes."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextTable
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.commands.transfer.documents.document import Document
from app.commands.transfer.documents.planning import Wanted
from app.commands.transfer.documents.sections import Section, changed, cut, merged, split, usual_depth
from app.commands.transfer.plan import TITLE_LENGTH
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.rich import body_text
from app.ui.kit.buttons import Segments, button
from app.ui.kit.formats import count as count_text
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.notices import sentence
from app.ui.kit.panes import panel, scrolled
from app.ui.kit.rich_blocks import BLOCK_ID
from app.ui.kit.rich_text import Media
from app.ui.kit.screen import Context
from app.ui.kit.states import Banner
from app.ui.kit.theme import theme
from app.ui.knowledge.fields import CategoryField
from app.ui.knowledge.import_sections import PreparedSections, prepare
from app.ui.knowledge.import_words import note_words, problem_words
from app.ui.knowledge.library import Library
from app.ui.knowledge.preview import BodyView

_KEY = int(Qt.ItemDataRole.UserRole)
_SAME = "same"  # the choice of the category of all; no category is called so


class DocumentsPage(QWidget):
    """Step 2 for documents. Whatever is changed here is planned anew; :attr:`planned` follows."""

    planned = Signal(object)
    """(:class:`PreparedSections`)."""

    def __init__(self, ctx: Context, library: Library) -> None:
        super().__init__()
        self._ctx, self._library = ctx, library
        self.documents: tuple[Document, ...] = ()
        self.sections: tuple[Section, ...] = ()
        self.prepared: PreparedSections | None = None
        self._media = Media(ctx.tasks, self._picture, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choices())
        self.banner = Banner()
        column.addWidget(self.banner)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("文档的各节"))
        self.list.setFixedWidth(theme().px(380))
        self.list.currentRowChanged.connect(lambda _row: self._show_current())
        self.list.itemChanged.connect(self._on_checked)
        side = panel(edge="right")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(8, 8, 0, 8)
        inner.addWidget(self.list)
        middle.addWidget(side)
        middle.addWidget(self._current(), 1)
        column.addLayout(middle, 1)
        for keys, run in (("F2", self._rename), ("Ctrl+J", self.join), ("Ctrl+K", self.split)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _choices(self) -> QWidget:
        frame = panel(edge="bottom")
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        self.cutting = Segments(
            [("0", tr("整篇一条")), ("1", tr("按一级标题")), ("2", tr("二级")), ("3", tr("三级"))], tr("怎样拆分")
        )
        self.cutting.chosen.connect(lambda _choice: self._cut())
        row.addWidget(self.cutting)
        row.addSpacing(8)
        self.category = CategoryField(tr("未分类"))
        self.category.setAccessibleName(tr("放进哪个分类"))
        self.category.chosen.connect(self._plan)
        row.addWidget(self.category, 1)
        self.original = QComboBox()
        self.original.addItem(tr("原文件附在第一条"), "first")
        self.original.addItem(tr("原文件附在每一条"), "each")
        self.original.addItem(tr("不保留原文件"), "none")
        self.original.setAccessibleName(tr("原文件"))
        self.original.setToolTip(tr("附件会随知识一起发给客户"))
        self.same = QComboBox()
        self.same.addItem(tr("同名的保留现有"), False)
        self.same.addItem(tr("同名的换成这一节"), True)
        self.same.setAccessibleName(tr("和现有知识同名时"))
        for choice in (self.original, self.same):
            choice.activated.connect(lambda _index: self._plan())
            row.addWidget(choice)
        return frame

    def _current(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        self.title = QLineEdit()
        self.title.setMaxLength(TITLE_LENGTH * 2)
        self.title.setAccessibleName(tr("这一节的标题"))
        self.title.editingFinished.connect(self._retitle)
        column.addWidget(self.title)
        row = QHBoxLayout()
        self.own_category = CategoryField()
        self.own_category.setAccessibleName(tr("这一节的分类"))
        self.own_category.chosen.connect(self._recategorise)
        row.addWidget(self.own_category, 1)
        self.join_button = button(tr("并入上一节"), self.join, dense=True, tip=tr("并入上一节（Ctrl+J）"))
        self.split_button = button(
            tr("从光标处拆开"), self.split, dense=True, tip=tr("从光标所在的段落开始新的一节（Ctrl+K）")
        )
        row.addWidget(self.join_button)
        row.addWidget(self.split_button)
        column.addLayout(row)
        self.told = label("", "small", "warning", wrap=True)
        column.addWidget(self.told)
        self.view = BodyView(self._media)
        self.view.setTextInteractionFlags(
            self.view.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.view.setAccessibleName(tr("这一节的正文"))
        column.addWidget(scrolled(self.view), 1)
        return side

    # -- documents -------------------------------------------------------------------------------------------------

    def _picture(self, sha256: str) -> bytes | None:
        return next((each.pictures[sha256] for each in self.documents if sha256 in each.pictures), None)

    def show_documents(self, documents: tuple[Document, ...], failed: Sequence[AppError] = ()) -> None:
        """Begin with documents that were read, cut at their usual headings; ``failed`` are those that were not."""
        self.documents = documents
        tree, at = self._library.tree, self._library.cut.category_id
        self.category.offer(tree, at if at in tree else "")
        self.own_category.offer(tree, "")
        with QSignalBlocker(self.own_category):
            self.own_category.insertItem(0, tr("同上面选的分类"), _SAME)
        notes = [
            f"{document.name}：{note_words(note)}" if len(documents) > 1 else note_words(note)
            for document in documents
            for note in document.notes
        ]
        told = [*map(sentence, failed), *notes]
        self.banner.set("；".join(told[:4]) + ("…" if len(told) > 4 else ""), "warning", closable=True)
        self.cutting.choose(str(max(usual_depth(document.body) for document in documents)))
        self.sections = cut(documents)
        self._fill(0)
        self._plan()

    def _cut(self) -> None:
        self.sections = cut(self.documents, int(self.cutting.choice))
        self._fill(0)
        self._plan()

    def wanted(self) -> Wanted:
        """Return what was said about all sections."""
        return Wanted(
            category_id=self.category.category_id,
            original=self.original.currentData(),
            replace=bool(self.same.currentData()),
        )

    def _plan(self) -> None:
        documents, sections, wanted = self.documents, self.sections, self.wanted()
        self._ctx.tasks.read(
            lambda c: prepare(c, documents, sections, wanted), self._take_plan, key="sections", owner=self
        )

    def _take_plan(self, prepared: PreparedSections) -> None:
        self.prepared = prepared
        with QSignalBlocker(self.list):
            for at in range(self.list.count()):
                self._dress(self.list.item(at), at)
        self._tell_current()
        self.planned.emit(prepared)

    # -- the list --------------------------------------------------------------------------------------------------

    def _fill(self, current: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for at, section in enumerate(self.sections):
                item = QListWidgetItem()
                item.setSizeHint(QSize(0, theme().row_height("table")))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked if section.skipped else Qt.CheckState.Checked)
                self._dress(item, at)
                self.list.addItem(item)
            self.list.setCurrentRow(max(0, min(current, self.list.count() - 1)))
        self._show_current()

    def _dress(self, item: QListWidgetItem, at: int) -> None:
        section = self.sections[at]
        item.setData(_KEY, section.key)
        item.setText(section.title or tr("（没有标题）"))
        row = self.prepared.row(at) if self.prepared is not None and self.prepared.sections == self.sections else None
        told = problem_words(row.problems[0])[0] if row is not None and row.problems else ""
        wrong = row is not None and row.verdict == "error"
        token = "danger.text" if wrong else "warning.text" if told else "text.primary"
        item.setForeground(theme().color("text.tertiary" if section.skipped else token))
        characters = len(body_text(section.body))
        length = tr("{n} 字", n=characters).format(n=count_text(characters))
        file = self.documents[section.document].name if len(self.documents) > 1 else ""
        item.setToolTip(" · ".join(filter(None, (told, length, file))))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, "，".join(filter(None, (item.text(), told, length, file))))

    def _on_checked(self, item: QListWidgetItem) -> None:
        skipped = item.checkState() != Qt.CheckState.Checked
        self._change(str(item.data(_KEY)), skipped=skipped)

    @property
    def current(self) -> Section | None:
        """The section that is shown."""
        at = self.list.currentRow()
        return self.sections[at] if 0 <= at < len(self.sections) else None

    def _show_current(self) -> None:
        section = self.current
        if section is None:
            return
        self.title.setText(section.title)
        self.own_category.choose(_SAME if section.category_id is None else section.category_id)
        images: tuple[FileRef, ...] = self.documents[section.document].images
        self.view.show_body(section.body, images)
        at = self.list.currentRow()
        self.join_button.setEnabled(at > 0 and self.sections[at - 1].document == section.document)
        self.split_button.setEnabled(len(section.body) > 1)
        self._tell_current()

    def _tell_current(self) -> None:
        row = self.prepared.row(self.list.currentRow()) if self.prepared is not None else None
        told = "；".join("，".join(problem_words(problem)) for problem in row.problems) if row is not None else ""
        self.told.setText(told)
        self.told.setVisible(bool(told))

    # -- what a person changes -------------------------------------------------------------------------------------

    def _change(self, key: str, **values: object) -> None:
        before = self.sections
        self.sections = changed(self.sections, key, **values)
        if self.sections != before:
            self._plan()

    def _rename(self) -> None:
        self.title.setFocus()
        self.title.selectAll()

    def _retitle(self) -> None:
        section = self.current
        if section is not None and self.title.text().strip() != section.title:
            self._change(section.key, title=self.title.text().strip())

    def _recategorise(self) -> None:
        section = self.current
        if section is not None:
            chosen = str(self.own_category.currentData())
            self._change(section.key, category_id=None if chosen == _SAME else chosen)

    def join(self) -> None:
        """Append the section that is shown to the one before it."""
        section = self.current
        if section is not None:
            self._cut_otherwise(merged(self.sections, section.key), self.list.currentRow() - 1)

    def split(self) -> None:
        """Begin a new section at the paragraph with the cursor."""
        section = self.current
        if section is not None:
            self._cut_otherwise(split(self.sections, section.key, self._block_at_cursor()), self.list.currentRow() + 1)

    def _block_at_cursor(self) -> str:
        cursor = self.view.textCursor()
        table = _table_of(cursor)
        if table is not None:
            return str(table.format().property(BLOCK_ID) or "")
        paragraph = cursor.block()
        while paragraph.isValid() and not paragraph.blockFormat().property(BLOCK_ID):
            paragraph = paragraph.previous()  # what Qt leaves behind a table
        return str(paragraph.blockFormat().property(BLOCK_ID) or "")

    def _cut_otherwise(self, sections: tuple[Section, ...], current: int) -> None:
        if sections != self.sections:
            self.sections = sections
            self._fill(current)
            self._plan()


def _table_of(cursor: QTextCursor) -> QTextTable | None:
    """Return the table that a cursor stands in; the stubs do not know that there may be none."""
    return cursor.currentTable()
