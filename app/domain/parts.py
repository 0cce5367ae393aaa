"""Three-way merge of a list of parts that have ids: two people who change different parts both keep their work.

A part is a struct with an ``id``. Parts meet by id wherever they stand; one that both changed is merged field by field.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec


class Joined(NamedTuple):
    """``parts`` after both sides' changes; ``clash``: both set one field of one part, each otherwise."""

    parts: tuple[Any, ...]
    clash: bool


def merge_parts(base: Sequence[Any], first: Sequence[Any], second: Sequence[Any]) -> Joined:
    """Return the parts with both sides' changes since ``base``; where they clash, as ``first`` has it.

    A change beats a removal. The order is that of who moved parts, of ``first`` when both did; what only the other has
    stands behind the part that it follows there.
    Laws: merge(b, x, x) = x; merge(b, x, b) = x; merge(b, b, x) has the parts of x.
    """
    if tuple(first) == tuple(base):
        return Joined(tuple(second), False)
    if tuple(second) in (tuple(base), tuple(first)):
        return Joined(tuple(first), False)
    was, ours, others = ({part.id: part for part in side} for side in (base, first, second))
    kept: dict[str, Any] = {}
    clash = False
    left_moved, right_moved = _moved(list(was), list(ours)), _moved(list(was), list(others))
    sides = (others, ours) if right_moved and not left_moved else (ours, others)
    for key in _order(*map(list, sides)):
        before, left, right = was.get(key), ours.get(key), others.get(key)
        if left is not None and right is not None:
            kept[key], clashed = _join(before, left, right)
            clash |= clashed
        elif (left or right) != before:  # the other side never had it, or took out what this one changed
            kept[key] = left or right
    return Joined(tuple(kept.values()), clash)


def _moved(before: list[str], after: list[str]) -> bool:
    """Say whether the parts that stayed stand in another order."""
    return [key for key in after if key in before] != [key for key in before if key in after]


def _order(ours: list[str], others: list[str]) -> list[str]:
    order = list(ours)
    for at, key in enumerate(others):
        if key not in order:
            order.insert(order.index(others[at - 1]) + 1 if at else 0, key)
    return order


def _join(before: Any, left: Any, right: Any) -> tuple[Any, bool]:
    """Return one part with both sides' fields, and whether they clashed."""
    if left == right or right == before:
        return left, False
    if left == before:
        return right, False
    values: dict[str, Any] = {}
    clash = False
    for name in left.__struct_fields__:
        was, ours, others = (getattr(part, name, None) for part in (before, left, right))
        if ours != others and ours != was and others != was:
            clash = True
        elif ours == was and others != was:
            values[name] = others
    return msgspec.structs.replace(left, **values), clash
