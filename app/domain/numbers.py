"""Numbers that are nobody else's business: whoever pastes one into a reply is asked to look twice."""

import re
import unicodedata
from typing import Literal

_GAP = r"[\s-]?"
_PHONE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d(?:{_GAP}\d{{4}}){{2}}(?!\d)")
_CARD = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{15,18}}(?!\d)")

Private = Literal["", "phone", "card"]


def private_number(text: str) -> Private:
    """Say whether a mobile phone's or a bank card's number (16 to 19 digits with their check digit) is in a text."""
    plain = unicodedata.normalize("NFKC", text)
    if _PHONE.search(plain):
        return "phone"
    return "card" if any(_checks(found.group()) for found in _CARD.finditer(plain)) else ""


def _checks(number: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others."""
    digits = [int(letter) for letter in reversed(number) if letter.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
