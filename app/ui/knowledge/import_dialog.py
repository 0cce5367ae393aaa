"""The import wizard: choose files, look at the dry run, import, and take it back if it was wrong."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from app.commands import imported
from app.commands.imported import Imported
from app.commands.importing import Report
from app.commands.transfer.columns import Column, match_columns
from app.commands.transfer.documents.document import Document
from app.commands.transfer.table import Table, read_table
from app.commands.transfer.template import write_template
from app.domain.errors import AppError
from app.domain.knowledge import path_of
from app.ui.kit.buttons import button
from app.ui.kit.chips import Glyph
from app.ui.kit.dialogs import Dialog
from app.ui.kit.formats import count as count_text
from app.ui.kit.i18n import tr
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, separator
from app.ui.kit.notices import sentence
from app.ui.kit.panes import panel
from app.ui.kit.screen import Context
from app.ui.kit.theme import set_state, theme
from app.ui.kit.undoing import take_back
from app.ui.knowledge.import_check import Checked, Wish, check, files_beside
from app.ui.knowledge.import_documents import DocumentsPage
from app.ui.knowledge.import_pages import ALL_SUFFIXES, TABLE_SUFFIXES, ChoosePage, ResultPage, StepMark
from app.ui.knowledge.import_recent import RecentImports
from app.ui.knowledge.import_run import ImportRun
from app.ui.knowledge.import_sections import PreparedSections, read_all
from app.ui.knowledge.import_table import CheckPage
from app.ui.knowledge.import_wishes import CellDialog, ColumnsDialog
from app.ui.knowledge.import_words import problem_words
from app.ui.knowledge.library import Library
from app.ui.knowledge.words import SEPARATOR

CHOOSE, CHECK, RESULT, DOCUMENTS = range(4)
"""The pages; that of documents is another second step."""
_NAMED = 5


class ImportDialog(Dialog):
    """Three steps; nothing is changed before the last one begins."""

    imported = Signal()

    def __init__(self, parent: QWidget, ctx: Context, library: Library) -> None:
        super().__init__(parent, tr("导入知识"), width=900)
        self._ctx, self._library = ctx, library
        self._checked: Checked | None = None
        self._name = ""
        self._wish = Wish()
        self._run: ImportRun | None = None
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self._head())
        self.choose = ChoosePage()
        self.check = CheckPage(self._ask_table, self._ask_files)
        self.outcome = ResultPage()
        self.pages = QStackedWidget()
        self.documents = DocumentsPage(ctx, library)
        for page in (self.choose, self.check, self.outcome, self.documents):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self._add_buttons()
        self.choose.chooseWanted.connect(self._ask_table)
        self.choose.filesChosen.connect(self.take_files)
        self.recent = RecentImports()
        self.recent.undoWanted.connect(self.undo_import)
        self.choose.add(self.recent)
        self.choose.templateWanted.connect(self._ask_template)
        self.check.columnsWanted.connect(self.ask_columns)
        self.check.cellWanted.connect(self.ask_cell)
        self.check.categoryChosen.connect(self.choose_category)
        self.documents.planned.connect(lambda _prepared: self._show_import())
        for keys, run in (
            ("F8", lambda: self.check.step_problem(1)),
            ("Shift+F8", lambda: self.check.step_problem(-1)),
            ("Ctrl+Return", self._go_on),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, run=run: run())
            self.addAction(action)
        self._show_page(CHOOSE)
        self._read_recent()
        self.resize(theme().px(1220), theme().px(776))
        self.open()
        self.choose.choose_button.setFocus()

    def _head(self) -> QWidget:
        head = panel(edge="bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(10)
        row.addWidget(Glyph("file-import", side=18))
        row.addWidget(label(tr("导入知识"), "h3", strong=True))
        row.addStretch(1)
        self._steps = []
        for number, name in enumerate((tr("选择文件"), tr("检查数据"), tr("导入结果")), 1):
            if number > 1:
                line = separator()
                line.setFixedWidth(theme().px(44))
                row.addWidget(line)
            mark = StepMark(number)
            shown = label(name, tone="secondary")
            row.addWidget(mark)
            row.addWidget(shown)
            self._steps.append((mark, shown))
        row.addStretch(2)
        return head

    def _add_buttons(self) -> None:
        self.whole = QCheckBox(tr("有错误就全部不导入"))
        self.whole.toggled.connect(lambda _on: self._show_import())
        self.foot.insertWidget(0, self.whole)
        self.undo_button = self._button(tr("撤销整个导入"), self.take_back, icon="arrow-back-up")
        self.back_button = self._button(tr("上一步"), lambda: self._show_page(CHOOSE))
        self.cancel_button = self._button(tr("取消导入"), self._cancel)
        self.close_button = self._button(tr("关闭"), self.reject)
        self.import_button = KeyButton("", "Ctrl+Enter", self.start, kind="primary")
        self.foot.addWidget(self.import_button)

    def _button(self, text: str, run: Callable[[], object], *, kind: str = "", icon: str = "") -> QPushButton:
        made = button(text, run, kind=kind, icon=icon)
        made.setAutoDefault(True)  # Enter presses the one that has the focus
        self.foot.addWidget(made)
        return made

    def _show_page(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        step = CHECK if page == DOCUMENTS else page
        for number, (mark, shown) in enumerate(self._steps):
            now, past = number == step, number < step
            done = past or (page == RESULT and number == RESULT and self._run is not None and not self._run.running)
            mark.set("done" if done else "now" if now else "coming")
            set_state(shown, tone="" if now else "secondary", strong=now)
        running = self._run is not None and self._run.running
        self.whole.setVisible(page == CHECK)
        self.back_button.setVisible(step == CHECK)
        self.import_button.setVisible(step == CHECK)
        self.cancel_button.setVisible(page == RESULT and running)
        self.undo_button.setVisible(page == RESULT and not running and bool(self._run and self._run.report.steps))
        self.close_button.setVisible(not running)

    # -- step 1 ----------------------------------------------------------------------------------------------------

    def _ask_table(self) -> None:
        dialog = QFileDialog(self, tr("选择要导入的表格或文档"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(tr("表格、压缩包和文档") + f" ({' '.join('*' + suffix for suffix in ALL_SUFFIXES)})")
        dialog.filesSelected.connect(lambda names: self.take_files([Path(name) for name in names]))
        dialog.open()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Check the table among the files, else read all of them as documents."""
        if self._run is not None and self._run.running:
            return
        table = next((path for path in paths if path.suffix.lower() in TABLE_SUFFIXES), None)
        if table is not None:
            self.read(table)
        elif paths:
            self._read_documents(list(paths))

    def _read_documents(self, paths: list[Path]) -> None:
        self._tell_reading("、".join(path.name for path in paths[:3]))
        self._ctx.tasks.run(
            lambda: read_all(paths), lambda found: self._take_documents(*found), self._failed, key="check", owner=self
        )

    def _take_documents(self, documents: tuple[Document, ...], failed: tuple[AppError, ...]) -> None:
        self._told_reading()
        self.documents.show_documents(documents, failed)
        self._show_page(DOCUMENTS)
        self._show_import()
        self.documents.list.setFocus()

    def _tell_reading(self, name: str) -> None:
        self.choose.banner.set(tr("正在检查「{name}」").format(name=name), "info", icon="refresh")
        self.choose.choose_button.setEnabled(False)

    def _told_reading(self) -> None:
        self.choose.choose_button.setEnabled(True)
        self.choose.banner.set("")

    def _ask_files(self) -> None:
        if self._checked is None:
            return
        dialog = QFileDialog(self, tr("图片和附件在哪个文件夹"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        path = self._checked.path
        dialog.fileSelected.connect(lambda name: self.read(path, Path(name), self._wish))
        dialog.open()

    def _ask_template(self, language: str) -> None:
        dialog = QFileDialog(self, tr("模板存到哪里"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{tr('知识导入模板')}.xlsx")
        dialog.fileSelected.connect(lambda name: self.save_template(Path(name), language))
        dialog.open()

    def save_template(self, path: Path, language: str) -> None:
        """Write the empty form with the categories there are."""
        tree = self._library.tree
        paths = [SEPARATOR.join(path_of(key, tree)) for key in tree]
        self._ctx.tasks.run(
            lambda: write_template(path, language, sorted(paths)),
            lambda _none: self.choose.banner.set(
                tr("模板已存为「{name}」，填好后拖到这里").format(name=path.name), "success", closable=True
            ),
            self._failed,
            owner=self,
        )

    def read(self, path: Path, files: Path | None = None, wish: Wish | None = None) -> None:
        """Check a table; ``files`` is where its pictures and attachments are, beside it by default."""
        beside = files if files is not None else files_beside(path)
        wish = wish or Wish()
        self._tell_reading(path.name)
        self._ctx.tasks.read(
            lambda c: check(c, path, beside, wish),
            lambda checked: self._take(checked, wish),
            lambda error: self._not_read(error, path, beside),
            key="check",
            owner=self,
        )

    def _not_read(self, error: BaseException, path: Path, files: Path | None) -> None:
        self._failed(error)
        if isinstance(error, AppError) and error.code == "table_no_title_column":

            def ask(table: Table) -> None:
                ColumnsDialog(
                    self,
                    table,
                    match_columns(table.headers),
                    lambda places: self.read(path, files, Wish(columns=places)),
                )

            self._ctx.tasks.run(lambda: read_table(path, any_header=True), ask, self._failed, key="columns", owner=self)

    def _failed(self, error: BaseException) -> None:
        self.choose.choose_button.setEnabled(True)
        self._show_page(CHOOSE)
        self.choose.choose_button.setFocus()
        told = sentence(error) if isinstance(error, AppError) else tr("文件没有读出来")
        self.choose.banner.set(told, "danger", closable=True)

    # -- what a person says about the table -----------------------------------------------------------------------

    def ask_columns(self) -> None:
        """Ask which column of the table is which."""
        checked = self._checked
        if checked is not None:
            ColumnsDialog(
                self,
                checked.table,
                checked.places,
                lambda places: self.read(
                    checked.path, checked.files, msgspec.structs.replace(self._wish, columns=places)
                ),
            )

    def ask_cell(self, number: int, column: Column) -> None:
        """Ask for another text of a cell."""
        checked = self._checked
        if checked is None or column not in checked.places:
            return
        problems = [each for each in checked.plan.problems if each.row == number and each.column is column]
        CellDialog(
            self,
            number,
            column,
            checked.cell(number, column),
            "；".join("，".join(problem_words(problem)) for problem in problems),
            lambda text: self.change_cell(number, column, text),
            header=checked.header(column),
        )

    def change_cell(self, number: int, column: Column, text: str) -> None:
        """Check the table again with another text in a cell."""
        checked = self._checked
        if checked is not None:
            cells = {**self._wish.cells, (number, column): text}
            self.read(checked.path, checked.files, msgspec.structs.replace(self._wish, cells=cells))

    def choose_category(self, path: tuple[str, ...], use_instead: bool) -> None:
        """Check the table again with another decision about a category that does not exist."""
        checked = self._checked
        if checked is not None:
            said = {**self._wish.use_instead, path: use_instead}
            self.read(checked.path, checked.files, msgspec.structs.replace(self._wish, use_instead=said))

    # -- step 2 ----------------------------------------------------------------------------------------------------

    def _take(self, checked: Checked, wish: Wish) -> None:
        again = self._checked is not None and self._checked.path == checked.path
        self._checked, self._wish = checked, wish
        self._told_reading()
        self.check.show_checked(checked)
        self.whole.setEnabled(checked.errors > 0)
        stays = again and self.pages.currentIndex() == CHECK and self.check.isAncestorOf(self.focusWidget())
        self._show_import()
        self._show_page(CHECK)
        if not stays:
            self.check.table.setFocus()

    @property
    def prepared(self) -> Checked | PreparedSections | None:
        """What would be imported now."""
        return self.documents.prepared if self.pages.currentIndex() == DOCUMENTS else self._checked

    def why_not(self) -> str:
        """Return why the import cannot begin, or ""."""
        prepared = self.prepared
        if prepared is None:
            return tr("先选择文件")
        if self._library.why_not_import():
            return self._library.why_not_import()
        if self._whole and prepared.errors:
            return tr("有 {n} 行错误，改好再导入，或取消勾选", n=prepared.errors).format(n=prepared.errors)
        if not prepared.ready and not prepared.plan.categories:
            return tr("没有要导入的行")
        return ""

    @property
    def _whole(self) -> bool:
        return self.whole.isChecked() and self.pages.currentIndex() != DOCUMENTS

    def _show_import(self) -> None:
        prepared = self.prepared
        reason = self.why_not()
        text = tr("导入")
        if prepared is not None:
            text = tr("导入 {n} 条", n=prepared.ready).format(n=count_text(prepared.ready))
            if prepared.errors and not self._whole:
                text = tr("跳过 {errors} 行错误，导入 {n} 条", n=prepared.ready).format(
                    errors=count_text(prepared.errors), n=count_text(prepared.ready)
                )
        self.import_button.setText(text)
        self.import_button.setEnabled(not reason)
        self.import_button.setToolTip(reason)

    def _go_on(self) -> None:
        if self.pages.currentIndex() in (CHECK, DOCUMENTS):
            self.start()

    # -- step 3 ----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Import what was checked."""
        prepared = self.prepared
        if self.why_not() or prepared is None or (self._run is not None and self._run.running):
            return
        run = ImportRun(self._ctx, prepared, whole=self._whole, parent=self)
        self._run, self._name = run, prepared.name
        run.progressed.connect(self.outcome.show_progress)
        run.finished.connect(self._on_finished)
        self.outcome.show_progress(0, run.total)
        run.start()
        self._show_page(RESULT)

    def _cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def take_back(self) -> None:
        """Undo the whole import."""
        if self._run is not None and not self._run.running:
            self._run.take_back()
            self._show_page(RESULT)

    def _read_recent(self) -> None:
        self._ctx.tasks.read(imported.imports, self.recent.show_found, key="recent", owner=self)

    def undo_import(self, found: Imported) -> None:
        """Take back an import that was made earlier, also before the program was last started."""
        self.recent.setEnabled(False)
        self.choose.banner.set(tr("正在撤销「{name}」的导入").format(name=found.name), "info", icon="refresh")
        take_back(self._ctx.tasks, found.txns, lambda error: self._undone(found, error), owner=self)

    def _undone(self, found: Imported, error: AppError | None) -> None:
        self.recent.setEnabled(True)
        self._read_recent()
        self.imported.emit()
        if error is not None and error.code != "nothing_to_undo":
            self.choose.banner.set(sentence(error), "danger", closable=True)
            return
        told = tr("已撤销「{name}」的导入").format(name=found.name)
        self._with_kept(
            found.action,
            lambda kept: self.choose.banner.set(
                f"{told}；{kept}" if kept else told, "warning" if kept else "success", closable=True
            ),
        )

    def _with_kept(self, action: str, tell: Callable[[str], object]) -> None:
        """Say which articles of an import stayed when it was taken back."""

        def told(kept: Sequence[tuple[str, str]]) -> None:
            names = "、".join(f"「{title}」" for _, title in kept[:_NAMED])
            words = tr("{n} 条之后有人改过，没有撤销：{names}", n=len(kept)).format(n=len(kept), names=names)
            tell((words + ("…" if len(kept) > _NAMED else "")) if kept else "")

        self._ctx.tasks.read(lambda c: imported.taken_back(c, action), told, owner=self)

    def _on_finished(self, report: Report, error: AppError | None) -> None:
        done = report.new + report.updated
        if error is not None:
            title = tr("导入没有完成")
            told, tone = sentence(error), "danger"
        elif not done and report.undone:
            title, told, tone = tr("已撤销整个导入"), tr("知识和分类都和导入之前一样"), "success"
        elif report.undone:
            title = tr("导入 {n} 条后取消", n=done).format(n=count_text(done))
            told, tone = tr("没有导入的行可以再次导入同一个文件"), "warning"
        else:
            title = tr("已导入 {n} 条知识", n=done).format(n=count_text(done))
            told, tone = tr("来自「{name}」。再次导入同一个文件不会重复").format(name=self._name), "success"
        self.outcome.show_report(report, title, told, tone=tone)
        if not done and report.undone and error is None and self._run is not None:
            self._with_kept(
                self._run.action,
                lambda kept: self.outcome.show_report(report, title, kept or told, tone="warning" if kept else tone),
            )
        self._show_page(RESULT)
        self._read_recent()
        self.imported.emit()
        self.close_button.setFocus()

    # -- leaving ---------------------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close; a running import is cancelled instead, and the page says what was written and offers to undo it."""
        if self._run is not None and self._run.running:
            self._run.cancel()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._run is not None and self._run.running:
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)
