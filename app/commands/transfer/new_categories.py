"""The categories of a table that the tree does not have: made anew, or meant to be one that stands somewhere else.

A category that was moved in the tree since a table was exported would come back at its old place, with its articles in
it. Where the name and the articles say that it is the same one, it is used as it stands now; the person may say
otherwise for each.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from app.commands.transfer.categories import DEPTH, CategoryTree
from app.commands.transfer.cells import join_path

Path = tuple[str, ...]


class NewCategory(msgspec.Struct, frozen=True, kw_only=True):
    """A path of a table that does not exist. ``rows`` counts the rows in it and below it.

    ``instead`` is an existing category that may be meant, ``instead_path`` its path; () where there is none. ``used``:
    the rows go there, and nothing is made.
    """

    path: Path
    rows: int = 0
    instead: str = ""
    instead_path: Path = ()
    used: bool = False


def missing_categories(
    tree: CategoryTree, homes: Mapping[Path, Counter[str]], choices: Mapping[Path, bool]
) -> tuple[NewCategory, ...]:
    """Return the paths that the tree does not have, parents first, and let it read those that are used otherwise.

    ``homes`` says for each path of the table where the articles of its rows are now: category ids, "" for a new
    article. ``choices`` says for some paths whether the category that may be meant is used.
    """
    below: dict[Path, Counter[str]] = {}
    for path, where in homes.items():
        for depth in range(1, len(path) + 1 if len(path) <= DEPTH else 0):
            below.setdefault(path[:depth], Counter()).update(where)
    found: list[NewCategory] = []
    for path in sorted(below, key=len):
        if tree.find_path(path) is not None:
            continue
        meant, sure = _meant(tree, path, below)
        refused = any(choices.get(path[:depth]) is False for depth in range(1, len(path)))  # the old branch is wanted
        used = bool(meant) and choices.get(path, sure and not refused)
        if used:
            tree.use_instead(path, meant)
        found.append(
            NewCategory(
                path=path,
                rows=below[path].total(),
                instead=meant,
                instead_path=tree.path(meant),
                used=used,
            )
        )
    return tuple(found)


def _meant(tree: CategoryTree, path: Path, below: Mapping[Path, Counter[str]]) -> tuple[str, bool]:
    """Return the existing category that a missing path may mean, "" for none, and whether its articles say so."""
    where = below[path]
    above = {tree.find_path(path[:depth]) for depth in range(1, len(path))}
    known = where.total() - where[""]
    namesakes = [key for key in tree.named(path[-1]) if key not in above]
    full = [key for key in namesakes if 2 * _inside(tree, key, where) > known]
    if len(full) == 1:
        return full[0], True
    if len(namesakes) == 1:
        return namesakes[0], False
    around = set[str]().union(*(tree.lineage(key) for key in where if key))
    most = [key for key in around if tree.path(key) not in below and 2 * _inside(tree, key, where) > known]
    if most:  # it was given another name, unless the rows are to move to a new one: what stands below tells
        renamed = min(most, key=lambda key: (abs(len(tree.path(key)) - len(path)), key))
        return renamed, any(_same_below(tree, renamed, child, below[child]) for child in below if child[:-1] == path)
    return tree.nearest(join_path(path)), False


def _same_below(tree: CategoryTree, category_id: str, path: Path, where: Counter[str]) -> bool:
    """Return whether a category has a child with the name and articles of a missing path."""
    child = tree.child(category_id, path[-1])
    return child is not None and _inside(tree, child, where) > 0


def _inside(tree: CategoryTree, category_id: str, where: Counter[str]) -> int:
    return sum(count for key, count in where.items() if category_id in tree.lineage(key))


def made(found: Iterable[NewCategory], tree: CategoryTree) -> tuple[NewCategory, ...]:
    """Return those that a plan uses or makes, by path: a row with an error makes none."""
    new = {category.id for category in tree.created}
    kept = (each for each in found if each.used or tree.find_path(each.path) in new)
    return tuple(sorted(kept, key=lambda each: each.path))
