"""Types of what comes over the wire, bounded so that every database can hold it.

PostgreSQL takes no NUL in texts, and no database takes a number of any size. Decoding a record refuses what does not
fit, so that nothing behind it has to ask.
"""

from typing import Annotated

from msgspec import Meta

_NO_NUL = r"\A[^\x00]*\Z"
_MOST = 2**53
"""The largest whole number that every JSON decoder keeps."""

Key = Annotated[str, Meta(max_length=200, pattern=_NO_NUL)]
"""An id, or the name of something."""
Words = Annotated[str, Meta(pattern=_NO_NUL)]
"""A text of any length."""
Count = Annotated[int, Meta(ge=0, le=_MOST)]
"""A number of a change, a revision, or how many."""
Small = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""A version, or a measure in pixels."""
Time = Annotated[int, Meta(ge=-_MOST, le=_MOST)]
"""A clock's ms since 1970; clocks may stand anywhere."""
LARGEST = 2**63 - 1
"""The largest number that a column holds."""
DEEPEST = 40
"""How many lists and maps may lie in one another in a field's value."""
