"""Block ids that stay: text that was read anew (pasted, imported, edited as HTML) is matched with what was there."""

from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

from app.domain.ids import new_id
from app.domain.rich import Block, BlockKind, Body, block_text

_SIMILAR = 0.5
_LOOK_AHEAD = 12  # changed blocks of one place that are compared with each new one


def same_content(one: Body, other: Body) -> bool:
    """Say whether two bodies differ in nothing but the ids of their blocks."""
    return _contents(one) == _contents(other)


def keep_ids(body: Body, previous: Body) -> Body:
    """Return the body with the ids of ``previous`` for equal and similar blocks, in order; new ids for the rest.

    What the ids of ``body`` were does not matter. No id occurs twice.
    """
    old, new = _contents(previous), _contents(body)
    ids: list[str] = [""] * len(new)
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            ids[new_from:new_to] = [block.id for block in previous[old_from:old_to]]
        elif tag == "replace":
            _match_similar(previous[old_from:old_to], new[new_from:new_to], ids, new_from)
    used: set[str] = set()
    result = []
    for block, known in zip(new, ids, strict=True):
        identity = known if known and known not in used else new_id()
        used.add(identity)
        result.append(msgspec.structs.replace(block, id=identity))
    return tuple(result)


def _contents(body: Body) -> list[Block]:
    return [msgspec.structs.replace(block, id="") for block in body]


def _match_similar(old: Sequence[Block], new: Sequence[Block], ids: list[str], offset: int) -> None:
    """Write into ``ids`` from ``offset`` on the id of the first similar old block for each new one, in order."""
    start = 0
    for position, block in enumerate(new):
        for index in range(start, min(len(old), start + _LOOK_AHEAD)):
            if _similar(old[index], block):
                ids[offset + position] = old[index].id
                start = index + 1
                break


def _similar(one: Block, other: Block) -> bool:
    if BlockKind.IMAGE in (one.kind, other.kind):
        return one.kind is other.kind and one.image == other.image
    if BlockKind.RULE in (one.kind, other.kind):
        return one.kind is other.kind
    matcher = SequenceMatcher(None, block_text(one), block_text(other), autojunk=False)
    return matcher.real_quick_ratio() >= _SIMILAR and matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR
