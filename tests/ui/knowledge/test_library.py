"""The library screen: what it lists, what it lets whom do, by key, menu and drag."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton
from shiboken6 import isValid

from app.commands import knowledge as commands
from app.domain.access import ALL
from app.domain.knowledge import Article, ArticleStatus, Category
from app.domain.people import Role
from app.storage import rows
from app.storage.knowledge import UNCATEGORISED, Shelf
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TagEditor
from app.ui.kit.notices import Toast
from app.ui.kit.theme import theme
from app.ui.knowledge.fields import CategoryField, CheckList
from app.ui.knowledge.table_cells import STATUS, TITLE, USEFUL
from app.ui.knowledge.tree import CATEGORY_MIME, CountRole, articles_mime
from app.ui.knowledge.view import KnowledgeView
from app.ui.outbox.undo import UndoLast
from app.ui.shell.window import LEAST, LEAST_LARGE
from tests.helpers import office as fixture
from tests.helpers.log_watch import LogWatch
from tests.helpers.office import DAY, EARBUD, INTERNAL, NOW, RED_LIGHT
from tests.ui.knowledge.conftest import Bench, OpenView


def article(bench: Bench, key: str = EARBUD) -> Article:
    found = bench.database.read(lambda c: rows.get(c, Article, key))
    assert found is not None
    return found


def tree(bench: Bench) -> dict[str, Category]:
    return {each.id: each for each in bench.database.read(lambda c: rows.everything(c, Category))}


def dialog(view: KnowledgeView) -> Dialog:
    return next(each for each in reversed(view.findChildren(Dialog)) if each.isVisible())


def answer_yes(view: KnowledgeView) -> None:
    yes = dialog(view).findChild(QPushButton, "yes")
    assert yes is not None
    yes.click()


def open_article(view: KnowledgeView, bench: Bench, key: str = EARBUD) -> None:
    view.open_item(key)
    bench.settle()


def test_an_article_that_was_left_before_it_was_read_stays_away(view: KnowledgeView, bench: Bench) -> None:
    library = view.library
    bench.settle()
    library.open(next(key for key in library.keys if key != library.current))
    library.open("")
    bench.settle()
    assert (library.current, library.opened) == ("", None)


def test_everything_is_listed_and_the_first_is_open(view: KnowledgeView) -> None:
    assert len(view.articles.table.rows) == 30
    assert view.library.opened is not None
    assert view.library.opened.article.id == view.articles.table.current_key


def test_the_library_fits_the_smallest_window(view: KnowledgeView) -> None:
    assert view.minimumSizeHint().width() <= LEAST.width() - theme().px(60)
    assert view.minimumSizeHint().height() <= LEAST.height() - theme().px(80)


def test_the_library_fits_the_smallest_window_with_the_largest_letters(bench: Bench, open_view: OpenView) -> None:
    theme().apply(text_percent=150)
    try:
        view = open_view(bench)
        assert view.minimumSizeHint().width() <= LEAST_LARGE.width() - theme().px(60)
        assert view.minimumSizeHint().height() <= LEAST_LARGE.height() - theme().px(80)
    finally:
        theme().apply(text_percent=100)


def test_home_and_end_go_to_the_first_and_the_last_article(view: KnowledgeView) -> None:
    table = view.articles.table
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.current_key == view.library.keys[-1]
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.current_key == view.library.keys[0]


def test_an_article_that_goes_elsewhere_in_the_list_stays_in_view(view: KnowledgeView, bench: Bench) -> None:
    table = view.articles.table
    table.resize(table.width(), 200)
    last = view.library.keys[-1]
    open_article(view, bench, last)
    fixture.arrive(bench.database, msgspec.structs.replace(article(bench, last), rev=9, sent_count=9_999))
    bench.qtbot.waitUntil(lambda: view.library.keys[0] == last)
    bench.settle()
    assert table.current_key == last
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_titles_keep_their_room_in_a_narrow_window(view: KnowledgeView, bench: Bench) -> None:
    table = view.articles.table
    view.resize(1060, 640)
    bench.settle()
    assert table.columnWidth(TITLE) >= 180
    assert table.isColumnHidden(USEFUL)
    assert not table.isColumnHidden(STATUS)
    view.resize(1600, 900)
    bench.settle()
    assert not table.isColumnHidden(USEFUL)


def test_a_new_article_that_was_given_up_leaves_the_one_before_open(view: KnowledgeView, bench: Bench) -> None:
    before = view.library.current
    assert before == view.articles.table.current_key != ""
    editor = view.open_editor("")
    bench.settle()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    bench.settle()
    assert not isValid(editor) or not editor.isVisible()
    assert (view.library.current, view.articles.table.current_key) == (before, before)
    assert view.library.opened is not None


def test_going_through_the_tree_by_tab_chooses_nothing(view: KnowledgeView, bench: Bench) -> None:
    view.places.tree.setFocus()
    bench.qtbot.waitUntil(view.places.tree.hasFocus)
    bench.settle()
    assert view.library.cut.category_id == ""
    QTest.keyClick(view.places.tree, Qt.Key.Key_Return)
    bench.settle()
    assert view.library.cut.category_id == "cat-after"


def test_the_tree_passes_qts_model_test_and_counts_what_is_below(view: KnowledgeView, bench: Bench) -> None:
    model = view.places.tree.categories
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    after = model.index_of("cat-after")
    assert model.rowCount(after) == 3
    assert after.data(Qt.ItemDataRole.AccessibleTextRole) == "售后，14 条知识"
    fixture.arrive(bench.database, msgspec.structs.replace(tree(bench)["cat-ear"], name="耳机与配件"))
    bench.settle()
    assert model.index_of("cat-ear").data() == "耳机与配件"


def test_choosing_a_category_lists_it_and_the_switch_leaves_out_what_is_below(
    view: KnowledgeView, bench: Bench
) -> None:
    tree = view.places.tree
    place = tree.visualRect(tree.categories.index_of("cat-after")).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    bench.settle()
    assert len(view.articles.table.rows) == 14
    assert view.trail() == ("售后",)
    view.articles.below.setChecked(False)
    bench.settle()
    assert len(view.articles.table.rows) == 0
    assert view.articles.below.isVisible()


def test_what_has_no_category_has_a_place_behind_the_categories_as_long_as_there_is_some(
    view: KnowledgeView, bench: Bench
) -> None:
    tree = view.places.tree
    QAbstractItemModelTester(tree.categories, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert not tree.categories.index_of(UNCATEGORISED).isValid()
    told: list[tuple[str, ...]] = []
    view.trailChanged.connect(lambda: told.append(tuple(view.trail())))
    fixture.arrive(bench.database, msgspec.structs.replace(article(bench), category_id=""))
    bench.settle()
    tree.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(tree, key)
    bench.settle()
    assert tree.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "未分类，1 条知识"
    assert view.library.keys == [EARBUD]
    assert (view.trail(), told[-1]) == (("未分类",), ("未分类",))
    assert not view.articles.below.isVisible()
    assert not tree.currentIndex().flags() & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled)
    data = QMimeData()
    data.setData(CATEGORY_MIME, QByteArray(b"cat-air"))
    assert not tree.categories.canDropMimeData(data, Qt.DropAction.MoveAction, -1, 0, tree.currentIndex())
    new = view.open_editor("")
    bench.settle()
    assert new.content().category_id == ""
    new.reject()
    bench.settle()
    robot = tree.categories.index_of("cat-robot")
    tree.categories.dropMimeData(articles_mime([EARBUD]), Qt.DropAction.MoveAction, -1, 0, robot)
    bench.settle()
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Up)
    bench.settle()
    assert view.library.cut.category_id == "cat-en"
    assert tree.current_id == "cat-en"
    assert not tree.categories.index_of(UNCATEGORISED).isValid()


def test_articles_are_taken_out_of_their_category_by_dragging(view: KnowledgeView, bench: Bench) -> None:
    fixture.arrive(bench.database, msgspec.structs.replace(article(bench), category_id=""))
    bench.settle()
    model = view.places.tree.categories
    loose = model.index_of(UNCATEGORISED)
    model.dropMimeData(articles_mime(["art-map"]), Qt.DropAction.MoveAction, -1, 0, loose)
    bench.settle()
    assert bench.told[-1] == "已移动 1 条到「未分类」"
    assert model.index_of(UNCATEGORISED).data(CountRole) == 2


def test_search_and_filters_narrow_the_list_and_can_be_taken_back(view: KnowledgeView, bench: Bench) -> None:
    view.articles.search.setText("单侧无声")
    view.articles.search.searched.emit("单侧无声")
    bench.settle()
    assert view.articles.table.rows.keys[0] == EARBUD
    view.articles.search.setText("qqqq")
    view.articles.search.searched.emit("qqqq")
    bench.settle()
    (clear,) = (
        made for made in view.articles.findChildren(QPushButton) if made.text() == "清空搜索" and made.isVisible()
    )
    clear.click()
    bench.settle()
    assert len(view.articles.table.rows) == 30
    view.articles.filters["status"].chosen.emit("draft")
    bench.settle()
    assert list(view.articles.table.rows.keys) == ["art-draft"]


def test_the_shelves_say_what_they_hold(view: KnowledgeView, bench: Bench) -> None:
    soon = msgspec.structs.replace(article(bench, RED_LIGHT), valid_until=NOW + 3 * DAY)
    fixture.arrive(bench.database, soon)
    bench.settle()
    assert view.places.shelves[Shelf.EXPIRING].accessibleName() == "30 天内到期，1 条知识"
    view.places.shelves[Shelf.EXPIRING].click()
    bench.settle()
    assert list(view.articles.table.rows.keys) == [RED_LIGHT]


def test_a_row_is_spoken_as_one_sentence(view: KnowledgeView, bench: Bench) -> None:
    open_article(view, bench)
    index = view.articles.table.rows.index_of(EARBUD)
    spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("耳机单侧无声：三步排查与换货流程，已发布，v7，")
    assert spoken.endswith("有用 87%")


def test_the_preview_shows_the_card_and_the_text(view: KnowledgeView, bench: Bench) -> None:
    open_article(view, bench)
    assert "耳机单侧无声" in view.preview._page.card.accessibleName()
    assert "合盖等 30 秒" in view.preview._page.body.toPlainText()
    fixture.arrive(bench.database, msgspec.structs.replace(article(bench), title="新标题", version=8, rev=2))
    bench.settle()
    assert "新标题" in view.preview._page.card.accessibleName()


def test_the_preview_does_not_say_that_customers_see_what_is_internal(view: KnowledgeView, bench: Bench) -> None:
    open_article(view, bench)
    assert view.preview._page._card_head.text() == "客户看到的卡片"
    open_article(view, bench, INTERNAL)
    assert view.preview._page._card_head.text() == "同事看到的摘要，不会发给客户"


def test_no_button_below_the_preview_is_cut_where_it_is_narrow(view: KnowledgeView, bench: Bench) -> None:
    preview = view.preview
    for width in (560, 300):
        preview.setFixedWidth(width)
        bench.settle()
        shown = [made for made in preview._buttons.values() if made.isVisible()]
        assert len(shown) == 3
        assert all(made.width() >= made.sizeHint().width() for made in shown)
        assert (preview.copy_button.text() == "") == (width == 300)


def test_delete_asks_then_unpublishes_and_undo_publishes_again(view: KnowledgeView, bench: Bench) -> None:
    open_article(view, bench)
    view.articles.table.setFocus()
    QTest.keyClick(view.articles.table, Qt.Key.Key_Delete)
    asked = dialog(view)
    assert asked.windowTitle() == "下架「耳机单侧无声：三步排查与换货流程」？"
    assert article(bench).status is ArticleStatus.PUBLISHED
    answer_yes(view)
    bench.settle()
    assert article(bench).status is ArticleStatus.ARCHIVED
    undo = bench.toasts[-1].run
    assert undo is not None
    undo()
    bench.settle()
    assert article(bench).status is ArticleStatus.PUBLISHED


def test_checked_articles_move_together_and_back(view: KnowledgeView, bench: Bench) -> None:
    table = view.articles.table
    for key in (EARBUD, RED_LIGHT):
        table.toggle(key)
    assert view.articles.bar.isVisible()
    view.articles.bulk["move"].click()
    field = dialog(view).findChild(CategoryField)
    assert field is not None
    field.choose("cat-robot")
    answer_yes(view)
    bench.settle()
    assert {article(bench, key).category_id for key in (EARBUD, RED_LIGHT)} == {"cat-robot"}
    assert bench.told[-1] == "已移动 2 条到「扫地机」"
    undo = bench.toasts[-1].run
    assert undo is not None
    undo()
    bench.settle()
    assert article(bench).category_id == "cat-ear"


def test_checked_articles_get_tags_and_lose_others_together(view: KnowledgeView, bench: Bench) -> None:
    bench.database.write(lambda tx: commands.set_tags(tx, [EARBUD], ["旧"], [])).result(5)
    for key in (EARBUD, RED_LIGHT):
        view.articles.table.toggle(key)
    view.articles.bulk["tags"].click()
    bench.settle()
    asked = dialog(view)
    answer_yes(view)
    assert asked.isVisible(), "nothing was chosen"
    add, remove = asked.findChild(TagEditor), asked.findChild(CheckList)
    assert add is not None
    assert remove is not None
    add.set_tags(("促销",))
    QTest.keyClick(remove, Qt.Key.Key_Space)
    answer_yes(view)
    bench.settle()
    assert {article(bench, key).tags for key in (EARBUD, RED_LIGHT)} == {("促销",)}
    assert bench.told[-1] == "已改 2 条的标签"
    undo = bench.toasts[-1].run
    assert undo is not None
    undo()
    bench.settle()
    assert (article(bench).tags, article(bench, RED_LIGHT).tags) == (("旧",), ())


def test_space_and_shift_check_rows_and_escape_clears(view: KnowledgeView) -> None:
    table = view.articles.table
    table.setCurrentIndex(table.rows.index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert list(table.checked) == list(table.rows.keys[:3])
    assert table.all_state() == Qt.CheckState.PartiallyChecked
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not table.checked
    table.toggle_all()
    assert len(table.checked) == len(table.rows)


def test_a_word_that_names_no_category_moves_nothing_and_one_that_names_one_does(
    view: KnowledgeView, bench: Bench
) -> None:
    view.articles.table.toggle_all()
    view.articles.bulkWanted.emit("move")
    before = {each.id: each.category_id for each in bench.database.read(lambda c: rows.everything(c, Article))}
    asked = dialog(view)
    field = asked.findChild(CategoryField)
    assert field is not None
    line = field.lineEdit()
    assert line is not None
    asked.activateWindow()
    field.setFocus()
    bench.qtbot.waitUntil(line.hasFocus)
    assert line.selectedText() == line.text()
    line.setText("没有这个")
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.settle()
    assert asked.isVisible()
    assert field.property("invalid")
    after = {each.id: each.category_id for each in bench.database.read(lambda c: rows.everything(c, Article))}
    assert after == before
    line.setText("扫地")
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.settle()
    found = {each.category_id for each in bench.database.read(lambda c: rows.everything(c, Article))}
    assert found == {"cat-robot"}


def test_dragging_moves_articles_and_categories_but_never_into_itself(view: KnowledgeView, bench: Bench) -> None:
    model = view.places.tree.categories
    robot, after = model.index_of("cat-robot"), model.index_of("cat-after")
    model.dropMimeData(articles_mime([EARBUD]), Qt.DropAction.MoveAction, -1, 0, robot)
    bench.settle()
    assert article(bench).category_id == "cat-robot"
    data = QMimeData()
    data.setData(CATEGORY_MIME, QByteArray(b"cat-after"))
    assert not model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, 0, robot)
    data.setData(CATEGORY_MIME, QByteArray(b"cat-policy"))
    model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, after)
    bench.settle()
    order = [model.index(row, 0, model.index_of("cat-after")).data() for row in range(3)]
    assert order == ["政策", "耳机", "扫地机"]
    data.setData(CATEGORY_MIME, QByteArray(b"cat-air"))
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, QModelIndex())
    bench.settle()
    assert tree(bench)["cat-air"].parent_id == ""


def test_two_categories_that_were_moved_into_each_other_stay_in_the_tree(view: KnowledgeView, bench: Bench) -> None:
    tree = view.library.tree
    before = {key: view.places.tree.categories.index_of(key).isValid() for key in tree}
    one, other = (tree[key] for key in ("cat-after", "cat-pre"))
    fixture.arrive(
        bench.database,
        msgspec.structs.replace(one, parent_id=other.id, rev=9),
        msgspec.structs.replace(other, parent_id=one.id, rev=9),
    )
    bench.settle()
    assert all(before.values())
    for key in tree:
        index = view.places.tree.categories.index_of(key)
        assert index.isValid(), key
        while index.parent().isValid():
            index = index.parent()
    QAbstractItemModelTester(view.places.tree.categories, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_delete_in_the_tree_asks_for_the_category(view: KnowledgeView, bench: Bench) -> None:
    view.places.tree.select("cat-robot")
    view.places.tree.setFocus()
    QTest.keyClick(view.places.tree, Qt.Key.Key_Delete)
    answer_yes(view)
    bench.settle()
    assert "cat-robot" not in view.library.tree
    assert article(bench, RED_LIGHT).category_id != "cat-robot"


def test_a_category_is_added_renamed_and_removed(view: KnowledgeView, bench: Bench) -> None:
    view.places.add_button.click()
    bench.settle()
    name = next(field for field in dialog(view).findChildren(QLineEdit) if field.accessibleName() == "名称")
    name.setText("手环")
    answer_yes(view)
    bench.settle()
    (made,) = (each for each in tree(bench).values() if each.name == "手环")
    view.places.tree.select(made.id)
    view.places.tree.categories.setData(view.places.tree.currentIndex(), "手环与手表")
    bench.settle()
    assert tree(bench)[made.id].name == "手环与手表"
    view.places.tree.select("cat-ear")
    view._categories.remove()
    answer_yes(view)
    bench.settle()
    assert "cat-ear" not in tree(bench)
    assert article(bench).category_id == "cat-after"


def test_a_category_with_more_articles_than_travel_at_once_goes_and_comes_back_as_one(
    view: KnowledgeView, bench: Bench
) -> None:
    many = [Article(id=f"many-{n}", scope=ALL, title=f"第 {n} 条", category_id="cat-robot") for n in range(150)]
    fixture.arrive(bench.database, *many)
    view.library.refresh()
    bench.settle()
    before = tree(bench), [article(bench, each.id) for each in many]
    view.places.tree.select("cat-robot")
    view._categories.remove()
    answer_yes(view)
    bench.settle()
    assert "cat-robot" not in tree(bench)
    assert {article(bench, each.id).category_id for each in many} == {"cat-after"}
    UndoLast(bench.ctx).run()
    bench.settle()
    assert (tree(bench), [article(bench, each.id) for each in many]) == before
    view.places.tree.select("cat-robot")
    view._categories.remove()
    answer_yes(view)
    bench.settle()
    back = bench.toasts[-1].run
    assert back is not None
    back()
    bench.settle()
    assert (tree(bench), [article(bench, each.id) for each in many]) == before


def test_publishing_is_taken_back_by_ctrl_z_too(view: KnowledgeView, bench: Bench) -> None:
    over: list[Toast] = []
    bench.ctx.notices.toastOver.connect(over.append)
    view._publish(["art-draft"])
    bench.settle()
    offer = bench.toasts[-1]
    assert offer.run is not None
    assert article(bench, "art-draft").status is ArticleStatus.PUBLISHED
    UndoLast(bench.ctx).run()
    bench.settle()
    assert article(bench, "art-draft").status is ArticleStatus.DRAFT
    assert bench.told[-1] == "已撤销：发布知识"
    assert offer in over, "what it offered to undo is undone"


def test_an_agent_reads_and_is_told_why_nothing_else(
    open_bench: Callable[[Role], Bench], open_view: Callable[[Bench], KnowledgeView]
) -> None:
    bench = open_bench(Role.AGENT)
    view = open_view(bench)
    assert not view.articles.new_button.isVisible()
    assert not view.articles.import_button.isVisible()
    assert not view.preview.edit_button.isEnabled()
    assert view.preview.edit_button.toolTip() == "您的角色只能查看知识"
    assert not view.places.add_button.isEnabled()
    assert not bench.ctx.actions.run("knowledge.edit")
    assert view.preview.content.isVisible()


def test_offline_nothing_is_published_and_the_reason_is_said(view: KnowledgeView, bench: Bench) -> None:
    open_article(view, bench)
    assert view.preview.archive_button.isEnabled()
    bench.go_online(False)
    assert not view.preview.archive_button.isEnabled()
    assert view.preview.archive_button.toolTip() == "离线时不能发布"
    view.articles.table.toggle(EARBUD)
    assert not view.articles.bulk["publish"].isEnabled()
    assert view.articles.bulk["move"].isEnabled()


def test_a_failed_read_says_so_and_can_be_tried_again(view: KnowledgeView, bench: Bench, log_watch: LogWatch) -> None:
    log_watch.expect("app.ui.kit.tasks", "a task failed")

    def rename(old: str, new: str) -> None:
        bench.database.write(lambda tx: tx.connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")).result(5)

    rename("search_state", "gone")
    view.library.choose(text="耳机")
    bench.qtbot.waitUntil(lambda: bool(bench.crashes))
    (retry,) = (made for made in view.articles.findChildren(QPushButton) if made.text() == "重试" and made.isVisible())
    assert not view.articles.table.isVisible()
    rename("gone", "search_state")
    bench.crashes.clear()
    retry.click()
    bench.settle()
    assert view.articles.table.isVisible()


def test_every_control_has_a_name(view: KnowledgeView, bench: Bench) -> None:
    open_article(view, bench)
    view.articles.table.toggle(EARBUD)
    QApplication.processEvents()
    nameless = [
        made
        for made in view.findChildren(QAbstractButton)
        if made.isVisible() and not (made.text() or made.accessibleName() or isinstance(made.parent(), QLineEdit))
    ]
    assert nameless == []


def test_walking_through_the_list_is_not_going_somewhere(view: KnowledgeView, bench: Bench) -> None:
    places: list[str] = []
    view.placeChanged.connect(lambda item, title: places.append(item))
    view._dwell.stop()
    view._dwell.setInterval(0)
    for row in (1, 2, 3):
        view.articles.table.setCurrentIndex(view.articles.table.rows.index(row, 1))
    bench.settle()
    bench.qtbot.waitUntil(lambda: bool(places))
    assert places == [view.articles.table.rows.keys[3]]
