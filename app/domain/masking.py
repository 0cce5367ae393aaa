"""Private numbers as those see them who may not have them: the server masks them before they leave it.

A masked value is text like any other, so that lists show it and the search finds its ends. It is never written back:
:func:`looks_masked` knows it again.
"""

import re

HIDDEN = "*"
NUMBER = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,}")
"""What may be somebody's number among other words."""
_MARKS = frozenset("*＊•●")
_SHORT, _LONG = 7, 11
_ENDS = {True: (3, 4), False: (2, 2)}
"""Of a long number and of a short one: how many signs are left at its beginning and its end."""


def masked(number: str) -> str:
    """Return a number with its middle hidden: 138****6621. Of a short one less is left, of a very short one nothing."""
    number = number.strip()
    if len(number) < _SHORT:
        return HIDDEN * len(number)
    first, last = _ENDS[len(number) >= _LONG]
    return f"{number[:first]}{HIDDEN * (len(number) - first - last)}{number[-last:]}"


def masked_in(text: str) -> str:
    """Return a text with every number in it masked."""
    return NUMBER.sub(lambda found: masked(found.group()), text)


def looks_masked(value: object) -> bool:
    """Say whether a value is a mask, or one that somebody typed into: no number has such signs in it."""
    return isinstance(value, str) and not _MARKS.isdisjoint(value)
