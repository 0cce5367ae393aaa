"""The import wizard: a dry run first, a truthful report after, and the whole of it can be undone."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from app.commands.categories import add_category, move_category
from app.commands.importing import Report
from app.commands.transfer.columns import Column
from app.commands.transfer.plan import Problem
from app.domain.entity import Actor
from app.domain.knowledge import Article, Category
from app.domain.people import Role
from app.storage import rows
from app.ui.kit.labels import ElidedLabel
from app.ui.kit.theme import theme
from app.ui.knowledge.import_dialog import CHECK, CHOOSE, RESULT, ImportDialog
from app.ui.knowledge.import_pages import DropZone, Tile
from app.ui.knowledge.import_wishes import CellDialog, ColumnsDialog
from app.ui.knowledge.import_words import PROBLEMS, problem_words
from app.ui.knowledge.view import KnowledgeView
from app.ui.outbox.undo import UndoLast
from tests.ui.knowledge.conftest import Bench

SAMPLE = Path(__file__).parents[3] / "resources" / "sample"
HEAD = "编号,分类,标题,正文,失效日期,附件"


@pytest.fixture
def wizard(view: KnowledgeView, bench: Bench) -> Iterator[ImportDialog]:
    made = ImportDialog(view, bench.ctx, view.library)
    yield made
    bench.settle()
    if isValid(made):
        made.reject()
    QApplication.processEvents()


def table(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "知识.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding)
    return path


def titles(bench: Bench) -> set[str]:
    return {each.title for each in bench.database.read(lambda c: rows.everything(c, Article))}


def articles(bench: Bench) -> dict[str, Article]:
    return {each.id: each for each in bench.database.read(lambda c: rows.everything(c, Article))}


def names_of_categories(bench: Bench) -> set[str]:
    return {each.name for each in bench.database.read(lambda c: rows.everything(c, Category))}


def lines(number: int) -> list[str]:
    return [f"N-{n},售后 / 耳机,新知识第 {n} 条,正文 {n},," for n in range(number)]


def test_a_table_with_faults_is_checked_before_anything_is_written(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    before = titles(bench)
    wizard.read(
        table(
            tmp_path,
            "A-1,售后 / 耳机,好的一条,正文,2029-12-31,",
            "A-2,售后 / 耳麦,新分类的一条,正文,长期,",
            "A-3,售后 / 耳机,日期不对,正文,2026/13/01,",
            "A-4,售后 / 耳机,没有正文,,,",
            "A-5,售后 / 耳机,附件不在,正文,,防伪码.png",
            encoding="gb18030",
        )
    )
    bench.settle()
    assert wizard.pages.currentIndex() == CHECK
    assert wizard.import_button.text() == "跳过 3 行错误，导入 2 条"
    assert [row.verdict for row in wizard.check._checked.rows] == ["new", "new", "error", "error", "error"]  # type: ignore[union-attr]
    assert wizard.focusWidget() is wizard.check.table
    wizard.check.step_problem(1)
    assert wizard.check.model.row(wizard.check.table.currentIndex().row()).number == 4  # type: ignore[union-attr]
    QTest.keyClick(wizard, Qt.Key.Key_F8)
    assert wizard.check.model.row(wizard.check.table.currentIndex().row()).number == 5  # type: ignore[union-attr]
    told = [wizard.check.problems.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(4)]
    assert told[0] == "第 4 行 · 失效日期，日期无法识别：「2026/13/01」没有 13 月。支持 2026-12-31 或「长期」"
    assert told[3].startswith("第 3 行 · 分类，新分类：会新建「售后 / 耳麦」")
    wizard.check.shown.chosen.emit("error")
    assert titles(bench) == before


def test_a_problem_names_the_column_as_the_table_does(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("问题,答案,有效期至\n怎么退鞋,正文,2026/13/01\n没有答案的,,\n", "utf-8")
    wizard.read(path)
    bench.settle()
    told = [wizard.check.problems.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)]
    assert [each.split("，")[0] for each in told] == ["第 2 行 · 有效期至", "第 3 行 · 答案"]
    first = wizard.check.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith("第 2 行，怎么退鞋，有效期至，日期无法识别")
    wizard.ask_cell(2, Column.VALID_UNTIL)
    (cell,) = wizard.findChildren(CellDialog)
    assert "第 2 行 · 有效期至" in [shown.text() for shown in cell.findChildren(QLabel)]


def test_f8_goes_to_the_cell_of_a_problem_and_enter_opens_it(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    wizard.read(table(tmp_path, *lines(1), "A-4,售后 / 耳机,新知识,正文,2026/13/01,", "A-5,售后 / 耳机,又一条,,,"))
    bench.settle()
    QTest.keyClick(wizard, Qt.Key.Key_F8)
    assert wizard.focusWidget() is wizard.check.table
    assert (wizard.check.table.currentIndex().row(), wizard.check.table.currentIndex().column()) == (1, 5)
    QTest.keyClick(wizard, Qt.Key.Key_F8)
    assert (wizard.check.table.currentIndex().row(), wizard.check.table.currentIndex().column()) == (2, 4)
    QTest.keyClick(wizard.check.table, Qt.Key.Key_Return)
    (cell,) = wizard.findChildren(CellDialog)
    assert cell.field.accessibleName() == "正文"


def test_enter_in_the_dialog_of_a_short_cell_is_its_answer(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    wizard.read(table(tmp_path, *lines(1)))
    bench.settle()
    wizard.ask_cell(2, Column.TITLE)
    (cell,) = wizard.findChildren(CellDialog)
    QTest.keyClicks(cell.field, "better title")
    QTest.keyClick(cell.field, Qt.Key.Key_Return)
    bench.settle()
    assert wizard.check._checked is not None
    assert [row.title for row in wizard.check._checked.plan.rows] == ["better title"]


def test_the_example_of_the_template_is_told_as_skipped(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    wizard.save_template(tmp_path / "t.xlsx", "zh_TW")
    bench.settle()
    wizard.read(tmp_path / "t.xlsx")
    bench.settle()
    assert wizard.why_not() == "没有要导入的行"
    assert "跳过示例 1 行" in wizard.check._facts.text()
    assert [wizard.check.problems.item(0).data(Qt.ItemDataRole.AccessibleTextRole)] == [
        "第 2 行 · 標題 title，模板的示例：这一行是模板自带的，会跳过，不导入"
    ]


def test_all_new_categories_are_named_and_one_may_be_an_existing_one(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    wizard.read(table(tmp_path, "A-1,售后 / 耳麦,一,正文,,", "A-2,全新 / 一类,二,正文,,", "A-3,全新 / 二类,三,正文,,"))
    bench.settle()
    new = wizard.check.categories
    assert new.isVisible()
    assert new.heading.text() == "会新建 4 个分类"
    named = [shown.text() for shown in new.findChildren(ElidedLabel)]
    assert named == ["全新", "全新 / 一类", "全新 / 二类", "售后 / 耳麦"]
    choice = new.choices["售后", "耳麦"]
    assert choice.text() == "改用「售后 / 耳机」", "a name that is spelt alike is only offered"
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Space)
    bench.settle()
    assert new.heading.text() == "会新建 3 个分类 · 1 个放进现有的分类"
    assert new.choices["售后", "耳麦"].text() == "改为新建"
    assert wizard.focusWidget() is new.choices["售后", "耳麦"]
    wizard.start()
    bench.settle()
    articles = {each.title: each for each in bench.database.read(lambda c: rows.everything(c, Article))}
    assert articles["一"].category_id == "cat-ear"


def test_a_category_that_was_moved_is_not_made_again(
    view: KnowledgeView, wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    view.library.choose(language="zh-CN")
    bench.settle()
    view.export_to(path, view.library.keys)
    bench.settle()
    bench.database.write(lambda tx: move_category(tx, "cat-ear", "")).result()
    wizard.read(path)
    bench.settle()
    new = wizard.check.categories
    assert new.heading.text().endswith("1 个放进现有的分类")
    choice = new.choices["售后", "耳机"]
    assert "放进现有的「耳机」" in [shown.text() for shown in new.findChildren(ElidedLabel)]
    assert wizard.why_not() == "没有要导入的行"
    choice.click()
    bench.settle()
    assert wizard._checked is not None
    assert [each.name for each in wizard._checked.plan.categories] == ["耳机"]


def test_the_whole_row_under_the_pointer_is_lit(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    wizard.read(table(tmp_path, *lines(3)))
    bench.settle()
    wizard.show()
    wizard.resize(1220, 776)  # wider than the small screen of the tests, so that all columns are there
    checked = wizard.check.table
    index = wizard.check.model.index(1, 3)
    checked.hovered = index.row()
    image = checked.viewport().grab().toImage()
    corners = [checked.visualRect(index.siblingAtColumn(column)).topLeft() for column in range(7)]
    shown = [corner for corner in corners if image.rect().contains(corner)]  # the test's screen is a small one
    assert len(shown) > 3
    assert {image.pixel(corner) for corner in shown} == {theme().color("bg.hover").rgb()}


def test_faulty_rows_are_skipped_and_the_report_says_how_many(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    reports: list[Report] = []
    wizard.read(table(tmp_path, *lines(3), "A-4,售后 / 耳机,没有正文,,,", "A-5,新的一类,另一条,正文,,"))
    bench.settle()
    wizard.start()
    assert wizard._run is not None
    wizard._run.finished.connect(lambda report, error: reports.append(report))
    bench.settle()
    (report,) = reports
    assert (report.new, report.updated, report.unchanged, report.skipped, report.undone) == (4, 0, 0, 1, 0)
    assert "新知识第 0 条" in titles(bench)
    assert wizard.pages.currentIndex() == RESULT
    assert wizard.undo_button.isVisible()


def test_a_faulty_cell_is_mended_in_the_wizard_and_the_file_stays_as_it_is(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    path = table(tmp_path, *lines(1), "A-4,售后 / 耳机,新知识,正文,2026/13/01,", "A-5,售后 / 耳机,,正文,,")
    before = path.read_bytes()
    wizard.read(path)
    bench.settle()
    assert wizard.import_button.text() == "跳过 2 行错误，导入 1 条"
    wizard.check.table.activated.emit(wizard.check.model.index_of("3", 5))
    (cell,) = wizard.findChildren(CellDialog)
    assert cell.field.toPlainText() == "2026/13/01"
    cell.field.setPlainText("2026-12-31")
    QTest.keyClick(cell.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    wizard.check.problems.itemActivated.emit(wizard.check.problems.item(0))
    cell = next(each for each in wizard.findChildren(CellDialog) if each.isVisible())
    cell.field.setPlainText("补上的标题")
    QTest.keyClick(cell.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert wizard.import_button.text() == "导入 3 条"
    wizard.start()
    bench.settle()
    assert {"新知识", "补上的标题"} <= titles(bench)
    assert path.read_bytes() == before


def test_columns_with_other_names_are_matched_by_hand(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "旧.csv"
    path.write_bytes("FAQ,说明文字,补充,归属\n怎么退鞋子,七天内可退,要带盒子,售后 / 耳机\n".encode("gb18030"))
    wizard.read(path)
    bench.settle()
    (columns,) = wizard.findChildren(ColumnsDialog)
    assert wizard.choose.banner.isVisible()
    assert columns.why_not() == "选出哪一列是标题"
    assert not columns.yes.isEnabled()
    for index, column in enumerate((Column.TITLE, Column.BODY, Column.BODY, Column.CATEGORY)):
        columns.choices[index].setCurrentIndex(columns.choices[index].findData(column.value))
    columns.choices[3].setCurrentIndex(columns.choices[3].findData(Column.TITLE.value))
    assert columns.why_not() == "「标题」选了不止一次"
    columns.choices[3].setCurrentIndex(columns.choices[3].findData(Column.CATEGORY.value))
    columns.yes.click()
    bench.settle()
    assert wizard.pages.currentIndex() == CHECK
    wizard.change_cell(2, Column.TITLE, "怎么退一双鞋")
    bench.settle()
    wizard.start()
    bench.settle()
    made = next(each for each in bench.database.read(lambda c: rows.everything(c, Article)) if "一双鞋" in each.title)
    assert "".join(block.html for block in made.body) == "七天内可退要带盒子"
    assert made.category_id == "cat-ear"


def test_all_or_nothing_waits_for_a_clean_table(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    wizard.read(table(tmp_path, *lines(1), "A-4,售后 / 耳机,没有正文,,,"))
    bench.settle()
    wizard.whole.setChecked(True)
    assert not wizard.import_button.isEnabled()
    assert wizard.import_button.toolTip() == "有 1 行错误，改好再导入，或取消勾选"
    before = titles(bench)
    wizard.start()
    bench.settle()
    assert titles(bench) == before


def test_the_sample_imports_and_the_whole_of_it_is_undone(wizard: ImportDialog, bench: Bench) -> None:
    before, tree = titles(bench), bench.database.read(lambda c: rows.everything(c, Category))
    wizard.read(SAMPLE / "knowledge.xlsx")
    bench.settle()
    checked = wizard._checked
    assert checked is not None
    assert checked.errors == 0
    wizard.start()
    bench.settle()
    assert len(titles(bench)) > len(before) + 150
    wizard.take_back()
    bench.settle()
    assert titles(bench) == before
    assert {each.id for each in bench.database.read(lambda c: rows.everything(c, Category))} == {
        each.id for each in tree
    }
    assert not wizard.undo_button.isVisible()


def test_one_ctrl_z_takes_the_whole_import_back_and_nothing_else(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    make_category = functools.partial(add_category, name="刚建的")
    bench.database.write(make_category).result(5)
    before, tree = articles(bench), names_of_categories(bench)
    title = "耳机单侧无声：三步排查与换货流程"
    changed = f",售后 / 耳机,{title},换了正文,2031-01-01,"
    wizard.read(table(tmp_path, *(line.replace("售后 / 耳机", "手环 / 表带") for line in lines(200)), changed))
    bench.settle()
    wizard.start()
    bench.settle()
    assert len(articles(bench)) == len(before) + 200
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    last = UndoLast(bench.ctx)
    last.run()
    last.run()  # a key held down too long
    bench.settle()
    assert articles(bench) == before
    assert names_of_categories(bench) == tree
    assert bench.told[-2:] == ["正在撤销：导入知识", "已撤销：导入知识"]
    last.run()
    bench.settle()
    assert bench.told[-1] == "已撤销：新建分类"


def test_cancelling_keeps_what_is_written_and_says_so(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    wizard.read(table(tmp_path, *lines(250)))
    bench.settle()
    wizard.start()
    run = wizard._run
    assert run is not None
    run.progressed.connect(lambda done, total: run.cancel())
    bench.settle()
    report = run.report
    assert 0 < report.new < 250
    assert report.undone == 250 - report.new
    assert sum(title.startswith("新知识第") for title in titles(bench)) == report.new


def test_escape_in_a_running_import_cancels_it_and_says_what_was_written(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    wizard.read(table(tmp_path, *lines(250)))
    bench.settle()
    wizard.start()
    run = wizard._run
    assert run is not None
    run.progressed.connect(lambda done, total: QTest.keyClick(wizard, Qt.Key.Key_Escape))
    bench.settle()
    assert wizard.isVisible()
    assert 0 < run.report.new < 250
    assert wizard.undo_button.isVisible()
    wizard.take_back()
    bench.settle()
    assert not any(title.startswith("新知识第") for title in titles(bench))
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()


def test_cancelling_all_or_nothing_leaves_nothing(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    wizard.read(table(tmp_path, *lines(200)))
    bench.settle()
    wizard.whole.setEnabled(True)
    wizard.whole.setChecked(True)
    wizard.start()
    run = wizard._run
    assert run is not None
    run.progressed.connect(lambda done, total: run.cancel())
    bench.settle()
    assert not any(title.startswith("新知识第") for title in titles(bench))


def test_importing_again_changes_nothing(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    path = table(tmp_path, *lines(2))
    for _ in range(2):
        wizard.read(path)
        bench.settle()
        wizard.start()
        bench.settle()
    assert wizard.why_not() == "没有要导入的行"
    assert sum(title.startswith("新知识第") for title in titles(bench)) == 2


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"PK\x03\x04 broken", "a.xlsx"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "标题"),
        ("a.csv", f"{HEAD}\n".encode(), "a.csv"),
    ],
)
def test_what_is_no_table_is_said_in_a_sentence(
    wizard: ImportDialog, bench: Bench, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    wizard.read(path)
    bench.settle()
    assert wizard.pages.currentIndex() == CHOOSE
    assert told in wizard.choose.banner.accessibleName()
    assert wizard.choose.choose_button.isEnabled()


def test_enter_in_the_table_begins_no_import_and_on_close_closes(
    wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    before = titles(bench)
    wizard.read(table(tmp_path, *lines(2)))
    bench.settle()
    QTest.keyClick(wizard.check.table, Qt.Key.Key_Return)
    bench.settle()
    assert (titles(bench), wizard.pages.currentIndex()) == (before, CHECK)
    wizard.start()
    bench.settle()
    assert wizard.focusWidget() is wizard.close_button
    QTest.keyClick(wizard.close_button, Qt.Key.Key_Return)
    assert not wizard.isVisible()


def test_enter_presses_the_button_that_has_the_focus(wizard: ImportDialog, bench: Bench) -> None:
    asked: list[bool] = []
    wizard.choose.chooseWanted.disconnect()
    wizard.choose.chooseWanted.connect(lambda: asked.append(True))
    wizard.activateWindow()
    wizard.choose.choose_button.setFocus()
    QTest.keyClick(wizard.choose.choose_button, Qt.Key.Key_Return)
    assert asked == [True]


def test_a_table_is_dropped(wizard: ImportDialog, bench: Bench, tmp_path: Path) -> None:
    path = table(tmp_path, *lines(1))
    zone = wizard.choose.findChild(DropZone)
    assert zone is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    zone.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    bench.settle()
    assert wizard.pages.currentIndex() == CHECK


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_the_template_that_is_offered_can_be_imported(
    wizard: ImportDialog, bench: Bench, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "form.xlsx"
    wizard.save_template(path, language)
    bench.settle()
    assert "form.xlsx" in wizard.choose.banner.accessibleName()
    book = load_workbook(path)
    assert len(book.sheetnames) == 3
    book.worksheets[0].cell(2, 3).value = "an own title"
    book.save(path)
    wizard.read(path)
    bench.settle()
    assert wizard._checked is not None
    assert (wizard._checked.ready, wizard._checked.errors) == (1, 0)


def test_what_is_exported_is_imported_as_unchanged(
    view: KnowledgeView, wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    view.library.choose(language="zh-CN")
    bench.settle()
    view.export_to(path, view.library.keys)
    bench.settle()
    assert bench.told[-1].startswith("已导出 26 条到「out.xlsx」")
    wizard.read(path)
    bench.settle()
    assert wizard._checked is not None
    changed = {row.title: row.changed for row in wizard._checked.plan.rows if row.verdict != "unchanged"}
    assert changed == {}
    shown = [[found.text() for found in tile.findChildren(QLabel)] for tile in wizard.findChildren(Tile)]
    assert ["可直接导入", "0"] in shown


def test_who_may_not_import_is_told_so(
    open_bench: Callable[[Role], Bench], open_view: Callable[[Bench], KnowledgeView]
) -> None:
    bench = open_bench(Role.EXPERT)
    view = open_view(bench)
    assert bench.database.actor == Actor("agent-zhou", Role.EXPERT.value)
    assert view.library.why_not_import() == "您的角色不能导入知识"
    assert not bench.ctx.actions.run("knowledge.import")


def test_every_problem_has_a_sentence_with_its_values() -> None:
    for code in PROBLEMS:
        head, rest = problem_words(
            Problem(
                row=1,
                column=Column.TITLE,
                code=code,
                values={
                    "limit": 60, "length": 61, "suggestion": "s", "value": "v", "row": 2, "text": "t", "month": 13,
                    "day": 32, "last": 31, "path": "p", "depth": 11, "name": "n", "size": 1, "why": "w", "number": 1,
                    "one": "o", "other": "p",
                },
            )
        )  # fmt: skip
        assert head
        assert "{" not in rest


def test_an_earlier_import_is_taken_back_from_the_first_page_and_says_what_it_keeps(
    view: KnowledgeView, wizard: ImportDialog, bench: Bench, tmp_path: Path
) -> None:
    before = titles(bench)
    wizard.read(table(tmp_path, *lines(3)))
    bench.settle()
    wizard.start()
    bench.settle()
    made = next(each for each in articles(bench).values() if each.title == "新知识第 1 条")
    bench.database.write(lambda tx: tx.save(msgspec.structs.replace(made, tags=("改过",)))).result(20)
    wizard.reject()
    bench.settle()
    again = ImportDialog(view, bench.ctx, view.library)
    bench.settle()
    assert again.recent.isVisible()
    assert [each.accessibleName() for each in again.recent.buttons] == ["撤销「知识.csv」的导入"]
    again.recent.buttons[0].click()
    bench.settle()
    told = again.choose.banner._text.text()
    assert told == "已撤销「知识.csv」的导入；1 条之后有人改过，没有撤销：「新知识第 1 条」"
    alive = {each.title for each in articles(bench).values() if each.deleted_at is None}
    assert alive - before == {"新知识第 1 条"}
    assert not again.recent.isVisible()
    again.reject()
    bench.settle()
