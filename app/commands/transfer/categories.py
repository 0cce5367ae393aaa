"""The category tree as an import sees it: paths to ids, and the categories that it would add."""

import difflib
from collections.abc import Iterable

import msgspec

from app.commands.transfer.cells import folded, join_path, split_path, split_tags
from app.commands.transfer.table import CategoryLine
from app.domain.access import ALL
from app.domain.ids import new_id
from app.domain.knowledge import Category, new_category_id, path_of

DEPTH = 10
"""The deepest tree; deeper ones cannot be shown or remembered."""
_NEAR = 0.6


class CategoryTree:
    """Finds categories by path and plans those that are missing."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self._rows = {row.id: row for row in categories if row.deleted_at is None}
        paths = {row.id: path_of(row.id, self._rows) for row in self._rows.values()}
        self._ids = {
            _key(path): id for id, path in sorted(paths.items(), key=lambda found: len(found[1]), reverse=True)
        }
        self._texts = {folded(join_path(path)): id for id, path in paths.items()}
        self._children = {(row.parent_id, folded(row.name)): row.id for row in self._rows.values()}
        self._instead: dict[str, str] = {}
        self._created: dict[str, Category] = {}
        self._changed: dict[str, Category] = {}

    @property
    def created(self) -> tuple[Category, ...]:
        """The categories to add, parents before children."""
        return tuple(self._created.values())

    @property
    def changed(self) -> tuple[Category, ...]:
        """Existing categories that get other synonyms."""
        return tuple(self._changed.values())

    def path(self, category_id: str) -> tuple[str, ...]:
        """Return the names from the root to an existing or planned category."""
        return path_of(category_id, self._rows)

    def find(self, text: str) -> str | None:
        """Return the id of an existing or planned category by its written path."""
        return self._texts.get(folded(text)) or self.find_path(split_path(text))

    def find_path(self, path: tuple[str, ...]) -> str | None:
        """Return the id of an existing or planned category by its names from the root."""
        at: str | None = ""
        for depth in range(1, len(path) + 1):
            at = self._step(at, path[:depth])
        return at or None

    def _step(self, parent: str | None, path: tuple[str, ...]) -> str | None:
        """Return the category of a path whose parent is ``parent`` as the tree is, or as it was said to be read."""
        key = _key(path)
        found = self._ids.get(key) or self._instead.get(key)
        return found or (None if parent is None else self.child(parent, path[-1]))

    def child(self, parent: str, name: str) -> str | None:
        """Return the category of this name that stands directly below another ("" is the root)."""
        return self._children.get((parent, folded(name)))

    def named(self, name: str) -> list[str]:
        """Return the existing categories of this name, wherever they stand."""
        there = (row for row in self._rows.values() if row.id not in self._created)
        return [row.id for row in there if folded(row.name) == folded(name)]

    def lineage(self, category_id: str) -> set[str]:
        """Return a category and all above it."""
        found: set[str] = set()
        while category_id in self._rows and category_id not in found:
            found.add(category_id)
            category_id = self._rows[category_id].parent_id
        return found

    def use_instead(self, path: tuple[str, ...], category_id: str) -> None:
        """Read a path that does not exist as this category, and what stands below it as that of the category."""
        self._instead[_key(path)] = category_id

    def nearest(self, text: str) -> str:
        """Return the id of the existing category that is spelt most like this one, "" when none is."""
        known = {text: id for text, id in self._texts.items() if id not in self._created}
        close = difflib.get_close_matches(folded(join_path(split_path(text))), known, 1, _NEAR)
        return known[close[0]] if close else ""

    def add(self, text: str) -> str:
        """Plan a category with whatever of its path is missing; returns its id."""
        parent = ""
        path: tuple[str, ...] = ()
        for name in split_path(text):
            path = (*path, name)
            known = self._step(parent, path)
            if known is None:
                siblings = [row.position for row in self._rows.values() if row.parent_id == parent]
                named = new_category_id(parent, name)
                row = Category(
                    id=named if named not in self._rows else new_id(),
                    scope=ALL,
                    name=name,
                    parent_id=parent,
                    position=max(siblings, default=-1) + 1,
                )
                self._rows[row.id] = self._created[row.id] = row
                self._ids[_key(path)] = self._texts[folded(join_path(path))] = known = row.id
                self._children[parent, folded(name)] = row.id
            parent = known
        return parent

    def take_lines(self, lines: Iterable[CategoryLine]) -> None:
        """Plan the categories of the categories sheet with their synonyms; too deep ones are left out."""
        for line in lines:
            if not 1 <= len(split_path(line.path)) <= DEPTH:
                continue
            id = self.find(line.path) or self.add(line.path)
            synonyms = split_tags(line.synonyms)
            if synonyms and synonyms != self._rows[id].synonyms:
                row = msgspec.structs.replace(self._rows[id], synonyms=synonyms)
                self._rows[id] = row
                (self._created if id in self._created else self._changed)[id] = row


def _key(path: tuple[str, ...]) -> str:
    return "\x1f".join(folded(name) for name in path)
