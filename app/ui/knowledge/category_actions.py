"""What is done to the tree by menu, key and drag; each of them ends here."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint

from app.commands import categories
from app.commands import knowledge as commands
from app.domain.knowledge import Category, reviewers_of
from app.storage.categories import deciders, staff
from app.storage.knowledge import UNCATEGORISED, subtree
from app.ui.kit.dialogs import confirm
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.menus import Menu
from app.ui.knowledge.dialogs import CategoryPeople, CategoryWords, ask_category, ask_category_words
from app.ui.knowledge.library import Library
from app.ui.knowledge.places import Places


class CategoryActions(QObject):
    """Tends the tree of the left pane."""

    def __init__(self, library: Library, places: Places) -> None:
        super().__init__(places)
        self._library, self._places = library, places
        model = places.tree.categories
        model.moveWanted.connect(self.move)
        model.renameWanted.connect(self.rename)
        model.articlesDropped.connect(self.take_articles)
        places.categoryAddWanted.connect(self.add)
        places.categoryRemoveWanted.connect(self.remove)
        places.menuWanted.connect(self.pop_up)

    @property
    def _current(self) -> Category | None:
        return self._library.tree.get(self._places.tree.current_id)

    def pop_up(self, place: QPoint) -> None:
        """Show the menu of the category under the cursor."""
        menu = Menu(self._places)
        current = self._current
        free = not self._library.why_not_categories()
        for text, glyph, run, needs in (
            (tr("新建分类"), "plus", lambda: self.add(""), False),
            (tr("新建子分类"), "folder-plus", lambda: self.add(self._places.tree.current_id), True),
            (tr("重命名"), "pencil", self._places.tree.rename_current, True),
            (tr("名称、同义词与审核人"), "tags", self.edit_words, True),
            (tr("移动到"), "folder", self.ask_move, True),
            (tr("上移"), "arrow-up", lambda: self.shift(-1), True),
            (tr("下移"), "arrow-down", lambda: self.shift(1), True),
        ):
            action = menu.addAction(icon(glyph), text, run)
            action.setEnabled(free and (current is not None or not needs))
        menu.addSeparator()
        remove = menu.addAction(icon("trash", "danger.text"), tr("删除分类"), self.remove)
        remove.setEnabled(free and current is not None)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def add(self, parent_id: str) -> None:
        """Ask for a new category below another."""
        above = self._library.tree.get(parent_id)
        title = tr("在「{name}」下新建分类").format(name=above.name) if above else tr("新建分类")

        def add(said: CategoryWords) -> None:
            self._library.run_with_undo(
                lambda tx: categories.add_category(
                    tx, said.name, parent_id, said.synonyms, owner_id=said.owner_id, reviewers=said.reviewers
                ),
                lambda made: tr("已建分类「{name}」").format(name=made.name),
            )

        def ask(people: CategoryPeople) -> None:
            ask_category_words(self._places, title, tr("新建"), add, people)

        self._with_people(parent_id, ask)

    def _with_people(self, parent_id: str, ask: Callable[[CategoryPeople], None]) -> None:
        """Ask for a category below another with who there is to look after it."""
        inherited = reviewers_of(parent_id, self._library.tree)
        self._library.ctx.tasks.read(
            lambda c: CategoryPeople(staff(c), deciders(c), inherited), ask, key="people", owner=self
        )

    def rename(self, category_id: str, name: str) -> None:
        """Give a category the name that was typed in the tree."""
        self._library.run_with_undo(
            lambda tx: categories.rename_category(tx, category_id, name),
            lambda made: tr("已改名为「{name}」").format(name=made.name),
        )

    def edit_words(self) -> None:
        """Ask for the name, the other words and the people of the category under the cursor."""
        current = self._current
        if current is None:
            return

        def describe(said: CategoryWords) -> None:
            self._library.run_with_undo(
                lambda tx: categories.describe_category(
                    tx, current.id, said.name, said.synonyms, owner_id=said.owner_id, reviewers=said.reviewers
                ),
                lambda made: tr("已保存「{name}」").format(name=made.name),
            )

        title = tr("名称、同义词与审核人")

        def ask(people: CategoryPeople) -> None:
            ask_category_words(self._places, title, tr("保存"), describe, people, current)

        self._with_people(current.parent_id, ask)

    def move(self, category_id: str, parent_id: str, place: int) -> None:
        """Put a category elsewhere."""
        self._library.run_with_undo(
            lambda tx: categories.move_category(tx, category_id, parent_id, place),
            lambda made: tr("已移动「{name}」").format(name=made.name),
        )

    def shift(self, step: int) -> None:
        """Move the category under the cursor up or down among its siblings."""
        current = self._current
        if current is None:
            return
        siblings = [each.id for each in self._library.shelves.categories if each.parent_id == current.parent_id]
        place = siblings.index(current.id) + step
        if 0 <= place < len(siblings):
            self.move(current.id, current.parent_id, place)

    def ask_move(self) -> None:
        """Ask where the category under the cursor goes: the twin of dragging it."""
        current = self._current
        if current is None:
            return
        tree = self._library.tree
        ask_category(
            self._places,
            tr("移动「{name}」").format(name=current.name),
            tree,
            current.parent_id,
            lambda target: self.move(current.id, target, -1),
            none=tr("最上层"),
            without=frozenset(subtree(current.id, tree)),
        )

    def remove(self) -> None:
        """Ask before the category under the cursor goes."""
        current = self._current
        library = self._library
        if current is None or library.why_not_categories():
            return
        inside = subtree(current.id, library.tree)
        number = sum(library.shelves.by_category.get(key, 0) for key in inside)
        above = library.tree.get(current.parent_id)
        target = above.name if above is not None else tr("未分类")
        text = (
            tr("其中的 {n} 条知识会移到「{target}」，内容不变。", n=number).format(n=number, target=target)
            if number
            else tr("这个分类里没有知识。")
        )
        if len(inside) > 1:
            text += tr("下面的 {n} 个子分类也会删除。", n=len(inside) - 1).format(n=len(inside) - 1)

        def run() -> None:
            library.open_category(current.parent_id)
            library.run_in_parts(
                lambda tx: (True, categories.remove_category(tx, current.id)),
                lambda: tr("已删除分类「{name}」").format(name=current.name),
            )

        confirm(self._places, tr("删除分类「{name}」？").format(name=current.name), text, tr("删除"), run)

    def take_articles(self, ids: list[str], category_id: str) -> None:
        """Put articles that were dragged onto a category there."""
        category = self._library.tree.get(category_id)
        if category is None and category_id != UNCATEGORISED:
            return
        target, name = (category.id, category.name) if category is not None else ("", tr("未分类"))
        self._library.run_on_many(
            ids,
            lambda tx, part: commands.move(tx, part, target),
            lambda n: tr("已移动 {n} 条到「{name}」", n=n).format(n=n, name=name),
        )
