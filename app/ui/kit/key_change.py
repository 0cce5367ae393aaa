"""How one list of keys became another. No Qt: it is worked out off the GUI thread where lists are long."""

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple


class KeyChange(NamedTuple):
    """From ``before`` to ``keys``: runs of positions that went (in ``before``) and came (in ``keys``), ends included.

    What stays may have another order; ``kept`` tells it.
    """

    before: list[str]
    keys: list[str]
    places: dict[str, int]
    """Where each of ``keys`` stands."""
    gone: list[tuple[int, int]]
    fresh: list[tuple[int, int]]
    kept: list[str]
    """What was there before and still is, in its new order."""
    moved: bool
    """Whether the order of what stays is another one."""

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.gone or self.fresh or self.moved)

    def anew(self) -> "KeyChange":
        """Return the same keys as what comes to an empty list."""
        whole = [(0, len(self.keys) - 1)] if self.keys else []
        return KeyChange([], self.keys, self.places, [], whole, [], moved=False)


def key_change(before: list[str], keys: Iterable[str]) -> KeyChange:
    """Compare two lists; a key that comes twice counts once. A hundred thousand keys take some 20 ms."""
    target = list(keys)
    places = {key: at for at, key in enumerate(target)}
    if len(places) != len(target):
        target = list(dict.fromkeys(target))
        places = {key: at for at, key in enumerate(target)}
    head, tail = _ends(before, target)
    old, new = before[head : len(before) - tail], target[head : len(target) - tail]
    wanted, present = set(new), set(old)
    gone = list(ranges([head + at for at, key in enumerate(old) if key not in wanted]))
    fresh = list(ranges([head + at for at, key in enumerate(new) if key not in present]))
    staying = [key for key in new if key in present]
    moved = staying != [key for key in old if key in wanted]
    return KeyChange(before, target, places, gone, fresh, before[:head] + staying + before[len(before) - tail :], moved)


def _ends(one: list[str], other: list[str]) -> tuple[int, int]:
    """Return how many items two lists share at their beginning, and of the rest at their end.

    By halves, for comparing slices is fifty times as fast as comparing items one by one in Python.
    """
    room = min(len(one), len(other))
    head = _shared(lambda low, high: one[low:high] == other[low:high], room)
    ends = len(one), len(other)

    def same_tail(low: int, high: int) -> bool:
        return one[ends[0] - high : ends[0] - low] == other[ends[1] - high : ends[1] - low]

    return head, _shared(same_tail, room - head)


def _shared(same: Callable[[int, int], bool], room: int) -> int:
    """Return the largest n up to ``room`` with ``same(0, n)``; ``same(low, high)`` compares what lies between."""
    if same(0, room):
        return room
    low, high = 0, room
    while high - low > 1:
        middle = (low + high) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle
    return low


def ranges(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each run of neighbours in ascending positions."""
    start = 0
    for at in range(1, len(positions) + 1):
        if at == len(positions) or positions[at] != positions[at - 1] + 1:
            yield positions[start], positions[at - 1]
            start = at


def longest_increasing(numbers: Sequence[int]) -> set[int]:
    """Return the members of a longest increasing subsequence: the rows that need not move."""
    tails: list[int] = []
    tail_at: list[int] = []
    before = [-1] * len(numbers)
    for at, number in enumerate(numbers):
        place = bisect.bisect_left(tails, number)
        before[at] = tail_at[place - 1] if place else -1
        if place == len(tails):
            tails.append(number)
            tail_at.append(at)
        else:
            tails[place] = number
            tail_at[place] = at
    members: set[int] = set()
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        members.add(numbers[at])
        at = before[at]
    return members
