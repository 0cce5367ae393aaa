"""Private numbers as those see them who may not have them: the server masks them before they leave it.

A masked value is text like any other, so that lists show it and the search finds its ends. It is never written back:
:func:`looks_masked` knows it again.
"""

import re

HIDDEN = "*"
NUMBER = re.compile(r"\+?\d(?:[\W_]{0,3}\d){6,}")
"""What may be somebody's number among other words, however its digits are set apart."""
_ADDRESS = re.compile(r"([A-Za-z0-9._%+-]+)@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})")
_EDGES = " \t\r\n,;:，；：、"
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


def masked_address(address: str) -> str:
    """Return a mail address as it is, but for what may be a number in it: 138****5678@139.com."""
    local, at, host = address.rpartition("@")
    if not at or _digits(host) >= _SHORT:
        return masked(address) if _digits(address) >= _SHORT else address
    return f"{masked(local) if _digits(local) >= _SHORT else local}@{host}"


def masked_as(field: str, value: str) -> str:
    """Return a customer's private field as those see it who may not have it."""
    return masked_address(value) if field == "email" else masked(value)


def address_in(text: str) -> str:
    """Return the first mail address in a text, "" for none. Where a number stands behind an @, there is none."""
    return next((found.group() for found in _addresses(text)), "")


def masked_contact(text: str) -> str:
    """Return how somebody can be reached with everything masked but mail addresses, and in these what may be a number:
    138****6621, a@b.cn
    """
    shown, end = "", 0
    for found in _addresses(text):
        local = found[1] if _digits(found[1]) < _SHORT else masked(found[1])
        shown += f"{_masked_between(text[end : found.start()])}{local}@{found[2]}"
        end = found.end()
    return shown + _masked_between(text[end:])


def _addresses(text: str) -> list[re.Match[str]]:
    return [found for found in _ADDRESS.finditer(text) if _digits(found[2]) < _SHORT]


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _masked_between(text: str) -> str:
    core = text.strip(_EDGES)
    return text.replace(core, masked(core)) if core else text


def looks_masked(value: object) -> bool:
    """Say whether a value is a mask, or one that somebody typed into: no number has such signs in it."""
    return isinstance(value, str) and not _MARKS.isdisjoint(value)
