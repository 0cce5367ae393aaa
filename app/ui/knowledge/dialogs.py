"""The small dialogs of the library: move, validity, a category's name and other words."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.domain.knowledge import Category
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TagEditor
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.theme import set_state
from app.ui.knowledge.fields import CategoryField, DayField


def _row(grid: QGridLayout, line: int, name: str, field: QWidget) -> None:
    told = QLabel(name)
    told.setBuddy(field)
    grid.addWidget(told, line, 0)
    grid.addWidget(field, line, 1)


def _grid(dialog: Dialog, title: str, hint: str = "") -> QGridLayout:
    dialog.body.addWidget(label(title, "h3", strong=True, wrap=True))
    if hint:
        dialog.body.addWidget(label(hint, tone="secondary", wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    dialog.body.addLayout(grid)
    return grid


def ask_category(
    parent: QWidget,
    title: str,
    categories: Mapping[str, Category],
    chosen: str,
    on_yes: Callable[[str], object],
    *,
    none: str = "",
    without: frozenset[str] = frozenset(),
) -> Dialog:
    """Ask where something is to be moved; ``without`` are categories that cannot be the answer."""
    dialog = Dialog(parent, title)
    grid = _grid(dialog, title)
    field = CategoryField(none)
    field.offer(categories, chosen, without)
    _row(grid, 0, tr("移到"), field)
    dialog.add_button(tr("取消"))

    def yes() -> None:
        if field.unknown or (not field.category_id and not none):
            set_state(field, invalid=True)
            field.setFocus()
            return
        dialog.accept()
        on_yes(field.category_id)

    dialog.add_button(tr("移动"), yes, kind="primary", default=True).setObjectName("yes")
    dialog.open()
    field.setFocus()
    line = field.lineEdit()
    if line is not None:
        line.selectAll()  # what is typed is another category, not more of this one
    return dialog


def ask_validity(parent: QWidget, title: str, now: int, on_yes: Callable[[int | None, int | None], object]) -> Dialog:
    """Ask for a time of validity; ``now`` in ms."""
    dialog = Dialog(parent, title)
    grid = _grid(dialog, title, tr("不勾选就是没有限制：发布即生效，长期有效"))
    first, last = DayField(tr("生效日期"), now), DayField(tr("失效日期"), now, end=True)
    _row(grid, 0, tr("生效日期"), first)
    _row(grid, 1, tr("失效日期"), last)
    wrong = label("", "small", "danger", wrap=True)
    dialog.body.addWidget(wrong)
    dialog.add_button(tr("取消"))

    def yes() -> None:
        if first.at is not None and last.at is not None and last.at < first.at:
            wrong.setText(tr("失效日期在生效日期之前"))
            last.setFocus()
            return
        dialog.accept()
        on_yes(first.at, last.at)

    dialog.add_button(tr("设置", "verb"), yes, kind="primary", default=True).setObjectName("yes")
    dialog.open()
    first.setFocus()
    return dialog


def ask_category_words(
    parent: QWidget,
    title: str,
    verb: str,
    on_yes: Callable[[str, tuple[str, ...]], object],
    category: Category | None = None,
) -> Dialog:
    """Ask for a category's name and the other words by which its articles are found."""
    dialog = Dialog(parent, title)
    grid = _grid(dialog, title)
    name = QLineEdit(category.name if category is not None else "")
    name.setMaxLength(40)
    name.setAccessibleName(tr("名称"))
    other = TagEditor(tr("同义词"))
    other.set_tags(category.synonyms if category is not None else ())
    _row(grid, 0, tr("名称"), name)
    _row(grid, 1, tr("同义词"), other)
    dialog.body.addWidget(
        label(tr("客户和同事也会这样叫它；搜索和机器人用同义词找到这个分类的知识"), "small", "tertiary", wrap=True)
    )
    dialog.add_button(tr("取消"))

    def yes() -> None:
        if not name.text().strip():
            set_state(name, invalid=True)
            name.setFocus()
            return
        dialog.accept()
        on_yes(name.text(), other.tags())

    dialog.add_button(verb, yes, kind="primary", default=True).setObjectName("yes")
    dialog.open()
    name.setFocus()
    name.selectAll()
    return dialog
