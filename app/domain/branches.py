"""The branches with servers of their own, as headquarters tells of them."""

from typing import Literal

import msgspec


class BranchLine(msgspec.Struct, frozen=True, kw_only=True):
    """One branch. ``state`` is "none" for one that works with headquarters' server.

    ``seen_at`` is when its server was heard of (ms, to the minute, 0: never), ``waiting`` how many rows went to it that
    it has not fetched, and ``version`` what it runs.
    """

    branch_id: str
    name: str
    city: str = ""
    state: Literal["none", "new", "in use", "revoked", "taken back"] = "none"
    seen_at: int = 0
    waiting: int = 0
    version: str = ""


class BranchLines(msgspec.Struct, frozen=True, kw_only=True):
    """All branches but headquarters, those with servers of their own first, by name."""

    branches: tuple[BranchLine, ...] = ()


class BranchToken(msgspec.Struct, frozen=True, kw_only=True):
    """What a branch's server is known by; it is told once."""

    token: str


class BranchEnd(msgspec.Struct, frozen=True, kw_only=True):
    """How a branch's server ends: ``take_back`` has headquarters decide about the branch's rows from now on."""

    take_back: bool = False
