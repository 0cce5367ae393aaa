"""The computers on which people signed in, as the server tells of them."""

from typing import Literal

import msgspec

from app.domain.bounds import Count

HEADER = "X-Device"
"""The header of every request by which a device shows itself: its key for this account, known to nobody else."""


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """One computer of one agent.

    ``seen_at`` (ms) is kept to the hour. ``current``: the one that asks. ``obeys``: it can be told to delete what it
    holds. ``wipe`` is "ordered" until it said that it has; ``wipe_at`` is when it was ordered, or done, and ``unsent``
    what it had not sent by then, None where it could not tell.
    """

    id: str
    agent_id: str
    agent_name: str = ""
    name: str = ""
    system: str = ""
    version: str = ""
    address: str = ""
    created_at: int = 0
    seen_at: int = 0
    sign_ins: int = 0
    current: bool = False
    obeys: bool = False
    wipe: Literal["", "ordered", "done"] = ""
    wipe_at: int = 0
    unsent: int | None = None


class Devices(msgspec.Struct, frozen=True, kw_only=True):
    """Those that were asked for, the one heard of last first."""

    devices: tuple[Device, ...] = ()


class Wiped(msgspec.Struct, frozen=True, kw_only=True):
    """A device has deleted what it held of an account.

    ``unsent`` actions and files had not reached the server; None where that is not known.
    """

    unsent: Count | None = None
