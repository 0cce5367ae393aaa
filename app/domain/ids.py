"""Identities: UUIDv7 for rows and operations, UUIDv5 for rows that are named by their content."""

import hashlib
import os
import time
import uuid

_LINK_SPACE = uuid.UUID("6f2b1d52-3f3c-5b8a-9d0e-5a1e6c7d8f90")


def new_id() -> str:
    """Return a UUIDv7 as text (RFC 9562): 48 bits of milliseconds, then random. Opaque: never order by it."""
    millis = time.time_ns() // 1_000_000 & (1 << 48) - 1
    chance = int.from_bytes(os.urandom(10)) & ~(0xF << 76 | 0b11 << 62)
    digits = f"{millis << 80 | chance | 0x7 << 76 | 0b10 << 62:032x}"  # uuid.UUID takes four times as long
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def link_id(*parts: str) -> str:
    """Return the id of the row that these parts name, the same on every device (UUIDv5)."""
    # what uuid.uuid5 does, but that imports hashlib each time: a list of articles asks for hundreds at once
    digest = hashlib.sha1(_LINK_SPACE.bytes + "\x1f".join(parts).encode(), usedforsecurity=False).digest()
    return str(uuid.UUID(bytes=digest[:16], version=5))
