"""Three-way merge of rich text by block."""

from app.domain.rich import Block, Body


def merge_bodies(base: Body, mine: Body, theirs: Body) -> Body | None:
    """Return the body that carries both sides' changes since ``base``, or None when one block was changed on both.

    A block changed, added or removed on one side is taken from that side; the same change on both sides counts once;
    an edit beats a removal. Order follows the side that moved blocks, ``theirs`` when both or neither did.
    Laws: merge(b, x, x) = x; merge(b, b, x) = x; merge(b, x, b) = x.
    """
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    was, ours, others = ({block.id: block for block in body} for body in (base, mine, theirs))
    kept: dict[str, Block] = {}
    for key in [*others, *(key for key in ours if key not in others)]:
        before, left, right = was.get(key), ours.get(key), others.get(key)
        if left == right:
            chosen = left
        elif left == before:  # only theirs changed it
            chosen = right
        elif right == before:  # only mine changed it
            chosen = left
        elif left is None or right is None:  # edited here, removed there
            chosen = left or right
        else:
            return None
        if chosen is not None:
            kept[key] = chosen
    return _in_order(base, mine, theirs, kept)


def _in_order(base: Body, mine: Body, theirs: Body, kept: dict[str, Block]) -> Body:
    shared = {block.id for block in base} & {block.id for block in mine} & {block.id for block in theirs}

    def order(body: Body) -> list[str]:
        return [block.id for block in body if block.id in shared]

    i_moved = order(mine) != order(base) and order(theirs) == order(base)
    first, second = (mine, theirs) if i_moved else (theirs, mine)
    result = [block.id for block in first if block.id in kept]
    placed = set(result)
    previous = ""
    for block in second:
        if block.id not in kept:
            continue
        if block.id not in placed:
            result.insert(result.index(previous) + 1 if previous else 0, block.id)
            placed.add(block.id)
        previous = block.id
    return tuple(kept[key] for key in result)
