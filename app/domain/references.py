"""The numbers by which people call things: K-1016 an article, C-30 a conversation, T-10009 a ticket."""

import re
import unicodedata
from typing import Literal

Letter = Literal["K", "C", "T", "L"]
_NUMBER = re.compile(r"(?:([KCTL])[\s-]?|[#№])?0*(\d{1,9})", re.IGNORECASE)


def number_in(text: str, letter: Letter) -> int:
    """Return the number of a thing of one letter that a text is, with its letter or bare; 0 if it is none."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or (found[1] or letter).upper() != letter:
        return 0
    return int(found[2])


def is_named(text: str) -> bool:
    """Say whether a text is a number with its letter, which means that thing and nothing else."""
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found is not None and bool(found[1])
