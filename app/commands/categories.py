"""What an editor does with the category tree: its nodes, their order, names and other words."""

from collections.abc import Sequence

import msgspec

from app.commands.knowledge import BATCH, move, need
from app.domain.access import ALL
from app.domain.errors import AppError, Refused
from app.domain.ids import new_id
from app.domain.knowledge import Category, new_category_id
from app.domain.reviewing import may_change_category
from app.storage import categories
from app.storage import knowledge as queries
from app.storage.transaction import Tx

MAX_DEPTH = 10
"""Levels of the category tree."""


def add_category(
    tx: Tx,
    name: str,
    parent_id: str = "",
    synonyms: Sequence[str] = (),
    *,
    owner_id: str = "",
    reviewers: Sequence[str] = (),
) -> Category:
    """Add a category as the last of its siblings. Raises AppError: "category_no_name", "category_exists",
    "category_too_deep"."""
    need(tx, "category.edit")
    tree = categories.tree(tx.connection)
    if parent_id and parent_id not in tree:
        raise AppError("no_such_row", {"entity": "category", "id": parent_id})
    if _depth(parent_id, tree) >= MAX_DEPTH:
        raise AppError("category_too_deep", {"limit": MAX_DEPTH})
    tx.label = "category.add"
    siblings = [each.position for each in tree.values() if each.parent_id == parent_id]
    name = _free_name(name, parent_id, tree, "")
    named = new_category_id(parent_id, name)
    added = Category(
        id=named if named not in tree else new_id(),
        scope=ALL,
        name=name,
        parent_id=parent_id,
        position=max(siblings, default=-1) + 1,
        synonyms=_clean(synonyms),
        owner_id=owner_id,
        reviewers=tuple(dict.fromkeys(reviewers)),
    )
    _need_decider(tx, None, added, tree)
    return tx.save(added)


def rename_category(tx: Tx, category_id: str, name: str) -> Category:
    """Give a category another name. Raises AppError: "category_no_name", "category_exists"."""
    need(tx, "category.edit")
    category = tx.get(Category, category_id)
    tx.label = "category.rename"
    name = _free_name(name, category.parent_id, categories.tree(tx.connection), category_id)
    return tx.save(msgspec.structs.replace(category, name=name))


def describe_category(
    tx: Tx,
    category_id: str,
    name: str,
    synonyms: Sequence[str],
    *,
    owner_id: str | None = None,
    reviewers: Sequence[str] | None = None,
) -> Category:
    """Set the name of a category, the words by which its articles are found besides it, whom to ask about it, and who
    decides what is published in it; of the last two None is what it has. Raises Refused("not_reviewer") for other
    reviewers by somebody who does not decide there.
    """
    category = rename_category(tx, category_id, name)
    tx.label = "category.synonyms"
    described = msgspec.structs.replace(
        category,
        synonyms=_clean(synonyms),
        owner_id=category.owner_id if owner_id is None else owner_id,
        reviewers=category.reviewers if reviewers is None else tuple(dict.fromkeys(reviewers)),
    )
    _need_decider(tx, category, described, categories.tree(tx.connection))
    return tx.save(described)


def _clean(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def move_category(tx: Tx, category_id: str, parent_id: str, place: int = -1) -> Category:
    """Put a category under another ("" is the root) as its child number ``place`` (-1: the last).

    Raises AppError: "category_inside_itself", "category_too_deep", "category_exists".
    """
    need(tx, "category.edit")
    tree = categories.tree(tx.connection)
    category = tx.get(Category, category_id)
    inside = queries.subtree(category_id, tree)
    if parent_id in inside:
        raise AppError("category_inside_itself", {"name": category.name})
    if _depth(parent_id, tree) + _height(category_id, tree) > MAX_DEPTH:
        raise AppError("category_too_deep", {"limit": MAX_DEPTH})
    _free_name(category.name, parent_id, tree, category_id)
    siblings = sorted(
        (each for each in tree.values() if each.parent_id == parent_id and each.id != category_id),
        key=lambda each: (each.position, each.name),
    )
    _need_decider(tx, category, msgspec.structs.replace(category, parent_id=parent_id), tree)
    siblings.insert(len(siblings) if place < 0 else min(place, len(siblings)), category)
    tx.label = "category.move"
    for position, sibling in enumerate(siblings):
        wanted = msgspec.structs.replace(
            sibling, position=position, parent_id=parent_id if sibling.id == category_id else sibling.parent_id
        )
        if wanted != sibling:
            tx.save(wanted)
    return tx.get(Category, category_id)


def remove_category(tx: Tx, category_id: str) -> bool:
    """Take a category and those below it away; their articles move to the category above.

    Returns whether it is gone: at most :data:`BATCH` rows change at once, so that a large one takes several
    transactions, first its articles, then what is below it.
    """
    need(tx, "category.edit")
    tree = categories.tree(tx.connection)
    category = tx.get(Category, category_id)
    inside = queries.subtree(category_id, tree)
    ids = queries.articles_in(tx.connection, inside)
    above = category.parent_id if category.parent_id in tree else ""
    move(tx, ids[:BATCH], above)
    tx.label = "category.remove"
    room = BATCH - len(ids)
    for key in sorted(inside, key=lambda key: _depth(key, tree), reverse=True)[: max(room, 0)]:
        tx.remove(tree[key])
    return len(inside) <= room


def _need_decider(tx: Tx, before: Category | None, after: Category, tree: dict[str, Category]) -> None:
    """Raise Refused("not_reviewer") for a change of who decides in a category by somebody who does not."""
    if not may_change_category(tx.actor, before, after, tree):
        raise Refused("not_reviewer")


def _free_name(name: str, parent_id: str, tree: dict[str, Category], own_id: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise AppError("category_no_name")
    for other in tree.values():
        if other.parent_id == parent_id and other.id != own_id and other.name.casefold() == name.casefold():
            raise AppError("category_exists", {"name": name})
    return name


def _depth(category_id: str, tree: dict[str, Category]) -> int:
    """Return the level of a category; 0 for the root."""
    seen: set[str] = set()
    while category_id in tree and category_id not in seen:
        seen.add(category_id)
        category_id = tree[category_id].parent_id
    return len(seen)


def _height(category_id: str, tree: dict[str, Category]) -> int:
    """Return how many levels a category and what is below it take."""
    inside = queries.subtree(category_id, tree)
    top = _depth(category_id, tree)
    return max(_depth(key, tree) for key in inside) - top + 1
