"""The small dialogs of the library: move, validity, a category's name, other words and people."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.domain.knowledge import Category
from app.domain.people import Agent
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TagEditor
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.theme import set_state
from app.ui.knowledge.fields import CategoryField, CheckList, DayField, PersonField


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


def ask_tags(
    parent: QWidget,
    title: str,
    present: Sequence[str],
    on_yes: Callable[[tuple[str, ...], tuple[str, ...]], object],
) -> Dialog:
    """Ask which tags articles are to get and which of the present ones they are to lose."""
    dialog = Dialog(parent, title)
    grid = _grid(dialog, title, tr("没有写到的标签保持原样"))
    add = TagEditor(tr("加上的标签"))
    _row(grid, 0, tr("加上"), add)
    remove = CheckList([(tag, tag) for tag in present])
    if present:
        _row(grid, 1, tr("去掉"), remove)
    wrong = label("", "small", "danger", wrap=True)
    dialog.body.addWidget(wrong)
    dialog.add_button(tr("取消"))

    def yes() -> None:
        if not add.tags() and not remove.chosen():
            wrong.setText(tr("写上要加的标签，或勾选要去掉的"))
            add.setFocus()
            return
        dialog.accept()
        on_yes(add.tags(), remove.chosen())

    dialog.add_button(tr("设置", "verb"), yes, kind="primary", default=True).setObjectName("yes")
    dialog.open()
    add.setFocus()
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


class CategoryWords(msgspec.Struct, frozen=True):
    """What is said of a category: its name, the other words for it, whom to ask about it and who decides in it."""

    name: str
    synonyms: tuple[str, ...]
    owner_id: str
    reviewers: tuple[str, ...]


class CategoryPeople(msgspec.Struct, frozen=True):
    """Who can look after a category: everybody, who may publish, and those who decide in the one above."""

    staff: tuple[Agent, ...]
    deciders: tuple[Agent, ...]
    inherited: tuple[str, ...] = ()


def _who_reviews(people: CategoryPeople) -> str:
    names = {agent.id: agent.name for agent in people.staff}
    above = tr("、").join(names[key] for key in people.inherited if key in names)
    if above:
        return tr("不选时由上级分类的审核人审核：{names}").format(names=above)
    return tr("不选时，有发布权限的人都可以审核；下级分类沿用")


def ask_category_words(
    parent: QWidget,
    title: str,
    verb: str,
    on_yes: Callable[[CategoryWords], object],
    people: CategoryPeople,
    category: Category | None = None,
) -> Dialog:
    """Ask for a category's name, the other words by which its articles are found, and who looks after it."""
    dialog = Dialog(parent, title, width=480)
    grid = _grid(dialog, title)
    name = QLineEdit(category.name if category is not None else "")
    name.setMaxLength(40)
    name.setAccessibleName(tr("名称"))
    other = TagEditor(tr("同义词"))
    other.set_tags(category.synonyms if category is not None else ())
    _row(grid, 0, tr("名称"), name)
    _row(grid, 1, tr("同义词"), other)
    hint = label(tr("客户和同事也会这样叫它；搜索和机器人用同义词找到这个分类的知识"), "small", "tertiary", wrap=True)
    grid.addWidget(hint, 2, 1)
    owner = PersonField(people.staff, category.owner_id if category is not None else "")
    _row(grid, 3, tr("负责人"), owner)
    deciders = [(agent.id, agent.name) for agent in people.deciders]
    reviewers = CheckList(deciders, category.reviewers if category is not None else ())
    _row(grid, 4, tr("审核人"), reviewers)
    grid.addWidget(label(_who_reviews(people), "small", "tertiary", wrap=True), 5, 1)
    dialog.add_button(tr("取消"))

    def yes() -> None:
        if not name.text().strip():
            set_state(name, invalid=True)
            name.setFocus()
            return
        dialog.accept()
        on_yes(CategoryWords(name.text(), other.tags(), owner.person_id, reviewers.chosen()))

    dialog.add_button(verb, yes, kind="primary", default=True).setObjectName("yes")
    dialog.open()
    name.setFocus()
    name.selectAll()
    return dialog
