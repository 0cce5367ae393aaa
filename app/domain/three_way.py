"""Three-way merge of sequences: what two people made of one list, put together."""

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)
Both = Callable[[Sequence[T], Sequence[T], Sequence[T]], Sequence[T] | None]
"""(base, mine, theirs) of a stretch that both changed, each otherwise -> what becomes of it, None for a conflict."""


class _Edit(NamedTuple):
    """One side put ``[left:right]`` of its own in the place of ``base[start:end]``."""

    start: int
    end: int
    mine: bool
    left: int
    right: int


def merge_sequences(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T], both: Both[T]) -> list[T] | None:
    """Return the sequence with both sides' edits, None when ``both`` could not join a stretch that both changed.

    Edits of neighbours do not touch each other: only overlapping ones, and insertions in one place, go to ``both``.
    """
    edits = sorted([*_edits(base, mine, True), *_edits(base, theirs, False)])
    merged: list[T] = []
    done = 0
    while edits:
        group = [edits.pop(0)]
        start, end = group[0].start, group[0].end
        while edits and (edits[0].start < end or edits[0].start == edits[0].end == start == end):
            group.append(edits.pop(0))
            end = max(end, group[-1].end)
        left = _stretch(base, mine, [edit for edit in group if edit.mine], start, end)
        right = _stretch(base, theirs, [edit for edit in group if not edit.mine], start, end)
        part: Sequence[T] | None = right
        if len({edit.mine for edit in group}) == 1:
            part = left if group[0].mine else right
        elif left != right:
            part = both(base[start:end], left, right)
        if part is None:
            return None
        merged += [*base[done:start], *part]
        done = end
    return [*merged, *base[done:]]


def _edits(base: Sequence[T], side: Sequence[T], mine: bool) -> list[_Edit]:
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return [_Edit(a, b, mine, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _stretch(base: Sequence[T], side: Sequence[T], edits: Sequence[_Edit], start: int, end: int) -> list[T]:
    """Return what one side has in the place of ``base[start:end]``, within which its edits lie."""
    found: list[T] = []
    for edit in edits:
        found += [*base[start : edit.start], *side[edit.left : edit.right]]
        start = edit.end
    return [*found, *base[start:end]]
